"""Papers of the first-contact duty: register, one-time notice, contact card (Art. 11(2), 11(4))."""

from dataclasses import dataclass, field

from .head import HallHead, Hotlines


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """One line of the register; every value is text as the hall wrote it, "" where none."""

    number: str  # 序号
    at: str  # 日期时间 "2026-03-12 09:14"
    channel: str  # 来访方式
    customer: str  # 客户姓名或单位, masked
    account: str = ""  # 户号
    phone: str = ""  # 联系电话, masked
    address: str = ""  # 住址
    matter: str  # 咨询或办理事项
    first_contact: str  # 首问责任人
    staff_no: str  # 工号
    own_duty: bool  # 是否本岗职责
    handling: str  # 处理方式
    papers_taken: str = ""  # 所收材料名称及份数
    department: str = ""  # 承办部门
    contact_person: str = ""  # 承办人
    contact_phone: str = ""
    contact_address: str = ""
    handed_over: str = ""  # 移交时间与接收人
    promised: str = ""  # 承诺答复时间
    result: str = ""  # 处理情况及结果
    unsolved_reason: str = ""  # 不能解决的原因
    closed_at: str = ""  # 办结时间
    feedback: str = ""  # 回访/满意度
    remark: str = ""  # 备注


@dataclass(frozen=True, kw_only=True)
class RegisterPaper:
    """The first-contact register (首问负责制登记簿) of a day or a span of days."""

    hall: HallHead
    period: str  # "2026-03-12" or "2026-03-01 至 2026-03-12"
    rows: tuple[RegisterRow, ...]
    printed_at: str
    printed_by: str  # 工号
    solved_at_once: int
    referred: int
    still_open: int


@dataclass(frozen=True, kw_only=True)
class NoticeItem:
    """One required paper and whether the customer has brought it."""

    name: str
    present: bool
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class NoticeFee:
    """One fee and the standard or document it rests on."""

    name: str
    standard: str
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class NoticePaper:
    """The one-time notice (一次性告知单): papers, steps, fees and telephones, said once."""

    hall: HallHead
    number: str
    service: str
    customer: str
    customer_phone: str = ""
    ticket_number: str = ""
    papers: tuple[NoticeItem, ...]
    steps: tuple[str, ...]
    fees: tuple[NoticeFee, ...] = ()  # none means free of charge
    deadline: str = ""  # the legal limit, S1-10: "受理后 5 个工作日内"
    hotlines: Hotlines = field(default_factory=Hotlines)
    statement: str = "以上内容已一次告知，本人已知悉。"
    staff_no: str
    window: int | None = None
    told_at: str
    reprint: int = 0
    return_code: str = ""  # "K7M4 9XWP": back with the missing papers, without queueing
    return_payload: str = ""  # what its QR code says
    return_until: str = ""  # "2026-04-11"


@dataclass(frozen=True, kw_only=True)
class ContactCardPaper:
    """The card handed to a referred customer (联系卡), S2-4."""

    hall: HallHead
    matter: str
    department: str
    name: str
    phone: str
    address: str
    hours: str = ""
    supervising_phone: str
    verified_on: str  # "2026-02-20"
    stale: bool = False  # not verified for more than 90 days
    first_contact: str  # who stays responsible
    first_contact_staff_no: str
    register_number: str = ""
    issued_at: str
    hotlines: Hotlines = field(default_factory=Hotlines)


@dataclass(frozen=True, kw_only=True)
class HandOverPaper:
    """The hand-over slip (交接单) that goes with a referral to its department, S1-2."""

    hall: HallHead
    register_number: str
    ticket_number: str = ""
    matter: str
    customer: str  # masked
    customer_phone: str  # masked, or 客户不留电话
    account: str = ""  # masked
    papers_taken: str = ""  # 所收材料名称及份数
    department: str
    duty: str = ""  # the department's duty
    person: str
    phone: str
    address: str
    deputy: str = ""  # name and telephone of who stands in
    referred_at: str
    promised: str
    first_contact: str  # who stays responsible
    first_contact_staff_no: str
    received: str = ""  # 移交接收人 and time, once noted
    hotlines: Hotlines = field(default_factory=Hotlines)
    printed_at: str
