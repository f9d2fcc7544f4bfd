"""What the public screens show (看板): one snapshot for the kiosk, one for the hall display."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select

from hall_desk.domain.days import HALL_ZONE, BusinessDay, DayState, WindowDay
from hall_desk.domain.figures import estimate_minutes, estimate_words
from hall_desk.domain.hall import HallProfile
from hall_desk.domain.people import Staff
from hall_desk.domain.queue import FAIRNESS_CAP
from hall_desk.domain.services import CodedText, Service
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.domain.tickets import Lane, Ticket, TicketState
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.opening import hours_of
from hall_desk.usecases.publicnotices import ShownNotice, shown_notices
from hall_desk.usecases.queries import (
    code_texts,
    find_day,
    line_column,
    services,
    setting,
    windows_of,
)
from hall_desk.usecases.suspending import is_serving, open_suspensions

HISTORY_VISITS = 50
HISTORY_DAYS = 14  # business dates; an older visit says nothing about the hall of today
RECENT_CALLS = 12


@dataclass(frozen=True, kw_only=True)
class KindBoard:
    """One kind of business: its line, its open windows, how long its last visits took."""

    prefix: str
    name: str
    waiting: int
    priority: int
    windows: int
    handled_s: tuple[int, ...]
    stopped: Suspension | None

    def ahead(self, *, priority: bool = False) -> int:
        """People ahead of somebody who takes a ticket now."""
        ordinary = self.waiting - self.priority
        return people_ahead(self.priority, ordinary) if priority else self.waiting

    def estimate(self, ahead: int) -> str:
        """The wait as a range in words; a dash without history or without an open window."""
        return estimate_words(estimate_minutes(ahead, self.handled_s, self.windows))


@dataclass(frozen=True, kw_only=True)
class HallBoard:
    """What every public screen knows of the hall; ``day`` is the open day."""

    profile: HallProfile
    day: BusinessDay | None
    done_today: bool
    opens: time
    closes: time
    closed_weekdays: frozenset[int]
    manager: str
    kinds: tuple[KindBoard, ...]
    suspensions: tuple[Suspension, ...]

    @property
    def hall_stop(self) -> Suspension | None:
        """The suspension of the whole hall, or None."""
        return next((stop for stop in self.suspensions if stop.scope is Scope.HALL), None)

    def kind(self, prefix: str) -> KindBoard | None:
        """The kind with that prefix."""
        return next((kind for kind in self.kinds if kind.prefix == prefix), None)

    def next_opening(self, now: datetime) -> datetime:
        """When the hall next opens, in its own zone, by the posted hours (Art. 10(3))."""
        local = now.astimezone(HALL_ZONE)
        gone = self.day is not None or self.done_today or local.time() >= self.closes
        day = local.date() + timedelta(days=1 if gone else 0)
        while day.weekday() in self.closed_weekdays and len(self.closed_weekdays) < 7:
            day += timedelta(days=1)
        return datetime.combine(day, self.opens, HALL_ZONE)


@dataclass(frozen=True, kw_only=True)
class KioskBoard:
    """The kiosk's snapshot: the hall, what can be chosen, and the place of a ticket just taken."""

    hall: HallBoard
    services: tuple[Service, ...]
    grounds: tuple[CodedText, ...]
    ticket_ahead: int | None


@dataclass(frozen=True, kw_only=True)
class RecentCall:
    """A call of today: the ticket, where to, when, and which call it is; no name, no business."""

    ticket_id: int
    code: str
    window: int
    at: datetime
    times: int
    pending: bool


@dataclass(frozen=True, kw_only=True)
class DisplayBoard:
    """The hall display's snapshot: the hall, its limits in minutes by kind, its calls."""

    hall: HallBoard
    limits: dict[str, int]
    calls: tuple[RecentCall, ...]
    windows: tuple[WindowDay, ...]
    notices: tuple[ShownNotice, ...] = ()


