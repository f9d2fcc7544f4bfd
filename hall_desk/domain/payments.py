"""Taking money (收款): the amounts are spoken (唱收唱付, Art. 6(5)), then the voucher prints."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.money import format_fen
from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo

CASH = "CASH"
MIXED = "MIXED"
"""How a payment made in several ways is named; its sums stand in its tenders."""
MIXED_WORD = "混合"
MOST_FEN = 9_999_999_999
MOST_CHANGE_FEN = 1_000_000
"""Nobody hands over so much more than is due: it is an account number typed for an amount."""
NOTES_FEN = (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 2, 1)


class Series(StrEnum):
    """A series of vouchers, numbered without gaps within the hall."""

    RECEIPT = "SJ"
    PREPAYMENT = "YS"
    DEPOSIT = "YJ"


SERIES_WORDS = {
    Series.RECEIPT: "收费凭证",
    Series.PREPAYMENT: "预收凭证",
    Series.DEPOSIT: "押金凭证",
}


class Charge(StrEnum):
    """What money was taken for (收费类别)."""

    BILL = "bill"
    PREPAYMENT = "prepayment"
    FEE = "fee"
    SHEET = "sheet"
    DEPOSIT = "deposit"


SERIES_OF = {
    Charge.BILL: Series.RECEIPT,
    Charge.FEE: Series.RECEIPT,
    Charge.SHEET: Series.RECEIPT,
    Charge.PREPAYMENT: Series.PREPAYMENT,
    Charge.DEPOSIT: Series.DEPOSIT,
}


@dataclass(frozen=True, kw_only=True)
class ChargeLine:
    """One line of a payment: an account with its amount in fen, or a fee with its price.

    A fee keeps the snapshot of its price (Art. 24); ``quantity_milli`` is in thousandths.
    """

    account_no: str
    customer_name: str
    words: str
    amount_fen: int
    bill_id: int | None = None
    code: str = ""
    unit: str = ""
    unit_price_fen: int = 0
    quantity_milli: int = 0
    approval_doc: str = ""


@dataclass(frozen=True, kw_only=True)
class Tender:
    """One way in which a part of a payment was made (收款方式), in fen.

    ``slip_no`` is the number on the terminal's or the bank's own slip.
    """

    payment_id: int
    position: int
    business_date: date
    method: str
    amount_fen: int
    slip_no: str


@dataclass(frozen=True, kw_only=True)
class Payment:
    """One payment with its voucher (收费凭证); amounts in fen. A void one keeps its number."""

    id: int
    business_date: date
    voucher_no: int
    ticket_id: TicketId | None
    item_id: int | None
    sheet_id: int | None
    purpose: str
    account_no: str
    customer_name: str
    due_fen: int
    received_fen: int
    change_fen: int
    method: str
    spoken_received_at: datetime
    spoken_change_at: datetime
    paid_at: datetime
    staff_no: StaffNo
    window_no: WindowNo
    invoice: str
    content: dict[str, object]
    reprints: int
    void_reason: str
    voided_at: datetime | None
    voided_by: StaffNo | None
    void_approved_by: StaffNo | None
    series: Series = Series.RECEIPT
    kind: Charge = Charge.BILL
    lines: tuple[ChargeLine, ...] = ()
    invoice_kind: str = ""
    invoice_date: date | None = None
    invoice_fen: int | None = None
    invoice_by: str = ""

    @property
    def voucher_code(self) -> str:
        """Such as SJ-000387, without gaps in its series."""
        return voucher_code(self.series, self.voucher_no)

    @property
    def is_void(self) -> bool:
        """Whether the voucher was voided (作废)."""
        return self.voided_at is not None

    @property
    def invoice_no(self) -> str:
        """The number of the issued e-invoice (数电票号), or empty."""
        return "" if self.invoice in INVOICE_WORDS else self.invoice

    @property
    def invoice_state(self) -> str:
        """What is to be said of its e-invoice: money in advance has none before it is settled."""
        if not self.invoice_no and self.kind in NOT_YET_INVOICED:
            return NOT_YET_INVOICED[self.kind]
        return invoice_words(self.invoice)

    @property
    def owes_invoice(self) -> bool:
        """Whether an e-invoice is still owed for it (待开, Art. 25); never for money ahead."""
        settled = self.series is Series.RECEIPT or self.kind is Charge.FEE
        return self.invoice == INVOICE_OWED and not self.is_void and settled


def voucher_code(series: str, number: int) -> str:
    """Such as SJ-000387."""
    return f"{series}-{number:06d}"


def sequence_of(series: Series) -> str:
    """The name of the counter a series is numbered by."""
    return "voucher" if series is Series.RECEIPT else f"voucher:{series}"


INVOICE_LATER = "later"
INVOICE_OWED = "owed"
INVOICE_WORDS = {INVOICE_LATER: "客户稍后索取", INVOICE_OWED: "待开"}
INVOICE_DIGITS = 20
NOT_YET_INVOICED = {Charge.PREPAYMENT: "电费结算后开具", Charge.DEPOSIT: "检定后确定"}
"""Money that is no income yet: its invoice waits for the settlement or the test."""


def invoice_words(invoice: str) -> str:
    """How a voucher names the state of its e-invoice (数电票)."""
    return INVOICE_WORDS.get(invoice) or f"已开 {invoice}"


class InvoiceKind(StrEnum):
    """The two kinds of e-invoices (数电票种类)."""

    GENERAL = "普通"
    SPECIAL = "专用"


@dataclass(frozen=True, kw_only=True)
class Invoice:
    """An e-invoice (数电票) as issued on the tax platform; the amount in fen."""

    number: str
    kind: InvoiceKind
    on: date
    amount_fen: int


def check_invoice_no(number: str) -> str:
    """The number of an e-invoice has 20 digits; blanks between them are typed ones."""
    digits = "".join(number.split())
    if not (digits.isascii() and digits.isdigit() and len(digits) == INVOICE_DIGITS):
        raise RuleBroken(
            f"数电票号应为 {INVOICE_DIGITS} 位数字。", field="invoice_no", article="25"
        )
    return digits


def check_invoice_day(on: date, *, first: date, today: date) -> date:
    """An e-invoice is issued after the money was taken or given back, and not tomorrow."""
    if not first <= on <= today:
        raise RuleBroken(f"开票日期应在 {first} 到今天之间。", field="invoice_date", article="25")
    return on


def check_invoice_fen(amount_fen: int, most_fen: int, what: str) -> int:
    """No e-invoice is for more than was paid or settled (Art. 25); ``what`` names that."""
    if not 0 < amount_fen <= most_fen:
        raise RuleBroken(
            f"开票金额应大于 0，不能超过{what} {format_fen(most_fen)} 元。",
            field="invoice_fen",
            article="25",
        )
    return amount_fen


def record_invoice(
    payment: Payment, invoice: Invoice, *, paid_fen: int, by: StaffNo, first: date, today: date
) -> Payment:
    """The e-invoice was issued on the tax platform; what was wrong about it is replaced.

    ``paid_fen`` is what was paid and not given back: no invoice is for more (Art. 25).
    """
    check_invoiceable(payment)
    check_invoice_fen(invoice.amount_fen, paid_fen, "实收")
    return replace(payment, **issued(invoice, by=by, first=first, today=today))


def issued(invoice: Invoice, *, by: StaffNo, first: date, today: date) -> dict[str, Any]:
    """What an issued e-invoice changes in the record it belongs to."""
    return {
        "invoice": check_invoice_no(invoice.number),
        "invoice_kind": invoice.kind.value,
        "invoice_date": check_invoice_day(invoice.on, first=first, today=today),
        "invoice_fen": invoice.amount_fen,
        "invoice_by": by,
    }


def leave_for_later(payment: Payment) -> Payment:
    """The customer asks for the e-invoice later, so it is owed no more (P12)."""
    check_invoiceable(payment)
    if payment.invoice_no:
        raise RuleBroken(f"凭证 {payment.voucher_code} 已开数电票。", article="25")
    return replace(payment, invoice=INVOICE_LATER)


def uninvoiceable(payment: Payment) -> str:
    """Why no e-invoice belongs to the voucher; empty when one does."""
    if payment.is_void:
        return f"凭证 {payment.voucher_code} 已作废，不能开数电票"
    if payment.series is Series.PREPAYMENT:
        return f"凭证 {payment.voucher_code} 是预收款，结算时才开数电票"
    if payment.series is Series.DEPOSIT and payment.kind is not Charge.FEE:
        return f"凭证 {payment.voucher_code} 是押金，不开数电票"
    return ""


def check_invoiceable(payment: Payment) -> None:
    """Refuses an e-invoice for a void voucher, and for money taken ahead until it is settled."""
    why = uninvoiceable(payment)
    if why:
        raise RuleBroken(f"{why}。", field="invoice_no", article="25")


def check_amounts(due_fen: int, *handed_fen: int) -> None:
    """Something is due, and nothing is beyond what a till can hold."""
    if due_fen <= 0:
        raise RuleBroken("应收金额应大于 0。", field="due")
    if max((due_fen, *handed_fen)) > MOST_FEN:
        raise RuleBroken("金额太大，请核对。", field="received")


def is_slip(change_fen: int) -> bool:
    """Whether so much would go back that the amount received must be a slip of the hand."""
    return change_fen > MOST_CHANGE_FEN


def check_change(change_fen: int) -> int:
    """The change in fen; more than 10,000 yuan is refused."""
    if is_slip(change_fen):
        raise RuleBroken("找零超过 1 万元，请核对实收。", field="received", article="6(5)")
    return change_fen


def check_received(*, due_fen: int, received_fen: int, method: str) -> int:
    """The change in fen; refuses nothing due, too little, too much, or change from a card."""
    check_amounts(due_fen, received_fen)
    if received_fen < due_fen:
        short = format_fen(due_fen - received_fen)
        raise RuleBroken(f"实收少了 {short} 元。", field="received", article="6(5)")
    if method != CASH and received_fen != due_fen:
        raise RuleBroken("非现金收款应与应收一致。", field="received", article="6(5)")
    return check_change(received_fen - due_fen)


def check_spoken(received_at: datetime | None, change_at: datetime | None) -> None:
    """Both amounts must have been said aloud before the voucher prints (Art. 6(5))."""
    if received_at is None:
        raise RuleBroken("请先唱收，再打印凭证。", field="spoken_received", article="6(5)")
    if change_at is None:
        raise RuleBroken("请先唱付，再打印凭证。", field="spoken_change", article="6(5)")


def suggest_change(change_fen: int) -> list[tuple[int, int]]:
    """Notes and coins for the change, largest first: (value in fen, pieces)."""
    pieces: list[tuple[int, int]] = []
    for note in NOTES_FEN:
        count, change_fen = divmod(change_fen, note)
        if count:
            pieces.append((note, count))
    return pieces


def usual_amounts(due_fen: int) -> list[int]:
    """What customers usually hand over: exact, the next ten, the next hundred (fen)."""
    steps = (1, 1_000, 10_000)
    return sorted({-(-due_fen // step) * step for step in steps})


def void(
    payment: Payment, *, reason: str, by: StaffNo, approved_by: StaffNo, now: datetime
) -> Payment:
    """The voucher is spoiled and kept; the approver is somebody else."""
    if payment.is_void:
        raise RuleBroken(f"凭证 {payment.voucher_code} 已作废。")
    if not reason.strip():
        raise RuleBroken("请选作废原因。", field="reason")
    if approved_by == by:
        raise RuleBroken("作废须由另一位值班主任批准。", field="approver")
    if payment.invoice_no:
        raise RuleBroken(
            f"凭证 {payment.voucher_code} 已开数电票，不能作废，请按退款办理。", article="25"
        )
    return replace(
        payment, void_reason=reason, voided_at=now, voided_by=by, void_approved_by=approved_by
    )


def check_account_no(account_no: str) -> str:
    """An account number (户号) has 10 or 13 digits (Art. 11(5)); empty when not known."""
    digits = account_no.replace(" ", "")
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) in (10, 13)):
        raise RuleBroken("户号应为 10 或 13 位数字。", field="account_no", article="11(5)")
    return digits
