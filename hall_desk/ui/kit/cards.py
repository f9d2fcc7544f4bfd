"""Cards (卡片): white paper with a hairline, and loud only when somebody must act."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit.paint import rounded
from hall_desk.ui.kit.text import ElidedText, Text
from hall_desk.ui.theme import Theme

_LOUD = {"warn": "warn_bar", "over": "over_bar", "primary": "primary"}


class Panel(QWidget):
    """A rounded ground with a hairline edge; loud frames are warn, over and primary."""

    def __init__(
        self, theme: Theme, *, fill: str = "surface", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._fill = fill
        self._frame = "none"

    def frame(self) -> str:
        """Return the frame's loudness."""
        return self._frame

    def set_frame(self, frame: str) -> None:
        """Frame the panel: none, bare, warn, over or primary."""
        if frame != self._frame:
            self._frame = frame
            self.update()

    def set_fill(self, fill: str) -> None:
        """Change the ground (a staff colour)."""
        if fill != self._fill:
            self._fill = fill
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        if self._frame == "bare":
            return
        theme, painter = self.theme, QPainter(self)
        loud = self._frame != "none"
        border = theme.color(_LOUD[self._frame] if loud else "line")
        width = theme.size("frame_loud" if loud else "hairline")
        fill = theme.color(self._fill)
        rounded(painter, QRectF(self.rect()), theme.radius("card"), fill, border, width)


class Card(Panel):
    """A panel with a title line; put the content into `body`."""

    def __init__(
        self,
        theme: Theme,
        title: str = "",
        right: str | QWidget | None = None,
        icon: str | None = None,
        *,
        tight: bool = False,
        icon_color: str = "ink",
        title_font: str = "body",
        divided: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent=parent)
        pad = theme.px(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(pad + 1, theme.px(12), pad + 1, theme.px(12 if tight else 16))
        column.setSpacing(0)
        self.header = QHBoxLayout()
        self.header.setSpacing(theme.px(8))
        self.title = ElidedText(theme, title, title_font, weight=600)
        self.right: Text | None = None
        self.body: QBoxLayout = QVBoxLayout()
        self.body.setSpacing(theme.px(8))
        self._divided = divided
        if title:
            self.setAccessibleName(title)
            self._fill_header(icon, icon_color, right)
            column.addLayout(self.header)
            column.addSpacing(theme.px(8))
            if divided:
                column.addSpacing(theme.px(10))
        column.addLayout(self.body, 1)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self.title.setText(title)
        self.setAccessibleName(title)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, and the line below the title of a divided card."""
        super().paintEvent(event)
        if self._divided:
            theme = self.theme
            top = self.header.geometry().bottom() + theme.px(9)
            line = QRectF(1, top, self.width() - 2, theme.size("hairline"))
            QPainter(self).fillRect(line, theme.color("line"))

    def set_right(self, text: str) -> None:
        """Change the words at the right end of the title line."""
        if self.right is not None:
            self.right.setText(text)

    def _fill_header(self, icon: str | None, icon_color: str, right: str | QWidget | None) -> None:
        theme = self.theme
        if icon:
            sign = Text(theme)
            sign.setPixmap(
                pixmap(
                    theme,
                    icon,
                    18 if self.title.font().pixelSize() < theme.px(16) else 20,
                    icon_color,
                )
            )
            self.header.addWidget(sign)
        self.title.setMinimumHeight(theme.px(26))
        self.header.addWidget(self.title, 1)
        if isinstance(right, QWidget):
            self.header.addWidget(right, 0, Qt.AlignmentFlag.AlignVCenter)
            return
        self.right = Text(theme, right or "", "small", "ink2", right=True)
        self.header.addWidget(self.right)
