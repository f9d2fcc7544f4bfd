"""Work orders against due, voucher, callback and report, whatever is voided in between."""

from datetime import timedelta

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.callbacks import Callback, CallbackState
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import Sheet, SheetState
from hall_desk.domain.payments import Payment
from hall_desk.domain.refunds import Refund
from hall_desk.usecases import (
    callbacks,
    dispatching,
    paidservice,
    papers,
    payments,
    queries,
    refunds,
    reporting,
    workorders,
)
from tests.conftest import MANAGER, Day
from tests.usecases.test_callbacks import TODAY, callback_of
from tests.usecases.test_money import EIGHT, cash, pay, signed
from tests.usecases.test_paid_work import dispatched, kept, reported


@pytest.fixture
def sold(day: Day) -> Sheet:
    """A signed sheet: 2 hours of labour, 12.5 m of wire."""
    day.count_float(8)
    return signed(day, ("L02", 2000), ("M04", 12500))


def void(day: Day, payment: Payment) -> None:
    day.do(
        payments.void_payment, "1030", payment_id=payment.id, reason_code="V1", approved_by=MANAGER
    )


def paid(day: Day, clock: FakeClock, sheet: Sheet, due: int) -> Payment:
    return pay(day, cash(clock, due, due), sheet)


def service_of(day: Day) -> tuple[int, int, int, int]:
    """Sheets, paid ones, labour and material of today's report."""
    report = day.ask(reporting.daily_report, day.ask(queries.get_day).date)
    told = report.paid_service
    return told.sheets, told.paid, told.labour_fen, told.material_fen


@pytest.mark.rule("25")
def test_a_paid_sheet_is_neither_sent_out_nor_completed_again(
    day: Day, clock: FakeClock, sold: Sheet
) -> None:
    payment = paid(day, clock, sold, sold.total_fen)
    with pytest.raises(RuleBroken, match="已收款"):
        dispatched(day, sold)
    with pytest.raises(RuleBroken):
        paid(day, clock, sold, sold.total_fen)
    void(day, payment)
    order = dispatched(day, sold)
    with pytest.raises(RuleBroken, match="还没有完工"):
        paid(day, clock, sold, sold.total_fen)
    clock.advance(3600)
    reported(day, order, ("L02", 2000), ("M04", 12500))
    paid(day, clock, sold, sold.total_fen)
    with pytest.raises(RuleBroken, match="不能再登记完工"):
        reported(day, order, ("L02", 1000))


@pytest.mark.rule("25", "26")
def test_differences_found_after_a_void_change_due_voucher_and_report(
    day: Day, clock: FakeClock, sold: Sheet
) -> None:
    assert sold.total_fen == 7375
    order = dispatched(day, sold)
    clock.advance(3600)
    reported(day, order, ("L02", 2000), ("M04", 12500))
    first = paid(day, clock, sold, 7375)
    assert service_of(day) == (1, 1, 3000, 4375)
    asked = callback_of(day, sold)
    void(day, first)
    assert callback_of(day, sold) == asked, "what a team did is asked about all the same"
    assert service_of(day) == (1, 0, 0, 0)
    assert [each.sheet.id for each in day.ask(workorders.unpaid_sheets, "1030")] == [sold.id]
    reported(day, order, ("L02", 1000), ("M04", 12500))
    with pytest.raises(RuleBroken, match="再次签字"):
        paid(day, clock, sold, 5875)
    day.do(dispatching.agree_difference, "1030", order_id=order.id)
    with pytest.raises(RuleBroken, match="应收金额与确认单不符"):
        paid(day, clock, sold, 7375)
    second = paid(day, clock, sold, 5875)
    assert (second.voucher_no, service_of(day)) == (2, (1, 1, 1500, 4375))
    told = day.ask(papers.voucher_of, second.id)
    assert sum(line.amount_fen for line in told.lines) == 5875
    report = day.ask(reporting.daily_report, day.ask(queries.get_day).date).money
    assert (report.total_fen, report.void_fen) == (5875, 7375)
    assert [(c.name, c.amount_fen) for c in report.charges] == [("有偿服务", 5875)]
    assert callback_of(day, sold) == asked


@pytest.mark.rule("26")
def test_a_callback_waits_for_work_that_begins_after_the_payment_was_voided(
    day: Day, clock: FakeClock, sold: Sheet
) -> None:
    payment = paid(day, clock, sold, sold.total_fen)
    assert callback_of(day, sold).due_on == TODAY + timedelta(days=3)
    void(day, payment)
    dropped = callback_of(day, sold)
    assert dropped.state is CallbackState.FAILED
    assert payment.voucher_code in dropped.close_reason
    assert day.ask(callbacks.open_callbacks) == []
    order = dispatched(day, sold)
    clock.advance(9 * 24 * 3600)
    reported(day, order, ("L02", 2000), ("M04", 12500))
    asked = callback_of(day, sold)
    assert (asked.state, asked.closed_at, asked.close_reason) == (CallbackState.OPEN, None, "")
    assert asked.due_on == TODAY + timedelta(days=12)
    assert [each.id for each in day.ask(callbacks.open_callbacks)] == [dropped.id]


@pytest.mark.rule("26")
def test_an_answered_callback_stays_answered_after_a_void(
    day: Day, clock: FakeClock, sold: Sheet
) -> None:
    payment = paid(day, clock, sold, sold.total_fen)
    asked = callback_of(day, sold)
    done: Callback = day.do(
        callbacks.record_answer, "1030", callback_id=asked.id, opinion="很好", level=5
    )
    void(day, payment)
    paid(day, clock, sold, sold.total_fen)
    assert callback_of(day, sold) == done


def test_a_void_sheet_leaves_neither_callback_nor_unpaid_end(
    day: Day, clock: FakeClock, sold: Sheet
) -> None:
    payment = paid(day, clock, sold, sold.total_fen)
    with pytest.raises(RuleBroken, match="已收款"):
        day.do(paidservice.void_sheet, "1030", sheet_id=sold.id, reason="客户放弃")
    void(day, payment)
    day.do(paidservice.void_sheet, "1030", sheet_id=sold.id, reason="客户放弃")
    assert kept(day, sold).state is SheetState.VOID
    assert day.ask(callbacks.open_callbacks) == []
    assert service_of(day) == (0, 0, 0, 0)
    with pytest.raises(RuleBroken):
        paid(day, clock, sold, sold.total_fen)


def test_a_sheet_that_was_partly_given_back_stays_paid_and_the_refund_stands_beside(
    day: Day, clock: FakeClock, sold: Sheet
) -> None:
    payment = paid(day, clock, sold, sold.total_fen)
    refund: Refund = day.do(
        refunds.refund_payment, "1030", payment_id=payment.id, amount_fen=1500, method="CASH",
        reason_code="R1", window=EIGHT, approved_by=MANAGER,
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="已有退款"):
        void(day, payment)
    assert kept(day, sold).state is SheetState.PAID
    with pytest.raises(RuleBroken):
        paid(day, clock, sold, sold.total_fen)
    assert service_of(day) == (1, 1, 3000, 4375)
    report = day.ask(reporting.daily_report, refund.business_date)
    assert (report.money.total_fen, report.money.refund_fen) == (7375, 1500)
    told = report.paid_service
    assert (told.invoices_owed, told.owed_fen) == (1, 5875), "no invoice is for more than was kept"
