"""Visits that were found (查询结果), as a list: three lines each, arrows walk, Enter opens."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from hall_desk.presenters.find_state import FoundRow
from hall_desk.ui.kit.paint import draw_text, rounded
from hall_desk.ui.kit.text import plain_tooltip
from hall_desk.ui.theme import Theme

_RIGHT = Qt.AlignmentFlag.AlignRight
_STEP = 76
_PAD = 10
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FoundList(QWidget):
    """Number, day and state above; below them who it was, what was done and by whom."""

    opened = Signal(int)
    """A visit is to be opened; carries the ticket's id."""
    moved = Signal()
    """Another row is the chosen one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rows: tuple[FoundRow, ...] = ()
        self._at = 0
        self._top = 0
        self.setObjectName("found")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("focusRadius", "button")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_rows(self, rows: tuple[FoundRow, ...]) -> None:
        """Show rows; the choice stays with its visit."""
        if rows == self._rows:
            return
        chosen = self.current()
        keys = [row.key for row in rows]
        self._rows = rows
        self._at = keys.index(chosen.key) if chosen is not None and chosen.key in keys else 0
        policy = Qt.FocusPolicy.StrongFocus if rows else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self._walked()

    def current(self) -> FoundRow | None:
        """The chosen row, or None."""
        return self._rows[self._at] if self._at < len(self._rows) else None

    def step(self, by: int) -> None:
        """Walk by so many rows."""
        self._at = min(max(self._at + by, 0), max(len(self._rows) - 1, 0))
        self._walked()

    def open_current(self) -> None:
        """Open the chosen visit."""
        row = self.current()
        if row is not None:
            self.opened.emit(row.key)

    def sizeHint(self) -> QSize:
        """Room for three."""
        return QSize(self.theme.px(280), self.theme.px(3 * _STEP))

    def minimumSizeHint(self) -> QSize:
        """Room for one."""
        return QSize(self.theme.px(200), self.theme.px(_STEP))

    def event(self, event: QEvent) -> bool:
        """Tell a whole row that was elided."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._index_at(event.pos().y())
            if index >= 0:
                row = self._rows[index]
                words = f"{row.customer}\n{row.services}\n{row.clerk}"
                QToolTip.showText(event.globalPos(), plain_tooltip(words), self)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk; Enter is the panel's."""
        by = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -self._fits(),
            Qt.Key.Key_PageDown: self._fits(),
            Qt.Key.Key_Home: -len(self._rows),
            Qt.Key.Key_End: len(self._rows),
        }.get(Qt.Key(event.key()))
        if by is not None:
            self.step(by)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press chooses."""
        index = self._index_at(round(event.position().y()))
        if index >= 0:
            self._at = index
            self._walked()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double press opens."""
        if self._index_at(round(event.position().y())) >= 0:
            self.open_current()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel walks."""
        self.step(-1 if event.angleDelta().y() > 0 else 1)

    def resizeEvent(self, event: object) -> None:
        """Another number of rows fits."""
        self._follow()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that fit."""
        theme, painter = self.theme, QPainter(self)
        step = theme.px(_STEP)
        for index, row in enumerate(self._rows[self._top : self._top + self._fits()]):
            box = QRectF(0, index * step, self.width(), step)
            self._paint_ground(painter, box, chosen=self._top + index == self._at)
            self._paint_row(painter, box, row)

    def _paint_ground(self, painter: QPainter, box: QRectF, *, chosen: bool) -> None:
        theme = self.theme
        if chosen:
            inside = box.adjusted(0, theme.px(1), 0, -theme.px(2))
            border = theme.color("soft_ink") if theme.contrast else None
            rounded(painter, inside, theme.radius("chip"), theme.color("soft"), border, theme.px(1))
        line = QRectF(box.left(), box.bottom() - theme.px(1), box.width(), theme.px(1))
        painter.fillRect(line, theme.color("line"))

    def _paint_row(self, painter: QPainter, box: QRectF, row: FoundRow) -> None:
        theme, pad = self.theme, self.theme.px(_PAD)
        small, ink2 = theme.font("small"), theme.color("ink2")
        head = QRectF(box.left() + pad, box.top() + theme.px(7), box.width() - 2 * pad, 0)
        head.setHeight(theme.px(22))
        tone = theme.color(row.tone)
        used = draw_text(painter, head, row.state, theme.font("small", 600), tone, _RIGHT)
        left = head.adjusted(0, 0, -used - theme.px(8), 0)
        wide = draw_text(painter, left, row.code, theme.font("strong", 700), theme.color("ink"))
        day = left.adjusted(wide + theme.px(8), 0, 0, 0)
        draw_text(painter, day, row.day, small, ink2)
        who = head.translated(0, theme.px(22)).adjusted(0, 0, 0, -theme.px(2))
        clerk = draw_text(painter, who, row.clerk, small, ink2, _RIGHT) if _wide(self) else 0.0
        room = who.adjusted(0, 0, -clerk - theme.px(8) if clerk else 0, 0)
        draw_text(painter, room, row.customer, theme.font("body"), theme.color("ink"))
        what = who.translated(0, theme.px(20))
        words = row.services if _wide(self) else f"{row.clerk} · {row.services}".strip(" ·")
        draw_text(painter, what, words, small, ink2)

    def _fits(self) -> int:
        return max(1, self.height() // self.theme.px(_STEP))

    def _index_at(self, y: int) -> int:
        index = self._top + y // self.theme.px(_STEP)
        last = min(len(self._rows), self._top + self._fits())
        return index if y >= 0 and index < last else -1

    def _walked(self) -> None:
        self._follow()
        row = self.current()
        words = "没有结果" if row is None else _said(row)
        self.setAccessibleName(f"查询结果 {len(self._rows)} 条")
        self.setAccessibleDescription(words)
        self.moved.emit()

    def _follow(self) -> None:
        fits = self._fits()
        self._top = min(max(self._top, self._at - fits + 1), self._at)
        self._top = max(0, min(self._top, len(self._rows) - fits))
        self.update()


def _wide(widget: FoundList) -> bool:
    """Whether the clerk stands beside the customer instead of below."""
    return widget.width() >= widget.theme.px(420)


def _said(row: FoundRow) -> str:
    return f"{row.code}，{row.day}，{row.state}，{row.customer}，{row.services}，{row.clerk}"
