"""Everything that hangs on one visit (来访记录), for whoever may see it."""

from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Table

from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.callbacks import Callback
from hall_desk.domain.contacts import FirstContact
from hall_desk.domain.corrections import ServiceError
from hall_desk.domain.items import Item
from hall_desk.domain.notices import Notice
from hall_desk.domain.paidservice import Sheet, SheetState
from hall_desk.domain.parties import Party
from hall_desk.domain.payments import Payment
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.refunds import Refund
from hall_desk.domain.services import CodedText, Service
from hall_desk.domain.tickets import Ticket, TicketId
from hall_desk.domain.workorders import WorkOrder
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases.correcting import errors_of, why_not_correct
from hall_desk.usecases.queries import code_texts, find_day, services, words_of
from hall_desk.usecases.ratings import SHEET
from hall_desk.usecases.visits import (
    HIDDEN_SERVICES,
    is_hidden,
    parties_of,
    visible_visit,
)

R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class VisitRecord:
    """One visit on one snapshot; ``hidden`` when a complaint keeps its people unknown.

    ``why_not`` says for each item why this person may not correct it, empty where they may.
    """

    ticket: Ticket
    items: tuple[Item, ...]
    hidden: bool
    is_today: bool
    parties: tuple[Party, ...]
    payments: tuple[Payment, ...]
    sheets: tuple[Sheet, ...]
    sheet_codes: dict[int, str]
    orders: tuple[WorkOrder, ...]
    refunds: tuple[Refund, ...]
    callbacks: tuple[Callback, ...]
    contacts: tuple[FirstContact, ...]
    notices: tuple[Notice, ...]
    acceptances: tuple[Acceptance, ...]
    errors: tuple[ServiceError, ...]
    why_not: dict[int, str]
    manager: bool
    names: dict[str, str]
    kinds: dict[str, str]
    grounds: dict[str, str]
    services: tuple[Service, ...]
    over_reasons: tuple[CodedText, ...]
    pause_reasons: dict[str, str]
    methods: dict[str, str]
    grades: tuple[CodedText, ...]
    apology: str


def visit_record(reading: Reading, ticket_id: TicketId, staff_no: str) -> VisitRecord:
    """The record of a visit; refuses whoever may not see it."""
    ticket, items = visible_visit(reading, ticket_id, staff_no)
    staff = reading.get(Staff, staff_no=staff_no)
    hidden = is_hidden(ticket, items)
    shown = () if hidden else tuple(items)
    day = find_day(reading)
    sheets = [] if hidden else _of_ticket(reading, Sheet, schema.sheet, ticket)
    payments = [] if hidden else _of_ticket(reading, Payment, schema.payment, ticket)
    return VisitRecord(
        ticket=ticket,
        items=shown,
        hidden=hidden,
        is_today=day is not None and day.date == ticket.business_date,
        parties=() if hidden else tuple(parties_of(reading, ticket.id)),
        payments=tuple(payments),
        sheets=tuple(sheet for sheet in sheets if sheet.state is not SheetState.VOID),
        sheet_codes={sheet.id: sheet.code for sheet in sheets},
        orders=_orders(reading, sheets),
        refunds=() if hidden else _refunds(reading, ticket, payments),
        callbacks=_callbacks(reading, sheets),
        contacts=_contacts(reading, ticket, hidden=hidden),
        notices=() if hidden else tuple(_of_ticket(reading, Notice, schema.notice, ticket)),
        acceptances=_acceptances(reading, ticket, hidden=hidden),
        errors=() if hidden else tuple(errors_of(reading, ticket.id)),
        why_not={item.id: why_not_correct(reading, staff, item) for item in shown},
        manager=staff.may(Right.SUPERVISE),
        names={person.staff_no: person.name for person in reading.all(Staff)},
        kinds=words_of(reading, "kind"),
        grounds=words_of(reading, "ground"),
        services=tuple(s for s in services(reading) if s.enabled and s.code not in HIDDEN_SERVICES),
        over_reasons=tuple(code_texts(reading, "over_reason")),
        pause_reasons=words_of(reading, "pause_reason"),
        methods=words_of(reading, "payment_method"),
        grades=tuple(code_texts(reading, "error_grade")),
        apology=words_of(reading, "phrase").get("P20", ""),
    )


def _contacts(reading: Reading, ticket: Ticket, *, hidden: bool) -> tuple[FirstContact, ...]:
    found = [] if hidden else _of_ticket(reading, FirstContact, schema.first_contact, ticket)
    return tuple(found)


def _acceptances(reading: Reading, ticket: Ticket, *, hidden: bool) -> tuple[Acceptance, ...]:
    found = [] if hidden else _of_ticket(reading, Acceptance, schema.acceptance, ticket)
    return tuple(found)


def _orders(reading: Reading, sheets: list[Sheet]) -> tuple[WorkOrder, ...]:
    """Whoever was sent out for the visit's sheets, in order."""
    if not sheets:
        return ()
    table = schema.work_order
    ids = [sheet.id for sheet in sheets]
    return tuple(reading.all(WorkOrder, table.c.sheet_id.in_(ids), order_by=table.c.id))


def _refunds(reading: Reading, ticket: Ticket, payments: list[Payment]) -> tuple[Refund, ...]:
    """What was given back of the visit's payments on any day, and at this visit."""
    table = schema.refund
    found = _of_ticket(reading, Refund, table, ticket)
    ids = [payment.id for payment in payments]
    if ids:
        found += reading.all(Refund, table.c.payment_id.in_(ids))
    each = {refund.id: refund for refund in found}
    return tuple(each[number] for number in sorted(each))


def _callbacks(reading: Reading, sheets: list[Sheet]) -> tuple[Callback, ...]:
    """The callbacks about the visit's paid services (Art. 26)."""
    if not sheets:
        return ()
    table = schema.callback
    ids = [sheet.id for sheet in sheets]
    about = (table.c.subject == SHEET, table.c.subject_id.in_(ids))
    return tuple(reading.all(Callback, *about, order_by=table.c.id))


def _of_ticket(reading: Reading, kind: type[R], table: Table, ticket: Ticket) -> list[R]:
    """The rows of a visit; its date, too, so that the index of days serves each table."""
    same: tuple[Any, ...] = (
        table.c.business_date == ticket.business_date,
        table.c.ticket_id == ticket.id,
    )
    # Ordered here: ordering by id would make SQLite walk the rows of all days.
    return sorted(reading.all(kind, *same), key=lambda record: record.id)  # type: ignore[attr-defined]
