"""The paid-service page (有偿服务逐项确认单, Art. 23–25), below the counter's header."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from hall_desk.presenters.contact_state import MainState
from hall_desk.presenters.paidservice_state import PaidServiceState
from hall_desk.ui.kit import (
    Chip,
    Column,
    MainAction,
    Panel,
    StageLine,
    Text,
    TimerLine,
)
from hall_desk.ui.pages import Page, Scroller
from hall_desk.ui.paidservice.aside import GateAside, SheetAside, VoidPanel
from hall_desk.ui.paidservice.gate import GatePanel
from hall_desk.ui.paidservice.lines import LinesPanel
from hall_desk.ui.pickpanel import PickPanel
from hall_desk.ui.theme import Theme

_PRICE_COLUMNS = [
    Column(title="编号", width=56, tone="ink2"),
    Column(title="项目", stretch=True),
    Column(title="单价", width=80, right=True),
]
_OLD_COLUMNS = [
    Column(title="单号", stretch=True),
    Column(title="客户", width=104),
    Column(title="合计", width=88, right=True),
]
_KINDS = {"labour": "加人工", "material": "加材料"}


class PaidServicePage(Page):
    """First the ownership gate, then the sheet with its signature and its payment."""

    main_wanted = Signal()
    pay_key_pressed = Signal()
    payment_wanted = Signal(object)
    """The cash dialog is to take the money; carries a PaymentWanted."""
    item_chosen = Signal(str)
    sheet_copied = Signal(int)
    void_wanted = Signal(str)
    print_wanted = Signal()
    left_page = Signal()
    """Esc with nothing folded out: the presenter keeps what is typed and closes."""

    def __init__(
        self,
        theme: Theme,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "有偿服务逐项确认单", parent)
        self.number = Text(theme, "", "body", "ink2")
        self.visit = Chip(theme, "")
        self.timer = TimerLine(theme, "lead")
        self.stages = StageLine(theme)
        self.gate = GatePanel(theme)
        self.lines = LinesPanel(theme)
        self.words = Text(theme, "", "phrase", weight=600)
        self.total = Text(theme, "", "amount", right=True)
        self.column = SheetAside(theme)
        self.gate_column = GateAside(theme)
        self.adder = PickPanel(theme, "加人工", _PRICE_COLUMNS, "编号或名称", "add_item")
        self.old = PickPanel(theme, "复制旧单", _OLD_COLUMNS, "单号或客户", "copy_sheet")
        self.void = VoidPanel(theme)
        self.main = MainAction(
            theme, "file", "拟单", "Ctrl+Enter", "draft_sheet", monotonic=monotonic
        )
        self._kind = "labour"
        self._state: PaidServiceState | None = None
        self._said: tuple[str | None, str] = (None, "")
        self._main: MainState | None = None
        self._added = ""
        self._fill_sub()
        self._fill_left()
        self._fill_aside()
        self._fill_bar()
        self.setFocusProxy(self.gate.ownership)

    def show_state(self, state: PaidServiceState) -> None:
        """Show the page; focus, selection and scroll stay."""
        before, self._state = self._state, state
        self._show_sub(state)
        self.stages.set_stages(list(state.stages), state.stage)
        at_gate = state.step == "gate"
        self._left_stack.setCurrentIndex(0 if at_gate else 1)
        if at_gate:
            self.gate.show_state(state)
        else:
            self.lines.show_sections(state.sections, locked=state.step != "draft")
        self.setFocusProxy(self.gate.ownership if at_gate else self.main)
        self.words.setText(state.words)
        self.total.setText(state.total)
        self.column.show_state(state)
        self.gate_column.show_state(state)
        self._show_choices(state)
        self._show_bar(state)
        self._show_message(state)
        if before is None:
            self._fold_out(None)
        elif before.step != state.step:
            self._step_changed(state.step)
        if self._added and self.lines.focus_line(self._added):
            self._added = ""

    def begin(self) -> None:
        """Take the focus to the first thing to decide."""
        if self._left_stack.currentIndex() == 0:
            self.gate.focus_field("ownership")
        else:
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_adder(self, kind: str) -> None:
        """Alt+L, Alt+M: choose from the price list."""
        if self._state is None or self._state.step != "draft":
            return
        self._kind = kind
        self.adder.set_title(_KINDS[kind])
        self._show_choices(self._state)
        self._fold_out(self.adder)
        self.adder.begin()

    def open_old(self) -> None:
        """Ctrl+K: choose an earlier sheet to copy."""
        self._fold_out(self.old)
        self.old.begin()

    def open_void(self) -> None:
        """Ctrl+Del: say why the sheet is voided."""
        self.void.reason.clear()
        self._fold_out(self.void)
        self.void.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> None:
        """Esc: folds what is folded out, else leaves."""
        if self._stack.currentWidget() in (self.adder, self.old, self.void):
            self.fold()
        else:
            self.left_page.emit()

    def fold(self) -> None:
        """Back to the column; the focus goes to the sheet."""
        self._fold_out(None)
        (self.main if self.main.isEnabled() else self.back).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _fill_sub(self) -> None:
        row = self.sub.row
        row.addWidget(self.number)
        row.addWidget(self.visit)
        row.addStretch(1)
        self.timer_name = Text(self.theme, "办理", "small", "ink2")
        row.addWidget(self.timer_name)
        row.addWidget(self.timer)

    def _fill_left(self) -> None:
        theme = self.theme
        card = Panel(theme)
        row = QHBoxLayout(card)
        row.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
        row.addWidget(self.stages)
        card.setFixedHeight(theme.px(48))
        self.left.addWidget(card)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.lines, 1)
        column.addWidget(self._total_card())
        holder = QWidget()
        self._left_stack = QStackedLayout(holder)
        self._left_stack.addWidget(self.gate)
        self._left_stack.addWidget(sheet)
        self.left.addWidget(holder, 1)

    def _total_card(self) -> QWidget:
        theme = self.theme
        card = Panel(theme)
        card.setFixedHeight(theme.px(72))
        row = QHBoxLayout(card)
        row.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(8))
        row.setSpacing(theme.px(12))
        left = QVBoxLayout()
        left.setSpacing(0)
        self.words.setMinimumHeight(theme.px(24))
        left.addWidget(Text(theme, "合计大写", "small", "ink2"))
        left.addWidget(self.words)
        row.addLayout(left, 1)
        row.addWidget(Text(theme, "合计（元）", "body", "ink2"))
        row.addWidget(self.total)
        return card

    def _fill_aside(self) -> None:
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._columns = Scroller(self.column)
        self._gate_columns = Scroller(self.gate_column)
        self._stack.addWidget(self._columns)
        self._stack.addWidget(self._gate_columns)
        for panel in (self.adder, self.old, self.void):
            self._stack.addWidget(panel)
            panel.folded.connect(self.fold)
        self.fit_aside(self.column, self.gate_column, self.adder, self.old, self.void)
        self.aside.addWidget(holder, 1)
        self.adder.picked.connect(self._item_taken)
        self.old.picked.connect(self._old_taken)
        self.void.confirmed.connect(self.void_wanted)
        self.column.print_wanted.connect(self.print_wanted)
        self.lines.add_wanted.connect(self.open_adder)

    def _fill_bar(self) -> None:
        self.back = self.add_key("left", "返回来访", "Esc", "go_back")
        self.copy_key = self.add_key("file", "复制旧单", "Ctrl+K", "copy_sheet")
        self.pay_key = self.add_key("cash", "收款", "F6", "take_payment")
        self.void_key = self.add_key("cross", "作废", "Ctrl+Del", "void_sheet")
        self.add_manager_key()
        self.add_main(self.main)
        self.back.triggered.connect(lambda _: self.escape())
        self.copy_key.triggered.connect(lambda _: self.open_old())
        self.pay_key.triggered.connect(lambda _: self.pay_key_pressed.emit())
        self.void_key.triggered.connect(lambda _: self.open_void())
        for key in (self.copy_key, self.pay_key, self.void_key):
            key.refused.connect(self.message.show_error)
        self.main.triggered.connect(lambda _: self.main_wanted.emit())
        self.main.refused.connect(lambda _: self.main_wanted.emit())
        self.keys.bind("F6", self._press_pay)
        self.keys.bind("F4", self.main)
        self.keys.bind("Ctrl+Enter", self._press_enter)
        self.keys.bind("Ctrl+P", self._press_print)
        self.keys.bind("Alt+L", self._add_labour)
        self.keys.bind("Alt+M", self._add_material)

    def _add_labour(self) -> None:
        self.open_adder("labour")

    def _add_material(self) -> None:
        self.open_adder("material")

    def _press_pay(self) -> None:
        (self.main if self.main.key_text == "F6" else self.pay_key).press_key()

    def _press_enter(self) -> None:
        if self._stack.currentWidget() is self.void:
            self.void.button.press_key()
        elif self.main.key_text == "Ctrl+Enter":
            self.main.press_key()

    def _press_print(self) -> None:
        if self._state is not None and self._state.step != "gate":
            self.print_wanted.emit()

    def _item_taken(self, code: str) -> None:
        self._added = code
        self._fold_out(None)
        self.item_chosen.emit(code)

    def _old_taken(self, key: str) -> None:
        self.fold()
        self.sheet_copied.emit(int(key))

    def _fold_out(self, panel: QWidget | None) -> None:
        at_gate = self._state is not None and self._state.step == "gate"
        self._stack.setCurrentWidget(panel or (self._gate_columns if at_gate else self._columns))

    def _step_changed(self, step: str) -> None:
        self._fold_out(None)
        if step == "draft":
            self.open_adder("labour")
        else:
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_sub(self, state: PaidServiceState) -> None:
        self.number.setText(f"单号 {state.number}" if state.number else "先判断产权")
        self.visit.set_chip(state.visit, None)
        for widget in (self.timer, self.timer_name):
            widget.setVisible(state.timer is not None)
        if state.timer is not None:
            timer = state.timer
            self.timer.show_time(timer.elapsed_s, timer.limit_s, timer.stage)

    def _show_choices(self, state: PaidServiceState) -> None:
        self.adder.set_rows(
            [
                (choice.code, [choice.code, choice.name, choice.price])
                for choice in state.choices
                if choice.kind == self._kind
            ]
        )
        self.old.set_rows(
            [
                (str(old.sheet_id), [f"{old.code}（{old.items}）", old.words, old.total])
                for old in state.old_sheets
            ]
        )

    def _show_bar(self, state: PaidServiceState) -> None:
        drafting, at_gate = state.step == "draft", state.step == "gate"
        why = "先拟单，再复制旧单的项目。" if at_gate else "客户已签字，不能再改项目。"
        if drafting and not state.old_sheets:
            why = "还没有旧单。"
        self.copy_key.set_enabled(drafting and bool(state.old_sheets), why)
        self.pay_key.set_enabled(not state.pay_why, state.pay_why)
        # The main place has it once it is the next thing to do: one solid button, one place.
        self.pay_key.setVisible(state.main.name != "take_payment")
        self.void_key.set_enabled(not state.void_why, state.void_why)
        if state.main != self._main:
            self._main = main = state.main
            self.main.set_action(main.name, main.icon, main.text, main.key, not main.why, main.why)

    def _show_message(self, state: PaidServiceState) -> None:
        message = state.message
        field = message.field if message.is_error else None
        sentence = message.text if message.is_error else ""
        at_field = state.step == "gate" and self.gate.show_error(field, sentence)
        voiding = field == "reason"
        self.void.field.set_error(sentence if voiding else "")
        told = at_field and self.gate.fields[str(field)].tells(sentence)
        self.show_message(message, at_field=told or voiding, banner=state.banner)
        said = (field, message.text)
        if said != self._said and field is not None:
            if at_field:
                self.gate.focus_field(field)
            elif state.step == "draft":
                self.lines.focus_line(field)
        self._said = said
