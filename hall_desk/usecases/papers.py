"""What goes on each paper (单据内容), read from the records; drawing it is the paper room's."""

import types
import typing
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from hall_desk.domain import publicwords
from hall_desk.domain.codes import ticket_payload
from hall_desk.domain.contacts import FirstContact, Handling
from hall_desk.domain.days import hall_date
from hall_desk.domain.kiosk import kiosk_options
from hall_desk.domain.masking import mask_account, mask_name, mask_phone
from hall_desk.domain.outlets import keeps_number
from hall_desk.domain.paidservice import OWNERSHIP_WORDS, Sheet
from hall_desk.domain.papers import (
    ConfirmationPaper,
    ContactCardPaper,
    DifferenceLine,
    DifferencePaper,
    RefundPaper,
    RegisterPaper,
    RegisterRow,
    SignPaper,
    SlipPaper,
    ToBringPaper,
    VoucherPaper,
    VoucherVoid,
    WorkOrderLine,
    WorkOrderPaper,
)
from hall_desk.domain.papers.to_bring import PaperToBring
from hall_desk.domain.payments import Payment
from hall_desk.domain.people import Staff
from hall_desk.domain.refunds import Refund
from hall_desk.domain.services import Service
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.domain.tickets import Ticket, TicketId
from hall_desk.domain.workorders import SLOT, OrderState, WorkOrder, differences
from hall_desk.store.transaction import Reading
from hall_desk.usecases import board, contacts
from hall_desk.usecases.hours import hall_hours
from hall_desk.usecases.opening import local
from hall_desk.usecases.paperheads import hall_head, phone_of, with_logo
from hall_desk.usecases.queries import find_day, get_service, setting, windows_of, words_of
from hall_desk.usecases.suspending import SuspensionForm, drafted
from hall_desk.usecases.voucherpapers import sheet_lines
from hall_desk.usecases.workorders import order_of

T = TypeVar("T")

SLIP_HINTS = (
    "请留意屏幕与语音呼叫。",
    "听不清或过号请到引导台，不必重新排队。",
)


def slip_of(reading: Reading, ticket_id: TicketId) -> SlipPaper:
    """The slip of a ticket: number, people ahead, estimate, what to prepare (S1-10)."""
    ticket = reading.get(Ticket, id=ticket_id)
    service = reading.get(Service, code=ticket.service_code)
    ahead = board.ahead_of(reading, ticket)
    kind = board.hall_board(reading).kind(ticket.waits_for)
    ground = words_of(reading, "ground").get(ticket.ground or "")
    day = find_day(reading)
    options = kiosk_options(setting(reading, "kiosk"))
    hint = options.other_ways(ticket.prefix, kind.waiting) if kind else ""
    return SlipPaper(
        hall=hall_head(reading),
        ticket_number=ticket.code,
        kind=kind.name if kind else "",
        service=service.name if service.kind != "complaint" else "",
        priority=f"优先・{ground}" if ground else None,
        people_ahead=ahead,
        estimate=kind.estimate(ahead) if kind else "—",
        papers_to_prepare=tuple(p.name for p in service.papers if p.mandatory),
        hints=(*SLIP_HINTS, hint) if hint else SLIP_HINTS,
        duty_manager=name_of(reading, day.manager) if day else "",
        issued_at=f"{local(ticket.issued_at):%Y-%m-%d %H:%M:%S}",
        scan=ticket_payload(ticket.business_date, ticket.code),
        link=options.link,
        link_words=options.link_words,
    )


def to_bring_of(reading: Reading, service_code: str) -> ToBringPaper:
    """What to bring for an item, to be taken along before there is any ticket (Art. 11(4))."""
    service = get_service(reading, service_code)
    options = kiosk_options(setting(reading, "kiosk"))
    hours = hall_hours(reading)
    return ToBringPaper(
        hall=hall_head(reading),
        service=publicwords.service_name(service),
        papers=tuple(
            PaperToBring(
                name=publicwords.paper_name(paper),
                note=publicwords.paper_note(paper),
                mark=publicwords.paper_mark(paper),
            )
            for paper in service.papers
        ),
        fee=publicwords.neutral(service.fees_note),
        promise=service.promise,
        hours=f"{hours.opens:%H:%M}–{hours.closes:%H:%M}",
        link=options.link,
        link_words=options.link_words,
        printed_at=f"{local(reading.now):%Y-%m-%d %H:%M}",
    )


def voucher_of(reading: Reading, payment_id: int) -> VoucherPaper:
    """The voucher as it was printed first, with its void and reprint marks."""
    payment = reading.get(Payment, id=payment_id)
    paper = revive(VoucherPaper, payment.content)
    with_logo(reading, paper.hall)
    void = None
    if payment.voided_at is not None:
        void = VoucherVoid(
            reason=payment.void_reason,
            at=f"{local(payment.voided_at):%Y-%m-%d %H:%M}",
            staff_no=payment.voided_by or "",
        )
    return replace(paper, void=void, reprint=payment.reprints)


