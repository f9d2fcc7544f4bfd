"""Refunds (退款): a new record against the original payment, with its own gapless number."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.money import format_fen
from hall_desk.domain.payments import Payment, check_invoice_day, check_invoice_no
from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo

RED_OWED = "owed"
"""The red-letter invoice (红字发票) of a refund of something invoiced is still to be issued."""


@dataclass(frozen=True, kw_only=True)
class Refund:
    """Money given back, in fen; the payment it belongs to stays as it was (Money rules)."""

    id: int
    business_date: date
    refund_no: int
    payment_id: int
    ticket_id: TicketId | None
    amount_fen: int
    method: str
    slip_no: str
    reason: str
    staff_no: StaffNo
    window_no: WindowNo
    approved_by: StaffNo
    refunded_at: datetime
    red_invoice: str
    red_invoice_date: date | None
    content: dict[str, object]
    reprints: int

    @property
    def code(self) -> str:
        """Such as TK-000012, without gaps."""
        return refund_code(self.refund_no)

    @property
    def owes_red_invoice(self) -> bool:
        """Whether the red-letter invoice is still to be noted."""
        return self.red_invoice == RED_OWED

    @property
    def red_invoice_no(self) -> str:
        """The number of the red-letter invoice, or empty."""
        return "" if self.red_invoice in ("", RED_OWED) else self.red_invoice


def record_red_invoice(
    refund: Refund, *, number: str, on: date, first: date, today: date
) -> Refund:
    """The red-letter e-invoice was issued on the tax platform; a wrong number is replaced."""
    if not refund.red_invoice:
        raise RuleBroken(f"{refund.code} 退的款没有开过数电票，不用登记红字票。", article="25")
    return replace(
        refund,
        red_invoice=check_invoice_no(number),
        red_invoice_date=check_invoice_day(on, first=first, today=today),
    )


def refund_code(number: int) -> str:
    """Such as TK-000012."""
    return f"TK-{number:06d}"


def left_of(payment: Payment, earlier: Iterable[Refund], settled_fen: int = 0) -> int:
    """What can still be given back of a payment, in fen; nothing of a void one.

    ``settled_fen`` of a prepayment became the money of bills (预收款结算): it is not given back.
    """
    if payment.is_void:
        return 0
    return payment.due_fen - sum(refund.amount_fen for refund in earlier) - settled_fen


def check_refund(
    payment: Payment, earlier: Iterable[Refund], amount_fen: int, settled_fen: int = 0
) -> None:
    """Never of a void voucher, never more than was paid less what was given back or settled."""
    if payment.is_void:
        raise RuleBroken(f"凭证 {payment.voucher_code} 已作废，没有可退的款。")
    left = left_of(payment, earlier, settled_fen)
    if not left and settled_fen:
        raise RuleBroken(
            f"凭证 {payment.voucher_code} 已结算 {format_fen(settled_fen)} 元，没有可退的余额；"
            "结算有误的，请先作废结算。"
        )
    if not left:
        raise RuleBroken(f"凭证 {payment.voucher_code} 已全部退款。")
    if amount_fen <= 0:
        raise RuleBroken("退款金额应大于 0。", field="refund_amount")
    if amount_fen > left:
        less = f"以前的退款和已结算的 {format_fen(settled_fen)} 元" if settled_fen else "以前的退款"
        raise RuleBroken(f"最多可退 {format_fen(left)} 元（已减去{less}）。", field="refund_amount")
