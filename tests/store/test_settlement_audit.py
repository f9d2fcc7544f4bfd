"""Settlements in the audit: exported, checked line by line, found when somebody changes them."""

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from hall_desk.domain.payments import Payment
from hall_desk.domain.settlements import Settlement
from hall_desk.store.engine import Store
from hall_desk.usecases.verifying import verify_store
from tests.conftest import Day
from tests.statements import statements_of
from tests.store.test_audit_export import FULL, exported, keys, rows_of, run, verifier
from tests.usecases.money import give_back
from tests.usecases.test_settlements import NUMBER, RED, ahead, record, settle, undo

__all__ = ["verifier"]
Records = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture
def settled(day: Day) -> Day:
    """Two prepayments: one settled twice, once wrongly; of the other a part went back."""
    day.count_float()
    first, second = ahead(day), ahead(day, 5_000)
    wrong = record(day, settle(day, first, 20_000))
    undo(day, wrong, red_number=RED)
    record(day, settle(day, first, 12_000), NUMBER[:-1] + "2")
    settle(day, first, 8_000, words="合表 =1+1")
    settle(day, second, 3_000)
    give_back(day, second, 2_000)
    return day


@pytest.mark.rule("25")
def test_every_settlement_stands_in_the_export_and_verifies(settled: Day, tmp_path: Path) -> None:
    folder = exported(settled, tmp_path / "audit", **FULL)
    rows = rows_of(folder / "settlements.csv")
    assert [(row["结算号"], row["金额"], row["作废原因"]) for row in rows] == [
        ("JS-000001", "200.00", "账期录错"),
        ("JS-000002", "120.00", ""),
        ("JS-000003", "80.00", ""),
        ("JS-000004", "30.00", ""),
    ]
    assert rows[0]["红字发票"] == f"'{RED}"
    code, words = run(folder / "verify_journal.py", folder, *keys(settled.hall))
    assert (code, "4 settlements.csv" in words) == (0, True), words
    masked = exported(settled, tmp_path / "masked")
    assert run(masked / "verify_journal.py", masked)[0] == 0
    assert RED not in (masked / "settlements.csv").read_text("utf-8")


def drop(subject: str) -> Callable[[Records], object]:
    return lambda records: records[subject].pop(next(iter(records[subject])))


def put(at: int, **values: Any) -> Callable[[Records], object]:
    return lambda records: list(records["settlement"].values())[at].update(values)


def unsettled_void(records: Records) -> None:
    """The prepayment is void though it is settled."""
    number = list(records["settlement"].values())[-1]["payment_id"]
    records["payment"][str(number)]["voided_at"] = "2026-03-12T02:00:00.000000Z"


def no_prepayment(records: Records) -> None:
    for payment in records["payment"].values():
        payment["kind"] = "bill"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda records: None, ""),
        (drop("settlement"), "number JS-000001 is missing"),
        (put(3, settlement_no=3), "stands twice"),
        (put(0, voided_at=None), "more was settled and given back"),
        (put(3, amount_fen=3_001), "more was settled and given back"),
        (put(3, payment_id=999_999), "was never written"),
        (unsettled_void, "more was"),
        (no_prepayment, "was not taken in advance"),
    ],
)
def test_settlements_that_do_not_agree_are_named(
    settled: Day,
    tmp_path: Path,
    verifier: dict[str, Any],
    change: Callable[[Records], object],
    said: str,
) -> None:
    folder = exported(settled, tmp_path / "audit", **FULL)
    lines = (folder / "journal.jsonl").read_text("utf-8").splitlines()
    records = verifier["replay"]([json.loads(line) for line in lines])
    change(records)
    found = ""
    try:
        verifier["check_numbers"](records)
        verifier["check_sums"](records)
    except verifier["Bad"] as bad:
        found = str(bad)
    assert said in found
    assert bool(said) == bool(found)


def test_an_export_of_an_older_edition_still_verifies_and_no_row_is_hidden_by_that(
    day: Day, tmp_path: Path
) -> None:
    day.count_float()
    prepaid = ahead(day)
    old = without_settlements(exported(day, tmp_path / "old", **FULL))
    code, words = run(old / "verify_journal.py", old, *keys(day.hall))
    assert (code, "0 settlements.csv" in words) == (0, True), words
    assert "an older edition, without a seal" in words
    settle(day, prepaid, 100)
    new = without_settlements(exported(day, tmp_path / "new", **FULL))
    assert run(new / "verify_journal.py", new, *keys(day.hall))[0] != 0


def without_settlements(folder: Path) -> Path:
    """The folder as a program that knew no settlements wrote it."""
    (folder / "settlements.csv").unlink()
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["files"].pop("settlements.csv")
    manifest.pop("seal")
    manifest["format"] = 1
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert (
        hashlib.sha256((folder / "vouchers.csv").read_bytes()).hexdigest()
        == (manifest["files"]["vouchers.csv"]["sha256"])
    )
    return folder


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        ("UPDATE settlement SET amount_fen = 12001 WHERE settlement_no = 2", "JS-000002 与日志"),
        ("UPDATE settlement SET period = '2026-01' WHERE settlement_no = 3", "JS-000003 与日志"),
        ("DELETE FROM settlement WHERE settlement_no = 4", "不见了"),
        ("DELETE FROM settlement WHERE settlement_no = 2", "编号不连续"),
        (
            "UPDATE settlement SET void_date = NULL, voided_at = NULL WHERE settlement_no = 1",
            "JS-000001 的作废与日志不符",
        ),
        (
            "UPDATE settlement SET void_date = '2026-03-12' WHERE settlement_no = 4",
            "JS-000004 的作废与日志不符",
        ),
        ("UPDATE payment SET kind = 'bill' WHERE series = 'YS' AND voucher_no = 1", "超过预收"),
        (
            "UPDATE payment SET voided_at = paid_at WHERE series = 'YS' AND voucher_no = 2",
            "超过预收",
        ),
        ("UPDATE refund SET amount_fen = 2001", "YS-000002 的结算超过预收减已退"),
    ],
)
def test_verifying_names_a_settlement_changed_in_the_database(
    settled: Day, attack: str, said: str
) -> None:
    store = settled.hall.store
    assert verify_store(store).ok
    path = store.path
    assert path is not None
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        triggers = conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            conn.execute(f"DROP TRIGGER {name}")
        conn.execute(attack)
    again = Store(f"sqlite:///{path}", create=False)
    try:
        verdict = verify_store(again)
    finally:
        again.close()
    assert not verdict.ok
    assert said in verdict.problem


def test_verifying_asks_as_much_of_many_settled_prepayments_as_of_two(settled: Day) -> None:
    store = settled.hall.store
    with statements_of(store) as before:
        assert verify_store(store).ok
    for _ in range(5):
        settle(settled, ahead(settled, 1_000), 400)
    with statements_of(store) as after:
        assert verify_store(store).ok
    assert len(after) == len(before)


def test_the_records_of_the_audit_are_those_of_the_hall(settled: Day) -> None:
    kept = settled.ask(lambda reading: reading.all(Settlement))
    paid = {each.id: each for each in settled.ask(lambda reading: reading.all(Payment))}
    assert {paid[each.payment_id].voucher_code for each in kept} == {"YS-000001", "YS-000002"}
