"""The pulse (节拍): the only timers of the program, one second and the change feed's half."""

import heapq
import itertools
import time
from collections.abc import Callable
from datetime import datetime
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

FEED_MS = 500
_SECOND_MS = 1000

_living: "WeakSet[Pulse]" = WeakSet()


class Pulse(QObject):
    """Beats every second, on the wall's second, and every 500 ms for the change feed."""

    second = Signal()
    """The wall clock has reached a new second."""
    feed = Signal()
    """It is time to look for changes."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._numbers = itertools.count()
        self._waiting: list[tuple[float, int]] = []
        self._calls: dict[int, Callable[[], None]] = {}
        self._second_timer = self._timer(self._beat)
        self._later_timer = self._timer(self._ring)
        self._feed_timer = self._timer(self.feed.emit)
        self._feed_timer.setSingleShot(False)
        _living.add(self)

    def start(self) -> None:
        """Begin to beat."""
        self._second_timer.start(self._to_next_second())
        self._feed_timer.start(FEED_MS)

    def stop(self) -> None:
        """Stop every beat and drop what waits."""
        for timer in (self._second_timer, self._feed_timer, self._later_timer):
            timer.stop()
        self._waiting.clear()
        self._calls.clear()

    def active(self) -> bool:
        """Whether anything still beats or waits."""
        beats = self._second_timer.isActive() or self._feed_timer.isActive()
        return beats or bool(self._calls)

    def after(self, ms: int, call: Callable[[], None]) -> Callable[[], None]:
        """Call once after some milliseconds; return a function that calls it off."""
        number = next(self._numbers)
        self._calls[number] = call
        heapq.heappush(self._waiting, (time.monotonic() + ms / 1000, number))
        self._wait()

        def call_off() -> None:
            self._calls.pop(number, None)
            if not self._calls and isValid(self):
                self._waiting.clear()
                self._later_timer.stop()

        return call_off

    def _timer(self, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(call)
        return timer

    def _beat(self) -> None:
        # Asking the wall anew each time keeps the beat on the second, also after sleep.
        self._second_timer.start(self._to_next_second())
        self.second.emit()

    def _to_next_second(self) -> int:
        return _SECOND_MS - self._now().microsecond // 1000

    def _wait(self) -> None:
        """Set the one timer of all single shots to the nearest of them."""
        if self._waiting:
            left = self._waiting[0][0] - time.monotonic()
            self._later_timer.start(max(int(left * 1000) + 1, 0))

    def _ring(self) -> None:
        while self._waiting and self._waiting[0][0] <= time.monotonic():
            _, number = heapq.heappop(self._waiting)
            call = self._calls.pop(number, None)
            if call is not None:
                # The rest must ring even when this one fails.
                self._wait()
                call()
        self._wait()


def running() -> list[Pulse]:
    """Return the pulses that still beat or wait; after a window is closed there are none."""
    return [pulse for pulse in _living if isValid(pulse) and pulse.active()]
