"""The tracker's page (受理跟踪, Art. 18): stages with their dues, dates, papers back, the close."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.contact_state import MainState
from hall_desk.presenters.tracking_state import TrackState
from hall_desk.ui.acceptance.track_aside import TrackAside
from hall_desk.ui.acceptance.trackrows import EventField, PaperBackLine, StageLineRow
from hall_desk.ui.contact.editors import put_text
from hall_desk.ui.kit import Chip, ElidedText, LineField, MainAction, Panel, PlainButton, Text
from hall_desk.ui.pages import FormField, Page, Scroller
from hall_desk.ui.theme import Theme

_DUE = {
    "over": ("over", "over", "over_soft"),
    "warn": ("clock", "warn", "warn_soft"),
    "ok": ("ok", "ok", "ok_soft"),
    "": ("calendar", "ink2", "sunken"),
}


class TrackPage(Page):
    """One acceptance, followed until it is closed."""

    submitted = Signal()
    print_wanted = Signal()
    follow_wanted = Signal()
    stage_finished = Signal(str)
    event_typed = Signal(str, str)
    event_recorded = Signal(str)
    return_ticked = Signal(int)
    return_wanted = Signal()
    edited = Signal(str, str)

    def __init__(
        self,
        theme: Theme,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "受理跟踪", parent)
        # On the duty desk it is a window of its own.
        self.setProperty("window", "staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.number = Text(theme, "", "body", "ink2")
        self.visit = Chip(theme, "")
        self.owner = ElidedText(theme, "", "body", "ink2")
        self.due = Chip(theme, "")
        self.stage_rows: list[StageLineRow] = []
        self.event_fields: dict[str, EventField] = {}
        self.paper_rows: list[PaperBackLine] = []
        self.column = TrackAside(theme)
        self.main = MainAction(
            theme, "ok", "办结", "Ctrl+Enter", "close_acceptance", monotonic=monotonic
        )
        self._main: MainState | None = None
        self._said: tuple[str | None, str] = (None, "")
        self._fill_sub()
        self._fill_left()
        self.aside.addWidget(Scroller(self.column), 1)
        self.fit_aside(self.column)
        self._fill_bar()
        self.setFocusProxy(self.column.result)

    def show_state(self, state: TrackState) -> None:
        """Show the acceptance; what is being typed stays as it is."""
        self.number.setText(f"受理号 {state.number}")
        self.visit.set_chip(state.service, None)
        self.owner.setText(f"责任人 {state.owner}")
        self.due.set_chip(state.due, *_DUE[state.due_tone])
        self._show_stages(state)
        self._show_events(state)
        self._show_papers(state)
        self.column.show_state(state)
        self.follow_key.setVisible(bool(state.follow))
        if state.main != self._main:
            self._main = state.main
            self.show_main(self.main, state.main)
        self._show_message(state)

    def begin(self) -> None:
        """Take the focus to the first date to record, else to the result."""
        first = next((field.line for field in self._free_events()), None)
        (first or self.column.result).setFocus(Qt.FocusReason.OtherFocusReason)

    def _free_events(self) -> list[EventField]:
        return [field for field in self.event_fields.values() if not field.line.text()]

    def _fill_sub(self) -> None:
        row = self.sub.row
        row.addWidget(self.number)
        row.addWidget(self.visit)
        row.addWidget(self.owner, 1)
        row.addWidget(self.due)

    def _fill_left(self) -> None:
        theme = self.theme
        self.stages = _TitledPanel(theme, "承诺环节")
        self.note = Text(theme, "", "small", "ink2", wrap=True)
        self.note.setContentsMargins(theme.px(20), theme.px(6), theme.px(20), 0)
        self.stages.column.addWidget(self.note)
        inside = QWidget()
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(theme.px(12))
        cards.addWidget(self.stages)
        self.events = _TitledPanel(theme, "起算日期")
        self.events_row = QHBoxLayout()
        self.events_row.setContentsMargins(theme.px(20), 0, theme.px(20), theme.px(8))
        self.events_row.setSpacing(theme.px(12))
        self.events_row.addStretch(1)
        self.events.column.addLayout(self.events_row)
        cards.addWidget(self.events)
        self.papers = _TitledPanel(theme, "所收资料与退还")
        self.papers_box = QVBoxLayout()
        self.papers_box.setContentsMargins(0, 0, 0, 0)
        self.papers_box.setSpacing(0)
        self.papers.column.addLayout(self.papers_box)
        self._fill_return()
        cards.addWidget(self.papers)
        cards.addStretch(1)
        # The three cards scroll as one, so that a low window never cuts a row.
        self.left.addWidget(Scroller(inside), 1)

    def _fill_return(self) -> None:
        theme = self.theme
        self.signer = LineField(theme, "签收人", "signer", placeholder="退还时当面签收的人")
        self.signer_field = FormField(theme, "签收人", self.signer, foot=False)
        self.give_back = PlainButton(theme, "登记退还", "tick", None, "return_papers")
        self.returned_to = ElidedText(theme, "", "small", "ink2")
        self.return_row = QWidget()
        row = QHBoxLayout(self.return_row)
        row.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(8))
        row.setSpacing(theme.px(12))
        self.signer_field.setFixedWidth(theme.px(300))
        row.addWidget(self.signer_field, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.give_back, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.returned_to, 1, Qt.AlignmentFlag.AlignBottom)
        self.papers.column.addWidget(self.return_row)
        self.signer.textEdited.connect(lambda text: self.edited.emit("signer", text))
        self.give_back.triggered.connect(lambda _: self.return_wanted.emit())

    def _fill_bar(self) -> None:
        back = self.add_key("left", "返回", "Esc", "go_back")
        self.print_key = self.add_key("print", "补打受理单", "Ctrl+P", "print_sheet")
        self.follow_key = self.add_key("clock", "已跟进", "Ctrl+G", "follow_up")
        self.add_main(self.main)
        back.triggered.connect(lambda _: self.closed.emit())
        self.print_key.triggered.connect(lambda _: self.print_wanted.emit())
        self.follow_key.triggered.connect(lambda _: self.follow_wanted.emit())
        self.keys.bind("Ctrl+Enter", self.main)
        self.main.triggered.connect(lambda _: self.submitted.emit())
        self.main.refused.connect(self.message.show_note)
        self.column.edited.connect(self.edited)

    def _show_stages(self, state: TrackState) -> None:
        while len(self.stage_rows) < len(state.stages):
            row = StageLineRow(self.theme)
            row.finished.connect(self.stage_finished)
            self.stage_rows.append(row)
            self.stages.column.insertWidget(len(self.stage_rows), row)
        for at, row in enumerate(self.stage_rows):
            row.setVisible(at < len(state.stages))
            if at < len(state.stages):
                row.show_row(state.stages[at])
        nothing = "" if state.stages else "本项没有后台承诺时限。"
        words = (nothing, state.follow, *state.warnings)
        self.note.setText(" ".join(part for part in words if part))
        self.note.setVisible(bool(self.note.text()))
        self.stages.right.setText(f"按{state.rule}")

    def _show_events(self, state: TrackState) -> None:
        for view in state.events:
            field = self.event_fields.get(view.event)
            if field is None:
                field = EventField(self.theme, view.event, view.word)
                field.setFixedWidth(self.theme.px(220))
                field.typed.connect(self.event_typed)
                field.recorded.connect(self.event_recorded)
                at = len(self.event_fields)
                self.event_fields[view.event] = field
                self.events_row.insertWidget(at, field, 0, Qt.AlignmentFlag.AlignTop)
            error = state.errors.get(view.event, "")
            field.show_row(view, locked=not state.is_open, error=error)
        self.events.setVisible(bool(state.events))

    def _show_papers(self, state: TrackState) -> None:
        while len(self.paper_rows) < len(state.papers):
            row = PaperBackLine(self.theme)
            row.ticked.connect(self.return_ticked)
            self.paper_rows.append(row)
            self.papers_box.insertWidget(len(self.paper_rows) - 1, row)
        for at, row in enumerate(self.paper_rows):
            row.setVisible(at < len(state.papers))
            if at < len(state.papers):
                row.show_row(state.papers[at])
        left = any(not paper.returned for paper in state.papers)
        self.signer_field.setVisible(left)
        self.give_back.setVisible(left)
        self.returned_to.setText(state.returned_to)
        put_text(self.signer, state.draft.signer)
        wrong = state.errors.get("signer", "") or state.errors.get("papers", "")
        if self.signer_field.error() != wrong:
            self.signer_field.set_error(wrong)

    def _show_message(self, state: TrackState) -> None:
        message = state.message
        field = message.field if message.is_error else None
        places: dict[str, FormField] = {
            **self.column.fields,
            **self.event_fields,
            "signer": self.signer_field,
            "papers": self.signer_field,
        }
        place = places.get(field or "")
        told = place is not None and place.isVisible() and place.tells(message.text)
        self.show_message(message, at_field=told, banner=state.banner)
        said = (field, message.text)
        if said != self._said and place is not None and field != "papers":
            place.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._said = said


class _TitledPanel(Panel):
    """A panel with a title line; put the rows into `column` after it."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setAccessibleName(title)
        self.right = Text(theme, "", "small", "ink2", right=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, theme.px(10), 1, theme.px(6))
        self.column.setSpacing(0)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(20), 0, theme.px(20), theme.px(6))
        row.addWidget(Text(theme, title, "body", weight=600))
        row.addStretch(1)
        row.addWidget(self.right)
        self.column.addWidget(head)
