"""Serving (办理): start, items, steps, pauses, finish, transfer; the limit runs per item."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select

from hall_desk.domain import items, tickets
from hall_desk.domain.days import WindowDay
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.services import Service
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import StaffNo, Ticket, TicketId, TicketState, WindowNo
from hall_desk.store import schema
from hall_desk.store.columns import utc_text
from hall_desk.store.records import key_of
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import passes
from hall_desk.usecases.queries import (
    at_window,
    find_at_window,
    get_service,
    get_window,
    my_ticket,
    ticket_of_today,
    waiting,
    words_of,
)


def start(tx: Tx, *, ticket_id: TicketId) -> Ticket:
    """The customer is at the window: the first item's clock starts (开始办理)."""
    ticket = my_ticket(tx, ticket_id)
    started = tx.change(ticket, tickets.start(ticket, tx.now), "start")
    pending = [item for item in items_of(tx, ticket.id) if item.state is ItemState.PENDING]
    if pending:
        _begin(tx, started, pending[0])
    elif not items_of(tx, ticket.id):
        # A service switched off since the ticket was taken is still served (Art. 11(9)).
        service = tx.get(Service, code=ticket.service_code)
        _begin(tx, started, _new_item(tx, started, service, 1, passes.origin_of(tx, started)))
    return started


def items_of(reading: Reading, ticket_id: TicketId) -> list[Item]:
    """The items of a visit in order, dropped ones left out."""
    table = schema.item
    return reading.all(
        Item,
        table.c.ticket_id == ticket_id,
        table.c.state != ItemState.DROPPED,
        order_by=table.c.position,
    )


def add_item(tx: Tx, *, ticket_id: TicketId, service_code: str, quantity: int = 1) -> Item:
    """One more thing of the same customer (加一项); it waits for its own start."""
    ticket = _serving(tx, ticket_id)
    return _new_item(tx, ticket, get_service(tx, service_code), quantity)


def switch_item(tx: Tx, *, item_id: int) -> Item:
    """Turns to another item of the visit; its clock starts at the first turn only."""
    item, ticket = _item(tx, item_id)
    return _begin(tx, ticket, item)


def drop_item(tx: Tx, *, item_id: int) -> Item:
    """Takes back an item that was added by mistake and never started."""
    item, _ = _item(tx, item_id)
    if item.state is not ItemState.PENDING:
        raise RuleBroken("已开始的事项不能去掉，请办结。")
    return tx.change(item, replace(item, state=ItemState.DROPPED), "drop_item")


def change_quantity(tx: Tx, *, item_id: int, quantity: int) -> Item:
    """Changes the number of pieces, and with it the limit."""
    return _edit(tx, item_id, "change_quantity", lambda i: items.change_quantity(i, quantity))


def tick_step(tx: Tx, *, item_id: int, index: int) -> Item:
    """Ticks a step of the service card, or takes the tick back."""
    return _edit(tx, item_id, "tick_step", lambda item: items.tick_step(item, index, tx.now))


def tick_paper(tx: Tx, *, item_id: int, index: int) -> Item:
    """Ticks a paper the customer brought, or takes the tick back."""
    return _edit(tx, item_id, "tick_paper", lambda item: items.tick_paper(item, index))


def inform(tx: Tx, *, item_id: int) -> Item:
    """Papers, steps, fees and phones were told once (一次性告知, Art. 11(4))."""
    return _edit(tx, item_id, "inform", lambda i: replace(i, informed_at=i.informed_at or tx.now))


def pause(tx: Tx, *, item_id: int, reason: str) -> Item:
    """The net time stands still (挂起) for a reason code."""
    if reason not in words_of(tx, "pause_reason"):
        raise RuleBroken("请选挂起原因。", field="pause_reason")
    return _edit(tx, item_id, "pause", lambda item: items.pause_item(item, reason, tx.now))


def resume(tx: Tx, *, item_id: int) -> Item:
    """The net time runs on."""
    return _edit(tx, item_id, "resume", lambda item: items.resume_item(item, tx.now))


