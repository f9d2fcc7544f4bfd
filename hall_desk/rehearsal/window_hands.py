"""A clerk's hands on the real counter window (真窗口): the keys printed on its buttons."""

from collections.abc import Generator

from hall_desk.domain.escalations import Escalation
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.tickets import Ticket
from hall_desk.presenters.counter_state import Panel, Phase
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.at_window import ticket_again
from hall_desk.rehearsal.hands import DONE, WAIT_HERE
from hall_desk.rehearsal.keys import ScreenFault, settle
from hall_desk.rehearsal.window_contacts import ContactHands
from hall_desk.usecases import helping
from hall_desk.usecases.outcomes import Result
from hall_desk.usecases.suspending import alternatives_for, open_suspensions

_SIGN_STAYS_S = 600
"""A longer stop is spent with papers at the window; in a shorter one the sign stays up."""


class WindowHands(ContactHands):
    """Presses keys and reads from the window what came of it."""

    def leave(self) -> None:
        """Locks the window for lunch (F12); it stays the clerk's own."""
        self._press("F12")
        self.stage.moved("locked", self)

    def call_next(self) -> Ticket | None:
        """F2."""
        self.stage.moved("idle", self)
        self._press("F2", look=True)
        if self.presenter.ticket is None and self.stage.somebody_for(self.window):
            self._expect(Phase.CALLED)
        return self.presenter.ticket

    def recall(self, ticket: Ticket) -> Ticket:
        """F5."""
        self._press("F5")
        return self._ticket(ticket, calls=ticket.calls + 1)

    def undo_call(self, ticket: Ticket) -> Ticket:
        """Ctrl+Z."""
        self._press("Ctrl+Z", look=True)
        self._expect(Phase.IDLE)
        return self.stage.ask(ticket_again, ticket)

    def no_show(self, ticket: Ticket) -> Ticket:
        """Shift+F5."""
        self._press("Shift+F5")
        self._expect(Phase.IDLE)
        return self.stage.ask(ticket_again, ticket)

    def start(self, ticket: Ticket) -> Ticket:
        """F3."""
        self._press("F3")
        self._expect(Phase.SERVING)
        return self._ticket(ticket)

    def inform(self, ticket: Ticket, item: Item) -> None:
        """Ctrl+P: the notice is printed and handed over."""
        self._press("Ctrl+P")

    def tick_paper(self, item: Item, index: int) -> None:
        """The box of a paper."""
        self.fingers.tick(self.screen.middle.visit.papers[index])
        self._answered()

    def tick_step(self, item: Item, index: int) -> None:
        """Space ticks the next step."""
        self._press("Space")

    def finish(
        self, ticket: Ticket, over_reason: str | None, result: Result = DONE
    ) -> Generator[float, None, Ticket]:
        """F4, the outcome where it is asked for; beyond the limit a digit for the reason."""
        self._press("F4" if result.outcome is Outcome.DONE else "Shift+F4")
        if self.presenter.panel is Panel.OUTCOME:
            self._choose_outcome(ticket, result)
            yield 2
            self._press("F4")
        if over_reason is not None:
            if self.presenter.panel is not Panel.OVER:
                raise ScreenFault(f"{ticket.code} 超时，窗口没有问原因")
            yield 2
            self.fingers.key(over_reason[1:])
            self.stage.moved("over reason", ticket)
            yield 2
            self._press("F4")
        else:
            yield 0
        if self.presenter.panel is Panel.OVER:
            raise ScreenFault(f"{ticket.code} 超时，窗口没有办结")
        return self.stage.ask(ticket_again, ticket)

    def add_item(self, ticket: Ticket, service_code: str) -> None:
        """F8, the code, Enter."""
        self._press("F8")
        self.fingers.type_into("item_filter", service_code)
        self.stage.moved("add item", ticket)
        self.fingers.key("Return")
        self._answered()
        if self.presenter.panel is not Panel.NONE:
            raise ScreenFault(f"{ticket.code} 没有加上 {service_code}")

    def transfer(self, ticket: Ticket, to_window: int | None) -> Ticket:
        """F11, the digit of the window, Enter."""
        self._press("F11", look=True)
        targets = [option.key for option in self.presenter.panel_view().targets]
        self.fingers.key(str(targets.index(str(to_window or "")) + 1))
        self.stage.moved("transfer", ticket)
        self.fingers.key("Return")
        self._expect(Phase.IDLE)
        return self.stage.ask(ticket_again, ticket)

    def hold(self, ticket: Ticket, reason: str) -> None:
        """F11, the mode 挂起, the digit of the reason, Enter."""
        self._press("F11", look=True)
        for key in ("Shift+Tab", "Right", "Right", reason[-1]):
            self.fingers.key(key)
        self.stage.moved("hold", ticket)
        self.fingers.key("Return")
        self._expect(Phase.IDLE)

    def take_back(self, ticket: Ticket) -> Ticket:
        """F11 while idle; of several held ones the digit first."""
        self._press("F11", look=True)
        if self.presenter.panel is Panel.HELD:
            held = [line.ticket_id for line in self.presenter.build().held]
            self.fingers.key(str(held.index(ticket.id) + 1))
            self.fingers.key("Return")
        self._expect(Phase.SERVING)
        return self._ticket(ticket)

    def apologise(self, ticket: Ticket) -> None:
        """The button beside the apology to say (Art. 11(6))."""
        self._fresh()
        settle()
        self.stage.moved("apology", ticket)
        self.fingers.click("apologise")
        self._answered()

    def undo_finish(self, ticket: Ticket) -> Ticket:
        """Ctrl+Z within ten seconds."""
        self._press("Ctrl+Z", look=True)
        self._expect(Phase.SERVING)
        return self._ticket(ticket)

    def call_manager(self, reason: str) -> Escalation:
        """F9, then a few words and Enter."""
        self._press("F9")
        self.fingers.type_into("help_reason", reason)
        self.fingers.key("Return")
        self._answered()
        calls = self.stage.ask(helping.open_calls)
        return next(call for call in reversed(calls) if call.window_no == self.window)

    def suspend(self, reason: str, seconds: float) -> int:
        """F10, a digit for the reason, Ctrl+Enter, the duty manager's sign-in if it is asked."""
        self._press("F10", look=True)
        settle()
        self.fingers.key(reason[1:])
        if not self.stage.ask(alternatives_for, self.window):
            self.fingers.type_into("alternative", WAIT_HERE)
        self.stage.moved("suspend dialog", self)
        self.fingers.key("Ctrl+Return")
        settle()
        if self.fingers.find("approver") is not None:
            self.fingers.type_into("approver", cast.MANAGER)
            self.fingers.type_into("approver_password", cast.MANAGER_PASSWORD)
            self.stage.moved("approval", self)
            self.fingers.key("Ctrl+Return")
            settle()
        stops = [s for s in self.stage.ask(open_suspensions) if s.window_no == self.window]
        if not stops:
            raise ScreenFault(f"{self.window}号窗口没有暂停成")
        self.stage.moved("sign", self)
        if seconds > _SIGN_STAYS_S:
            self.fingers.key("Space")
            self.fingers.key("Escape")
            settle()
            self._expect(Phase.SUSPENDED)
            self.stage.moved("counter suspended", self)
        return stops[0].id

    def resume(self, suspension_id: int) -> None:
        """F10 again, at the window or on the sign that still stands there."""
        if self.station.sign is not None:
            self.fingers.key("Space")
            settle()
            self.stage.moved("sign strip", self)
        self._press("F10", look=True)
        settle()
        self._expect(Phase.IDLE)
        if self.station.sign is not None:
            raise ScreenFault(f"{self.window}号窗口的标牌没有收起")
