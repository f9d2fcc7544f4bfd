"""Papers of the ladder and of a referral: a rung's card, the hand-over slip (联系卡、交接单)."""

from hall_desk.domain.contacts import DirectoryEntry, FirstContact
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.masking import mask_account, mask_name, mask_phone
from hall_desk.domain.papers import ContactCardPaper, HandOverPaper
from hall_desk.domain.tickets import Ticket
from hall_desk.store.transaction import Reading
from hall_desk.usecases import contacts
from hall_desk.usecases.opening import local
from hall_desk.usecases.paperheads import hall_head
from hall_desk.usecases.papers import name_of

SUPERVISION = "12398"
DECLINED = "客户不留电话"


def rung_card_of(reading: Reading, code: str, staff_no: str) -> ContactCardPaper:
    """The card of a directory entry for a customer who only asked whom to turn to (S2-4)."""
    entry = reading.get(DirectoryEntry, code=code)
    if not entry.enabled or not entry.phone.strip():
        raise RuleBroken(f"{entry.office}没有联系电话，不能出联系卡。", article="S1-2")
    today = hall_date(reading.now)
    return ContactCardPaper(
        hall=hall_head(reading),
        matter="用电咨询与服务联系",
        department=entry.office,
        name=entry.person,
        phone=entry.phone,
        address=entry.address,
        hours=entry.hours,
        supervising_phone=SUPERVISION,
        verified_on=entry.verified_on.isoformat() if entry.verified_on else "",
        stale=entry.stale(today),
        first_contact=name_of(reading, staff_no),
        first_contact_staff_no=staff_no,
        issued_at=f"{local(reading.now):%Y-%m-%d %H:%M}",
    )


def hand_over_of(reading: Reading, contact_id: int) -> HandOverPaper:
    """What the department gets with a referral; the customer's data stay masked (Art. 4(3))."""
    contact = reading.get(FirstContact, id=contact_id)
    if contact.referred_at is None:
        raise RuleBroken(f"首问 {contact.code} 没有转办，不用交接单。", article="S1-2")
    ticket = reading.find(Ticket, id=contact.ticket_id) if contact.ticket_id else None
    entry = contacts.entry_of(reading, contact)
    papers = f"{contact.papers} {contact.papers_count} 份" if contact.papers_count else ""
    received = ""
    if contact.received_at is not None:
        received = f"{contact.receiver} {local(contact.received_at):%Y-%m-%d %H:%M}"
    return HandOverPaper(
        hall=hall_head(reading),
        register_number=contact.code,
        ticket_number=ticket.code if ticket else "",
        matter=contact.matter,
        customer=mask_name(contact.customer_name),
        customer_phone=DECLINED if contact.phone_declined else mask_phone(contact.phone),
        account=mask_account(contact.account_no),
        papers_taken=papers,
        department=contact.department,
        duty=entry.duty if entry else "",
        person=contact.person,
        phone=contact.person_phone,
        address=contact.person_address,
        deputy=f"{entry.deputy} {entry.deputy_phone}".strip() if entry else "",
        referred_at=f"{local(contact.referred_at):%Y-%m-%d %H:%M}",
        promised=f"{local(contact.promised_at):%Y-%m-%d %H:%M}" if contact.promised_at else "",
        first_contact=name_of(reading, contact.owner),
        first_contact_staff_no=contact.owner,
        received=received,
        printed_at=f"{local(reading.now):%Y-%m-%d %H:%M}",
    )
