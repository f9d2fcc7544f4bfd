"""日结单与解款: the list at the left, the one in hand at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hall_desk.presenters.takings import (
    BAGS,
    CLOSINGS,
    TakingsDetail,
    TakingsPresenter,
    TakingsState,
)
from hall_desk.ui.kit import (
    Card,
    Column,
    DataTable,
    LineField,
    ListPanel,
    MainAction,
    Segments,
    Text,
)
from hall_desk.ui.pages import FormField, Page, Scroller
from hall_desk.ui.theme import Theme
from hall_desk.ui.till.aside import Lines

_CLOSINGS = [
    Column(title="日结单", width=120, bold=True),
    Column(title="营业日", width=128),
    Column(title="净额（元）", width=144, right=True),
    Column(title="累计总额（元）", stretch=True, right=True),
    Column(title="日结", width=144),
]
_BAGS = [
    Column(title="解款包", width=168, bold=True),
    Column(title="营业日", width=128),
    Column(title="金额（元）", width=144, right=True),
    Column(title="送存日期", width=128),
    Column(title="状态", stretch=True),
]
_STATE = 4


class TakingsPage(Page):
    """Ctrl+Enter reprints the closing in hand, or notes the deposit of the bag."""

    mode_chosen = Signal(str)
    row_picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "日结单与解款", parent)
        self.setWindowTitle("日结单与解款")
        modes = [(CLOSINGS, "日结单"), (BAGS, "解款")]
        self.modes = Segments(theme, "看什么", modes, "takings_mode")
        self.summary = Text(theme, "", "body", "ink2")
        self.tables = {
            CLOSINGS: DataTable(theme, _CLOSINGS, "日结单", "closings"),
            BAGS: DataTable(theme, _BAGS, "解款", "bags"),
        }
        self.empty = Text(theme, "", "body", "ink2")
        self.card = Card(theme, "日结单", " ", "receipt", tight=True)
        self._mode = ""
        self.lines = Lines(theme)
        self.slip_no = LineField(theme, "银行回单号", "slip_no")
        self.slip_field = FormField(theme, "银行回单号", self.slip_no, required=True)
        self.day = LineField(theme, "送存日期", "deposit_date", placeholder="2026-03-12")
        self.day_field = FormField(theme, "送存日期", self.day, required=True)
        self.main = MainAction(theme, "print", "补打日结单", "Ctrl+Enter", "takings_submit")
        self._build_left()
        self._build_aside()
        self._build_bar()

    def show_state(self, state: TakingsState) -> None:
        """Show the rows and the one in hand."""
        self.modes.set_current(state.mode)
        self.summary.setText(state.summary)
        table = self.tables[state.mode]
        for mode, each in self.tables.items():
            each.setVisible(mode == state.mode)
        table.set_rows([list(row.cells) for row in state.rows], [row.key for row in state.rows])
        for row in state.rows:
            if row.loud:
                table.set_tone(row.key, _STATE, "warn")
        if state.chosen and table.current_key() != state.chosen:
            table.select_key(state.chosen)
        self.empty.setText("" if state.rows else state.why_off)
        self._show_detail(state.detail)
        said = state.message
        field = said.field or "" if said.is_error else ""
        self.slip_field.set_error(said.text if field == "slip_no" else "")
        self.day_field.set_error(said.text if field == "deposit_date" else "")
        at_field = field in ("slip_no", "deposit_date")
        self.show_message(said, at_field=at_field, banner=state.banner)
        self.main.set_text(state.action)
        self.main.set_icon("print" if state.mode == CLOSINGS else "ok")
        self.main.set_enabled(not state.why_off, state.why_off)
        if state.mode != self._mode:
            self._mode = state.mode
            self.begin()

    def begin(self) -> None:
        """The hands are at the list."""
        shown = next(table for table in self.tables.values() if not table.isHidden())
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_detail(self, detail: TakingsDetail) -> None:
        self.card.setVisible(bool(detail.title))
        self.card.title.setText(detail.title)
        self.lines.show_lines(tuple((name, words, False) for name, words in detail.lines))
        for field in (self.slip_field, self.day_field):
            field.setVisible(detail.asks_slip)
        for line, text in ((self.slip_no, detail.slip_no), (self.day, detail.deposit_date)):
            if line.text() != text:
                line.setText(text)

    def _build_left(self) -> None:
        theme = self.theme
        head = QHBoxLayout()
        head.addWidget(self.modes)
        head.addStretch(1)
        head.addWidget(self.summary)
        self.left.addLayout(head)
        for table in self.tables.values():
            table.picked.connect(self.row_picked)
            table.opened.connect(lambda _: self.slip_no.setFocus())
        self.left.addWidget(ListPanel(theme, *self.tables.values(), empty=self.empty), 1)
        self.tables[BAGS].hide()
        self.modes.chosen.connect(self.mode_chosen)

    def _build_aside(self) -> None:
        body = self.card.body
        body.setSpacing(self.theme.px(10))
        for widget in (self.lines, self.slip_field, self.day_field):
            body.addWidget(widget)
        body.addStretch(1)
        self.fit_aside(self.card)
        self.aside.addWidget(Scroller(self.card), 1)

    def _build_bar(self) -> None:
        back = self.add_key("left", "返回", "Esc", "go_back")
        back.triggered.connect(lambda _: self.closed.emit())
        self.add_main(self.main)
        self.keys.bind("Ctrl+Enter", self.main)


def bind(presenter: TakingsPresenter, page: TakingsPage) -> None:
    """The lists, the slip, the action."""
    page.mode_chosen.connect(presenter.set_mode)
    page.row_picked.connect(presenter.choose)
    page.slip_no.textEdited.connect(presenter.set_slip_no)
    page.day.textEdited.connect(presenter.set_deposit_date)
    page.main.triggered.connect(lambda _: presenter.submit())
    page.retried.connect(presenter.retry)
    presenter.show = page.show_state
