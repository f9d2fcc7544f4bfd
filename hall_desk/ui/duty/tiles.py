"""The windows at a glance (窗口一览): a grid of tiles that re-flows with the room."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from hall_desk.presenters.duty_tiles import WindowTileState
from hall_desk.ui.kit import Panel, PlainButton, Text, TileState, WindowTile
from hall_desk.ui.theme import Theme

LEAST = (192, 184)
_SHARED = (
    "number", "kinds", "staff", "ticket", "stage", "state", "elapsed_s", "limit_s", "main_line",
    "main_note", "foot", "foot_loud", "help_text",
)  # fmt: skip


class TileGrid(QWidget):
    """Tiles by window number, four in a row, more when there are more than eight."""

    opened = Signal(int)
    """A tile was pressed; carries the window's number."""
    open_day = Signal()
    """开门 was pressed while the hall is closed."""
    plan = Signal()
    """安排窗口 was pressed while no window has business."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._tiles: dict[int, WindowTile] = {}
        self._shown: dict[int, WindowTileState] = {}
        self._columns, self._high = 0, 200
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._empty = Panel(theme)
        self._words = Text(theme, "", "lead")
        self._button = PlainButton(theme, "开门", "open", object_name="open_day", primary=True)
        self._button.triggered.connect(self._use)
        column = QVBoxLayout(self._empty)
        column.setContentsMargins(*[theme.px(24)] * 4)
        column.setSpacing(theme.px(16))
        center = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(self._words, 0, center)
        column.addWidget(self._button, 0, center)
        column.addStretch(1)
        self._button.setMinimumWidth(theme.px(160))
        self._empty.setMinimumHeight(theme.px(184))
        outer.addWidget(self._empty)
        outer.addLayout(self._grid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName("窗口一览")

    def show_tiles(self, tiles: tuple[WindowTileState, ...], closed_note: str) -> None:
        """Show the windows; a tile keeps its widget while its window lives."""
        for number in set(self._tiles) - {tile.number for tile in tiles}:
            self._tiles.pop(number).deleteLater()
            self._columns = 0
        for state in tiles:
            tile = self._tiles.get(state.number) or self._new(state.number)
            if self._shown.get(state.number) != state:
                values = {name: getattr(state, name) for name in _SHARED}
                if self._high < 200 or len(tiles) > 8:
                    values["main_note"] = state.main_note.removeprefix("呼叫 · ")
                tile.show_tile(TileState(**values))
                if state.closed:
                    tile.set_fill("sunken")
                self._shown[state.number] = state
        self._show_empty(bool(tiles), closed_note)
        self._place()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        tiles: list[QWidget] = [self._tiles[number] for number in sorted(self._tiles)]
        return tiles or [self._button]

    def set_compact(self, compact: bool) -> None:
        """Lower tiles, for a low screen or many windows."""
        high = LEAST[1] if compact else 200
        if high != self._high:
            self._high = high
            self._shown.clear()
            for tile in self._tiles.values():
                tile.setFixedHeight(self.theme.px(high))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Re-flow."""
        super().resizeEvent(event)
        self._place()

    def _new(self, number: int) -> WindowTile:
        tile = WindowTile(self.theme)
        tile.setMinimumWidth(self.theme.px(LEAST[0]))
        tile.setFixedHeight(self.theme.px(self._high))
        tile.opened.connect(self.opened)
        self._tiles[number] = tile
        self._shown.pop(number, None)
        self._columns = 0
        return tile

    def _show_empty(self, filled: bool, closed_note: str) -> None:
        self._empty.setVisible(not filled)
        self._words.setText(closed_note or "还没有窗口开放，请安排窗口的业务。")
        done = closed_note.endswith("日结。")
        self._button.setVisible(not filled and not done)
        self._button.setObjectName("open_day" if closed_note else "assign_windows")
        self._button.set_text("开门" if closed_note else "安排窗口")

    def _use(self, name: str) -> None:
        (self.open_day if name == "open_day" else self.plan).emit()

    def _place(self) -> None:
        gap = self.theme.px(16)
        fits = max((self.width() + gap) // (self.theme.px(LEAST[0]) + gap), 1)
        columns = min(fits, 4 if len(self._tiles) <= 8 else 6)
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.setSpacing(gap)
        for at, number in enumerate(sorted(self._tiles)):
            tile = self._tiles[number]
            self._grid.addWidget(tile, at // columns, at % columns)
        for column in range(8):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
