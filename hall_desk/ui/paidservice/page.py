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
from hall_desk.ui.paidservice.aside import (
    CANCEL,
    VOID,
    GateAside,
    HandOverPanel,
    ReasonPanel,
    SheetAside,
)
from hall_desk.ui.paidservice.gate import GatePanel
from hall_desk.ui.paidservice.lines import LinesPanel
from hall_desk.ui.paidservice.work import CompletePanel, DispatchPanel
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
_UNPAID_COLUMNS = [
    Column(title="单号", width=156),
    Column(title="客户", stretch=True),
]
_TEAM_COLUMNS = [
    Column(title="班组", stretch=True),
    Column(title="联系人、电话", width=168, tone="ink2"),
]
_KINDS = {"labour": "加人工", "material": "加材料"}


Foldable = PickPanel | ReasonPanel | DispatchPanel | HandOverPanel | CompletePanel


class PaidServicePage(Page):
    """First the ownership gate, then the sheet with its signature and its payment."""

    main_wanted = Signal()
    pay_key_pressed = Signal()
    payment_wanted = Signal(object)
    """The cash dialog is to take the money; carries a PaymentWanted."""
    item_chosen = Signal(str)
    sheet_copied = Signal(int)
    void_wanted = Signal(str)
    sheet_opened = Signal(int)
    """A signed sheet that waits for its payment is opened in the place of the gate."""
    work_edited = Signal(str, str)
    dispatch_wanted = Signal()
    deed_wanted = Signal()
    cancel_wanted = Signal(str)
    hand_over_wanted = Signal()
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
        self.unpaid = PickPanel(theme, "已签未收的单", _UNPAID_COLUMNS, "单号或客户", "open_sheet")
        self.teams = PickPanel(theme, "选班组", _TEAM_COLUMNS, "班组、联系人或电话", "choose_team")
        self.void = ReasonPanel(theme, VOID, "void_sheet")
        self.cancel = ReasonPanel(theme, CANCEL, "cancel_order")
        self.dispatch = DispatchPanel(theme)
        self.given = HandOverPanel(theme)
        self.complete = CompletePanel(theme)
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
            self.lines.show_sections(state.sections, locked=not state.editing)
        self.setFocusProxy(self.gate.ownership if at_gate else self.main)
        self.words.setText(state.words)
        self.total.setText(state.total)
        self.column.show_state(state)
        self.gate_column.show_state(state)
        self.dispatch.show_state(state.work)
        self.complete.show_state(state.work)
        draft = state.work.draft
        self.given.choice.show_choice(state.work.heirs, draft.heir, draft.handover_reason)
        self._show_choices(state)
        self._show_bar(state)
        self._show_message(state)
        if before is None:
            self._fold_out(None)
        elif before.step != state.step:
            self._step_changed(state.step)
        elif before.work.step != state.work.step:
            self._work_changed(state.work.step)
        if self._added and self.lines.focus_line(self._added):
            self._added = ""

    def begin(self) -> None:
        """Take the focus to the first thing to decide."""
        if self._left_stack.currentIndex() == 0:
            self.gate.focus_field("ownership")
        else:
            self.focus_main(self.main)

    def open_adder(self, kind: str) -> None:
        """Alt+L, Alt+M: choose from the price list."""
        if self._state is None or not self._state.editing:
            return
        self._kind = kind
        self.adder.set_title(_KINDS[kind])
        self._show_choices(self._state)
        self._fold_out(self.adder)
        self.adder.begin()

    def open_old(self) -> None:
        """Ctrl+K: choose an earlier sheet to copy; at the gate, a signed one to go on with."""
        at_gate = self._state is not None and self._state.step == "gate"
        panel = self.unpaid if at_gate else self.old
        self._fold_out(panel)
        panel.begin()

    def open_void(self) -> None:
        """Ctrl+Del: say why the sheet is voided, or the team called back."""
        out = self._state is not None and self._state.work.step == "issued"
        panel = self.cancel if out else self.void
        panel.reason.clear()
        self._fold_out(panel)
        panel.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_dispatch(self) -> None:
        """F8: the appointment; without a team, the team first."""
        if self._state is None or self._state.work.deed != "dispatch":
            self.deed_wanted.emit()
        elif self._state.work.team:
            self._fold_out(self.dispatch)
            self.dispatch.focus_field("appointed_at")
        else:
            self.open_teams()

    def open_teams(self) -> None:
        """Ctrl+B: whom to send."""
        if self._state is not None and self._state.work.deed == "dispatch":
            self._fold_out(self.teams)
            self.teams.begin()

    def open_hand_over(self) -> None:
        """Ctrl+J: who answers for it from now on."""
        if self._state is not None and self._state.work.heirs:
            self._fold_out(self.given)
            self.given.choice.heir.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> None:
        """Esc: folds what is folded out, else leaves."""
        if self._front() in self._folding:
            self.fold()
        else:
            self.left_page.emit()

    def fold(self) -> None:
        """Back to the column; the focus goes to the sheet."""
        self._fold_out(None)
        if self.main.isEnabled():
            self.focus_main(self.main)
        else:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

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
        pickers: tuple[Foldable, ...] = (self.adder, self.old, self.unpaid, self.teams)
        self._folding = (*pickers, self.void, self.cancel, self.dispatch, self.given)
        # The tall ones scroll, so that a low window stays low.
        self._holders: dict[QWidget, QWidget] = {
            panel: Scroller(panel) if panel in (self.dispatch, self.complete) else panel
            for panel in (*self._folding, self.complete)
        }
        for panel in (*self._folding, self.complete):
            self._stack.addWidget(self._holders[panel])
            panel.folded.connect(self.escape if panel is self.complete else self.fold)
        self.fit_aside(self.column, self.gate_column, *self._folding, self.complete)
        self.aside.addWidget(holder, 1)
        self.adder.picked.connect(self._item_taken)
        self.old.picked.connect(self._old_taken)
        self.unpaid.picked.connect(lambda key: self.sheet_opened.emit(int(key)))
        self.teams.picked.connect(self._team_taken)
        self.void.confirmed.connect(self.void_wanted)
        self.cancel.confirmed.connect(self.cancel_wanted)
        self.dispatch.edited.connect(self.work_edited)
        self.dispatch.submitted.connect(self.dispatch_wanted)
        self.dispatch.team_wanted.connect(self.open_teams)
        self.complete.edited.connect(self.work_edited)
        self.given.choice.edited.connect(self.work_edited)
        self.given.choice.wanted.connect(self.hand_over_wanted)
        self.column.hand_over_wanted.connect(self.open_hand_over)
        self.column.print_wanted.connect(self.print_wanted)
        self.lines.add_wanted.connect(self.open_adder)

    def _fill_bar(self) -> None:
        self.back = self.add_key("left", "返回来访", "Esc", "go_back")
        self.copy_key = self.add_key("file", "复制旧单", "Ctrl+K", "copy_sheet")
        self.work_key = self.add_key("team", "派工", "F8", "dispatch")
        self.pay_key = self.add_key("cash", "收款", "F6", "take_payment")
        self.void_key = self.add_key("cross", "作废", "Ctrl+Del", "void_sheet")
        self.add_manager_key()
        self.add_main(self.main)
        self.back.triggered.connect(lambda _: self.escape())
        self.copy_key.triggered.connect(lambda _: self.open_old())
        self.work_key.triggered.connect(lambda _: self.open_dispatch())
        self.pay_key.triggered.connect(lambda _: self.pay_key_pressed.emit())
        self.void_key.triggered.connect(lambda _: self.open_void())
        for key in (self.copy_key, self.work_key, self.pay_key, self.void_key):
            key.refused.connect(self.message.show_error)
        self.main.triggered.connect(lambda _: self.main_wanted.emit())
        self.main.refused.connect(lambda _: self.main_wanted.emit())
        self.keys.bind("F6", self._press_pay)
        self.keys.bind("F4", self.main)
        self.keys.bind("Ctrl+Enter", self._press_enter)
        self.keys.bind("Ctrl+P", self._press_print)
        self.keys.bind("Alt+L", self._add_labour)
        self.keys.bind("Alt+M", self._add_material)
        self.keys.bind("Ctrl+B", self.open_teams)
        self.keys.bind("Ctrl+J", self.open_hand_over)

    def _add_labour(self) -> None:
        self.open_adder("labour")

    def _add_material(self) -> None:
        self.open_adder("material")

    def _press_pay(self) -> None:
        (self.main if self.main.key_text == "F6" else self.pay_key).press_key()

    def _press_enter(self) -> None:
        panel = self._front()
        if isinstance(panel, ReasonPanel | DispatchPanel | HandOverPanel):
            panel.button.press_key()
        elif self.main.key_text == "Ctrl+Enter":
            self.main.press_key()

    def _press_print(self) -> None:
        if self._state is not None and self._state.step != "gate":
            self.print_wanted.emit()

    def _item_taken(self, code: str) -> None:
        self._added = code
        self._fold_out(None)
        self.item_chosen.emit(code)

    def _team_taken(self, code: str) -> None:
        self.work_edited.emit("team", code)
        self._fold_out(self.dispatch)
        self.dispatch.focus_field("appointed_at")

    def _old_taken(self, key: str) -> None:
        self.fold()
        self.sheet_copied.emit(int(key))

    def _fold_out(self, panel: QWidget | None) -> None:
        panel = panel or self._home()
        self._stack.setCurrentWidget(self._holders.get(panel, panel))

    def _front(self) -> QWidget | None:
        """The panel that is folded out now, or None."""
        now = self._stack.currentWidget()
        return next((panel for panel, holder in self._holders.items() if holder is now), None)

    def _home(self) -> QWidget:
        """What stands in the right column when nothing is folded out."""
        if self._state is not None and self._state.step == "gate":
            return self._gate_columns
        completing = self._state is not None and self._state.work.step == "completing"
        return self.complete if completing else self._columns

    def _step_changed(self, step: str) -> None:
        self._fold_out(None)
        if step == "draft":
            self.open_adder("labour")
        else:
            self.focus_main(self.main)

    def _work_changed(self, step: str) -> None:
        self._fold_out(None)
        if step == "completing":
            self.complete.focus_field("worker")
        else:
            self.focus_main(self.main)

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
        self.unpaid.set_rows([(str(row.sheet_id), [row.code, row.words]) for row in state.unpaid])
        self.teams.set_rows([(code, [name, who]) for code, name, who in state.work.teams])

    def _show_bar(self, state: PaidServiceState) -> None:
        drafting, at_gate = state.step == "draft", state.step == "gate"
        why = "客户已签字，不能再改项目。"
        if at_gate:
            why = "没有已签字未收款的单。"
        elif drafting and not state.old_sheets:
            why = "还没有旧单。"
        offered = state.unpaid if at_gate else state.old_sheets if drafting else ()
        self.copy_key.set_text("已签未收" if at_gate else "复制旧单")
        self.copy_key.set_enabled(bool(offered), why)
        work = state.work
        self.work_key.set_text(work.deed_words or "派工")
        why = "客户签字确认后才能派工。" if at_gate or drafting else "现在不用派工。"
        self.work_key.set_enabled(bool(work.deed), why)
        self.work_key.setVisible(not at_gate and work.step != "completing")
        self.pay_key.set_enabled(not state.pay_why, state.pay_why)
        # The main place has it once it is the next thing to do: one solid button, one place.
        self.pay_key.setVisible(state.main.name != "take_payment" and work.step != "completing")
        self.void_key.setVisible(work.step != "completing")
        self.void_key.set_text("撤销派工" if work.step == "issued" else "作废")
        self.void_key.set_enabled(not state.void_why, state.void_why)
        if state.main != self._main:
            self._main = state.main
            self.show_main(self.main, state.main)

    def _show_message(self, state: PaidServiceState) -> None:
        message = state.message
        field = message.field if message.is_error else None
        sentence = message.text if message.is_error else ""
        at_gate = state.step == "gate" and self.gate.show_error(field, sentence)
        place: GatePanel | CompletePanel | DispatchPanel | None = self.gate if at_gate else None
        for panel in (self.dispatch, self.complete):
            if panel.show_error(field, sentence) and self._front() is panel:
                place = panel
        reasons = {
            "reason": self.void.field,
            "cancel_reason": self.cancel.field,
            **self.given.fields,
        }
        for name, reason in reasons.items():
            reason.set_error(sentence if name == field else "")
        told = place is not None and place.fields[str(field)].tells(sentence)
        self.show_message(message, at_field=told or field in reasons, banner=state.banner)
        said = (field, message.text)
        if said != self._said and field is not None:
            if place is not None:
                place.focus_field(field)
            elif field in self.given.fields:
                self.given.fields[field].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            elif state.editing:
                self.lines.focus_line(field)
        self._said = said
