"""The right column of the tracker: the applicant (masked), the delay, the result, the owner."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from hall_desk.presenters.tracking_state import TrackState
from hall_desk.ui.contact.editors import lock_editor, put_text
from hall_desk.ui.handover import HandOver
from hall_desk.ui.kit import Card, ElidedText, IconButton, LineField, PlainButton, Text, TextBox
from hall_desk.ui.pages import FormField
from hall_desk.ui.theme import Theme

_LINES = 5


class TrackAside(QWidget):
    """What is known of the applicant, and what is written at the end."""

    edited = Signal(str, str)
    reveal_wanted = Signal()
    explain_wanted = Signal()
    hand_over_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._filling = False
        self.eye = IconButton(theme, "eye", "显示全部（记入日志）", "reveal")
        self.applicant = Card(theme, "申请人", self.eye, tight=True)
        self.lines = [
            (Text(theme, "", "small", "ink2"), ElidedText(theme, "", "body", right=True))
            for _ in range(_LINES)
        ]
        self.delay = Card(
            theme, "逾期说明", "第十八条（一）", "over", icon_color="over", tight=True
        )
        self.late = Text(theme, "", "small", "over", wrap=True)
        self.late_reason = TextBox(theme, "逾期原因", "late_reason")
        self.late_told_at = LineField(
            theme, "向客户说明的时间", "late_told_at", placeholder="如 3月23日 10:30"
        )
        self.explained = Text(theme, "", "small", "ink2", wrap=True)
        self.explain = PlainButton(theme, "登记说明", "chat", None, "explain_delay", small=True)
        self.outcome = Card(theme, "办理结果", tight=True)
        self.result = TextBox(theme, "办理结果", "result")
        self.closed = Text(theme, "", "small", "ok", wrap=True)
        self.owner_card = Card(theme, "转交他人负责", tight=True)
        self.hand_over = HandOver(theme)
        self.fields = {
            "late_reason": FormField(
                theme, "逾期原因", self.late_reason, required=True, foot=False
            ),
            "late_told_at": FormField(
                theme, "向客户说明的时间", self.late_told_at, required=True, foot=False
            ),
            "result": FormField(theme, "结果", self.result, required=True, foot=False),
            **self.hand_over.fields,
        }
        self._build()
        self._connect()

    def show_state(self, state: TrackState) -> None:
        """Show the column."""
        for (name, value), (key, text) in zip(self.lines, state.applicant, strict=False):
            name.setText(key)
            value.setText(text)
        self._filling = True
        put_text(self.result, state.draft.result)
        put_text(self.late_reason, state.draft.late_reason)
        put_text(self.late_told_at, state.draft.late_told_at)
        self._filling = False
        self.hand_over.show_choice(state.heirs, state.draft.heir, state.draft.handover_reason)
        late = bool(state.late)
        self.delay.setVisible(late or bool(state.explained))
        self.delay.set_frame("over" if late and not state.explained else "none")
        self.late.setText(f"{'、'.join(state.late)} 已逾期，请向客户说明原因。" if late else "")
        self.explained.setText(state.explained)
        self.explained.setVisible(bool(state.explained))
        for late_field in ("late_reason", "late_told_at"):
            self.fields[late_field].setVisible(state.is_open)
        self.late.setVisible(late and not state.explained)
        self.explain.setVisible(state.is_open)
        self.fields["result"].setVisible(state.is_open)
        self.closed.setText(state.closed)
        self.closed.setVisible(bool(state.closed))
        self.owner_card.setVisible(bool(state.heirs))
        for field_name, field in self.fields.items():
            sentence = state.errors.get(field_name, "")
            if field.error() != sentence:
                field.set_error(sentence)
        for editor in (self.result, self.late_reason, self.late_told_at):
            lock_editor(editor, not state.is_open)

    def _build(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        self.applicant.body.setSpacing(theme.px(2))
        for name, value in self.lines:
            row = QHBoxLayout()
            row.addWidget(name)
            row.addWidget(value, 1)
            self.applicant.body.addLayout(row)
        for part in (
            *(self.late, self.explained, self.fields["late_reason"], self.fields["late_told_at"]),
            self.explain,
        ):
            self.delay.body.addWidget(part)
        self.outcome.body.addWidget(self.fields["result"])
        self.outcome.body.addWidget(self.closed)
        self.owner_card.body.addWidget(self.hand_over)
        for card in (self.applicant, self.delay, self.outcome, self.owner_card):
            column.addWidget(card)
        column.addStretch(1)

    def _connect(self) -> None:
        boxes: dict[str, QPlainTextEdit] = {"result": self.result, "late_reason": self.late_reason}
        for name, box in boxes.items():
            box.textChanged.connect(lambda name=name, box=box: self._typed(name, box))
        self.late_told_at.textEdited.connect(lambda text: self.edited.emit("late_told_at", text))
        self.eye.triggered.connect(lambda _: self.reveal_wanted.emit())
        self.explain.triggered.connect(lambda _: self.explain_wanted.emit())
        self.hand_over.edited.connect(self.edited)
        self.hand_over.wanted.connect(self.hand_over_wanted)

    def _typed(self, name: str, box: QPlainTextEdit) -> None:
        if not self._filling:
            self.edited.emit(name, box.toPlainText())
