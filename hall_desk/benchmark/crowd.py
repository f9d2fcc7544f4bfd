"""Many windows at once: 32 processes press "next"; 8 drain a queue, and each gets its share."""

import multiprocessing
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hall_desk.benchmark.figures import Figure, median_ratio
from hall_desk.benchmark.halls import AT_WORK, WINDOWS, BenchmarkHall, clerk_of, issue_many
from hall_desk.clock import FakeClock
from hall_desk.domain.queue import USUAL
from hall_desk.domain.tickets import WindowNo
from hall_desk.store.engine import Store
from hall_desk.usecases import calling, serving
from hall_desk.usecases.hall import Hall

MOST_TIMES_IN_A_ROW = 2.0
LEAST_SHARE = 0.8
DRAINING = WINDOWS[:8]
PATIENCE_S = 300
SLOT_S = 0.01  # from one call to the next, when they come one after the other
GATHERING_S = 0.1  # until everybody has come from the barrier to the wait for the moment


def figures(hall: BenchmarkHall, *, rounds: int, queue: int) -> Iterator[Figure]:
    """The burst against the same calls in a row, then the least share of eight."""
    yield Figure(
        name=f"burst_of_{len(WINDOWS)}", value=_burst(hall, rounds), bound=MOST_TIMES_IN_A_ROW
    )
    share = _least_share(hall, queue)
    yield Figure(name="least_share_of_8", value=share, bound=LEAST_SHARE, at_least=True)


def _burst(hall: BenchmarkHall, rounds: int) -> float:
    """The time until the last of 32 has its ticket, all at once against one after the other.

    The same processes make the same calls in both: a process that wakes up for its call is slower
    than one that makes all of them, and that is not the crowd's doing.
    """
    context = _processes()
    barrier = context.Barrier(len(WINDOWS) + 1)
    # Plain shared memory: a queue's threads would take part in the crowd.
    moment, step = context.Value("d", 0.0), context.Value("d", 0.0)
    spans = context.Array("d", 2 * len(WINDOWS), lock=False)
    turns = 2 * (rounds + 1)
    shared = (barrier, moment, step, spans, turns)
    clerks = [
        context.Process(target=_press, args=(hall.path, window, *shared)) for window in WINDOWS
    ]
    for clerk in clerks:
        clerk.start()
    times: dict[float, list[float]] = {0.0: [], SLOT_S: []}
    try:
        barrier.wait(PATIENCE_S)  # everybody has opened the hall
        for turn in range(turns):
            issue_many(hall, len(WINDOWS))
            step.value = SLOT_S if turn % 2 else 0.0
            moment.value = time.monotonic() + GATHERING_S
            barrier.wait(PATIENCE_S)
            barrier.wait(PATIENCE_S)
            hall.clear_windows()
            alone = sum(end - start for start, end in zip(spans[::2], spans[1::2], strict=True))
            times[step.value].append(alone if step.value else max(spans[1::2]) - moment.value)
    finally:
        _end(clerks)
    # In the first round everybody compiles statements.
    return median_ratio(times[0.0][1:], times[SLOT_S][1:])


def _press(
    path: Path, window: WindowNo, barrier: Any, moment: Any, step: Any, spans: Any, turns: int
) -> None:
    """A clerk's process: presses "next" at its moment, tells when it did and had its ticket."""
    hall = _open(path)
    hall.ask(calling.pick, window, "A", run=0, policy=USUAL)
    barrier.wait(PATIENCE_S)
    for _ in range(turns):
        barrier.wait(PATIENCE_S)
        mine = moment.value + step.value * window
        time.sleep(max(0.0, mine - time.monotonic()))
        start = time.monotonic()
        ticket = hall.do(calling.call_next, clerk_of(window), None, window=window)
        spans[2 * window - 2 : 2 * window] = [start, time.monotonic()]
        time.sleep(GATHERING_S)  # out of the way of those who still wait
        assert ticket is not None
        barrier.wait(PATIENCE_S)
    hall.store.close()


def _least_share(hall: BenchmarkHall, queue: int) -> float:
    """Eight windows drain one queue; the smallest part of an equal share."""
    left = queue - _waiting(hall)
    issue_many(hall, max(left, 0))
    total = _waiting(hall)
    context = _processes()
    barrier, answers = context.Barrier(len(DRAINING)), context.Queue()
    clerks = [
        context.Process(target=_drain, args=(hall.path, window, barrier, answers))
        for window in DRAINING
    ]
    for clerk in clerks:
        clerk.start()
    try:
        served = [answers.get(timeout=PATIENCE_S) for _ in DRAINING]
    finally:
        _end(clerks)
    assert sum(served) == total, "a ticket was called twice or lost"
    return float(min(served) * len(DRAINING) / total)


def _waiting(hall: BenchmarkHall) -> int:
    with hall.hall.store.read() as conn:
        count = "SELECT count(*) FROM ticket WHERE state = 'waiting'"
        return int(conn.exec_driver_sql(count).scalar() or 0)


def _drain(path: Path, window: WindowNo, barrier: Any, answers: Any) -> None:
    """A clerk's process: calls, starts and finishes until nobody waits."""
    hall, clerk, served = _open(path), clerk_of(window), 0
    barrier.wait(PATIENCE_S)
    while (ticket := hall.do(calling.call_next, clerk, None, window=window)) is not None:
        hall.do(serving.start, clerk, None, ticket_id=ticket.id)
        hall.do(serving.finish, clerk, None, ticket_id=ticket.id)
        served += 1
    answers.put(served)
    hall.store.close()


def _open(path: Path) -> Hall:
    return Hall(Store(f"sqlite:///{path}", create=False), FakeClock(AT_WORK))


def _processes() -> Any:
    """Fresh processes, forked from a clean server where there is one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _end(clerks: list[Any]) -> None:
    for clerk in clerks:
        clerk.join(30)
        if clerk.is_alive():
            clerk.kill()
            clerk.join()
