"""E-invoices (数电票, Art. 25): issued on the tax platform, recorded here; red ones of refunds."""

from datetime import date

from sqlalchemy import func, select

from hall_desk.domain import payments, refunds
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import Charge, Invoice, InvoiceKind, Payment, Series
from hall_desk.domain.people import Right
from hall_desk.domain.refunds import Refund
from hall_desk.domain.settlements import Settlement
from hall_desk.domain.tickets import StaffNo
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import require_right

_INCOME = (schema.payment.c.series == Series.RECEIPT) | (schema.payment.c.kind == Charge.FEE)
"""Not money taken ahead; a deposit that became a fee is income too."""


def record_invoice(
    tx: Tx,
    *,
    payment_id: int,
    number: str,
    kind: InvoiceKind | None = None,
    on: date | None = None,
    amount_fen: int | None = None,
) -> Payment:
    """Records the issued invoice, of any day; what was wrong about it is corrected the same.

    What is not said is as it was, and at first: a general one of today for all that was paid. The
    voucher keeps what it said when it was printed first: its content is hashed.
    """
    require_right(tx, Right.TAKE_MONEY)
    payment = tx.get(Payment, id=payment_id)
    today = hall_date(tx.now)
    paid_fen = invoiceable_fen(tx, payment)
    recorded = payments.record_invoice(
        payment,
        as_typed(payment, number, kind, on or payment.invoice_date or today, amount_fen, paid_fen),
        paid_fen=paid_fen,
        by=StaffNo(tx.actor),
        first=min(payment.business_date, hall_date(payment.paid_at)),
        today=today,
    )
    check_unused(tx, recorded.invoice, payment_id=payment.id)
    action = "correct_invoice" if payment.invoice_no else "record_invoice"
    return tx.change(payment, recorded, action, guard="invoice")


def as_typed(
    record: Payment | Settlement,
    number: str,
    kind: InvoiceKind | None,
    on: date,
    amount_fen: int | None,
    whole_fen: int,
) -> Invoice:
    """The e-invoice; kind and amount not said stay as recorded, at first 普通 and the whole sum."""
    return Invoice(
        number=number,
        kind=kind or InvoiceKind(record.invoice_kind or InvoiceKind.GENERAL),
        on=on,
        amount_fen=(record.invoice_fen or whole_fen) if amount_fen is None else amount_fen,
    )


def leave_for_later(tx: Tx, *, payment_id: int) -> Payment:
    """Records that the customer asks for the invoice later (客户稍后索取)."""
    require_right(tx, Right.TAKE_MONEY)
    payment = tx.get(Payment, id=payment_id)
    left = payments.leave_for_later(payment)
    return tx.change(payment, left, "leave_invoice", guard="invoice")


def record_red_invoice(tx: Tx, *, refund_id: int, number: str, on: date | None = None) -> Refund:
    """Records the red-letter invoice (红字) after a refund of something invoiced."""
    require_right(tx, Right.TAKE_MONEY)
    refund = tx.get(Refund, id=refund_id)
    today = hall_date(tx.now)
    recorded = refunds.record_red_invoice(
        refund,
        number=number,
        on=on or today,
        first=min(refund.business_date, hall_date(refund.refunded_at)),
        today=today,
    )
    check_unused(tx, recorded.red_invoice, refund_id=refund.id)
    action = "correct_red_invoice" if refund.red_invoice_no else "record_red_invoice"
    return tx.change(refund, recorded, action, guard="red_invoice")


def owed_invoices(reading: Reading, staff_no: str | None = None) -> list[Payment]:
    """Payments of all days whose invoice is still owed (待开), of one clerk or of all.

    Money taken ahead is invoiced when it is settled; what was wholly given back needs none.
    """
    conditions = [schema.INVOICE_OWED]
    table = schema.payment
    mine = [] if staff_no is None else [table.c.staff_no == staff_no]
    found = reading.all(
        Payment, *conditions, *mine, _INCOME, order_by=(table.c.voucher_no, table.c.id)
    )
    given_back = _refunded(reading, [payment.id for payment in found])
    return [payment for payment in found if given_back.get(payment.id, 0) < payment.due_fen]


def count_owed(reading: Reading) -> tuple[int, int]:
    """How many invoices are owed, of settlements too, and how many red ones; counted, not read."""
    payment, refund, settlement = schema.payment, schema.refund, schema.settlement
    given_back = (
        select(func.coalesce(func.sum(refund.c.amount_fen), 0))
        .where(refund.c.hall_id == payment.c.hall_id, refund.c.payment_id == payment.c.id)
        .scalar_subquery()
    )
    owed = select(func.count()).where(
        payment.c.hall_id == reading.hall_id,
        schema.INVOICE_OWED,
        _INCOME,
        payment.c.due_fen > given_back,
    )
    settled = select(func.count()).where(
        settlement.c.hall_id == reading.hall_id, schema.INVOICE_OWED
    )
    red = select(func.count()).where(refund.c.hall_id == reading.hall_id, schema.RED_INVOICE_OWED)
    conn = reading.conn
    counted = int(conn.execute(owed).scalar_one()) + int(conn.execute(settled).scalar_one())
    return counted, int(conn.execute(red).scalar_one())


def owed_red_invoices(reading: Reading, staff_no: str | None = None) -> list[Refund]:
    """Refunds of all days whose red-letter invoice is still owed, of one clerk or of all."""
    table = schema.refund
    mine = [] if staff_no is None else [table.c.staff_no == staff_no]
    return reading.all(Refund, schema.RED_INVOICE_OWED, *mine, order_by=table.c.refund_no)


def invoiceable_fen(reading: Reading, payment: Payment) -> int:
    """What was paid and not given back before the invoice; later refunds have their red one."""
    return payment.due_fen - _refunded(reading, [payment.id]).get(payment.id, 0)


def owed_fen(reading: Reading, owed: list[Payment]) -> int:
    """What the owed invoices come to: paid and not given back."""
    given_back = _refunded(reading, [payment.id for payment in owed])
    return sum(payment.due_fen - given_back.get(payment.id, 0) for payment in owed)


def _refunded(reading: Reading, payment_ids: list[int]) -> dict[int, int]:
    """What was given back of payments without a red-letter invoice."""
    if not payment_ids:
        return {}
    table = schema.refund
    query = (
        select(table.c.payment_id, func.sum(table.c.amount_fen).label("fen"))
        .where(
            table.c.hall_id == reading.hall_id,
            table.c.payment_id.in_(payment_ids),
            table.c.red_invoice == "",
        )
        .group_by(table.c.payment_id)
    )
    return {row.payment_id: int(row.fen) for row in reading.conn.execute(query)}


def check_unused(
    tx: Tx, number: str, *, payment_id: int = 0, refund_id: int = 0, settlement_id: int = 0
) -> None:
    """A number of the tax platform stands for one e-invoice, blue or red."""
    payment, refund, settlement = schema.payment, schema.refund, schema.settlement
    codes = [
        other.voucher_code
        for other in tx.all(Payment, schema.INVOICE_NUMBERED, payment.c.invoice == number)
        if other.id != payment_id
    ]
    codes += [
        other.code
        for other in tx.all(Refund, refund.c.red_invoice == number)
        if other.id != refund_id
    ]
    numbered = (settlement.c.invoice == number) | (settlement.c.red_invoice == number)
    codes += [other.code for other in tx.all(Settlement, numbered) if other.id != settlement_id]
    if codes:
        raise RuleBroken(
            f"这个数电票号已登记在凭证 {codes[0]}，请核对。", field="invoice_no", article="25"
        )
