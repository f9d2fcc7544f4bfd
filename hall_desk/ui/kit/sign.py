"""The suspension sign (暂停营业标牌): a whole screen that cannot be overlooked."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.ui.icons import mark, paint_icon
from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.theme import Theme

_RIGHT = Qt.AlignmentFlag.AlignRight
_TITLE = "暂停营业"
_LEAST_VALUE = 48


@dataclass(frozen=True, kw_only=True)
class SignText:
    """What a sign says: where, why, until when, and where to go instead."""

    hall: str
    window: str
    reason: str
    until: str
    since: str = ""
    go_to: str = ""
    go_to_note: str = ""
    foot: str = "给您带来不便，敬请谅解。"
    phones: tuple[tuple[str, str], ...] = (("紧急用电问题请拨打", "95598"), ("监督", "12398"))


class SuspensionSign(QWidget):
    """The sign, drawn for 1920 × 1080 and fitted to any size, also upright."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = theme
        self._sign: SignText | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)

    def show_sign(self, sign: SignText) -> None:
        """Show a sign."""
        self._sign = sign
        words = (
            sign.window,
            _TITLE,
            f"原因 {sign.reason}",
            f"预计恢复 {sign.until}",
            f"请到 {sign.go_to}" if sign.go_to else "",
        )
        self.setAccessibleName("，".join(word for word in words if word))
        self.update()

    def sizeHint(self) -> QSize:
        """The whole screen."""
        return QSize(1920, 1080)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._base.public("suspended"))
        if self._sign is None:
            return
        upright = self.height() > self.width()
        wide, high = (1080, 1440) if upright else (1920, 1080)
        scale = min(self.width() / wide, self.height() / high)
        _SignPainter(painter, self._base.rescaled(scale), self._sign, upright=upright).paint(
            QRectF(self.rect())
        )


class _SignPainter:
    """Draws one sign into a rectangle at the theme's scale."""

    def __init__(self, painter: QPainter, theme: Theme, sign: SignText, *, upright: bool) -> None:
        self._painter, self._theme, self._sign = painter, theme, sign
        self._upright = upright
        self._text = theme.public("text")
        self._quiet = theme.public("suspended_text2")

    def paint(self, whole: QRectF) -> None:
        """Draw head, title, values and foot."""
        px = self._theme.px
        side, edge = (px(56), px(64)) if self._upright else (px(96), px(72))
        area = whole.adjusted(side, edge, -side, -edge)
        self._head(area)
        title_bottom = self._title(area)
        line = QRectF(area.left(), title_bottom, area.width(), max(px(2), 1))
        self._painter.fillRect(line, self._theme.public("suspended_rule"))
        top = line.bottom() + px(40)
        self._values(QRectF(area.left(), top, area.width(), area.bottom() - px(120) - top))
        self._foot(area)

    def _head(self, area: QRectF) -> None:
        px, sign, painter = self._theme.px, self._sign, self._painter
        size = px(64)
        picture = mark(self._theme, 64, self._text, self._theme.public("suspended"))
        painter.drawPixmap(round(area.left()), round(area.top()), picture)
        font = self._fitted("display.kind", sign.window, area.width() / 2, px(40))
        where = QRectF(area.left(), area.top(), area.width(), size)
        taken = 0.0
        if self._upright:
            where.moveTop(area.top() + px(120))
            draw_text(painter, where, sign.window, font, self._text)
        else:
            taken = draw_text(painter, where, sign.window, font, self._text, _RIGHT) + px(32)
        line = QRectF(area.left() + size + px(24), area.top(), 0, size)
        line.setRight(area.right() - taken)
        hall = self._fitted("display.kind", sign.hall, line.width())
        draw_text(painter, line, sign.hall, hall, self._text)

    def _title(self, area: QRectF) -> float:
        """Draw icon, title and its English; return where the line below goes."""
        px = self._theme.px
        icon = px(150 if self._upright else 270)
        middle = area.top() + px(340 if self._upright else 312)
        high = px(200 if self._upright else 304)
        at = QRectF(area.left() - icon * 0.11, middle - icon / 2, icon, icon)
        paint_icon(self._painter, "pause", at, self._text)
        left = at.right() + px(20 if self._upright else 56)
        words = QRectF(left, middle - px(41) - high / 2, area.right() - left, high)
        font = self._fitted("display.sign_title", _TITLE, words.width())
        draw_text(self._painter, words, _TITLE, font, self._text)
        english = QRectF(left + px(8), words.bottom() + px(19), words.width(), px(64))
        second = self._font("display.hall", 400)
        second.setPixelSize(px(48))
        draw_text(self._painter, english, "Temporarily closed", second, self._quiet)
        return english.bottom() + px(50)

    def _values(self, area: QRectF) -> None:
        sign, px = self._sign, self._theme.px
        since = f"自 {sign.since} 起" if sign.since else ""
        columns = [("原因", sign.reason, ""), ("预计恢复", sign.until, since)]
        if sign.go_to:
            columns.append(("请到", sign.go_to, sign.go_to_note))
        if self._upright:
            for at, (label, value, note) in enumerate(columns):
                step = min(area.height() / 3, px(300))
                box = QRectF(area.left(), area.top() + at * step, area.width(), 0)
                self._value(box, label, value, note)
            return
        wide = area.width() * 0.328
        for at, (label, value, note) in enumerate(columns):
            last = at == len(columns) - 1
            room = area.width() - at * wide if last else wide - px(32)
            self._value(QRectF(area.left() + at * wide, area.top(), room, 0), label, value, note)

    def _value(self, box: QRectF, label: str, value: str, note: str) -> None:
        px, painter = self._theme.px, self._painter
        small = self._font("display.body")
        row = QRectF(box.left(), box.top(), box.width(), px(48))
        draw_text(painter, row, label, small, self._quiet)
        font = self._fitted("display.sign_value", value, box.width())
        lines = [value]
        if font.pixelSize() < px(_LEAST_VALUE):
            lines = _broken(value)
            faces = [self._fitted("display.sign_value", line, box.width()) for line in lines]
            font = min(faces, key=QFont.pixelSize)
        pitch = px(96) if len(lines) == 1 else font.pixelSize() * 1.3
        row = QRectF(box.left(), box.top() + px(42), box.width(), pitch)
        for line in lines:
            draw_text(painter, row, line, font, self._text)
            row.moveTop(row.bottom())
        small.setPixelSize(px(28))
        row = QRectF(box.left(), row.top(), box.width(), px(40))
        draw_text(painter, row, note, small, self._quiet)

    def _foot(self, area: QRectF) -> None:
        px, painter = self._theme.px, self._painter
        font, strong = self._font("display.body"), self._font("display.body", 700)
        row = QRectF(area.left(), area.bottom() - px(44), area.width(), px(44))
        draw_text(painter, row, self._sign.foot, font, self._text)
        if self._upright:
            row.moveTop(row.top() - px(52))
        right = row.right()
        for number, (label, phone) in enumerate(reversed(self._sign.phones)):
            pieces = [(phone, strong, self._text), (f"{label} ", font, self._quiet)]
            if number:
                pieces.insert(0, (" · ", font, self._quiet))
            for text, face, tint in pieces:
                box = QRectF(row.left(), row.top(), right - row.left(), row.height())
                right -= draw_text(painter, box, text, face, tint, _RIGHT)

    def _font(self, token: str, weight: int | None = None) -> QFont:
        return self._theme.font(token, weight)

    def _fitted(self, token: str, text: str, room: float, size: int = 0) -> QFont:
        """Return the token's font (or another size), smaller when the text would not fit."""
        font = self._font(token)
        if size:
            font.setPixelSize(size)
        wide = text_width(font, text)
        if wide > room > 0:
            font.setPixelSize(max(int(font.pixelSize() * room / wide), 8))
        return font


