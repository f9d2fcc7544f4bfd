"""The display's two bands (上下横条): the hall and the time above, its promise below."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from hall_desk.presenters.display_state import DisplayState
from hall_desk.ui.display.panel import PublicPanel, fitted
from hall_desk.ui.icons import mark
from hall_desk.ui.theme import Theme


class TopBand(PublicPanel[tuple[str, str, str]]):
    """Mark and hall; date and clock."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, ("", "", ""))

    def show_state(self, state: DisplayState) -> None:
        """Show the hall and the time."""
        content = (state.hall, state.date, state.clock)
        self.show_content(content, "，".join(content))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the band."""
        theme, painter, px = self.theme, QPainter(self), self.theme.px
        painter.fillRect(self.rect(), self.tint("band"))
        hall, date, clock = self.content
        side, size, high = px(56), px(64), self.height()
        picture = mark(theme, 64, self.tint("text"), self.tint("band"))
        painter.drawPixmap(QPointF(side, (high - size) / 2), picture)
        row = QRectF(side, 0, self.width() - 2 * side, high)
        taken = self.words_right(painter, row, clock, theme.font("display.clock"), "text")
        row.setRight(row.right() - taken - px(40))
        taken += self.words_right(painter, row, date, theme.font("display.body"), "text2")
        left = side + size + px(24)
        room = row.right() - taken - left
        font = fitted(theme.font("display.hall"), hall, room, px(32))
        self.words(painter, QRectF(left, 0, room, high), hall, font, "text")


class BottomBand(PublicPanel[tuple[str, str, tuple[tuple[str, str], ...], str]]):
    """Slogan and promise; who is in charge and the two lines to call."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, ("", "", (), ""))

    def show_state(self, state: DisplayState) -> None:
        """Show the hall's words."""
        foot = "，".join(f"{label} {value}" for label, value in state.foot)
        fault = state.banner or state.voice_fault
        content = (state.slogan, state.promise, state.foot, fault)
        self.show_content(content, f"{state.slogan}，{state.promise}，{foot}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the band."""
        theme, painter, px = self.theme, QPainter(self), self.theme.px
        painter.fillRect(self.rect(), self.tint("band"))
        slogan, promise, foot, fault = self.content
        side, body = px(56), theme.font("display.body")
        row = QRectF(side, 0, self.width() - 2 * side, self.height())
        right = " · ".join(f"{label} {value}" for label, value in foot)
        row.setRight(row.right() - self.words_right(painter, row, right, body, "text2") - px(40))
        strong = theme.font("display.body", 700)
        row.setLeft(row.left() + self.words(painter, row, slogan, strong, "text") + px(40))
        row.setLeft(row.left() + self.words(painter, row, promise, body, "text2") + px(24))
        if fault:
            # For the hall's own people: small, at the edge, in nobody's way.
            small = theme.font("display.body")
            small.setPixelSize(max(px(20), 12))
            at = QRectF(side, self.height() - px(30), self.width() - 2 * side, px(26))
            self.words_right(painter, at, fault, small, "text2")
