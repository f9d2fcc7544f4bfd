"""Days add up to periods without loss, and stored figures always say what the rows say."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from hall_desk.clock import FakeClock
from hall_desk.domain import figures
from hall_desk.domain.corrections import Wrong
from hall_desk.domain.dayfigures import VERSION, Figures, gaps
from hall_desk.domain.days import BusinessDay
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.papers import DailyReportPaper
from hall_desk.domain.payments import Payment
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases import correcting, dayfigures, payments, reporting
from hall_desk.usecases.correcting import Correction
from hall_desk.usecases.hall import Hall
from tests.conftest import Day
from tests.money_days import (
    FIRST,
    bag,
    close,
    count_till,
    open_next,
    refund,
    split,
    take,
    three_days,
    void,
)

LAST = FIRST + timedelta(days=2)


@pytest.fixture
def three(hall: Hall, clock: FakeClock) -> Day:
    return three_days(hall, clock)


def versions(hall: Hall) -> dict[date, int]:
    table = schema.day_figures
    with hall.store.read() as conn:
        rows = conn.execute(select(table.c.business_date, table.c.version)).all()
    return {row[0]: row[1] for row in rows}


def fresh(hall: Hall, on: date) -> dict[str, object]:
    """The day's figures from its rows."""

    def _make(reading: Reading) -> dict[str, object]:
        return dayfigures.make(reading, reading.get(BusinessDay, date=on)).told()

    return hall.ask(_make)


def stored(hall: Hall, on: date) -> dict[str, object]:
    return hall.ask(lambda r: dayfigures.figures_of(r, r.get(BusinessDay, date=on)).told())


def test_money_of_a_day_by_method_refunds_voids_and_till(three: Day) -> None:
    report = three.ask(reporting.daily_report, FIRST + timedelta(days=1))
    money = report.money
    by_method = {m.name: (m.count, m.amount_fen, m.refund_fen) for m in money.methods}
    assert by_method["现金"] == (2, 15_001, 1_000)
    assert by_method["银行卡"] == (1, 4_000, 0)
    assert by_method["扫码支付"] == (1, 5_000, 0)
    assert (money.total_count, money.total_fen, money.refund_fen) == (3, 24_001, 1_000)
    assert money.net_fen == 23_001 == sum(m.net_fen for m in money.methods)
    assert (money.void_count, money.void_fen, money.void_numbers) == (1, 701, ("SJ-000007",))
    receipts, refunds = money.series
    assert (receipts.first, receipts.last, receipts.count) == ("SJ-000005", "SJ-000008", 4)
    assert (receipts.voids, receipts.gaps, refunds.first) == (1, 0, "TK-000001")
    cash = money.cash
    assert cash.expected_fen == 50_000 + 15_001 - 1_000 - 12_000
    assert (cash.counted_fen, cash.over_fen, cash.short_fen) == (cash.expected_fen, 0, 0)
    assert [(b.number, b.slip_no) for b in money.bags] == [("JK-20260313-01", "91")]
    assert (money.unbanked_count, money.unbanked_fen) == (1, 12_000)  # of the third day
    assert report.journal.reconciled, report.journal.remark


def test_a_surplus_and_a_shortage_are_never_set_off(three: Day) -> None:
    cash = three.ask(reporting.period_report, FIRST, LAST).money.cash
    assert (cash.over_fen, cash.short_fen, cash.difference_fen) == (50, 50, 0)
    assert len(cash.differences) == 2
    assert "找零差错" in cash.differences[0][1]


@pytest.mark.rule("11(3)", "S1-9")
def test_a_period_is_the_sum_of_its_days_and_each_level_the_sum_below(three: Day) -> None:
    whole = three.ask(reporting.period_report, FIRST, LAST)
    days = [three.ask(reporting.daily_report, FIRST + timedelta(days=n)) for n in range(3)]
    _adds_up(whole)
    for one in days:
        _adds_up(one)
    told: tuple[Callable[[DailyReportPaper], int], ...] = (
        lambda r: r.tickets.issued,
        lambda r: r.tickets.items,
        lambda r: r.on_time_total.within,
        lambda r: r.money.total_fen,
        lambda r: r.money.net_fen,
        lambda r: r.money.void_fen,
        lambda r: r.money.cash.expected_fen,
        lambda r: r.first_contact.notices,
    )
    for figure in told:
        assert figure(whole) == sum(figure(one) for one in days)
    assert [line.taken_fen for line in whole.days] == [one.money.total_fen for one in days]
    assert [line.issued for line in whole.days] == [one.tickets.issued for one in days]
    assert whole.title == "营业报表"
    assert whole.business_date == "2026-03-12 至 2026-03-14"
    assert whole.journal.reconciled, whole.journal.remark


