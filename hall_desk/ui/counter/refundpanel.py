"""退款: the original voucher, how much, by which way, why; then the duty manager signs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hall_desk.presenters.counter_charge_state import RefundPart, RefundView
from hall_desk.ui.counter.chargepanels import EnterField, EnterMoney, is_take
from hall_desk.ui.counter.layout import column, row
from hall_desk.ui.counter.sidepanel import SidePanel, label_of, labelled, show_wrong
from hall_desk.ui.kit import Hairline, PairList, PairRow, PlainButton, ReasonList, Text
from hall_desk.ui.kit.pairs import step_of
from hall_desk.ui.theme import Theme

_IN_SIGHT = 3
"""So many accounts are in sight at once; the rest scroll."""


class RefundPanel(SidePanel):
    """The voucher is found by its number, of any day and any window."""

    searched = Signal(str)
    typed = Signal(str, object)
    line_ticked = Signal(str)
    asked = Signal()
    again_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, "退款", "undo", "primary", "Enter 下一格；Ctrl+Enter 请批准；Esc 收起"
        )
        self._serial = -1
        self.number = EnterField(theme, "原凭证号", "refund_number")
        self.number.setPlaceholderText("如 SJ-000387，Enter 查")
        self.unknown = Text(theme, "", "small", "over", wrap=True, weight=600)
        self.title = Text(theme, "", "phrase", wrap=True, weight=600)
        self.lines = Text(theme, "", "small", "ink2", wrap=True)
        self.parts = PairList(theme, "退哪几项", "refund_lines")
        self.amount = EnterMoney(theme, "退款金额（元）", "refund_amount")
        self.methods = ReasonList(theme, "退款方式", "refund_method", columns=2, tile=32)
        self.slip = EnterField(theme, "退款单号", "refund_slip")
        self.reasons = ReasonList(theme, "退款原因", "refund_reason", columns=2, tile=32)
        self.note = EnterField(theme, "补充说明", "refund_note")
        self.note.setMaxLength(120)
        self.error = Text(theme, "", "small", "over", wrap=True, weight=600)
        self.ask = PlainButton(
            theme, "请值班主任批准退款", "shield", "Ctrl+Enter", "ask_refund", wide=True
        )
        self.again = PlainButton(theme, "补打", "print", "Ctrl+P", "reprint_refund", wide=True)
        self._build()
        self._connect()

    def show_view(self, view: RefundView) -> None:
        """The voucher and what is typed; the fields fill anew with another voucher."""
        fresh = False
        if view.serial != self._serial:
            self._serial = view.serial
            self.number.setText(view.number)
            self.amount.set_value(view.amount_fen)
            self.slip.setText(view.slip)
            self.note.setText(view.note)
            fresh = bool(view.title)
        found = bool(view.title)
        self._form.setVisible(found and not view.off)
        self.ask.setVisible(found and not view.off)
        self._show_parts(view)
        if fresh and self.number.hasFocus() and not view.off:
            self._go(self.first())
        self.title.setText(view.title)
        self.title.setVisible(found)
        self.lines.setText("\n".join(view.lines))
        self.lines.setVisible(bool(view.lines))
        self.methods.set_reasons(list(view.methods))
        if self.methods.current() != (view.method or None):
            self.methods.set_current(view.method or None)
        self._slip.setVisible(view.slip_shown)
        self.slip.setPlaceholderText("" if view.slip_needed else "可不填")
        self.reasons.set_reasons(list(view.reasons))
        if self.reasons.current() != (view.reason or None):
            self.reasons.set_current(view.reason or None)
        self.again.set_text(view.again)
        self.again.setVisible(bool(view.again))
        self._show_error(view)

    def first(self) -> QWidget:
        """The lines or the amount of the voucher found, else the number."""
        if self._form.isHidden():
            return self.number
        return self.amount if self._parts.isHidden() else self.parts

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter asks for the signature."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if is_take(event):
            self.ask.press_key()
        elif control and event.key() == Qt.Key.Key_P and self.again.isVisible():
            self.again.press_key()
        else:
            super().keyPressEvent(event)

    def _show_parts(self, view: RefundView) -> None:
        """The accounts or fees of the voucher, the chosen ones with a tick."""
        self._parts.setVisible(bool(view.parts))
        self.parts_label.setText(view.parts_words)
        self.parts.set_pairs([_pair(part) for part in view.parts])
        if self.parts.current_key() is None:
            self.parts.choose(0)
        self.parts.setFixedHeight(self.theme.px(step_of(2) * min(len(view.parts), _IN_SIGHT)))

    def _show_error(self, view: RefundView) -> None:
        fields = {
            "voucher_no": self.number,
            "refund_amount": self.amount,
            "slip_no": self.slip,
            "refund_note": self.note,
        }
        whose = view.error_field == "refund_lines" and view.error != self.error.text()
        at_number = view.error_field == "voucher_no"
        show_wrong(self.error, fields, "" if at_number else view.error, view.error_field)
        self.unknown.setText(view.error if at_number else "")
        self.unknown.setVisible(at_number)
        self._last.setVisible(not (self.error.isHidden() and self.ask.isHidden()))
        if whose and self.parts.isVisible():
            self._go(self.parts)  # it may have been scrolled away

    def _connect(self) -> None:
        self.number.entered.connect(lambda: self.searched.emit(self.number.text()))
        self.parts.ticked.connect(self.line_ticked)
        self.parts.opened.connect(lambda _: self._go(self.amount))
        self.amount.changed.connect(lambda fen: self.typed.emit("amount_fen", fen))
        self.amount.committed.connect(lambda _: self._go(self.methods))
        self.methods.chosen.connect(lambda key: self.typed.emit("method", key))
        self.slip.textEdited.connect(lambda text: self.typed.emit("slip", text))
        self.slip.entered.connect(lambda: self._go(self.reasons))
        self.reasons.chosen.connect(lambda key: self.typed.emit("reason", key))
        self.note.textEdited.connect(lambda text: self.typed.emit("note", text))
        self.note.entered.connect(self.asked)
        self.ask.triggered.connect(lambda _: self.asked.emit())
        self.again.triggered.connect(lambda _: self.again_wanted.emit())

    def _go(self, field: QWidget) -> None:
        field.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        theme, gap = self.theme, self.theme.px(8)
        self.slip_label = label_of(theme, "退款单号")
        self._slip = QWidget()
        self.slip_label.setFixedWidth(theme.px(76))
        slip = row(self.slip_label, self.slip)
        slip.setStretch(1, 1)
        self._slip.setLayout(slip)
        self.parts_label = label_of(theme, "")
        self._parts = QWidget()
        self._parts.setLayout(column(self.parts_label, self.parts, space=theme.px(4)))
        form = column(
            self._parts,
            labelled(theme, "退款（元）", self.amount),
            *(label_of(theme, "退款方式（客户选定）"), self.methods, self._slip),
            *(label_of(theme, "退款原因"), self.reasons),
            labelled(theme, "补充说明", self.note),
            space=theme.px(6),
        )
        self._form = QWidget()
        self._form.setLayout(form)
        self.content.addLayout(labelled(theme, "原凭证号", self.number))
        self.content.addWidget(self.unknown)
        self.content.addWidget(self.title)
        self.content.addWidget(self.lines)
        self.content.addWidget(self._form)
        self.content.addWidget(self.again)
        self.content.addStretch(1)
        self.content.setSpacing(gap // 2)
        # Below what scrolls: what is wrong and the way on are in sight however low the window is.
        px = theme.px
        last = column(self.error, self.ask, space=px(6))
        last.setContentsMargins(px(16), px(8), px(16), px(12))
        self._last = QWidget()
        self._last.setLayout(column(Hairline(theme), last))
        self.below.addWidget(self._last)
        hidden: tuple[QWidget, ...] = (
            *(self.unknown, self.title, self.lines, self._form),
            *(self.error, self.again, self.ask, self._last),
        )
        for widget in hidden:
            widget.hide()


def _pair(part: RefundPart) -> PairRow:
    return PairRow(
        key=str(part.line),
        head=f"{part.line}　{part.words}",
        figure=part.left,
        note=part.note,
        ticked=part.chosen,
    )
