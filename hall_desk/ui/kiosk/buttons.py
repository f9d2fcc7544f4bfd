"""What a customer touches (触摸按钮): large, with words, never smaller than a finger."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.presenters.kiosk_state import KindTile
from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kiosk.look import Look
from hall_desk.ui.kit import KitButton
from hall_desk.ui.kit.paint import baseline, draw_text, rounded, text_width

WIDOW = 4
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_RIGHT = Qt.AlignmentFlag.AlignRight
Fill = Literal["plain", "primary", "chosen"]


class TouchButton(KitButton):
    """The base: takes the focus from the keyboard only, leaves the arrows to the page."""

    def __init__(
        self,
        look: Look,
        text: str,
        icon: str | None = None,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look.theme, text, icon, None, object_name, parent)
        self.look = look
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("focusRadius", "kiosk")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows belong to the page, which goes to the neighbour."""
        if event.key() in ARROWS:
            event.ignore()
            return
        super().keyPressEvent(event)

    def paint_plate(self, painter: QPainter, fill: Fill = "plain") -> QColor:
        """Draw the ground of the button's state; return the colour of its words."""
        theme, rect = self.look.theme, QRectF(self.rect())
        radius, edge = float(theme.radius("kiosk")), max(theme.px(2), 1)
        if not self.isEnabled():
            rounded(painter, rect, radius, theme.color("sunken"), theme.color("line"), edge)
            return theme.color("ink3")
        down = self.isDown()
        if fill == "primary":
            rounded(painter, rect, radius, theme.color("primary_press" if down else "primary"))
            return theme.color("on_primary")
        if fill == "chosen":
            rounded(painter, rect, radius, theme.color("soft"), theme.color("primary"), edge)
            return theme.color("soft_ink")
        ground, border = ("bar_track" if down else "surface"), ("line" if self.quiet else "edge")
        rounded(painter, rect, radius, theme.color(ground), theme.color(border), edge)
        return theme.color("ink")


class WideButton(TouchButton):
    """Icon and words in the middle; ``high`` is the height at 100 %."""

    def __init__(
        self,
        look: Look,
        text: str,
        icon: str | None = None,
        object_name: str = "",
        *,
        high: int = 112,
        fill: Fill = "plain",
        font: str = "kiosk.button",
        grows: bool = True,
        icon_last: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, text, icon, object_name, parent)
        self._high, self._fill, self._token = high, fill, font
        self._icon_last = icon_last
        grow = QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Fixed
        self.setSizePolicy(grow, QSizePolicy.Policy.Fixed)

    def set_fill(self, fill: Fill) -> None:
        """Make it plain, primary or chosen."""
        if fill != self._fill:
            self._fill = fill
            self.update()

    def set_font(self, font: str, high: int) -> None:
        """Another size of words, and the height that belongs to it."""
        self._token, self._high = font, high
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Words, icon and air."""
        wide = self._content() + 2 * self.look.px(32)
        least = self.look.target(112)
        return QSize(max(round(wide), least), self.look.target(self._high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button."""
        painter = QPainter(self)
        ink = self.paint_plate(painter, self._fill)
        room = self.width() - 2 * self.look.px(16)
        wide = min(self._content(), float(room))
        left = (self.width() - wide) / 2
        words = QRectF(left, 0, wide + 1, self.height())
        if self.icon_name:
            size, gap = self._icon_size(), self._gap()
            at = QRectF(left, (self.height() - size) / 2, size, size)
            if self._icon_last:
                at.moveLeft(left + wide - size)
                words.setRight(at.left() - gap + 1)
            else:
                words.setLeft(at.right() + gap)
            paint_icon(painter, self.icon_name, at, ink)
        draw_text(painter, words, self.text(), self._font(), ink)

    def _font(self) -> QFont:
        return self.look.font(self._token, 600 if self._token == "kiosk.body" else None)

    def _icon_size(self) -> int:
        return round(self._font().pixelSize() * 1.12)

    def _gap(self) -> int:
        return round(self._font().pixelSize() * (0.66 if self._high > 120 else 0.5))

    def _content(self) -> float:
        wide = text_width(self._font(), self.text())
        return wide + (self._icon_size() + self._gap() if self.icon_name else 0)


