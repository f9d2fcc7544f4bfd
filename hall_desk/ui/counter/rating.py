"""请客户评价: a small card beside the next call; digits answer once it has the focus."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.presenters.counter_state import RatingView
from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kit import Card, Text
from hall_desk.ui.kit.paint import draw_text, rounded
from hall_desk.ui.theme import Theme

_CENTER = Qt.AlignmentFlag.AlignHCenter
_BREAK = 3
"""Longer words go over two lines."""


class LevelStrip(QWidget):
    """Six tiles 5 to 0: a digit, the pointer, or the arrows with Enter."""

    rated = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._levels: tuple[tuple[int, str], ...] = ()
        self._given: int | None = None
        self._at = 0
        self.setObjectName("rating")
        self.setAccessibleName("请客户评价，按 5 到 1，0 未评价")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRadius", "button")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_levels(self, levels: tuple[tuple[int, str], ...], given: int | None) -> None:
        """The words of the levels and the answer so far."""
        if (levels, given) != (self._levels, self._given):
            self._levels, self._given = levels, given
            word = dict(levels).get(given, "还没有评价") if given is not None else "还没有评价"
            self.setAccessibleDescription(word)
            self.update()

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(self.theme.px(300), self.theme.px(64))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits answer; Esc gives the hands back."""
        key, levels = event.key(), self._levels
        digit = event.text()
        if digit.isascii() and digit.isdigit() and int(digit) in dict(levels):
            self.rated.emit(int(digit))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and levels:
            self._at = (self._at + (1 if key == Qt.Key.Key_Right else -1)) % len(levels)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and levels:
            self.rated.emit(levels[self._at][0])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a tile answers."""
        for at, (level, _) in enumerate(self._levels):
            if self._tile(at).contains(event.position()):
                self._at = at
                self.rated.emit(level)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tiles."""
        painter = QPainter(self)
        for at, (level, word) in enumerate(self._levels):
            self._paint(painter, self._tile(at), level, word, at)

    def _paint(self, painter: QPainter, tile: QRectF, level: int, word: str, at: int) -> None:
        theme, px = self.theme, self.theme.px
        chosen = level == self._given
        edge = theme.color("primary" if chosen else "edge")
        ground = theme.color("soft" if chosen else "surface")
        rounded(painter, tile, theme.radius("button"), ground, edge, px(2 if chosen else 1))
        ink = theme.color("soft_ink" if chosen else "ink")
        head = QRectF(tile.left(), tile.top() + px(4), tile.width(), px(22))
        if chosen:
            size = px(16)
            mark = QRectF(
                head.center().x() - size - px(1), head.center().y() - size / 2, size, size
            )
            paint_icon(painter, "ok", mark, ink)
            digit = QRectF(head.center().x() + px(3), head.top(), head.width() / 2, head.height())
            draw_text(painter, digit, str(level), theme.font("strong", 700), ink)
        else:
            draw_text(painter, head, str(level), theme.font("strong", 700), ink, _CENTER)
        if self.hasFocus() and at == self._at:
            line = QRectF(tile.left() + px(10), head.bottom(), tile.width() - px(20), px(2))
            painter.fillRect(line, theme.color("focus"))
        font = theme.font("keycap", 400)
        lines = [word] if len(word) <= _BREAK else [word[:-2], word[-2:]]
        step = px(15)
        top = tile.top() + px(26) + (px(34) - step * len(lines)) / 2
        for number, text in enumerate(lines):
            row = QRectF(tile.left(), top + number * step, tile.width(), step)
            draw_text(painter, row, text, font, theme.color("ink2"), _CENTER)

    def _tile(self, at: int) -> QRectF:
        count, gap = max(len(self._levels), 1), self.theme.px(4)
        wide = (self.width() - gap * (count - 1)) / count
        return QRectF(at * (wide + gap), 0, wide, self.height())


class RatingCard(Card):
    """The visit just finished is asked for its answer, and bidden farewell (P24)."""

    rated = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "请客户评价", " ", tight=True, parent=parent)
        self.levels = LevelStrip(theme)
        self.farewell = Text(theme, "", "small", "ink2", wrap=True)
        self.body.setSpacing(theme.px(6))
        self.body.addWidget(self.levels)
        self.body.addWidget(self.farewell)
        self.levels.rated.connect(self._rated)
        self.levels.left.connect(self.left)

    def show_view(self, view: RatingView) -> None:
        """Show whom, how long still, and the answer."""
        self.set_right(f"{view.code} · Ctrl+R · 剩 {view.seconds_left} 秒")
        self.levels.show_levels(view.levels, view.given)
        self.farewell.setText(view.farewell)

    def _rated(self, level: int) -> None:
        self.rated.emit(level)
        if self.levels.hasFocus():
            self.left.emit()
