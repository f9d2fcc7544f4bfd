"""What the duty desk (值班主任台) looks at: windows, queues, calls, today's figures."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from hall_desk.domain.callbacks import Callback
from hall_desk.domain.contacts import FirstContact
from hall_desk.domain.days import HALL_ZONE, BusinessDay, WindowDay, hall_date
from hall_desk.domain.escalations import Escalation
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.limits import elapsed_seconds, limit_seconds
from hall_desk.domain.metertests import MeterTest
from hall_desk.domain.people import Staff
from hall_desk.domain.reconnections import Reconnection
from hall_desk.domain.suspensions import Suspension
from hall_desk.domain.tickets import DIRECT, Ticket, TicketState
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases.acceptances import due_moments
from hall_desk.usecases.callbacks import open_callbacks
from hall_desk.usecases.contacts import open_contacts
from hall_desk.usecases.deposits import open_tests
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.invoices import count_owed
from hall_desk.usecases.moving import held_tickets, left_behind
from hall_desk.usecases.people import locked_accounts
from hall_desk.usecases.publicnotices import expired_words
from hall_desk.usecases.queries import code_texts, find_day, holiday_table, windows_of
from hall_desk.usecases.ratings import FollowUp, follow_ups, level_words
from hall_desk.usecases.reconnections import open_reconnections
from hall_desk.usecases.suspending import open_suspensions
from hall_desk.usecases.workorders import Unpaid, open_work

SERIES_POINTS = 13
"""How many points a line of the waiting over the day has."""


@dataclass(frozen=True, kw_only=True)
class WindowLook:
    """A window now: its plan, the ticket at it and that ticket's items."""

    place: WindowDay
    ticket: Ticket | None
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class QueueLook:
    """Who waits for a kind: how many, the longest-waiting ticket, and the day's line."""

    prefix: str
    name: str
    waiting: int
    oldest_code: str
    oldest_issued_at: datetime | None
    series: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class DayFigures:
    """Today's counts; ``on_time`` of ``timed`` finished items kept their limit (按时)."""

    issued: int = 0
    done: int = 0
    no_show: int = 0
    unfinished: int = 0
    on_time: int = 0
    timed: int = 0
    floats: int = 0


@dataclass(frozen=True, kw_only=True)
class DutyFacts:
    """Everything the duty desk shows, from one snapshot."""

    hall_name: str
    day: BusinessDay | None
    last_day: BusinessDay | None
    kinds: dict[str, str]
    windows: tuple[WindowLook, ...]
    queues: tuple[QueueLook, ...]
    calls: tuple[Escalation, ...]
    suspensions: tuple[Suspension, ...]
    contacts: tuple[FirstContact, ...]
    follow_ups: tuple[FollowUp, ...]
    levels: dict[int, str]
    locked: tuple[Staff, ...]
    names: dict[str, str]
    figures: DayFigures
    held: tuple[Ticket, ...] = ()
    left_behind: tuple[Ticket, ...] = ()
    due: tuple[datetime, ...] = ()
    callbacks: tuple[Callback, ...] = ()
    owed: int = 0
    red_owed: int = 0
    expired: tuple[str, ...] = ()
    reconnections: tuple[Reconnection, ...] = ()
    meter_tests: tuple[MeterTest, ...] = ()
    work: tuple[Unpaid, ...] = ()


