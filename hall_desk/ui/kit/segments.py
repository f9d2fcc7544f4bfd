"""Segments (分段选择): a few choices in one frame, moved with the arrow keys."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kit.goingon import goes_on
from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.kit.text import plain_tooltip
from hall_desk.ui.theme import Theme


class Segments(QWidget):
    """A row of choices in one frame: one is chosen, or none yet."""

    chosen = Signal(str)
    """The user made a choice; carries its key."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        choices: list[tuple[str, str]],
        object_name: str = "",
        *,
        icons: dict[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._choices = choices
        self._icons = icons or {}
        self._off: dict[str, str] = {}
        self._current: str | None = None
        self.stepped = False
        """Whether the last choice was made by an arrow: the hand may go on to the next one."""
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRadius", "button")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_current(None)

    def current(self) -> str | None:
        """Return the key of the choice made, or None."""
        return self._current

    def set_current(self, key: str | None) -> None:
        """Show a choice as made, without the signal."""
        self._current = key
        word = dict(self._choices).get(key or "", "未选")
        self.setAccessibleDescription(f"已选：{word}")
        self.updateGeometry()
        self.update()

    def set_choices(self, choices: list[tuple[str, str]]) -> None:
        """Offer other choices (key and word)."""
        self._choices = choices
        self.set_current(self._current if self._current in dict(choices) else None)

    def set_off(self, key: str, why: str = "") -> None:
        """Switch one choice off with the reason; an empty reason switches it on again."""
        self._off.pop(key, None)
        if why:
            self._off[key] = why
        self.setToolTip(plain_tooltip("；".join(self._off.values())))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words, 40 high."""
        return QSize(round(sum(self._widths())) + 1, self.theme.size("button"))

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose the neighbour; Enter goes to the next field."""
        if goes_on(self, event):
            return
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.step(step)

    def step(self, step: int) -> None:
        """Choose the neighbour that many to the right, as by an arrow."""
        keys = [key for key, _ in self._choices if key not in self._off]
        if not keys:
            return
        at = keys.index(self._current) + step if self._current in keys else 0
        self.stepped = True
        self._choose(keys[min(max(at, 0), len(keys) - 1)])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the segment below the pointer."""
        for (key, _), rect in zip(self._choices, self._rects(), strict=True):
            if rect.contains(event.position()) and key not in self._off:
                self.stepped = False
                self._choose(key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, the lines between and the choice made."""
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        radius = theme.radius("button")
        rounded(painter, rect, radius, theme.color("surface"), theme.color("edge"), theme.px(1))
        inside = QPainterPath()
        inside.addRoundedRect(rect.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
        for index, ((key, word), part) in enumerate(zip(self._choices, self._rects(), strict=True)):
            if key == self._current:
                painter.setClipPath(inside)
                painter.fillRect(part, theme.color("soft"))
                if theme.contrast:
                    painter.setPen(QPen(theme.color("soft_ink"), theme.px(2)))
                    painter.drawRect(part.adjusted(2, 2, -2, -2))
                painter.setClipping(False)
            if index:
                line = QRectF(part.left(), 1, theme.size("hairline"), rect.height() - 2)
                painter.fillRect(line, theme.color("line"))
            self._paint_word(painter, key, word, part)

    def _choose(self, key: str) -> None:
        if key != self._current:
            self.set_current(key)
            self.chosen.emit(key)

    def _paint_word(self, painter: QPainter, key: str, word: str, part: QRectF) -> None:
        theme, made = self.theme, key == self._current
        off = key in self._off or not self.isEnabled()
        ink = theme.color("ink3" if off else "soft_ink" if made else "ink")
        font, icon = self._font(made), self._icon(key)
        left = part.left() + theme.px(14)
        spare = part.width() - self._width(key, word)
        left += spare / 2
        if icon:
            size = theme.px(18)
            at = QRectF(left, part.center().y() - size / 2, size, size)
            paint_icon(painter, icon, at, ink)
            left += size + theme.px(6)
        draw_text(painter, QRectF(left, 0, part.right() - left, self.height()), word, font, ink)

    def _font(self, made: bool) -> QFont:
        return self.theme.font("body", 600 if made else 400)

    def _icon(self, key: str) -> str | None:
        return self._icons.get(key) or ("tick" if key == self._current else None)

    def _width(self, key: str, word: str) -> float:
        icon = self.theme.px(18) + self.theme.px(6) if self._icon(key) else 0
        return text_width(self._font(True), word) + icon + 2 * self.theme.px(14)

    def _widths(self) -> list[float]:
        return [self._width(key, word) for key, word in self._choices]

    def _rects(self) -> list[QRectF]:
        widths = self._widths()
        spare = (self.width() - sum(widths)) / max(len(widths), 1)
        rects, left = [], 0.0
        for width in widths:
            rects.append(QRectF(left, 0, width + spare, self.height()))
            left += width + spare
        return rects
