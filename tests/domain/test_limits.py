"""The limits as pure functions (Art. 3, 11(3))."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hall_desk import assets
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.limits import (
    REGULATION_MINUTES,
    Stage,
    check_limit_change,
    limit_seconds,
    read_limit,
    stage_at,
)

CATALOG: dict[str, Any] = json.loads(
    assets.resource("catalog/default_hall.json").read_text(encoding="utf-8")
)
START = datetime(2026, 3, 12, 1, tzinfo=UTC)


@pytest.mark.rule("11(3)")
@pytest.mark.parametrize("case", CATALOG["test_vectors"]["handling_limit"], ids=str)
def test_the_catalogues_vectors(case: dict[str, Any]) -> None:
    limit = limit_seconds(REGULATION_MINUTES.get(case["kind"]), case.get("quantity", 1))
    stage = stage_at(case["elapsed_seconds"], limit)
    within = None if stage is Stage.NONE else stage is not Stage.OVER
    assert within is case["within"]


@pytest.mark.rule("11(3)")
@pytest.mark.parametrize(
    ("seconds", "stage"),
    [(0, "within"), (239, "within"), (240, "near"), (300, "near"), (301, "over")],
)
def test_amber_from_eighty_percent_and_red_beyond(seconds: int, stage: str) -> None:
    assert stage_at(seconds, 300) == stage


def test_a_clock_set_back_counts_as_no_time_and_never_as_negative() -> None:
    reading = read_limit(started_at=START, until=START - timedelta(hours=1), limit_s=300)
    assert (reading.elapsed_s, reading.stage, reading.left_s) == (0, "within", 300)


def test_a_pause_does_not_hide_that_the_limit_is_over() -> None:
    until = START + timedelta(seconds=301)
    reading = read_limit(started_at=START, until=until, limit_s=300, paused=True, paused_s=200)
    assert (reading.stage, reading.net_s) == ("over", 101)


@pytest.mark.rule("3")
@pytest.mark.parametrize(
    ("minutes", "is_manager", "reason", "field"),
    [
        (6, False, "系统改造", "minutes"),
        (6, True, " ", "reason"),
        (0, True, "系统改造", "minutes"),
    ],
)
def test_a_looser_limit_is_refused_without_a_manager_or_a_reason(
    minutes: int, is_manager: bool, reason: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_limit_change("payment", minutes, is_manager=is_manager, reason=reason)
    assert refusal.value.field == field


@pytest.mark.rule("3")
def test_a_stricter_limit_is_free() -> None:
    check_limit_change("payment", 4, is_manager=False, reason="")
    check_limit_change("business", 20, is_manager=False, reason="")
