"""The phrase to say (用语): plain words with some of them bold, wrapped by hand, no markup."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.ui.kit.paint import baseline
from hall_desk.ui.theme import Theme

_NO_START = "，。、；：？！”’）》』】%"
_NO_END = "“‘（《『【"

Piece = tuple[str, bool]


def pieces_of(text: str, bold: list[str]) -> list[Piece]:
    """Cut a phrase into words that stay on one line, each bold or not.

    A run of Latin letters and digits stays whole; Chinese breaks anywhere, but closing marks
    never begin a line and opening marks never end one.
    """
    flags = _bold_flags(text, bold)
    pieces: list[Piece] = []
    for index, sign in enumerate(text):
        glue = bool(pieces) and index > 0 and _glued(text[index - 1], sign)
        if glue and pieces[-1][1] == flags[index]:
            pieces[-1] = (pieces[-1][0] + sign, flags[index])
        else:
            pieces.append((sign, flags[index]))
    return pieces


def _bold_flags(text: str, bold: list[str]) -> list[bool]:
    flags = [False] * len(text)
    for part in bold:
        start = text.find(part) if part else -1
        while start >= 0:
            flags[start : start + len(part)] = [True] * len(part)
            start = text.find(part, start + len(part))
    return flags


def _glued(before: str, sign: str) -> bool:
    if sign in _NO_START or before in _NO_END:
        return True
    return before.isascii() and sign.isascii() and not before.isspace() and not sign.isspace()


class SpokenLine(QWidget):
    """A phrase in large type; the amounts and names in it are bold."""

    def __init__(
        self, theme: Theme, font: str = "phrase", tone: str = "ink", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._font_token, self._tone = font, tone
        self._text = ""
        self._pieces: list[Piece] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def phrase(self) -> str:
        """Return the phrase shown."""
        return self._text

    def set_phrase(self, text: str, bold: list[str] | None = None) -> None:
        """Show a phrase, with the given parts of it bold."""
        pieces = pieces_of(text, bold or [])
        if (text, pieces) == (self._text, self._pieces):
            return
        self._text, self._pieces = text, pieces
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The phrase wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Lines times the line height."""
        lines = self._layout(float(width))
        return max(len(lines), 1) * self.theme.line(self._font_token)

    def sizeHint(self) -> QSize:
        """A card's width."""
        width = self.theme.px(240)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One line at least."""
        return QSize(self.theme.px(80), self.theme.line(self._font_token))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines."""
        painter, height = QPainter(self), self.theme.line(self._font_token)
        painter.setPen(self.theme.color(self._tone))
        for number, line in enumerate(self._layout(float(self.width()))):
            rect = QRectF(0, number * height, self.width(), height)
            base = baseline(self._font(False), rect)
            left = 0.0
            for text, bold in line:
                painter.setFont(self._font(bold))
                painter.drawText(QPointF(left, base), text)
                left += QFontMetricsF(self._font(bold)).horizontalAdvance(text)

    def _font(self, bold: bool) -> QFont:
        return self.theme.font(self._font_token, 700 if bold else None)

    def _layout(self, width: float) -> list[list[Piece]]:
        """Return the lines: pieces that follow each other, joined when alike."""
        metrics = {bold: QFontMetricsF(self._font(bold)) for bold in (False, True)}
        lines: list[list[Piece]] = [[]]
        used = 0.0
        for text, bold in self._pieces:
            if text == "\n":
                lines.append([])
                used = 0.0
                continue
            wide = metrics[bold].horizontalAdvance(text)
            if used and used + wide > width + 0.5:
                lines.append([])
                used = 0.0
            used += wide
            line = lines[-1]
            if line and line[-1][1] == bold:
                line[-1] = (line[-1][0] + text, bold)
            else:
                line.append((text, bold))
        return lines
