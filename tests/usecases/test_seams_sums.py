"""One day with everything in it: till, report, closing, perpetual total, export and verifiers."""

import csv
import json
from datetime import date
from pathlib import Path

from hall_desk.domain.charges import Asked
from hall_desk.domain.metertests import Outcome
from hall_desk.domain.payments import CASH, Charge, Payment, Series
from hall_desk.domain.tenders import Part
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import (
    closingcopies,
    closings,
    payments,
    queries,
    reporting,
    tillmoves,
    tills,
)
from hall_desk.usecases.auditing import AuditWish, export_audit
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.payments import Takings
from hall_desk.usecases.verifying import verify_store
from tests.conftest import MANAGER, Day
from tests.store.test_standalone_verifier import ask
from tests.usecases.money import THREE, give_back, pay
from tests.usecases.test_meter_tests import ACCOUNT, decide, deposit, name_the_document
from tests.usecases.test_refunds import next_day
from tests.usecases.test_seams_back import CLERK, void


def mixed(day: Day, due: int, card: int, cash: int) -> None:
    """A card takes a part, cash the rest."""
    now = day.clock.now()
    takings = Takings(
        due_fen=due,
        received_fen=card + cash,
        parts=(
            Part(method="POS", amount_fen=card, slip_no="77"),
            Part(method=CASH, amount_fen=cash),
        ),
        spoken_received_at=now,
        spoken_change_at=now,
    )
    day.do(payments.take_payment, CLERK, window=THREE, takings=takings, purpose="居民电费缴纳")


def everything(day: Day) -> dict[str, int]:
    """Takings of all kinds; gives what is left by method."""
    day.count_float()
    bill = pay(day, 8640, account=ACCOUNT)
    void(day, pay(day, 777))
    void(day, pay(day, 999, method="QR"))
    mixed(day, 9000, 4000, 6000)
    give_back(day, bill, 640)
    give_back(day, bill, 1000, method="QR")
    ahead = pay(day, 20_000, asked=Asked(kind=Charge.PREPAYMENT), account=ACCOUNT)
    give_back(day, ahead, 5000, method="TRANSFER", slip="ZZ-1")
    decide(day, deposit(day)[1], Outcome.FAIL, approved_by=MANAGER)
    decide(day, deposit(day)[1], Outcome.PASS)
    withdrawn, _ = deposit(day)
    give_back(day, withdrawn, 2500)
    day.do(tillmoves.take_out_bag, CLERK, window=THREE, amount_fen=10_000)
    cash = 8640 + 5000 - 640 + 20_000 + 3 * 2500 - 2 * 2500
    return {"CASH": cash, "POS": 4000, "QR": -1000, "TRANSFER": -5000}


def test_every_book_of_the_day_tells_the_same_sums(hall: Hall, day: Day, tmp_path: Path) -> None:
    name_the_document(day)
    left = everything(day)
    today = day.ask(queries.get_day).date
    till = day.ask(tills.till_of, today, CLERK).sums
    assert dict(till.by_method) == dict(sorted(left.items()))
    assert till.expected_fen == 50_000 + left["CASH"] - 10_000
    next_day(hall, day)
    net = sum(left.values())
    record = day.ask(closings.find_closing, today)
    assert (record.net_fen, record.perpetual_fen) == (net, net)
    told = json.loads(json.dumps(record.content))
    by_method = {m["method"]: m["taken_fen"] - m["refunded_fen"] for m in told["methods"]}
    assert {name: fen for name, fen in by_method.items() if fen} == left
    assert told["taken_fen"] - told["refunded_fen"] == net
    assert sum(s["sum_fen"] - s["void_fen"] for s in told["series"]) == told["taken_fen"]
    assert [(s["series"], s["count"], len(s["voids"])) for s in told["series"]] == [
        ("SJ", 4, 2), ("YS", 1, 0), ("YJ", 3, 0),
    ]  # fmt: skip
    assert told["refunds"]["count"] == 5
    money = day.ask(reporting.daily_report, today).money
    assert (money.total_fen, money.refund_fen) == (told["taken_fen"], told["refunded_fen"])
    assert sum(m.amount_fen - m.refund_fen for m in money.methods) == net
    assert sum(c.amount_fen for c in money.charges) == money.total_fen
    assert {c.name: c.amount_fen for c in money.charges} == {
        "电费": 17_640, "预收": 20_000, "校验押金": 7500,
    }  # fmt: skip
    assert money.void_fen == 777 + 999
    assert money.gaps == 0
    assert money.cash.expected_fen == till.expected_fen
    stored = day.ask(reporting.daily_report, today).money
    day.do(_outdate, day=today)
    assert day.ask(reporting.daily_report, today).money == stored
    day.count_float()
    give_back(day, day.ask(_first), 1000)
    later = day.ask(closings.find_closing, today)
    assert later == record
    assert day.ask(reporting.daily_report, today).money == stored
    _check_export(hall, tmp_path, net - 1000)
    assert verify_store(hall.store).ok


def _outdate(tx: Tx, *, day: date) -> None:
    tx.outdate(day)


def _first(reading: Reading) -> Payment:
    return reading.get(Payment, series=Series.RECEIPT, voucher_no=1)


def _check_export(hall: Hall, folder: Path, net: int) -> None:
    """The export's own rows come to the same, and both verifiers accept it."""
    closingcopies.copy_closings(hall)
    wish = AuditWish(folder=folder / "audit", full=True, by=MANAGER, reason="年度审计")
    out = export_audit(hall, wish)
    void = {row["记录号"] for row in _rows(out / "voids.csv")}
    taken = sum(
        _fen(row["金额"]) for row in _rows(out / "tenders.csv") if row["凭证记录号"] not in void
    )
    due = sum(_fen(row["应收"]) for row in _rows(out / "vouchers.csv") if row["记录号"] not in void)
    given = sum(_fen(row["金额"]) for row in _rows(out / "refunds.csv"))
    assert len(void) == 2
    assert taken == due
    assert taken - given == net
    key = ("--key", hall.store.key_file, "--closings", hall.store.closings_file)
    for what in (out, out / "journal.jsonl"):
        code, said = ask(what, *key)
        assert code == 0, said


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _fen(text: str) -> int:
    return round(float(text) * 100)
