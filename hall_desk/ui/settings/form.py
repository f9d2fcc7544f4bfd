"""The form of a section (表单): fields in two columns, rebuilt only when other fields are asked."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from hall_desk.presenters.base import Message
from hall_desk.presenters.sections import Entry
from hall_desk.ui.kit import ElidedText, Panel
from hall_desk.ui.pages import FormField, Scroller
from hall_desk.ui.settings.editors import Editor, make_editor
from hall_desk.ui.theme import Theme


class SectionForm(Panel):
    """A heading and the fields below it; scrolls where there are many."""

    typed = Signal(str, str)
    """A field was changed by the hand: its name and its value."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.editors: dict[str, Editor] = {}
        self.fields: dict[str, FormField] = {}
        self._asked: tuple[object, ...] = ()
        self._refused: Message | None = None
        self.heading = ElidedText(theme, "", "strong", weight=700)
        self._grid_box = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, theme.px(12), 1, theme.px(4))
        column.setSpacing(theme.px(4))
        head = QVBoxLayout()
        head.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        head.addWidget(self.heading)
        column.addLayout(head)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(theme.px(16), theme.px(4), theme.px(16), theme.px(8))
        self._column.setSpacing(0)
        self._column.addWidget(self._grid_box)
        self._column.addStretch(1)
        self.area = Scroller(self._inside)
        column.addWidget(self.area, 1)

    def show_form(self, heading: str, entries: tuple[Entry, ...], message: Message) -> bool:
        """Show the fields; returns whether the message stands at one of them."""
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        asked = tuple((e.name, e.label, e.kind, e.choices, e.half, e.lines) for e in entries)
        if asked != self._asked:
            self._asked = asked
            hand = self._hand()
            self._make(entries)
            if hand in self.editors:
                self.editors[hand].focus.setFocus(Qt.FocusReason.OtherFocusReason)
        at_field = False
        for entry in entries:
            self.editors[entry.name].show_value(entry)
            field = self.fields[entry.name]
            field.set_hint(entry.hint)
            wrong = message.is_error and message.field == entry.name
            field.set_error(message.text if wrong else "")
            at_field = at_field or (wrong and field.tells(message.text))
        self._lead(message)
        return at_field

    def focus_first(self) -> None:
        """Take the hand to the first field that can be written."""
        for editor in self.editors.values():
            if not editor.focus.property("locked"):
                editor.focus.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _hand(self) -> str:
        """The field the hand is at, or nothing: a choice may ask for other fields below it."""
        at = QApplication.focusWidget()
        found = (
            name
            for name, editor in self.editors.items()
            if at is not None and (editor.widget is at or editor.widget.isAncestorOf(at))
        )
        return next(found, "")

    def _lead(self, message: Message) -> None:
        """A refusal leads the hand to its field, once."""
        if message.is_error and message is not self._refused and message.field in self.editors:
            editor = self.editors[message.field]
            editor.focus.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(editor.focus)
        self._refused = message

    def _make(self, entries: tuple[Entry, ...]) -> None:
        theme = self.theme
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.editors, self.fields = {}, {}
        row, column = 0, 0
        for entry in entries:
            editor = make_editor(theme, entry, self._teller(entry.name))
            field = FormField(
                theme, entry.label, editor.widget, required=entry.required, hint=entry.hint
            )
            field.set_error("")
            if column and not entry.half:
                row, column = row + 1, 0
            span = 1 if entry.half else 2
            grid.addWidget(field, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            row, column = (row, 1) if entry.half and not column else (row + 1, 0)
            self.editors[entry.name], self.fields[entry.name] = editor, field
        self._column.replaceWidget(self._grid_box, box)
        self._grid_box.hide()
        self._grid_box.deleteLater()
        self._grid_box = box

    def _teller(self, name: str) -> Callable[[str], None]:
        return lambda value: self.typed.emit(name, value)
