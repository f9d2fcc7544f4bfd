"""The list of acceptances on the duty desk (受理登记簿): due, owner, stage; overdue ones marked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hall_desk.presenters.tracking_state import TrackListState
from hall_desk.ui.kit import (
    ChipCell,
    Column,
    DataTable,
    ListPanel,
    MainAction,
    Panel,
    Segments,
    Text,
)
from hall_desk.ui.kit.tables import Cell
from hall_desk.ui.pages import Page
from hall_desk.ui.theme import Theme

_COLUMNS = [
    Column(title="受理号", width=128, bold=True),
    Column(title="受理时间", width=128),
    Column(title="申请人", width=88),
    Column(title="事项", stretch=True),
    Column(title="责任人", width=120),
    Column(title="当前环节", width=184),
    Column(title="最迟", width=152),
]
_DUE = 6


class TrackListPage(Page):
    """Rows of the register; Enter opens one."""

    only_open_chosen = Signal(bool)
    row_opened = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "受理登记簿", parent)
        self.setProperty("window", "staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hide_aside()
        self.which = Segments(theme, "范围", [("open", "未办结"), ("all", "近 30 天")], "which")
        self.table = DataTable(theme, _COLUMNS, "受理登记簿", "acceptances")
        self.empty = Text(theme, "没有未办结的受理。", "body", "ink2")
        self.summary = Text(theme, "", "body", "ink2")
        self.main = MainAction(theme, "file", "打开", "Enter", "open_acceptance")
        self._fill()
        self.setFocusProxy(self.table)

    def show_state(self, state: TrackListState) -> None:
        """Show the rows; selection and scroll stay."""
        self.which.set_current("open" if state.only_open else "all")
        rows: list[list[Cell]] = []
        for row in state.rows:
            cells: list[Cell] = list(row.cells)
            if row.overdue:
                cells[_DUE] = ChipCell(
                    word=row.cells[_DUE], icon="over", text="over", ground="over_soft"
                )
            rows.append(cells)
        self.table.set_rows(rows, [str(row.acceptance_id) for row in state.rows])
        self.empty.setText("没有未办结的受理。" if state.only_open else "近 30 天没有受理。")
        self.empty.setVisible(not state.rows)
        self.summary.setText(state.summary)
        self.main.set_enabled(bool(state.rows), "没有受理可以打开。")
        self.show_message(state.message, at_field=False, banner=state.banner)

    def begin(self) -> None:
        """Take the focus to the rows, the first one chosen."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.table.current_key() is None:
            self.table.choose(0)

    def _fill(self) -> None:
        theme = self.theme
        card = Panel(theme)
        row = QHBoxLayout(card)
        row.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        row.addWidget(self.which)
        row.addStretch(1)
        row.addWidget(self.summary)
        self.left.addWidget(card)
        self.left.addWidget(ListPanel(theme, self.table, empty=self.empty), 1)
        back = self.add_key("left", "返回", "Esc", "go_back")
        self.add_main(self.main)
        back.triggered.connect(lambda _: self.closed.emit())
        self.main.triggered.connect(lambda _: self._open())
        self.which.chosen.connect(lambda key: self.only_open_chosen.emit(key == "open"))
        self.table.opened.connect(lambda key: self.row_opened.emit(int(key)))

    def _open(self) -> None:
        key = self.table.current_key()
        if key is None:
            self.message.show_note("请先选一行。")
        else:
            self.row_opened.emit(int(key))
