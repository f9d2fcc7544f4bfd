"""The closing dialog (日结): who is not finished, stop issuing, close, the closing record."""

from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from hall_desk.domain.tills import TillState
from hall_desk.presenters.duty_closing import ClosingPresenter, ClosingState
from hall_desk.ui.kit import (
    Column,
    DataTable,
    DialogFrame,
    KeyMap,
    MessageLine,
    PlainButton,
    Text,
    state_chip,
)
from hall_desk.ui.theme import Theme

_RECORD = ("日结单", "当日净额", "累计总额")
_TONES = {
    TillState.OPEN: "warn",
    TillState.PENDING: "warn",
    TillState.DIFFERS: "over",
    TillState.COUNTED: "ink",
}


class ClosingDialog(DialogFrame):
    """The list while somebody is not finished, the record once the day is closed."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window, "日结", "lock", size=(880, 624))
        self.setObjectName("closing")
        self.note = Text(theme, "", "body", "ink2", wrap=True)
        self.table = DataTable(
            theme,
            [
                Column(title="票号", width=120, bold=True),
                Column(title="状态", width=140),
                Column(title="窗口", stretch=True),
                Column(title="取号时间", width=120, right=True),
            ],
            "没有办完的客户",
            "unfinished",
        )
        self.nobody = Text(theme, "没有等候或正在办理的客户。", "phrase", "ok")
        self.tills = DataTable(
            theme,
            [
                Column(title="钱箱", stretch=True, bold=True),
                Column(title="状态", width=140),
                Column(title="实点（元）", width=140, right=True),
                Column(title="差额", width=200, right=True),
            ],
            "钱箱",
            "tills",
        )
        self.bags = Text(theme, "", "body", "warn", wrap=True)
        self.message = MessageLine(theme)
        self.chip = state_chip(theme, "open")
        self.cancel = PlainButton(theme, "返回", key="Esc", object_name="cancel", tall=True)
        self.stop = PlainButton(theme, "停止取号", "stop", "F8", "stop_issuing", tall=True)
        self.count = PlainButton(theme, "代为清点", "cash", "F6", "count_till", tall=True)
        self.record = PlainButton(theme, "补打日结单", "receipt", "F6", "reprint_record", tall=True)
        self.report = PlainButton(theme, "日报", "print", "Ctrl+P", "report", tall=True)
        self.close_button = PlainButton(
            theme, "日结", "lock", "Ctrl+Enter", "close_day", primary=True, tall=True
        )
        self._compose()
        self.keys = KeyMap(self)
        self.keys.bind_button(self.stop, self.report, self.close_button)
        self.keys.bind("F6", self._f6)
        self.close_button.refused.connect(self.message.show_error)

    def show_state(self, state: ClosingState) -> None:
        """Show the list or the record."""
        self.subtitle.setText(f"营业日 {state.date}")
        self.note.setText(state.closed_note if state.closed else state.issue_note)
        self.table.set_rows([list(row) for row in state.rows])
        self.table.setVisible(bool(state.rows))
        self.nobody.setVisible(not state.rows)
        self._show_tills(state)
        self.bags.setText(state.bags_note)
        self.bags.setVisible(bool(state.bags_note))
        self.pages.setCurrentIndex(1 if state.closed else 0)
        self.stop.setVisible(not state.closed)
        self.stop.set_enabled(state.issuing, "已经停止取号。")
        self.close_button.setVisible(not state.closed)
        self.close_button.set_enabled(not state.close_off, f"{state.close_off}。")
        self.report.setVisible(state.closed)
        word = "已日结" if state.closed else None
        self.chip.set_state("suspended" if state.closed else "open", word)
        self._show_record(state)
        said = state.message
        if not said.text:
            self.message.clear()
        elif said.text != self.message.text():
            (self.message.show_error if said.is_error else self.message.show_done)(said.text)

    def _show_tills(self, state: ClosingState) -> None:
        keys = [line.staff_no for line in state.tills]
        self.tills.set_rows([list(line.cells) for line in state.tills], keys)
        for line in state.tills:
            tone = _TONES[line.state]
            for column in (1, 3):
                self.tills.set_tone(line.staff_no, column, tone)
        self.tills.setVisible(bool(state.tills))
        left = any(line.state is not TillState.COUNTED for line in state.tills)
        self.count.setVisible(not state.closed and bool(state.tills))
        self.count.set_enabled(left, "钱箱都已清点。")
        self.record.setVisible(state.closed and bool(state.record))

    def _f6(self) -> None:
        (self.record if self.pages.currentIndex() else self.count).press_key()

    def value(self, name: str) -> str:
        """A value of the closing record as shown."""
        return self._values[name].text()

    def _show_record(self, state: ClosingState) -> None:
        figures = state.figures
        values = {
            "取号": str(figures.issued),
            "办结": str(figures.done),
            "过号": str(figures.no_show),
            "按时": f"{figures.on_time}/{figures.timed}" if figures.timed else "—",
            "日志末条": f"第 {state.journal_n} 条",
            "日志校验值": _grouped(state.journal_hash),
            **dict.fromkeys(_RECORD, "—"),
            **dict(state.record),
        }
        for name, text in values.items():
            self._values[name].setText(text)

    def _compose(self) -> None:
        theme, pad = self.theme, self.theme.px(24)
        self.header_right.addWidget(self.chip)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._list_page())
        self.pages.addWidget(self._record_page())
        column = QVBoxLayout()
        column.setContentsMargins(pad, theme.px(16), pad, theme.px(8))
        column.setSpacing(theme.px(8))
        column.addWidget(self.note)
        column.addWidget(self.pages, 1)
        column.addWidget(self.message)
        self.body.addLayout(column)
        self.footer.addWidget(self.cancel)
        self.footer.addStretch(1)
        for button in (self.count, self.stop, self.record, self.report, self.close_button):
            self.footer.addWidget(button)

    def _list_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(8))
        column.addWidget(self.nobody)
        column.addWidget(self.table, 1)
        column.addWidget(self.tills, 1)
        column.addWidget(self.bags)
        column.addStretch(0)
        return page

    def _record_page(self) -> QWidget:
        theme = self.theme
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, theme.px(8), 0, 0)
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(12))
        self._values: dict[str, Text] = {}
        for at, name in enumerate(("取号", "办结", "过号", "按时")):
            value = Text(theme, "", "count")
            grid.addWidget(Text(theme, name, "small", "ink2"), 0, at)
            grid.addWidget(value, 1, at)
            self._values[name] = value
        for at, name in enumerate(_RECORD):
            value = Text(theme, "", "count")
            grid.addWidget(Text(theme, name, "small", "ink2"), 2, at)
            grid.addWidget(value, 3, at)
            self._values[name] = value
        for at, name in enumerate(("日志末条", "日志校验值")):
            value = Text(theme, "", "strong", wrap=True)
            grid.addWidget(Text(theme, name, "body", "ink2"), 4 + at, 0)
            grid.addWidget(value, 4 + at, 1, 1, 3)
            self._values[name] = value
        note = Text(
            theme, "校验值印在日结单上；以后删改任何一条记录，核对时都会被发现。", "small", "ink2"
        )
        grid.addWidget(note, 6, 0, 1, 4)
        grid.setRowStretch(7, 1)
        return page


def bind(presenter: ClosingPresenter, dialog: ClosingDialog) -> None:
    """Connects the dialog with its presenter."""
    presenter.show = dialog.show_state
    dialog.cancelled.connect(dialog.close_frame)
    dialog.cancel.triggered.connect(lambda _: dialog.close_frame())
    dialog.stop.triggered.connect(lambda _: presenter.stop_issuing())
    dialog.close_button.triggered.connect(lambda _: presenter.close_day())
    dialog.report.triggered.connect(lambda _: presenter.open_report())
    dialog.record.triggered.connect(lambda _: presenter.reprint())
    dialog.count.triggered.connect(lambda _: _count(presenter, dialog))
    dialog.tills.opened.connect(lambda key: _count(presenter, dialog))
    dialog.count.refused.connect(dialog.message.show_error)


def _count(presenter: ClosingPresenter, dialog: ClosingDialog) -> None:
    """The till in hand, or the first that is open, is counted on its page."""
    presenter.count(dialog.tills.current_key())


def _grouped(text: str) -> str:
    """A long hash in groups of eight, so that it can be read out and wraps."""
    return " ".join(text[at : at + 8] for at in range(0, len(text), 8))
