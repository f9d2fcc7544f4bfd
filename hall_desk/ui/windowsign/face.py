"""The painted sign of a window: its number, what it handles in each language, what it does now."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from hall_desk.domain.windowsigns import lines_of
from hall_desk.presenters.window_sign import Doing, WindowSignState
from hall_desk.ui.display.panel import PublicPanel, fitted, wrapped
from hall_desk.ui.icons import mark, paint_icon
from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.script import draw_line, missing_letters
from hall_desk.ui.theme import Theme

_ICONS = {
    Doing.OPEN: "ok",
    Doing.NEXT: "call",
    Doing.SERVING: "user",
    Doing.AWAY: "pause",
    Doing.SUSPENDED: "pause",
    Doing.CLOSED: "stop",
}
_QUIET = (Doing.AWAY, Doing.CLOSED)
BAND, FOOT, DOING = 112, 88, 280


class SignFace(PublicPanel[WindowSignState | None]):
    """Drawn for 1920 × 1080 and for 1080 × 1920."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, None)
        self._drawable: dict[str, bool] = {}

    def show_state(self, state: WindowSignState) -> None:
        """Show the moment."""
        words = (f"{state.number}号窗口", state.name, state.name_en, state.third)
        name = "，".join(word for word in (*words, f"{state.words} {state.code}") if word)
        self.show_content(state, name)

    def has_third(self) -> bool:
        """Whether a third line stands there: filled in, and this PC has its letters."""
        state = self.content
        if state is None or not state.third:
            return False
        if state.third not in self._drawable:
            font = self.theme.font("display.kind", 600)
            self._drawable = {state.third: not missing_letters(state.third, font)}
        return self._drawable[state.third]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw band, words, what the window does, and foot."""
        state, painter, px = self.content, QPainter(self), self.theme.px
        quiet = state is not None and state.doing in _QUIET
        painter.fillRect(self.rect(), self.tint("suspended" if quiet else "ground"))
        if state is None:
            return
        self._band(painter, state)
        side = px(72)
        body = QRectF(side, px(BAND), self.width() - 2 * side, self.height() - px(BAND + FOOT))
        doing = QRectF(body.left(), body.bottom() - px(DOING), body.width(), px(DOING - 40))
        body.setBottom(doing.top() - px(24))
        if self.height() > self.width():
            self._upright(painter, body, state)
        else:
            self._wide(painter, body, state)
        self._doing(painter, doing, state)
        self._foot(painter, state)

    def _band(self, painter: QPainter, state: WindowSignState) -> None:
        theme, px = self.theme, self.theme.px
        painter.fillRect(QRectF(0, 0, self.width(), px(BAND)), self.tint("band"))
        size = px(64)
        picture = mark(theme, 64, self.tint("text"), self.tint("band"))
        painter.drawPixmap(QPointF(px(72), (px(BAND) - size) / 2), picture)
        row = QRectF(px(72), 0, self.width() - px(144), px(BAND))
        taken = 0.0
        if state.staff_no:
            strong = theme.font("display.hall")
            taken = self.words_right(painter, row, state.staff_no, strong, "text")
            label = row.adjusted(0, 0, -taken - px(16), 0)
            taken += px(16) + self.words_right(
                painter, label, "工号", theme.font("display.body"), "text2"
            )
        left = row.left() + size + px(24)
        room = row.right() - taken - px(32) - left
        row = QRectF(left, 0, room, px(BAND))
        self.heading(painter, row, state.hall, theme.font("display.hall", 600), px(28))

    def _wide(self, painter: QPainter, body: QRectF, state: WindowSignState) -> None:
        """The number at the left, the languages beside it."""
        px = self.theme.px
        number = QRectF(body.left(), body.top() + px(24), px(560), body.height() - px(24))
        self._number(painter, number, state)
        words = QRectF(body)
        words.setLeft(number.right() + px(40))
        self._languages(painter, words.adjusted(0, px(56), 0, -px(8)), state)

    def _upright(self, painter: QPainter, body: QRectF, state: WindowSignState) -> None:
        """The number above, the languages below it."""
        px = self.theme.px
        number = QRectF(body.left(), body.top() + px(56), body.width(), px(560))
        self._number(painter, number, state)
        words = QRectF(body)
        words.setTop(number.bottom() + px(40))
        self._languages(painter, words, state)

    def _number(self, painter: QPainter, area: QRectF, state: WindowSignState) -> None:
        theme, px = self.theme, self.theme.px
        font = theme.font("display.sign_title")
        font.setPixelSize(px(460))
        text = str(state.number)
        font = fitted(font, text, area.width() * 0.72, px(200))
        row = QRectF(area.left(), area.top(), area.width(), px(430))
        taken = draw_text(painter, row, text, font, self.tint("text"))
        unit = theme.font("display.clock")
        beside = QRectF(row.left() + taken + px(20), row.bottom() - px(190), px(240), px(80))
        if beside.right() > area.right() + px(40):
            beside.setWidth(max(area.right() + px(40) - beside.left(), px(60)))
        self.words(painter, beside, "号", unit, "text")
        self.words(painter, beside.translated(0, px(84)), "窗口", fitted(unit, "窗口",
                   beside.width(), px(28)), "text")  # fmt: skip
        label = QRectF(row.left() + px(8), row.bottom() - px(8), area.width(), px(64))
        self.words(painter, label, f"Window {state.number}", theme.font("display.kind"), "text2")

    def _languages(self, painter: QPainter, area: QRectF, state: WindowSignState) -> None:
        theme, px = self.theme, self.theme.px
        name = theme.font("display.clock")
        name.setPixelSize(px(120))
        lines = lines_of(state.name, lambda line: text_width(name, line) <= area.width())
        if len(lines) > 2:
            # Rather smaller letters than a third line.
            small = theme.font("display.clock")
            lines = lines_of(state.name, lambda line: text_width(small, line) <= area.width())
            name = small
        widest = max(lines, key=lambda line: text_width(name, line))
        name = fitted(name, widest, area.width(), px(40))
        y = area.top()
        for line in lines:
            row = QRectF(area.left(), y, area.width(), name.pixelSize() * 1.24)
            self.words(painter, row, line, name, "text")
            y = row.bottom()
        if state.kinds:
            kinds = theme.font("display.kind")
            row = QRectF(area.left(), y, area.width(), px(64))
            fit = fitted(kinds, state.kinds, row.width(), px(24))
            self.words(painter, row, state.kinds, fit, "text2")
            y = row.bottom()
        english = theme.font("display.hall", 400)
        english.setPixelSize(px(52))
        broken = lines_of(state.name_en, lambda line: text_width(english, line) <= area.width())
        if len(broken) > 2:
            broken = wrapped(english, state.name_en, area.width(), 2)
        for line in broken:
            row = QRectF(area.left(), y + px(10), area.width(), px(64))
            self.words(painter, row, line, english, "text2")
            y = row.bottom()
        if self.has_third():
            third = theme.font("display.clock", 600)
            third.setPixelSize(px(68))
            row = QRectF(area.left(), y + px(24), area.width(), px(110))
            self.rule(painter, row.left(), row.right(), row.top(), "rule")
            row.adjust(0, px(12), 0, 0)
            draw_line(painter, row, state.third, third, self.tint("text"), rtl=state.rtl)

    def _doing(self, painter: QPainter, card: QRectF, state: WindowSignState) -> None:
        """What the window does now: icon and words in both languages, the number large."""
        theme, px = self.theme, self.theme.px
        loud = state.doing in (Doing.NEXT, Doing.SERVING, Doing.OPEN)
        fill = "call_ground" if state.doing is Doing.NEXT else "panel"
        if not loud:
            fill = "suspended_rule"
        ink = self.tint("call_text" if state.doing is Doing.NEXT else "text")
        rounded(painter, card, px(12), self.tint(fill))
        inner = card.adjusted(px(48), 0, -px(48), 0)
        size = px(96)
        at = QRectF(inner.left(), inner.center().y() - size / 2, size, size)
        paint_icon(painter, _ICONS[state.doing], at, ink)
        room = inner.adjusted(size + px(40), 0, 0, 0)
        if state.code:
            code = theme.font("display.call")
            code.setPixelSize(px(150 if self.width() > self.height() else 120))
            taken = draw_text(painter, room, state.code, code, ink, Qt.AlignmentFlag.AlignRight)
            room.setRight(room.right() - taken - px(32))
        words = theme.font("display.clock")
        words.setPixelSize(px(76))
        words = fitted(words, state.words, room.width(), px(36))
        upper = QRectF(room.left(), card.center().y() - px(84), room.width(), px(96))
        draw_text(painter, upper, state.words, words, ink)
        english = theme.font("display.kind", 400)
        english = fitted(english, state.words_en, room.width(), px(22))
        lower = QRectF(room.left(), card.center().y() + px(20), room.width(), px(60))
        draw_text(painter, lower, state.words_en, english, ink)

    def _foot(self, painter: QPainter, state: WindowSignState) -> None:
        theme, px = self.theme, self.theme.px
        row = QRectF(px(72), self.height() - px(FOOT), self.width() - px(144), px(FOOT))
        font = theme.font("display.body")
        phones = " · ".join(f"{label} {phone}" for label, phone in state.foot)
        tint = "suspended_text2" if state.doing in _QUIET else "text2"
        taken = self.words_right(painter, row, phones, font, tint)
        row.setRight(row.right() - taken - px(32))
        small = theme.font("display.body")
        small.setPixelSize(px(24))
        self.words(painter, row, state.banner, small, tint)
