"""The day's own check (演练核对): vouchers − voids − refunds = till = report = Z = journal.

And what stands beside the money: imported bills, what was charged for, prepayments settled.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from hall_desk.domain.bills import Bill
from hall_desk.domain.payments import CASH, Charge, ChargeLine, Payment, Series, Tender
from hall_desk.domain.refunds import Refund
from hall_desk.domain.settlements import Settlement
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.stage import Stage
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases import closings, reporting, tills
from hall_desk.usecases.reportmoney import CHARGE_WORDS


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
    charged: Counter[str]
    """What the vouchers were for, by its word in the report."""
    charges: Counter[str]
    """The same in the report."""
    billed: int
    """The lines of vouchers and the settlements that name an imported bill."""
    bills: int
    """The imported bills that are paid."""
    settled: int
    """What stands settled of prepayments."""
    settlements: int
    """The same in the report."""


def check_sums(stage: Stage) -> None:
    """Stops the rehearsal when the books of the closed day disagree."""
    books = stage.ask(books_of)
    net = books.rows.total()
    beside = (
        ("记录", _moved(books.rows), "钱箱", _moved(books.tills)),
        ("记录", net, "日报", books.report),
        ("记录", net, "日结单", books.closing),
        ("日志", books.journal, "应为", ""),
        ("应存现金", books.cash, "清点", books.counted),
        ("凭证", dict(books.charged), "日报", dict(books.charges)),
        ("收账单", books.billed, "账单已缴", books.bills),
        ("预收结算", books.settled, "日报", books.settlements),
    )
    wrong = [f"{one} {has}，{other} {says}" for one, has, other, says in beside if has != says]
    if wrong:
        raise RuntimeError("the books of the day disagree: " + "；".join(wrong))


def _moved(by_method: Counter[str]) -> dict[str, int]:
    return {method: fen for method, fen in by_method.items() if fen}


def books_of(reading: Reading) -> Books:
    """Every way to pay: what came in by tenders of vouchers that stand, less what went back."""
    table, refund = schema.payment, schema.refund
    paid = reading.all(Payment, table.c.business_date == cast.DAY)
    standing = {payment.id: payment for payment in paid if not payment.is_void}
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
    used = [each for each in reading.all(Settlement) if not each.is_void]
    lines = [line for payment in standing.values() for line in payment.lines]
    return Books(
        rows=rows,
        tills=by_till,
        report=report.money.net_fen,
        closing=record.net_fen if record is not None else None,
        journal="" if reconciled else report.journal.remark,
        cash=floats + rows[CASH] - bags,
        counted=counted,
        charged=_charged(standing.values()),
        charges=Counter({row.name: row.amount_fen for row in report.money.charges}),
        billed=_of_bills(lines) + _of_bills(used),
        bills=sum(b.amount_fen for b in reading.all(Bill) if b.payment_id is not None),
        settled=sum(each.amount_fen for each in used),
        settlements=report.money.settled_fen - report.money.unsettled_fen,
    )


def _charged(payments: Iterable[Payment]) -> Counter[str]:
    found: Counter[str] = Counter()
    for payment in payments:
        # A deposit that became a fee was a deposit when it was taken.
        deposit = payment.series is Series.DEPOSIT
        found[CHARGE_WORDS[Charge.DEPOSIT if deposit else payment.kind]] += payment.due_fen
    return found


def _of_bills(used: Iterable[ChargeLine | Settlement]) -> int:
    return sum(each.amount_fen for each in used if each.bill_id is not None)
