"""The kiosk (取号机): its snapshot, what a customer may look up there, and who switches it off."""

from dataclasses import dataclass

from hall_desk.domain.days import hall_date
from hall_desk.domain.kiosk import KioskOptions, kiosk_options
from hall_desk.domain.paidservice import Price
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.publicnotices import NoticeKind, PublicNotice
from hall_desk.domain.services import CodedText, Service
from hall_desk.domain.tickets import Ticket, TicketState
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import board
from hall_desk.usecases.board import HallBoard
from hall_desk.usecases.counters import find_ticket
from hall_desk.usecases.paidservice import newest_prices
from hall_desk.usecases.publicnotices import shown_notices
from hall_desk.usecases.queries import code_texts, require_right, services, setting

_TOLD = (NoticeKind.NEWS, NoticeKind.PROMISE)


@dataclass(frozen=True, kw_only=True)
class TicketPlace:
    """Where a ticket stands: nothing of its holder and nothing of their business (Art. 12(6))."""

    code: str
    state: TicketState
    ahead: int = 0
    estimate: str = ""
    window: int | None = None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What else a page of the kiosk asks for: a ticket number, the price list."""

    code: str = ""
    prices: bool = False


@dataclass(frozen=True, kw_only=True)
class KioskBoard:
    """The kiosk's snapshot: the hall, what can be chosen, and the place of a ticket just taken.

    ``place`` answers a ticket number that was asked for; ``prices`` come when they are wanted.
    """

    hall: HallBoard
    services: tuple[Service, ...]
    grounds: tuple[CodedText, ...]
    ticket_ahead: int | None
    options: KioskOptions
    notices: tuple[PublicNotice, ...]
    limits: dict[str, int]
    place: TicketPlace | None
    prices: tuple[Price, ...]


_NOTHING = Wanted()


def kiosk_board(
    reading: Reading, ticket: Ticket | None = None, wanted: Wanted = _NOTHING
) -> KioskBoard:
    """Everything the kiosk shows; ``ticket`` is the one just taken, while it is shown."""
    hall = board.hall_board(reading)
    return KioskBoard(
        hall=hall,
        services=tuple(s for s in services(reading) if s.enabled and s.on_kiosk),
        grounds=tuple(code_texts(reading, "ground")),
        ticket_ahead=None if ticket is None else board.ahead_of(reading, ticket),
        options=kiosk_options(setting(reading, "kiosk")),
        notices=notices_told(reading),
        limits=board.limits(reading),
        place=place_of(reading, hall, wanted.code) if wanted.code else None,
        prices=tuple(newest_prices(reading, hall_date(reading.now))) if wanted.prices else (),
    )


def place_of(reading: Reading, hall: HallBoard, code: str) -> TicketPlace | None:
    """Where today's ticket with that number stands, or None."""
    ticket = find_ticket(reading, code)
    if ticket is None:
        return None
    if ticket.state is not TicketState.WAITING:
        return TicketPlace(code=ticket.code, state=ticket.state, window=ticket.window_no)
    ahead, kind = board.ahead_of(reading, ticket), hall.kind(ticket.waits_for)
    return TicketPlace(
        code=ticket.code,
        state=ticket.state,
        ahead=ahead,
        estimate=kind.estimate(ahead) if kind is not None else "—",
        window=ticket.target_window,
    )


def notices_told(reading: Reading) -> tuple[PublicNotice, ...]:
    """News and promises that hold today, the newest first (Art. 5(1))."""
    held = [each.notice for each in shown_notices(reading, *_TOLD) if not each.expired]
    return tuple(sorted(held, key=lambda notice: (notice.published_at, notice.id), reverse=True))


def leave_kiosk(tx: Tx) -> Staff:
    """Somebody with the right to switches the kiosk's screen off (journalled)."""
    staff = require_right(tx, Right.SUPERVISE)
    tx.note("leave_kiosk", "staff", {"staff_no": staff.staff_no})
    return staff
