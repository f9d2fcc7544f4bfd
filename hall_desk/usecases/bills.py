"""Bills imported from the billing system (电费账单导入): all lines of a list, or none."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select

from hall_desk.domain.bills import Bill, BillList, BillRow, fault_words
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import ChargeLine, check_account_no
from hall_desk.domain.people import Right
from hall_desk.domain.texts import check_text
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import require_right


@dataclass(frozen=True, kw_only=True)
class BillSource:
    """One imported list: how many of its bills are still open, and their sum in fen."""

    source: str
    imported_at: datetime
    imported_by: str
    bills: int
    open: int
    open_fen: int


def import_bills(tx: Tx, *, rows: BillList, source: str) -> None:
    """Takes a whole list: a bill already known is left, a changed one is replaced if unpaid.

    One faulty line refuses the list: half a list would pass for the whole.
    """
    require_right(tx, Right.SETTINGS)
    name = check_text(source, "file")
    if rows.faults:
        raise RuleBroken(f"没有导入。{fault_words(rows.faults)}", field="file")
    standing = {(bill.account_no, bill.period): bill for bill in _standing(tx)}
    paid = [
        f"第 {row.line} 行：户号 {row.account_no} {row.period} 已在本厅缴费，金额与新账单不同。"
        for row in rows.rows
        if (old := standing.get((row.account_no, row.period))) is not None
        and old.payment_id is not None
        and old.amount_fen != row.amount_fen
    ]
    if paid:
        raise RuleBroken(f"没有导入。{fault_words(paid)}", field="file")
    tx.note("import_bills", "bill_list", {"source": name}, after={"lines": len(rows.rows)})
    for row in rows.rows:
        old = standing.get((row.account_no, row.period))
        if old is not None and old.amount_fen == row.amount_fen:
            continue
        if old is not None:
            tx.change(old, replace(old, withdrawn_at=tx.now), "withdraw_bill", guard="payment_id")
        _add(tx, row, name)


def open_bills(reading: Reading, account_no: str) -> list[Bill]:
    """What an account owes as imported, the oldest period first."""
    account = check_account_no(account_no)
    if not account:
        return []
    table = schema.bill
    return reading.all(
        Bill,
        table.c.account_no == account,
        table.c.withdrawn_at.is_(None),
        table.c.payment_id.is_(None),
        order_by=table.c.period,
    )


def sources(reading: Reading) -> list[BillSource]:
    """The imported lists, newest first."""
    table = schema.bill
    still = table.c.payment_id.is_(None) & table.c.withdrawn_at.is_(None)
    query = (
        select(
            table.c.source,
            table.c.imported_at,
            table.c.imported_by,
            func.count().label("bills"),
            func.count().filter(still).label("open"),
            func.coalesce(func.sum(table.c.amount_fen).filter(still), 0).label("open_fen"),
        )
        .where(table.c.hall_id == reading.hall_id)
        .group_by(table.c.source, table.c.imported_at, table.c.imported_by)
        .order_by(table.c.imported_at.desc())
        .limit(200)
    )
    return [
        BillSource(
            source=row.source,
            imported_at=row.imported_at,
            imported_by=row.imported_by,
            bills=row.bills,
            open=row.open,
            open_fen=int(row.open_fen),
        )
        for row in reading.conn.execute(query)
    ]


def mark_paid(tx: Tx, line: ChargeLine, payment_id: int) -> Bill:
    """The bill of a line is paid; its account and amount must be the bill's own."""
    bill = tx.get(Bill, id=line.bill_id)
    if not bill.is_open:
        raise RuleBroken(
            f"户号 {bill.account_no} {bill.period} 的账单已缴或已更新，请重新查询。", field="due"
        )
    if (bill.account_no, bill.amount_fen) != (line.account_no, line.amount_fen):
        raise RuleBroken(
            "金额与导入的账单不符，请按账单收或重新导入。", field="due", article="5(4)"
        )
    return tx.change(bill, replace(bill, payment_id=payment_id), "pay_bill", guard="payment_id")


def unmark_paid(tx: Tx, bill_id: int, payment_id: int) -> Bill:
    """The payment was taken back: the bill is open again, unless another one paid it since."""
    bill = tx.get(Bill, id=bill_id)
    if bill.payment_id != payment_id:
        return bill
    return tx.change(bill, replace(bill, payment_id=None), "unpay_bill", guard="payment_id")


def _standing(reading: Reading) -> list[Bill]:
    return reading.all(Bill, schema.bill.c.withdrawn_at.is_(None))


def _add(tx: Tx, row: BillRow, source: str) -> None:
    bill = Bill(
        id=tx.new_id(),
        account_no=row.account_no,
        period=row.period,
        customer_name=row.customer_name,
        amount_fen=row.amount_fen,
        source=source,
        imported_at=tx.now,
        imported_by=tx.actor,
        payment_id=None,
        withdrawn_at=None,
    )
    tx.insert(bill, "add_bill")
