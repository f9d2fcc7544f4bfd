"""The journal: append-only on both databases, numbered without gaps, every flipped bit found.

The long form (``-m slow``) verifies 100,000 entries in ten seconds at most.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.store import journal, schema
from hall_desk.store.engine import Store
from hall_desk.store.journal import GENESIS, Entry, chain_hash
from hall_desk.store.transaction import Tx
from hall_desk.store.upgrade import ensure_current
from hall_desk.usecases import issuing
from hall_desk.usecases.hall import FIRST_HALL, Hall
from tests.conftest import OPENED, Day
from tests.timing import quickest

KEY = bytes(range(32))
WORDS = ("取号", "叫号", "开始办理", "A012 “林𬭎” <b>&amp;</b>", "a\\b\n\t", "")


def small_journal(key: bytes = KEY) -> list[Entry]:
    """A few entries with every kind of content."""
    entries, previous = [], GENESIS
    for n, words in enumerate(WORDS, start=1):
        entry = Entry(
            hall_id=1,
            n=n,
            at=f"2026-03-12T01:00:0{n}.000000Z",
            actor="1032",
            action="issue",
            subject="ticket",
            subject_id=str(n),
            before=f'{{"words":"{words}"}}' if n % 2 else "",
            after=words,
            op=f"op{n}" if n % 2 else None,
            hash="",
        )
        previous = journal.entry_hash(key, previous, entry)
        entries.append(replace(entry, hash=previous))
    return entries


@pytest.fixture
def bare(both_urls: str) -> Iterator[Hall]:
    """A hall with nothing in it but its journal's head."""
    store = Store(both_urls)
    ensure_current(store)
    yield bare_on(store)
    store.close()


def note(tx: Tx, *, words: str) -> None:
    tx.note("say", "words", {"id": tx.new_id()}, after={"words": words})


def entries_of(hall: Hall) -> list[Entry]:
    with hall.store.read() as conn:
        return list(journal.read_entries(conn, hall.hall_id))


# -- the chain -----------------------------------------------------------------------------------


