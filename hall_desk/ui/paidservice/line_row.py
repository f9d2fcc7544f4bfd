"""One item of a sheet (一项): its quantity can be typed, its price is locked."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hall_desk.presenters.paidservice_state import LineState
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import ElidedText, IconButton, LineField, Text, set_property
from hall_desk.ui.paidservice.columns import in_column, table_row
from hall_desk.ui.theme import Theme

_CENTER = Qt.AlignmentFlag.AlignCenter
_OWN_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_K)


class LineRow(QWidget):
    """One item: only its quantity can be typed."""

    typed = Signal(str, str)
    committed = Signal(str)
    removed = Signal(str)
    current = Signal(str)
    moved = Signal(str, int)

    def __init__(self, theme: Theme, line: LineState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.code = line.code
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(36))
        self.quantity = LineField(
            theme,
            f"{line.name}，数量（{line.unit}）",
            f"quantity_{line.code}",
            compact=True,
            right=True,
        )
        self.drop = IconButton(theme, "cross", f"去掉{line.name}", f"remove_{line.code}")
        self.price = Text(theme, line.price, "body", right=True)
        self.amount = Text(theme, "", "strong", right=True)
        self.error = ElidedText(theme, "", "small", "over")
        self._build(line)
        self.quantity.textEdited.connect(lambda text: self.typed.emit(self.code, text))
        self.quantity.returnPressed.connect(lambda: self.committed.emit(self.code))
        self.drop.triggered.connect(lambda _: self.removed.emit(self.code))
        self.quantity.installEventFilter(self)

    def show_line(self, line: LineState, *, locked: bool) -> None:
        """Show quantity and amount; what is being typed stays."""
        if self.quantity.text() != line.quantity:
            self.quantity.setText(line.quantity)
        if self.quantity.isReadOnly() != locked:
            self.quantity.setReadOnly(locked)
            self.quantity.setFocusPolicy(
                Qt.FocusPolicy.ClickFocus if locked else Qt.FocusPolicy.StrongFocus
            )
            set_property(self.quantity, "locked", locked)
        self.amount.setText(line.amount)
        self.amount.setAccessibleName(f"{line.name}，金额 {line.amount} 元")
        self.price.setText(line.price)
        set_property(self.quantity, "wrong", bool(line.error))
        self.quantity.setToolTip(line.error)
        self.quantity.setAccessibleDescription(line.error)
        self.error.setText(line.error)
        self.error.setVisible(bool(line.error))
        self.drop.setProperty("locked", locked)
        self._show_drop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Mark the row while its quantity has the focus; leaving it keeps what is typed."""
        if watched is self.quantity:
            kind = event.type()
            if kind == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
                set_property(self, "ground", "soft")
                self._show_drop()
                self.current.emit(self.code)
            elif kind == QEvent.Type.FocusOut:
                set_property(self, "ground", "")
                self._show_drop()
                if not self.quantity.isReadOnly():
                    self.committed.emit(self.code)
            elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
                return self._leave_to_page(event)
            elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._step(event)
        return super().eventFilter(watched, event)

    def begin(self) -> None:
        """Take the focus with the whole quantity selected."""
        self.quantity.setFocus(Qt.FocusReason.OtherFocusReason)
        self.quantity.selectAll()

    def _leave_to_page(self, event: QKeyEvent) -> bool:
        """Ctrl+Del and Ctrl+K are the page's keys, not the field's."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() in _OWN_KEYS:
            event.ignore()
            return True
        return False

    def _step(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(self.code, 1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        return False

    def _show_drop(self) -> None:
        now = self.quantity.hasFocus() and not self.drop.property("locked")
        # Hidden by its words, not by its room: nothing moves with the focus.
        self.drop.setVisible(now)

    def _build(self, line: LineState) -> None:
        theme = self.theme
        row = table_row(theme, self)
        row.addWidget(in_column(theme, Text(theme, line.code, "body", "ink2"), "code"))
        row.addWidget(ElidedText(theme, line.name, "body"), 1)
        row.addWidget(self.error)
        holder = QWidget()
        in_column(theme, holder, "drop")
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        self.drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.addWidget(self.drop)
        row.addWidget(holder)
        unit = Text(theme, line.unit, "body")
        unit.setAlignment(_CENTER)
        row.addWidget(in_column(theme, unit, "unit"))
        row.addWidget(self._price_box())
        box = QWidget()
        in_column(theme, box, "quantity")
        cell = QHBoxLayout(box)
        cell.setContentsMargins(theme.px(16), 0, 0, 0)
        cell.addStretch(1)
        self.quantity.setMaximumWidth(theme.px(88))
        cell.addWidget(self.quantity, 100)
        row.addWidget(box)
        row.addWidget(in_column(theme, self.amount, "amount"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line below the row."""
        super().paintEvent(event)
        thick = self.theme.size("hairline")
        painter = QPainter(self)
        line = self.theme.color("line")
        painter.fillRect(0, self.height() - thick, self.width(), thick, line)

    def _price_box(self) -> QWidget:
        theme, box = self.theme, QWidget()
        in_column(theme, box, "price")
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(5))
        sign = Text(theme)
        sign.setPixmap(pixmap(theme, "lock", 14, "ink2"))
        row.addStretch(1)
        row.addWidget(sign)
        row.addWidget(self.price)
        return box
