"""The counter window (窗口): header, three columns, keys; passive, it only shows and tells."""

import time
from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QStackedWidget, QVBoxLayout, QWidget

from hall_desk.presenters.counter_matters import RECONNECT, TEST
from hall_desk.presenters.counter_promise import ACCEPTANCE
from hall_desk.presenters.counter_state import Action, CounterState, Panel, Phase
from hall_desk.presenters.counter_tasks import CALLBACK_TASK, SHEET_TASK
from hall_desk.ui.counter.bar import CounterBar
from hall_desk.ui.counter.cash import CashDialog
from hall_desk.ui.counter.floating import FloatingMessage
from hall_desk.ui.counter.hands import Hands
from hall_desk.ui.counter.heading import CounterHeader
from hall_desk.ui.counter.help import HelpSheet
from hall_desk.ui.counter.layout import measures, order_tabs, row
from hall_desk.ui.counter.left import LeftColumn
from hall_desk.ui.counter.middle import MiddleColumn
from hall_desk.ui.counter.right import RightColumn
from hall_desk.ui.kit import Banner, CallAction, FocusRing, KeyMap, KitButton
from hall_desk.ui.scanner import Scanner
from hall_desk.ui.theme import Theme, tokens
from hall_desk.ui.touch import TouchWatch

MONEY_FIELDS = ("account_no", "due", "received", "spoken_received", "float")
MATTERS = (RECONNECT, TEST)
_OTHER = Qt.FocusReason.OtherFocusReason


