"""Promises: value and unit make a due moment, whatever the calendar does."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hall_desk.domain.days import HALL_ZONE, hall_date
from hall_desk.domain.holidays import HolidayTable
from hall_desk.domain.promises import (
    due_of,
    limit_words,
    promises_for,
    ref_words,
    start_stages,
    start_words,
    voltages,
)
from hall_desk.domain.services import Service
from hall_desk.usecases.founding import _service
from tests.domain.test_holidays import CATALOG, TABLE, VECTORS

NORM = ["norm2003"]


def service(code: str) -> Service:
    return next(_service(each) for each in CATALOG["service_items"] if each["code"] == code)


def at(text: str, hour: int = 9) -> datetime:
    day = date.fromisoformat(text)
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=HALL_ZONE)


def due(value: int, unit: str, start: datetime, *, roll: bool = False) -> str:
    found = due_of(value, unit, start, TABLE, roll=roll).at.astimezone(HALL_ZONE)
    assert (found.hour, found.minute, found.second) == (23, 59, 59)
    return found.date().isoformat()


@pytest.mark.rule("18(1)")
@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["registered"])
def test_the_catalogues_deadlines(case: dict[str, str]) -> None:
    for hour in (0, 23):
        start = at(case["registered"], hour)
        assert due(5, "day", start) == case["calendar5"]
        assert due(5, "day", start, roll=True) == case["calendar5_rollover"]
        assert due(5, "workday", start) == case["workday5"]
        assert due(10, "day", start) == case["calendar10"]
        assert due(10, "day", start, roll=True) == case["calendar10_rollover"]
        assert due(10, "workday", start) == case["workday10"]


@pytest.mark.rule("18(1)")
@pytest.mark.parametrize("case", VECTORS["months"], ids=lambda case: case["start"])
def test_the_catalogues_months(case: dict[str, str]) -> None:
    months = int(case["add"].split()[0])
    assert due(months, "month", at(case["start"])) == case["due"]


def test_hours_and_minutes_run_from_the_moment_through_nights_and_holidays() -> None:
    start = datetime(2026, 2, 14, 9, 12, 30, tzinfo=UTC)
    assert due_of(24, "hour", start, TABLE).at == datetime(2026, 2, 15, 9, 12, 30, tzinfo=UTC)
    assert due_of(45, "minute", start, TABLE).at == datetime(2026, 2, 14, 9, 57, 30, tzinfo=UTC)


def test_the_day_of_the_hall_counts_not_that_of_the_clock() -> None:
    late_evening = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)  # 00:30 on 2 March in the hall
    assert due(10, "day", late_evening) == "2026-03-12"


def test_a_year_without_holiday_table_is_warned_about() -> None:
    start = at("2026-12-30")
    found = promises_for(service("B01"), NORM, start, TABLE)
    assert len(found.warnings) == 1
    assert "2027" in found.warnings[0]
    assert promises_for(service("B01"), NORM, at("2026-03-01"), TABLE).warnings == ()
    assert due_of(2, "month", at("2026-12-31"), TABLE).unknown_years == (2027,)
    old = HolidayTable(years=frozenset({2025}), days={})
    assert due_of(5, "workday", at("2025-12-31"), old).unknown_years == (2026,)


def test_a_unit_nobody_knows_is_never_guessed() -> None:
    with pytest.raises(ValueError, match="fortnight"):
        due_of(1, "fortnight", at("2026-03-01"), TABLE)


@pytest.mark.rule("18(1)")
@pytest.mark.parametrize(
    ("code", "accepted", "wanted"),
    [
        ("B02", "2026-03-01", "2026-03-11"),
        ("B03", "2026-01-31", "2026-02-28"),
        ("B04", "2026-12-31", "2027-02-28"),
    ],
)
def test_the_reply_with_the_supply_plan(code: str, accepted: str, wanted: str) -> None:
    (plan, *others) = promises_for(service(code), NORM, at(accepted), TABLE).stages
    assert plan.stage == "供电方案答复"
    assert plan.due_at is not None
    assert hall_date(plan.due_at).isoformat() == wanted
    assert all(stage.due_at is None for stage in others)


@pytest.mark.rule("18(3)")
def test_energising_starts_with_the_later_of_inspection_and_contract() -> None:
    accepted = at("2026-03-02")
    stages = promises_for(service("B02"), NORM, accepted, TABLE).stages
    one = start_stages(stages, {"inspection_passed": "2026-04-28"}, accepted, TABLE).stages
    assert one[1].due_at is None
    both = {"inspection_passed": "2026-04-28", "contract_signed": "2026-04-30"}
    energised = start_stages(stages, both, accepted, TABLE).stages[1]
    assert energised.due_at is not None
    assert hall_date(energised.due_at) == date(2026, 5, 11)
    assert start_words(energised) == "竣工检验合格且签订供用电合同后"


@pytest.mark.rule("18(3)")
def test_a_residents_supply_is_due_five_working_days_after_the_acceptance() -> None:
    stages = promises_for(service("B01"), NORM, at("2026-04-30"), TABLE).stages
    energised = next(stage for stage in stages if stage.stage == "送电")
    assert energised.due_at is not None
    assert hall_date(energised.due_at) == date(2026, 5, 11)


@pytest.mark.rule("36")
def test_a_second_profile_adds_its_stages_and_the_earlier_due_wins() -> None:
    own = service("B02")
    stricter = replace(own.deadlines[0], value=5, unit="workday", profile="local")
    later = replace(own.deadlines[0], value=3, unit="month", profile="slack")
    changed = replace(own, deadlines=(*own.deadlines, stricter, later))
    accepted = at("2026-03-09")
    names = ["norm2003", "local", "slack", "commitment2023"]
    found = promises_for(changed, names, accepted, TABLE).stages
    assert [(s.stage, s.profile) for s in found] == [
        ("供电方案答复", "local"),
        ("送电", "norm2003"),
        ("供电企业各环节合计", "commitment2023"),
    ]
    only = promises_for(changed, NORM, accepted, TABLE).stages
    assert {stage.profile for stage in only} == {"norm2003"}


def test_low_and_high_voltage_are_promised_apart_and_one_is_chosen() -> None:
    review = service("B26")
    assert voltages(review.deadlines) == ("低压", "高压")
    assert voltages(service("B03").deadlines) == ()
    chosen = promises_for(review, NORM, at("2026-03-02"), TABLE, voltage="高压").stages
    assert [stage.stage for stage in chosen] == ["高压审核答复"]


@pytest.mark.parametrize("entry", CATALOG["service_items"], ids=lambda entry: entry["code"])
def test_every_limit_of_the_catalogue_is_said_in_chinese(entry: dict[str, object]) -> None:
    for deadline in _service(entry).deadlines:
        words = limit_words(deadline) + start_words(deadline)
        assert not any(letter.isascii() and letter.isalpha() for letter in words)
        if deadline.ref.startswith("Art.18"):
            assert ref_words(deadline).startswith("服务规范第十八条（")
