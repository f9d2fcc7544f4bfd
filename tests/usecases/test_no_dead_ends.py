"""No dead ends (S3-7): after every verb of random days, all that is open has owner and due."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import ContactState, Handling
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import Sheet, SheetState
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import StaffNo, Ticket, TicketState, WindowNo
from hall_desk.store import schema
from hall_desk.usecases import (
    calling,
    contacts,
    helping,
    issuing,
    moving,
    opening,
    paidservice,
    people,
    serving,
    suspending,
)
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.paidservice import Wanted
from tests.conftest import CLERKS, MANAGER, Day
from tests.usecases.test_money import draft
from tests.usecases.test_suspending import form as stop_form

SERVICES = ("A01", "A02", "B01", "B14", "C01", "C02", "E01")
VERBS = 150


class Hands:
    """Whoever is in the hall does something at random; a refusal is as good as any."""

    def __init__(self, day: Day, clock: FakeClock, seed: int):
        self.day, self.hall, self.clock = day, day.hall, clock
        self.dice = random.Random(seed)
        self.done: set[str] = set()

    def one(self) -> None:
        """One verb, some seconds later."""
        self.clock.advance(self.dice.choice((3, 40, 200, 900)))
        act = self.dice.choice((*[self.visit] * 4, *[self.contact] * 3, self.stop, self.help))
        try:
            act()
        except RuleBroken:
            return

    def do(self, verb: Callable[..., Any], actor: str, **given: Any) -> None:
        self.day.do(verb, actor, **given)
        self.done.add(verb.__name__)

    def visit(self) -> None:
        """A ticket goes one move further, or a new one is taken."""
        tickets = [t for t in self.all(Ticket) if t.state is not TicketState.DONE]
        if not tickets or self.dice.random() < 0.3:
            self.do(issuing.issue, "kiosk", service_code=self.dice.choice(SERVICES))
            return
        ticket = self.dice.choice(tickets)
        window = WindowNo(ticket.window_no or self.dice.choice((1, 3, 4, 8)))
        clerk = self.day.clerk(window)
        if ticket.state is TicketState.WAITING and self.dice.random() < 0.1:
            self.do(calling.abandon, MANAGER, code=ticket.code)
        elif ticket.state is TicketState.WAITING:
            self.do(calling.call_next, clerk, window=window)
        elif ticket.state is TicketState.CALLED:
            verb = self.dice.choice((serving.start, serving.start, calling.recall, calling.no_show))
            self.do(verb, clerk, ticket_id=ticket.id)
        elif ticket.state is TicketState.SERVING:
            self.serve(ticket, clerk)
        elif ticket.state is TicketState.NO_SHOW:
            self.do(calling.come_back, MANAGER, code=ticket.code)

    def serve(self, ticket: Ticket, clerk: str) -> None:
        what = self.dice.random()
        if what < 0.2:
            to = self.dice.choice((None, WindowNo(1), WindowNo(3)))
            self.do(moving.transfer, clerk, ticket_id=ticket.id, to_window=to)
        elif what < 0.3:
            service = self.dice.choice(SERVICES)
            self.do(serving.add_item, clerk, ticket_id=ticket.id, service_code=service)
        elif what < 0.4:
            self.sheet()
        else:
            self.day.finish(ticket, "O1")
            self.done.add("finish")

    def sheet(self) -> None:
        """A sheet is drawn up, signed or void."""
        open_ones = [s for s in self.all(Sheet) if s.state in (SheetState.DRAFT, SheetState.SIGNED)]
        if not open_ones:
            made = draft(self.day)
            lines = (Wanted(code="P01", quantity_milli=1000),)
            self.do(paidservice.set_lines, "1030", sheet_id=made.id, wanted=lines)
        elif self.dice.random() < 0.5:
            self.do(paidservice.confirm_signature, "1030", sheet_id=open_ones[0].id)
        else:
            self.do(paidservice.void_sheet, "1030", sheet_id=open_ones[0].id, reason="客户放弃")

    def contact(self) -> None:
        """A first contact is registered, or goes one step further."""
        open_ones = self.hall.ask(contacts.open_contacts)
        if not open_ones or self.dice.random() < 0.4:
            self.register()
            return
        kept = self.dice.choice(open_ones)
        if kept.handling is Handling.LATER and kept.state is ContactState.REGISTERED:
            self.do(contacts.give_answer, kept.owner, contact_id=kept.id, result="已答复")
            return
        steps: dict[ContactState, tuple[Callable[..., Any], dict[str, str]]] = {
            ContactState.REFERRED: (contacts.receive, {"receiver": "王示例"}),
            ContactState.REGISTERED: (contacts.resolve, {"result": "已处理"}),
            ContactState.RECEIVED: (contacts.resolve, {"result": "已处理"}),
            ContactState.RESOLVED: (contacts.feed_back, {"satisfaction": "满意"}),
            ContactState.FED_BACK: (contacts.close, {}),
        }
        verb, given = steps[kept.state]
        self.do(verb, kept.owner, contact_id=kept.id, **given)

    def register(self) -> None:
        handling = self.dice.choice(list(Handling))
        due = self.dice.choice((None, self.clock.now() + timedelta(days=1)))
        made = ContactForm(
            matter="电量偏高",
            handling=handling,
            department="计量班",
            person="王示例",
            person_phone="000-0000-0012",
            person_address="示例大厅三层",
            promised_at=due,
            phone_declined=handling is Handling.LATER,
        )
        self.do(contacts.register_contact, self.dice.choice([*CLERKS, MANAGER]), form=made)

    def stop(self) -> None:
        """Something is suspended or opened again."""
        stops = self.hall.ask(suspending.open_suspensions)
        if stops and self.dice.random() < 0.6:
            stop = self.dice.choice(stops)
            self.do(suspending.resume, MANAGER, suspension_id=stop.id)
            return
        scope = self.dice.choice((Scope.WINDOW, Scope.WINDOW, Scope.SERVICE))
        window = self.dice.choice((1, 3, 4, 8))
        wanted = stop_form(self.clock, scope, window, self.dice.choice("ABCE"))
        self.do(suspending.suspend, MANAGER, form=wanted, approved_by=MANAGER)

    def help(self) -> None:
        """The duty manager is called, comes, decides; a clerk leaves and comes back."""
        calls = self.hall.ask(helping.open_calls)
        what = self.dice.random()
        clerk = self.dice.choice(list(CLERKS))
        window = WindowNo(CLERKS[clerk][1])
        if what < 0.3:
            self.do(helping.call_manager, clerk, window=window)
        elif what < 0.6 and calls:
            self.do(helping.take, MANAGER, escalation_id=calls[0].id)
        elif what < 0.8 and calls:
            self.do(helping.settle, MANAGER, escalation_id=calls[0].id, decision="已协调")
        elif self.dice.random() < 0.5:
            self.do(people.leave_window, clerk, window=window)
        else:
            self.do(people.take_window, clerk, window=window, staff_no=StaffNo(clerk))

    def all(self, kind: type[Any]) -> list[Any]:
        return self.hall.ask(lambda reading: reading.all(kind))


@pytest.mark.rule("S3-7")
@pytest.mark.parametrize("seed", range(4))
def test_a_random_day_never_leaves_anything_without_owner_or_due(
    hall: Hall, day: Day, clock: FakeClock, seed: int
) -> None:
    hands = Hands(day, clock, seed)
    for _ in range(VERBS):
        hands.one()
        assert hall.ask(contacts.without_owner_or_due) == []
    needed = {"issue", "call_next", "register_contact", "suspend", "call_manager", "give_answer"}
    assert needed <= hands.done


@pytest.mark.rule("S3-7")
def test_the_next_day_still_knows_who_owes_the_answers_left_open(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    made = ContactForm(
        matter="电价",
        handling=Handling.LATER,
        phone_declined=True,
        promised_at=clock.now() + timedelta(days=1),
    )
    kept = day.do(contacts.register_contact, "1032", form=made)
    day.do(opening.stop_issuing)
    day.close()
    clock.advance(86_400)
    assert hall.ask(contacts.without_owner_or_due) == []
    assert hall.ask(contacts.open_contacts, "1032")[0].id == kept.id


@pytest.mark.rule("S3-7")
def test_a_waiting_ticket_of_a_day_without_manager_is_found(hall: Hall, day: Day) -> None:
    day.issue("A01")
    day.issue("A01")
    assert hall.ask(contacts.without_owner_or_due) == []
    with hall.store.write() as turn:
        turn.conn.execute(schema.business_day.update().values(manager="9999"))
    found = hall.ask(contacts.without_owner_or_due)
    assert [(end.kind, end.owner, end.due) for end in found] == [("ticket", False, True)] * 2
