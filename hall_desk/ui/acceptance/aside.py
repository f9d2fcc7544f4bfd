"""The right column of the acceptance page: told once, promises, procedure, who answers."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.acceptance_state import AcceptPageState, PromiseRowState
from hall_desk.ui.kit import Card, CheckBox, Chip, ElidedText, Hairline, PlainButton, Text
from hall_desk.ui.theme import Theme


class AcceptAside(QWidget):
    """What the customer is told and promised."""

    notice_wanted = Signal()
    inform_wanted = Signal()
    notice_signed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.told_chip = Chip(theme, "")
        self.telling = Card(theme, "一次性告知", self.told_chip, tight=True)
        self.number = ElidedText(theme, "", "small", "ink2")
        self.code = Text(theme, "", "strong", weight=600)
        self.code_note = ElidedText(theme, "", "small", "ink2")
        self.notice = PlainButton(
            theme, "打印告知单", "print", "Ctrl+P", "print_notice", small=True
        )
        self.tell = CheckBox(theme, "已口头告知", "inform", font="small")
        self.signed = CheckBox(theme, "客户已在告知单签字", "sign_notice", font="small")
        self.promises = Card(theme, "承诺时限", "", tight=True)
        self.lines: list[PromiseLine] = []
        self.warning = Text(theme, "", "small", "warn", wrap=True)
        self.no_promise = Text(
            theme, "本项没有后台承诺时限，由责任人跟进到办结。", "small", "ink2", wrap=True
        )
        self.procedure = Card(theme, "流程与收费", tight=True)
        self.steps = Text(theme, "", "small", wrap=True)
        self.fees = Text(theme, "", "small", "ink2", wrap=True)
        self.answering = Card(theme, "责任人与电话", tight=True)
        self.answers = Text(theme, "", "small", wrap=True)
        self.phones = Text(theme, "", "small", "ink2", wrap=True)
        self.choice = Card(theme, "自主选择，不指定", "第十七条（一）", "shield", tight=True)
        self.choice_words = Text(theme, "", "small", "ink2", wrap=True)
        self._build()
        self.notice.triggered.connect(lambda _: self.notice_wanted.emit())
        self.tell.clicked.connect(lambda _=False: self.inform_wanted.emit())
        self.signed.clicked.connect(lambda _=False: self.notice_signed.emit())

    def show_state(self, state: AcceptPageState) -> None:
        """Show the column."""
        self._show_telling(state)
        self._show_promises(state)
        self.steps.setText(state.steps)
        self.fees.setText(f"收费：{state.fees}")
        self.answers.setText(state.answers)
        self.phones.setText(state.phones)
        self.choice.setVisible(bool(state.free_choice))
        self.choice_words.setText(state.free_choice)

    def _show_telling(self, state: AcceptPageState) -> None:
        notice, forming = state.notice, state.step == "form"
        if notice.told:
            self.told_chip.set_chip(notice.told, "ok", "ok", "ok_soft")
        else:
            self.told_chip.set_chip("还没有告知", "warn", "warn", "warn_soft")
        self.telling.set_frame("none" if notice.told else "warn")
        self.number.setText(f"告知单 {notice.number}" if notice.number else "")
        self.number.setVisible(bool(notice.number))
        self.code.setText(notice.code)
        self.code_note.setText(f"回厅码，{notice.code_until}前有效" if notice.code else "")
        self.code.setVisible(bool(notice.code))
        self.code_note.setVisible(bool(notice.code))
        self.notice.setVisible(forming)
        self.notice.set_text("补打告知单" if notice.number else "打印告知单")
        self.tell.setVisible(forming and not notice.told)
        self.tell.setChecked(False)
        self.signed.setVisible(bool(notice.number))
        self.signed.setChecked(notice.signed)
        self.signed.setEnabled(not notice.signed)

    def _show_promises(self, state: AcceptPageState) -> None:
        self.promises.set_right(f"按{state.rule}")
        while len(self.lines) < len(state.promises):
            line = PromiseLine(self.theme)
            self.lines.append(line)
            self.promises.body.insertWidget(len(self.lines) - 1, line)
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(state.promises))
            if at < len(state.promises):
                line.show_line(state.promises[at], first=at == 0)
        self.no_promise.setVisible(not state.promises)
        self.warning.setText("\n".join(state.warnings))
        self.warning.setVisible(bool(state.warnings))

    def _build(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for card in (self.telling, self.promises, self.procedure, self.answering, self.choice):
            card.body.setSpacing(theme.px(2))
            column.addWidget(card)
        code = QHBoxLayout()
        code.setSpacing(theme.px(8))
        code.addWidget(self.code)
        code.addWidget(self.code_note, 1)
        keys = QHBoxLayout()
        keys.setSpacing(theme.px(12))
        keys.addWidget(self.notice)
        keys.addWidget(self.tell)
        keys.addStretch(1)
        self.telling.body.addWidget(self.number)
        self.telling.body.addLayout(code)
        self.telling.body.addLayout(keys)
        self.telling.body.addWidget(self.signed)
        self.promises.body.addWidget(self.no_promise)
        self.promises.body.addWidget(self.warning)
        self.procedure.body.addWidget(self.steps)
        self.procedure.body.addWidget(self.fees)
        self.answering.body.addWidget(self.answers)
        self.answering.body.addWidget(self.phones)
        self.choice.body.addWidget(self.choice_words)
        column.addStretch(1)


class PromiseLine(QWidget):
    """A stage with its limit, then until when and by which rule."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rule = Hairline(theme)
        self.stage = ElidedText(theme, "", "body", weight=600)
        self.limit = Text(theme, "", "body", right=True)
        self.due = ElidedText(theme, "", "small")
        self.basis = ElidedText(theme, "", "small", "ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(2))
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self.stage, 1)
        head.addWidget(self.limit)
        column.addWidget(self.rule)
        column.addLayout(head)
        column.addWidget(self.due)
        column.addWidget(self.basis)

    def show_line(self, view: PromiseRowState, *, first: bool) -> None:
        """Show a stage."""
        self.rule.setVisible(not first)
        self.stage.setText(view.stage)
        self.limit.setText(view.limit)
        self.due.setText(view.due)
        self.basis.setText(view.basis)
