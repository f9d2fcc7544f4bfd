"""The window of a window's sign: the painted face, or the suspension sign while it is closed."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from hall_desk.presenters.window_sign import WindowSignPresenter, WindowSignState
from hall_desk.ui.kit import SuspensionSign
from hall_desk.ui.suspend.signs import sign_text
from hall_desk.ui.theme import Theme
from hall_desk.ui.windowsign.face import SignFace

DRAWN = QSize(1920, 1080)


class WindowSignWindow(QWidget):
    """Fills the display above or before a window; it has no controls."""

    closed = Signal()
    """The window was closed by hand."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = theme
        self.setObjectName("window_sign")
        self.setWindowTitle("窗口标识")
        self.setProperty("window", "public")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        theme.apply(self)
        self.face = SignFace(theme)
        self.suspended = SuspensionSign(theme)
        self.layers = QStackedLayout(self)
        self.layers.addWidget(self.face)
        self.layers.addWidget(self.suspended)
        self.resize(theme.px(960), theme.px(540))

    def show_state(self, state: WindowSignState) -> None:
        """Show the moment; a suspension has its own sign (Art. 11(8))."""
        self.setWindowTitle(f"{state.number}号窗口标识")
        if state.suspended is not None:
            self.suspended.show_sign(sign_text(state.suspended))
            self.layers.setCurrentWidget(self.suspended)
            return
        self.face.show_state(state)
        self.layers.setCurrentWidget(self.face)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the face to the screen, also upright."""
        super().resizeEvent(event)
        drawn = DRAWN.transposed() if self.height() > self.width() else DRAWN
        scale = min(self.width() / drawn.width(), self.height() / drawn.height())
        self.face.set_theme(self._base.rescaled(max(scale, 0.1)))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by hand: whoever opened it forgets it."""
        super().closeEvent(event)
        self.closed.emit()


def bind(presenter: WindowSignPresenter, window: WindowSignWindow) -> None:
    """The sign follows its presenter."""
    presenter.show = window.show_state
