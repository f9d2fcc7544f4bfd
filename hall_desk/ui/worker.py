"""The one thread beside the windows: jobs run in order, outcomes come back to the window."""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

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
        self._came.connect(self._deliver)

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
    def _deliver(self, outcome: Callable[[], None]) -> None:
        outcome()

    def finish(self) -> None:
        """Waits until every job is done."""
        self._pool.waitForDone()

    def close(self) -> None:
        """Waits for the running job; queued ones are dropped."""
        self._pool.clear()
        self._pool.waitForDone()
