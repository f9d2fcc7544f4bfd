"""A small line of the waiting count over the day (走势)."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.ui.theme import Theme


class Sparkline(QWidget):
    """Values as a line with a dot at its end; words tell the same for a reader."""

    def __init__(self, theme: Theme, name: str = "走势", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._name = name
        self._values: list[int] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_values([])

    def set_values(self, values: list[int]) -> None:
        """Show values, oldest first."""
        self._values = list(values)
        last = f"现在 {values[-1]}，最多 {max(values)}" if values else "还没有数据"
        self.setAccessibleName(f"{self._name}：{last}")
        self.update()

    def sizeHint(self) -> QSize:
        """144 × 32."""
        return QSize(self.theme.px(144), self.theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """A short line still tells."""
        return QSize(self.theme.px(64), self.theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        if not self._values:
            return
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dot = theme.px(3)
        area = QRectF(self.rect()).adjusted(dot, dot, -dot, -dot)
        points = self._points(area)
        pen = QPen(theme.color("primary"), theme.px(1.75))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("primary"))
        painter.drawEllipse(points[-1], dot, dot)

    def _points(self, area: QRectF) -> list[QPointF]:
        most = max(*self._values, 1)
        step = area.width() / max(len(self._values) - 1, 1)
        return [
            QPointF(area.left() + index * step, area.bottom() - value / most * area.height())
            for index, value in enumerate(self._values)
        ]
