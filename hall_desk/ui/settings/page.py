"""The page of one section (栏目页): rows at the left, its form at the right, one save."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from hall_desk.presenters.sections import NEW, Deed, Head, Mark, Picture, Row, SectionState
from hall_desk.ui.kit import (
    ActionKey,
    ChipCell,
    Column,
    DataTable,
    ElidedText,
    ListPanel,
    MainAction,
    MessageLine,
    Text,
)
from hall_desk.ui.kit.tables import Cell
from hall_desk.ui.pages import Page
from hall_desk.ui.settings.form import SectionForm
from hall_desk.ui.settings.sample import Sample
from hall_desk.ui.theme import Theme

_FORM = 424
_FORM_ALONE = 860
_FORM_BESIDE = 520


class SectionPage(Page):
    """Passive: shows a state, tells what was picked, typed and pressed."""

    picked = Signal(str)
    """A row was chosen; carries its key."""
    typed = Signal(str, str)
    """A field was changed; its name and value."""
    saved = Signal()
    """The save was pressed."""
    deed_wanted = Signal(str)
    """A further key was pressed; carries its name."""
    left_page = Signal()
    """Esc."""

    def __init__(
        self, theme: Theme, title: str, heads: tuple[Head, ...], save: str, icon: str = "ok"
    ) -> None:
        super().__init__(theme, title)
        self.hide_aside()
        self.note = ElidedText(theme, "", "body", "ink2")
        self.sub.row.addWidget(self.note, 1)
        self.alarm = MessageLine(theme)
        self.alarm.hide()
        self.table = DataTable(theme, [_column(head) for head in heads], title, "rows")
        self.empty = Text(theme, "", "body", "ink2")
        self.form = SectionForm(theme)
        self.main = MainAction(theme, icon, save or "保存", "Ctrl+Enter", "save")
        self.deeds: list[ActionKey] = []
        self._current: str | None = None
        self._quiet = False
        self.sample: Sample | None = None
        self._build_body(bool(heads))
        self._build_bar(bool(save))

    def show_state(self, state: SectionState) -> None:
        """Show rows, form and words of this moment."""
        self.note.setText(state.note)
        self._show_alarm(state)
        self._show_rows(state)
        self.form.setVisible(bool(state.entries))
        at_field = self.form.show_form(state.heading, state.entries, state.message)
        self._show_picture(state.picture)
        self._show_deeds(state.deeds)
        self.main.set_enabled(not state.save_off, state.save_off)
        self._say(state, at_field)
        if self._current != state.current:
            begun, self._current = self._current, state.current
            if state.current == NEW and begun is not None:
                self.form.focus_first()

    def begin(self) -> None:
        """Take the focus to the rows, or to the first field."""
        if self.table.isVisibleTo(self):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.focus_first()

    def _say(self, state: SectionState, at_field: bool) -> None:
        self.show_message(state.message, at_field=at_field, banner=state.banner)
        if state.message.text and not state.message.is_error:
            self.message.show_done(state.message.text)

    def _show_picture(self, picture: Picture | None) -> None:
        """A sample beside the form, made when a section first has one."""
        if picture is None:
            return
        if self.sample is None:
            self.sample = Sample(self.theme)
            self._body.addWidget(self.sample, 1)
            self.form.setMaximumWidth(self.theme.px(_FORM_BESIDE))
        self.sample.show_picture(picture)

    def _show_alarm(self, state: SectionState) -> None:
        self.alarm.setVisible(bool(state.alarm))
        if state.alarm and state.alarm != self.alarm.text():
            over = state.alarm_tone == "over"
            (self.alarm.show_error if over else self.alarm.show_warning)(state.alarm)

    def _show_rows(self, state: SectionState) -> None:
        self._quiet = True
        self.table.set_rows([_cells(row) for row in state.rows], [row.key for row in state.rows])
        if state.current == NEW:
            self.table.setCurrentIndex(QModelIndex())
            self.table.clearSelection()
        elif state.current and self.table.current_key() != state.current:
            self.table.select_key(state.current)
        self.empty.setText(state.empty)
        self.empty.setVisible(not state.rows and bool(state.empty))
        self._quiet = False

    def _show_deeds(self, deeds: tuple[Deed, ...]) -> None:
        while len(self.deeds) < len(deeds):
            deed = deeds[len(self.deeds)]
            key = ActionKey(self.theme, deed.icon, deed.text, deed.key, deed.name)
            key.triggered.connect(self.deed_wanted)
            key.refused.connect(self.message.show_note)
            self.bar.row.insertWidget(len(self.deeds) + 1, key)
            self.keys.bind_button(key)
            self.deeds.append(key)
        for key, deed in zip(self.deeds, deeds, strict=False):
            key.setObjectName(deed.name)
            key.set_text(deed.text)
            if key.icon_name != deed.icon:
                key.set_icon(deed.icon)
            key.set_enabled(not deed.off, deed.off)
        self.bar.fit()

    def _build_body(self, listed: bool) -> None:
        theme = self.theme
        self.left.addWidget(self.alarm)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        panel = ListPanel(theme, self.table, empty=self.empty)
        if listed:
            row.addWidget(panel, 1)
            self.form.setFixedWidth(theme.px(_FORM))
            row.addWidget(self.form)
        else:
            panel.hide()
            self.form.setMaximumWidth(theme.px(_FORM_ALONE))
            row.addWidget(self.form, 1)
            row.addStretch(0)
        self._panel, self._body = panel, row
        self.left.addLayout(row, 1)
        self.table.picked.connect(self._pick)
        self.table.opened.connect(lambda _: self.form.focus_first())
        self.form.typed.connect(self.typed)

    def _build_bar(self, saves: bool) -> None:
        back = self.add_key("left", "返回", "Esc", "go_back")
        back.triggered.connect(lambda _: self.left_page.emit())
        self.add_main(self.main)
        self.main.setVisible(saves)
        if saves:
            self.keys.bind_button(self.main)
        self.main.triggered.connect(lambda _: self.saved.emit())
        self.main.refused.connect(self.message.show_note)

    def _pick(self, key: str) -> None:
        if not self._quiet:
            self.picked.emit(key)


def _column(head: Head) -> Column:
    return Column(
        title=head.title,
        width=head.width,
        stretch=head.stretch,
        right=head.right,
        bold=head.bold,
    )


def _cells(row: Row) -> list[Cell]:
    return [_chip(cell) if isinstance(cell, Mark) else cell for cell in row.cells]


def _chip(mark: Mark) -> ChipCell:
    return ChipCell(word=mark.word, icon=mark.icon, text=mark.tone, ground=f"{mark.tone}_soft")