def refund_of(reading: Reading, refund_id: int) -> RefundPaper:
    """The paper of a refund as it was printed first, with its reprint mark."""
    refund = reading.get(Refund, id=refund_id)
    paper = revive(RefundPaper, refund.content)
    with_logo(reading, paper.hall)
    return replace(paper, reprint=refund.reprints)


def confirmation_of(reading: Reading, sheet_id: int) -> ConfirmationPaper:
    """The itemised sheet for the customer's signature (Art. 25)."""
    sheet = reading.get(Sheet, id=sheet_id)
    newest = max((line.valid_from for line in sheet.lines), default=None)
    return ConfirmationPaper(
        hall=hall_head(reading),
        number=sheet.code,
        customer=mask_name(sheet.customer_name),
        customer_phone=mask_phone(sheet.phone),
        address=sheet.address,
        service="有偿服务（客户产权设施）",
        ownership=OWNERSHIP_WORDS[sheet.ownership],
        boundary=sheet.boundary,
        lines=sheet_lines(sheet),
        price_list_version="、".join(sorted({line.approval_doc for line in sheet.lines})),
        price_list_from=newest.isoformat() if newest else "",
        window=sheet.window_no,
        staff_no=sheet.staff_no,
        drawn_at=f"{local(sheet.drafted_at):%Y-%m-%d %H:%M}",
        signed_at=_stamp(sheet.signed_at) or None,
        signature=sheet.signature,
        difference=_difference_of(sheet, order_of(reading, sheet.id)),
        after_sales_phone=phone_of(reading),
    )


def _difference_of(sheet: Sheet, order: WorkOrder | None) -> DifferencePaper | None:
    """What was done otherwise than signed; None when nothing was (Art. 25)."""
    found = differences(sheet, order)
    if order is None or not found:
        return None
    return DifferencePaper(
        order_number=order.code,
        worker=order.worker,
        done_at=_stamp(order.done_at),
        note=order.done_note,
        lines=tuple(
            DifferenceLine(
                code=each.code,
                name=each.name,
                unit=each.unit,
                unit_price_fen=each.unit_price_fen,
                signed_thousandths=each.signed_milli,
                actual_thousandths=each.actual_milli,
                signed_fen=each.signed_fen,
                actual_fen=each.actual_fen,
            )
            for each in found
        ),
        signed_fen=sheet.total_fen,
        actual_fen=sum(line.amount_fen for line in order.actual),
        agreed_at=_stamp(order.difference_agreed_at) or None,
        agreed_how=order.difference_mode,
        signature=order.difference_signature,
    )


def work_order_of(reading: Reading, order_id: int) -> WorkOrderPaper:
    """What the team takes along; the customer in full, since the team has to meet them."""
    order = reading.get(WorkOrder, id=order_id)
    sheet = reading.get(Sheet, id=order.sheet_id)
    begins = local(order.appointed_at or order.issued_at)
    gone = order.state is OrderState.CANCELLED
    return WorkOrderPaper(
        hall=hall_head(reading),
        number=order.code,
        confirmation_number=sheet.code,
        team=order.team,
        team_phone=order.team_phone,
        appointed=f"{begins:%Y-%m-%d %H:%M}–{begins + SLOT:%H:%M}",
        customer=sheet.customer_name,
        customer_phone=sheet.phone,
        address=order.address,
        content=order.content,
        ownership=OWNERSHIP_WORDS[sheet.ownership],
        boundary=sheet.boundary,
        lines=tuple(
            WorkOrderLine(
                code=line.code,
                name=line.name,
                unit=line.unit,
                quantity_thousandths=line.quantity_milli,
            )
            for line in sheet.lines
        ),
        issued_by=_issued_by(reading, order, sheet),
        issued_at=_stamp(order.issued_at),
        cancelled=f"撤销原因：{order.cancel_reason}" if gone else "",
        reprint=order.reprints,
    )


def _issued_by(reading: Reading, order: WorkOrder, sheet: Sheet) -> str:
    """Who sent the team, and who answers for it where that is somebody else by now."""
    sent = f"{order.issued_by} {name_of(reading, order.issued_by)}"
    if sheet.owner == order.issued_by or not sheet.is_open:
        return sent
    return f"{sent}，现由 {sheet.owner} {name_of(reading, sheet.owner)} 负责"


def register_of_span(reading: Reading, first: date, last: date, printed_by: str) -> RegisterPaper:
    """The first-contact register of a span of business dates."""
    rows = contacts.register_of(reading, first, last)
    at_once = [c for c in rows if c.handling in (Handling.DONE, Handling.ANSWERED)]
    return RegisterPaper(
        hall=hall_head(reading),
        period=first.isoformat() if first == last else f"{first} 至 {last}",
        rows=tuple(_register_row(reading, contact) for contact in rows),
        printed_at=f"{local(reading.now):%Y-%m-%d %H:%M}",
        printed_by=printed_by,
        solved_at_once=len(at_once),
        referred=sum(1 for c in rows if c.handling is Handling.REFERRED),
        still_open=sum(1 for c in rows if c.is_open),
    )


