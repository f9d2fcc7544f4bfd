"""Whoever leaves hands over what is open in their name (转交名下事项), all of it at once (S3-7)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hall_desk.domain.contacts import FirstContact
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import OPEN_SHEETS, Sheet
from hall_desk.domain.people import Right
from hall_desk.domain.tickets import Ticket
from hall_desk.store import schema
from hall_desk.store.records import TABLES
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.acceptances import open_acceptances
from hall_desk.usecases.callbacks import open_callbacks
from hall_desk.usecases.contacts import open_contacts
from hall_desk.usecases.deposits import open_tests
from hall_desk.usecases.heirs import hand_to, heir_of
from hall_desk.usecases.loose_ends import open_by_owner
from hall_desk.usecases.queries import require_right
from hall_desk.usecases.ratings import open_follow_ups
from hall_desk.usecases.reconnections import open_reconnections
from hall_desk.usecases.visits import is_hidden, items_of_visits

MATTERS = {
    "first_contact": "首问",
    "acceptance": "业务受理",
    "sheet": "有偿服务单",
    "work_order": "派工单",
    "callback": "有偿服务回访",
    "reconnection": "复电",
    "meter_test": "电能表校验",
    "rating": "评价回访",
    "escalation": "请值班主任",
    "suspension": "暂停营业",
    "ticket": "客户",
}
"""What may be open in somebody's name; the last three are ended where they are, never moved."""
ENDED_THERE = frozenset({"escalation", "suspension", "ticket"})
_MANAGERS = "投诉举报的首问和评价回访只能转交给值班主任。"


@dataclass(frozen=True, kw_only=True)
class Handed:
    """What came of it: how many matters moved, and how many only a duty manager may take."""

    moved: int
    kept: int


def matter_words(counts: dict[str, int]) -> str:
    """Such as 首问 2 件、派工单 1 件, in one order always."""
    return "、".join(
        f"{word} {counts[kind]} 件" for kind, word in MATTERS.items() if kind in counts
    )


def owned_by(reading: Reading, staff_no: str) -> dict[str, int]:
    """How much of each kind is open in somebody's name."""
    return open_by_owner(reading).get(staff_no, {})


def managers_only(reading: Reading, staff_no: str) -> dict[str, int]:
    """How much of it only a duty manager may answer for."""
    kinds = (TABLES[type(each)].name for each, *_, hidden in _owned(reading, staff_no) if hidden)
    return Counter(kinds)


def movable(counts: dict[str, int]) -> dict[str, int]:
    """What of it somebody else can take over; a team that is out goes with its sheet."""
    return {kind: n for kind, n in counts.items() if kind not in ENDED_THERE}


def hand_over_all(tx: Tx, *, staff_no: str, to: str, reason: str) -> Handed:
    """Everything open goes to one heir, each matter with the reason in the journal.

    What a clerk may not see or settle stays until a duty manager takes it.
    """
    require_right(tx, Right.STAFF)
    heir = heir_of(tx, to)
    moved = kept = 0
    for matter, action, column, managers in _owned(tx, staff_no):
        if managers and not heir.may(Right.SUPERVISE):
            kept += 1
            continue
        hand_to(tx, matter, action, to=heir.staff_no, reason=reason, column=column)
        moved += 1
    if not moved:
        why = _MANAGERS if kept else f"工号 {staff_no} 名下没有可转交的事项。"
        raise RuleBroken(why, field="heir", article="S3-7")
    return Handed(moved=moved, kept=kept)


def _owned(reading: Reading, owner: str) -> Iterator[tuple[Any, str, str, bool]]:
    """Each matter with the journal's word, its column, and whether only a manager may have it."""
    contacts = open_contacts(reading, owner)
    hidden = _hidden(reading, contacts)
    for contact in contacts:
        yield contact, "hand_over_contact", "owner", contact.id in hidden
    plain: tuple[tuple[str, Iterable[Any]], ...] = (
        ("hand_over_acceptance", open_acceptances(reading, owner)),
        ("hand_over_sheet", _open_sheets(reading, owner)),
        ("hand_over_callback", open_callbacks(reading, owner)),
        ("hand_over_reconnection", open_reconnections(reading, owner)),
        ("hand_over_test", open_tests(reading, owner)),
    )
    for action, matters in plain:
        for matter in matters:
            yield matter, action, "owner", False
    for rating in open_follow_ups(reading):
        if rating.follow_owner == owner:
            yield rating, "hand_over_follow_up", "follow_owner", True


def _open_sheets(reading: Reading, owner: str) -> list[Sheet]:
    table = schema.sheet
    still_open = table.c.state.in_(OPEN_SHEETS)
    return reading.all(Sheet, still_open, table.c.owner == owner, order_by=table.c.id)


def _hidden(reading: Reading, contacts: list[FirstContact]) -> set[int]:
    """The first contacts of complaints and reports, whose people stay unknown (Art. 4(3))."""
    ids = [each.ticket_id for each in contacts if each.ticket_id is not None]
    if not ids:
        return set()
    items = items_of_visits(reading, ids)
    tickets = reading.all(Ticket, schema.ticket.c.id.in_(ids))
    hidden = {each.id for each in tickets if is_hidden(each, items.get(each.id, []))}
    return {each.id for each in contacts if each.ticket_id in hidden}
