"""今日凭证: the clerk's vouchers of today; 补打 and 作废 with the keyboard alone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hall_desk.presenters.counter_money_state import VoucherLine, VouchersView
from hall_desk.ui.counter.layout import column, row
from hall_desk.ui.counter.sidepanel import SidePanel
from hall_desk.ui.kit import (
    Column,
    DataTable,
    ElidedText,
    Hairline,
    PlainButton,
    ReasonList,
    Text,
)
from hall_desk.ui.kit.tables import Cell, ChipCell
from hall_desk.ui.theme import Theme

_LIST_HINT = "↑↓ 选；Esc 收起"
_NO_HINT = "Esc 收起"
_VOID_HINT = "数字键选，Enter 确定；Esc 返回"


class VouchersPanel(SidePanel):
    """The list newest first; below it the chosen voucher and what can be done with it."""

    picked = Signal(int)
    again_wanted = Signal()
    void_wanted = Signal()
    reason_chosen = Signal(str)
    asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "今日凭证", "receipt", "primary", _LIST_HINT, parent)
        columns = [
            Column(title="凭证号", width=96),
            Column(title="时间", width=60, tone="ink2"),
            Column(title="方式", width=94, tone="ink2"),
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
        self.reasons = ReasonList(theme, "作废原因", "void_reason")
        self.error = ElidedText(theme, "", "small", "over", weight=600)
        self.ask = PlainButton(
            theme, "请值班主任批准作废", "shield", "Enter", "approve_void", wide=True
        )
        self._showing = False
        self._build()
        self.table.picked.connect(self._pick)
        self.again.triggered.connect(lambda _: self.again_wanted.emit())
        self.void.triggered.connect(lambda _: self.void_wanted.emit())
        self.reasons.chosen.connect(self.reason_chosen)
        self.ask.triggered.connect(lambda _: self.asked.emit())

    def show_view(self, view: VouchersView, error: str = "") -> None:
        """Show list, choice and the void under way."""
        self._show_list(view)
        chosen = view.chosen is not None
        self.empty.setVisible(not chosen)
        self.table.setVisible(chosen and not view.voiding)
        self._detail.setVisible(chosen)
        self._keys.setVisible(not view.voiding)
        self._void_box.setVisible(view.voiding)
        self.name.setText(view.title)
        self.note.setText(view.note)
        self.void_note.setText(view.void_note)
        self.void_note.setVisible(bool(view.void_note))
        self.void.set_enabled(not view.void_why, view.void_why)
        self.reasons.set_reasons(list(view.reasons))
        if self.reasons.current() != (view.reason or None):
            self.reasons.set_current(view.reason or None)
        self.ask.set_enabled(bool(view.reason), "请先选作废原因")
        self.error.setText(error)
        self.error.setVisible(bool(error))
        hint = _VOID_HINT if view.voiding else _LIST_HINT
        self.hint.setText(hint if chosen else _NO_HINT)

    def entered(self) -> None:
        """Enter: the duty manager is asked, once a reason is chosen."""
        if not self._void_box.isHidden():
            self.asked.emit()

    def first(self) -> QWidget:
        """The reasons while voiding, else the list."""
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
        self._keys = QWidget()
        self._keys.setLayout(column(theme.px(10), keys))
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
            self.name, theme.px(2), self.note, self.void_note, self._keys, self._void_box
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
    return [line.code, line.time, mark, line.amount]
