"""Painting by hand (绘制): rounded grounds and text on a baseline that sits where drawn."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from hall_desk.ui.theme import Theme

Align = Qt.AlignmentFlag


def rounded(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None = None,
    border: QColor | None = None,
    width: float = 1,
    *,
    dashed: bool = False,
) -> None:
    """Fill a rounded rectangle and draw its border inside the edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = width / 2 if border is not None else 0.0
    inner = rect.adjusted(half, half, -half, -half)
    if border is not None:
        pen = QPen(border, width)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    if fill is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setBrush(fill)
    painter.drawRoundedRect(inner, max(radius - half, 0), max(radius - half, 0))


def text_width(font: QFont, text: str) -> float:
    """Return the width of a text in a font."""
    return QFontMetricsF(font).horizontalAdvance(text)


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    color: QColor,
    align: Align = Align.AlignLeft,
) -> float:
    """Draw one line, centred in height by its capitals and figures; return its width.

    A text wider than the rectangle is elided at its end.
    """
    metrics = QFontMetricsF(font)
    shown = text
    if metrics.horizontalAdvance(text) > rect.width() + 0.5:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    width = metrics.horizontalAdvance(shown)
    left = rect.left()
    if align & Align.AlignRight:
        left = rect.right() - width
    elif align & Align.AlignHCenter:
        left = rect.center().x() - width / 2
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(QPointF(left, baseline(font, rect)), shown)
    return width


def baseline(font: QFont, rect: QRectF) -> float:
    """Return the baseline of a line whose letters stand in the middle of a rectangle."""
    metrics = QFontMetricsF(font)
    return rect.center().y() + (metrics.ascent() - metrics.descent()) / 2


def paint_bar(painter: QPainter, theme: Theme, rect: QRectF, fill: float, color: str) -> None:
    """Draw a rounded progress bar: its track, and its filled share from 0 to 1."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = rect.height() / 2
    track = QPainterPath()
    track.addRoundedRect(rect, radius, radius)
    painter.fillPath(track, theme.color("bar_track"))
    width = rect.width() * min(max(fill, 0.0), 1.0)
    if width <= 0:
        return
    filled = QPainterPath()
    start = rect.left() - 2 * rect.height()
    filled.addRoundedRect(
        QRectF(start, rect.top(), rect.left() + width - start, rect.height()), radius, radius
    )
    painter.fillPath(filled.intersected(track), theme.color(color))
