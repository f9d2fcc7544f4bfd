"""What a clerk's hands do at the counter (柜员操作): through the use cases, or on a real window."""

from collections.abc import Generator
from datetime import timedelta
from typing import Any, Protocol

from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.escalations import Escalation
from hall_desk.domain.forms import RESIDENT_ID
from hall_desk.domain.items import Item
from hall_desk.domain.promises import VOLTAGES
from hall_desk.domain.ratings import GivenBy
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import Source, Ticket
from hall_desk.rehearsal import cast, tills
from hall_desk.rehearsal.ahead_moves import AheadMoves, PlainAhead
from hall_desk.rehearsal.contact_moves import ContactMoves, PlainContacts
from hall_desk.rehearsal.money_moves import MoneyMoves, PlainMoney
from hall_desk.rehearsal.plan import Customer
from hall_desk.rehearsal.work_moves import PlainWork, WorkMoves
from hall_desk.usecases import (
    acceptances,
    calling,
    helping,
    moving,
    notices,
    people,
    ratings,
    serving,
    suspending,
    undoing,
    visits,
    walkups,
)
from hall_desk.usecases.acceptances import AcceptanceForm, PaperTaken
from hall_desk.usecases.outcomes import Result

DONE = Result()
WAIT_HERE = "请稍候，恢复后继续办理"


class Hands(MoneyMoves, AheadMoves, WorkMoves, ContactMoves, Protocol):
    """The moves of a clerk that a real window can make too."""

    def sign_in(self) -> None:
        """Takes the window."""

    def leave(self) -> None:
        """Leaves the window."""

    def count_till(self) -> None:
        """Counts the own till in the evening."""

    def call_next(self) -> Ticket | None:
        """Calls the next ticket."""

    def recall(self, ticket: Ticket) -> Ticket:
        """Calls once more."""

    def undo_call(self, ticket: Ticket) -> Ticket:
        """Takes a wrong call back, or somebody served by mistake."""

    def no_show(self, ticket: Ticket) -> Ticket:
        """Passes over."""

    def start(self, ticket: Ticket) -> Ticket:
        """Starts the visit."""

    def inform(self, ticket: Ticket, item: Item) -> None:
        """Tells once what the item needs."""

    def tick_paper(self, item: Item, index: int) -> None:
        """Ticks a paper."""

    def tick_step(self, item: Item, index: int) -> None:
        """Ticks a step."""

    def finish(
        self, ticket: Ticket, over_reason: str | None, result: Result = DONE
    ) -> Generator[float, None, Ticket]:
        """Finishes the item in hand with its outcome."""

    def accept(
        self, ticket: Ticket, item: Item, customer: Customer
    ) -> Generator[float, None, Acceptance]:
        """Accepts the item with its form and its papers; the customer signs."""

    def serve_directly(self, service_code: str, *, phone: bool) -> Ticket:
        """Serves somebody without a number, at the window or on the telephone."""

    def find(self, text: str) -> None:
        """Looks a visit up and reads it."""

    def rate(self, ticket: Ticket, level: int) -> None:
        """The customer's answer after the visit."""

    def add_item(self, ticket: Ticket, service_code: str) -> None:
        """One more item for the customer."""

    def transfer(self, ticket: Ticket, to_window: int | None) -> Ticket:
        """Hands the customer over to another window."""

    def hold(self, ticket: Ticket, reason: str) -> None:
        """The customer steps aside, the window is free."""

    def take_back(self, ticket: Ticket) -> Ticket:
        """The held customer is at the window again."""

    def apologise(self, ticket: Ticket) -> None:
        """Says the apology that is due."""

    def undo_finish(self, ticket: Ticket) -> Ticket:
        """Takes a wrong finish back."""

    def call_manager(self, reason: str) -> Escalation:
        """Calls the duty manager."""

    def suspend(self, reason: str, seconds: float) -> int:
        """Puts the sign up; gives the suspension's id."""

    def resume(self, suspension_id: int) -> None:
        """Takes the sign down."""


