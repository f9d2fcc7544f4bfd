"""An attacker with the database file: whatever is done to the journal, verifying names the place.

The attacker opens the file with plain SQLite, drops the triggers and keeps the rows well-formed.
The long form (``-m slow``) flips every bit of an entry in the file; the short one every 41st.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from hall_desk.clock import FakeClock
from hall_desk.store.anchor import Anchor, read_anchor, write_anchor
from hall_desk.store.engine import Store
from hall_desk.store.faults import StoreUnavailable
from hall_desk.store.journal import Verdict
from hall_desk.usecases import opening, payments
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.verifying import verify_store
from tests.conftest import Day

COLUMNS = "hall_id, n, at, actor, action, subject, subject_id, before, after, op, hash"
Attack = Callable[[sqlite3.Connection, int], int]


@pytest.fixture
def books(hall: Hall, clock: FakeClock) -> Path:
    """The closed database file of a day with visits and a payment, triggers dropped."""
    day = Day(hall, clock)
    day.whole_visit()
    day.count_float()
    ticket = day.issue("A01")
    day.serve()
    spoken = clock.now()
    takings = payments.Takings(
        due_fen=8640,
        received_fen=10000,
        method="CASH",
        spoken_received_at=spoken,
        spoken_change_at=spoken,
    )
    day.do(
        payments.take_payment,
        "1032",
        window=3,
        takings=takings,
        purpose="居民电费",
        customer_name="林𬭎",
        ticket_id=ticket.id,
    )
    clock.advance(60)
    day.finish(day.ask(lambda reading: opening.unfinished(reading)[0]))
    clock.advance(9 * 3600)
    day.close()
    path = hall.store.path
    assert path is not None
    hall.store.close()
    with attacking(path) as conn:
        triggers = conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            conn.execute(f"DROP TRIGGER {name}")
    return path


def attacking(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path, isolation_level=None))


def verified(path: Path) -> Verdict:
    store = Store(f"sqlite:///{path}", create=False)
    try:
        return verify_store(store)
    finally:
        store.close()


def last_n(path: Path) -> int:
    with attacking(path) as conn:
        return int(conn.execute("SELECT max(n) FROM journal").fetchone()[0])


def test_the_untouched_books_are_sound(books: Path) -> None:
    verdict = verified(books)
    assert verdict.ok, verdict.problem
    assert verdict.entries == verdict.last_n == last_n(books)


# -- changed, missing, swapped, inserted ---------------------------------------------------------


def changed_amount(conn: sqlite3.Connection, last: int) -> int:
    find = "SELECT n FROM journal WHERE action = 'take_payment'"
    n = int(conn.execute(find).fetchone()[0])
    conn.execute("UPDATE journal SET after = replace(after, '8640', '8641') WHERE n = ?", [n])
    return n


def changed_actor(conn: sqlite3.Connection, last: int) -> int:
    conn.execute("UPDATE journal SET actor = '1008' WHERE n = ?", [last - 3])
    return last - 3


def changed_hash(conn: sqlite3.Connection, last: int) -> int:
    conn.execute("UPDATE journal SET hash = upper(hash) WHERE n = ?", [last - 1])
    return last - 1


def broken_json(conn: sqlite3.Connection, last: int) -> int:
    find = "SELECT n FROM journal WHERE action = 'take_payment'"
    n = int(conn.execute(find).fetchone()[0])
    conn.execute("UPDATE journal SET after = '{' WHERE n = ?", [n])
    return n


def broken_text(conn: sqlite3.Connection, last: int) -> int:
    conn.execute("UPDATE journal SET actor = CAST(x'31FF32' AS TEXT) WHERE n = ?", [last - 5])
    return last - 5


def forgotten_key(conn: sqlite3.Connection, last: int) -> int:
    find = "SELECT n FROM journal WHERE op IS NOT NULL AND n > 5"
    n = int(conn.execute(find).fetchone()[0])
    conn.execute("UPDATE journal SET op = NULL WHERE n = ?", [n])
    return n


def deleted_row(conn: sqlite3.Connection, last: int) -> int:
    conn.execute("DELETE FROM journal WHERE n = ?", [last - 4])
    return last - 4


def deleted_and_closed_up(conn: sqlite3.Connection, last: int) -> int:
    conn.execute("DELETE FROM journal WHERE n = ?", [last - 4])
    conn.execute("UPDATE journal SET n = n - 1 WHERE n > ?", [last - 4])
    conn.execute("UPDATE journal_head SET n = n - 1")
    return last - 4


def first_row_deleted(conn: sqlite3.Connection, last: int) -> int:
    conn.execute("DELETE FROM journal WHERE n = 1")
    return 1


def all_deleted(conn: sqlite3.Connection, last: int) -> int:
    conn.execute("DELETE FROM journal")
    return 1


def swapped_rows(conn: sqlite3.Connection, last: int) -> int:
    one, two = last - 6, last - 5
    for old, new in ((one, 999_999), (two, one), (999_999, two)):
        conn.execute("UPDATE journal SET n = ? WHERE n = ?", [new, old])
    return one


def inserted_row(conn: sqlite3.Connection, last: int) -> int:
    (place,) = conn.execute("SELECT max(n) FROM journal WHERE action = 'finish'").fetchone()
    later = "SELECT n FROM journal WHERE n >= ? ORDER BY n DESC"
    for (n,) in conn.execute(later, [place]).fetchall():
        conn.execute("UPDATE journal SET n = ? WHERE n = ?", [n + 1, n])
    names = COLUMNS.replace(" n,", "").replace("op, ", "")
    conn.execute(
        f"INSERT INTO journal (n, {names}) SELECT {place}, {names} FROM journal WHERE n = ?",
        [place + 1],
    )
    conn.execute("UPDATE journal_head SET n = n + 1")
    return int(place)


def appended_row(conn: sqlite3.Connection, last: int) -> int:
    names = COLUMNS.replace(" n,", "").replace("op, ", "")
    conn.execute(
        f"INSERT INTO journal (n, {names}) SELECT {last + 1}, {names} FROM journal WHERE n = ?",
        [last],
    )
    return last + 1


@pytest.mark.parametrize(
    "attack",
    [
        changed_amount,
        changed_actor,
        changed_hash,
        broken_json,
        broken_text,
        forgotten_key,
        deleted_row,
        deleted_and_closed_up,
        first_row_deleted,
        all_deleted,
        swapped_rows,
        inserted_row,
        appended_row,
    ],
)
def test_an_attack_is_found_at_its_first_entry(books: Path, attack: Attack) -> None:
    with attacking(books) as conn:
        bad = attack(conn, last_n(books))
    verdict = verified(books)
    assert not verdict.ok
    assert verdict.bad_n == bad, verdict.problem
    assert verdict.problem


# -- the tail cut --------------------------------------------------------------------------------


def cut(path: Path, last: int, *, with_head: bool = True) -> None:
    """Cuts the tail behind an entry, and makes the database's own head fit."""
    with attacking(path) as conn:
        conn.execute("DELETE FROM journal WHERE n > ?", [last])
        if with_head:
            find = "SELECT hash FROM journal WHERE n = ?"
            conn.execute(
                "UPDATE journal_head SET n = ?, hash = ?",
                [last, conn.execute(find, [last]).fetchone()[0]],
            )


