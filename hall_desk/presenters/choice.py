"""Choosing the window (选窗口) after sign-in, when this PC has no fixed one."""

from collections.abc import Callable
from dataclasses import dataclass

from hall_desk.domain.days import WindowDay
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.store.transaction import Reading
from hall_desk.usecases.people import take_window
from hall_desk.usecases.queries import find_day, windows_of, words_of

NOT_OPEN = "营业厅还没有开门，请值班主任先开门；开门后这里会列出窗口。"


@dataclass(frozen=True, kw_only=True)
class WindowRow:
    """One window to choose: its kinds, and who is there now."""

    no: int
    kinds: str
    clerk: str
    mine: bool


@dataclass(frozen=True, kw_only=True)
class ChoiceState:
    """The windows of today."""

    greeting: str
    rows: tuple[WindowRow, ...]
    note: str
    message: Message
    banner: str


@dataclass(frozen=True, kw_only=True)
class ChoiceFacts:
    """Today's windows and the names of the kinds."""

    is_open: bool
    windows: tuple[WindowDay, ...]
    kinds: dict[str, str]


class ChoicePresenter(Presenter[ChoiceState]):
    """Takes a window for the person who signed in; ``taken`` gets its number."""

    facts: ChoiceFacts | None

    def __init__(self, desk: Desk, staff: Staff):
        super().__init__(desk)
        self.staff = staff
        self.taken: Callable[[WindowNo], None] = lambda window: None
        self.left: Callable[[], None] = lambda: None

    def look(self, reading: Reading) -> ChoiceFacts:
        """The windows of the open day."""
        day = find_day(reading)
        windows = windows_of(reading, day.date) if day else []
        return ChoiceFacts(
            is_open=day is not None,
            windows=tuple(w for w in windows if w.prefixes),
            kinds=words_of(reading, "kind"),
        )

    def build(self) -> ChoiceState:
        """The list as it stands."""
        facts = self.facts
        assert facts is not None
        return ChoiceState(
            greeting=f"{self.staff.name}，请选今天的窗口",
            rows=tuple(self._row(window, facts.kinds) for window in facts.windows),
            note="" if facts.is_open else NOT_OPEN,
            message=self.message,
            banner=self.banner,
        )

    def _row(self, window: WindowDay, kinds: dict[str, str]) -> WindowRow:
        mine = window.staff_no == self.staff.staff_no
        clerk = "您在这里" if mine else f"工号 {window.staff_no}" if window.staff_no else "空着"
        return WindowRow(
            no=window.no,
            kinds="・".join(kinds.get(prefix, prefix) for prefix in window.prefixes),
            clerk=clerk,
            mine=mine,
        )

    def choose(self, window: int) -> None:
        """Signs in at the window."""
        number = WindowNo(window)
        self.act(
            take_window,
            self.staff.staff_no,
            then=lambda _: self.taken(number),
            window=number,
            staff_no=self.staff.staff_no,
        )

    def leave(self) -> None:
        """Back to the sign-in screen."""
        self.left()
