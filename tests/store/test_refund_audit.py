"""Refunds in the audit: the lines they are for are exported, checked, found when changed."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from hall_desk.domain.charges import AccountDue
from hall_desk.store.engine import Store
from hall_desk.usecases.verifying import verify_store
from tests.conftest import Day
from tests.statements import statements_of
from tests.store.test_audit_export import FULL, exported, keys, rows_of, run, verifier
from tests.usecases.money import give_back, pay
from tests.usecases.test_charges import several

__all__ = ["verifier"]
Records = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture
def refunded(day: Day) -> Day:
    """Of three accounts on one voucher a part, a whole and the rest; and one single payment."""
    day.count_float()
    accounts = [("3600000000127", 8_640), ("3600000000135", 2_000), ("3600000000143", 10_000)]
    dues = tuple(AccountDue(account_no=account, amount_fen=fen) for account, fen in accounts)
    payment = pay(day, 20_640, asked=several(dues))
    give_back(day, payment, 500, lines=(1,))
    give_back(day, payment, 12_000, lines=(2, 3))
    give_back(day, pay(day, 5_000, account="3600000000150"), 1_000)
    return day


def test_the_export_says_which_lines_came_back_and_verifies(refunded: Day, tmp_path: Path) -> None:
    folder = exported(refunded, tmp_path / "audit", **FULL)
    told = [json.loads(row["票面内容"])["lines"] for row in rows_of(folder / "refunds.csv")]
    assert [[(each["line"], each["amount_fen"]) for each in lines] for lines in told] == [
        [(1, 500)],
        [(2, 2_000), (3, 10_000)],
        [],
    ]
    code, words = run(folder / "verify_journal.py", folder, *keys(refunded.hall))
    assert code == 0, words
    masked = exported(refunded, tmp_path / "masked")
    assert run(masked / "verify_journal.py", masked)[0] == 0


def put(refund: int, at: int, **values: Any) -> Callable[[Records], object]:
    def _change(records: Records) -> None:
        content = list(records["refund"].values())[refund]["content"]
        content["lines"][at].update(values)

    return _change


def older(records: Records) -> None:
    """As the versions before wrote them."""
    for refund in records["refund"].values():
        del refund["content"]["lines"]


def again(records: Records) -> None:
    """The first refund is of the second account too."""
    first, second, _ = records["refund"].values()
    second["content"]["lines"][0]["line"] = first["content"]["lines"][0]["line"] = 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda records: None, ""),
        (older, ""),
        (put(0, 0, amount_fen=501), "TK-000001: its lines do not make up"),
        (put(1, 0, line=4), "TK-000002: it names a line its voucher does not have"),
        (put(1, 1, line=0), "TK-000002: it names a line"),
        (put(1, 1, line=2), "more came back of line 2"),
        (again, "TK-000002: more came back of line 2"),
    ],
)
def test_lines_that_do_not_agree_are_named(
    refunded: Day,
    tmp_path: Path,
    verifier: dict[str, Any],
    change: Callable[[Records], object],
    said: str,
) -> None:
    folder = exported(refunded, tmp_path / "audit", **FULL)
    lines = (folder / "journal.jsonl").read_text("utf-8").splitlines()
    records = verifier["replay"]([json.loads(line) for line in lines])
    change(records)
    found = ""
    try:
        verifier["check_lines"](records)
    except verifier["Bad"] as bad:
        found = str(bad)
    assert said in found
    assert bool(said) == bool(found)


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        ("UPDATE refund SET amount_fen = 501 WHERE refund_no = 1", "TK-000001 与日志"),
        ("UPDATE refund SET content = replace(content, '500', '600')", "TK-000001 与日志"),
        ("UPDATE refund SET payment_id = payment_id + 1 WHERE refund_no = 3", "TK-000003 与日志"),
        ("DELETE FROM refund WHERE refund_no = 3", "的退款不见了"),
        ("DELETE FROM refund WHERE refund_no = 2", "退款编号不连续"),
        ("UPDATE payment SET lines = '[]'", "TK-000001 所退的项与原凭证不符"),
        (
            "UPDATE payment SET lines = replace(lines, ':10000', ':9999')",
            "TK-000002 所退的项与原凭证不符",
        ),
        ("UPDATE payment SET voided_at = paid_at", "SJ-000001 的退款超过实收"),
    ],
)
def test_verifying_names_a_refund_changed_in_the_database(
    refunded: Day, attack: str, said: str
) -> None:
    store = refunded.hall.store
    assert verify_store(store).ok
    path = store.path
    assert path is not None
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        triggers = conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            conn.execute(f"DROP TRIGGER {name}")
        assert conn.execute(attack).rowcount > 0
    changed = Store(f"sqlite:///{path}", create=False)
    try:
        verdict = verify_store(changed)
    finally:
        changed.close()
    assert not verdict.ok
    assert said in verdict.problem


def test_verifying_asks_as_much_of_many_refunds_as_of_three(refunded: Day) -> None:
    store = refunded.hall.store
    with statements_of(store) as before:
        assert verify_store(store).ok
    for _ in range(4):
        give_back(refunded, pay(refunded, 500), 100)
    with statements_of(store) as after:
        assert verify_store(store).ok
    assert len(after) == len(before)
