"""E-invoices (数电票, Art. 25): issued on the tax platform, their numbers recorded here."""

from hall_desk.domain import payments
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import Payment
from hall_desk.domain.people import Right
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import require_right


def record_invoice(tx: Tx, *, payment_id: int, number: str) -> Payment:
    """Records the number of the issued invoice, of any day; a wrong number is corrected the same.

    The voucher keeps what it said when it was printed first: its content is hashed.
    """
    require_right(tx, Right.TAKE_MONEY)
    payment = tx.get(Payment, id=payment_id)
    recorded = payments.record_invoice(payment, number)
    _check_unused(tx, recorded)
    action = "correct_invoice" if payment.invoice_no else "record_invoice"
    return tx.change(payment, recorded, action, guard="invoice")


def leave_for_later(tx: Tx, *, payment_id: int) -> Payment:
    """Records that the customer asks for the invoice later (客户稍后索取)."""
    require_right(tx, Right.TAKE_MONEY)
    payment = tx.get(Payment, id=payment_id)
    left = payments.leave_for_later(payment)
    return tx.change(payment, left, "leave_invoice", guard="invoice")


def owed_invoices(reading: Reading, staff_no: str | None = None) -> list[Payment]:
    """Payments of all days whose invoice is still owed (待开), of one clerk or of all."""
    conditions = [schema.INVOICE_OWED]
    table = schema.payment
    mine = [] if staff_no is None else [table.c.staff_no == staff_no]
    return reading.all(Payment, *conditions, *mine, order_by=table.c.voucher_no)


def _check_unused(tx: Tx, payment: Payment) -> None:
    same = tx.all(Payment, schema.INVOICE_NUMBERED, schema.payment.c.invoice == payment.invoice)
    for other in same:
        if other.id != payment.id:
            raise RuleBroken(
                f"这个数电票号已登记在凭证 {other.voucher_code}，请核对。",
                field="invoice_no",
                article="25",
            )
