"""The hidden way out (工作人员退出): 工号 and password, typed on the screen or a keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hall_desk.presenters.kiosk_state import KioskState
from hall_desk.ui.kiosk.buttons import WideButton
from hall_desk.ui.kiosk.entry import DIGITS, BareField, EntryPlate, Key, Keyboard
from hall_desk.ui.kiosk.look import Look
from hall_desk.ui.kiosk.pages import Page
from hall_desk.ui.kiosk.parts import HintPlate

_SMALL = "abcdefghijklmnopqrstuvwxyz"
_SIGNS = "!@#$%^&*()-_=+[]{};:,.?/~|"
_LAYERS = ("小写", "大写", "符号")


class StaffPage(Page):
    """What is typed stays on the page; nothing of it is kept."""

    def __init__(self, look: Look, state: KioskState) -> None:
        super().__init__(look)
        self._number = EntryPlate(look, "user", "工号", "工号", "staff_no")
        self._password = EntryPlate(look, "lock", "密码", "密码", "password", secret=True)
        self._hint = HintPlate(look)
        leave = WideButton(look, "退出取号机", "lock", "leave", high=128, fill="primary")
        leave.triggered.connect(lambda _: self._send())
        for entry in (self._number, self._password):
            entry.field.focused.connect(self.keep_typing)
        self.keep_typing(self._number.field)
        self._number.entered.connect(
            lambda: self._password.field.setFocus(Qt.FocusReason.TabFocusReason)
        )
        self._wrong = False
        self._password.entered.connect(self._send)
        self._layer = 0
        self._keys = StaffKeys(look)
        self._keys.pressed.connect(self._press)
        if look.portrait:
            note = "请值班主任输入本人工号和密码；客户请按返回。"
            self.column.addLayout(self.heading("工作人员", note, "lock"))
            for part in (self._number, self._password, self._hint):
                self.column.addWidget(part)
            self.column.addWidget(self._keys)
            self.column.addStretch(1)
            self.column.addWidget(leave)
            return
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        row.addWidget(self._number, 2)
        row.addWidget(self._password, 3)
        row.addWidget(leave, 2)
        self.column.setSpacing(look.px(14))
        self.column.addLayout(row)
        self.column.addWidget(self._hint)
        self.column.addWidget(self._keys)
        self.column.addStretch(1)

    def field(self) -> QWidget:
        """Where a keyboard types."""
        return self._number.field

    def show_state(self, state: KioskState) -> None:
        """Show what was wrong."""
        self._hint.setVisible(bool(state.message))
        if state.message:
            self._hint.show_hint(state.message, "error" if state.is_error else "done")
        wrong = bool(state.message) and state.is_error and not state.busy
        if wrong and not self._wrong:  # once: what is being typed is not selected every second
            self._password.field.selectAll()
        self._wrong = wrong

    def _press(self, name: str) -> None:
        self.used.emit("page")
        field = self.focusProxy()
        assert isinstance(field, BareField)
        key = name.removeprefix("key_")
        if key == "layer":
            self._layer = (self._layer + 1) % len(_LAYERS)
            self._keys.show_layer(self._layer)
        elif key == "back":
            field.backspace()
        elif key == "clear":
            field.clear()
        else:
            field.insert(key)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _send(self) -> None:
        self.leaving.emit(self._number.field.text(), self._password.field.text())


class StaffKeys(Keyboard):
    """Letters in three layers, and digits; the layer key names the next one."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _SMALL + DIGITS, 7 if look.portrait else 13)
        self._layered = [self._key(at) for at in range(len(_SMALL))]
        self._turn = Key(look, _LAYERS[1], "key_layer")
        self._turn.triggered.connect(self.pressed)
        self.grid.addWidget(self._turn, self.grid.rowCount(), 0, 1, self.columns)

    def show_layer(self, layer: int) -> None:
        """Put other signs on the keys."""
        for key, sign in zip(self._layered, (_SMALL, _SMALL.upper(), _SIGNS)[layer], strict=True):
            key.setObjectName(f"key_{sign}")
            key.set_text(sign)
        self._turn.set_text(_LAYERS[(layer + 1) % len(_LAYERS)])

    def _key(self, at: int) -> Key:
        item = self.grid.itemAt(at)
        assert item is not None
        key = item.widget()
        assert isinstance(key, Key)
        return key
