"""The standing parts of the kiosk (取号机部件): head, foot, panels, papers and figures."""

import time
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hall_desk.presenters.kiosk_state import FactBox, KioskState, PaperLine
from hall_desk.ui.icons import mark, paint_icon, pixmap
from hall_desk.ui.kiosk.look import Look
from hall_desk.ui.kit import Hairline, Text
from hall_desk.ui.kit.paint import baseline, draw_text, rounded, text_width

_RIGHT = Qt.AlignmentFlag.AlignRight
HOLD_S = 5.0
_FIXED, _GROW = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding


class KioskHeader(QWidget):
    """Mark, hall and step on the left; clock and date on the right.

    Whoever holds the mark for five seconds knows the hall's way out.
    """

    held = Signal()
    """The mark was held long enough."""

    def __init__(self, look: Look, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._pressed_at: float | None = None
        self._look = look
        self._words = ("", "", "", "")
        self.setFixedHeight(look.px(176 if look.portrait else 136))

    def show_state(self, state: KioskState) -> None:
        """Show the hall, the step and the time."""
        words = (state.hall, state.subtitle, state.clock, state.date)
        if words != self._words:
            self._words = words
            self.setAccessibleName("，".join(words))
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A finger on the mark begins to count; elsewhere it only shows that somebody is there."""
        on_mark = event.position().x() <= self._look.px(56 + 80 + 14)
        self._pressed_at = self._monotonic() if on_mark else None
        event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Five seconds on the mark lead to the staff's page."""
        start, self._pressed_at = self._pressed_at, None
        inside = self.rect().contains(event.position().toPoint())
        if start is not None and inside and self._monotonic() - start >= HOLD_S:
            self.held.emit()
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the head."""
        look, painter = self._look, QPainter(self)
        theme, px = look.theme, look.px
        painter.fillRect(self.rect(), theme.public("ground"))
        white, soft = theme.public("text"), theme.public("text2")
        hall, subtitle, clock, date = self._words
        side, size = px(56), px(80)
        middle = self.height() / 2
        picture = mark(theme, 80, white, theme.public("ground"))
        painter.drawPixmap(QPointF(side, middle - size / 2), picture)
        big, small = theme.font("kiosk.count", 600), theme.font("kiosk.body")
        right = self.width() - side
        upper = QRectF(0, middle - px(48), right, px(64))
        lower = QRectF(0, middle + px(14), right, px(40))
        taken = draw_text(painter, upper, clock, big, white, _RIGHT)
        taken = max(taken, draw_text(painter, lower, date, small, soft, _RIGHT))
        left = side + size + px(28)
        room = right - taken - px(40) - left
        name = fitted(theme.font("kiosk.hall"), hall, room, theme.px(28))
        draw_text(painter, QRectF(left, upper.top(), room, px(60)), hall, name, white)
        draw_text(painter, QRectF(left, middle + px(12), room, px(40)), subtitle, small, soft)


def fitted(font: QFont, text: str, room: float, least: int) -> QFont:
    """The font, made smaller for a long text, but never below the least size."""
    wide = text_width(font, text)
    if wide > room > 0:
        font.setPixelSize(max(int(font.pixelSize() * room / wide), least))
    return font


class Plate(QWidget):
    """A rounded ground with an edge, or none; holds a layout of its user."""

    def __init__(self, look: Look, fill: str = "surface", edge: str | None = "line") -> None:
        super().__init__()
        self.look = look
        self._fill, self._edge = fill, edge

    def set_colors(self, fill: str, edge: str | None) -> None:
        """Change ground and edge."""
        if (fill, edge) != (self._fill, self._edge):
            self._fill, self._edge = fill, edge
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        theme = self.look.theme
        edge = theme.color(self._edge) if self._edge else None
        radius, width = theme.radius("kiosk"), max(theme.px(2), 1)
        rect = QRectF(self.rect())
        rounded(QPainter(self), rect, radius, theme.color(self._fill), edge, width)


class HintPlate(Plate):
    """One sentence with an icon: a hint (blue), a success, or something wrong (red)."""

    _TONES = (
        ("info", ("help", "info", "info_soft", None)),
        ("done", ("ok", "ok", "ok_soft", None)),
        ("error", ("over", "over", "over_soft", "over")),
    )

    def __init__(self, look: Look, text: str = "", tone: str = "info") -> None:
        super().__init__(look)
        row = QHBoxLayout(self)
        high = look.px(20 if look.portrait else 14)
        row.setContentsMargins(look.px(30), high, look.px(30), high)
        row.setSpacing(look.px(20))
        self._icon = Text(look.theme)
        self._text = Text(look.text, "", "kiosk.body", weight=600, wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        self.setSizePolicy(_GROW, _FIXED)
        self._tone = ""
        self.show_hint(text, tone)

    def show_hint(self, text: str, tone: str) -> None:
        """Show a sentence in a tone: info, done or error."""
        self._text.setText(text)
        self.setAccessibleName(text)
        if tone == self._tone:
            return
        self._tone = tone
        icon, ink, fill, edge = dict(self._TONES)[tone]
        self._icon.setPixmap(pixmap(self.look.theme, icon, 36, ink))
        self._text.set_tone(ink)
        self.set_colors(fill, edge)


class IconTile(QWidget):
    """The icon of a kind in white on its teal square."""

    def __init__(self, look: Look, icon: str, size: int = 104, ground: str = "primary") -> None:
        super().__init__()
        self._look, self._icon, self._ground = look, icon, ground
        self.setFixedSize(look.px(size), look.px(size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile."""
        theme, painter, rect = self._look.theme, QPainter(self), QRectF(self.rect())
        rounded(painter, rect, theme.radius("kiosk"), theme.color(self._ground))
        inset = rect.width() * 0.18
        inner = rect.adjusted(inset, inset, -inset, -inset)
        paint_icon(painter, self._icon, inner, theme.color("on_primary"))


class Mark(QWidget):
    """The word beside a paper: 必带 stands out, the others are quiet."""

    def __init__(self, look: Look, word: str, *, must: bool) -> None:
        super().__init__()
        self._look, self._word, self._must = look, word, must
        self.setSizePolicy(_FIXED, _FIXED)

    def sizeHint(self) -> QSize:
        """The word and a little air."""
        wide = text_width(self._look.font("kiosk.body", 600), self._word)
        return QSize(round(wide) + self._look.px(34), self._look.text.px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        theme, painter, rect = self._look.theme, QPainter(self), QRectF(self.rect())
        ground, ink = ("soft", "soft_ink") if self._must else ("sunken", "ink2")
        edge = theme.color("edge") if theme.contrast else None
        rounded(painter, rect, theme.radius("card"), theme.color(ground), edge)
        font = self._look.font("kiosk.body", 600 if self._must else None)
        center = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, rect, self._word, font, theme.color(ink), center)


class PaperRow(QWidget):
    """A paper to bring: name, mark, and below when or what serves as it."""

    def __init__(self, look: Look, paper: PaperLine, *, last: bool) -> None:
        super().__init__()
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addSpacing(px(28 if look.portrait else 20))
        row = QHBoxLayout()
        row.setSpacing(px(20))
        icon = Text(look.theme)
        icon.setPixmap(pixmap(look.theme, "file", 56, "primary"))
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        words, first = QVBoxLayout(), QHBoxLayout()
        words.setSpacing(0)
        first.addWidget(Text(look.text, paper.name, "kiosk.item", wrap=True), 1)
        chip = Mark(look, paper.mark, must=paper.must)
        first.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(first)
        if paper.note:
            words.addWidget(Text(look.text, paper.note, "kiosk.body", "ink2", wrap=True))
        row.addLayout(words, 1)
        column.addLayout(row)
        column.addSpacing(px(24 if look.portrait else 16))
        column.addStretch(1)
        if not last:
            column.addWidget(Hairline(look.theme))
        self.setAccessibleName(f"{paper.mark}，{paper.name}，{paper.note}")


class FactPlate(Plate):
    """A figure of the card: label, value, note; a long value runs over several lines."""

    def __init__(self, look: Look, fact: FactBox, *, wide: bool = False) -> None:
        super().__init__(look)
        column = QVBoxLayout(self)
        pad, high = (look.px(30), look.px(24)) if look.portrait else (look.px(22), look.px(16))
        column.setContentsMargins(pad, high, pad, high)
        column.setSpacing(0)
        self._label = Text(look.text, fact.label, "kiosk.body", "ink2")
        font = "kiosk.body" if wide else "kiosk.item"
        self._value = Text(look.text, fact.value, font, weight=700, wrap=True)
        self._note = Text(look.text, fact.note, "kiosk.body", "ink2", wrap=True)
        for part in (self._label, self._value, self._note):
            column.addWidget(part)
        column.addStretch(1)
        self._note.setVisible(bool(fact.note))
        self.setSizePolicy(_GROW, QSizePolicy.Policy.Preferred)
        self.show_fact(fact)

    def show_fact(self, fact: FactBox) -> None:
        """Show the figure of this moment."""
        self._value.setText(fact.value)
        self._note.setText(fact.note)
        self.setAccessibleName(f"{fact.label}，{fact.value}，{fact.note}")


def tint(look: Look, name: str) -> QColor:
    """A colour of the public screens."""
    return look.theme.public(name)


class MixedLine(QWidget):
    """A line of quiet words with bold ones between them, such as 取号到 17:30."""

    def __init__(self, look: Look, pieces: tuple[tuple[str, bool], ...] = ()) -> None:
        super().__init__()
        self._look, self._pieces = look, pieces
        self.setSizePolicy(QSizePolicy.Policy.Preferred, _FIXED)

    def set_pieces(self, *pieces: tuple[str, bool]) -> None:
        """Show other words; True marks the bold ones."""
        if pieces != self._pieces:
            self._pieces = pieces
            self.setAccessibleName("".join(text for text, _ in pieces))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        wide = sum(text_width(self._font(bold), text) for text, bold in self._pieces)
        return QSize(round(wide) + 2, self._look.text.px(40))

    def minimumSizeHint(self) -> QSize:
        """May be cut when the screen is narrow."""
        return QSize(self._look.px(80), self._look.text.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words."""
        painter, left = QPainter(self), 0.0
        base = baseline(self._font(False), QRectF(self.rect()))
        for text, bold in self._pieces:
            painter.setFont(self._font(bold))
            painter.setPen(self._look.theme.color("ink" if bold else "ink2"))
            painter.drawText(QPointF(left, base), text)
            left += text_width(self._font(bold), text)

    def _font(self, bold: bool) -> QFont:
        return self._look.font("kiosk.body", 700 if bold else None)
