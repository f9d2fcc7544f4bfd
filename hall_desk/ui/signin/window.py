"""The sign-in and lock screen (登录、锁屏/换人)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hall_desk.presenters.base import Message
from hall_desk.presenters.signin import SignInPresenter, SignInState
from hall_desk.ui.icons import mark
from hall_desk.ui.kit import (
    Banner,
    Field,
    FocusRing,
    KeyMap,
    LineField,
    Panel,
    PlainButton,
    Text,
    state_chip,
)
from hall_desk.ui.signin.password import CAPS_HINT, PasswordField
from hall_desk.ui.theme import Theme


class SignInWindow(QWidget):
    """One card in the middle: who, the password, 登录; locked, it says by whom.

    What was typed goes once somebody has signed in.
    """

    sign_in = Signal(str, str)
    """登录 was pressed; carries 工号 and password."""
    swapped = Signal()
    """换人 was chosen: what was wrong for the last person is not for the next."""
    retry = Signal()
    """The banner's button."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, dressed: bool = False
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._holder = ""
        self._swapped = False
        self._signed = 0
        self._said = Message()
        self.setObjectName("sign_in_window")
        self.setWindowTitle("登录")
        self.setProperty("window", "staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.banner = Banner(theme)
        self.hall = Text(theme, "", "title")
        self.place = Text(theme, "", "body", "ink2")
        self.locked = state_chip(theme, "suspended", "已锁屏")
        self.title = Text(theme, "登录", "count")
        self.note = Text(theme, "", "body", "ink2", wrap=True)
        self.staff_no = LineField(theme, "工号", "staff_no")
        self.password = PasswordField(theme)
        self.fields = {
            "staff_no": Field(theme, "工号", self.staff_no),
            "password": Field(theme, "密码", self.password),
        }
        self.button = PlainButton(
            theme, "登录", "user", "Enter", "sign_in", primary=True, tall=True
        )
        self.swap = PlainButton(theme, "换人", "team", "F12", "swap")
        self.clock = Text(theme, "", "clock", right=True)
        self.date = Text(theme, "", "body", "ink2", right=True)
        self.keys = KeyMap(self)
        self._build()
        self._connect()
        theme.apply(self, dressed=dressed)
        self.ring = FocusRing(theme, self)
        self.staff_no.setFocus()

    def show_state(self, state: SignInState) -> None:
        """Show the screen of this second; what is typed stays."""
        self.hall.setText(state.hall_name or "供电营业厅")
        self.place.setText(state.place)
        self.place.setVisible(bool(state.place))
        self.clock.setText(state.clock)
        self.date.setText(state.date)
        self._show_holder(state)
        self.button.set_enabled(not state.busy, "正在核对密码…")
        self.button.set_text("正在核对…" if state.busy else "登录")
        said = state.message
        for name, field in self.fields.items():
            wrong = said.is_error and (said.field or "password") == name
            if field.error() != (said.text if wrong else "") or (wrong and said is not self._said):
                field.set_error(said.text if wrong else "")
                if wrong and name == "password":
                    self.password.selectAll()
                    # Refused after the password was right: the form is empty again.
                    (self.password if self.staff_no.text() else self.staff_no).setFocus()
        self._said = said
        if state.signed != self._signed:
            self._signed = state.signed
            self.password.clear()
            self.staff_no.clear()
        if state.banner:
            self.banner.show_fault(state.banner)
        else:
            self.banner.hide_fault()

    def showEvent(self, event: QShowEvent) -> None:
        """Ready to type at once."""
        super().showEvent(event)
        field = self.password if self._holder and not self._swapped else self.staff_no
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_holder(self, state: SignInState) -> None:
        if state.holder_no != self._holder:
            self._holder, self._swapped = state.holder_no, False
            self.password.clear()
            self.staff_no.setText(state.holder_no)
            (self.password if state.holder_no else self.staff_no).setFocus()
        locked = bool(state.holder_no)
        self.locked.setVisible(locked)
        self.swap.setVisible(locked and not self._swapped)
        self.staff_no.set_locked(locked and not self._swapped)
        self.title.setText("登录" if not locked or self._swapped else state.holder)
        since = f"{state.since} 锁屏。" if state.since else ""
        who = f"由 {state.holder_no} {state.holder} {since}" if locked else ""
        words = f"{since}请输入本人密码解锁；别人接替请按换人。" if locked else "请用本人工号登录。"
        self.note.setText(f"{who}接替的柜员请用本人工号登录。" if self._swapped else words)

    def _take_over(self) -> None:
        if not self._holder or self._swapped:
            return
        self._swapped = True
        self.staff_no.set_locked(False)
        self.staff_no.clear()
        self.password.clear()
        self.swap.hide()
        self.staff_no.setFocus()
        self.swapped.emit()

    def _to_password(self) -> None:
        """As by Tab: what stands there is selected, so that the next word takes its place."""
        self.password.setFocus(Qt.FocusReason.TabFocusReason)

    def _send(self) -> None:
        self.sign_in.emit(self.staff_no.text(), self.password.text())

    def _connect(self) -> None:
        self.staff_no.returnPressed.connect(self._to_password)
        self.password.returnPressed.connect(self.button.press_key)
        self.button.triggered.connect(lambda _: self._send())
        self.swap.triggered.connect(lambda _: self._take_over())
        self.keys.bind_button(self.swap)
        self.banner.acted.connect(lambda _: self.retry.emit())
        self.password.caps.connect(
            lambda on: self.fields["password"].set_hint(CAPS_HINT if on else "")
        )

    def _build(self) -> None:
        theme = self.theme
        card = Panel(theme)
        card.setFixedWidth(theme.px(440))
        inside = QVBoxLayout(card)
        pad = theme.px(32)
        inside.setContentsMargins(pad, theme.px(28), pad, pad)
        inside.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.locked)
        inside.addLayout(head)
        inside.addWidget(self.note)
        inside.addSpacing(theme.px(8))
        for field in self.fields.values():
            inside.addWidget(field)
        inside.addWidget(self.button)
        inside.addWidget(self.swap)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16))
        row.addStretch(1)
        column = QVBoxLayout()
        column.addStretch(1)
        column.addLayout(self._brand())
        column.addSpacing(theme.px(20))
        column.addWidget(card)
        column.addStretch(2)
        row.addLayout(column)
        row.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.banner)
        whole.addWidget(area, 1)

    def _brand(self) -> QHBoxLayout:
        theme = self.theme
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        sign = Text(theme)
        sign.setPixmap(mark(theme, 48))
        row.addWidget(sign)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self.hall)
        names.addWidget(self.place)
        names.addStretch(1)
        row.addLayout(names)
        row.addStretch(1)
        times = QVBoxLayout()
        times.setSpacing(0)
        self.clock.setFont(theme.font("figure"))
        self.clock.setMinimumHeight(theme.line("figure"))
        times.addWidget(self.clock)
        times.addWidget(self.date)
        row.addLayout(times)
        return row


def bind(presenter: SignInPresenter, window: SignInWindow) -> None:
    """Connects the screen with its presenter."""
    presenter.show = window.show_state
    window.sign_in.connect(presenter.sign_in)
    window.swapped.connect(presenter.dismiss)
    window.retry.connect(presenter.retry)
