"""Enter at a choice (回车到下一格): lists, ticks and segments are fields like any other."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

TAKES_ENTER = "takesEnter"
"""Property of a panel or dialog that does with Enter what it is for, wherever its focus is."""


def goes_on(field: QWidget, event: QKeyEvent) -> bool:
    """Whether Enter led from a choice to the next field; a panel that takes Enter keeps it."""
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    if not enter or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    above = field.parentWidget()
    while above is not None:
        if above.property(TAKES_ENTER):
            return False
        above = above.parentWidget()
    event.accept()
    field.focusNextPrevChild(True)
    return True
