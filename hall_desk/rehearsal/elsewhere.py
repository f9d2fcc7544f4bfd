"""How soon another screen shows a call (别处的屏幕): a hall display in a process of its own."""

import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from PySide6.QtCore import QCoreApplication, QEventLoop

from hall_desk.clock import FakeClock
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.printing import FolderPrinter
from hall_desk.presenters.display_state import DisplayState
from hall_desk.presenters.papers import PaperDesk
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.day import set_stage
from hall_desk.rehearsal.keys import open_window
from hall_desk.rehearsal.manager import Manager
from hall_desk.rehearsal.screens import DISPLAY
from hall_desk.rehearsal.stage import Stage, at
from hall_desk.store.engine import Store
from hall_desk.ui.desktop import Desktop
from hall_desk.ui.stations.program import Means, Program
from hall_desk.ui.stations.public import open_display
from hall_desk.usecases import calling, issuing, people, serving
from hall_desk.usecases.hall import Hall
from hall_desk.voice import SilentSpeaker

READY = "ready"
_PATIENCE_S = 30
_MOST_PAUSE_S = 0.5
_CHILD = (
    "import sys; from hall_desk.rehearsal.elsewhere import show_display; show_display(sys.argv[1])"
)


def delays(folder: Path, *, calls: int, seed: int) -> list[float]:
    """Milliseconds from a press at a counter until the call is painted in another process."""
    stage = set_stage(folder, windows=1, seed=seed)
    dice, post = Random(seed), cast.POSTS[0]
    window = WindowNo(post.window)
    try:
        Manager(stage).open_hall()
        stage.do(people.take_window, post.staff_no, window=window, staff_no=post.staff_no)
        stage.clock.set(at(9))
        with _display(folder) as seen:
            return [_one_call(stage, window, dice, seen) for _ in range(calls)]
    finally:
        stage.hall.store.close()


def _one_call(
    stage: Stage, window: WindowNo, dice: Random, seen: "queue.Queue[tuple[str, float]]"
) -> float:
    post = cast.POSTS[0]
    stage.clock.advance(1)
    stage.do(issuing.issue, "kiosk", service_code="A01")
    time.sleep(dice.uniform(0, _MOST_PAUSE_S))  # anywhere between two looks of the other process
    pressed = time.monotonic()
    ticket = stage.do(calling.call_next, post.staff_no, window=window)
    assert ticket is not None
    code, painted = seen.get(timeout=_PATIENCE_S)
    while code != ticket.code:
        code, painted = seen.get(timeout=_PATIENCE_S)
    started = stage.do(serving.start, post.staff_no, ticket_id=ticket.id)
    stage.do(serving.finish, post.staff_no, ticket_id=started.id)
    return (painted - pressed) * 1000


@contextmanager
def _display(folder: Path) -> "Iterator[queue.Queue[tuple[str, float]]]":
    """The other process; what it has painted comes with the machine's own running clock."""
    command = [sys.executable, "-c", _CHILD, str(folder / "hall.db")]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    lines, seen = child.stdout, queue.Queue[tuple[str, float]]()

    def _read() -> None:
        for line in lines:
            code, _, moment = line.partition(" ")
            seen.put((code, float(moment)))

    reader = threading.Thread(target=_read, daemon=True)
    reader.start()
    try:
        assert seen.get(timeout=_PATIENCE_S)[0] == READY
        yield seen
    finally:
        child.kill()
        child.wait()
        reader.join(_PATIENCE_S)
        lines.close()


def show_display(database: str) -> None:
    """The child: a hall display as it runs in the hall; says each call once it is painted."""
    desktop = Desktop("light", 1.0)
    hall = Hall(Store(f"sqlite:///{database}", create=False), FakeClock(at(9)))
    program = Program(
        Means(
            hall=hall,
            runner=desktop.runner,
            paper=lambda actor: PaperDesk(hall, FolderPrinter(Path(database).parent), actor),
            speaker=SilentSpeaker(),
            theme=desktop.theme,
            counter_theme=desktop.theme,
            public_theme=desktop.public_theme,
        )
    )
    presenter, window = open_display(program)
    shown: list[str] = []

    def _show(state: DisplayState) -> None:
        window.show_state(state)
        if state.call is not None and state.call.code not in shown:
            shown.append(state.call.code)

    presenter.show = _show
    open_window(window, DISPLAY)
    _say(READY)
    said = 0
    while True:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if len(shown) > said:
            QCoreApplication.processEvents()  # layouts first, then the painting they asked for
            QCoreApplication.processEvents()
            said = len(shown)
            _say(shown[-1])


def _say(what: str) -> None:
    sys.stdout.write(f"{what} {time.monotonic()}\n")
    sys.stdout.flush()
