"""Papers of paid service and of every payment: 逐项确认单 and 收费凭证 (Art. 23–25)."""

from dataclasses import dataclass, field
from enum import Enum

from hall_desk.domain.signatures import Strokes

from .head import HallHead, Hotlines


class LineGroup(Enum):
    """Labour and material stand apart (人工、材料分列); a bill has one group (电费)."""

    LABOUR = "人工"
    MATERIAL = "材料"
    BILL = "电费"
    OTHER = "其他"


@dataclass(frozen=True, kw_only=True)
class PriceLine:
    """One priced line (逐项): money in fen, quantity in thousandths of the unit."""

    group: LineGroup
    code: str
    name: str
    unit: str
    unit_price_fen: int
    quantity_thousandths: int
    amount_fen: int
    approval_doc: str = ""


@dataclass(frozen=True, kw_only=True)
class DifferenceLine:
    """One item done otherwise than signed; quantities in thousandths, money in fen."""

    code: str
    name: str
    unit: str
    unit_price_fen: int
    signed_thousandths: int
    actual_thousandths: int
    signed_fen: int
    actual_fen: int


@dataclass(frozen=True, kw_only=True)
class DifferencePaper:
    """What was done otherwise than signed, and the customer's second signature (完工差异)."""

    order_number: str  # "PG-20260313-002"
    worker: str
    done_at: str
    note: str = ""
    lines: tuple[DifferenceLine, ...]
    signed_fen: int
    actual_fen: int
    agreed_at: str | None = None
    agreed_how: str = ""  # "纸面签字", "客户屏签字"
    signature: Strokes = ()


@dataclass(frozen=True, kw_only=True)
class WorkOrderLine:
    """One item the team is sent for; what was really done is written beside it."""

    code: str
    name: str
    unit: str
    quantity_thousandths: int


@dataclass(frozen=True, kw_only=True)
class WorkOrderPaper:
    """What a team takes along (派工单): whom to meet, where, when, what to do."""

    hall: HallHead
    number: str  # "PG-20260312-002"
    title: str = "派工单"
    confirmation_number: str
    team: str
    team_phone: str
    appointed: str  # "2026-03-13 14:00–16:00"
    customer: str  # in full: the team has to meet the customer
    customer_phone: str
    address: str
    content: str
    ownership: str
    boundary: str
    lines: tuple[WorkOrderLine, ...]
    issued_by: str  # "1030 林𬭎"
    issued_at: str
    cancelled: str = ""
    hotlines: Hotlines = field(default_factory=Hotlines)
    reprint: int = 0


@dataclass(frozen=True, kw_only=True)
class ConfirmationPaper:
    """The itemised sheet the customer signs before work begins (有偿服务逐项确认单)."""

    hall: HallHead
    number: str  # "YC-20260312-007"
    title: str = "有偿服务逐项确认单"
    customer: str  # masked: "苏*"
    customer_phone: str = ""  # masked
    account: str = ""  # masked
    address: str = ""
    service: str  # "客户内部故障（有偿）"
    ownership: str  # "客户产权"
    boundary: str  # where the hall's property ends (产权分界点)
    lines: tuple[PriceLine, ...]
    price_list_version: str  # "2026-01"
    price_list_from: str = ""  # "2026-01-01"
    window: int | None = None
    staff_no: str  # 工号 of the clerk who drew it up
    drawn_at: str  # "2026-03-12 15:20"
    signed_at: str | None = None  # once the customer's signature is confirmed
    signature: Strokes = ()  # as drawn on the customer's screen; empty when signed with a pen
    difference: DifferencePaper | None = None
    hotlines: Hotlines = field(default_factory=Hotlines)
    after_sales_phone: str = ""
    reprint: int = 0


class VoucherKind(Enum):
    """What the money was taken for: settled now, or ahead of the bill (预收)."""

    PAYMENT = "收费凭证"
    PREPAYMENT = "预收凭证"


@dataclass(frozen=True, kw_only=True)
class VoucherVoid:
    """A spoiled voucher keeps its number and says why (作废)."""

    reason: str
    at: str
    staff_no: str


@dataclass(frozen=True, kw_only=True)
class VoucherPaper:
    """The voucher (收费凭证): proof of payment only, for bills as well as paid service."""

    hall: HallHead
    kind: VoucherKind = VoucherKind.PAYMENT
    number: str  # "SJ-000387"
    customer: str
    customer_phone: str = ""
    account: str = ""
    subject: str  # "客户内部故障（有偿）", "缴纳电费"
    paid_at: str  # "2026-03-12 15:42"
    window: int | None
    staff_no: str
    confirmation_number: str | None = None  # the signed sheet; None for a bill
    price_basis: str = ""  # approval document (价目依据)
    lines: tuple[PriceLine, ...]
    total_fen: int
    method: str  # "现金"
    received_fen: int | None = None  # cash only
    change_fen: int | None = None  # cash only
    invoice_state: str  # "客户稍后索取", "待开", "已开 25…"; the word 数电票 is printed before it
    after_sales_phone: str = ""
    hotlines: Hotlines = field(default_factory=Hotlines)
    void: VoucherVoid | None = None
    reprint: int = 0  # 0 = the original; n prints 补打 第n次
    copy_name: str = "客户联"
    check_code: str  # eight hex digits
    journal_number: int