def _register_row(reading: Reading, contact: FirstContact) -> RegisterRow:
    papers = f"{contact.papers} {contact.papers_count} 份" if contact.papers_count else ""
    handed = ""
    if contact.received_at is not None:
        handed = f"{_stamp(contact.received_at)} {contact.receiver}"
    return RegisterRow(
        number=contact.code,
        at=_stamp(contact.registered_at),
        channel=contact.visit_mode.value,
        customer=mask_name(contact.customer_name),
        account=mask_account(contact.account_no),
        phone=mask_phone(contact.phone),
        address=contact.address,
        matter=contact.matter,
        first_contact=name_of(reading, contact.owner),
        staff_no=contact.owner,
        own_duty=contact.in_duty,
        handling=contact.handling.value,
        papers_taken=papers,
        department=contact.department,
        contact_person=contact.person,
        contact_phone=contact.person_phone,
        contact_address=contact.person_address,
        handed_over=handed,
        promised=_stamp(contact.promised_at),
        result=contact.result,
        unsolved_reason=contact.unresolved_reason,
        closed_at=_stamp(contact.closed_at),
        feedback=" ".join(
            part for part in (_stamp(contact.fed_back_at), contact.satisfaction) if part
        ),
        remark=contact.remark,
    )


def _stamp(moment: datetime | None) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M}" if moment else ""


def contact_card_of(reading: Reading, contact_id: int) -> ContactCardPaper:
    """The card a referred customer takes along (S2-4)."""
    contact = reading.get(FirstContact, id=contact_id)
    today = hall_date(reading.now)
    entry = contacts.entry_of(reading, contact)
    verified = entry.verified_on if entry else None
    return ContactCardPaper(
        hall=hall_head(reading),
        matter=contact.matter,
        department=contact.department,
        name=contact.person,
        phone=contact.person_phone,
        address=contact.person_address,
        hours=entry.hours if entry else "",
        supervising_phone="12398",
        verified_on=verified.isoformat() if verified else "",
        stale=entry.stale(today) if entry else True,
        first_contact=name_of(reading, contact.owner),
        first_contact_staff_no=contact.owner,
        register_number=contact.code,
        issued_at=_stamp(reading.now),
    )


def sign_of(reading: Reading, suspension_id: int) -> SignPaper:
    """The printable sign of a suspension (Art. 11(8))."""
    return sign_paper(reading, reading.get(Suspension, id=suspension_id))


def sign_of_draft(reading: Reading, form: SuspensionForm) -> SignPaper:
    """The sign as it would be printed; nothing is suspended yet."""
    return sign_paper(reading, drafted(reading, form))


def sign_paper(reading: Reading, stop: Suspension) -> SignPaper:
    """The sign of a suspension that holds, or of one that is only drafted."""
    kinds = words_of(reading, "kind")
    place, served = hall_head(reading).name, ""
    if stop.scope is Scope.SERVICE:
        place = kinds.get(stop.prefix or "", "")
    elif stop.window_no is not None:
        place = f"{stop.window_no}号窗口"
        day = local(stop.from_at).date()
        prefixes = next(
            (w.prefixes for w in windows_of(reading, day) if w.no == stop.window_no), ""
        )
        served = "・".join(kinds[p] for p in prefixes if p in kinds)
    return SignPaper(
        hall=hall_head(reading),
        place=place,
        kinds=served,
        reason=stop.reason,
        since=f"{local(stop.from_at):%H:%M}",
        resume=f"{local(stop.expected_at):%H:%M}",
        alternative=stop.alternative,
        alternative_hint=keeps_number(stop.alternative),
    )


def name_of(reading: Reading, staff_no: str) -> str:
    """The name behind a staff number, or the number itself."""
    staff = reading.find(Staff, staff_no=staff_no)
    return staff.name if staff else staff_no


def revive(kind: type[T], data: Any) -> T:
    """A record of nested frozen records from the plain data kept of it."""
    return typing.cast(T, _revive(kind, data))


def _revive(kind: Any, data: Any) -> Any:
    origin = typing.get_origin(kind)
    if data is None:
        return None
    if origin in (types.UnionType, typing.Union):
        inner = [arm for arm in typing.get_args(kind) if arm is not type(None)]
        return _revive(inner[0], data)
    if origin is tuple:
        return tuple(_revive(typing.get_args(kind)[0], part) for part in data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        known = [field.name for field in fields(kind) if field.name in data]
        return typing.cast(Any, kind)(**{n: _revive(hints[n], data[n]) for n in known})
    return data
