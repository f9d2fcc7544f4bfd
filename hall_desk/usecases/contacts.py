"""First contacts (首问负责制): registered at the visit, owned until feedback is confirmed."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import literal_column

from hall_desk.domain import contacts
from hall_desk.domain.contacts import (
    ContactState,
    DirectoryEntry,
    FirstContact,
    Handling,
    VisitMode,
)
from hall_desk.domain.days import HALL_ZONE, hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.holidays import add_workdays
from hall_desk.domain.ladder import TRIED
from hall_desk.domain.payments import check_account_no
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.services import Service
from hall_desk.domain.texts import LONG, SHORT, check_text
from hall_desk.domain.tickets import Source, StaffNo, TicketId
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import ratings
from hall_desk.usecases.loose_ends import LooseEnd, loose_ends
from hall_desk.usecases.parties import note_party
from hall_desk.usecases.queries import (
    get_day,
    holiday_table,
    require_right,
    setting,
    ticket_of_today,
)

_ENQUIRY = "C02"
"""The enquiry whose deadline of a profile bounds the reply (不能当场答复的回复)."""


@dataclass(frozen=True, kw_only=True)
class ContactForm:
    """What the clerk writes down; texts as typed, the promise as a UTC moment."""

    visit_mode: VisitMode = VisitMode.HALL
    customer_name: str = ""
    account_no: str = ""
    phone: str = ""
    address: str = ""
    matter: str = ""
    in_duty: bool = True
    handling: Handling = Handling.ANSWERED
    papers: str = ""
    papers_count: int = 0
    hops: int = 0
    department: str = ""
    person: str = ""
    person_phone: str = ""
    person_address: str = ""
    promised_at: datetime | None = None
    result: str = ""
    remark: str = ""
    repeated: bool = False
    phone_declined: bool = False
    rung: str = ""
    name_reading: str = ""


def register_contact(
    tx: Tx, *, form: ContactForm, ticket_id: TicketId | None = None
) -> FirstContact:
    """Writes a register row bound to the visit; referred or settled as the form says.

    A referral without contact person, phone and address is refused (Art. 11(2)).
    """
    require_right(tx, Right.SERVE)
    day = get_day(tx)
    ticket = ticket_of_today(tx, ticket_id) if ticket_id is not None else None
    if ticket is not None and ticket.source is Source.PHONE:
        form = replace(form, visit_mode=VisitMode.PHONE)
    account_no = check_account_no(form.account_no)
    if form.rung not in ("", *TRIED):
        raise RuleBroken("请选客户找过的那一级。", field="rung", article="S2-2")
    number = f"first_contact:{day.date.isoformat()}"
    draft = FirstContact(
        id=tx.new_id(),
        business_date=day.date,
        number=0,
        ticket_id=ticket_id,
        owner=StaffNo(tx.actor),
        state=ContactState.REGISTERED,
        registered_at=tx.now,
        referred_at=None,
        receiver="",
        received_at=None,
        card_given_at=None,
        unresolved_reason="",
        resolved_at=None,
        fed_back_at=None,
        satisfaction="",
        closed_at=None,
        closed_by=None,
        repeated_at=tx.now if form.repeated else None,
        **(_fields(form) | {"account_no": account_no}),
    )
    contacts.check_registration(draft)
    contact = replace(draft, number=tx.next_number(number))
    if contact.handling in contacts.AT_ONCE:
        contact = contacts.settle_at_once(contact, tx.now)
    elif contact.handling is Handling.REFERRED:
        contact = contacts.refer(contact, tx.now)
    elif contact.promised_at is None:
        contact = replace(contact, promised_at=reply_due(tx))
    tx.insert(contact, "register_contact")
    note_party(
        tx,
        ticket_id=ticket_id,
        source="first_contact",
        source_id=contact.id,
        name=contact.customer_name,
        account_no=contact.account_no,
    )
    return contact


def _fields(form: ContactForm) -> dict[str, Any]:
    values = {name: getattr(form, name) for name in ContactForm.__dataclass_fields__}
    del values["repeated"]  # kept as the moment of the tick
    for name in _NOTES | _WORDS:
        values[name] = _clean(name, values[name])
    return values


_NOTES = frozenset({"matter", "result", "remark"})
_WORDS = frozenset(
    {"customer_name", "phone", "address", "papers", "rung", "name_reading"}
    | {"department", "person", "person_phone", "person_address"}
)


def _clean(name: str, text: str) -> str:
    notes = name in _NOTES
    return check_text(text, name, most=LONG if notes else SHORT, lines=notes)


def reply_due(reading: Reading) -> datetime:
    """The hall's usual reply date (UTC): the posted closing hour after the set working days."""
    days = reply_workdays(reading)
    hours = setting(reading, "hours")
    assert isinstance(hours, list)
    today = hall_date(reading.now)
    due = add_workdays(today, days, holiday_table(reading))
    return datetime.combine(due, time.fromisoformat(hours[1]), HALL_ZONE)


def reply_workdays(reading: Reading) -> int:
    """Working days until an open answer is due: the hall's own, never above its profiles'."""
    own, profiles = setting(reading, "reply_workdays"), setting(reading, "profiles")
    assert isinstance(own, int)
    assert isinstance(profiles, list)
    enquiry = reading.find(Service, code=_ENQUIRY)
    promised = [
        deadline.value
        for deadline in (enquiry.deadlines if enquiry else ())
        if deadline.unit == "workday" and deadline.profile in profiles
    ]
    return min([own, *promised])


