"""What every screen of this PC shares (程序): hall, worker, pulse, change feed, paper, voice."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hall_desk.clock import OFFSET_WARN_S, SystemClock
from hall_desk.presenters.base import Desk, Presenter, Runner
from hall_desk.presenters.papers import PaperDesk
from hall_desk.presenters.preview import Size
from hall_desk.presenters.print_room import PrintRoom
from hall_desk.ui.feed import ChangeFeed
from hall_desk.ui.garbage import Garbage
from hall_desk.ui.pulse import Pulse
from hall_desk.ui.theme import Theme
from hall_desk.usecases.hall import Hall
from hall_desk.voice import Speaker

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Means:
    """What the screens work with; tests and the rehearsal hand in their own.

    ``room`` is the PC's print room; without one papers are handed over at once.
    ``customer_screen`` opens the side screen with the counter; ``remember`` keeps a switch;
    ``papers`` is the folder in which this PC files papers.
    """

    hall: Hall
    runner: Runner
    paper: Callable[[str], PaperDesk]
    speaker: Speaker
    theme: Theme
    counter_theme: Theme
    public_theme: Theme
    room: PrintRoom | None = None
    customer_screen: bool = False
    remember: Callable[[str, bool], None] = lambda name, value: None
    papers: Path | None = None


class Program(QObject):
    """Ties presenters to the pulse and the feed, for as long as their window lives."""

    def __init__(self, means: Means, *, beating: bool = True):
        super().__init__()
        self.means = means
        self.desk = Desk(hall=means.hall, runner=means.runner)
        self.pulse = Pulse(means.hall.clock.now, self)
        self.feed = ChangeFeed(means.hall, means.runner, self)
        self._attached: dict[int, Presenter[Any]] = {}
        self._open: list[QWidget] = []
        self._clock: SystemClock | None = None
        self._warned: int | None = None
        self._noting = False
        self.preview_size = Size()
        self.garbage = Garbage(means.hall.clock.now)
        self.pulse.feed.connect(self.feed.poll)
        self.pulse.second.connect(self.tick)
        self.feed.changed.connect(self.refresh)
        self.feed.reachable.connect(lambda ok: self.refresh())
        if beating:
            self.pulse.start()

    def attach(self, presenter: Presenter[Any]) -> None:
        """Keeps a presenter ticking and fresh, and gives it its first look."""
        self._attached[id(presenter)] = presenter
        presenter.refresh()

    def detach(self, presenter: Presenter[Any]) -> None:
        """Lets a presenter go; an answer still under way finds no window any more."""
        self._attached.pop(id(presenter), None)
        presenter.show = _nobody_looks

    def watch_clock(self, clock: SystemClock) -> None:
        """Follows the PC's clock anchor and warns once when the PC clock was changed."""
        self._clock = clock

    def tick(self) -> None:
        """One second has passed."""
        self.garbage.look()
        if self._clock is not None:
            self._clock.sync()
            self._warn_of(round(self._clock.offset_s()))
        self._note_paper_faults()
        for presenter in list(self._attached.values()):
            presenter.tick()

    def _note_paper_faults(self) -> None:
        """The press met them on its own threads; what is written is written by the worker."""
        room = self.means.room
        if room is not None and room.has_faults and not self._noting:
            self._noting = True
            self.means.runner.run(room.note_faults, lambda _: self._noted(), self._not_noted)

    def _noted(self) -> None:
        self._noting = False

    def _not_noted(self, fault: Exception) -> None:
        self._noting = False
        log.warning("a paper fault could not be journalled yet", exc_info=fault)

    def _warn_of(self, offset_s: int) -> None:
        if abs(offset_s) <= OFFSET_WARN_S or self._warned == offset_s // 60:
            return
        self._warned = offset_s // 60
        word = "快" if offset_s > 0 else "慢"
        for presenter in list(self._attached.values()):
            presenter.tell(
                f"本机时钟被改动，比程序时间{word} {abs(offset_s)} 秒；办理时限不受影响，"
                "请校准电脑时间。"
            )

    def refresh(self) -> None:
        """Something of the hall has changed."""
        for presenter in list(self._attached.values()):
            presenter.refresh()

    def keep(self, window: QWidget) -> None:
        """Holds a top-level window until the program ends."""
        self._open.append(window)

    def paper(self, actor: str) -> PaperDesk:
        """The paper desk of somebody."""
        return self.means.paper(actor)

    def close(self) -> None:
        """Stops all beats; windows are closed by whoever opened them."""
        self.pulse.stop()
        self._attached.clear()
        self.means.speaker.close()


def _nobody_looks(state: object) -> None:
    """The window of this presenter is gone."""
