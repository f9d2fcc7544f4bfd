"""The bars of a staff window (横栏): the sub-header and the bar of action keys."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from hall_desk.ui.kit.buttons import ActionKey
from hall_desk.ui.kit.text import Hairline, Text
from hall_desk.ui.theme import Theme


class SubHeader(QWidget):
    """The bar of 48 pixels below the header on sheets and registers; fill `row`."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedHeight(theme.px(48))
        self.title = Text(theme, title, "lead", weight=700)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        self.row.setSpacing(theme.px(12))
        self.row.addWidget(self.title)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and its lower line."""
        theme, painter = self.theme, QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        thick = theme.size("hairline")
        line = QRectF(0, self.height() - thick, self.width(), thick)
        painter.fillRect(line, theme.color("line"))


class ActionBar(QWidget):
    """The bar of 80 pixels at the bottom: action keys at the left, the main action right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedHeight(theme.size("action_bar"))
        self.row = QHBoxLayout(self)
        self.row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self.row.setContentsMargins(theme.px(16), theme.px(1), theme.px(16), 0)
        self.row.setSpacing(theme.px(8))

    def add(self, *keys: QWidget) -> None:
        """Add keys at the left."""
        for key in keys:
            self.row.addWidget(key)

    def add_divider(self) -> None:
        """Add a standing line with room at both sides."""
        bar = Hairline(self.theme, standing=True)
        bar.setFixedHeight(self.theme.px(52))
        self.row.addSpacing(self.theme.px(8))
        self.row.addWidget(bar)
        self.row.addSpacing(self.theme.px(8))

    def add_main(self, *buttons: QWidget) -> None:
        """Push the rest to the right end."""
        self.row.addStretch(1)
        for button in buttons:
            self.row.addWidget(button)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """The bar may become narrow: its keys then show icon and key alone."""
        return QSize(self.theme.px(320), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the keys their words while there is room."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Show the keys with their words, or icon and key alone when that does not fit."""
        for compact in (False, True):
            for key in self.findChildren(ActionKey):
                key.set_compact(compact)
            if least_width(self.row) <= self.width():
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and its upper line."""
        theme, painter = self.theme, QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        line = QRectF(0, 0, self.width(), theme.size("hairline"))
        painter.fillRect(line, theme.color("line"))


def least_width(row: QLayout) -> int:
    """Return the width a row needs now, with nothing remembered from before."""
    for inner in row.findChildren(QLayout):
        inner.invalidate()
    row.invalidate()
    return row.minimumSize().width()
