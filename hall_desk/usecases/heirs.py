"""An open matter gets another owner (转交): the first one is ill or gone (S3-7)."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select

from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.callbacks import Callback
from hall_desk.domain.contacts import FirstContact
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.metertests import MeterTest
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.ratings import Rating
from hall_desk.domain.reconnections import Reconnection
from hall_desk.domain.texts import check_text
from hall_desk.store import schema
from hall_desk.store.columns import utc_moment
from hall_desk.store.records import TABLES
from hall_desk.store.transaction import Reading, Tx

M = TypeVar("M", Acceptance, Callback, FirstContact, MeterTest, Rating, Reconnection, Sheet)
WHY = "why_handed_over"


@dataclass(frozen=True, kw_only=True)
class Handover:
    """One change of the owner: who gave it to whom, when and why."""

    at: datetime
    by: str
    giver: str
    taker: str
    reason: str


def hand_to(tx: Tx, matter: M, action: str, *, to: str, reason: str, column: str = "owner") -> M:
    """The matter is somebody else's from now on; the journal keeps the reason."""
    words = check_text(reason, "handover_reason")
    heir = heir_of(tx, to)
    owner = getattr(matter, column)
    if heir.staff_no == owner:
        raise RuleBroken(f"这件事项已由工号 {heir.staff_no} 负责。", field="heir")
    if not words:
        raise RuleBroken("请写转交的原因。", field="handover_reason", article="S3-7")
    changed: dict[str, Any] = {column: heir.staff_no}
    moved = tx.change(matter, replace(matter, **changed), action, guard=column)
    told = {"from": owner, "to": heir.staff_no, "reason": words}
    tx.note(WHY, TABLES[type(matter)].name, {"id": matter.id}, after=told)
    return moved


def heir_of(reading: Reading, staff_no: str) -> Staff:
    """Whoever was chosen to take something over; refused unless they work at the counter."""
    cleaned = staff_no.strip()
    heir = reading.find(Staff, staff_no=cleaned) if cleaned.isalnum() else None
    if heir is None or not heir.may(Right.SERVE):
        raise RuleBroken("请选接手人（在职的柜员或值班主任）。", field="heir", article="S3-7")
    return heir


def heirs(reading: Reading) -> list[Staff]:
    """Whoever can be given an open matter, by staff number."""
    every = reading.all(Staff, order_by=schema.staff.c.staff_no)
    return [person for person in every if person.may(Right.SERVE)]


def handovers_of(
    reading: Reading, kind: type[Any], ids: Collection[int]
) -> dict[int, list[Handover]]:
    """The changes of the owner of some matters of one kind, oldest first."""
    if not ids:
        return {}
    table = schema.journal
    query = (
        select(table.c.subject_id, table.c.at, table.c.actor, table.c.after)
        .where(
            table.c.hall_id == reading.hall_id,
            table.c.subject == TABLES[kind].name,
            table.c.subject_id.in_([str(each) for each in ids]),
            table.c.action == WHY,
        )
        .order_by(table.c.n)
    )
    found: dict[int, list[Handover]] = {}
    for row in reading.conn.execute(query):
        told = json.loads(row.after)
        found.setdefault(int(row.subject_id), []).append(
            Handover(
                at=utc_moment(row.at),
                by=row.actor,
                giver=told["from"],
                taker=told["to"],
                reason=told["reason"],
            )
        )
    return found
