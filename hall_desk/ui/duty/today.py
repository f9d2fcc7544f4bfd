"""今天 on the duty desk: the day's figures, its checks, and the way to 日结."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.duty_state import DutyState, TodayCard
from hall_desk.ui.duty.cards import BoardCard
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import Chip, ElidedText, Hairline, PlainButton, Text
from hall_desk.ui.theme import Theme


class Figure(QWidget):
    """A word over a large figure."""

    def __init__(self, theme: Theme, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = word
        self._figure = Text(theme, "0", "count")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(8), theme.px(8), theme.px(8))
        column.setSpacing(0)
        column.addWidget(Text(theme, word, "small", "ink2"))
        column.addWidget(self._figure)

    def set_figure(self, text: str) -> None:
        """Show a figure."""
        self._figure.setText(text)
        self.setAccessibleName(f"{self._word} {text}")


class CheckFigure(QWidget):
    """A check with its count (班前检查 14 / 14)."""

    def __init__(self, theme: Theme, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._word = theme, word
        self._sign = Text(theme)
        self._figure = Text(theme, "", "body", right=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self._sign)
        row.addWidget(ElidedText(theme, word, "body", "ink2"), 1)
        row.addWidget(self._figure)

    def show_check(self, text: str, *, whole: bool) -> None:
        """Show the count; what is not whole yet warns."""
        icon, tone = ("ok", "ok") if whole else ("warn", "warn")
        self._sign.setPixmap(pixmap(self.theme, icon, 18, tone))
        self._figure.setText(text)
        self.setAccessibleName(f"{self._word} {text}{'' if whole else '，还没有齐'}")
        self.setVisible(bool(text))


class TodayPanel(BoardCard):
    """今天: figures, checks, and the way to 日结."""

    closing_list = Signal()
    """未结清单 was pressed."""
    close_day = Signal()
    """日结 was pressed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "今天", parent)
        self._open = Chip(theme, "")
        self.header.addWidget(self._open)
        self._figures = [Figure(theme, word) for word in ("取号", "办结", "过号", "按时")]
        self._checks = CheckFigure(theme, "班前检查")
        self._floats = CheckFigure(theme, "备用金清点")
        self._note = ElidedText(theme, "", "small", "ink2")
        self.list_button = PlainButton(theme, "未结清单", object_name="unfinished", small=True)
        self.list_button.triggered.connect(lambda _: self.closing_list.emit())
        self.close_button = PlainButton(theme, "日结", "lock", object_name="close_day")
        self.close_button.triggered.connect(lambda _: self.close_day.emit())
        self._build()

    def show_state(self, state: DutyState) -> None:
        """Show today."""
        today = state.today
        opened = state.head.is_open
        if opened:
            self._open.set_state("open")
        else:
            self._open.set_chip(state.head.state_word, "lock", "hold", "hold_soft")
        self.list_button.setVisible(opened)
        values = (str(today.issued), str(today.done), str(today.no_show), today.on_time)
        for figure, value in zip(self._figures, values, strict=True):
            figure.set_figure(value)
        self._checks.show_check(today.checks, whole=today.checks_whole)
        self._floats.show_check(today.floats, whole=today.floats_whole)
        self._note.setText(today.stop_note)
        self._show_close(today)

    def _show_close(self, today: TodayCard) -> None:
        button = self.close_button
        if button.key_text != today.close_off:
            button.key_text = today.close_off
            button.updateGeometry()
            button.update()
        why = f"{today.close_off}，办完后才能日结。" if today.close_off else ""
        button.set_enabled(not today.close_off, why)
        button.setAccessibleName("日结")

    def _build(self) -> None:
        theme = self.theme
        figures = QHBoxLayout()
        figures.setSpacing(0)
        for at, figure in enumerate(self._figures):
            if at:
                figures.addWidget(Hairline(theme, standing=True))
            figures.addWidget(figure, 1)
        self.body.addLayout(figures)
        self.body.addWidget(Hairline(theme))
        checks = QHBoxLayout()
        checks.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        checks.setSpacing(theme.px(32))
        checks.addWidget(self._checks, 1)
        checks.addWidget(self._floats, 1)
        self.body.addLayout(checks)
        self.body.addStretch(1)
        self.body.addWidget(Hairline(theme))
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        foot.setSpacing(theme.px(8))
        foot.addWidget(self._note, 1)
        foot.addWidget(self.list_button)
        foot.addWidget(self.close_button)
        self.body.addLayout(foot)
