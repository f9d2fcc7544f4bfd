"""The ticket number (票号): the largest thing on the screen."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.ui.kit.paint import draw_text, text_width
from hall_desk.ui.theme import Theme


class TicketNumber(QWidget):
    """A ticket number in one of the type tokens: ticket (104), next_ticket (40), figure (28)."""

    def __init__(
        self,
        theme: Theme,
        number: str = "",
        font: str = "ticket",
        tone: str = "ink",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._font_token, self._tone = font, tone
        self._number = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_number(number)

    def number(self) -> str:
        """Return the number shown."""
        return self._number

    def set_number(self, number: str) -> None:
        """Show another number; nothing shows a dash."""
        if self._number == (number or "—"):
            return
        self._number = number or "—"
        self.setAccessibleName(f"票号 {number}" if number else "没有票号")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the number, as high as its figures need."""
        width = text_width(self.theme.font(self._font_token), self._number)
        return QSize(round(width) + 2, self.theme.line(self._font_token))

    def minimumSizeHint(self) -> QSize:
        """A number is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the number."""
        font, ink = self.theme.font(self._font_token), self._ink()
        draw_text(QPainter(self), QRectF(self.rect()), self._number, font, ink)

    def _ink(self) -> QColor:
        return self.theme.color(self._tone)
