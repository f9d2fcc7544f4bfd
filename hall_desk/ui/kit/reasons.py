"""Numbered reasons (原因): one list, chosen with a digit, the arrows or the pointer."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.theme import Theme

_CENTER = Qt.AlignmentFlag.AlignHCenter


class ReasonList(QWidget):
    """Options with their digits: rows in one column, framed tiles in several."""

    chosen = Signal(str)
    """The user chose a reason; carries its code."""
    turned = Signal(int)
    """Left (-1) or right (1) was pressed in a single column, where it moves no choice."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        object_name: str = "",
        *,
        columns: int = 1,
        tile: int = 44,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._columns = columns
        self._tile = tile
        self._reasons: list[tuple[str, str]] = []
        self._current: str | None = None
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRadius", "button")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_reasons(self, reasons: list[tuple[str, str]]) -> None:
        """Offer reasons (code and words), numbered from 1."""
        if reasons == self._reasons:
            return
        self._reasons = list(reasons)
        if self._current not in dict(reasons):
            self._current = None
        self._tell()
        self.updateGeometry()
        self.update()

    def current(self) -> str | None:
        """Return the code chosen, or None."""
        return self._current

    def set_current(self, code: str | None) -> None:
        """Show a reason as chosen, without the signal."""
        self._current = code
        self._tell()
        self.update()

    def press_digit(self, digit: int) -> bool:
        """Choose by digit; return whether there is such a reason."""
        if not 1 <= digit <= len(self._reasons):
            return False
        self._choose(digit - 1)
        return True

    def sizeHint(self) -> QSize:
        """36 a row in one column, 44 a tile (or as asked) with gaps of 8 in several."""
        rows = -(-len(self._reasons) // self._columns)
        step = self.theme.px(36) if self._columns == 1 else self.theme.px(self._tile + 8)
        spare = 0 if self._columns == 1 else self.theme.px(8)
        return QSize(self.theme.px(160) * self._columns, max(rows * step - spare, 0))

    def minimumSizeHint(self) -> QSize:
        """Words may be elided."""
        return QSize(self.theme.px(110) * self._columns, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose; arrows move the choice."""
        steps = {
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }
        aside = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if self._columns > 1:
            steps |= aside
        elif (step := aside.get(Qt.Key(event.key()))) is not None:
            self.turned.emit(step)
            return
        digit = event.text()
        if digit.isascii() and digit.isdigit() and self.press_digit(int(digit)):
            return
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._reasons:
            super().keyPressEvent(event)
            return
        codes = [code for code, _ in self._reasons]
        at = codes.index(self._current) + step if self._current in codes else 0
        if 0 <= at < len(codes):
            self._choose(at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is below the pointer."""
        for index in range(len(self._reasons)):
            if self._rect(index).contains(event.position()):
                self._choose(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the options."""
        painter = QPainter(self)
        for index, (code, text) in enumerate(self._reasons):
            made = code == self._current
            rect = self._rect(index)
            self._paint_ground(painter, rect, made=made)
            self._paint_words(painter, rect, str(index + 1), text, made=made)

    def _choose(self, index: int) -> None:
        code = self._reasons[index][0]
        self.set_current(code)
        self.chosen.emit(code)

    def _tell(self) -> None:
        word = dict(self._reasons).get(self._current or "", "未选")
        self.setAccessibleDescription(f"已选：{word}")

    def _rect(self, index: int) -> QRectF:
        row, column = divmod(index, self._columns)
        if self._columns == 1:
            high = self.theme.px(36)
            return QRectF(0, row * high, self.width(), high)
        gap = self.theme.px(8)
        wide = (self.width() - gap * (self._columns - 1)) / self._columns
        top = row * self.theme.px(self._tile + 8)
        return QRectF(column * (wide + gap), top, wide, self.theme.px(self._tile))

    def _paint_ground(self, painter: QPainter, rect: QRectF, *, made: bool) -> None:
        theme = self.theme
        tiles = self._columns > 1
        if not made and not tiles:
            return
        fill = theme.color("soft" if made else "surface")
        border = theme.color("primary" if made else "edge")
        framed = tiles or theme.contrast
        width = theme.px(2 if made else 1)
        radius = theme.radius("button" if tiles else "chip")
        rounded(painter, rect, radius, fill, border if framed else None, width)

    def _paint_words(
        self, painter: QPainter, rect: QRectF, digit: str, text: str, *, made: bool
    ) -> None:
        theme = self.theme
        pad = theme.px(14 if self._columns > 1 else 8)
        cap = QRectF(rect.left() + pad, rect.center().y() - theme.px(9), theme.px(24), theme.px(18))
        edge = theme.color("soft_ink" if made else "line")
        ground = theme.color("surface")
        rounded(painter, cap, theme.radius("keycap"), ground, edge, theme.px(1))
        ink = theme.color("soft_ink" if made else "ink3")
        draw_text(painter, cap, digit, theme.font("keycap"), ink, _CENTER)
        tick = theme.px(18)
        spare = tick + theme.px(14) if made else theme.px(8)
        words = QRectF(cap.right() + theme.px(10), rect.top(), 0, rect.height())
        words.setRight(rect.right() - spare)
        font = theme.font("body" if self._columns > 1 else "strong", 600 if made else 400)
        draw_text(painter, words, text, font, theme.color("ink" if self.isEnabled() else "ink3"))
        self._whole(text, text_width(font, text) > words.width())
        if made:
            at = QRectF(
                rect.right() - theme.px(10) - tick, rect.center().y() - tick / 2, tick, tick
            )
            paint_icon(painter, "tick", at, theme.color("soft_ink"))

    def _whole(self, text: str, elided: bool) -> None:
        if elided and text not in self.toolTip():
            self.setToolTip("；".join(part for part in (self.toolTip(), text) if part))
