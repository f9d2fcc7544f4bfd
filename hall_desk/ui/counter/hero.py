"""The hero: the customer at the window with the clock, or the next one with 叫号."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from hall_desk.presenters.counter_state import NextView
from hall_desk.presenters.counter_visit_state import HeroView
from hall_desk.presenters.counter_words import ground_chip
from hall_desk.ui.counter.layout import column, row
from hall_desk.ui.counter.running import RunningLine
from hall_desk.ui.kit import CallAction, Chip, Hairline, LimitTimer, Panel, Text
from hall_desk.ui.kit.paint import draw_text, text_width
from hall_desk.ui.theme import Theme

_FRAMES = {"over": "over"}


class BigNumber(QWidget):
    """The ticket number as large as its place allows, 104 at most."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._number = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_number(self, number: str) -> None:
        """Show another number; none shows a dash."""
        if number != self._number:
            self._number = number
            self.setAccessibleName(f"票号 {number}" if number else "没有票号")
            self.update()

    def number(self) -> str:
        """The number shown."""
        return self._number

    def sizeHint(self) -> QSize:
        """Room for one letter and three digits."""
        return QSize(self.theme.px(240), self.theme.px(104))

    def minimumSizeHint(self) -> QSize:
        """It shrinks when the window is low."""
        return QSize(self.theme.px(150), self.theme.px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the number."""
        theme, words = self.theme, self._number or "—"
        font = self._font(words)
        draw_text(QPainter(self), QRectF(self.rect()), words, font, theme.color("ink"))

    def _font(self, words: str) -> QFont:
        font = self.theme.font("ticket")
        size = min(font.pixelSize(), self.height())
        font.setPixelSize(size)
        wide = text_width(font, words)
        if wide > self.width():
            font.setPixelSize(max(1, int(size * self.width() / wide)))
        return font


class WorkHero(Panel):
    """The number at the left, the running clock at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.number = BigNumber(theme)
        self.first = Chip(theme, "")
        self.second = Chip(theme, "")
        self.waited = Text(theme, "", "small", "ink2")
        self.timer = LimitTimer(theme)
        chips = row(self.first, self.second, self.waited, None, space=theme.px(8))
        left = column(self.number, theme.px(4), chips)
        left.setContentsMargins(theme.px(24), theme.px(14), theme.px(16), theme.px(23))
        bar = Hairline(theme, standing=True)
        lines = row(bar)
        lines.setContentsMargins(0, theme.px(20), 0, theme.px(22))
        right = column(theme.px(26), self.timer, None)
        right.setContentsMargins(theme.px(28), theme.px(12), theme.px(24), 0)
        self._right = right
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        holder = QWidget()
        holder.setLayout(left)
        self._holder = holder
        self.set_number_width(329)
        layout.addWidget(holder)
        layout.addLayout(lines)
        layout.addLayout(right, 1)

    def set_number_width(self, width_px: int) -> None:
        """Take a width (at 100 %) for the number's side."""
        self._holder.setFixedWidth(self.theme.px(width_px))

    def set_height(self, height_px: int) -> None:
        """Take a height (at 100 %); the number shrinks with it."""
        theme = self.theme
        self.setFixedHeight(theme.px(height_px))
        self._right.setContentsMargins(
            theme.px(28), theme.px(max(0, (height_px - 160) // 2)), theme.px(24), 0
        )

    def show_view(self, view: HeroView) -> None:
        """Show the customer."""
        self.number.set_number(view.code)
        show_chips(self.first, self.second, view.kind, view.ground)
        self.waited.setText(view.waited)
        stage = ""
        if view.timer is not None:
            timer = view.timer
            stage = timer.stage
            self.timer.show_time(timer.elapsed_s, timer.limit_s, timer.stage, net_s=timer.net_s)
        elif view.call is not None:
            call = view.call
            self.timer.show_call(call.elapsed_s, call.ready_s, call.times, call.most, call.note)
        self.set_frame(_FRAMES.get(stage, "none"))


class IdleHero(Panel):
    """下一位 and the large 叫号."""

    def __init__(self, theme: Theme, call: CallAction, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.call = call
        self.label = Text(theme, "下一位", "strong", "ink2", weight=400)
        self.number = BigNumber(theme)
        self.first = Chip(theme, "")
        self.second = Chip(theme, "")
        self.why = RunningLine(theme, "strong")
        chips = row(self.first, self.second, None, space=theme.px(8))
        left = column(self.label, theme.px(4), self.number, theme.px(4), chips)
        left.setContentsMargins(theme.px(28), theme.px(24), theme.px(16), theme.px(24))
        self._right = column(self.call, theme.px(12), self.why, None)
        self._right.setContentsMargins(0, theme.px(25), theme.px(24), theme.px(16))
        holder = QWidget()
        holder.setLayout(left)
        self._holder = holder
        self.set_number_width(361)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(holder)
        layout.addLayout(self._right, 1)

    def set_number_width(self, width_px: int) -> None:
        """Take a width (at 100 %) for the number's side."""
        self._holder.setFixedWidth(self.theme.px(width_px))

    def set_height(self, height_px: int) -> None:
        """Take a height (at 100 %); what stands above 叫号 gives way first."""
        px = self.theme.px
        self.setFixedHeight(px(height_px))
        self._right.setContentsMargins(0, px(max(12, height_px - 197)), px(24), px(8))

    def show_view(self, view: NextView) -> None:
        """Show who is next."""
        self.number.set_number(view.code)
        show_chips(self.first, self.second, view.kind or "没有客户等候", view.ground)
        self.second.setVisible(bool(view.code))
        if view.code:
            self.why.set_phrase(f"为什么是这位：{view.why}", ["为什么是这位："])
        else:
            self.why.set_phrase("有客户取号后，这里显示下一位和叫他的理由。")


def show_chips(first: Chip, second: Chip, kind: str, ground: str) -> None:
    """Kind and 普通号, or the priority ground before the kind."""
    if ground:
        first.set_state("priority", ground_chip(ground))
        second.set_chip(kind, None)
    else:
        first.set_chip(kind, None)
        second.set_chip("普通号", None)
