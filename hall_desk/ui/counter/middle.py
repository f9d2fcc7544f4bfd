"""The middle column: the next customer and the queue, or the customer at the window."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hall_desk.presenters.counter_state import CounterState, Phase
from hall_desk.ui.counter.hero import IdleHero, WorkHero
from hall_desk.ui.counter.layout import LooseStack, Measures, column, row
from hall_desk.ui.counter.lists import QueueList
from hall_desk.ui.counter.rest import RestCard
from hall_desk.ui.counter.side import CalledCard
from hall_desk.ui.counter.visit import VisitCard
from hall_desk.ui.kit import CallAction, Panel, PlainButton, Text
from hall_desk.ui.theme import Theme


class QueueCard(Panel):
    """本窗口可叫的队列, with the way to look a ticket up."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.title = Text(theme, "", "body", weight=600)
        self.find_button = PlainButton(theme, "查询来访", "search", "Ctrl+F", "find", small=True)
        self.list = QueueList(theme)
        head = row(self.title, None, self.find_button)
        head.setContentsMargins(theme.px(21), theme.px(8), theme.px(17), theme.px(4))
        layout = column(head, self.list)
        layout.setContentsMargins(theme.px(1), 0, theme.px(1), theme.px(2))
        layout.setStretch(1, 1)
        self.setLayout(layout)


class MiddleColumn(QWidget):
    """Hero above, the work below."""

    def __init__(self, theme: Theme, call: CallAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.idle_hero = IdleHero(theme, call)
        self.queue = QueueCard(theme)
        self.hero = WorkHero(theme)
        self.visit = VisitCard(theme)
        self.called = CalledCard(theme)
        self.rest = RestCard(theme)
        self.work = LooseStack()
        self.work.addWidget(self.called)
        self.work.addWidget(self.visit)
        self.pages = LooseStack()
        self._idle = self._page(self.idle_hero, self.queue)
        self._work = self._page(self.hero, self.work)
        for page in (self._idle, self._work, self.rest):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def show_state(self, state: CounterState) -> None:
        """Show the phase."""
        phase = state.phase
        if phase is Phase.IDLE:
            self.idle_hero.show_view(state.next)
            self.queue.title.setText(f"本窗口可叫的队列 · {len(state.queue)} 人")
            self.queue.list.set_rows(state.queue)
            self.pages.setCurrentWidget(self._idle)
        elif phase in (Phase.CALLED, Phase.SERVING):
            self.hero.show_view(state.hero)
            if phase is Phase.CALLED:
                self.called.show_view(state.called)
                self.work.setCurrentWidget(self.called)
            else:
                self.visit.show_items(state.items)
                self.visit.show_card(state.card)
                self.work.setCurrentWidget(self.visit)
            self.pages.setCurrentWidget(self._work)
        else:
            self.rest.show_view(state.rest, slate=phase is Phase.SUSPENDED)
            self.pages.setCurrentWidget(self.rest)

    def set_measures(self, sizes: Measures) -> None:
        """Take the grid's sizes."""
        self.hero.set_height(sizes.hero)
        self.hero.set_number_width(sizes.number)
        self.idle_hero.set_number_width(sizes.number + 32)
        self.idle_hero.set_height(222 if not sizes.low else 200)
        self.queue.list.set_row(sizes.queue)
        self.visit.set_measures(sizes)

    def _page(self, hero: QWidget, below: QWidget) -> QWidget:
        page = QWidget()
        layout = column(hero, below, space=self.theme.px(16))
        layout.setStretch(1, 1)
        page.setLayout(layout)
        return page
