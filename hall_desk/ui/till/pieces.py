"""Notes and coins to type (按面额清点): one field a value, its amount beside it, the sum below."""

from itertools import pairwise

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from hall_desk.presenters.till_state import PieceRow
from hall_desk.ui.kit import Card, Hairline, LineField, Text, set_property
from hall_desk.ui.theme import Theme

_LEFT_ROWS = 6
_COINS = 100
_DIGITS = QRegularExpression("[0-9]{0,5}")


class PieceField(LineField):
    """A number of pieces; the arrows go to the next value."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk the values; Enter goes on like Tab."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class PiecesCard(Card):
    """The values in two columns, large notes first."""

    typed = Signal(int, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "按面额清点", " ", "cash", tight=True, parent=parent)
        self.fields: dict[int, PieceField] = {}
        self._amounts: dict[int, Text] = {}
        self.sum = Text(theme, "0.00", "count", right=True)
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(6))
        self.body.addWidget(self._holder)
        foot = QVBoxLayout()
        foot.setSpacing(theme.px(6))
        foot.addWidget(Hairline(theme))
        line = QGridLayout()
        line.addWidget(Text(theme, "合计（元）", "body", "ink2"), 0, 0)
        line.addWidget(self.sum, 0, 1)
        foot.addLayout(line)
        self.body.addLayout(foot)
        self.body.addStretch(1)

    def show_rows(self, rows: tuple[PieceRow, ...], total: str, wrong: str) -> None:
        """Show what is typed; what is being typed stays."""
        if not self.fields:
            self._make(rows)
        for each in rows:
            field = self.fields[each.value_fen]
            if field.text() != each.typed:
                field.setText(each.typed)
            set_property(field, "wrong", wrong == f"pieces_{each.value_fen}")
            self._amounts[each.value_fen].setText(each.amount)
        self.sum.setText(total)

    def first(self) -> QWidget:
        """The largest note."""
        return next(iter(self.fields.values()), self)

    def _make(self, rows: tuple[PieceRow, ...]) -> None:
        theme, grid = self.theme, self._grid
        for index, each in enumerate(rows):
            field = PieceField(
                theme,
                f"{each.words}，张数",
                f"pieces_{each.value_fen}",
                compact=True,
                right=True,
            )
            field.setValidator(QRegularExpressionValidator(_DIGITS, field))
            field.setFixedWidth(theme.px(80))
            amount = Text(theme, "", "body", "ink2", right=True)
            amount.setMinimumWidth(theme.px(88))
            column, line = divmod(index, _LEFT_ROWS)
            name = Text(theme, each.words, "strong")
            name.setMinimumWidth(theme.px(56))
            unit = Text(theme, "张" if each.value_fen >= _COINS else "枚", "body", "ink2")
            for place, widget in enumerate((name, field, unit, amount)):
                grid.addWidget(widget, line, column * 5 + place)
            self.fields[each.value_fen], self._amounts[each.value_fen] = field, amount
            self._connect(field, each.value_fen)
        grid.setColumnMinimumWidth(4, theme.px(48))
        grid.setColumnStretch(4, 2)
        grid.setColumnStretch(9, 3)
        fields = list(self.fields.values())
        for before, after in pairwise(fields):
            QWidget.setTabOrder(before, after)

    def _connect(self, field: PieceField, value_fen: int) -> None:
        field.textEdited.connect(lambda text: self.typed.emit(value_fen, text))
        field.stepped.connect(lambda step: self._step(value_fen, step))

    def _step(self, value_fen: int, step: int) -> None:
        values = list(self.fields)
        at = min(max(values.index(value_fen) + step, 0), len(values) - 1)
        self.fields[values[at]].setFocus(Qt.FocusReason.TabFocusReason)
        self.fields[values[at]].selectAll()
