"""The daily report (营业日报): one business date in figures; absent sections are None."""

from dataclasses import dataclass

from .head import HallHead


@dataclass(frozen=True, kw_only=True)
class HandlingTimes:
    """Handling times in whole seconds (办理时长); None where nothing was handled."""

    mean_s: int | None
    median_s: int | None
    p90_s: int | None


@dataclass(frozen=True, kw_only=True)
class TicketFigures:
    """The day's tickets (客流): issued, called, finished, no-show, abandoned."""

    issued: int
    called: int
    finished: int
    items: int  # items finished (项)
    no_show: int
    returned: int  # no-shows that came back
    abandoned: int
    priority: int
    walk_up: int = 0  # 柜前直接受理, without a number from the kiosk
    phone: int = 0  # 电话受理


@dataclass(frozen=True, kw_only=True)
class HourFigures:
    """One bar of the chart: tickets issued in the hour, the longest wait among them."""

    label: str  # "8:30", "9"
    issued: int
    longest_wait_s: int | None


@dataclass(frozen=True, kw_only=True)
class KindFigures:
    """One kind of business (按类别) or, as the last line, all of them."""

    prefix: str  # "A"; "" for the total
    name: str
    issued: int
    finished: int
    no_show: int
    abandoned: int
    items: int
    mean_wait_s: int | None
    longest_wait_s: int | None
    handling: HandlingTimes


@dataclass(frozen=True, kw_only=True)
class OnTimeFigures:
    """Items within their limit (限内办结) of those that have one."""

    name: str  # "缴费 5 分"
    within: int
    total: int


@dataclass(frozen=True, kw_only=True)
class CountedReason:
    """A reason and how often it was given (超时原因)."""

    name: str
    count: int


@dataclass(frozen=True, kw_only=True)
class WindowFigures:
    """One window and 工号: items done, and how many of the limited ones were in time."""

    window: int
    kinds: str  # "缴费・咨询"
    staff_no: str
    items: int
    within: int
    limited: int  # 0 prints "—"


@dataclass(frozen=True, kw_only=True)
class MethodFigures:
    """One payment method (收款方式): how many, how much."""

    name: str
    count: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class CashFigures:
    """The drawer (现金): counted and difference stay "—" until somebody counts."""

    float_fen: int
    received_fen: int
    refunded_fen: int = 0
    deposited_fen: int = 0
    expected_fen: int
    counted_fen: int | None = None
    difference_fen: int | None = None


@dataclass(frozen=True, kw_only=True)
class MoneyFigures:
    """Takings by method, voids, and the gapless voucher range (凭证起止号)."""

    methods: tuple[MethodFigures, ...]
    total_count: int
    total_fen: int
    void_count: int
    void_fen: int
    void_numbers: tuple[str, ...] = ()
    refund_count: int | None = None  # None: refunds are not kept yet
    refund_fen: int | None = None
    first_voucher: str | None  # None: no voucher today
    last_voucher: str | None
    gaps: int
    reprints: int
    cash: CashFigures


@dataclass(frozen=True, kw_only=True)
class FirstContactFigures:
    """First contacts of the day (首问负责) and the notices given."""

    registered: int
    solved_at_once: int
    referred: int
    still_open: int
    notices: int  # 一次性告知
    repeat_visits: int | None = None  # 重复往返, None where not yet known
    mean_hops: float | None = None  # 来前平均联系 (S2-2), None without a first contact


@dataclass(frozen=True, kw_only=True)
class DutyFigures:
    """What the duty manager handled (值班处置): calls, suspensions, after-hours work."""

    escalations: int
    mean_taken_s: int | None  # mean time until taken
    suspensions: int
    suspended_minutes: int
    after_hours_items: int
    last_finish: str | None  # "17:52"
    late: tuple[tuple[str, int], ...] = ()  # 工号 and minutes late (Art. 11(1))
    findings: tuple[int, int] = (0, 0)  # patrol: commended, shortcomings (Art. 6(1))


@dataclass(frozen=True, kw_only=True)
class PaidServiceFigures:
    """Paid service (有偿服务): sheets, money by labour and material, invoices owed."""

    sheets: int
    paid: int
    labour_fen: int
    material_fen: int
    invoices_owed: int


@dataclass(frozen=True, kw_only=True)
class SatisfactionFigures:
    """Ratings (满意度) of the finished visits; those without an answer are 未评价."""

    asked: int
    levels: tuple[CountedReason, ...]


@dataclass(frozen=True, kw_only=True)
class ComplaintFigures:
    """Complaints and opinions without identities (投诉举报与意见); a later issue fills them."""

    complaints: int
    reports: int
    opinions: int
    praises: int
    due: int
    overdue: int


@dataclass(frozen=True, kw_only=True)
class OpenItem:
    """One first contact the next manager takes over (未结事项)."""

    number: str  # "0312-005"
    matter: str
    owner: str  # 工号 of who stays responsible
    due: str  # "03-16 17:30"


@dataclass(frozen=True, kw_only=True)
class HandOverFigures:
    """Warnings and open items handed to the next manager (预警与未结移交)."""

    open_items: int
    successor: str | None = None  # "0907"
    warnings: int | None = None
    warnings_closed: int | None = None
    items: tuple[OpenItem, ...] = ()  # the most urgent first


@dataclass(frozen=True, kw_only=True)
class JournalFigures:
    """The journal behind the figures: first and last number, last hash, whether it verifies."""

    first_number: int | None
    last_number: int | None
    last_hash: str  # hex
    verified: bool | None  # None: not checked at print time
    reconciled: bool  # totals agree with the journal
    remark: str = ""  # what did not agree


@dataclass(frozen=True, kw_only=True)
class DailyReportPaper:
    """One hall's business date (营业日报), ready to be drawn."""

    hall: HallHead
    business_date: str  # "2026-03-12"
    weekday: str  # "星期四"
    hours: str  # "08:30–17:30"
    duty_manager: str
    duty_manager_no: str
    closed_at: str | None  # "17:58"; None: the day is still open (未日结)
    tickets: TicketFigures
    on_time: tuple[OnTimeFigures, ...]  # by limit, without the total
    on_time_total: OnTimeFigures
    over_limit_reasons: tuple[CountedReason, ...]
    hourly: tuple[HourFigures, ...]
    kinds: tuple[KindFigures, ...]
    kinds_total: KindFigures
    windows: tuple[WindowFigures, ...]
    money: MoneyFigures
    first_contact: FirstContactFigures
    duty: DutyFigures
    paid_service: PaidServiceFigures | None = None
    satisfaction: SatisfactionFigures | None = None
    complaints: ComplaintFigures | None = None
    hand_over: HandOverFigures | None = None
    journal: JournalFigures
    definitions: tuple[str, ...]
    printed_at: str = ""
