"""The right column of the paid-service page: ownership, customer, price list, signature."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.paidservice_state import PaidServiceState
from hall_desk.ui.handover import HandOver
from hall_desk.ui.kit import Card, Chip, ElidedText, IconButton, PlainButton, Text, TextBox
from hall_desk.ui.pages import FormField
from hall_desk.ui.paidservice.work import SignaturePicture, WorkCard
from hall_desk.ui.phrase import PhraseText
from hall_desk.ui.theme import Theme

_BASIS = (
    "供电企业产权的设施由供电企业维修，不收费。",
    "客户产权的设施可以有偿服务：按核准价目逐项列出，人工、材料分列。",
    "客户签字确认后才能收款；收款后给收费凭证。",
)


class SheetAside(QWidget):
    """What stands behind the sheet, and the signature it waits for."""

    print_wanted = Signal()
    hand_over_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        ours = Chip(theme, "客户产权", "ok", "ok", "ok_soft")
        self.ownership = Card(theme, "产权与边界", ours)
        self.boundary = Text(theme, "", "small", "ink2", wrap=True)
        self.judged = Text(theme, "", "small", "ink2", wrap=True)
        self.customer = Card(theme, "客户", "")
        self.facts = [
            (Text(theme, "", "body", "ink2"), ElidedText(theme, "", "body", right=True))
            for _ in range(3)
        ]
        valid = Chip(theme, "有效", "ok", "ok", "ok_soft")
        self.prices = Card(theme, "价目表", valid)
        self.price_list = Text(theme, "", "small", "ink2", wrap=True)
        self.sign_chip = Chip(theme, "")
        self.signature = Card(theme, "客户签字", self.sign_chip, "pen")
        self.sign_note = Text(theme, "", "small", "ink2", wrap=True)
        self.strokes = SignaturePicture(theme)
        self.work = WorkCard(theme)
        self.print = PlainButton(
            theme, "打印确认单，纸上签", "print", "Ctrl+P", "print_sheet", wide=True
        )
        self.owner = ElidedText(theme, "", "small", "ink2")
        self.hand_over = PlainButton(theme, "转交", "move", "Ctrl+J", "hand_over_sheet", small=True)
        self._build()
        self.print.triggered.connect(lambda _: self.print_wanted.emit())
        self.hand_over.triggered.connect(lambda _: self.hand_over_wanted.emit())

    def show_state(self, state: PaidServiceState) -> None:
        """Show the column."""
        self.boundary.setText(f"产权分界点：{state.boundary}")
        self.judged.setText(state.judged)
        for (name, value), (key, text) in zip(self.facts, state.customer, strict=False):
            name.setText(key)
            value.setText(text)
        self.price_list.setText(f"{state.price_list}\n单价锁定，只填数量；每行留价格快照。")
        self.work.show_state(state.work)
        self.owner.setText(f"责任人 {state.work.owner}")
        self.hand_over.setVisible(bool(state.work.heirs))
        self.prices.setVisible(not state.work.code)
        # With a work order the signature is the next thing to look at, so it moves up to it.
        at = 1 if state.work.code else self._column.count() - 2
        if self._column.indexOf(self.signature) != at:
            self._column.removeWidget(self.signature)
            self._column.insertWidget(at, self.signature)
        self._show_signature(state)

    def _show_signature(self, state: PaidServiceState) -> None:
        waits = bool(state.signing)
        self.signature.set_frame("warn" if waits else "none")
        self.strokes.set_strokes(() if waits else state.strokes)
        if state.signing == "difference":
            self.sign_chip.set_chip("差异待签字", "clock", "warn", "warn_soft")
            note = "逐项核对后，请客户在客户屏或纸上再次签字，才能收款。"
        elif waits:
            self.sign_chip.set_chip(state.signature, "clock", "warn", "warn_soft")
            note = "签字前不能收款。逐项念给客户听后，请其在客户屏或纸上签字。"
        elif state.step == "void":
            self.sign_chip.set_chip("已作废", "cross", "over", "over_soft")
            note = f"作废原因：{state.void_reason}。单号保留，不再使用。"
        else:
            self.sign_chip.set_chip("已签字", "ok", "ok", "ok_soft")
            note = f"{state.signature}，项目和金额已锁定。"
        self.sign_note.setText(note)
        self.print.set_text("打印确认单，纸上签" if waits else "打印确认单")

    def _build(self) -> None:
        theme = self.theme
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        for card in (self.ownership, self.prices, self.signature, self.customer):
            card.body.setSpacing(theme.px(2))
        self.ownership.body.addWidget(self.boundary)
        self.ownership.body.addWidget(self.judged)
        for name, value in self.facts:
            row = QHBoxLayout()
            row.addWidget(name)
            row.addWidget(value, 1)
            self.customer.body.addLayout(row)
        self.prices.body.addWidget(self.price_list)
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.px(8), 0, 0)
        row.addWidget(self.owner, 1)
        row.addWidget(self.hand_over)
        self.ownership.body.addLayout(row)
        self.signature.body.setSpacing(theme.px(8))
        self.signature.body.addWidget(self.sign_note)
        self.signature.body.addWidget(self.strokes)
        self.signature.body.addWidget(self.print)
        for card in (self.work, self.ownership, self.customer, self.prices, self.signature):
            column.addWidget(card)
        column.addStretch(1)


class GateAside(QWidget):
    """What to say before a quote, and what the regulation says about it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Card(theme, "用语", "有偿服务告知 P22", "chat")
        self.phrase = PhraseText(theme)
        self.basis = Card(theme, "依据", "第二十三至二十五条", "book")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        self.words.body.addWidget(self.phrase)
        for line in _BASIS:
            self.basis.body.addWidget(Text(theme, line, "small", "ink2", wrap=True))
        column.addWidget(self.words)
        column.addWidget(self.basis)
        column.addStretch(1)

    def show_state(self, state: PaidServiceState) -> None:
        """Show the phrase of the hall."""
        self.phrase.set_words(state.phrase, ())


