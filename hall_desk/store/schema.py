"""The tables. Every row that belongs to a hall carries its ``hall_id``; nothing is deleted."""

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    MetaData,
    Table,
    Text,
    event,
    text,
)

from hall_desk.domain.acceptances import AcceptanceState
from hall_desk.domain.callbacks import CallbackState
from hall_desk.domain.contacts import ContactState, Handling, VisitMode
from hall_desk.domain.days import DayState
from hall_desk.domain.items import ItemState, Outcome
from hall_desk.domain.paidservice import LineKind, Ownership, SheetState
from hall_desk.domain.passes import PassKind
from hall_desk.domain.payments import Charge, Series
from hall_desk.domain.people import Role
from hall_desk.domain.publicnotices import NoticeKind
from hall_desk.domain.ratings import RatingStep
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import Source, TicketState
from hall_desk.domain.tills import BagState
from hall_desk.domain.workorders import OrderState
from hall_desk.store.columns import Bool, DateText, EnumText, Int, JsonText, TimeText, UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


@event.listens_for(metadata, "before_create")
def _parts_for_postgresql(*_: Any, **__: Any) -> None:
    """An index over a part of its table is the same on both databases.

    Naming PostgreSQL at each index would load its dialect, several megabytes, in every program.
    """
    for table in metadata.tables.values():
        for index in table.indexes:
            index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]


def _hall() -> Column[int]:
    return Column("hall_id", Int, ForeignKey("hall.id"), nullable=False, primary_key=True)


