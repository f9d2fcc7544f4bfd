"""What a counter shows of charges (收费项目), refunds, settlements and the tasks left behind."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ChargeRow:
    """One line of what is to be paid: an account with its name, or a fee with its quantity."""

    key: str
    title: str
    note: str
    amount: str


@dataclass(frozen=True, kw_only=True)
class ChargesView:
    """多户缴费, 业务费用 or 校验押金: the lines so far and their sum.

    ``serial`` moves when the fields begin anew; ``offers`` are the fees to choose from: code, name,
    price with its unit.
    """

    rows: tuple[ChargeRow, ...] = ()
    total: str = ""
    count: int = 0
    serial: int = 0
    account: str = ""
    customer: str = ""
    offers: tuple[tuple[str, str, str], ...] = ()
    note: str = ""
    off: str = ""
    error: str = ""
    error_field: str = ""


@dataclass(frozen=True, kw_only=True)
class RefundPart:
    """One account or fee of the voucher: its place, what it was, and what is left of it."""

    line: int
    words: str
    note: str
    left: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class RefundView:
    """退款: the original voucher, what is left of it, and what is typed.

    ``parts`` are what can be chosen where the voucher has several lines.
    """

    number: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()
    off: str = ""
    parts: tuple[RefundPart, ...] = ()
    parts_words: str = ""
    serial: int = 0
    amount_fen: int | None = None
    method: str = ""
    methods: tuple[tuple[str, str], ...] = ()
    slip: str = ""
    slip_shown: bool = False
    slip_needed: bool = False
    reasons: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    note: str = ""
    again: str = ""
    error: str = ""
    error_field: str = ""


@dataclass(frozen=True, kw_only=True)
class AheadRow:
    """A prepayment of which something is left; ``note`` is when and whose, ``sums`` what it was."""

    key: str
    code: str
    left: str
    note: str
    sums: str


@dataclass(frozen=True, kw_only=True)
class SettleView:
    """预收结算: the prepayment and what is left of it, its settlements, and what is typed.

    Before one is looked for, those with something left are ``ahead``, said in ``ahead_words``.
    ``settled`` are the standing settlements by key; while one is ``chosen`` its void is asked for,
    with the red-letter invoice where one is ``red_wanted``.
    """

    number: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()
    ahead: tuple[AheadRow, ...] = ()
    ahead_words: str = ""
    off: str = ""
    serial: int = 0
    settled: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    void_title: str = ""
    red_wanted: bool = False
    amount_fen: int | None = None
    period: str = ""
    words: str = ""
    reason: str = ""
    red_no: str = ""
    red_date: str = ""
    error: str = ""
    error_field: str = ""


@dataclass(frozen=True, kw_only=True)
class MatterView:
    """A task of 我的待办 that money left behind: 复电, 校验 or 退补.

    ``fields`` are name, label and value of what is typed; ``choices`` the outcomes or the ways to
    give back, ``deed`` a further key.
    """

    kind: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()
    warning: str = ""
    fields: tuple[tuple[str, str, str], ...] = ()
    outcomes: tuple[tuple[str, str], ...] = ()
    outcome: str = ""
    methods: tuple[tuple[str, str], ...] = ()
    method: str = ""
    main: str = ""
    deed: str = ""
    serial: int = 0
    error: str = ""
    error_field: str = ""