def _adds_up(report: DailyReportPaper) -> None:
    total, money = report.kinds_total, report.money
    assert sum(kind.issued for kind in report.kinds) == total.issued == report.tickets.issued
    assert sum(kind.items for kind in report.kinds) == total.items == report.tickets.items
    for rows in (report.windows, report.staff):
        assert sum(row.items for row in rows) == report.tickets.items
        assert sum(row.within for row in rows) == report.on_time_total.within
        assert sum(row.limited for row in rows) == report.on_time_total.total
        assert sum(row.taken_fen for row in rows) == money.total_fen
        assert sum(row.taken_count for row in rows) == money.total_count
        assert sum(row.refund_fen for row in rows) == (money.refund_fen or 0)
    assert sum(kind.within for kind in report.on_time) == report.on_time_total.within
    assert sum(method.amount_fen for method in money.methods) == money.total_fen
    assert sum(method.refund_fen for method in money.methods) == (money.refund_fen or 0)
    assert sum(charge.amount_fen for charge in money.charges) == money.total_fen
    assert sum(bar.issued for bar in report.hourly) == report.tickets.issued


def test_percentiles_of_a_period_are_those_of_its_items_one_by_one(three: Day) -> None:
    whole = three.ask(reporting.period_report, FIRST, LAST).kinds_total.handling
    items = three.ask(lambda r: r.all(Item, schema.item.c.state == ItemState.DONE))
    seconds = [
        int((item.finished_at - item.started_at).total_seconds())
        for item in items
        if item.finished_at and item.started_at
    ]
    assert len(seconds) > 10
    assert whole.mean_s == figures.mean(seconds)
    assert whole.median_s == figures.median(seconds)
    assert whole.p90_s == figures.percentile(seconds, 90)


def test_a_month_is_the_period_of_its_days(three: Day) -> None:
    month = three.ask(reporting.month_report, date(2026, 3, 20))
    span = three.ask(reporting.period_report, FIRST, LAST)
    assert (month.title, month.business_date) == ("营业月报", "2026-03")
    assert month.money == span.money
    assert month.kinds == span.kinds
    assert month.days == span.days


def test_spans_without_days_or_back_to_front_are_refused(three: Day) -> None:
    with pytest.raises(RuleBroken, match="没有营业记录"):
        three.ask(reporting.period_report, date(2025, 1, 1), date(2025, 1, 31))
    with pytest.raises(RuleBroken, match="不早于"):
        three.ask(reporting.period_report, LAST, FIRST)


# -- stored figures ------------------------------------------------------------------------------


def test_a_closed_day_has_its_figures_stored_and_the_running_one_has_not(three: Day) -> None:
    open_next(three, LAST + timedelta(days=1))
    assert versions(three.hall) == {FIRST + timedelta(days=n): VERSION for n in range(3)}
    for n in range(3):
        day = FIRST + timedelta(days=n)
        assert stored(three.hall, day) == fresh(three.hall, day)


def outdating(day: Day) -> Iterator[tuple[str, object]]:
    """What changes a closed day afterwards."""
    paid = day.ask(lambda r: r.all(Payment, schema.payment.c.business_date == FIRST))[0]
    item = day.ask(lambda r: r.all(Item, schema.item.c.business_date == FIRST))[-1]
    yield "reprint", lambda: day.do(payments.note_reprint, "1032", payment_id=paid.id)
    yield (
        "correction",
        lambda: day.do(
            correcting.correct_item,
            item_id=item.id,
            correction=Correction(what=Wrong.QUANTITY, quantity=2),
            reason="录错",
        ),
    )


@pytest.mark.parametrize("evening", [True, False])
@pytest.mark.parametrize("name", ["reprint", "correction"])
def test_what_touches_a_closed_day_outdates_its_figures(
    hall: Hall, clock: FakeClock, name: str, evening: bool
) -> None:
    """The same evening, and any day later; other days keep theirs."""
    day = Day(hall, clock)
    day.count_float(3)
    day.whole_visit("A01", 3, 400)
    take(day, 8_640)
    close(day)
    if not evening:
        open_next(day, FIRST + timedelta(days=1))
    before = stored(hall, FIRST)
    change = dict(outdating(day))[name]
    assert callable(change)
    change()
    assert versions(hall)[FIRST] == 0
    assert stored(hall, FIRST) == fresh(hall, FIRST) != before
    assert hall.ask(dayfigures.missing, FIRST, FIRST) == [FIRST]
    hall.do(dayfigures.keep_missing, "report", None, days=(FIRST,))
    assert versions(hall)[FIRST] == VERSION
    assert stored(hall, FIRST) == fresh(hall, FIRST)


