"""Tables (表格): rows of 36, figures at the right, selection and scroll kept on refresh.

Where the room is narrow the words are elided, never a sum: half of it reads like another one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hall_desk.ui.kit.chips import chip_width, paint_chip
from hall_desk.ui.kit.text import plain_tooltip
from hall_desk.ui.theme import Theme

_SELECT = QAbstractItemView.SelectionBehavior.SelectRows
_PAD = 12
_FEWEST = 48
"""A column of words keeps this much: its first letter and the dots."""
_DIGIT = re.compile(r"\d", re.ASCII)
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


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


class Rows(QAbstractTableModel):
    """The rows as they were given: of three hundred, only those in sight are ever looked at."""

    def __init__(self, columns: list[Column], parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = columns
        self.rows: list[list[Cell]] = []
        self.keys: list[str] = []
        self.tones: dict[tuple[str, int], str] = {}

    def fill(self, rows: list[list[Cell]], keys: list[str]) -> None:
        """Shows other rows; where there are as many, they change in place."""
        had, now = len(self.rows), len(rows)
        self.tones = {}
        if now > had:
            self.beginInsertRows(_NOWHERE, had, now - 1)
        elif now < had:
            self.beginRemoveRows(_NOWHERE, now, had - 1)
        self.rows, self.keys = rows, keys
        if now > had:
            self.endInsertRows()
        elif now < had:
            self.endRemoveRows()
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(now - 1, len(self.columns) - 1))

    def tint(self, key: str, column: int, tone: str) -> None:
        """Colours one cell."""
        self.tones[(key, column)] = tone
        if key in self.keys:
            at = self.index(self.keys.index(key), column)
            self.dataChanged.emit(at, at)

    def tone(self, row: int, column: int) -> str:
        """The token a cell's words are drawn in."""
        return self.tones.get((self.keys[row], column), self.columns[column].tone)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What screen readers, tooltips and the search by letters ask for."""
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(self.rows[index.row()][index.column()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(_words(self.rows[index.row()][index.column()]))
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The headings, as their columns stand."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(self.columns[section])
        return None


class DataTable(QTableView):
    """A read-only table; a double press or Enter opens a row."""

    opened = Signal(str)
    """A row is to be opened; carries its key."""
    picked = Signal(str)
    """The current row changed by the user; carries its key."""
    turned = Signal()
    """Another row is current, or none, whoever changed it."""

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
        super().__init__(parent)
        self.theme = theme
        self._filling = False
        self._needs: dict[int, int] = {}
        self._rows = Rows(columns, self)
        self.setModel(self._rows)
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
        self._delegate = RowDelegate(theme, self, self._rows)
        self.setItemDelegate(self._delegate)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(row))
        self.verticalHeader().setMinimumSectionSize(theme.px(20))
        self._build_header(columns)
        self.doubleClicked.connect(lambda _: self._open())
        self.selectionModel().currentChanged.connect(lambda _now, _old: self._turned())

    def set_rows(self, rows: Sequence[Sequence[Cell]], keys: list[str] | None = None) -> None:
        """Show rows; selection and scroll stay with their keys."""
        keys = keys if keys is not None else [str(row[0]) for row in rows]
        fresh = [list(row) for row in rows]
        if fresh == self._rows.rows and keys == self._rows.keys:
            return
        chosen, scroll = self.current_key(), self.verticalScrollBar().value()
        self._filling = True
        self._rows.fill(fresh, keys)
        self._needs = self._figures_need()
        self._share()
        if chosen in keys:
            self.choose(keys.index(chosen))
        else:
            self.choose(-1)
        self.verticalScrollBar().setValue(scroll)
        self._filling = False

    def row_count(self) -> int:
        """How many rows are shown."""
        return len(self._rows.rows)

    def current_key(self) -> str | None:
        """Return the key of the selected row, or None."""
        row = self.currentIndex().row()
        return self._rows.keys[row] if 0 <= row < len(self._rows.keys) else None

    def select_key(self, key: str) -> None:
        """Select the row of a key."""
        if key in self._rows.keys:
            self.choose(self._rows.keys.index(key))

    def choose(self, row: int) -> None:
        """Make a row the current one; -1 leaves none."""
        if row < 0:
            self.setCurrentIndex(_NOWHERE)
            self.clearSelection()
        elif row < self.row_count():
            self.setCurrentIndex(self._rows.index(row, max(self.currentIndex().column(), 0)))

    def step(self, by: int) -> None:
        """Make a row above or below the current one; the first when there was none."""
        if self.row_count():
            self.choose(min(max(self.currentIndex().row() + by, 0), self.row_count() - 1))

    @property
    def rows_model(self) -> Rows:
        """What is shown."""
        return self._rows

    def key_at(self, row: int) -> str:
        """The key of a row."""
        return self._rows.keys[row]

    def cell(self, row: int, column: int) -> str:
        """The words of a cell."""
        return _words(self._rows.rows[row][column])

    def set_tone(self, key: str, column: int, tone: str) -> None:
        """Colour one cell of the row of a key (such as an overdue date)."""
        self._rows.tint(key, column, tone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row; Home and End go to the first and the last one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.row_count():
            self.choose(0 if event.key() == Qt.Key.Key_Home else self.row_count() - 1)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, or a scroll bar came or went: the columns are shared out anew."""
        super().resizeEvent(event)
        self._share()

    def _figures_need(self) -> dict[int, int]:
        """How wide each column of figures must be for its widest one, by its place."""
        needs = {}
        for at, column in enumerate(self._rows.columns):
            cells = [row[at] for row in self._rows.rows]
            words = {cell for cell in cells if isinstance(cell, str)}
            if column.right or (words and all(map(_is_figure, words))):
                # All digits are equally wide: of five hundred sums few shapes are measured.
                shapes = {_DIGIT.sub("0", word) for word in words}
                font = QFontMetricsF(self._delegate.font_of(at))
                widest = max(map(font.horizontalAdvance, shapes), default=0.0)
                needs[at] = int(widest) + 2 * self.theme.px(_PAD) + 1
        return needs

    def _share(self) -> None:
        """Widths as asked for, wider where figures need it: words give the room, sums never."""
        theme, header, columns = self.theme, self.horizontalHeader(), self._rows.columns
        few = theme.px(_FEWEST)
        wide = {at: header.sectionSize(at) for at in range(len(columns))}
        fixed = [at for at, column in enumerate(columns) if column.width and not column.stretch]
        for at, column in enumerate(columns):
            if column.stretch:
                wide[at] = self._needs.get(at, few) if column.right else few
            elif column.width:
                wide[at] = max(self._needs.get(at, 0), theme.px(column.width))
        over = sum(wide.values()) - self.viewport().width()
        # Words before dates and numbers of papers, the widest of them first.
        for at in sorted(fixed, key=lambda at: (at in self._needs, -wide[at])):
            if over > 0 and not columns[at].right:
                less = min(over, max(wide[at] - few, 0))
                wide[at], over = wide[at] - less, over - less
        for at in fixed:
            header.resizeSection(at, wide[at])

    def _build_header(self, columns: list[Column]) -> None:
        theme, header = self.theme, self.horizontalHeader()
        header.setFont(theme.font("small"))
        header.setFixedHeight(theme.px(36))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        modes = QHeaderView.ResizeMode
        for at, column in enumerate(columns):
            if column.stretch:
                header.setSectionResizeMode(at, modes.Stretch)
            elif column.width:
                header.setSectionResizeMode(at, modes.Fixed)
                header.resizeSection(at, theme.px(column.width))
            else:
                header.setSectionResizeMode(at, modes.ResizeToContents)

    def _open(self) -> None:
        key = self.current_key()
        if key is not None:
            self.opened.emit(key)

    def _turned(self) -> None:
        self.turned.emit()
        key = self.current_key()
        if key is not None and not self._filling:
            self.picked.emit(key)


