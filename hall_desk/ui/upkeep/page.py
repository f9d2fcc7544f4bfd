"""Directory upkeep (通讯录维护, S1-2): a list at the left, the chosen record at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.upkeep_state import UpkeepState
from hall_desk.ui.kit import (
    ChipCell,
    Column,
    DataTable,
    ElidedText,
    MainAction,
    Panel,
    PlainButton,
    Segments,
    Text,
)
from hall_desk.ui.pages import Page, Scroller
from hall_desk.ui.theme import Theme
from hall_desk.ui.upkeep.form import UpkeepForm

_FORM = 472
_COLUMNS = [
    Column(title="编号", width=132),
    Column(title="名称", stretch=True, bold=True),
    Column(title="联系人、内容", width=264),
    Column(title="提示", width=128),
]


class UpkeepPage(Page):
    """Choose a list and a row, change it, verify it, switch it off; nothing is deleted."""

    list_chosen = Signal(str)
    row_chosen = Signal(str)
    added = Signal()
    verified = Signal()
    switched = Signal()
    saved = Signal()
    left_page = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "通讯录维护", parent)
        self.hide_aside()
        self.lists = Segments(theme, "哪一类", [], "lists")
        self.table = DataTable(theme, _COLUMNS, "通讯录", "listing")
        self.summary = Text(theme, "", "small", "ink2")
        self.title = ElidedText(theme, "", "title", weight=600)
        self.checked = Text(theme, "", "small", "ink2", wrap=True)
        self.form = UpkeepForm(theme)
        self.new = PlainButton(theme, "新增", "plus", None, "add_listing")
        self.verify = PlainButton(theme, "已打电话核实", "tick", None, "verify_listing")
        self.switch = PlainButton(theme, "停用", "stop", None, "switch_listing")
        self.main = MainAction(theme, "ok", "保存", "Ctrl+Enter", "save_listing")
        self._said: tuple[str | None, str] = (None, "")
        self._title = ""
        self._build_body()
        self._fill_bar()
        self.setFocusProxy(self.table)

    def show_state(self, state: UpkeepState) -> None:
        """Show the list and the record; what is being typed stays."""
        if self.lists.property("words") != list(state.kinds):
            self.lists.setProperty("words", list(state.kinds))
            self.lists.set_choices(list(state.kinds))
        self.lists.set_current(state.kind)
        self._show_rows(state)
        self.title.setText(state.title)
        self.checked.setText(state.verified)
        self.checked.set_tone("warn" if state.stale else "ink2")
        self.checked.setVisible(bool(state.verified))
        self.form.show_fields(state.fields)
        self.verify.setVisible(state.can_verify)
        self.switch.setVisible(bool(state.switch_word))
        self.switch.set_text(state.switch_word or "停用")
        self.switch.set_icon("stop" if state.switch_word != "启用" else "undo")
        self.main.set_enabled(not state.main_why, state.main_why)
        self._show_message(state)
        if state.title != self._title and state.title.startswith("新增"):
            self.form.focus_first()
        self._title = state.title

    def begin(self) -> None:
        """Take the focus to the rows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self, state: UpkeepState) -> None:
        rows = []
        for row in state.rows:
            chip: str | ChipCell = ""
            if row.chip:
                warned = row.warned
                chip = ChipCell(
                    word=row.chip,
                    icon="warn" if warned else "stop",
                    text="warn" if warned else "ink2",
                    ground="warn_soft" if warned else "sunken",
                )
            rows.append([*row.cells, chip])
        self.table.set_rows(rows, [row.key for row in state.rows])
        if state.key:
            self.table.select_key(state.key)
        self.summary.setText(state.summary)

    def _show_message(self, state: UpkeepState) -> None:
        message = state.message
        field = message.field if message.is_error else None
        at_field = self.form.show_error(field, message.text)
        told = at_field and self.form.fields[str(field)].tells(message.text)
        self.show_message(message, at_field=told, banner=state.banner)
        said = (field, message.text)
        if said != self._said and at_field and field is not None:
            self.form.focus_field(field)
        self._said = said

    def _build_body(self) -> None:
        theme = self.theme
        listing = Panel(theme)
        column = QVBoxLayout(listing)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(8))
        column.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.addWidget(self.lists)
        head.addStretch(1)
        head.addWidget(self.new)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.summary)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(listing, 1)
        row.addWidget(self._record_panel())
        self.left.addLayout(row, 1)
        self.lists.chosen.connect(self.list_chosen)
        self.table.picked.connect(self.row_chosen)
        self.table.opened.connect(lambda _: self.form.focus_first())
        self.new.triggered.connect(lambda _: self.added.emit())
        self.verify.triggered.connect(lambda _: self.verified.emit())
        self.switch.triggered.connect(lambda _: self.switched.emit())

    def _record_panel(self) -> QWidget:
        theme = self.theme
        panel = Panel(theme)
        panel.setFixedWidth(theme.px(_FORM))
        column = QVBoxLayout(panel)
        column.setContentsMargins(theme.px(20), theme.px(14), theme.px(8), theme.px(16))
        column.setSpacing(theme.px(8))
        column.addWidget(self.title)
        column.addWidget(self.checked)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(theme.px(2), theme.px(4), theme.px(12), theme.px(4))
        inner.addWidget(self.form)
        inner.addStretch(1)
        self.scroller = Scroller(inside)
        column.addWidget(self.scroller, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(12))
        buttons.addWidget(self.verify)
        buttons.addWidget(self.switch)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return panel

    def _fill_bar(self) -> None:
        back = self.add_key("left", "返回", "Esc", "go_back")
        self.add_main(self.main)
        back.triggered.connect(lambda _: self.left_page.emit())
        self.keys.bind("Ctrl+Enter", self.main)
        self.main.triggered.connect(lambda _: self.saved.emit())
        self.main.refused.connect(self.message.show_note)
