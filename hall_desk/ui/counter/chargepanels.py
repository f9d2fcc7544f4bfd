"""More than one bill (收费项目): 多户缴费, 业务费用 and 校验押金, with the keyboard alone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from hall_desk.presenters.counter_charge_state import ChargesView
from hall_desk.ui.counter.layout import column, row
from hall_desk.ui.counter.sidepanel import FilterField, SidePanel, labelled, show_wrong
from hall_desk.ui.kit import (
    Column,
    DataTable,
    Hairline,
    LineField,
    MoneyField,
    PlainButton,
    Text,
)
from hall_desk.ui.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _slim(field: QLineEdit) -> None:
    """Lower than other fields: several stand in a panel."""
    field.setProperty("slim", True)


class EnterField(LineField):
    """A field whose Enter is told, and the panel hears nothing of it."""

    entered = Signal()

    def __init__(self, theme: Theme, name: str, object_name: str) -> None:
        super().__init__(theme, name, object_name)
        _slim(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is told; Esc and the panel's keys are the panel's."""
        if _of_panel(event) or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.entered.emit()


class EnterMoney(MoneyField):
    """An amount; Ctrl+Enter is the panel's."""

    def __init__(self, theme: Theme, name: str, object_name: str) -> None:
        super().__init__(theme, name, object_name)
        _slim(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter goes on to the payment."""
        if _of_panel(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class QuantityField(FilterField):
    """A quantity whose arrows choose in the list; Ctrl+Del is the panel's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Del takes a line out."""
        if _drops(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


def is_take(event: QKeyEvent) -> bool:
    """Ctrl+Enter: on to the payment."""
    return event.key() in _ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _drops(event: QKeyEvent) -> bool:
    """Ctrl+Del: the chosen line goes."""
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return event.key() == Qt.Key.Key_Delete and bool(control)


def _of_panel(event: QKeyEvent) -> bool:
    return is_take(event) or _drops(event)


class ChargePanel(SidePanel):
    """Lines that grow, their sum, and the way to 唱收唱付."""

    taken = Signal()
    dropped = Signal(str)

    def __init__(self, theme: Theme, title: str, icon: str, hint: str, take: str) -> None:
        super().__init__(theme, title, icon, "primary", hint)
        self._serial = -1
        columns = [
            Column(title="项目", stretch=True, bold=True),
            Column(title="", width=60, tone="ink2"),
            Column(title="金额", width=80, right=True),
        ]
        self.table = DataTable(theme, columns, "已加的项目", "charge_rows")
        self.table.setMinimumHeight(theme.px(100))
        self.sum = Text(theme, "", "lead", right=True, weight=600)
        self.count = Text(theme, "", "body", "ink2")
        self.error = Text(theme, "", "small", "over", wrap=True, weight=600)
        self.take = PlainButton(theme, take, "cash", "Ctrl+Enter", "take_charges", wide=True)
        self.drop = PlainButton(theme, "去掉", "cross", "Ctrl+Del", "drop_charge", small=True)
        self.take.triggered.connect(lambda _: self.taken.emit())
        self.drop.triggered.connect(lambda _: self._drop())

    def show_rows(self, view: ChargesView) -> None:
        """The lines, their number and sum, and what was wrong; one just added is in sight."""
        keys, before = [line.key for line in view.rows], self.table.row_count()
        self.table.set_rows([[line.title, line.note, line.amount] for line in view.rows], keys)
        if len(keys) > before:
            self.table.scrollToBottom()
        self.sum.setText(f"{view.total} 元" if view.rows else "")
        self.count.setText(f"共 {view.count} 项" if view.rows else "还没有加")
        self.drop.setVisible(bool(view.rows))
        self.take.set_enabled(bool(view.rows), "请先加上要收的项目")
        self.show_error(view)

    def show_error(self, view: ChargesView) -> None:
        """The sentence below, the field framed."""
        show_wrong(self.error, self.fields(), view.error, view.error_field)

    def fields(self) -> dict[str, QLineEdit]:
        """The fields by the names the rules use."""
        return {}

    def begun(self, view: ChargesView) -> bool:
        """Whether the fields begin anew."""
        fresh = view.serial != self._serial
        self._serial = view.serial
        return fresh

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter takes the money, Ctrl+Del takes the chosen line out."""
        if is_take(event):
            self.take.press_key()
        elif _drops(event):
            self._drop()
        else:
            super().keyPressEvent(event)

    def finish(self, add: PlainButton) -> None:
        """Table, sum and the way on below the fields."""
        gap = self.theme.px(8)
        keys = row(add, self.drop, space=gap)
        keys.setStretch(0, 1)
        self.content.setSpacing(gap)
        self.content.addLayout(keys)
        self.content.addWidget(self.error)
        self.content.addWidget(self.table, 1)
        # Below what scrolls: the way on is in sight however low the window is.
        px = self.theme.px
        last = column(row(self.count, None, self.sum, space=gap), px(4), self.take)
        last.setContentsMargins(px(16), px(8), px(16), px(12))
        self.below.addWidget(Hairline(self.theme))
        self.below.addLayout(last)
        self.error.hide()

    def line(self, words: str, field: QLineEdit) -> None:
        """A field with its name at its left."""
        self.content.addLayout(labelled(self.theme, words, field))

    def _drop(self) -> None:
        key = self.table.current_key()
        if key is None and self.table.row_count():
            self.table.choose(self.table.row_count() - 1)
            key = self.table.current_key()
        if key is not None:
            self.dropped.emit(key)


class AccountsPanel(ChargePanel):
    """多户缴费: one account after the other, one voucher, one change."""

    looked_up = Signal(str)
    added = Signal(str, str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, "多户一起缴", "receipt", "Enter 下一格、加上；Esc 收起，已加的留着", "收这些户"
        )
        self.account = EnterField(theme, "户号", "several_account")
        self.account.setMaxLength(16)
        self.customer = EnterField(theme, "户名（可不填）", "several_customer")
        self.customer.setMaxLength(60)
        self.customer.setPlaceholderText("可不填")
        self.due = EnterMoney(theme, "应收（元）", "several_due")
        self.add = PlainButton(theme, "加上", "plus", "Enter", "add_account", small=True)
        self.line("户号", self.account)
        self.line("户名", self.customer)
        self.line("应收（元）", self.due)
        self.finish(self.add)
        self.account.entered.connect(self._account_done)
        self.customer.entered.connect(lambda: self._go(self.due))
        self.due.committed.connect(lambda _: self._add())
        self.add.triggered.connect(lambda _: self._add())

    def show_view(self, view: ChargesView) -> None:
        """The lines; the fields empty themselves with each one added."""
        if self.begun(view):
            was = any(field.hasFocus() for field in self.fields().values())
            for field in self.fields().values():
                field.clear()
            if was:
                self._go(self.account)
        self.show_rows(view)

    def fields(self) -> dict[str, QLineEdit]:
        """By their rules' names."""
        return {"account_no": self.account, "customer_name": self.customer, "due": self.due}

    def first(self) -> QWidget:
        """The account."""
        return self.account

    def _account_done(self) -> None:
        """An imported bill adds itself; else the amount is typed."""
        if self.account.text().strip():
            before = self._serial
            self.looked_up.emit(self.account.text())
            if self._serial == before and not self.account.property("wrong"):
                self._go(self.customer)

    def _add(self) -> None:
        self.added.emit(self.account.text(), self.customer.text(), self.due.value())

    def _go(self, field: QWidget) -> None:
        field.setFocus(Qt.FocusReason.TabFocusReason)


class FeesPanel(ChargePanel):
    """业务费用: from the list with its prices; only the quantity is typed (Art. 5(4))."""

    added = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, "业务费用", "receipt", "↑↓ 选项目，Enter 加上；价格按价目，不能改", "收这些费用"
        )
        self.quantity = QuantityField(theme, "数量", "fee_quantity")
        columns = [
            Column(title="编号", width=52, bold=True),
            Column(title="项目", stretch=True),
            Column(title="单价", width=98, right=True, tone="ink2"),
        ]
        self.offers = DataTable(theme, columns, "可收的项目", "fee_choices")
        self.offers.setMinimumHeight(theme.px(36 * 3))
        self.table.setMinimumHeight(theme.px(100))
        self.add = PlainButton(theme, "加上", "plus", "Enter", "add_fee", small=True)
        self.quantity.setPlaceholderText("不填为 1")
        self.content.addWidget(self.offers, 1)
        self.line("数量", self.quantity)
        self.finish(self.add)
        self.quantity.moved.connect(self._move)
        self.offers.opened.connect(lambda _: self.entered())
        self.add.triggered.connect(lambda _: self.entered())

    def show_view(self, view: ChargesView) -> None:
        """What can be chosen, and what was."""
        if self.begun(view):
            self.quantity.clear()
        chosen = self.offers.current_key()
        self.offers.set_rows([list(offer) for offer in view.offers], [o[0] for o in view.offers])
        if chosen is None and view.offers:
            self.offers.choose(0)
        self.show_rows(view)

    def fields(self) -> dict[str, QLineEdit]:
        """By their rules' names."""
        return {"quantity": self.quantity}

    def first(self) -> QWidget:
        """The quantity, whose arrows choose."""
        return self.quantity

    def entered(self) -> None:
        """Adds the chosen fee."""
        key = self.offers.current_key()
        if key is not None:
            self.added.emit(key, self.quantity.text())

    def _move(self, step: int) -> None:
        self.offers.step(step)


class DepositPanel(SidePanel):
    """校验押金: the sum of the list, the account, and where the result is told (21(7))."""

    taken = Signal(str, str, str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "电能表校验押金", "receipt", "primary", "Enter 下一格；Esc 收起")
        self._serial = -1
        self.note = Text(theme, "", "small", "ink2", wrap=True)
        self.sum = Text(theme, "", "amount", right=True)
        self.error = Text(theme, "", "small", "over", wrap=True, weight=600)
        self.account = EnterField(theme, "户号", "deposit_account")
        self.customer = EnterField(theme, "户名", "deposit_customer")
        self.phone = EnterField(theme, "联系电话", "deposit_phone")
        self.meter = EnterField(theme, "表号（可不填）", "deposit_meter")
        self.meter.setPlaceholderText("可不填")
        self.take = PlainButton(theme, "收押金", "cash", "Ctrl+Enter", "take_deposit", wide=True)
        self.content.addLayout(row(Text(theme, "押金（元）", "body", "ink2"), None, self.sum))
        self.content.addWidget(self.note)
        chain = [self.account, self.customer, self.phone, self.meter]
        for field, after in zip(chain, [*chain[1:], None], strict=True):
            label = Text(theme, field.accessibleName().partition("（")[0], "small", "ink")
            label.setFixedWidth(theme.px(76))
            line = row(label, field)
            line.setStretch(1, 1)
            self.content.addLayout(line)
            field.entered.connect(lambda after=after: self._next(after))
        self.content.addWidget(self.error)
        self.content.addWidget(self.take)
        self.content.addStretch(1)
        self.error.hide()
        self.take.triggered.connect(lambda _: self._take())

    def show_view(self, view: ChargesView) -> None:
        """The sum, and what was wrong."""
        if view.serial != self._serial:
            self._serial = view.serial
            self.account.setText(view.account)
            self.customer.setText(view.customer)
            self.phone.clear()
            self.meter.clear()
        self.sum.setText(view.total)
        self.note.setText(view.note)
        fields = {"account_no": self.account, "phone": self.phone}
        show_wrong(self.error, fields, view.error, view.error_field)

    def first(self) -> QWidget:
        """The account."""
        return self.account

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter takes the deposit."""
        if is_take(event):
            self.take.press_key()
        else:
            super().keyPressEvent(event)

    def _next(self, after: QWidget | None) -> None:
        if after is None:
            self._take()
        else:
            after.setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self) -> None:
        fields = (self.account, self.customer, self.phone, self.meter)
        self.taken.emit(*(field.text() for field in fields))
