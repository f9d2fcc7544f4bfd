"""The stage (演练现场): the hall, its clock and agenda, and what the actors know of each other."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from hall_desk.clock import FakeClock
from hall_desk.domain.days import HALL_ZONE
from hall_desk.domain.escalations import Escalation
from hall_desk.domain.services import Service
from hall_desk.domain.tickets import Ticket
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.agenda import Agenda
from hall_desk.rehearsal.archive import Archive
from hall_desk.rehearsal.plan import Customer, Errand
from hall_desk.usecases.hall import Hall

T = TypeVar("T")
MIDNIGHT = datetime.combine(cast.DAY, time(0), HALL_ZONE)


def at(hour: int, minute: float = 0) -> datetime:
    """A moment of the rehearsed day, in the hall's zone."""
    return MIDNIGHT + timedelta(hours=hour, minutes=minute)


@dataclass(kw_only=True)
class Stage:
    """Everything the actors share."""

    hall: Hall
    clock: FakeClock
    agenda: Agenda
    archive: Archive
    seed: int
    windows: dict[int, str]
    customers: dict[int, Customer] = field(default_factory=dict)
    line: dict[int, Ticket] = field(default_factory=dict)
    direct: deque[Customer] = field(default_factory=deque)
    """Who stands at the windows, or telephones, without a number."""
    calls: deque[Escalation] = field(default_factory=deque)
    errands: list[Errand] = field(default_factory=list)
    """What has to be played once yet."""
    told: Counter[str] = field(default_factory=Counter)
    services: dict[str, Service] = field(default_factory=dict)
    done: bool = False
    bring_back: Callable[[Ticket], Ticket] = lambda ticket: ticket
    """Puts somebody who was passed over back into the line."""
    comes: Callable[[Customer], None] = lambda customer: None
    """Somebody comes through the door; the day says what then."""
    listeners: list[Callable[[str, Any], None]] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        """The moment the clock stands at (UTC)."""
        return self.clock.now()

    def do(self, verb: Callable[..., T], actor: str, **kwargs: Any) -> T:
        """Runs a verb of the hall."""
        return self.hall.do(verb, actor, None, **kwargs)

    def ask(self, question: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Asks a question on one snapshot."""
        return self.hall.ask(question, *args, **kwargs)

    def is_closed(self) -> bool:
        """Whether the day is closed (日结)."""
        return self.done

    def moved(self, what: str, thing: Any) -> None:
        """Something happened that the screens and the counts follow."""
        self.told[what] += 1
        for listener in self.listeners:
            listener(what, thing)

    def somebody_for(self, window: int) -> bool:
        """Whether somebody waits whom this window may call."""
        prefixes = self.windows.get(window, "")
        return any(
            ticket.waits_for in prefixes and ticket.target_window in (None, window)
            for ticket in self.line.values()
        )

    def somebody_direct(self, window: int) -> Customer | None:
        """Who is without a number and is served at this window: here if it is the stage's."""
        if not self.direct:
            return None
        first = self.direct[0]
        waited = (self.now - MIDNIGHT).total_seconds() - first.arrives_s
        fits = first.service[0].replace("D", "C") in self.windows.get(window, "")
        elsewhere = waited > 600 and first.errand is None
        return first if fits and (window == cast.STAGE_WINDOW or elsewhere) else None

    def customer_of(self, ticket: Ticket) -> Customer:
        """Who holds the ticket."""
        return self.customers[ticket.id]

    def dice(self, what: str) -> Random:
        """A seeded chance of its own for an actor."""
        return Random(f"{self.seed} {what}")
