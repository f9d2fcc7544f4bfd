"""The right column: what belongs to the phase, or the panel that is unfolded."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hall_desk.presenters.counter_invoices import INVOICE_FIELDS
from hall_desk.presenters.counter_state import CounterState, Panel, PanelView, Phase
from hall_desk.ui.counter.chargepanels import AccountsPanel, DepositPanel, FeesPanel
from hall_desk.ui.counter.findpanel import FindPanel
from hall_desk.ui.counter.layout import LooseStack, Measures, column, scroll
from hall_desk.ui.counter.matterpanel import MatterPanel
from hall_desk.ui.counter.money import MoneyCard
from hall_desk.ui.counter.moves import HeldPanel, TransferPanel
from hall_desk.ui.counter.outcome import OutcomePanel, ReclassifyPanel, SkipPanel, SplitPanel
from hall_desk.ui.counter.panels import (
    AddItemPanel,
    ManagerPanel,
    OverPanel,
    WalkUpPanel,
)
from hall_desk.ui.counter.promise import PromiseCard
from hall_desk.ui.counter.rating import RatingCard
from hall_desk.ui.counter.refundpanel import RefundPanel
from hall_desk.ui.counter.settlepanel import SettlePanel
from hall_desk.ui.counter.side import (
    AnnouncementCard,
    ContactCard,
    NoTicketCard,
    PhraseCard,
    TodayCard,
    WrongCallCard,
)
from hall_desk.ui.counter.sidepanel import SidePanel
from hall_desk.ui.counter.unfolding import Unfolding
from hall_desk.ui.counter.vouchers import VouchersPanel
from hall_desk.ui.kit import UndoCard
from hall_desk.ui.theme import Theme


class RightColumn(QWidget):
    """Phrase or undo above; money, first contact, figures or a panel below."""

    over = Unfolding(Panel.OVER, OverPanel)
    add_item = Unfolding(Panel.ADD_ITEM, AddItemPanel)
    transfer = Unfolding(Panel.TRANSFER, TransferPanel)
    find_panel = Unfolding(Panel.FIND, FindPanel)
    walk_up = Unfolding(Panel.WALK_UP, WalkUpPanel)
    manager = Unfolding(Panel.MANAGER, ManagerPanel)
    vouchers = Unfolding(Panel.VOUCHERS, VouchersPanel)
    outcome = Unfolding(Panel.OUTCOME, OutcomePanel)
    split = Unfolding(Panel.SPLIT, SplitPanel)
    service = Unfolding(Panel.SERVICE, ReclassifyPanel)
    skip = Unfolding(Panel.SKIP, SkipPanel)
    held = Unfolding(Panel.HELD, HeldPanel)
    accounts = Unfolding(Panel.ACCOUNTS, AccountsPanel)
    fees = Unfolding(Panel.FEES, FeesPanel)
    deposit = Unfolding(Panel.DEPOSIT, DepositPanel)
    refund = Unfolding(Panel.REFUND, RefundPanel)
    settle = Unfolding(Panel.SETTLE, SettlePanel)
    matter = Unfolding(Panel.MATTER, MatterPanel)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.phrase = PhraseCard(theme)
        self.undo = UndoCard(theme, "undo_finish")
        self.money = MoneyCard(theme)
        self.promise = PromiseCard(theme)
        self.contact = ContactCard(theme)
        self.announcement = AnnouncementCard(theme)
        self.wrong_call = WrongCallCard(theme)
        self.rating = RatingCard(theme)
        self.today = TodayCard(theme)
        self.no_ticket = NoTicketCard(theme)
        self.made: dict[Panel, SidePanel] = {}
        self._told: list[Callable[[Panel], None]] = []
        self._gap = theme.px(16)
        self._low = False
        self._room: tuple[object, ...] = ()
        self.pages = LooseStack()
        self._rest = self._page(self.today, self.no_ticket)
        self._idle = scroll(self._rest)
        self._called = self._page(self.announcement, self.wrong_call)
        self._serving = scroll(self._page(self.money, self.promise, self.contact))
        for page in (self._idle, self._called, self._serving):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._gap)
        layout.addWidget(self.phrase)
        layout.addWidget(self.undo)
        layout.addWidget(self.rating)
        layout.addWidget(self.pages, 1)
        self.phrase.hide()
        self.undo.hide()
        self.rating.hide()

    def panel(self, kind: Panel) -> SidePanel:
        """The panel of that kind."""
        panel: SidePanel = getattr(self, "find_panel" if kind is Panel.FIND else kind.value)
        return panel

    def keep(self, kind: Panel, panel: SidePanel) -> None:
        """A panel was just made: it takes its place, and who wants to know is told."""
        self.made[kind] = panel
        self.pages.addWidget(panel)
        for tell in self._told:
            tell(kind)

    def when_made(self, tell: Callable[[Panel], None]) -> None:
        """Calls for each panel, those already there and those to come."""
        self._told.append(tell)
        for kind in self.made:
            tell(kind)

    def show_state(self, state: CounterState) -> None:
        """Show what belongs to the phase, or the panel."""
        with_customer = state.phase in (Phase.CALLED, Phase.SERVING)
        spoken = with_customer or (state.phase is Phase.IDLE and bool(state.phrase.text))
        self.phrase.setVisible(spoken)
        if spoken:
            self.phrase.show_view(state.phrase)
        undo = state.undo
        self.undo.setVisible(state.phase is Phase.IDLE and bool(undo.title))
        if undo.title:
            self.undo.show_undo(undo.title, undo.note, undo.action, undo.seconds_left)
        self._show_rating(state)
        self.today.show_view(state.today)
        self.no_ticket.show_actions(state.actions)
        self.announcement.show_view(state.called)
        self.wrong_call.show_view(state.called)
        self.contact.show_owner(state.owner)
        self.money.setVisible(state.money.shown)
        if state.money.shown:
            self.money.show_view(state.money)
        self.promise.setVisible(state.promise.shown)
        if state.promise.shown:
            self.promise.show_view(state.promise)
        self._show_panels(state)
        self._show_item_panels(state)
        kind = state.panel.panel
        page = self._page_of(state.phase) if kind is Panel.NONE else self.panel(kind)
        self.pages.setCurrentWidget(page)
        self._fit()

    def _show_rating(self, state: CounterState) -> None:
        view = state.rating
        # A panel in hand needs the room; folded, the customer is asked again.
        asked = bool(view.code) and view.at_counter and state.panel.panel is Panel.NONE
        if asked:
            self.rating.show_view(view)
        self.rating.setVisible(asked)
        self._make_room(asked)

    def _make_room(self, asked: bool) -> None:
        """The day's card gives way to the customer's answer; Ctrl+G answers all the same."""
        hidden = tuple(card.isHidden() for card in (self.phrase, self.undo, self.rating))
        room = (asked, self._low, self.height(), hidden)
        if room == self._room:
            return
        self._room = room
        self.today.show()
        self.today.set_short(False)
        if not asked or self._holds_today():
            return
        self.today.set_short(True)
        # A low window scrolls: there the card stands last anyway.
        self.today.setVisible(self._low or self._holds_today())

    def _holds_today(self) -> bool:
        above = (self.phrase, self.undo, self.rating)
        shown = [card.sizeHint().height() for card in above if not card.isHidden()]
        cards = [*shown, self.today.sizeHint().height(), self.no_ticket.sizeHint().height()]
        return sum(cards) + self._gap * (len(cards) - 1) <= self.height()

    def set_measures(self, sizes: Measures) -> None:
        """Take the grid's sizes."""
        self.setFixedWidth(self.theme.px(sizes.right))
        if self._low != sizes.low:
            self._low = sizes.low
            self._order_rest()

    def _order_rest(self) -> None:
        """A low window shows first what can be done, below it the figures."""
        layout = self._rest.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.removeWidget(self.no_ticket)
        layout.insertWidget(0 if self._low else 1, self.no_ticket)
        layout.setStretch(0, 0)
        layout.setStretch(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The phrase wraps anew."""
        super().resizeEvent(event)
        self.phrase.fit()
        self._fit()
        self._make_room(not self.rating.isHidden())

    def _fit(self) -> None:
        """A short column keeps the money whole and the first contact to its button."""
        money = self.money.sizeHint().height() if not self.money.isHidden() else 0
        left = self.height() - self.phrase.whole_height() - self._gap
        self.phrase.set_one_line(self._low and left < money)
        room = self.height()
        if not self.phrase.isHidden():
            room -= self.phrase.height() + self._gap
        if not self.money.isHidden():
            room -= self.money.sizeHint().height() + self._gap
        if not self.promise.isHidden():
            room -= self.promise.sizeHint().height() + self._gap
        self.contact.set_compact(room < self.theme.px(146))
        # F7 stays in the bar: a very low window spends its room on the money.
        self.contact.setVisible(room >= self.theme.px(100))

    def _show_panels(self, state: CounterState) -> None:
        view = state.panel
        if view.panel is Panel.OVER or Panel.OVER in self.made:
            self.over.show_view(view)  # folded, it forgets its remark
        if view.panel is Panel.ADD_ITEM:
            self.add_item.show_view(view)
        elif view.panel is Panel.WALK_UP:
            self.walk_up.show_view(view)
        elif view.panel is Panel.MANAGER:
            self.manager.show_view(state.help)
        elif view.panel is Panel.FIND:
            self.find_panel.show_view(view.find)
        elif view.panel is Panel.VOUCHERS:
            self._show_vouchers(state)

    def _show_vouchers(self, state: CounterState) -> None:
        said = state.message
        wrong = said.text if said.is_error else ""
        self.vouchers.show_view(
            state.panel.vouchers,
            error=wrong if said.field in ("reason", "approver") else "",
            number_error=wrong if said.field in INVOICE_FIELDS else "",
            wrong_field=said.field or "",
        )

    def _show_item_panels(self, state: CounterState) -> None:
        view = state.panel
        if view.panel is Panel.OUTCOME:
            self.outcome.show_view(view)
        elif view.panel is Panel.TRANSFER:
            self.transfer.show_view(view)
        elif view.panel is Panel.SPLIT:
            self.split.show_view(view.split)
        elif view.panel is Panel.SERVICE:
            self.service.show_view(view)
        elif view.panel is Panel.SKIP:
            self.skip.show_view(view.skip)
        elif view.panel is Panel.HELD:
            self.held.show_lines(state.held)
        self._show_charges(view)

    def _show_charges(self, view: PanelView) -> None:
        if view.panel is Panel.ACCOUNTS:
            self.accounts.show_view(view.charges)
        elif view.panel is Panel.FEES:
            self.fees.show_view(view.charges)
        elif view.panel is Panel.DEPOSIT:
            self.deposit.show_view(view.charges)
        elif view.panel is Panel.REFUND:
            self.refund.show_view(view.refund)
        elif view.panel is Panel.SETTLE:
            self.settle.show_view(view.settle)
        elif view.panel is Panel.MATTER:
            self.matter.show_view(view.matter)

    def _page_of(self, phase: Phase) -> QWidget:
        pages = {Phase.CALLED: self._called, Phase.SERVING: self._serving}
        return pages.get(phase, self._idle)

    def _page(self, *cards: QWidget) -> QWidget:
        page = QWidget()
        layout = column(*cards, space=self._gap)
        layout.setStretch(len(cards) - 1, 1)
        page.setLayout(layout)
        return page
