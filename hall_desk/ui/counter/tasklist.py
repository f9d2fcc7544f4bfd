"""我的待办 as a list: click or Enter opens a matter, the arrows walk (首问、受理)."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from hall_desk.presenters.counter_state import TaskLine, TasksView
from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kit.paint import draw_text, rounded
from hall_desk.ui.kit.text import plain_tooltip
from hall_desk.ui.theme import Theme

_RIGHT = Qt.AlignmentFlag.AlignRight
_STEP = 52
_PAD = 8


class TaskList(QWidget):
    """Open matters: number and due date, below them what comes next."""

    opened = Signal(str)
    """A matter is to be opened; carries its key."""
    left = Signal()
    """Esc: back to where the hands were."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._view = TasksView()
        self._at = 0
        self._top = 0
        self._hover = -1
        self.setObjectName("tasks")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("focusRadius", "button")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._tell()

    def set_view(self, view: TasksView) -> None:
        """Show matters; the choice stays with its matter."""
        if view == self._view:
            return
        keys = [line.key for line in view.lines]
        chosen = self.current_key()
        self._view = view
        self._at = keys.index(chosen) if chosen in keys else min(self._at, max(len(keys) - 1, 0))
        # Tab and Ctrl+J only: a click opens the page and leaves the hands where they were.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if keys else Qt.FocusPolicy.NoFocus)
        self._follow()
        self._tell()

    def current_key(self) -> str | None:
        """The key of the chosen matter, or None when there is none."""
        lines = self._view.lines
        return lines[self._at].key if self._at < len(lines) else None

    def sizeHint(self) -> QSize:
        """Room for two."""
        return QSize(self.theme.px(220), self.theme.px(94))

    def minimumSizeHint(self) -> QSize:
        """Room for one line at least."""
        return QSize(self.theme.px(160), self.theme.px(20))

    def event(self, event: QEvent) -> bool:
        """Tell a whole matter that was elided."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._index_at(event.pos().y())
            if index >= 0:
                note = self._view.lines[index].note
                QToolTip.showText(event.globalPos(), plain_tooltip(note), self)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk, Enter opens, Esc goes back."""
        key, last = event.key(), len(self._view.lines) - 1
        moved = {
            Qt.Key.Key_Up: self._at - 1,
            Qt.Key.Key_Down: self._at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(key))
        if moved is not None:
            self._at = min(max(moved, 0), max(last, 0))
            self._follow()
            self._tell()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._open(self._at)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens what is below the pointer."""
        index = self._index_at(round(event.position().y()))
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self._at = index
            self._tell()
            self._open(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What would be opened is marked."""
        self._mark(self._index_at(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is gone."""
        self._mark(-1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The choice is shown while the hands are here."""
        super().focusInEvent(event)
        self._follow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list begins at its top again."""
        super().focusOutEvent(event)
        self._top = 0
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another number of lines fits."""
        super().resizeEvent(event)
        self._follow()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits, and say how many more there are."""
        theme, painter, width = self.theme, QPainter(self), float(self.width())
        lines, small = self._view.lines, theme.font("small")
        if not lines:
            rect = QRectF(theme.px(_PAD), 0, width, theme.px(20))
            draw_text(painter, rect, "没有未办结的事项", small, theme.color("ink2"))
            return
        fits, step = self._fits(), theme.px(_STEP)
        shown = lines[self._top : self._top + fits]
        for index, line in enumerate(shown):
            box = QRectF(0, index * step, width, step - theme.px(6))
            number = self._top + index
            self._paint_ground(painter, box, number, first=index == 0)
            self._paint_line(painter, box, line)
        more = len(lines) - self._top - len(shown)
        if more > 0:
            rect = QRectF(theme.px(_PAD), fits * step - theme.px(6), width, theme.px(20))
            draw_text(painter, rect, f"还有 {more} 件", small, theme.color("ink2"))

    def _paint_ground(self, painter: QPainter, box: QRectF, number: int, *, first: bool) -> None:
        theme = self.theme
        if not first:
            at = QRectF(theme.px(_PAD), box.top() - theme.px(4), 0, theme.px(1))
            at.setRight(box.right() - theme.px(_PAD))
            painter.fillRect(at, theme.color("line"))
        chosen = self.hasFocus() and number == self._at
        if chosen or number == self._hover:
            border = theme.color("soft_ink") if theme.contrast else None
            fill = theme.color("soft" if chosen else "sunken")
            rounded(painter, box, theme.radius("chip"), fill, border, theme.px(1))

    def _paint_line(self, painter: QPainter, box: QRectF, line: TaskLine) -> None:
        theme = self.theme
        inner = box.adjusted(theme.px(_PAD), theme.px(2), -theme.px(_PAD), 0)
        head = QRectF(inner.left(), inner.top(), inner.width(), theme.px(20))
        token = "over" if line.overdue else "warn" if line.due_today else "ink2"
        font = theme.font("small", 600 if line.due_today or line.overdue else 400)
        used = draw_text(painter, head, line.due, font, theme.color(token), _RIGHT)
        if line.overdue:
            size = theme.px(14)
            left = head.right() - used - size - theme.px(3)
            sign = QRectF(left, head.center().y() - size / 2, size, size)
            paint_icon(painter, "over", sign, theme.color("over"))
            used += size + theme.px(3)
        title = head.adjusted(0, 0, -used - theme.px(6), 0)
        draw_text(painter, title, line.title, theme.font("body", 600), theme.color("ink"))
        note = head.translated(0, theme.px(20))
        if note.bottom() <= self.height() + theme.px(2):
            draw_text(painter, note, line.note, theme.font("small"), theme.color("ink2"))

    def _fits(self) -> int:
        """How many lines are drawn; one less where the rest is to be counted below them."""
        step, spare = self.theme.px(_STEP), self.theme.px(8)
        fits = max(1, (self.height() + spare) // step)
        more = len(self._view.lines) > fits
        if more and self.height() < fits * step + self.theme.px(16):
            fits = max(1, fits - 1)
        return fits

    def _index_at(self, y: int) -> int:
        index = self._top + y // self.theme.px(_STEP)
        inside = y >= 0 and index < min(len(self._view.lines), self._top + self._fits())
        return index if inside else -1

    def _mark(self, index: int) -> None:
        if index != self._hover:
            self._hover = index
            hand = Qt.CursorShape.PointingHandCursor
            self.setCursor(hand if index >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def _follow(self) -> None:
        """The chosen line is among those drawn."""
        if self.hasFocus():
            fits = self._fits()
            self._top = min(max(self._top, self._at - fits + 1), self._at)
        self._top = max(0, min(self._top, len(self._view.lines) - 1))
        self.update()

    def _open(self, index: int) -> None:
        if index < len(self._view.lines):
            self.opened.emit(self._view.lines[index].key)

    def _tell(self) -> None:
        lines = self._view.lines
        words = "；".join(f"{line.title}，{line.due}，{line.note}" for line in lines)
        self.setAccessibleName(f"我的待办：{words or '没有未办结的事项'}")
        if self._at < len(lines):
            line = lines[self._at]
            where = f"第 {self._at + 1} 件，共 {len(lines)} 件"
            self.setAccessibleDescription(f"{where}：{line.title}，{line.note}")
        self.update()
