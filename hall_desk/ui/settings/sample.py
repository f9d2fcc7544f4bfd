"""A page as it will be printed (样张): white paper on the screen, as large as its place."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from hall_desk.presenters.sections import Picture
from hall_desk.ui.kit import Text
from hall_desk.ui.theme import Theme


class Sheet(QWidget):
    """Draws one page, never larger than it was rendered."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._png = b""
        self._picture = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_picture(self, picture: Picture) -> None:
        """Show another page."""
        self.setAccessibleName(picture.words)
        if picture.png != self._png:
            self._png = picture.png
            self._picture.loadFromData(picture.png)
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as the page is readable."""
        return QSize(self.theme.px(440), self.theme.px(420))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page with a hairline around it."""
        if self._picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if size.width() > self._picture.width():
            size = self._picture.size()
        place = QRectF(0.5, 0.5, size.width() - 1, size.height() - 1)
        place.moveLeft((self.width() - size.width()) / 2)
        painter.fillRect(place, Qt.GlobalColor.white)
        painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        painter.setPen(self.theme.color("line"))
        painter.drawRect(place)


class Sample(QWidget):
    """The page and a word below it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = Sheet(theme)
        self.note = Text(theme, "", "small", "ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.sheet, 1)
        column.addWidget(self.note)

    def show_picture(self, picture: Picture) -> None:
        """Show the page of the state."""
        self.sheet.set_picture(picture)
        self.note.setText(picture.note)
