"""The list of today's windows; digits choose, Esc goes back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.choice import ChoicePresenter, ChoiceState, WindowRow
from hall_desk.ui.kit import Card, FocusRing, KeyMap, MessageLine, PlainButton, Text
from hall_desk.ui.theme import Theme

_COLUMNS = 2


class ChoicePage(QWidget):
    """Buttons, one a window; a refresh keeps buttons and focus."""

    chosen = Signal(int)
    left = Signal()
    guide_wanted = Signal()

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, dressed: bool = False
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setObjectName("choice_page")
        self.setWindowTitle("选窗口")
        self.setProperty("window", "staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons: dict[int, PlainButton] = {}
        self.card = Card(theme, "选窗口")
        self.note = Text(theme, "", "lead", "ink2", wrap=True)
        self.grid = QGridLayout()
        self.grid.setSpacing(theme.px(12))
        self.message = MessageLine(theme)
        self.back = PlainButton(theme, "返回登录", "left", "Esc", "leave")
        self.guide = PlainButton(theme, "引导员台", "help", "Ctrl+G", "open_guide")
        self.keys = KeyMap(self)
        self._lay_out()
        self.guide.triggered.connect(lambda _: self.guide_wanted.emit())
        self.keys.bind_button(self.guide)
        self.back.triggered.connect(lambda _: self.left.emit())
        self.keys.bind_button(self.back)
        theme.apply(self, dressed=dressed)
        self.ring = FocusRing(theme, self)

    def _lay_out(self) -> None:
        theme = self.theme
        self.card.setFixedWidth(theme.px(720))
        self.card.body.setSpacing(theme.px(16))
        for part in (self.note, self.message):
            self.card.body.addWidget(part)
        self.card.body.insertLayout(1, self.grid)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.guide)
        self.card.body.addLayout(foot)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def show_state(self, state: ChoiceState) -> None:
        """Shows the windows as they stand."""
        self.card.set_title(state.greeting)
        self.note.setText(state.note)
        self.note.setVisible(bool(state.note))
        present = {row.no for row in state.rows}
        for number in [n for n in self.buttons if n not in present]:
            button = self.buttons.pop(number)
            self.grid.removeWidget(button)
            button.deleteLater()
        for place, row in enumerate(state.rows):
            self._button(row, place).set_text(f"{row.no}号窗口　{row.kinds}　{row.clerk}")
        if state.banner or state.message.is_error:
            self.message.show_error(state.banner or state.message.text)
        else:
            self.message.clear()

    def _button(self, row: WindowRow, place: int) -> PlainButton:
        found = self.buttons.get(row.no)
        if found is not None:
            return found
        key = str(row.no) if row.no < 10 else None
        button = PlainButton(
            self.theme, "", "screen", key, f"take_window_{row.no}", wide=True, tall=True
        )
        button.triggered.connect(lambda _, number=row.no: self.chosen.emit(number))
        if key is not None:
            self.keys.bind_button(button)
        self.buttons[row.no] = button
        self.grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        if len(self.buttons) == 1:
            button.setFocus()
        return button


def bind(presenter: ChoicePresenter, page: ChoicePage) -> None:
    """Connects the page with its presenter."""
    presenter.show = page.show_state
    page.chosen.connect(presenter.choose)
    page.left.connect(presenter.leave)
