"""What the guide's page (引导员台) shows at one moment."""

from dataclasses import dataclass

from hall_desk.presenters.base import Message


@dataclass(frozen=True, kw_only=True)
class GuideRow:
    """A kind's line: who waits, the longest wait, open windows, and about how long."""

    prefix: str
    name: str
    waiting: str
    longest: str
    windows: str
    estimate: str


@dataclass(frozen=True, kw_only=True)
class WaitRow:
    """A waiting ticket: its number, kind, marks and wait."""

    code: str
    kind: str
    marks: str
    waited: str


@dataclass(frozen=True, kw_only=True)
class HandView:
    """The ticket in hand: where it stands, what belongs to it, and whether it may be changed."""

    code: str = ""
    place: str = ""
    note: str = ""
    ground: str = ""
    needs_help: bool = False
    waiting: bool = False
    passed: bool = False


@dataclass(frozen=True, kw_only=True)
class GuideState:
    """Everything on the guide's page."""

    hall_name: str
    date: str
    clock: str
    staff: str
    is_open: bool
    found: tuple[tuple[str, str, str], ...]
    grounds: tuple[tuple[str, str], ...]
    hand: HandView
    kinds: tuple[GuideRow, ...]
    waiting: tuple[WaitRow, ...]
    no_shows: tuple[str, ...]
    given: str
    given_note: str
    may_book: bool
    message: Message
    banner: str
    busy: bool
