"""E-invoices (数电票, Art. 25): owed until a number or the customer's 稍后 is recorded."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import InvoiceKind, Payment, Series
from hall_desk.domain.refunds import RED_OWED, Refund
from hall_desk.domain.tickets import StaffNo, WindowNo
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import invoices, opening, papers, payments, reporting
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day, open_for_business
from tests.usecases.test_money import cash, pay, signed

NUMBER = "26362000000000000001"
RED = "26362000000000000777"
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


def refund(
    day: Day, payment: Payment, fen: int, *, red: str = "", number: int = 1, staff_no: str = "1030"
) -> Refund:
    """A refund as the money room writes it."""

    def _write(tx: Tx) -> Refund:
        given = Refund(
            id=tx.new_id(),
            business_date=payment.business_date,
            refund_no=number,
            payment_id=payment.id,
            ticket_id=None,
            amount_fen=fen,
            method="CASH",
            slip_no="",
            reason="多收",
            staff_no=StaffNo(staff_no),
            window_no=WindowNo(8),
            approved_by=StaffNo(MANAGER),
            refunded_at=tx.now,
            red_invoice=red,
            red_invoice_date=None,
            content={},
            reprints=0,
        )
        tx.insert(given, "refund")
        return given

    written: Refund = day.do(_write, "1030")
    return written


@pytest.mark.rule("25")
def test_kind_date_amount_and_issuer_are_kept(day: Day, clock: FakeClock, sold: Payment) -> None:
    clock.advance(86_400)
    kept = day.do(
        invoices.record_invoice,
        "1030",
        payment_id=sold.id,
        number=NUMBER,
        kind=InvoiceKind.SPECIAL,
        on=date(2026, 3, 12),
        amount_fen=1200,
    )
    assert (kept.invoice_kind, kept.invoice_date, kept.invoice_fen, kept.invoice_by) == (
        "专用",
        date(2026, 3, 12),
        1200,
        "1030",
    )
    again = record(day, sold, NUMBER[:-1] + "9")
    assert (again.invoice_kind, again.invoice_fen) == ("专用", 1200)
    assert again.invoice_date == date(2026, 3, 12)


@pytest.mark.rule("25")
@pytest.mark.parametrize("fen", [1501, 0, -1])
def test_no_invoice_is_for_more_than_was_paid(day: Day, sold: Payment, fen: int) -> None:
    with pytest.raises(RuleBroken, match=r"15\.00") as refusal:
        day.do(invoices.record_invoice, "1030", payment_id=sold.id, number=NUMBER, amount_fen=fen)
    assert refusal.value.field == "invoice_fen"


@pytest.mark.rule("25")
def test_what_was_given_back_before_is_not_invoiced(day: Day, sold: Payment) -> None:
    refund(day, sold, 500)
    with pytest.raises(RuleBroken, match=r"10\.00"):
        day.do(invoices.record_invoice, "1030", payment_id=sold.id, number=NUMBER, amount_fen=1100)
    assert record(day, sold).invoice_fen == 1000


@pytest.mark.rule("25")
def test_what_was_wholly_given_back_owes_nothing(day: Day, sold: Payment) -> None:
    refund(day, sold, 1500)
    assert day.ask(invoices.owed_invoices) == []


@pytest.mark.rule("25")
@pytest.mark.parametrize("on", [date(2026, 3, 11), date(2026, 3, 13)])
def test_an_invoice_is_issued_after_the_payment_and_not_tomorrow(
    day: Day, sold: Payment, on: date
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        day.do(invoices.record_invoice, "1030", payment_id=sold.id, number=NUMBER, on=on)
    assert refusal.value.field == "invoice_date"


@pytest.mark.rule("25")
def test_money_taken_ahead_is_not_invoiced_until_it_is_settled(day: Day, sold: Payment) -> None:
    def _ahead(tx: Tx) -> None:
        table = schema.payment
        ahead = table.update().where(table.c.id == sold.id)
        tx.conn.execute(ahead.values(series=Series.PREPAYMENT, invoice="owed"))

    day.do(_ahead)
    assert day.ask(invoices.owed_invoices) == []
    with pytest.raises(RuleBroken, match="结算时才开"):
        record(day, sold)


@pytest.mark.rule("25")
def test_an_invoiced_payment_is_given_back_never_voided(day: Day, sold: Payment) -> None:
    record(day, sold)
    with pytest.raises(RuleBroken, match="按退款办理"):
        void(day, sold)


@pytest.mark.rule("25")
def test_a_refund_of_something_invoiced_owes_its_red_invoice(day: Day, sold: Payment) -> None:
    record(day, sold)
    given = refund(day, sold, 500, red=RED_OWED)
    assert day.ask(invoices.owed_red_invoices) == [given]
    assert day.ask(invoices.owed_red_invoices, "1032") == []
    red = invoices.record_red_invoice
    with pytest.raises(RuleBroken, match=sold.voucher_code) as refusal:
        day.do(red, "1030", refund_id=given.id, number=NUMBER)
    assert refusal.value.field == "invoice_no"
    with pytest.raises(RuleBroken, match="20 位"):
        day.do(red, "1030", refund_id=given.id, number="12")
    with pytest.raises(RuleBroken) as refusal:
        day.do(red, "1030", refund_id=given.id, number=RED, on=date(2026, 3, 13))
    assert refusal.value.field == "invoice_date"
    kept = day.do(red, "1030", refund_id=given.id, number=RED)
    assert (kept.red_invoice_no, kept.red_invoice_date) == (RED, date(2026, 3, 12))
    assert day.ask(invoices.owed_red_invoices) == []
    assert record(day, sold, NUMBER).invoice_fen == 1500, "the blue one stays what it was"
    with pytest.raises(RuleBroken, match=given.code):
        record(day, sold, RED)


@pytest.mark.rule("25")
def test_a_refund_without_an_invoice_needs_no_red_one(day: Day, sold: Payment) -> None:
    given = refund(day, sold, 500)
    with pytest.raises(RuleBroken, match="不用登记红字票"):
        day.do(invoices.record_red_invoice, "1030", refund_id=given.id, number=RED)
