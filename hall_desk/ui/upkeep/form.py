"""The form of a directory record: the fields its list has, two a row."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from hall_desk.presenters.upkeep_state import UpkeepField
from hall_desk.ui.kit import ComboBox, LineField
from hall_desk.ui.pages import FormField
from hall_desk.ui.theme import Theme

_NONE = "（没有）"


class UpkeepForm(QWidget):
    """Fields are made anew when another list is shown, and filled in place otherwise."""

    edited = Signal(str, str)
    """A field was typed into or chosen: its name and text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.fields: dict[str, FormField] = {}
        self.editors: dict[str, LineField | ComboBox] = {}
        self._shape: tuple[tuple[str, bool, bool], ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(8))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def show_fields(self, fields: tuple[UpkeepField, ...]) -> None:
        """Show the fields; what stands there already is left alone."""
        shape = tuple((field.name, field.choices is not None, field.wide) for field in fields)
        if shape != self._shape:
            self._make(fields, shape)
        for field in fields:
            editor = self.editors[field.name]
            if isinstance(editor, ComboBox):
                _fill(editor, field)
                editor.setEnabled(not field.locked)
            else:
                if editor.text() != field.text:
                    editor.setText(field.text)
                    editor.setCursorPosition(0)
                editor.set_locked(field.locked)
            self.fields[field.name].set_hint(field.hint)

    def show_error(self, name: str | None, sentence: str) -> bool:
        """Show an error at its field; return whether there is such a field."""
        for at, field in self.fields.items():
            field.set_error(sentence if at == name else "")
        return name in self.fields and bool(sentence)

    def focus_field(self, name: str) -> None:
        """Take the focus to a field."""
        editor = self.editors.get(name)
        if editor is not None:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Take the focus to the first field that can be written."""
        for name, editor in self.editors.items():
            locked = isinstance(editor, LineField) and editor.isReadOnly()
            if editor.isEnabled() and not locked:
                self.focus_field(name)
                return

    def _make(
        self, fields: tuple[UpkeepField, ...], shape: tuple[tuple[str, bool, bool], ...]
    ) -> None:
        for old in self.fields.values():
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shape, self.fields, self.editors = shape, {}, {}
        row = column = 0
        for field in fields:
            if field.wide and column:
                row, column = row + 1, 0
            made = self._field(field)
            self._grid.addWidget(
                made, row, column, 1, 2 if field.wide else 1, Qt.AlignmentFlag.AlignTop
            )
            row, column = (row + 1, 0) if field.wide or column else (row, 1)

    def _field(self, field: UpkeepField) -> FormField:
        editor: LineField | ComboBox
        if field.choices is None:
            editor = LineField(self.theme, field.label, field.name)
            editor.textEdited.connect(lambda text: self.edited.emit(field.name, text))
        else:
            editor = ComboBox(self.theme, field.label, field.name)
            box = editor
            box.activated.connect(lambda at: self.edited.emit(field.name, str(box.itemData(at))))
        self.editors[field.name] = editor
        made = FormField(self.theme, field.label, editor, required=field.required, foot=False)
        self.fields[field.name] = made
        return made


def _fill(box: ComboBox, field: UpkeepField) -> None:
    offered = list(field.choices or ())
    if not field.required or not field.text:
        offered.insert(0, ("", _NONE if not field.required else "请选择"))
    if field.text and all(key != field.text for key, _ in offered):
        offered.append((field.text, f"{field.text}（已停用）"))
    if box.property("offered") != offered:
        box.setProperty("offered", offered)
        box.clear()
        for key, word in offered:
            box.addItem(word, key)
    at = next((n for n, (key, _) in enumerate(offered) if key == field.text), 0)
    if box.currentIndex() != at:
        box.setCurrentIndex(at)
