"""查询来访 as a page: one field above, what was found below; Enter opens a visit."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hall_desk.presenters.find import FindPageState, FindPresenter
from hall_desk.ui.foundlist import FoundList
from hall_desk.ui.kit import LineField, MainAction, Panel, Text
from hall_desk.ui.pages import FormField, Page
from hall_desk.ui.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindPage(Page):
    """The arrows walk from the field; Enter asks, and opens what is found already."""

    wanted = Signal(str)
    opened = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "查询来访", parent)
        self.hide_aside()
        self.field = LineField(
            theme,
            "票号、户号或姓名首字母",
            "code",
            placeholder="例如 A012、3600123450127、zya，或姓名；Enter 查询，↑↓ 选，再按 Enter 打开",
        )
        self.field.setMaxLength(60)
        self.form = FormField(theme, "票号、户号或姓名首字母", self.field, foot=False)
        self.list = FoundList(theme)
        self.words = Text(theme, "", "body", "ink2", wrap=True)
        self.main = MainAction(theme, "file", "打开", "Enter", "open_visit")
        self._query = ""
        self._build_left()
        self._build_bar()
        self.field.installEventFilter(self)
        self.setFocusProxy(self.field)

    def show_state(self, state: FindPageState) -> None:
        """Show what was found; the field keeps what is typed."""
        view, message = state.find, state.message
        self._query = view.query
        self.list.set_rows(view.rows)
        self.words.setText(view.words)
        self.words.setVisible(bool(view.words))
        wrong = message.is_error and message.field == "code"
        self.form.set_error(message.text if wrong else "")
        self.show_message(message, at_field=wrong, banner=state.banner)
        self.main.set_enabled(bool(view.rows), "请先查询。")

    def begin(self) -> None:
        """Take the focus to the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field walk the list, Enter asks or opens."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if by is not None:
                self.list.step(by)
                return True
            if event.key() in _ENTER:
                self._entered()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the list opens."""
        if event.key() in _ENTER:
            self.list.open_current()
        else:
            super().keyPressEvent(event)

    def _entered(self) -> None:
        typed = self.field.text().strip()
        if typed.upper() == self._query and self.list.current() is not None:
            self.list.open_current()
        else:
            self.wanted.emit(typed)

    def _build_left(self) -> None:
        theme = self.theme
        head = Panel(theme)
        row = QVBoxLayout(head)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(12))
        row.addWidget(self.form)
        self.left.addWidget(head)
        body = Panel(theme)
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        self.left.addWidget(body, 1)
        self.list.opened.connect(self.opened)

    def _build_bar(self) -> None:
        back = self.add_key("left", "返回", "Esc", "go_back")
        back.triggered.connect(lambda _: self.closed.emit())
        self.add_main(self.main)
        self.main.triggered.connect(lambda _: self.list.open_current())


def bind_search(presenter: FindPresenter, page: FindPage) -> None:
    """The field asks, a row opens."""
    page.wanted.connect(presenter.find)
    page.opened.connect(presenter.open_visit)
    page.retried.connect(presenter.retry)
    presenter.closed = page.closed.emit
    presenter.show = page.show_state
