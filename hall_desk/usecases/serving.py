"""Serving (办理): start, items, steps, pauses, outcomes; the limit runs per item."""

from collections.abc import Callable
from dataclasses import replace

from hall_desk.domain import items, tickets
from hall_desk.domain.days import WindowDay
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, ItemState, Outcome
from hall_desk.domain.passes import RECLASSIFIED
from hall_desk.domain.services import Service
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import StaffNo, Ticket, TicketId, TicketState
from hall_desk.store import schema
from hall_desk.store.records import key_of
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import passes
from hall_desk.usecases.acceptances import find_by_item
from hall_desk.usecases.outcomes import Result, check_bound, ending_of, is_paid, refer_to_desk
from hall_desk.usecases.queries import (
    get_service,
    get_window,
    my_ticket,
    pause_counts,
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
    _let_apology_lapse(tx, started)
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


def add_wish(tx: Tx, ticket: Ticket, service_code: str) -> Item:
    """One more thing a waiting customer has come for; the ticket's own item stays the first."""
    service = get_service(tx, service_code)
    if not items_of(tx, ticket.id):
        own = tx.get(Service, code=ticket.service_code)
        _new_item(tx, ticket, own, 1, passes.origin_of(tx, ticket))
    return _new_item(tx, ticket, service, 1)


def switch_item(tx: Tx, *, item_id: int) -> Item:
    """Turns to another item of the visit; its clock starts at the first turn only."""
    item, ticket = _item(tx, item_id)
    return _begin(tx, ticket, item)


def drop_item(tx: Tx, *, item_id: int) -> Item:
    """Takes back an item that was added by mistake and never started."""
    item, _ = _item(tx, item_id)
    if item.state is not ItemState.PENDING:
        raise RuleBroken("已开始的事项不能去掉，请选办理结果（Shift+F4）。")
    if item.started_at is not None:
        raise RuleBroken("这一项已经办过一段，不能去掉，请切换过去选办理结果。")
    check_bound(tx, item, Outcome.LEFT)
    return tx.change(item, replace(item, state=ItemState.DROPPED), "drop_item")


def change_quantity(tx: Tx, *, item_id: int, quantity: int) -> Item:
    """Changes the number of pieces, and with it the limit."""
    return _edit(tx, item_id, "change_quantity", lambda i: items.change_quantity(i, quantity))


def tick_step(tx: Tx, *, item_id: int, index: int, skipped: str = "") -> Item:
    """Ticks a step of the service card, or takes the tick back.

    Earlier steps still open are skipped, which needs a reason: a code of the list or words (S3-3).
    """
    words = words_of(tx, "skip_reason").get(skipped) or check_text(skipped, "skip")
    return _edit(
        tx, item_id, "tick_step", lambda i: items.tick_step(i, index, tx.now, skipped=words)
    )


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
    counts = pause_counts(tx, reason)
    return _edit(tx, item_id, "pause", lambda i: items.pause_item(i, reason, tx.now, counts=counts))


def resume(tx: Tx, *, item_id: int) -> Item:
    """The net time runs on."""
    return _edit(tx, item_id, "resume", lambda item: items.resume_item(item, tx.now))


def finish(
    tx: Tx,
    *,
    ticket_id: TicketId,
    over_reason: str | None = None,
    note: str = "",
    result: Result | None = None,
) -> Ticket:
    """Ends the item in hand with its outcome (办结 unless said); the next one starts, or the
    visit is done.

    Beyond the limit a reason is demanded, and an apology becomes due at the next call when
    somebody waits for this window (Art. 11(3), 11(6)). A 转办 registers its first contact; the
    return pass of what was 办结 is spent.
    """
    ticket = _serving(tx, ticket_id)
    result = result or Result()
    visit = items_of(tx, ticket.id)
    current = next((item for item in visit if item.state is ItemState.SERVING), None)
    if current is None:
        raise RuleBroken(f"{ticket.code} 没有正在办理的事项。")
    ending = ending_of(tx, current, result, over_reason=over_reason, note=note)
    done = items.finish_item(current, ending, tx.now)
    following = next((item for item in visit if item.state is ItemState.PENDING), None)
    if following is not None:
        # Noted first: a retry of this press gives the ticket back, as the press did.
        tx.note("next_item", "ticket", {"id": ticket.id})
        finished = ticket
    else:
        ended = [done if item.id == done.id else item for item in visit]
        finished = _end_visit(tx, ticket, ended)
    tx.change(current, done, "finish_item")
    passes.follow(tx, done)
    if result.outcome is Outcome.FORWARDED:
        refer_to_desk(tx, ticket, done, result)
    _note_apology(tx, done, ticket)
    if following is not None:
        _begin(tx, ticket, following)
    return finished


def leave_visit(
    tx: Tx, *, ticket_id: TicketId, over_reason: str | None = None, note: str = ""
) -> Ticket:
    """The customer leaves (客户放弃): every open item gets that outcome."""
    ticket = _serving(tx, ticket_id)
    visit = items_of(tx, ticket.id)
    result = Result(outcome=Outcome.LEFT)
    ended: dict[int, Item] = {}
    for item in visit:
        if item.state is ItemState.DONE:
            continue
        if item.started_at is None:
            check_bound(tx, item, Outcome.LEFT)
            ended[item.id] = items.drop_item(item)
            continue
        ending = ending_of(tx, item, result, over_reason=over_reason, note=note)
        ended[item.id] = items.end_item(item, ending, tx.now)
    left = _end_visit(tx, ticket, [ended.get(item.id, item) for item in visit])
    for item in visit:
        if item.id in ended:
            tx.change(item, ended[item.id], "finish_item")
            _note_apology(tx, ended[item.id], ticket)
    return left


def _end_visit(tx: Tx, ticket: Ticket, ended: list[Item]) -> Ticket:
    """Done, or given up where the customer left before anything was settled."""
    if all(item.outcome is Outcome.LEFT for item in ended):
        return tx.change(ticket, tickets.abandon(ticket, tx.now), "abandon")
    return tx.change(ticket, tickets.finish(ticket, tx.now), "finish")


def split_item(tx: Tx, *, item_id: int, quantity: int) -> Item:
    """Some pieces become an item of their own with its own clock (拆分)."""
    item, ticket = _item(tx, item_id)
    place = _next_position(items_of(tx, ticket.id))
    rest, apart = items.split_off(item, quantity, new_id=tx.new_id(), position=place)
    tx.insert(apart, "split_item")
    tx.change(item, rest, "split_from")
    return apart


def reclassify_item(tx: Tx, *, item_id: int, service_code: str) -> Item:
    """It was another service (改事项): one item closes, another runs on by its clock."""
    item, _ = _item(tx, item_id)
    if find_by_item(tx, item.id) is not None or is_paid(tx, item):
        raise RuleBroken("本项已收款或已填受理单，不能改事项；请办结后加一项。", field="service")
    service = get_service(tx, service_code)
    closed, fresh = items.reclassify(
        item,
        new_id=tx.new_id(),
        service_code=service.code,
        service_name=service.name,
        kind=service.kind,
        limit_minutes=service.limit_minutes,
        now=tx.now,
    )
    tx.insert(fresh, "reclassify_item")
    tx.change(item, closed, "reclassified")
    passes.retire(tx, item, RECLASSIFIED)
    return fresh


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
    if place.apology_due or not any(place.may_call(t.waits_for) for t in waiting(tx)):
        return
    tx.change(place, replace(place, apology_due=True), "apology_due", guard="apology_due")


def _let_apology_lapse(tx: Tx, ticket: Ticket) -> None:
    """It was owed to this customer: to a later one its sentence would not be true any more."""
    assert ticket.window_no is not None
    place = get_window(tx, ticket.window_no)
    if place.apology_due:
        tx.change(place, replace(place, apology_due=False), "apology_lapsed", guard="apology_due")


def _new_item(
    tx: Tx, ticket: Ticket, service: Service, quantity: int, origin: Item | None = None
) -> Item:
    """A new item; one continued from an earlier visit keeps its papers and what was told once."""
    item = Item(
        id=tx.new_id(),
        ticket_id=ticket.id,
        business_date=ticket.business_date,
        position=_next_position(items_of(tx, ticket.id)),
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
        papers=passes.papers_kept(tx, origin, service) if origin else (),
        informed_at=origin.informed_at if origin else None,
        over_reason=None,
        over_note="",
        apologised_at=None,
    )
    item = items.change_quantity(item, quantity)
    tx.insert(item, "add_item")
    return item


def _next_position(visit: list[Item]) -> int:
    return max((item.position for item in visit), default=0) + 1


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
