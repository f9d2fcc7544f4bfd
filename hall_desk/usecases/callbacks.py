"""Callbacks (回访, Art. 26): opened by a paid service, tried, then answered or given up."""

from datetime import date, datetime

from sqlalchemy import literal_column, or_

from hall_desk.domain import callbacks, ratings
from hall_desk.domain.callbacks import AttemptResult, Callback, CallbackState
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.people import Right
from hall_desk.domain.ratings import GivenBy, RatingStep
from hall_desk.domain.texts import LONG, check_text
from hall_desk.domain.tickets import StaffNo
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.heirs import hand_to
from hall_desk.usecases.queries import get_day, require_right, setting
from hall_desk.usecases.ratings import SHEET, rate


def open_for(tx: Tx, sheet: Sheet, *, done_at: datetime) -> Callback:
    """Part of completion or payment: the customer is asked some days later, once a sheet."""
    known, due = callback_of(tx, sheet.id), callbacks.due_on(hall_date(done_at), callback_days(tx))
    if known is not None and known.was_dropped:
        return tx.change(known, callbacks.reopen(known, due=due), "reopen_callback")
    if known is not None:
        return known
    callback = Callback(
        id=tx.new_id(),
        business_date=get_day(tx).date,
        subject=SHEET,
        subject_id=sheet.id,
        customer_name=sheet.customer_name,
        phone=sheet.phone,
        owner=sheet.owner,
        due_on=due,
        attempts=(),
        state=CallbackState.OPEN,
        opinion="",
        level=None,
        closed_at=None,
        closed_by=None,
        close_reason="",
    )
    tx.insert(callback, "open_callback")
    return callback


def drop_for(tx: Tx, sheet: Sheet, reason: str) -> None:
    """Part of voiding a sheet or its payment: nobody is asked about work that is not charged."""
    callback = callback_of(tx, sheet.id)
    if callback is not None and callback.is_open:
        gone = callbacks.drop(callback, reason=reason, by=StaffNo(tx.actor), now=tx.now)
        tx.change(callback, gone, "drop_callback")


def note_attempt(tx: Tx, *, callback_id: int, result: AttemptResult) -> Callback:
    """A call in vain (未接通) with its time and person."""
    callback = _mine(tx, callback_id)
    tried = callbacks.try_again(callback, result=result, by=StaffNo(tx.actor), now=tx.now)
    return tx.change(callback, tried, "try_callback", guard="attempts")


def record_answer(tx: Tx, *, callback_id: int, opinion: str, level: int) -> Callback:
    """The customer was reached: opinion and rating; a bad one is followed up (S1-11)."""
    callback = _mine(tx, callback_id)
    reached = callbacks.reach(
        callback,
        opinion=check_text(opinion, "opinion", most=LONG, lines=True),
        level=ratings.check_level(level),
        by=StaffNo(tx.actor),
        now=tx.now,
    )
    tx.change(callback, reached, "answer_callback")
    rate(
        tx,
        subject=callback.subject,
        subject_id=callback.subject_id,
        step=RatingStep.CALLBACK,
        level=level,
        given_by=GivenBy.ASKED,
    )
    return reached


def give_up(tx: Tx, *, callback_id: int, reason: str) -> Callback:
    """Closed after three calls in vain, with a reason (Art. 26)."""
    callback = _mine(tx, callback_id)
    words = check_text(reason, "close_reason", most=LONG, lines=True)
    closed = callbacks.give_up(callback, reason=words, by=StaffNo(tx.actor), now=tx.now)
    return tx.change(callback, closed, "give_up_callback")


def hand_over_callback(tx: Tx, *, callback_id: int, to: str, reason: str) -> Callback:
    """Somebody else calls the customer: by the owner or the duty manager, with the reason."""
    callback = _mine(tx, callback_id)
    callbacks.expect_open(callback)
    return hand_to(tx, callback, "hand_over_callback", to=to, reason=reason)


def unmask_callback(tx: Tx, *, callback_id: int) -> Callback:
    """Name and telephone are looked at in full; the journal says by whom (Art. 4(3))."""
    callback = _mine(tx, callback_id)
    tx.note("unmask", "callback", {"id": callback_id})
    return callback


def callback_of(reading: Reading, sheet_id: int) -> Callback | None:
    """The callback of a sheet, or None."""
    return reading.find(Callback, subject=SHEET, subject_id=sheet_id)


def open_callbacks(
    reading: Reading, owner: str | None = None, *, due_by: date | None = None
) -> list[Callback]:
    """Callbacks still to be made, of one owner or of all, the next due first."""
    table = schema.callback
    # Said literally, so that the partial index of open callbacks serves it.
    conditions = [table.c.state == literal_column("'open'")]
    if owner is not None:
        conditions.append(table.c.owner == owner)
    if due_by is not None:
        conditions.append(table.c.due_on <= due_by)
    return reading.all(Callback, *conditions, order_by=(table.c.due_on, table.c.id))


def callbacks_since(reading: Reading, first: date) -> list[Callback]:
    """Open ones, and all that were opened since a date; the next due first."""
    table = schema.callback
    wanted = or_(table.c.state == literal_column("'open'"), table.c.business_date >= first)
    return reading.all(Callback, wanted, order_by=(table.c.due_on, table.c.id))


def callback_days(reading: Reading) -> int:
    """How many days after completion the customer is asked."""
    days = setting(reading, "callback_days")
    assert isinstance(days, int)
    return days


def _mine(tx: Tx, callback_id: int) -> Callback:
    staff = require_right(tx, Right.SERVE)
    callback = tx.get(Callback, id=callback_id)
    if callback.owner != tx.actor and not staff.may(Right.SUPERVISE):
        raise RuleBroken(f"这件回访由工号 {callback.owner} 负责，请由本人或值班主任操作。")
    return callback