def set_anchor_back(path: Path, last: int) -> None:
    """The attacker writes the anchor file too, as if nothing had come after the entry."""
    with attacking(path) as conn:
        hash_ = conn.execute("SELECT hash FROM journal WHERE n = ?", [last]).fetchone()[0]
    anchor = path.with_name(path.name + ".anchor")
    with anchor.open("r+b") as file:
        write_anchor(file.fileno(), Anchor(hall_id=1, n=last, hash=hash_))


def test_a_cut_tail_shows_against_the_databases_own_head(books: Path) -> None:
    last = last_n(books)
    cut(books, last - 2, with_head=False)
    assert verified(books).bad_n == last - 1


def test_a_cut_tail_shows_against_the_anchor_outside(books: Path) -> None:
    last = last_n(books)
    cut(books, last - 1)
    verdict = verified(books)
    assert (verdict.ok, verdict.bad_n) == (False, last)
    assert "锚点" in verdict.problem


@pytest.mark.parametrize("kept", [0, -1, -10])
def test_a_tail_cut_with_its_anchor_shows_against_the_closed_day(books: Path, kept: int) -> None:
    with attacking(books) as conn:
        find = "SELECT n FROM journal WHERE action = 'close_day'"
        closing = int(conn.execute(find).fetchone()[0])
    last = closing - 1 + kept
    cut(books, last)
    set_anchor_back(books, last)
    verdict = verified(books)
    assert (verdict.ok, verdict.bad_n) == (False, last + 1)
    assert "日结" in verdict.problem


def test_an_older_anchor_is_no_fault(books: Path) -> None:
    set_anchor_back(books, last_n(books) - 3)
    assert verified(books).ok


