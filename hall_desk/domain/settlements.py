"""Settling a prepayment (预收款结算): a part of it became the money of a bill and is invoiced."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.money import format_fen
from hall_desk.domain.payments import (
    INVOICE_LATER,
    INVOICE_OWED,
    INVOICE_WORDS,
    Charge,
    Invoice,
    Payment,
    check_invoice_day,
    check_invoice_fen,
    check_invoice_no,
    invoice_words,
    issued,
)
from hall_desk.domain.refunds import Refund, left_of
from hall_desk.domain.tickets import StaffNo, WindowNo

SETTLEMENTS = "JS"
"""The series settlements are numbered in."""


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """A part of a prepayment settled for a billing period (账期), in fen; it moves no money.

    A wrong one is voided and stays; ``void_date`` is the business date of the void. ``bill_id``
    is the imported bill it paid whole.
    """

    id: int
    business_date: date
    settlement_no: int
    payment_id: int
    period: str
    words: str
    amount_fen: int
    staff_no: StaffNo
    window_no: WindowNo
    settled_at: datetime
    bill_id: int | None = None
    invoice: str = INVOICE_OWED
    invoice_kind: str = ""
    invoice_date: date | None = None
    invoice_fen: int | None = None
    invoice_by: str = ""
    red_invoice: str = ""
    red_invoice_date: date | None = None
    void_reason: str = ""
    void_date: date | None = None
    voided_at: datetime | None = None
    voided_by: StaffNo | None = None
    void_approved_by: StaffNo | None = None

    @property
    def code(self) -> str:
        """Such as JS-000012, without gaps."""
        return settlement_code(self.settlement_no)

    @property
    def is_void(self) -> bool:
        """Whether it was voided (作废)."""
        return self.voided_at is not None

    @property
    def invoice_no(self) -> str:
        """The number of the issued e-invoice (数电票号), or empty."""
        return "" if self.invoice in INVOICE_WORDS else self.invoice

    @property
    def owes_invoice(self) -> bool:
        """Whether its e-invoice is still owed (待开, Art. 25)."""
        return self.invoice == INVOICE_OWED and not self.is_void

    @property
    def matter(self) -> str:
        """What was settled, such as 2026-02 电费."""
        return f"{self.period} 电费{f'，{self.words}' if self.words else ''}"

    @property
    def state_words(self) -> str:
        """What is to be said of it: void, or the state of its e-invoice."""
        return "作废" if self.is_void else invoice_words(self.invoice)


def settlement_code(number: int) -> str:
    """Such as JS-000012."""
    return f"{SETTLEMENTS}-{number:06d}"


def settled_fen(settlements: Iterable[Settlement]) -> int:
    """What stands settled of a prepayment; void ones count for nothing."""
    return sum(each.amount_fen for each in settlements if not each.is_void)


def still_ahead(
    payment: Payment, refunds: Iterable[Refund], settlements: Iterable[Settlement]
) -> int:
    """What of a prepayment is neither given back nor settled (预收余额), in fen."""
    return left_of(payment, refunds, settled_fen(settlements))


def unsettleable(payment: Payment, left_fen: int) -> str:
    """Why nothing of the voucher can be settled; empty when something can."""
    code = payment.voucher_code
    if payment.kind is not Charge.PREPAYMENT:
        return f"凭证 {code} 不是预收款，不用结算"
    if payment.is_void:
        return f"凭证 {code} 已作废，不能结算"
    return "" if left_fen else f"凭证 {code} 的预收款已没有余额"


def check_settlement(
    payment: Payment,
    refunds: Iterable[Refund],
    settlements: Iterable[Settlement],
    draft: Settlement,
    *,
    today: date,
) -> None:
    """Only a standing prepayment, never more than is left, no bill of a period to come or twice."""
    earlier = list(settlements)
    left = still_ahead(payment, refunds, earlier)
    why = unsettleable(payment, left)
    if why:
        raise RuleBroken(f"{why}。", field="voucher_no", article="25")
    if draft.amount_fen <= 0:
        raise RuleBroken("结算金额应大于 0。", field="settle_amount", article="25")
    if draft.amount_fen > left:
        raise RuleBroken(
            f"最多可结算 {format_fen(left)} 元（预收减去已退和已结算）。",
            field="settle_amount",
            article="25",
        )
    if draft.period > f"{today:%Y-%m}":
        raise RuleBroken(f"账期 {draft.period} 还没有到，请核对。", field="period", article="25")
    for each in earlier:
        if not each.is_void and (each.period, each.words) == (draft.period, draft.words):
            raise RuleBroken(
                f"{each.matter}已结算（{each.code}），同一账期再结一笔请在说明里写明。",
                field="settle_words",
                article="25",
            )


def record_settlement_invoice(
    settlement: Settlement, invoice: Invoice, *, by: StaffNo, first: date, today: date
) -> Settlement:
    """The e-invoice of a settlement was issued; never for more than was settled."""
    _check_standing(settlement)
    check_invoice_fen(invoice.amount_fen, settlement.amount_fen, "结算金额")
    return replace(settlement, **issued(invoice, by=by, first=first, today=today))


def leave_settlement(settlement: Settlement) -> Settlement:
    """The customer asks for the e-invoice later, so it is owed no more (P12)."""
    _check_standing(settlement)
    if settlement.invoice_no:
        raise RuleBroken(f"结算 {settlement.code} 已开数电票。", article="25")
    return replace(settlement, invoice=INVOICE_LATER)


def void_settlement(
    settlement: Settlement,
    *,
    reason: str,
    red_invoice: tuple[str, date] | None,
    by: StaffNo,
    approved_by: StaffNo,
    now: datetime,
    void_date: date,
    today: date,
) -> Settlement:
    """It is wrong and stays; what was invoiced needs its red-letter invoice (红字) noted first."""
    _check_standing(settlement)
    if not reason:
        raise RuleBroken("请写明作废原因。", field="reason")
    if approved_by == by:
        raise RuleBroken("作废须由另一位值班主任批准。", field="approver")
    number, on = _red(settlement, red_invoice, today)
    return replace(
        settlement,
        red_invoice=number,
        red_invoice_date=on,
        void_reason=reason,
        void_date=void_date,
        voided_at=now,
        voided_by=by,
        void_approved_by=approved_by,
    )


def _red(
    settlement: Settlement, red_invoice: tuple[str, date] | None, today: date
) -> tuple[str, date | None]:
    """The red-letter invoice that goes with the void; none where nothing was invoiced."""
    if not settlement.invoice_no:
        if red_invoice is not None:
            raise RuleBroken(
                f"结算 {settlement.code} 没有开过数电票，不用登记红字票。",
                field="red_invoice_no",
                article="25",
            )
        return "", None
    if red_invoice is None:
        raise RuleBroken(
            f"结算 {settlement.code} 已开数电票，请先在税务平台开红字，填上红字票号再作废。",
            field="red_invoice_no",
            article="25",
        )
    number, on = red_invoice
    first = settlement.invoice_date or settlement.business_date
    try:
        return check_invoice_no(number), check_invoice_day(on, first=first, today=today)
    except RuleBroken as broken:
        field = "red_invoice_date" if broken.field == "invoice_date" else "red_invoice_no"
        raise RuleBroken(str(broken), field=field, article="25") from broken


def _check_standing(settlement: Settlement) -> None:
    if settlement.is_void:
        raise RuleBroken(f"结算 {settlement.code} 已作废。", field="invoice_no", article="25")
