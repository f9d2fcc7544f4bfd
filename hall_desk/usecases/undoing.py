"""Taking a misclick back within ten seconds (撤销): what was, from the journal, is put back."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from hall_desk.domain import tickets
from hall_desk.domain.contacts import ContactState, FirstContact
from hall_desk.domain.days import WindowDay
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.escalations import Escalation
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.passes import ReturnPass
from hall_desk.domain.tickets import (
    UNDO_S,
    Move,
    StaffNo,
    Ticket,
    TicketState,
    WindowNo,
    seconds_to_undo,
)
from hall_desk.store import schema
from hall_desk.store.columns import utc_moment, utc_text
from hall_desk.store.journal import head
from hall_desk.store.records import record_by_id, restored
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import at_window, find_at_window, get_window
from hall_desk.usecases.suspending import aim_of

LOOK_BACK = 400
"""Journal entries looked through: a hall of fifty windows writes fewer in ten seconds."""
UNDONE = "误操作，10 秒内已撤销"
_BESIDE = "put_back"
_BINDING = frozenset({"payment", "acceptance", "notice", "first_contact", "sheet"})
_DIRECT = "serve_directly"

_MOVES = {str(move): move for move in Move} | {"next_item": None}
_ITEM_WORDS = {
    "next_item": "本项结果",
    "add_item": "加一项",
    "drop_item": "去掉一项",
    "split_item": "拆分",
    "reclassify_item": "改事项",
}
_NEVER = frozenset({Move.RECALL, Move.RETURN})
UNDOABLE = frozenset({*(str(move) for move in Move if move not in _NEVER), *_ITEM_WORDS, _DIRECT})


@dataclass(frozen=True, kw_only=True)
class Undoable:
    """The last thing done at a window that can still be taken back, and when it was done."""

    n: int
    action: str
    words: str
    code: str
    at: datetime

    def seconds_left(self, now: datetime) -> int:
        """Whole seconds in which it can be taken back."""
        return seconds_to_undo(self.at, now)


@dataclass(frozen=True, kw_only=True)
class _Press:
    """One transaction of the actor: its journal entries in order."""

    rows: tuple[Any, ...]

    @property
    def action(self) -> str:
        return str(self.rows[0].action)

    def subjects(self, *kinds: str) -> set[tuple[str, str]]:
        return {(r.subject, r.subject_id) for r in self.rows if not kinds or r.subject in kinds}


def find_undo(reading: Reading, window: WindowNo, staff_no: str) -> Undoable | None:
    """What Ctrl+Z would take back at a window; None when nothing can be."""
    found = _find(reading, window, staff_no)
    if found is None:
        return None
    press, ticket = found
    return Undoable(
        n=press.rows[0].n,
        action=press.action,
        words=_words(press.action),
        code=ticket.code,
        at=utc_moment(press.rows[0].at),
    )


def undo_last(tx: Tx, *, window: WindowNo) -> Ticket:
    """Takes the last misclick at this window back; number, issue and first start stay.

    A visit without a number is withdrawn: it stays on record and counts nowhere. Refused after
    ten seconds, and when somebody else has touched the ticket since.
    """
    at_window(tx, window)
    found = _find(tx, window, tx.actor)
    if found is None:
        raise RuleBroken(f"没有 {UNDO_S} 秒内可以撤销的操作；更早的请由值班主任更正。")
    press, ticket = found
    back = _ticket_back(tx, press, ticket)
    for subject, subject_id in sorted(press.subjects() - {("ticket", str(ticket.id))}):
        _put_back(tx, press, subject, subject_id)
    return back


def _ticket_back(tx: Tx, press: _Press, ticket: Ticket) -> Ticket:
    """The ticket where it stood; written first, so that a retry of this press gives it back."""
    action, move = f"undo_{press.action}", _MOVES.get(press.action)
    done_at = utc_moment(press.rows[0].at)
    if press.action == _DIRECT:
        return tx.change(ticket, tickets.withdraw(ticket, done_at=done_at, now=tx.now), action)
    if move is None:
        tx.note(action, "ticket", {"id": ticket.id})
        return ticket
    before = _as_before(press, "ticket", str(ticket.id), ticket)
    back = tickets.undo(ticket, before, move, done_at=done_at, now=tx.now)
    if back.state is TicketState.WAITING:
        back = replace(back, target_window=aim_of(tx, back))
    return tx.change(ticket, back, action)


def _put_back(tx: Tx, press: _Press, subject: str, subject_id: str) -> None:
    """What else the press changed; under a name of its own, so that undone tickets are counted."""
    known = record_by_id(subject, subject_id)
    if known is None:
        return
    kind, key = known
    record = tx.find(kind, **key)
    made_here = any(
        row.before == "" and row.after != ""
        for row in press.rows
        if (row.subject, row.subject_id) == (subject, subject_id)
    )
    if isinstance(record, Item):
        tx.change(record, _item_before(press, record, made_here=made_here), _BESIDE)
    elif isinstance(record, WindowDay):
        tx.change(
            record, _as_before(press, subject, subject_id, record), _BESIDE, guard="apology_due"
        )
    elif isinstance(record, ReturnPass) and record.used_at is None:
        kept = _as_before(press, subject, subject_id, record)
        tx.change(record, kept, _BESIDE, guard="voided_at")
    elif isinstance(record, FirstContact) and made_here:
        tx.change(record, _withdrawn_contact(tx, record), _BESIDE)
    elif isinstance(record, Escalation) and made_here and record.taken_at is None:
        settled = replace(
            record, taken_by=StaffNo(tx.actor), taken_at=tx.now, decision=UNDONE, closed_at=tx.now
        )
        tx.change(record, settled, _BESIDE, guard="taken_at")


def _item_before(press: _Press, item: Item, *, made_here: bool) -> Item:
    """The item as it was; one made by the press goes, a start that was made stays."""
    if press.action == str(Move.START):
        return replace(item, state=ItemState.PENDING)
    if made_here:
        return replace(item, state=ItemState.DROPPED)
    before: Item = _as_before(press, "item", str(item.id), item)
    return before


def _withdrawn_contact(tx: Tx, contact: FirstContact) -> FirstContact:
    """A row of the register is never taken out: it is closed, and says why."""
    return replace(
        contact,
        state=ContactState.CLOSED,
        unresolved_reason=UNDONE,
        closed_at=tx.now,
        closed_by=contact.owner,
    )


def _as_before(press: _Press, subject: str, subject_id: str, record: Any) -> Any:
    """The record with what the press changed put back, the last change first."""
    for row in reversed(press.rows):
        if (row.subject, row.subject_id) == (subject, subject_id) and row.before:
            record = restored(record, json.loads(row.before))
    return record


def _find(reading: Reading, window: WindowNo, staff_no: str) -> tuple[_Press, Ticket] | None:
    """The newest undoable press of the clerk whose ticket and items nobody touched since."""
    rows = _recent(reading)
    touched: set[tuple[str, str]] = set()
    for press in reversed(list(_presses(rows))):
        mine = press.rows[0].actor == staff_no and press.action in UNDOABLE
        if mine and touched.isdisjoint(press.subjects("ticket", "item")):
            ticket = _ticket_of(reading, press)
            if ticket is not None and _fits(reading, press, ticket, window):
                return press, ticket
        touched |= {(r.subject, r.subject_id) for r in press.rows if r.before or r.after}
        touched |= {bound for row in press.rows for bound in _bound(row)}
    return None


def _bound(row: Any) -> Iterable[tuple[str, str]]:
    """The visit and the item that money or a paper was made for: they do not go back any more."""
    if row.subject in _BINDING and not row.before and row.after:
        made = json.loads(row.after)
        for kind in ("ticket", "item"):
            yield kind, str(made.get(f"{kind}_id"))


def _recent(reading: Reading) -> list[Any]:
    """The journal of the last ten seconds."""
    table = schema.journal
    last, _ = head(reading.conn, reading.hall_id)
    query = (
        select(table)
        .where(
            table.c.hall_id == reading.hall_id,
            table.c.n > last - LOOK_BACK,
            table.c.at >= utc_text(reading.now - timedelta(seconds=UNDO_S)),
        )
        .order_by(table.c.n)
    )
    return list(reading.conn.execute(query))


def _presses(rows: Iterable[Any]) -> Iterable[_Press]:
    """The entries by transaction: the first of each carries the key of the operation."""
    together: list[Any] = []
    for row in rows:
        if row.op is not None and together:
            yield _Press(rows=tuple(together))
            together = []
        if row.op is not None or together:
            together.append(row)
    if together:
        yield _Press(rows=tuple(together))


def _ticket_of(reading: Reading, press: _Press) -> Ticket | None:
    for row in press.rows:
        if row.subject == "ticket":
            return reading.find(Ticket, id=int(row.subject_id))
        if row.subject == "item":
            item = reading.find(Item, id=int(row.subject_id))
            return None if item is None else reading.find(Ticket, id=item.ticket_id)
    return None


def _fits(reading: Reading, press: _Press, ticket: Ticket, window: WindowNo) -> bool:
    """Whether the ticket may stand again where it stood: its window must be this one, and free."""
    if press.action == _DIRECT:
        return ticket.window_no == window and ticket.state is TicketState.SERVING
    before = _as_before(press, "ticket", str(ticket.id), ticket)
    if before.state not in (TicketState.CALLED, TicketState.SERVING):
        return True
    place, beside = get_window(reading, window), find_at_window(reading, window)
    free = place.suspension_id is None and (beside is None or beside.id == ticket.id)
    return before.window_no == window and free


def _words(action: str) -> str:
    words = "直接受理" if action == _DIRECT else _ITEM_WORDS.get(action)
    return words if words is not None else tickets.MOVE_WORDS[Move(action)]