def receive(tx: Tx, *, contact_id: int, receiver: str) -> FirstContact:
    """The department took the matter over."""
    require_right(tx, Right.SERVE)
    contact = tx.get(FirstContact, id=contact_id)
    received = contacts.receive(contact, check_text(receiver, "receiver"), tx.now)
    return tx.change(contact, received, "receive_contact")


def resolve(tx: Tx, *, contact_id: int, result: str, unresolved_reason: str = "") -> FirstContact:
    """The department's result is written down; the owner still has to feed it back."""
    require_right(tx, Right.SERVE)
    contact = tx.get(FirstContact, id=contact_id)
    resolved = contacts.resolve(
        contact,
        result=_clean("result", result),
        unresolved_reason=check_text(unresolved_reason, "unresolved_reason", most=LONG, lines=True),
        now=tx.now,
    )
    return tx.change(contact, resolved, "resolve_contact")


def feed_back(tx: Tx, *, contact_id: int, satisfaction: str = "") -> FirstContact:
    """The customer was told; only the owner or the manager does that."""
    contact = tx.get(FirstContact, id=contact_id)
    _check_owner(tx, contact)
    told = check_text(satisfaction, "satisfaction")
    fed = contacts.feed_back(contact, satisfaction=told, now=tx.now)
    tx.change(contact, fed, "feed_back_contact")
    ratings.note_reply(tx, fed)
    return fed


def close(tx: Tx, *, contact_id: int) -> FirstContact:
    """Closed by the owner or the duty manager, once feedback is confirmed."""
    contact = tx.get(FirstContact, id=contact_id)
    manager = tx.get(Staff, staff_no=tx.actor).may(Right.SUPERVISE)
    closed = contacts.close(contact, by=StaffNo(tx.actor), is_manager=manager, now=tx.now)
    return tx.change(contact, closed, "close_contact")


def give_answer(
    tx: Tx, *, contact_id: int, result: str, unresolved_reason: str = "", satisfaction: str = ""
) -> FirstContact:
    """The open answer was given to the customer (Art. 14(3)): told, rated and closed at once."""
    contact = tx.get(FirstContact, id=contact_id)
    _check_owner(tx, contact)
    manager = tx.get(Staff, staff_no=tx.actor).may(Right.SUPERVISE)
    given = contacts.answer(
        contact,
        by=StaffNo(tx.actor),
        is_manager=manager,
        result=_clean("result", result),
        unresolved_reason=check_text(unresolved_reason, "unresolved_reason", most=LONG, lines=True),
        satisfaction=check_text(satisfaction, "satisfaction"),
        now=tx.now,
    )
    tx.change(contact, given, "give_answer")
    ratings.note_reply(tx, given)
    return given


def give_card(tx: Tx, *, contact_id: int) -> FirstContact:
    """The contact card was handed to the customer (S2-4)."""
    require_right(tx, Right.SERVE)
    contact = tx.get(FirstContact, id=contact_id)
    given = replace(contact, card_given_at=contact.card_given_at or tx.now)
    return tx.change(contact, given, "give_contact_card", guard="card_given_at")


def _check_owner(tx: Tx, contact: FirstContact) -> None:
    manager = tx.get(Staff, staff_no=tx.actor).may(Right.SUPERVISE)
    if contact.owner != tx.actor and not manager:
        raise RuleBroken(f"首问责任人是 {contact.owner}，请由本人反馈客户。", article="11(2)")


def open_contacts(reading: Reading, owner: str | None = None) -> list[FirstContact]:
    """Open first contacts, of one owner or of all, the next due first."""
    table = schema.first_contact
    # Said literally, so that the partial index of open rows serves it.
    conditions = [table.c.state != literal_column("'closed'")]
    if owner is not None:
        conditions.append(table.c.owner == owner)
    found = reading.all(FirstContact, *conditions, order_by=table.c.registered_at)
    return sorted(found, key=contacts.due_at)


def register_of(reading: Reading, first: date, last: date) -> list[FirstContact]:
    """The register of a span of business dates, in order."""
    table = schema.first_contact
    return reading.all(
        FirstContact,
        table.c.business_date >= first,
        table.c.business_date <= last,
        order_by=(table.c.business_date, table.c.number),
    )


def directory(reading: Reading) -> list[DirectoryEntry]:
    """Departments and the contact ladder that are in use; rungs by level."""
    table = schema.directory
    order = (table.c.level, table.c.code)
    return reading.all(DirectoryEntry, table.c.enabled == 1, order_by=order)


def entry_of(reading: Reading, contact: FirstContact) -> DirectoryEntry | None:
    """The directory entry a referral went to: by its office, the same telephone first."""
    found = [
        entry
        for entry in directory(reading)
        if contact.department in (entry.office, entry.name, entry.level_name)
    ]
    same = [entry for entry in found if entry.phone == contact.person_phone]
    return next(iter(same or found), None)


def verify_contact(tx: Tx, *, code: str, person: str, phone: str, address: str) -> DirectoryEntry:
    """A directory entry was called and found right today (S2-4)."""
    require_right(tx, Right.SUPERVISE)
    entry = tx.get(DirectoryEntry, code=code)
    checked = replace(
        entry,
        person=check_text(person, "person"),
        phone=check_text(phone, "phone"),
        address=check_text(address, "address"),
        verified_on=hall_date(tx.now),
    )
    for field, word in (("person", "联系人"), ("phone", "电话"), ("address", "地址")):
        if not getattr(checked, field):
            raise RuleBroken(f"核实须填{word}。", field=field, article="11(2)")
    return tx.change(entry, checked, "verify_directory", guard="phone")


def without_owner_or_due(reading: Reading) -> list[LooseEnd]:
    """Open matters of every kind without owner or next due: empty (S3-7)."""
    return loose_ends(reading)
