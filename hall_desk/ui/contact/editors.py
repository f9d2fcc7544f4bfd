"""Small doings with the fields of the first-contact form (输入): show, lock, place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from hall_desk.ui.kit import ComboBox, LineField
from hall_desk.ui.theme import Theme

Editor = QLineEdit | QPlainTextEdit


def put_text(editor: Editor, text: str) -> None:
    """Show a text; what stands there already is left alone, with its cursor."""
    if isinstance(editor, QPlainTextEdit):
        if editor.toPlainText() != text:
            editor.setPlainText(text)
    elif editor.text() != text:
        editor.setText(text)
        if not editor.hasFocus():
            editor.setCursorPosition(0)


def put_choice(box: ComboBox, at: int) -> None:
    """Show a choice without the signal of a user."""
    if box.currentIndex() != at:
        box.setCurrentIndex(at)


def lock_editor(editor: Editor, locked: bool) -> None:
    """Make a field read-only, or writable."""
    if editor.isReadOnly() == locked:
        return
    if isinstance(editor, LineField):
        editor.set_locked(locked)
    else:
        editor.setReadOnly(locked)


def block(theme: Theme, parts: list[tuple[QWidget, int]]) -> QWidget:
    """Fields side by side with their stretches."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(12))
    for part, stretch in parts:
        row.addWidget(part, stretch, Qt.AlignmentFlag.AlignTop)
    return holder


def side_by_side(theme: Theme, *parts: tuple[QWidget, int]) -> QWidget:
    """Parts of one field; the first takes the focus."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(6))
    for part, stretch in parts:
        row.addWidget(part, stretch)
    holder.setFocusProxy(parts[0][0])
    return holder
