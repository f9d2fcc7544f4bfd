"""The keys of a window (按键): one key, one place; a modal dialog silences the rest."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from hall_desk.ui.kit.buttons import KitButton

Target = KitButton | Callable[[], None]


class KeyMap:
    """Binds keys to buttons or functions within one window or dialog.

    A button answers only to the key printed on it, so that a place shared by two actions can
    be bound to both keys. A press on a button that is off tells why (`refused`).
    """

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self._shortcuts: dict[str, QShortcut] = {}
        self._always: set[str] = set()

    def bind(self, key: str, target: Target, *, always: bool = False) -> None:
        """Bind a key such as F4, Shift+F5, Ctrl+Enter or Alt+1; a later binding replaces it.

        `always` keeps the key alive while a dialog is open (F9 请值班主任).
        """
        for name in _spellings(key):
            old = self._shortcuts.pop(name, None)
            if old is not None:
                old.setEnabled(False)
                old.deleteLater()
            shortcut = QShortcut(QKeySequence(name), self._owner)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.setProperty("always", always)
            shortcut.activated.connect(lambda: _press(target, key))
            self._shortcuts[name] = shortcut

    def bind_button(self, *buttons: KitButton) -> None:
        """Bind buttons to the keys printed on them."""
        for button in buttons:
            if button.key_text:
                self.bind(button.key_text, button)

    def set_enabled(self, enabled: bool) -> None:
        """Switch all these keys on or off."""
        for shortcut in self._shortcuts.values():
            shortcut.setEnabled(enabled)


def _press(target: Target, key: str) -> None:
    if not isinstance(target, KitButton):
        target()
    elif target.key_text == key and target.isVisible():
        target.press_key()


def _spellings(key: str) -> list[str]:
    """Enter is two keys on a keyboard: the main one and the number pad's."""
    if key.rpartition("+")[2] == "Enter":
        stem = key[: -len("Enter")]
        return [f"{stem}Return", f"{stem}Enter"]
    return [key.replace("Ctrl+Del", "Ctrl+Delete")]
