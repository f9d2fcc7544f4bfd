"""The approval dialog (值班主任批准): a second person signs for one action."""

from PySide6.QtWidgets import QWidget

from hall_desk.presenters.signin import ApprovalPresenter, ApprovalState
from hall_desk.ui.kit import DialogFrame, Field, KeyMap, LineField, PlainButton, Text
from hall_desk.ui.signin.column import ScrollColumn
from hall_desk.ui.signin.password import CAPS_HINT, PasswordField
from hall_desk.ui.theme import Theme


class ApprovalDialog(DialogFrame):
    """Asks for 工号 and password of the duty manager over any window."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window, "值班主任批准", "shield", size=(560, 440))
        self.setObjectName("approval")
        self.sentence = Text(theme, "", "phrase", wrap=True)
        self.staff_no = LineField(theme, "工号", "approval_staff_no")
        self.password = PasswordField(theme, "密码", "approval_password")
        self.fields = {
            "staff_no": Field(theme, "工号", self.staff_no),
            "password": Field(theme, "密码", self.password),
        }
        self.cancel = PlainButton(theme, "取消", key="Esc", object_name="cancel", tall=True)
        self.approve = PlainButton(
            theme, "批准", "shield", "Ctrl+Enter", "approve", primary=True, tall=True
        )
        area = ScrollColumn(theme)
        column = area.column
        column.addWidget(self.sentence)
        column.addSpacing(theme.px(8))
        for field in self.fields.values():
            column.addWidget(field)
        column.addStretch(1)
        self.body.addWidget(area)
        self.footer.addWidget(self.cancel)
        self.footer.addStretch(1)
        self.footer.addWidget(self.approve)
        keys = KeyMap(self)
        keys.bind_button(self.approve)
        self.staff_no.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.approve.press_key)
        self.password.caps.connect(
            lambda on: self.fields["password"].set_hint(CAPS_HINT if on else "")
        )

    def show_state(self, state: ApprovalState) -> None:
        """Open, show what was wrong, or close."""
        self.title.setText(state.title)
        self.sentence.setText(state.sentence)
        self.approve.set_text(state.action)
        self.approve.set_enabled(not state.busy, "正在核对密码…")
        said = state.message
        for name, field in self.fields.items():
            wrong = said.is_error and (said.field or "password") == name
            field.set_error(said.text if wrong else "")
        if state.open and not self.is_open():
            self.staff_no.clear()
            self.password.clear()
            self.open()
            self.staff_no.setFocus()
        elif not state.open and self.is_open():
            self.close_frame()
        if said.is_error and not state.busy and state.open:
            self.password.selectAll()


def bind(presenter: ApprovalPresenter, dialog: ApprovalDialog) -> None:
    """Connects the dialog with its presenter."""
    presenter.show = dialog.show_state
    dialog.cancelled.connect(presenter.cancel)
    dialog.cancel.triggered.connect(lambda _: presenter.cancel())
    dialog.approve.triggered.connect(
        lambda _: presenter.approve(dialog.staff_no.text(), dialog.password.text())
    )
