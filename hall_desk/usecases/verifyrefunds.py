"""Checking refunds (退款) against the journal, their vouchers, and the lines they are for."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, select

from hall_desk.domain.payments import voucher_code
from hall_desk.domain.refunds import refund_code
from hall_desk.store import schema
from hall_desk.store.columns import canonical
from hall_desk.store.journal import Entry

_SHOWN = ("refund_no", "payment_id", "amount_fen", "content")


@dataclass(kw_only=True)
class RefundWatch:
    """Remembers what the journal says of refunds while the chain is read."""

    written: dict[int, tuple[int, str]] = field(default_factory=dict)

    def see(self, entry: Entry) -> None:
        """One entry the chain has accepted; the first of a refund writes it whole."""
        if entry.subject != "refund" or entry.before or int(entry.subject_id) in self.written:
            return
        after = json.loads(entry.after)
        told = canonical([after[name] for name in _SHOWN])
        self.written[int(entry.subject_id)] = (entry.n, told)

    def compare(self, conn: Connection, hall_id: int) -> tuple[int, str] | None:
        """The first refund that is not as it was written: (journal number, problem)."""
        left, paid = dict(self.written), {row.id: row for row in _refunded(conn, hall_id)}
        back, lines = Counter[int](), Counter[tuple[int, int]]()
        for number, row in enumerate(_rows(conn, hall_id), start=1):
            n, told = left.pop(row.id, (row.id, ""))
            code = refund_code(row.refund_no)
            if row.refund_no != number:
                return n, f"退款编号不连续：应为 {refund_code(number)}，却是 {code}"
            if canonical([getattr(row, name) for name in _SHOWN]) != told:
                return n, f"退款 {code} 与日志第 {n} 条不符"
            payment = paid.get(row.payment_id)
            if payment is None:
                return n, f"退款 {code} 的原凭证不见了"
            back[row.payment_id] += row.amount_fen
            if back[row.payment_id] > (0 if payment.void else payment.due_fen):
                voucher = voucher_code(payment.series, payment.voucher_no)
                return n, f"凭证 {voucher} 的退款超过实收"
            if not _lines_hold(row, payment, lines):
                return n, f"退款 {code} 所退的项与原凭证不符"
        for n, _ in left.values():
            return n, f"日志第 {n} 条的退款不见了"
        return None


def _lines_hold(refund: Row[Any], payment: Row[Any], back: Counter[tuple[int, int]]) -> bool:
    """The lines a refund names make it up, and of none more came back than it cost."""
    named = refund.content.get("lines", ())
    for line in named:
        at = line["line"]
        back[payment.id, at] += line["amount_fen"]
        if not 1 <= at <= len(payment.lines) or line["amount_fen"] <= 0:
            return False
        if back[payment.id, at] > payment.lines[at - 1]["amount_fen"]:
            return False
    return not named or sum(line["amount_fen"] for line in named) == refund.amount_fen


def _rows(conn: Connection, hall_id: int) -> list[Row[Any]]:
    table = schema.refund
    columns = [table.c[name] for name in ("id", *_SHOWN)]
    query = select(*columns).where(table.c.hall_id == hall_id)
    return list(conn.execute(query.order_by(table.c.refund_no)))


def _refunded(conn: Connection, hall_id: int) -> list[Row[Any]]:
    """The vouchers something was given back of."""
    payment, refund = schema.payment, schema.refund
    query = select(
        payment.c.id, payment.c.series, payment.c.voucher_no, payment.c.due_fen, payment.c.lines,
        payment.c.voided_at.is_not(None).label("void"),
    ).where(
        payment.c.hall_id == hall_id,
        payment.c.id.in_(select(refund.c.payment_id).where(refund.c.hall_id == hall_id)),
    )  # fmt: skip
    return list(conn.execute(query))
