"""The painted parts of the side screen: its bands, the visit, the amounts, the sheet."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from hall_desk.presenters.customer_state import AmountsView, CustomerState, SheetLineView, Stage
from hall_desk.ui.display.panel import PublicPanel, fitted, wrapped
from hall_desk.ui.icons import mark, paint_icon
from hall_desk.ui.kit.paint import draw_text, rounded
from hall_desk.ui.theme import Theme

_CENTER = Qt.AlignmentFlag.AlignHCenter
_RIGHT = Qt.AlignmentFlag.AlignRight
BAND, FOOT = 88, 64
MOST_ROWS = 7


class Face(PublicPanel[CustomerState | None]):
    """The whole screen but its buttons."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, None)

    def show_state(self, state: CustomerState) -> None:
        """Show the moment."""
        self.show_content(state, f"{state.title}，{state.sentence}，{state.code}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bands and body."""
        state, painter, px = self.content, QPainter(self), self.theme.px
        away = state is not None and state.stage is Stage.AWAY
        painter.fillRect(self.rect(), self.tint("suspended" if away else "ground"))
        if state is None:
            return
        self._band(painter, state)
        self._foot(painter, state)
        side = px(48)
        body = QRectF(side, px(BAND), self.width() - 2 * side, self.height() - px(BAND) - px(FOOT))
        if state.stage is Stage.SERVING:
            self._visit(painter, body, state)
        elif state.stage is Stage.SHEET:
            self._sheet(painter, body, state)
        elif state.stage is Stage.RATING:
            self._question(painter, body, state)
        else:
            self._poster(painter, body, state)

    def _band(self, painter: QPainter, state: CustomerState) -> None:
        theme, px = self.theme, self.theme.px
        painter.fillRect(QRectF(0, 0, self.width(), px(BAND)), self.tint("band"))
        size = px(48)
        picture = mark(theme, 48, self.tint("text"), self.tint("band"))
        painter.drawPixmap(QPointF(px(48), (px(BAND) - size) / 2), picture)
        row = QRectF(px(48), 0, self.width() - px(96), px(BAND))
        font = theme.font("display.body", 600)
        font.setPixelSize(px(28))
        taken = self.words_right(painter, row, state.place, font, "text")
        left = px(48) + size + px(20)
        room = row.right() - taken - px(24) - left
        row = QRectF(left, 0, room, px(BAND))
        self.heading(painter, row, state.hall, theme.font("display.kind", 600), px(22))

    def _foot(self, painter: QPainter, state: CustomerState) -> None:
        theme, px = self.theme, self.theme.px
        top = self.height() - px(FOOT)
        painter.fillRect(QRectF(0, top, self.width(), px(FOOT)), self.tint("band"))
        row = QRectF(px(48), top, self.width() - px(96), px(FOOT))
        font = theme.font("display.body")
        font.setPixelSize(px(24))
        phones = " · ".join(f"{label} {phone}" for label, phone in state.foot)
        taken = self.words_right(painter, row, phones, font, "text2")
        row.setRight(row.right() - taken - px(24))
        small = fitted(font, state.slogan, row.width(), px(18))
        self.words(painter, row, state.slogan, small, "text2")

    def _poster(self, painter: QPainter, body: QRectF, state: CustomerState) -> None:
        """One large thing in the middle: a number, or a welcome."""
        theme, px = self.theme, self.theme.px
        quiet = "suspended_text2" if state.stage is Stage.AWAY else "text2"
        middle = body.center().y()
        if state.code:
            huge = theme.font("display.call")
            huge.setPixelSize(px(200))
            row = QRectF(body.left(), middle - px(230), body.width(), px(220))
            draw_text(painter, row, state.code, huge, self.tint("text"), _CENTER)
            middle += px(60)
        title = theme.font("display.clock")
        title.setPixelSize(px(84))
        title = fitted(title, state.title, body.width(), px(40))
        row = QRectF(body.left(), middle - px(80), body.width(), px(110))
        draw_text(painter, row, state.title, title, self.tint("text"), _CENTER)
        self._centred(painter, body, middle + px(56), state.sentence, 36, quiet)

    def _question(self, painter: QPainter, body: QRectF, state: CustomerState) -> None:
        theme, px = self.theme, self.theme.px
        title = theme.font("display.clock")
        title.setPixelSize(px(64))
        row = QRectF(body.left(), body.top() + px(48), body.width(), px(88))
        draw_text(painter, row, state.title, title, self.tint("text"), _CENTER)
        self._centred(painter, body, body.top() + px(144), state.sentence, 30, "text2")
        self._centred(painter, body, body.bottom() - px(80), f"票号 {state.code}", 28, "text2")

    def _centred(
        self, painter: QPainter, body: QRectF, top: float, text: str, size: int, tint: str
    ) -> None:
        px = self.theme.px
        font = self.theme.font("display.body")
        font.setPixelSize(px(size))
        for at, line in enumerate(wrapped(font, text, body.width(), 3)):
            row = QRectF(body.left(), top + at * px(size) * 1.5, body.width(), px(size) * 1.5)
            draw_text(painter, row, line, font, self.tint(tint), _CENTER)

    def _visit(self, painter: QPainter, body: QRectF, state: CustomerState) -> None:
        """Number and items; beside or below them the amounts, once there are any."""
        px = self.theme.px
        money = bool(state.amounts.due)
        portrait = self.height() > self.width()
        left = QRectF(body)
        if money and portrait:
            left.setHeight(body.height() - px(480))
        elif money:
            left.setWidth(body.width() - px(520))
        self._items(painter, left.adjusted(0, px(32), 0, -px(24)), state)
        if money:
            card = QRectF(body.right() - px(488), body.top() + px(40), px(488), 0)
            card.setBottom(body.bottom() - px(40))
            if portrait:
                card = QRectF(body.left(), left.bottom(), body.width(), px(456))
            self._amounts(painter, card, state.amounts)

    def _items(self, painter: QPainter, area: QRectF, state: CustomerState) -> None:
        theme, px = self.theme, self.theme.px
        huge = theme.font("display.call")
        huge.setPixelSize(px(112))
        row = QRectF(area.left(), area.top(), area.width(), px(124))
        taken = self.words(painter, row, state.code, huge, "text")
        title = theme.font("display.kind", 600)
        beside = row.adjusted(taken + px(32), px(16), 0, 0)
        self.words(painter, beside, state.title, fitted(title, state.title, beside.width(), 12),
                   "text2")  # fmt: skip
        top = row.bottom() + px(24)
        step = min(px(104), (area.bottom() - top) / max(len(state.items), 1))
        for at, item in enumerate(state.items):
            line = QRectF(area.left(), top + at * step, area.width(), step)
            self.rule(painter, line.left(), line.right(), line.top(), "rule")
            tint = "text" if item.current else "text2"
            name = theme.font("display.kind", 600 if item.current else 400)
            name.setPixelSize(px(34 if step >= px(80) else 26))
            note = theme.font("display.body")
            note.setPixelSize(px(26 if step >= px(80) else 22))
            sign = px(30)
            if item.current or item.done:
                at_sign = QRectF(line.left(), line.center().y() - sign / 2, sign, sign)
                paint_icon(painter, "ok" if item.done else "right", at_sign, self.tint(tint))
            right = self.words_right(painter, line, item.note, note, tint)
            count = QRectF(line.left(), line.top(), line.width() - right - px(28), line.height())
            right += px(28) + self.words_right(painter, count, item.quantity, note, tint)
            room = QRectF(line.left() + px(44), line.top(), line.width() - right - px(64), step)
            fit = fitted(name, item.name, room.width(), px(22))
            self.words(painter, room, item.name, fit, tint)

    def _amounts(self, painter: QPainter, card: QRectF, view: AmountsView) -> None:
        """Due, received and change on white: what the customer counts after."""
        theme, px = self.theme, self.theme.px
        rounded(painter, card, px(12), self.tint("call_ground"))
        inner = card.adjusted(px(36), px(20), -px(36), -px(20))
        foot = px(96)
        rows = (
            ("应收", view.due, 64),
            (view.method or "实收", view.received, 64),
            ("找零", view.change, 80),
        )
        shown = rows[:2] if view.method else rows
        step = (inner.height() - foot) / len(shown)
        ink = self.tint("call_text")
        for at, (label, figure, size) in enumerate(shown):
            line = QRectF(inner.left(), inner.top() + at * step, inner.width(), step)
            small = theme.font("display.body", 600)
            small.setPixelSize(px(30))
            taken = draw_text(painter, line, label, small, ink)
            figures = theme.font("display.count")
            figures.setPixelSize(px(size))
            room = QRectF(line)
            room.setLeft(line.left() + taken + px(16))
            text = f"{figure}" if figure else "—"
            draw_text(painter, room, text, fitted(figures, text, room.width(), px(28)), ink, _RIGHT)
        words = theme.font("display.body")
        words.setPixelSize(px(24))
        text = view.spoken or "单位：元"
        for at, line_text in enumerate(wrapped(words, text, inner.width(), 2)):
            row = QRectF(inner.left(), inner.bottom() - foot + px(12) + at * px(38), inner.width(),
                         px(38))  # fmt: skip
            draw_text(painter, row, line_text, words, ink)

    def _sheet(self, painter: QPainter, body: QRectF, state: CustomerState) -> None:
        """Every line of the sheet on white, its sums, and room for the touch below."""
        theme, px, sheet = self.theme, self.theme.px, state.sheet
        title = theme.font("display.kind", 600)
        row = QRectF(body.left(), body.top() + px(12), body.width(), px(56))
        taken = self.words(painter, row, state.title, title, "text")
        note = theme.font("display.body")
        note.setPixelSize(px(24))
        beside = row.adjusted(taken + px(28), px(4), 0, 0)
        self.words(painter, beside, state.sentence, note, "text2")
        card = QRectF(body.left(), row.bottom() + px(8), body.width(), 0)
        card.setBottom(body.bottom() - px(128))
        rounded(painter, card, px(12), self.tint("call_ground"))
        inner = card.adjusted(px(28), px(12), -px(28), -px(12))
        sums = px(84)
        self._sheet_lines(painter, inner.adjusted(0, 0, 0, -sums), sheet.lines)
        foot = QRectF(inner.left(), inner.bottom() - sums, inner.width(), sums)
        painter.fillRect(QRectF(foot.left(), foot.top(), foot.width(), px(2)),
                         self.tint("call_text"))  # fmt: skip
        ink = self.tint("call_text")
        strong = theme.font("display.count")
        strong.setPixelSize(px(52))
        taken = draw_text(painter, foot, f"{sheet.total} 元", strong, ink, _RIGHT)
        label = theme.font("display.body", 600)
        label.setPixelSize(px(26))
        parts = "　".join(f"{name} {amount}" for name, amount in sheet.subtotals)
        room = QRectF(foot.left(), foot.top(), foot.width() - taken - px(24), foot.height())
        text = f"合计　{parts}"
        draw_text(painter, room, text, fitted(label, text, room.width(), px(18)), ink)
        under = QRectF(body.left(), body.bottom() - px(112), body.width() - px(420), px(96))
        font = fitted(note, sheet.note, under.width(), px(16))
        self.words(painter, under, sheet.note, font, "text")

    def _sheet_lines(
        self, painter: QPainter, area: QRectF, lines: tuple[SheetLineView, ...]
    ) -> None:
        """In one column, or a long sheet in two where the screen is wide."""
        px = self.theme.px
        columns = 2 if len(lines) > MOST_ROWS and area.width() > px(900) else 1
        rows = max(-(-len(lines) // columns), 1)
        gap = px(48)
        wide = (area.width() - gap * (columns - 1)) / columns
        narrow = wide < px(900)
        step = min(px(88 if narrow else 60), area.height() / rows)
        draw = self._narrow_line if narrow else self._wide_line
        for at, line in enumerate(lines):
            left = area.left() + at // rows * (wide + gap)
            draw(painter, QRectF(left, area.top() + at % rows * step, wide, step), line)

    def _narrow_line(self, painter: QPainter, row: QRectF, line: SheetLineView) -> None:
        """Name and amount, and below them how it comes about."""
        theme, ink = self.theme, self.tint("call_text")
        size = max(int(min(row.height() * 0.36, theme.px(26))), 8)
        strong, small = theme.font("display.body", 600), theme.font("display.body")
        strong.setPixelSize(size)
        small.setPixelSize(max(int(size * 0.84), 8))
        upper = QRectF(
            row.left(), row.top() + row.height() * 0.06, row.width(), row.height() * 0.46
        )
        lower = upper.translated(0, row.height() * 0.42)
        taken = draw_text(painter, upper, line.amount, strong, ink, _RIGHT)
        name = upper.adjusted(0, 0, -taken - theme.px(16), 0)
        draw_text(painter, name, line.name, fitted(strong, line.name, name.width(), 10), ink)
        draw_text(painter, lower, f"{line.price} × {line.quantity}", small, ink)

    def _wide_line(self, painter: QPainter, row: QRectF, line: SheetLineView) -> None:
        theme, px = self.theme, self.theme.px
        ink = self.tint("call_text")
        size = px(26) if row.height() >= px(44) else max(int(row.height() * 0.6), 10)
        font = theme.font("display.body")
        font.setPixelSize(size)
        strong = theme.font("display.body", 600)
        strong.setPixelSize(size)
        wide = row.width()
        draw_text(painter, row, line.amount, strong, ink, _RIGHT)
        for text, left, right in ((line.quantity, 0.62, 0.80), (line.price, 0.40, 0.62)):
            cell = QRectF(row.left() + wide * left, row.top(), wide * (right - left), row.height())
            draw_text(painter, cell, text, font, ink, _RIGHT)
        name = QRectF(row.left(), row.top(), wide * 0.40, row.height())
        fit = fitted(strong, line.name, name.width(), 12)
        draw_text(painter, name, line.name, fit, ink)
