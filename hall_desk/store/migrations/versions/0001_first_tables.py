"""The first tables: one hall, its day, its journal."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Int = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def _index(
    name: str, table: str, columns: list[str], *, unique: bool = False, where: str = ""
) -> None:
    part = sa.text(where) if where else None
    op.create_index(name, table, columns, unique=unique, sqlite_where=part, postgresql_where=part)


def _hall() -> None:
    op.create_table(
        "hall",
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("code", sa.Text(), nullable=False, server_default=""),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("level", sa.Text(), nullable=False, server_default=""),
        sa.Column("address", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("slogan", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_hall"),
        sa.CheckConstraint("level IN ('county+', 'township')", name=op.f("ck_hall_level")),
        sqlite_strict=True,
    )


def _attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("staff_no", sa.Text(), nullable=False, server_default=""),
        sa.Column("window_no", Int, nullable=True),
        sa.Column("signed_in_at", sa.Text(), nullable=False),
        sa.Column("late_minutes", Int, nullable=False),
        sa.Column("signed_out_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_attendance"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_attendance_hall_id"),
        sqlite_strict=True,
    )
    _index("ix_attendance_day", "attendance", ["hall_id", "business_date"])


def _business_day() -> None:
    op.create_table(
        "business_day",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("manager", sa.Text(), nullable=False, server_default=""),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("opens", sa.Text(), nullable=False),
        sa.Column("closes", sa.Text(), nullable=False),
        sa.Column("checklist", sa.Text(), nullable=False),
        sa.Column("issue_stopped_at", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "date", name="pk_business_day"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_business_day_hall_id"),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_business_day_state")),
        sqlite_strict=True,
    )
    _index("uq_business_day_open", "business_day", ["hall_id"], unique=True, where="state = 'open'")


def _code_text() -> None:
    op.create_table(
        "code_text",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", Int, nullable=False),
        sa.Column("text", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("hall_id", "list", "code", name="pk_code_text"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_code_text_hall_id"),
        sqlite_strict=True,
    )


def _directory() -> None:
    op.create_table(
        "directory",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("level", Int, nullable=False),
        sa.Column("level_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("person", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("address", sa.Text(), nullable=False, server_default=""),
        sa.Column("hours", sa.Text(), nullable=False, server_default=""),
        sa.Column("verified_on", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hall_id", "code", name="pk_directory"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_directory_hall_id"),
        sqlite_strict=True,
    )


def _escalation() -> None:
    op.create_table(
        "escalation",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("window_no", Int, nullable=True),
        sa.Column("ticket_id", Int, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("raised_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("raised_at", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=True),
        sa.Column("taken_at", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False, server_default=""),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_escalation"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_escalation_hall_id"),
        sqlite_strict=True,
    )
    _index("ix_escalation_day", "escalation", ["hall_id", "business_date"])


def _first_contact() -> None:
    op.create_table(
        "first_contact",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("number", Int, nullable=False),
        sa.Column("ticket_id", Int, nullable=True),
        sa.Column("visit_mode", sa.Text(), nullable=False),
        sa.Column("customer_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("account_no", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("address", sa.Text(), nullable=False, server_default=""),
        sa.Column("matter", sa.Text(), nullable=False, server_default=""),
        sa.Column("owner", sa.Text(), nullable=False, server_default=""),
        sa.Column("in_duty", Int, nullable=False),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.Column("papers", sa.Text(), nullable=False, server_default=""),
        sa.Column("papers_count", Int, nullable=False),
        sa.Column("hops", Int, nullable=False),
        sa.Column("department", sa.Text(), nullable=False, server_default=""),
        sa.Column("person", sa.Text(), nullable=False, server_default=""),
        sa.Column("person_phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("person_address", sa.Text(), nullable=False, server_default=""),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.Text(), nullable=False),
        sa.Column("referred_at", sa.Text(), nullable=True),
        sa.Column("receiver", sa.Text(), nullable=False, server_default=""),
        sa.Column("received_at", sa.Text(), nullable=True),
        sa.Column("promised_at", sa.Text(), nullable=True),
        sa.Column("card_given_at", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False, server_default=""),
        sa.Column("unresolved_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("resolved_at", sa.Text(), nullable=True),
        sa.Column("fed_back_at", sa.Text(), nullable=True),
        sa.Column("satisfaction", sa.Text(), nullable=False, server_default=""),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_first_contact"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_first_contact_hall_id"),
        sa.CheckConstraint("owner <> ''", name=op.f("ck_first_contact_owner")),
        sa.CheckConstraint(
            "state IN ('registered', 'referred', 'received', 'resolved', 'fed_back', 'closed')",
            name=op.f("ck_first_contact_state"),
        ),
        sqlite_strict=True,
    )
    _index(
        "ix_first_contact_open", "first_contact", ["hall_id", "owner"], where="state <> 'closed'"
    )
    _index(
        "uq_first_contact_number",
        "first_contact",
        ["hall_id", "business_date", "number"],
        unique=True,
    )


def _float_count() -> None:
    op.create_table(
        "float_count",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("window_no", Int, nullable=False),
        sa.Column("staff_no", sa.Text(), nullable=False, server_default=""),
        sa.Column("amount_fen", Int, nullable=False),
        sa.Column("counted_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_float_count"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_float_count_hall_id"),
        sa.CheckConstraint("amount_fen >= 0", name=op.f("ck_float_count_amount_fen")),
        sqlite_strict=True,
    )
    _index("ix_float_count_day", "float_count", ["hall_id", "business_date"])


def _holiday() -> None:
    op.create_table(
        "holiday",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("off", Int, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("hall_id", "day", name="pk_holiday"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_holiday_hall_id"),
        sqlite_strict=True,
    )


def _item() -> None:
    op.create_table(
        "item",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("ticket_id", Int, nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("position", Int, nullable=False),
        sa.Column("service_code", sa.Text(), nullable=False, server_default=""),
        sa.Column("service_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.Text(), nullable=False, server_default=""),
        sa.Column("quantity", Int, nullable=False),
        sa.Column("limit_minutes", Int, nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("window_no", Int, nullable=True),
        sa.Column("staff_no", sa.Text(), nullable=True),
        sa.Column("started_at", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.Text(), nullable=True),
        sa.Column("paused_at", sa.Text(), nullable=True),
        sa.Column("pause_reason", sa.Text(), nullable=True),
        sa.Column("paused_s", Int, nullable=False, server_default="0"),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("papers", sa.Text(), nullable=False),
        sa.Column("informed_at", sa.Text(), nullable=True),
        sa.Column("over_reason", sa.Text(), nullable=True),
        sa.Column("over_note", sa.Text(), nullable=False, server_default=""),
        sa.Column("apologised_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_item"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_item_hall_id"),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_item_quantity")),
        sa.CheckConstraint(
            "state IN ('pending', 'serving', 'done', 'dropped')", name=op.f("ck_item_state")
        ),
        sqlite_strict=True,
    )
    _index("ix_item_day", "item", ["hall_id", "business_date", "finished_at"])
    _index("ix_item_ticket", "item", ["hall_id", "ticket_id"])


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("n", Int, nullable=False, autoincrement=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False, server_default=""),
        sa.Column("action", sa.Text(), nullable=False, server_default=""),
        sa.Column("subject", sa.Text(), nullable=False, server_default=""),
        sa.Column("subject_id", sa.Text(), nullable=False, server_default=""),
        sa.Column("before", sa.Text(), nullable=False, server_default=""),
        sa.Column("after", sa.Text(), nullable=False, server_default=""),
        sa.Column("op", sa.Text(), nullable=True),
        sa.Column("hash", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("hall_id", "n", name="pk_journal"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_journal_hall_id"),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_journal_hash")),
        sa.CheckConstraint("n >= 1", name=op.f("ck_journal_n")),
        sqlite_strict=True,
    )
    _index("ix_journal_subject", "journal", ["hall_id", "subject", "subject_id"])
    _index("uq_journal_op", "journal", ["hall_id", "op"], unique=True)


def _journal_head() -> None:
    op.create_table(
        "journal_head",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("n", Int, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("hall_id", name="pk_journal_head"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_journal_head_hall_id"),
        sa.CheckConstraint("n >= 0", name=op.f("ck_journal_head_n")),
        sqlite_strict=True,
    )


def _payment() -> None:
    op.create_table(
        "payment",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("voucher_no", Int, nullable=False),
        sa.Column("ticket_id", Int, nullable=True),
        sa.Column("item_id", Int, nullable=True),
        sa.Column("sheet_id", Int, nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False, server_default=""),
        sa.Column("account_no", sa.Text(), nullable=False, server_default=""),
        sa.Column("customer_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("due_fen", Int, nullable=False),
        sa.Column("received_fen", Int, nullable=False),
        sa.Column("change_fen", Int, nullable=False),
        sa.Column("method", sa.Text(), nullable=False, server_default=""),
        sa.Column("spoken_received_at", sa.Text(), nullable=False),
        sa.Column("spoken_change_at", sa.Text(), nullable=False),
        sa.Column("paid_at", sa.Text(), nullable=False),
        sa.Column("staff_no", sa.Text(), nullable=False, server_default=""),
        sa.Column("window_no", Int, nullable=False),
        sa.Column("invoice", sa.Text(), nullable=False, server_default=""),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("reprints", Int, nullable=False, server_default="0"),
        sa.Column("void_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("voided_at", sa.Text(), nullable=True),
        sa.Column("voided_by", sa.Text(), nullable=True),
        sa.Column("void_approved_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_payment"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_payment_hall_id"),
        sa.CheckConstraint("received_fen - change_fen = due_fen", name=op.f("ck_payment_change")),
        sa.CheckConstraint("change_fen >= 0", name=op.f("ck_payment_change_fen")),
        sa.CheckConstraint("due_fen > 0", name=op.f("ck_payment_due_fen")),
        sa.CheckConstraint(
            "voided_by IS NULL OR voided_by <> void_approved_by",
            name=op.f("ck_payment_second_person"),
        ),
        sqlite_strict=True,
    )
    _index("ix_payment_day", "payment", ["hall_id", "business_date"])
    _index("uq_payment_voucher", "payment", ["hall_id", "voucher_no"], unique=True)
    _index(
        "uq_payment_invoice",
        "payment",
        ["hall_id", "invoice"],
        unique=True,
        where="length(invoice) = 20",
    )
    _index(
        "ix_payment_invoice_owed",
        "payment",
        ["hall_id", "voucher_no"],
        where="invoice = 'owed' AND voided_at IS NULL",
    )


def _price() -> None:
    op.create_table(
        "price",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False, server_default=""),
        sa.Column("unit_price_fen", Int, nullable=False),
        sa.Column("quantity_decimals", Int, nullable=False),
        sa.Column("approval_doc", sa.Text(), nullable=False, server_default=""),
        sa.Column("enabled", Int, nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "code", "valid_from", name="pk_price"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_price_hall_id"),
        sa.CheckConstraint("approval_doc <> ''", name=op.f("ck_price_approval_doc")),
        sa.CheckConstraint("kind IN ('labour', 'material')", name=op.f("ck_price_kind")),
        sa.CheckConstraint(
            "quantity_decimals BETWEEN 0 AND 3", name=op.f("ck_price_quantity_decimals")
        ),
        sa.CheckConstraint("unit_price_fen > 0", name=op.f("ck_price_unit_price_fen")),
        sqlite_strict=True,
    )


def _sequence() -> None:
    op.create_table(
        "sequence",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", Int, nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "name", name="pk_sequence"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_sequence_hall_id"),
        sa.CheckConstraint("value >= 0", name=op.f("ck_sequence_value")),
        sqlite_strict=True,
    )


def _service() -> None:
    op.create_table(
        "service",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.Text(), nullable=False, server_default=""),
        sa.Column("prefix", sa.Text(), nullable=False, server_default=""),
        sa.Column("limit_minutes", Int, nullable=True),
        sa.Column("papers", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("fees_note", sa.Text(), nullable=False, server_default=""),
        sa.Column("promise", sa.Text(), nullable=False, server_default=""),
        sa.Column("theme", sa.Text(), nullable=False, server_default=""),
        sa.Column("on_kiosk", Int, nullable=False),
        sa.Column("enabled", Int, nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "code", name="pk_service"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_service_hall_id"),
        sa.CheckConstraint("limit_minutes > 0", name=op.f("ck_service_limit_minutes")),
        sqlite_strict=True,
    )


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "name", name="pk_setting"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_setting_hall_id"),
        sqlite_strict=True,
    )


def _sheet() -> None:
    op.create_table(
        "sheet",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("number", Int, nullable=False),
        sa.Column("ticket_id", Int, nullable=True),
        sa.Column("ownership", sa.Text(), nullable=False),
        sa.Column("boundary", sa.Text(), nullable=False, server_default=""),
        sa.Column("informed_at", sa.Text(), nullable=True),
        sa.Column("customer_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("address", sa.Text(), nullable=False, server_default=""),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("staff_no", sa.Text(), nullable=False, server_default=""),
        sa.Column("window_no", Int, nullable=False),
        sa.Column("drafted_at", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.Text(), nullable=True),
        sa.Column("signature_mode", sa.Text(), nullable=False, server_default=""),
        sa.Column("paid_at", sa.Text(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_sheet"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_sheet_hall_id"),
        sa.CheckConstraint("ownership = 'customer'", name=op.f("ck_sheet_ownership")),
        sa.CheckConstraint(
            "state <> 'paid' OR signed_at IS NOT NULL", name=op.f("ck_sheet_signed_before_paid")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'signed', 'paid', 'void')", name=op.f("ck_sheet_state")
        ),
        sqlite_strict=True,
    )
    _index("ix_sheet_ticket", "sheet", ["hall_id", "ticket_id"])
    _index("uq_sheet_number", "sheet", ["hall_id", "business_date", "number"], unique=True)


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("staff_no", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False, server_default=""),
        sa.Column("failed", Int, nullable=False, server_default="0"),
        sa.Column("locked_until", sa.Text(), nullable=True),
        sa.Column("active", Int, nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("hall_id", "staff_no", name="pk_staff"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_staff_hall_id"),
        sa.CheckConstraint(
            "role IN ('clerk', 'duty_manager', 'administrator')", name=op.f("ck_staff_role")
        ),
        sqlite_strict=True,
    )


def _suspension() -> None:
    op.create_table(
        "suspension",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("window_no", Int, nullable=True),
        sa.Column("prefix", sa.Text(), nullable=True),
        sa.Column("reason_code", sa.Text(), nullable=False, server_default=""),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("from_at", sa.Text(), nullable=False),
        sa.Column("expected_at", sa.Text(), nullable=False),
        sa.Column("alternative", sa.Text(), nullable=False, server_default=""),
        sa.Column("by", sa.Text(), nullable=False, server_default=""),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("resumed_at", sa.Text(), nullable=True),
        sa.Column("resumed_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_suspension"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_suspension_hall_id"),
        sa.CheckConstraint("expected_at > from_at", name=op.f("ck_suspension_expected_at")),
        sa.CheckConstraint(
            "scope IN ('window', 'service', 'hall')", name=op.f("ck_suspension_scope")
        ),
        sqlite_strict=True,
    )
    _index("ix_suspension_open", "suspension", ["hall_id"], where="resumed_at IS NULL")


def _ticket() -> None:
    op.create_table(
        "ticket",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False, server_default=""),
        sa.Column("number", Int, nullable=False),
        sa.Column("service_code", sa.Text(), nullable=False, server_default=""),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("lane", Int, nullable=False),
        sa.Column("rank", Int, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("target_window", Int, nullable=True),
        sa.Column("window_no", Int, nullable=True),
        sa.Column("staff_no", sa.Text(), nullable=True),
        sa.Column("calls", Int, nullable=False, server_default="0"),
        sa.Column("call_no", Int, nullable=False, server_default="0"),
        sa.Column("priority_run", Int, nullable=False, server_default="0"),
        sa.Column("transfers", Int, nullable=False, server_default="0"),
        sa.Column("inside_at_close", Int, nullable=False, server_default="0"),
        sa.Column("issued_at", sa.Text(), nullable=False),
        sa.Column("called_at", sa.Text(), nullable=True),
        sa.Column("started_at", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_ticket"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_ticket_hall_id"),
        sa.CheckConstraint("lane IN (0, 1, 2)", name=op.f("ck_ticket_lane")),
        sa.CheckConstraint("number > 0", name=op.f("ck_ticket_number")),
        sa.CheckConstraint(
            "state IN ('waiting', 'called', 'serving', 'done', 'no_show', 'abandoned')",
            name=op.f("ck_ticket_state"),
        ),
        sqlite_strict=True,
    )
    _index(
        "ix_ticket_calls",
        "ticket",
        ["hall_id", "business_date", "called_at"],
        where="called_at IS NOT NULL",
    )
    _index("ix_ticket_waiting", "ticket", ["hall_id", "lane", "rank"], where="state = 'waiting'")
    _index(
        "ix_ticket_window",
        "ticket",
        ["hall_id", "business_date", "window_no", "call_no"],
        where="called_at IS NOT NULL",
    )
    _index(
        "uq_ticket_at_window",
        "ticket",
        ["hall_id", "window_no"],
        unique=True,
        where="state IN ('called', 'serving')",
    )
    _index(
        "uq_ticket_number", "ticket", ["hall_id", "business_date", "prefix", "number"], unique=True
    )


def _window_day() -> None:
    op.create_table(
        "window_day",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("no", Int, nullable=False, autoincrement=False),
        sa.Column("prefixes", sa.Text(), nullable=False, server_default=""),
        sa.Column("staff_no", sa.Text(), nullable=True),
        sa.Column("signed_in_at", sa.Text(), nullable=True),
        sa.Column("suspension_id", Int, nullable=True),
        sa.Column("apology_due", Int, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("hall_id", "business_date", "no", name="pk_window_day"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_window_day_hall_id"),
        sa.CheckConstraint("no BETWEEN 1 AND 99", name=op.f("ck_window_day_no")),
        sqlite_strict=True,
    )
    _index(
        "uq_window_day_clerk", "window_day", ["hall_id", "business_date", "staff_no"], unique=True
    )


_SQLITE_GUARDS = (
    """CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    # INSERT OR REPLACE deletes without firing the delete trigger unless recursive triggers are on.
    """CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal
       WHEN EXISTS (SELECT 1 FROM journal WHERE hall_id = NEW.hall_id AND n = NEW.n)
         OR EXISTS (SELECT 1 FROM journal WHERE hall_id = NEW.hall_id AND op = NEW.op)
       BEGIN SELECT RAISE(ABORT, 'UNIQUE journal entry exists'); END""",
)
_POSTGRES_GUARDS = (
    """CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$""",
    """CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal
       FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()""",
    """CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal
       EXECUTE FUNCTION journal_is_append_only()""",
)
_KEPT = (
    "ticket",
    "item",
    "payment",
    "sheet",
    "first_contact",
    "suspension",
    "escalation",
    "business_day",
    "sequence",
    "journal_head",
)


def _guard() -> None:
    bind: Any = op.get_bind()
    if bind.dialect.name == "sqlite":
        for statement in _SQLITE_GUARDS:
            bind.exec_driver_sql(statement)
        for table in _KEPT:
            bind.exec_driver_sql(
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'nothing is deleted'); END"
            )
        return
    for statement in _POSTGRES_GUARDS:
        bind.exec_driver_sql(statement)
    bind.exec_driver_sql(
        "CREATE FUNCTION nothing_is_deleted() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'nothing is deleted'; END $$"
    )
    for table in _KEPT:
        bind.exec_driver_sql(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION nothing_is_deleted()"
        )


def upgrade() -> None:
    """Brings an empty database to this version."""

    _hall()
    _attendance()
    _business_day()
    _code_text()
    _directory()
    _escalation()
    _first_contact()
    _float_count()
    _holiday()
    _item()
    _journal()
    _journal_head()
    _payment()
    _price()
    _sequence()
    _service()
    _setting()
    _sheet()
    _staff()
    _suspension()
    _ticket()
    _window_day()
    _guard()
