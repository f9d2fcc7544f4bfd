"""A signature drawn from its strokes (签字笔画): the same on the pad and beside the sheet."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from hall_desk.domain.signatures import FULL, Strokes


def paint_strokes(
    painter: QPainter, room: QRectF, strokes: Strokes, ink: QColor, thick: float
) -> None:
    """Draw strokes into a box; a single point is a dot."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    round_pen = QPen(ink, thick)
    round_pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    round_pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(round_pen)
    for stroke in strokes:
        points = [
            QPointF(room.left() + x * room.width() / FULL, room.top() + y * room.height() / FULL)
            for x, y in stroke
        ]
        if len(points) == 1:
            painter.drawPoint(points[0])
            continue
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        painter.drawPath(path)
    painter.restore()