def look_at_hall(reading: Reading) -> DutyFacts:
    """The facts of the duty desk; without an open day only the people and the contacts."""
    day = find_day(reading)
    kinds = {entry.code: entry.text for entry in code_texts(reading, "kind")}
    rows = _tickets(reading, day) if day else []
    held = held_tickets(reading)
    places = tuple(windows_of(reading, day.date)) if day else ()
    owed, red_owed = count_owed(reading)
    return DutyFacts(
        hall_name=profile_of(reading).name,
        day=day,
        last_day=last_day(reading),
        kinds=kinds,
        windows=_windows(reading, day) if day else (),
        queues=_queues(rows, kinds, day, reading.now) if day else (),
        calls=_calls(reading, day) if day else (),
        suspensions=tuple(open_suspensions(reading)),
        contacts=tuple(open_contacts(reading)),
        follow_ups=tuple(follow_ups(reading)),
        levels=level_words(reading),
        locked=tuple(locked_accounts(reading)),
        names={person.staff_no: person.name for person in accounts(reading)},
        figures=_figures(reading, rows, day) if day else DayFigures(),
        held=tuple(held),
        left_behind=left_behind(held, places),
        due=due_moments(reading),
        callbacks=tuple(open_callbacks(reading, due_by=hall_date(reading.now))),
        owed=owed,
        red_owed=red_owed,
        expired=expired_words(reading),
        reconnections=tuple(open_reconnections(reading)),
        meter_tests=tuple(open_tests(reading)),
        work=tuple(open_work(reading)),
    )


def day_figures(reading: Reading, day: BusinessDay) -> DayFigures:
    """The counts of a business day, for the closing (日结)."""
    return _figures(reading, _tickets(reading, day), day)


def accounts(reading: Reading) -> list[Staff]:
    """All accounts by staff number (人员)."""
    return reading.all(Staff, order_by=schema.staff.c.staff_no)


def last_day(reading: Reading) -> BusinessDay | None:
    """The newest business day, open or closed."""
    table = schema.business_day
    newest = select(func.max(table.c.date)).where(table.c.hall_id == reading.hall_id)
    found = reading.all(BusinessDay, table.c.date == newest.scalar_subquery())
    return found[0] if found else None


def last_plan(reading: Reading) -> dict[int, str]:
    """Which window had which kinds on the newest business day (上次的窗口安排)."""
    day = last_day(reading)
    return {} if day is None else {p.no: p.prefixes for p in windows_of(reading, day.date)}


def missing_holiday_years(reading: Reading) -> list[int]:
    """This year, and from November on the next one, where the holiday table lacks them."""
    today = hall_date(reading.now)
    wanted = [today.year, today.year + 1] if today.month >= 11 else [today.year]
    known = holiday_table(reading).years
    return [year for year in wanted if year not in known]


def no_shows(reading: Reading) -> tuple[str, ...]:
    """Today's passed-over tickets (过号), which may come back."""
    day = find_day(reading)
    if day is None:
        return ()
    rows = [row for row in _tickets(reading, day) if row.state is TicketState.NO_SHOW]
    return tuple(f"{row.prefix}{row.number:03d}" for row in rows)


def waiting_series(
    spans: list[tuple[datetime, datetime | None]], start: datetime, now: datetime
) -> tuple[int, ...]:
    """How many waited at evenly spread moments from ``start`` to ``now``; spans are (in, out)."""
    if now <= start:
        return ()
    step = (now - start) / (SERIES_POINTS - 1)
    moments = [start + step * at for at in range(SERIES_POINTS)]
    return tuple(
        sum(1 for came, left in spans if came <= at and (left is None or left > at))
        for at in moments
    )


def _tickets(reading: Reading, day: BusinessDay) -> list[Any]:
    table = schema.ticket
    query = select(
        table.c.prefix,
        table.c.number,
        table.c.state,
        table.c.issued_at,
        table.c.called_at,
        table.c.finished_at,
        table.c.line,
    ).where(
        table.c.hall_id == reading.hall_id,
        table.c.business_date == day.date,
        # A direct visit begun by a misclick was none (Ticket.was_withdrawn).
        or_(
            table.c.state != TicketState.ABANDONED,
            table.c.started_at.is_not(None),
            table.c.source.not_in(DIRECT),
        ),
    )
    return list(reading.conn.execute(query))


