"""What the hall display shows at one moment (大厅屏的状态)."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CallLine:
    """A call: the ticket, its window, when, and which call it is."""

    code: str
    window: str
    time: str
    times: int


@dataclass(frozen=True, kw_only=True)
class WaitLine:
    """A kind of business: how many wait and about how long."""

    prefix: str
    name: str
    waiting: int
    estimate: str


@dataclass(frozen=True, kw_only=True)
class StopCard:
    """Something suspended: where, why, until when, where to go (Art. 11(8))."""

    place: str
    reason: str
    until: str
    go_to: str
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, kw_only=True)
class NoticeCard:
    """A page of a public notice: lines as (words, figure at the right), one of so many pages."""

    title: str
    lines: tuple[tuple[str, str], ...]
    page: int = 1
    pages: int = 1
    expired: bool = False


@dataclass(frozen=True, kw_only=True)
class DisplayNotice:
    """The hall is closed or suspended: a title, three facts, one sentence."""

    title: str
    facts: tuple[tuple[str, str, str], ...]
    sentence: str
    suspended: bool = False


@dataclass(frozen=True, kw_only=True)
class DisplayState:
    """Everything on the hall display; ticket numbers only."""

    hall: str
    date: str
    clock: str
    call: CallLine | None = None
    recent: tuple[CallLine, ...] = ()
    waiting: tuple[WaitLine, ...] = ()
    stop: StopCard | None = None
    posted: NoticeCard | None = None
    notice: DisplayNotice | None = None
    slogan: str = ""
    promise: str = ""
    foot: tuple[tuple[str, str], ...] = ()
    voice_fault: str = ""
    banner: str = ""
