"""Key caps (键帽): the key that does it, printed beside what it does."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.theme import Theme


class KeyCap(QWidget):
    """A key in a small frame, such as F4 or 空格."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._text = text
        self.setAccessibleName(f"按键 {text}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the key's name."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another key."""
        self._text = text
        self.setAccessibleName(f"按键 {text}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the key's name, 18 high."""
        return cap_size(self.theme, self._text)

    def minimumSizeHint(self) -> QSize:
        """Never narrower than the key's name."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cap."""
        painter = QPainter(self)
        paint_cap(
            painter,
            self.theme,
            QRectF(self.rect()),
            self._text,
            self.theme.color("ink3"),
            self.theme.color("line"),
        )


def cap_size(theme: Theme, text: str, font: str = "keycap") -> QSize:
    """Return the size of a cap for a key's name."""
    width = text_width(theme.font(font), text) + 2 * theme.px(6)
    return QSize(round(width) + 1, theme.line(font) + theme.px(2))


def paint_cap(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    text: str,
    color: QColor,
    border: QColor,
    font: str = "keycap",
) -> None:
    """Draw a cap into a painting widget."""
    rounded(painter, rect, theme.radius("keycap"), None, border, theme.px(1))
    draw_text(painter, rect, text, theme.font(font), color, Qt.AlignmentFlag.AlignHCenter)