def _windows(reading: Reading, day: BusinessDay) -> tuple[WindowLook, ...]:
    table = schema.ticket
    at_window = {
        ticket.window_no: ticket
        for ticket in reading.all(
            Ticket,
            table.c.business_date == day.date,
            table.c.state.in_((TicketState.CALLED, TicketState.SERVING)),
        )
    }
    ids = [ticket.id for ticket in at_window.values()]
    items: dict[int, list[Item]] = {}
    for item in reading.all(
        Item, schema.item.c.ticket_id.in_(ids), order_by=schema.item.c.position
    ):
        items.setdefault(item.ticket_id, []).append(item)
    looks = []
    for place in windows_of(reading, day.date):
        ticket = at_window.get(place.no)
        own = tuple(items.get(ticket.id, ())) if ticket else ()
        looks.append(WindowLook(place=place, ticket=ticket, items=own))
    return tuple(look for look in looks if look.place.prefixes or look.ticket)


def _queues(
    rows: list[Any], kinds: dict[str, str], day: BusinessDay, now: datetime
) -> tuple[QueueLook, ...]:
    start = max(day.opened_at, datetime.combine(day.date, day.opens, HALL_ZONE))
    start = min(start, now - timedelta(minutes=1)) if now > day.opened_at else start
    return tuple(_queue(prefix, name, rows, start, now) for prefix, name in kinds.items())


def _queue(prefix: str, name: str, rows: list[Any], start: datetime, now: datetime) -> QueueLook:
    mine = [row for row in rows if (row.line or row.prefix) == prefix]
    waiting = [row for row in mine if row.state is TicketState.WAITING]
    oldest = min(waiting, key=lambda row: row.issued_at, default=None)
    spans = [(row.issued_at, _left_line_at(row)) for row in mine]
    return QueueLook(
        prefix=prefix,
        name=name,
        waiting=len(waiting),
        oldest_code=f"{oldest.prefix}{oldest.number:03d}" if oldest else "",
        oldest_issued_at=oldest.issued_at if oldest else None,
        series=waiting_series(spans, start, now),
    )


def _left_line_at(row: Any) -> datetime | None:
    if row.state is TicketState.WAITING:
        return None
    left: datetime | None = row.called_at or row.finished_at
    return left


def _calls(reading: Reading, day: BusinessDay) -> tuple[Escalation, ...]:
    table = schema.escalation
    return tuple(
        reading.all(Escalation, table.c.business_date == day.date, order_by=table.c.raised_at)
    )


def _figures(reading: Reading, rows: list[Any], day: BusinessDay) -> DayFigures:
    states = [row.state for row in rows]
    timed = _timed(reading, day)
    table = schema.float_count
    floats = select(func.count(func.distinct(table.c.window_no))).where(
        table.c.hall_id == reading.hall_id, table.c.business_date == day.date
    )
    return DayFigures(
        issued=len(rows),
        done=states.count(TicketState.DONE),
        no_show=states.count(TicketState.NO_SHOW),
        unfinished=sum(
            state
            in (
                TicketState.WAITING,
                TicketState.CALLED,
                TicketState.SERVING,
                TicketState.HELD,
            )
            for state in states
        ),
        on_time=sum(timed),
        timed=len(timed),
        floats=reading.conn.execute(floats).scalar_one(),
    )


def _timed(reading: Reading, day: BusinessDay) -> list[bool]:
    """For each finished item with a limit: whether it was kept."""
    table = schema.item
    query = select(
        table.c.limit_minutes, table.c.quantity, table.c.started_at, table.c.finished_at
    ).where(
        table.c.hall_id == reading.hall_id,
        table.c.business_date == day.date,
        table.c.finished_at.is_not(None),
        table.c.limit_minutes.is_not(None),
        table.c.state == ItemState.DONE,
    )
    return [
        elapsed_seconds(row.started_at, row.finished_at)
        <= (limit_seconds(row.limit_minutes, row.quantity) or 0)
        for row in reading.conn.execute(query)
    ]
