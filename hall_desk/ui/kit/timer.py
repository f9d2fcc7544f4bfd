"""The time limit on screen (限时): figure, bar, early-warning mark and chip in five stages."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from hall_desk.ui.kit.chips import Chip, chip_width, paint_chip
from hall_desk.ui.kit.paint import baseline, draw_text, paint_bar, text_width
from hall_desk.ui.kit.text import Text
from hall_desk.ui.theme import Theme, tokens

_RIGHT = Qt.AlignmentFlag.AlignRight


def clock_text(seconds: int) -> str:
    """Return a length of time as mm:ss, or h:mm:ss from 100 minutes on."""
    minutes, second = divmod(max(seconds, 0), 60)
    if minutes < 100:
        return f"{minutes:02d}:{second:02d}"
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}"


class LimitTimer(QWidget):
    """The item's clock: large with all its words, or small (figure and bar) for a tile."""

    def __init__(self, theme: Theme, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.small = small
        self._figure, self._beside, self._aside, self._note = "00:00", "", "", ""
        self._chip: tuple[str, str, str, str] | None = None
        self._figure_color, self._bar_color, self._aside_color = "ink", "ok_bar", "ink"
        self._fill = 0.0
        self._bar = True
        self._mark: float | None = None
        self._mark_color = "ink"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_time(
        self,
        elapsed_s: int,
        limit_s: int | None,
        stage: str,
        *,
        warn_percent: int = 80,
        net_s: int | None = None,
    ) -> None:
        """Show an item being served; `stage` is within, near, over, none or paused.

        `net_s` is the net time of a paused item. A time over the limit fills the bar and puts
        the limit's mark where it stood.
        """
        token = tokens()["stage"][stage]
        self._figure = clock_text(elapsed_s)
        self._figure_color, self._bar_color = token["figure"], token["bar"]
        self._aside_color = token["figure"] if stage in ("over", "paused") else "ink"
        word = f"计时照走 · {token['word']}" if stage == "paused" else token["word"]
        self._chip = (word, token["icon"], token["chip_text"], token["chip_ground"])
        self._bar = limit_s is not None or not self.small
        if limit_s is None:
            self._beside, self._aside, self._mark, self._fill = "/ 不限时", "", None, 0.0
            self._note = "本项没有办理时限，仍记录用时"
        else:
            self._show_limit(elapsed_s, limit_s, warn_percent)
        if net_s not in (None, elapsed_s) and stage != "paused":
            self._note += f" · 净用时 {clock_text(net_s or 0)}"
        if stage == "paused":
            self._aside = f"净用时 {clock_text(net_s)}" if net_s is not None else ""
        self._changed()

    def show_call(
        self, elapsed_s: int, ready_s: int, times: int, times_most: int, note: str
    ) -> None:
        """Show a called customer: time since the call, and when a recall is due."""
        token = tokens()["state"]["calling"]
        self._figure, self._beside = clock_text(elapsed_s), "已呼叫"
        self._figure_color, self._aside_color, self._bar_color = "ink", "ink", "edge"
        self._chip = (token["word"], token["icon"], token["text"], token["ground"])
        self._aside = f"第 {times} / {times_most} 次"
        self._fill = min(elapsed_s / ready_s, 1.0) if ready_s > 0 else 1.0
        self._mark, self._note, self._bar = None, note, True
        self._changed()

    def sizeHint(self) -> QSize:
        """106 high in the hero, 42 in a tile."""
        wide, high = (218, 42) if self.small else (319, 106)
        return QSize(self.theme.px(wide), self.theme.px(high))

    def minimumSizeHint(self) -> QSize:
        """The figures need their room."""
        return QSize(self.theme.px(160 if self.small else 290), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw figure, bar, mark, chip and words."""
        painter = QPainter(self)
        if self.small:
            self._paint_small(painter)
        else:
            self._paint_large(painter)

    def _show_limit(self, elapsed_s: int, limit_s: int, warn_percent: int) -> None:
        self._beside = f"/ {clock_text(limit_s)}"
        over_s = elapsed_s - limit_s
        if over_s > 0:
            self._aside = f"超 {clock_text(over_s)}"
            self._fill, self._mark, self._mark_color = 1.0, limit_s / elapsed_s, "surface"
            self._note = f"限时 {clock_text(limit_s)}"
        else:
            self._aside = f"还有 {clock_text(-over_s)}"
            self._fill = elapsed_s / limit_s if limit_s else 0.0
            self._mark, self._mark_color = warn_percent / 100, "ink"
            self._note = f"提醒 {clock_text(limit_s * warn_percent // 100)}"

    def _changed(self) -> None:
        word = self._chip[0] if self._chip else ""
        words = (word, f"用时 {self._figure}", self._beside, self._aside, self._note)
        self.setAccessibleName("，".join(part for part in words if part))
        self.update()

    def _paint_large(self, painter: QPainter) -> None:
        theme, width = self.theme, float(self.width())
        aside = self._paint_aside(painter, width)
        figure = theme.font("clock")
        line = QRectF(0, 0, width, theme.px(62))
        used = draw_text(painter, line, self._figure, figure, theme.color(self._figure_color))
        beside, left = theme.font("lead", 400), used + theme.px(13)
        if left + text_width(beside, self._beside) < aside:
            painter.setFont(beside)
            painter.setPen(theme.color("ink2"))
            painter.drawText(round(left), round(baseline(figure, line)), self._beside)
        bar = QRectF(0, theme.px(70), width, theme.size("timer_bar"))
        paint_bar(painter, theme, bar, self._fill, self._bar_color)
        if self._mark is not None:
            thick = theme.px(2)
            at = round(width * self._mark) - thick / 2
            mark = QRectF(at, bar.top(), thick, bar.height())
            painter.fillRect(mark, theme.color(self._mark_color))
        self._paint_note(painter, width)

    def _paint_aside(self, painter: QPainter, width: float) -> float:
        """Draw chip and remaining time at the right; return where they begin."""
        theme = self.theme
        if self._chip is None:
            return width
        word, icon, ink, ground = self._chip
        wide = chip_width(theme, word, icon, large=True)
        top = 0 if self._aside else theme.px(22)
        rect = QRectF(width - wide, top, wide, theme.size("chip_large"))
        paint_chip(painter, theme, rect, word, icon, ink, ground, large=True)
        line = QRectF(0, theme.px(34), width, theme.px(24))
        tint = theme.color(self._aside_color)
        used = draw_text(painter, line, self._aside, theme.font("strong"), tint, _RIGHT)
        return width - used if self._aside else rect.left()

    def _paint_small(self, painter: QPainter) -> None:
        theme, width = self.theme, float(self.width())
        line, font = QRectF(0, 0, width, theme.px(24)), theme.font("title", 600)
        used = draw_text(painter, line, self._figure, font, theme.color(self._figure_color))
        if not self._bar:
            return
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("ink2"))
        left = round(used + theme.px(7))
        painter.drawText(left, round(baseline(font, line)), self._beside)
        high = theme.size("timer_bar_small")
        rect = QRectF(0, self.height() - high, width, high)
        paint_bar(painter, theme, rect, self._fill, self._bar_color)

    def _paint_note(self, painter: QPainter, width: float) -> None:
        theme, font = self.theme, self.theme.font("small")
        rect = QRectF(0, theme.px(86), width, theme.px(20))
        if self._mark is not None:
            wide = text_width(font, self._note)
            rect.setLeft(min(max(self._mark * width - wide / 2, 0), width - wide))
        draw_text(painter, rect, self._note, font, theme.color("ink2"))


class TimerLine(QWidget):
    """The item's clock on one line for headers: 03:41 / 05:00 and the stage chip."""

    def __init__(self, theme: Theme, font: str = "strong", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = Text(theme, "", font, weight=600)
        self._limit = Text(theme, "", "body", "ink2")
        self.chip = Chip(theme, "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        for part in (self._figure, self._limit, self.chip):
            row.addWidget(part)

    def show_time(self, elapsed_s: int, limit_s: int | None, stage: str) -> None:
        """Show an item being served."""
        self._figure.setText(clock_text(elapsed_s))
        self._figure.set_tone(tokens()["stage"][stage]["figure"])
        self._limit.setText("" if limit_s is None else f"/ {clock_text(limit_s)}")
        self._limit.setVisible(limit_s is not None)
        self.chip.set_stage(stage)
