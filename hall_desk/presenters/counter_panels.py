"""The panels of the right column: over-limit reason, one more item, transfer, manager."""

from hall_desk.domain.items import Item
from hall_desk.domain.limits import Stage
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_find import CounterFind
from hall_desk.presenters.counter_state import (
    Option,
    Panel,
    PanelView,
    Phase,
)
from hall_desk.presenters.counter_words import kind_word, short_kind
from hall_desk.usecases import helping, serving
from hall_desk.usecases.counters import explain_call


class CounterPanels(CounterFind):
    """What can be chosen in the right column."""

    over_reason: str
    over_note: str

    def begin_panels(self) -> None:
        """Nothing chosen yet."""
        self.over_reason, self.over_note = "", ""
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

    def open_transfer(self) -> None:
        """F11: hand over or hold; while paused it goes on at once."""
        item = self.item
        if item is not None and item.paused_at is not None:
            self.do(serving.resume, item_id=item.id)
        elif self.ticket is not None:
            self.unfold(Panel.TRANSFER)

    def transfer(self, target: str) -> None:
        """To another window under the same number; an empty target: back into the line."""
        if self.ticket is not None:
            self.do(
                serving.transfer,
                then=lambda _: self.unfold(Panel.NONE),
                ticket_id=self.ticket.id,
                to_window=WindowNo(int(target)) if target else None,
            )

    def pause(self, reason: str) -> None:
        """挂起: the net time stands still for a reason."""
        if self.item is not None:
            self.do(
                serving.pause,
                then=lambda _: self.unfold(Panel.NONE),
                item_id=self.item.id,
                reason=reason,
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
        if self.facts is None or self.catalogue is None:
            return PanelView()
        item = self.item
        catalogue = self.catalogue
        return PanelView(
            panel=self.panel,
            serial=self.panel_serial,
            over_reasons=tuple(Option(key=r.code, text=r.text) for r in catalogue.over_reasons),
            over_chosen=self.over_reason,
            services=self.offered() if self.panel is Panel.ADD_ITEM else (),
            targets=self._targets() if self.panel is Panel.TRANSFER else (),
            pauses=tuple(
                Option(key=r.code, text=r.text.split("（")[0]) for r in catalogue.pause_reasons
            ),
            can_pause=item is not None,
            find=self.find_view(),
            walk_up=self.walk_up_view(),
            vouchers=self.vouchers_view(),
        )

    def over_limit(self, item: Item | None) -> bool:
        """Whether the item in hand is beyond its limit."""
        reading = item.reading(self.now) if item else None
        return reading is not None and reading.stage is Stage.OVER

    def _targets(self) -> tuple[Option, ...]:
        assert self.facts is not None
        assert self.catalogue is not None
        if self.ticket is None:
            return ()
        options = []
        for place in self.facts.windows:
            if place.no == self.window_no or place.staff_no is None or place.suspension_id:
                continue
            if not place.may_call(self.ticket.prefix):
                continue
            kinds = "、".join(short_kind(kind_word(self.catalogue, p)) for p in place.prefixes)
            waits = sum(place.may_call(t.prefix) for t in self.facts.waiting)
            options.append(
                Option(key=str(place.no), text=f"{place.no}号窗口 · {kinds} · 等 {waits} 人")
            )
        return (*options, Option(key="", text="不指定窗口，排在优先号最前"))
