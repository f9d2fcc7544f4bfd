"""The stopwatch (秒表): from a press to the painted effect, and the pauses of the event loop."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimerEvent
from PySide6.QtWidgets import QWidget

from hall_desk.clock import Clock
from hall_desk.presenters.base import SyncRunner
from hall_desk.rehearsal.keys import Fingers
from hall_desk.ui.garbage import begin_quietly
from hall_desk.ui.worker import ThreadRunner

BEAT_MS = 2
_BEHIND = ("_job", "_print", "_issued.", "_ahead")
_PATIENCE_S = 20
_PASSES = 8  # a painted effect may ask for another layout


@dataclass(frozen=True, kw_only=True)
class Lap:
    """One measured thing: on which screen, what it was, and how long it took in milliseconds.

    ``work_ms`` is the window's own work within it, which a busy machine does not make longer.
    """

    screen: str
    what: str
    ms: float
    work_ms: float


class LiveRunner:
    """Works as the program does, on a thread beside the windows, while something is measured.

    Between the measured moments everything is done at once, so that the actors of the rehearsal
    can read from the screens what came of their last press.
    """

    def __init__(self) -> None:
        self.live = False
        self.effects = 0
        self.open = 0
        self._threads = ThreadRunner()
        self._searched = gc.get_threshold()
        begin_quietly()
        self._at_once = SyncRunner()

    def run(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Runs the job beside the windows, or at once."""
        if not self.live:
            self._at_once.run(job, done, failed)
            return
        # Papers come out after the effect of the press is on the screen, and nobody waits for
        # what is loaded ahead.
        effect = not any(word in getattr(job, "__qualname__", "") for word in _BEHIND)
        self.open += 1
        self.effects += effect

        def _counted(tell: Callable[[Any], None]) -> Callable[[Any], None]:
            def _tell(outcome: Any) -> None:
                try:
                    tell(outcome)
                finally:
                    self.open -= 1
                    self.effects -= effect

            return _tell

        self._threads.run(job, _counted(done), _counted(failed))

    def close(self) -> None:
        """Lets the thread go."""
        self._threads.close()
        gc.set_threshold(*self._searched)


class Stopwatch(QObject):
    """Measures what happens in the windows of this process; a beat every 2 ms finds the pauses."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = LiveRunner()
        self.effects: list[Lap] = []
        self.pauses: list[Lap] = []
        self._last = _moment()
        self._longest = (0.0, 0.0)
        self._painting = False
        self._timer = self.startTimer(BEAT_MS, Qt.TimerType.PreciseTimer)

    def fingers(self, window: QWidget, clock: Clock) -> Fingers:
        """Somebody's hands on a window, timed."""
        window.installEventFilter(self)
        return TimedFingers(self, window, clock)

    def press(self, screen: str, what: str, strike: Callable[[], object]) -> None:
        """Times one press until its effect is painted; then waits until all work is done."""
        with self._live(screen, what):
            started = _moment()
            strike()
            self._breathe()  # the next key would be heard here, before what this one asked for
            self._wait(lambda: not self.runner.effects)
            self._paint()
            self.effects.append(_lap(screen, what, _since(started)))
            self._wait(lambda: not self.runner.open)
            self._paint()

    def watch(self, what: str, work: Callable[[], object]) -> None:
        """Looks for pauses while the program does something by itself."""
        with self._live("", what):
            work()
            self._wait(lambda: not self.runner.open)
            self._paint()

    def timerEvent(self, event: QTimerEvent) -> None:
        """One beat: the loop has come round again."""
        del event
        self._breathe()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes that a window is about to be painted."""
        self._painting = self._painting or event.type() == QEvent.Type.UpdateRequest
        return False

    def close(self) -> None:
        """Stops the beat."""
        self.killTimer(self._timer)
        self.runner.close()

    @contextmanager
    def _live(self, screen: str, what: str) -> Iterator[None]:
        _turn(QEventLoop.ProcessEventsFlag.AllEvents)  # what was left undone is not ours
        self._longest, self._last = (0.0, 0.0), _moment()
        self.runner.live = True
        try:
            yield
        finally:
            self.runner.live = False
            self._breathe()
            self.pauses.append(_lap(screen, what, self._longest))

    def _breathe(self) -> None:
        pause = _since(self._last)
        self._longest = (max(self._longest[0], pause[0]), max(self._longest[1], pause[1]))
        self._last = _moment()

    def _wait(self, arrived: Callable[[], bool]) -> None:
        until = time.perf_counter() + _PATIENCE_S
        while not arrived():
            _turn(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            self._breathe()
            if time.perf_counter() > until:
                raise TimeoutError(f"no answer within {_PATIENCE_S} s")

    def _paint(self) -> None:
        for _ in range(_PASSES):
            self._painting = False
            _turn(QEventLoop.ProcessEventsFlag.AllEvents)
            self._breathe()
            if not self._painting:
                return


def _moment() -> tuple[float, float]:
    """Now, by the machine's running clock and by this thread's own work."""
    return time.perf_counter(), time.thread_time()


def _since(started: tuple[float, float]) -> tuple[float, float]:
    now = _moment()
    return now[0] - started[0], now[1] - started[1]


def _lap(screen: str, what: str, seconds: tuple[float, float]) -> Lap:
    return Lap(screen=screen, what=what, ms=seconds[0] * 1000, work_ms=seconds[1] * 1000)


def _turn(how: QEventLoop.ProcessEventsFlag) -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents(how)


class TimedFingers(Fingers):
    """Hands whose every press is timed."""

    def __init__(self, watch: Stopwatch, window: QWidget, clock: Clock):
        super().__init__(window, clock)
        self.watch = watch

    def strike(self, what: str, press: Callable[[], object]) -> None:
        """One press, timed."""
        self.watch.press(self.window.windowTitle().partition(" - ")[0], what, press)
