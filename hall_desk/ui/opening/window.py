"""Opening the hall in the morning (开门): checklist at the left, windows at the right."""

import time
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hall_desk.presenters.base import Message
from hall_desk.presenters.opening import OpeningState
from hall_desk.ui.kit import (
    ActionBar,
    Banner,
    Card,
    FocusRing,
    Header,
    KeyMap,
    MainAction,
    MessageLine,
    PlainButton,
    Text,
)
from hall_desk.ui.opening.checklist import Checklist
from hall_desk.ui.opening.plan import WindowPlan
from hall_desk.ui.theme import Theme


class OpeningWindow(QWidget):
    """The screen before the hall opens."""

    ticked = Signal(int)
    """A line of the checklist."""
    all_ticked = Signal()
    """全部正常."""
    remarked = Signal(int, str)
    """A remark at a line."""
    toggled = Signal(int, str)
    """A kind of a window."""
    more = Signal()
    """增加窗口."""
    less = Signal()
    """减少窗口."""
    open_day = Signal()
    """开门."""
    wants_closing = Signal()
    """去日结: an earlier day still runs."""
    wants_staff = Signal()
    """人员."""
    wants_settings = Signal()
    """设置."""
    lock_wanted = Signal()
    """锁屏."""
    retry = Signal()
    """The banner's button."""

    def __init__(
        self,
        theme: Theme,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        dressed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setObjectName("opening_window")
        self.setWindowTitle("开门")
        self.setProperty("window", "staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = Header(theme, lock_text="锁屏")
        self.banner = Banner(theme)
        self.done = Text(theme, "", "small", "ink2")
        self.checklist = Checklist(theme)
        self.plan = WindowPlan(theme)
        self.plan_note = Text(theme, "", "small", "ink2")
        self.all_button = PlainButton(theme, "全部正常", "ok", "F5", "tick_all", tall=True)
        self.staff_button = PlainButton(theme, "人员", "user", "F2", "staff", tall=True)
        self.settings_button = PlainButton(theme, "设置", "pen", "F11", "settings", tall=True)
        self.closing_button = PlainButton(theme, "去日结", "lock", object_name="to_closing")
        self.warning = MessageLine(theme)
        self.expired = MessageLine(theme)
        self.bags = MessageLine(theme)
        self.message = MessageLine(theme)
        self.button = MainAction(
            theme, "open", "开门", "Ctrl+Enter", "open_day", monotonic=monotonic
        )
        self.keys = KeyMap(self)
        self._stops: list[QWidget] = []
        self._rested = False
        self._refused: Message | None = None
        self._build()
        self._connect()
        theme.apply(self, dressed=dressed)
        self.ring = FocusRing(theme, self)

    def show_state(self, state: OpeningState) -> None:
        """Show the draft of this second."""
        self.header.set_hall(state.hall_name, "值班主任台")
        self.header.set_window("开门", f"营业时间 {state.hours}")
        self.header.set_open("pending", "未开门")
        self.header.set_date(state.date)
        self.header.set_staff("值班主任", state.staff_no, state.staff_name)
        self.header.set_clock(state.clock)
        said = state.message
        at_list = said.is_error and said.field == "checklist"
        self.checklist.show_lines(state.lines, ask=at_list)
        if not self._rested:
            self._rest()
        self.done.setText(f"{state.done} / {len(state.lines)}")
        self.plan.show_plan(state.kinds, state.plan)
        self._order()
        self.plan_note.setText(state.plan_note)
        self._plan_card.set_frame("over" if said.is_error and said.field == "windows" else "none")
        self._list_card.set_frame("over" if at_list else "none")
        if said.is_error and said is not self._refused:
            self._lead(said.field, state)
        self._refused = said
        self._show_words(state)

    def showEvent(self, event: QShowEvent) -> None:
        """Ready to tick at once."""
        super().showEvent(event)
        self._rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        wide = self.width() / self.theme.scale >= 1160
        self._columns.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def _order(self) -> None:
        """Tab goes down the list, then down the windows, then along the bar."""
        stops = [*self.checklist.stops(), *self.plan.stops()]
        if stops != self._stops:
            self._stops = stops
            bar = [self.all_button, self.staff_button, self.settings_button]
            for one, following in pairwise([*stops, *bar, self.button, self.header.lock]):
                QWidget.setTabOrder(one, following)

    def _rest(self) -> None:
        """The focus rests on the first line until it is moved."""
        if self.checklist.rows and self.isVisible():
            self._rested = True
            self.checklist.rows[0].box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lead(self, field: str | None, state: OpeningState) -> None:
        """A refusal leads the hand to what is missing."""
        target: QWidget | None = None
        if field == "checklist":
            rows = zip(self.checklist.rows, state.lines, strict=False)
            target = next((r.box for r, line in rows if not line.ticked and not line.remark), None)
        elif field == "windows":
            target = next(iter(self.plan.lines()), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_words(self, state: OpeningState) -> None:
        words = state.unclosed or state.warning
        self._warning_row.setVisible(bool(words))
        if words and words != self.warning.text():
            self.warning.show_warning(words)
        self.closing_button.setVisible(state.running)
        self.expired.setVisible(bool(state.expired))
        if state.expired and state.expired != self.expired.text():
            self.expired.show_error(state.expired)
        self.bags.setVisible(bool(state.bags))
        if state.bags and state.bags != self.bags.text():
            self.bags.show_warning(state.bags)
        said = state.message
        if not said.text:
            self.message.clear()
        elif said.text != self.message.text():
            (self.message.show_error if said.is_error else self.message.show_done)(said.text)
        why = state.unclosed or ("正在开门…" if state.busy else "")
        self.button.set_enabled(not why, why)
        if state.banner:
            self.banner.show_fault(state.banner)
        else:
            self.banner.hide_fault()
        self.header.set_data(not state.banner, "数据中断" if state.banner else "数据正常")

    def _connect(self) -> None:
        self.checklist.ticked.connect(self.ticked)
        self.checklist.remarked.connect(self.remarked)
        self.plan.toggled.connect(self.toggled)
        self.plan.more.connect(self.more)
        self.plan.less.connect(self.less)
        self.all_button.triggered.connect(lambda _: self.all_ticked.emit())
        self.staff_button.triggered.connect(lambda _: self.wants_staff.emit())
        self.settings_button.triggered.connect(lambda _: self.wants_settings.emit())
        self.closing_button.triggered.connect(lambda _: self.wants_closing.emit())
        self.button.triggered.connect(lambda _: self.open_day.emit())
        self.button.refused.connect(self.message.show_warning)
        self.header.lock_wanted.connect(self.lock_wanted)
        self.banner.acted.connect(lambda _: self.retry.emit())
        self.keys.bind_button(self.all_button, self.staff_button, self.settings_button)
        self.keys.bind_button(self.button, self.header.lock)

    def _build(self) -> None:
        theme = self.theme
        pad = theme.px(16)
        self._list_card = Card(theme, "班前检查", self.done, "ok")
        self._list_card.body.addWidget(self.checklist)
        self._list_card.body.addStretch(1)
        self._plan_card = Card(theme, "窗口安排", self.plan_note, "team")
        self._plan_card.body.addWidget(self.plan, 1)
        body = QWidget()
        outer = QVBoxLayout(body)
        outer.setContentsMargins(pad, pad, pad, pad)
        outer.setSpacing(pad)
        self._warning_row = QWidget()
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._warning_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.warning, 1)
        line.addWidget(self.closing_button)
        outer.addWidget(self.expired)
        outer.addWidget(self.bags)
        outer.addWidget(self._warning_row)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(pad)
        self._columns.addWidget(self._list_card, 1)
        self._columns.addWidget(self._plan_card, 1)
        outer.addLayout(self._columns, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        bar = ActionBar(theme)
        bar.add(self.all_button, self.staff_button, self.settings_button)
        bar.row.addSpacing(theme.px(8))
        bar.row.addWidget(self.message, 1)
        bar.row.addWidget(self.button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.banner)
        whole.addWidget(area, 1)
        whole.addWidget(bar)