class SearchButton(TouchButton):
    """Looks like the field it opens: an icon and what may be typed."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "找事项：说法或拼音首字母，如 装电表、jdf", "search", "open_search")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a button."""
        return QSize(self.look.px(400), self.look.target(118 if self.look.portrait else 104))

    def minimumSizeHint(self) -> QSize:
        """The words may be cut."""
        return QSize(self.look.px(200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plate."""
        painter, px = QPainter(self), self.look.px
        ink = self.paint_plate(painter)
        size = px(44)
        at = QRectF(px(42), (self.height() - size) / 2, size, size)
        paint_icon(painter, "search", at, ink)
        room = QRectF(at.right() + px(28), 0, self.width() - at.right() - px(56), self.height())
        font = self.look.font("kiosk.button", 400)
        wide = text_width(font, self.text())
        if wide > room.width():
            font.setPixelSize(max(round(font.pixelSize() * room.width() / wide), px(26)))
        draw_text(painter, room, self.text(), font, self.look.theme.color("ink2"))


class ChoiceButton(TouchButton):
    """An item to choose: its name over one or two lines and a mark that it leads on."""

    def __init__(self, look: Look, text: str, object_name: str, *, icon: str | None = None) -> None:
        super().__init__(look, text, icon, object_name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def hasHeightForWidth(self) -> bool:
        """All of a page are alike."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Two lines of words."""
        words = 2 * self.look.text.px(40) + 2 * self.look.px(12)
        return max(self.look.target(120 if self.look.portrait else 104), words)

    def sizeHint(self) -> QSize:
        """Half a portrait screen."""
        return QSize(self.look.px(460), self.heightForWidth(0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button."""
        painter, px = QPainter(self), self.look.px
        ink = self.paint_plate(painter)
        left = px(28)
        if self.icon_name:
            at = QRectF(left, (self.height() - px(44)) / 2, px(44), px(44))
            paint_icon(painter, self.icon_name, at, self.look.theme.color("primary"))
            left += px(68)
        size = px(32)
        arrow = QRectF(self.width() - px(20) - size, (self.height() - size) / 2, size, size)
        paint_icon(painter, "right", arrow, ink)
        font = self.look.font("kiosk.button")
        room = arrow.left() - px(8) - left
        lines = broken(font, self.text(), room)
        if len(lines) > 1:
            font.setPixelSize(self.look.text.px(32))
            lines = broken(font, self.text(), room)
        if len(lines) > 2:
            font.setPixelSize(self.look.text.px(28))
            lines = broken(font, self.text(), room)[:2]
        step = round(font.pixelSize() * 1.22)
        top = (self.height() - step * len(lines)) / 2
        for at_line, line in enumerate(lines):
            box = QRectF(left, top + at_line * step, room + 1, step)
            draw_text(painter, box, line, font, ink)


def broken(font: QFont, text: str, room: float) -> list[str]:
    """A name over as few lines as hold it; a bracket moves down whole when it fits."""
    if text_width(font, text) <= room:
        return [text]
    cut = text.find("（")
    if cut > 0 and text_width(font, text[:cut]) <= room and text_width(font, text[cut:]) <= room:
        return [text[:cut], text[cut:]]
    lines, line = [], ""
    for sign in text:
        if line and sign not in "）。，、" and text_width(font, line + sign) > room:
            lines.append(line)
            line = ""
        line += sign
    if lines and len(line) < WIDOW:  # a last line of one or two characters reads badly
        whole = lines[-1] + line
        lines[-1], line = whole[:-WIDOW], whole[-WIDOW:]
    return [*lines, line]


def whole_words(sayings: str, font: QFont, room: float) -> str:
    """As many of the words between the marks as fit; none is cut in two."""
    words = sayings.split("、")
    while len(words) > 1 and text_width(font, "、".join(words)) > room:
        words.pop()
    return "、".join(words)


class KindCard(TouchButton):
    """A kind of business: icon, name, everyday words, people ahead and the wait."""

    def __init__(self, look: Look, tile: KindTile) -> None:
        super().__init__(look, tile.name, tile.icon, f"kind_{tile.prefix}")
        self.quiet = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(look.target(200))
        self._tile = tile
        self.show_tile(tile)

    def show_tile(self, tile: KindTile) -> None:
        """Show the kind's line of this moment."""
        self._tile = tile
        self.set_enabled(not tile.stopped, tile.stopped)
        line = tile.stopped or f"前面 {tile.ahead} 人，{tile.estimate}"
        self.setAccessibleName(f"{tile.name}，{tile.sayings}，{line}")
        self.update()

    def sizeHint(self) -> QSize:
        """1024 × 264 upright, 892 × 264 lying."""
        wide = 1024 if self.look.portrait else 892
        return QSize(self.look.px(wide), self.look.px(264))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter, px = QPainter(self), self.look.px
        self.paint_plate(painter)
        pad = px(42 if self.look.portrait else 38)
        right = self.width() - pad
        if self.look.portrait:
            size = px(48)
            at = QRectF(self.width() - px(67) - size / 2, (self.height() - size) / 2, size, size)
            if self.isEnabled():
                paint_icon(painter, "right", at, self.look.theme.color("ink"))
            right = self.width() - px(127)
        left = self._paint_icon(painter, pad)
        line = self._paint_line(painter, right)
        self._paint_name(painter, left, line - px(24) - left)

    def _paint_icon(self, painter: QPainter, pad: int) -> int:
        theme, size = self.look.theme, self.look.px(128)
        ground = theme.color("primary" if self.isEnabled() else "hold")
        box = QRectF(pad, (self.height() - size) / 2, size, size)
        rounded(painter, box, theme.radius("kiosk"), ground)
        inset = self.look.px(23)
        inner = box.adjusted(inset, inset, -inset, -inset)
        icon = self._tile.icon if self.isEnabled() else "pause"
        paint_icon(painter, icon, inner, theme.color("on_primary"))
        return pad + size + self.look.px(36 if self.look.portrait else 32)

    def _paint_name(self, painter: QPainter, left: int, room: float) -> None:
        theme, tile = self.look.theme, self._tile
        name, small = self.look.font("kiosk.kind"), self.look.font("kiosk.body")
        high, low = self.look.text.px(80), self.look.text.px(40)
        top = (self.height() - high - low) / 2
        ink = theme.color("ink" if self.isEnabled() else "ink2")
        row = QRectF(left, top, room, high)
        wide = draw_text(painter, row, tile.name, name, ink)
        letter = self.look.font("kiosk.body", 600)
        letter.setPixelSize(self.look.text.px(34))
        painter.setFont(letter)
        painter.setPen(theme.color("ink3"))
        base = round(baseline(name, row))
        painter.drawText(round(left + wide + self.look.px(16)), base, tile.prefix)
        below = QRectF(left, top + high, room, low)
        words = tile.stopped or whole_words(tile.sayings, small, room)
        draw_text(painter, below, words, small, theme.color("ink2"))

    def _paint_line(self, painter: QPainter, right: int) -> float:
        """People ahead above, the wait below; return its left edge."""
        theme, tile, px = self.look.theme, self._tile, self.look.text.px
        body, count = self.look.font("kiosk.body"), self.look.font("kiosk.count")
        if tile.stopped:
            box = QRectF(0, 0, right, self.height())
            strong = self.look.font("kiosk.button")
            wide = draw_text(painter, box, "暂停营业", strong, theme.color("hold"), _RIGHT)
            return right - wide
        ink, soft = theme.color("ink"), theme.color("ink2")
        body.setPixelSize(px(29))
        middle = self.height() / 2
        base = round(middle + px(8))
        left = float(right)
        number = str(tile.ahead)
        for text, font, color in (("人", body, soft), (number, count, ink), ("前面", body, soft)):
            left -= text_width(font, text)
            painter.setFont(font)
            painter.setPen(color)
            painter.drawText(round(left), base, text)
            left -= px(8)
        below = QRectF(0, middle + px(16), right, px(40))
        wide = draw_text(painter, below, tile.estimate, body, soft, _RIGHT)
        return min(left, right - wide)
