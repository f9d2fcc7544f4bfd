"""The ownership gate (产权判断, Art. 23): whose the facility is, before anything is quoted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.domain.paidservice import OWNERSHIP_WORDS, Ownership
from hall_desk.presenters.paidservice_state import PaidServiceState
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import CheckBox, LineField, Panel, Segments, Text
from hall_desk.ui.pages import FormField, Scroller
from hall_desk.ui.theme import Theme

_NAMES = ("boundary", "customer_name", "phone", "address")


class GatePanel(Panel):
    """Three choices; only 客户产权 leads on, the others say why not, with the article."""

    edited = Signal(str, str)
    ownership_chosen = Signal(str)
    told = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setAccessibleName("产权判断")
        order = (Ownership.CUSTOMER, Ownership.UTILITY, Ownership.UNDETERMINED)
        choices = [(own.value, OWNERSHIP_WORDS[own]) for own in order]
        self.ownership = Segments(theme, "产权", choices, "ownership")
        self.boundary = LineField(theme, "产权分界点", "boundary")
        self.customer_name = LineField(theme, "客户姓名或单位", "customer_name")
        self.phone = LineField(theme, "联系电话", "phone")
        self.address = LineField(theme, "地址", "address")
        self.tick = CheckBox(theme, "已向客户说明本项服务是有偿的（P22）", "told")
        self.refusal = Text(theme, "", "body", "over", wrap=True)
        self.refusal_box = Panel(theme, fill="over_soft")
        self.fields = {
            "ownership": FormField(theme, "产权", self._left(self.ownership), foot=False),
            "boundary": self._field("产权分界点", self.boundary),
            "customer_name": self._field("客户姓名或单位", self.customer_name),
            "phone": self._field("联系电话", self.phone),
            "address": FormField(theme, "地址", self.address, foot=False),
            "informed": FormField(theme, "有偿告知", self.tick, required=True, foot=False),
        }
        self._build()
        self._connect()

    def show_state(self, state: PaidServiceState) -> None:
        """Show the gate; what is typed stays."""
        gate = state.gate
        self.ownership.set_current(gate.ownership or None)
        for name in _NAMES:
            editor: LineField = getattr(self, name)
            if editor.text() != getattr(gate, name):
                editor.setText(getattr(gate, name))
        if self.tick.isChecked() != gate.told:
            self.tick.setChecked(gate.told)
        self.refusal.setText(state.gate_refusal)
        self.refusal_box.setVisible(bool(state.gate_refusal))
        self.details.setEnabled(not state.gate_refusal)

    def show_error(self, field: str | None, sentence: str) -> bool:
        """Show an error at its field; return whether there is such a field."""
        for name, shown in self.fields.items():
            shown.set_error(sentence if name == field else "")
        return field in self.fields and bool(sentence)

    def focus_field(self, name: str) -> None:
        """Take the focus to a field."""
        target = {"ownership": self.ownership, "informed": self.tick}.get(name)
        (target or self.fields[name].editor).setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(self, label: str, editor: QWidget) -> FormField:
        return FormField(self.theme, label, editor, required=True, foot=False)

    def _left(self, widget: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(widget)
        row.addStretch(1)
        holder.setFocusProxy(widget)
        return holder

    def _build(self) -> None:
        theme = self.theme
        inside = QWidget()
        column = QVBoxLayout(inside)
        pad = theme.px(20)
        column.setContentsMargins(pad, theme.px(16), pad, theme.px(16))
        column.setSpacing(theme.px(12))
        column.addWidget(self.fields["ownership"])
        column.addWidget(self._refusal_row())
        self.details = QWidget()
        rows = QVBoxLayout(self.details)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(12))
        rows.addWidget(self.fields["boundary"])
        pair = QHBoxLayout()
        pair.setSpacing(theme.px(12))
        for name in ("customer_name", "phone"):
            pair.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(pair)
        rows.addWidget(self.fields["address"])
        rows.addWidget(self.fields["informed"])
        column.addWidget(self.details)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(Scroller(inside))

    def _refusal_row(self) -> QWidget:
        theme = self.theme
        row = QHBoxLayout(self.refusal_box)
        row.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
        row.setSpacing(theme.px(8))
        sign = Text(theme)
        sign.setPixmap(pixmap(theme, "over", 18, "over"))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.refusal, 1)
        return self.refusal_box

    def _connect(self) -> None:
        self.ownership.chosen.connect(self.ownership_chosen)
        for name in _NAMES:
            editor: LineField = getattr(self, name)
            editor.textEdited.connect(lambda text, name=name: self.edited.emit(name, text))
        self.tick.clicked.connect(lambda: self.told.emit(self.tick.isChecked()))
