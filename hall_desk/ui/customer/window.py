"""The side screen's window: a painted face, and the few things a customer touches."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from hall_desk.presenters.customer_state import CustomerState, Stage
from hall_desk.ui.customer.buttons import FaceButton, LevelButton
from hall_desk.ui.customer.face import BAND, FOOT, Face
from hall_desk.ui.customer.pad import SigningPad
from hall_desk.ui.theme import Theme

DRAWN = QSize(1280, 800)


class CustomerWindow(QWidget):
    """Shows the visit to the customer; never takes the keyboard from the counter."""

    rated = Signal(int)
    """The customer touched a level."""
    confirmed = Signal(str, object)
    """The customer signed the sheet; carries the total that was shown, and the strokes."""
    closed = Signal()
    """The window was closed by hand."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base, self._theme = theme, theme
        self._state: CustomerState | None = None
        self.setObjectName("customer_screen")
        self.setWindowTitle("客户屏")
        self.setProperty("window", "public")
        self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.apply(self)
        self.face = Face(theme)
        self.face.setParent(self)
        self.levels = [LevelButton(theme, level, self) for level in range(5, 0, -1)]
        self.confirm = FaceButton(theme, "核对无误，签字", "pen", "confirm_sheet", self)
        self.pad = SigningPad(theme, self)
        self.pad.finished.connect(self._signed)
        self.pad.left.connect(self._leave_pad)
        for button in self.levels:
            button.hide()
            button.triggered.connect(lambda _, level=button.level: self.rated.emit(level))
        self.confirm.hide()
        self.confirm.triggered.connect(lambda _: self._open_pad())
        self.resize(theme.px(960), theme.px(600))

    def show_state(self, state: CustomerState) -> None:
        """Show the moment; nothing is drawn anew when nothing changed."""
        if state == self._state:
            return
        before, self._state = self._state, state
        self.face.show_state(state)
        words = dict(state.levels)
        for button in self.levels:
            button.setVisible(state.stage is Stage.RATING and button.level in words)
            button.set_text(words.get(button.level, ""))
            button.set_chosen(state.given == button.level)
        asked = state.stage is Stage.SHEET and state.sheet.can_sign
        if not asked or before is None or before.sheet != state.sheet:
            self.pad.hide()  # what changed is read again before it is signed
        self.confirm.setVisible(asked)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit everything to the screen, also upright."""
        super().resizeEvent(event)
        drawn = DRAWN.transposed() if self.height() > self.width() else DRAWN
        scale = min(self.width() / drawn.width(), self.height() / drawn.height())
        self._theme = self._base.rescaled(max(scale, 0.1))
        self.face.set_theme(self._theme)
        for button in (*self.levels, self.confirm):
            button.set_theme(self._theme)
        self.pad.set_theme(self._theme)
        self._arrange()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by hand: the counter forgets it."""
        super().closeEvent(event)
        self.closed.emit()

    def _open_pad(self) -> None:
        if self._state is not None:
            self.pad.begin(f"{self._state.sheet.number} 签字确认", self._state.sheet.total)
            self.pad.show()
            self.pad.raise_()

    def _leave_pad(self) -> None:
        self.pad.hide()

    def _signed(self, strokes: object) -> None:
        self.pad.hide()
        if self._state is not None:
            self.confirmed.emit(self.pad.total, strokes)

    def _arrange(self) -> None:
        px = self._theme.px
        self.face.setGeometry(self.rect())
        self.confirm.setGeometry(
            self.width() - px(48) - px(392), self.height() - px(64 + 112), px(392), px(96)
        )
        gap, side = px(16), px(48)
        top = px(BAND) + px(16)
        self.pad.setGeometry(
            side, top, self.width() - 2 * side, self.height() - top - px(FOOT) - px(8)
        )
        if self.height() > self.width():
            top, high = px(BAND + 260), px(120)
            for at, button in enumerate(self.levels):
                box = QRect(side, top + at * (high + gap), self.width() - 2 * side, high)
                button.setGeometry(box)
            return
        wide = (self.width() - 2 * side - 4 * gap) // 5
        top = px(BAND + 232)
        for at, button in enumerate(self.levels):
            button.setGeometry(side + at * (wide + gap), top, wide, px(216))
