"""The full-screen sign of a suspended window (“暂停营业”标牌, Art. 11(8))."""

from collections.abc import Callable
from dataclasses import dataclass

from hall_desk.domain.days import WindowDay
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters import suspension_parts as parts
from hall_desk.presenters.base import Desk, Presenter
from hall_desk.presenters.suspension_parts import SignState
from hall_desk.store.transaction import Reading
from hall_desk.usecases import suspending
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.queries import find_day, windows_of, words_of
from hall_desk.usecases.windowsigns import covering


@dataclass(frozen=True, kw_only=True)
class SignWindowState:
    """The sign, or None while the window is open; ``staff_hint`` is for staff eyes only."""

    sign: SignState | None
    staff_hint: str
    overdue: bool
    message: str
    banner: str


@dataclass(frozen=True, kw_only=True)
class SignFacts:
    """The suspension that holds for the window, on one snapshot."""

    hall: str
    suspension: Suspension | None
    places: tuple[WindowDay, ...]
    kinds: dict[str, str]


class SignPresenter(Presenter[SignWindowState]):
    """Follows the suspension of a window, of its kind, or of the whole hall."""

    def __init__(self, desk: Desk, staff_no: str, window_no: WindowNo):
        super().__init__(desk)
        self.staff_no = staff_no
        self.window_no = window_no
        self.closed: Callable[[], None] = lambda: None

    def look(self, reading: Reading) -> SignFacts:
        """The narrowest open suspension that covers the window."""
        day = find_day(reading)
        places = tuple(windows_of(reading, day.date)) if day else ()
        own = next((place for place in places if place.no == self.window_no), None)
        return SignFacts(
            hall=profile_of(reading).name,
            suspension=covering(reading, self.window_no, own.enabled if own else ""),
            places=places,
            kinds=words_of(reading, "kind"),
        )

    def build(self) -> SignWindowState:
        """The sign of this second."""
        facts: SignFacts = self.facts
        suspension = facts.suspension
        now = self.desk.hall.clock.now()
        overdue = suspension is not None and suspension.overdue(now)
        hint = ""
        if suspension is not None:
            gone = int((now - suspension.expected_at).total_seconds()) // 60
            hint = f"预计恢复时间已过 {gone} 分" if overdue else "Esc 回到窗口，标牌照常有效"
        return SignWindowState(
            sign=self._sign(suspension) if suspension else None,
            staff_hint=hint,
            overdue=overdue,
            message=self.message.text,
            banner=self.banner,
        )

    def resume(self) -> None:
        """Opens again (恢复营业)."""
        suspension = self.facts.suspension if self.facts else None
        if suspension is not None:
            verb = suspending.resume
            self.act(verb, self.staff_no, then=self._resumed, suspension_id=suspension.id)

    def leave(self) -> None:
        """Esc: back to the window; the suspension stays."""
        self.closed()

    def _resumed(self, _: Suspension) -> None:
        self.closed()

    def _sign(self, suspension: Suspension) -> SignState:
        facts: SignFacts = self.facts
        place, kinds = "全厅", ""
        if suspension.scope is not Scope.HALL:
            place = f"{self.window_no}号窗口"
            kinds = parts.kinds_words(facts.places, facts.kinds, self.window_no)
        return parts.sign_of(suspension, facts.hall, place, kinds)
