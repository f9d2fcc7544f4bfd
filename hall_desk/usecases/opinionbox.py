"""Opening the opinion box (意见箱开启, Art. 12(3)): two people, every slip with its number."""

from datetime import date

from hall_desk.domain import opinionbox
from hall_desk.domain.contacts import Handling, VisitMode
from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.opinionbox import NOTHING, BoxOpening, Slip
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import StaffNo
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.contacts import ContactForm, register_contact, reply_due
from hall_desk.usecases.queries import get_day, require_right


def open_box(
    tx: Tx, *, place: str, slips: tuple[str, ...], approved_by: str | None = None
) -> BoxOpening:
    """Writes an opening; each slip with words gets a row of the register and its number.

    ``approved_by`` is the second person, who signs in for it; one name is refused.
    """
    require_right(tx, Right.SUPERVISE)
    day = get_day(tx)
    box = check_text(place, "place", most=20)
    if not box:
        raise RuleBroken("请写哪个意见箱，如 大厅门口。", field="place", article="12(3)")
    if approved_by is None:
        raise ApprovalNeeded("开箱须两人在场：请在场的另一位输入本人工号和密码。")
    opinionbox.check_two(tx.actor, approved_by)
    if tx.find(Staff, staff_no=approved_by) is None:
        raise RuleBroken(f"没有工号 {approved_by}。", field="approved_by", article="12(3)")
    opening = tx.new_id()
    # Noted first: a retry gives back the opening, not the first slip's row.
    tx.note("open_box", "box_opening", {"id": opening})
    kept = BoxOpening(
        id=opening,
        business_date=day.date,
        opened_at=tx.now,
        place=box,
        first_person=StaffNo(tx.actor),
        second_person=StaffNo(approved_by),
        slips=tuple(Slip(words=words, intake=_intake(tx, words, box)) for words in slips),
    )
    tx.insert(kept, "keep_box_opening")
    return kept


def _intake(tx: Tx, words: str, box: str) -> str:
    """The register's number of a slip; nobody is known, so nobody can be telephoned."""
    if words == NOTHING:
        return NOTHING
    form = ContactForm(
        visit_mode=VisitMode.LETTER,
        matter=words,
        handling=Handling.LATER,
        promised_at=reply_due(tx),
        phone_declined=True,
        remark=f"意见箱（{box}）",
    )
    return register_contact(tx, form=form).code


def openings_of(reading: Reading, first: date, last: date) -> list[BoxOpening]:
    """The openings of a span of business dates."""
    table = schema.box_opening
    return reading.all(
        BoxOpening,
        table.c.business_date >= first,
        table.c.business_date <= last,
        order_by=table.c.id,
    )


def last_opening(reading: Reading) -> BoxOpening | None:
    """The newest opening."""
    found = reading.all(BoxOpening, order_by=schema.box_opening.c.id.desc(), most=1)
    return found[0] if found else None