def finish(
    tx: Tx, *, ticket_id: TicketId, over_reason: str | None = None, note: str = ""
) -> Ticket:
    """Finishes the item in hand; the next one starts, or the visit is done (办结).

    Beyond the limit a reason is demanded, and an apology becomes due at the next call when
    somebody waits for this window (Art. 11(3), 11(6)).
    """
    ticket = _serving(tx, ticket_id)
    note = check_text(note, "over_note")
    if over_reason and over_reason not in words_of(tx, "over_reason"):
        raise RuleBroken("请选超时原因。", field="over_reason", article="11(3)")
    visit = items_of(tx, ticket.id)
    current = next((item for item in visit if item.state is ItemState.SERVING), None)
    if current is None:
        raise RuleBroken(f"{ticket.code} 没有正在办理的事项。")
    if current.kind == "business" and current.informed_at is None:
        raise RuleBroken("请先一次性告知，再办结。", field="informed", article="11(4)")
    if any(item.state is ItemState.PENDING for item in visit):
        # Noted first: a retry of this press gives the ticket back, as the press did.
        tx.note("next_item", "ticket", {"id": ticket.id})
        done = items.finish_item(current, over_reason=over_reason, note=note, now=tx.now)
        tx.change(current, done, "finish_item")
        _note_apology(tx, done, ticket)
        following = next(item for item in visit if item.state is ItemState.PENDING)
        _begin(tx, ticket, following)
        return ticket
    done = items.finish_item(current, over_reason=over_reason, note=note, now=tx.now)
    finished = tx.change(ticket, tickets.finish(ticket, tx.now), "finish")
    tx.change(current, done, "finish_item")
    _note_apology(tx, done, ticket)
    return finished


def undo_finish(tx: Tx, *, ticket_id: TicketId) -> Ticket:
    """Takes a wrong finish back within 10 s; the clock runs on from the first start."""
    ticket = my_ticket(tx, ticket_id)
    ticket_of_today(tx, ticket_id)
    assert ticket.window_no is not None
    at_window(tx, ticket.window_no)
    beside = find_at_window(tx, ticket.window_no)
    if beside is not None:
        raise RuleBroken(f"已叫了 {beside.code}，{ticket.code} 不能再撤销办结。")
    reopened = tx.change(ticket, tickets.undo_finish(ticket, tx.now), "undo_finish")
    last = max(items_of(tx, ticket.id), key=lambda item: item.finished_at or tx.now)
    tx.change(last, items.reopen_item(last), "reopen_item")
    _take_apology_back(tx, last, ticket.window_no)
    return reopened


def transfer(tx: Tx, *, ticket_id: TicketId, to_window: WindowNo | None) -> Ticket:
    """Hands the customer to another window under the same number (转接, S1-1)."""
    ticket = my_ticket(tx, ticket_id)
    if to_window is not None:
        place = get_window(tx, to_window)
        if to_window == ticket.window_no:
            raise RuleBroken("不能转给本窗口。", field="window")
        if place.staff_no is None or place.suspension_id is not None:
            raise RuleBroken(f"{to_window}号窗口没有开，请选别的窗口。", field="window")
        if not place.may_call(ticket.prefix):
            raise RuleBroken(f"{to_window}号窗口不办这类业务，请选别的窗口。", field="window")
    handed = tx.change(ticket, tickets.transfer(ticket, to_window=to_window), "transfer")
    for item in items_of(tx, ticket.id):
        if item.state is ItemState.SERVING:
            tx.change(item, replace(item, state=ItemState.PENDING), "hand_over_item")
    return handed