def people_ahead(priority: int, ordinary: int) -> int:
    """People called before a new priority ticket: the cap lets ordinary ones through."""
    return priority + min(ordinary, priority // FAIRNESS_CAP)


def kiosk_board(reading: Reading, ticket: Ticket | None = None) -> KioskBoard:
    """Everything the kiosk shows; ``ticket`` is the one just taken, while it is shown."""
    return KioskBoard(
        hall=hall_board(reading),
        services=tuple(s for s in services(reading) if s.enabled and s.on_kiosk),
        grounds=tuple(code_texts(reading, "ground")),
        ticket_ahead=None if ticket is None else ahead_of(reading, ticket),
    )


def display_board(reading: Reading) -> DisplayBoard:
    """Everything the hall display shows."""
    hall = hall_board(reading)
    day = hall.day
    return DisplayBoard(
        hall=hall,
        limits=limits(reading),
        calls=() if day is None else recent_calls(reading, day.date),
        windows=() if day is None else tuple(windows_of(reading, day.date)),
        notices=shown_notices(reading),
    )


def limits(reading: Reading) -> dict[str, int]:
    """The promised minutes per piece by kind of item (Art. 11(3)); kinds without one are absent."""
    table = schema.service
    query = (
        select(table.c.kind, func.max(table.c.limit_minutes).label("minutes"))
        .where(table.c.hall_id == reading.hall_id, table.c.enabled == int(True))
        .group_by(table.c.kind)
    )
    return {row.kind: row.minutes for row in reading.conn.execute(query) if row.minutes}


def hall_board(reading: Reading) -> HallBoard:
    """The hall as the public may know it."""
    day = find_day(reading)
    today = reading.now.astimezone(HALL_ZONE).date()
    record = reading.find(BusinessDay, date=today)
    opens, closes = (day.opens, day.closes) if day is not None else hours_of(reading)
    manager = None if day is None else reading.find(Staff, staff_no=day.manager)
    rest = setting(reading, "closed_weekdays")
    assert isinstance(rest, list)
    stops = tuple(open_suspensions(reading))
    return HallBoard(
        profile=profile_of(reading),
        day=day,
        done_today=record is not None and record.state is DayState.CLOSED,
        opens=opens,
        closes=closes,
        closed_weekdays=frozenset(rest),
        manager="" if manager is None else manager.name,
        kinds=kind_boards(reading, day, stops),
        suspensions=stops,
    )


def kind_boards(
    reading: Reading, day: BusinessDay | None, stops: tuple[Suspension, ...]
) -> tuple[KindBoard, ...]:
    """Every kind of business in the catalogue's order."""
    lines = waiting_counts(reading)
    places = windows_of(reading, day.date) if day is not None else []
    days = history_days(reading, reading.now.astimezone(HALL_ZONE).date())
    return tuple(
        KindBoard(
            prefix=kind.code,
            name=kind.text,
            waiting=sum(lines.get(kind.code, {}).values()),
            priority=sum(n for lane, n in lines.get(kind.code, {}).items() if lane < Lane.ORDINARY),
            windows=sum(is_serving(place) and place.may_call(kind.code) for place in places),
            handled_s=handled_seconds(reading, kind.code, days),
            stopped=next((stop for stop in stops if stop.prefix == kind.code), None),
        )
        for kind in code_texts(reading, "kind")
    )


def waiting_counts(reading: Reading) -> dict[str, dict[int, int]]:
    """How many wait, by prefix and lane."""
    counts: dict[str, dict[int, int]] = {}
    for row in reading.conn.execute(_WAITING, {"hall": reading.hall_id}):
        counts.setdefault(row.prefix, {})[row.lane] = row.n
    return counts


def history_days(reading: Reading, today: date) -> list[date]:
    """The business dates whose visits count for the estimate, the latest first."""
    table = schema.business_day
    query = (
        select(table.c.date)
        .where(table.c.hall_id == reading.hall_id, table.c.date <= today)
        .order_by(table.c.date.desc())
        .limit(HISTORY_DAYS)
    )
    return list(reading.conn.execute(query).scalars())


def handled_seconds(reading: Reading, prefix: str, days: list[date]) -> tuple[int, ...]:
    """Seconds from start to finish of the last 50 visits of a kind.

    Asked day by day, so that each look walks the index of ticket numbers backwards: the age of
    the database does not matter, and on most days the first look finds all.
    """
    found: list[int] = []
    for day in days:
        key = {"hall": reading.hall_id, "prefix": prefix, "day": day}
        rows = reading.conn.execute(_HANDLED, {**key, "limit": HISTORY_VISITS - len(found)})
        found += [max(0, int((row.finished_at - row.started_at).total_seconds())) for row in rows]
        if len(found) >= HISTORY_VISITS:
            break
    return tuple(found)


def ahead_of(reading: Reading, ticket: Ticket) -> int:
    """People who will be called before a waiting ticket of the same kind."""
    key = {"hall": reading.hall_id, "prefix": ticket.waits_for}
    line = [tuple(row) for row in reading.conn.execute(_LINE, key)]
    before = sum(place < (ticket.lane, ticket.rank, ticket.id) for place in line)
    if not ticket.is_priority:
        return before
    return people_ahead(before, sum(place[0] == Lane.ORDINARY for place in line))


def recent_calls(reading: Reading, day: date, limit: int = RECENT_CALLS) -> tuple[RecentCall, ...]:
    """The calls of a business date, the latest first; a recall moves up."""
    key = {"hall": reading.hall_id, "day": day, "limit": limit}
    return tuple(
        RecentCall(
            ticket_id=row.id,
            code=f"{row.prefix}{row.number:03d}",
            window=row.window_no,
            at=row.called_at,
            times=row.calls,
            pending=row.state is TicketState.CALLED,
        )
        for row in reading.conn.execute(_CALLS, key)
    )


def _is_waiting(table: Any) -> Any:
    # Said literally, so that the partial index of waiting tickets serves it.
    return table.c.state == literal_column("'waiting'")


def _waiting_query() -> Any:
    table = schema.ticket
    line = line_column(table)
    return (
        select(line.label("prefix"), table.c.lane, func.count().label("n"))
        .where(table.c.hall_id == bindparam("hall"), _is_waiting(table))
        .group_by(line, table.c.lane)
    )


def _line_query() -> Any:
    table = schema.ticket
    return select(table.c.lane, table.c.rank, table.c.id).where(
        table.c.hall_id == bindparam("hall"),
        _is_waiting(table),
        line_column(table) == bindparam("prefix"),
    )


def _handled_query() -> Any:
    table = schema.ticket
    return (
        select(table.c.started_at, table.c.finished_at)
        .where(
            table.c.hall_id == bindparam("hall"),
            table.c.business_date == bindparam("day"),
            table.c.prefix == bindparam("prefix"),
            table.c.state == literal_column("'done'"),
            table.c.started_at.is_not(None),
            table.c.finished_at.is_not(None),
        )
        .order_by(table.c.number.desc())
        .limit(bindparam("limit"))
    )


def _calls_query() -> Any:
    table = schema.ticket
    return (
        select(
            table.c.id,
            table.c.prefix,
            table.c.number,
            table.c.window_no,
            table.c.called_at,
            table.c.calls,
            table.c.state,
        )
        .where(
            table.c.hall_id == bindparam("hall"),
            table.c.business_date == bindparam("day"),
            table.c.called_at.is_not(None),
            table.c.window_no.is_not(None),
            # A visit without a number (柜前、电话) has no call: it is never announced.
            table.c.calls > 0,
        )
        .order_by(table.c.called_at.desc())
        .limit(bindparam("limit"))
    )


_WAITING = _waiting_query()
_LINE = _line_query()
_HANDLED = _handled_query()
_CALLS = _calls_query()
