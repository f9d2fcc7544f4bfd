"""What a counter window (窗口) shows, as frozen values: words and figures ready to be drawn."""

from dataclasses import dataclass, field
from enum import StrEnum

from hall_desk.presenters.base import Message


class Phase(StrEnum):
    """What the window is about just now."""

    CLOSED = "closed"
    SIGNED_OUT = "signed_out"
    SUSPENDED = "suspended"
    IDLE = "idle"
    CALLED = "called"
    SERVING = "serving"


class Panel(StrEnum):
    """What the right column is unfolded for; never modal."""

    NONE = ""
    OVER = "over"
    ADD_ITEM = "add_item"
    TRANSFER = "transfer"
    FIND = "find"
    MANAGER = "manager"


@dataclass(frozen=True, kw_only=True)
class Action:
    """Whether an action can be used now, or else why not; ``text`` replaces the usual words."""

    on: bool = True
    why: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class HeaderView:
    """The header: hall, window, day, person, time."""

    hall: str
    window: str
    kinds: str
    open_state: str
    open_word: str
    date: str
    staff_no: str
    staff_name: str
    data_ok: bool
    clock: str


@dataclass(frozen=True, kw_only=True)
class KindLine:
    """One kind of business waiting: letter, name, longest wait, people."""

    letter: str
    name: str
    oldest: str
    count: int


@dataclass(frozen=True, kw_only=True)
class WaitingView:
    """Who waits for this window, and for the others."""

    own: tuple[KindLine, ...] = ()
    others: tuple[KindLine, ...] = ()
    own_total: int = 0
    others_total: int = 0


@dataclass(frozen=True, kw_only=True)
class NextView:
    """The next ticket (下一位) and why it is this one."""

    code: str = ""
    ground: str = ""
    kind: str = ""
    why: str = ""
    reasons: tuple[str, str] = ("", "")
    after_code: str = ""
    after_words: str = ""


@dataclass(frozen=True, kw_only=True)
class TaskLine:
    """One open first contact (首问) of this clerk."""

    key: str
    title: str
    due: str
    due_today: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class TasksView:
    """The clerk's open matters (我的待办)."""

    due_today: int = 0
    lines: tuple[TaskLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """One row of the queue: ticket, kind, ground, wait, and the reason of its place."""

    code: str
    kind: str
    ground: str
    waited: str
    why: str


@dataclass(frozen=True, kw_only=True)
class UndoView:
    """What was just finished and the seconds left to take it back."""

    title: str = ""
    note: str = ""
    seconds_left: int = 0


@dataclass(frozen=True, kw_only=True)
class TodayView:
    """我的今天: figures of this clerk."""

    since: str = ""
    done: str = "0 项"
    on_time: str = "—"
    median: str = "—"
    cash: str = "0.00"


@dataclass(frozen=True, kw_only=True)
class TimerView:
    """The clock of the item in hand, in seconds; ``stage`` as in the tokens."""

    elapsed_s: int
    limit_s: int | None
    stage: str
    net_s: int | None = None


@dataclass(frozen=True, kw_only=True)
class CallView:
    """The running call: seconds since, calls made, whether one may call again."""

    elapsed_s: int
    ready_s: int
    times: int
    most: int
    note: str


@dataclass(frozen=True, kw_only=True)
class HeroView:
    """The customer at the window."""

    code: str = ""
    kind: str = ""
    ground: str = ""
    waited: str = ""
    timer: TimerView | None = None
    call: CallView | None = None


@dataclass(frozen=True, kw_only=True)
class CalledView:
    """The called customer before the start: service, issue, why, what to prepare."""

    service: str = ""
    service_note: str = ""
    issued: str = ""
    waited: str = ""
    why: str = ""
    prepare: str = ""
    announcement: str = ""
    undo_left: int = 0


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """One item of the visit in the list."""

    item_id: int
    position: int
    name: str
    code: str
    limit_note: str
    quantity: int
    state: str
    state_word: str
    figure: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """A paper the customer brings and whether it is there."""

    index: int
    text: str
    ticked: bool


@dataclass(frozen=True, kw_only=True)
class StepView:
    """A step of the service card; ``done_at`` is empty while open."""

    text: str
    done_at: str


@dataclass(frozen=True, kw_only=True)
class CardView:
    """The service card of the item in hand."""

    item_id: int = 0
    papers: tuple[PaperLine, ...] = ()
    complete: bool = False
    fees: str = ""
    informed_at: str = ""
    steps: tuple[StepView, ...] = ()
    current_step: int | None = None
    phones: str = ""


@dataclass(frozen=True, kw_only=True)
class PhraseView:
    """What to say now, its moment, and the tick that it was said where one is kept."""

    moment: str = ""
    text: str = ""
    bold: tuple[str, ...] = ()
    apology: bool = False
    apologised_at: str = ""


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
    """The cash dialog (现金收款 · 唱收唱付)."""

    open: bool = False
    serial: int = 0
    subtitle: str = ""
    method: str = "CASH"
    methods: tuple[tuple[str, str], ...] = ()
    due: str = ""
    received_fen: int | None = None
    usual: tuple[int, ...] = ()
    change: str = ""
    change_label: str = "找零（元）"
    received_line: SpokenView = field(default_factory=SpokenView)
    change_line: SpokenView = field(default_factory=SpokenView)
    notes: tuple[tuple[str, int], ...] = ()
    pieces: int = 0
    timer: TimerView | None = None
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One line of a panel to choose from."""

    key: str
    text: str


@dataclass(frozen=True, kw_only=True)
class FoundView:
    """The ticket looked for (查询票号): its words and what can be done with it."""

    code: str = ""
    words: str = ""
    can_return: bool = False
    can_abandon: bool = False


@dataclass(frozen=True, kw_only=True)
class HelpView:
    """The call for the duty manager: its state in words, loud until taken."""

    called: bool = False
    taken: bool = False
    words: str = ""
    key_text: str = "请值班主任"
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PanelView:
    """The unfolded panel of the right column and what it offers."""

    panel: Panel = Panel.NONE
    over_reasons: tuple[Option, ...] = ()
    over_chosen: str = ""
    services: tuple[tuple[str, str, str], ...] = ()
    targets: tuple[Option, ...] = ()
    pauses: tuple[Option, ...] = ()
    can_pause: bool = False
    found: FoundView = FoundView()
    serial: int = 0


@dataclass(frozen=True, kw_only=True)
class RestView:
    """What stands in the middle while nobody can be served here."""

    title: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class BannerView:
    """A fault of the surroundings, and the button that helps."""

    text: str = ""
    button: str = "重试"
    action: str = "retry"


@dataclass(frozen=True, kw_only=True)
class CounterState:
    """The whole window at one moment."""

    phase: Phase
    header: HeaderView
    waiting: WaitingView = WaitingView()
    next: NextView = NextView()
    tasks: TasksView = TasksView()
    queue: tuple[QueueRow, ...] = ()
    undo: UndoView = UndoView()
    today: TodayView = TodayView()
    hero: HeroView = HeroView()
    called: CalledView = CalledView()
    items: tuple[ItemRow, ...] = ()
    card: CardView = CardView()
    phrase: PhraseView = PhraseView()
    money: MoneyView = MoneyView()
    cash: CashView = CashView()
    panel: PanelView = PanelView()
    help: HelpView = HelpView()
    rest: RestView = RestView()
    owner: str = ""
    actions: dict[str, Action] = field(default_factory=dict)
    message: Message = field(default_factory=Message)
    banner: BannerView = BannerView()
    busy: bool = False
