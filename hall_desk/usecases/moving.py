"""Moving a customer (转接、挂起、取回、退回队列): the number and the running clock stay."""

from dataclasses import replace
from typing import Any

from sqlalchemy import literal_column

from hall_desk.domain import items, tickets
from hall_desk.domain.days import WindowDay
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.escalations import TRANSFERRED_TWICE, Escalation
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.tickets import StaffNo, Ticket, TicketId, TicketState, WindowNo
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.calling import callable_prefixes, priority_run_of
from hall_desk.usecases.queries import (
    at_window,
    find_at_window,
    find_day,
    get_window,
    my_ticket,
    pause_counts,
    ticket_of_today,
    windows_of,
    words_of,
)
from hall_desk.usecases.suspending import is_serving

TRANSFERS_TO_ALERT = 2


def transfer(
    tx: Tx, *, ticket_id: TicketId, to_window: WindowNo | None, to_kind: str = ""
) -> Ticket:
    """Hands the customer on under the same number (转接, S1-1).

    To a window, to the line of another kind, or with neither to whoever of the kind is free
    first. The second time the duty manager is alerted (内转外不转, Art. 4(2)).
    """
    ticket = my_ticket(tx, ticket_id)
    if to_window is not None:
        _check_window(tx, ticket, to_window)
    elif to_kind:
        _check_kind(tx, ticket, to_kind)
    _check_runs(tx, to_kind or ticket.waits_for)
    handed = tx.change(
        ticket, tickets.transfer(ticket, to_window=to_window, line=to_kind), "transfer"
    )
    _put_aside(tx, ticket.id, "hand_over_item")
    if handed.transfers >= TRANSFERS_TO_ALERT:
        _alert(tx, ticket, handed, to_kind)
    return handed


def _check_window(tx: Tx, ticket: Ticket, to_window: WindowNo) -> None:
    place = get_window(tx, to_window)
    if to_window == ticket.window_no:
        raise RuleBroken("不能转给本窗口。", field="window")
    if not is_serving(place):
        raise RuleBroken(f"{to_window}号窗口没有开，请选别的窗口。", field="window")
    if not place.may_call(ticket.waits_for):
        raise RuleBroken(f"{to_window}号窗口不办这类业务，请选别的窗口。", field="window")


def _check_kind(tx: Tx, ticket: Ticket, kind: str) -> None:
    name = words_of(tx, "kind").get(kind)
    if name is None:
        raise RuleBroken("没有这个业务类别，请重选。", field="kind")
    if kind == ticket.waits_for:
        raise RuleBroken(f"{ticket.code} 已经在{name}的队里，请选别的类别。", field="kind")
    places = windows_of(tx, ticket.business_date)
    if not any(is_serving(place) and place.may_call(kind) for place in places):
        raise RuleBroken(f"现在没有窗口办{name}，请选别的类别或部门。", field="kind")


def _check_runs(tx: Tx, kind: str) -> None:
    """Nobody is handed into a line that is not called (Art. 11(8))."""
    if not callable_prefixes(tx, kind):
        name = words_of(tx, "kind").get(kind, kind)
        raise RuleBroken(f"{name}暂停营业，恢复后再转接。", field="kind", article="11(8)")


def requeue(tx: Tx, *, ticket_id: TicketId) -> Ticket:
    """Puts the customer back into the line at the old place (退回队列); it is no transfer.

    A held one may be put back by the duty manager too, or by whoever may take it back.
    """
    ticket = _held_or_mine(tx, ticket_id)
    back = tx.change(ticket, tickets.requeue(ticket), "requeue")
    _put_aside(tx, ticket.id, "put_aside_item")
    return back


def hold(tx: Tx, *, ticket_id: TicketId, reason: str) -> Ticket:
    """The customer steps aside (挂起客户): the window is free for the next one.

    The gross time runs on; the net time stands still where the reason counts.
    """
    ticket = my_ticket(tx, ticket_id)
    if reason not in words_of(tx, "pause_reason"):
        raise RuleBroken("请选挂起原因。", field="pause_reason")
    held = tx.change(ticket, tickets.hold(ticket, reason, tx.now), "hold")
    counts = pause_counts(tx, reason)
    for item in _in_hand(tx, ticket.id):
        paused = item
        if item.paused_at is None:
            paused = items.pause_item(item, reason, tx.now, counts=counts)
        tx.change(item, replace(paused, state=ItemState.PENDING), "hold_item")
    return held


