"""Money and paper: tenders, refunds, bills, tills, closings, work orders, callbacks."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

Int = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def _index(
    name: str, table: str, columns: list[str], *, unique: bool = False, where: str = ""
) -> None:
    part = sa.text(where) if where else None
    op.create_index(name, table, columns, unique=unique, sqlite_where=part, postgresql_where=part)


def _text(name: str, default: str | None = "") -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _int(name: str, default: str | None = None) -> sa.Column[Any]:
    return sa.Column(name, Int, nullable=False, server_default=default)


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, Int, nullable=False, autoincrement=False)


def _day(name: str = "business_date") -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _at(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _data(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _maybe(name: str, kind: Any = None) -> sa.Column[Any]:
    return sa.Column(name, kind or sa.Text(), nullable=True)


def _make(
    table: str,
    *columns: sa.Column[Any],
    key: tuple[str, ...] = ("id",),
    checks: dict[str, str] | None = None,
) -> None:
    """A table of the hall; its key begins with the hall."""
    op.create_table(
        table,
        _key("hall_id"),
        *columns,
        sa.PrimaryKeyConstraint("hall_id", *key, name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=f"fk_{table}_hall_id"),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))
            for name, rule in (checks or {}).items()
        ),
        sqlite_strict=True,
    )


def _payment() -> None:
    for column in (
        _text("series", "SJ"),
        _text("kind", "bill"),
        _text("lines", "[]"),
        _text("invoice_kind"),
        _maybe("invoice_date"),
        _maybe("invoice_fen", Int),
        _text("invoice_by"),
    ):
        op.add_column("payment", column)
    op.add_column("sheet", _text("signature", "[]"))
    op.drop_index("uq_payment_voucher", "payment")
    _index("uq_payment_voucher", "payment", ["hall_id", "series", "voucher_no"], unique=True)
    op.execute("UPDATE payment SET kind = 'sheet' WHERE sheet_id IS NOT NULL")


def _tender() -> None:
    _make(
        "tender",
        _key("payment_id"),
        _key("position"),
        _day(),
        _text("method"),
        _int("amount_fen"),
        _text("slip_no"),
        key=("payment_id", "position"),
        checks={"amount_fen": "amount_fen > 0"},
    )
    _index("ix_tender_day", "tender", ["hall_id", "business_date"])
    # Until now each payment was made in one way.
    op.execute(
        "INSERT INTO tender (hall_id, payment_id, position, business_date, method, amount_fen) "
        "SELECT hall_id, id, 1, business_date, method, due_fen FROM payment"
    )


def _refund() -> None:
    _make(
        "refund",
        _key("id"),
        _day(),
        _int("refund_no"),
        _int("payment_id"),
        _maybe("ticket_id", Int),
        _int("amount_fen"),
        _text("method"),
        _text("slip_no"),
        _text("reason"),
        _text("staff_no"),
        _int("window_no"),
        _text("approved_by"),
        _at("refunded_at"),
        _text("red_invoice"),
        _maybe("red_invoice_date"),
        _data("content"),
        _int("reprints", "0"),
        checks={"amount_fen": "amount_fen > 0", "second_person": "staff_no <> approved_by"},
    )
    _index("ix_refund_day", "refund", ["hall_id", "business_date"])
    _index("ix_refund_payment", "refund", ["hall_id", "payment_id"])
    _index("ix_refund_red_owed", "refund", ["hall_id"], where="red_invoice = 'owed'")
    _index("uq_refund_number", "refund", ["hall_id", "refund_no"], unique=True)


def _bill() -> None:
    _make(
        "bill",
        _key("id"),
        _text("account_no"),
        _text("period"),
        _text("customer_name"),
        _int("amount_fen"),
        _text("source"),
        _at("imported_at"),
        _text("imported_by"),
        _maybe("payment_id", Int),
        _maybe("withdrawn_at"),
        checks={"amount_fen": "amount_fen > 0"},
    )
    _index(
        "uq_bill_period",
        "bill",
        ["hall_id", "account_no", "period"],
        unique=True,
        where="withdrawn_at IS NULL",
    )


def _meter_test() -> None:
    _make(
        "meter_test",
        _key("id"),
        _day(),
        _int("payment_id"),
        _text("account_no"),
        _text("customer_name"),
        _text("phone"),
        _text("meter_no"),
        _text("owner"),
        _maybe("due_at"),
        _text("outcome"),
        _text("report_no"),
        _maybe("decided_at"),
        _text("decided_by"),
        _maybe("refund_id", Int),
        _text("adjust_state"),
        _text("adjust_note"),
        _maybe("adjusted_at"),
        _text("adjusted_by"),
        _maybe("cancelled_at"),
        checks={
            "outcome": "outcome IN ('', 'pass', 'fail')",
            "adjust_state": "adjust_state IN ('', 'open', 'done')",
        },
    )
    _index("uq_meter_test_payment", "meter_test", ["hall_id", "payment_id"], unique=True)


def _reconnection() -> None:
    _make(
        "reconnection",
        _key("id"),
        _day(),
        _int("payment_id"),
        _text("account_no"),
        _text("customer_name"),
        _text("phone"),
        _text("address"),
        _text("owner"),
        _at("due_at"),
        _maybe("passed_on_at"),
        _text("passed_on_to"),
        _maybe("done_at"),
        _text("done_by"),
        _text("late_reason"),
        _maybe("explained_at"),
        _maybe("cancelled_at"),
        _text("cancel_reason"),
        checks={"owner": "owner <> ''"},
    )
    _index(
        "ix_reconnection_open",
        "reconnection",
        ["hall_id", "due_at"],
        where="done_at IS NULL AND cancelled_at IS NULL",
    )


def _work_order() -> None:
    _make(
        "work_order",
        _key("id"),
        _day(),
        _int("number"),
        _int("sheet_id"),
        _text("team"),
        _text("team_phone"),
        _text("content"),
        _text("address"),
        _maybe("appointed_at"),
        _text("issued_by"),
        _at("issued_at"),
        _text("state", None),
        _text("worker"),
        _maybe("done_at"),
        _text("done_by"),
        _text("done_note"),
        _text("actual", "[]"),
        _maybe("difference_agreed_at"),
        _text("difference_mode"),
        _text("difference_signature", "[]"),
        _text("cancel_reason"),
        _int("reprints", "0"),
        checks={"state": "state IN ('issued', 'done', 'cancelled')"},
    )
    _index("ix_work_order_sheet", "work_order", ["hall_id", "sheet_id"])
    _index("ix_work_order_open", "work_order", ["hall_id"], where="state = 'issued'")
    _index("ix_sheet_unpaid", "sheet", ["hall_id", "staff_no"], where="state = 'signed'")
    _index(
        "uq_work_order_number", "work_order", ["hall_id", "business_date", "number"], unique=True
    )


def _callback() -> None:
    _make(
        "callback",
        _key("id"),
        _day(),
        _text("subject"),
        _int("subject_id"),
        _text("customer_name"),
        _text("phone"),
        _text("owner"),
        _day("due_on"),
        _data("attempts"),
        _text("state", None),
        _text("opinion"),
        _maybe("level", Int),
        _maybe("closed_at"),
        _maybe("closed_by"),
        _text("close_reason"),
        checks={"state": "state IN ('open', 'done', 'failed')", "owner": "owner <> ''"},
    )
    _index("ix_callback_open", "callback", ["hall_id", "due_on"], where="state = 'open'")
    _index("uq_callback_subject", "callback", ["hall_id", "subject", "subject_id"], unique=True)


def _till() -> None:
    _make(
        "till_handover",
        _key("id"),
        _day(),
        _int("window_no"),
        _text("from_staff"),
        _text("to_staff"),
        _int("amount_fen"),
        _data("pieces"),
        _at("handed_at"),
        _maybe("taken_at"),
        _maybe("refused_at"),
        _text("refused_reason"),
        checks={"amount_fen": "amount_fen >= 0", "two_persons": "from_staff <> to_staff"},
    )
    _index("ix_till_handover_day", "till_handover", ["hall_id", "business_date"])
    _make(
        "bank_bag",
        _key("id"),
        _day(),
        _int("number"),
        _maybe("window_no", Int),
        _text("staff_no"),
        _int("amount_fen"),
        _at("taken_out_at"),
        _text("state", None),
        _maybe("deposit_date"),
        _text("slip_no"),
        _text("banked_by"),
        _maybe("banked_at"),
        checks={
            "amount_fen": "amount_fen > 0",
            "state": "state IN ('safe', 'banked')",
            "slip": "state = 'safe' OR (slip_no <> '' AND deposit_date IS NOT NULL)",
        },
    )
    _index("ix_bank_bag_day", "bank_bag", ["hall_id", "business_date"])
    _index("ix_bank_bag_safe", "bank_bag", ["hall_id"], where="state = 'safe'")
    _make(
        "till_count",
        _key("id"),
        _day(),
        _maybe("window_no", Int),
        _text("staff_no"),
        _text("counted_by"),
        _data("pieces"),
        _int("counted_fen"),
        _int("expected_fen"),
        _int("difference_fen"),
        _data("terminals"),
        _data("sums"),
        _text("reason"),
        _text("approved_by"),
        _at("counted_at"),
        _maybe("explained_at"),
        checks={
            "counted_fen": "counted_fen >= 0",
            "difference_fen": "difference_fen = counted_fen - expected_fen",
            "difference_explained": (
                "explained_at IS NULL OR "
                "(reason <> '' AND approved_by <> '' AND approved_by <> staff_no)"
            ),
        },
    )
    _index("ix_till_count_day", "till_count", ["hall_id", "business_date"])


def _closing() -> None:
    _make(
        "closing_record",
        _key("number"),
        _day(),
        _data("content"),
        _int("net_fen"),
        _int("perpetual_fen"),
        _int("head_n"),
        _text("head_hash"),
        _text("closed_by"),
        _at("closed_at"),
        _int("reprints", "0"),
        key=("number",),
        checks={"number": "number > 0"},
    )
    _index("uq_closing_record_day", "closing_record", ["hall_id", "business_date"], unique=True)
    _make(
        "day_figures",
        _day(),
        _int("version"),
        _data("figures"),
        _text("seal"),
        _at("made_at"),
        key=("business_date",),
    )


def _price_list() -> None:
    """A price taken out on purpose is no price that ran out; each list that came in is told."""
    op.add_column("price", _int("ended", "0"))
    _make(
        "price_list",
        _key("id"),
        _int("number"),
        _day("valid_from"),
        _text("approval_doc"),
        _text("source"),
        _int("added"),
        _int("changed"),
        _int("ended"),
        _int("unchanged"),
        _text("imported_by"),
        _text("approved_by"),
        _at("at"),
        checks={
            "number": "number > 0",
            "approved_by": "approved_by <> '' AND approved_by <> imported_by",
        },
    )
    _index("uq_price_list_number", "price_list", ["hall_id", "number"], unique=True)


def _box_opening() -> None:
    """The opinion box is opened by two (Art. 12(3))."""
    two = "first_person <> '' AND second_person <> '' AND first_person <> second_person"
    _make(
        "box_opening",
        _key("id"),
        _day(),
        _at("opened_at"),
        _text("place"),
        _text("first_person"),
        _text("second_person"),
        _data("slips"),
        checks={"two_persons": two},
    )
    _index("ix_box_opening_day", "box_opening", ["hall_id", "business_date"])


_KEPT = (
    "bank_bag",
    "bill",
    "box_opening",
    "callback",
    "closing_record",
    "meter_test",
    "price_list",
    "reconnection",
    "refund",
    "tender",
    "till_count",
    "till_handover",
    "work_order",
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
    """Brings a database of the second version to this one; nothing that was kept is lost."""
    _payment()
    _tender()
    _refund()
    _bill()
    _meter_test()
    _reconnection()
    _work_order()
    _callback()
    _till()
    _closing()
    _price_list()
    _box_opening()
    for table in _KEPT:
        _keep(op.get_bind(), table)
