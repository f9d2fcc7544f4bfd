"""The frame of the right column's panels, and a field that moves in a list (侧栏)."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hall_desk.ui.counter.layout import column, row
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import (
    ElidedText,
    Hairline,
    LineField,
    Panel,
    Text,
)
from hall_desk.ui.kit.goingon import TAKES_ENTER
from hall_desk.ui.kit.text import set_property
from hall_desk.ui.pages import Scroller
from hall_desk.ui.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SidePanel(Panel):
    """A framed panel with a heading; Esc folds it, Enter does what it is for."""

    folded = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        icon: str,
        frame: str,
        hint: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent=parent)
        self.setProperty(TAKES_ENTER, True)
        self.set_frame(frame)
        self.setAccessibleName(title)
        self._sign = sign = Text(theme)
        self._icon = icon
        tone = "over" if frame == "over" else "soft_ink"
        sign.setPixmap(pixmap(theme, icon, 20, tone))
        self.heading = ElidedText(theme, title, "phrase", weight=600)
        head = row(sign, self.heading, space=theme.px(10))
        head.setStretch(1, 1)
        head.setContentsMargins(theme.px(17), theme.px(11), theme.px(17), theme.px(11))
        self.content = QVBoxLayout()
        self.content.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        self.content.setSpacing(theme.px(8))
        self.outer = outer = QVBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.hint = ElidedText(theme, hint, "small", "ink2")
        hint_sign = Text(theme)
        hint_sign.setPixmap(pixmap(theme, "help", 18, "ink2"))
        foot = row(hint_sign, self.hint, space=theme.px(6))
        foot.setStretch(1, 1)
        foot.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(12))
        outer.addLayout(self.content, 1)
        outer.addLayout(foot)
        outer.addStretch(0)
        inside = QWidget()
        inside.setLayout(outer)
        self.scroller = Scroller(inside)
        self.below = layout = column(head, Hairline(theme), self.scroller)
        layout.setContentsMargins(theme.px(2), theme.px(2), theme.px(2), theme.px(2))
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def set_heading(self, title: str, icon: str) -> None:
        """Give the panel another heading."""
        if title and (title, icon) != (self.heading.text(), self._icon):
            self._icon = icon
            self._sign.setPixmap(pixmap(self.theme, icon, 20, "soft_ink"))
            self.heading.setText(title)
            self.setAccessibleName(title)

    def entered(self) -> None:
        """Enter: what the panel is for."""

    def first(self) -> QWidget:
        """Where the focus goes when the panel unfolds."""
        return self

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc folds, Enter goes on."""
        if event.key() == Qt.Key.Key_Escape:
            self.folded.emit()
        elif event.key() in _ENTER and not event.isAutoRepeat():
            self.entered()
        else:
            super().keyPressEvent(event)


class FilterField(LineField):
    """A field whose arrows move in the list below it."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move the choice; Enter and Esc are the panel's."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        elif event.key() in (*_ENTER, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)


def label_of(theme: Theme, words: str) -> Text:
    """The words above or before a field."""
    return Text(theme, words, "small", "ink")


def labelled(theme: Theme, words: str, field: QWidget) -> QHBoxLayout:
    """A field with its name at its left."""
    label = label_of(theme, words)
    label.setFixedWidth(theme.px(76))
    line = row(label, field)
    line.setStretch(1, 1)
    return line


def show_wrong(line: QLabel, fields: Mapping[str, QWidget], error: str, at: str) -> None:
    """Says what is wrong, and frames the field it is about; both go when nothing is."""
    line.setText(error)
    line.setVisible(bool(error))
    for name, field in fields.items():
        set_property(field, "wrong", name == at)
