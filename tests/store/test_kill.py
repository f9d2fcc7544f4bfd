"""A writing process killed (kill -9) at any moment loses nothing it acknowledged.

The short form kills 20 times, the long one (``-m slow``) 200 times, on SQLite; PostgreSQL, whose
server outlives its clients, is killed a client 5 and 50 times.
"""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from hall_desk.clock import FakeClock
from hall_desk.store import journal, schema
from hall_desk.store.anchor import read_anchor
from hall_desk.usecases.hall import Hall
from tests.conftest import open_hall
from tests.store.workers import Place, processes, write_until_killed

ROUNDS = {"sqlite": 20, "postgresql": 5}
Desk = tuple[Hall, Place]


@pytest.fixture
def desk(both_urls: str, home: Path, clock: FakeClock) -> Iterator[Desk]:
    """An open hall, and how another process opens it."""
    store, hall = open_hall(both_urls, clock)
    yield hall, Place(url=both_urls, home=str(home))
    store.close()


def test_a_killed_writer_loses_nothing_acknowledged(desk: Desk) -> None:
    kill_again_and_again(*desk, times=1)


@pytest.mark.slow
def test_a_writer_killed_ten_times_as_often(desk: Desk) -> None:
    kill_again_and_again(*desk, times=10)


def kill_again_and_again(hall: Hall, place: Place, *, times: int) -> None:
    dice = random.Random(20260312)
    kind = hall.store.url.get_backend_name()
    acknowledged: set[str] = set()
    for turn in range(ROUNDS[kind] * times):
        fresh = killed_after(place, turn, dice.uniform(0, 0.12))
        acknowledged |= fresh
        check(hall, acknowledged)
    assert len(acknowledged) > ROUNDS[kind] * times


def killed_after(place: Place, turn: int, seconds: float) -> set[str]:
    """Lets a process write for that long after its first commit, then kills it."""
    context = processes()
    mine, yours = context.Pipe(duplex=False)
    writer = context.Process(target=write_until_killed, args=(place, turn * 60, yours))
    writer.start()
    yours.close()
    told = {mine.recv_bytes().decode()}
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if mine.poll(left):
            told.add(mine.recv_bytes().decode())
    writer.kill()
    writer.join()
    writer.close()
    try:
        while mine.poll():
            told.add(mine.recv_bytes().decode())
    except EOFError:
        mine.close()
    return told


def check(hall: Hall, acknowledged: set[str]) -> None:
    """Everything acknowledged is there, the chain holds, and no change is half-written."""
    with hall.store.read() as conn:
        entries = list(journal.read_entries(conn, hall.hall_id))
        rows = conn.execute(select(schema.ticket.c.id, schema.ticket.c.state)).all()
        n, hash_ = journal.head(conn, hall.hall_id)
        if hall.store.is_sqlite:
            assert conn.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert acknowledged <= {entry.op for entry in entries}
    verdict = journal.verify(entries, hall.store.key)
    assert (verdict.ok, verdict.last_n, verdict.last_hash) == (True, n, hash_), verdict.problem
    assert {row.id: row.state for row in rows} == states_told_by(entries)

    anchor = read_anchor(hall.store.anchor_file, hall.hall_id)
    assert anchor is not None
    # A process killed between commit and anchor leaves the anchor one operation behind, at most.
    assert entries[anchor.n - 1].hash == anchor.hash
    assert sum(entry.op is not None for entry in entries[anchor.n :]) <= 1


def states_told_by(entries: list[journal.Entry]) -> dict[int, str]:
    """The state of each ticket as the journal alone tells it."""
    states: dict[int, str] = {}
    for entry in entries:
        if entry.subject == "ticket":
            after = json.loads(entry.after)
            ticket = int(entry.subject_id)
            states[ticket] = after.get("state", states.get(ticket))
    return states
