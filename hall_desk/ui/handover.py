"""Who takes a matter over and why (转交): the same two fields and button wherever it is done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hall_desk.ui.contact.editors import put_text
from hall_desk.ui.kit import ComboBox, LineField, PlainButton
from hall_desk.ui.pages import FormField
from hall_desk.ui.theme import Theme


class HandOver(QWidget):
    """The heir, the reason, and the button; what is chosen is the presenter's."""

    edited = Signal(str, str)
    """``heir`` or ``handover_reason`` was chosen or typed; carries its name and value."""
    wanted = Signal()

    def __init__(self, theme: Theme, key: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.heir = ComboBox(theme, "接手人", "heir")
        self.reason = LineField(theme, "转交的原因", "handover_reason")
        self.button = PlainButton(theme, "转交", "move", key, "hand_over", wide=True)
        self.fields = {
            "heir": FormField(theme, "接手人", self.heir, required=True, foot=False),
            "handover_reason": FormField(
                theme, "转交的原因", self.reason, required=True, foot=False
            ),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for field in self.fields.values():
            column.addWidget(field)
        column.addWidget(self.button)
        self.heir.currentIndexChanged.connect(lambda _: self._chosen())
        self.reason.textEdited.connect(lambda text: self.edited.emit("handover_reason", text))
        self.reason.returnPressed.connect(self.button.press_key)
        self.button.triggered.connect(lambda _: self.wanted.emit())

    def show_choice(self, heirs: tuple[tuple[str, str], ...], heir: str, reason: str) -> None:
        """Show who may be chosen, and what is."""
        self._filling = True
        self.heir.offer((("", "请选择"), *heirs), heir)
        put_text(self.reason, reason)
        self._filling = False

    def _chosen(self) -> None:
        if not self._filling:
            self.edited.emit("heir", str(self.heir.currentData() or ""))
