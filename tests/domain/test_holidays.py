"""Working days and periods against the catalogue's vectors."""

import json
from datetime import date
from typing import Any

import pytest

from hall_desk import assets
from hall_desk.domain.holidays import (
    HolidayTable,
    add_days,
    add_months,
    add_workdays,
    roll_over,
)
from hall_desk.usecases.founding import _holidays

CATALOG: dict[str, Any] = json.loads(
    assets.resource("catalog/default_hall.json").read_text(encoding="utf-8")
)
VECTORS = CATALOG["test_vectors"]["deadlines"]
TABLE = HolidayTable(
    years=frozenset({2026}),
    days={row["day"]: row["off"] for row in _holidays(CATALOG["holidays"])},
)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["registered"])
def test_due_days(case: dict[str, str]) -> None:
    start = date.fromisoformat(case["registered"])
    for count in (5, 10):
        calendar = add_days(start, count)
        assert calendar.isoformat() == case[f"calendar{count}"]
        assert roll_over(calendar, TABLE).isoformat() == case[f"calendar{count}_rollover"]
        assert add_workdays(start, count, TABLE).isoformat() == case[f"workday{count}"]


@pytest.mark.parametrize("case", VECTORS["months"], ids=lambda case: case["start"])
def test_months_end_on_the_same_day_or_the_last_one(case: dict[str, str]) -> None:
    months = int(case["add"].split()[0])
    assert add_months(date.fromisoformat(case["start"]), months).isoformat() == case["due"]


def test_a_year_without_a_table_is_known_to_be_missing() -> None:
    assert TABLE.knows(date(2026, 5, 1))
    assert not TABLE.knows(date(2027, 1, 1))
