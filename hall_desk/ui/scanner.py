"""Scanner input (扫码): very fast typing that ends in Enter, heard anywhere in a window.

A scanner is a keyboard to the computer. Its characters come a few milliseconds apart, a human's
do not; only such a burst that is one of our codes is taken. What it typed into a field before it
was known is taken back, so that a code never lands in a wrong place.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from hall_desk.domain.codes import CodeKind, ScannedCode, read_code
from hall_desk.ui.kit import ReasonList

GAP_S = 0.035
_AFTER_S = 0.1
LEAST = 6
_MOST = 60
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class Scanner(QObject):
    """Listens to the keys of one window; tells what was scanned."""

    scanned = Signal(object)
    """A code was scanned; carries a `ScannedCode`."""

    def __init__(self, window: QWidget, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self._window = window
        self._monotonic = monotonic
        self._typed = ""
        self._heard: tuple[float, int] | None = None
        self._took = float("-inf")
        self._before: _Before | None = None
        self._at: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        # Only where the keys go: a filter on the application would take every event of every
        # widget through Python.
        app.focusChanged.connect(self._follow)
        window.installEventFilter(self)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """The keys go elsewhere within the window."""
        if now is None or now is self._at or not self._window.isAncestorOf(now):
            return
        if self._at is not None and isValid(self._at):
            self._at.removeEventFilter(self)
        self._at = now
        now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear a key; whether it is swallowed."""
        kind = event.type()
        if kind not in _HEARD or watched is not self._focus():
            return False
        if isinstance(event, QInputMethodEvent):
            return self._committed(event)
        if not isinstance(event, QKeyEvent):
            return False
        if kind == QEvent.Type.ShortcutOverride:
            return self._overridden(event)
        return self._pressed(event)

    def _focus(self) -> QWidget:
        """What the keys go to within the window."""
        inside: QWidget | None = self._window.focusWidget()
        return inside or self._window

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat() or event.modifiers() & _COMMANDS:
            self._forget()
            return False
        if event.key() in _ENTER:
            return self._entered(fast=self._is_fast(event.timestamp()))
        text = event.text()
        if not _of_a_code(text):
            # Shift goes down before every capital letter of a code.
            if event.key() != Qt.Key.Key_Shift:
                self._forget()
            return False
        self._add(text, event.timestamp())
        # A list would take the figures of a code for choices: only the first one reaches it.
        return len(self._typed) > len(text) and not isinstance(self._focus(), _TEXTS)

    def _entered(self, *, fast: bool) -> bool:
        """The end of a burst; some scanners end it twice."""
        if self._monotonic() - self._took <= _AFTER_S:
            return True
        code = read_code(self._typed) if fast and len(self._typed) >= LEAST else None
        before = self._before
        self._forget()
        return code is not None and self._take(code, before)

    def _overridden(self, event: QKeyEvent) -> bool:
        """A figure within a burst is no key of the window, whatever is bound to it."""
        text = event.text()
        plain = _of_a_code(text) and not event.modifiers() & _COMMANDS
        if plain and self._typed and self._is_fast(event.timestamp()):
            event.accept()
            return True
        return False

    def _committed(self, event: QInputMethodEvent) -> bool:
        """An input method may hand the whole code over at once, with or without its Enter."""
        text = event.commitString()
        if not text:
            return False
        code = read_code(text) if len(text) >= LEAST else None
        if code is not None and code.kind is not CodeKind.ACCOUNT:
            self._forget()
            return self._take(code, _Before.of(self._focus()))
        self._add(text, 0)
        return False

    def _add(self, text: str, stamp: int) -> None:
        self._took = float("-inf")  # what follows is another code, its Enter not a second one
        if not self._is_fast(stamp) or len(self._typed) >= _MOST:
            self._typed, self._before = "", _Before.of(self._focus())
        self._typed += text
        self._heard = (self._monotonic(), stamp)

    def _take(self, code: ScannedCode, before: "_Before | None") -> bool:
        if before is not None:
            before.restore()
        self._took = self._monotonic()
        self.scanned.emit(code)
        return True

    def _forget(self) -> None:
        self._typed, self._before, self._heard = "", None, None

    def _is_fast(self, stamp: int) -> bool:
        """Whether a key came as close to the last one as no finger can follow.

        The system's own time of a key counts where it gives one: a window that was busy hears
        late and at once what was typed slowly.
        """
        if self._heard is None:
            return False
        moment, last = self._heard
        gap = (stamp - last) / 1000 if stamp and last else self._monotonic() - moment
        return 0 <= gap <= GAP_S


class _Before:
    """What stood in a field before the first character of a burst."""

    def __init__(self, widget: QWidget, put_back: Callable[[], None] | None) -> None:
        self._widget = widget
        self._put_back = put_back

    @classmethod
    def of(cls, widget: QWidget) -> "_Before":
        """Keep in mind what stands in a widget now."""
        if isinstance(widget, QLineEdit):
            return cls(widget, _line_back(widget))
        if isinstance(widget, QPlainTextEdit):
            return cls(widget, _text_back(widget))
        if isinstance(widget, ReasonList):
            return cls(widget, _choice_back(widget))
        return cls(widget, None)

    def restore(self) -> None:
        """Let it stand there again, and tell whoever listens."""
        if self._put_back is not None:
            self._put_back()


def _line_back(field: QLineEdit) -> Callable[[], None]:
    text, cursor = field.text(), field.cursorPosition()
    start, length = field.selectionStart(), field.selectionLength()

    def _back() -> None:
        if field.isReadOnly() or field.text() == text:
            return
        field.setText(text)
        field.textEdited.emit(text)
        if length:
            field.setSelection(start, length)
        else:
            field.setCursorPosition(cursor)

    return _back


def _text_back(box: QPlainTextEdit) -> Callable[[], None]:
    text, cursor = box.toPlainText(), box.textCursor().position()

    def _back() -> None:
        if box.isReadOnly() or box.toPlainText() == text:
            return
        box.setPlainText(text)
        place = box.textCursor()
        place.setPosition(min(cursor, len(text)))
        box.setTextCursor(place)

    return _back


def _choice_back(choices: ReasonList) -> Callable[[], None]:
    chosen = choices.current()

    def _back() -> None:
        if choices.current() != chosen:
            choices.set_current(chosen)
            choices.chosen.emit(chosen or "")

    return _back


def _of_a_code(text: str) -> bool:
    """Whether a key's text can stand in a code: letters, figures, colon and dash."""
    return len(text) == 1 and (text.isalnum() or text in ":-")


_TEXTS = (QLineEdit, QPlainTextEdit)
_HEARD = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod)
