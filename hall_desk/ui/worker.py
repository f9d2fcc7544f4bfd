"""The one thread beside the windows: jobs run in order, outcomes come back to the window."""

import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, QTimerEvent, Signal, Slot

SWITCH_S = 0.0005


class ThreadRunner(QObject):
    """A ``Runner`` on a worker thread, so that no window ever waits for disk or network."""

    _came = Signal(object)

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        # A window that is being painted waits for Python, and a paper in work lets go of it only
        # at this interval, once for each widget painted.
        sys.setswitchinterval(SWITCH_S)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        # A worker kept for good keeps its database connection warm.
        self._pool.setExpiryTimeout(-1)
        self._outcomes: deque[Callable[[], None]] = deque()
        self._delivery = 0
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

        self._pool.start(_work)

    @Slot(object)
    def _take(self, outcome: Callable[[], None]) -> None:
        self._outcomes.append(outcome)
        if not self._delivery:
            self._delivery = self.startTimer(0)

    def timerEvent(self, event: QTimerEvent) -> None:
        """One outcome each time the loop comes round, so that a key is heard between two."""
        del event
        outcome = self._outcomes.popleft()
        if not self._outcomes:
            self.killTimer(self._delivery)
            self._delivery = 0
        outcome()

    def finish(self) -> None:
        """Waits until every job is done."""
        self._pool.waitForDone()

    def close(self) -> None:
        """Waits for the running job; queued ones are dropped."""
        self._pool.clear()
        self._pool.waitForDone()
