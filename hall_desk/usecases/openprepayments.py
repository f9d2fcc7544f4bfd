"""Prepayments of which something is left (预收余额): of every day and window, the oldest first."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Subquery, Table, func, select

from hall_desk.domain.payments import Charge, Series, voucher_code
from hall_desk.store import schema
from hall_desk.store.transaction import Reading

MOST = 500
"""So many are listed; the others are found by their number or account."""


@dataclass(frozen=True, kw_only=True)
class OpenPrepayment:
    """A standing prepayment not wholly settled or given back; in fen.

    ``accounts`` is how many it is for; of one, ``account_no`` is its number.
    """

    payment_id: int
    voucher_no: int
    business_date: date
    account_no: str
    customer_name: str
    accounts: int
    due_fen: int
    settled_fen: int
    back_fen: int

    @property
    def code(self) -> str:
        """Such as YS-000012."""
        return voucher_code(Series.PREPAYMENT, self.voucher_no)

    @property
    def left_fen(self) -> int:
        """What is neither settled nor given back (预收余额)."""
        return self.due_fen - self.settled_fen - self.back_fen


@dataclass(frozen=True, kw_only=True)
class OpenPrepayments:
    """The oldest ones, and how many there are with what is left of all."""

    listed: tuple[OpenPrepayment, ...] = ()
    count: int = 0
    left_fen: int = 0


def open_prepayments(reading: Reading, most: int = MOST) -> OpenPrepayments:
    """All of it in one question, however many there are."""
    payment, refund, settlement = schema.payment, schema.refund, schema.settlement
    hall = reading.hall_id
    back = _sums(refund, refund.c.hall_id == hall)
    used = _sums(settlement, settlement.c.hall_id == hall, settlement.c.voided_at.is_(None))
    back_fen, settled = func.coalesce(back.c.fen, 0), func.coalesce(used.c.fen, 0)
    left = payment.c.due_fen - back_fen - settled
    query = (
        select(
            payment.c.id, payment.c.voucher_no, payment.c.business_date, payment.c.account_no,
            payment.c.customer_name, payment.c.lines, payment.c.due_fen,
            settled.label("settled"), back_fen.label("back"),
            func.count().over().label("open"), func.sum(left).over().label("left"),
        )
        .outerjoin_from(payment, back, back.c.payment_id == payment.c.id)
        .outerjoin(used, used.c.payment_id == payment.c.id)
        .where(
            payment.c.hall_id == hall,
            payment.c.series == Series.PREPAYMENT,
            payment.c.kind == Charge.PREPAYMENT,
            payment.c.voided_at.is_(None),
            left > 0,
        )
        .order_by(payment.c.voucher_no)
        .limit(most)
    )  # fmt: skip
    rows = reading.conn.execute(query).all()
    listed = tuple(
        OpenPrepayment(
            payment_id=row.id,
            voucher_no=row.voucher_no,
            business_date=row.business_date,
            account_no=row.account_no,
            customer_name=row.customer_name,
            accounts=max(len(row.lines), 1),
            due_fen=row.due_fen,
            settled_fen=int(row.settled),
            back_fen=int(row.back),
        )
        for row in rows
    )
    if not rows:
        return OpenPrepayments()
    return OpenPrepayments(listed=listed, count=rows[0].open, left_fen=int(rows[0].left))


def _sums(table: Table, *conditions: ColumnElement[bool]) -> Subquery:
    """What was given back or settled of each prepayment."""
    return (
        select(table.c.payment_id, func.sum(table.c.amount_fen).label("fen"))
        .where(*conditions)
        .group_by(table.c.payment_id)
        .subquery()
    )