def _broken(value: str) -> list[str]:
    """A long value on lines of its own: each place to go, and an address in brackets."""
    return value.replace("，或", "，\n或").replace("（", "\n（").split("\n")


class SignPreview(QWidget):
    """The sign as a small panel in the suspension dialog."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._sign: SignText | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sign(self, sign: SignText) -> None:
        """Show a sign."""
        self._sign = sign
        self.setAccessibleName(f"标牌预览，{sign.window}，{sign.reason}，{sign.until}")
        self.update()

    def sizeHint(self) -> QSize:
        """365 × 204."""
        return QSize(self.theme.px(365), self.theme.px(204))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the panel."""
        theme, painter, px = self.theme, QPainter(self), self.theme.px
        ground, border = theme.public("suspended"), theme.color("edge")
        edge = border if theme.contrast else None
        rounded(painter, QRectF(self.rect()), theme.radius("card"), ground, edge, px(1))
        sign = self._sign
        if sign is None:
            return
        text = theme.public("text")
        room = self.width() - px(40)
        self._line(painter, 20, 24, sign.window, theme.font("body"), text, room)
        title = theme.font("change")
        title.setPixelSize(px(48))
        self._line(painter, 46, 64, _TITLE, title, text, room)
        until = (
            f"{sign.since} 起 · 预计 {sign.until} 恢复" if sign.since else f"预计 {sign.until} 恢复"
        )
        go_to = f"请到 {sign.go_to}办理" if sign.go_to else ""
        for at, line in enumerate((f"原因 {sign.reason}", until, go_to)):
            self._line(painter, 119 + 22 * at, 22, line, theme.font("body"), text, room)

    def _line(
        self,
        painter: QPainter,
        top: int,
        high: int,
        words: str,
        font: QFont,
        ink: QColor,
        room: int,
    ) -> None:
        px = self.theme.px
        draw_text(painter, QRectF(px(20), px(top), room, px(high)), words, font, ink)
