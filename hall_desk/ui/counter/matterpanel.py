"""A task that money left behind (复电、校验、退补), unfolded from 我的待办."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hall_desk.presenters.counter_charge_state import MatterView
from hall_desk.ui.counter.chargepanels import EnterField
from hall_desk.ui.counter.layout import column
from hall_desk.ui.counter.sidepanel import SidePanel
from hall_desk.ui.kit import PlainButton, ReasonList, Segments, Text
from hall_desk.ui.kit.text import set_property
from hall_desk.ui.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FIELDS = 2


class MatterPanel(SidePanel):
    """What is known, what is to be typed, and the key that ends it."""

    typed = Signal(str, str)
    finished = Signal()
    deed_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "待办", "bolt", "primary", "Ctrl+Enter 办结；Esc 收起")
        self._serial = -1
        self._names: list[str] = []
        self.lines = Text(theme, "", "body", "ink2", wrap=True)
        self.warning = Text(theme, "", "body", "over", wrap=True, weight=600)
        self.outcomes = Segments(theme, "检定结果", [(" ", " ")], "matter_outcome")
        self.methods = ReasonList(theme, "退还方式", "matter_method", columns=2, tile=32)
        self.labels = [Text(theme, "", "small", "ink") for _ in range(_FIELDS)]
        self.fields = [EnterField(theme, "说明", f"matter_{n}") for n in range(_FIELDS)]
        self.error = Text(theme, "", "small", "over", wrap=True, weight=600)
        self.main = PlainButton(theme, "办结", "ok", "Ctrl+Enter", "finish_matter", wide=True)
        self.deed = PlainButton(theme, "记下", "phone", "Enter", "matter_deed", wide=True)
        self._build()
        for n, field in enumerate(self.fields):
            field.setMaxLength(120)
            field.textEdited.connect(lambda text, n=n: self.typed.emit(self._names[n], text))
            field.entered.connect(self._entered)
        self.outcomes.chosen.connect(lambda key: self.typed.emit("outcome", key))
        self.methods.chosen.connect(lambda key: self.typed.emit("method", key))
        self.main.triggered.connect(lambda _: self.finished.emit())
        self.deed.triggered.connect(lambda _: self.deed_wanted.emit())

    def show_view(self, view: MatterView) -> None:
        """The task; the fields fill anew with another one."""
        fresh = view.serial != self._serial or [f[0] for f in view.fields] != self._names
        self._serial = view.serial
        self.set_heading(view.title, "bolt" if view.kind == "reconnect" else "receipt")
        self.lines.setText("\n".join(view.lines))
        self.warning.setText(view.warning)
        self.warning.setVisible(bool(view.warning))
        self._names = [name for name, _, _ in view.fields]
        for n, (label, field) in enumerate(zip(self.labels, self.fields, strict=True)):
            shown = n < len(view.fields)
            label.setVisible(shown)
            field.setVisible(shown)
            if shown:
                name, words, value = view.fields[n]
                label.setText(words)
                field.setAccessibleName(words)
                if fresh:
                    field.setText(value)
                set_property(field, "wrong", name == view.error_field)
        self.outcomes.setVisible(bool(view.outcomes))
        if view.outcomes:
            self.outcomes.set_choices(list(view.outcomes))
            self.outcomes.set_current(view.outcome or None)
        self.methods.set_reasons(list(view.methods))
        if self.methods.current() != (view.method or None):
            self.methods.set_current(view.method or None)
        self._methods.setVisible(bool(view.methods))
        self.error.setText(view.error)
        self.error.setVisible(bool(view.error))
        self.main.set_text(view.main)
        self.main.setVisible(bool(view.main))
        self.deed.set_text(view.deed)
        self.deed.setVisible(bool(view.deed))

    def first(self) -> QWidget:
        """The outcome where one is chosen, else the first field."""
        return self.fields[0] if self.outcomes.isHidden() else self.outcomes

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter ends the task."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in _ENTER:
            self.main.press_key()
        else:
            super().keyPressEvent(event)

    def entered(self) -> None:
        """Enter is the fields' and the buttons'."""

    def _entered(self) -> None:
        if not self.deed.isHidden() and self.fields[0].hasFocus():
            self.deed.press_key()

    def _build(self) -> None:
        theme = self.theme
        self._methods = QWidget()
        label = Text(theme, "退还方式（客户选定）", "small", "ink")
        self._methods.setLayout(column(label, theme.px(2), self.methods))
        self.content.addWidget(self.lines)
        self.content.addWidget(self.warning)
        self.content.addWidget(self.outcomes)
        for n in (0, 1):
            self.content.addWidget(self.labels[n])
            self.content.addWidget(self.fields[n])
            if n == 0:
                self.content.addWidget(self.deed)
        self.content.addWidget(self._methods)
        self.content.addWidget(self.error)
        self.content.addWidget(self.main)
        self.content.addStretch(1)
        self.error.hide()
        self.warning.hide()
