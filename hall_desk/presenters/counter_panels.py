"""The panels of the right column: over-limit reason, one more item, transfer, manager."""

from datetime import datetime

from hall_desk.domain.items import Item
from hall_desk.domain.services import CodedText
from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_find import CounterFind
from hall_desk.presenters.counter_moves import kind_targets, window_targets
from hall_desk.presenters.counter_moves_state import SkipView
from hall_desk.presenters.counter_outcome import CounterOutcome
from hall_desk.presenters.counter_state import (
    Option,
    Panel,
    PanelView,
    Phase,
)
from hall_desk.presenters.counter_words import clock_words
from hall_desk.usecases import helping, serving
from hall_desk.usecases.counters import Catalogue, explain_call


class CounterPanels(CounterOutcome, CounterFind):
    """What can be chosen in the right column."""

    over_reason: str
    over_note: str

    def begin_panels(self) -> None:
        """Nothing chosen yet."""
        self.over_reason, self.over_note = "", ""
        self.begin_outcome()
        self.begin_find()

    def choose_over_reason(self, code: str) -> None:
        """The reason beyond the limit (超时原因); a digit chooses it."""
        self.over_reason = code
        if self.message.field == "over_reason":
            self.message = Message()
        self.tick()

    def set_over_note(self, text: str) -> None:
        """A remark to the reason."""
        self.over_note = text

    def open_add_item(self) -> None:
        """F8: the services to choose from."""
        if self.phase() is Phase.SERVING:
            self.unfold(Panel.ADD_ITEM)

    def add_item(self, service_code: str) -> None:
        """One more item for this customer (加一项)."""
        if self.ticket is not None:
            self.do(
                serving.add_item,
                then=lambda _: self.unfold(Panel.NONE),
                ticket_id=self.ticket.id,
                service_code=service_code,
            )

    def call_manager(self) -> None:
        """F9 on any phase: calls at once, the words may follow (Art. 11(10))."""
        call = self.facts.help_call if self.facts else None
        if call is not None and call.taken_at is None:
            self.unfold(Panel.NONE if self.panel is Panel.MANAGER else Panel.MANAGER)
            return
        self.do(
            helping.call_manager,
            then=lambda _: self.unfold(Panel.MANAGER),
            window=self.window_no,
        )

    def explain_call(self, reason: str) -> None:
        """Why the duty manager was called, in a few words."""
        call = self.facts.help_call if self.facts else None
        if call is not None:
            self.do(
                explain_call,
                then=lambda _: self.unfold(Panel.NONE),
                escalation_id=call.id,
                reason=reason,
            )

    def panel_view(self) -> PanelView:
        """The unfolded panel as shown."""
        facts = self.facts
        if facts is None or self.catalogue is None:
            return PanelView()
        item, moving = self.item, self.panel is Panel.TRANSFER
        catalogue = self.catalogue
        return PanelView(
            panel=self.panel,
            serial=self.panel_serial,
            over_reasons=tuple(Option(key=r.code, text=r.text) for r in catalogue.over_reasons),
            over_chosen=self.over_reason,
            over_time=_over_time(item, self.now) if self.panel is Panel.OVER else "",
            services=self.offered() if self.panel in (Panel.ADD_ITEM, Panel.SERVICE) else (),
            targets=window_targets(facts, catalogue, self.window_no) if moving else (),
            kinds=kind_targets(facts, catalogue) if moving else (),
            pauses=tuple(
                Option(key=r.code, text=_pause_words(r, catalogue)) for r in catalogue.pause_reasons
            ),
            outcome=self.outcome_view(),
            split=self.split_view(),
            skip=self.skip_view() if self.panel is Panel.SKIP else SkipView(),
            can_pause=item is not None,
            find=self.find_view(),
            walk_up=self.walk_up_view(),
            vouchers=self.vouchers_view(),
            charges=self.charges_view(),
            refund=self.refund_view(),
            settle=self.settle_view(),
            matter=self.matter_view(),
        )


def _pause_words(reason: CodedText, catalogue: Catalogue) -> str:
    words = reason.text.split("（")[0]
    return words if reason.code in catalogue.net_pauses else f"{words}（净用时照算）"


def _over_time(item: Item | None, now: datetime) -> str:
    """Gross time decides; net time stands beside it where they differ."""
    reading = item.reading(now) if item else None
    if reading is None or reading.net_s == reading.elapsed_s:
        return ""
    gross, net = clock_words(reading.elapsed_s), clock_words(reading.net_s)
    return f"总用时 {gross}（按此算超时）；净用时 {net}"
