"""Refunds (退款): a new record against the original payment, with its own gapless number."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import check_invoice_day, check_invoice_no
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
        return f"TK-{self.refund_no:06d}"

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
