"""The full-screen sign of a suspended window (“暂停营业”标牌); a staff strip comes on a press."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.sign import SignWindowState
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import FocusRing, KeyMap, PlainButton, SuspensionSign, Text
from hall_desk.ui.suspend.signs import sign_text
from hall_desk.ui.theme import Theme


class SignWindow(QWidget):
    """Covers the screen of a closed window; any key shows the strip for staff."""

    closed = Signal()
    """Esc: back to the window; the suspension stays."""
    resume_wanted = Signal()
    ended = Signal()
    """The window is open again: the sign has nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle("暂停营业")
        self.setProperty("window", "public")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.apply(self)
        self.sign = SuspensionSign(theme)
        self.strip = QWidget()
        self.hint_sign = Text(theme)
        self.hint = Text(theme, "", "strong")
        self.resume = PlainButton(theme, "恢复营业", "start", "F10", "resume")
        self.back = PlainButton(theme, "返回窗口", "left", "Esc", "go_back")
        self.keys = KeyMap(self)
        self._build()
        FocusRing(theme, self)

    def show_state(self, state: SignWindowState) -> None:
        """Show the sign; it ends when the window is open again."""
        if state.sign is None:
            self.ended.emit()
            return
        self.sign.show_sign(sign_text(state.sign))
        self.hint.setText(state.banner or state.message or state.staff_hint)
        loud = bool(state.overdue or state.banner or state.message)
        self.hint.set_tone("warn" if loud else "ink2")
        icon, tone = ("warn", "warn") if loud else ("pause", "ink2")
        self.hint_sign.setPixmap(pixmap(self.theme, icon, 20, tone))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key shows the strip; customers' screens have no keys."""
        self.show_strip()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the sign shows the strip, another hides it."""
        if self.strip.isVisible():
            self.strip.hide()
        else:
            self.show_strip()
        event.accept()

    def show_strip(self) -> None:
        """Show what staff need: whether the time has passed, resume, go back."""
        self.strip.show()

    def _build(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sign, 1)
        self.strip.setProperty("ground", "surface")
        self.strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.strip.setFixedHeight(theme.px(64))
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(theme.px(24), 0, theme.px(24), 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self.hint_sign)
        row.addWidget(self.hint, 1)
        row.addWidget(self.back)
        row.addWidget(self.resume)
        column.addWidget(self.strip)
        self.strip.hide()
        self.resume.triggered.connect(lambda _: self.resume_wanted.emit())
        self.back.triggered.connect(lambda _: self.closed.emit())
        self.keys.bind("F10", self.resume_wanted.emit)
        self.keys.bind("Esc", self.closed.emit)
