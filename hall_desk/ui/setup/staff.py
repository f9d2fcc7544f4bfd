"""The people of the hall (人员): the list, and a form for one more."""

from itertools import pairwise

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hall_desk.domain.people import PASSWORD_LEAST
from hall_desk.presenters.base import Message
from hall_desk.presenters.duty_staff import StaffForm, StaffPresenter, StaffState
from hall_desk.ui.kit import (
    Column,
    DataTable,
    DialogFrame,
    Field,
    Hairline,
    KeyMap,
    LineField,
    MessageLine,
    PlainButton,
    Segments,
    Text,
)
from hall_desk.ui.signin.column import ScrollColumn
from hall_desk.ui.signin.password import PasswordField
from hall_desk.ui.theme import Theme


class StaffDialog(DialogFrame):
    """Accounts at the left, a new one at the right."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window, "人员", "user", size=(1000, 640))
        self.setObjectName("staff_dialog")
        self._added = 0
        self.table = DataTable(
            theme,
            [
                Column(title="工号", width=104, bold=True),
                Column(title="姓名", stretch=True),
                Column(title="岗位", width=104),
                Column(title="状态", width=176),
            ],
            "人员名单",
            "accounts",
        )
        self.staff_no = LineField(theme, "工号", "new_staff_no")
        self.staff_name = LineField(theme, "姓名", "new_staff_name")
        self.role = Segments(theme, "岗位", [("clerk", "柜员")], "new_role")
        self.password = PasswordField(theme, "初始密码", "new_password")
        hint = f"至少 {PASSWORD_LEAST} 位，请本人记好。"
        self.fields = {
            "staff_no": Field(theme, "工号", self.staff_no, required=True),
            "staff_name": Field(theme, "姓名", self.staff_name, required=True),
            "role": Field(theme, "岗位", self.role),
            "password": Field(theme, "初始密码", self.password, required=True, hint=hint),
        }
        self._editors: dict[str | None, QWidget] = {
            "staff_no": self.staff_no,
            "staff_name": self.staff_name,
            "role": self.role,
            "password": self.password,
        }
        self._refused: Message | None = None
        self.message = MessageLine(theme)
        self.cancel = PlainButton(theme, "返回", key="Esc", object_name="cancel", tall=True)
        self.add = PlainButton(
            theme, "添加人员", "plus", "Ctrl+Enter", "add_staff", primary=True, tall=True
        )
        self._compose()
        KeyMap(self).bind_button(self.add)

    def form(self) -> StaffForm:
        """What is typed in."""
        return StaffForm(
            staff_no=self.staff_no.text(),
            staff_name=self.staff_name.text(),
            role=self.role.current() or "clerk",
            password=self.password.text(),
        )

    def show_state(self, state: StaffState) -> None:
        """Show the accounts; the form is emptied only after one was added."""
        self.table.set_rows([list(row) for row in state.rows])
        if self.role.current() is None:
            self.role.set_choices(list(state.roles))
            self.role.set_current("clerk")
        self.subtitle.setText(f"{len(state.rows)} 人")
        self._show_words(state.message)
        self.add.set_enabled(not state.busy, "正在添加…")
        if state.added != self._added:
            self._added = state.added
            for editor in (self.staff_no, self.staff_name, self.password):
                editor.clear()
            self.staff_no.setFocus()
        if state.open and not self.is_open():
            self.open()
            self.staff_no.setFocus()
        elif not state.open and self.is_open():
            self.close_frame()

    def _show_words(self, said: Message) -> None:
        """What was said: a refusal stands at its field, and the hand goes there once."""
        for name, field in self.fields.items():
            field.set_error(said.text if said.is_error and said.field == name else "")
        if said.is_error and said is not self._refused and said.field in self._editors:
            self._editors[said.field].setFocus()
        self._refused = said
        if not said.text:
            self.message.clear()
        else:
            (self.message.show_error if said.is_error else self.message.show_done)(said.text)

    def _compose(self) -> None:
        theme = self.theme
        left = QVBoxLayout()
        left.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        left.addWidget(self.table, 1)
        self.body.addLayout(left, 3)
        self.body.addWidget(Hairline(theme, standing=True))
        area = ScrollColumn(theme, spacing=4)
        right = area.column
        right.addWidget(Text(theme, "添加人员", "strong"))
        for field in self.fields.values():
            right.addWidget(field)
        right.addStretch(1)
        right.addWidget(self.message)
        area.setMinimumWidth(theme.px(320))
        self.body.addWidget(area, 2)
        self.footer.addWidget(self.cancel)
        self.footer.addStretch(1)
        self.footer.addWidget(self.add)
        steps = (self.staff_no, self.staff_name, self.password)
        for editor, following in pairwise(steps):
            editor.returnPressed.connect(following.setFocus)
        self.password.returnPressed.connect(self.add.press_key)


def bind(presenter: StaffPresenter, dialog: StaffDialog) -> None:
    """Connects the dialog with its presenter."""
    presenter.show = dialog.show_state
    dialog.cancelled.connect(presenter.leave)
    dialog.cancel.triggered.connect(lambda _: presenter.leave())
    dialog.add.triggered.connect(lambda _: presenter.add(dialog.form()))
