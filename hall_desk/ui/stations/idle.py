"""The idle lock (无人操作锁屏) of screens that have none of their own."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from hall_desk.domain.people import IDLE_LOCK_S
from hall_desk.ui.touch import TouchWatch


class IdleWatch:
    """Sees every touch of keyboard and pointer in a window; ``look`` is called each second."""

    def __init__(
        self, now: Callable[[], datetime], lock: Callable[[], None], window: QWidget
    ) -> None:
        self._now, self._lock = now, lock
        self._touched = now()
        self._touches = TouchWatch(window)
        self._touches.touched.connect(self.touch)

    def touch(self) -> None:
        """A hand is there."""
        self._touched = self._now()

    def look(self) -> None:
        """Locks after five minutes without a touch."""
        if (self._now() - self._touched).total_seconds() >= IDLE_LOCK_S:
            self.touch()
            self._lock()
