"""The hall display's window (大厅屏窗口): two bands, two columns, no control but the voice key."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from hall_desk.presenters.display import DisplayPresenter
from hall_desk.presenters.display_state import DisplayState
from hall_desk.ui.display.bands import BottomBand, TopBand
from hall_desk.ui.display.notices import IdlePanel, NoticePanel, PostedPanel
from hall_desk.ui.display.panels import RecentPanel, StopPanel, WaitingPanel
from hall_desk.ui.kit import CallCard
from hall_desk.ui.theme import Theme

DRAWN = QSize(1920, 1080)
BANDS = (112, 104)
MARGIN = (40, 56)
CALL_HIGH, CARD_GAP, COLUMN_GAP, RIGHT_WIDE = 344, 24, 40, 616
STOP_HIGH = 324


class DisplayWindow(QWidget):
    """Shows the calls; the key V switches the voice."""

    voice_toggled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = theme
        self._theme = theme
        self._state: DisplayState | None = None
        self.setObjectName("hall_display")
        self.setWindowTitle("大厅屏")
        self.setProperty("window", "public")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.apply(self)
        self._top, self._bottom = TopBand(theme), BottomBand(theme)
        self._call, self._recent = CallCard(theme), RecentPanel(theme)
        self._waiting, self._stop = WaitingPanel(theme), StopPanel(theme)
        self._notice, self._idle = NoticePanel(theme), IdlePanel(theme)
        self._posted = PostedPanel(theme)
        self._painted = (
            self._top,
            self._bottom,
            self._recent,
            self._waiting,
            self._stop,
            self._posted,
            self._notice,
            self._idle,
        )
        for part in (*self._painted, self._call):
            part.setParent(self)
        self.resize(theme.px(960), theme.px(540))

    def show_state(self, state: DisplayState) -> None:
        """Show the hall of this moment."""
        self._state = state
        for part in self._painted:
            part.show_state(state)
        if state.call is not None:
            self._call.show_call(state.call.code, state.call.window, state.call.times)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit everything to the screen."""
        super().resizeEvent(event)
        scale = min(self.width() / DRAWN.width(), self.height() / DRAWN.height())
        self._theme = self._base.rescaled(max(scale, 0.1))
        for part in self._painted:
            part.set_theme(self._theme)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """V switches the voice on or off."""
        if event.key() == Qt.Key.Key_V and not event.isAutoRepeat():
            self.voice_toggled.emit()
            return
        super().keyPressEvent(event)

    def _arrange(self) -> None:
        """Bands above and below, the columns between; a missing card closes up."""
        px, state = self._theme.px, self._state
        top, bottom = px(BANDS[0]), px(BANDS[1])
        self._top.setGeometry(0, 0, self.width(), top)
        self._bottom.setGeometry(0, self.height() - bottom, self.width(), bottom)
        whole = QRect(0, top, self.width(), self.height() - top - bottom)
        notice = state is not None and state.notice is not None
        called = state is not None and state.call is not None
        for part in (self._recent, self._waiting):
            part.setVisible(not notice)
        self._call.setVisible(called and not notice)
        self._idle.setVisible(not called and not notice)
        stopped = state is not None and state.stop is not None
        posted = state is not None and state.posted is not None and not stopped
        self._stop.setVisible(stopped and not notice)
        self._posted.setVisible(posted and not notice)
        self._notice.setVisible(notice)
        self._notice.setGeometry(whole)
        area = whole.adjusted(px(MARGIN[1]), px(MARGIN[0]), -px(MARGIN[1]), -px(MARGIN[0]))
        right = px(RIGHT_WIDE)
        left = area.width() - right - px(COLUMN_GAP)
        self._arrange_left(QRect(area.left(), area.top(), left, area.height()))
        column = QRect(area.left() + left + px(COLUMN_GAP), area.top(), right, area.height())
        self._arrange_right(column, self._stop if stopped else self._posted if posted else None)

    def _arrange_left(self, area: QRect) -> None:
        gap, room = self._theme.px(CARD_GAP), area.height()
        high = min(self._theme.px(CALL_HIGH) * room // self._theme.px(784), room * 45 // 100)
        for card in (self._call, self._idle):
            card.setGeometry(area.left(), area.top(), area.width(), high)
        rest = room - high - gap
        self._recent.setGeometry(area.left(), area.top() + high + gap, area.width(), rest)

    def _arrange_right(self, area: QRect, below: QWidget | None) -> None:
        gap = self._theme.px(CARD_GAP)
        if below is None:
            self._waiting.setGeometry(area)
            return
        low = self._theme.px(STOP_HIGH)
        high = area.height() - low - gap
        self._waiting.setGeometry(area.left(), area.top(), area.width(), high)
        below.setGeometry(area.left(), area.top() + high + gap, area.width(), low)


def bind(presenter: DisplayPresenter, window: DisplayWindow) -> None:
    """Connect the display's window with its presenter."""
    window.voice_toggled.connect(presenter.toggle_voice)
    presenter.show = window.show_state