def _id() -> Column[int]:
    return Column("id", Int, primary_key=True, autoincrement=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _int(name: str, default: str | None = None) -> Column[int]:
    return Column(name, Int, nullable=False, server_default=default)


def _json(name: str) -> Column[Any]:
    return Column(name, JsonText, nullable=False, server_default="[]")


def _bool(name: str, default: str | None = None) -> Column[bool]:
    return Column(name, Bool, nullable=False, server_default=default)


def _at(name: str, nullable: bool = True) -> Column[Any]:
    return Column(name, UtcTime, nullable=nullable)


def _enum(name: str, kind: Any) -> Column[Any]:
    return Column(name, EnumText(kind), nullable=False)


def _one_of(column: str, kind: Any) -> CheckConstraint:
    values = ", ".join(f"'{member.value}'" for member in kind)
    return CheckConstraint(f"{column} IN ({values})", name=column)


def _table(name: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


hall = _table(
    "hall",
    Column("id", Int, primary_key=True, autoincrement=False),
    _text("code"),
    _text("name"),
    _text("level"),
    _text("address"),
    _text("phone"),
    _text("slogan"),
    CheckConstraint("level IN ('county+', 'township')", name="level"),
)

journal_head = _table(
    "journal_head",
    _hall(),
    _int("n"),
    _text("hash"),
    CheckConstraint("n >= 0", name="n"),
)

journal = _table(
    "journal",
    _hall(),
    Column("n", Int, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    _text("actor"),
    _text("action"),
    _text("subject"),
    _text("subject_id"),
    _text("before"),
    _text("after"),
    Column("op", Text),
    _text("hash"),
    CheckConstraint("n >= 1", name="n"),
    CheckConstraint("length(hash) = 64", name="hash"),
)
Index("uq_journal_op", journal.c.hall_id, journal.c.op, unique=True)
Index("ix_journal_subject", journal.c.hall_id, journal.c.subject, journal.c.subject_id)

sequence = _table(
    "sequence",
    _hall(),
    Column("name", Text, primary_key=True),
    _int("value"),
    CheckConstraint("value >= 0", name="value"),
)

setting = _table(
    "setting",
    _hall(),
    Column("name", Text, primary_key=True),
    Column("value", JsonText, nullable=False),
)

service = _table(
    "service",
    _hall(),
    Column("code", Text, primary_key=True),
    _text("name"),
    _text("kind"),
    _text("prefix"),
    Column("limit_minutes", Int),
    Column("papers", JsonText, nullable=False),
    Column("steps", JsonText, nullable=False),
    _text("fees_note"),
    _text("promise"),
    _text("theme"),
    _bool("on_kiosk"),
    _bool("enabled"),
    _text("name_en"),
    _json("deadlines"),
    _json("keywords"),
    _text("initials"),
    CheckConstraint("limit_minutes > 0", name="limit_minutes"),
)

code_text = _table(
    "code_text",
    _hall(),
    Column("list", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    _int("position"),
    _text("text"),
    _text("text_en"),
    _text("shipped"),
    _int("version", "1"),
)

price = _table(
    "price",
    _hall(),
    Column("code", Text, primary_key=True),
    Column("valid_from", DateText, primary_key=True),
    Column("valid_to", DateText),
    _text("name"),
    _enum("kind", LineKind),
    _text("unit"),
    _int("unit_price_fen"),
    _int("quantity_decimals"),
    _text("approval_doc"),
    _bool("enabled"),
    _bool("ended", "0"),
    _one_of("kind", LineKind),
    CheckConstraint("unit_price_fen > 0", name="unit_price_fen"),
    CheckConstraint("quantity_decimals BETWEEN 0 AND 3", name="quantity_decimals"),
    CheckConstraint("approval_doc <> ''", name="approval_doc"),
)

directory = _table(
    "directory",
    _hall(),
    Column("code", Text, primary_key=True),
    _int("level"),
    _text("level_name"),
    _text("name"),
    _text("person"),
    _text("phone"),
    _text("address"),
    _text("hours"),
    Column("verified_on", DateText),
    _text("deputy"),
    _text("deputy_phone"),
    _text("duty"),
    _bool("enabled", "1"),
)

area = _table(
    "area",
    _hall(),
    Column("code", Text, primary_key=True),
    _text("name"),
    _json("villages"),
    _json("account_prefixes"),
    _text("manager_code"),
    _text("station_code"),
    _text("company_code"),
    _bool("enabled", "1"),
)

key_account = _table(
    "key_account",
    _hall(),
    Column("account_no", Text, primary_key=True),
    _text("name"),
    _text("manager_code"),
    _bool("enabled", "1"),
)

outlet = _table(
    "outlet",
    _hall(),
    Column("code", Text, primary_key=True),
    _text("name"),
    _text("kind"),
    _text("address"),
    _text("phone"),
    _text("hours"),
    _text("prefixes"),
    _bool("enabled", "1"),
    CheckConstraint("kind IN ('hall', 'agent')", name="kind"),
)

holiday = _table(
    "holiday",
    _hall(),
    Column("day", DateText, primary_key=True),
    _bool("off"),
    _text("name"),
)

staff = _table(
    "staff",
    _hall(),
    Column("staff_no", Text, primary_key=True),
    _text("name"),
    _enum("role", Role),
    _text("password_hash"),
    _int("failed", "0"),
    _at("locked_until"),
    _bool("active", "1"),
    _text("skills"),
    _one_of("role", Role),
)

business_day = _table(
    "business_day",
    _hall(),
    Column("date", DateText, primary_key=True),
    _enum("state", DayState),
    _text("manager"),
    _at("opened_at", nullable=False),
    Column("opens", TimeText, nullable=False),
    Column("closes", TimeText, nullable=False),
    Column("checklist", JsonText, nullable=False),
    _at("issue_stopped_at"),
    _at("closed_at"),
    Column("closed_by", Text),
    Column("closing", JsonText, nullable=False),
    _one_of("state", DayState),
)
Index(
    "uq_business_day_open",
    business_day.c.hall_id,
    unique=True,
    sqlite_where=text("state = 'open'"),
)

window_day = _table(
    "window_day",
    _hall(),
    Column("business_date", DateText, primary_key=True),
    Column("no", Int, primary_key=True, autoincrement=False),
    _text("prefixes"),
    Column("staff_no", Text),
    _at("signed_in_at"),
    Column("suspension_id", Int),
    _bool("apology_due", "0"),
    _text("skills"),
    CheckConstraint("no BETWEEN 1 AND 99", name="no"),
)
Index(
    "uq_window_day_clerk",
    window_day.c.hall_id,
    window_day.c.business_date,
    window_day.c.staff_no,
    unique=True,
)

attendance = _table(
    "attendance",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _text("staff_no"),
    Column("window_no", Int),
    _at("signed_in_at", nullable=False),
    _int("late_minutes"),
    _at("signed_out_at"),
)
Index("ix_attendance_day", attendance.c.hall_id, attendance.c.business_date)

float_count = _table(
    "float_count",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _int("window_no"),
    _text("staff_no"),
    _int("amount_fen"),
    _at("counted_at", nullable=False),
    CheckConstraint("amount_fen >= 0", name="amount_fen"),
)
Index("ix_float_count_day", float_count.c.hall_id, float_count.c.business_date)

ticket = _table(
    "ticket",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _text("prefix"),
    _int("number"),
    _text("service_code"),
    Column("ground", Text),
    _int("lane"),
    _int("rank"),
    _enum("state", TicketState),
    Column("target_window", Int),
    Column("window_no", Int),
    Column("staff_no", Text),
    _int("calls", "0"),
    _int("call_no", "0"),
    _int("priority_run", "0"),
    _int("transfers", "0"),
    _bool("inside_at_close", "0"),
    _at("issued_at", nullable=False),
    _at("called_at"),
    _at("started_at"),
    _at("finished_at"),
    Column("source", EnumText(Source), nullable=False, server_default=Source.KIOSK.value),
    _bool("needs_help", "0"),
    _at("held_at"),
    Column("hold_reason", Text),
    Column("pass_id", Int),
    _text("line"),
    _one_of("state", TicketState),
    CheckConstraint("lane IN (0, 1, 2)", name="lane"),
    CheckConstraint("number > 0", name="number"),
)
Index(
    "uq_ticket_number",
    ticket.c.hall_id,
    ticket.c.business_date,
    ticket.c.prefix,
    ticket.c.number,
    unique=True,
)
_WAITING = text("state = 'waiting'")
Index(
    "ix_ticket_waiting",
    ticket.c.hall_id,
    ticket.c.lane,
    ticket.c.rank,
    sqlite_where=_WAITING,
)
_AT_WINDOW = text("state IN ('called', 'serving')")
Index(
    "uq_ticket_at_window",
    ticket.c.hall_id,
    ticket.c.window_no,
    unique=True,
    sqlite_where=_AT_WINDOW,
)
_CALLED = text("called_at IS NOT NULL")
Index(
    "ix_ticket_calls",
    ticket.c.hall_id,
    ticket.c.business_date,
    ticket.c.called_at,
    sqlite_where=_CALLED,
)
Index(
    "ix_ticket_window",
    ticket.c.hall_id,
    ticket.c.business_date,
    ticket.c.window_no,
    ticket.c.call_no,
    sqlite_where=_CALLED,
)

item = _table(
    "item",
    _hall(),
    _id(),
    _int("ticket_id"),
    Column("business_date", DateText, nullable=False),
    _int("position"),
    _text("service_code"),
    _text("service_name"),
    _text("kind"),
    _int("quantity"),
    Column("limit_minutes", Int),
    _enum("state", ItemState),
    Column("window_no", Int),
    Column("staff_no", Text),
    _at("started_at"),
    _at("finished_at"),
    _at("paused_at"),
    Column("pause_reason", Text),
    _int("paused_s", "0"),
    Column("steps", JsonText, nullable=False),
    Column("papers", JsonText, nullable=False),
    _at("informed_at"),
    Column("over_reason", Text),
    _text("over_note"),
    _at("apologised_at"),
    Column("outcome", EnumText(Outcome)),
    _text("basis"),
    _text("explanation"),
    _text("alternative"),
    Column("origin_id", Int),
    _bool("pause_counts", "1"),
    _one_of("state", ItemState),
    CheckConstraint("quantity > 0", name="quantity"),
)
Index("ix_item_ticket", item.c.hall_id, item.c.ticket_id)
Index("ix_item_day", item.c.hall_id, item.c.business_date, item.c.finished_at)

escalation = _table(
    "escalation",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    Column("window_no", Int),
    Column("ticket_id", Int),
    _text("reason"),
    _text("raised_by"),
    _at("raised_at", nullable=False),
    Column("taken_by", Text),
    _at("taken_at"),
    _text("decision"),
    _at("closed_at"),
    _text("cause"),
)
Index("ix_escalation_day", escalation.c.hall_id, escalation.c.business_date)

first_contact = _table(
    "first_contact",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _int("number"),
    Column("ticket_id", Int),
    _enum("visit_mode", VisitMode),
    _text("customer_name"),
    _text("account_no"),
    _text("phone"),
    _text("address"),
    _text("matter"),
    _text("owner"),
    _bool("in_duty"),
    _enum("handling", Handling),
    _text("papers"),
    _int("papers_count"),
    _int("hops"),
    _text("department"),
    _text("person"),
    _text("person_phone"),
    _text("person_address"),
    _enum("state", ContactState),
    _at("registered_at", nullable=False),
    _at("referred_at"),
    _text("receiver"),
    _at("received_at"),
    _at("promised_at"),
    _at("card_given_at"),
    _text("result"),
    _text("unresolved_reason"),
    _at("resolved_at"),
    _at("fed_back_at"),
    _text("satisfaction"),
    _at("closed_at"),
    Column("closed_by", Text),
    _text("remark"),
    _bool("phone_declined", "0"),
    _text("rung"),
    _text("name_reading"),
    _at("repeated_at"),
    _one_of("state", ContactState),
    CheckConstraint("owner <> ''", name="owner"),
)
Index(
    "uq_first_contact_number",
    first_contact.c.hall_id,
    first_contact.c.business_date,
    first_contact.c.number,
    unique=True,
)
_OPEN_CONTACT = text("state <> 'closed'")
Index(
    "ix_first_contact_open",
    first_contact.c.hall_id,
    first_contact.c.owner,
    sqlite_where=_OPEN_CONTACT,
)

sheet = _table(
    "sheet",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _int("number"),
    Column("ticket_id", Int),
    _enum("ownership", Ownership),
    _text("boundary"),
    _at("informed_at"),
    _text("customer_name"),
    _text("phone"),
    _text("address"),
    Column("lines", JsonText, nullable=False),
    _enum("state", SheetState),
    _text("staff_no"),
    _int("window_no"),
    _at("drafted_at", nullable=False),
    _at("signed_at"),
    _text("signature_mode"),
    _at("paid_at"),
    _text("void_reason"),
    _json("signature"),
    _text("owner"),
    _one_of("state", SheetState),
    CheckConstraint("ownership = 'customer'", name="ownership"),
    CheckConstraint("state <> 'paid' OR signed_at IS NOT NULL", name="signed_before_paid"),
)
Index("ix_sheet_ticket", sheet.c.hall_id, sheet.c.ticket_id)
Index("uq_sheet_number", sheet.c.hall_id, sheet.c.business_date, sheet.c.number, unique=True)
SHEET_UNPAID = text("state = 'signed'")
Index("ix_sheet_unpaid", sheet.c.hall_id, sheet.c.owner, sqlite_where=SHEET_UNPAID)

payment = _table(
    "payment",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _int("voucher_no"),
    Column("ticket_id", Int),
    Column("item_id", Int),
    Column("sheet_id", Int),
    _text("purpose"),
    _text("account_no"),
    _text("customer_name"),
    _int("due_fen"),
    _int("received_fen"),
    _int("change_fen"),
    _text("method"),
    _at("spoken_received_at", nullable=False),
    _at("spoken_change_at", nullable=False),
    _at("paid_at", nullable=False),
    _text("staff_no"),
    _int("window_no"),
    _text("invoice"),
    Column("content", JsonText, nullable=False),
    _int("reprints", "0"),
    _text("void_reason"),
    _at("voided_at"),
    Column("voided_by", Text),
    Column("void_approved_by", Text),
    Column("series", EnumText(Series), nullable=False, server_default=Series.RECEIPT.value),
    Column("kind", EnumText(Charge), nullable=False, server_default=Charge.BILL.value),
    _json("lines"),
    _text("invoice_kind"),
    Column("invoice_date", DateText),
    Column("invoice_fen", Int),
    _text("invoice_by"),
    CheckConstraint("due_fen > 0", name="due_fen"),
    CheckConstraint("received_fen - change_fen = due_fen", name="change"),
    CheckConstraint("change_fen >= 0", name="change_fen"),
    CheckConstraint("voided_by IS NULL OR voided_by <> void_approved_by", name="second_person"),
)
Index("uq_payment_voucher", payment.c.hall_id, payment.c.series, payment.c.voucher_no, unique=True)
Index("ix_payment_day", payment.c.hall_id, payment.c.business_date)
# Said literally in the queries too, so that the partial indexes serve them.
INVOICE_NUMBERED = text("length(invoice) = 20")
Index(
    "uq_payment_invoice",
    payment.c.hall_id,
    payment.c.invoice,
    unique=True,
    sqlite_where=INVOICE_NUMBERED,
)
INVOICE_OWED = text("invoice = 'owed' AND voided_at IS NULL")
Index(
    "ix_payment_invoice_owed",
    payment.c.hall_id,
    payment.c.voucher_no,
    sqlite_where=INVOICE_OWED,
)

suspension = _table(
    "suspension",
    _hall(),
    _id(),
    _enum("scope", Scope),
    Column("window_no", Int),
    Column("prefix", Text),
    _text("reason_code"),
    _text("reason"),
    _at("from_at", nullable=False),
    _at("expected_at", nullable=False),
    _text("alternative"),
    _text("by"),
    Column("approved_by", Text),
    _at("resumed_at"),
    Column("resumed_by", Text),
    _one_of("scope", Scope),
    CheckConstraint("expected_at > from_at", name="expected_at"),
)
_OPEN = text("resumed_at IS NULL")
Index("ix_suspension_open", suspension.c.hall_id, sqlite_where=_OPEN)

notice = _table(
    "notice",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _int("number"),
    _int("ticket_id"),
    _int("item_id"),
    _text("service_code"),
    _text("service_name"),
    _json("missing"),
    _text("staff_no"),
    _int("window_no"),
    _at("given_at", nullable=False),
    _text("signature_mode"),
    _at("signed_at"),
    Column("pass_id", Int),
    _int("reprints", "0"),
)
Index("uq_notice_number", notice.c.hall_id, notice.c.business_date, notice.c.number, unique=True)
Index("ix_notice_item", notice.c.hall_id, notice.c.item_id)

return_pass = _table(
    "return_pass",
    _hall(),
    _id(),
    _text("code"),
    _enum("kind", PassKind),
    _text("service_code"),
    _text("ground"),
    Column("window_no", Int),
    _text("staff_no"),
    Column("ticket_id", Int),
    Column("item_id", Int),
    _at("issued_at", nullable=False),
    _at("wanted_at"),
    Column("valid_until", DateText, nullable=False),
    _at("used_at"),
    Column("used_ticket_id", Int),
    _at("voided_at"),
    _text("void_reason"),
    _one_of("kind", PassKind),
)
Index("uq_return_pass_code", return_pass.c.hall_id, return_pass.c.code, unique=True)

acceptance = _table(
    "acceptance",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _int("number"),
    _int("ticket_id"),
    _int("item_id"),
    _text("service_code"),
    _text("service_name"),
    _text("applicant"),
    _text("id_kind"),
    _text("id_no"),
    _text("phone"),
    _text("account_no"),
    _text("address"),
    _json("papers"),
    _json("promises"),
    Column("events", JsonText, nullable=False, server_default="{}"),
    _text("rule_version"),
    _text("owner"),
    _int("window_no"),
    _at("accepted_at", nullable=False),
    _text("signature_mode"),
    _at("signed_at"),
    _enum("state", AcceptanceState),
    _at("due_at"),
    _at("closed_at"),
    Column("closed_by", Text),
    _text("result"),
    _text("late_reason"),
    _at("late_told_at"),
    _at("returned_at"),
    _text("returned_to"),
    _int("reprints", "0"),
    _one_of("state", AcceptanceState),
    CheckConstraint("owner <> ''", name="owner"),
)
Index(
    "uq_acceptance_number",
    acceptance.c.hall_id,
    acceptance.c.business_date,
    acceptance.c.number,
    unique=True,
)
Index("uq_acceptance_item", acceptance.c.hall_id, acceptance.c.item_id, unique=True)
_OPEN_ACCEPTANCE = text("state <> 'closed'")
Index(
    "ix_acceptance_open",
    acceptance.c.hall_id,
    acceptance.c.owner,
    sqlite_where=_OPEN_ACCEPTANCE,
)

form_correction = _table(
    "form_correction",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    Column("ticket_id", Int),
    Column("item_id", Int),
    _text("form"),
    _text("field"),
    _text("message"),
    _text("staff_no"),
    _at("at", nullable=False),
)
Index("ix_form_correction_day", form_correction.c.hall_id, form_correction.c.business_date)

rating = _table(
    "rating",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _enum("step", RatingStep),
    _text("subject"),
    _int("subject_id"),
    Column("ticket_id", Int),
    _int("level"),
    _text("given_by"),
    _text("staff_no"),
    Column("window_no", Int),
    _at("at", nullable=False),
    _text("follow_owner"),
    _at("follow_due_at"),
    _text("follow_result"),
    _at("follow_closed_at"),
    Column("follow_closed_by", Text),
    _one_of("step", RatingStep),
    CheckConstraint("level BETWEEN 0 AND 5", name="level"),
)
Index("ix_rating_day", rating.c.hall_id, rating.c.business_date)
Index(
    "uq_rating_subject",
    rating.c.hall_id,
    rating.c.step,
    rating.c.subject,
    rating.c.subject_id,
    unique=True,
)
_OPEN_FOLLOW = text("follow_owner <> '' AND follow_closed_at IS NULL")
Index(
    "ix_rating_follow",
    rating.c.hall_id,
    sqlite_where=_OPEN_FOLLOW,
)

party = _table(
    "party",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    Column("ticket_id", Int),
    _text("source"),
    _int("source_id"),
    _text("name"),
    _text("initials"),
    _text("account_no"),
    _text("staff_no"),
    _at("at", nullable=False),
)
# With the id, so that the newest of many of the same name or account come without sorting.
Index("ix_party_initials", party.c.hall_id, party.c.initials, party.c.id)
Index("ix_party_account", party.c.hall_id, party.c.account_no, party.c.id)
Index("ix_party_ticket", party.c.hall_id, party.c.ticket_id)

public_notice = _table(
    "public_notice",
    _hall(),
    _id(),
    _enum("kind", NoticeKind),
    _int("version", "1"),
    _text("title"),
    _text("body"),
    _text("approval_doc"),
    Column("valid_from", DateText, nullable=False),
    Column("valid_to", DateText),
    _text("published_by"),
    _at("published_at", nullable=False),
    _at("withdrawn_at"),
    _one_of("kind", NoticeKind),
)

patrol_finding = _table(
    "patrol_finding",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _at("at", nullable=False),
    _text("line"),
    _text("finding"),
    Column("staff_no", Text),
    Column("window_no", Int),
    _text("by"),
    _bool("commended", "0"),
)
Index("ix_patrol_finding_day", patrol_finding.c.hall_id, patrol_finding.c.business_date)

service_error = _table(
    "service_error",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    Column("ticket_id", Int),
    Column("item_id", Int),
    _text("what"),
    _text("reason"),
    _text("grade"),
    Column("before", JsonText, nullable=False, server_default="{}"),
    Column("after", JsonText, nullable=False, server_default="{}"),
    _text("corrected_by"),
    _at("corrected_at", nullable=False),
    _at("apologised_at"),
)
Index("ix_service_error_day", service_error.c.hall_id, service_error.c.business_date)

# -- money and paper ---------------------------------------------------------------------------

tender = _table(
    "tender",
    _hall(),
    Column("payment_id", Int, primary_key=True, autoincrement=False),
    Column("position", Int, primary_key=True, autoincrement=False),
    Column("business_date", DateText, nullable=False),
    _text("method"),
    _int("amount_fen"),
    _text("slip_no"),
    CheckConstraint("amount_fen > 0", name="amount_fen"),
)
Index("ix_tender_day", tender.c.hall_id, tender.c.business_date)

refund = _table(
    "refund",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _int("refund_no"),
    _int("payment_id"),
    Column("ticket_id", Int),
    _int("amount_fen"),
    _text("method"),
    _text("slip_no"),
    _text("reason"),
    _text("staff_no"),
    _int("window_no"),
    _text("approved_by"),
    _at("refunded_at", nullable=False),
    _text("red_invoice"),
    Column("red_invoice_date", DateText),
    Column("content", JsonText, nullable=False),
    _int("reprints", "0"),
    CheckConstraint("amount_fen > 0", name="amount_fen"),
    CheckConstraint("staff_no <> approved_by", name="second_person"),
)
Index("uq_refund_number", refund.c.hall_id, refund.c.refund_no, unique=True)
Index("ix_refund_day", refund.c.hall_id, refund.c.business_date)
Index("ix_refund_payment", refund.c.hall_id, refund.c.payment_id)
RED_INVOICE_OWED = text("red_invoice = 'owed'")
Index("ix_refund_red_owed", refund.c.hall_id, sqlite_where=RED_INVOICE_OWED)

settlement = _table(
    "settlement",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _int("settlement_no"),
    _int("payment_id"),
    _text("period"),
    _text("words"),
    _int("amount_fen"),
    _text("staff_no"),
    _int("window_no"),
    _at("settled_at", nullable=False),
    Column("bill_id", Int),
    _text("invoice"),
    _text("invoice_kind"),
    Column("invoice_date", DateText),
    Column("invoice_fen", Int),
    _text("invoice_by"),
    _text("red_invoice"),
    Column("red_invoice_date", DateText),
    _text("void_reason"),
    Column("void_date", DateText),
    _at("voided_at"),
    Column("voided_by", Text),
    Column("void_approved_by", Text),
    CheckConstraint("amount_fen > 0", name="amount_fen"),
    CheckConstraint("invoice_fen <= amount_fen", name="invoice_fen"),
    CheckConstraint("voided_by <> void_approved_by", name="second_person"),
    CheckConstraint(
        "voided_at IS NULL OR (void_reason <> '' AND void_date IS NOT NULL)", name="void"
    ),
)
Index("uq_settlement_number", settlement.c.hall_id, settlement.c.settlement_no, unique=True)
Index("ix_settlement_day", settlement.c.hall_id, settlement.c.business_date)
Index("ix_settlement_payment", settlement.c.hall_id, settlement.c.payment_id)
Index(
    "ix_settlement_void_day",
    settlement.c.hall_id,
    settlement.c.void_date,
    sqlite_where=text("void_date IS NOT NULL"),
)
Index(
    "uq_settlement_invoice",
    settlement.c.hall_id,
    settlement.c.invoice,
    unique=True,
    sqlite_where=INVOICE_NUMBERED,
)
Index(
    "ix_settlement_invoice_owed",
    settlement.c.hall_id,
    settlement.c.settlement_no,
    sqlite_where=INVOICE_OWED,
)

bill = _table(
    "bill",
    _hall(),
    _id(),
    _text("account_no"),
    _text("period"),
    _text("customer_name"),
    _int("amount_fen"),
    _text("source"),
    _at("imported_at", nullable=False),
    _text("imported_by"),
    Column("payment_id", Int),
    _at("withdrawn_at"),
    CheckConstraint("amount_fen > 0", name="amount_fen"),
)
_STANDING_BILL = text("withdrawn_at IS NULL")
Index(
    "uq_bill_period",
    bill.c.hall_id,
    bill.c.account_no,
    bill.c.period,
    unique=True,
    sqlite_where=_STANDING_BILL,
)

meter_test = _table(
    "meter_test",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _int("payment_id"),
    _text("account_no"),
    _text("customer_name"),
    _text("phone"),
    _text("meter_no"),
    _text("owner"),
    _at("due_at"),
    _text("outcome"),
    _text("report_no"),
    _at("decided_at"),
    _text("decided_by"),
    Column("refund_id", Int),
    _text("adjust_state"),
    _text("adjust_note"),
    _at("adjusted_at"),
    _text("adjusted_by"),
    _at("cancelled_at"),
    CheckConstraint("outcome IN ('', 'pass', 'fail')", name="outcome"),
    CheckConstraint("adjust_state IN ('', 'open', 'done')", name="adjust_state"),
)
Index("uq_meter_test_payment", meter_test.c.hall_id, meter_test.c.payment_id, unique=True)

reconnection = _table(
    "reconnection",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _int("payment_id"),
    _text("account_no"),
    _text("customer_name"),
    _text("phone"),
    _text("address"),
    _text("owner"),
    _at("due_at", nullable=False),
    _at("passed_on_at"),
    _text("passed_on_to"),
    _at("done_at"),
    _text("done_by"),
    _text("late_reason"),
    _at("explained_at"),
    _at("cancelled_at"),
    _text("cancel_reason"),
    CheckConstraint("owner <> ''", name="owner"),
)
_OPEN_RECONNECTION = text("done_at IS NULL AND cancelled_at IS NULL")
Index(
    "ix_reconnection_open",
    reconnection.c.hall_id,
    reconnection.c.due_at,
    sqlite_where=_OPEN_RECONNECTION,
)

work_order = _table(
    "work_order",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _int("number"),
    _int("sheet_id"),
    _text("team"),
    _text("team_phone"),
    _text("content"),
    _text("address"),
    _at("appointed_at"),
    _text("issued_by"),
    _at("issued_at", nullable=False),
    _enum("state", OrderState),
    _text("worker"),
    _at("done_at"),
    _text("done_by"),
    _text("done_note"),
    _json("actual"),
    _at("difference_agreed_at"),
    _text("difference_mode"),
    _json("difference_signature"),
    _text("cancel_reason"),
    _int("reprints", "0"),
    _one_of("state", OrderState),
)
Index(
    "uq_work_order_number",
    work_order.c.hall_id,
    work_order.c.business_date,
    work_order.c.number,
    unique=True,
)
Index("ix_work_order_sheet", work_order.c.hall_id, work_order.c.sheet_id)
_OPEN_ORDER = text("state = 'issued'")
Index("ix_work_order_open", work_order.c.hall_id, sqlite_where=_OPEN_ORDER)

callback = _table(
    "callback",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _text("subject"),
    _int("subject_id"),
    _text("customer_name"),
    _text("phone"),
    _text("owner"),
    Column("due_on", DateText, nullable=False),
    Column("attempts", JsonText, nullable=False),
    _enum("state", CallbackState),
    _text("opinion"),
    Column("level", Int),
    _at("closed_at"),
    Column("closed_by", Text),
    _text("close_reason"),
    _one_of("state", CallbackState),
    CheckConstraint("owner <> ''", name="owner"),
)
_OPEN_CALLBACK = text("state = 'open'")
Index("ix_callback_open", callback.c.hall_id, callback.c.due_on, sqlite_where=_OPEN_CALLBACK)
Index(
    "uq_callback_subject",
    callback.c.hall_id,
    callback.c.subject,
    callback.c.subject_id,
    unique=True,
)

till_handover = _table(
    "till_handover",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _int("window_no"),
    _text("from_staff"),
    _text("to_staff"),
    _int("amount_fen"),
    Column("pieces", JsonText, nullable=False),
    _at("handed_at", nullable=False),
    _at("taken_at"),
    _at("refused_at"),
    _text("refused_reason"),
    CheckConstraint("amount_fen >= 0", name="amount_fen"),
    CheckConstraint("from_staff <> to_staff", name="two_persons"),
)
Index("ix_till_handover_day", till_handover.c.hall_id, till_handover.c.business_date)

bank_bag = _table(
    "bank_bag",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _int("number"),
    Column("window_no", Int),
    _text("staff_no"),
    _int("amount_fen"),
    _at("taken_out_at", nullable=False),
    _enum("state", BagState),
    Column("deposit_date", DateText),
    _text("slip_no"),
    _text("banked_by"),
    _at("banked_at"),
    CheckConstraint("amount_fen > 0", name="amount_fen"),
    CheckConstraint("state IN ('safe', 'banked')", name="state"),
    CheckConstraint("state = 'safe' OR (slip_no <> '' AND deposit_date IS NOT NULL)", name="slip"),
)
Index("ix_bank_bag_day", bank_bag.c.hall_id, bank_bag.c.business_date)
_IN_SAFE = text("state = 'safe'")
Index("ix_bank_bag_safe", bank_bag.c.hall_id, sqlite_where=_IN_SAFE)

till_count = _table(
    "till_count",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    Column("window_no", Int),
    _text("staff_no"),
    _text("counted_by"),
    Column("pieces", JsonText, nullable=False),
    _int("counted_fen"),
    _int("expected_fen"),
    _int("difference_fen"),
    Column("terminals", JsonText, nullable=False),
    Column("sums", JsonText, nullable=False),
    _text("reason"),
    _text("approved_by"),
    _at("counted_at", nullable=False),
    _at("explained_at"),
    CheckConstraint("counted_fen >= 0", name="counted_fen"),
    CheckConstraint("difference_fen = counted_fen - expected_fen", name="difference_fen"),
    CheckConstraint(
        "explained_at IS NULL OR (reason <> '' AND approved_by <> '' AND approved_by <> staff_no)",
        name="difference_explained",
    ),
)
Index("ix_till_count_day", till_count.c.hall_id, till_count.c.business_date)

closing_record = _table(
    "closing_record",
    _hall(),
    Column("number", Int, primary_key=True, autoincrement=False),
    Column("business_date", DateText, nullable=False),
    Column("content", JsonText, nullable=False),
    _int("net_fen"),
    _int("perpetual_fen"),
    _int("head_n"),
    _text("head_hash"),
    _text("closed_by"),
    _at("closed_at", nullable=False),
    _int("reprints", "0"),
    CheckConstraint("number > 0", name="number"),
)
Index(
    "uq_closing_record_day", closing_record.c.hall_id, closing_record.c.business_date, unique=True
)

price_list = _table(
    "price_list",
    _hall(),
    _id(),
    _int("number"),
    Column("valid_from", DateText, nullable=False),
    _text("approval_doc"),
    _text("source"),
    _int("added"),
    _int("changed"),
    _int("ended"),
    _int("unchanged"),
    _text("imported_by"),
    _text("approved_by"),
    _at("at", nullable=False),
    CheckConstraint("number > 0", name="number"),
    CheckConstraint("approved_by <> '' AND approved_by <> imported_by", name="approved_by"),
)
Index("uq_price_list_number", price_list.c.hall_id, price_list.c.number, unique=True)

box_opening = _table(
    "box_opening",
    _hall(),
    _id(),
    Column("business_date", DateText, nullable=False),
    _at("opened_at", nullable=False),
    _text("place"),
    _text("first_person"),
    _text("second_person"),
    Column("slips", JsonText, nullable=False),
    CheckConstraint(
        "first_person <> '' AND second_person <> '' AND first_person <> second_person",
        name="two_persons",
    ),
)
Index("ix_box_opening_day", box_opening.c.hall_id, box_opening.c.business_date)

day_figures = _table(
    "day_figures",
    _hall(),
    Column("business_date", DateText, primary_key=True),
    _int("version"),
    Column("figures", JsonText, nullable=False),
    _text("seal"),
    _at("made_at", nullable=False),
)
