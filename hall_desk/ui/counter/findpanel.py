"""查询来访: one field, what was found below it, and what can be done at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hall_desk.presenters.find_state import FindView
from hall_desk.ui.counter.sidepanel import FilterField, SidePanel
from hall_desk.ui.foundlist import FoundList
from hall_desk.ui.kit import PlainButton, Text
from hall_desk.ui.theme import Theme

_HOW = "票号（如 A012）、户号，或姓名首字母（如 zya）。票上的码、户号条码扫一下就行。"


class FindPanel(SidePanel):
    """Enter asks, the arrows walk, Enter again opens; Ctrl+Enter brings a no-show back."""

    wanted = Signal(str)
    opened = Signal(int)
    returned = Signal(int)
    abandoned = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, "查询来访", "search", "primary", "Enter 查询，↑↓ 选，再按 Enter 打开", parent
        )
        self.field = FilterField(theme, "票号、户号或姓名首字母", "code")
        self.field.setPlaceholderText("票号、户号或姓名首字母")
        self.field.setMaxLength(60)
        self.words = Text(theme, _HOW, "small", "ink2", wrap=True)
        self.list = FoundList(theme)
        self.back = PlainButton(theme, "过号回来", "undo", "Ctrl+Enter", "come_back", wide=True)
        self.left = PlainButton(theme, "客户已离开，放弃", "cross", None, "abandon", wide=True)
        self.content.addWidget(self.field)
        self.content.addWidget(self.words)
        self.content.addWidget(self.list, 1)
        self.content.addWidget(self.back)
        self.content.addWidget(self.left)
        self._view = FindView()
        self.field.moved.connect(self.list.step)
        self.list.moved.connect(self._show_action)
        self.list.opened.connect(self.opened)
        self.back.triggered.connect(lambda _: self._act("come_back"))
        self.left.triggered.connect(lambda _: self._act("abandon"))
        self._show_action()

    def show_view(self, view: FindView) -> None:
        """Show what was found; a new search empties the field."""
        if view == self._view:
            return
        if view.query and view.query != self._view.query and view.query != self._typed():
            self.field.setText(view.query)
        self._view = view
        self.list.set_rows(view.rows)
        self.list.setVisible(bool(view.rows))
        words = view.words or ("" if view.rows else _HOW)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self._show_action()

    def unfold(self) -> None:
        """Begin with an empty field."""
        self.field.setText(self._view.query)

    def entered(self) -> None:
        """Asks; what is found already and chosen is opened."""
        typed = self._typed()
        if typed and typed == self._view.query and self.list.current() is not None:
            self.list.open_current()
        elif typed:
            self.wanted.emit(self.field.text())

    def first(self) -> QWidget:
        """The field."""
        return self.field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter does what the chosen row's button does."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._act("come_back")
        else:
            super().keyPressEvent(event)

    def _typed(self) -> str:
        return self.field.text().strip().upper()

    def _act(self, name: str) -> None:
        row = self.list.current()
        if row is None or row.action != name:
            return
        signal = {"come_back": self.returned, "abandon": self.abandoned}[name]
        signal.emit(row.key)

    def _show_action(self) -> None:
        row = self.list.current()
        self.back.setVisible(row is not None and row.action == "come_back")
        self.left.setVisible(row is not None and row.action == "abandon")
