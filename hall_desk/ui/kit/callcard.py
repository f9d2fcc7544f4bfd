"""The call card (叫号牌): the ticket and its window, to be read from across the hall."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.theme import Theme

_WIDE, _HIGH = 1152, 344


class CallCard(QWidget):
    """The latest call, drawn for 1152 × 344 and fitted to its size."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = theme
        self._ticket, self._window = "", ""
        self._times, self._heading = 1, "请到窗口"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 60)
        self.show_call("", "", 0)

    def show_call(self, ticket: str, window: str, times: int, heading: str = "请到窗口") -> None:
        """Show a call; an empty ticket shows that nobody is called yet."""
        self._ticket, self._window, self._times = ticket, window, times
        self._heading = heading
        words = f"请 {ticket} 号到 {window} 号窗口" if ticket else "还没有叫号"
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """1152 × 344 at the theme's scale."""
        return QSize(self._base.px(_WIDE), self._base.px(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        scale = min(self.width() / _WIDE, self.height() / _HIGH)
        theme, painter = self._base.rescaled(scale), QPainter(self)
        rect = QRectF(self.rect())
        rounded(painter, rect, theme.radius("dialog"), theme.public("call_ground"))
        self._paint_head(painter, theme, rect)
        if self._ticket:
            self._paint_call(painter, theme, rect)
            return
        center = Qt.AlignmentFlag.AlignHCenter
        ink = theme.public("call_text")
        draw_text(painter, rect, "请取号，稍候叫号", theme.font("display.count"), ink, center)

    def _paint_head(self, painter: QPainter, theme: Theme, rect: QRectF) -> None:
        px = theme.px
        if not self._ticket:
            return
        soft = theme.public("panel")
        icon = px(44)
        row = QRectF(rect.left() + px(52), rect.top() + px(28), rect.width() - px(100), px(52))
        at = QRectF(row.left(), row.center().y() - icon / 2, icon, icon)
        paint_icon(painter, "call", at, soft)
        words = row.adjusted(icon + px(16), 0, 0, 0)
        draw_text(painter, words, self._heading, theme.font("display.kind"), soft)
        if self._times > 1:
            font = theme.font("display.body", 600)
            text, right = f"第 {self._times} 次呼叫", Qt.AlignmentFlag.AlignRight
            draw_text(painter, row, text, font, theme.public("call_text"), right)

    def _paint_call(self, painter: QPainter, theme: Theme, rect: QRectF) -> None:
        px, ink = theme.px, theme.public("call_text")
        font = self._fitted(theme, rect.width() - px(400))
        top = rect.top() + px(81)
        row = QRectF(rect.left() + px(50), top, rect.width() - px(100), rect.height() - px(112))
        draw_text(painter, row, self._ticket, font, ink)
        unit, unit_font = "号窗口", theme.font("display.recent", 700)
        unit_left = row.right() - text_width(unit_font, unit)
        window_left = unit_left - px(20) - text_width(font, self._window)
        where = QRectF(window_left, row.top(), row.right() - window_left, row.height())
        draw_text(painter, where, self._window, font, ink)
        metrics = QFontMetricsF(font)
        base = row.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.setFont(unit_font)
        painter.drawText(QPointF(unit_left, base), unit)
        ticket_right = row.left() + text_width(font, self._ticket)
        size = px(106)
        middle = ticket_right + (window_left - ticket_right) * 0.66
        at = QRectF(middle - size / 2, row.center().y() - size / 2, size, size)
        paint_icon(painter, "right", at, theme.public("panel"))

    def _fitted(self, theme: Theme, room: float) -> QFont:
        """Return the call's font, smaller when ticket and window are long."""
        font = theme.font("display.call")
        wide = text_width(font, self._ticket + self._window)
        if wide > room > 0:
            font.setPixelSize(max(int(font.pixelSize() * room / wide), 8))
        return font
