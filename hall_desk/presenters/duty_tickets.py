"""Tickets from the duty desk: inside (补号), back after 过号, booked for a day (预约回厅)."""

from collections.abc import Callable
from dataclasses import dataclass

from hall_desk.domain.days import hall_date
from hall_desk.domain.passes import PassKind, ReturnPass
from hall_desk.domain.people import Staff
from hall_desk.domain.services import Service
from hall_desk.domain.tickets import Ticket
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.moments import day_clock_of, read_day_clock
from hall_desk.store.transaction import Reading
from hall_desk.usecases.calling import come_back
from hall_desk.usecases.dutyboard import no_shows
from hall_desk.usecases.issuing import add_ticket_inside
from hall_desk.usecases.moving import held_tickets, requeue
from hall_desk.usecases.passes import issue_pass
from hall_desk.usecases.queries import code_texts, services


@dataclass(frozen=True, kw_only=True)
class TicketFacts:
    """Kinds, services that are switched on, priority grounds, today's no-shows."""

    kinds: tuple[tuple[str, str], ...]
    services: tuple[Service, ...]
    grounds: tuple[tuple[str, str], ...]
    no_shows: tuple[str, ...]
    held: tuple[Ticket, ...]


@dataclass(frozen=True, kw_only=True)
class TicketDeskState:
    """The dialog 给厅内客户补号."""

    kinds: tuple[tuple[str, str], ...]
    kind: str
    services: tuple[tuple[str, str], ...]
    grounds: tuple[tuple[str, str], ...]
    no_shows: tuple[str, ...]
    held: tuple[str, ...]
    given: str
    given_note: str
    open: bool
    message: Message
    busy: bool


class TicketDeskPresenter(Presenter[TicketDeskState]):
    """Adds a ticket or puts one back; ``given`` gets it, so that the slip can print."""

    facts: TicketFacts | None

    def __init__(self, desk: Desk, staff: Staff):
        super().__init__(desk)
        self.staff = staff
        self.given: Callable[[Ticket], None] = lambda ticket: None
        self._kind = ""
        self._last: tuple[str, str] = ("", "")
        self._open = False

    def look(self, reading: Reading) -> TicketFacts:
        """What can be asked for, and who was passed over."""
        return TicketFacts(
            kinds=tuple((entry.code, entry.text) for entry in code_texts(reading, "kind")),
            services=tuple(service for service in services(reading) if service.enabled),
            grounds=tuple((entry.code, entry.text) for entry in code_texts(reading, "ground")),
            no_shows=no_shows(reading),
            held=tuple(held_tickets(reading)),
        )

    def build(self) -> TicketDeskState:
        """The dialog of this moment."""
        facts = self.facts
        assert facts is not None
        kind = self._kind or (facts.kinds[0][0] if facts.kinds else "")
        return TicketDeskState(
            kinds=facts.kinds,
            kind=kind,
            services=tuple((s.code, s.name) for s in facts.services if s.prefix == kind),
            grounds=facts.grounds,
            no_shows=facts.no_shows,
            held=tuple(f"{t.code}（{t.window_no}号窗口）" for t in facts.held),
            given=self._last[0],
            given_note=self._last[1],
            open=self._open,
            message=self.message,
            busy=self.busy,
        )

    def begin(self) -> None:
        """Opens the dialog afresh."""
        self._open, self._last, self.message = True, ("", ""), Message()
        self.refresh()

    def leave(self) -> None:
        """Closes the dialog."""
        self._open = False
        self.tick()

    def choose_kind(self, kind: str) -> None:
        """Offers the services of a kind."""
        self._kind = kind
        self.dismiss()

    def add_ticket(self, service_code: str, ground: str) -> None:
        """A ticket for somebody already inside, also after the posted hour (Art. 11(9))."""
        if not service_code:
            self.say("请选办理的事项。", field="service", is_error=True)
            return
        self.act(
            add_ticket_inside,
            self.staff.staff_no,
            then=lambda ticket: self._given(ticket, "已补号，请交给客户。"),
            service_code=service_code,
            ground=ground or None,
        )

    def book(self, service_code: str, when: str) -> None:
        """A return pass for a booked day and hour (预约回厅); the code is told to the customer."""
        today = hall_date(self.desk.hall.clock.now())
        wanted = read_day_clock(when, today)
        if not service_code:
            self.say("请选办理的事项。", field="service", is_error=True)
        elif wanted is None:
            self.say("预约时间请写成 3月16日 10:00 这样。", field="wanted_at", is_error=True)
        else:
            self.act(
                issue_pass,
                self.staff.staff_no,
                then=self._booked,
                kind=PassKind.BOOKED,
                service_code=service_code,
                wanted_at=wanted,
            )

    def _booked(self, given: ReturnPass) -> None:
        when = day_clock_of(given.wanted_at) if given.wanted_at else ""
        note = f"回厅码 {given.shown}：请客户 {when} 凭码在取号机取优先号，当天有效。"
        self._last = ("", note)

    def come_back(self, code: str) -> None:
        """A passed-over customer is back: placed after the next two of the queue."""
        self.act(
            come_back,
            self.staff.staff_no,
            then=lambda ticket: self._given(ticket, "已回到队里，排在后两位之后，不必重新取号。"),
            code=code,
        )

    def requeue(self, code: str) -> None:
        """A held customer goes back into the line, at the old place (退回队列)."""
        wanted = code.strip().upper()
        held = {ticket.code: ticket for ticket in self.facts.held} if self.facts else {}
        if wanted not in held:
            self.say("请输入挂起的票号。", field="code", is_error=True)
            return
        self.act(
            requeue,
            self.staff.staff_no,
            then=self._requeued,
            ticket_id=held[wanted].id,
        )

    def _requeued(self, ticket: Ticket) -> None:
        # The customer has the slip: none is printed.
        self._last = (ticket.code, "已退回队列，排在原来的位置，不必重新取号。")

    def _given(self, ticket: Ticket, note: str) -> None:
        self._last = (ticket.code, note)
        self.given(ticket)
