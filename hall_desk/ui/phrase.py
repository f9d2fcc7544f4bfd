"""Words to say in a narrow column (用语): a step smaller than on the counter."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QWidget

from hall_desk.ui.kit import SpokenLine
from hall_desk.ui.theme import Theme

_CLOSING = "，。、；：？！”）"


class PhraseText(SpokenLine):
    """A phrase of 15 pixels; what was filled in stands bold."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "strong", parent=parent)

    def set_words(self, text: str, bold: tuple[str, ...]) -> None:
        """Show a phrase; a mark after a bold part belongs to it, so that no line begins with it."""
        parts = []
        for part in bold:
            after = text.find(part) + len(part)
            mark = text[after : after + 1]
            parts.append(part + mark if part and mark and mark in _CLOSING else part)
        if (text, parts) != (self.phrase(), self.property("bold")):
            self.setProperty("bold", parts)
            self.set_phrase(text, parts)

    def sizeHint(self) -> QSize:
        """The lines it takes at the width it has."""
        width = max(self.width(), self.theme.px(240))
        return QSize(self.theme.px(240), self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width takes other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _font(self, bold: bool) -> QFont:
        return self.theme.font("strong", 700 if bold else 400)
