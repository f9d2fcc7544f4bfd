"""Taking money (收款): the amounts are spoken (唱收唱付, Art. 6(5)), then the voucher prints."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo

CASH = "CASH"
MOST_FEN = 9_999_999_999
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
    """One line of a payment: an account with its amount in fen, or a fee."""

    account_no: str
    customer_name: str
    words: str
    amount_fen: int
    bill_id: int | None = None


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
    def owes_invoice(self) -> bool:
        """Whether an e-invoice is still owed for it (待开, Art. 25); never for money ahead."""
        settled = self.series is Series.RECEIPT
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


def record_invoice(
    payment: Payment, invoice: Invoice, *, paid_fen: int, by: StaffNo, first: date, today: date
) -> Payment:
    """The e-invoice was issued on the tax platform; what was wrong about it is replaced.

    ``paid_fen`` is what was paid and not given back: no invoice is for more (Art. 25).
    """
    check_invoiceable(payment)
    if not 0 < invoice.amount_fen <= paid_fen:
        most = f"{paid_fen // 100}.{paid_fen % 100:02d}"
        raise RuleBroken(
            f"开票金额应大于 0，不能超过实收 {most} 元。", field="invoice_fen", article="25"
        )
    return replace(
        payment,
        invoice=check_invoice_no(invoice.number),
        invoice_kind=invoice.kind.value,
        invoice_date=check_invoice_day(invoice.on, first=first, today=today),
        invoice_fen=invoice.amount_fen,
        invoice_by=by,
    )


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
    if payment.series is Series.DEPOSIT:
        return f"凭证 {payment.voucher_code} 是押金，不开数电票"
    return ""


def check_invoiceable(payment: Payment) -> None:
    """Refuses an e-invoice for a void voucher, and for money taken ahead until it is settled."""
    why = uninvoiceable(payment)
    if why:
        raise RuleBroken(f"{why}。", field="invoice_no", article="25")


def check_received(*, due_fen: int, received_fen: int, method: str) -> int:
    """The change in fen; refuses nothing due, too little, or change from a card."""
    if due_fen <= 0:
        raise RuleBroken("应收金额应大于 0。", field="due")
    if due_fen > MOST_FEN or received_fen > MOST_FEN:
        raise RuleBroken("金额太大，请核对。", field="received")
    if received_fen < due_fen:
        short = due_fen - received_fen
        raise RuleBroken(
            f"实收少了 {short // 100}.{short % 100:02d} 元。", field="received", article="6(5)"
        )
    if method != CASH and received_fen != due_fen:
        raise RuleBroken("非现金收款应与应收一致。", field="received", article="6(5)")
    return received_fen - due_fen


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
