"""The money pane (收款): account, name, due, received; Enter goes on to 唱收唱付."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from hall_desk.presenters.counter_money_state import MoneyView, PaidLine
from hall_desk.ui.counter.fields import QuietField, StepDueField, StepMoneyField
from hall_desk.ui.counter.layout import column, draw_up, row
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import Card, ElidedText, IconButton, MoneyField, PlainButton, Text
from hall_desk.ui.kit.text import plain_tooltip, set_property
from hall_desk.ui.theme import Theme

CASH = "CASH"
_SHORT = {"account_no": "10 或 13 位"}


class MoneyCard(Card):
    """What is typed stays here until it is paid; a refresh never touches it."""

    account_edited = Signal(str)
    account_left = Signal()
    customer_edited = Signal(str)
    due_changed = Signal(object)
    received_changed = Signal(object)
    method_wanted = Signal(str)
    float_counted = Signal(object)
    float_dropped = Signal()
    reveal = Signal()
    reprint = Signal(object)
    paid_service = Signal()
    fees_wanted = Signal()
    spaced = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "收款", " ", "cash", tight=True, parent=parent)
        self._draft = -1
        self._methods: tuple[tuple[str, str], ...] = ()
        self._filling = False
        self.account = QuietField(theme, "户号", "account_no")
        self.account.setMaxLength(16)
        self.account.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.customer = QuietField(theme, "户名", "customer_name")
        self.customer.setMaxLength(60)
        self.eye = IconButton(theme, "eye", "显示完整户号和户名", "reveal")
        self.due = StepDueField(theme, "应收（元）", "due")
        self.due.setFont(theme.font("figure"))
        self.received = StepMoneyField(theme, "实收（元）", "received")
        self.received.setFont(theme.font("figure"))
        self.account_label = ElidedText(theme, "户号", "small", "ink2")
        self.received_label = ElidedText(theme, "实收（元）", "small", "ink2")
        self.error_sign = Text(theme)
        self.error_sign.setPixmap(pixmap(theme, "over", 16, "over"))
        self.error_sign.hide()
        self.cash = PlainButton(theme, "现金唱收唱付", "cash", "Enter", "take_payment", wide=True)
        self.fees = PlainButton(theme, "业务费用", "receipt", "Ctrl+M", "several_fees", wide=True)
        self.sheet = PlainButton(theme, "有偿服务单据与收款", "receipt", "F6", "sheet", wide=True)
        self.more = IconButton(theme, "plus", "多户一起缴（Ctrl+M）", "several_money")
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key is nearer than the Tab
        self.method_row = QHBoxLayout()
        self.method_buttons: list[PlainButton] = []
        self.paid_words = ElidedText(theme, "", "small", "ok", weight=600)
        self.again = PlainButton(theme, "补打凭证", "print", None, "reprint", small=True)
        self.vouchers = PlainButton(
            theme, "今日凭证", "receipt", "Ctrl+G", "vouchers_money", small=True
        )
        self._last_paid: PaidLine | None = None
        self.float_field = MoneyField(theme, "备用金（元）", "float")
        self.float_button = PlainButton(
            theme, "记下备用金，继续收款", "ok", "Enter", "count_float", wide=True
        )
        self._build()
        self._connect()

    def show_view(self, view: MoneyView) -> None:
        """Show the pane; fields are filled only when another draft begins."""
        self._show_parts(view)
        if view.draft != self._draft:
            self._draft = view.draft
            self._fill_fields(view)
        self.set_right(view.note or " ")
        self.account.flat_text = view.account if view.revealed else view.account_masked
        self.customer.flat_text = view.customer if view.revealed else view.customer_masked
        self.eye.setVisible(bool(view.account or view.customer))
        self.customer.setToolTip(plain_tooltip(view.customer) if view.revealed else "")
        self.account.update()
        self.customer.update()
        self._show_methods(view.methods)
        self._show_paid(view.paid)
        self._show_error(view)
        self.received.setPlaceholderText("")

    def first_field(self) -> QWidget:
        """Where the hands go: the float when it is asked for, the due amount, then received."""
        if self._float_box.isVisible():
            return self.float_field
        if self.sheet.isVisible():
            return self.sheet
        return self.due if self.due.value() is None else self.received

    def chain(self) -> list[QWidget]:
        """What Tab walks through, from above."""
        fields: list[QWidget] = [self.account, self.customer, self.eye, self.due, self.received]
        ways = [self.float_field, self.float_button, self.cash, *self.method_buttons]
        return [*fields, *ways, self.sheet, self.fees, self.again]

    def _show_parts(self, view: MoneyView) -> None:
        asks_float = view.float_wanted
        self.sheet.setVisible(view.paid_service and not asks_float)
        self.fees.setVisible(view.fees and not asks_float)
        self._fields.setVisible(not view.paid_service)
        self._pay_box.setVisible(not view.paid_service and not asks_float)
        was = self._float_box.isVisibleTo(self)
        self._float_box.setVisible(asks_float)
        if asks_float and not was:
            self.float_field.clear()
            self.float_field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif was and not asks_float and not view.paid_service:
            self.received.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_fields(self, view: MoneyView) -> None:
        self._filling = True
        self.account.setText(view.account)
        self.customer.setText(view.customer)
        self.due.set_value(view.due_fen)
        self.received.set_value(view.received_fen)
        self._filling = False

    def _show_methods(self, methods: tuple[tuple[str, str], ...]) -> None:
        if methods == self._methods:
            return
        self._methods = methods
        for button in self.method_buttons:
            button.hide()
            button.deleteLater()
        self.method_buttons = []
        for code, word in methods:
            button = PlainButton(self.theme, word, None, None, f"pay_{code}", small=True)
            button.triggered.connect(lambda _, code=code: self.method_wanted.emit(code))
            self.method_buttons.append(button)
            self.method_row.addWidget(button, 1)

    def _show_paid(self, paid: tuple[PaidLine, ...]) -> None:
        self._last_paid = paid[-1] if paid else None
        self._paid_box.setVisible(bool(paid))
        if paid:
            last = paid[-1]
            words = f"已收 {last.amount} 元 {last.code}"
            self.paid_words.setText(words if len(paid) == 1 else f"{len(paid)} 笔 · {words}")
            self._paid_box.setToolTip(f"收款方式：{last.method}")

    def _show_error(self, view: MoneyView) -> None:
        at = view.error_field if view.error else ""
        account_wrong = at == "account_no"
        set_property(self.account, "wrong", account_wrong)
        self.account_label.setText(_SHORT["account_no"] if account_wrong else "户号")
        self.account_label.set_tone("over" if account_wrong else "ink2")
        self.due.set_wrong(at == "due")
        self.received.set_wrong(at == "received")
        self.float_field.set_wrong(at == "float")
        money_wrong = at in ("due", "received", "spoken_received")
        self.received_label.setText(view.error if money_wrong else "实收（元）")
        self.received_label.set_tone("over" if money_wrong else "ink2")
        self.error_sign.setVisible(money_wrong)

    def _connect(self) -> None:
        self.account.textEdited.connect(self.account_edited)
        self.account.editingFinished.connect(self.account_left)
        self.account.committed.connect(partial(self._move, self.account, 1))
        self.customer.textEdited.connect(self.customer_edited)
        self.customer.committed.connect(partial(self._move, self.customer, 1))
        self.due.changed.connect(self._due)
        self.due.committed.connect(self._due_done)
        self.received.changed.connect(self._received)
        self.received.committed.connect(lambda _: self.method_wanted.emit(CASH))
        for field in (self.account, self.customer, self.due, self.received):
            field.moved.connect(partial(self._move, field))
        self.due.spaced.connect(self.spaced)
        self.received.spaced.connect(self.spaced)
        self.cash.triggered.connect(lambda _: self.method_wanted.emit(CASH))
        self.sheet.triggered.connect(lambda _: self.paid_service.emit())
        self.fees.triggered.connect(lambda _: self.fees_wanted.emit())
        self.eye.triggered.connect(lambda _: self.reveal.emit())
        self.float_field.committed.connect(self.float_counted)
        self.float_button.triggered.connect(
            lambda _: self.float_counted.emit(self.float_field.value())
        )
        self.again.triggered.connect(self._reprint)

    def _move(self, field: QLineEdit, step: int) -> None:
        fields: list[QLineEdit] = [self.account, self.customer, self.due, self.received]
        at = fields.index(field) + step
        if 0 <= at < len(fields):
            fields[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _due(self, fen: object) -> None:
        if not self._filling:
            self.due_changed.emit(fen)

    def _received(self, fen: object) -> None:
        if not self._filling:
            self.received_changed.emit(fen)

    def _due_done(self, fen: object) -> None:
        if fen:
            self.received.setFocus(Qt.FocusReason.TabFocusReason)

    def _reprint(self, _name: str) -> None:
        if self._last_paid is not None:
            self.reprint.emit(self._last_paid.payment_id)

    def _build(self) -> None:
        theme, gap = self.theme, self.theme.px(8)
        self.body.setSpacing(0)
        draw_up(self, theme.px(2))
        self.account.setFixedWidth(theme.px(152))
        self.customer.setFixedWidth(theme.px(152))
        self.due.setFixedWidth(theme.px(208))
        self.cash.setFixedHeight(theme.px(44))
        customer_row = row(
            Text(theme, "户名", "small", "ink2"), None, self.customer, self.eye, space=gap
        )
        account_row = row(self.account_label, self.more, None, self.account, space=gap)
        due_row = row(Text(theme, "应收（元）", "small", "ink2"), None, self.due)
        label_row = row(self.error_sign, self.received_label, space=theme.px(4))
        label_row.setStretch(1, 1)
        self._fields = QWidget()
        self._fields.setLayout(
            column(
                account_row,
                theme.px(3),
                customer_row,
                theme.px(4),
                due_row,
                theme.px(3),
                label_row,
                theme.px(4),
                self.received,
            )
        )
        self.method_row.setSpacing(gap)
        self._paid_box = QWidget()
        keys = row(self.again, None, self.vouchers, space=gap)
        paid = column(self.paid_words, theme.px(4), keys)
        paid.setContentsMargins(0, gap, 0, 0)
        self._paid_box.setLayout(paid)
        self._pay_box = QWidget()
        self._pay_box.setLayout(column(theme.px(12), self.cash, gap, self.method_row, space=0))
        self._float_box = QWidget()
        ask = Text(theme, "先清点备用金（元），没有填 0", "small", "warn", weight=600)
        self._float_box.setLayout(
            column(theme.px(6), ask, theme.px(2), self.float_field, gap, self.float_button)
        )
        for part in (self._fields, self._pay_box, self._float_box, self.sheet, self.fees):
            self.body.addWidget(part)
        self.body.addWidget(self._paid_box)
        self.body.addStretch(1)
        self._float_box.hide()
        self._paid_box.hide()
