"""Fingers for the real windows (按键): press, click, type, and photograph."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QKeyCombination,
    QMessageLogContext,
    QPoint,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hall_desk.clock import Clock
from hall_desk.ui.counter.window import CounterWindow
from hall_desk.ui.kit import KitButton, MainAction

_WAIT_MS = 2000
_GUARDED = ("F2", "F3", "F4", "F6", "F10", "Ctrl+Return", "Return")
_KEY_S = 0.12
"""What a hand needs from key to key; a scanner needs a few milliseconds."""
_SCANNER_S = 0.004
_OFFSCREEN_SAYS = "This plugin does not support propagateSizeHints()"


class ScreenFault(Exception):
    """A screen did not do what was pressed; ``str()`` says where and what."""


def application() -> QApplication:
    """The running Qt application, or a new one."""
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication(["hall-desk"])


@contextmanager
def quiet() -> Iterator[None]:
    """Keeps one sentence of the offscreen platform, which says it for every window, to itself."""
    before: Any = None

    def _pass_on(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if text == _OFFSCREEN_SAYS:
            return
        if before is not None:
            before(kind, context, text)
        else:
            sys.stderr.write(text + "\n")

    before = qInstallMessageHandler(_pass_on)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def settle() -> None:
    """Lets Qt finish what it has begun: layouts, deletions, drawing."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def open_window(window: QWidget, size: tuple[int, int]) -> None:
    """Shows a window at an exact size."""
    window.setFixedSize(*size)
    window.show()
    settle()


class Fingers:
    """Somebody's hands on one top-level window.

    The guard against a second press measures real time; here it has to measure the day's. The
    ear for a scanner has to hear how long a hand takes from key to key.
    """

    def __init__(self, window: QWidget, clock: Clock):
        self.window = window
        self.clock = clock
        self._hand_s = 0.0

    def find(self, name: str) -> QWidget | None:
        """The visible widget with that object name."""
        children = self.window.findChildren(QWidget, name)
        return next((child for child in children if child.isVisible()), None)

    def click(self, name: str) -> None:
        """Presses the widget with that object name as a finger or a mouse does."""
        widget = self.find(name)
        if widget is None or not widget.isEnabled():
            why = widget.why if isinstance(widget, KitButton) else "不在屏幕上"
            raise ScreenFault(f"{self.window.windowTitle()} 按不到 {name}：{why}")
        self.strike(name, lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton))

    def tick(self, box: QWidget) -> None:
        """Presses a box to tick at its left end."""
        place = QPoint(10, box.height() // 2)
        self.strike("tick", lambda: QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=place))

    def key(self, keys: str) -> None:
        """Presses a key such as F4, Shift+F5 or Return, wherever the focus is."""
        self._come_forward()
        if keys in _GUARDED:
            self._mind_the_clock()
        focused: QWidget | None = self.window.focusWidget()
        pressed: Any = QKeySequence(keys)  # the stubs do not know that it can be indexed
        key: QKeyCombination = pressed[0]
        where, held = focused or self.window, key.keyboardModifiers()
        self._hand_s += _KEY_S
        self.strike(keys, lambda: QTest.keyClick(where, key.key(), held))

    def type_into(self, name: str, text: str) -> None:
        """Replaces what stands in the field with that object name."""
        field = self.find(name)
        if field is None:
            raise ScreenFault(f"{self.window.windowTitle()} 没有输入框 {name}")
        self.write_in(field, text)

    def write_in(self, field: QWidget, text: str) -> None:
        """Replaces what stands in a field."""
        self._come_forward()
        self._mind_the_clock()
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if text.isascii():
            for letter in text:
                self._hand_s += _KEY_S
                self.strike("typing", partial(QTest.keyClicks, field, letter))
        else:
            # Chinese comes from the input method, not from single keys.
            spoken = QInputMethodEvent()
            spoken.setCommitString(text)
            self.strike("typing", lambda: QCoreApplication.sendEvent(field, spoken))

    def go_to(self, name: str) -> QWidget:
        """The hands are at the widget with that object name."""
        widget = self.find(name)
        if widget is None:
            raise ScreenFault(f"{self.window.windowTitle()} 没有 {name}")
        widget.setFocus()
        return widget

    def scan(self, text: str) -> None:
        """What a scanner types wherever the focus is, ended by Enter."""
        self._come_forward()
        self._mind_the_clock()
        self._hand_s += _KEY_S
        for letter in text:
            self._hand_s += _SCANNER_S
            focused: QWidget | None = self.window.focusWidget()
            QTest.keyClicks(focused or self.window, letter)
        self._hand_s += _SCANNER_S
        last: QWidget | None = self.window.focusWidget()
        self.strike("scan", lambda: QTest.keyClick(last or self.window, Qt.Key.Key_Return))

    def rest(self) -> None:
        """A second passes before the next key: the customer signs, the clerk reads."""
        self._hand_s += 1

    def strike(self, what: str, press: Callable[[], object]) -> None:
        """Makes one press; those who measure override it."""
        del what
        press()

    def _come_forward(self) -> None:
        if QApplication.activeWindow() is not self.window:
            self.window.activateWindow()
            settle()
            if not QTest.qWaitForWindowActive(self.window, _WAIT_MS):
                raise ScreenFault(f"{self.window.windowTitle()} 到不了前台")

    def _mind_the_clock(self) -> None:
        for action in self.window.findChildren(MainAction):
            action._monotonic = self._seconds
        for counter in self.window.findChildren(CounterWindow):
            counter._monotonic = self._seconds
            counter.scanner._monotonic = self._hand

    def _hand(self) -> float:
        return self._hand_s

    def _seconds(self) -> float:
        return self.clock.now().timestamp() + self._hand_s


_LAYOUTS = 4  # a layout may ask for another one inside it


class Camera:
    """Keeps the most telling picture of each name in the folder's pictures."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._worth: dict[str, float] = {}

    def wants(self, name: str, worth: float = 0) -> bool:
        """Whether a picture of that worth would be kept."""
        return name not in self._worth or worth > self._worth[name]

    def take(self, name: str, window: QWidget, worth: float = 0) -> None:
        """A PNG of the window as it is now, unless a better one is there."""
        if not self.wants(name, worth):
            return
        for _ in range(_LAYOUTS):
            settle()
        self.folder.mkdir(exist_ok=True)
        window.grab().save(str(self.folder / f"{name}.png"))
        self._worth[name] = worth
