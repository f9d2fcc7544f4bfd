"""Paper faults (打印故障): shown and journalled; what was recorded stays."""

from datetime import timedelta

from sqlalchemy import select

from hall_desk.domain.payments import CASH, Payment, Tender
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import WindowNo
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import find_day


def note_paper_fault(tx: Tx, *, paper: str, subject_id: str, reason: str) -> None:
    """Journals that a paper did not come out."""
    tx.note("paper_fault", "paper", {"paper": paper, "id": subject_id}, after={"reason": reason})


def note_printed(tx: Tx, *, paper: str, subject_id: str) -> None:
    """Journals that a paper of the register or the report was printed, and by whom."""
    tx.note("print", "paper", {"paper": paper, "id": subject_id}, after={"paper": paper})


def note_paper_settled(tx: Tx, *, paper: str, subject_id: str, how: str, reason: str) -> None:
    """Journals what a person decided about a paper in doubt: seen, printed again, given up."""
    told = {"how": how, "reason": check_text(reason, "reason")}
    tx.note("settle_paper", "paper", {"paper": paper, "id": subject_id}, after=told)


def paid_in_cash(reading: Reading, payment_id: int) -> bool:
    """Whether any part of a payment was cash: the drawer opens for it."""
    tenders = reading.all(Tender, schema.tender.c.payment_id == payment_id)
    return any(tender.method == CASH for tender in tenders)


def unprinted_vouchers(
    reading: Reading, window: WindowNo | None = None, older_s: int = 0
) -> list[Payment]:
    """Payments of the open day whose voucher nobody has printed or given up.

    A program that dies between the commit and the paper leaves one; a print that is under way
    is younger than ``older_s``.
    """
    day = find_day(reading)
    if day is None:
        return []
    table = schema.payment
    mine = [] if window is None else [table.c.window_no == window]
    before = reading.now - timedelta(seconds=older_s)
    paid = reading.all(
        Payment,
        table.c.business_date == day.date,
        table.c.voided_at.is_(None),
        table.c.paid_at <= before,
        *mine,
        order_by=table.c.id,
    )
    told = _told_of(reading, [name for payment in paid for name in _names(payment)])
    return [payment for payment in paid if told.isdisjoint(_names(payment))]


def _names(payment: Payment) -> list[str]:
    """What its voucher and the reprints of it are called."""
    again = (f"{payment.voucher_code}-补打{n}" for n in range(1, payment.reprints + 1))
    return [payment.voucher_code, *again]


def _told_of(reading: Reading, names: list[str]) -> set[str]:
    """The papers of which the journal says that they were printed, or need not be."""
    table, found = schema.journal, set()
    for start in range(0, len(names), 200):
        keys = [f"voucher/{name}" for name in names[start : start + 200]]
        query = select(table.c.subject_id).where(
            table.c.hall_id == reading.hall_id,
            table.c.subject == "paper",
            table.c.subject_id.in_(keys),
            table.c.action.in_(("print", "settle_paper")),
        )
        found |= {row.subject_id.removeprefix("voucher/") for row in reading.conn.execute(query)}
    return found
