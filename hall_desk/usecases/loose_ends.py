"""No dead ends (S3-7): every open matter has an owner who works here and a next due moment."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Select,
    Text,
    and_,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)

from hall_desk.domain.paidservice import OPEN_SHEETS
from hall_desk.domain.tickets import TicketState
from hall_desk.store import schema
from hall_desk.store.transaction import Reading

_WITH_US = (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.HELD)


@dataclass(frozen=True, kw_only=True)
class LooseEnd:
    """An open matter nobody answers for, or that nothing reminds of; ``kind`` is its table."""

    kind: str
    id: int
    owner: bool
    due: bool


@dataclass(frozen=True, kw_only=True)
class _Open:
    """The open rows of a table: who answers for each, and when it is due."""

    table: Any
    owner: Any
    due: Any
    still_open: Any


def loose_ends(reading: Reading) -> list[LooseEnd]:
    """Whatever is open without owner or due, by kind: empty, unless damaged.

    Only the columns in question are read, so that a row no record could hold is found too.
    """
    found = []
    for kind, what in _OPEN.items():
        for row in reading.conn.execute(_loose(reading, what())):
            found.append(LooseEnd(kind=kind, id=row.id, owner=row.owner == 1, due=row.due == 1))
    return found


def open_by_owner(reading: Reading) -> dict[str, dict[str, int]]:
    """How much of each kind is open in whose name, by staff number."""
    found: dict[str, dict[str, int]] = {}
    for kind, what in _OPEN.items():
        for row in reading.conn.execute(_counted(reading, what())):
            if row.owner:
                found.setdefault(row.owner, {})[kind] = row.n
    return found


def _contacts() -> _Open:
    """The owner until feedback is confirmed; the promised reply is the due."""
    table = schema.first_contact
    return _Open(
        table=table,
        owner=table.c.owner,
        due=table.c.promised_at,
        # Said literally, so that the partial index of open rows serves it.
        still_open=table.c.state != literal_column("'closed'"),
    )


def _calls() -> _Open:
    """Whoever took the call, else the duty manager of its running day; it is due at once."""
    table = schema.escalation
    return _Open(
        table=table,
        owner=func.coalesce(table.c.taken_by, _manager_of(table)),
        due=table.c.raised_at,
        still_open=table.c.closed_at.is_(None),
    )


def _suspensions() -> _Open:
    """Whoever put the sign up; the expected return is the due."""
    table = schema.suspension
    return _Open(
        table=table,
        owner=table.c.by,
        due=table.c.expected_at,
        still_open=table.c.resumed_at.is_(None),
    )


def _tickets() -> _Open:
    """The clerk who has the customer, else the duty manager of the running day; due at once."""
    table = schema.ticket
    return _Open(
        table=table,
        owner=func.coalesce(table.c.staff_no, _manager_of(table)),
        due=table.c.issued_at,
        still_open=table.c.state.in_(_WITH_US),
    )


def _sheets() -> _Open:
    """Whoever answers for the sheet of a paid service, until it is paid or void; due at once."""
    table = schema.sheet
    return _Open(
        table=table,
        owner=table.c.owner,
        due=table.c.drafted_at,
        still_open=table.c.state.in_(OPEN_SHEETS),
    )


def _manager_of(table: Any) -> Any:
    """Who is in charge of the row's business day, as long as that day runs."""
    day = schema.business_day
    return (
        select(day.c.manager)
        .where(
            day.c.hall_id == table.c.hall_id,
            day.c.date == table.c.business_date,
            day.c.state == literal_column("'open'"),
        )
        # Said outright: two selects lie between this one and the table's own.
        .correlate(table)
        .scalar_subquery()
    )


def _acceptances() -> _Open:
    """Whoever accepted it; the next promised stage, or the next look after it."""
    table = schema.acceptance
    return _Open(
        table=table,
        owner=table.c.owner,
        due=table.c.due_at,
        still_open=table.c.state != literal_column("'closed'"),
    )


def _follow_ups() -> _Open:
    """A bad answer (1, 2) has a manager who follows it up by its due moment, until it is closed."""
    table = schema.rating
    return _Open(
        table=table,
        owner=table.c.follow_owner,
        due=table.c.follow_due_at,
        still_open=and_(
            table.c.follow_closed_at.is_(None),
            or_(table.c.follow_owner != literal_column("''"), table.c.level.in_((1, 2))),
        ),
    )


def _work_orders() -> _Open:
    """Whoever answers for the sheet, until the team reported back; the appointment is the due."""
    table, sheet = schema.work_order, schema.sheet
    of_sheet = select(sheet.c.owner).where(
        sheet.c.hall_id == table.c.hall_id, sheet.c.id == table.c.sheet_id
    )
    return _Open(
        table=table,
        # Said outright: two selects lie between this one and the table's own.
        owner=of_sheet.correlate(table).scalar_subquery(),
        due=table.c.appointed_at,
        still_open=table.c.state == literal_column("'issued'"),
    )


def _callbacks() -> _Open:
    """The clerk who did the paid service; the customer is asked on the due day (Art. 26)."""
    table = schema.callback
    return _Open(
        table=table,
        owner=table.c.owner,
        due=table.c.due_on,
        still_open=table.c.state == literal_column("'open'"),
    )


def _reconnections() -> _Open:
    """Whoever took the arrears, until power is back; the 24 hours are the due (22(2))."""
    table = schema.reconnection
    return _Open(
        table=table,
        owner=table.c.owner,
        due=table.c.due_at,
        still_open=and_(table.c.done_at.is_(None), table.c.cancelled_at.is_(None)),
    )


def _meter_tests() -> _Open:
    """Whoever took the deposit, until the outcome is in and the bills are corrected (21(7))."""
    table = schema.meter_test
    waiting = and_(table.c.outcome == literal_column("''"), table.c.cancelled_at.is_(None))
    return _Open(
        table=table,
        owner=table.c.owner,
        due=table.c.due_at,
        still_open=or_(waiting, table.c.adjust_state == literal_column("'open'")),
    )


_OPEN: dict[str, Callable[[], _Open]] = {
    "first_contact": _contacts,
    "escalation": _calls,
    "suspension": _suspensions,
    "ticket": _tickets,
    "sheet": _sheets,
    "acceptance": _acceptances,
    "rating": _follow_ups,
    "work_order": _work_orders,
    "callback": _callbacks,
    "reconnection": _reconnections,
    "meter_test": _meter_tests,
}
"""What can be open, each with its question; whoever adds a kind of open matter adds it here."""


def _loose(reading: Reading, what: _Open) -> Select[Any]:
    staff, table = schema.staff, what.table
    works_here = exists().where(
        staff.c.hall_id == table.c.hall_id, staff.c.staff_no == what.owner, staff.c.active == 1
    )
    is_due = and_(what.due.is_not(None), type_coerce(what.due, Text) != "")
    return select(
        table.c.id, _as_number(works_here).label("owner"), _as_number(is_due).label("due")
    ).where(table.c.hall_id == reading.hall_id, what.still_open, or_(~works_here, ~is_due))


def _counted(reading: Reading, what: _Open) -> Select[Any]:
    table = what.table
    # The owner may be looked up itself: first that, then the counting.
    owned = (
        select(what.owner.label("owner"))
        .where(table.c.hall_id == reading.hall_id, what.still_open)
        .subquery()
    )
    return select(owned.c.owner, func.count().label("n")).group_by(owned.c.owner)


def _as_number(condition: Any) -> Any:
    return case((condition, literal_column("1")), else_=literal_column("0"))
