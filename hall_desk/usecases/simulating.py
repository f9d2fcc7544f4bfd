"""A business date as it was, to be played through again under another order (推演)."""

from datetime import date
from itertools import pairwise

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import Attendance
from hall_desk.domain.queue import Policy
from hall_desk.domain.simulation import SECOND, Server, Visit
from hall_desk.domain.tickets import DIRECT, Lane, Ticket, TicketState, rank_of
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases.queries import queue_policy, windows_of

MISSED_S = 90  # three calls, 30 s apart


def hall_policy(reading: Reading) -> Policy:
    """The order of calls in force."""
    return queue_policy(reading)


def recorded_day(reading: Reading, day: date) -> tuple[list[Visit], list[Server]]:
    """Who came when and took how long, and which windows were there, on a business date."""
    table = schema.ticket
    tickets = reading.all(Ticket, table.c.business_date == day, order_by=table.c.id)
    if not tickets:
        raise RuleBroken(f"{day} 没有取号记录，无法推演。", field="date")
    present = reading.all(Attendance, schema.attendance.c.business_date == day)
    servers = []
    for place in windows_of(reading, day):
        spans = sorted(
            (rank_of(one.signed_in_at), rank_of(one.signed_out_at) if one.signed_out_at else 0)
            for one in present
            if one.window_no == place.no
        )
        if place.prefixes and spans:
            breaks = tuple((left, back) for (_, left), (back, _) in pairwise(spans) if left)
            server = Server(no=place.no, kinds=place.prefixes, free_at=spans[0][0], breaks=breaks)
            servers.append(server)
    return [_visit(ticket) for ticket in tickets if ticket.source not in DIRECT], servers


def _visit(ticket: Ticket) -> Visit:
    """A ticket as it came: transferred ones wait in the lane they had at first."""
    came = rank_of(ticket.issued_at)
    missed = ticket.state is TicketState.NO_SHOW
    ends, called = ticket.finished_at, ticket.called_at
    taken = int((ends - called).total_seconds()) if ends and called else MISSED_S
    left = ticket.state is TicketState.ABANDONED and ends is not None
    ordinary = ticket.ground is None or ticket.lane is Lane.ORDINARY
    return Visit(
        id=ticket.id,
        prefix=ticket.prefix,
        lane=Lane.ORDINARY if ordinary or ticket.transfers else Lane.PRIORITY,
        rank=came,
        handling=max(0, taken) * SECOND,
        leaves_at=rank_of(ends) if left and ends else None,
        misses=MISSED_S * SECOND if missed else None,
    )