def take_back(tx: Tx, *, ticket_id: TicketId, window: WindowNo) -> Ticket:
    """The held customer is at the counter again (取回): at the own window, or another one's.

    Another clerk may do so when the one who held it left or suspended the window; the duty
    manager always.
    """
    ticket = _held_or_mine(tx, ticket_id)
    if ticket.state is not TicketState.HELD:
        tickets.check_move(ticket, tickets.Move.TAKE_BACK)
    place = at_window(tx, window)
    if place.suspension_id is not None:
        raise RuleBroken("本窗口暂停营业，恢复后再取回。", article="11(8)")
    beside = find_at_window(tx, window)
    if beside is not None:
        raise RuleBroken(f"{beside.code} 还在本窗口，办完或转接后再取回。")
    if window != ticket.window_no and not place.may_call(ticket.waits_for):
        raise RuleBroken(f"{window}号窗口不办这类业务，请退回队列。", field="window")
    taken = tickets.take_back(
        ticket,
        window=window,
        staff=StaffNo(tx.actor),
        call_no=tx.new_id(),
        priority_run=priority_run_of(tx, place),
    )
    tx.change(ticket, taken, "take_back")
    for item in _set_aside(tx, ticket)[:1]:
        resumed = items.resume_item(item, tx.now) if item.paused_at is not None else item
        mine = items.start_item(resumed, window=window, staff=StaffNo(tx.actor), now=tx.now)
        tx.change(item, mine, "take_back_item")
    return taken


def held_tickets(reading: Reading) -> list[Ticket]:
    """The held customers of the open day, the longest held first."""
    day = find_day(reading)
    if day is None:
        return []
    table = schema.ticket
    return reading.all(
        Ticket,
        table.c.business_date == day.date,
        table.c.state == literal_column("'held'"),
        order_by=(table.c.held_at, table.c.id),
    )


def held_for(
    held: list[Ticket], windows: tuple[WindowDay, ...], place: WindowDay
) -> tuple[Ticket, ...]:
    """The held customers a window's clerk may take back: the own ones, then those left behind."""
    own = [t for t in held if t.staff_no == place.staff_no]
    left = [
        t
        for t in held
        if t.staff_no != place.staff_no and place.may_call(t.waits_for) and not _answers(windows, t)
    ]
    return (*own, *left)


def left_behind(held: list[Ticket], windows: tuple[WindowDay, ...]) -> tuple[Ticket, ...]:
    """Held customers whose clerk left the window or suspended it."""
    return tuple(ticket for ticket in held if not _answers(windows, ticket))


def _answers(windows: Any, ticket: Ticket) -> bool:
    """Whether the clerk who held the ticket still serves at a window."""
    return any(p.staff_no == ticket.staff_no and is_serving(p) for p in windows)


def _held_or_mine(tx: Tx, ticket_id: TicketId) -> Ticket:
    ticket = ticket_of_today(tx, ticket_id)
    if ticket.state is not TicketState.HELD or ticket.staff_no == tx.actor:
        return my_ticket(tx, ticket_id)
    person = tx.get(Staff, staff_no=tx.actor)
    if person.may(Right.SUPERVISE):
        return ticket
    if not person.may(Right.SERVE) or _answers(windows_of(tx, ticket.business_date), ticket):
        where = f"{ticket.window_no}号窗口"
        raise RuleBroken(f"{ticket.code} 由{where}挂起，请到{where}继续办理。")
    return ticket


def _in_hand(tx: Tx, ticket_id: TicketId) -> list[Item]:
    table = schema.item
    return tx.all(Item, table.c.ticket_id == ticket_id, table.c.state == ItemState.SERVING)


def _set_aside(tx: Tx, ticket: Ticket) -> list[Item]:
    """The item that was in hand when the customer was held, or else the first one waiting."""
    table = schema.item
    pending = tx.all(
        Item,
        table.c.ticket_id == ticket.id,
        table.c.state == ItemState.PENDING,
        order_by=table.c.position,
    )
    return sorted(pending, key=lambda item: (item.paused_at is None, item.started_at is None))


def _put_aside(tx: Tx, ticket_id: TicketId, action: str) -> None:
    """What was in hand waits with the customer; a pause ends, the clock runs on."""
    table = schema.item
    open_states = (ItemState.SERVING, ItemState.PENDING)
    for item in tx.all(Item, table.c.ticket_id == ticket_id, table.c.state.in_(open_states)):
        if item.state is ItemState.SERVING or item.paused_at is not None:
            tx.change(item, items.put_aside(item, tx.now), action)


def _alert(tx: Tx, ticket: Ticket, handed: Ticket, to_kind: str) -> None:
    """One open alert a ticket: a third hand-over adds nothing to what the manager sees."""
    table = schema.escalation
    running = tx.all(
        Escalation,
        table.c.business_date == ticket.business_date,
        table.c.ticket_id == ticket.id,
        table.c.cause == TRANSFERRED_TWICE,
        table.c.closed_at.is_(None),
    )
    if running:
        return
    aim = "不指定窗口"
    if handed.target_window is not None:
        aim = f"{handed.target_window}号窗口"
    elif to_kind:
        aim = words_of(tx, "kind").get(to_kind, to_kind)
    alert = Escalation(
        id=tx.new_id(),
        business_date=ticket.business_date,
        window_no=ticket.window_no,
        ticket_id=ticket.id,
        reason=f"{ticket.code} 第 {handed.transfers} 次转接：{ticket.window_no}号窗口 → {aim}，"
        "内转外不转，请协调",
        raised_by=StaffNo(tx.actor),
        raised_at=tx.now,
        taken_by=None,
        taken_at=None,
        decision="",
        closed_at=None,
        cause=TRANSFERRED_TWICE,
    )
    tx.insert(alert, "alert_transfer")
