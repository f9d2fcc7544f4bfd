"""办理 at an alert: a late reconnection, test or order, ended or handed over at the duty desk."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.counter_charge_state import MatterView
from hall_desk.presenters.duty_matter import MatterDeskPresenter, MatterDeskState
from hall_desk.ui.contact.editors import put_text
from hall_desk.ui.duty.dialogs import DeskDialog
from hall_desk.ui.kit import (
    ComboBox,
    Hairline,
    IconButton,
    LineField,
    MessageLine,
    PlainButton,
    Segments,
    Text,
    TextBox,
)
from hall_desk.ui.pages import FormField
from hall_desk.ui.theme import Theme


class MatterDialog(DeskDialog):
    """What is known, what is to be typed, Ctrl+Enter ends it; below, who else takes it over."""

    edited = Signal(str, str)
    """A field was typed in or a choice made; carries its name and value."""
    passed_on = Signal()
    finished = Signal()
    handed_over = Signal()
    reveal_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        action = PlainButton(
            theme, "已复电", "ok", "Ctrl+Enter", "finish_matter", primary=True, tall=True
        )
        super().__init__(theme, window, "复电", "bolt", action, (760, 640))
        self.setObjectName("matter_dialog")
        self._key, self._filling = "", False
        self._said = ("", "")
        self.eye = IconButton(theme, "eye", "显示全部（记入日志）", "reveal")
        self.header_right.addWidget(self.eye)
        self.lines = Text(theme, "", "body", wrap=True)
        self.warning = Text(theme, "", "body", "over", wrap=True, weight=600)
        self.told = LineField(theme, "通知了谁（班组或人员）", "passed_on_to")
        self.told_button = PlainButton(theme, "记下通知", "phone", "F3", "pass_on")
        self.late = TextBox(theme, "未按时复电的原因", "late_reason", lines=2)
        self.outcomes = Segments(theme, "检定结果", [(" ", " ")], "outcome")
        self.report = LineField(theme, "检定报告号", "report_no")
        self.heir = ComboBox(theme, "转交给谁", "heir")
        self.reason = LineField(theme, "转交的原因", "handover_reason")
        self.hand = PlainButton(theme, "转交", "move", "F8", "hand_over")
        self.next = PlainButton(theme, "下一件", "right", "F6", "next_matter", tall=True)
        self.message = MessageLine(theme)
        self.fields = {
            "passed_on_to": FormField(
                theme, "通知了谁（班组或人员）", self.told, required=True, foot=False
            ),
            "late_reason": FormField(
                theme, "未按时复电的原因（须向客户说明）", self.late, required=True, foot=False
            ),
            "outcome": FormField(theme, "检定结果", self.outcomes, required=True, foot=False),
            "report_no": FormField(theme, "检定报告号", self.report, required=True, foot=False),
            "heir": FormField(theme, "转交他人负责", self.heir, foot=False),
            "handover_reason": FormField(theme, "转交的原因", self.reason, foot=False),
        }
        self._compose()
        self._connect()

    def show_state(self, state: MatterDeskState) -> None:
        """Open, show the matter and what is wrong, or close."""
        if not state.open:
            self._key = ""
            self.close_frame()
            return
        self._filling = True
        self._show_view(state)
        self._show_heirs(state)
        self._filling = False
        self._show_message(state)
        if not self.is_open():
            self.open()
        if self._key != state.key:
            self._key = state.key
            self._first(state.view).setFocus()

    def _show_view(self, state: MatterDeskState) -> None:
        view = state.view
        self.title.setText(view.title)
        self.subtitle.setText(f"责任人 {state.owner}" if state.owner else "")
        self.lines.setText("\n".join(view.lines))
        self.warning.setText(view.warning)
        self.warning.setVisible(bool(view.warning))
        values = {name: value for name, _, value in view.fields}
        for name, editor in (
            ("passed_on_to", self.told),
            ("late_reason", self.late),
            ("report_no", self.report),
        ):
            self.fields[name].setVisible(name in values)
            put_text(editor, values.get(name, ""))
        self._told_side.setVisible("passed_on_to" in values)
        self.fields["outcome"].setVisible(bool(view.outcomes))
        if view.outcomes:
            self.outcomes.set_choices(list(view.outcomes))
            self.outcomes.set_current(view.outcome or None)
        self.eye.setVisible(state.veiled)
        self.eye.setAccessibleName("显示全部（记入日志）" if state.masked else "重新遮住")
        self.next.setVisible(state.others > 0)
        self.next.set_text(f"下一件（共 {state.others + 1} 件）")
        self.action.set_text(view.main or "办结")
        self.action.setVisible(bool(view.main) or not state.owner)
        self.action.set_enabled(not state.main_off, state.main_off)

    def _show_heirs(self, state: MatterDeskState) -> None:
        self._handover.setVisible(bool(state.owner))
        self.heir.offer((("", "请选择"), *state.heirs), state.heir)
        put_text(self.reason, state.reason)

    def _show_message(self, state: MatterDeskState) -> None:
        said = state.message
        told = False
        for name, field in self.fields.items():
            sentence = said.text if said.is_error and said.field == name else ""
            field.set_error(sentence)
            told = told or (bool(sentence) and not field.isHidden())
            if sentence and (name, sentence) != self._said:
                field.editor.setFocus()
        self._said = (said.field or "", said.text) if said.is_error else ("", "")
        if not said.text or told:
            self.message.clear()
        elif said.is_error:
            self.message.show_error(said.text)
        else:
            self.message.show_done(said.text)

    def _first(self, view: MatterView) -> QWidget:
        if not view.main:
            return self.heir if self._handover.isVisibleTo(self) else self.cancel
        return self.outcomes if view.outcomes else self.told

    def _compose(self) -> None:
        theme, column = self.theme, self.column
        column.addWidget(self.lines)
        column.addWidget(self.warning)
        told = QHBoxLayout()
        told.setSpacing(theme.px(12))
        told.addWidget(self.fields["passed_on_to"], 1, Qt.AlignmentFlag.AlignTop)
        self._told_side = _below_label(theme, self.told_button)
        told.addWidget(self._told_side)
        column.addLayout(told)
        for name in ("late_reason", "outcome", "report_no"):
            column.addWidget(self.fields[name])
        column.addStretch(1)
        self._handover = QWidget()
        below = QVBoxLayout(self._handover)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.px(8))
        below.addWidget(Hairline(theme))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        for name, stretch in (("heir", 1), ("handover_reason", 1)):
            row.addWidget(self.fields[name], stretch, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_below_label(theme, self.hand))
        below.addLayout(row)
        column.addWidget(self._handover)
        column.addWidget(self.message)
        self.footer.insertWidget(1, self.next)

    def _connect(self) -> None:
        self.keys.bind_button(self.told_button, self.hand, self.next)
        self.action.triggered.connect(lambda _: self.finished.emit())
        self.action.refused.connect(self.message.show_note)
        self.told_button.triggered.connect(lambda _: self.passed_on.emit())
        self.told.returnPressed.connect(self.told_button.press_key)
        self.hand.triggered.connect(lambda _: self.handed_over.emit())
        self.reason.returnPressed.connect(self.hand.press_key)
        self.next.triggered.connect(lambda _: self.next_wanted.emit())
        self.eye.triggered.connect(lambda _: self.reveal_wanted.emit())
        self.outcomes.chosen.connect(lambda key: self.edited.emit("outcome", key))
        lines = {
            "passed_on_to": self.told,
            "report_no": self.report,
            "handover_reason": self.reason,
        }
        for name, line in lines.items():
            line.textEdited.connect(lambda text, name=name: self.edited.emit(name, text))
        self.late.textChanged.connect(self._typed_late)
        self.heir.currentIndexChanged.connect(lambda _: self._chose_heir())

    def _typed_late(self) -> None:
        if not self._filling:
            self.edited.emit("late_reason", self.late.toPlainText())

    def _chose_heir(self) -> None:
        if not self._filling:
            self.edited.emit("heir", str(self.heir.currentData() or ""))


def bind(presenter: MatterDeskPresenter, dialog: MatterDialog) -> None:
    """Connects the dialog with its presenter."""
    presenter.show = dialog.show_state
    dialog.cancelled.connect(presenter.leave)
    dialog.edited.connect(presenter.edit)
    dialog.passed_on.connect(presenter.pass_on)
    dialog.finished.connect(presenter.finish)
    dialog.handed_over.connect(presenter.hand_over)
    dialog.reveal_wanted.connect(presenter.reveal)
    dialog.next_wanted.connect(presenter.next_one)


def _below_label(theme: Theme, button: PlainButton) -> QWidget:
    """A button on the line of the field beside it."""
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(4))
    column.addWidget(Text(theme, "", "small"))
    column.addWidget(button)
    column.addStretch(1)
    return side
