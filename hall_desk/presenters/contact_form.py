"""From the first-contact form as typed to what is kept (首问登记表)."""

from datetime import date, datetime

from hall_desk.domain.contacts import Handling, VisitMode
from hall_desk.domain.errors import RuleBroken
from hall_desk.presenters.contact_state import ContactDraft
from hall_desk.presenters.moments import read_day_clock
from hall_desk.usecases.contacts import ContactForm


def form_of(draft: ContactDraft, today: date) -> ContactForm:
    """The form of a draft; refuses at the field what cannot be read."""
    at_once = draft.handling in (Handling.ANSWERED, Handling.DONE)
    referral = draft.handling in (Handling.REFERRED, Handling.GUIDED)
    return ContactForm(
        visit_mode=VisitMode(draft.visit_mode),
        customer_name=draft.customer_name.strip(),
        account_no=draft.account_no,
        phone=draft.phone.strip(),
        address=draft.address.strip(),
        matter=draft.matter.strip(),
        in_duty=draft.in_duty,
        handling=Handling(draft.handling),
        papers=draft.papers.strip(),
        papers_count=_count_of(draft.papers_count),
        hops=draft.hops,
        department=draft.department if referral else "",
        person=draft.person.strip() if referral else "",
        person_phone=draft.person_phone.strip() if referral else "",
        person_address=draft.person_address.strip() if referral else "",
        promised_at=None if at_once else _promise(draft.promised_at, today),
        result=draft.result.strip() if at_once else "",
        remark=draft.remark.strip(),
        phone_declined=draft.phone_declined and draft.handling == Handling.LATER,
        rung=draft.rung,
        name_reading=draft.name_reading.strip(),
        repeated=draft.repeated and draft.visit_mode == VisitMode.PHONE.value,
    )


def _promise(typed: str, today: date) -> datetime | None:
    text = typed.strip()
    if not text:
        return None
    moment = read_day_clock(text, today)
    if moment is None:
        raise RuleBroken("答复时限请写成 3月16日 17:30 这样。", field="promised_at")
    return moment


def _count_of(text: str) -> int:
    cleaned = text.strip() or "0"
    if not cleaned.isdecimal() or len(cleaned) > 3:
        raise RuleBroken("份数请写数字。", field="papers_count")
    return int(cleaned)
