"""The idle lock (无人操作锁屏) of screens that have none of their own."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from hall_desk.domain.people import IDLE_LOCK_S

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class IdleWatch(QObject):
    """Sees every touch of keyboard and pointer; ``look`` is called each second."""

    def __init__(self, now: Callable[[], datetime], lock: Callable[[], None]) -> None:
        super().__init__()
        self._now, self._lock = now, lock
        self._touched = now()
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def touch(self) -> None:
        """A hand is there."""
        self._touched = self._now()

    def look(self) -> None:
        """Locks after five minutes without a touch."""
        if (self._now() - self._touched).total_seconds() >= IDLE_LOCK_S:
            self.touch()
            self._lock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only watches."""
        if event.type() in _TOUCHES:
            self.touch()
        return False
