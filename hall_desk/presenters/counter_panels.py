"""The panels of the right column: over-limit reason, one more item, transfer, find, manager."""

from hall_desk.domain.items import Item
from hall_desk.domain.limits import Stage
from hall_desk.domain.tickets import Ticket, TicketState, WindowNo
from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_state import (
    FoundView,
    Option,
    Panel,
    PanelView,
    Phase,
)
from hall_desk.presenters.counter_vouchers import CounterVouchers
from hall_desk.presenters.counter_words import kind_word, short_kind, time_words
from hall_desk.usecases import calling, helping, serving
from hall_desk.usecases.counters import explain_call, find_ticket

_STATES = {
    TicketState.CALLED: "已叫到{window}号窗口",
    TicketState.SERVING: "{window}号窗口正在办理",
    TicketState.DONE: "已办结 {finished}",
    TicketState.NO_SHOW: "已过号 {finished}，回来排在其后第 2 位",
    TicketState.ABANDONED: "已放弃 {finished}",
}


class CounterPanels(CounterVouchers):
    """What can be chosen in the right column."""

    over_reason: str
    over_note: str
    found: Ticket | None

    def begin_panels(self) -> None:
        """Nothing chosen yet."""
        self.over_reason, self.over_note, self.found = "", "", None

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

    def open_find(self) -> None:
        """Ctrl+F: look for a ticket of today."""
        self.found = None
        self.unfold(Panel.FIND)

    def find(self, code: str) -> None:
        """Looks a ticket up by its number."""
        hall = self.desk.hall
        self.run(lambda: hall.ask(find_ticket, code), lambda t: self._found(code, t), quiet=True)

    def come_back(self) -> None:
        """过号回来: the customer stands before the counter again."""
        if self.found is not None:
            self.do(calling.come_back, then=self._refind, code=self.found.code)

    def abandon(self) -> None:
        """放弃: the waiting customer left."""
        if self.found is not None:
            self.do(calling.abandon, then=self._refind, code=self.found.code)

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
            services=self._services() if self.panel is Panel.ADD_ITEM else (),
            targets=self._targets() if self.panel is Panel.TRANSFER else (),
            pauses=tuple(
                Option(key=r.code, text=r.text.split("（")[0]) for r in catalogue.pause_reasons
            ),
            can_pause=item is not None,
            found=self._found_view(),
            vouchers=self.vouchers_view(),
        )

    def over_limit(self, item: Item | None) -> bool:
        """Whether the item in hand is beyond its limit."""
        reading = item.reading(self.now) if item else None
        return reading is not None and reading.stage is Stage.OVER

    def _services(self) -> tuple[tuple[str, str, str], ...]:
        assert self.catalogue is not None
        return tuple(
            (s.code, s.name, f"{s.limit_minutes} 分" if s.limit_minutes else "不限时")
            for s in self.catalogue.services.values()
            if s.enabled
        )

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
            kinds = "、".join(short_kind(kind_word(self.catalogue, p)) for p in place.enabled)
            waits = sum(place.may_call(t.prefix) for t in self.facts.waiting)
            options.append(
                Option(key=str(place.no), text=f"{place.no}号窗口 · {kinds} · 等 {waits} 人")
            )
        return (*options, Option(key="", text="不指定窗口，排在优先号最前"))

    def _found(self, code: str, ticket: Ticket | None) -> None:
        self.found = ticket
        if ticket is None:
            cleaned = code.strip().upper() or "空"
            self.say(f"今天没有 {cleaned} 号。", field="code", is_error=True)
        else:
            self.dismiss()

    def _refind(self, ticket: Ticket) -> None:
        self.found = ticket

    def _found_view(self) -> FoundView:
        ticket = self.found
        if ticket is None or self.facts is None:
            return FoundView()
        waiting = ticket.state is TicketState.WAITING
        words = _STATES.get(ticket.state, "").format(
            window=ticket.window_no, finished=time_words(ticket.finished_at)
        )
        if waiting:
            line = [t for t in self.facts.waiting if t.prefix == ticket.prefix]
            ahead = next((i for i, t in enumerate(line) if t.id == ticket.id), 0)
            words = f"等候中，同类前面 {ahead} 人"
        return FoundView(
            code=ticket.code,
            words=words,
            can_return=ticket.state is TicketState.NO_SHOW,
            can_abandon=waiting,
        )
