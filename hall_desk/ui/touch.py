"""A hand at the window (有人操作): keys and pointers, seen where they reach the program."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

# A key that is a shortcut is pressed without the window seeing it; its release arrives.
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class TouchWatch(QObject):
    """Tells of every touch in the top-level window that holds a widget.

    It listens at the native window: a filter on the application would take each of the thousands
    of events of all widgets through Python, and opening a page costs twice as long.
    """

    touched = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._native: QObject | None = None
        widget.installEventFilter(self)
        self._listen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only watches."""
        kind = event.type()
        if watched is self._native:
            if kind in _TOUCHES and self._widget.isVisible():
                self.touched.emit()
        elif kind == QEvent.Type.Show:
            self._listen()
        return False

    def _listen(self) -> None:
        native: QObject | None = self._widget.window().windowHandle()  # None before it is shown
        if native is not None and native is not self._native:
            if self._native is not None and isValid(self._native):
                self._native.removeEventFilter(self)
            self._native = native
            native.installEventFilter(self)
