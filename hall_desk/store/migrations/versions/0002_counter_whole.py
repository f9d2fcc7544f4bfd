"""The counter whole: outcomes, holds, notices, acceptances, ratings, the contact ladder."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Int = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def _index(
    name: str, table: str, columns: list[str], *, unique: bool = False, where: str = ""
) -> None:
    part = sa.text(where) if where else None
    op.create_index(name, table, columns, unique=unique, sqlite_where=part, postgresql_where=part)


def _text(name: str, default: str = "") -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _int(name: str, default: str) -> sa.Column[Any]:
    return sa.Column(name, Int, nullable=False, server_default=default)


def _maybe(name: str, kind: Any = None) -> sa.Column[Any]:
    return sa.Column(name, kind or sa.Text(), nullable=True)


def _more_columns() -> None:
    more = {
        "code_text": (_text("text_en"), _text("shipped"), _int("version", "1")),
        "directory": (
            _text("deputy"),
            _text("deputy_phone"),
            _text("duty"),
            _int("enabled", "1"),
        ),
        "escalation": (_text("cause"),),
        "first_contact": (
            _int("phone_declined", "0"),
            _text("rung"),
            _text("name_reading"),
            _maybe("repeated_at"),
        ),
        "item": (
            _maybe("outcome"),
            _text("basis"),
            _text("explanation"),
            _text("alternative"),
            _maybe("origin_id", Int),
            _int("pause_counts", "1"),
        ),
        "service": (
            _text("name_en"),
            _text("deadlines", "[]"),
            _text("keywords", "[]"),
            _text("initials"),
        ),
        "staff": (_text("skills"),),
        "window_day": (_text("skills"),),
    }
    for table, columns in more.items():
        for column in columns:
            op.add_column(table, column)


_STATES = "state IN ('waiting', 'called', 'serving', 'done', 'no_show', 'abandoned', 'held')"
_OLD_TICKET = (
    "hall_id, id, business_date, prefix, number, service_code, ground, lane, rank, state, "
    "target_window, window_no, staff_no, calls, call_no, priority_run, transfers, "
    "inside_at_close, issued_at, called_at, started_at, finished_at"
)


def _new_ticket_columns() -> tuple[sa.Column[Any], ...]:
    return (
        _text("source", "kiosk"),
        _int("needs_help", "0"),
        _maybe("held_at"),
        _maybe("hold_reason"),
        _maybe("pass_id", Int),
        _text("line"),
    )


def _ticket_on_postgres() -> None:
    for column in _new_ticket_columns():
        op.add_column("ticket", column)
    op.drop_constraint(op.f("ck_ticket_state"), "ticket")
    op.create_check_constraint(op.f("ck_ticket_state"), "ticket", _STATES)


def _ticket_on_sqlite(bind: Any) -> None:
    """SQLite cannot change a check: the table is made anew and its rows are carried over."""
    indexes = ("calls", "waiting", "window")
    for name in (*(f"ix_ticket_{part}" for part in indexes), "uq_ticket_at_window"):
        op.drop_index(name, "ticket")
    op.drop_index("uq_ticket_number", "ticket")
    bind.exec_driver_sql("DROP TRIGGER ticket_no_delete")
    op.rename_table("ticket", "ticket_0001")
    _create_ticket()
    # Names of columns only, written above: nothing of it comes from outside.
    bind.exec_driver_sql(
        f"INSERT INTO ticket ({_OLD_TICKET}) SELECT {_OLD_TICKET} FROM ticket_0001"  # noqa: S608
    )
    op.drop_table("ticket_0001")
    _ticket_indexes()
    _keep(bind, "ticket")


def _create_ticket() -> None:
    op.create_table(
        "ticket",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        _text("prefix"),
        sa.Column("number", Int, nullable=False),
        _text("service_code"),
        _maybe("ground"),
        sa.Column("lane", Int, nullable=False),
        sa.Column("rank", Int, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        _maybe("target_window", Int),
        _maybe("window_no", Int),
        _maybe("staff_no"),
        _int("calls", "0"),
        _int("call_no", "0"),
        _int("priority_run", "0"),
        _int("transfers", "0"),
        _int("inside_at_close", "0"),
        sa.Column("issued_at", sa.Text(), nullable=False),
        _maybe("called_at"),
        _maybe("started_at"),
        _maybe("finished_at"),
        *_new_ticket_columns(),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_ticket"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_ticket_hall_id"),
        sa.CheckConstraint("lane IN (0, 1, 2)", name=op.f("ck_ticket_lane")),
        sa.CheckConstraint("number > 0", name=op.f("ck_ticket_number")),
        sa.CheckConstraint(_STATES, name=op.f("ck_ticket_state")),
        sqlite_strict=True,
    )


def _ticket_indexes() -> None:
    called = "called_at IS NOT NULL"
    _index("ix_ticket_calls", "ticket", ["hall_id", "business_date", "called_at"], where=called)
    _index("ix_ticket_waiting", "ticket", ["hall_id", "lane", "rank"], where="state = 'waiting'")
    _index(
        "ix_ticket_window",
        "ticket",
        ["hall_id", "business_date", "window_no", "call_no"],
        where=called,
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


def _acceptance() -> None:
    op.create_table(
        "acceptance",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("number", Int, nullable=False),
        sa.Column("ticket_id", Int, nullable=False),
        sa.Column("item_id", Int, nullable=False),
        sa.Column("service_code", sa.Text(), nullable=False, server_default=""),
        sa.Column("service_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("applicant", sa.Text(), nullable=False, server_default=""),
        sa.Column("id_kind", sa.Text(), nullable=False, server_default=""),
        sa.Column("id_no", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("account_no", sa.Text(), nullable=False, server_default=""),
        sa.Column("address", sa.Text(), nullable=False, server_default=""),
        sa.Column("papers", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("promises", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("events", sa.Text(), nullable=False, server_default="{}"),
        sa.Column("rule_version", sa.Text(), nullable=False, server_default=""),
        sa.Column("owner", sa.Text(), nullable=False, server_default=""),
        sa.Column("window_no", Int, nullable=False),
        sa.Column("accepted_at", sa.Text(), nullable=False),
        sa.Column("signature_mode", sa.Text(), nullable=False, server_default=""),
        sa.Column("signed_at", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False, server_default=""),
        sa.Column("late_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("late_told_at", sa.Text(), nullable=True),
        sa.Column("returned_at", sa.Text(), nullable=True),
        sa.Column("returned_to", sa.Text(), nullable=False, server_default=""),
        sa.Column("reprints", Int, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_acceptance"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_acceptance_hall_id"),
        sa.CheckConstraint("owner <> ''", name=op.f("ck_acceptance_owner")),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_acceptance_state")),
        sqlite_strict=True,
    )
    _index("ix_acceptance_open", "acceptance", ["hall_id", "owner"], where="state <> 'closed'")
    _index("uq_acceptance_item", "acceptance", ["hall_id", "item_id"], unique=True)
    _index(
        "uq_acceptance_number", "acceptance", ["hall_id", "business_date", "number"], unique=True
    )


def _area() -> None:
    op.create_table(
        "area",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("villages", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("account_prefixes", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("manager_code", sa.Text(), nullable=False, server_default=""),
        sa.Column("station_code", sa.Text(), nullable=False, server_default=""),
        sa.Column("company_code", sa.Text(), nullable=False, server_default=""),
        sa.Column("enabled", Int, nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("hall_id", "code", name="pk_area"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_area_hall_id"),
        sqlite_strict=True,
    )


def _form_correction() -> None:
    op.create_table(
        "form_correction",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("ticket_id", Int, nullable=True),
        sa.Column("item_id", Int, nullable=True),
        sa.Column("form", sa.Text(), nullable=False, server_default=""),
        sa.Column("field", sa.Text(), nullable=False, server_default=""),
        sa.Column("message", sa.Text(), nullable=False, server_default=""),
        sa.Column("staff_no", sa.Text(), nullable=False, server_default=""),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_form_correction"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_form_correction_hall_id"),
        sqlite_strict=True,
    )
    _index("ix_form_correction_day", "form_correction", ["hall_id", "business_date"])


def _key_account() -> None:
    op.create_table(
        "key_account",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("account_no", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("manager_code", sa.Text(), nullable=False, server_default=""),
        sa.Column("enabled", Int, nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("hall_id", "account_no", name="pk_key_account"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_key_account_hall_id"),
        sqlite_strict=True,
    )


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("number", Int, nullable=False),
        sa.Column("ticket_id", Int, nullable=False),
        sa.Column("item_id", Int, nullable=False),
        sa.Column("service_code", sa.Text(), nullable=False, server_default=""),
        sa.Column("service_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("missing", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("staff_no", sa.Text(), nullable=False, server_default=""),
        sa.Column("window_no", Int, nullable=False),
        sa.Column("given_at", sa.Text(), nullable=False),
        sa.Column("signature_mode", sa.Text(), nullable=False, server_default=""),
        sa.Column("signed_at", sa.Text(), nullable=True),
        sa.Column("pass_id", Int, nullable=True),
        sa.Column("reprints", Int, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_notice"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_notice_hall_id"),
        sqlite_strict=True,
    )
    _index("ix_notice_item", "notice", ["hall_id", "item_id"])
    _index("uq_notice_number", "notice", ["hall_id", "business_date", "number"], unique=True)


def _outlet() -> None:
    op.create_table(
        "outlet",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.Text(), nullable=False, server_default=""),
        sa.Column("address", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("hours", sa.Text(), nullable=False, server_default=""),
        sa.Column("prefixes", sa.Text(), nullable=False, server_default=""),
        sa.Column("enabled", Int, nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("hall_id", "code", name="pk_outlet"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_outlet_hall_id"),
        sa.CheckConstraint("kind IN ('hall', 'agent')", name=op.f("ck_outlet_kind")),
        sqlite_strict=True,
    )


def _party() -> None:
    op.create_table(
        "party",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("ticket_id", Int, nullable=True),
        sa.Column("source", sa.Text(), nullable=False, server_default=""),
        sa.Column("source_id", Int, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("initials", sa.Text(), nullable=False, server_default=""),
        sa.Column("account_no", sa.Text(), nullable=False, server_default=""),
        sa.Column("staff_no", sa.Text(), nullable=False, server_default=""),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_party"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_party_hall_id"),
        sqlite_strict=True,
    )
    _index("ix_party_account", "party", ["hall_id", "account_no", "id"])
    _index("ix_party_initials", "party", ["hall_id", "initials", "id"])
    _index("ix_party_ticket", "party", ["hall_id", "ticket_id"])


def _patrol_finding() -> None:
    op.create_table(
        "patrol_finding",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False, server_default=""),
        sa.Column("finding", sa.Text(), nullable=False, server_default=""),
        sa.Column("staff_no", sa.Text(), nullable=True),
        sa.Column("window_no", Int, nullable=True),
        sa.Column("by", sa.Text(), nullable=False, server_default=""),
        sa.Column("commended", Int, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_patrol_finding"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_patrol_finding_hall_id"),
        sqlite_strict=True,
    )
    _index("ix_patrol_finding_day", "patrol_finding", ["hall_id", "business_date"])


def _public_notice() -> None:
    op.create_table(
        "public_notice",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", Int, nullable=False, server_default="1"),
        sa.Column("title", sa.Text(), nullable=False, server_default=""),
        sa.Column("body", sa.Text(), nullable=False, server_default=""),
        sa.Column("approval_doc", sa.Text(), nullable=False, server_default=""),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Text(), nullable=True),
        sa.Column("published_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("published_at", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_public_notice"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_public_notice_hall_id"),
        sa.CheckConstraint(
            "kind IN ('promise', 'services', 'procedure', 'prices', 'news')",
            name=op.f("ck_public_notice_kind"),
        ),
        sqlite_strict=True,
    )


def _rating() -> None:
    op.create_table(
        "rating",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False, server_default=""),
        sa.Column("subject_id", Int, nullable=False),
        sa.Column("ticket_id", Int, nullable=True),
        sa.Column("level", Int, nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("staff_no", sa.Text(), nullable=False, server_default=""),
        sa.Column("window_no", Int, nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("follow_owner", sa.Text(), nullable=False, server_default=""),
        sa.Column("follow_due_at", sa.Text(), nullable=True),
        sa.Column("follow_result", sa.Text(), nullable=False, server_default=""),
        sa.Column("follow_closed_at", sa.Text(), nullable=True),
        sa.Column("follow_closed_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_rating"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_rating_hall_id"),
        sa.CheckConstraint("level BETWEEN 0 AND 5", name=op.f("ck_rating_level")),
        sa.CheckConstraint(
            "step IN ('counter', 'back_office', 'reply', 'callback')", name=op.f("ck_rating_step")
        ),
        sqlite_strict=True,
    )
    _index("ix_rating_day", "rating", ["hall_id", "business_date"])
    _index(
        "ix_rating_follow",
        "rating",
        ["hall_id"],
        where="follow_owner <> '' AND follow_closed_at IS NULL",
    )
    _index("uq_rating_subject", "rating", ["hall_id", "step", "subject", "subject_id"], unique=True)


def _return_pass() -> None:
    op.create_table(
        "return_pass",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("code", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("service_code", sa.Text(), nullable=False, server_default=""),
        sa.Column("ground", sa.Text(), nullable=False, server_default=""),
        sa.Column("window_no", Int, nullable=True),
        sa.Column("staff_no", sa.Text(), nullable=False, server_default=""),
        sa.Column("ticket_id", Int, nullable=True),
        sa.Column("item_id", Int, nullable=True),
        sa.Column("issued_at", sa.Text(), nullable=False),
        sa.Column("wanted_at", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text(), nullable=True),
        sa.Column("used_ticket_id", Int, nullable=True),
        sa.Column("voided_at", sa.Text(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_return_pass"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_return_pass_hall_id"),
        sa.CheckConstraint("kind IN ('papers', 'booked')", name=op.f("ck_return_pass_kind")),
        sqlite_strict=True,
    )
    _index("uq_return_pass_code", "return_pass", ["hall_id", "code"], unique=True)


def _service_error() -> None:
    op.create_table(
        "service_error",
        sa.Column("hall_id", Int, nullable=False, autoincrement=False),
        sa.Column("id", Int, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("ticket_id", Int, nullable=True),
        sa.Column("item_id", Int, nullable=True),
        sa.Column("what", sa.Text(), nullable=False, server_default=""),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("grade", sa.Text(), nullable=False, server_default=""),
        sa.Column("before", sa.Text(), nullable=False, server_default="{}"),
        sa.Column("after", sa.Text(), nullable=False, server_default="{}"),
        sa.Column("corrected_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("corrected_at", sa.Text(), nullable=False),
        sa.Column("apologised_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_service_error"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_service_error_hall_id"),
        sqlite_strict=True,
    )
    _index("ix_service_error_day", "service_error", ["hall_id", "business_date"])


_KEPT = (
    "acceptance",
    "form_correction",
    "notice",
    "party",
    "patrol_finding",
    "public_notice",
    "rating",
    "return_pass",
    "service_error",
)


def _keep(bind: Any, table: str) -> None:
    if bind.dialect.name == "sqlite":
        bind.exec_driver_sql(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'nothing is deleted'); END"
        )
        return
    bind.exec_driver_sql(
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION nothing_is_deleted()"
    )


def upgrade() -> None:
    """Brings a database of the first version to this one; nothing that was kept is lost."""
    bind: Any = op.get_bind()
    _more_columns()
    if bind.dialect.name == "sqlite":
        _ticket_on_sqlite(bind)
    else:
        _ticket_on_postgres()
    _acceptance()
    _area()
    _form_correction()
    _key_account()
    _notice()
    _outlet()
    _party()
    _patrol_finding()
    _public_notice()
    _rating()
    _return_pass()
    _service_error()
    for table in _KEPT:
        _keep(bind, table)
