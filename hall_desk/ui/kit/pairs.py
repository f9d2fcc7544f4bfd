"""Rows of two or three lines (窄列表): words and a sum, and below them what belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from hall_desk.ui.kit.fields import paint_tick
from hall_desk.ui.kit.paint import draw_text
from hall_desk.ui.kit.tables import Column, DataTable, Index, RowDelegate
from hall_desk.ui.theme import Theme

_RIGHT = Qt.AlignmentFlag.AlignRight
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAD, _LINE, _BOX = 8, 20, 18


def step_of(lines: int) -> int:
    """How high a row of so many lines is at 100 %."""
    return lines * _LINE + 8


@dataclass(frozen=True, kw_only=True)
class PairRow:
    """``head`` with its sum at the right; below it ``note``, and ``more`` where there are three.

    ``ticked`` is whether it is chosen, where several may be; else None.
    """

    key: str
    head: str
    figure: str
    note: str = ""
    more: str = ""
    ticked: bool | None = None

    @property
    def said(self) -> str:
        """All of it in one line, for tooltips and screen readers."""
        chosen = {True: "已选", False: "未选", None: ""}[self.ticked]
        parts = (chosen, self.head, self.figure, self.note, self.more)
        return "，".join(part for part in parts if part)


class PairList(DataTable):
    """The arrows walk, Enter opens a row; Space or a click ticks one that can be ticked."""

    ticked = Signal(str)
    """A row is to be chosen, or no more; carries its key."""

    def __init__(self, theme: Theme, name: str, object_name: str, *, lines: int = 2) -> None:
        column, step = Column(title=name, stretch=True), step_of(lines)
        super().__init__(theme, [column], name, object_name, row=step)
        self.lines = lines
        self.horizontalHeader().hide()
        self._pairs: dict[str, PairRow] = {}
        self._delegate = _PairDelegate(theme, self)
        self.setItemDelegate(self._delegate)

    def set_pairs(self, pairs: Sequence[PairRow]) -> None:
        """Show rows; selection and scroll stay with their keys."""
        self._pairs = {pair.key: pair for pair in pairs}
        self.set_rows([[pair.said] for pair in pairs], [pair.key for pair in pairs])

    def pair_at(self, row: int) -> PairRow:
        """The row as it was given."""
        return self._pairs[self.key_at(row)]

    def event(self, event: QEvent) -> bool:
        """Space is the list's own where rows are ticked, not the window's."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            row = self._pairs.get(self.current_key() or "")
            if row is not None and row.ticked is not None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks; Ctrl+Enter and a held Enter are not for the row."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier or event.isAutoRepeat()
        if event.key() == Qt.Key.Key_Space:
            self._tick()
        elif event.key() in _ENTER and held:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click ticks the row it is on."""
        super().mouseReleaseEvent(event)
        inside = self.indexAt(event.position().toPoint()).isValid()
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self._tick()

    def _tick(self) -> None:
        row = self._pairs.get(self.current_key() or "")
        if row is not None and row.ticked is not None:
            self.ticked.emit(row.key)


class _PairDelegate(RowDelegate):
    """Draws both lines; the sums have their whole width, the words what is left."""

    def __init__(self, theme: Theme, table: PairList) -> None:
        super().__init__(theme, table, table.rows_model)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as a row; the width is the list's."""
        return QSize(self.theme.px(160), self.theme.px(step_of(self._table.lines)))

    def paint_cell(
        self, painter: QPainter, box: QRectF, index: Index, *, chosen: bool = False
    ) -> None:
        """One row."""
        painter.save()
        theme, row = self.theme, self._table.pair_at(index.row())
        high = theme.px(_LINE)
        top = box.center().y() - high * self._table.lines / 2
        first = QRectF(box.left(), top, box.width(), high)
        if row.ticked is not None:
            size = theme.px(_BOX)
            square = QRectF(box.left(), first.center().y() - size / 2, size, size)
            paint_tick(painter, theme, square, checked=row.ticked)
            first.setLeft(square.right() + theme.px(10))
        figure = theme.font("strong", 600)
        used = draw_text(painter, first, row.figure, figure, theme.color("ink"), _RIGHT)
        room = first.adjusted(0, 0, -used - theme.px(8), 0)
        draw_text(painter, room, row.head, theme.font("body"), theme.color("ink"))
        for n, words in enumerate((row.note, row.more)[: self._table.lines - 1], start=1):
            below = first.translated(0, n * high)
            draw_text(painter, below, words, theme.font("small"), theme.color("ink2"))
        painter.restore()
