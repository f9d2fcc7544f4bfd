"""A QR code on the screen (二维码): dark on white in every theme, with its quiet zone."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.qr import QUIET, modules
from hall_desk.ui.theme import Theme

_LEAST = 4  # pixels a module needs to be read by a telephone


class QrCode(QWidget):
    """Draws a text as large whole modules; a square as large as its place allows."""

    def __init__(
        self, theme: Theme, payload: str = "", name: str = "二维码", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rows: tuple[tuple[bool, ...], ...] = ()
        self._payload = ""
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_payload(payload)

    def set_payload(self, payload: str) -> None:
        """Show the code of another text; nothing for an empty one."""
        if payload != self._payload:
            self._payload = payload
            self._rows = modules(payload) if payload else ()
            self.updateGeometry()
            self.update()

    def module_px(self) -> int:
        """How many pixels a module has here."""
        across = len(self._rows) + 2 * QUIET
        return min(self.width(), self.height()) // across if self._rows else 0

    def minimumSizeHint(self) -> QSize:
        """Enough for a telephone."""
        side = (len(self._rows) + 2 * QUIET) * _LEAST
        return QSize(side, side)

    def sizeHint(self) -> QSize:
        """Twice the least."""
        return self.minimumSizeHint() * 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the modules."""
        step = self.module_px()
        if not step:
            return
        painter = QPainter(self)
        across = (len(self._rows) + 2 * QUIET) * step
        left, top = (self.width() - across) // 2, (self.height() - across) // 2
        painter.fillRect(left, top, across, across, Qt.GlobalColor.white)
        for down, row in enumerate(self._rows):
            for at, dark in enumerate(row):
                if dark:
                    x, y = left + (at + QUIET) * step, top + (down + QUIET) * step
                    painter.fillRect(QRectF(x, y, step, step), Qt.GlobalColor.black)