def apologise(tx: Tx, *, ticket_id: TicketId) -> WindowDay:
    """The clerk said sorry: to those waiting now, or to the one called next (Art. 11(6))."""
    ticket = my_ticket(tx, ticket_id)
    current = next((i for i in items_of(tx, ticket.id) if i.state is ItemState.SERVING), None)
    assert ticket.window_no is not None
    place = get_window(tx, ticket.window_no)
    said = replace(place, apology_due=False)
    if place.apology_due:
        tx.change(place, said, "apologise", guard="apology_due")
    if current is not None and current.apologised_at is None:
        if not place.apology_due:
            # Noted first: a retry of this press gives the window back, as the press did.
            tx.note("apologise", "window_day", key_of(place))
        tx.change(
            current, replace(current, apologised_at=tx.now), "apologise", guard="apologised_at"
        )
    return said


def _note_apology(tx: Tx, item: Item, ticket: Ticket) -> None:
    if item.on_time() is not False or ticket.window_no is None:
        return
    place = get_window(tx, ticket.window_no)
    if place.apology_due or not any(place.may_call(t.prefix) for t in waiting(tx)):
        return
    tx.change(place, replace(place, apology_due=True), "apology_due", guard="apology_due")


def _take_apology_back(tx: Tx, item: Item, window: WindowNo) -> None:
    """The apology that the undone finish made due; one that was due before stays."""
    place = get_window(tx, window)
    if not place.apology_due or item.finished_at is None:
        return
    table, key = schema.journal, key_of(place)
    made = select(table.c.n).where(
        table.c.hall_id == tx.hall_id,
        table.c.subject == "window_day",
        table.c.subject_id == "/".join(str(part) for part in key.values()),
        table.c.action == "apology_due",
        table.c.at == utc_text(item.finished_at),
    )
    if tx.conn.execute(made).first() is not None:
        free = replace(place, apology_due=False)
        tx.change(place, free, "apology_withdrawn", guard="apology_due")


def _new_item(
    tx: Tx, ticket: Ticket, service: Service, quantity: int, origin: Item | None = None
) -> Item:
    """A new item; one continued from an earlier visit keeps its papers and what was told once."""
    item = Item(
        id=tx.new_id(),
        ticket_id=ticket.id,
        business_date=ticket.business_date,
        position=len(items_of(tx, ticket.id)) + 1,
        service_code=service.code,
        service_name=service.name,
        kind=service.kind,
        quantity=1,
        limit_minutes=service.limit_minutes,
        state=ItemState.PENDING,
        window_no=None,
        staff_no=None,
        started_at=None,
        finished_at=None,
        paused_at=None,
        pause_reason=None,
        paused_s=0,
        steps=(),
        papers=origin.papers if origin else (),
        informed_at=origin.informed_at if origin else None,
        over_reason=None,
        over_note="",
        apologised_at=None,
    )
    item = items.change_quantity(item, quantity)
    tx.insert(item, "add_item")
    return item


def _begin(tx: Tx, ticket: Ticket, item: Item) -> Item:
    """Makes the item the one in hand; another one in hand waits again, its start kept."""
    assert ticket.window_no is not None
    started = items.start_item(item, window=ticket.window_no, staff=StaffNo(tx.actor), now=tx.now)
    # First of all: a retry gives back the item that was begun, not the one put aside for it.
    begun = tx.change(item, started, "start_item")
    for other in items_of(tx, ticket.id):
        if other.state is ItemState.SERVING and other.id != item.id:
            tx.change(other, replace(other, state=ItemState.PENDING), "put_aside_item")
    return begun


def _edit(tx: Tx, item_id: int, action: str, edit: Callable[[Item], Item]) -> Item:
    item, _ = _item(tx, item_id)
    return tx.change(item, edit(item), action)


def _item(tx: Tx, item_id: int) -> tuple[Item, Ticket]:
    item = tx.get(Item, id=item_id)
    return item, _serving(tx, item.ticket_id)


def _serving(tx: Tx, ticket_id: TicketId) -> Ticket:
    ticket = my_ticket(tx, ticket_id)
    if ticket.state is not TicketState.SERVING:
        raise RuleBroken(f"{ticket.code} 没有在办理，请先按“开始办理”。")
    return ticket
