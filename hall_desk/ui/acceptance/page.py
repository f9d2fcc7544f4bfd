"""The acceptance page (业务受理/受理单, Art. 11(4), 11(5), 18), below the counter's header."""

import time
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hall_desk.domain.codes import CodeKind, ScannedCode
from hall_desk.presenters.acceptance_state import AcceptPageState
from hall_desk.presenters.contact_state import MainState
from hall_desk.ui.acceptance.aside import AcceptAside
from hall_desk.ui.acceptance.form import ApplicantForm
from hall_desk.ui.acceptance.papers import PapersPanel
from hall_desk.ui.kit import Chip, ElidedText, MainAction, Panel, StageLine, Text, TimerLine
from hall_desk.ui.pages import Page, Scroller
from hall_desk.ui.theme import Theme


class AcceptPage(Page):
    """Tell once, fill in, take in, promise, sign; the form keeps what is typed."""

    submitted = Signal()
    print_wanted = Signal()
    left_page = Signal()
    """Esc: back to the visit; the draft stays."""

    def __init__(
        self,
        theme: Theme,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "业务受理", parent)
        self.number = Text(theme, "", "body", "ink2")
        self.visit = Chip(theme, "")
        self.timer = TimerLine(theme, "lead")
        self.stages = StageLine(theme)
        self.form = ApplicantForm(theme)
        self.papers = PapersPanel(theme)
        self.column = AcceptAside(theme)
        self.main = MainAction(theme, "ok", "受理", "Ctrl+Enter", "accept", monotonic=monotonic)
        self._said: tuple[str | None, str] = (None, "")
        self._main: MainState | None = None
        self._step = ""
        self._chain: list[QWidget] = []
        self._fill_sub()
        self._fill_left()
        self._fill_aside()
        self._fill_bar()
        self.setFocusProxy(self.form.editors["applicant"])

    def show_state(self, state: AcceptPageState) -> None:
        """Show the page; the focus goes to a field only when that field is newly at fault."""
        self.number.setText(f"受理号 {state.number}" if state.number else "新受理")
        self.visit.set_chip(state.visit, None)
        self.timer.setVisible(state.timer is not None)
        if state.timer is not None:
            timer = state.timer
            self.timer.show_time(timer.elapsed_s, timer.limit_s, timer.stage)
        self.stages.set_stages(list(state.stages), state.stage)
        self.form.show_state(state)
        self.papers.show_state(state)
        self.column.show_state(state)
        if state.main != self._main:
            self._main = state.main
            self.show_main(self.main, state.main)
        self.print_key.set_text("打印告知单" if state.step == "form" else "补打受理单")
        self._order_tabs()
        self._show_message(state)
        if self._step and state.step != self._step:
            self.focus_main(self.main)
        self._step = state.step

    def take_scan(self, code: ScannedCode) -> bool:
        """An account's barcode goes into 户号 while the form is being written."""
        if code.kind is not CodeKind.ACCOUNT or self._step != "form":
            return super().take_scan(code)
        self.form.edited.emit("account_no", code.number)
        self.form.focus_field("account_no")
        return True

    def begin(self) -> None:
        """Take the focus to the first thing to write."""
        self.form.focus_field("applicant")

    def _fill_sub(self) -> None:
        theme, row = self.theme, self.sub.row
        row.addWidget(self.number)
        row.addWidget(self.visit)
        note = ElidedText(theme, "责任人从受理起跟进到办结", "body", "ink2")
        row.addWidget(note, 1)
        row.addWidget(self.timer)

    def _fill_left(self) -> None:
        theme = self.theme
        card = Panel(theme)
        row = QHBoxLayout(card)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        row.addWidget(self.stages)
        card.setFixedHeight(theme.px(42))
        self.left.addWidget(card)
        self.left.addWidget(self.form)
        self.left.addWidget(self.papers, 1)

    def _fill_aside(self) -> None:
        self.aside.addWidget(Scroller(self.column), 1)
        self.fit_aside(self.column)

    def _fill_bar(self) -> None:
        back = self.add_key("left", "返回来访", "Esc", "go_back")
        self.print_key = self.add_key("print", "打印告知单", "Ctrl+P", "print_sheet")
        self.add_manager_key()
        self.add_main(self.main)
        back.triggered.connect(lambda _: self.left_page.emit())
        self.print_key.triggered.connect(lambda _: self.print_wanted.emit())
        self.keys.bind("Ctrl+Enter", self.main)
        self.main.triggered.connect(lambda _: self.submitted.emit())
        # Its key is heard while it is off too: the rules then say what is missing.
        self.main.refused.connect(lambda _: self.submitted.emit())

    def _order_tabs(self) -> None:
        """Tab and Enter walk the form, the papers, the telling, then the bar."""
        chain = [*self.form.chain(), *self.papers.chain()]
        chain += [self.column.notice, self.column.tell, self.column.signed]
        if chain != self._chain:
            self._chain = chain
            for before, after in pairwise(chain):
                QWidget.setTabOrder(before, after)

    def _show_message(self, state: AcceptPageState) -> None:
        message = state.message
        field = message.field if message.is_error else None
        at_field = field is not None and (field in self.form.fields or field in _PAPERS)
        told = field in _PAPERS or (
            field in self.form.fields and self.form.fields[str(field)].tells(message.text)
        )
        self.show_message(message, at_field=at_field and told, banner=state.banner)
        said = (field, message.text)
        if said != self._said and field is not None:
            if field in _PAPERS:
                self.papers.focus_first(wrong=field == "copies")
            else:
                self.form.focus_field(field)
        self._said = said


_PAPERS = ("papers", "copies")
