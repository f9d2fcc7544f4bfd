"""Pictures of every screen at a telling moment (屏幕图片)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.presenters.setup import SetupState
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.keys import Fingers, open_window, settle
from hall_desk.rehearsal.screens import (
    KIOSK,
    KIOSK_WIDE,
    STAFF,
    STAFF_WIDE,
    Screens,
)
from hall_desk.store.transaction import Reading
from hall_desk.ui.counter.window import CounterWindow
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.setup.window import SetupWindow
from hall_desk.ui.stations.flow import Flow
from hall_desk.ui.stations.shell import Shell
from hall_desk.ui.theme import Theme

_LARGE = 1.25
# Moments of the counter's window that need nothing but the picture.
_MONEY_AND_WORK = {
    "parts": "cash-dialog-mixed",
    "accounts": "counter-accounts",
    "imported bill": "counter-imported-bill",
    "fees": "counter-fees",
    "settle": "counter-settle",
    "void settlement": "counter-settle-void",
    "deposit": "counter-deposit",
    "void": "counter-void",
    "refund": "counter-refund",
    "approving": "counter-approval",
    "bag": "till-bag",
    "reconnection": "counter-reconnection",
    "meter test": "counter-meter-test",
    "split": "counter-split",
    "reclassify": "counter-reclassify",
    "tracker": "acceptance-tracker",
    "dispatch": "work-order",
    "completion": "work-order-done",
    "differences": "work-order-differences",
    "not quoted": "paid-service-refused",
    "ladder": "contact-ladder",
    "open answer": "open-answer",
    "sign strip": "suspend-sign-staff",
}


class Photographer:
    """Follows the day and takes the pictures; a fuller hall makes the better one."""

    def __init__(self, screens: Screens):
        self.screens = screens
        self.stage = screens.stage
        self.camera = screens.camera
        self._moments: dict[str, Callable[[Any], None]] = {
            "signing in": lambda _: self._desk("sign-in"),
            "opening": lambda _: self._desk("opening"),
            "idle": lambda _: self._idle(),
            "called": self._called,
            "serving": lambda ticket: self._serving(ticket, 0),
            "amounts": lambda ticket: self._serving(ticket, 20),
            "apology": lambda ticket: self._counter("counter-apology", ticket),
            "add item": lambda ticket: self._counter("counter-add-item", ticket),
            "transfer": lambda ticket: self._counter("counter-transfer", ticket),
            "near": lambda ticket: self._counter("counter-near-limit", ticket),
            "over": self._over,
            "over reason": lambda ticket: self._counter("counter-over-reason", ticket),
            "cash dialog": lambda ticket: self._counter("cash-dialog", ticket),
            "outcome 受理": lambda ticket: self._counter("counter-outcome", ticket),
            "outcome 补件": lambda ticket: self._counter("counter-outcome-papers", ticket),
            "outcome 不能受理": lambda ticket: self._counter("counter-outcome-refused", ticket),
            "outcome 转办": lambda _: self._front("counter-outcome-forwarded"),
            **{what: self._named(name) for what, name in _MONEY_AND_WORK.items()},
            "acceptance form": lambda _: self._front("acceptance"),
            "acceptance made": lambda _: self._front("acceptance-accepted"),
            "walk-up": lambda _: self._front("counter-walk-up"),
            "phone": lambda _: self._front("counter-phone"),
            "found": lambda _: self._front("counter-find"),
            "visit page": lambda _: self._front("visit-page"),
            "rating": lambda _: self._front("counter-rating", self._fullness()),
            "hold": lambda ticket: self._counter("counter-hold", ticket),
            "contact form": lambda _: self._front("first-contact"),
            "contact registered": lambda _: self._front("first-contact-registered"),
            "locked": lambda _: self._front("locked"),
            "help": self._help,
            "suspend dialog": lambda _: self._front("suspend-dialog"),
            "approval": lambda _: self._front("suspend-approval"),
            "sign": lambda _: self._front("suspend-sign"),
            "counter suspended": lambda _: self._suspended(),
            "sheet": self._sheet,
            "kiosk home": lambda _: self._kiosk("kiosk-home", wide=True),
            "kiosk services": lambda _: self._kiosk("kiosk-services"),
            "kiosk card": lambda _: self._kiosk("kiosk-what-to-bring"),
            "kiosk ticket": lambda _: self._kiosk("kiosk-ticket"),
            "kiosk closed": lambda _: self._kiosk("kiosk-closed"),
            "kiosk search": lambda _: self._kiosk("kiosk-search"),
            "kiosk found": lambda _: self._kiosk("kiosk-found"),
            "kiosk carry": lambda _: self._kiosk("kiosk-carry"),
            "kiosk code": lambda _: self._kiosk("kiosk-code"),
            "kiosk place": lambda _: self._kiosk("kiosk-place"),
            "guide": lambda _: self._desk("guide", self._fullness()),
            "guide ticket": lambda _: self._desk("guide-ticket", self._fullness()),
            "guide passed": lambda _: self._desk("guide-passed", self._fullness()),
            "follow-up": lambda _: self._desk("follow-up"),
            "phrase": lambda _: self._desk("settings-phrases"),
            "bills": lambda _: self._desk("settings-bills"),
            "money rules": lambda _: self._desk("settings-money"),
            "callback": lambda _: self._desk("callbacks"),
            "calling": lambda _: self._desk_busy(),
            "closing list": lambda _: self._closing(),
            "closing record": lambda _: self._desk("closing-record"),
            "register page": lambda _: self._desk("first-contact-register"),
            "closed": lambda _: self._evening(),
        }

    def follow(self, what: str, thing: object) -> None:
        """Something happened on the stage."""
        moment = self._moments.get(what)
        if moment is not None:
            moment(thing)

    def first_start(self) -> None:
        """The screen of the first start, filled in as it was for this hall."""
        window = SetupWindow(self.screens.theme)
        open_window(window, STAFF)
        window.show_state(SetupState())
        fingers = Fingers(window, self.stage.clock)
        typed = {
            **cast.HALL,
            "staff_no": cast.MANAGER,
            "staff_name": cast.MANAGER_NAME,
            "password": cast.MANAGER_PASSWORD,
            "again": cast.MANAGER_PASSWORD,
        }
        for name, text in typed.items():
            fingers.type_into(name, text)
        self.camera.take("first-start", window)
        _put_away(window)

    # -- the counter -------------------------------------------------------------------------

    def _fullness(self, most: int = 12) -> int:
        """How many wait, in steps of three: not every customer more is worth a new picture."""
        return min(len(self.stage.line), most) // 3 * 3

    def _here(self, ticket: Ticket) -> bool:
        shown = self.screens.hands.presenter.ticket
        return shown is not None and shown.id == ticket.id

    def _front(self, name: str, worth: float = 0) -> None:
        if self.camera.wants(name, worth):
            settle()
            self.camera.take(name, self.screens.counter, worth)

    def _named(self, name: str) -> Callable[[Any], None]:
        return lambda _: self._front(name)

    def _counter(self, name: str, ticket: Ticket) -> None:
        worth = self._fullness()
        if self.screens.counter_flow.station is None or not self.camera.wants(name, worth):
            return
        if self._here(ticket):
            self.screens.hands.presenter.refresh()
            self._front(name, worth)

    def _idle(self) -> None:
        self._front("counter-idle", self._fullness())

    def _called(self, ticket: Ticket) -> None:
        if ticket.window_no == self.screens.hands.window:
            times = "" if ticket.calls == 1 else "-again"
            self._counter(f"counter-called{times}", ticket)
        self._display()

    def _serving(self, ticket: Ticket, more: int) -> None:
        facts = self.screens.hands.presenter.facts if self._can_see(ticket) else None
        items = len(facts.items) if facts is not None else 0
        worth = items * 8 + more + 2 * self._fullness()
        if items == 0 or not self.camera.wants("counter-serving", worth):
            return
        self.screens.hands.presenter.refresh()
        self._front("counter-serving", worth)
        self._other_counters(worth)

    def _can_see(self, ticket: Ticket) -> bool:
        station = self.screens.counter_flow.station
        return station is not None and self._here(ticket)

    def _other_counters(self, worth: float) -> None:
        """The same moment in high contrast, and on a large screen."""
        state = self.screens.hands.presenter.build()
        for name, theme, size in (
            ("counter-high-contrast", Theme("contrast"), STAFF),
            ("counter-1920x1080", Theme(scale=_LARGE), STAFF_WIDE),
        ):
            window = CounterWindow(theme)
            open_window(window, size)
            window.show_state(state)
            settle()
            self.camera.take(name, window, worth)
            _put_away(window)

    def _over(self, ticket: Ticket) -> None:
        self._counter("counter-over-limit", ticket)
        self._desk_busy()

    def _help(self, call: object) -> None:
        if getattr(call, "window_no", None) == self.screens.hands.window:
            self.screens.hands.presenter.refresh()
            self._front("counter-help-called", self._fullness())

    def _suspended(self) -> None:
        self._front("counter-suspended")
        self.screens.display_presenter.refresh()
        self.camera.take("display-suspended", self.screens.display)
        self._desk_busy()

    def _sheet(self, sheet: Any) -> None:
        """The sheet's page at the window where it is drafted."""
        worth = len(sheet.lines)
        if sheet.window_no == self.screens.hands.window:
            self._front("paid-service-sheet", worth)
            return
        if not self.camera.wants("paid-service-sheet", worth):
            return
        shell = Shell(self.screens.theme)
        flow = Flow(
            self.screens.program, shell, screen="counter", window_no=WindowNo(sheet.window_no)
        )
        open_window(shell, STAFF)
        flow.signed_in(self.stage.ask(_staff, sheet.staff_no))
        settle()
        Fingers(shell, self.stage.clock).key("F6")
        settle()
        self.camera.take("paid-service-sheet", shell, worth)
        if flow.station is not None:
            flow.station.close()
        self.screens.program.detach(flow.sign_in)
        _put_away(shell)

    # -- the public screens ------------------------------------------------------------------

    def _kiosk(self, name: str, *, wide: bool = False) -> None:
        worth = self._fullness(6)
        if not self.camera.wants(name, worth):
            return
        kiosk = self.screens.kiosk
        self.camera.take(name, kiosk, worth)
        if wide:
            kiosk.setFixedSize(*KIOSK_WIDE)
            settle()
            self.camera.take(f"{name}-landscape", kiosk, worth)
            kiosk.setFixedSize(*KIOSK)
            settle()

    def _display(self) -> None:
        worth = self._fullness(15)
        if self.camera.wants("display-busy", worth):
            self.screens.display_presenter.refresh()
            self.camera.take("display-busy", self.screens.display, worth)

    # -- the duty desk -----------------------------------------------------------------------

    def _desk(self, name: str, worth: float = 0) -> None:
        self.camera.take(name, self.screens.desk, worth)

    def _desk_busy(self) -> None:
        station = self.screens.manager.flow.station
        worth = self._fullness() + 6 * len(self.stage.calls)
        if station is None or not self.camera.wants("duty-desk", worth):
            return
        presenter = self.screens.manager.station.presenter
        presenter.refresh()
        self.camera.take("duty-desk", self.screens.desk, worth)
        window = DutyWindow(self.screens.theme)
        open_window(window, STAFF_WIDE)
        window.show_state(presenter.build())
        self.camera.take("duty-desk-1920x1080", window, worth)
        _put_away(window)

    def _closing(self) -> None:
        self.screens.refresh()
        self._desk("closing-refused")

    def _evening(self) -> None:
        self.screens.refresh()
        self.camera.take("display-closed", self.screens.display)


def _staff(reading: Reading, staff_no: str) -> Staff:
    return reading.get(Staff, staff_no=staff_no)


def _put_away(window: QWidget) -> None:
    window.close()
    window.deleteLater()
    settle()
