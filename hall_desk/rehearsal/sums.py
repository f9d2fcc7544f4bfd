"""The day's own check (演练核对): vouchers − voids − refunds = till = report = Z = journal."""

from collections import Counter
from dataclasses import dataclass

from hall_desk.domain.payments import CASH, Payment, Tender
from hall_desk.domain.refunds import Refund
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.stage import Stage
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases import closings, reporting, tills


@dataclass(frozen=True, kw_only=True)
class Books:
    """The money of the day as each book has it, in fen."""

    rows: Counter[str]
    tills: Counter[str]
    report: int
    closing: int | None
    journal: str
    cash: int
    counted: int


def check_sums(stage: Stage) -> None:
    """Stops the rehearsal when the books of the closed day disagree."""
    books = stage.ask(books_of)
    net = books.rows.total()
    wrong = []
    if _moved(books.rows) != _moved(books.tills):
        wrong.append(f"记录 {dict(books.rows)}，钱箱 {dict(books.tills)}")
    if books.report != net:
        wrong.append(f"记录 {net}，日报 {books.report}")
    if books.closing != net:
        wrong.append(f"记录 {net}，日结单 {books.closing}")
    if books.journal:
        wrong.append(f"日志：{books.journal}")
    if books.cash != books.counted:
        wrong.append(f"应存现金 {books.cash}，清点 {books.counted}")
    if wrong:
        raise RuntimeError("the books of the day disagree: " + "；".join(wrong))


def _moved(by_method: Counter[str]) -> dict[str, int]:
    return {method: fen for method, fen in by_method.items() if fen}


def books_of(reading: Reading) -> Books:
    """Every way to pay: what came in by tenders of vouchers that stand, less what went back."""
    table, refund = schema.payment, schema.refund
    standing = {
        payment.id
        for payment in reading.all(Payment, table.c.business_date == cast.DAY)
        if not payment.is_void
    }
    rows: Counter[str] = Counter()
    for tender in reading.all(Tender, schema.tender.c.business_date == cast.DAY):
        if tender.payment_id in standing:
            rows[tender.method] += tender.amount_fen
    for given in reading.all(Refund, refund.c.business_date == cast.DAY):
        rows[given.method] -= given.amount_fen
    by_till: Counter[str] = Counter()
    floats = counted = 0
    for till in tills.tills_of(reading, cast.DAY):
        by_till.update(dict(till.sums.by_method))
        floats += till.sums.float_fen
        last = till.last_count
        counted += last.counted_fen - last.difference_fen if last is not None else 0
    bags = sum(bag.amount_fen for bag in tills.bags_of(reading, cast.DAY))
    report = reporting.daily_report(reading, cast.DAY)
    record = closings.find_closing(reading, cast.DAY)
    reconciled = report.journal.reconciled
    return Books(
        rows=rows,
        tills=by_till,
        report=report.money.net_fen,
        closing=record.net_fen if record is not None else None,
        journal="" if reconciled else report.journal.remark,
        cash=floats + rows[CASH] - bags,
        counted=counted,
    )
