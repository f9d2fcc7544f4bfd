"""Calls for the duty manager (请值班主任, Art. 6(3), 11(10))."""

from datetime import date
from typing import Any

from hall_desk.domain import escalations
from hall_desk.domain.escalations import Escalation
from hall_desk.domain.people import Right
from hall_desk.domain.texts import LONG, check_text
from hall_desk.domain.tickets import StaffNo, WindowNo
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import find_at_window, get_day, require_right


def call_manager(tx: Tx, *, window: WindowNo | None, reason: str = "") -> Escalation:
    """Raises a call from any screen; a second press while one is open changes nothing."""
    day = get_day(tx)
    table = schema.escalation
    running = tx.all(
        Escalation,
        table.c.business_date == day.date,
        table.c.window_no == window,
        table.c.raised_by == tx.actor,
        table.c.taken_at.is_(None),
        table.c.cause == "",
    )
    if running:
        return running[0]
    ticket = find_at_window(tx, window) if window is not None else None
    call = Escalation(
        id=tx.new_id(),
        business_date=day.date,
        window_no=window,
        ticket_id=ticket.id if ticket else None,
        reason=check_text(reason, "reason", most=LONG, lines=True),
        raised_by=StaffNo(tx.actor),
        raised_at=tx.now,
        taken_by=None,
        taken_at=None,
        decision="",
        closed_at=None,
    )
    tx.insert(call, "call_manager")
    return call


def take(tx: Tx, *, escalation_id: int) -> Escalation:
    """The duty manager takes the call; the seconds until now are kept."""
    require_right(tx, Right.SUPERVISE)
    call = tx.get(Escalation, id=escalation_id)
    taken = escalations.take(call, by=StaffNo(tx.actor), now=tx.now)
    return tx.change(call, taken, "take_escalation", guard="taken_at")


def settle(tx: Tx, *, escalation_id: int, decision: str) -> Escalation:
    """The decision is written and the call closed."""
    require_right(tx, Right.SUPERVISE)
    call = tx.get(Escalation, id=escalation_id)
    words = check_text(decision, "decision", most=LONG, lines=True)
    settled = escalations.settle(call, decision=words, now=tx.now)
    return tx.change(call, settled, "settle_escalation", guard="closed_at")


def open_calls(reading: Reading, day: date | None = None) -> list[Escalation]:
    """Calls not yet settled, oldest first: of one business date, or of all."""
    table = schema.escalation
    conditions: list[Any] = [table.c.closed_at.is_(None)]
    if day is not None:
        conditions.append(table.c.business_date == day)
    return reading.all(Escalation, *conditions, order_by=table.c.raised_at)
