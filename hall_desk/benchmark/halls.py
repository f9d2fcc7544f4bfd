"""Halls to measure in: open, with 32 windows, and as many past tickets as wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from hall_desk import assets
from hall_desk.benchmark.bare import BareDesk
from hall_desk.clock import FakeClock
from hall_desk.domain.days import CheckLine
from hall_desk.domain.people import Role
from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo
from hall_desk.store.engine import Store, sqlite_module
from hall_desk.store.upgrade import ensure_current
from hall_desk.usecases import calling, founding, issuing, opening, people, queries, serving
from hall_desk.usecases.hall import Hall

WINDOWS = tuple(WindowNo(number) for number in range(1, 33))
MANAGER = "0906"
MORNING = datetime(2026, 3, 12, 0, 20, tzinfo=UTC)
AT_WORK = datetime(2026, 3, 12, 1, 0, tzinfo=UTC)
STEP_S = 0.001
A_DAY = 2_000

# A past visit leaves a ticket, an item and two entries: enough for every index to grow.
_WORDS = {
    "PAST": "WITH RECURSIVE past(i) AS"
    " (SELECT 0 UNION ALL SELECT i + 1 FROM past WHERE i + 1 < :count)",
    "KEY_OF_ISSUE": "printf('%016x', i * 2000000) || lower(hex(randomblob(8)))",
    "KEY_OF_FINISH": "printf('%016x', i * 2000000 + 1000000) || lower(hex(randomblob(8)))",
    "DAY": "date('2026-03-11', '-' || (i / :a_day) || ' days')",
}
PAST_ROWS = (
    """PAST INSERT INTO ticket (hall_id, id, business_date, prefix, number, service_code, lane,
        rank, state, window_no, staff_no, calls, call_no, issued_at, called_at, started_at,
        finished_at)
    SELECT 1, :first + 2 * i, DAY, 'A', 1 + i % :a_day, 'A01', 2, -i, 'done', 1 + i % 8,
        '2001', 1, :first + 2 * i + 1, DAY || 'T01:00:00.000000Z',
        DAY || 'T01:05:00.000000Z', DAY || 'T01:05:20.000000Z',
        DAY || 'T01:08:00.000000Z' FROM past""",
    """PAST INSERT INTO item (hall_id, id, ticket_id, business_date, position, service_code,
        service_name, kind, quantity, limit_minutes, state, window_no, staff_no, started_at,
        finished_at, steps, papers)
    SELECT 1, :first + 2 * i, :first + 2 * i, DAY, 1, 'A01', '居民电费缴纳', 'payment', 1, 5,
        'done', 1 + i % 8, '2001', DAY || 'T01:05:20.000000Z',
        DAY || 'T01:08:00.000000Z', '[]', '[]' FROM past""",
    """PAST INSERT INTO journal (hall_id, n, at, actor, action, subject, subject_id, before,
        after, op, hash)
    SELECT 1, :first + 2 * i, DAY || 'T01:00:00.000000Z', 'kiosk', 'issue', 'ticket',
        CAST(:first + 2 * i AS TEXT), '', '{"state":"waiting"}', KEY_OF_ISSUE,
        lower(hex(randomblob(32))) FROM past""",
    """PAST INSERT INTO journal (hall_id, n, at, actor, action, subject, subject_id, before,
        after, op, hash)
    SELECT 1, :first + 2 * i + 1, DAY || 'T01:08:00.000000Z', '2001', 'finish', 'ticket',
        CAST(:first + 2 * i AS TEXT), '{"state":"serving"}', '{"state":"done"}',
        KEY_OF_FINISH, lower(hex(randomblob(32))) FROM past""",
)


def clerk_of(window: int) -> StaffNo:
    """The clerk at a window."""
    return StaffNo(f"20{window:02d}")


@dataclass(frozen=True, kw_only=True)
class BenchmarkHall:
    """An open hall, and a bare desk with as much behind it."""

    path: Path
    past: int
    hall: Hall
    clock: FakeClock
    bare: BareDesk

    @classmethod
    def make(cls, folder: Path, *, past: int) -> Self:
        """Founds the hall, gives it its past, opens the day at all windows."""
        folder.mkdir(parents=True)
        path = folder / "hall.db"
        store = Store(f"sqlite:///{path}")
        ensure_current(store)
        clock = FakeClock(MORNING)
        hall = _found(store, clock)
        if past:
            store.let_go()
            give_past(path, past)
        _open(hall)
        clock.set(AT_WORK)
        bare = BareDesk.make(folder / "bare.db", past=past)
        return cls(path=path, past=past, hall=hall, clock=clock, bare=bare)

    def issue(self) -> None:
        """One customer takes a ticket."""
        self.clock.advance(STEP_S)
        self.hall.do(issuing.issue, "kiosk", None, service_code="A01")

    def call_next(self, window: WindowNo) -> TicketId:
        """The clerk of the window calls."""
        self.clock.advance(STEP_S)
        ticket = self.hall.do(calling.call_next, clerk_of(window), None, window=window)
        assert ticket is not None
        return ticket.id

    def serve(self, window: WindowNo, ticket: TicketId) -> None:
        """Starts and finishes the ticket."""
        clerk = clerk_of(window)
        self.hall.do(serving.start, clerk, None, ticket_id=ticket)
        self.clock.advance(STEP_S)
        self.hall.do(serving.finish, clerk, None, ticket_id=ticket)

    def clear_windows(self) -> None:
        """Everybody called is done, past the use cases, so that the windows can call again."""
        with self.hall.store.write() as turn:
            turn.conn.exec_driver_sql("UPDATE ticket SET state = 'done' WHERE state = 'called'")

    def close(self) -> None:
        """Closes both databases."""
        self.hall.store.close()
        self.bare.close()


def found_empty(path: Path) -> tuple[Store, FakeClock]:
    """A founded hall without a past, its database let go for others to write."""
    store = Store(f"sqlite:///{path}")
    ensure_current(store)
    clock = FakeClock(MORNING)
    _found(store, clock)
    store.let_go()
    return store, clock


def _found(store: Store, clock: FakeClock) -> Hall:
    return founding.found_hall(
        store,
        clock,
        catalog=founding.read_catalog(assets.resource("catalog/default_hall.json")),
        name="测速营业厅",
        code="BENCH",
        address="示例路1号",
        phone="000-0000-0000",
        staff_no=MANAGER,
        staff_name="测速",
        password="benchmark-of-the-hall",
    )


def give_past(
    path: Path, count: int, *, a_day: int = A_DAY, rows: Sequence[str] = PAST_ROWS
) -> None:
    """Writes past visits by SQL; their hashes are random, as nothing here verifies them."""
    conn = sqlite_module().connect(str(path), isolation_level=None)
    conn.execute("PRAGMA synchronous=OFF")
    conn.execute("PRAGMA cache_size=-500000")
    named = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN "
    parts = conn.execute(named + "('index', 'trigger')").fetchall()
    conn.execute("BEGIN IMMEDIATE")
    for kind, name, _ in parts:
        conn.execute(f"DROP {kind} {name}")
    first = conn.execute("SELECT n + 1 FROM journal_head").fetchone()[0]
    for statement in rows:
        for word, meaning in _WORDS.items():
            statement = statement.replace(word, meaning)
        conn.execute(statement, {"count": count, "first": first, "a_day": a_day})
    conn.execute("UPDATE journal_head SET n = ?", (first + 2 * count - 1,))
    for _, _, statement in parts:
        conn.execute(statement)
    conn.execute("COMMIT")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    conn.close()


def _open(hall: Hall) -> None:
    password_hash = people.hash_password("clerk-of-the-benchmark")
    for window in WINDOWS:
        hall.do(
            people.add_staff_hashed,
            MANAGER,
            None,
            staff_no=clerk_of(window),
            name=f"柜员{window}",
            role=Role.CLERK,
            password_hash=password_hash,
        )
    lines = hall.ask(queries.code_texts, "checklist")
    checklist = tuple(CheckLine(text=line.text, ticked=True) for line in lines)
    windows: dict[int, str] = dict.fromkeys(WINDOWS, "A")
    hall.do(opening.open_day, MANAGER, None, checklist=checklist, windows=windows)
    for window in WINDOWS:
        clerk = clerk_of(window)
        hall.do(people.take_window, clerk, None, window=window, staff_no=clerk)


def issue_many(hall: BenchmarkHall, count: int) -> None:
    """That many customers wait."""
    for _ in range(count):
        hall.issue()
