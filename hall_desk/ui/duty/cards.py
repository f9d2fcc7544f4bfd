"""The cards of the duty desk (卡片): a title line over rows that run to the edges."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.ui.kit import ElidedText, Hairline, Panel, Text
from hall_desk.ui.theme import Theme


class BoardCard(Panel):
    """A card whose rows are divided by hairlines; put them into `body`."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setAccessibleName(title)
        edge = theme.size("hairline")
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(0)
        self.header = QHBoxLayout()
        self.header.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        self.header.setSpacing(theme.px(8))
        self.title = Text(theme, title, "phrase", weight=600)
        self.title.setFixedHeight(theme.px(44))
        self.note = ElidedText(theme, "", "small", "ink2", right=True)
        self.header.addWidget(self.title)
        self.chips = QHBoxLayout()
        self.chips.setSpacing(theme.px(8))
        self.header.addLayout(self.chips)
        self.header.addStretch(1)
        self.header.addWidget(self.note)
        column.addLayout(self.header)
        column.addWidget(Hairline(theme))
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        column.addLayout(self.body, 1)


class Empty(QWidget):
    """A quiet sentence in the middle of a card that has nothing to show."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ElidedText(theme, text, "body", "ink2")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        column.addWidget(self.words, 1)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self.words.setText(text)
