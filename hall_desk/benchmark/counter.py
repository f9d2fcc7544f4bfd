"""The child of the start's measurement: opens one counter as the program does, then ends."""

import os
import sys
from pathlib import Path

from hall_desk.benchmark.memory import READY, resident_mb
from hall_desk.clock import SystemClock
from hall_desk.domain.days import WindowDay
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.press import Press
from hall_desk.paper.printing import FolderPrinter
from hall_desk.paper.profiles import Profiles
from hall_desk.paper.spool import Spool
from hall_desk.presenters.papers import PaperDesk
from hall_desk.presenters.print_room import PrintRoom
from hall_desk.store.engine import Store
from hall_desk.store.upgrade import ensure_current
from hall_desk.ui.desktop import Desktop
from hall_desk.ui.stations.counter import CounterStation
from hall_desk.ui.stations.flow import Flow
from hall_desk.ui.stations.program import Means, Program
from hall_desk.ui.stations.shell import Shell
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.queries import get_window
from hall_desk.voice import ClipSpeaker


def open_counter(address: str, window: WindowNo, papers: Path) -> Desktop:
    """Returns once the counter shows its queue and takes the next key.

    Everything the program does after the clerk's password is there: store, themes, shell, flow,
    the window's place taken, the counter drawn with its first facts.
    """
    desktop = Desktop("light", 1.0)
    store = Store(address, create=False)
    ensure_current(store)
    hall = Hall(store, SystemClock())
    spool = Spool(papers / "queue", hall.clock.now)
    press = Press(spool, FolderPrinter(papers), Profiles())
    room = PrintRoom(hall, press, lambda profiles: None)
    press.start()
    program = Program(
        Means(
            hall=hall,
            runner=desktop.runner,
            paper=lambda actor: PaperDesk(hall, press, actor),
            room=room,
            speaker=ClipSpeaker(enabled=False),
            theme=desktop.theme,
            counter_theme=desktop.counter_theme,
            public_theme=desktop.public_theme,
        )
    )
    shell = Shell(desktop.theme)
    flow = Flow(program, shell, screen="counter", window_no=window)
    desktop.show(shell)
    desktop.keep(flow)
    place: WindowDay = hall.ask(get_window, window)
    flow.signed_in(hall.ask(lambda reading: reading.get(Staff, staff_no=place.staff_no)))
    while not _is_usable(flow):
        desktop.app.processEvents()
    desktop.app.processEvents()
    return desktop


def _is_usable(flow: Flow) -> bool:
    station = flow.station
    if not isinstance(station, CounterStation):
        return False
    presenter = station.presenter
    return station.window.isVisible() and presenter.facts is not None and not presenter.busy


def main() -> None:
    """Opens the counter, says so, and what memory it takes with all that loads by itself."""
    address, window, papers = sys.argv[1:]
    desktop = open_counter(address, WindowNo(int(window)), Path(papers))
    _say(READY)
    while desktop.runner.busy:
        desktop.app.processEvents()
    desktop.app.processEvents()
    _say(f"{resident_mb()}")
    os._exit(0)  # how long the windows take to close is another question


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
