"""The applicant's form (申请人): each mistake is said at its field when the field is left."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from hall_desk.presenters.acceptance_state import FIELDS, AcceptPageState
from hall_desk.ui.contact.editors import block, lock_editor, put_choice, put_text, side_by_side
from hall_desk.ui.kit import ComboBox, IconButton, LineField, Panel, Segments
from hall_desk.ui.pages import FormField
from hall_desk.ui.theme import Theme

_NAMES = {
    "applicant": "申请人姓名或单位",
    "id_no": "证件号码",
    "phone": "联系电话",
    "account_no": "户号",
    "address": "用电地址",
}
_HINTS = {
    "phone": "手机，或带区号座机",
    "account_no": "10 或 13 位；新户不填",
    "address": "写到门牌或村组",
}


class ApplicantForm(Panel):
    """Who applies, with which paper, and for which place."""

    edited = Signal(str, str)
    """A text field was typed into: its name and text."""
    left_field = Signal(str)
    """A field was left; it is checked now."""
    voltage_chosen = Signal(str)
    reveal_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setAccessibleName("申请人")
        self.editors: dict[str, QLineEdit] = {}
        self.fields: dict[str, FormField] = {}
        for name in FIELDS:
            hint = _HINTS.get(name, "")
            self.editors[name] = LineField(theme, _NAMES[name], name, placeholder=hint)
        self.id_kind = ComboBox(theme, "证件类型", "id_kind")
        self.voltage = Segments(theme, "电压等级", [], "voltage")
        self.eye = IconButton(theme, "eye", "显示全部（记入日志）", "reveal")
        self._build()
        self._connect()

    def show_state(self, state: AcceptPageState) -> None:
        """Show the draft and the mistakes; what is being typed stays as it is."""
        kept = state.step != "form"
        for name, editor in self.editors.items():
            put_text(editor, getattr(state.draft, name))
            lock_editor(editor, kept)
        if self.id_kind.count() == 0:
            self.id_kind.addItems(state.id_kinds)
        put_choice(self.id_kind, self.id_kind.findText(state.draft.id_kind))
        self.id_kind.setEnabled(not kept)
        self.eye.setVisible(kept)
        words = [(each, each) for each in state.voltages]
        if words and self.voltage.property("words") != words:
            self.voltage.setProperty("words", words)
            self.voltage.set_choices(words)
        self.voltage.set_current(state.draft.voltage or None)
        self.fields["voltage"].setVisible(bool(state.voltages))
        for name, field in self.fields.items():
            sentence = state.errors.get(name, "")
            if field.error() != sentence:
                field.set_error(sentence)

    def focus_field(self, name: str) -> None:
        """Take the focus to a field."""
        field = self.fields.get(name)
        if field is not None:
            target: QWidget = self.editors.get(name) or field.editor
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def chain(self) -> list[QWidget]:
        """What Tab and Enter walk through."""
        texts = self.editors
        return [
            *(texts["applicant"], self.eye, self.id_kind, texts["id_no"], texts["phone"]),
            *(texts["account_no"], texts["address"], self.voltage),
        ]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving a field checks it."""
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, QLineEdit):
            self.left_field.emit(watched.objectName())
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        pad = theme.px(20)
        column.setContentsMargins(pad, theme.px(14), pad, theme.px(14))
        column.setSpacing(theme.px(10))
        name = side_by_side(theme, (self.editors["applicant"], 1), (self.eye, 0))
        first = [
            (self._field("applicant", _NAMES["applicant"], name, required=True), 5),
            (self._field("id_kind", "证件类型", self.id_kind, required=True), 3),
            (self._field("id_no", _NAMES["id_no"], required=True), 5),
        ]
        second = [
            (self._field("phone", _NAMES["phone"], required=True), 4),
            (self._field("account_no", _NAMES["account_no"]), 4),
            (self._field("address", _NAMES["address"], required=True), 6),
            (self._field("voltage", "电压等级", self.voltage, required=True), 0),
        ]
        column.addWidget(block(theme, list(first)))
        column.addWidget(block(theme, list(second)))

    def _field(
        self, name: str, label: str, editor: QWidget | None = None, *, required: bool = False
    ) -> FormField:
        shown = editor if editor is not None else self.editors[name]
        field = FormField(self.theme, label, shown, required=required, foot=False)
        self.fields[name] = field
        return field

    def _connect(self) -> None:
        for name, editor in self.editors.items():
            editor.textEdited.connect(lambda text, name=name: self.edited.emit(name, text))
            editor.installEventFilter(self)
        self.id_kind.activated.connect(
            lambda at: self.edited.emit("id_kind", self.id_kind.itemText(at))
        )
        self.voltage.chosen.connect(self.voltage_chosen)
        self.eye.triggered.connect(lambda _: self.reveal_wanted.emit())
