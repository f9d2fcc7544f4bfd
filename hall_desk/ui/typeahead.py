"""Typing ahead (预输入): what is typed while a page is being opened belongs to that page."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimerEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

MOST_MS = 1_000
"""A page that has not come by then will not come; the keys go where they were typed."""
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_HANDED_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backspace)


class TypeAhead(QObject):
    """Keeps the letters, digits and Enter that follow the key of a page until it stands there.

    Function keys, shortcuts and Esc are never kept: they still belong to what is in front.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._at: QWidget | None = None
        self._keys: list[QKeyEvent] = []
        self._timer = 0

    def hold(self) -> None:
        """A page has been asked for."""
        self.release()
        self._at = QApplication.focusWidget() or self._window
        self._at.installEventFilter(self)
        self._timer = self.startTimer(MOST_MS)

    def release(self) -> None:
        """It is in front: it gets what was typed meanwhile."""
        at, self._at = self._at, None
        if at is None:
            return
        self.killTimer(self._timer)
        if isValid(at):
            at.removeEventFilter(self)
        keys, self._keys = self._keys, []
        for key in keys:
            target = QApplication.focusWidget()
            if target is not None:
                QApplication.sendEvent(target, key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps what is to be handed on."""
        if event.type() != QEvent.Type.KeyPress or watched is not self._at:
            return False
        if not isinstance(event, QKeyEvent) or event.modifiers() & _COMMANDS:
            return False
        if not (event.text().isprintable() and event.text()) and event.key() not in _HANDED_ON:
            return False
        self._keys.append(event.clone())
        return True

    def timerEvent(self, event: QTimerEvent) -> None:
        """Nothing came."""
        del event
        self.release()
