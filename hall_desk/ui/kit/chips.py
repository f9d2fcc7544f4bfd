"""Chips (状态签): an icon and a word on a quiet ground, never a dot alone."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.kit.text import plain_tooltip
from hall_desk.ui.theme import Theme, tokens


class Chip(QWidget):
    """An icon and a word in a rounded ground, 24 (large: 28) high."""

    def __init__(
        self,
        theme: Theme,
        word: str,
        icon: str | None = None,
        text_color: str = "ink2",
        ground_color: str = "sunken",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._large = large
        self._shown: tuple[str, str | None, str, str] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_chip(word, icon, text_color, ground_color)

    def word(self) -> str:
        """Return the chip's word."""
        return self._word

    def set_chip(
        self, word: str, icon: str | None, text_color: str = "ink2", ground_color: str = "sunken"
    ) -> None:
        """Show another word, icon and colours (token names)."""
        shown = (word, icon, text_color, ground_color)
        if shown == self._shown:
            return
        self._shown = shown
        self._word, self._icon = word, icon
        self._text_color, self._ground_color = text_color, ground_color
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def set_state(self, state: str, word: str | None = None) -> None:
        """Show one of the states of the tokens (open, suspended, calling, priority …)."""
        token = tokens()["state"][state]
        self.set_chip(word or token["word"], token["icon"], token["text"], token["ground"])

    def set_stage(self, stage: str, word: str | None = None) -> None:
        """Show a stage of the time limit: within, near, over, none or paused."""
        token = tokens()["stage"][stage]
        ink, ground = token["chip_text"], token["chip_ground"]
        self.set_chip(word or token["word"], token["icon"], ink, ground)

    def sizeHint(self) -> QSize:
        """As wide as its word."""
        width = chip_width(self.theme, self._word, self._icon, large=self._large)
        return QSize(round(width) + 1, self.theme.size("chip_large" if self._large else "chip"))

    def minimumSizeHint(self) -> QSize:
        """Room for the icon and one character; a longer word is elided."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.theme.px(64)), hint.height())

    def event(self, event: QEvent) -> bool:
        """Tell the whole word of an elided chip."""
        elided = self.width() < self.sizeHint().width()
        if elided and isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tooltip(self._word), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        rect, colors = QRectF(self.rect()), (self._text_color, self._ground_color)
        painter = QPainter(self)
        paint_chip(painter, self.theme, rect, self._word, self._icon, *colors, large=self._large)


def chip_width(theme: Theme, word: str, icon: str | None, *, large: bool = False) -> float:
    """Return how wide a chip is."""
    return text_width(_font(theme, large), word) + _before(theme, icon, large) + theme.px(8)


def paint_chip(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    word: str,
    icon: str | None,
    text_color: str,
    ground_color: str,
    *,
    large: bool = False,
) -> None:
    """Draw a chip into a painting widget."""
    ink = theme.color(text_color)
    border = ink if theme.contrast and ground_color != "over" else None
    rounded(painter, rect, theme.radius("chip"), theme.color(ground_color), border, theme.px(1))
    if icon:
        size = _icon_size(theme, large)
        at = QRectF(rect.left() + theme.px(8), rect.center().y() - size / 2, size, size)
        paint_icon(painter, icon, at, ink)
    words = rect.adjusted(_before(theme, icon, large), 0, 1 - theme.px(8), 0)
    draw_text(painter, words, word, _font(theme, large), ink)


def _font(theme: Theme, large: bool) -> QFont:
    return theme.font("strong" if large else "small", 600)


def _icon_size(theme: Theme, large: bool) -> int:
    return theme.px(18 if large else 16)


def _before(theme: Theme, icon: str | None, large: bool) -> int:
    """The room left of the word."""
    pad = theme.px(8)
    return pad + _icon_size(theme, large) + theme.px(4) if icon else pad


class StageChip(Chip):
    """The chip of a time-limit stage (在限内, 将到时, 已超时, 不限时, 已暂停)."""

    def __init__(
        self,
        theme: Theme,
        stage: str = "within",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "", None, large=large, parent=parent)
        self.set_stage(stage)


class LetterTile(QWidget):
    """The letter of a kind of business on a soft square (A 缴费)."""

    def __init__(
        self, theme: Theme, letter: str, *, quiet: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._letter, self._quiet = letter, quiet
        self.setAccessibleName(letter)
        self.setFixedSize(theme.px(28), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the letter."""
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        quiet = self._quiet and not theme.contrast
        ink = theme.color("ink2" if quiet else "soft_ink")
        ground = theme.color("sunken" if quiet else "soft")
        border = ink if theme.contrast else None
        rounded(painter, rect, theme.radius("chip"), ground, border, theme.px(1))
        center = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, rect, self._letter, theme.font("strong", 700), ink, center)


def state_chip(
    theme: Theme,
    state: str,
    word: str | None = None,
    large: bool = False,
    parent: QWidget | None = None,
) -> Chip:
    """Return the chip of a state: open, suspended, calling, serving, pending, priority …"""
    chip = Chip(theme, "", None, large=large, parent=parent)
    chip.set_state(state, word)
    return chip


def kind_chip(theme: Theme, word: str, parent: QWidget | None = None) -> Chip:
    """Return a quiet chip without an icon, for a kind of business or of ticket."""
    return Chip(theme, word, None, "ink2", "sunken", parent=parent)
