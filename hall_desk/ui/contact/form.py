"""The form of a first contact (首问登记表): every column of the register."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QStandardItemModel
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from hall_desk.domain.contacts import Handling, VisitMode
from hall_desk.domain.ladder import TRIED
from hall_desk.presenters.contact_state import ContactDraft, ContactPageState
from hall_desk.ui.contact.editors import (
    block,
    lock_editor,
    make_editors,
    put_choice,
    put_text,
    side_by_side,
)
from hall_desk.ui.kit import (
    CheckBox,
    ComboBox,
    Hairline,
    IconButton,
    LineField,
    Panel,
    Segments,
    Text,
)
from hall_desk.ui.pages import FormField, Scroller
from hall_desk.ui.theme import Theme

_REFERRING = (Handling.REFERRED.value, Handling.GUIDED.value)
_NARROW = 800
_AT_ONCE = (Handling.DONE.value, Handling.ANSWERED.value)


class ContactFormPanel(Panel):
    """The form card: who came, with what, whose duty it is, and what was done."""

    edited = Signal(str, str)
    """A text field was typed into: its name and text."""
    handling_chosen = Signal(str)
    in_duty_chosen = Signal(bool)
    hops_chosen = Signal(int)
    rung_chosen = Signal(str)
    declined_ticked = Signal(bool)
    department_chosen = Signal(str)
    satisfaction_chosen = Signal(str)
    reveal_wanted = Signal()
    repeated_ticked = Signal(bool)
    """A caller was heard back: 已复述确认 (Art. 14(2))."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setAccessibleName("首问登记表")
        self._filling = False
        self._departments: tuple[tuple[str, str, str], ...] = ()
        self.editors = make_editors(theme)
        self.fields: dict[str, FormField] = {}
        self._make_choices()
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        pad = theme.px(20)
        self._column.setContentsMargins(pad, theme.px(16), pad, theme.px(12))
        self._column.setSpacing(theme.px(12))
        self._lay_out()
        self.scroller = Scroller(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self.scroller)
        self._connect()

    def show_state(self, state: ContactPageState) -> None:
        """Show the draft; what the user is writing stays as it is."""
        self._filling = True
        draft = state.draft
        for name, editor in self.editors.items():
            put_text(editor, getattr(draft, name))
        put_choice(self.visit_mode, self.visit_mode.findText(draft.visit_mode))
        put_choice(self.hops, draft.hops)
        put_choice(self.rung, max(self.rung.findData(draft.rung), 0))
        self.declined.setChecked(draft.phone_declined)
        self.in_duty.set_current("yes" if draft.in_duty else "no")
        self.repeated.setChecked(draft.repeated)
        self.repeated.setVisible(state.by_phone)
        self.handling.set_current(draft.handling)
        self._show_departments(state)
        self._show_satisfactions(state)
        self._filling = False
        self._lock(state)
        self._show_blocks(state.step, draft)
        self._show_hints(state)

    def show_error(self, field: str | None, sentence: str) -> bool:
        """Show an error at its field; return whether there is such a field."""
        for name, shown in self.fields.items():
            shown.set_error(sentence if name == field else "")
        return field in self.fields and bool(sentence)

    def focus_field(self, name: str) -> None:
        """Take the focus to a field and bring it into view."""
        field = self.fields.get(name)
        if field is not None:
            target = self.editors.get(name) or field.editor
            if name == "repeated":
                target = self.repeated
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self.scroller.ensureWidgetVisible(field)

    def focus_satisfaction(self) -> None:
        """Take the focus to how satisfied the customer is."""
        self.satisfaction.setFocus(Qt.FocusReason.OtherFocusReason)
        self.scroller.ensureWidgetVisible(self.feedback)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put duty and handling under each other where they do not fit side by side."""
        super().resizeEvent(event)
        sides = QBoxLayout.Direction
        narrow = self.width() < self.theme.px(_NARROW)
        self._ways.setDirection(sides.TopToBottom if narrow else sides.LeftToRight)

    def _make_choices(self) -> None:
        theme = self.theme
        self.visit_mode = ComboBox(theme, "来访方式", "visit_mode")
        self.visit_mode.addItems([mode.value for mode in VisitMode])
        self.hops = ComboBox(theme, "来前已联系", "hops")
        self.hops.addItems([f"{times} 次" for times in range(10)])
        self.rung = ComboBox(theme, "客户找过", "rung")
        self.rung.addItem("没有找过", "")
        for word in TRIED:
            self.rung.addItem(word, word)
        self.declined = CheckBox(theme, "客户不留电话", object_name="phone_declined")
        self.department = ComboBox(theme, "承办部门", "department")
        self.in_duty = Segments(theme, "本岗职责", [("yes", "是"), ("no", "否")], "in_duty")
        handlings = [(handling.value, handling.value) for handling in Handling]
        self.handling = Segments(theme, "处理方式", handlings, "handling")
        self.satisfaction = Segments(theme, "满意度", [], "satisfaction")
        self.repeated = CheckBox(theme, "已复述确认", "repeated")
        self.eye = IconButton(theme, "eye", "显示全部（记入日志）", "reveal")

    def _lay_out(self) -> None:
        theme = self.theme
        name_box = side_by_side(theme, (self.editors["customer_name"], 1), (self.eye, 0))
        self._row(
            (self._mode_field(), 1),
            (self._field("customer_name", "客户姓名或单位", name_box), 1),
            (self._field("phone", "联系电话"), 1),
            (self._field("account_no", "户号"), 1),
        )
        count = self.editors["papers_count"]
        count.setFixedWidth(theme.px(56))
        papers = side_by_side(
            theme, (self.editors["papers"], 1), (count, 0), (Text(theme, "份", "small", "ink2"), 0)
        )
        papers_field = self._field("papers", "所收材料", papers)
        self.fields["papers_count"] = papers_field
        tried = side_by_side(theme, (self.rung, 3), (self.hops, 2))
        self._row(
            (self._field("address", "住址"), 2),
            (papers_field, 1),
            (self._field("hops", "来前已联系", tried), 1),
        )
        self.fields["rung"] = self.fields["hops"]
        self._row(
            (self._field("matter", "咨询或办理事项"), 2),
            (self._field("remark", "备注"), 1),
            (self._field("name_reading", "读音、用字说明"), 1),
        )
        self.ways = self._ways_row()
        self._column.addWidget(self.ways)
        self._column.addWidget(Hairline(theme))
        self.referral = self._referral_block()
        self._column.addWidget(self.referral)
        self.promise = block(theme, [(self._promise_alone(), 1), (self._declining(), 2)])
        self._column.addWidget(self.promise)
        self.outcome = block(
            theme,
            [
                (self._field("result", "处理情况及结果"), 2),
                (self._field("unresolved_reason", "不能解决的原因"), 1),
            ],
        )
        self._column.addWidget(self.outcome)
        self.feedback = self._feedback_row()
        self._column.addWidget(self.feedback)
        self._column.addStretch(1)

    def _mode_field(self) -> FormField:
        """How the customer came; beside it the tick of a call."""
        both = side_by_side(self.theme, (self.visit_mode, 1), (self.repeated, 0))
        field = self._field("visit_mode", "来访方式", both)
        self.fields["repeated"] = field
        return field

    def _ways_row(self) -> QWidget:
        theme, holder = self.theme, QWidget()
        self._ways = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        self._ways.setContentsMargins(0, 0, 0, 0)
        self._ways.setSpacing(theme.px(12))
        self._ways.addLayout(self._labelled("本岗职责", self.in_duty))
        self._ways.addLayout(self._labelled("处理方式", self.handling))
        self._ways.addStretch(1)
        return holder

    def _labelled(self, label: str, choice: Segments) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(16))
        row.addWidget(Text(self.theme, label, "small", "ink2"))
        row.addWidget(choice)
        row.addSpacing(self.theme.px(12))
        row.addStretch(1)
        return row

    def _referral_block(self) -> QWidget:
        theme, holder = self.theme, QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        department = self._field("department", "承办部门", self.department, required=True)
        column.addWidget(
            block(
                theme,
                [
                    (department, 9),
                    (self._field("person", "承办人", required=True), 8),
                    (self._field("person_phone", "电话", required=True), 8),
                ],
            )
        )
        self._promise_home = block(
            theme,
            [
                (self._field("person_address", "地址", required=True), 9),
                (self._field("promised_at", "答复时限"), 8),
                (self._field("receiver", "移交接收人"), 8),
            ],
        )
        column.addWidget(self._promise_home)
        return holder

    def _promise_alone(self) -> FormField:
        # The same draft text, shown where no department stands beside it.
        editor = LineField(self.theme, "答复时限", "promised_later")
        self.promised_later = editor
        field = FormField(self.theme, "答复时限", editor, foot=False)
        self.fields["promised_later"] = field
        return field

    def _declining(self) -> QWidget:
        """The tick stands on the line of the field beside it."""
        holder = QWidget()
        row = QVBoxLayout(holder)
        row.setContentsMargins(self.theme.px(8), self.theme.px(32), 0, 0)
        row.addWidget(self.declined, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _feedback_row(self) -> QWidget:
        theme, holder = self.theme, QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        row.addWidget(Text(theme, "回访满意度", "small", "ink2"))
        row.addWidget(self.satisfaction)
        row.addStretch(1)
        return holder

    def _field(
        self, name: str, label: str, editor: QWidget | None = None, *, required: bool = False
    ) -> FormField:
        shown = editor if editor is not None else self.editors[name]
        field = FormField(self.theme, label, shown, required=required, foot=False)
        self.fields[name] = field
        return field

    def _row(self, *parts: tuple[QWidget, int]) -> None:
        self._column.addWidget(block(self.theme, list(parts)))

    def _connect(self) -> None:
        for name, editor in self.editors.items():
            if isinstance(editor, QPlainTextEdit):
                editor.textChanged.connect(lambda name=name, box=editor: self._typed(name, box))
            else:
                editor.textEdited.connect(lambda text, name=name: self.edited.emit(name, text))
        self.promised_later.textEdited.connect(lambda text: self.edited.emit("promised_at", text))
        self.visit_mode.activated.connect(
            lambda at: self.edited.emit("visit_mode", self.visit_mode.itemText(at))
        )
        self.hops.activated.connect(self.hops_chosen)
        self.rung.activated.connect(lambda at: self.rung_chosen.emit(self.rung.itemData(at)))
        self.declined.clicked.connect(self.declined_ticked)
        self.department.activated.connect(self._department_taken)
        self.in_duty.chosen.connect(lambda key: self.in_duty_chosen.emit(key == "yes"))
        self.handling.chosen.connect(self.handling_chosen)
        self.satisfaction.chosen.connect(self.satisfaction_chosen)
        self.repeated.clicked.connect(self.repeated_ticked)
        self.eye.triggered.connect(lambda _: self.reveal_wanted.emit())

    def _typed(self, name: str, box: QPlainTextEdit) -> None:
        if not self._filling:
            self.edited.emit(name, box.toPlainText())

    def _department_taken(self, at: int) -> None:
        code = self.department.itemData(at)
        if code:
            self.department_chosen.emit(str(code))

    def _show_departments(self, state: ContactPageState) -> None:
        offered = tuple((choice.code, choice.name, choice.why) for choice in state.departments)
        kept = state.draft.department
        if kept and all(name != kept for _, name, _ in offered):
            offered = (*offered, ("", kept, ""))
        if offered != self._departments:
            self._departments = offered
            self.department.clear()
            self.department.addItem("请选择", "")
            for code, name, why in offered:
                self.department.addItem(f"{name}（{why}）" if why else name, code)
                self._switch_off_last(why)
        names = [name for _, name, _ in offered]
        put_choice(self.department, names.index(kept) + 1 if kept else 0)

    def _switch_off_last(self, why: str) -> None:
        model = self.department.model()
        if why and isinstance(model, QStandardItemModel):
            item = model.item(self.department.count() - 1)
            item.setEnabled(False)
            item.setToolTip(why)

    def _show_satisfactions(self, state: ContactPageState) -> None:
        words = [(word, word) for word in state.satisfactions]
        if self.satisfaction.property("words") != words:
            self.satisfaction.setProperty("words", words)
            self.satisfaction.set_choices(words)
        self.satisfaction.set_current(state.draft.satisfaction or None)

    def _lock(self, state: ContactPageState) -> None:
        kept = state.registered
        free = {
            "receive": {"receiver"},
            "resolve": {"result", "unresolved_reason"},
            "answer": {"result", "unresolved_reason"},
        }.get(state.step, set())
        for name, editor in self.editors.items():
            # Who received is written when the department has taken it over, not before.
            locked = kept and name not in free
            lock_editor(editor, locked or (not kept and name == "receiver"))
        lock_editor(self.promised_later, kept)
        for choice in (
            self.visit_mode,
            self.hops,
            self.rung,
            self.department,
            self.declined,
            self.repeated,
        ):
            choice.setEnabled(not kept)
        self.eye.setVisible(kept)
        self.satisfaction.setEnabled(state.step in ("answer", "feed_back"))

    def _show_blocks(self, step: str, draft: ContactDraft) -> None:
        kept = step != "form"
        referring = draft.handling in _REFERRING
        self.ways.setVisible(not kept)
        self.referral.setVisible(referring)
        self.promise.setVisible(draft.handling == Handling.LATER.value)
        at_once = draft.handling in _AT_ONCE
        result = (kept and step not in ("receive",)) or (not kept and at_once)
        self.outcome.setVisible(result)
        self.fields["unresolved_reason"].setVisible(kept and not at_once)
        self.feedback.setVisible(step in ("answer", "feed_back", "close", "closed") and not at_once)

    def _show_hints(self, state: ContactPageState) -> None:
        put_text(self.promised_later, state.draft.promised_at)
        for name in ("promised_at", "promised_later"):
            self.fields[name].set_hint("" if state.registered else state.promise_hint)
        self.fields["department"].set_hint(state.department_hint)
        receiver = self.editors["receiver"]
        if isinstance(receiver, QLineEdit):
            waits = "待接收" if state.step in ("form", "receive") else ""
            receiver.setPlaceholderText(waits)
