"""Drawn lists of the counter: who waits, the queue; nothing in them has focus."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.presenters.counter_state import KindLine, QueueRow, WaitingView
from hall_desk.presenters.counter_words import ground_chip
from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.theme import Theme, tokens

_RIGHT = Qt.AlignmentFlag.AlignRight
_CENTER = Qt.AlignmentFlag.AlignHCenter


class WaitingList(QWidget):
    """Waiting counts by kind: this window's own, then the other windows'."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.row_px = 36
        self._view = WaitingView()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_view(self, view: WaitingView) -> None:
        """Show counts."""
        if view == self._view:
            return
        self._view = view
        lines = (*view.own, *view.others)
        self.setAccessibleName("；".join(f"{li.name} {li.count} 人，{li.oldest}" for li in lines))
        self.updateGeometry()
        self.update()

    def set_row(self, row_px: int) -> None:
        """Give the rows another height (at 100 %)."""
        if row_px != self.row_px:
            self.row_px = row_px
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """36 a row, 38 for the heading of the others."""
        rows = len(self._view.own) + len(self._view.others)
        between = 38 if self._view.others else 0
        return QSize(self.theme.px(220), self.theme.px(rows * self.row_px + between))

    def minimumSizeHint(self) -> QSize:
        """The rows need their height."""
        return QSize(self.theme.px(180), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        theme, painter, width = self.theme, QPainter(self), float(self.width())
        high, top = theme.px(self.row_px), 0.0
        for line in self._view.own:
            self._paint_row(painter, QRectF(0, top, width, high), line, quiet=False)
            top += high
        if not self._view.others:
            return
        painter.fillRect(QRectF(0, top + theme.px(5), width, theme.px(1)), theme.color("line"))
        head = QRectF(0, top + theme.px(10), width, theme.px(28))
        draw_text(painter, head, "其他窗口", theme.font("small"), theme.color("ink2"))
        words = f"{self._view.others_total} 人"
        draw_text(painter, head, words, theme.font("small"), theme.color("ink2"), _RIGHT)
        top += theme.px(38)
        for line in self._view.others:
            self._paint_row(painter, QRectF(0, top, width, high), line, quiet=True)
            top += high

    def _paint_row(self, painter: QPainter, rect: QRectF, line: KindLine, *, quiet: bool) -> None:
        theme = self.theme
        size = theme.px(28)
        tile = QRectF(rect.left(), rect.center().y() - size / 2, size, size)
        self._paint_tile(painter, tile, line.letter, quiet=quiet)
        ink = theme.color("ink2" if quiet else "ink")
        count = rect.adjusted(0, 0, 0, 0)
        draw_text(painter, count, str(line.count), theme.font("count"), ink, _RIGHT)
        oldest = rect.adjusted(0, 0, -theme.px(42), 0)
        used = draw_text(
            painter, oldest, line.oldest, theme.font("small"), theme.color("ink2"), _RIGHT
        )
        name = QRectF(rect)
        name.setLeft(tile.right() + theme.px(10))
        name.setRight(oldest.right() - used - theme.px(6))
        font = theme.font("body", 400 if quiet else 600)
        draw_text(painter, name, line.name, font, ink)

    def _paint_tile(self, painter: QPainter, rect: QRectF, letter: str, *, quiet: bool) -> None:
        theme = self.theme
        quiet = quiet and not theme.contrast
        ink = theme.color("ink2" if quiet else "soft_ink")
        ground = theme.color("sunken" if quiet else "soft")
        border = ink if theme.contrast else None
        rounded(painter, rect, theme.radius("chip"), ground, border, theme.px(1))
        draw_text(painter, rect, letter, theme.font("strong", 700), ink, _CENTER)


class QueueList(QWidget):
    """The queue of this window in calling order; as many rows as fit, then how many more."""

    _LEFTS = (21, 97, 193, 356, 425)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.row_px = 36
        self._rows: tuple[QueueRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_rows(self, rows: tuple[QueueRow, ...]) -> None:
        """Show the queue."""
        if rows == self._rows:
            return
        self._rows = rows
        words = "；".join(f"{r.code} {r.kind}，已等 {r.waited}，{r.why}" for r in rows[:8])
        self.setAccessibleName(words or "没有客户等候")
        self.update()

    def set_row(self, row_px: int) -> None:
        """Give the rows another height (at 100 %)."""
        self.row_px = row_px
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Heading and one row."""
        return QSize(self.theme.px(420), self.theme.px(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw heading and rows."""
        theme, painter, width = self.theme, QPainter(self), float(self.width())
        high = theme.px(self.row_px)
        self._paint_head(painter, QRectF(0, 0, width, theme.px(36)))
        room = self.height() - theme.px(37)
        fits = room // high
        if len(self._rows) > fits:
            fits = max(0, (room - theme.px(27)) // high)
        top = float(theme.px(37))
        for index, entry in enumerate(self._rows[:fits]):
            self._paint_row(painter, QRectF(0, top, width, high), entry, first=index == 0)
            top += high
        words = f"还有 {len(self._rows) - fits} 人" if len(self._rows) > fits else ""
        if not self._rows:
            words = "现在没有客户在等本窗口的业务。"
            top += theme.px(4)
        rect = QRectF(theme.px(self._LEFTS[0]), top, width, theme.px(32))
        draw_text(painter, rect, words, theme.font("small"), theme.color("ink2"))

    def _paint_head(self, painter: QPainter, rect: QRectF) -> None:
        theme = self.theme
        for at, word in enumerate(("票号", "类别", "优先", "已等", "次序依据")):
            box = self._cell(rect, at)
            align = _RIGHT if at == 3 else Qt.AlignmentFlag.AlignLeft
            draw_text(painter, box, word, theme.font("small"), theme.color("ink2"), align)
        painter.fillRect(QRectF(0, rect.bottom(), rect.width(), theme.px(1)), theme.color("line"))

    def _paint_row(self, painter: QPainter, rect: QRectF, entry: QueueRow, *, first: bool) -> None:
        theme = self.theme
        if first:
            painter.fillRect(rect, theme.color("soft"))
        line = QRectF(0, rect.bottom() - theme.px(1), rect.width(), theme.px(1))
        painter.fillRect(line, theme.color("line"))
        if first and theme.contrast:
            painter.fillRect(line, theme.color("soft_ink"))
            painter.fillRect(line.translated(0, 1 - rect.height()), theme.color("soft_ink"))
        ink, body = theme.color("ink"), theme.font("body")
        draw_text(painter, self._cell(rect, 0), entry.code, theme.font("body", 600), ink)
        draw_text(painter, self._cell(rect, 1), entry.kind, body, ink)
        self._paint_ground(painter, self._cell(rect, 2), entry.ground, first=first)
        # An hour and more is longer than its column; it reaches into the blank before it.
        waited = self._cell(rect, 3).adjusted(-theme.px(20), 0, 0, 0)
        draw_text(painter, waited, entry.waited, theme.font("body", 600), ink, _RIGHT)
        draw_text(painter, self._cell(rect, 4), entry.why, body, theme.color("ink2"))

    def _paint_ground(self, painter: QPainter, box: QRectF, ground: str, *, first: bool) -> None:
        theme = self.theme
        if not ground:
            draw_text(painter, box, "普通", theme.font("body"), theme.color("ink2"))
            return
        token = tokens()["state"]["priority"]
        word, font, ink = ground_chip(ground), theme.font("small", 600), theme.color(token["text"])
        wide = text_width(font, word) + theme.px(36)
        chip = QRectF(box.left(), box.center().y() - theme.px(12), wide, theme.px(24))
        fill = theme.color("surface" if first else token["ground"])
        border = ink if theme.contrast else None
        rounded(painter, chip, theme.radius("chip"), fill, border, theme.px(1))
        icon = QRectF(chip.left() + theme.px(8), chip.center().y() - theme.px(8), 0, 0)
        icon.setSize(QRectF(0, 0, theme.px(16), theme.px(16)).size())
        paint_icon(painter, token["icon"], icon, ink)
        draw_text(painter, chip.adjusted(theme.px(28), 0, 0, 0), word, font, ink)

    def _cell(self, rect: QRectF, at: int) -> QRectF:
        px, spread = self.theme.px, max(1.0, self.width() / self.theme.px(702))
        lefts = [px(left) * (1 + (spread - 1) * 0.6) for left in self._LEFTS]
        lefts[0] = px(self._LEFTS[0])
        right = lefts[at + 1] if at + 1 < len(lefts) else rect.width() - px(8)
        gap = px(32) if at == 3 else px(8)
        return QRectF(lefts[at], rect.top(), right - lefts[at] - gap, rect.height())
