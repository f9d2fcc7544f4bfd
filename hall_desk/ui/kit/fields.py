"""Fields (输入): a label above, a hint or an error below, room kept so that nothing jumps."""

from collections.abc import Sequence

from PySide6.QtCore import SIGNAL, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hall_desk.ui.icons import paint_icon, pixmap
from hall_desk.ui.kit.goingon import goes_on
from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.kit.text import ElidedText, Text, set_property
from hall_desk.ui.kit.yielding import gives_way
from hall_desk.ui.theme import Theme


class LineField(QLineEdit):
    """A one-line field; read-only ones show a lock."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        object_name: str = "",
        *,
        compact: bool = False,
        right: bool = False,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFont(theme.font("strong", 600 if compact else 400))
        self.setProperty("compact", compact)
        self.setPlaceholderText(placeholder)
        if right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def set_locked(self, locked: bool) -> None:
        """Make the field read-only with a lock, or writable."""
        self.setReadOnly(locked)
        set_property(self, "locked", locked)

    def event(self, event: QEvent) -> bool:
        """Leave the window's keys to the window."""
        if gives_way(self, event, can_undo=self.isUndoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field, unless somebody listens for it."""
        super().keyPressEvent(event)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if enter and plain and not self.receivers(SIGNAL("returnPressed()")):
            self.focusNextPrevChild(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, and the lock of a locked one."""
        super().paintEvent(event)
        if self.property("locked"):
            size = self.theme.px(16)
            rect = QRectF(self.theme.px(11), (self.height() - size) / 2, size, size)
            paint_icon(QPainter(self), "lock", rect, self.theme.color("ink2"))


class TextBox(QPlainTextEdit):
    """A field of several lines; Tab leaves it, among the fields of a form Enter too."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        object_name: str = "",
        *,
        lines: int = 2,
        in_form: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self._in_form = theme, in_form
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFont(theme.font("body"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + theme.px(20))

    def event(self, event: QEvent) -> bool:
        """Leave the window's keys to the window."""
        if gives_way(self, event, can_undo=self.document().isUndoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In a form Enter goes to the next field, Shift+Enter begins a line."""
        if not (self._in_form and goes_on(self, event)):
            super().keyPressEvent(event)


class ComboBox(QComboBox):
    """A choice from a list, with a drawn chevron."""

    def __init__(
        self, theme: Theme, name: str, object_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFont(theme.font("strong", 400))
        self.view().setAccessibleName(name)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def offer(self, choices: Sequence[tuple[str, str]], key: str) -> None:
        """Show choices by their keys and the chosen one, else the first; those that stand stay."""
        shown = [(str(self.itemData(at)), self.itemText(at)) for at in range(self.count())]
        if shown != list(choices):
            self.clear()
            for each, words in choices:
                self.addItem(words, each)
        at = max(self.findData(key), 0)
        if self.currentIndex() != at:
            self.setCurrentIndex(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field."""
        if not goes_on(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and its chevron."""
        super().paintEvent(event)
        size = self.theme.px(16)
        left = self.width() - size - self.theme.px(12)
        rect = QRectF(left, (self.height() - size) / 2, size, size)
        paint_icon(QPainter(self), "down", rect, self.theme.color("ink2"))


def paint_tick(
    painter: QPainter, theme: Theme, box: QRectF, *, checked: bool, live: bool = True
) -> None:
    """Draw a tick box of 18 pixels, with its tick or empty."""
    if checked:
        rounded(painter, box, theme.px(4), theme.color("primary" if live else "ink3"))
        tick = box.adjusted(theme.px(2), theme.px(2), -theme.px(2), -theme.px(2))
        paint_icon(painter, "tick", tick, theme.color("on_primary"))
    else:
        fill = theme.color("surface" if live else "sunken")
        rounded(painter, box, theme.px(4), fill, theme.color("edge"), theme.px(1))


class CheckBox(QCheckBox):
    """A tick box of 18 pixels with its words and, if wanted, a time after them."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        object_name: str = "",
        *,
        font: str = "body",
        tone: str = "ink",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setShortcut(QKeySequence())  # an ampersand in a name is no shortcut
        self.theme = theme
        self._font_token, self._tone, self._note = font, tone, ""
        self.setObjectName(object_name)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_note(self, note: str) -> None:
        """Show a quiet word after the text, such as the time of the tick."""
        self._note = note
        self.setAccessibleDescription(note)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Box, words and note side by side."""
        width = self.theme.px(18 + 10) + text_width(self._font(), self.text())
        if self._note:
            width += text_width(self.theme.font("small"), self._note) + self.theme.px(6)
        return QSize(round(width) + 2, self.theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """The words may be elided."""
        return QSize(min(self.sizeHint().width(), self.theme.px(72)), self.theme.px(28))

    def hitButton(self, pos: object) -> bool:
        """The whole row can be pressed."""
        return self.rect().contains(pos)  # type: ignore[call-overload,no-any-return]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks; Enter goes to the next field."""
        if not goes_on(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and the words."""
        theme, painter = self.theme, QPainter(self)
        size = theme.px(18)
        box = QRectF(0, (self.height() - size) / 2, size, size)
        live = self.isEnabled()
        paint_tick(painter, theme, box, checked=self.isChecked(), live=live)
        words = QRectF(self.rect()).adjusted(size + theme.px(10), 0, 0, 0)
        ink = theme.color(self._tone if live else "ink3")
        used = draw_text(painter, words, self.text(), self._font(), ink)
        rest = words.adjusted(used + theme.px(6), 0, 0, 0)
        if self._note and rest.width() > 0:
            draw_text(painter, rest, self._note, theme.font("small"), theme.color("ink2"))

    def _font(self) -> QFont:
        return self.theme.font(self._font_token)


class Field(QWidget):
    """A field with its label above and one line below for a hint or an error."""

    def __init__(
        self,
        theme: Theme,
        label: str,
        editor: QWidget,
        *,
        required: bool = False,
        hint: str = "",
        foot: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.editor = editor
        self._hint, self._error = hint, ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(self._label_row(label, required))
        column.addWidget(editor)
        self._sign = Text(theme)
        self._sign.setFixedSize(theme.px(16), theme.px(20))
        self._foot = ElidedText(theme, hint, "small", "ink2")
        # Parents first: what is made visible without one flashes as a window of its own.
        self._foot_row = QWidget(self)
        row = QHBoxLayout(self._foot_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        row.addWidget(self._sign)
        row.addWidget(self._foot, 1)
        self._foot_row.setFixedHeight(theme.px(20))
        self._foot_row.setVisible(foot)
        column.addWidget(self._foot_row)
        self._show_foot()
        if not editor.accessibleName():
            editor.setAccessibleName(label)

    def set_label(self, label: str) -> None:
        """Change the words above the field, and its name for who cannot see them."""
        self._label.setText(label)
        self.editor.setAccessibleName(label)

    def error(self) -> str:
        """Return the error shown, or an empty text."""
        return self._error

    def set_error(self, sentence: str) -> None:
        """Show what is wrong in one sentence; an empty text takes the error away."""
        self._error = sentence
        set_property(self.editor, "wrong", bool(sentence))
        self._show_foot()

    def set_hint(self, hint: str) -> None:
        """Change the hint below the field."""
        self._hint = hint
        self._show_foot()

    def _label_row(self, label: str, required: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(4))
        self._label = Text(self.theme, label, "small", "ink2")
        row.addWidget(self._label)
        if required:
            row.addWidget(Text(self.theme, "*", "small", "over", weight=700))
        row.addStretch(1)
        return row

    def _show_foot(self) -> None:
        self._foot.setText(self._error or self._hint)
        self._foot.set_tone("over" if self._error else "ink2")
        self._sign.setVisible(bool(self._error))
        if self._error:
            self._sign.setPixmap(pixmap(self.theme, "over", 16, "over"))
        self.editor.setAccessibleDescription(self._error or self._hint)