def test_an_anchor_of_another_journal_is_found(books: Path) -> None:
    anchor = read_anchor(books.with_name(books.name + ".anchor"), 1)
    assert anchor is not None
    with books.with_name(books.name + ".anchor").open("r+b") as file:
        write_anchor(file.fileno(), Anchor(hall_id=1, n=anchor.n - 2, hash="f" * 64))
    assert verified(books).bad_n == anchor.n - 2


# -- rows beside the journal ---------------------------------------------------------------------


@pytest.mark.rule("25")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE payment SET due_fen = 8641, received_fen = 10001",
        "UPDATE payment SET content = replace(content, '居民电费', '居民电价')",
        "UPDATE payment SET voucher_no = 2",
        "DELETE FROM payment",
    ],
)
def test_a_changed_voucher_is_found_against_its_entry(books: Path, change: str) -> None:
    with attacking(books) as conn:
        conn.execute("PRAGMA foreign_keys=OFF")
        find = "SELECT n FROM journal WHERE action = 'take_payment'"
        n = int(conn.execute(find).fetchone()[0])
        assert conn.execute(change).rowcount == 1
    verdict = verified(books)
    assert (verdict.ok, verdict.bad_n) == (False, n)


def test_a_voucher_that_no_entry_tells_of_is_found(books: Path) -> None:
    with attacking(books) as conn:
        columns = [row[1] for row in conn.execute("PRAGMA table_info(payment)")]
        wanted = {"id": "99999", "voucher_no": "2"}
        values = ", ".join(wanted.get(name, name) for name in columns)
        names = ", ".join(columns)
        conn.execute(f"INSERT INTO payment ({names}) SELECT {values} FROM payment")
    verdict = verified(books)
    assert not verdict.ok
    assert "000002" in verdict.problem


# -- bits of the file ----------------------------------------------------------------------------


def test_flipped_bits_of_an_entry_in_the_file_are_found(books: Path, tmp_path: Path) -> None:
    flip_bits(books, tmp_path / "flipped", every=41)


@pytest.mark.slow
def test_every_flipped_bit_of_an_entry_in_the_file_is_found(books: Path, tmp_path: Path) -> None:
    flip_bits(books, tmp_path / "flipped", every=1)


def flip_bits(books: Path, folder: Path, *, every: int) -> None:
    """Flips bits of a call's entry, one at a time; none may pass, none may crash."""
    with attacking(books) as conn:
        find = "SELECT n, at, after, hash FROM journal WHERE action = 'call'"
        n, at, after, hash_ = conn.execute(find).fetchone()
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = books.read_bytes()
    hash_at = content.index(hash_.encode())
    first, end = content.rindex(f"{at}1032call".encode(), 0, hash_at), hash_at + len(hash_)
    assert after.encode() in content[first:end]
    folder.mkdir()
    flipped = folder / books.name
    for suffix in (".key", ".anchor"):
        shutil.copy(books.with_name(books.name + suffix), flipped.with_name(flipped.name + suffix))
    for bit in range(first * 8, end * 8, every):
        damaged = bytearray(content)
        damaged[bit // 8] ^= 1 << bit % 8
        flipped.write_bytes(damaged)
        try:
            verdict = verified(flipped)
        except StoreUnavailable:
            continue
        assert not verdict.ok, bit
        assert verdict.bad_n == n, (bit, verdict.problem)


# -- on PostgreSQL -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("UPDATE journal SET actor = 'x' WHERE n = {n}", -3),
        ("DELETE FROM journal WHERE n = {n}", -3),
        ("DELETE FROM journal WHERE n >= {n}", -1),
    ],
)
def test_tampering_is_found_on_both_databases(both_halls: Hall, change: str, place: int) -> None:
    Day(both_halls, both_halls.clock).whole_visit()  # type: ignore[arg-type]
    assert verify_store(both_halls.store).ok
    with both_halls.store.engine.connect() as conn, conn.begin():
        last = conn.exec_driver_sql("SELECT max(n) FROM journal").scalar()
        assert isinstance(last, int)
        if both_halls.store.is_sqlite:
            for name in ("journal_no_update", "journal_no_delete"):
                conn.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            conn.exec_driver_sql("ALTER TABLE journal DISABLE TRIGGER ALL")
        conn.exec_driver_sql(change.format(n=last + place))
    verdict = verify_store(both_halls.store)
    assert (verdict.ok, verdict.bad_n) == (False, last + place), verdict.problem
