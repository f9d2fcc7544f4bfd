"""Correcting closed items (差错更正, Art. 6(2)): figures follow, the old values stay."""

from dataclasses import dataclass

from hall_desk.domain import corrections
from hall_desk.domain.contacts import FirstContact, Handling
from hall_desk.domain.corrections import LEAST_GRADE, ServiceError, Wrong
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import StaffNo, TicketId
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import passes
from hall_desk.usecases.acceptances import find_by_item
from hall_desk.usecases.outcomes import check_bound
from hall_desk.usecases.queries import find_day, get_service, require_right, words_of
from hall_desk.usecases.visits import HIDDEN_SERVICES, visible_visit


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What should have stood there; only what belongs to ``what`` is read."""

    what: Wrong
    service_code: str = ""
    quantity: int | None = None
    outcome: Outcome | None = None
    over_reason: str = ""
    over_note: str = ""


def correct_item(
    tx: Tx,
    *,
    item_id: int,
    correction: Correction,
    reason: str,
    grade: str = LEAST_GRADE,
    apologised: bool = False,
) -> ServiceError:
    """Puts a closed item right: the clerk on the same day, the duty manager at any time.

    The record keeps what stood there before and why it was wrong; the journal keeps both sides.
    """
    staff = require_right(tx, Right.SERVE)
    item = tx.get(Item, id=item_id)
    _check_hand(tx, staff, item)
    why = check_text(reason, "reason")
    if not why:
        raise RuleBroken("请写差错原因。", field="reason", article="6(2)")
    _check_grade(tx, staff, grade)
    after = _after(tx, item, correction)
    old, new = corrections.changes(item, after)
    error: ServiceError = tx.insert(
        ServiceError(
            id=tx.new_id(),
            business_date=item.business_date,
            ticket_id=item.ticket_id,
            item_id=item.id,
            what=correction.what.value,
            reason=why,
            grade=grade,
            before=_plain(old),
            after=_plain(new),
            corrected_by=StaffNo(tx.actor),
            corrected_at=tx.now,
            apologised_at=tx.now if apologised else None,
        ),
        "record_error",
    )
    tx.change(item, after, "correct_item")
    passes.follow(tx, after)
    tx.outdate(item.business_date)
    return error


def errors_of(reading: Reading, ticket_id: TicketId) -> list[ServiceError]:
    """The corrections of a visit, in order."""
    table = schema.service_error
    found = reading.all(ServiceError, table.c.ticket_id == ticket_id)
    return sorted(found, key=lambda error: error.id)


def why_not_correct(reading: Reading, staff: Staff, item: Item) -> str:
    """Why somebody may not correct an item; empty for who may."""
    if staff.may(Right.SUPERVISE):
        return ""
    if item.staff_no != staff.staff_no:
        return f"本项由工号 {item.staff_no} 办理，请由本人或值班主任更正。"
    day = find_day(reading)
    if day is None or item.business_date != day.date:
        return "当天已日结，请由值班主任更正。"
    return ""


def _check_hand(tx: Tx, staff: Staff, item: Item) -> None:
    visible_visit(tx, item.ticket_id, tx.actor)
    why = why_not_correct(tx, staff, item)
    if why or item.service_code in HIDDEN_SERVICES:
        raise RuleBroken(why or "投诉、举报的记录不在这里更正。", article="6(2)")


def _check_grade(tx: Tx, staff: Staff, grade: str) -> None:
    if grade not in words_of(tx, "error_grade"):
        raise RuleBroken("请选差错等级。", field="grade", article="6(2)")
    if grade != LEAST_GRADE and not staff.may(Right.SUPERVISE):
        raise RuleBroken("差错等级由值班主任评定。", field="grade", article="6(2)")


def _after(tx: Tx, item: Item, correction: Correction) -> Item:
    what = correction.what
    service = None
    if what is Wrong.SERVICE and correction.service_code:
        service = get_service(tx, correction.service_code)
        if service.code in HIDDEN_SERVICES:
            raise RuleBroken("投诉、举报请另行登记。", field="service", article="6(2)")
    reason = correction.over_reason
    if reason and reason not in words_of(tx, "over_reason"):
        raise RuleBroken("请选超时原因。", field="over_reason", article="11(3)")
    if what is Wrong.OUTCOME and correction.outcome is not None:
        _check_outcome(tx, item, correction.outcome)
    if what is Wrong.SERVICE and find_by_item(tx, item.id) is not None:
        raise RuleBroken("本项已有受理单，事项不能更正。", field="service", article="6(2)")
    return corrections.corrected(
        item,
        what,
        service=service,
        quantity=correction.quantity,
        outcome=correction.outcome,
        over_reason=reason,
        over_note=check_text(correction.over_note, "over_note"),
    )


def _check_outcome(tx: Tx, item: Item, outcome: Outcome) -> None:
    """An outcome that leaves something behind is not put on where that was never made."""
    check_bound(tx, item, outcome)
    if outcome is Outcome.RECLASSIFIED:
        raise RuleBroken("改类请更正事项。", field="outcome", article="6(2)")
    if outcome is Outcome.ACCEPTED and find_by_item(tx, item.id) is None:
        raise RuleBroken("本项没有受理单，不能更正为受理。", field="outcome", article="18")
    table = schema.first_contact
    referred = (table.c.ticket_id == item.ticket_id, table.c.handling == Handling.REFERRED)
    if outcome is Outcome.FORWARDED and not tx.all(FirstContact, *referred, most=1):
        words = "本次来访没有转办登记，请先登记首问，再更正为转办。"
        raise RuleBroken(words, field="outcome", article="11(2)")


def _plain(values: dict[str, object]) -> dict[str, object]:
    """Values as JSON keeps them, so that the record read back is the one written."""
    return {name: str(v) if isinstance(v, Outcome) else v for name, v in values.items()}
