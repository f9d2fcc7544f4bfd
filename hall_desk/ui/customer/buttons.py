"""What the customer touches on the side screen: an answer, or the confirmation of a sheet."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kit import KitButton
from hall_desk.ui.kit.paint import draw_text, rounded
from hall_desk.ui.theme import Theme

_CENTER = Qt.AlignmentFlag.AlignHCenter


class FaceButton(KitButton):
    """A large light button on teal; it never takes the keyboard from the counter."""

    def __init__(
        self, theme: Theme, text: str, icon: str | None, object_name: str, parent: QWidget
    ) -> None:
        super().__init__(theme, text, icon, None, object_name, parent)
        self.chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_theme(self, theme: Theme) -> None:
        """Draw at another scale."""
        self.theme = theme
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        """Show it as the answer given."""
        if chosen != self.chosen:
            self.chosen = chosen
            self.update()

    def sizeHint(self) -> QSize:
        """The face places it."""
        return QSize(self.theme.px(200), self.theme.px(96))

    def minimumSizeHint(self) -> QSize:
        """The face places it."""
        return QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon beside the words."""
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        ground = theme.public("call_ground")
        ink = theme.public("call_text")
        if self.isDown():
            ground = theme.public("text2")
        rounded(painter, QRectF(self.rect()), px(12), ground)
        font = theme.font("display.kind", 700)
        font.setPixelSize(px(34))
        size = px(40)
        middle = self.rect().center().x()
        wide = painter.fontMetrics().horizontalAdvance("") + px(34) * len(self.text())
        left = middle - (wide + size + px(16)) / 2
        if self.icon_name:
            at = QRectF(left, (self.height() - size) / 2, size, size)
            paint_icon(painter, self.icon_name, at, ink)
        words = QRectF(left + size + px(16), 0, wide + px(8), self.height())
        draw_text(painter, words, self.text(), font, ink)


class LevelButton(FaceButton):
    """One level: so many stars, its words, and a tick when it was given."""

    def __init__(self, theme: Theme, level: int, parent: QWidget) -> None:
        super().__init__(theme, str(level), "star", f"level_{level}", parent)
        self.level = level

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw stars above, words below."""
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        chosen = self.chosen or self.isDown()
        ground = theme.public("call_ground" if chosen else "panel")
        ink = theme.public("call_text" if chosen else "text")
        edge = None if chosen else theme.public("text2")
        rounded(painter, QRectF(self.rect()), px(12), ground, edge, px(2))
        self._stars(painter, ink)
        font = theme.font("display.kind", 600)
        font.setPixelSize(px(32 if self.width() >= px(176) else 26))
        row = QRectF(0, self.height() * 0.52, self.width(), px(44))
        draw_text(painter, row, self.text(), font, ink, _CENTER)
        if self.chosen:
            size = px(28)
            at = QRectF((self.width() - size) / 2, self.height() - px(44), size, size)
            paint_icon(painter, "ok", at, ink)

    def _stars(self, painter: QPainter, ink: object) -> None:
        px = self.theme.px
        size, gap = px(26), px(4)
        wide = self.level * size + (self.level - 1) * gap
        left, top = (self.width() - wide) / 2, self.height() * 0.28
        for at in range(self.level):
            place = QRectF(left + at * (size + gap), top, size, size)
            paint_icon(painter, "star", place, ink)  # type: ignore[arg-type]
