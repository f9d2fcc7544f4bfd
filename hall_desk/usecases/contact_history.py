"""Earlier visits of an account (本户来访): what was registered for it in the last 90 days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, union

from hall_desk.domain.contacts import FirstContact
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import ItemState
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.tickets import Ticket
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import require_right
from hall_desk.usecases.visits import HIDDEN_SERVICES, is_hidden, items_of_visits

HISTORY_DAYS = 90


@dataclass(frozen=True, kw_only=True)
class EarlierVisit:
    """One line of the register for the same account (户号)."""

    contact_id: int
    day: date
    ticket_code: str
    matter: str
    handling: str


def visits_of_account(
    reading: Reading, account_no: str, *, besides: int | None = None
) -> list[EarlierVisit]:
    """The account's first contacts of the last 90 days, newest first; never of a complaint."""
    if not account_no:
        return []
    contact, ticket = schema.first_contact, schema.ticket
    since = hall_date(reading.now) - timedelta(days=HISTORY_DAYS)
    same_ticket = and_(ticket.c.hall_id == contact.c.hall_id, ticket.c.id == contact.c.ticket_id)
    query = (
        select(
            contact.c.id,
            contact.c.business_date,
            contact.c.matter,
            contact.c.handling,
            ticket.c.prefix,
            ticket.c.number,
        )
        .select_from(contact.outerjoin(ticket, same_ticket))
        .where(
            contact.c.hall_id == reading.hall_id,
            contact.c.account_no == account_no,
            contact.c.business_date >= since,
            or_(contact.c.ticket_id.is_(None), contact.c.ticket_id.not_in(_hidden(reading, since))),
        )
        .order_by(contact.c.id.desc())
    )
    return [
        EarlierVisit(
            contact_id=row.id,
            day=row.business_date,
            ticket_code=f"{row.prefix}{row.number:03d}" if row.prefix else "",
            matter=row.matter,
            handling=str(row.handling),
        )
        for row in reading.conn.execute(query)
        if row.id != besides
    ]


def unmask_contact(tx: Tx, *, contact_id: int) -> FirstContact:
    """Shows a customer's full name, phone and account number; who looked is journalled."""
    require_right(tx, Right.SERVE)
    contact = tx.get(FirstContact, id=contact_id)
    _check_sight(tx, contact)
    tx.note("unmask_contact", "first_contact", {"id": contact_id}, after={"by": tx.actor})
    return contact


def _hidden(reading: Reading, since: date) -> Any:
    """The tickets of complaints and reports (投诉、举报) since a day."""
    ticket, item = schema.ticket, schema.item
    of_ticket = select(ticket.c.id).where(
        ticket.c.hall_id == reading.hall_id,
        ticket.c.business_date >= since,
        ticket.c.service_code.in_(HIDDEN_SERVICES),
    )
    of_item = select(item.c.ticket_id).where(
        item.c.hall_id == reading.hall_id,
        item.c.business_date >= since,
        item.c.service_code.in_(HIDDEN_SERVICES),
        item.c.state != ItemState.DROPPED,
    )
    return union(of_ticket, of_item)


def _check_sight(tx: Tx, contact: FirstContact) -> None:
    """Who complained is known to whoever answers for it, and to the duty manager (Art. 4(3))."""
    staff = tx.get(Staff, staff_no=tx.actor)
    if contact.ticket_id is None or contact.owner == tx.actor or staff.may(Right.SUPERVISE):
        return
    ticket = tx.get(Ticket, id=contact.ticket_id)
    if is_hidden(ticket, items_of_visits(tx, [ticket.id]).get(ticket.id, [])):
        raise RuleBroken(f"首问 {contact.code} 的客户信息不能查看。", article="4(3)")
