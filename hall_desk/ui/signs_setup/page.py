"""窗口标识: the windows at the left; names, English and the third language at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hall_desk.presenters.signs_setup import SignsSetupPresenter, SignsSetupState
from hall_desk.ui.kit import (
    Card,
    CheckBox,
    Column,
    DataTable,
    LineField,
    MainAction,
    Panel,
    Text,
)
from hall_desk.ui.pages import FormField, Page, Scroller
from hall_desk.ui.theme import Theme

_COLUMNS = [
    Column(title="窗口", width=72, bold=True),
    Column(title="业务", width=176),
    Column(title="窗口名称", width=152),
    Column(title="英文", stretch=True),
    Column(title="第三语言", width=240),
]
_FIELDS = ("name", "name_en", "third")


class SignsSetupPage(Page):
    """Ctrl+Enter keeps the window in hand, Ctrl+P prints its sign."""

    row_picked = Signal(int)
    edited = Signal(str, str)
    language_edited = Signal(str)
    rtl_chosen = Signal(bool)
    submitted = Signal()
    print_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "窗口标识", parent)
        self.setWindowTitle("窗口标识")
        self._serial = -1
        self.table = DataTable(theme, _COLUMNS, "窗口标识", "window_signs")
        self.title = Text(theme, "", "lead", weight=600)
        self.name = LineField(theme, "窗口名称", "name")
        self.name_en = LineField(theme, "英文", "name_en")
        self.third = LineField(theme, "第三语言文字", "third")
        self.language = LineField(theme, "第三语言", "language")
        self.rtl = CheckBox(theme, "从右向左书写", "rtl")
        self.warning = Text(theme, "", "small", "warn", wrap=True)
        self.fields = {
            "name": FormField(theme, "窗口名称（不填就写业务）", self.name),
            "name_en": FormField(theme, "英文（不填就写业务的英文）", self.name_en),
            "third": FormField(theme, "第三语言文字", self.third),
            "language": FormField(
                theme, "第三语言", self.language, hint="例如 维吾尔文；不填就不显示"
            ),
        }
        self.main = MainAction(theme, "ok", "保存标识", "Ctrl+Enter", "set_window_sign")
        self._build_left()
        self._build_aside()
        self._build_bar()
        self.setFocusProxy(self.table)

    def show_state(self, state: SignsSetupState) -> None:
        """Show the windows and the one in hand; what is being typed stays."""
        keys = [str(row.window) for row in state.rows]
        self.table.set_rows([list(row.cells) for row in state.rows], keys)
        draft = state.draft
        self.title.setText(f"{draft.window}号窗口" if draft.window else "还没有窗口安排")
        if draft.serial != self._serial:
            self._serial = draft.serial
            for name in _FIELDS:
                getattr(self, name).setText(getattr(draft, name))
            self.language.setText(state.language)
            if draft.window and self.table.current_key() != str(draft.window):
                self.table.select_key(str(draft.window))
        self.name.setPlaceholderText(draft.usual)
        self.name_en.setPlaceholderText(draft.usual_en)
        way = Qt.LayoutDirection.RightToLeft if state.rtl else Qt.LayoutDirection.LeftToRight
        self.third.setLayoutDirection(way)
        self.rtl.setChecked(state.rtl)
        self.warning.setText(state.warning)
        self.warning.setVisible(bool(state.warning))
        said, at_field = state.message, False
        for name, field in self.fields.items():
            wrong = said.is_error and said.field == name
            field.set_error(said.text if wrong else "")
            at_field = at_field or wrong
        self.show_message(said, at_field=at_field, banner=state.banner)
        self.main.set_enabled(not state.busy, "正在保存…")

    def begin(self) -> None:
        """Take the focus to the windows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_left(self) -> None:
        theme = self.theme
        body = Panel(theme)
        column = QVBoxLayout(body)
        column.setContentsMargins(1, theme.px(4), 1, theme.px(4))
        column.addWidget(self.table, 1)
        self.left.addWidget(body, 1)
        self.table.picked.connect(lambda key: self.row_picked.emit(int(key)))
        self.table.opened.connect(lambda _: self.name.setFocus())

    def _build_aside(self) -> None:
        theme = self.theme
        one = Card(theme, "标识文字", " ", "screen", tight=True)
        one.body.setSpacing(theme.px(6))
        for widget in (self.title, *(self.fields[name] for name in _FIELDS), self.warning):
            one.body.addWidget(widget)
        language = Card(theme, "第三语言", "全厅一种", "chat", tight=True)
        language.body.setSpacing(theme.px(6))
        language.body.addWidget(self.fields["language"])
        language.body.addWidget(self.rtl)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(one)
        column.addWidget(language)
        column.addStretch(1)
        self.fit_aside(one, language)
        self.aside.addWidget(Scroller(holder), 1)
        for name in _FIELDS:
            editor: LineField = getattr(self, name)
            editor.textEdited.connect(lambda text, name=name: self.edited.emit(name, text))
        self.language.textEdited.connect(self.language_edited)
        self.rtl.clicked.connect(lambda on: self.rtl_chosen.emit(bool(on)))

    def _build_bar(self) -> None:
        back = self.add_key("left", "返回", "Esc", "go_back")
        prints = self.add_key("print", "打印标识", "Ctrl+P", "print_window_sign")
        back.triggered.connect(lambda _: self.closed.emit())
        prints.triggered.connect(lambda _: self.print_wanted.emit())
        self.add_main(self.main)
        self.keys.bind("Ctrl+Enter", self.main)
        self.main.triggered.connect(lambda _: self.submitted.emit())


def bind(presenter: SignsSetupPresenter, page: SignsSetupPage) -> None:
    """The windows, their texts, and the way back."""
    page.row_picked.connect(presenter.choose)
    page.edited.connect(presenter.edit)
    page.language_edited.connect(presenter.set_language)
    page.rtl_chosen.connect(presenter.set_rtl)
    page.submitted.connect(presenter.save)
    page.print_wanted.connect(presenter.print_it)
    page.retried.connect(presenter.retry)
    presenter.closed = page.closed.emit
    presenter.show = page.show_state
