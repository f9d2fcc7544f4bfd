"""What a counter shows of money (收款): the pane, the cash dialog, today's vouchers."""

from dataclasses import dataclass, field

from hall_desk.presenters.counter_visit_state import TimerView


@dataclass(frozen=True, kw_only=True)
class PaidLine:
    """One payment of this visit: voucher, amount, method."""

    payment_id: int
    code: str
    amount: str
    method: str


@dataclass(frozen=True, kw_only=True)
class MoneyView:
    """The money pane (收款). ``draft`` changes when the fields must be filled anew."""

    shown: bool = False
    paid_service: bool = False
    draft: int = 0
    account: str = ""
    account_masked: str = ""
    customer: str = ""
    customer_masked: str = ""
    revealed: bool = False
    several: int = 0
    fees: bool = False
    note: str = ""
    due_fen: int | None = None
    received_fen: int | None = None
    float_wanted: bool = False
    paid: tuple[PaidLine, ...] = ()
    methods: tuple[tuple[str, str], ...] = ()
    error: str = ""
    error_field: str = ""


@dataclass(frozen=True, kw_only=True)
class SpokenView:
    """One spoken line (唱收 or 唱付): the sentence, the amounts in it, when it was said."""

    code: str = ""
    text: str = ""
    bold: tuple[str, ...] = ()
    said_at: str = ""
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class CashView:
    """The cash dialog (现金收款 · 唱收唱付).

    ``parts`` are what was taken in other ways, ``rest`` what is left; while ``splits`` the amount
    typed is one more part. ``handed_fen`` is all of it together.
    """

    open: bool = False
    serial: int = 0
    subtitle: str = ""
    method: str = "CASH"
    methods: tuple[tuple[str, str], ...] = ()
    due: str = ""
    received_fen: int | None = None
    handed_fen: int | None = None
    usual: tuple[int, ...] = ()
    change: str = ""
    change_label: str = "找零（元）"
    received_line: SpokenView = field(default_factory=SpokenView)
    change_line: SpokenView = field(default_factory=SpokenView)
    notes: tuple[tuple[str, int], ...] = ()
    pieces: int = 0
    timer: TimerView | None = None
    error: str = ""
    error_field: str = ""
    parts: tuple[str, ...] = ()
    rest: str = ""
    slip: str = ""
    slip_shown: bool = False
    slip_needed: bool = False
    splits: bool = False


@dataclass(frozen=True, kw_only=True)
class VoucherLine:
    """One voucher of the clerk; ``mark`` is 作废, 待开票 or 补打 with its count.

    ``time`` is the date for one of an earlier day whose invoice is still owed.
    """

    payment_id: int
    code: str
    time: str
    amount: str
    method: str
    mark: str
    void: bool
    owed: bool = False


@dataclass(frozen=True, kw_only=True)
class VouchersView:
    """今日凭证: the clerk's vouchers newest first, the chosen one, and what is under way.

    ``invoice`` is the state of the chosen one's e-invoice (数电票), ``invoice_no`` the number in
    the field while ``invoicing``; the ``…_why`` sentences say why a key is off. A refund whose
    red-letter invoice is owed stands in the list too (``red``), by its id below zero, and so does
    a settlement (``settled``); ``ahead`` says that the chosen one is about money in advance.
    """

    lines: tuple[VoucherLine, ...] = ()
    chosen: int | None = None
    title: str = ""
    note: str = ""
    void_note: str = ""
    void_why: str = ""
    invoice: str = ""
    invoice_no: str = ""
    invoice_why: str = ""
    later_why: str = ""
    invoicing: bool = False
    red: bool = False
    settled: bool = False
    ahead: bool = False
    invoice_kind: str = ""
    invoice_date: str = ""
    invoice_fen: str = ""
    invoice_kinds: tuple[tuple[str, str], ...] = ()
    voiding: bool = False
    reasons: tuple[tuple[str, str], ...] = ()
    reason: str = ""
