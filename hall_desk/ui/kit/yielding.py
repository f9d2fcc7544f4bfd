"""Fields give way to the window's keys (让键): Ctrl+Z, Ctrl+K and their like are ours."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_KEPT = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def gives_way(field: QWidget, event: QEvent, *, can_undo: bool) -> bool:
    """Whether a field should leave a key to its window.

    A text field takes many keys for its own editing before the window sees them, among them
    Ctrl+Z with nothing to undo and, on Linux, Ctrl+K. Keys that the window has bound go to the
    window, except for the clipboard's, and for undo while there is something typed to undo.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if not event.modifiers() & _COMMANDS or any(event.matches(key) for key in _KEPT):
        return False
    if can_undo and event.matches(QKeySequence.StandardKey.Undo):
        return False
    wanted = QKeySequence(event.keyCombination())
    return any(
        shortcut.isEnabled() and shortcut.key() == wanted
        for shortcut in field.window().findChildren(QShortcut)
    )
