"""The contact ladder (联系阶梯): who to turn to, in order, with number, address and date."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.theme import Theme

_ROW = 86
_NOTED = 108


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One contact: office, person, phone, address and when the entry was verified.

    ``note`` is a line of its own (hours); ``gap`` warns that nobody is there. A contact without
    a key cannot be chosen.
    """

    key: str
    title: str
    person: str
    phone: str
    address: str = ""
    verified: str = ""
    chip: tuple[str, str, str, str] | None = None
    current: bool = False
    stale: bool = False
    note: str = ""
    gap: str = ""


class ContactLadder(QWidget):
    """Contacts from the nearest to the highest; the one of this time is framed."""

    chosen = Signal(str)
    """A contact was chosen; carries its key."""

    def __init__(self, theme: Theme, object_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rungs: list[Rung] = []
        self.setObjectName(object_name)
        self.setAccessibleName("联系阶梯")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRadius", "button")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rungs(self, rungs: list[Rung]) -> None:
        """Show contacts in order."""
        if rungs == self._rungs:
            return
        self._rungs = list(rungs)
        now = next((rung for rung in rungs if rung.current), None)
        words = f"本次联系：{now.title} {now.person} {now.phone}" if now else "还没有选定"
        gaps = [rung.gap for rung in rungs if rung.gap]
        self.setAccessibleDescription("；".join([words, *gaps]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """86 a contact, 108 where hours are told too."""
        return QSize(self.theme.px(300), len(self._rungs) * self._high())

    def _high(self) -> int:
        return self.theme.px(_NOTED if any(rung.note for rung in self._rungs) else _ROW)

    def minimumSizeHint(self) -> QSize:
        """Words may be elided."""
        return QSize(self.theme.px(220), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose the neighbour."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not self._rungs:
            super().keyPressEvent(event)
            return
        now = next((at for at, rung in enumerate(self._rungs) if rung.current), None)
        at = 0 if now is None else now + step
        while 0 <= at < len(self._rungs) and not self._rungs[at].key:
            at += step
        self._choose(at)

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self._rungs) and self._rungs[at].key:
            self.chosen.emit(self._rungs[at].key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is below the pointer."""
        self._choose(int(event.position().y() // self._high()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, the numbers and the contacts."""
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = self._high()
        for at, rung in enumerate(self._rungs):
            if at + 1 < len(self._rungs):
                line = QRectF(theme.px(14), at * high + theme.px(38), theme.size("hairline"), 0)
                line.setBottom((at + 1) * high + theme.px(2))
                painter.fillRect(line, theme.color("line"))
            self._paint_number(painter, at, rung)
            left = theme.px(40)
            box = QRectF(left, at * high, self.width() - left, high - theme.px(2))
            if rung.current:
                border = theme.color("primary")
                rounded(painter, box, theme.radius("card"), None, border, theme.px(2))
            self._paint_words(painter, box.adjusted(theme.px(12), 0, -theme.px(12), 0), rung)

    def _paint_number(self, painter: QPainter, at: int, rung: Rung) -> None:
        theme = self.theme
        size = theme.px(28)
        circle = QRectF(0, at * self._high() + theme.px(6), size, size)
        fill = theme.color("primary" if rung.current else "surface")
        border = theme.color("primary" if rung.current else "edge")
        rounded(painter, circle, size / 2, fill, border, theme.px(1))
        ink = theme.color("on_primary" if rung.current else "ink")
        center = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, circle, str(at + 1), theme.font("body", 600), ink, center)

    def _paint_words(self, painter: QPainter, box: QRectF, rung: Rung) -> None:
        theme = self.theme
        row = QRectF(box.left(), box.top() + theme.px(9), box.width(), theme.px(24))
        chip = self._paint_chip(painter, row, rung)
        name = row.adjusted(0, 0, -chip, 0)
        ink, ink2 = theme.color("ink"), theme.color("ink2")
        used = draw_text(painter, name, rung.title, theme.font("body", 600), ink)
        name.setLeft(name.left() + used)
        if rung.person and name.width() > theme.px(24):
            draw_text(painter, name, f" · {rung.person}", theme.font("body"), ink)
        row.moveTop(row.top() + theme.px(23))
        if not rung.key:
            self._paint_absent(painter, row, rung)
            return
        icon = theme.px(16)
        at = QRectF(row.left(), row.center().y() - icon / 2, icon, icon)
        paint_icon(painter, "phone", at, ink)
        phone = row.adjusted(icon + theme.px(6), 0, 0, 0)
        used = draw_text(painter, phone, rung.phone, theme.font("small", 600), ink)
        phone.setLeft(phone.left() + used + theme.px(8))
        draw_text(painter, phone, rung.address, theme.font("small"), ink2)
        row.moveTop(row.top() + theme.px(20))
        tone = theme.color("warn") if rung.stale else ink2
        font = theme.font("keycap", 600 if rung.stale else 400)
        draw_text(painter, row, rung.verified, font, tone)
        if rung.note:
            row.moveTop(row.top() + theme.px(20))
            draw_text(painter, row, rung.note, theme.font("keycap", 400), ink2)

    def _paint_absent(self, painter: QPainter, row: QRectF, rung: Rung) -> None:
        """Nobody is known here: a gap warns with icon and words, else what to do is said."""
        theme = self.theme
        if not rung.gap:
            draw_text(painter, row, rung.address, theme.font("small"), theme.color("ink2"))
            return
        size, tone = theme.px(16), theme.color("warn")
        at = QRectF(row.left(), row.center().y() - size / 2, size, size)
        paint_icon(painter, "warn", at, tone)
        words, _, instead = rung.gap.partition("，")
        beside = row.adjusted(size + theme.px(6), 0, 0, 0)
        draw_text(painter, beside, words, theme.font("small", 600), tone)
        beside.moveTop(beside.top() + theme.px(20))
        draw_text(painter, beside, instead, theme.font("small"), theme.color("ink"))

    def _paint_chip(self, painter: QPainter, row: QRectF, rung: Rung) -> float:
        if rung.chip is None:
            return 0
        theme = self.theme
        word, icon, ink_name, ground = rung.chip
        font, ink, size = theme.font("keycap"), theme.color(ink_name), theme.px(14)
        width = text_width(font, word) + size + theme.px(20)
        rect = QRectF(row.right() - width, row.top() + theme.px(2), width, theme.px(20))
        border = ink if theme.contrast else None
        rounded(painter, rect, theme.radius("chip"), theme.color(ground), border, theme.px(1))
        at = QRectF(rect.left() + theme.px(8), rect.center().y() - size / 2, size, size)
        paint_icon(painter, icon, at, ink)
        draw_text(painter, rect.adjusted(size + theme.px(12), 0, 0, 0), word, font, ink)
        return width + theme.px(8)
