"""Fields of the money pane: flat figures while nobody types in them."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hall_desk.ui.kit import LineField, MoneyField
from hall_desk.ui.kit.paint import draw_text
from hall_desk.ui.kit.text import fitting_step
from hall_desk.ui.theme import Theme

_UP_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QuietField(LineField):
    """A field that shows its masked text flat until it is typed in."""

    committed = Signal()
    """Enter was pressed."""
    moved = Signal(int)
    """An arrow was pressed: 1 for the next field, -1 for the one before."""

    def __init__(
        self, theme: Theme, name: str, object_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, object_name, compact=True, right=True, parent=parent)
        self.flat_text = ""
        self.setFixedHeight(theme.px(26))

    def is_flat(self) -> bool:
        """Whether the text is drawn without a frame."""
        return bool(self.text()) and not self.hasFocus() and not self.property("wrong")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrows go to the next field."""
        key = Qt.Key(event.key())
        if key in _ENTER:
            if not event.isAutoRepeat():
                self.committed.emit()
            return
        if key in _UP_DOWN:
            self.moved.emit(_UP_DOWN[key])
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A field reached by a key is typed over."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the flat text, or the field."""
        if not self.is_flat():
            super().paintEvent(event)
            return
        ink, right = self.theme.color("ink"), Qt.AlignmentFlag.AlignRight
        words = self.flat_text or self.text()
        draw_text(
            QPainter(self), QRectF(self.rect()), words, self.theme.font("body", 600), ink, right
        )


class DueField(MoneyField):
    """应收: a field while it is typed, the largest figure of the pane afterwards."""

    def is_flat(self) -> bool:
        """Whether the amount is drawn without a frame."""
        return bool(self.text()) and not self.hasFocus() and not self.property("wrong")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the flat amount, or the field."""
        if not self.is_flat():
            super().paintEvent(event)
            return
        ink, right = self.theme.color("ink"), Qt.AlignmentFlag.AlignRight
        step = fitting_step(self.theme, self.text(), ("amount", "figure"), self.width())
        font = self.theme.font(step)
        draw_text(QPainter(self), QRectF(self.rect()), self.text(), font, ink, right)


class StepMoneyField(MoneyField):
    """A money field in which Space ticks the next step and the arrows change the field."""

    spaced = Signal()
    """Space was pressed."""
    moved = Signal(int)
    """An arrow was pressed: 1 for the next field, -1 for the one before."""

    def sizeHint(self) -> QSize:
        """48 high."""
        return QSize(super().sizeHint().width(), self.theme.px(48))

    def minimumSizeHint(self) -> QSize:
        """An amount is never cut in its height."""
        return QSize(super().minimumSizeHint().width(), self.theme.px(48))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space is for the steps, no amount has one."""
        if not money_key(event, self.spaced.emit, self.moved.emit):
            super().keyPressEvent(event)


class StepDueField(DueField):
    """The due amount with the same keys."""

    spaced = Signal()
    """Space was pressed."""
    moved = Signal(int)
    """An arrow was pressed: 1 for the next field, -1 for the one before."""

    def sizeHint(self) -> QSize:
        """48 high."""
        return QSize(super().sizeHint().width(), self.theme.px(48))

    def minimumSizeHint(self) -> QSize:
        """An amount is never cut in its height."""
        return QSize(super().minimumSizeHint().width(), self.theme.px(48))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space is for the steps, no amount has one."""
        if not money_key(event, self.spaced.emit, self.moved.emit):
            super().keyPressEvent(event)


def money_key(event: QKeyEvent, spaced: Callable[[], None], moved: Callable[[int], None]) -> bool:
    """The keys a money field gives away, Space, up and down; whether it was one of them."""
    key = Qt.Key(event.key())
    if key == Qt.Key.Key_Space:
        if not event.isAutoRepeat():
            spaced()
        return True
    if key in _UP_DOWN:
        moved(_UP_DOWN[key])
        return True
    return False
