"""预收结算: the prepayment, how much for which bill; a wrong one is voided with a signature."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hall_desk.presenters.counter_charge_state import AheadRow, SettleView
from hall_desk.ui.counter.chargepanels import EnterField, EnterMoney, is_take
from hall_desk.ui.counter.layout import column
from hall_desk.ui.counter.sidepanel import SidePanel, label_of, labelled, show_wrong
from hall_desk.ui.kit import PairList, PairRow, PlainButton, ReasonList, Text
from hall_desk.ui.kit.pairs import step_of
from hall_desk.ui.theme import Theme

_HINT = "Enter 下一格；Ctrl+Enter 记结算；Esc 收起"
_LIST_HINT = "↑↓ 选，Enter 打开；或输凭证号；Esc 收起"
_VOID_HINT = "Ctrl+Enter 请批准作废；Esc 返回结算"


class _SearchField(EnterField):
    """The number; its arrows move in the list below it."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move the choice."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)


class SettlePanel(SidePanel):
    """The prepayment is found by its number, of any day and any window."""

    searched = Signal(str)
    typed = Signal(str, object)
    picked = Signal(str)
    ahead_chosen = Signal(str)
    cleared = Signal()
    asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "预收结算", "receipt", "primary", _HINT)
        self._serial = -1
        self.number = _SearchField(theme, "预收凭证号", "settle_number")
        self.number.setPlaceholderText("凭证号或户号，Enter 查")
        self.ahead_words = Text(theme, "", "small", "ink2", wrap=True)
        self.ahead = PairList(theme, "未结清的预收凭证", "settle_ahead", lines=3)
        self.title = Text(theme, "", "phrase", wrap=True, weight=600)
        self.lines = Text(theme, "", "small", "ink2", wrap=True)
        self.amount = EnterMoney(theme, "结算金额（元）", "settle_amount")
        self.period = EnterField(theme, "账期", "settle_period")
        self.period.setPlaceholderText("如 2026-02")
        self.words = EnterField(theme, "账单说明", "settle_words")
        self.words.setPlaceholderText("可不填")
        self.words.setMaxLength(120)
        self.keep = PlainButton(theme, "记结算", "ok", "Ctrl+Enter", "keep_settlement", wide=True)
        self.settled = ReasonList(theme, "已记的结算", "settle_list")
        self.void_title = Text(theme, "", "strong", wrap=True, weight=600)
        self.reason = EnterField(theme, "作废原因", "settle_reason")
        self.reason.setMaxLength(120)
        self.red_no = EnterField(theme, "红字票号（20 位数字）", "settle_red")
        self.red_no.setMaxLength(30)
        self.red_no.setPlaceholderText("20 位数字")
        self.red_date = EnterField(theme, "红字日期", "settle_red_date")
        self.error = Text(theme, "", "small", "over", wrap=True, weight=600)
        self.void = PlainButton(
            theme, "请值班主任批准作废", "shield", "Ctrl+Enter", "void_settlement", wide=True
        )
        self._parts: tuple[QWidget, ...] = (
            *(self.number, self.ahead, self.amount, self.period, self.words),
            *(self.keep, self.settled),
            *(self.reason, self.red_no, self.red_date, self.void),
        )
        self._build()
        self._connect()

    def show_view(self, view: SettleView) -> None:
        """The prepayment and what is typed; the fields fill anew with another one or a void."""
        fresh = view.serial != self._serial
        inside = self.window().focusWidget() in self._parts
        if fresh:
            self._set_fields(view)
        found, voiding = bool(view.title), bool(view.chosen)
        self._show_ahead(view)
        self._form.setVisible(found and not voiding and not view.off)
        self._listed.setVisible(bool(view.settled))
        self._listed_label.setVisible(not voiding)
        self._void.setVisible(voiding)
        self._red.setVisible(view.red_wanted)
        self.title.setText(view.title)
        self.title.setVisible(found)
        self.lines.setText("\n".join(view.lines))
        self.lines.setVisible(bool(view.lines) and not voiding)
        self.settled.set_reasons(list(view.settled))
        if self.settled.current() != (view.chosen or None):
            self.settled.set_current(view.chosen or None)
        self.void_title.setText(view.void_title)
        hint = _LIST_HINT if view.ahead else _HINT
        self.hint.setText(_VOID_HINT if voiding else hint)
        self._show_error(view)
        # The hand goes where the next thing is typed, if it was in this panel.
        if fresh and inside and (not found or voiding or not view.off):
            self._go(self.first())

    def first(self) -> QWidget:
        """The reason of a void, the amount of the prepayment found, else the number."""
        if not self._void.isHidden():
            return self.reason
        return self.number if self._form.isHidden() else self.amount

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter records, or asks for the signature."""
        if is_take(event):
            (self.keep if self._void.isHidden() else self.void).press_key()
        else:
            super().keyPressEvent(event)

    def _set_fields(self, view: SettleView) -> None:
        self._serial = view.serial
        self.number.setText(view.number)
        self.amount.set_value(view.amount_fen)
        for field, text in (
            (self.period, view.period),
            (self.words, view.words),
            (self.reason, view.reason),
            (self.red_no, view.red_no),
            (self.red_date, view.red_date),
        ):
            field.setText(text)

    def _show_ahead(self, view: SettleView) -> None:
        """What can be chosen, as long as nothing is looked for."""
        self.ahead.set_pairs([_pair(row) for row in view.ahead])
        self.ahead.setVisible(bool(view.ahead))
        self.ahead_words.setText(view.ahead_words)
        self.ahead_words.setVisible(bool(view.ahead_words))

    def _number_entered(self) -> None:
        chosen = self.ahead.current_key() if self.ahead.isVisible() else None
        if chosen is not None and not self.number.text().strip():
            self.ahead_chosen.emit(chosen)
        else:
            self.searched.emit(self.number.text())

    def _number_edited(self, text: str) -> None:
        """Emptied: what stood below goes, and the list is back."""
        if not text:
            self.cleared.emit()

    def _show_error(self, view: SettleView) -> None:
        fields = {
            "voucher_no": self.number,
            "settle_amount": self.amount,
            "period": self.period,
            "settle_words": self.words,
            "reason": self.reason,
            "red_invoice_no": self.red_no,
            "red_invoice_date": self.red_date,
        }
        show_wrong(self.error, fields, view.error, view.error_field)

    def _connect(self) -> None:
        self.number.entered.connect(self._number_entered)
        self.number.moved.connect(self.ahead.step)
        self.number.textEdited.connect(self._number_edited)
        self.ahead.opened.connect(self.ahead_chosen)
        self.amount.changed.connect(lambda fen: self.typed.emit("amount_fen", fen))
        self.amount.committed.connect(lambda _: self._go(self.period))
        typed = (
            (self.period, "period", self.words),
            (self.words, "words", None),
            (self.reason, "reason", None),
            (self.red_no, "red_no", self.red_date),
            (self.red_date, "red_date", None),
        )
        for field, name, after in typed:
            field.textEdited.connect(lambda text, name=name: self.typed.emit(name, text))
            if after is not None:
                field.entered.connect(lambda after=after: self._go(after))
        self.reason.entered.connect(self._reason_entered)
        self.words.entered.connect(self.asked)
        self.red_date.entered.connect(self.asked)
        self.settled.chosen.connect(self.picked)
        self.keep.triggered.connect(lambda _: self.asked.emit())
        self.void.triggered.connect(lambda _: self.asked.emit())

    def _reason_entered(self) -> None:
        if self._red.isHidden():
            self.asked.emit()
        else:
            self._go(self.red_no)

    def _go(self, field: QWidget) -> None:
        field.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        theme, gap = self.theme, self.theme.px(8)
        self._form = _box(
            theme,
            labelled(theme, "结算（元）", self.amount),
            labelled(theme, "账期", self.period),
            labelled(theme, "账单说明", self.words),
            self.keep,
        )
        self._listed_label = label_of(theme, "已记的结算，选一笔可作废")
        self._listed = _box(theme, self._listed_label, self.settled)
        self._red = _box(
            theme,
            labelled(theme, "红字票号", self.red_no),
            labelled(theme, "红字日期", self.red_date),
        )
        self._void = _box(
            theme, self.void_title, labelled(theme, "作废原因", self.reason), self._red, self.void
        )
        self.content.addLayout(labelled(theme, "预收凭证", self.number))
        self.ahead.setMinimumHeight(theme.px(2 * step_of(3)))
        parts: tuple[QWidget, ...] = (
            *(self.ahead_words, self.ahead),
            *(self.title, self.lines, self.error, self._form, self._listed, self._void),
        )
        for part in parts:
            self.content.addWidget(part, 99 if part is self.ahead else 0)
            part.hide()
        self.content.addStretch(1)
        self.content.setSpacing(gap // 2)


def _pair(row: AheadRow) -> PairRow:
    return PairRow(key=row.key, head=row.code, figure=row.left, note=row.note, more=row.sums)


def _box(theme: Theme, *parts: QWidget | QHBoxLayout) -> QWidget:
    box = QWidget()
    box.setLayout(column(*parts, space=theme.px(6)))
    return box
