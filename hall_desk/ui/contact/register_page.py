"""The register on the duty desk (首问负责制登记簿): a list by date, open rows or all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hall_desk.presenters.register import RegisterState
from hall_desk.ui.kit import (
    Column,
    DataTable,
    LineField,
    ListPanel,
    MainAction,
    Panel,
    PlainButton,
    Segments,
    Text,
)
from hall_desk.ui.pages import FormField, Page
from hall_desk.ui.theme import Theme

_COLUMNS = [
    Column(title="序号", width=104, bold=True),
    Column(title="时间", width=72),
    Column(title="客户", width=80),
    Column(title="咨询或办理事项", stretch=True),
    Column(title="责任人", width=80),
    Column(title="处理方式", width=104),
    Column(title="承办部门、承办人", width=184),
    Column(title="答复时限", width=128),
    Column(title="进度", width=88),
]
_DUE, _STATE = 7, 8


class RegisterPage(Page):
    """Rows of the register; Enter opens one, Ctrl+P prints the span."""

    day_typed = Signal(str, str)
    days_wanted = Signal(int)
    only_open_chosen = Signal(bool)
    row_opened = Signal(int)
    print_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "首问负责制登记簿", parent)
        self.hide_aside()
        self.first = LineField(theme, "自", "first")
        self.last = LineField(theme, "至", "last")
        self.fields = {
            "first": FormField(theme, "自", self.first, foot=False),
            "last": FormField(theme, "至", self.last, foot=False),
        }
        self.which = Segments(theme, "范围", [("all", "全部"), ("open", "未办结")], "which")
        self.table = DataTable(theme, _COLUMNS, "首问负责制登记簿", "register")
        self.empty = Text(theme, "这段时间没有登记。", "body", "ink2")
        self.summary = Text(theme, "", "body", "ink2")
        self.main = MainAction(theme, "print", "打印登记簿", "Ctrl+P", "print_register")
        self._build_left()
        self._build_bar()
        self.setFocusProxy(self.table)

    def show_state(self, state: RegisterState) -> None:
        """Show the rows; selection and scroll stay."""
        for name, editor in (("first", self.first), ("last", self.last)):
            text = getattr(state, name)
            if editor.text() != text and not editor.hasFocus():
                editor.setText(text)
        self.which.set_current("open" if state.only_open else "all")
        keys = [str(row.contact_id) for row in state.rows]
        self.table.set_rows([list(row.cells) for row in state.rows], keys)
        for row in state.rows:
            if row.overdue:
                self.table.set_tone(str(row.contact_id), _DUE, "over")
                self.table.set_tone(str(row.contact_id), _STATE, "over")
        self.empty.setVisible(not state.rows)
        self.summary.setText(state.summary)
        message = state.message
        at_field = False
        for name, field in self.fields.items():
            wrong = message.is_error and message.field == name
            field.set_error(message.text if wrong else "")
            at_field = at_field or wrong
        self.show_message(message, at_field=at_field, banner=state.banner)

    def begin(self) -> None:
        """Take the focus to the rows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_left(self) -> None:
        theme = self.theme
        card = Panel(theme)
        row = QHBoxLayout(card)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(12))
        row.setSpacing(theme.px(12))
        for name in ("first", "last"):
            self.fields[name].setFixedWidth(theme.px(200))
            row.addWidget(self.fields[name], 0, Qt.AlignmentFlag.AlignTop)
        for word, days in (("今天", 1), ("7 天", 7), ("30 天", 30)):
            button = PlainButton(theme, word, object_name=f"days_{days}")
            button.triggered.connect(lambda _, days=days: self.days_wanted.emit(days))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addSpacing(theme.px(12))
        row.addWidget(self.which, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.left.addWidget(card)
        listed = ListPanel(theme, self.table, empty=self.empty, summary=self.summary)
        self.left.addWidget(listed, 1)
        self.first.textEdited.connect(lambda text: self._typed("first", text))
        self.last.textEdited.connect(lambda text: self._typed("last", text))
        self.which.chosen.connect(lambda key: self.only_open_chosen.emit(key == "open"))
        self.table.opened.connect(lambda key: self.row_opened.emit(int(key)))

    def _typed(self, name: str, text: str) -> None:
        if len(text.strip()) >= len("2026-03-12"):
            self.day_typed.emit(name, text)

    def _build_bar(self) -> None:
        back = self.add_key("left", "返回", "Esc", "go_back")
        opens = self.add_key("file", "打开", "F3", "open_contact")
        back.triggered.connect(lambda _: self.closed.emit())
        opens.triggered.connect(lambda _: self._open())
        self.add_main(self.main)
        self.keys.bind("Ctrl+P", self.main)
        self.main.triggered.connect(lambda _: self.print_wanted.emit())

    def _open(self) -> None:
        key = self.table.current_key()
        if key is None:
            self.message.show_note("请先选一行。")
        else:
            self.row_opened.emit(int(key))
