"""The guide (引导员): what may be added to a waiting ticket, and what the guide's page looks at."""

from dataclasses import dataclass

from hall_desk.domain import tickets
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import Right
from hall_desk.domain.services import CodedText, Service
from hall_desk.domain.tickets import Lane, Ticket
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import board, serving
from hall_desk.usecases.board import HallBoard
from hall_desk.usecases.counters import find_ticket
from hall_desk.usecases.dutyboard import no_shows
from hall_desk.usecases.kiosk import TicketPlace, place_of
from hall_desk.usecases.queries import (
    code_texts,
    get_day,
    require_right,
    services,
    waiting,
    words_of,
)

GIVEN_BY_MOVES = ("Y7",)
"""Grounds that only a move of the ticket gives: nobody chooses them."""


@dataclass(frozen=True, kw_only=True)
class GuideFacts:
    """The guide's page: the hall's lines, who waits, who was passed over, what can be asked for.

    ``asked`` is where the ticket in hand stands, with its items beyond the first.
    """

    hall: HallBoard
    services: tuple[Service, ...]
    grounds: tuple[CodedText, ...]
    waiting: tuple[Ticket, ...]
    no_shows: tuple[str, ...]
    asked: Ticket | None
    place: TicketPlace | None
    wishes: tuple[str, ...]


def guide_board(reading: Reading, code: str = "") -> GuideFacts:
    """Everything the guide sees; ``code`` is the ticket in hand."""
    hall = board.hall_board(reading)
    asked = find_ticket(reading, code) if code else None
    items = serving.items_of(reading, asked.id) if asked else []
    return GuideFacts(
        hall=hall,
        services=tuple(service for service in services(reading) if service.enabled),
        grounds=tuple(g for g in code_texts(reading, "ground") if g.code not in GIVEN_BY_MOVES),
        waiting=tuple(waiting(reading)),
        no_shows=no_shows(reading) if hall.day is not None else (),
        asked=asked,
        place=place_of(reading, hall, asked.code) if asked else None,
        wishes=tuple(item.service_name for item in items[1:]),
    )


def attend(
    tx: Tx, *, ticket_id: int, ground: str | None = None, needs_help: bool = False
) -> Ticket:
    """Gives a waiting ticket a ground for priority, or marks that help is needed (Art. 6(4))."""
    ticket = _waiting_today(tx, ticket_id)
    if ground is not None and ticket.lane is not Lane.TRANSFERRED:
        _check_ground(tx, ticket, ground)
    changed = tickets.attend(ticket, ground=ground, needs_help=needs_help)
    if changed == ticket:
        tx.note("attend", "ticket", {"id": ticket.id})  # a press that changes nothing is kept too
        return ticket
    return tx.change(ticket, changed, "attend")


def add_to_ticket(tx: Tx, *, ticket_id: int, service_code: str) -> Ticket:
    """One more thing the waiting customer has come for (加一项), under the same number."""
    ticket = _waiting_today(tx, ticket_id)
    # Noted first: a retry gives the ticket back, as the press did.
    tx.note("add_wish", "ticket", {"id": ticket.id})
    serving.add_wish(tx, ticket, service_code)
    return ticket


def _check_ground(tx: Tx, ticket: Ticket, ground: str) -> None:
    chosen = ground in words_of(tx, "ground") and ground not in GIVEN_BY_MOVES
    if not chosen and ground != ticket.ground:
        raise RuleBroken("请选优先的理由。", field="ground", article="6(4)")


def _waiting_today(tx: Tx, ticket_id: int) -> Ticket:
    require_right(tx, Right.SERVE)
    ticket = tx.get(Ticket, id=ticket_id)
    if ticket.business_date != get_day(tx).date:
        raise RuleBroken(f"{ticket.code} 不是今天的票号。", field="code")
    # The state is checked before anything is written, for the items as for the ticket.
    tickets.attend(ticket, ground=ticket.ground, needs_help=ticket.needs_help)
    return ticket
