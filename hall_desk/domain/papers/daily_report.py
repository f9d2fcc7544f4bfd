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
    handling: HandlingTimes | None = None
    taken_count: int = 0
    taken_fen: int = 0
    refund_fen: int = 0


@dataclass(frozen=True, kw_only=True)
class DayLine:
    """One business date of a period (按日)."""

    date: str
    weekday: str
    issued: int
    finished: int
    items: int
    within: int
    limited: int
    longest_wait_s: int | None
    taken_count: int
    taken_fen: int
    refund_fen: int
    void_count: int

    @property
    def net_fen(self) -> int:
        """Taken less refunds."""
        return self.taken_fen - self.refund_fen


@dataclass(frozen=True, kw_only=True)
class MethodFigures:
    """One payment method (收款方式): how many, how much."""

    name: str
    count: int
    amount_fen: int
    refund_count: int = 0
    refund_fen: int = 0

    @property
    def net_fen(self) -> int:
        """Taken less refunds."""
        return self.amount_fen - self.refund_fen


@dataclass(frozen=True, kw_only=True)
class SeriesFigures:
    """One series of vouchers (凭证起止号): first and last, how many, voids, gaps, reprints."""

    name: str  # "收费凭证"
    first: str
    last: str
    count: int
    voids: int
    gaps: int
    reprints: int


@dataclass(frozen=True, kw_only=True)
class BagFigures:
    """Cash for the bank (解款): the bag's number, its slip (解款单号) once it was banked."""

    number: str
    amount_fen: int
    slip_no: str  # "" while it lies in the safe
    deposit_date: str


@dataclass(frozen=True, kw_only=True)
class TerminalFigures:
    """A method's slips beside what the program knows (非现金核对)."""

    name: str
    slips_fen: int
    expected_fen: int


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
    over_fen: int = 0  # 长款 and 短款 are never set off against each other
    short_fen: int = 0
    tills: int = 0
    tills_counted: int = 0
    differences: tuple[tuple[int, str], ...] = ()  # fen; who, why and who signed


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
    settled_count: int = 0  # prepayments settled (预收结算): it moves no money
    settled_fen: int = 0
    unsettled_count: int = 0  # settlements voided, of whichever day
    unsettled_fen: int = 0
    first_voucher: str | None  # None: no voucher today
    last_voucher: str | None
    gaps: int
    reprints: int
    cash: CashFigures
    series: tuple[SeriesFigures, ...] = ()
    charges: tuple[MethodFigures, ...] = ()  # by what it was taken for (收费类别)
    bags: tuple[BagFigures, ...] = ()
    unbanked_count: int = 0  # bags of any day that lie in the safe (未解款)
    unbanked_fen: int = 0
    terminals: tuple[TerminalFigures, ...] = ()

    @property
    def net_fen(self) -> int:
        """Money taken: payments not void less refunds."""
        return self.total_fen - (self.refund_fen or 0)


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
    faults: int = 0  # suspensions by a fault of a system or a machine
    fault_minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class PaidServiceFigures:
    """Paid service (有偿服务): sheets, money by labour and material; invoices owed, and money in
    advance that is still to be settled and invoiced.
    """

    sheets: int
    paid: int
    labour_fen: int
    material_fen: int
    invoices_owed: int
    owed_fen: int = 0
    red_owed: int = 0  # red-letter invoices of refunds (红字发票)
    ahead_count: int = 0  # prepayments not wholly settled (预收余额)
    ahead_fen: int = 0


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
    """One hall's business date (营业日报) or period (营业月报、营业报表), ready to be drawn.

    Of a period ``business_date`` says from when to when, and its days stand in ``days``.
    """

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
    title: str = "营业日报"
    bars: str = "每小时"  # what a bar of the chart stands for
    staff: tuple[WindowFigures, ...] = ()  # by 工号 alone; their window is 0
    days: tuple[DayLine, ...] = ()  # the days of a period

    @property
    def name(self) -> str:
        """The name a report is filed under: 营业日报-2026-03-12."""
        return f"{self.title}-{self.business_date.replace(' ', '')}"
