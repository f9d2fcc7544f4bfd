"""What a customer cannot do to the kiosk (取号机防护): leave it, open anything, break it."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

_KEYS = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Space,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Shift,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_NEVER = {
    QEvent.Type.ContextMenu,
    QEvent.Type.DragEnter,
    QEvent.Type.DragMove,
    QEvent.Type.Drop,
    QEvent.Type.Gesture,
    QEvent.Type.GestureOverride,
    QEvent.Type.NativeGesture,
    QEvent.Type.Wheel,
    QEvent.Type.WhatsThis,
    QEvent.Type.EnterWhatsThisMode,
    QEvent.Type.ToolTip,
}
_TOUCH = {QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd}
_MOUSE = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
}
SCAN_GAP_S = 0.3


class ScanBuffer:
    """Signs that came one after the other as from a scanner; a pause begins anew."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._text, self._at = "", float("-inf")

    def add(self, text: str) -> None:
        """One more sign."""
        if self._monotonic() - self._at > SCAN_GAP_S:
            self._text = ""
        self._text, self._at = self._text + text, self._monotonic()

    def take(self) -> str:
        """The code that just came in, from its mark on, or nothing; the buffer is empty then."""
        text, self._text = self._text, ""
        at = text.upper().rfind("HD1:")
        return text[at:] if at >= 0 else ""


class KioskGuard(QObject):
    """Sees every event of the kiosk's window before it does, and lets only the harmless through.

    ``scanned`` gets a code read by the scanner, whatever has the focus. A staff PC that only
    shows the kiosk has no guard.
    """

    def __init__(
        self,
        window: QWidget,
        scanned: Callable[[str], None],
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window, self._scanned = window, scanned
        self.locked = True
        self.scan = ScanBuffer(monotonic)
        self._alive = True
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow what could lead away from the kiosk."""
        if not self._alive or not isinstance(watched, QWidget):
            return False
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._here(watched) and self._key(event, watched)
        if not self.locked:
            return False
        if kind == QEvent.Type.Close:
            return watched is self._window and self._refuse(event)
        if kind == QEvent.Type.WindowStateChange and watched is self._window:
            self._come_back()
            return False
        return self._swallows(kind, event) and self._here(watched)

    def open(self) -> None:
        """The staff's way out: the window may close now."""
        self.locked = False

    def _here(self, watched: QWidget) -> bool:
        return watched is self._window or self._window.isAncestorOf(watched)

    def _swallows(self, kind: QEvent.Type, event: QEvent) -> bool:
        if kind in _NEVER:
            return True
        if kind in _TOUCH:
            return _fingers(event) > 1
        if kind in _MOUSE and isinstance(event, QMouseEvent):
            return event.button() != Qt.MouseButton.LeftButton
        if kind in (QEvent.Type.ShortcutOverride, QEvent.Type.Shortcut):
            return isinstance(event, QKeyEvent) and _leads_away(event)
        return False

    def _key(self, event: QKeyEvent, watched: QObject) -> bool:
        """Whether the key is swallowed: a command, or the Enter behind a scanned code."""
        if self.locked and _leads_away(event):
            return True
        focused: QWidget | None = self._window.focusWidget()
        if watched is not (focused or self._window):
            return False  # the same key on its way up
        if event.key() in _ENTER:
            code = self.scan.take()
            if code:
                self._scanned(code)
                return True
        elif event.text().isprintable() and event.text():
            self.scan.add(event.text())
        return False

    def _refuse(self, event: QEvent) -> bool:
        event.ignore()
        return True

    def _come_back(self) -> None:
        away = Qt.WindowState.WindowMinimized
        if self._window.windowState() & away:
            self._window.setWindowState(Qt.WindowState.WindowFullScreen)


def _leads_away(event: QKeyEvent) -> bool:
    """Commands, function keys and the like: everything but moving, typing and going back."""
    if event.modifiers() & _COMMANDS:
        return True
    return event.key() not in _KEYS and not (event.text() and event.text().isprintable())


def _fingers(event: QEvent) -> int:
    points = getattr(event, "points", None)
    return len(points()) if points is not None else 1
