"""Tables (表格): rows of 36, figures at the right, selection and scroll kept on refresh."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from hall_desk.ui.kit.chips import chip_width, paint_chip
from hall_desk.ui.kit.text import plain_tooltip
from hall_desk.ui.theme import Theme

_KEY = Qt.ItemDataRole.UserRole
_CHIP = Qt.ItemDataRole.UserRole + 1
_SELECT = QAbstractItemView.SelectionBehavior.SelectRows


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: heading, width at 100 % (0: by content), and how its cells look."""

    title: str
    width: int = 0
    right: bool = False
    stretch: bool = False
    tone: str = "ink"
    bold: bool = False


@dataclass(frozen=True, kw_only=True)
class ChipCell:
    """A cell shown as a chip: word, icon, and colours as token names."""

    word: str
    icon: str | None = None
    text: str = "ink2"
    ground: str = "sunken"


Cell = str | ChipCell


class DataTable(QTableWidget):
    """A read-only table; a double press or Enter opens a row."""

    opened = Signal(str)
    """A row is to be opened; carries its key."""
    picked = Signal(str)
    """The current row changed by the user; carries its key."""

    def __init__(
        self,
        theme: Theme,
        columns: list[Column],
        name: str,
        object_name: str = "",
        *,
        row: int = 36,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(0, len(columns), parent)
        self.theme = theme
        self._columns = columns
        self._filling = False
        self._shown: tuple[list[list[Cell]], list[str]] | None = None
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFont(theme.font("body"))
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(_SELECT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setProperty("focusRadius", "card")
        self.setProperty("focusInset", True)
        self.setItemDelegate(_RowDelegate(theme, self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(row))
        self.verticalHeader().setMinimumSectionSize(theme.px(20))
        self._build_header()
        self.itemDoubleClicked.connect(lambda _: self._open())
        self.currentItemChanged.connect(lambda _now, _old: self._pick())

    def set_rows(self, rows: Sequence[Sequence[Cell]], keys: list[str] | None = None) -> None:
        """Show rows; selection and scroll stay with their keys."""
        keys = keys if keys is not None else [str(row[0]) for row in rows]
        shown = ([list(row) for row in rows], keys)
        if shown == self._shown:
            return
        self._shown = shown
        chosen, scroll = self.current_key(), self.verticalScrollBar().value()
        self._filling = True
        self.setRowCount(len(rows))
        for number, (cells, key) in enumerate(zip(rows, keys, strict=True)):
            for at, column in enumerate(self._columns):
                self._set_cell(number, at, cells[at], column, key)
        if chosen in keys:
            self.setCurrentCell(keys.index(chosen), max(self.currentColumn(), 0))
        else:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        self.verticalScrollBar().setValue(scroll)
        self._filling = False

    def current_key(self) -> str | None:
        """Return the key of the selected row, or None."""
        item = self.item(self.currentRow(), 0) if self.currentRow() >= 0 else None
        return str(item.data(_KEY)) if item is not None else None

    def select_key(self, key: str) -> None:
        """Select the row of a key."""
        for number in range(self.rowCount()):
            item = self.item(number, 0)
            if item is not None and item.data(_KEY) == key:
                self.setCurrentCell(number, 0)

    def set_tone(self, key: str, column: int, tone: str) -> None:
        """Colour one cell of the row of a key (such as an overdue date)."""
        for number in range(self.rowCount()):
            item = self.item(number, column)
            if item is not None and item.data(_KEY) == key:
                item.setForeground(self.theme.color(tone))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return
        super().keyPressEvent(event)

    def _build_header(self) -> None:
        theme, header = self.theme, self.horizontalHeader()
        header.setFont(theme.font("small"))
        header.setFixedHeight(theme.px(36))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        modes = QHeaderView.ResizeMode
        for at, column in enumerate(self._columns):
            item = QTableWidgetItem(column.title)
            item.setTextAlignment(_align(column))
            self.setHorizontalHeaderItem(at, item)
            if column.stretch:
                header.setSectionResizeMode(at, modes.Stretch)
            elif column.width:
                header.setSectionResizeMode(at, modes.Fixed)
                header.resizeSection(at, theme.px(column.width))
            else:
                header.setSectionResizeMode(at, modes.ResizeToContents)

    def _set_cell(self, row: int, at: int, cell: Cell, column: Column, key: str) -> None:
        item = self.item(row, at)
        if item is None:
            item = QTableWidgetItem()
            item.setTextAlignment(_align(column))
            item.setFont(self.theme.font(*(("strong", 600) if column.bold else ("body", 400))))
            self.setItem(row, at, item)
        item.setForeground(self.theme.color(column.tone))
        text = cell if isinstance(cell, str) else cell.word
        item.setText(text)
        item.setToolTip(plain_tooltip(text))
        item.setData(_CHIP, cell if isinstance(cell, ChipCell) else None)
        item.setData(_KEY, key)

    def _open(self) -> None:
        key = self.current_key()
        if key is not None:
            self.opened.emit(key)

    def _pick(self) -> None:
        key = self.current_key()
        if key is not None and not self._filling:
            self.picked.emit(key)


class _RowDelegate(QStyledItemDelegate):
    """Draws a hairline below each row, and in high contrast an outline around the chosen one."""

    def __init__(self, theme: Theme, table: QTableWidget) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell."""
        theme = self._theme
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, theme.color("soft"))
        pad = theme.px(12)
        box = rect.adjusted(pad, 0, -pad, 0)
        chip = index.data(_CHIP)
        if isinstance(chip, ChipCell):
            self._chip(painter, box, chip, chosen=chosen)
        else:
            self._words(painter, box, index)
        self._lines(painter, rect, index, chosen=chosen)

    def _words(
        self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.setFont(index.data(Qt.ItemDataRole.FontRole) or self._table.font())
        brush = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(brush.color() if brush is not None else self._theme.color("ink"))
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        text = str(index.data() or "")
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag(align), shown)

    def _chip(self, painter: QPainter, box: QRect, chip: ChipCell, *, chosen: bool) -> None:
        theme = self._theme
        width = min(chip_width(theme, chip.word, chip.icon), float(box.width()))
        high = theme.size("chip")
        rect = QRectF(box.left(), box.center().y() + 1 - high / 2, width, high)
        # A soft chip would drown in the soft ground of the chosen row.
        ground = "surface" if chosen and chip.ground in ("soft", "sunken") else chip.ground
        painter.save()
        paint_chip(painter, theme, rect, chip.word, chip.icon, chip.text, ground)
        painter.restore()

    def _lines(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        chosen: bool,
    ) -> None:
        theme, thick = self._theme, self._theme.size("hairline")
        line = theme.color("line")
        painter.fillRect(rect.left(), rect.bottom() + 1 - thick, rect.width(), thick, line)
        if not chosen or not theme.contrast:
            return
        yellow: QColor = theme.color("soft_ink")
        painter.fillRect(rect.left(), rect.top(), rect.width(), thick, yellow)
        painter.fillRect(rect.left(), rect.bottom() + 1 - thick, rect.width(), thick, yellow)
        if index.column() == 0:
            painter.fillRect(rect.left(), rect.top(), theme.px(3), rect.height(), yellow)
        if index.column() == self._table.columnCount() - 1:
            painter.fillRect(rect.right() + 1 - thick, rect.top(), thick, rect.height(), yellow)


def _align(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
