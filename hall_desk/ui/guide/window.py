"""The guide's window (引导员台): item and marks at the left, the ticket in hand, the lines."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.guide import GuidePresenter
from hall_desk.presenters.guide_state import GuideState
from hall_desk.ui.guide.cards import HandCard, LinesCard, WishCard
from hall_desk.ui.kit import (
    ActionBar,
    ActionKey,
    Banner,
    FocusRing,
    Header,
    KeyMap,
    KitButton,
    MainAction,
    MessageLine,
)
from hall_desk.ui.theme import Theme


class GuideWindow(QWidget):
    """One page, keyboard first: type, Enter; the number stands large in the middle."""

    searched = Signal(str)
    issue_asked = Signal(str, str, bool)
    ticket_asked = Signal(str)
    attend_asked = Signal(str, bool)
    item_asked = Signal(str)
    come_back_asked = Signal()
    book_asked = Signal(str, str)
    manager_asked = Signal()
    closed = Signal()
    lock_wanted = Signal()
    retry = Signal()

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        dressed: bool = False,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setObjectName("guide_window")
        self.setWindowTitle("引导员台")
        self.setProperty("window", "staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = Header(theme, lock_text="锁屏/换人")
        self.banner = Banner(theme)
        self.wish, self.hand, self.lines = WishCard(theme), HandCard(theme), LinesCard(theme)
        self.message = MessageLine(theme)
        self.issue = MainAction(
            theme, "receipt", "取号", "Ctrl+Enter", "issue", monotonic=monotonic
        )
        self.bar = ActionBar(theme)
        self.keys = KeyMap(self)
        self._state: GuideState | None = None
        self._lay_out()
        self._connect()
        theme.apply(self, dressed=dressed)
        self.ring = FocusRing(theme, self)
        self.wish.search.setFocus()

    def show_state(self, state: GuideState) -> None:
        """Show the lines of this second; what is typed stays."""
        before, self._state = self._state, state
        fresh = before is not None and state.given != before.given
        self.header.set_hall(state.hall_name, "引导员台")
        self.header.set_open("open" if state.is_open else "pending", _OPEN[state.is_open])
        self.header.set_date(state.date)
        label, number, name = state.staff.split(" ", 2)
        self.header.set_staff(label, number, name)
        self.header.set_clock(state.clock)
        self.header.set_data(not state.banner, "数据中断" if state.banner else "数据正常")
        self.wish.show_state(state)
        self.hand.show_state(state)
        self.lines.show_state(state)
        self._show_message(state)
        why = "营业厅还没有开门。" if not state.is_open else "正在保存…"
        self.issue.set_enabled(state.is_open and not state.busy, why)
        waiting = "只有等候中的号可以改，请先查票号。"
        for name, key in self._action_keys.items():
            live = state.hand.passed if name == "come_back" else state.hand.waiting
            live = live or name in ("find_ticket", "go_back", "call_manager")
            key.set_enabled(live, "请先查一个过号的票号。" if name == "come_back" else waiting)
        if fresh:
            self._begin_anew()
        elif before is not None and state.message is not before.message:
            self._go_to_fault(state)

    def _go_to_fault(self, state: GuideState) -> None:
        """The hands go to the field that is newly at fault."""
        fields = {"search": self.wish.search, "code": self.hand.field, "wanted": self.hand.wanted}
        field = fields.get(state.message.field or "") if state.message.is_error else None
        if field is not None and field.isVisible():
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Ready to type at once."""
        super().showEvent(event)
        self.wish.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the search move the row, Enter takes the ticket."""
        if watched is self.wish.search and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self.wish.move_row(step)
                return True
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self.issue.press_key()
                return True
        return super().eventFilter(watched, event)

    def _begin_anew(self) -> None:
        """The next customer: nothing of the last one stays chosen."""
        self.wish.begin()
        self.hand.field.clear()

    def _show_message(self, state: GuideState) -> None:
        said = state.message
        at_field = said.is_error and said.field in ("search", "code", "wanted")
        if not said.text or at_field:
            self.message.clear()
        else:
            (self.message.show_error if said.is_error else self.message.show_done)(said.text)
        if state.banner:
            self.banner.show_fault(state.banner)
        else:
            self.banner.hide_fault()

    def _issue(self) -> None:
        self.issue_asked.emit(self.wish.service(), *self.wish.marks())

    def _attend(self) -> None:
        self.attend_asked.emit(*self.hand.marks())

    def _find(self) -> None:
        self.hand.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.hand.field.selectAll()

    def _connect(self) -> None:
        wish, hand = self.wish, self.hand
        wish.search.installEventFilter(self)
        wish.search.textChanged.connect(self.searched)
        wish.table.opened.connect(lambda _: self.issue.press_key())
        hand.field.returnPressed.connect(lambda: self.ticket_asked.emit(hand.field.text()))
        hand.book.triggered.connect(
            lambda _: self.book_asked.emit(wish.service(), hand.wanted.text())
        )
        self.lines.picked.connect(self.ticket_asked)
        self.issue.triggered.connect(lambda _: self._issue())
        acts = {
            "go_back": self.closed.emit,
            "find_ticket": self._find,
            "needs_help": self._attend,
            "add_item": lambda: self.item_asked.emit(wish.service()),
            "come_back": self.come_back_asked.emit,
            "call_manager": self.manager_asked.emit,
        }
        for name, key in self._action_keys.items():
            key.triggered.connect(lambda _, act=acts[name]: act())
        buttons: list[KitButton] = [*self._action_keys.values(), self.issue]
        for button in buttons:
            button.refused.connect(self.message.show_note)
        self.keys.bind_button(*buttons, self.header.lock)
        self.header.lock_wanted.connect(self.lock_wanted)
        self.banner.acted.connect(lambda _: self.retry.emit())

    def _lay_out(self) -> None:
        theme = self.theme
        self.header.set_window("", "")
        self._action_keys = {
            name: ActionKey(theme, icon, text, key, name)
            for name, icon, text, key in (
                ("go_back", "left", "返回", "Esc"),
                ("find_ticket", "search", "查票号、凭码", "F5"),
                ("needs_help", "star", "改优先、协助", "F7"),
                ("add_item", "plus", "加一项", "F8"),
                ("come_back", "undo", "过号回来", "F11"),
                ("call_manager", "bell", "请值班主任", "F9"),
            )
        }
        body, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(*[theme.px(16)] * 4)
        row.setSpacing(theme.px(16))
        for card, stretch in ((self.wish, 5), (self.hand, 4), (self.lines, 5)):
            row.addWidget(card, stretch)
        body.setLayout(row)
        self.bar.add(*self._action_keys.values())
        self.bar.row.addSpacing(theme.px(8))
        self.bar.row.addWidget(self.message, 1)
        self.bar.row.addWidget(self.issue)
        self.bar.fit()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.banner):
            column.addWidget(part)
        column.addWidget(body, 1)
        column.addWidget(self.bar)


_OPEN = {True: "营业中", False: "未开门"}


def bind(presenter: GuidePresenter, window: GuideWindow) -> None:
    """Connect the guide's window with its presenter."""
    window.searched.connect(presenter.search)
    window.issue_asked.connect(presenter.issue)
    window.ticket_asked.connect(presenter.ask)
    window.attend_asked.connect(presenter.attend)
    window.item_asked.connect(presenter.add_item)
    window.come_back_asked.connect(presenter.come_back)
    window.book_asked.connect(presenter.book)
    window.manager_asked.connect(presenter.call_manager)
    window.retry.connect(presenter.retry)
    presenter.show = window.show_state
