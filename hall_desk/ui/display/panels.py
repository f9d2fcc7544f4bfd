"""The display's panels (大厅屏部件), painted to be read from across the hall."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent

from hall_desk.presenters.display_state import CallLine, DisplayState, StopCard, WaitLine
from hall_desk.ui.display.panel import PublicPanel, fitted, wrapped
from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kit.paint import draw_text
from hall_desk.ui.theme import Theme


class RecentPanel(PublicPanel[tuple[CallLine, ...]]):
    """The five calls before the latest: ticket, time, window."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, ())

    def show_state(self, state: DisplayState) -> None:
        """Show the calls."""
        names = (f"{call.code} 到 {call.window} 号窗口" for call in state.recent)
        self.show_content(state.recent, "最近呼叫：" + "，".join(names))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the calls; with none yet, how to take a ticket."""
        painter, px = QPainter(self), self.theme.px
        self.panel(painter, "panel")
        side = px(48)
        row_high = (self.height() - px(8)) / 5
        for at, call in enumerate(self.content):
            row = QRectF(side, px(4) + at * row_high, self.width() - 2 * side, row_high)
            self._paint_call(painter, row, call)
            if at:
                self.rule(painter, side, self.width() - side, row.top(), "rule")
        if not self.content:
            self._paint_help(painter)

    def _paint_call(self, painter: QPainter, row: QRectF, call: CallLine) -> None:
        theme, px = self.theme, self.theme.px
        big = theme.font("display.recent")
        self.words(painter, row, call.code, big, "text")
        middle = row.adjusted(px(320), 0, 0, 0)
        body = theme.font("display.body")
        self.words(painter, middle, f"{call.time} 呼叫", body, "text2")
        unit = theme.font("display.kind", 600)
        low = row.translated(0, px(12))
        taken = self.words_right(painter, low, "号窗口", unit, "text2")
        place = row.adjusted(0, 0, -(taken + px(8)), 0)
        self.words_right(painter, place, call.window, big, "text")

    def _paint_help(self, painter: QPainter) -> None:
        theme, px = self.theme, self.theme.px
        steps = ("1  在取号机上选择事项", "2  取走号票，坐下等候", "3  叫到您的号，请到窗口")
        high = self.height() / (len(steps) + 1)
        for at, step in enumerate(steps):
            row = QRectF(px(48), high * (at + 0.5), self.width() - px(96), high)
            self.words(painter, row, step, theme.font("display.hall", 600), "text")


class WaitingPanel(PublicPanel[tuple[WaitLine, ...]]):
    """How many wait for each kind, and about how long."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, ())

    def show_state(self, state: DisplayState) -> None:
        """Show the lines."""
        names = (f"{line.name} {line.waiting} 人 {line.estimate}" for line in state.waiting)
        self.show_content(state.waiting, "等候人数：" + "，".join(names))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw head and rows."""
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        self.panel(painter, "panel")
        side, body = px(40), theme.font("display.body")
        head = QRectF(side, px(8), self.width() - 2 * side, px(80))
        self.words(painter, head, "等候人数", body, "text2")
        self.words_right(painter, head, "预计等候", body, "text2")
        rows = max(len(self.content), 1)
        row_high = (self.height() - px(90)) / rows
        for at, line in enumerate(self.content):
            row = QRectF(side, px(81) + at * row_high, head.width(), row_high)
            self.rule(painter, side, self.width() - side, row.top(), "rule")
            self._paint_line(painter, row, line)

    def _paint_line(self, painter: QPainter, row: QRectF, line: WaitLine) -> None:
        theme, px = self.theme, self.theme.px
        strong = theme.font("display.kind", 600)
        self.words(painter, row, line.prefix, theme.font("display.body", 600), "text2")
        name = QRectF(row.left() + px(48), row.top(), px(180), row.height())
        self.words(painter, name, line.name, fitted(strong, line.name, px(180), px(28)), "text")
        count = QRectF(row.left() + px(226), row.top(), px(96), row.height())
        font = theme.font("display.count")
        center = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, count, str(line.waiting), font, self.tint("text"), center)
        self.words_right(painter, row, line.estimate, theme.font("display.body"), "text2")


class StopPanel(PublicPanel[StopCard | None]):
    """What is suspended: where, why, until when, where to go instead."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, None)

    def show_state(self, state: DisplayState) -> None:
        """Show the suspension whose turn it is."""
        stop = state.stop
        words = ""
        if stop is not None:
            words = f"暂停营业：{stop.place}，{stop.reason}，预计恢复 {stop.until}，{stop.go_to}"
        self.show_content(stop, words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card on slate."""
        stop, painter, px = self.content, QPainter(self), self.theme.px
        if stop is None:
            return
        theme = self.theme
        self.panel(painter, "suspended")
        side, wide = px(40), self.width() - px(80)
        body, big, kind = (theme.font(f"display.{name}") for name in ("body", "hall", "kind"))
        big.setPixelSize(px(48))
        kind.setPixelSize(px(40))
        kind.setWeight(QFont.Weight.Normal)
        head = QRectF(side, px(18), wide, px(60))
        size = px(44)
        at = QRectF(side, head.center().y() - size / 2, size, size)
        paint_icon(painter, "pause", at, self.tint("text"))
        strong = theme.font("display.kind")
        title = head.adjusted(size + px(16), 0, 0, 0)
        self.words(painter, title, "暂停营业", strong, "text")
        if stop.pages > 1:
            page = f"{stop.page} / {stop.pages}"
            self.words_right(painter, head, page, body, "suspended_text2")
        where = QRectF(side, px(90), wide, px(62))
        taken = self.words(painter, where, stop.place, big, "text")
        reason = where.adjusted(taken + px(24), 0, 0, 0)
        self.words_right(painter, reason, stop.reason, kind, "text")
        until = QRectF(side, px(154), wide, px(62))
        label = theme.font("display.kind", 400)
        self.words(painter, until, "预计恢复", label, "suspended_text2")
        self.words_right(painter, until, stop.until, big, "text")
        self.rule(painter, side, side + wide, px(230), "suspended_rule")
        lines = wrapped(body, stop.go_to, wide, 2)
        step = px(40 if len(lines) > 1 else 62)
        for number, line in enumerate(lines):
            below = QRectF(side, px(238) + number * step, wide, step)
            self.words(painter, below, line, body, "text")
