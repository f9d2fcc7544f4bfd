"""The hall's calendar: single days with their own hours, and the board that hangs at the door."""

from datetime import date, datetime, time
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.days import HALL_ZONE
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.papers import HoursBoardPaper
from hall_desk.paper.hours_board import render_hours_board
from hall_desk.usecases import hours, housekeeping, opening
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.hall import Hall
from tests.conftest import Day, checked
from tests.paper.pdf_reader import read_text, squeezed


def arrange(day: Day, **changed: Any) -> None:
    given: dict[str, Any] = {
        "first": date(2026, 4, 4),
        "last": date(2026, 4, 6),
        "name": "清明节",
        "opens": "09:00",
        "closes": "16:00",
        "instead_of": None,
    }
    day.do(hours.set_special_hours, **{**given, **changed})


def board(day: Day) -> HoursBoardPaper:
    paper: HoursBoardPaper = day.ask(hours.hours_board_of)
    return paper


def township(day: Day, *weekdays: int) -> None:
    profile = day.ask(profile_of)
    told = {n: getattr(profile, n) for n in ("code", "name", "address", "phone", "slogan")}
    day.do(
        housekeeping.set_hall,
        profile={**told, "level": "township"},
        hours=("08:30", "17:30"),
        weekdays=frozenset(weekdays),
    )


@pytest.mark.rule("12(2)")
def test_changing_the_hours_changes_the_printed_board(day: Day) -> None:
    before = squeezed(read_text(render_hours_board(board(day))))
    assert "营业时间" in before
    assert "08:30–17:30" in before
    day.do(housekeeping.set_hours, opens="09:00", closes="18:00")
    after = squeezed(read_text(render_hours_board(board(day))))
    assert "09:00–18:00" in after
    assert "08:30–17:30" not in after


@pytest.mark.rule("12(2)")
def test_the_board_tells_the_holidays_of_the_coming_weeks(day: Day) -> None:
    (spring,) = [span for span in board(day).spans if span.name == "清明节"]
    assert (spring.days, spring.hours) == ("4月4日 周六 至 4月6日 周一", "照常营业 08:30–17:30")
    arrange(day)
    arrange(day, first=date(2026, 5, 1), last=date(2026, 5, 1), name="劳动节", opens="", closes="")
    spans = {span.days: (span.name, span.hours, span.closed) for span in board(day).spans}
    assert spans["4月4日 周六 至 4月6日 周一"] == ("清明节", "09:00–16:00", False)
    assert spans["5月1日 周五"] == ("劳动节", "休息", True)
    text = squeezed(read_text(render_hours_board(board(day))))
    assert "清明节09:00–16:00" in text
    assert "5月1日周五劳动节休息" in text


@pytest.mark.rule("12(2)")
def test_a_hall_that_rests_on_sundays_says_so_on_its_board(day: Day) -> None:
    township(day, 6)
    paper = board(day)
    assert paper.weekdays[6] == ("周日", "休息")
    assert "周日休息" in squeezed(read_text(render_hours_board(paper)))


def test_the_board_says_where_holidays_are_not_known_yet(day: Day, clock: FakeClock) -> None:
    assert board(day).note == ""
    clock.set(datetime(2026, 11, 20, 9, 0, tzinfo=HALL_ZONE))
    assert board(day).note == "2027 年放假安排公布后另行公告。"


@pytest.mark.rule("10(3)")
def test_a_day_with_its_own_hours_is_opened_by_them(hall: Hall, day: Day, clock: FakeClock) -> None:
    arrange(day)
    clock.set(datetime(2026, 3, 12, 18, 0, tzinfo=HALL_ZONE))
    day.do(opening.close_day)
    clock.set(datetime(2026, 4, 4, 8, 50, tzinfo=HALL_ZONE))
    opened = day.do(opening.open_day, checklist=checked(hall), windows={1: "A"})
    assert (opened.opens, opened.closes) == (time(9), time(16))
    clock.set(datetime(2026, 4, 4, 16, 1, tzinfo=HALL_ZONE))
    with pytest.raises(RuleBroken):
        day.issue("A01")
    day.do(opening.close_day)
    clock.set(datetime(2026, 4, 7, 8, 20, tzinfo=HALL_ZONE))
    later = day.do(opening.open_day, checklist=checked(hall), windows={1: "A"})
    assert later.closes == time(17, 30)


@pytest.mark.rule("10(3)")
def test_a_county_hall_rests_on_public_holidays_only(day: Day) -> None:
    weekday = {"first": date(2026, 4, 8), "last": date(2026, 4, 8), "opens": "", "closes": ""}
    with pytest.raises(RuleBroken, match="第十条第（三）款"):
        arrange(day, **weekday)
    arrange(day, opens="", closes="")
    township(day)
    arrange(day, **weekday)
    assert len(day.ask(hours.special_hours)) == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"last": date(2026, 4, 3)}, "last"),
        ({"last": date(2026, 6, 4)}, "last"),
        ({"opens": "16:00", "closes": "09:00"}, "closes"),
        ({"opens": "9点"}, "opens"),
        ({"closes": ""}, "opens"),
        ({"first": date(2026, 5, 4), "last": date(2026, 5, 9)}, "first"),
    ],
)
def test_a_wrong_entry_is_refused_at_its_field(
    day: Day, changed: dict[str, Any], field: str
) -> None:
    arrange(day, first=date(2026, 5, 1), last=date(2026, 5, 5), name="劳动节")
    with pytest.raises(RuleBroken) as refusal:
        arrange(day, **changed)
    assert refusal.value.field == field


def test_an_entry_is_changed_in_its_place_and_taken_back(day: Day) -> None:
    arrange(day)
    arrange(day, first=date(2026, 4, 5), instead_of=date(2026, 4, 4))
    (entry,) = day.ask(hours.special_hours)
    assert entry.first == date(2026, 4, 5)
    day.do(hours.drop_special_hours, first=date(2026, 4, 5))
    assert day.ask(hours.special_hours) == ()
    with pytest.raises(RuleBroken, match="没有这项权限"):
        day.hall.do(hours.drop_special_hours, "1032", None, first=date(2026, 4, 5))
