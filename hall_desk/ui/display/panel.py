"""The base of the display's parts (大厅屏底板): painted at the screen's scale, in few words."""

from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QWidget

from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.kit.spoken import pieces_of
from hall_desk.ui.theme import Theme

T = TypeVar("T")
_RIGHT = Qt.AlignmentFlag.AlignRight


class PublicPanel(QWidget, Generic[T]):
    """A painted part of the display at the screen's scale; repaints when its content changes."""

    def __init__(self, theme: Theme, empty: T, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.content = empty

    def set_theme(self, theme: Theme) -> None:
        """Draw at another scale."""
        self.theme = theme
        self.update()

    def show_content(self, content: T, name: str) -> None:
        """Show other content, with its words for those who hear the screen."""
        if content != self.content:
            self.content = content
            self.setAccessibleName(name)
            self.update()

    def tint(self, name: str) -> QColor:
        """A colour of the public screens."""
        return self.theme.public(name)

    def words(self, painter: QPainter, rect: QRectF, text: str, font: QFont, color: str) -> float:
        """Draw one line from the left; return its width."""
        return draw_text(painter, rect, text, font, self.tint(color))

    def words_right(
        self, painter: QPainter, rect: QRectF, text: str, font: QFont, color: str
    ) -> float:
        """Draw one line to the right edge; return its width."""
        return draw_text(painter, rect, text, font, self.tint(color), _RIGHT)

    def heading(self, painter: QPainter, rect: QRectF, text: str, font: QFont, least: int) -> None:
        """Draw a name on one line, or where even the least size is too wide on two."""
        small = QFont(font)
        small.setPixelSize(least)
        if text_width(small, text) <= rect.width():
            self.words(painter, rect, text, fitted(font, text, rect.width(), least), "text")
            return
        lines, step = wrapped(small, text, rect.width(), 2), least * 1.3
        top = rect.center().y() - step * len(lines) / 2
        for at, line in enumerate(lines):
            row = QRectF(rect.left(), top + at * step, rect.width(), step)
            self.words(painter, row, line, small, "text")

    def panel(self, painter: QPainter, fill: str) -> None:
        """Draw the rounded ground."""
        rounded(painter, QRectF(self.rect()), self.theme.radius("dialog"), self.tint(fill))

    def rule(self, painter: QPainter, left: float, right: float, y: float, color: str) -> None:
        """Draw a line across."""
        thick = max(self.theme.px(2), 1)
        painter.fillRect(QRectF(left, y - thick / 2, right - left, thick), self.tint(color))


def fitted(font: QFont, text: str, room: float, least: int) -> QFont:
    """The font, made smaller for a long text, but never below the least size."""
    wide = text_width(font, text)
    if wide > room > 0:
        font.setPixelSize(max(int(font.pixelSize() * room / wide), least))
    return font


def wrapped(font: QFont, text: str, room: float, most: int) -> list[str]:
    """The text over at most so many lines; what is left over ends in an ellipsis when drawn."""
    lines = [""]
    for piece, _ in pieces_of(text, []):
        full = lines[-1] and text_width(font, lines[-1] + piece) > room
        if full and len(lines) < most:
            lines.append("")
        lines[-1] += piece
    return lines