def test_a_refund_of_a_later_day_leaves_the_day_of_the_payment_alone(three: Day) -> None:
    """A refund is a new record of its own day."""
    before = stored(three.hall, FIRST)
    paid = three.ask(lambda r: r.all(Payment, schema.payment.c.business_date == FIRST))[0]
    open_next(three, LAST + timedelta(days=1))
    refund(three, paid, 500, 3)
    assert versions(three.hall)[FIRST] == VERSION
    assert stored(three.hall, FIRST) == before
    today = three.ask(reporting.daily_report)
    assert (today.money.refund_fen, today.money.net_fen) == (500, -500)


def test_figures_of_another_version_are_made_anew(three: Day) -> None:
    table = schema.day_figures
    with three.hall.store.write() as turn:
        turn.conn.execute(update(table).values(version=VERSION + 7, figures={"counts": {}}))
    report = three.ask(reporting.period_report, FIRST, LAST)
    assert report.money.total_fen == 3 * 24_000 + 3
    assert len(three.ask(dayfigures.missing, FIRST, LAST)) == 3


def test_stored_figures_that_somebody_changed_are_not_believed(three: Day) -> None:
    whole = three.ask(reporting.period_report, FIRST, LAST)
    table = schema.day_figures
    with three.hall.store.write() as turn:
        for day in (FIRST, LAST):
            mine = table.c.business_date == day
            told = turn.conn.execute(select(table.c.figures).where(mine)).scalar_one()
            told["counts"]["taken/fen"] += 1
            turn.conn.execute(update(table).where(mine).values(figures=told))
    assert three.ask(reporting.period_report, FIRST, LAST) == whole
    one = three.ask(reporting.daily_report, FIRST)
    assert one.money.total_fen == 24_000


def test_storing_figures_writes_no_journal(three: Day) -> None:
    def head(r: Reading) -> object:
        return r.conn.execute(select(schema.journal_head.c.n)).scalar_one()

    before = three.ask(head)
    three.hall.do(dayfigures.keep_missing, "report", None, days=(FIRST, date(2020, 1, 1)))
    assert three.ask(head) == before


def test_both_databases_store_and_add_the_same(both_halls: Hall, clock: FakeClock) -> None:
    day = Day(both_halls, clock)
    day.count_float(3)
    day.whole_visit("A01", 3, 100)
    paid = take(day, 8_640)
    split(day, 2_000, 500)
    void(day, take(day, 100))
    refund(day, paid, 40, 1)
    bag(day, 1_000, 1)
    count_till(day, 1, 1)
    close(day)
    report = day.ask(reporting.period_report, FIRST, FIRST)
    assert report.money.net_fen == 8_640 + 2_000 - 40
    assert report.journal.reconciled
    assert versions(both_halls) == {FIRST: VERSION}


# -- histograms ----------------------------------------------------------------------------------


@given(st.lists(st.lists(st.integers(0, 4_000), max_size=40), max_size=6))
def test_histograms_added_up_give_what_the_single_values_give(days: list[list[int]]) -> None:
    whole, values = Figures(), [value for day in days for value in day]
    for day in days:
        one = Figures()
        for value in day:
            one.time("wait/A", value)
        whole.take(one.told())
    spread = whole.spread(["wait/A"])
    assert spread == Counter(values)
    assert figures.mean_of(spread) == figures.mean(values)
    assert figures.median_of(spread) == figures.median(values)
    for percent in (1, 50, 90, 99, 100):
        assert figures.percentile_of(spread, percent) == figures.percentile(values, percent)


def test_gaps_in_a_series_are_counted() -> None:
    figures = Figures()
    for number in (3, 4, 7):
        figures.number("voucher/SJ", number)
    assert gaps(figures.ranges["voucher/SJ"]) == 2
    assert gaps(None) == 0


def test_a_voucher_missing_from_the_rows_shows_as_a_gap(three: Day) -> None:
    with three.hall.store.write() as turn:
        turn.conn.exec_driver_sql("UPDATE payment SET voucher_no = 90 WHERE voucher_no = 8")
        turn.conn.exec_driver_sql("UPDATE day_figures SET version = 0")
    report = three.ask(reporting.period_report, FIRST, LAST)
    assert report.money.gaps == 90 - 12
