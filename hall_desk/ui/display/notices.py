"""The display without calls (无叫号时): before the first one, closed, or suspended."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from hall_desk.presenters.display_state import DisplayNotice, DisplayState, NoticeCard
from hall_desk.ui.display.panel import PublicPanel, fitted, wrapped
from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.theme import Theme


class IdlePanel(PublicPanel[str]):
    """Before the first call: the hall's slogan, and that a ticket comes first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "")

    def show_state(self, state: DisplayState) -> None:
        """Show the slogan."""
        self.show_content(state.slogan, f"{state.slogan}，请先取号，坐下等候叫号")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        self.panel(painter, "call_ground")
        center = Qt.AlignmentFlag.AlignHCenter
        area = QRectF(self.rect()).adjusted(px(52), 0, -px(52), 0)
        font = theme.font("display.clock")
        font.setPixelSize(px(92))
        font = fitted(font, self.content, area.width(), px(44))
        upper = QRectF(area.left(), area.center().y() - px(100), area.width(), px(116))
        draw_text(painter, upper, self.content, font, self.tint("call_text"), center)
        lower = QRectF(area.left(), area.center().y() + px(36), area.width(), px(60))
        words = "请先取号，坐下等候叫号"
        draw_text(painter, lower, words, theme.font("display.kind"), self.tint("panel"), center)


class PostedPanel(PublicPanel[NoticeCard | None]):
    """A page of a public notice below the lines; one that is over says so on red."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, None)

    def show_state(self, state: DisplayState) -> None:
        """Show the page whose turn it is."""
        posted = state.posted
        spoken = ""
        if posted is not None:
            over = "，已过有效期" if posted.expired else ""
            spoken = f"{posted.title}{over}，{'，'.join(' '.join(line) for line in posted.lines)}"
        self.show_content(posted, spoken)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page."""
        posted, painter, theme, px = self.content, QPainter(self), self.theme, self.theme.px
        if posted is None:
            return
        self.panel(painter, "panel")
        side, wide = px(40), self.width() - px(80)
        head = QRectF(side, px(18), wide, px(60))
        size = px(40)
        at = QRectF(side, head.center().y() - size / 2, size, size)
        paint_icon(painter, "file", at, self.tint("text"))
        title = head.adjusted(size + px(16), 0, 0, 0)
        taken = self.words(painter, title, posted.title, theme.font("display.kind"), "text")
        body = theme.font("display.body")
        if posted.expired:
            left = title.left() + taken + px(20)
            self._paint_over(painter, QRectF(left, px(24), px(236), px(48)))
        elif posted.pages > 1:
            self.words_right(painter, head, f"{posted.page} / {posted.pages}", body, "text2")
        self.rule(painter, side, side + wide, px(86), "rule")
        top = float(px(94))
        step = px(52)
        for words, figure in posted.lines:
            row = QRectF(side, top, wide, step)
            if figure:
                room = wide - self.words_right(painter, row, figure, body, "text") - px(16)
                cell = QRectF(side, top, room, step)
                font = fitted(theme.font("display.body"), words, room, px(26))
                self.words(painter, cell, words, font, "text")
                top += step
                continue
            for line in wrapped(body, words, wide, 4):
                self.words(painter, QRectF(side, top, wide, step), line, body, "text")
                top += step

    def _paint_over(self, painter: QPainter, rect: QRectF) -> None:
        """The red sign of a notice whose time is over: ground, icon and words."""
        theme, px = self.theme, self.theme.px
        rounded(painter, rect, theme.radius("input"), self.tint("over"))
        size = px(28)
        at = QRectF(rect.left() + px(14), rect.center().y() - size / 2, size, size)
        paint_icon(painter, "over", at, self.tint("text"))
        words = rect.adjusted(px(52), 0, 0, 0)
        self.words(painter, words, "已过有效期", theme.font("display.body", 600), "text")


class NoticePanel(PublicPanel[DisplayNotice | None]):
    """The whole screen between the bands: the hall is closed or suspended."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, None)

    def show_state(self, state: DisplayState) -> None:
        """Show why, until when and what then."""
        notice = state.notice
        if notice is None:
            self.show_content(None, "")
            return
        facts = "，".join(f"{label} {value}" for label, value, _ in notice.facts)
        self.show_content(notice, f"{notice.title}，{facts}，{notice.sentence}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the notice."""
        notice, painter, px = self.content, QPainter(self), self.theme.px
        if notice is None:
            return
        theme, slate = self.theme, notice.suspended
        painter.fillRect(self.rect(), self.tint("suspended" if slate else "ground"))
        quiet = "suspended_text2" if slate else "text2"
        side = px(96)
        area = QRectF(self.rect()).adjusted(side, px(88), -side, -px(72))
        size = px(200)
        at = QRectF(area.left(), area.top(), size, size)
        paint_icon(painter, "pause" if slate else "clock", at, self.tint("text"))
        title = theme.font("display.sign_title")
        title.setPixelSize(px(216))
        head = QRectF(at.right() + px(56), area.top(), area.right() - at.right() - px(56), size)
        title = fitted(title, notice.title, head.width(), px(96))
        self.words(painter, head, notice.title, title, "text")
        top = at.bottom() + px(72)
        line = "suspended_rule" if slate else "rule"
        self.rule(painter, area.left(), area.right(), top, line)
        wide = area.width() / max(len(notice.facts), 1)
        for number, (label, value, note) in enumerate(notice.facts):
            left = area.left() + number * wide
            box = QRectF(left, top + px(40), wide - px(32), px(48))
            body = theme.font("display.body")
            self.words(painter, box, label, body, quiet)
            value_box = QRectF(left, top + px(92), box.width(), px(96))
            self._paint_value(painter, value_box, value)
            self.words(painter, box.translated(0, px(150)), note, body, quiet)
        foot = QRectF(area.left(), area.bottom() - px(52), area.width(), px(52))
        self.words(painter, foot, notice.sentence, theme.font("display.body"), quiet)

    def _paint_value(self, painter: QPainter, box: QRectF, value: str) -> None:
        """Draw a value large on one line, or smaller on two."""
        font = self.theme.font("display.sign_value")
        least = self.theme.px(48)
        if text_width(font, value) * least <= box.width() * font.pixelSize():
            self.words(painter, box, value, fitted(font, value, box.width(), least), "text")
            return
        font.setPixelSize(self.theme.px(44))
        lines, step = wrapped(font, value, box.width(), 3), self.theme.px(56)
        for number, line in enumerate(lines):
            row = QRectF(box.left(), box.top() + number * step, box.width(), step)
            self.words(painter, row, line, font, "text")
