"""The left column: who waits, who is next and why, what this clerk still owes."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hall_desk.presenters.counter_state import NextView, TasksView, WaitingView
from hall_desk.presenters.counter_words import ground_chip
from hall_desk.ui.counter.layout import Measures, row
from hall_desk.ui.counter.lists import WaitingList
from hall_desk.ui.counter.moves import HeldCard
from hall_desk.ui.counter.tasklist import TaskList
from hall_desk.ui.kit import Card, Chip, ElidedText, Text, TicketNumber
from hall_desk.ui.theme import Theme


class WaitingCard(Card):
    """等候: counts of this window's kinds and of the others."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "等候 · 本窗口可叫", " ", tight=True, parent=parent)
        self.list = WaitingList(theme)
        layout = self.layout()
        assert layout is not None
        margins = layout.contentsMargins()
        margins.setBottom(theme.px(9))
        layout.setContentsMargins(margins)
        self.body.addWidget(self.list)

    def show_view(self, view: WaitingView) -> None:
        """Show counts."""
        self.set_right(f"{view.own_total} 人")
        self.list.set_view(view)


class NextCard(Card):
    """下一位: the next ticket and why it is this one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "下一位", tight=True, parent=parent)
        self.number = TicketNumber(theme, "", "next_ticket")
        self.chip = Chip(theme, "")
        self.reasons = [ElidedText(theme, "", "small", "ink2") for _ in range(2)]
        self.after_code = Text(theme, "", "small", "ink", weight=600)
        self.after_words = ElidedText(theme, "", "small", "ink2")
        self.after_label = Text(theme, "其后", "small", "ink2")
        self.body.setSpacing(0)
        self.body.addLayout(row(self.number, None, self.chip))
        self.body.addSpacing(theme.px(7))
        for line in self.reasons:
            self.body.addWidget(line)
        self.body.addSpacing(theme.px(4))
        after = row(self.after_label, self.after_code, space=theme.px(8))
        after.addWidget(self.after_words, 1)
        self.body.addLayout(after)

    def show_view(self, view: NextView) -> None:
        """Show the next ticket, or that there is none."""
        self.number.set_number(view.code)
        if view.ground:
            self.chip.set_state("priority", ground_chip(view.ground))
        else:
            self.chip.set_chip("普通号", None)
        self.chip.setVisible(bool(view.code))
        words = view.reasons if view.code else ("现在没有客户等候。", "")
        for line, text in zip(self.reasons, words, strict=True):
            line.setText(text)
        self.after_label.setVisible(bool(view.after_code))
        self.after_code.setText(view.after_code)
        self.after_words.setText(view.after_words)


class TasksCard(Card):
    """我的待办: open first contacts of this clerk."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.chip = Chip(theme, "今日到期")
        super().__init__(theme, "我的待办", self.chip, tight=True, parent=parent)
        self.list = TaskList(theme)
        # The ground of the chosen line reaches beyond its words at both sides.
        pad, layout = theme.px(8), self.layout()
        assert layout is not None
        margins = layout.contentsMargins()
        layout.setContentsMargins(
            margins.left() - pad, margins.top(), margins.right() - pad, margins.bottom()
        )
        self.header.setContentsMargins(pad, 0, pad, 0)
        self.body.addWidget(self.list, 1)

    def show_view(self, view: TasksView) -> None:
        """Show matters."""
        if view.overdue:
            self.chip.set_chip(f"{view.overdue} 件已逾期", "over", "over", "over_soft")
        else:
            self.chip.set_state("due_today", f"{view.due_today} 件今日到期")
        self.chip.setVisible(view.due_today > 0)
        self.list.set_view(view)


class LeftColumn(QWidget):
    """The cards of the left column."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.waiting = WaitingCard(theme)
        self.next = NextCard(theme)
        self.held = HeldCard(theme)
        self.tasks = TasksCard(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addWidget(self.waiting)
        column.addWidget(self.next)
        column.addWidget(self.held)
        column.addWidget(self.tasks, 1)
        column.addStretch(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A very low window keeps the counts and the next ticket."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Shows the open matters where there is room for one."""
        room = self.height() - self.waiting.sizeHint().height() - self.theme.px(16)
        if not self.next.isHidden():
            room -= self.next.sizeHint().height() + self.theme.px(16)
        if not self.held.isHidden():
            room -= self.held.sizeHint().height() + self.theme.px(16)
        self.tasks.setVisible(room >= self.theme.px(78))

    def set_measures(self, sizes: Measures) -> None:
        """Take the grid's sizes."""
        self.setFixedWidth(self.theme.px(sizes.left))
        self.waiting.list.set_row(26 if sizes.low else 44 if sizes.left > 300 else 36)