class RowDelegate(QStyledItemDelegate):
    """Draws a hairline below each row, and in high contrast an outline around the chosen one."""

    def __init__(self, theme: Theme, table: QTableView, rows: Rows) -> None:
        super().__init__(table)
        self.theme = theme
        self._rows = rows
        self._plain, self._bold = theme.font("body"), theme.font("strong", 600)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the words, for columns that follow their content."""
        del option
        cell = self._rows.rows[index.row()][index.column()]
        if isinstance(cell, ChipCell):
            wide = chip_width(self.theme, cell.word, cell.icon)
        else:
            wide = QFontMetricsF(self.font_of(index.column())).horizontalAdvance(cell)
        return QSize(int(wide) + 2 * self.theme.px(_PAD) + 1, self.theme.px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, self.theme.color("soft"))
        pad = self.theme.px(_PAD)
        self.paint_cell(painter, QRectF(rect.adjusted(pad, 0, -pad, 0)), index, chosen=chosen)
        self._lines(painter, rect, index.column(), chosen=chosen)

    def paint_cell(
        self, painter: QPainter, box: QRectF, index: Index, *, chosen: bool = False
    ) -> None:
        """Draw what stands in a cell."""
        row, at = index.row(), index.column()
        cell = self._rows.rows[row][at]
        if isinstance(cell, ChipCell):
            self._chip(painter, box.toRect(), cell, chosen=chosen)
            return
        painter.setFont(self.font_of(at))
        painter.setPen(self.theme.color(self._rows.tone(row, at)))
        right = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(cell, right, int(box.width()))
        painter.drawText(box.toRect(), _align(self._rows.columns[at]), shown)

    def font_of(self, column: int) -> QFont:
        """The face the words of a column are drawn in."""
        return self._bold if self._rows.columns[column].bold else self._plain

    def _chip(self, painter: QPainter, box: QRect, chip: ChipCell, *, chosen: bool) -> None:
        theme = self.theme
        width = min(chip_width(theme, chip.word, chip.icon), float(box.width()))
        high = theme.size("chip")
        rect = QRectF(box.left(), box.center().y() + 1 - high / 2, width, high)
        # A soft chip would drown in the soft ground of the chosen row.
        ground = "surface" if chosen and chip.ground in ("soft", "sunken") else chip.ground
        painter.save()
        paint_chip(painter, theme, rect, chip.word, chip.icon, chip.text, ground)
        painter.restore()

    def _lines(self, painter: QPainter, rect: QRect, column: int, *, chosen: bool) -> None:
        theme, thick = self.theme, self.theme.size("hairline")
        line = theme.color("line")
        painter.fillRect(rect.left(), rect.bottom() + 1 - thick, rect.width(), thick, line)
        if not chosen or not theme.contrast:
            return
        yellow: QColor = theme.color("soft_ink")
        painter.fillRect(rect.left(), rect.top(), rect.width(), thick, yellow)
        painter.fillRect(rect.left(), rect.bottom() + 1 - thick, rect.width(), thick, yellow)
        if column == 0:
            painter.fillRect(rect.left(), rect.top(), theme.px(3), rect.height(), yellow)
        if column == len(self._rows.columns) - 1:
            painter.fillRect(rect.right() + 1 - thick, rect.top(), thick, rect.height(), yellow)


def _align(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _words(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.word


def _is_figure(word: str) -> bool:
    """Whether a text is a number, a date or the number of a paper, and not words."""
    return word.isascii() and (not word or _DIGIT.search(word) is not None)
