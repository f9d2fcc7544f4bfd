"""The duty desk's window (值班主任台): passive; shows a state, tells what was pressed."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hall_desk.presenters.counter_state import PAPERS
from hall_desk.presenters.duty_state import DutyHead, DutyState
from hall_desk.ui.duty.alerts import AlertsCard
from hall_desk.ui.duty.panels import ContactsCard, QueuesCard
from hall_desk.ui.duty.tiles import TileGrid
from hall_desk.ui.duty.today import TodayPanel
from hall_desk.ui.kit import (
    ActionBar,
    ActionKey,
    Banner,
    FocusRing,
    Header,
    KeyMap,
    MessageLine,
    Text,
    state_chip,
)
from hall_desk.ui.theme import Theme

TWO_COLUMNS = 1120
ROOMY = 1560
LOW = 960
BAR_TALKS = 2100
_BAR = (
    ("assign_windows", "增开/调整窗口", "窗口", "team", "F3"),
    ("add_ticket_inside", "给厅内客户补号", "补号", "plus", "F8"),
    ("suspend_window", "暂停/恢复", "暂停/恢复", "pause", "F10"),
    ("register", "首问登记簿", "登记簿", "book", "F7"),
    ("find", "查询来访", "查询", "search", "Ctrl+F"),
    ("acceptances", "受理登记簿", "受理", "file", "Ctrl+E"),
    ("contacts", "联系人", "联系人", "phone", "Ctrl+B"),
    ("report", "报表", "报表", "print", "Ctrl+P"),
    ("takings", "日结单与解款", "解款", "receipt", "Ctrl+K"),
    ("hand_over", "交接班", "交接", "move", "Ctrl+H"),
    ("follow_ups", "评价回访", "回访", "star", "F2"),
    ("log", "值班日志", "日志", "file", "F5"),
    ("settings", "设置", "设置", "pen", "F11"),
)
_SHOWN_FROM = {
    "takings": 1600,
    "hand_over": 1280,
    "find": 1280,
    "acceptances": 1280,
    "contacts": 1280,
    "log": 900,
    "settings": 900,
}
"""On a smaller room seldom keys answer without their buttons; the width from which they show."""


class DutyWindow(QWidget):
    """The duty desk; every button is one signal."""

    take_first = Signal()
    """F4: the oldest waiting call."""
    alert_acted = Signal(str, str)
    """An alert's button: the action (take, settle, resume, window) and the alert's key."""
    tile_opened = Signal(int)
    """A window's tile was pressed."""
    wants_windows = Signal()
    """增开/调整窗口."""
    wants_ticket = Signal()
    """给厅内客户补号."""
    wants_stops = Signal()
    """暂停/恢复."""
    wants_suspension = Signal(str, str)
    """A suspension is to be made: scope (window, service, hall) and window number or prefix."""
    wants_register = Signal()
    """首问登记簿."""
    wants_find = Signal()
    """查询来访."""
    wants_acceptances = Signal()
    """受理登记簿."""
    wants_ladder = Signal()
    """联系人 and 通讯录."""
    wants_report = Signal()
    """报表: a day, a month, a period."""
    wants_report_preview = Signal()
    """The daily report on screen."""
    wants_print_queue = Signal()
    """打印队列."""
    wants_hand_over = Signal()
    """交接班."""
    wants_invoices = Signal()
    """待开数电票, from its alert."""
    wants_callbacks = Signal()
    """有偿服务回访, from its alert."""
    wants_follow_ups = Signal(int)
    """评价回访; carries the follow-up to begin with, or 0."""
    wants_guide = Signal()
    """引导员台."""
    wants_takings = Signal()
    """日结单与解款."""
    wants_log = Signal()
    """值班日志."""
    wants_settings = Signal()
    """设置."""
    wants_prices = Signal()
    """价目, from the alert of what ran out."""
    wants_closing = Signal()
    """日结 or 未结清单."""
    wants_opening = Signal()
    """开门."""
    lock_wanted = Signal()
    """锁屏."""
    retry = Signal()
    """The banner's button."""
    put_away = Signal()
    """The banner is known and goes."""
    resized = Signal()
    """The window has another size."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, dressed: bool = False
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.state: DutyState | None = None
        self.setObjectName("duty_window")
        self.setWindowTitle("值班主任台")
        self.setProperty("window", "staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = Header(theme, height=64, lock_text="锁屏")
        self.banner = Banner(theme)
        self.tiles = TileGrid(theme)
        self.alerts = AlertsCard(theme)
        self.queues = QueuesCard(theme)
        self.contacts = ContactsCard(theme)
        self.today = TodayPanel(theme)
        self.message = MessageLine(theme)
        self.message_row = MessageLine(theme)
        self.message_row.hide()
        self.keys = KeyMap(self)
        self._stops: list[QWidget] = []
        self._build()
        self._connect()
        theme.apply(self, dressed=dressed)
        # The desk itself rests in focus until Tab is pressed, so that nothing is ringed at first.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRadius", "none")
        self.ring = FocusRing(theme, self)

    def show_state(self, state: DutyState) -> None:
        """Show the board of this second."""
        self.state = state
        self._show_head(state.head)
        self.tiles.show_tiles(state.tiles, state.closed_note)
        self.alerts.show_state(state)
        self.queues.show_state(state)
        self.contacts.show_state(state)
        self.today.show_state(state)
        self._show_message(state)
        self._show_bar(state)
        self._order()

    def showEvent(self, event: QShowEvent) -> None:
        """The desk answers its keys at once, also after a lock."""
        super().showEvent(event)
        last: QWidget | None = self.focusWidget()
        (self if last is None else last).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns and the words of the bar."""
        super().resizeEvent(event)
        self._fit()
        if self.state is not None:
            self.show_state(self.state)
        self.resized.emit()

    def _show_head(self, head: DutyHead) -> None:
        self.header.set_hall(head.hall_name, "值班主任台")
        self.header.set_open("open" if head.is_open else "pending", head.state_word)
        self.header.set_date(head.date)
        self.header.set_staff("值班主任", head.staff_no, head.staff_name)
        self.header.set_clock(head.clock)
        stopped = f" · {head.windows_suspended} 暂停" if head.windows_suspended else ""
        self._windows_now.setText(f"{head.windows_open} 开{stopped}")
        self._waiting_now.setText(f"{head.waiting} 人")
        self._calling.setVisible(bool(head.calling))
        if head.calling:
            roomy = self.width() / self.theme.scale >= ROOMY
            self._calling.set_state("help_called", head.calling if roomy else head.calls_short)

    def _show_message(self, state: DutyState) -> None:
        said = state.message
        for line in (self.message, self.message_row):
            if not said.text:
                line.clear()
            elif said.text != line.text():
                (line.show_error if said.is_error else line.show_done)(said.text)
        narrow = self.width() / self.theme.scale < BAR_TALKS
        self.message_row.setVisible(narrow and bool(said.text))
        if state.banner:
            self.banner.show_fault(state.banner, state.banner_button, closes=state.banner_closes)
        elif state.papers:
            self.banner.show_fault(state.papers, "打印队列", PAPERS)
        else:
            self.banner.hide_fault()
        self.header.set_data(state.data_ok, "数据正常" if state.data_ok else "数据中断")

    def _banner_acted(self, name: str) -> None:
        acts = {PAPERS: self.wants_print_queue, "put_away": self.put_away}
        acts.get(name, self.retry).emit()

    def _show_bar(self, state: DutyState) -> None:
        for name in ("assign_windows", "add_ticket_inside", "suspend_window", "hand_over"):
            self.buttons[name].set_enabled(state.head.is_open, "营业厅还没有开门。")

    def _build(self) -> None:
        theme = self.theme
        self.header.set_window("", "")
        self._windows_now = Text(theme, "", "body", weight=600)
        self._waiting_now = Text(theme, "", "body", weight=600)
        self._calling = state_chip(theme, "help_called")
        self._calling.setObjectName("calling")
        self._summary = QWidget()
        row = QHBoxLayout(self._summary)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        for word, text in (("窗口", self._windows_now), ("等候", self._waiting_now)):
            row.addWidget(Text(theme, word, "body", "ink2"))
            row.addWidget(text)
            row.addSpacing(theme.px(10))
        self.header.summary.addWidget(self._summary)
        self.header.summary.addWidget(self._calling)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.banner)
        column.addWidget(self._board(), 1)
        column.addWidget(self.message_row)
        column.addWidget(self._action_bar())

    def _board(self) -> QScrollArea:
        self._body = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._body)
        self._left = QVBoxLayout()
        self._left.addWidget(self.tiles)
        self._left.addWidget(self.alerts, 1)
        self._right = QVBoxLayout()
        self._right.addWidget(self.queues, 3)
        self._right.addWidget(self.contacts, 4)
        self._right.addWidget(self.today)
        self._columns.addLayout(self._left, 2)
        self._columns.addLayout(self._right, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._body)
        return self.area

    def _action_bar(self) -> ActionBar:
        self.bar = ActionBar(self.theme)
        self.buttons: dict[str, ActionKey] = {}
        for name, text, _, icon, key in _BAR:
            button = ActionKey(self.theme, icon, text, key, name)
            self.buttons[name] = button
            self.bar.add(button)
        self.bar.row.addSpacing(self.theme.px(8))
        self.bar.row.addWidget(self.message, 1)
        return self.bar

    def _connect(self) -> None:
        wishes = {
            "assign_windows": self.wants_windows,
            "add_ticket_inside": self.wants_ticket,
            "suspend_window": self.wants_stops,
            "register": self.wants_register,
            "find": self.wants_find,
            "acceptances": self.wants_acceptances,
            "contacts": self.wants_ladder,
            "report": self.wants_report,
            "hand_over": self.wants_hand_over,
            "log": self.wants_log,
            "takings": self.wants_takings,
            "settings": self.wants_settings,
        }
        for name, wish in wishes.items():
            self.buttons[name].triggered.connect(lambda _, wish=wish: wish.emit())
        self.buttons["follow_ups"].triggered.connect(lambda _: self.wants_follow_ups.emit(0))
        for button in self.buttons.values():
            button.refused.connect(self._say_why)
            self.keys.bind(button.key_text, button.press_key)
        self.keys.bind("F4", self.take_first.emit)
        self.keys.bind_button(self.queues.guide)
        self.queues.guide.triggered.connect(lambda _: self.wants_guide.emit())
        self.keys.bind_button(self.header.lock)
        self.header.lock_wanted.connect(self.lock_wanted)
        self.banner.acted.connect(self._banner_acted)
        self.keys.bind("Ctrl+Shift+P", self.wants_print_queue.emit)
        self.keys.bind("Ctrl+Shift+V", self.wants_report_preview.emit)
        self.alerts.acted.connect(self.alert_acted)
        self.tiles.opened.connect(self.tile_opened)
        self.tiles.open_day.connect(self.wants_opening)
        self.tiles.plan.connect(self.wants_windows)
        self.today.closing_list.connect(self.wants_closing)
        self.today.close_day.connect(self.wants_closing)

    def _order(self) -> None:
        """Tab goes over the tiles, the alerts, the day, then along the bar."""
        stops = [*self.tiles.stops(), *(row.button for row in self.alerts.rows())]
        if stops == self._stops:
            return
        self._stops = stops
        day = [self.queues.guide, self.today.list_button, self.today.close_button]
        ends = [*self.buttons.values(), self.header.lock]
        for one, following in pairwise([*stops, *day, *ends]):
            QWidget.setTabOrder(one, following)

    def _say_why(self, why: str) -> None:
        """Tell why a button is off; the next second of the board takes it away."""
        for line in (self.message, self.message_row):
            line.show_note(why)

    def _fit(self) -> None:
        theme = self.theme
        wide = self.width() / theme.scale
        roomy = wide >= ROOMY
        margin, gap = theme.px(24 if roomy else 16), theme.px(24 if roomy else 16)
        self._columns.setContentsMargins(margin, margin, margin, margin)
        self._columns.setSpacing(gap)
        self._left.setSpacing(gap)
        self._right.setSpacing(theme.px(16))
        ways = QBoxLayout.Direction
        two = wide >= TWO_COLUMNS
        self._columns.setDirection(ways.LeftToRight if two else ways.TopToBottom)
        self._summary.setVisible(two)
        low = self.height() / theme.scale < LOW
        self.tiles.set_compact(low)
        self.alerts.set_compact(low)
        # In one column the page scrolls, so the list may stand in full.
        self.alerts.set_least_rows(1 if two else 4)
        self.message_row.setVisible(wide < BAR_TALKS and bool(self.message.text()))
        self.message.setVisible(wide >= BAR_TALKS)
        for name, text, short, _, _ in _BAR:
            self.buttons[name].set_text(text if roomy else short)
            self.buttons[name].setVisible(wide >= _SHOWN_FROM.get(name, 0))
        self.bar.row.setContentsMargins(margin, theme.px(1), margin, 0)
        self.bar.fit()
        top = self.header.layout()
        if top is not None:
            top.setContentsMargins(margin, 0, margin, 0)
