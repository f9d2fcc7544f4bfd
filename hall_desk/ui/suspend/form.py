"""The left side of the suspension dialog: scope, reason, times, where to go instead."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.suspension_state import SuspensionState
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import LineField, PlainButton, ReasonList, Segments, Text
from hall_desk.ui.kit.text import plain_tooltip
from hall_desk.ui.pages import FormField
from hall_desk.ui.theme import Theme


class SuspendForm(QWidget):
    """What the sign will say, one choice after the other."""

    scope_chosen = Signal(str)
    prefix_chosen = Signal(str)
    reason_chosen = Signal(str)
    expected_typed = Signal(str)
    minutes_chosen = Signal(int)
    window_toggled = Signal(int)
    elsewhere_typed = Signal(str)
    outlet_toggled = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.scope = Segments(theme, "范围", [], "scope")
        self.prefix = Segments(theme, "业务类别", [], "prefix")
        self.reasons = ReasonList(theme, "原因", "reason", columns=3)
        self.since = LineField(theme, "自", "since")
        self.expected = LineField(theme, "预计恢复", "expected_at")
        self.elsewhere = LineField(theme, "请客户到别处", "alternative", placeholder="或写其他安排")
        self.minutes: dict[int, PlainButton] = {}
        self.windows: dict[int, PlainButton] = {}
        self.outlets: dict[str, PlainButton] = {}
        self.fields = {
            "prefix": FormField(theme, "业务类别", _left(self.prefix), foot=False),
            "reason": FormField(theme, "原因", self.reasons, foot=False),
            "expected_at": FormField(theme, "预计恢复", self.expected, foot=False),
            "alternative": FormField(theme, "请客户到", self._where(), foot=False),
        }
        self._since_field = FormField(theme, "自", self.since, foot=False)
        self.note_sign = Text(theme)
        self.note = Text(theme, "", "small", "ink2", wrap=True)
        self._build()
        self._connect()

    def show_state(self, state: SuspensionState) -> None:
        """Show the choices; what is being typed stays."""
        draft = state.draft
        self._offer(self.scope, list(state.scopes), draft.scope)
        self._offer(self.prefix, list(state.prefixes), draft.prefix or None)
        self.fields["prefix"].setVisible(draft.scope == "service")
        if self.reasons.property("reasons") != list(state.reasons):
            self.reasons.setProperty("reasons", list(state.reasons))
            self.reasons.set_reasons(list(state.reasons))
        self.reasons.set_current(draft.reason or None)
        for editor, text in (
            (self.since, state.since),
            (self.expected, state.expected),
            (self.elsewhere, draft.elsewhere),
        ):
            if editor.text() != text:
                editor.setText(text)
        self._show_minutes(state)
        self._show_windows(state)
        self._show_outlets(state)
        self.note.setText(state.waiting)
        loud = state.stranded or draft.scope != "window"
        self.note.set_tone("warn" if loud else "ink2")
        icon, tone = ("warn", "warn") if loud else ("team", "ink2")
        self.note_sign.setPixmap(pixmap(self.theme, icon, 18, tone))

    def show_error(self, field: str | None, sentence: str) -> bool:
        """Show an error at its field; return whether there is such a field."""
        for name, shown in self.fields.items():
            shown.set_error(sentence if name == field else "")
        return field in self.fields and bool(sentence)

    def focus_field(self, name: str) -> None:
        """Take the focus to a field."""
        targets: dict[str, QWidget] = {
            "prefix": self.prefix,
            "reason": self.reasons,
            "expected_at": self.expected,
            "alternative": self.elsewhere,
        }
        target = targets.get(name)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, choice: Segments, words: list[tuple[str, str]], current: str | None) -> None:
        if choice.property("words") != words:
            choice.setProperty("words", words)
            choice.set_choices(words)
        choice.set_current(current)

    def _show_minutes(self, state: SuspensionState) -> None:
        for minutes, word in state.steps:
            if minutes not in self.minutes:
                button = PlainButton(
                    self.theme, word, object_name=f"plus_{minutes}", small=True, checkable=True
                )
                button.triggered.connect(lambda _, minutes=minutes: self._minutes(minutes))
                self.minutes[minutes] = button
                self._minutes_row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            self.minutes[minutes].setChecked(minutes == state.draft.minutes)

    def _minutes(self, minutes: int) -> None:
        self.minutes[minutes].setChecked(True)
        self.minutes_chosen.emit(minutes)

    def _show_windows(self, state: SuspensionState) -> None:
        offered = {no: (word, chosen) for no, word, chosen in state.alternatives}
        for no in [no for no in self.windows if no not in offered]:
            gone = self.windows.pop(no)
            gone.hide()
            gone.deleteLater()
        for no, (word, chosen) in offered.items():
            if no not in self.windows:
                button = PlainButton(
                    self.theme, word, object_name=f"to_{no}", small=True, checkable=True
                )
                button.triggered.connect(lambda _, no=no: self.window_toggled.emit(no))
                self.windows[no] = button
                self._windows_row.insertWidget(self._windows_row.count() - 1, button)
            self.windows[no].setChecked(chosen)
            self.windows[no].set_icon("tick" if chosen else "plus")

    def _show_outlets(self, state: SuspensionState) -> None:
        """Outlets that do what stops here, two a row; nothing where there are none."""
        wanted = [choice.code for choice in state.outlets]
        for code in [code for code in self.outlets if code not in wanted]:
            gone = self.outlets.pop(code)
            self._outlet_grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for at, choice in enumerate(state.outlets):
            button = self.outlets.get(choice.code) or self._new_outlet(choice.code)
            button.set_text(choice.name)
            button.setToolTip(plain_tooltip(choice.about))
            button.setAccessibleDescription(choice.about)
            button.setChecked(choice.chosen)
            button.set_icon("tick" if choice.chosen else "plus")
            self._outlet_grid.addWidget(button, at // 2, at % 2)
        self._outlets.setVisible(bool(wanted))

    def _new_outlet(self, code: str) -> PlainButton:
        button = PlainButton(
            self.theme, "", object_name=f"outlet_{code}", small=True, checkable=True
        )
        button.triggered.connect(lambda _: self.outlet_toggled.emit(code))
        self.outlets[code] = button
        return button

    def _where(self) -> QWidget:
        """Other windows and free words on a line, and below it outlets that do what stops."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(8))
        self._windows_row = QHBoxLayout()
        self._windows_row.setSpacing(self.theme.px(8))
        self._windows_row.addWidget(self.elsewhere, 1)
        column.addLayout(self._windows_row)
        self._outlets = QWidget()
        self._outlet_grid = QGridLayout(self._outlets)
        self._outlet_grid.setContentsMargins(0, 0, 0, 0)
        self._outlet_grid.setSpacing(self.theme.px(8))
        column.addWidget(self._outlets)
        holder.setFocusProxy(self.elsewhere)
        return holder

    def _build(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(12))
        column.setSpacing(theme.px(14))
        scope = QHBoxLayout()
        scope.setSpacing(theme.px(12))
        label = Text(theme, "范围", "small", "ink2")
        label.setFixedWidth(theme.px(64))
        scope.addWidget(label)
        scope.addWidget(self.scope)
        scope.addWidget(Text(theme, "其他范围须值班主任", "small", "ink2"), 1)
        column.addLayout(scope)
        column.addWidget(self.fields["prefix"])
        self.rest = QWidget()
        rest = QVBoxLayout(self.rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(theme.px(14))
        rest.addWidget(self.fields["reason"])
        rest.addLayout(self._times())
        rest.addWidget(self.fields["alternative"])
        column.addWidget(self.rest)
        note = QHBoxLayout()
        note.setSpacing(theme.px(8))
        note.addWidget(self.note_sign, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self.note, 1)
        column.addLayout(note)
        column.addStretch(1)

    def _times(self) -> QHBoxLayout:
        theme = self.theme
        self.since.set_locked(True)
        self.since.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for field in (self._since_field, self.fields["expected_at"]):
            field.setMinimumWidth(theme.px(104))
            field.setMaximumWidth(theme.px(148))
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(self._since_field, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.fields["expected_at"], 1, Qt.AlignmentFlag.AlignTop)
        self._minutes_row = QHBoxLayout()
        self._minutes_row.setSpacing(theme.px(8))
        holder = QWidget()
        holder.setLayout(self._minutes_row)
        self._minutes_row.setContentsMargins(0, theme.px(24), 0, 0)
        holder.setFixedHeight(theme.px(64))
        row.addWidget(holder, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _connect(self) -> None:
        self.scope.chosen.connect(self.scope_chosen)
        self.prefix.chosen.connect(self.prefix_chosen)
        self.reasons.chosen.connect(self.reason_chosen)
        self.expected.textEdited.connect(self.expected_typed)
        self.elsewhere.textEdited.connect(self.elsewhere_typed)


def _left(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    holder.setFocusProxy(widget)
    return holder
