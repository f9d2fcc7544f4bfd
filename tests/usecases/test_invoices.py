"""E-invoices (数电票, Art. 25): owed until a number or the customer's 稍后 is recorded."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import Payment
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases import invoices, opening, papers, payments, reporting
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day, open_for_business
from tests.usecases.test_money import cash, pay, signed

NUMBER = "26362000000000000001"
NEXT_MORNING = datetime(2026, 3, 13, 0, 20, tzinfo=UTC)


@pytest.fixture
def sold(day: Day, clock: FakeClock) -> Payment:
    """A paid service, paid."""
    day.count_float(8)
    return pay(day, cash(clock, 1500, 2000), signed(day, ("L02", 1000)))


def record(day: Day, payment: Payment, number: str = NUMBER) -> Payment:
    recorded: Payment = day.do(
        invoices.record_invoice, "1030", payment_id=payment.id, number=number
    )
    return recorded


def void(day: Day, payment: Payment) -> None:
    day.do(
        payments.void_payment,
        "1030",
        payment_id=payment.id,
        reason_code="V1",
        approved_by=MANAGER,
    )


@pytest.mark.rule("25")
def test_a_paid_service_owes_its_invoice_and_a_bill_leaves_it_for_later(
    day: Day, clock: FakeClock, sold: Payment
) -> None:
    bill = pay(day, cash(clock, 8640, 8640))
    assert (sold.invoice, bill.invoice) == ("owed", "later")
    assert day.ask(papers.voucher_of, sold.id).invoice_state == "待开"
    assert day.ask(papers.voucher_of, bill.id).invoice_state == "客户稍后索取"
    assert day.ask(invoices.owed_invoices) == [sold]
    assert day.ask(invoices.owed_invoices, "1032") == []


@pytest.mark.rule("25")
def test_a_recorded_number_settles_it_and_is_journalled(day: Day, sold: Payment) -> None:
    recorded = record(day, sold, "2636 2000 0000 0000 0001")
    assert recorded.invoice_no == NUMBER
    assert day.ask(invoices.owed_invoices) == []
    printed = day.ask(papers.voucher_of, sold.id)
    assert printed.invoice_state == "待开", "the printed content is hashed and stays"
    assert record(day, sold, NUMBER[:-1] + "2").invoice_no.endswith("2"), "a slip is corrected"
    with pytest.raises(RuleBroken, match="已开数电票"):
        day.do(invoices.leave_for_later, "1030", payment_id=sold.id)
    said = day.ask(_actions_on, sold)
    assert said == ["take_payment", "record_invoice", "correct_invoice"]


@pytest.mark.rule("25")
def test_later_settles_it_too_and_a_number_may_follow(day: Day, sold: Payment) -> None:
    left = day.do(invoices.leave_for_later, "1030", payment_id=sold.id)
    assert left.invoice == "later"
    assert day.ask(invoices.owed_invoices) == []
    assert record(day, sold).invoice_no == NUMBER


@pytest.mark.rule("25")
@pytest.mark.parametrize("wrong", ["", "123", NUMBER + "1", NUMBER[:-1] + "x", "２" * 20])
def test_a_number_without_20_digits_is_refused_at_its_field(
    day: Day, sold: Payment, wrong: str
) -> None:
    with pytest.raises(RuleBroken, match="20 位") as refusal:
        record(day, sold, wrong)
    assert refusal.value.field == "invoice_no"


@pytest.mark.rule("25")
def test_a_number_is_used_once(day: Day, clock: FakeClock, sold: Payment) -> None:
    record(day, sold)
    bill = pay(day, cash(clock, 8640, 8640))
    with pytest.raises(RuleBroken, match=sold.voucher_code) as refusal:
        record(day, bill)
    assert refusal.value.field == "invoice_no"
    table = schema.payment
    with pytest.raises(IntegrityError), day.hall.store.write() as turn:
        turn.conn.execute(table.update().where(table.c.id == bill.id).values(invoice=NUMBER))


@pytest.mark.rule("25")
def test_a_void_payment_owes_nothing_and_takes_no_number(day: Day, sold: Payment) -> None:
    void(day, sold)
    assert day.ask(invoices.owed_invoices) == []
    with pytest.raises(RuleBroken, match="已作废"):
        record(day, sold)
    with pytest.raises(RuleBroken, match="已作废"):
        day.do(invoices.leave_for_later, "1030", payment_id=sold.id)


@pytest.mark.rule("25")
def test_an_owed_invoice_stands_in_the_report_of_each_day_until_done(
    hall: Hall, day: Day, clock: FakeClock, sold: Payment
) -> None:
    day.do(opening.stop_issuing)
    day.close()
    clock.set(NEXT_MORNING)
    open_for_business(hall, clock)
    report = hall.ask(reporting.daily_report)
    assert report.paid_service is not None
    assert report.paid_service.invoices_owed == 1
    assert report.hand_over is not None
    (handed,) = report.hand_over.items
    assert (handed.number, handed.owner) == (sold.voucher_code, "1030")
    assert "数电票待开" in handed.matter
    record(day, sold)
    report = hall.ask(reporting.daily_report)
    assert report.paid_service is not None
    assert report.hand_over is not None
    assert (report.paid_service.invoices_owed, report.hand_over.open_items) == (0, 0)


def test_an_unknown_state_is_refused(day: Day, clock: FakeClock) -> None:
    day.count_float(8)
    with pytest.raises(RuleBroken) as refusal:
        day.do(
            payments.take_payment,
            "1030",
            window=8,
            takings=cash(clock, 100, 100),
            purpose="电费",
            invoice="maybe",
        )
    assert refusal.value.field == "invoice"


def _actions_on(reading: Reading, payment: Payment) -> list[str]:
    table = schema.journal
    query = (
        table.select()
        .where(
            table.c.hall_id == reading.hall_id,
            table.c.subject == "payment",
            table.c.subject_id == str(payment.id),
        )
        .order_by(table.c.n)
    )
    return [row.action for row in reading.conn.execute(query)]
