"""A password field (密码) that notices Caps Lock."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from hall_desk.ui.kit import LineField
from hall_desk.ui.theme import Theme

CAPS_HINT = "大写锁定（Caps Lock）可能开着。"


class PasswordField(LineField):
    """Shows dots; tells when a letter arrives in the case Caps Lock would make."""

    caps = Signal(bool)
    """Whether Caps Lock seems to be on."""

    def __init__(
        self,
        theme: Theme,
        name: str = "密码",
        object_name: str = "password",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, object_name, parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare the letter's case with the Shift key."""
        letter = event.text()
        if letter.isalpha() and letter.isascii():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(letter.isupper() != shift)
        super().keyPressEvent(event)
