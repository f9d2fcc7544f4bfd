"""Calling tickets (叫号): next, again, passed over, come back, left."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Text, and_, bindparam, func, literal_column, or_, select

from hall_desk.domain import tickets
from hall_desk.domain.days import WindowDay
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, ItemState, drop_item
from hall_desk.domain.people import Right
from hall_desk.domain.queue import Choice, choose, return_rank
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.domain.tickets import Lane, StaffNo, Ticket, TicketId, TicketState, WindowNo
from hall_desk.store import schema
from hall_desk.store.prepared import Prepared
from hall_desk.store.records import record_of
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import get_day, line_column, my_ticket, require_right, waiting


def call_next(tx: Tx, *, window: WindowNo) -> Ticket | None:
    """Calls the next ticket to the window; None when nobody waits for it."""
    place = _place(tx, window)
    if place.staff_no is None or place.staff_no != tx.actor:
        raise RuleBroken("请先在本窗口登录，再叫号。", article="7(1)")
    if place.suspension_id is not None:
        raise RuleBroken("本窗口暂停营业，恢复后再叫号。", article="11(8)")
    last = _last_call(tx, place)
    if last is not None and last.state in ("called", "serving"):
        code = f"{last.prefix}{last.number:03d}"
        raise RuleBroken(f"{code} 还在本窗口，请先办结、过号或转接。")
    prefixes = callable_prefixes(tx, place.prefixes) if place.stopped else place.prefixes
    choice = pick(tx, window, prefixes, run=last.priority_run if last is not None else 0)
    if choice is None:
        return None
    called = tickets.call(
        choice.ticket,
        window=window,
        staff=StaffNo(tx.actor),
        priority_run=choice.priority_run,
        call_no=tx.new_id(),
        now=tx.now,
    )
    return tx.change(choice.ticket, called, "call")


def pick(reading: Reading, window: WindowNo, prefixes: str, *, run: int) -> Choice | None:
    """Who is next for a window, and why, without calling."""
    first = _first(reading, window, prefixes, _FIRST)
    if first is None:
        return None
    if not first.is_priority:
        return choose(first_priority=None, first_ordinary=first, run=run)
    ordinary = _first(reading, window, prefixes, _FIRST_ORDINARY)
    return choose(first_priority=first, first_ordinary=ordinary, run=run)


def priority_run_of(reading: Reading, place: WindowDay) -> int:
    """How many priority calls in a row the window stands at."""
    last = _last_call(reading, place)
    return last.priority_run if last is not None else 0


def callable_prefixes(reading: Reading, prefixes: str) -> str:
    """The prefixes whose kind is not suspended."""
    table = schema.suspension
    stops = reading.all(Suspension, table.c.resumed_at.is_(None))
    if any(stop.scope is Scope.HALL for stop in stops):
        return ""
    off = {stop.prefix for stop in stops if stop.scope is Scope.SERVICE}
    return "".join(prefix for prefix in prefixes if prefix not in off)


def recall(tx: Tx, *, ticket_id: TicketId) -> Ticket:
    """Calls the ticket once more."""
    ticket = my_ticket(tx, ticket_id)
    return tx.change(
        ticket, tickets.recall(ticket, call_no=tx.new_id(), now=tx.now), "recall", guard="calls"
    )


def no_show(tx: Tx, *, ticket_id: TicketId) -> Ticket:
    """Passes over a customer who did not come after three calls."""
    ticket = my_ticket(tx, ticket_id)
    return tx.change(ticket, tickets.no_show(ticket, tx.now), "no_show")


def come_back(tx: Tx, *, code: str) -> Ticket:
    """Puts a no-show of today back, right behind the next two tickets of its queue."""
    require_right(tx, Right.SERVE)
    ticket = _by_code(tx, code)
    line = [t for t in waiting(tx) if t.waits_for == ticket.waits_for and t.lane is ticket.lane]
    rank = return_rank([t.rank for t in line], tickets.rank_of(tx.now))
    back = tx.change(ticket, tickets.come_back(ticket, rank=rank), "come_back")
    if back.started_at is None:
        for item in _pending(tx, ticket):
            tx.change(item, replace(item, started_at=None), "come_back_item")
    return back


def abandon(tx: Tx, *, code: str) -> Ticket:
    """Notes that a waiting customer left."""
    require_right(tx, Right.SERVE)
    ticket = _by_code(tx, code)
    if ticket.state is TicketState.SERVING:
        raise RuleBroken(f"{ticket.code} 正在办理，请在窗口选办理结果“客户放弃”。", field="code")
    gone = tx.change(ticket, tickets.abandon(ticket, tx.now), "abandon")
    for item in _pending(tx, ticket):
        tx.change(item, drop_item(item), "drop_item")
    return gone


def _pending(tx: Tx, ticket: Ticket) -> list[Item]:
    table = schema.item
    return tx.all(Item, table.c.ticket_id == ticket.id, table.c.state == ItemState.PENDING)


def _by_code(tx: Tx, code: str) -> Ticket:
    cleaned = code.strip().upper()
    if not (2 <= len(cleaned) <= 7 and cleaned.isalnum() and cleaned.isascii()) or not (
        cleaned[1:].isdigit()
    ):
        raise RuleBroken("请输入票号，例如 A012。", field="code")
    ticket = tx.find(
        Ticket, business_date=get_day(tx).date, prefix=cleaned[0], number=int(cleaned[1:])
    )
    if ticket is None:
        raise RuleBroken(f"今天没有 {cleaned} 号。", field="code")
    return ticket


def _place(tx: Tx, window: WindowNo) -> Any:
    found = _PLACE.rows(tx.conn, {"hall": tx.hall_id, "window": window})
    if not found:
        get_day(tx)
        raise RuleBroken(f"{window}号窗口今天没有安排业务。", article="7(1)")
    return found[0]


def _last_call(reading: Reading, place: Any) -> Any:
    key = {"hall": reading.hall_id, "date": place.business_date, "window": place.no}
    return next(iter(_LAST.rows(reading.conn, key)), None)


def _first(reading: Reading, window: WindowNo, prefixes: str, query: Prepared) -> Ticket | None:
    key = {"hall": reading.hall_id, "window": window, "prefixes": prefixes}
    rows = query.rows(reading.conn, key)
    return record_of(Ticket, rows[0]._asdict()) if rows else None


def _place_query() -> Any:
    window, day, stop = schema.window_day, schema.business_day, schema.suspension
    stopped = (
        select(func.count())
        .select_from(stop)
        .where(
            stop.c.hall_id == window.c.hall_id,
            stop.c.resumed_at.is_(None),
            stop.c.scope != Scope.WINDOW,
        )
        .scalar_subquery()
    )
    same = and_(
        day.c.hall_id == window.c.hall_id,
        day.c.date == window.c.business_date,
        day.c.state == literal_column("'open'"),
    )
    return (
        select(
            window.c.business_date,
            window.c.no,
            window.c.prefixes,
            window.c.staff_no,
            window.c.suspension_id,
            stopped.label("stopped"),
        )
        .select_from(window.join(day, same))
        .where(window.c.hall_id == bindparam("hall"), window.c.no == bindparam("window"))
    )


def _last_query() -> Any:
    table = schema.ticket
    return (
        select(table.c.state, table.c.prefix, table.c.number, table.c.priority_run)
        .where(
            table.c.hall_id == bindparam("hall"),
            table.c.business_date == bindparam("date", type_=table.c.business_date.type),
            table.c.window_no == bindparam("window"),
            table.c.called_at.is_not(None),
        )
        .order_by(table.c.call_no.desc())
        .limit(literal_column("1"))
    )


def _first_query(*extra: Any) -> Prepared:
    table = schema.ticket
    return Prepared(
        select(table)
        .where(
            table.c.hall_id == bindparam("hall"),
            # Said literally, so that the partial index of waiting tickets serves it.
            table.c.state == _waiting_literal(),
            bindparam("prefixes", type_=Text).contains(line_column(table)),
            or_(table.c.target_window.is_(None), table.c.target_window == bindparam("window")),
            *extra,
        )
        .order_by(table.c.lane, table.c.rank)
        .limit(literal_column("1"))
    )


def _waiting_literal() -> Any:
    return literal_column("'waiting'")


_PLACE = Prepared(_place_query())
_LAST = Prepared(_last_query())
_FIRST = _first_query()
_FIRST_ORDINARY = _first_query(schema.ticket.c.lane == int(Lane.ORDINARY))
