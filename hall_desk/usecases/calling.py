"""Calling tickets (叫号): next, again, passed over, come back, left."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Text, and_, bindparam, func, literal_column, or_, select, union_all

from hall_desk.domain import tickets
from hall_desk.domain.days import WindowDay, enabled_prefixes
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, ItemState, Outcome, drop_item
from hall_desk.domain.people import Right
from hall_desk.domain.queue import Choice, Policy, choice_of, next_turn, policy_of, return_rank
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.domain.tickets import (
    Lane,
    StaffNo,
    Ticket,
    TicketId,
    TicketState,
    WindowNo,
    rank_of,
)
from hall_desk.store import schema
from hall_desk.store.prepared import Prepared
from hall_desk.store.records import record_of
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.outcomes import check_bound
from hall_desk.usecases.queries import (
    get_day,
    line_column,
    my_ticket,
    queue_policy,
    require_right,
    waiting,
)
from hall_desk.usecases.suspending import aim_of


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
    prefixes = enabled_prefixes(place.prefixes, place.skills)
    if place.stopped:
        prefixes = callable_prefixes(tx, prefixes)
    run = last.priority_run if last is not None else 0
    choice = pick(tx, window, prefixes, run=run, policy=policy_of(place.policy))
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


def pick(
    reading: Reading, window: WindowNo, prefixes: str, *, run: int, policy: Policy
) -> Choice | None:
    """Who is next for a window, and why, without calling."""
    key = {"hall": reading.hall_id, "window": window, "prefixes": prefixes}
    heads = _HEADS.rows(reading.conn, key)
    turn = next_turn(heads, run=run, policy=policy, now_rank=rank_of(reading.now))
    if turn is None:
        return None
    ticket: Ticket = record_of(Ticket, turn.who._asdict())
    return choice_of(turn, ticket, run=run, policy=policy, now=reading.now)


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
    """Puts a no-show of today back, right behind the next few of its queue."""
    require_right(tx, Right.SERVE)
    ticket = _by_code(tx, code)
    line = [t for t in waiting(tx) if t.waits_for == ticket.waits_for and t.lane is ticket.lane]
    after = queue_policy(tx).return_after
    rank = return_rank([t.rank for t in line], rank_of(tx.now), after=after)
    back = tx.change(ticket, _came_back(tx, ticket, rank), "come_back")
    if back.started_at is None:
        for item in _pending(tx, ticket):
            tx.change(item, replace(item, started_at=None), "come_back_item")
    return back


def _came_back(tx: Tx, ticket: Ticket, rank: int) -> Ticket:
    return tickets.come_back(ticket, rank=rank, target_window=aim_of(tx, ticket))


def abandon(tx: Tx, *, code: str) -> Ticket:
    """Notes that a waiting customer left; what was paid or accepted before a transfer is ended at
    a window first.
    """
    require_right(tx, Right.SERVE)
    ticket = _by_code(tx, code)
    if ticket.state is TicketState.SERVING:
        raise RuleBroken(f"{ticket.code} 正在办理，请在窗口选办理结果“客户放弃”。", field="code")
    pending = _pending(tx, ticket)
    for item in pending:
        check_bound(tx, item, Outcome.LEFT)
    gone = tx.change(ticket, tickets.abandon(ticket, tx.now), "abandon")
    for item in pending:
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


def _place_query() -> Any:
    window, day, stop = schema.window_day, schema.business_day, schema.suspension
    setting = schema.setting
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
    policy = (
        select(setting.c.value)
        .where(
            setting.c.hall_id == window.c.hall_id,
            setting.c.name == literal_column("'queue_policy'"),
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
            window.c.skills,
            window.c.staff_no,
            window.c.suspension_id,
            stopped.label("stopped"),
            policy.label("policy"),
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


def _heads_query() -> Any:
    """The oldest of each lane: whoever is next is among them."""
    heads = [_head_of(lane).subquery().select() for lane in Lane]
    return union_all(*heads)


def _head_of(lane: Lane) -> Any:
    table = schema.ticket
    return (
        select(table)
        .where(
            table.c.hall_id == bindparam("hall"),
            # Said literally, so that the partial index of waiting tickets serves it.
            table.c.state == _waiting_literal(),
            table.c.lane == literal_column(str(int(lane))),
            bindparam("prefixes", type_=Text).contains(line_column(table)),
            or_(table.c.target_window.is_(None), table.c.target_window == bindparam("window")),
        )
        .order_by(table.c.rank)
        .limit(literal_column("1"))
    )


def _waiting_literal() -> Any:
    return literal_column("'waiting'")


_PLACE = Prepared(_place_query())
_LAST = Prepared(_last_query())
_HEADS = Prepared(_heads_query())
