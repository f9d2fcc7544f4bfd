"""Patrols and month sheets (巡查、工号月度表): Art. 6(1), S1-9, S3-2."""

from datetime import date
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.monthsheets import TOO_FEW, month_after, month_before, time_words
from hall_desk.domain.ratings import RatingStep
from hall_desk.domain.tickets import StaffNo, WindowNo
from hall_desk.store import schema
from hall_desk.usecases import dutylog, hungpapers, monthsheets, patrols, queries, reporting
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.usecases.test_replay import Twice

LINE = "人员着装与工号牌"
MARCH = date(2026, 3, 1)


def find(day: Day, **changed: Any) -> None:
    given: dict[str, Any] = {
        "line": LINE,
        "finding": "工号牌没有佩戴。",
        "commended": False,
        "window": WindowNo(3),
    }
    day.do(patrols.record_finding, **{**given, **changed})


@pytest.mark.rule("6(1)", "S3-2")
def test_a_finding_shows_in_the_managers_log_and_in_the_clerks_month_sheet(
    hall: Hall, day: Day
) -> None:
    find(day)
    find(day, finding="主动搀扶行动不便的客户。", commended=True)
    find(day, window=None, line="禁烟标志、消防器材", finding="灭火器已过检期。")
    log = {line.words: line for line in day.ask(dutylog.log_of, date(2026, 3, 12))}
    assert log[f"3号窗口 {LINE}：工号牌没有佩戴。"].sort == "巡查不足"
    assert log[f"3号窗口 {LINE}：主动搀扶行动不便的客户。"].sort == "巡查表扬"
    sheet = day.ask(monthsheets.month_sheet, "1032", MARCH)
    assert [(each.words, each.good) for each in sheet.findings] == [
        (f"{LINE}：工号牌没有佩戴。", False),
        (f"{LINE}：主动搀扶行动不便的客户。", True),
    ]
    assert day.ask(monthsheets.month_sheet, "1008", MARCH).findings == ()
    paper = hall.ask(hungpapers.month_sheet_of, "1032", MARCH, MANAGER)
    assert ("巡查表扬 / 不足", "1 / 1") in paper.figures
    assert hall.ask(reporting.daily_report).duty.findings == (1, 2)


@pytest.mark.rule("7(2)", "6(1)")
def test_the_lines_of_a_patrol_are_those_of_the_checklist(day: Day) -> None:
    assert LINE in queries_lines(day)
    with pytest.raises(RuleBroken) as refusal:
        find(day, line="随便写的")
    assert refusal.value.field == "line"


def queries_lines(day: Day) -> list[str]:
    return [entry.text for entry in day.ask(queries.code_texts, "checklist")]


def test_what_is_wrong_with_a_finding_is_said_at_its_field(day: Day) -> None:
    for changed, field in (
        ({"finding": " "}, "finding"),
        ({"window": WindowNo(99)}, "window"),
        ({"staff_no": StaffNo("9999")}, "staff_no"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            find(day, **changed)
        assert refusal.value.field == field
    with pytest.raises(RuleBroken, match="没有这项权限"):
        day.do(patrols.record_finding, "1032", line=LINE, finding="x", commended=True, window=None)


@pytest.mark.rule("S1-9")
def test_times_stand_from_ten_items_on_beside_the_halls(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    for seconds in (100, 110, 120, 130, 140, 150, 160, 170, 180):
        day.whole_visit("A01", 3, seconds)
    few = day.ask(monthsheets.month_sheet, "1032", MARCH)
    assert (few.own.items, few.own.median_s, few.own.p90_s) == (9, None, None)
    assert time_words(few.own.median_s) == TOO_FEW
    day.whole_visit("A01", 3, 301)
    day.whole_visit("A02", 1, 200)
    whole = day.ask(monthsheets.month_sheet, "1032", MARCH)
    assert (whole.own.items, whole.own.timed, whole.own.on_time) == (10, 10, 9)
    assert (whole.own.median_s, whole.own.p90_s, whole.own.over_percent) == (145, 180, 10)
    assert whole.hall_median_s == 150
    paper = dict(hall.ask(hungpapers.month_sheet_of, "1032", MARCH, MANAGER).figures)
    assert (paper["办理中位"], paper["办理 90 分位"], paper["超时率"]) == ("02:25", "03:00", "10 %")
    assert day.ask(monthsheets.month_sheet, "1032", month_before(MARCH)).own.items == 0
    assert clock.now().month == 3


def test_ratings_and_corrections_of_the_month_are_counted(hall: Hall, day: Day) -> None:
    ticket = day.whole_visit("A01", 3, 100)
    with hall.store.write() as turn:
        item = turn.conn.execute(schema.item.select()).mappings().one()
        common = {"hall_id": 1, "business_date": date(2026, 3, 12), "ticket_id": ticket.id}
        moment = item["finished_at"]
        turn.conn.execute(
            schema.rating.insert(),
            {
                **common,
                "id": 900,
                "step": RatingStep.COUNTER,
                "subject": "item",
                "subject_id": item["id"],
                "level": 5,
                "given_by": "customer",
                "staff_no": "1032",
                "at": moment,
            },
        )
        turn.conn.execute(
            schema.service_error.insert(),
            {
                **common,
                "id": 901,
                "item_id": item["id"],
                "what": "数量写错",
                "reason": "多录一户",
                "corrected_by": "1008",
                "corrected_at": moment,
            },
        )
    sheet = day.ask(monthsheets.month_sheet, "1032", MARCH)
    assert sheet.ratings[0] == ("非常满意", 1)
    assert [each.words for each in sheet.corrections] == ["数量写错：多录一户"]
    assert day.ask(monthsheets.month_sheet, "1008", MARCH).corrections == ()
    assert "差错更正" in [line.sort for line in day.ask(dutylog.log_of, date(2026, 3, 12))]


def test_everybody_who_serves_has_a_sheet(day: Day) -> None:
    sheets = day.ask(monthsheets.month_of_all, MARCH)
    assert [each.staff_no for each in sheets] == [MANAGER, "1008", "1021", "1030", "1032"]


def test_a_retry_gives_the_finding_of_the_press(hall: Hall) -> None:
    Twice(hall)(
        patrols.record_finding,
        MANAGER,
        line=LINE,
        finding="x",
        commended=True,
        window=WindowNo(3),
    )


def test_months_turn_over_the_year() -> None:
    assert month_after(date(2026, 12, 1)) == date(2027, 1, 1)
    assert month_before(date(2026, 1, 1)) == date(2025, 12, 1)
    assert month_before(month_after(MARCH)) == MARCH
