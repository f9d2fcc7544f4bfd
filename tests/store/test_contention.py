"""Eight processes at one queue: nobody called twice, nobody lost, everybody gets a fair share.

The short form drains 400 tickets, the long one (``-m slow``) 2,000, on SQLite and PostgreSQL.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from hall_desk.clock import FakeClock
from hall_desk.domain.tickets import Ticket
from hall_desk.store import journal, schema
from hall_desk.store.engine import Store
from hall_desk.store.upgrade import ensure_current
from hall_desk.usecases.hall import Hall
from tests.store.workers import WINDOWS, Place, drain, found_hall_of_eight, issue_many, run_at_once


@pytest.fixture
def hall_of_eight(both_urls: str, home: Path, clock: FakeClock) -> Iterator[tuple[Hall, Place]]:
    """An open hall with eight windows, and how another process opens it."""
    store = Store(both_urls)
    ensure_current(store)
    yield found_hall_of_eight(store, clock), Place(url=both_urls, home=str(home))
    store.close()


@pytest.mark.rule("6(4)")
def test_eight_processes_issue_and_drain_one_queue(hall_of_eight: tuple[Hall, Place]) -> None:
    # Fifty tickets each on a busy machine say little of fairness: a half is not starvation.
    issue_and_drain(*hall_of_eight, tickets=400, least_share=0.5)


@pytest.mark.slow
def test_eight_processes_issue_and_drain_two_thousand(hall_of_eight: tuple[Hall, Place]) -> None:
    issue_and_drain(*hall_of_eight, tickets=2_000, least_share=0.8)


def issue_and_drain(hall: Hall, place: Place, *, tickets: int, least_share: float) -> None:
    each = tickets // len(WINDOWS)
    issued = run_at_once(issue_many, [(worker, each) for worker in WINDOWS], place)
    numbers = sorted(number for answer in issued.values() for number in answer)
    assert numbers == list(range(1, tickets + 1)), "numbers have gaps or doubles"

    called = run_at_once(drain, [(window,) for window in WINDOWS], place)
    everyone = Counter(number for answer in called.values() for number in answer)
    assert set(everyone.values()) == {1}, "a ticket was called twice"
    assert sorted(everyone) == numbers, "a ticket was lost"
    shares = {window: len(answer) / each for window, answer in called.items()}
    assert min(shares.values()) >= least_share, shares

    assert {ticket.state for ticket in hall.ask(lambda reading: reading.all(Ticket))} == {"done"}
    with hall.store.read() as conn:
        table = schema.journal
        query = select(table.c.subject_id).where(table.c.action == "call")
        calls = Counter(conn.execute(query).scalars())
        verdict = journal.verify(journal.read_entries(conn, hall.hall_id), hall.store.key)
    assert set(calls.values()) == {1}
    assert len(calls) == tickets
    assert verdict.ok, verdict.problem
