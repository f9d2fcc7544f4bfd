"""What the parts of the counter presenter share: facts, person, item in hand, host calls."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.payments import Payment
from hall_desk.domain.people import IDLE_LOCK_S, Staff
from hall_desk.domain.refunds import Refund
from hall_desk.domain.tickets import Ticket, TicketState, WindowNo
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.counter_state import BannerView, CounterState, Panel, Phase
from hall_desk.presenters.owed import owed_words
from hall_desk.store.transaction import Reading
from hall_desk.usecases.counters import (
    Catalogue,
    CounterFacts,
    catalogue_of,
    look_at_counter,
)
from hall_desk.usecases.passes import redeem_at_window
from hall_desk.usecases.phrases import words_version

MESSAGE_S = 10


class CounterBase(Presenter[CounterState]):
    """The counter of one window and the person signed in there."""

    def __init__(self, desk: Desk, window_no: WindowNo, staff: Staff | None):
        super().__init__(desk)
        self.window_no = window_no
        self.staff = staff
        self.catalogue: Catalogue | None = None
        self._words_stale, self._words_version = False, -1
        self._greeted = False
        self.facts: CounterFacts | None = None
        self.panel = Panel.NONE
        self.panel_serial = 0
        self.service_typed = ""
        self.fault = BannerView()
        self.faulty_payment: Payment | None = None
        self.last_input: datetime = desk.hall.clock.now()
        self.locked_for_idling = False
        self._said, self._said_at = self.message, self.last_input
        self.on_lock: Callable[[], None] = _nothing
        self.on_leave: Callable[[], None] = _nothing
        self.on_contact: Callable[[int | None], None] = _nothing_with
        self.on_paid_service: Callable[[int, int], None] = _nothing_with
        self.on_suspension: Callable[[], None] = _nothing
        self.on_till: Callable[[], None] = _nothing
        self.on_visit: Callable[[int], None] = _nothing_with
        self.on_pass: Callable[[str], None] = self.redeem_pass
        self.on_accept: Callable[[Ticket, Item], None] = _nothing_with
        self.on_papers: Callable[[], None] = _nothing
        self.paper_notice: Callable[[], str] = str
        self.paper_fate: Callable[[Payment], str | None] = lambda payment: None
        self.paper_out: Callable[[Payment], None] = lambda payment: None
        self.print_voucher: Callable[[Payment], None] = _nothing_with
        self.print_refund: Callable[[Refund], None] = _nothing_with
        self.print_notice: Callable[[Item], None] = _nothing_with
        self.print_process: Callable[[Item], None] = _nothing_with

    @property
    def staff_no(self) -> str:
        """Who acts here (工号); empty while nobody is signed in."""
        return self.staff.staff_no if self.staff else ""

    @property
    def now(self) -> datetime:
        """The present moment, UTC."""
        return self.desk.hall.clock.now()

    def look(self, reading: Reading) -> CounterFacts:
        """The facts of this window; the words of the hall are read again when edited."""
        version = words_version(reading)
        if self.catalogue is None or self._words_stale or version != self._words_version:
            self.catalogue, self._words_stale = catalogue_of(reading), False
            self._words_version = version
        return look_at_counter(reading, self.window_no, self.staff_no or None)

    def _seen(self, facts: CounterFacts) -> None:
        super()._seen(facts)
        if self._greeted or self.staff is None:
            return
        self._greeted = True
        owed = owed_words(facts.contacts, self.now)
        if owed and not self.message.text:
            self.say(owed)

    def sign_in(self, staff: Staff | None) -> None:
        """Another person is at the window, or nobody."""
        self.staff = staff
        self.touch()
        self._words_stale, self._greeted = True, False
        self.refresh()

    def touch(self) -> None:
        """Somebody used keyboard or pointer: the idle lock starts anew."""
        self.last_input = self.now
        self.locked_for_idling = False

    def tick(self) -> None:
        """Shows this second; locks after five minutes without a hand on the keyboard."""
        idle_s = (self.now - self.last_input).total_seconds()
        if self.staff is not None and idle_s >= IDLE_LOCK_S and not self.locked_for_idling:
            self.locked_for_idling = True
            self.on_lock()
        self._fade()
        super().tick()

    def _fade(self) -> None:
        """A sentence at no field goes by itself after a while."""
        if self.message is not self._said:
            self._said, self._said_at = self.message, self.now
            return
        shown_s = (self.now - self._said_at).total_seconds()
        if self.message.text and self.message.field is None and shown_s >= MESSAGE_S:
            self.message = self._said = Message()

    def phase(self) -> Phase:
        """What the window is about."""
        facts = self.facts
        if facts is None or facts.day is None or facts.place is None:
            return Phase.CLOSED
        if self.staff is None or facts.place.staff_no != self.staff_no:
            return Phase.SIGNED_OUT
        if facts.ticket is not None:
            called = facts.ticket.state is TicketState.CALLED
            return Phase.CALLED if called else Phase.SERVING
        return Phase.SUSPENDED if facts.suspension is not None else Phase.IDLE

    @property
    def ticket(self) -> Ticket | None:
        """The ticket at the window."""
        return self.facts.ticket if self.facts else None

    @property
    def item(self) -> Item | None:
        """The item in hand."""
        if self.facts is None:
            return None
        return next((i for i in self.facts.items if i.state is ItemState.SERVING), None)

    def redeem_pass(self, code: str) -> None:
        """A return pass was scanned: whoever comes back is called next at this window."""
        self.do(
            redeem_at_window,
            then=self._redeemed,
            code=code,
            window=self.window_no,
        )

    def _redeemed(self, ticket: Ticket) -> None:
        self.message = Message(text=f"回厅码已用，{ticket.code} 排进本窗口的优先号，不必重新排队。")

    @property
    def acceptance(self) -> Acceptance | None:
        """The acceptance (受理单) of the item in hand."""
        item, found = self.item, self.facts.accepted if self.facts else ()
        return next((each for each in found if item and each.item_id == item.id), None)

    def do(
        self,
        verb: Callable[..., Any],
        *,
        then: Callable[[Any], None] | None = None,
        **kwargs: Any,
    ) -> None:
        """A verb in the name of the person at the window."""
        self.act(verb, self.staff_no, then=then, **kwargs)

    def unfold(self, panel: Panel) -> None:
        """Unfolds a panel in the right column, or folds it with ``Panel.NONE``."""
        self.panel, self.service_typed = panel, ""
        self.panel_serial += panel is not Panel.NONE
        self.tick()

    def fold(self) -> None:
        """Esc: folds the panel; what was chosen stays, an error at one of its fields goes."""
        if self.panel is not Panel.NONE and self.message.field is not None:
            self.message = Message()
        self.unfold(Panel.NONE)


def _nothing() -> None:
    return None


def _nothing_with(*_: Any) -> None:
    return None