class ReasonPanel(Card):
    """Why something is void or called back; its number stays."""

    confirmed = Signal(str)
    folded = Signal()

    def __init__(
        self, theme: Theme, words: tuple[str, str, str, str], name: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        title, label, note, button = words
        self.fold = IconButton(theme, "cross", "收起（Esc）", "fold")
        super().__init__(theme, title, self.fold, parent=parent)
        self.reason = TextBox(theme, label, f"{name}_reason")
        self.field = FormField(theme, label, self.reason, required=True, foot=False)
        self.note = Text(theme, note, "small", "ink2", wrap=True)
        self.button = PlainButton(
            theme, button, "cross", "Ctrl+Enter", name, wide=True, danger=True
        )
        self.body.addWidget(self.field)
        self.body.addWidget(self.note)
        self.body.addWidget(self.button)
        self.body.addStretch(1)
        self.fold.triggered.connect(lambda _: self.folded.emit())
        self.button.triggered.connect(lambda _: self.confirmed.emit(self.reason.toPlainText()))


class HandOverPanel(Card):
    """Who answers for the sheet and its work order from now on, and why."""

    folded = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.fold = IconButton(theme, "cross", "收起（Esc）", "fold")
        super().__init__(theme, "转交他人负责", self.fold, parent=parent)
        self.choice = HandOver(theme, "Ctrl+Enter")
        self.fields = self.choice.fields
        self.button = self.choice.button
        note = "确认单连同派工单一起转交：登记完工、收款由接手人办理，完工后由其回访。"
        self.body.addWidget(Text(theme, note, "small", "ink2", wrap=True))
        self.body.addWidget(self.choice)
        self.body.addStretch(1)
        self.fold.triggered.connect(lambda _: self.folded.emit())


VOID = ("作废确认单", "作废原因", "单号保留为作废，不能恢复。", "作废这张确认单")
CANCEL = ("撤销派工", "撤销原因", "派工单号保留；撤销后可以重新派工。", "撤销这张派工单")
