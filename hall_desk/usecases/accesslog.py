"""The access log (查阅记录, Art. 4(3)): who looked at personal data in full, and what left."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import or_, select

from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.callbacks import Callback
from hall_desk.domain.contacts import FirstContact
from hall_desk.domain.days import HALL_ZONE
from hall_desk.domain.items import Item
from hall_desk.domain.metertests import MeterTest
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.payments import Payment
from hall_desk.domain.people import Staff
from hall_desk.domain.reconnections import Reconnection
from hall_desk.domain.tickets import Ticket
from hall_desk.store import schema
from hall_desk.store.columns import utc_moment, utc_text
from hall_desk.store.journal import head
from hall_desk.store.transaction import Reading

MOST = 500
EXPORT = "export_journal"
_SUBJECTS = {
    "item": "办理事项",
    "first_contact": "首问登记",
    "party": "客户索引",
    "acceptance": "受理单",
    "ticket": "来访记录",
    "journal": "日志导出",
    "paper": "登记簿、报表",
    "callback": "有偿服务回访",
    "reconnection": "复电",
    "meter_test": "电能表校验",
}
_KINDS: dict[str, type[Any]] = {
    "item": Item,
    "first_contact": FirstContact,
    "acceptance": Acceptance,
    "ticket": Ticket,
    "callback": Callback,
    "reconnection": Reconnection,
    "meter_test": MeterTest,
}


@dataclass(frozen=True, kw_only=True)
class Access:
    """One look in full: when, who, at what, and for an export its reason."""

    n: int
    at: datetime
    staff_no: str
    name: str
    what: str
    subject: str
    reason: str = ""


def accesses(reading: Reading, first: date, last: date) -> list[Access]:
    """The looks of a span of dates, newest first; at most 500."""
    table = schema.journal
    start = _first_entry(reading, first)
    stop = _first_entry(reading, last + timedelta(days=1))
    query = (
        select(table)
        .where(
            table.c.hall_id == reading.hall_id,
            table.c.n >= start,
            table.c.n < stop,
            or_(table.c.action.like("unmask%"), table.c.action == EXPORT),
        )
        .order_by(table.c.n.desc())
        .limit(MOST)
    )
    names = {each.staff_no: each.name for each in reading.all(Staff)}
    return [
        Access(
            n=row.n,
            at=utc_moment(row.at),
            staff_no=row.actor,
            name=names.get(row.actor, ""),
            what=_SUBJECTS.get(row.subject, row.subject),
            subject=_subject(reading, row.subject, row.subject_id),
            reason=json.loads(row.after)["reason"] if row.action == EXPORT else "",
        )
        for row in reading.conn.execute(query)
    ]


def _first_entry(reading: Reading, day: date) -> int:
    """The number of the first entry on or after a day: entries are in the order of time."""
    wanted = utc_text(datetime.combine(day, time.min, HALL_ZONE))
    table = schema.journal
    low, high = 1, head(reading.conn, reading.hall_id)[0] + 1
    while low < high:
        middle = (low + high) // 2
        query = select(table.c.at).where(table.c.hall_id == reading.hall_id, table.c.n == middle)
        if str(reading.conn.execute(query).scalar() or "") < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def _subject(reading: Reading, subject: str, subject_id: str) -> str:
    """The number under which the hall knows it; never a name."""
    kind = _KINDS.get(subject)
    record = None
    if kind is not None and subject_id.isdigit():
        record = reading.find(kind, id=int(subject_id))
    if isinstance(record, Item):
        ticket = reading.find(Ticket, id=record.ticket_id)
        return f"{ticket.code} {record.service_name}" if ticket else subject_id
    if isinstance(record, Callback):
        sheet = reading.find(Sheet, id=record.subject_id)
        return sheet.code if sheet else subject_id
    if isinstance(record, Reconnection | MeterTest):
        payment = reading.find(Payment, id=record.payment_id)
        return payment.voucher_code if payment else subject_id
    if isinstance(record, Acceptance):
        return f"{record.business_date:%m%d}-{record.number:03d} {record.service_name}"
    return record.code if isinstance(record, FirstContact | Ticket) else subject_id
