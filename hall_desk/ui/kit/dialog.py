"""Dialogs (对话框) inside the window: a scrim over everything and a panel in the middle."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit.focus import FocusRing, focused, tab_stops
from hall_desk.ui.kit.paint import rounded
from hall_desk.ui.kit.text import ElidedText, Hairline, Text
from hall_desk.ui.theme import Theme


class Scrim(QWidget):
    """A dark veil over a whole window; it takes every press on what lies below."""

    resized = Signal()
    """The window below has another size."""

    # While Python takes a window apart, filters still see events but no longer their fields.
    _alive = False

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.theme = theme
        self.below = window
        self._alive = True
        self.setAccessibleName("遮罩")
        window.installEventFilter(self)
        self.setGeometry(window.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if self._alive and watched is self.below and event.type() == QEvent.Type.Resize:
            self.setGeometry(self.below.rect())
            self.resized.emit()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Swallow the press."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Darken what lies below."""
        QPainter(self).fillRect(self.rect(), self.theme.color("scrim"))


class DialogFrame(QWidget):
    """A panel over the window with header, body and footer.

    While it is open the focus stays inside, the window's keys are silent (except those bound
    with `always`), and Esc asks to close; afterwards the focus is where it was.
    """

    cancelled = Signal()
    """Esc was pressed; the owner decides whether to close."""
    closed = Signal()
    """The dialog went away."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        title: str,
        icon: str | None = None,
        *,
        size: tuple[int, int] = (960, 592),
        subtitle: str = "",
    ) -> None:
        self.scrim = Scrim(theme, window)
        super().__init__(self.scrim)
        self.theme = theme
        self._size = size
        self._silenced: list[QShortcut] = []
        self._came_from: QWidget | None = None
        self.scrim.hide()
        self.scrim.resized.connect(self._place)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title = Text(theme, title, "lead", weight=700)
        self.subtitle = ElidedText(theme, subtitle, "body", "ink2")
        self.header_right = QHBoxLayout()
        self.body = QHBoxLayout()
        self.footer = QHBoxLayout()
        self._build(icon)

    def open(self) -> None:
        """Show the dialog and take the focus."""
        window = self.scrim.below
        if self.scrim.isVisible():
            return
        self._came_from = focused(window)
        self._silence(window)
        self.scrim.setGeometry(window.rect())
        self._place()
        self.scrim.show()
        self.scrim.raise_()
        self.focusNextPrevChild(True)
        self._raise_ring(window)

    def close_frame(self) -> None:
        """Hide the dialog, wake the window's keys and give the focus back."""
        if self.scrim.isHidden():
            return
        self.scrim.hide()
        for shortcut in filter(isValid, self._silenced):  # what is below may have gone meanwhile
            shortcut.setEnabled(True)
        self._silenced = []
        back, self._came_from = self._came_from, None
        if back is not None and isValid(back) and back.isVisible() and back.isEnabled():
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        self._raise_ring(self.scrim.below)
        self.closed.emit()

    def is_open(self) -> bool:
        """Whether the dialog is shown."""
        return not self.scrim.isHidden()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk the focus inside the dialog only."""
        stops = list(tab_stops(self))
        if not stops:
            return True
        now = focused(self.window())
        at = stops.index(now) if now in stops else (-1 if forward else 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc asks to close."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the fields does nothing."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the panel."""
        theme = self.theme
        border = theme.color("edge") if theme.contrast else None
        radius, ground = theme.radius("dialog"), theme.color("surface")
        rounded(QPainter(self), QRectF(self.rect()), radius, ground, border, theme.px(1))

    def _build(self, icon: str | None) -> None:
        theme, pad = self.theme, self.theme.px(24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        header = QHBoxLayout()
        header.setContentsMargins(pad, 0, pad, 0)
        header.setSpacing(theme.px(12))
        if icon:
            sign = Text(theme)
            sign.setPixmap(pixmap(theme, icon, 24, "soft_ink"))
            header.addWidget(sign)
        header.addWidget(self.title)
        header.addWidget(self.subtitle, 1)
        self.header_right.setSpacing(theme.px(8))
        header.addLayout(self.header_right)
        column.addWidget(_band(header, theme.px(55)))
        column.addWidget(Hairline(theme))
        self.body.setSpacing(0)
        column.addLayout(self.body, 1)
        column.addWidget(Hairline(theme))
        self.footer.setContentsMargins(pad, 0, pad, 0)
        self.footer.setSpacing(theme.px(12))
        column.addWidget(_band(self.footer, theme.px(79)))

    def _place(self) -> None:
        """Stand in the middle, never larger than the window."""
        room = self.scrim.rect()
        wide = min(self.theme.px(self._size[0]), room.width() - self.theme.px(16))
        high = min(self.theme.px(self._size[1]), room.height() - self.theme.px(16))
        rect = QRect(0, 0, wide, high)
        rect.moveCenter(room.center() + QPoint(0, 0))
        self.setGeometry(rect)

    def _silence(self, window: QWidget) -> None:
        for shortcut in window.findChildren(QShortcut):
            owner = shortcut.parent()
            inside = owner is self or (isinstance(owner, QWidget) and self.isAncestorOf(owner))
            if not inside and shortcut.isEnabled() and not shortcut.property("always"):
                shortcut.setEnabled(False)
                self._silenced.append(shortcut)

    def _raise_ring(self, window: QWidget) -> None:
        ring = window.findChild(FocusRing)
        if ring is not None:
            ring.refresh()


def _band(layout: QHBoxLayout, height: int) -> QWidget:
    band = QWidget()
    band.setLayout(layout)
    band.setFixedHeight(height)
    return band
