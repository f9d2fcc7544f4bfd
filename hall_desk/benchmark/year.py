"""A year's report (期间报表): the command in its own process, with a million tickets behind it."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from subprocess import DEVNULL

from hall_desk.benchmark.figures import Figure, seconds_of
from hall_desk.benchmark.halls import PAST_ROWS, found_empty, give_past
from hall_desk.usecases.dayfigures import make_missing
from hall_desk.usecases.hall import Hall

MOST_SECONDS = 2.0
LAST = date(2026, 3, 11)
DAYS = 365
_MOMENT = "strftime('%Y-%m-%dT%H:%M:%S', DAY || ' 00:30:00', '+' || ({}) || ' seconds')"
_ISSUED = "(i % :a_day) * 30000 / :a_day"
_CALLED = f"{_ISSUED} + i * 7919 % 1800"
_STARTED = f"{_CALLED} + 15"
_DONE = f"{_STARTED} + 45 + i * 104729 % 900"


def _at(seconds: str) -> str:
    return f"{_MOMENT.format(seconds)} || '.000000Z'"


_YEAR_ROWS = (
    *PAST_ROWS,
    f"""PAST UPDATE ticket SET prefix = substr('AABC', 1 + past.i % 4, 1),
        window_no = 1 + past.i % 16, staff_no = '20' || printf('%02d', 1 + past.i % 20),
        issued_at = {_at(_ISSUED)}, called_at = {_at(_CALLED)}, started_at = {_at(_STARTED)},
        finished_at = {_at(_DONE)}
    FROM past WHERE ticket.hall_id = 1 AND ticket.id = :first + 2 * past.i""",
    f"""PAST UPDATE item SET kind = CASE past.i % 4 WHEN 2 THEN 'business'
            WHEN 3 THEN 'enquiry' ELSE 'payment' END,
        limit_minutes = CASE past.i % 4 WHEN 2 THEN 20 WHEN 3 THEN NULL ELSE 5 END,
        window_no = 1 + past.i % 16, staff_no = '20' || printf('%02d', 1 + past.i % 20),
        started_at = {_at(_STARTED)}, finished_at = {_at(_DONE)}
    FROM past WHERE item.hall_id = 1 AND item.id = :first + 2 * past.i""",
    """PAST INSERT INTO payment (hall_id, id, business_date, voucher_no, purpose, due_fen,
        received_fen, change_fen, method, spoken_received_at, spoken_change_at, paid_at, staff_no,
        window_no, content)
    SELECT 1, :first + 2 * i, DAY, (:count - i + 1) / 2, '电费', 1000 + i % 9000,
        1000 + i % 9000, 0, substr('CASHQR', 1 + 4 * (i / 2 % 2), 4 - 2 * (i / 2 % 2)),
        DAY || 'T01:07:00.000000Z', DAY || 'T01:07:10.000000Z', DAY || 'T01:07:20.000000Z',
        '20' || printf('%02d', 1 + i % 20), 1 + i % 16, '{}' FROM past WHERE i % 2 = 0""",
    """INSERT INTO tender (hall_id, payment_id, position, business_date, method, amount_fen)
    SELECT hall_id, id, 1, business_date, method, due_fen FROM payment""",
    """INSERT INTO business_day (hall_id, date, state, manager, opened_at, opens, closes,
        checklist, closed_at, closed_by, closing)
    SELECT DISTINCT 1, business_date, 'closed', '0906', business_date || 'T00:20:00.000000Z',
        '08:30', '17:30', '[]', business_date || 'T09:50:00.000000Z', '0906', '{}' FROM ticket""",
)


def figures(folder: Path, *, count: int) -> Iterator[Figure]:
    """Seconds of `hall-desk report period` over the year, from the start of the program on."""
    database = make_year(folder, count)
    first = LAST - timedelta(days=DAYS)
    command = [
        *(sys.executable, "-m", "hall_desk", "report", "period", str(first), str(LAST)),
        *("--database", f"sqlite:///{database}"),
    ]
    for kind in ("pdf", "xlsx"):
        target = [f"--{kind}", str(folder / f"year.{kind}")]
        seconds = min(
            seconds_of(partial(subprocess.run, [*command, *target], check=True, stdout=DEVNULL))
            for _ in range(3)
        )
        name = f"year_report_{kind}_seconds_of_{count}"
        yield Figure(name=name, value=seconds, bound=MOST_SECONDS)


def make_year(folder: Path, count: int) -> Path:
    """A hall with so many visits in a year of closed days, their figures stored."""
    folder.mkdir(parents=True)
    path = folder / "hall.db"
    store, clock = found_empty(path)
    give_past(path, count, a_day=-(-count // DAYS), rows=_YEAR_ROWS)
    try:
        make_missing(Hall(store, clock), LAST - timedelta(days=DAYS), LAST)
    finally:
        store.close()
    return path
