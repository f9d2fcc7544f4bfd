"""今日凭证: the clerk's vouchers; 补打, 作废 and 数电票 with the keyboard alone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hall_desk.presenters.counter_money_state import VoucherLine, VouchersView
from hall_desk.ui.counter.layout import column, row
from hall_desk.ui.counter.sidepanel import FilterField, SidePanel
from hall_desk.ui.kit import (
    Column,
    DataTable,
    ElidedText,
    Hairline,
    PlainButton,
    ReasonList,
    Segments,
    Text,
)
from hall_desk.ui.kit.tables import Cell, ChipCell
from hall_desk.ui.kit.text import set_property
from hall_desk.ui.theme import Theme

_LIST_HINT = "↑↓ 选；Esc 收起"
_NO_HINT = "Esc 收起"
_VOID_HINT = "数字键选，Enter 确定；Esc 返回"
_INVOICE_HINT = "Enter 登记；Esc 返回"


class VouchersPanel(SidePanel):
    """The list newest first; below it the chosen voucher and what can be done with it."""

    picked = Signal(int)
    again_wanted = Signal()
    void_wanted = Signal()
    reason_chosen = Signal(str)
    asked = Signal()
    invoice_wanted = Signal()
    later_wanted = Signal()
    number_edited = Signal(str)
    recorded = Signal()
    invoice_edited = Signal(str, str)
    refund_wanted = Signal()
    settle_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "今日凭证", "receipt", "primary", _LIST_HINT, parent)
        columns = [
            Column(title="凭证号", width=96),
            Column(title="时间", width=60, tone="ink2"),
            Column(title="方式", width=88, tone="ink2"),
            Column(title="金额", stretch=True, right=True),
        ]
        self.table = DataTable(theme, columns, "今日凭证", "voucher_list")
        self.table.setMinimumHeight(theme.px(36 * 3))
        self.empty = Text(theme, "今天还没有收款凭证。", "body", "ink2")
        self.name = ElidedText(theme, "", "strong", weight=600)
        self.note = ElidedText(theme, "", "small", "ink2")
        self.void_note = ElidedText(theme, "", "small", "over")
        self.again = PlainButton(theme, "补打", "print", "Ctrl+P", "reprint_voucher")
        self.void = PlainButton(theme, "作废", "cross", "Ctrl+Del", "void_payment", danger=True)
        self.refund = PlainButton(theme, "退款", "undo", "Ctrl+U", "refund_voucher")
        self.settle = PlainButton(theme, "结算", "receipt", "Ctrl+S", "settle_voucher")
        self.reasons = ReasonList(theme, "作废原因", "void_reason")
        self.error = ElidedText(theme, "", "small", "over", weight=600)
        self.ask = PlainButton(
            theme, "请值班主任批准作废", "shield", "Enter", "approve_void", wide=True
        )
        self.invoice_state = ElidedText(theme, "", "small", "ink2")
        self.invoice = PlainButton(
            theme, "录入数电票号", "pen", "Ctrl+I", "record_invoice", wide=True
        )
        self.later = PlainButton(
            theme, "客户稍后索取", "clock", "Ctrl+L", "leave_invoice", wide=True
        )
        self.number = FilterField(theme, "数电票号（20 位数字）", "invoice_no")
        self.number.setMaxLength(30)
        self.kind = Segments(
            theme, "数电票种类", [("普通", "普通"), ("专用", "专用")], "invoice_kind"
        )
        self.date = FilterField(theme, "开票日期", "invoice_date")
        self.fen = FilterField(theme, "开票金额（元）", "invoice_fen", right=True)
        self.number_error = ElidedText(theme, "", "small", "over", weight=600)
        self.record = PlainButton(theme, "登记数电票号", "ok", "Enter", "keep_invoice", wide=True)
        self._showing = False
        self._build()
        self.table.picked.connect(self._pick)
        self.again.triggered.connect(lambda _: self.again_wanted.emit())
        self.void.triggered.connect(lambda _: self.void_wanted.emit())
        self.reasons.chosen.connect(self.reason_chosen)
        self.ask.triggered.connect(lambda _: self.asked.emit())
        self.refund.triggered.connect(lambda _: self.refund_wanted.emit())
        self.settle.triggered.connect(lambda _: self.settle_wanted.emit())
        self.invoice.triggered.connect(lambda _: self.invoice_wanted.emit())
        self.later.triggered.connect(lambda _: self.later_wanted.emit())
        self.number.textEdited.connect(self.number_edited)
        self.record.triggered.connect(lambda _: self.recorded.emit())
        self.kind.chosen.connect(lambda kind: self.invoice_edited.emit("invoice_kind", kind))
        for field in (self.date, self.fen):
            name = field.objectName()
            field.textEdited.connect(lambda text, name=name: self.invoice_edited.emit(name, text))

    def show_view(
        self,
        view: VouchersView,
        error: str = "",
        number_error: str = "",
        wrong_field: str = "",
    ) -> None:
        """Show list, choice, and the void or the number under way."""
        self._show_list(view)
        chosen = view.chosen is not None
        self.empty.setVisible(not chosen)
        self.table.setVisible(chosen and not view.voiding and not view.invoicing)
        self._detail.setVisible(chosen)
        self._keys.setVisible(not view.voiding and not view.invoicing)
        self._show_invoice(view, number_error, wrong_field)
        self._void_box.setVisible(view.voiding)
        self.name.setText(view.title)
        self.note.setText(view.note)
        self.void_note.setText(view.void_note)
        self.void_note.setVisible(bool(view.void_note))
        self.refund.setVisible(not view.void_note and not view.settled)
        self.settle.setVisible(view.ahead)
        self.settle.set_text("结算、作废" if view.settled else "结算")
        for key in (self.again, self.void):
            key.setVisible(not view.settled)
        self.void.set_enabled(not view.void_why, view.void_why)
        self.reasons.set_reasons(list(view.reasons))
        if self.reasons.current() != (view.reason or None):
            self.reasons.set_current(view.reason or None)
        self.ask.set_enabled(bool(view.reason), "请先选作废原因")
        self.error.setText(error)
        self.error.setVisible(bool(error))
        hint = _VOID_HINT if view.voiding else _INVOICE_HINT if view.invoicing else _LIST_HINT
        self.hint.setText(hint if chosen else _NO_HINT)

    def entered(self) -> None:
        """Enter: the number is kept; or the duty manager is asked, once a reason is chosen."""
        if not self._invoice_box.isHidden():
            self.recorded.emit()
        elif not self._void_box.isHidden():
            self.asked.emit()

    def buttons(self) -> tuple[PlainButton, ...]:
        """What the panel does itself; the window says why one of them is off."""
        return self.void, self.invoice

    def first(self) -> QWidget:
        """The number or the reasons under way, else the list."""
        if not self._invoice_box.isHidden():
            return self.number
        if not self._void_box.isHidden():
            return self.reasons
        return self.table if not self.table.isHidden() else self

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Del: 作废; it belongs to the items elsewhere in the window."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Delete and control:
            if self.void.isVisible():
                self.void.press_key()
            return
        super().keyPressEvent(event)

    def _show_invoice(self, view: VouchersView, error: str, wrong_field: str) -> None:
        self._invoice_box.setVisible(view.invoicing)
        self.invoice_state.setText(view.invoice)
        self.invoice.set_enabled(not view.invoice_why, view.invoice_why)
        # Where it is owed the chip and the second key say so; the words are for the rest.
        self.invoice_state.setVisible(bool(view.later_why))
        self.later.setVisible(not view.later_why)
        self.invoice.set_text("录入红字数电票号" if view.red else "录入数电票号")
        self.again.set_enabled(not view.red, "退款不能在这里补打")
        typed = ((self.number, view.invoice_no), (self.date, view.invoice_date))
        for field, text in (*typed, (self.fen, view.invoice_fen)):
            if field.text() != text:
                field.setText(text)
            set_property(field, "wrong", bool(error) and field.objectName() == wrong_field)
        self.kind.set_current(view.invoice_kind or None)
        for part in (self.kind, self._fen_box):
            part.setVisible(not view.red)
        self.number_error.setText(error)
        self.number_error.setVisible(bool(error))

    def _pick(self, key: str) -> None:
        if not self._showing:
            self.picked.emit(int(key))

    def _show_list(self, view: VouchersView) -> None:
        keys = [str(line.payment_id) for line in view.lines]
        self._showing = True
        self.table.set_rows([_cells(line) for line in view.lines], keys)
        for line in view.lines:
            for at in (0, 3):
                self.table.set_tone(str(line.payment_id), at, "ink3" if line.void else "ink")
        if view.chosen is not None and self.table.current_key() != str(view.chosen):
            self.table.select_key(str(view.chosen))
        self._showing = False

    def _build(self) -> None:
        theme, gap = self.theme, self.theme.px(8)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.content.setContentsMargins(0, 0, 0, gap)
        self.content.setSpacing(0)
        keys = row(self.again, self.void, space=gap)
        keys.setStretch(0, 1)
        keys.setStretch(1, 1)
        more = row(self.refund, self.settle, space=gap)
        more.setStretch(0, 1)
        more.setStretch(1, 1)
        self._keys = QWidget()
        self._keys.setLayout(
            column(theme.px(10), column(self.invoice, self.later, space=gap), gap, keys, gap, more)
        )
        self._invoice_box = QWidget()
        self._fen_box = QWidget()
        self._fen_box.setLayout(
            column(Text(theme, "金额（元）", "small", "ink"), theme.px(4), self.fen)
        )
        date_box = QWidget()
        date_box.setLayout(column(Text(theme, "开票日期", "small", "ink"), theme.px(4), self.date))
        pair = row(date_box, self._fen_box, space=gap)
        pair.setStretch(0, 1)
        pair.setStretch(1, 1)
        number = column(
            theme.px(12),
            Text(theme, "数电票号（20 位数字）", "small", "ink"),
            theme.px(4),
            self.number,
            gap,
            pair,
            self.number_error,
            gap,
            self.kind,
            gap,
            self.record,
        )
        self._invoice_box.setLayout(number)
        self._void_box = QWidget()
        reasons = column(
            theme.px(12),
            Text(theme, "作废原因", "small", "ink"),
            theme.px(4),
            self.reasons,
            gap,
            self.error,
            theme.px(4),
            self.ask,
        )
        self._void_box.setLayout(reasons)
        self._detail = QWidget()
        detail = column(
            *(self.name, theme.px(2), self.note, self.invoice_state, self.void_note),
            *(self._keys, self._invoice_box, self._void_box),
        )
        detail.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), 0)
        self._detail.setLayout(detail)
        self.empty.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        for part in (self.empty, self.table):
            self.content.addWidget(part)
        self.content.setStretch(1, 1)
        self.content.addWidget(Hairline(theme))
        self.content.addWidget(self._detail)
        self.content.addStretch(0)


def _cells(line: VoucherLine) -> list[Cell]:
    mark: Cell = f"{line.method} {line.mark}".strip()
    if line.void:
        mark = ChipCell(word=line.mark, icon="cross", text="over", ground="over_soft")
    elif line.owed:
        mark = ChipCell(word=line.mark, icon=None, text="warn", ground="warn_soft")
    return [line.code, line.time, mark, line.amount]
