"""One item of the visit in its list (事项): limit, quantity, state, time."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QIntValidator,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hall_desk.domain.items import MOST_QUANTITY
from hall_desk.presenters.counter_visit_state import ItemRow
from hall_desk.ui.counter.layout import column, row
from hall_desk.ui.kit import (
    Chip,
    ElidedText,
    IconButton,
    LineField,
    Text,
)
from hall_desk.ui.kit.paint import Align
from hall_desk.ui.theme import Theme

_CTRL = Qt.KeyboardModifier.ControlModifier


class QuantityField(LineField):
    """数量: Enter or leaving the field takes the number; arrows change it by one."""

    drop_wanted = Signal()
    """Ctrl+Del: the item was added by mistake."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down count; Ctrl+Del takes the item away."""
        if event.key() == Qt.Key.Key_Delete and event.modifiers() & _CTRL:
            self.drop_wanted.emit()
            return
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        value = int(self.text() or "1") + step
        self.setText(str(min(max(value, 1), MOST_QUANTITY)))
        self.setModified(True)  # a number counted by arrows is taken like a typed one


class ItemLine(QWidget):
    """One item: number, name, limit, quantity, state, time."""

    chosen = Signal(int)
    quantity = Signal(int)
    dropped = Signal()
    counted = Signal()
    """Enter in the quantity: the number is taken, the hands go on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.view: ItemRow | None = None
        self.number = Text(theme, "", "phrase", "ink2", weight=600)
        self.number.setFixedWidth(theme.px(22))
        self.name = ElidedText(theme, "", "strong")
        self.code = Text(theme, "", "small", "ink2")
        self.limit = ElidedText(theme, "", "keycap", "ink2", weight=400)
        self.label = Text(theme, "数量", "small", "ink2")
        self.field = QuantityField(theme, "数量", compact=True)
        self.field.setFixedSize(theme.px(56), theme.px(32))
        self.field.setAlignment(Align.AlignCenter)
        self.field.setValidator(QIntValidator(1, MOST_QUANTITY, self.field))
        self.field.editingFinished.connect(self._take)
        self.field.returnPressed.connect(self.counted)
        self.chip = Chip(theme, "")
        self.chip.setFixedWidth(theme.px(88))
        self.figure = Text(theme, "", "phrase", right=True, weight=600)
        self.drop = IconButton(theme, "cross", "去掉这一项", "drop_item")
        self.drop.triggered.connect(lambda _: self.dropped.emit())
        self._droppable = False
        self.field.drop_wanted.connect(self._drop_by_key)
        self._build()

    def show_view(self, view: ItemRow) -> None:
        """Show an item; a quantity being typed stays."""
        if view == self.view:
            return
        self.view = view
        self.number.setText(str(view.position))
        self.number.set_tone("ink" if view.current else "ink2")
        self.name.setText(view.name)
        self.code.setText(view.code)
        self.limit.setText(" · ".join(part for part in (view.limit_note, view.net) if part))
        if not (self.field.hasFocus() and self.field.isModified()):
            self.field.setText(str(view.quantity))
        self.field.setEnabled(view.state != "done")
        self.field.setAccessibleName(f"{view.name} 数量")
        self._show_state(view)
        self.setAccessibleName(f"{view.position} {view.name} {view.state_word} {view.figure}")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press turns to the item."""
        if self.view is not None and not self.view.current:
            self.chosen.emit(self.view.position)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer the cross."""
        super().enterEvent(event)
        self._show_drop()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the cross away."""
        super().leaveEvent(event)
        self._show_drop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of the current item and the line below."""
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        current = self.view is not None and self.view.current
        edge = rect.adjusted(theme.px(1), 0, -theme.px(1), 0)
        if current:
            painter.fillRect(edge, theme.color("soft"))
        line = QRectF(edge.left(), rect.height() - theme.px(1), edge.width(), theme.px(1))
        painter.fillRect(line, theme.color("line"))
        if not current:
            return
        bar = QRectF(edge.left() - theme.px(1), 0, theme.px(4), rect.height())
        painter.fillRect(bar, theme.color("primary"))
        if theme.contrast:
            painter.fillRect(line, theme.color("soft_ink"))
            painter.fillRect(line.translated(0, 1 - rect.height()), theme.color("soft_ink"))

    def _show_state(self, view: ItemRow) -> None:
        if view.state == "serving":
            self.chip.set_chip("办理中", "start", "soft_ink", "surface")
        elif view.state == "done":
            self.chip.set_chip(view.state_word, "ok", "ok", "ok_soft")
        else:
            self.chip.set_state("pending")
        self.figure.setText(view.figure)
        self._show_drop()

    def _show_drop(self) -> None:
        """The cross stands there for a hand above the row only; keys use Ctrl+Del."""
        view = self.view
        pending = view is not None and view.state == "pending" and view.figure == "—"
        self._droppable = pending
        self.drop.setVisible(pending and self.underMouse())
        self.figure.setVisible(not self.drop.isVisibleTo(self))
        self.field.setToolTip("Ctrl+Del 去掉这一项" if pending else "")

    def _drop_by_key(self) -> None:
        if self._droppable:
            self.dropped.emit()

    def _take(self) -> None:
        if self.field.isModified() and self.field.text():
            self.field.setModified(False)
            self.quantity.emit(int(self.field.text()))

    def _build(self) -> None:
        theme = self.theme
        names = row(self.name, self.code, None, space=theme.px(8))
        words = column(None, names, self.limit, None)
        self.name.setMinimumHeight(theme.px(21))
        self.limit.setMinimumHeight(theme.px(17))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(17), 0, theme.px(17), theme.px(1))
        layout.setSpacing(0)
        layout.addWidget(self.number)
        layout.addSpacing(theme.px(4))
        layout.addLayout(words, 1)
        layout.addSpacing(theme.px(12))
        layout.addWidget(self.label)
        layout.addSpacing(theme.px(8))
        layout.addWidget(self.field)
        layout.addSpacing(theme.px(12))
        layout.addWidget(self.chip)
        end = QWidget()
        end.setFixedWidth(theme.px(64))
        end_row = row(None, self.drop, self.figure)
        end.setLayout(end_row)
        layout.addWidget(end)
