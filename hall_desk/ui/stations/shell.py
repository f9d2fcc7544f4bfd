"""The frame of a staff PC (主窗口): one screen at a time, public screens a press away."""

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from hall_desk.ui import icons
from hall_desk.ui.kit import PlainButton, Text, tab_stops
from hall_desk.ui.theme import Theme


class Shell(QWidget):
    """A stack of screens, and below the sign-in a strip that opens kiosk and display."""

    kiosk_wanted = Signal()
    display_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shell")
        self.setWindowTitle("供电营业厅前台")
        self.setWindowIcon(icons.app_icon())
        self.setProperty("window", "staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stack = QStackedLayout()
        self.strip = QWidget(self)
        strip = QHBoxLayout(self.strip)
        strip.setContentsMargins(theme.px(24), theme.px(8), theme.px(24), theme.px(16))
        strip.setSpacing(theme.px(12))
        strip.addStretch(1)
        strip.addWidget(Text(theme, "在这台电脑上打开公共屏幕", "small", "ink2"))
        for text, icon, name, signal in (
            ("取号机", "receipt", "open_kiosk", self.kiosk_wanted),
            ("大屏", "screen", "open_display", self.display_wanted),
        ):
            button = PlainButton(theme, text, icon, None, name)
            button.triggered.connect(lambda _, wanted=signal: wanted.emit())
            strip.addWidget(button)
        strip.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._stack, 1)
        column.addWidget(self.strip)
        theme.apply(self)

    def show_screen(self, screen: QWidget, *, strip: bool = False) -> None:
        """Brings a screen to the front; the last one stays as it was."""
        self.take_in(screen)
        self._stack.setCurrentWidget(screen)
        self.strip.setVisible(strip)
        self.setWindowTitle(f"{screen.windowTitle() or '供电营业厅前台'} - hall_desk")
        _focus_into(screen)

    def take_in(self, screen: QWidget) -> None:
        """Takes a screen in behind the one shown: it is dressed now, and shown quickly later."""
        if self._stack.indexOf(screen) < 0:
            self._stack.addWidget(screen)

    def drop(self, screen: QWidget) -> None:
        """Takes a screen away for good."""
        self._stack.removeWidget(screen)
        screen.hide()
        screen.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        """The hand starts in the screen, not in the strip below it."""
        super().showEvent(event)
        screen = self._stack.currentWidget()
        if screen is not None:
            _focus_into(screen)


def _focus_into(screen: QWidget) -> None:
    """Gives the keyboard to where it last was in the screen, or to its first field."""
    remembered = cast("QWidget | None", screen.focusWidget())
    target = remembered or next(tab_stops(screen), None)
    if target is not None:
        target.setFocus(Qt.FocusReason.OtherFocusReason)
