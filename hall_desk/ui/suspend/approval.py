"""The duty manager's sign-in inside a dialog (值班主任批准): the form behind it stays."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import LineField, Panel, Text
from hall_desk.ui.pages import FormField
from hall_desk.ui.theme import Theme


class ApprovalPane(QWidget):
    """Why approval is needed, 工号 and password."""

    approved = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.why = Text(theme, "", "body", "warn", wrap=True)
        self.staff_no = LineField(theme, "值班主任工号", "approver")
        self.password = LineField(theme, "密码", "approver_password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.fields = {
            "approver": FormField(theme, "值班主任工号", self.staff_no, foot=False),
            "password": FormField(theme, "密码", self.password, foot=False),
        }
        self._build()
        self.staff_no.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.submit)

    def begin(self, why: str) -> None:
        """Ask anew: the reason, an empty password, the focus on the staff number."""
        self.why.setText(why)
        self.password.clear()
        target = self.password if self.staff_no.text() else self.staff_no
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Hand over what is typed; the password does not stay on the screen."""
        self.approved.emit(self.staff_no.text().strip(), self.password.text())
        self.password.clear()

    def show_error(self, field: str | None, sentence: str) -> bool:
        """Show an error at its field; return whether there is such a field."""
        for name, shown in self.fields.items():
            shown.set_error(sentence if name == field else "")
        return field in self.fields and bool(sentence)

    def _build(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(20))
        column.setSpacing(theme.px(14))
        box = Panel(theme, fill="warn_soft")
        row = QHBoxLayout(box)
        row.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
        row.setSpacing(theme.px(8))
        sign = Text(theme)
        sign.setPixmap(pixmap(theme, "warn", 20, "warn"))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.why, 1)
        column.addWidget(Text(theme, "值班主任批准", "strong"))
        column.addWidget(box)
        column.addWidget(self.fields["approver"])
        column.addWidget(self.fields["password"])
        hint = "批准人记入日志；左边填的内容不变。Esc 返回修改。"
        column.addWidget(Text(theme, hint, "small", "ink2", wrap=True))
        column.addStretch(1)
