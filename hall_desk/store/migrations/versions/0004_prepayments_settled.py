"""Prepayments are settled: a part of one became the money of a bill and is invoiced."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

Int = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def _index(
    name: str, table: str, columns: list[str], *, unique: bool = False, where: str = ""
) -> None:
    part = sa.text(where) if where else None
    op.create_index(name, table, columns, unique=unique, sqlite_where=part, postgresql_where=part)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _told(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _int(name: str) -> sa.Column[Any]:
    return sa.Column(name, Int, nullable=False)


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, Int, nullable=False, autoincrement=False)


def _maybe(name: str, kind: Any = None) -> sa.Column[Any]:
    return sa.Column(name, kind or sa.Text(), nullable=True)


def _settlement() -> None:
    checks = {
        "amount_fen": "amount_fen > 0",
        "invoice_fen": "invoice_fen <= amount_fen",
        "second_person": "voided_by <> void_approved_by",
        "void": "voided_at IS NULL OR (void_reason <> '' AND void_date IS NOT NULL)",
    }
    op.create_table(
        "settlement",
        _key("hall_id"),
        _key("id"),
        _told("business_date"),
        _int("settlement_no"),
        _int("payment_id"),
        _text("period"),
        _text("words"),
        _int("amount_fen"),
        _text("staff_no"),
        _int("window_no"),
        _told("settled_at"),
        _maybe("bill_id", Int),
        _text("invoice"),
        _text("invoice_kind"),
        _maybe("invoice_date"),
        _maybe("invoice_fen", Int),
        _text("invoice_by"),
        _text("red_invoice"),
        _maybe("red_invoice_date"),
        _text("void_reason"),
        _maybe("void_date"),
        _maybe("voided_at"),
        _maybe("voided_by"),
        _maybe("void_approved_by"),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_settlement"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name="fk_settlement_hall_id"),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_settlement_{name}"))
            for name, rule in checks.items()
        ),
        sqlite_strict=True,
    )
    owed, numbered = "invoice = 'owed' AND voided_at IS NULL", "length(invoice) = 20"
    hall = "hall_id"
    _index("uq_settlement_number", "settlement", [hall, "settlement_no"], unique=True)
    _index("ix_settlement_day", "settlement", [hall, "business_date"])
    _index("ix_settlement_payment", "settlement", [hall, "payment_id"])
    _index(
        "ix_settlement_void_day", "settlement", [hall, "void_date"], where="void_date IS NOT NULL"
    )
    _index("uq_settlement_invoice", "settlement", [hall, "invoice"], unique=True, where=numbered)
    _index("ix_settlement_invoice_owed", "settlement", [hall, "settlement_no"], where=owed)


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
    """Brings a database of the third version to this one; nothing that was kept changes."""
    _settlement()
    _keep(op.get_bind(), "settlement")
