"""The screen of the first start (初次启动): one form, errors at their fields."""

import time
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hall_desk.domain.hall import LEVEL_WORDS
from hall_desk.presenters.setup import SetupForm, SetupPresenter, SetupState
from hall_desk.ui.icons import mark
from hall_desk.ui.kit import (
    ActionBar,
    Card,
    Field,
    FocusRing,
    KeyMap,
    LineField,
    MainAction,
    MessageLine,
    Segments,
    Text,
)
from hall_desk.ui.signin.password import CAPS_HINT, PasswordField
from hall_desk.ui.theme import Theme

_LEVELS = [
    ("county+", f"{LEVEL_WORDS['county+']}及以上"),
    ("township", LEVEL_WORDS["township"]),
]
_HALL = ("name", "code", "level", "address", "phone")
_PERSON = ("staff_no", "staff_name", "password", "again")


class SetupWindow(QWidget):
    """The hall at the left, its first duty manager at the right."""

    found = Signal(object)
    """建立营业厅 was pressed; carries the SetupForm."""

    def __init__(
        self,
        theme: Theme,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setObjectName("setup_window")
        self.setWindowTitle("初次启动")
        self.setProperty("window", "staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.level = Segments(theme, "级别", _LEVELS, "level")
        self.level.set_current("county+")
        self.editors: dict[str, LineField] = {
            "name": LineField(theme, "营业厅名称", "name", placeholder="如 青禾供电营业厅"),
            "code": LineField(theme, "代码", "code", placeholder="可不填"),
            "address": LineField(theme, "地址", "address"),
            "phone": LineField(theme, "电话", "phone"),
            "staff_no": LineField(theme, "工号", "staff_no"),
            "staff_name": LineField(theme, "姓名", "staff_name"),
            "password": PasswordField(theme, "密码", "password"),
            "again": PasswordField(theme, "再输一次密码", "again"),
        }
        self.fields = self._fields()
        self.message = MessageLine(theme)
        self.button = MainAction(
            theme, "open", "建立营业厅", "Ctrl+Enter", "found_hall", monotonic=monotonic
        )
        self.keys = KeyMap(self)
        self._build()
        self._connect()
        theme.apply(self)
        self.ring = FocusRing(theme, self)
        self.editors["name"].setFocus()

    def form(self) -> SetupForm:
        """What is typed in."""
        values = {name: editor.text() for name, editor in self.editors.items()}
        return SetupForm(level=self.level.current() or "county+", **values)

    def show_state(self, state: SetupState) -> None:
        """Show what is wrong; nothing typed is touched."""
        for name, field in self.fields.items():
            field.set_error(state.errors.get(name, ""))
        self.button.set_enabled(not state.busy, "正在建立营业厅…")
        if state.busy:
            self.message.show_note("正在建立营业厅…")
        elif state.message:
            self.message.show_error(state.message)
        else:
            self.message.clear()
        wrong = next((name for name in (*_HALL, *_PERSON) if name in state.errors), None)
        if wrong is not None:
            self.fields[wrong].editor.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Ready to type at once."""
        super().showEvent(event)
        if self.focusWidget() is None:
            self.editors["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One card below the other where the window is narrow."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        wide = self.width() / self.theme.scale >= 780
        self._cards.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def _fields(self) -> dict[str, Field]:
        theme, made = self.theme, self.editors
        return {
            "name": Field(theme, "营业厅名称", made["name"], required=True),
            "code": Field(theme, "代码", made["code"], hint="报表上用；不填为 HALL01。"),
            "level": Field(theme, "级别", self.level, hint="县级及以上无周休日。"),
            "address": Field(theme, "地址", made["address"], required=True),
            "phone": Field(theme, "电话", made["phone"]),
            "staff_no": Field(
                theme, "工号", made["staff_no"], required=True, hint="2 到 12 位字母或数字。"
            ),
            "staff_name": Field(theme, "姓名", made["staff_name"], required=True),
            "password": Field(
                theme, "密码", made["password"], required=True, hint="至少 8 位，不能与工号相同。"
            ),
            "again": Field(theme, "再输一次密码", made["again"], required=True),
        }

    def _connect(self) -> None:
        order = [name for name in (*_HALL, *_PERSON) if name in self.editors]
        for name, following in pairwise(order):
            self.editors[name].returnPressed.connect(self.editors[following].setFocus)
        self.editors["again"].returnPressed.connect(self.button.press_key)
        self.button.triggered.connect(lambda _: self.found.emit(self.form()))
        self.keys.bind_button(self.button)
        for name in ("password", "again"):
            editor, field = self.editors[name], self.fields[name]
            assert isinstance(editor, PasswordField)
            plain = "至少 8 位，不能与工号相同。" if name == "password" else ""
            editor.caps.connect(
                lambda on, field=field, plain=plain: field.set_hint(CAPS_HINT if on else plain)
            )

    def _build(self) -> None:
        theme = self.theme
        body = QWidget()
        column = QVBoxLayout(body)
        pad = theme.px(24)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.px(16))
        column.addStretch(1)
        column.addLayout(self._brand())
        self._cards = cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        cards.setSpacing(theme.px(16))
        cards.addStretch(1)
        cards.addWidget(self._card("营业厅", _HALL))
        cards.addWidget(self._card("首任值班主任", _PERSON))
        cards.addStretch(1)
        column.addLayout(cards)
        column.addStretch(2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        bar = ActionBar(theme)
        bar.row.addWidget(self.message, 1)
        bar.row.addWidget(self.button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(bar)

    def _card(self, title: str, names: tuple[str, ...]) -> Card:
        theme = self.theme
        card = Card(theme, title)
        card.title.setFont(theme.font("title"))
        card.setMinimumWidth(theme.px(340))
        card.setMaximumWidth(theme.px(520))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(4))
        for at, name in enumerate(names):
            grid.addWidget(self.fields[name], at, 0)
        grid.setRowStretch(len(names), 1)
        card.body.addLayout(grid)
        return card

    def _brand(self) -> QHBoxLayout:
        theme = self.theme
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        sign = Text(theme)
        sign.setPixmap(mark(theme, 48))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Text(theme, "建立营业厅", "count"))
        note = "填好这一页就能开始；业务目录、价目、通讯录按样例建好，以后可改。"
        names.addWidget(Text(theme, note, "body", "ink2"))
        row.addStretch(1)
        row.addWidget(sign)
        row.addLayout(names)
        row.addStretch(1)
        return row


def bind(presenter: SetupPresenter, window: SetupWindow) -> None:
    """Connects the screen with its presenter."""
    presenter.show = window.show_state
    window.found.connect(presenter.found)