def flipped(value: Any) -> Iterator[Any]:
    """The value with each of its bits flipped once, as far as its type can hold the result."""
    if isinstance(value, int):
        yield from (value ^ (1 << bit) for bit in range(16))
        return
    raw = (value or "").encode()
    for place in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[place // 8] ^= 1 << place % 8
        yield changed.decode("utf-8", "surrogateescape")


def test_every_flipped_bit_is_found_and_its_entry_named() -> None:
    entries = small_journal()
    assert journal.verify(entries, KEY).ok
    flips = 0
    for place, entry in enumerate(entries):
        for field in fields(Entry):
            for value in flipped(getattr(entry, field.name)):
                if not encodable(value):
                    continue  # SQLite and PostgreSQL give such text back only as an error
                changed = [*entries]
                changed[place] = replace(entry, **{field.name: value})
                verdict = journal.verify(changed, KEY)
                assert not verdict.ok, (entry.n, field.name, value)
                assert verdict.bad_n == entry.n
                flips += 1
    assert flips > 5_000


def encodable(value: Any) -> bool:
    if isinstance(value, int):
        return True
    try:
        return bool(value.encode())
    except UnicodeEncodeError:
        return False


def test_an_empty_operation_key_is_not_a_missing_one() -> None:
    entries = small_journal()
    changed = [replace(entry, op=entry.op or "") for entry in entries]
    assert journal.verify(changed, KEY).bad_n == 2


def test_words_moved_from_one_field_to_the_next_are_found() -> None:
    one = chain_hash(KEY, GENESIS, ["ab", "c"])
    assert one != chain_hash(KEY, GENESIS, ["a", "bc"])
    assert one != chain_hash(KEY, GENESIS, ["ab,c"])
    assert chain_hash(KEY, GENESIS, [1]) != chain_hash(KEY, GENESIS, ["1"])


def test_a_journal_hashed_anew_without_the_key_is_found() -> None:
    forged = small_journal(key=bytes(32))
    assert journal.verify(forged, KEY).bad_n == 1


@pytest.mark.parametrize("gone", range(1, len(WORDS)))
def test_a_missing_entry_is_named(gone: int) -> None:
    entries = [entry for entry in small_journal() if entry.n != gone]
    assert journal.verify(entries, KEY).bad_n == gone


def test_a_cut_tail_shows_against_a_head_kept_elsewhere() -> None:
    entries = small_journal()
    last = entries[-1]
    cut = journal.verify(entries[:-2], KEY)
    assert cut.ok
    verdict = journal.check_head(cut, last.n, last.hash, keeper="锚点文件")
    assert (verdict.ok, verdict.bad_n) == (False, 5)
    whole = journal.verify(entries, KEY)
    assert journal.check_head(whole, last.n, last.hash, keeper="锚点文件").ok
    assert journal.check_head(whole, last.n, "0" * 64, keeper="锚点文件").bad_n == last.n


@pytest.mark.slow
def test_a_hundred_thousand_entries_are_verified_in_ten_seconds(bare: Hall) -> None:
    def write(tx: Tx) -> None:
        for n in range(1000):
            tx.note("issue", "ticket", {"id": n}, after={"prefix": "A", "words": "排队" * 60})

    for _ in range(100):
        bare.do(write, "1032", None)
    verdicts = []

    def verify() -> None:
        with bare.store.read() as conn:
            entries = journal.read_entries(conn, bare.hall_id)
            verdicts.append(journal.verify(entries, bare.store.key))

    seconds = quickest(verify, within=10, tries=3)
    assert {(verdict.ok, verdict.entries) for verdict in verdicts} == {(True, 100_000)}
    assert seconds <= 10, f"{seconds:.1f} s"


# -- in the database -----------------------------------------------------------------------------


def test_entries_are_numbered_without_gaps_even_after_refusals(both_halls: Hall) -> None:
    day = Day(both_halls, both_halls.clock)  # type: ignore[arg-type]
    for service in ("A01", "nothing", "B01", "A01"):
        if service == "nothing":
            with pytest.raises(RuleBroken):
                day.issue(service)
        else:
            day.issue(service)
    numbers = [entry.n for entry in entries_of(both_halls)]
    assert numbers == list(range(1, len(numbers) + 1))
    with both_halls.store.read() as conn:
        n, hash_ = journal.head(conn, both_halls.hall_id)
    assert (n, hash_) == (numbers[-1], entries_of(both_halls)[-1].hash)


def test_a_failed_verb_leaves_neither_change_nor_entry(both_halls: Hall) -> None:
    before = entries_of(both_halls)

    def half(tx: Tx) -> None:
        issuing.issue(tx, service_code="A01")
        raise RuleBroken("不行。")

    with pytest.raises(RuleBroken, match="不行。"):
        both_halls.do(half, "kiosk", None)
    assert entries_of(both_halls) == before
    assert both_halls.do(issuing.issue, "kiosk", None, service_code="A01").number == 1


def test_every_entry_says_who_when_what_and_both_sides(both_halls: Hall) -> None:
    day = Day(both_halls, both_halls.clock)  # type: ignore[arg-type]
    ticket = day.issue("A01")
    day.call(3)
    call = entries_of(both_halls)[-1]
    assert (call.actor, call.action, call.subject) == ("1032", "call", "ticket")
    assert call.subject_id == str(ticket.id)
    assert call.at == "2026-03-12T01:00:01.000000Z"
    assert '"state":"waiting"' in call.before
    assert '"state":"called"' in call.after
    assert call.op


CHANGES = (
    "UPDATE journal SET actor = 'nobody' WHERE n = 1",
    "DELETE FROM journal WHERE n = 2",
    "DELETE FROM journal",
)


@pytest.mark.parametrize("statement", CHANGES)
def test_entries_are_neither_changed_nor_deleted(bare: Hall, statement: str) -> None:
    written(bare)
    with pytest.raises(DBAPIError, match="append-only"):
        run(bare.store, statement)
    assert len(entries_of(bare)) == 2


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("clash", ["n", "op"])
def test_sqlite_does_not_replace_an_entry_either(store: Store, recursive: str, clash: str) -> None:
    hall = bare_on(store)
    written(hall)
    first = entries_of(hall)[0]
    n, op = (1, "'another'") if clash == "n" else (9, f"'{first.op}'")
    statement = (
        "INSERT OR REPLACE INTO journal (hall_id, n, at, op, hash) "
        f"VALUES (1, {n}, 'x', {op}, '{'f' * 64}')"
    )
    with pytest.raises(Exception, match="UNIQUE journal entry exists"):
        run(store, statement, before=f"PRAGMA recursive_triggers={recursive}")
    assert entries_of(hall)[0] == first


def test_postgresql_does_not_truncate_the_journal(both_urls: str) -> None:
    store = Store(both_urls)
    ensure_current(store)
    written(bare_on(store))
    statement = "DELETE FROM journal" if store.is_sqlite else "TRUNCATE journal CASCADE"
    with pytest.raises(DBAPIError, match="append-only"):
        run(store, statement)
    store.close()


@pytest.mark.parametrize("table", ["ticket", "sequence", "business_day", "journal_head"])
def test_the_halls_records_are_not_deleted(both_halls: Hall, table: str) -> None:
    both_halls.do(issuing.issue, "kiosk", None, service_code="A01")
    with pytest.raises(DBAPIError, match="nothing is deleted"):
        run(both_halls.store, f"DELETE FROM {table}")


def bare_on(store: Store) -> Hall:
    with store.write() as turn:
        turn.conn.execute(insert(schema.hall), {"id": FIRST_HALL, "level": "county+"})
        head = {"hall_id": FIRST_HALL, "n": 0, "hash": GENESIS}
        turn.conn.execute(insert(schema.journal_head), head)
    return Hall(store, FakeClock(OPENED))


def written(hall: Hall) -> None:
    """Two entries."""
    for words in ("早", "晚"):
        hall.do(note, "0906", None, words=words)
    assert all(one.hash != two.hash for one, two in pairwise(entries_of(hall)))


def run(store: Store, statement: str, *, before: str = "") -> None:
    """One statement past the program, in its own transaction."""
    with store.engine.connect() as conn, conn.begin():
        if before:
            conn.exec_driver_sql(before)
        conn.exec_driver_sql(statement)