class PlainHands(PlainMoney, PlainAhead, PlainWork, PlainContacts):
    """Hands that go straight to the use cases."""

    def sign_in(self) -> None:
        """Takes the window."""
        self._do(people.take_window, window=self.window, staff_no=self.staff_no)

    def leave(self) -> None:
        """Leaves the window."""
        self._do(people.leave_window, window=self.window)

    def count_till(self) -> None:
        """Counts the own till in the evening."""
        tills.count_till(self.stage, self.staff_no)

    def call_next(self) -> Ticket | None:
        """Calls the next ticket."""
        called: Ticket | None = self._do(calling.call_next, window=self.window)
        return called

    def recall(self, ticket: Ticket) -> Ticket:
        """Calls once more."""
        called: Ticket = self._do(calling.recall, ticket_id=ticket.id)
        return called

    def undo_call(self, ticket: Ticket) -> Ticket:
        """Takes a wrong call back."""
        waiting: Ticket = self._do(undoing.undo_last, window=self.window)
        return waiting

    def no_show(self, ticket: Ticket) -> Ticket:
        """Passes over."""
        passed: Ticket = self._do(calling.no_show, ticket_id=ticket.id)
        return passed

    def start(self, ticket: Ticket) -> Ticket:
        """Starts the visit."""
        started: Ticket = self._do(serving.start, ticket_id=ticket.id)
        return started

    def inform(self, ticket: Ticket, item: Item) -> None:
        """Tells once what the item needs, on a printed notice with what is missing."""
        self._do(notices.give, item_id=item.id)
        self.stage.archive.desk().notice(item)
        self._do(serving.inform, item_id=item.id)

    def tick_paper(self, item: Item, index: int) -> None:
        """Ticks a paper."""
        self._do(serving.tick_paper, item_id=item.id, index=index)

    def tick_step(self, item: Item, index: int) -> None:
        """Ticks a step."""
        self._do(serving.tick_step, item_id=item.id, index=index)

    def finish(
        self, ticket: Ticket, over_reason: str | None, result: Result = DONE
    ) -> Generator[float, None, Ticket]:
        """Finishes the item in hand with its outcome."""
        yield 0
        finished: Ticket = self._do(
            serving.finish, ticket_id=ticket.id, over_reason=over_reason, result=result
        )
        return finished

    def accept(
        self, ticket: Ticket, item: Item, customer: Customer
    ) -> Generator[float, None, Acceptance]:
        """Accepts the item with its form and its papers; the customer signs."""
        yield 60
        known = self.stage.ask(lambda reading: reading.get(Item, id=item.id))
        answers: dict[str, Any] = dict(customer.answers())
        form = AcceptanceForm(
            id_kind=RESIDENT_ID,
            papers=tuple(PaperTaken(index=index, original_seen=True) for index in known.papers),
            **answers,
            voltage=VOLTAGES[0],
        )
        made: Acceptance = self._do(acceptances.accept, item_id=item.id, form=form)
        self.stage.archive.desk().acceptance(made.id)
        yield 20
        self._do(acceptances.sign, acceptance_id=made.id)
        return made

    def serve_directly(self, service_code: str, *, phone: bool) -> Ticket:
        """Serves somebody without a number, at the window or on the telephone."""
        source = Source.PHONE if phone else Source.WALK_UP
        served: Ticket = self._do(
            walkups.serve_directly, window=self.window, service_code=service_code, source=source
        )
        return served

    def find(self, text: str) -> None:
        """Looks a visit up and reads it."""
        self.stage.ask(visits.find_visits, text, self.staff_no)

    def rate(self, ticket: Ticket, level: int) -> None:
        """The customer's answer after the visit, on the side screen."""
        self._do(ratings.rate, subject_id=ticket.id, level=level, given_by=GivenBy.SCREEN)

    def add_item(self, ticket: Ticket, service_code: str) -> None:
        """One more item for the customer."""
        self._do(serving.add_item, ticket_id=ticket.id, service_code=service_code)

    def transfer(self, ticket: Ticket, to_window: int | None) -> Ticket:
        """Hands the customer over to another window."""
        handed: Ticket = self._do(moving.transfer, ticket_id=ticket.id, to_window=to_window)
        return handed

    def hold(self, ticket: Ticket, reason: str) -> None:
        """The customer steps aside, the window is free."""
        self._do(moving.hold, ticket_id=ticket.id, reason=reason)

    def take_back(self, ticket: Ticket) -> Ticket:
        """The held customer is at the window again."""
        back: Ticket = self._do(moving.take_back, ticket_id=ticket.id, window=self.window)
        return back

    def apologise(self, ticket: Ticket) -> None:
        """Says the apology that is due."""
        self._do(serving.apologise, ticket_id=ticket.id)

    def undo_finish(self, ticket: Ticket) -> Ticket:
        """Takes a wrong finish back."""
        reopened: Ticket = self._do(undoing.undo_last, window=self.window)
        return reopened

    def call_manager(self, reason: str) -> Escalation:
        """Calls the duty manager."""
        call: Escalation = self._do(helping.call_manager, window=self.window, reason=reason)
        return call

    def suspend(self, reason: str, seconds: float) -> int:
        """Puts the sign up; the duty manager stands behind it."""
        others = self.stage.ask(suspending.alternatives_for, self.window)
        where = "、".join(f"{place.no}号窗口" for place in others)
        form = suspending.SuspensionForm(
            scope=Scope.WINDOW,
            window=self.window,
            prefix=None,
            reason_code=reason,
            expected_at=self.stage.now + timedelta(seconds=seconds + 300),
            alternative=f"请到{where}办理" if others else WAIT_HERE,
        )
        stop = self._do(suspending.suspend, form=form, approved_by=cast.MANAGER)
        self.stage.archive.desk().sign(stop.id)
        suspension_id: int = stop.id
        return suspension_id

    def resume(self, suspension_id: int) -> None:
        """Takes the sign down."""
        self._do(suspending.resume, suspension_id=suspension_id)
