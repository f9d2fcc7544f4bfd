"""标准用语: the bank at the left, the phrase in hand and the forbidden list at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hall_desk.presenters.phrases import PhraseDetail, PhrasesPresenter, PhrasesState
from hall_desk.ui.kit import Card, Column, DataTable, MainAction, Panel, Text, TextBox
from hall_desk.ui.pages import FormField, Page, Scroller
from hall_desk.ui.theme import Theme

_COLUMNS = [
    Column(title="编号", width=64, bold=True),
    Column(title="时机", width=168),
    Column(title="用语", stretch=True),
    Column(title="版本", width=88),
]
_VERSION = 3


class PhrasesPage(Page):
    """The arrows walk the bank; Enter goes to the words, Ctrl+Enter keeps them."""

    row_picked = Signal(str)
    text_edited = Signal(str)
    submitted = Signal()
    restore_wanted = Signal()
    signs_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "标准用语", parent)
        self.setWindowTitle("标准用语")
        self._serial = -1
        self.table = DataTable(theme, _COLUMNS, "标准用语", "phrases")
        self.moment = Text(theme, "", "lead", weight=600, wrap=True)
        self.box = TextBox(theme, "用语", "phrase_text", lines=5)
        self.field = FormField(theme, "用语", self.box, required=True)
        self.places = Text(theme, "", "small", "ink2", wrap=True)
        self.shipped = Text(theme, "", "small", "ink2", wrap=True)
        self.english = Text(theme, "", "small", "ink2", wrap=True)
        self.forbidden = Text(theme, "", "body", "ink", wrap=True)
        self.main = MainAction(theme, "ok", "保存用语", "Ctrl+Enter", "edit_phrase")
        self._build_left()
        self._build_aside()
        self._build_bar()
        self.setFocusProxy(self.table)

    def show_state(self, state: PhrasesState) -> None:
        """Show the bank; what is being typed stays."""
        rows = [[row.code, row.moment, row.text, row.version] for row in state.rows]
        self.table.set_rows(rows, [row.code for row in state.rows])
        for row in state.rows:
            self.table.set_tone(row.code, _VERSION, "soft_ink" if row.edited else "ink2")
        self._show_detail(state.detail)
        self.forbidden.setText("　".join(f"“{words}”" for words in state.forbidden))
        said = state.message
        wrong = said.is_error and said.field == "text"
        self.field.set_error(said.text if wrong else "")
        whole = self.field.tells(said.text)
        self.show_message(said, at_field=wrong and whole, banner=state.banner)
        changed = state.detail.changed and not state.busy
        self.main.set_enabled(changed, "用语没有改动。")
        self.restore.set_enabled(state.detail.edited or changed, "已是默认用语。")

    def begin(self) -> None:
        """Take the focus to the bank."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_detail(self, detail: PhraseDetail) -> None:
        self.moment.setText(f"{detail.code}　{detail.moment}")
        if detail.serial != self._serial:
            self._serial = detail.serial
            self.box.blockSignals(True)
            self.box.setPlainText(detail.text)
            self.box.blockSignals(False)
            if detail.code and self.table.current_key() != detail.code:
                self.table.select_key(detail.code)
        self.places.setText(detail.places)
        self.shipped.setText(f"默认：{detail.shipped}" if detail.edited or detail.changed else "")
        self.shipped.setVisible(bool(self.shipped.text()))
        self.english.setText(detail.english)

    def _build_left(self) -> None:
        theme = self.theme
        body = Panel(theme)
        column = QVBoxLayout(body)
        column.setContentsMargins(1, theme.px(4), 1, theme.px(4))
        column.addWidget(self.table, 1)
        self.left.addWidget(body, 1)
        self.table.picked.connect(self.row_picked)
        self.table.opened.connect(lambda _: self.box.setFocus())

    def _build_aside(self) -> None:
        theme = self.theme
        edit = Card(theme, "改用语", " ", "pen", tight=True)
        edit.body.setSpacing(theme.px(6))
        for widget in (self.moment, self.field, self.places, self.shipped, self.english):
            edit.body.addWidget(widget)
        edit.body.addStretch(1)
        never = Card(theme, "服务禁语", "培训用，不能写进用语", "over", tight=True)
        never.body.addWidget(self.forbidden)
        never.body.addStretch(1)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(edit)
        column.addWidget(never)
        column.addStretch(1)
        self.fit_aside(edit, never)
        self.aside.addWidget(Scroller(holder), 1)
        self.box.textChanged.connect(lambda: self.text_edited.emit(self.box.toPlainText()))

    def _build_bar(self) -> None:
        back = self.add_key("left", "返回", "Esc", "go_back")
        self.restore = self.add_key("undo", "恢复默认", "F5", "restore_phrase")
        signs = self.add_key("screen", "窗口标识", "F3", "open_signs")
        back.triggered.connect(lambda _: self.closed.emit())
        self.restore.triggered.connect(lambda _: self.restore_wanted.emit())
        signs.triggered.connect(lambda _: self.signs_wanted.emit())
        self.add_main(self.main)
        self.keys.bind("Ctrl+Enter", self.main)
        self.main.triggered.connect(lambda _: self.submitted.emit())


def bind(presenter: PhrasesPresenter, page: PhrasesPage) -> None:
    """The bank, the words, and the way back."""
    page.row_picked.connect(presenter.choose)
    page.text_edited.connect(presenter.set_text)
    page.submitted.connect(presenter.save)
    page.restore_wanted.connect(presenter.restore)
    page.signs_wanted.connect(presenter.open_signs)
    page.retried.connect(presenter.retry)
    presenter.closed = page.closed.emit
    presenter.show = page.show_state
