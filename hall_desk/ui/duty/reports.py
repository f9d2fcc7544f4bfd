"""报表 (Ctrl+P): a day, a month or any period; printed, saved, exported for the auditor."""

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.base import Message
from hall_desk.presenters.reports import KINDS, MONTH, PERIOD, ReportsPresenter, ReportsState
from hall_desk.ui.kit import (
    DialogFrame,
    Field,
    Hairline,
    KeyMap,
    LineField,
    MessageLine,
    PlainButton,
    Segments,
    Text,
)
from hall_desk.ui.signin.column import ScrollColumn
from hall_desk.ui.theme import Theme

_NOTE = (
    "日报先核对整本日志再出；月报和任意期间由各日的日数相加，口径与日报相同，印在表末。"
    "电子表格里金额、时长都是数字，凭证号、单号都是文字。"
)
_AUDIT = (
    "审计导出：这段时间的凭证、作废、退款、日结单等（CSV 和电子表格），连同整本日志、校验清单和"
    "核对程序，存入新文件夹；姓名、户号已隐去。"
)


class ReportsDialog(DialogFrame):
    """What, from when to when, where to; progress in words; everything by key."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window, "报表", "print", size=(880, 608))
        self.setObjectName("reports_dialog")
        self._kind = ""
        self.kinds = Segments(theme, "报表", list(KINDS), "report_kind")
        self.first = LineField(theme, "日期", "first")
        self.last = LineField(theme, "结束日期", "last")
        self.folder = LineField(theme, "保存位置", "folder")
        self.fields = {
            "first": Field(theme, "日期", self.first, hint="营业日", required=True),
            "last": Field(theme, "结束日期", self.last, required=True),
            "folder": Field(theme, "保存位置（文件夹）", self.folder),
        }
        self.browse = PlainButton(theme, "选文件夹…", "file", "F2", "browse")
        self.progress = Text(theme, "", "body", "ink2")
        self.message = MessageLine(theme)
        self.cancel = PlainButton(theme, "返回", key="Esc", object_name="cancel", tall=True)
        self.stop = PlainButton(theme, "停止", "stop", "F8", "stop_report", tall=True)
        self.audit = PlainButton(theme, "审计导出", "file", "F6", "audit_export", tall=True)
        self.book = PlainButton(theme, "存为电子表格", "file", "F4", "save_xlsx", tall=True)
        self.pdf = PlainButton(theme, "存为 PDF", "file", "F3", "save_pdf", tall=True)
        self.print = PlainButton(
            theme, "打印", "print", "Ctrl+Enter", "print_report", primary=True, tall=True
        )
        self._compose()
        self.keys = KeyMap(self)
        self.keys.bind_button(self.browse, self.stop, self.audit, self.book, self.pdf, self.print)

    def show_state(self, state: ReportsState) -> None:
        """Open, show how far it is, or close; what was typed stays."""
        opening = state.open and not self.is_open()
        if opening or state.kind != self._kind:
            self._offer(state)
        if opening:
            self.folder.setText(state.folder)
        for button in (self.audit, self.book, self.pdf, self.print):
            button.set_enabled(not state.working, "上一份还在做。")
            button.setVisible(not state.working)
        self.stop.setVisible(state.working)
        self.progress.setText(state.progress)
        self._say(state.message)
        if opening:
            self.open()
            self.print.setFocus()
        elif not state.open and self.is_open():
            self.close_frame()

    def _say(self, said: Message) -> None:
        """At the field at fault, else in the message line."""
        for name, field in self.fields.items():
            field.set_error(said.text if said.is_error and said.field == name else "")
        if not said.text or (said.is_error and said.field in self.fields):
            self.message.clear()
        elif said.text != self.message.text():
            (self.message.show_error if said.is_error else self.message.show_done)(said.text)

    def span(self) -> tuple[str, str]:
        """What was typed."""
        return self.first.text(), self.last.text()

    def choose_folder(self) -> None:
        """Another folder, from the system's own dialog."""
        chosen = QFileDialog.getExistingDirectory(self, "保存位置", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _offer(self, state: ReportsState) -> None:
        self._kind = state.kind
        self.kinds.set_current(state.kind)
        self.first.setText(state.first)
        self.last.setText(state.last)
        self.fields["first"].set_hint(state.hint)
        self.fields["last"].setVisible(state.kind == PERIOD)
        words = {PERIOD: "开始日期", MONTH: "月份"}.get(state.kind, "日期")
        self.fields["first"].set_label(words)
        self.first.setAccessibleName(state.hint)

    def _compose(self) -> None:
        theme = self.theme
        area = ScrollColumn(theme)
        column = area.column
        column.addWidget(Text(theme, "报表", "small", "ink2"))
        column.addWidget(self.kinds)
        dates = QHBoxLayout()
        dates.setSpacing(theme.px(12))
        dates.addWidget(self.fields["first"], 1)
        dates.addWidget(self.fields["last"], 1)
        column.addLayout(dates)
        place = QHBoxLayout()
        place.setSpacing(theme.px(12))
        place.addWidget(self.fields["folder"], 1)
        beside = QVBoxLayout()
        beside.setSpacing(theme.px(4))
        beside.addWidget(Text(theme, "", "small"))
        beside.addWidget(self.browse)
        beside.addStretch(1)
        place.addLayout(beside)
        column.addLayout(place)
        column.addWidget(Hairline(theme))
        column.addWidget(Text(theme, _NOTE, "small", "ink2", wrap=True))
        column.addWidget(Text(theme, _AUDIT, "small", "ink2", wrap=True))
        column.addStretch(1)
        column.addWidget(self.progress)
        column.addWidget(self.message)
        self.body.addWidget(area)
        self.footer.addWidget(self.cancel)
        self.footer.addStretch(1)
        for button in (self.stop, self.audit, self.book, self.pdf, self.print):
            self.footer.addWidget(button)


def bind(presenter: ReportsPresenter, dialog: ReportsDialog) -> None:
    """Connects the dialog with its presenter."""
    presenter.show = dialog.show_state
    dialog.cancelled.connect(presenter.leave)
    dialog.cancel.triggered.connect(lambda _: presenter.leave())
    dialog.kinds.chosen.connect(presenter.choose)
    dialog.browse.triggered.connect(lambda _: dialog.choose_folder())
    dialog.stop.triggered.connect(lambda _: presenter.stop())
    dialog.print.triggered.connect(lambda _: presenter.print_report(*dialog.span()))
    for button, kind in ((dialog.pdf, "pdf"), (dialog.book, "xlsx")):
        button.triggered.connect(
            lambda _, kind=kind: presenter.save(*dialog.span(), dialog.folder.text(), kind)
        )
    dialog.audit.triggered.connect(lambda _: presenter.export(*dialog.span(), dialog.folder.text()))
