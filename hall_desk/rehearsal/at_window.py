"""A seat at the real counter window (真窗口): keys pressed, and what the window says of them."""

from collections.abc import Callable

from hall_desk.domain.payments import Payment
from hall_desk.domain.tickets import Ticket
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.counter_state import Phase
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.hands import PlainHands
from hall_desk.rehearsal.keys import Fingers, ScreenFault, settle
from hall_desk.rehearsal.stage import Stage
from hall_desk.store.transaction import Reading
from hall_desk.ui.counter.window import CounterWindow
from hall_desk.ui.stations.counter import CounterStation
from hall_desk.ui.stations.flow import Flow


class AtWindow(PlainHands):
    """Presses keys and reads from the window what came of it."""

    def __init__(self, stage: Stage, post: cast.Post, flow: Flow, fingers: Fingers):
        super().__init__(stage, post.window, post.staff_no)
        self.post = post
        self.flow = flow
        self.fingers = fingers

    @property
    def station(self) -> CounterStation:
        """The counter's station, once somebody has signed in."""
        station = self.flow.station
        if not isinstance(station, CounterStation):
            raise ScreenFault(f"{self.window}号窗口没有登录：{self.flow.sign_in.message.text}")
        return station

    @property
    def presenter(self) -> CounterPresenter:
        """The presenter behind the window."""
        return self.station.presenter

    @property
    def screen(self) -> CounterWindow:
        """The counter window."""
        return self.station.window

    def sign_in(self) -> None:
        """Types 工号 and password; after lunch only the password."""
        self.flow.sign_in.refresh()
        settle()
        if self.flow.station is None:
            self.fingers.type_into("staff_no", self.staff_no)
        self.fingers.type_into("password", self.post.password)
        self.fingers.key("Return")
        settle()
        self._expect(Phase.IDLE, Phase.SUSPENDED)

    def _back(self) -> None:
        self.fingers.key("Escape")
        settle()
        self._fresh()

    def _press(self, keys: str, *, look: bool = False) -> None:
        """A key of the window as it stands this second, or after a fresh look at the hall."""
        if look and self.flow.station is not None:
            if self.presenter.phase() not in (Phase.CALLED, Phase.SERVING):
                self._find_locked()
            self._fresh()
        elif self.flow.station is not None:
            # The hand is at the mouse while the customer talks: the idle lock stays away.
            self.presenter.touch()
            self.presenter.tick()
        self.fingers.key(keys)
        self._answered()

    def _fresh(self) -> None:
        """The hand is there, and the window shows the hall as it is now."""
        if self.flow.station is not None:
            self.presenter.touch()
            self.presenter.refresh()

    def _find_locked(self) -> None:
        """Who sat idle for five minutes finds the window locked, and types the password."""
        self.presenter.tick()
        if not self.flow.sign_in_window.isVisible():
            return
        settle()
        self.stage.moved("locked", self)
        self.stage.told["无人操作锁屏"] += 1
        self.fingers.type_into("password", self.post.password)
        self.fingers.key("Return")
        settle()
        if self.flow.sign_in_window.isVisible():
            raise ScreenFault(f"{self.window}号窗口解不开锁：{self.flow.sign_in.message.text}")

    def _step_to(self, key: str, wanted: object, current: Callable[[], object]) -> None:
        """An arrow until the wanted choice is the current one; beyond the last one is nothing."""
        while (before := current()) != wanted:
            self.fingers.key(key)
            if current() == before:
                raise ScreenFault(f"{self.window}号窗口选不到 {wanted}")

    def _approve(self) -> None:
        """The duty manager signs at the window."""
        self.fingers.type_into("approval_staff_no", cast.MANAGER)
        self.fingers.type_into("approval_password", cast.MANAGER_PASSWORD)
        self.stage.moved("approving", self)
        self.fingers.key("Ctrl+Return")
        settle()

    def _answered(self) -> None:
        """Whatever the window says as an error was not planned."""
        if self.flow.station is not None and self.presenter.message.is_error:
            raise ScreenFault(f"{self.window}号窗口：{self.presenter.message.text}")
        if self.flow.station is not None and self.presenter.banner:
            raise ScreenFault(f"{self.window}号窗口：{self.presenter.banner}")

    def _expect(self, *phases: Phase) -> None:
        phase = self.presenter.phase()
        if phase not in phases:
            words = self.presenter.message.text or self.flow.sign_in.message.text
            raise ScreenFault(f"{self.window}号窗口应为 {phases[0]}，现为 {phase}：{words}")

    def _ticket(self, ticket: Ticket, *, calls: int | None = None) -> Ticket:
        shown = self.presenter.ticket
        if shown is None or shown.id != ticket.id or (calls and shown.calls != calls):
            raise ScreenFault(f"{self.window}号窗口没有按要求办 {ticket.code}")
        return shown

    def _payments(self) -> tuple[Payment, ...]:
        facts = self.presenter.facts
        return tuple(facts.payments) if facts is not None else ()


def ticket_again(reading: Reading, ticket: Ticket) -> Ticket:
    """The ticket as it stands now."""
    return reading.get(Ticket, id=ticket.id)


def payment_again(reading: Reading, payment: Payment) -> Payment:
    """The payment as it stands now."""
    return reading.get(Payment, id=payment.id)
