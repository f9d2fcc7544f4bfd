"""Pages (页面): what is shown below a window's header, with sub-header, body and action bar."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hall_desk.domain.codes import ScannedCode
from hall_desk.presenters.base import Message
from hall_desk.presenters.contact_state import MainState
from hall_desk.ui.kit import (
    ActionBar,
    ActionKey,
    Banner,
    Field,
    KeyMap,
    MainAction,
    MessageLine,
    SubHeader,
)
from hall_desk.ui.theme import Theme

GO_BACK = "go_back"
"""The name of a main action that only leaves the page."""
_ASIDE = 336
_ASIDE_WIDE = 376
_WIDE = 1500
_BAR = 12


class Page(QWidget):
    """A page of a staff window: a left side that takes the room, and a column at the right."""

    closed = Signal()
    """The page is to be left (Esc 返回来访)."""
    manager_wanted = Signal()
    """请值班主任 was pressed on this page."""
    retried = Signal()
    """The banner's button was pressed."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(title)
        self.sub = SubHeader(theme, title)
        self.banner = Banner(theme)
        self.banner.acted.connect(lambda _: self.retried.emit())
        self.bar = ActionBar(theme)
        self.message = MessageLine(theme)
        self.keys = KeyMap(self)
        self.left = QVBoxLayout()
        self.left.setSpacing(theme.px(12))
        self.aside = QVBoxLayout()
        self.aside.setSpacing(theme.px(12))
        self._aside_box = QWidget()
        self._fitted: list[QWidget] = []
        self._back: ActionKey | None = None
        self._build()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the right column its width for this size."""
        super().resizeEvent(event)
        wide = self.width() >= self.theme.px(_WIDE)
        width = self.theme.px(_ASIDE_WIDE if wide else _ASIDE)
        # A scroll bar of the column stands in the margin, so that the cards keep their width.
        self._aside_box.setFixedWidth(width + self.theme.px(_BAR))
        for widget in self._fitted:
            widget.setFixedWidth(width)

    def fit_aside(self, *widgets: QWidget) -> None:
        """Keep widgets of the right column at its width, with or without a scroll bar."""
        self._fitted.extend(widgets)

    def hide_aside(self) -> None:
        """Give the whole width to the left side."""
        self._aside_box.hide()
        self.left.setContentsMargins(0, 0, self.theme.px(_BAR), 0)
        self._body.setSpacing(0)

    def add_key(self, icon: str, text: str, key: str, name: str) -> ActionKey:
        """Add a key to the action bar and bind it."""
        button = ActionKey(self.theme, icon, text, key, name)
        self.bar.add(button)
        self.keys.bind_button(button)
        if key == "Esc":
            self._back = button
        return button

    def add_manager_key(self) -> ActionKey:
        """Add 请值班主任; its key F9 belongs to the window below, which keeps it everywhere."""
        self.bar.add_divider()
        button = ActionKey(self.theme, "bell", "请值班主任", "F9", "call_manager", strong=True)
        button.triggered.connect(lambda _: self.manager_wanted.emit())
        self.bar.add(button)
        return button

    def add_main(self, main: QWidget) -> None:
        """Put the main action at the right end, the message line before it."""
        self.bar.row.addSpacing(self.theme.px(8))
        self.bar.row.addWidget(self.message, 1)
        self.bar.row.addSpacing(self.theme.px(8))
        self.bar.row.addWidget(main)

    def show_main(self, main: MainAction, state: MainState) -> None:
        """Give the main place its action; 返回 alone stands at the left, as on every page."""
        goes_back = state.name == GO_BACK
        held = main.hasFocus()
        main.set_action(state.name, state.icon, state.text, state.key, not state.why, state.why)
        main.setVisible(not goes_back)
        if held:
            self.focus_main(main)

    def focus_main(self, main: MainAction) -> None:
        """Take the focus to the main action, to 返回 where there is none."""
        back = self._back if main.isHidden() else None
        (back or main).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_message(self, message: Message, *, at_field: bool, banner: str) -> None:
        """Say it in the message line, unless it stands at its field; faults in the banner."""
        if not message.text or at_field:
            self.message.clear()
        elif message.is_error:
            self.message.show_error(message.text)
        else:
            self.message.show_note(message.text)
        if banner:
            self.banner.show_fault(banner)
        else:
            self.banner.hide_fault()

    def take_scan(self, code: ScannedCode) -> bool:
        """A code was scanned above this page; whether it stays here.

        A page that can use it takes it; one that may be left gives way and returns False.
        """
        del code
        self.message.show_note("请先返回来访，再扫码。")
        return True

    def _build(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sub)
        column.addWidget(self.banner)
        body = self._body = QHBoxLayout()
        body.setContentsMargins(theme.px(16), theme.px(12), theme.px(16 - _BAR), theme.px(12))
        body.setSpacing(theme.px(16))
        body.addLayout(self.left, 1)
        self.aside.setContentsMargins(0, 0, 0, 0)
        self._aside_box.setLayout(self.aside)
        body.addWidget(self._aside_box)
        column.addLayout(body, 1)
        column.addWidget(self.bar)


class Scroller(QScrollArea):
    """A vertical scroll area that follows the focus and draws nothing of its own."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        inside.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the focused field in view when the content grows or shrinks around it."""
        # The area first: it measures its bars anew on this very event.
        handled = super().eventFilter(watched, event)
        inside = self.widget()
        if watched is inside and event.type() == QEvent.Type.Resize:
            focus = cast("QWidget | None", self.window().focusWidget())
            if focus is not None and inside.isAncestorOf(focus):
                self.ensureWidgetVisible(focus)
        return handled


class FormField(Field):
    """A field whose line below takes room only while it says something."""

    def set_error(self, sentence: str) -> None:
        """Show what is wrong below the field."""
        super().set_error(sentence)
        self._foot_row.setVisible(bool(self.error() or self._hint))

    def tells(self, sentence: str) -> bool:
        """Whether the sentence is shown here and fits; else it is said in the message line too."""
        room = self.width() - self.theme.px(24)
        return bool(sentence) and self._foot.fontMetrics().horizontalAdvance(sentence) <= room

    def set_hint(self, hint: str) -> None:
        """Change the hint below the field."""
        super().set_hint(hint)
        self._foot_row.setVisible(bool(self.error() or hint))
