"""Words on the screen (文字): plain labels in token fonts, elided instead of cut."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from hall_desk.ui.theme import Theme

_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Text(QLabel):
    """A plain label: type token, colour tone, never markup."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        font: str = "body",
        tone: str = "ink",
        *,
        wrap: bool = False,
        right: bool = False,
        weight: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(font, weight))
        self.setMinimumHeight(theme.line(font))
        self.setWordWrap(wrap)
        self.setAlignment(_END if right else _START)
        self.setProperty("tone", tone)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Change the colour tone (ink, ink2, ok, warn, over …)."""
        set_property(self, "tone", tone)


class ElidedText(Text):
    """A one-line label that ends in an ellipsis when narrow and shows the whole as a tooltip."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        font: str = "body",
        tone: str = "ink",
        *,
        right: bool = False,
        weight: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, font, tone, right=right, weight=weight, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Ask for one character and the ellipsis at least."""
        hint = super().minimumSizeHint()
        return QSize(
            min(hint.width(), self.fontMetrics().horizontalAdvance("字…") + 2), hint.height()
        )

    def setText(self, text: str) -> None:
        """Show a new text."""
        super().setText(text)
        self._tell_whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as a tooltip only while it does not fit."""
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, elided to the width."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), self.alignment(), shown)

    def _tell_whole(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.width()
        self.setToolTip("" if fits else plain_tooltip(self.text()))


class FittedText(Text):
    """A figure in the largest of some type tokens in which it fits; never cut, never moving."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        steps: tuple[str, ...],
        tone: str = "ink",
        *,
        right: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._steps = steps
        super().__init__(theme, text, steps[0], tone, right=right, parent=parent)

    def sizeHint(self) -> QSize:
        """As wide as the text in the largest step."""
        return QSize(self._wide(self._steps[0]), self.theme.line(self._steps[0]))

    def minimumSizeHint(self) -> QSize:
        """As wide as it is in the smallest one, and always as high."""
        return QSize(self._wide(self._steps[-1]), self.theme.line(self._steps[0]))

    def setText(self, text: str) -> None:
        """Show another figure."""
        if text != self.text():
            super().setText(text)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the step that fits now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        font = self.theme.font(fitting_step(self.theme, self.text(), self._steps, self.width()))
        if font != self.font():
            self.setFont(font)

    def _wide(self, step: str) -> int:
        return _wide(self.theme, self.text(), step)


def fitting_step(theme: Theme, text: str, steps: Sequence[str], width: int) -> str:
    """The largest of some type tokens in which a text fits a width; the smallest if none does."""
    return next((step for step in steps if _wide(theme, text, step) <= width), steps[-1])


def _wide(theme: Theme, text: str, step: str) -> int:
    return QFontMetrics(theme.font(step)).horizontalAdvance(text) + 2


class Hairline(QFrame):
    """A one-pixel line between two things, lying or standing."""

    def __init__(
        self, theme: Theme, *, standing: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "hairline")
        thick = theme.size("hairline")
        if standing:
            self.setFixedWidth(thick)
        else:
            self.setFixedHeight(thick)


def plain_tooltip(text: str) -> str:
    """Return a tooltip text that Qt cannot take for markup."""
    return text.replace("<", "＜").replace(">", "＞")


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the stylesheet reads, and dress the widget again when it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
