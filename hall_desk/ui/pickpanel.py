"""A panel to find and choose one of many (查找): a filter, a table, no dialog."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hall_desk.ui.kit import Card, Column, DataTable, IconButton, LineField, Text
from hall_desk.ui.theme import Theme


class PickPanel(Card):
    """Type a part of a code or name, move with the arrows, Enter takes the row, Esc folds."""

    picked = Signal(str)
    """A row was taken; carries its key."""
    folded = Signal()
    """The panel is to go."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        columns: list[Column],
        placeholder: str,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.fold = IconButton(theme, "cross", "收起（Esc）", "fold")
        super().__init__(theme, title, self.fold, parent=parent)
        self.setObjectName(object_name)
        self._rows: list[tuple[str, list[str]]] = []
        self._also: dict[str, str] = {}
        self.filter = LineField(theme, f"{title}：查找", "filter", placeholder=placeholder)
        self.table = DataTable(theme, columns, title, "choices")
        self.empty = Text(theme, "没有符合的。", "small", "ink2")
        self.body.addWidget(self.filter)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty)
        self.filter.textChanged.connect(lambda _: self._show())
        self.filter.installEventFilter(self)
        self.table.opened.connect(self.picked)
        self.table.clicked.connect(lambda _: self._take())
        self.fold.triggered.connect(lambda _: self.folded.emit())

    def set_rows(
        self, rows: list[tuple[str, list[str]]], also: dict[str, str] | None = None
    ) -> None:
        """Offer rows (key and cells); ``also`` are words a row is found by without showing them."""
        also = also or {}
        if rows != self._rows or also != self._also:
            self._rows, self._also = rows, also
            self._show()

    def begin(self) -> None:
        """Show everything anew and take the focus."""
        self.filter.clear()
        self._show()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the filter move the row, Enter takes it."""
        if watched is self.filter and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self._take()
                return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        wanted = "".join(self.filter.text().split()).upper()
        fitting = [
            (key, cells)
            for key, cells in self._rows
            if wanted in "".join("".join((*cells, self._also.get(key, ""))).split()).upper()
        ]
        self.table.set_rows([cells for _, cells in fitting], [key for key, _ in fitting])
        if fitting and self.table.current_key() is None:
            self.table.select_key(fitting[0][0])
        self.empty.setVisible(not fitting)

    def _move(self, step: int) -> None:
        self.table.step(step)

    def _take(self) -> None:
        key = self.table.current_key()
        if key is not None:
            self.picked.emit(key)
