"""What a counter window (窗口) shows, as frozen values: words and figures ready to be drawn."""

from dataclasses import dataclass, field
from enum import StrEnum

from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_charge_state import (
    ChargesView,
    MatterView,
    RefundView,
    SettleView,
)
from hall_desk.presenters.counter_money_state import CashView, MoneyView, VouchersView
from hall_desk.presenters.counter_moves_state import HeldLine, OutcomeView, SkipView, SplitView
from hall_desk.presenters.counter_visit_state import (
    CalledView,
    CardView,
    HeroView,
    ItemRow,
    PhraseView,
    PromiseView,
)
from hall_desk.presenters.find_state import FindView


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
    WALK_UP = "walk_up"
    MANAGER = "manager"
    VOUCHERS = "vouchers"
    OUTCOME = "outcome"
    SPLIT = "split"
    SERVICE = "service"
    SKIP = "skip"
    HELD = "held"
    ACCOUNTS = "accounts"
    FEES = "fees"
    DEPOSIT = "deposit"
    REFUND = "refund"
    SETTLE = "settle"
    MATTER = "matter"


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
    """One open first contact (首问) or acceptance (受理) of this clerk."""

    key: str
    title: str
    due: str
    due_today: bool
    note: str
    overdue: bool = False


@dataclass(frozen=True, kw_only=True)
class TasksView:
    """The clerk's open matters (我的待办)."""

    due_today: int = 0
    overdue: int = 0
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
    """What was just done and the seconds left to take it back."""

    title: str = ""
    note: str = ""
    action: str = "撤销办结"
    seconds_left: int = 0


@dataclass(frozen=True, kw_only=True)
class RatingView:
    """请客户评价: the visit asked, the levels with their words, the answer so far.

    ``at_counter`` is false while the next customer is being called: then only the customer's own
    screen still asks. Who was served ``by_phone`` is asked by the clerk alone: whoever stands
    before that screen is somebody else.
    """

    code: str = ""
    levels: tuple[tuple[int, str], ...] = ()
    given: int | None = None
    seconds_left: int = 0
    farewell: str = ""
    at_counter: bool = False
    by_phone: bool = False


@dataclass(frozen=True, kw_only=True)
class TodayView:
    """我的今天: figures of this clerk."""

    since: str = ""
    done: str = "0 项"
    on_time: str = "—"
    median: str = "—"
    cash: str = "—"
    """The float (备用金); what should be in the drawer is not shown, so that counting is blind."""
    vouchers: int = 0
    till: str = "钱箱"


@dataclass(frozen=True, kw_only=True)
class Option:
    """One line of a panel to choose from."""

    key: str
    text: str


@dataclass(frozen=True, kw_only=True)
class WalkUpView:
    """Service without a number (直接受理): what can be chosen, the likeliest first."""

    title: str = ""
    icon: str = "user"
    services: tuple[tuple[str, str, str], ...] = ()
    note: str = ""


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
    over_time: str = ""
    services: tuple[tuple[str, str, str], ...] = ()
    targets: tuple[Option, ...] = ()
    kinds: tuple[Option, ...] = ()
    pauses: tuple[Option, ...] = ()
    can_pause: bool = False
    find: FindView = field(default_factory=FindView)
    walk_up: WalkUpView = WalkUpView()
    vouchers: VouchersView = field(default_factory=VouchersView)
    outcome: OutcomeView = field(default_factory=OutcomeView)
    split: SplitView = field(default_factory=SplitView)
    skip: SkipView = field(default_factory=SkipView)
    charges: ChargesView = field(default_factory=ChargesView)
    refund: RefundView = field(default_factory=RefundView)
    settle: SettleView = field(default_factory=SettleView)
    matter: MatterView = field(default_factory=MatterView)
    serial: int = 0


@dataclass(frozen=True, kw_only=True)
class RestView:
    """What stands in the middle while nobody can be served here."""

    title: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    note: str = ""


PAPERS = "papers"
"""The banner's way to the print queue."""


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
    held: tuple[HeldLine, ...] = ()
    rating: RatingView = RatingView()
    today: TodayView = TodayView()
    hero: HeroView = field(default_factory=HeroView)
    called: CalledView = field(default_factory=CalledView)
    items: tuple[ItemRow, ...] = ()
    card: CardView = field(default_factory=CardView)
    promise: PromiseView = field(default_factory=PromiseView)
    phrase: PhraseView = field(default_factory=PhraseView)
    money: MoneyView = field(default_factory=MoneyView)
    cash: CashView = field(default_factory=CashView)
    panel: PanelView = PanelView()
    help: HelpView = HelpView()
    rest: RestView = RestView()
    owner: str = ""
    actions: dict[str, Action] = field(default_factory=dict)
    message: Message = field(default_factory=Message)
    banner: BannerView = BannerView()
    busy: bool = False
