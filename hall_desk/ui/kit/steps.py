"""Steps of an item (步骤) and stages of a form, with what is done, when, and what is next."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.theme import Theme

_CENTER = Qt.AlignmentFlag.AlignHCenter
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: its words, the time it was ticked (empty while open), why it was skipped."""

    text: str
    done_at: str = ""
    skipped: str = ""


class StepList(QWidget):
    """Numbered steps; done ones ticked with their time, the current one ringed."""

    ticked = Signal(int)
    """A step is to be ticked; carries its index."""

    def __init__(
        self, theme: Theme, object_name: str = "", *, row: int = 28, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._steps: list[Step] = []
        self._current: int | None = None
        self._row = row
        self.setObjectName(object_name)
        self.setAccessibleName("步骤")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_steps(self, steps: list[Step], current: int | None) -> None:
        """Show steps; `current` is the one to do now."""
        if (self._steps, self._current) == (steps, current):
            return
        self._steps, self._current = list(steps), current
        done = sum(1 for step in steps if step.done_at)
        now = f"，现在：{steps[current].text}" if current is not None else ""
        self.setAccessibleDescription(f"{len(steps)} 步完成 {done} 步{now}")
        self.updateGeometry()
        self.update()

    def tick_next(self) -> None:
        """Ask to tick the current step (the space bar)."""
        if self._current is not None:
            self.ticked.emit(self._current)

    def sizeHint(self) -> QSize:
        """28 a row."""
        return QSize(self.theme.px(240), len(self._steps) * self.theme.px(self._row))

    def minimumSizeHint(self) -> QSize:
        """The rows need their height."""
        return QSize(self.theme.px(120), self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on an open step ticks it."""
        self.tick_at(int(event.position().y() // self.theme.px(self._row)))

    def tick_at(self, index: int) -> bool:
        """Ask to tick an open step; return whether there is one."""
        if not 0 <= index < len(self._steps) or self._steps[index].done_at:
            return False
        self.ticked.emit(index)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        painter, height = QPainter(self), self.theme.px(self._row)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, step in enumerate(self._steps):
            self._paint_row(painter, index, step, QRectF(0, index * height, self.width(), height))

    def _paint_row(self, painter: QPainter, index: int, step: Step, row: QRectF) -> None:
        theme, now = self.theme, index == self._current
        size = theme.px(20)
        circle = QRectF(row.left(), row.center().y() - size / 2, size, size)
        done = bool(step.done_at) and not step.skipped
        paint_step_circle(painter, theme, circle, str(index + 1), done=done, now=now)
        aside = self._paint_aside(painter, step, row, now=now)
        words = row.adjusted(size + theme.px(10), 0, -aside - theme.px(8), 0)
        font = theme.font("body", 700 if now else 400)
        ink = theme.color("ink2" if step.skipped else "ink")
        draw_text(painter, words, step.text, font, ink)

    def _paint_aside(self, painter: QPainter, step: Step, row: QRectF, *, now: bool) -> float:
        theme = self.theme
        if now:
            font, ink = theme.font("keycap"), theme.color("soft_ink")
            width = text_width(font, "现在") + theme.px(14)
            box = QRectF(row.right() - width, row.center().y() - theme.px(10), width, theme.px(20))
            border = ink if theme.contrast else None
            rounded(painter, box, theme.radius("chip"), theme.color("soft"), border, theme.px(1))
            draw_text(painter, box, "现在", font, ink, _CENTER)
            return width
        font = theme.font("small")
        words = f"略过 {step.done_at}" if step.skipped else step.done_at
        return draw_text(painter, row, words, font, theme.color("ink2"), _RIGHT)


def paint_step_circle(
    painter: QPainter, theme: Theme, circle: QRectF, number: str, *, done: bool, now: bool
) -> None:
    """Draw a step's circle: ticked, ringed (now) or plain, with its number."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if done:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("primary"))
        painter.drawEllipse(circle)
        size = circle.width() * 0.7
        at = QRectF(0, 0, size, size)
        at.moveCenter(circle.center())
        paint_icon(painter, "tick", at, theme.color("on_primary"))
        return
    width = theme.px(2 if now else 1)
    painter.setPen(QPen(theme.color("primary" if now else "edge"), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle.adjusted(width / 2, width / 2, -width / 2, -width / 2))
    ink = theme.color("soft_ink" if now else "ink2")
    draw_text(painter, circle, number, theme.font("keycap"), ink, _CENTER)


class StageLine(QWidget):
    """The stages of a form on one line (拟单 — 客户签字 — 派工 …)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._stages: list[tuple[str, str]] = []
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_stages(self, stages: list[tuple[str, str]], current: int) -> None:
        """Show stages as words and times; those before `current` are done."""
        self._stages, self._current = list(stages), current
        now = stages[current][0] if current < len(stages) else "已全部完成"
        self.setAccessibleName(f"进度：{now}")
        self.update()

    def sizeHint(self) -> QSize:
        """24 high."""
        return QSize(self.theme.px(560), self.theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Words may come close to each other, not nearer."""
        total = sum(self._width(index) for index in range(len(self._stages)))
        return QSize(round(total) + self.theme.px(12) * len(self._stages), self.theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw sign, word and time of each stage, and dashes between."""
        theme, painter = self.theme, QPainter(self)
        widths = [self._width(index) for index in range(len(self._stages))]
        spare = self.width() - sum(widths)
        gap = spare / max(len(widths) - 1, 1)
        left = 0.0
        for index, width in enumerate(widths):
            self._paint_stage(painter, index, left)
            if index + 1 < len(widths) and gap > theme.px(24):
                dash = min(theme.px(28), gap - theme.px(16))
                middle = left + width + gap / 2
                line = QRectF(middle - dash / 2, self.height() / 2, dash, theme.size("hairline"))
                painter.fillRect(line, theme.color("edge"))
            left += width + gap

    def _paint_stage(self, painter: QPainter, index: int, left: float) -> None:
        theme = self.theme
        word, time = self._stages[index]
        icon, tint = self._sign(index)
        size = theme.px(18)
        at = QRectF(left, (self.height() - size) / 2, size, size)
        icon_ink = theme.color("primary") if icon == "dot" else tint
        paint_icon(painter, icon, at, icon_ink)
        box = QRectF(left + size + theme.px(6), 0, self.width(), self.height())
        used = draw_text(painter, box, word, self._font(index), tint)
        box.setLeft(box.left() + used + theme.px(6))
        draw_text(painter, box, time, theme.font("small"), theme.color("ink2"))

    def _sign(self, index: int) -> tuple[str, QColor]:
        if index < self._current:
            return "ok", self.theme.color("ok")
        if index == self._current:
            return "dot", self.theme.color("ink")
        return "ring", self.theme.color("ink2")

    def _font(self, index: int) -> QFont:
        weight = 700 if index == self._current else 600 if index < self._current else 400
        return self.theme.font("body", weight)

    def _width(self, index: int) -> float:
        word, time = self._stages[index]
        width = self.theme.px(18 + 6) + text_width(self._font(index), word)
        extra = text_width(self.theme.font("small"), time) + self.theme.px(6) if time else 0
        return width + extra
