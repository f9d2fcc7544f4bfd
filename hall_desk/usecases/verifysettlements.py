"""Checking settlements (预收结算) against the journal and the prepayments they belong to."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, func, select

from hall_desk.domain.payments import Charge, voucher_code
from hall_desk.domain.settlements import settlement_code
from hall_desk.store import schema
from hall_desk.store.columns import canonical
from hall_desk.store.journal import Entry

_SHOWN = ("settlement_no", "payment_id", "period", "words", "amount_fen")


@dataclass(kw_only=True)
class SettlementWatch:
    """Remembers what the journal says of settlements while the chain is read."""

    written: dict[int, tuple[int, str]] = field(default_factory=dict)
    voided: dict[int, int] = field(default_factory=dict)

    def see(self, entry: Entry) -> None:
        """One entry the chain has accepted."""
        if entry.subject != "settlement":
            return
        if entry.action == "settle":
            after = json.loads(entry.after)
            told = canonical([after[name] for name in _SHOWN])
            self.written[int(entry.subject_id)] = (entry.n, told)
        elif entry.action == "void_settlement":
            self.voided[int(entry.subject_id)] = entry.n

    def compare(self, conn: Connection, hall_id: int) -> tuple[int, str] | None:
        """The first settlement that is not as it was written: (journal number, problem)."""
        left, standing = dict(self.written), dict[int, int]()
        for number, row in enumerate(_rows(conn, hall_id), start=1):
            n, told = left.pop(row.id, (row.id, ""))
            code = settlement_code(row.settlement_no)
            if row.settlement_no != number:
                return n, f"预收结算编号不连续：应为 {settlement_code(number)}，却是 {code}"
            if canonical([getattr(row, name) for name in _SHOWN]) != told:
                return n, f"预收结算 {code} 与日志第 {n} 条不符"
            void_n = self.voided.get(row.id)
            if (row.void_date is None) != (void_n is None):
                return void_n or n, f"预收结算 {code} 的作废与日志不符"
            if row.void_date is None:
                standing[row.payment_id] = standing.get(row.payment_id, 0) + row.amount_fen
        for n, _ in left.values():
            return n, f"日志第 {n} 条的预收结算不见了"
        return self._too_much(conn, hall_id, standing)

    def _too_much(
        self, conn: Connection, hall_id: int, standing: dict[int, int]
    ) -> tuple[int, str] | None:
        """A prepayment of which more was settled and given back than was taken."""
        taken = {row.id: row for row in _taken(conn, hall_id)}
        for payment_id, fen in sorted(standing.items()):
            row = taken.get(payment_id)
            if row is None:
                return payment_id, f"预收结算所属的凭证（记录 {payment_id}）不见了"
            most = 0 if row.void or row.kind != Charge.PREPAYMENT else row.due_fen - row.back
            if fen > most:
                code = voucher_code(row.series, row.voucher_no)
                return payment_id, f"凭证 {code} 的结算超过预收减已退"
        return None


def _taken(conn: Connection, hall_id: int) -> Iterable[Row[Any]]:
    """What was taken and given back of everything settled: one question, however many there are."""
    payment, refund, settlement = schema.payment, schema.refund, schema.settlement
    back = (
        select(refund.c.payment_id, func.sum(refund.c.amount_fen).label("fen"))
        .where(refund.c.hall_id == hall_id)
        .group_by(refund.c.payment_id)
        .subquery()
    )
    settled = select(settlement.c.payment_id).where(
        settlement.c.hall_id == hall_id, settlement.c.void_date.is_(None)
    )
    query = (
        select(
            payment.c.id, payment.c.kind, payment.c.series, payment.c.voucher_no,
            payment.c.due_fen, payment.c.voided_at.is_not(None).label("void"),
            func.coalesce(back.c.fen, 0).label("back"),
        )
        .outerjoin_from(payment, back, back.c.payment_id == payment.c.id)
        .where(payment.c.hall_id == hall_id, payment.c.id.in_(settled))
    )  # fmt: skip
    return conn.execute(query)


def _rows(conn: Connection, hall_id: int) -> list[Row[Any]]:
    table = schema.settlement
    columns = [table.c[name] for name in ("id", "void_date", *_SHOWN)]
    query = select(*columns).where(table.c.hall_id == hall_id)
    return list(conn.execute(query.order_by(table.c.settlement_no)))
