"""更正差错 (Art. 6(2)): what was wrong, what is right, why, how grave; and the apology."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hall_desk.presenters.visitpage_state import CorrectionView
from hall_desk.ui.kit import (
    Card,
    CheckBox,
    ComboBox,
    IconButton,
    LineField,
    Segments,
    Text,
)
from hall_desk.ui.pages import FormField, Scroller
from hall_desk.ui.phrase import PhraseText
from hall_desk.ui.theme import Theme

_CHOICES = ("service_code", "outcome", "over_reason")
_FIELD_OF = {"service": "service_code"}
_NEEDED = {
    "service": ("service_code",),
    "quantity": ("quantity",),
    "outcome": ("outcome",),
    "over_reason": ("over_reason", "over_note"),
}


class CorrectionPanel(Card):
    """Takes the place of the right column; Ctrl+Enter puts right, Esc folds."""

    edited = Signal(str, object)
    """Something was written or chosen: its name and value."""
    folded = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.fold = IconButton(theme, "cross", "收起（Esc）", "fold_correction")
        super().__init__(theme, "更正差错", self.fold, "pen", parent=parent)
        self.set_frame("primary")
        self.fields: dict[str, FormField] = {}
        self._filling = False
        self._offered: dict[str, tuple[tuple[str, str], ...]] = {}
        self.what = Segments(theme, "哪里错了", [], "what")
        self.now = Text(theme, "", "body", "ink2", wrap=True)
        self.choices = {
            "service_code": ComboBox(theme, "正确的事项", "service_code"),
            "outcome": ComboBox(theme, "正确的结果", "outcome"),
            "over_reason": ComboBox(theme, "超时原因", "over_reason"),
        }
        self.lines = {
            "quantity": LineField(theme, "正确的数量", "quantity"),
            "over_note": LineField(theme, "超时说明（可不填）", "over_note"),
            "reason": LineField(theme, "差错原因", "reason"),
        }
        self.grade = Segments(theme, "差错等级", [], "grade")
        self.grade_note = Text(theme, "", "small", "ink2", wrap=True)
        self.phrase = PhraseText(theme)
        self.apologised = CheckBox(theme, "已向客户致歉", "apologised")
        self._build()
        self._connect()

    def show_view(self, view: CorrectionView, field: str | None, sentence: str) -> bool:
        """Show the correction; whether its error stands at a field here."""
        self._filling = True
        draft = view.draft
        self.set_title(view.title or "更正差错")
        self._offer(view)
        self.what.set_current(draft.what)
        self.grade.set_current(draft.grade)
        self.now.setText(f"现在记的是：{view.now}")
        self.grade_note.setText(view.grade_why)
        self.grade_note.setVisible(bool(view.grade_why))
        for code, _ in view.grades:
            self.grade.set_off(code, view.grade_why if code != "G1" else "")
        for name, box in self.choices.items():
            at = box.findData(getattr(draft, name))
            if box.currentIndex() != at:
                box.setCurrentIndex(max(at, 0))
        for name, line in self.lines.items():
            if line.text() != getattr(draft, name):
                line.setText(getattr(draft, name))
        self.apologised.setChecked(draft.apologised)
        self.phrase.set_words(f"“{view.phrase}”", ())
        for name in (*self.choices, "quantity", "over_note"):
            needed = name in _NEEDED.get(draft.what, ())
            late = name == "over_reason" and view.over_wanted
            self.fields[name].setVisible(needed or late)
        self._filling = False
        return self._show_error(_FIELD_OF.get(field or "", field), sentence)

    def begin(self) -> None:
        """Take the focus to the first choice."""
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_field(self, name: str | None) -> None:
        """Take the focus to the field at fault."""
        found = self.fields.get(_FIELD_OF.get(name or "", name or ""))
        if found is not None and found.isVisible():
            found.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_error(self, field: str | None, sentence: str) -> bool:
        for name, shown in self.fields.items():
            shown.set_error(sentence if name == field else "")
        return bool(sentence) and field in self.fields

    def _build(self) -> None:
        theme = self.theme
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(4), 0)
        column.setSpacing(theme.px(10))
        labels = {
            "service_code": "正确的事项",
            "quantity": "正确的数量",
            "outcome": "正确的结果",
            "over_reason": "超时原因",
            "over_note": "超时说明（可不填）",
            "reason": "差错原因",
        }
        column.addWidget(self.phrase)
        column.addWidget(self.apologised)
        column.addSpacing(theme.px(4))
        column.addWidget(self.what)
        column.addWidget(self.now)
        for name, label in labels.items():
            editor = self.choices.get(name) or self.lines[name]
            required = name != "over_note"
            field = FormField(theme, label, editor, required=required, foot=False)
            self.fields[name] = field
            column.addWidget(field)
        grade = FormField(theme, "差错等级", self.grade, foot=False)
        self.fields["grade"] = grade
        column.addWidget(grade)
        column.addWidget(self.grade_note)
        column.addStretch(1)
        self.body.addWidget(Scroller(inside), 1)

    def _connect(self) -> None:
        self.fold.triggered.connect(lambda _: self.folded.emit())
        self.what.chosen.connect(lambda key: self.edited.emit("what", key))
        self.grade.chosen.connect(lambda key: self.edited.emit("grade", key))
        self.apologised.clicked.connect(lambda on: self.edited.emit("apologised", on))
        for name, line in self.lines.items():
            line.textEdited.connect(lambda text, name=name: self.edited.emit(name, text))
        for name, box in self.choices.items():
            box.activated.connect(lambda _, name=name: self._chosen(name))

    def _chosen(self, name: str) -> None:
        if not self._filling:
            self.edited.emit(name, str(self.choices[name].currentData() or ""))

    def _offer(self, view: CorrectionView) -> None:
        """Fill the lists once for each opening."""
        offers = {
            "service_code": view.services,
            "outcome": view.outcomes,
            "over_reason": view.over_reasons,
        }
        for name, choices in offers.items():
            if self._offered.get(name) != choices:
                self._offered[name] = choices
                box = self.choices[name]
                box.clear()
                box.addItem("请选择", "")
                for code, words in choices:
                    box.addItem(words, code)
        for part, choices in ((self.what, view.wrongs), (self.grade, view.grades)):
            if choices and self._offered.get(part.objectName()) != choices:
                self._offered[part.objectName()] = choices
                part.set_choices(list(choices))
