"""Settlements in the report: counted on their day, voided on another; no money moves."""

from datetime import date, timedelta

import pytest

from hall_desk.paper.report_sections import money_pairs, paid_service_pairs
from hall_desk.usecases import closings, invoices, reporting
from hall_desk.usecases.hall import Hall
from tests.conftest import Day
from tests.usecases.money import pay
from tests.usecases.test_refunds import next_day
from tests.usecases.test_settlements import NUMBER, RED, ahead, record, settle, undo

FIRST = date(2026, 3, 12)


@pytest.mark.rule("25")
def test_the_report_says_what_was_settled_and_which_invoices_it_owes(hall: Hall, day: Day) -> None:
    day.count_float()
    prepaid = ahead(day, 20_000)
    owing = settle(day, prepaid, 8640)
    done = record(day, settle(day, prepaid, 1_000, words="补"))
    report = hall.ask(reporting.daily_report, FIRST)
    money = report.money
    assert (money.settled_count, money.settled_fen, money.unsettled_count) == (2, 9640, 0)
    assert (money.total_fen, money.refund_fen, money.gaps) == (20_000, 0, 0)
    assert [(s.name, s.first, s.last) for s in money.series][-1] == (
        "预收结算",
        "JS-000001",
        "JS-000002",
    )
    assert report.paid_service is not None
    assert (report.paid_service.invoices_owed, report.paid_service.owed_fen) == (1, 8640)
    paid = report.paid_service
    assert (paid.ahead_count, paid.ahead_fen) == (1, 20_000 - 9_640)
    told = {pair.label: pair.value for pair in paid_service_pairs(report)}
    assert told["预收未结清"] == "1 张，103.60"
    assert report.hand_over is not None
    (item,) = [each for each in report.hand_over.items if each.number == owing.code]
    assert item.matter == "数电票待开：预收结算 2026-02 电费，86.40 元"
    assert (item.owner, report.journal.reconciled) == ("1032", True)
    undo(day, done, red_number=RED)
    said = {
        pair.label: pair.value
        for pair in money_pairs(hall.ask(reporting.daily_report, FIRST).money)
    }
    assert said["预收结算（不动钱款）"] == "2 笔 96.40，作废 1 笔 10.00"
    record(day, owing, NUMBER[:-1] + "9")
    assert day.ask(invoices.count_owed) == (0, 0)


def test_a_closed_day_says_the_same_after_a_settlement_of_it_is_voided(
    hall: Hall, day: Day
) -> None:
    day.count_float()
    prepaid = ahead(day, 20_000)
    pay(day, 500)
    settled = settle(day, prepaid, 8640)
    next_day(hall, day)
    second = FIRST + timedelta(days=1)
    before = hall.ask(reporting.daily_report, FIRST).money
    undo(day, settled)
    settle(day, prepaid, 8640)
    assert hall.ask(reporting.daily_report, FIRST).money == before
    today = hall.ask(reporting.daily_report, second).money
    assert (today.settled_count, today.unsettled_count, today.unsettled_fen) == (1, 1, 8640)
    assert (today.total_fen, today.gaps) == (0, 0)
    both = hall.ask(reporting.period_report, FIRST, second).money
    assert (both.settled_count, both.settled_fen, both.unsettled_fen) == (2, 17_280, 8640)
    record_of_day = hall.ask(closings.find_closing, FIRST)
    assert record_of_day is not None
    assert record_of_day.net_fen == 20_500
