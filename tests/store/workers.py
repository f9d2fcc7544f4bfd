"""What the other processes of the store's tests do, and how a test starts them."""

import multiprocessing
import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import Role
from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo
from hall_desk.store.engine import Store
from hall_desk.usecases import calling, issuing, opening, people, serving
from hall_desk.usecases.hall import Hall
from tests.conftest import AT_WORK, MANAGER, checked, found

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = tuple(range(1, 9))


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a process finds the hall."""

    url: str
    home: str

    def hall(self, seconds: float = 0) -> Hall:
        """The hall as this process opens it; its clock stands ``seconds`` after 09:00."""
        os.environ["HALL_DESK_HOME"] = self.home
        clock = FakeClock(AT_WORK + timedelta(seconds=seconds))
        return Hall(Store(self.url, create=False), clock)


def clerk_of(window: int) -> str:
    """The clerk of a window in the hall of eight."""
    return f"20{window:02d}"


def found_hall_of_eight(store: Store, clock: FakeClock) -> Hall:
    """An open hall with eight windows of one kind, each with its clerk."""
    hall = found(store, clock)
    for window in WINDOWS:
        people.add_staff(
            hall,
            MANAGER,
            staff_no=clerk_of(window),
            name=f"柜员{window}",
            role=Role.CLERK,
            password=f"clerk-of-{window}",
        )
    kinds = dict.fromkeys(WINDOWS, "A")
    hall.do(opening.open_day, MANAGER, None, checklist=checked(hall), windows=kinds)
    for window in WINDOWS:
        clerk = StaffNo(clerk_of(window))
        hall.do(people.take_window, clerk, None, window=WindowNo(window), staff_no=clerk)
    clock.set(AT_WORK)
    return hall


def issue_many(place: Place, worker: int, start: Any, answers: Any, count: int) -> None:
    """Takes ``count`` tickets as fast as it can and answers with their numbers."""
    hall = place.hall()
    start.wait()
    numbers = []
    for _ in range(count):
        hall.clock.advance(0.001)  # type: ignore[attr-defined]
        numbers.append(hall.do(issuing.issue, "kiosk", None, service_code="A01").number)
    answers.put((worker, numbers))
    hall.store.close()


def drain(place: Place, window: int, start: Any, answers: Any) -> None:
    """Calls, starts and finishes until nobody waits; answers with the numbers it called."""
    hall = place.hall(seconds=3600)
    clerk = clerk_of(window)
    numbers = []
    start.wait()
    while True:
        hall.clock.advance(0.1)  # type: ignore[attr-defined]
        ticket = hall.do(calling.call_next, clerk, None, window=WindowNo(window))
        if ticket is None:
            break
        numbers.append(ticket.number)
        serve(hall, clerk, ticket.id)
    answers.put((window, numbers))
    hall.store.close()


def serve(hall: Hall, clerk: str, ticket_id: TicketId) -> None:
    """Starts and finishes the ticket at once."""
    hall.do(serving.start, clerk, None, ticket_id=ticket_id)
    hall.do(serving.finish, clerk, None, ticket_id=ticket_id)


def write_until_killed(place: Place, seconds: float, acknowledge: Connection) -> None:
    """Serves customers at window 3 for ever; tells each operation's key once it is committed."""
    hall = place.hall(seconds)

    def do(verb: Any, actor: str, **words: Any) -> Any:
        op = uuid.uuid4().hex
        outcome = hall.do(verb, actor, op, **words)
        acknowledge.send_bytes(op.encode())
        hall.clock.advance(0.01)  # type: ignore[attr-defined]
        return outcome

    def end_what_is_left() -> None:
        for ticket in hall.ask(opening.unfinished):
            if ticket.state == "called":
                do(serving.start, "1032", ticket_id=ticket.id)
            if ticket.state in ("called", "serving"):
                do(serving.finish, "1032", ticket_id=ticket.id)

    try:
        end_what_is_left()
    except RuleBroken:
        # The server committed the killed one's last word after this one had looked.
        end_what_is_left()
    while True:
        do(issuing.issue, "kiosk", service_code="A01")
        ticket = do(calling.call_next, "1032", window=WindowNo(3))
        do(serving.start, "1032", ticket_id=ticket.id)
        do(serving.finish, "1032", ticket_id=ticket.id)


def processes() -> Any:
    """How tests start processes: fresh ones, forked from a clean server where there is one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    os.environ["PYTHONPATH"] = str(ROOT)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.workers"])
    return context


def run_at_once(target: Any, tasks: Sequence[tuple[Any, ...]], place: Place) -> dict[int, Any]:
    """Runs one process a task, lets all begin at the same moment, gives answers by worker."""
    context = processes()
    start, answers = context.Barrier(len(tasks)), context.Queue()
    running = [
        context.Process(target=target, args=(place, task[0], start, answers, *task[1:]))
        for task in tasks
    ]
    for process in running:
        process.start()
    try:
        given = dict(answers.get(timeout=300) for _ in running)
    finally:
        for process in running:
            process.join(30)
            process.kill()
            process.close() if process.exitcode is not None else process.join()
    return given
