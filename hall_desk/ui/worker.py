"""The one thread beside the windows: jobs run in order, outcomes come back to the window."""

import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, QTimerEvent, Signal, Slot

SWITCH_S = 0.00005


class ThreadRunner(QObject):
    """A ``Runner`` on a worker thread, so that no window ever waits for disk or network.

    Two threads share one Python. A job is therefore begun, and an outcome handed over, only when
    the event loop has nothing else to do: what the last key or outcome changed is painted first,
    undisturbed, and a key struck meanwhile is heard between two jobs.
    """

    _came = Signal(object)

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        # A key may come while a job is under way. The page it opens is then painted in turns with
        # the job, and Python lets go only at this interval, once for each widget painted.
        sys.setswitchinterval(SWITCH_S)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        # A worker kept for good keeps its database connection warm.
        self._pool.setExpiryTimeout(-1)
        self._jobs: deque[Callable[[], None]] = deque()
        self._outcome: Callable[[], None] | None = None
        self._working = False
        self._idle = 0
        self._came.connect(self._take)

    def run(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Queues the job; ``done`` or ``failed`` is called in the window's thread."""

        def _work() -> None:
            try:
                outcome = partial(done, job())
            except Exception as error:
                outcome = partial(failed, error)
            self._came.emit(outcome)

        self._jobs.append(_work)
        self._when_idle()

    @Slot(object)
    def _take(self, outcome: Callable[[], None]) -> None:
        self._outcome = outcome
        self._when_idle()

    def _when_idle(self) -> None:
        if not self._idle:
            self._idle = self.startTimer(0)

    def timerEvent(self, event: QTimerEvent) -> None:
        """The loop has nothing else to do: one outcome is handed over, or one job begun."""
        del event
        if self._outcome is not None:
            outcome, self._outcome, self._working = self._outcome, None, False
            outcome()
            return
        if self._jobs and not self._working:
            self._working = True
            self._pool.start(self._jobs.popleft())
        self.killTimer(self._idle)
        self._idle = 0

    @property
    def busy(self) -> bool:
        """Whether a job waits, is under way, or its outcome is still to be handed over."""
        return bool(self._jobs) or self._working

    def close(self) -> None:
        """Waits for the running job; queued ones are dropped."""
        self._jobs.clear()
        self._pool.waitForDone()
