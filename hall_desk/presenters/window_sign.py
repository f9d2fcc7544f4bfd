"""The sign of one window (窗口标识): number, kinds, 工号, and what the window is doing now."""

from dataclasses import dataclass
from enum import StrEnum

from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import TicketState, WindowNo
from hall_desk.domain.windowsigns import DOT
from hall_desk.presenters import suspension_parts as parts
from hall_desk.presenters.base import Desk, Presenter
from hall_desk.presenters.kiosk_words import HOTLINES, neutral
from hall_desk.presenters.suspension_parts import SignState
from hall_desk.store.transaction import Reading
from hall_desk.usecases.windowsigns import SignBoard, sign_board


class Doing(StrEnum):
    """What the window is doing."""

    OPEN = "open"
    NEXT = "next"
    SERVING = "serving"
    AWAY = "away"
    SUSPENDED = "suspended"
    CLOSED = "closed"


WORDS = {
    Doing.OPEN: ("请取号，等候叫号", "Please take a number and wait to be called"),
    Doing.NEXT: ("请到本窗口", "Next, please"),
    Doing.SERVING: ("正在办理", "Now serving"),
    Doing.AWAY: ("暂无人值守，请到其他窗口", "Unattended, please use another window"),
    Doing.SUSPENDED: ("暂停营业", "Temporarily closed"),
    Doing.CLOSED: ("本窗口今天不开放", "Closed today"),
}


@dataclass(frozen=True, kw_only=True)
class WindowSignState:
    """The sign at one moment; ``suspended`` holds the sign of Art. 11(8) instead."""

    hall: str
    number: int
    name: str
    kinds: str
    name_en: str
    third: str
    rtl: bool
    staff_no: str
    doing: Doing
    words: str
    words_en: str
    code: str
    suspended: SignState | None = None
    foot: tuple[tuple[str, str], ...] = ()
    banner: str = ""


class WindowSignPresenter(Presenter[WindowSignState]):
    """Follows one window; shows the staff number and never a name (Art. 7(1))."""

    facts: SignBoard | None

    def __init__(self, desk: Desk, window_no: WindowNo):
        super().__init__(desk)
        self.window_no = window_no

    def look(self, reading: Reading) -> SignBoard:
        """The window on one snapshot."""
        return sign_board(reading, self.window_no)

    def build(self) -> WindowSignState:
        """The sign of this second."""
        board = self.facts
        assert board is not None
        doing = _doing(board)
        prefixes = board.place.enabled if board.place else ""
        kinds = [board.kinds[p] for p in prefixes if p in board.kinds]
        served = DOT.join(neutral(zh) for zh, _ in kinds)
        name = neutral(board.sign.name) or served
        words, words_en = WORDS[doing]
        called = doing in (Doing.NEXT, Doing.SERVING)
        return WindowSignState(
            hall=board.hall,
            number=self.window_no,
            name=name,
            kinds=served if board.sign.name else "",
            name_en=board.sign.name_en or DOT.join(en for _, en in kinds),
            third=board.sign.third if board.language.name else "",
            rtl=board.language.rtl,
            staff_no=_staff_no(board),
            doing=doing,
            words=words,
            words_en=words_en,
            code=board.ticket.code if called and board.ticket else "",
            suspended=self._suspended(board) if doing is Doing.SUSPENDED else None,
            foot=HOTLINES,
            banner=self.banner,
        )

    def _suspended(self, board: SignBoard) -> SignState:
        stop = board.suspension
        assert stop is not None
        place, kinds = "全厅", ""
        if stop.scope is not Scope.HALL:
            names = {prefix: zh for prefix, (zh, _) in board.kinds.items()}
            place = f"{self.window_no}号窗口"
            kinds = parts.kinds_words(board.places, names, self.window_no)
        sign = parts.sign_of(stop, board.hall, place, neutral(kinds))
        return SignState(
            hall=sign.hall,
            place=sign.place,
            kinds=sign.kinds,
            reason=neutral(sign.reason),
            since=sign.since,
            until=sign.until,
            go_to=neutral(sign.go_to),
        )


def _doing(board: SignBoard) -> Doing:
    place, ticket = board.place, board.ticket
    if board.day is None or place is None or not place.prefixes:
        return Doing.CLOSED
    if ticket is not None:
        return Doing.NEXT if ticket.state is TicketState.CALLED else Doing.SERVING
    if board.suspension is not None:
        return Doing.SUSPENDED
    return Doing.AWAY if place.staff_no is None else Doing.OPEN


def _staff_no(board: SignBoard) -> str:
    return str(board.place.staff_no) if board.place and board.place.staff_no else ""
