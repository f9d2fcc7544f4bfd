"""The visit behind a page (来访): whose ticket, which item, how long it has taken."""

from dataclasses import dataclass
from datetime import datetime

from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import Ticket
from hall_desk.store.transaction import Reading
from hall_desk.usecases import serving


@dataclass(frozen=True, kw_only=True)
class VisitFacts:
    """Who serves whom, on one snapshot."""

    staff: Staff
    ticket: Ticket | None
    item: Item | None


@dataclass(frozen=True, kw_only=True)
class VisitTime:
    """The item's clock: seconds gone, limit in seconds (None: no limit), stage."""

    elapsed_s: int
    limit_s: int | None
    stage: str


def look_at_visit(reading: Reading, staff_no: str, ticket: Ticket | None) -> VisitFacts:
    """The person at the window and the item in hand."""
    staff = reading.get(Staff, staff_no=staff_no)
    items = serving.items_of(reading, ticket.id) if ticket is not None else []
    now = [item for item in items if item.state is ItemState.SERVING]
    return VisitFacts(staff=staff, ticket=ticket, item=next(iter(now or items), None))


def time_of(item: Item | None, now: datetime) -> VisitTime | None:
    """The clock of an item at that moment, or None before its start."""
    reading = item.reading(now) if item is not None else None
    if reading is None:
        return None
    return VisitTime(elapsed_s=reading.elapsed_s, limit_s=reading.limit_s, stage=str(reading.stage))
