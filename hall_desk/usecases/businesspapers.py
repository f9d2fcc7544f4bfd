"""What goes on the notice and the acceptance sheet (告知单、受理单), read from the records."""

from hall_desk.domain import promises
from hall_desk.domain.acceptances import Acceptance, PromisedStage
from hall_desk.domain.days import HALL_ZONE
from hall_desk.domain.forms import FREE_CHOICE, is_built_by_customer, mask_id
from hall_desk.domain.items import Item
from hall_desk.domain.masking import mask_account, mask_name, mask_phone
from hall_desk.domain.notices import Notice
from hall_desk.domain.papers import (
    AcceptancePaper,
    AcceptedPaper,
    ApplicantCopy,
    NoticeFee,
    NoticeItem,
    NoticePaper,
    PromiseLine,
)
from hall_desk.domain.passes import ReturnPass
from hall_desk.domain.people import Staff
from hall_desk.domain.promises import PROFILE_WORDS
from hall_desk.domain.services import Service
from hall_desk.domain.tickets import Ticket
from hall_desk.store.transaction import Reading
from hall_desk.usecases import notices
from hall_desk.usecases.opening import local
from hall_desk.usecases.paperheads import hall_head
from hall_desk.usecases.queries import holiday_table


def notice_of(reading: Reading, item_id: int) -> NoticePaper:
    """The one-time notice of an item: papers there and missing, steps, fees (Art. 11(4))."""
    item = reading.get(Item, id=item_id)
    ticket = reading.get(Ticket, id=item.ticket_id)
    service = reading.get(Service, code=item.service_code)
    notice = notices.latest_of_item(reading, item_id)
    given = _pass_of(reading, notice)
    number = notice.number if notice is not None else 0
    missing = notice.missing if notice is not None else None
    return NoticePaper(
        hall=hall_head(reading),
        number=f"GZ-{item.business_date:%Y%m%d}-{number:03d}",
        service=service.name,
        customer="",
        ticket_number=ticket.code,
        papers=tuple(
            NoticeItem(
                name=paper.name,
                # As it was told; papers ticked later do not change a notice that was given.
                present=index in item.papers if missing is None else paper.name not in missing,
                note=paper.condition if not paper.mandatory else "",
            )
            for index, paper in enumerate(service.papers)
        ),
        steps=service.steps,
        fees=(NoticeFee(name=service.name, standard=service.fees_note),),
        deadline=service.promise,
        staff_no=notice.staff_no if notice is not None else item.staff_no or "",
        window=item.window_no,
        told_at=f"{local(notice.given_at if notice else reading.now):%Y-%m-%d %H:%M}",
        reprint=notice.reprints if notice is not None else 0,
        return_code=given.shown if given is not None else "",
        return_payload=given.payload if given is not None else "",
        return_until=given.valid_until.isoformat() if given is not None else "",
    )


def acceptance_of(reading: Reading, acceptance_id: int) -> AcceptancePaper:
    """The acceptance sheet: the customer's copy in full, the hall's masked (Art. 4(3))."""
    acceptance = reading.get(Acceptance, id=acceptance_id)
    service = reading.get(Service, code=acceptance.service_code)
    ticket = reading.get(Ticket, id=acceptance.ticket_id)
    owner = reading.find(Staff, staff_no=acceptance.owner)
    checked = promises.start_stages(
        acceptance.promises, acceptance.events, acceptance.accepted_at, holiday_table(reading)
    )
    profiles = [PROFILE_WORDS.get(name, name) for name in acceptance.rule_version.split("+")]
    return AcceptancePaper(
        hall=hall_head(reading),
        number=f"SL-{acceptance.code}",
        service=acceptance.service_name,
        ticket_number=ticket.code,
        copies=copies_of(acceptance),
        papers=tuple(
            AcceptedPaper(name=p.name, copies=p.copies, original_seen=p.original_seen)
            for p in acceptance.papers
        ),
        promises=tuple(_promise(stage) for stage in acceptance.promises),
        steps=service.steps,
        fees=service.fees_note,
        owner=f"{acceptance.owner} {owner.name if owner else ''}".rstrip(),
        window=acceptance.window_no,
        accepted_at=f"{local(acceptance.accepted_at):%Y-%m-%d %H:%M}",
        rule_version="、".join(profiles),
        warnings=checked.warnings,
        free_choice=FREE_CHOICE if is_built_by_customer(service) else "",
        reprint=acceptance.reprints,
    )


def copies_of(acceptance: Acceptance) -> tuple[ApplicantCopy, ...]:
    """Two copies: 客户联 with the full data, 营业厅联 masked."""
    full = ApplicantCopy(
        name="客户联",
        applicant=acceptance.applicant,
        id_kind=acceptance.id_kind,
        id_no=acceptance.id_no,
        phone=acceptance.phone,
        account=acceptance.account_no,
        address=acceptance.address,
    )
    masked = ApplicantCopy(
        name="营业厅联",
        applicant=mask_name(acceptance.applicant),
        id_kind=acceptance.id_kind,
        id_no=mask_id(acceptance.id_no),
        phone=mask_phone(acceptance.phone),
        account=mask_account(acceptance.account_no),
        address=acceptance.address,
    )
    return (full, masked)


def due_words(stage: PromisedStage) -> str:
    """2026-03-22 24:00 前; a clock time for hours; else from when it will run."""
    if stage.due_at is None:
        return f"{promises.start_words(stage)}起算"
    due = stage.due_at.astimezone(HALL_ZONE)
    whole_day = stage.unit in ("day", "workday", "month")
    return f"{due:%Y-%m-%d} {'24:00' if whole_day else f'{due:%H:%M}'} 前"


def _promise(stage: PromisedStage) -> PromiseLine:
    return PromiseLine(
        stage=stage.stage,
        limit=promises.limit_words(stage),
        due=due_words(stage),
        basis=promises.ref_words(stage),
    )


def _pass_of(reading: Reading, notice: Notice | None) -> ReturnPass | None:
    if notice is None or notice.pass_id is None:
        return None
    return reading.find(ReturnPass, id=notice.pass_id)
