"""Editors of a section's form (表单控件): one for each kind of field, all used alike."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from hall_desk.presenters.sections import Entry
from hall_desk.ui.kit import CheckBox, ComboBox, LineField, Segments, TextBox
from hall_desk.ui.signin.password import PasswordField
from hall_desk.ui.theme import Theme

Changed = Callable[[str], None]
_TICKS_A_ROW = ((2, 7), (5, 4))
"""How many ticks stand in a row where none is longer than so many letters; else two."""


class Editor:
    """A widget with a value; ``changed`` is called when the hand changes it, never by a state."""

    def __init__(self, widget: QWidget, focus: QWidget | None = None) -> None:
        self.widget = widget
        self.focus = widget if focus is None else focus

    def show_value(self, entry: Entry) -> None:
        """Show the value of the state."""
        raise NotImplementedError


class LineEditor(Editor):
    """One line, or a password."""

    def __init__(self, line: LineField, changed: Changed) -> None:
        super().__init__(line)
        self.line = line
        line.textEdited.connect(changed)

    def show_value(self, entry: Entry) -> None:
        """Show the text where it differs; locked ones show a lock."""
        self.line.set_locked(entry.locked)
        if self.line.text() != entry.value:
            self.line.setText(entry.value)
            self.line.setCursorPosition(0)


class TextEditor(Editor):
    """Several lines."""

    def __init__(self, box: TextBox, changed: Changed) -> None:
        super().__init__(box)
        self.box = box
        self._showing = False
        self._changed = changed
        box.textChanged.connect(self._edited)

    def show_value(self, entry: Entry) -> None:
        """Show the text where it differs."""
        self.box.setReadOnly(entry.locked)
        if self.box.toPlainText() != entry.value:
            self._showing = True
            self.box.setPlainText(entry.value)
            self._showing = False

    def _edited(self) -> None:
        if not self._showing:
            self._changed(self.box.toPlainText())


class ChoiceEditor(Editor):
    """A few choices in a frame."""

    def __init__(self, segments: Segments, changed: Changed) -> None:
        super().__init__(segments)
        self.segments = segments
        segments.chosen.connect(changed)

    def show_value(self, entry: Entry) -> None:
        """Show the choice made."""
        if self.segments.current() != entry.value:
            self.segments.set_current(entry.value)


class ListEditor(Editor):
    """A choice from a longer list."""

    def __init__(self, combo: ComboBox, changed: Changed) -> None:
        super().__init__(combo)
        self.combo = combo
        combo.activated.connect(lambda at: changed(str(combo.itemData(at))))

    def show_value(self, entry: Entry) -> None:
        """Show the list and the choice made."""
        shown = [
            (self.combo.itemData(n), self.combo.itemText(n)) for n in range(self.combo.count())
        ]
        if shown != list(entry.choices):
            self.combo.clear()
            for key, word in entry.choices:
                self.combo.addItem(word, key)
        self.combo.setCurrentIndex(self.combo.findData(entry.value))


class TicksEditor(Editor):
    """Boxes to tick, kept as the keys that are ticked."""

    def __init__(self, theme: Theme, entry: Entry, changed: Changed) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(2))
        longest = max((len(word) for _, word in entry.choices), default=0)
        a_row = next((count for letters, count in _TICKS_A_ROW if longest <= letters), 2)
        self.boxes: dict[str, CheckBox] = {}
        for n, (key, word) in enumerate(entry.choices):
            box = CheckBox(theme, word, f"{entry.name}_{key}")
            box.clicked.connect(lambda _: changed(self.value()))
            grid.addWidget(box, n // a_row, n % a_row)
            self.boxes[key] = box
        super().__init__(holder, next(iter(self.boxes.values()), holder))

    def value(self) -> str:
        """The ticked keys, in their order."""
        return ",".join(key for key, box in self.boxes.items() if box.isChecked())

    def show_value(self, entry: Entry) -> None:
        """Show the ticks."""
        on = entry.value.split(",")
        for key, box in self.boxes.items():
            box.setChecked(key in on)


def make_editor(theme: Theme, entry: Entry, changed: Changed) -> Editor:
    """The editor of a field."""
    if entry.kind == "text":
        return TextEditor(TextBox(theme, entry.label, entry.name, lines=entry.lines), changed)
    if entry.kind == "choice":
        return ChoiceEditor(Segments(theme, entry.label, list(entry.choices), entry.name), changed)
    if entry.kind == "list":
        return ListEditor(ComboBox(theme, entry.label, entry.name), changed)
    if entry.kind == "ticks":
        return TicksEditor(theme, entry, changed)
    if entry.kind == "password":
        return LineEditor(PasswordField(theme, entry.label, entry.name), changed)
    return LineEditor(LineField(theme, entry.label, entry.name), changed)
