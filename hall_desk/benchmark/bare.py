"""The least a program could do for a ticket: the bare driver, one counter, one ticket, one event.

The same SQLite, the same pragmas, the same past tickets, and nothing else: no rules, no hashes.
"""

import time
import uuid
from pathlib import Path
from typing import Any, Self

from hall_desk.store.engine import sqlite_module

_TABLES = """
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE ticket (
    id INTEGER PRIMARY KEY, business_date TEXT NOT NULL, prefix TEXT NOT NULL,
    number INTEGER NOT NULL, state TEXT NOT NULL, rank INTEGER NOT NULL, window_no INTEGER,
    issued_at TEXT NOT NULL, called_at TEXT
) STRICT;
CREATE TABLE event (
    n INTEGER PRIMARY KEY, at TEXT NOT NULL, action TEXT NOT NULL, ticket_id INTEGER NOT NULL,
    op TEXT NOT NULL
) STRICT;
"""
_INDEXES = """
CREATE UNIQUE INDEX ticket_number ON ticket (business_date, prefix, number);
CREATE INDEX ticket_waiting ON ticket (rank) WHERE state = 'waiting';
CREATE UNIQUE INDEX event_op ON event (op);
"""
_PAST_TICKETS = (
    "WITH RECURSIVE past(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM past WHERE i < ?) "
    "INSERT INTO ticket SELECT i, date('2026-03-11', '-' || ((? - i) / 2000) || ' days'), "
    "'A', 1 + (? - i) % 2000, 'done', i, 3, '2026-03-11T01:00:00.000000Z', "
    "'2026-03-11T01:05:00.000000Z' FROM past"
)
_PAST_EVENTS = (
    "WITH RECURSIVE past(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM past WHERE i < ?) "
    "INSERT INTO event SELECT i, '2026-03-11T01:00:00.000000Z', 'issue', i, "
    "lower(hex(randomblob(16))) FROM past"
)
_TODAY = "2026-03-12"


class BareDesk:
    """A queue kept with nothing but the driver."""

    def __init__(self, path: Path):
        self._conn: Any = sqlite_module().connect(str(path), isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self._conn.execute(f"PRAGMA {pragma}").fetchall()
        self._conn.execute("PRAGMA cache_size=-8000")

    @classmethod
    def make(cls, path: Path, *, past: int) -> Self:
        """A new database with that many past tickets."""
        desk = cls(path)
        desk._conn.executescript(_TABLES)
        desk._conn.execute("BEGIN IMMEDIATE")
        if past:
            desk._conn.execute(_PAST_TICKETS, (past, past, past))
            desk._conn.execute(_PAST_EVENTS, (past,))
        desk._conn.execute("INSERT INTO counter VALUES ('A', 0)")
        desk._conn.execute("COMMIT")
        desk._conn.executescript(_INDEXES)
        desk._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return desk

    def issue(self) -> int:
        """Takes a number, writes the ticket and its event."""
        run = self._conn.execute
        run("BEGIN IMMEDIATE")
        count = "UPDATE counter SET value = value + 1 WHERE name = 'A' RETURNING value"
        ((number,),) = run(count).fetchall()
        moment = "2026-03-12T01:00:00.000000Z"
        ticket = run(
            "INSERT INTO ticket (business_date, prefix, number, state, rank, issued_at)"
            " VALUES (?, 'A', ?, 'waiting', ?, ?)",
            (_TODAY, number, time.monotonic_ns(), moment),
        ).lastrowid
        self._note(moment, "issue", ticket)
        run("COMMIT")
        return int(number)

    def call_next(self, window: int) -> int:
        """Calls the oldest waiting ticket and writes the event."""
        run = self._conn.execute
        run("BEGIN IMMEDIATE")
        moment = "2026-03-12T01:05:00.000000Z"
        ((ticket,),) = run(
            "UPDATE ticket SET state = 'called', window_no = ?, called_at = ? WHERE id ="
            " (SELECT id FROM ticket WHERE state = 'waiting' ORDER BY rank LIMIT 1) RETURNING id",
            (window, moment),
        ).fetchall()
        self._note(moment, "call", ticket)
        run("COMMIT")
        return int(ticket)

    def _note(self, moment: str, action: str, ticket: int) -> None:
        self._conn.execute(
            "INSERT INTO event (at, action, ticket_id, op) VALUES (?, ?, ?, ?)",
            (moment, action, ticket, uuid.uuid4().hex),
        )

    def clear_windows(self) -> None:
        """Everybody called is done, so that the windows can call again."""
        self._conn.execute("UPDATE ticket SET state = 'done' WHERE state = 'called'")

    def close(self) -> None:
        """Closes the connection."""
        self._conn.close()
