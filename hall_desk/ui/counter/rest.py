"""The middle while nobody can be served: closed, not signed in, or 暂停营业 on slate."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hall_desk.presenters.counter_state import RestView
from hall_desk.ui.counter.layout import column, row
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import ElidedText, Text
from hall_desk.ui.kit.paint import rounded
from hall_desk.ui.theme import Theme

_LINES = 5


class RestCard(QWidget):
    """A large word, what belongs to it, and what to do next."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._slate = False
        self.sign = Text(theme)
        self.title = ElidedText(theme, "", "amount")
        self.note = ElidedText(theme, "", "phrase", "ink2", weight=400)
        self.names: list[Text] = []
        self.values: list[ElidedText] = []
        rows = QVBoxLayout()
        rows.setSpacing(theme.px(8))
        for _ in range(_LINES):
            name = Text(theme, "", "phrase", "ink2", weight=400)
            name.setFixedWidth(theme.px(112))
            value = ElidedText(theme, "", "lead", weight=600)
            line = row(name, value)
            line.setStretch(1, 1)
            rows.addLayout(line)
            self.names.append(name)
            self.values.append(value)
        head = row(self.sign, self.title, space=theme.px(16))
        head.setStretch(1, 1)
        layout = column(None, head, theme.px(20), rows, theme.px(20), self.note, None)
        layout.setContentsMargins(theme.px(40), theme.px(24), theme.px(40), theme.px(24))
        layout.setStretch(6, 1)
        self.setLayout(layout)

    def show_view(self, view: RestView, *, slate: bool) -> None:
        """Show why nobody can be called here."""
        self._slate = slate
        main, quiet = ("public", "suspended2") if slate else ("ink", "ink2")
        theme = self.theme
        ink = theme.public("text") if slate else theme.color("ink2")
        self.sign.setPixmap(pixmap(theme, "pause" if slate else "clock", 40, ink))
        self.title.setText(view.title)
        self.title.set_tone(main)
        self.note.setText(view.note)
        self.note.set_tone(quiet)
        for index, (name, value) in enumerate(zip(self.names, self.values, strict=True)):
            shown = index < len(view.lines)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(view.lines[index][0])
                name.set_tone(quiet)
                value.setText(view.lines[index][1])
                value.set_tone(main)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground: paper, or slate while suspended."""
        theme = self.theme
        fill = theme.public("suspended") if self._slate else theme.color("surface")
        border = theme.public("suspended_rule") if self._slate else theme.color("line")
        rect = QRectF(self.rect())
        rounded(QPainter(self), rect, theme.radius("card"), fill, border, theme.px(1))
