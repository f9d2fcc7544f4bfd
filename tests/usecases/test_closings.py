"""Closing records (日结单, Z): numbered, adding up, copied outside, and checked."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.store.engine import Store
from hall_desk.usecases import closingcopies, closings, opening, queries
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.verifying import verify_store
from tests.conftest import MANAGER, Day
from tests.usecases.test_tills import CHEN, bag, next_morning, pay, void, write_refund


def unguard(conn: Connection) -> None:
    """Takes the triggers away that keep rows from being deleted."""
    if conn.dialect.name != "sqlite":
        conn.execute(text("SET session_replication_role = replica"))
        return
    for (name,) in conn.execute(text("SELECT name FROM sqlite_master WHERE type='trigger'")).all():
        conn.execute(text(f"DROP TRIGGER {name}"))


def busy_day(day: Day, refund_fen: int = 640) -> None:
    """Two vouchers, one void, one refund, one bag; then the day is closed."""
    day.count_float(3)
    kept, spoiled = pay(day, 8640), pay(day, 2000)
    pay(day, 5000, "QR")
    void(day, spoiled)
    day.do(write_refund, CHEN, payment=kept, amount_fen=refund_fen)
    bag(day, 30_000)
    day.do(opening.stop_issuing)
    day.close()


def two_days(hall: Hall, day: Day, clock: FakeClock) -> None:
    """Two closed days."""
    busy_day(day)
    next_morning(hall, clock)
    busy_day(day, refund_fen=1000)


def test_a_closing_says_first_and_last_number_sums_by_method_and_the_perpetual_total(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    two_days(hall, day, clock)
    second, first = hall.ask(closings.closings)
    assert [first.code, second.code] == ["Z-000001", "Z-000002"]
    assert (first.net_fen, first.perpetual_fen) == (13_000, 13_000)
    assert (second.net_fen, second.perpetual_fen) == (12_640, 25_640)
    told: dict[str, Any] = second.content
    (series,) = told["series"]
    assert (series["first"], series["last"], series["count"]) == ("SJ-000004", "SJ-000006", 3)
    assert (series["voids"], series["void_fen"]) == (["SJ-000005"], 2000)
    assert told["refunds"] == {"first": "TK-000002", "last": "TK-000002", "count": 1,
                               "sum_fen": 1000}  # fmt: skip
    sums = {m["method"]: (m["taken_fen"], m["refunded_fen"]) for m in told["methods"]}
    assert (sums["CASH"], sums["QR"]) == ((8640, 1000), (5000, 0))
    (till,) = told["tills"]
    assert (till["expected_fen"], till["counted_fen"]) == (27_640, 27_640)
    assert told["in_safe_fen"] == 60_000
    assert (told["taken_fen"], told["refunded_fen"], told["net_fen"]) == (13_640, 1000, 12_640)
    assert len(str(told["check_code"])) == 8


def test_a_day_without_money_is_closed_with_a_number_too(hall: Hall, day: Day) -> None:
    day.do(opening.stop_issuing)
    day.close()
    (record,) = hall.ask(closings.closings)
    assert (record.number, record.net_fen, record.content["series"]) == (1, 0, [])
    assert verify_store(hall.store).ok


def test_a_refused_closing_takes_no_number(hall: Hall, day: Day) -> None:
    day.count_float(3)
    day.do(opening.stop_issuing)
    with pytest.raises(RuleBroken):
        day.do(opening.close_day)
    assert hall.ask(closings.closings) == []
    day.close()
    assert hall.ask(closings.last_closing).number == 1  # type: ignore[union-attr]


def test_a_closing_twice_with_one_key_is_one_record(hall: Hall, day: Day) -> None:
    day.do(opening.stop_issuing)
    first = hall.do(opening.close_day, MANAGER, "evening")
    assert hall.do(opening.close_day, MANAGER, "evening") == first
    assert len(hall.ask(closings.closings)) == 1


def test_a_reprint_is_counted_and_changes_nothing_else(hall: Hall, day: Day) -> None:
    busy_day(day)
    assert day.do(closings.note_closing_reprint, number=1).reprints == 1
    with pytest.raises(RuleBroken):
        day.do(closings.note_closing_reprint, CHEN, number=1)
    assert verify_store(hall.store).ok


def test_the_first_closing_of_an_older_hall_counts_all_days_before_it(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    busy_day(day)
    with hall.store.write() as turn:  # as an older program left it
        unguard(turn.conn)
        turn.conn.execute(text("DELETE FROM closing_record"))
        turn.conn.execute(text("DELETE FROM sequence WHERE name = 'closing'"))
    next_morning(hall, clock)
    busy_day(day)
    (record,) = hall.ask(closings.closings)
    assert (record.number, record.perpetual_fen) == (1, 26_000)


# -- verifying -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attack", "says"),
    [
        ("UPDATE closing_record SET net_fen = net_fen + 1 WHERE number = 1", "Z-000001"),
        ("UPDATE closing_record SET perpetual_fen = 1 WHERE number = 2", "Z-000002"),
        ("UPDATE closing_record SET content = '{}' WHERE number = 2", "Z-000002"),
        ("UPDATE closing_record SET content = 'x' WHERE number = 2", "Z-000002"),
        ("DELETE FROM closing_record WHERE number = 1", "编号不连续"),
        ("DELETE FROM closing_record WHERE number = 2", "Z-000002 不见了"),
        ("UPDATE closing_record SET number = 3 WHERE number = 2", "编号不连续"),
        ("DELETE FROM refund", "的退款不见了"),
        ("UPDATE tender SET amount_fen = amount_fen - 1 WHERE method = 'QR'", "净额"),
    ],
)
def test_a_changed_closing_or_money_row_is_found(
    hall: Hall, day: Day, clock: FakeClock, attack: str, says: str
) -> None:
    two_days(hall, day, clock)
    assert verify_store(hall.store).ok
    with hall.store.write() as turn:
        unguard(turn.conn)
        turn.conn.execute(text(attack))
    verdict = verify_store(hall.store)
    assert not verdict.ok
    assert says in verdict.problem


# -- the copy outside ----------------------------------------------------------------------------


def copies(hall: Hall) -> Path:
    """The file outside the database."""
    return hall.store.closings_file


def test_closings_are_copied_outside_once_and_in_order(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    busy_day(day)
    assert closingcopies.copy_closings(hall) == 1
    next_morning(hall, clock)
    busy_day(day)
    assert closingcopies.copy_closings(hall) == 1
    assert closingcopies.copy_closings(hall) == 0
    lines = [json.loads(line) for line in copies(hall).read_text("utf-8").splitlines()]
    assert [line["record"]["number"] for line in lines] == [1, 2]
    assert lines[1]["previous"] == lines[0]["hash"]
    assert verify_store(hall.store).ok


def test_a_failure_to_copy_says_so_and_the_next_start_catches_up(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    good = copies(hall)
    (good.parent / "file").write_text("in the way")
    hall.store.closings_file = good.parent / "file" / good.name
    busy_day(day)
    with pytest.raises(RuleBroken, match="下次启动会再抄"):
        closingcopies.copy_closings(hall)
    assert hall.ask(queries.find_day) is None
    assert verify_store(hall.store).ok
    hall.store.closings_file = good
    next_morning(hall, clock)
    busy_day(day)
    assert closingcopies.copy_closings(hall) == 2


def test_a_line_cut_by_a_power_cut_is_written_anew(hall: Hall, day: Day, clock: FakeClock) -> None:
    busy_day(day)
    closingcopies.copy_closings(hall)
    with copies(hall).open("ab") as file:
        file.write('{"file":"半'.encode())
    next_morning(hall, clock)
    busy_day(day)
    assert closingcopies.copy_closings(hall) == 1
    assert verify_store(hall.store).ok


@pytest.mark.parametrize("change", ["first", "last", "middle", "word", "all"])
def test_a_changed_or_cut_copy_is_found(
    hall: Hall, day: Day, clock: FakeClock, change: str
) -> None:
    two_days(hall, day, clock)
    next_morning(hall, clock)
    busy_day(day)
    closingcopies.copy_closings(hall)
    path = copies(hall)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    kept = {
        "first": lines[1:],
        "middle": lines[:1] + lines[2:],
        "last": lines[:-1],
        "word": [lines[0].replace("8640", "8641"), *lines[1:]],
        "all": lines,
    }[change]
    path.write_text("".join(kept), "utf-8")
    verdict = verify_store(hall.store)
    assert verdict.ok is (change == "all")
    if change == "last":
        assert "库外副本少了 Z-000003" in verdict.problem


def test_a_database_cut_behind_its_copy_is_found(
    day: Day, clock: FakeClock, hall: Hall, tmp_path: Path
) -> None:
    if not hall.store.is_sqlite:
        pytest.skip("a file is put back")
    path = hall.store.path
    assert path is not None
    busy_day(day)
    closingcopies.copy_closings(hall)
    with (
        closing(sqlite3.connect(tmp_path / "old.db")) as old,
        closing(sqlite3.connect(path)) as now,
    ):
        now.backup(old)
    next_morning(hall, clock)
    busy_day(day)
    closingcopies.copy_closings(hall)
    store = Store(f"sqlite:///{tmp_path / 'old.db'}", create=False, key_file=hall.store.key_file)
    assert verify_store(store).ok
    store.closings_file = copies(hall)
    verdict = verify_store(store)
    store.close()
    assert "库外副本有 Z-000002，库里没有" in verdict.problem
