"""The paper of a refund (退款凭证): what came back of which voucher, why, and who signed."""

from dataclasses import dataclass, field

from .head import HallHead, Hotlines


@dataclass(frozen=True, kw_only=True)
class RefundedLine:
    """One line of the voucher, of which all or a part came back; fen, the name as printed."""

    line: int  # its place on the voucher, from 1
    name: str  # "户号 3600 **** 0002 青*　电费 2026-02"
    paid_fen: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class RefundPaper:
    """A refund against its voucher; money in fen, texts as printed."""

    hall: HallHead
    number: str  # "TK-000012"
    voucher_number: str  # "SJ-000387"
    paid_at: str  # "2026-03-12 15:42"
    paid_fen: int
    paid_method: str
    earlier_fen: int = 0  # given back before
    settled_fen: int = 0  # of a prepayment: what became the money of bills (预收款结算)
    customer: str  # masked
    account: str = ""  # masked
    subject: str
    lines: tuple[RefundedLine, ...] = ()  # of a voucher with several
    lines_paid: int = 0  # how many stand on the voucher, where some are named
    reason: str
    amount_fen: int
    method: str
    slip_no: str = ""
    refunded_at: str
    window: int | None = None
    staff_no: str
    approved_by: str
    red_invoice: str = ""
    phone: str = ""
    hotlines: Hotlines = field(default_factory=Hotlines)
    reprint: int = 0
    copy_name: str = "客户联"
    check_code: str
    journal_number: int
