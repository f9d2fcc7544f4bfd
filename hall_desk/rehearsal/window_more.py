"""More moves at the real counter window: outcomes, acceptance, visits without a number, answers."""

from collections.abc import Generator

from PySide6.QtWidgets import QComboBox

from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.ratings import Rating
from hall_desk.domain.tickets import Ticket
from hall_desk.domain.tills import TillState
from hall_desk.presenters.counter_state import Panel, Phase
from hall_desk.presenters.counter_words import yuan
from hall_desk.rehearsal import tills
from hall_desk.rehearsal.at_window import AtWindow
from hall_desk.rehearsal.keys import ScreenFault, settle
from hall_desk.rehearsal.plan import Customer
from hall_desk.ui.acceptance import AcceptPage
from hall_desk.ui.visitpage import VisitPage
from hall_desk.usecases import acceptances, ratings
from hall_desk.usecases.outcomes import Result

_CHOICES: list[Outcome] = [outcome for outcome in Outcome if outcome is not Outcome.RECLASSIFIED]
_REFUSAL = ("basis", "explanation", "alternative")


class MoreHands(AtWindow):
    """What a clerk does now and then."""

    def serve_directly(self, service_code: str, *, phone: bool) -> Ticket:
        """Ctrl+N for somebody at the window, Ctrl+T on the telephone; the service, Enter."""
        self._press("Ctrl+T" if phone else "Ctrl+N", look=True)
        self.fingers.type_into("item_filter", service_code)
        self.stage.moved("phone" if phone else "walk-up", self)
        self.fingers.key("Return")
        self._answered()
        self._expect(Phase.SERVING)
        ticket = self.presenter.ticket
        assert ticket is not None
        return ticket

    def count_till(self) -> None:
        """Ctrl+K, the pieces, the slips, Ctrl+Enter, Esc."""
        self._press("Ctrl+K", look=True)
        settle()
        till = tills.till_of(self.stage, self.staff_no)
        for value, pieces in tills.in_drawer(till):
            self.fingers.type_into(f"pieces_{value}", str(pieces))
        for method, fen in till.sums.others.items():
            self.fingers.type_into(f"slips_{method}", yuan(fen))
        self.stage.moved("till", self)
        self.fingers.key("Ctrl+Return")
        settle()
        if tills.till_of(self.stage, self.staff_no).state is not TillState.COUNTED:
            raise ScreenFault(f"{self.window}号窗口的钱箱没有点平")
        self.stage.moved("till counted", self)
        self._back()

    def find(self, text: str) -> None:
        """Ctrl+F, number or initials, Enter; Enter again opens the visit, Esc closes it."""
        self._press("Ctrl+F", look=True)
        self.fingers.type_into("code", text)
        self.fingers.key("Return")
        settle()
        self._answered()
        if not self.presenter.found:
            raise ScreenFault(f"{self.window}号窗口没有查到 {text}")
        self.stage.moved("found", self)
        self.fingers.key("Return")
        settle()
        if not isinstance(self.screen.page(), VisitPage):
            raise ScreenFault(f"{self.window}号窗口没有打开 {text} 的来访")
        self.stage.moved("visit page", self)
        self._back()
        if self.presenter.panel is Panel.FIND:
            self.fingers.key("Escape")

    def rate(self, ticket: Ticket, level: int) -> None:
        """Ctrl+R and the digit that the customer says."""
        self._press("Ctrl+R", look=True)
        self.stage.moved("rating", ticket)
        self.fingers.key(str(level))
        self._answered()
        given: Rating | None = self.stage.ask(ratings.rating_of, ticket.id)
        if given is None or given.level != level:
            raise ScreenFault(f"{ticket.code} 的评价没有记上")

    def accept(
        self, ticket: Ticket, item: Item, customer: Customer
    ) -> Generator[float, None, Acceptance]:
        """Ctrl+E, the form by keys, Ctrl+Enter accepts and again notes the signature, Esc."""
        self._press("Ctrl+E", look=True)
        page = self.screen.page()
        if not isinstance(page, AcceptPage):
            raise ScreenFault(f"{ticket.code} 没有打开受理页：{self.presenter.message.text}")
        yield 5
        for name, text in customer.answers():
            self.fingers.type_into(name, text)
            self.fingers.key("Return")
            yield 6
        yield 3.0 * self._see_papers(page)
        self.stage.moved("acceptance form", ticket)
        self.fingers.key("Ctrl+Return")
        settle()
        made = self.stage.ask(acceptances.find_by_item, item.id)
        if made is None:
            raise ScreenFault(f"{ticket.code} 没有受理成：{page.message.text()}")
        self.stage.moved("acceptance made", ticket)
        yield 20
        self.fingers.key("Ctrl+Return")
        settle()
        yield 4
        self.fingers.key("Escape")
        settle()
        if self.screen.page() is not None:
            raise ScreenFault(f"{ticket.code} 的受理页没有关上：{page.message.text()}")
        self._fresh()
        return made

    def _see_papers(self, page: AcceptPage) -> int:
        """The voltage where it is asked, the originals seen, the notice signed; how many papers."""
        if not page.form.fields["voltage"].isHidden():
            page.form.voltage.setFocus()
            self.fingers.key("Right")
        rows = [row for row in page.papers.rows if row.isVisible() and row.tick.isChecked()]
        for row in rows:
            self.fingers.tick(row.seen)
        if page.column.signed.isVisible():
            self.fingers.tick(page.column.signed)
            settle()
        return len(rows)

    def _choose_outcome(self, ticket: Ticket, result: Result) -> None:
        """The digit, and what the outcome needs."""
        self.fingers.key(str(_CHOICES.index(result.outcome) + 1))
        if result.outcome is Outcome.REFUSED:
            for field in _REFUSAL:
                self.fingers.type_into(f"outcome_{field}", getattr(result, field))
        if result.outcome is Outcome.FORWARDED:
            self._choose_desk(result)
        self.stage.moved(f"outcome {result.outcome.value}", ticket)

    def _choose_desk(self, result: Result) -> None:
        """Down to the department; then whom it is about."""
        box = self.fingers.go_to("desk")
        assert isinstance(box, QComboBox)
        self._step_to("Down", result.desk, box.currentData)
        for name, text in (("customer_name", result.customer_name), ("phone", result.phone)):
            self.fingers.type_into(f"outcome_{name}", text)
