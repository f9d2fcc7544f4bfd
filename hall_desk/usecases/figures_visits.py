"""Visits of a business date in figures (客流、等候、办理), by kind, hour, window and 工号."""

from collections.abc import Callable
from datetime import datetime

from hall_desk.domain.dayfigures import Figures
from hall_desk.domain.days import BusinessDay
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.limits import elapsed_seconds
from hall_desk.domain.tickets import DIRECT, Source, Ticket, TicketState
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases.opening import local

_ONCE: dict[str, Callable[[Ticket], bool]] = {
    "issued": lambda ticket: True,
    "called": lambda ticket: ticket.was_called,
    "finished": lambda ticket: ticket.state is TicketState.DONE,
    "no_show": lambda ticket: ticket.state is TicketState.NO_SHOW,
    "abandoned": lambda ticket: ticket.state is TicketState.ABANDONED,
    "priority": lambda ticket: ticket.ground not in (None, "Y7"),
    "walk_up": lambda ticket: ticket.source is Source.WALK_UP,
    "phone": lambda ticket: ticket.source is Source.PHONE,
    "direct": lambda ticket: ticket.source in DIRECT,
}
_BY_KIND = frozenset({"issued", "finished", "no_show", "abandoned"})


def add_visits(reading: Reading, day: BusinessDay, figures: Figures) -> None:
    """Tickets and finished items of the day; ends are counted up to the close of the day."""
    ticket, item = schema.ticket, schema.item
    until = day.closed_at or reading.now
    prefixes = {}
    for one in reading.all(Ticket, ticket.c.business_date == day.date):
        prefixes[one.id] = one.prefix
        if not one.was_withdrawn:
            _add_ticket(figures, one, until)
    done = (item.c.business_date == day.date, item.c.state == ItemState.DONE)
    for each in reading.all(Item, *done):
        _add_item(figures, each, prefixes.get(each.ticket_id, ""), day)


def _add_ticket(figures: Figures, ticket: Ticket, until: datetime) -> None:
    hour = local(ticket.issued_at).hour
    figures.add(f"hour/{hour}")
    for name, holds in _ONCE.items():
        if holds(ticket):
            figures.add(name)
            if name in _BY_KIND:
                figures.add(f"kind/{ticket.prefix}/{name}")
    if ticket.was_called:
        waited = ticket.waited_s(until)
        figures.time(f"wait/{ticket.prefix}", waited)
        figures.rise(f"hour/{hour}/wait", waited)
        figures.rise("wait", waited)


def _add_item(figures: Figures, item: Item, prefix: str, day: BusinessDay) -> None:
    place = f"{item.window_no or 0}/{item.staff_no or ''}/{prefix}"
    figures.add("items")
    figures.add(f"item/{place}/n")
    on_time = item.on_time()
    if on_time is not None:
        figures.add("limited")
        figures.add(f"item/{place}/limited")
        figures.add(f"limit/{item.kind}/limited")
        if on_time:
            figures.add("within")
            figures.add(f"item/{place}/within")
            figures.add(f"limit/{item.kind}/within")
    if item.limit_minutes:
        figures.rise(f"limit/{item.kind}", item.limit_minutes)
    if item.over_reason:
        figures.add(f"over/{item.over_reason}")
    if item.started_at and item.finished_at:
        figures.time(f"handle/{place}", elapsed_seconds(item.started_at, item.finished_at))
    if item.finished_at:
        finished = local(item.finished_at)
        days_later = (finished.date() - day.date).days
        figures.rise("last_finish", days_later * 1440 + finished.hour * 60 + finished.minute)
        if day.after_hours(item.finished_at):
            figures.add("after_hours")