class CounterParts:
    """The columns of a counter; each may be made in an event of its own, before their window."""

    def __init__(self, theme: Theme, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.theme, self._monotonic = theme, monotonic
        self.call = CallAction(theme, monotonic=monotonic)

    @cached_property
    def left(self) -> LeftColumn:
        """Who waits, and what is to do."""
        return LeftColumn(self.theme)

    @cached_property
    def middle(self) -> MiddleColumn:
        """The visit."""
        return MiddleColumn(self.theme, self.call)

    @cached_property
    def right(self) -> RightColumn:
        """Phrases, money, panels."""
        return RightColumn(self.theme)

    @cached_property
    def bar(self) -> CounterBar:
        """The keys."""
        return CounterBar(self.theme, self._monotonic)


class CounterWindow(QWidget):
    """One counter; every intent is a signal or the name of an action."""

    action = Signal(str)
    """An action of the bar, the hero or a key was used; carries the use case's name."""
    item_wanted = Signal(int)
    """Alt+1…9: the item at that place."""
    next_step = Signal()
    """Space: the next step is done."""
    escaped = Signal()
    """Esc outside a dialog: fold what is unfolded."""
    scanned = Signal(object)
    """A code was scanned that the page shown does not take; carries a `ScannedCode`."""
    touched = Signal()
    """Somebody used keyboard or pointer."""
    banner_acted = Signal(str)
    """The banner's button was used."""
    wants_contact = Signal(object)
    """F7: the register of first contacts; carries the ticket id or None."""
    wants_contact_row = Signal(int)
    """A line of 我的待办 is to be opened; carries the first contact's id."""
    wants_acceptance = Signal(object, object)
    """Ctrl+E: the acceptance page; carries ticket and item."""
    wants_acceptance_row = Signal(int)
    """An acceptance of 我的待办 is to be followed; carries its id."""
    wants_sheet_row = Signal(int)
    """A paid service of 我的待办 is to be gone on with; carries the sheet's id."""
    wants_callback_row = Signal(int)
    """A callback of 我的待办 is to be made; carries its id."""
    matter_wanted = Signal(str)
    """A reconnection or meter test of 我的待办 is to be unfolded; carries its key."""
    wants_ladder = Signal()
    """Ctrl+B: the contact ladder."""
    wants_paid_service = Signal(object, object)
    """The sheet of a paid service; carries ticket id and item id."""
    wants_visit = Signal(int)
    """A visit that was found is to be read; carries the ticket's id."""
    wants_till = Signal()
    """Ctrl+K: the till (钱箱)."""
    wants_suspension = Signal()
    """F10: the dialog of 暂停营业."""
    wants_customer_screen = Signal()
    """Ctrl+D: the customer's side screen opens or closes."""
    wants_window_sign = Signal()
    """Ctrl+Shift+D: the window's sign opens or closes on the second screen."""
    wants_print_queue = Signal()
    """Ctrl+Shift+P: the print queue of this PC."""
    wants_preview = Signal()
    """Ctrl+Shift+V: the chosen voucher on screen."""
    wants_lock = Signal()
    """F12 or five idle minutes: lock."""

    def __init__(
        self,
        theme: Theme,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        dressed: bool = False,
        parts: "CounterParts | None" = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._monotonic = monotonic
        parts = parts or CounterParts(theme, monotonic)
        self._last_main = float("-inf")
        self._tabs: list[QWidget] = []
        self._state: CounterState | None = None
        self.setObjectName("counter")
        self.setProperty("window", "staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.apply(self, dressed=dressed)
        self.header = CounterHeader(theme)
        self.banner = Banner(theme)
        self.call = parts.call
        self.left = parts.left
        self.middle = parts.middle
        self.right = parts.right
        self.bar = parts.bar
        self.message = FloatingMessage(theme, self, monotonic)
        self.hands = Hands(self)
        self._build()
        self.cash = CashDialog(theme, self, monotonic)
        self.ring = FocusRing(theme, self)
        self.keys = KeyMap(self)
        self.always = KeyMap(self)
        self.scanner = Scanner(self, monotonic)
        self._bind_keys()
        self._connect()
        self.resize(theme.px(1366), theme.px(768))
        self.touches = TouchWatch(self)
        self.touches.touched.connect(self.touched)

    @cached_property
    def help(self) -> HelpSheet:
        """The sheet of all keys (F1), made with the first look at it."""
        return HelpSheet(self.theme, self)

    # -- what the host uses ----------------------------------------------------------------

    def set_page(self, page: QWidget | None) -> None:
        """Put another page below the header, or the counter again with None."""
        shown = self.page()
        if page is None:
            if shown is not None:
                self.pages.setCurrentWidget(self._desk)
                self.pages.removeWidget(shown)
                self.keys.set_enabled(True)
                self.hands.leave_page()
            return
        if shown is None:
            self.hands.enter_page()
        else:
            self.pages.removeWidget(shown)
        self.keys.set_enabled(False)
        self.message.hide()
        self.dress_page(page)
        self.pages.setCurrentWidget(page)
        page.setFocus(_OTHER)

    def dress_page(self, page: QWidget) -> None:
        """Take a page in behind the one shown: it is dressed now, so that showing it is quick."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)

    def page(self) -> QWidget | None:
        """The page put in place of the counter, if any."""
        shown = self.pages.currentWidget()
        return None if shown is self._desk else shown

    def open_overlay(self, dialog: Any) -> None:
        """Open a dialog frame that was made for this window."""
        dialog.open()
        self.ring.refresh()

    # -- what the presenter uses -----------------------------------------------------------

    def show_state(self, state: CounterState) -> None:
        """Show a state in place; the focus stays unless the phase or panel changed."""
        before, self._state = self._state, state
        if state == before:
            return
        self.header.show_view(state.header)
        if before is None or state.banner != before.banner:
            self._show_banner(state)
        self.left.waiting.show_view(state.waiting)
        self.left.next.setVisible(state.phase is not Phase.IDLE)
        self.left.next.show_view(state.next)
        self.left.held.show_lines(state.held)
        self.left.tasks.show_view(state.tasks)
        self.left.fit()
        self.hands.remember(before, state)
        self.middle.show_state(state)
        self.right.show_state(state)
        self.bar.show_state(state)
        self._show_action(self.call, state.actions.get("call_next", Action()))
        self._show_action(self.right.promise.button, state.actions.get("accept"))
        self._show_action(self.middle.called.no_show, state.actions.get("no_show"))
        self._tabs = order_tabs(self.tab_chain(), self._tabs)
        if not state.cash.open:
            # A closing dialog gives the hands back before they move on.
            self.cash.show_view(state.cash)
        self.hands.move(before, state)
        if state.cash.open:
            self.cash.show_view(state.cash)
        self._show_message(state)

    def state(self) -> CounterState | None:
        """The state shown."""
        return self._state

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc folds what is unfolded."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Back from the sign or the lock."""
        super().showEvent(event)
        self.hands.come_forward()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the grid for this size."""
        super().resizeEvent(event)
        self._take_measures()

    def tab_chain(self) -> list[QWidget]:
        """Tab walks as the eye reads: items, papers, steps, money, first contact, the bar."""
        middle, right = self.middle, self.right
        return [
            *(self.header.lock, self.left.tasks.list),
            *(self.call, middle.queue.find_button, middle.called.no_show),
            *middle.visit.chain(),
            *(right.phrase.tick, right.undo.button),
            *(right.today.vouchers, right.today.till, right.today.leave),
            *(right.no_ticket.walk_up, right.no_ticket.phone),
            *right.money.chain(),
            *(right.promise.button, right.wrong_call.button, right.contact.button),
            *self.bar.buttons(),
        ]

    # -- inside ----------------------------------------------------------------------------

    def _build(self) -> None:
        px = self.theme.px
        body = row(self.left, self.middle, self.right, space=px(16))
        body.setStretch(1, 1)
        body.setContentsMargins(px(16), px(16), px(16), px(16))
        self._desk = QWidget()
        desk = QVBoxLayout(self._desk)
        desk.setContentsMargins(0, 0, 0, 0)
        desk.setSpacing(0)
        desk.addLayout(body, 1)
        desk.addWidget(self.bar)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._desk)
        layout = QVBoxLayout(self)
        # The grid follows the window, so the window's least size is its own.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(px(1280), px(640))
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.banner)
        layout.addWidget(self.pages, 1)

    def _take_measures(self) -> None:
        banner = self.banner.height() if not self.banner.isHidden() else 0
        sizes = measures(self.theme, self.width(), self.height() - banner)
        self.left.set_measures(sizes)
        self.right.set_measures(sizes)
        self.middle.set_measures(sizes)
        self._place_message()

    def _bind_keys(self) -> None:
        keys, bar = self.keys, self.bar
        keys.bind("F2", self.call)
        keys.bind("F3", bar.main)
        keys.bind("F4", bar.main)
        keys.bind_button(
            bar.recall,
            bar.money,
            bar.refer,
            bar.add_item,
            bar.transfer,
            self.middle.called.no_show,
            self.middle.queue.find_button,
            self.middle.visit.outcome,
            self.right.no_ticket.walk_up,
            self.right.no_ticket.phone,
        )
        keys.bind("F10", self._f10)
        keys.bind("Ctrl+E", lambda: self._triggered("accept"))
        keys.bind("Ctrl+F12", lambda: self._triggered("leave_window"))
        keys.bind("Ctrl+B", self.wants_ladder.emit)
        keys.bind("Ctrl+F", lambda: self.action.emit("find"))
        keys.bind("Ctrl+G", lambda: self._triggered("vouchers"))
        keys.bind("Ctrl+U", lambda: self._triggered("refund"))
        keys.bind("Ctrl+S", lambda: self._triggered("settle"))
        keys.bind("Ctrl+M", self._ctrl_m)
        keys.bind("Ctrl+J", self._ctrl_j)
        keys.bind("Ctrl+K", lambda: self._triggered("till"))
        keys.bind("Ctrl+P", self._ctrl_p)
        keys.bind("Ctrl+R", self._ctrl_r)
        keys.bind("Ctrl+D", self.wants_customer_screen.emit)
        keys.bind("Ctrl+Shift+D", self.wants_window_sign.emit)
        keys.bind("Ctrl+Shift+P", self.wants_print_queue.emit)
        keys.bind("Ctrl+Shift+V", self.wants_preview.emit)
        keys.bind("Ctrl+Q", self._ctrl_q)
        keys.bind("Ctrl+Z", lambda: self.action.emit("undo"))
        keys.bind("Space", self.next_step.emit)
        for number in range(1, 10):
            keys.bind(f"Alt+{number}", partial(self.item_wanted.emit, number))
        # The bar is hidden below a page; the key is heard there all the same.
        self.always.bind("F9", bar.manager.press_key, always=True)
        self.always.bind("F12", self.wants_lock.emit, always=True)
        self.always.bind("F1", self._f1)

    def _connect(self) -> None:
        buttons: tuple[KitButton, ...] = (
            self.call,
            *self.bar.buttons(),
            self.middle.called.no_show,
            self.middle.visit.notice,
            self.middle.visit.process,
            self.middle.visit.outcome,
            self.middle.queue.find_button,
            self.right.promise.button,
            self.right.contact.button,
            self.right.undo.button,
            self.right.wrong_call.button,
            self.right.today.vouchers,
            self.right.today.till,
            self.right.today.leave,
            self.right.no_ticket.walk_up,
            self.right.no_ticket.phone,
            self.right.money.vouchers,
            self.right.money.more,
        )
        for button in buttons:
            button.refused.connect(self._refused)
            button.triggered.connect(self._triggered)
        self.left.tasks.list.opened.connect(self._open_task)
        self.left.tasks.list.left.connect(self.hands.leave_tasks)
        self.middle.visit.counted.connect(self.hands.leave_quantity)
        self.scanner.scanned.connect(self._scanned)
        self.header.lock_wanted.connect(self.wants_lock)
        self.banner.acted.connect(self.banner_acted)
        self.right.rating.left.connect(self.hands.leave_rating)
        self.right.money.spaced.connect(self.next_step)
        self.right.when_made(self._connect_panel)

    def _connect_panel(self, kind: Panel) -> None:
        """A panel that is made takes its part of the keys."""
        self.right.panel(kind).folded.connect(self.escaped)
        if kind is Panel.VOUCHERS:
            vouchers = self.right.vouchers
            for button in vouchers.buttons():
                button.refused.connect(self._refused)
            self.keys.bind_button(vouchers.invoice)
            self.keys.bind("Ctrl+L", vouchers.later_wanted.emit)

    def _open_task(self, key: str) -> None:
        """A line of 我的待办: a first contact by its id, or another matter by its kind."""
        if key.startswith(MATTERS):
            self.matter_wanted.emit(key)
            return
        kinds = {
            ACCEPTANCE: self.wants_acceptance_row,
            SHEET_TASK: self.wants_sheet_row,
            CALLBACK_TASK: self.wants_callback_row,
        }
        for prefix, wanted in kinds.items():
            if key.startswith(prefix):
                wanted.emit(int(key.removeprefix(prefix)))
                return
        self.wants_contact_row.emit(int(key))

    def _triggered(self, name: str) -> None:
        if name in ("call_next", "start", "finish", "resume_window"):
            now = self._monotonic()
            # One press, one step: the focus moves to the next main action, the finger may not.
            if (now - self._last_main) * 1000 < tokens()["motion"]["guard_ms"]:
                return
            self._last_main = now
        self.action.emit(
            {
                "refer_card": "refer",
                "undo_finish": "undo",
                "undo_call": "undo",
                "resume_window": "suspend_window",
                "vouchers_today": "vouchers",
                "vouchers_money": "vouchers",
                "till_today": "till",
                "several_money": "several",
            }.get(name, name)
        )

    def _scanned(self, code: object) -> None:
        """The page shown may take a code itself; else it goes to the counter."""
        take = getattr(self.page(), "take_scan", None)
        if take is not None and take(code):
            return
        self.scanned.emit(code)
        folded = self._state is not None and self._state.panel.panel is Panel.NONE
        paying = self._state is not None and self._state.money.shown
        if folded and paying and self.page() is None and not self.cash.is_open():
            self.focus_money()

    def _refused(self, why: str) -> None:
        if why:
            self.message.show_reason(why)
            self._place_message()

    def _f1(self) -> None:
        self.help.open()

    def _f10(self) -> None:
        main = self.bar.main
        (main if main.key_text == "F10" else self.bar.suspend).press_key()

    def _ctrl_r(self) -> None:
        rating = self.right.rating
        if rating.isHidden():
            self._refused("办结后才请客户评价；评价时间已过的，请值班主任回访")
        else:
            self.hands.enter_rating()

    def _ctrl_p(self) -> None:
        button = self.middle.visit.notice
        if Panel.VOUCHERS in self.right.made and self.right.vouchers.again.isVisible():
            button = self.right.vouchers.again
        if Panel.REFUND in self.right.made and self.right.refund.again.isVisible():
            button = self.right.refund.again
        if button.isVisible():
            button.press_key()

    def _ctrl_m(self) -> None:
        view = self._state.actions.get("several") if self._state is not None else None
        if view is not None and not view.on:
            self._refused(view.why)
        else:
            self.action.emit("several")

    def _ctrl_j(self) -> None:
        tasks = self.left.tasks
        if tasks.isHidden():
            self._refused("窗口太矮，放大窗口后可看我的待办")
        elif tasks.list.current_key() is None:
            self._refused("没有未办结的事项")
        else:
            self.hands.enter_tasks()

    def _ctrl_q(self) -> None:
        if not self.hands.enter_quantity():
            self._refused("开始办理后可改数量")

    def _show_banner(self, state: CounterState) -> None:
        view = state.banner
        if view.text:
            self.banner.show_fault(view.text, view.button, view.action)
        else:
            self.banner.hide_fault()
        self._take_measures()

    def _show_action(self, button: KitButton, view: Action | None) -> None:
        if view is not None and (button.isEnabled() != view.on or button.why != view.why):
            button.set_enabled(view.on, view.why)

    def _show_message(self, state: CounterState) -> None:
        # What is said at a field of the money pane is not said twice.
        seen = state.money.shown and state.panel.panel is Panel.NONE
        at_field = seen and state.message.field in MONEY_FIELDS
        at_field = at_field or (state.message.is_error and _said_in_panel(state))
        self.message.show_message(state.message, silent=state.cash.open or at_field)
        self._place_message()

    def _place_message(self) -> None:
        gap = self.theme.px(16)
        left = 2 * gap + self.left.width()
        bottom = self.height() - self.bar.height() - gap
        self.message.place(left, self.middle.width(), bottom)

    def focus_money(self) -> None:
        """F6: the hands go to the amounts."""
        self.right.money.first_field().setFocus(_OTHER)


def _said_in_panel(state: CounterState) -> bool:
    """Whether the unfolded panel already shows the sentence at its field."""
    panel = state.panel
    said = (panel.outcome.error, panel.split.error, panel.skip.error)
    more = (panel.charges.error, panel.refund.error, panel.matter.error)
    return state.message.text in (*said, *more)
