"""The composition root (组装): settings, database, worker, screens."""

import argparse
import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from hall_desk import assets, settings
from hall_desk.clock import SystemClock
from hall_desk.commands import open_store
from hall_desk.domain.errors import RuleBroken
from hall_desk.paper.press import Press
from hall_desk.presenters.papers import PaperDesk
from hall_desk.presenters.print_room import PrintRoom, keep_printers, press_of
from hall_desk.store.engine import Store
from hall_desk.store.faults import StoreUnavailable
from hall_desk.ui.desktop import Desktop
from hall_desk.ui.stations.flow import Flow
from hall_desk.ui.stations.program import Means, Program
from hall_desk.ui.stations.public import open_display, open_kiosk, open_window_sign
from hall_desk.ui.stations.shell import Shell
from hall_desk.usecases.founding import complete, is_complete, is_founded, read_catalog
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.queries import find_day
from hall_desk.voice import ClipSpeaker

log = logging.getLogger(__name__)


def run(args: argparse.Namespace) -> int:
    """Opens the screens of this PC and stays until they are closed."""
    machine = settings.load()
    _log_to_file()
    desktop = Desktop(args.scheme or machine.scheme, args.scale or machine.scale)
    try:
        store = open_store(args, create=True)
    except StoreUnavailable as fault:
        desktop.say_fault(str(fault))
        return 2
    try:
        return _Session(args, machine, desktop, store).run()
    finally:
        desktop.close()
        store.close()


def _log_to_file() -> None:
    folder = settings.data_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / "hall_desk.log", maxBytes=2_000_000, backupCount=3, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    sys.excepthook = lambda kind, error, trace: log.critical(
        "unexpected", exc_info=(kind, error, trace)
    )


class _Session:
    """One run of the program on one PC."""

    def __init__(
        self,
        args: argparse.Namespace,
        machine: settings.Settings,
        desktop: Desktop,
        store: Store,
    ):
        self.args, self.machine, self.desktop, self.store = args, machine, desktop, store
        self.clock = SystemClock(settings.data_dir() / "clock.json")
        self.shell: Shell | None = None
        self.program: Program | None = None
        self.press: Press | None = None

    def run(self) -> int:
        if is_founded(self.store):
            hall = Hall(self.store, self.clock, self.args.hall)
            if not hall.ask(is_complete):
                catalog = read_catalog(assets.resource("catalog/default_hall.json"))
                hall.do(complete, "program", None, catalog=catalog)
            self.open(hall)
        else:
            self.open_setup()
        code = self.desktop.run()
        if self.program is not None:
            self.program.close()
        if self.press is not None:
            self.press.close()
        return code

    def open_setup(self) -> None:
        """First start: the hall is made, then the program goes on."""
        # Loaded with the first start only.
        from hall_desk.presenters.setup import SetupPresenter
        from hall_desk.ui.setup.window import SetupWindow
        from hall_desk.ui.setup.window import bind as bind_setup

        catalog = read_catalog(assets.resource("catalog/default_hall.json"))
        window = SetupWindow(self.desktop.theme)
        presenter = SetupPresenter(self.store, self.clock, self.desktop.runner, catalog)
        bind_setup(presenter, window)

        def _founded(hall: Hall, staff_no: str) -> None:
            self.open(hall)
            window.close()

        presenter.founded = _founded
        presenter.refresh()
        # Qt holds a bound method's object weakly: whoever connects a presenter keeps it.
        self.desktop.keep(presenter)
        self.desktop.show(window)

    def open(self, hall: Hall) -> None:
        """The screens this PC was asked for."""
        if hall.ask(find_day) is None:
            # No limit is running: the right moment to take over a corrected PC clock.
            self.clock.adopt()
        self.program = program = Program(self.means(hall))
        program.watch_clock(self.clock)
        screen = self.args.screen
        if screen == "kiosk":
            kiosk = open_kiosk(program, locked=True)[1]
            self.desktop.show_public(kiosk, whole=True, above=True)
        elif screen == "display":
            self.desktop.show_public(open_display(program)[1], whole=True)
        elif screen == "sign":
            no = self.args.window or self.machine.window
            if no is None:
                raise RuleBroken("窗口标识要知道是几号窗口：请加 --window 窗口号。")
            self.desktop.show_public(open_window_sign(program, no)[1], whole=True)
        else:
            self.open_shell(program, screen)

    def open_shell(self, program: Program, screen: str) -> None:
        """A staff screen: sign-in first."""
        shell = self.shell = Shell(self.desktop.theme)
        window_no = self.args.window or self.machine.window
        if screen in ("duty", "guide"):
            window_no = None
        flow = Flow(program, shell, screen=screen, window_no=window_no)
        shell.kiosk_wanted.connect(lambda: self.desktop.show_public(open_kiosk(program)[1]))
        shell.display_wanted.connect(lambda: self.desktop.show_public(open_display(program)[1]))
        self.desktop.show(shell)
        self.desktop.keep(flow)

    def means(self, hall: Hall) -> Means:
        """What the screens work with on this PC."""
        self.press = press = press_of(self.machine, hall.clock.now)
        room = PrintRoom(hall, press, keep_printers)
        press.start()
        return Means(
            hall=hall,
            runner=self.desktop.runner,
            paper=lambda actor: PaperDesk(hall, press, actor),
            room=room,
            speaker=ClipSpeaker(enabled=self.machine.voice),
            theme=self.desktop.theme,
            counter_theme=self.desktop.counter_theme,
            public_theme=self.desktop.public_theme,
            customer_screen=self.machine.customer_screen,
            remember=settings.remember,
            papers=self.papers(),
        )

    def papers(self) -> Path:
        """Where this PC files papers."""
        return Path(self.machine.papers or settings.data_dir() / "单据")
