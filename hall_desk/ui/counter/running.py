"""Running text whose heading is bold, wrapped like a phrase (正文)."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from hall_desk.ui.kit import SpokenLine
from hall_desk.ui.theme import Theme


class RunningLine(SpokenLine):
    """A reason or a note: regular text, the given parts of it half bold."""

    def __init__(
        self, theme: Theme, font: str, tone: str = "ink2", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, font, tone, parent=parent)

    def _font(self, bold: bool) -> QFont:
        return self.theme.font(self._font_token, 600 if bold else 400)
