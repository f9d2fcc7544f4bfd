"""What the public screens show (看板): the hall and its lines, and the display's snapshot."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select

from hall_desk.domain.days import HALL_ZONE, BusinessDay, DayState, WindowDay, hall_date
from hall_desk.domain.figures import estimate_words
from hall_desk.domain.hall import HallProfile
from hall_desk.domain.people import Staff
from hall_desk.domain.queue import USUAL
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.domain.tickets import Lane, Ticket, TicketState
from hall_desk.domain.waits import OpenWindow, Outlook, Waiting, outlooks
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.opening import hours_of
from hall_desk.usecases.publicnotices import ShownNotice, shown_notices
from hall_desk.usecases.queries import (
    code_texts,
    find_day,
    line_column,
    queue_policy,
    setting,
    windows_of,
)
from hall_desk.usecases.suspending import is_serving, open_suspensions

HISTORY_VISITS = 50
HISTORY_DAYS = 14  # business dates; an older visit says nothing about the hall of today
RECENT_CALLS = 12


@dataclass(frozen=True, kw_only=True)
class KindBoard:
    """One kind of business: its line, its open windows, and when they will call."""

    prefix: str
    name: str
    waiting: int
    priority: int
    windows: int
    stopped: Suspension | None
    outlook: Outlook | None
    cap: int = USUAL.cap

    def ahead(self, *, priority: bool = False) -> int:
        """People ahead of somebody who takes a ticket now."""
        ordinary = self.waiting - self.priority
        return people_ahead(self.priority, ordinary, self.cap) if priority else self.waiting

    def estimate(self, ahead: int) -> str:
        """The wait as a range in words; a dash without history or without an open window."""
        return estimate_words(self.outlook.range_minutes(ahead) if self.outlook else None)


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

    @property
    def waited_for(self) -> bool:
        """Whether somebody who took a ticket still waits."""
        return any(kind.waiting for kind in self.kinds)

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
class RecentCall:
    """A call of today: the ticket, where to, when, and which call it is; no name, no business.

    ``needs_help`` only makes the call stand longer; it is never shown.
    """

    ticket_id: int
    code: str
    window: int
    at: datetime
    times: int
    pending: bool
    needs_help: bool = False


@dataclass(frozen=True, kw_only=True)
class DisplayBoard:
    """The hall display's snapshot: the hall, its limits in minutes by kind, its calls."""

    hall: HallBoard
    limits: dict[str, int]
    calls: tuple[RecentCall, ...]
    windows: tuple[WindowDay, ...]
    notices: tuple[ShownNotice, ...] = ()


def people_ahead(priority: int, ordinary: int, cap: int = USUAL.cap) -> int:
    """People called before a new priority ticket: the cap lets ordinary ones through."""
    return priority + min(ordinary, priority // max(1, cap))


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
    today = hall_date(reading.now)
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
    line = waiting_line(reading)
    places = windows_of(reading, day.date) if day is not None else []
    days = history_days(reading, hall_date(reading.now))
    kinds = code_texts(reading, "kind")
    off = {stop.prefix for stop in stops if stop.scope is Scope.SERVICE}
    policy = queue_policy(reading)
    ahead = outlooks(
        line,
        _open_windows(reading, places, off),
        {kind.code: handled_seconds(reading, kind.code, days) for kind in kinds},
        policy=policy,
        now=reading.now,
    )
    return tuple(
        KindBoard(
            prefix=kind.code,
            name=kind.text,
            waiting=sum(one.prefix == kind.code for one in line),
            priority=sum(one.prefix == kind.code and one.lane < Lane.ORDINARY for one in line),
            windows=sum(is_serving(place) and place.may_call(kind.code) for place in places),
            stopped=next((stop for stop in stops if stop.prefix == kind.code), None),
            outlook=ahead.get(kind.code),
            cap=policy.cap,
        )
        for kind in kinds
    )


def waiting_line(reading: Reading) -> list[Waiting]:
    """Everybody who waits, in line order."""
    rows = reading.conn.execute(_WAITING, {"hall": reading.hall_id})
    return [Waiting(**row._mapping) for row in rows]


def _open_windows(
    reading: Reading, places: list[WindowDay], off: set[str | None]
) -> list[OpenWindow]:
    """The windows that serve, each with the customer who is there."""
    there = {
        row.window_no: row for row in reading.conn.execute(_AT_WINDOWS, {"hall": reading.hall_id})
    }
    found = []
    for place in places:
        row = there.get(place.no)
        gone = reading.now - row.called_at if row is not None and row.called_at else timedelta()
        window = OpenWindow(
            no=place.no,
            kinds="".join(kind for kind in place.enabled if kind not in off),
            busy_prefix=None if row is None else row.prefix,
            busy_s=max(0, int(gone.total_seconds())),
        )
        if is_serving(place):
            found.append(window)
    return found


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
    """Seconds a window was taken up by each of the last 50 visits of a kind, from call to finish.

    Asked day by day, so that each look walks the index of ticket numbers backwards: the age of
    the database does not matter, and on most days the first look finds all.
    """
    found: list[int] = []
    for day in days:
        key = {"hall": reading.hall_id, "prefix": prefix, "day": day}
        rows = reading.conn.execute(_HANDLED, {**key, "limit": HISTORY_VISITS - len(found)})
        found += [max(0, int((row.finished_at - row.called_at).total_seconds())) for row in rows]
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
    ordinary = sum(place[0] == Lane.ORDINARY for place in line)
    return people_ahead(before, ordinary, queue_policy(reading).cap)


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
            needs_help=bool(row.needs_help),
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
        select(
            table.c.id,
            line.label("prefix"),
            table.c.lane,
            table.c.rank,
            table.c.target_window.label("target"),
        )
        .where(table.c.hall_id == bindparam("hall"), _is_waiting(table))
        .order_by(table.c.lane, table.c.rank)
    )


def _at_windows_query() -> Any:
    table = schema.ticket
    line = line_column(table)
    return select(table.c.window_no, line.label("prefix"), table.c.called_at).where(
        table.c.hall_id == bindparam("hall"),
        # Said literally, so that the partial index of tickets at windows serves it.
        table.c.state.in_((literal_column("'called'"), literal_column("'serving'"))),
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
        select(table.c.called_at, table.c.finished_at)
        .where(
            table.c.hall_id == bindparam("hall"),
            table.c.business_date == bindparam("day"),
            table.c.prefix == bindparam("prefix"),
            table.c.state == literal_column("'done'"),
            table.c.called_at.is_not(None),
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
            table.c.needs_help,
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
_AT_WINDOWS = _at_windows_query()
_LINE = _line_query()
_HANDLED = _handled_query()
_CALLS = _calls_query()
