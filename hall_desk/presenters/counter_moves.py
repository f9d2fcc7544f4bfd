"""Moving the customer from a counter: transfer, hold, take back, and taking a misclick back."""

from datetime import datetime

from hall_desk.domain.limits import elapsed_seconds
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import UNDO_S, Ticket, WindowNo
from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_base import CounterBase
from hall_desk.presenters.counter_moves_state import HeldLine
from hall_desk.presenters.counter_state import Option, Panel, Phase
from hall_desk.presenters.counter_words import clock_words, kind_word, short_kind, time_words
from hall_desk.usecases import moving, serving, undoing
from hall_desk.usecases.counters import Catalogue, CounterFacts
from hall_desk.usecases.suspending import is_serving

_UNSAID = frozenset({"call", "start", "take_back", "add_item"})
"""What shows its own way back, or would be said at every customer."""


class CounterMoves(CounterBase):
    """What F11 and Ctrl+Z do."""

    def open_transfer(self) -> None:
        """F11: hand over or hold; while paused it goes on at once; when idle, take back."""
        item = self.item
        if self.phase() is Phase.IDLE:
            self._take_back_one()
        elif item is not None and item.paused_at is not None:
            self.do(serving.resume, item_id=item.id)
        elif self.ticket is not None:
            self.unfold(Panel.TRANSFER)

    def transfer(self, target: str) -> None:
        """To another window under the same number; an empty target: to whoever is free."""
        self._move(moving.transfer, to_window=WindowNo(int(target)) if target else None)

    def transfer_to_kind(self, kind: str) -> None:
        """Into the line of another kind, under the same number."""
        self._move(moving.transfer, to_window=None, to_kind=kind)

    def requeue(self) -> None:
        """退回队列: to the old place in the line."""
        self._move(moving.requeue)

    def hold(self, reason: str) -> None:
        """挂起客户: the customer steps aside, the window is free."""
        self._move(moving.hold, reason=reason)

    def pause(self, reason: str) -> None:
        """暂停计时: the customer stays, the net time stands still for a reason."""
        if self.item is not None:
            self.do(
                serving.pause,
                then=lambda _: self.unfold(Panel.NONE),
                item_id=self.item.id,
                reason=reason,
            )

    def take_back(self, ticket_id: int) -> None:
        """取回: the held customer is at the counter again."""
        self.do(
            moving.take_back,
            then=lambda _: self.unfold(Panel.NONE),
            ticket_id=ticket_id,
            window=self.window_no,
        )

    def undo(self) -> None:
        """Ctrl+Z within 10 s: the last misclick at this window."""
        undo = self.facts.undo if self.facts else None
        if undo is None or not undo.seconds_left(self.now):
            self.say(f"没有 {UNDO_S} 秒内可以撤销的操作。")
            return
        kept = "号码作废不再用" if undo.action == "serve_directly" else "号码和时间不变"
        done = f"已撤销：{undo.code} {undo.words}，{kept}。"
        self.do(undoing.undo_last, then=lambda _: self._undone(done), window=self.window_no)

    def undo_message(self) -> Message:
        """What Ctrl+Z would take back, where no card says so."""
        undo = self.facts.undo if self.facts else None
        if undo is None or undo.action in _UNSAID or self.phase() is not Phase.SERVING:
            return Message()
        left = undo.seconds_left(self.now)
        if not left:
            return Message()
        return Message(text=f"{undo.code} {undo.words}：按错了可按 Ctrl+Z 撤销，剩 {left} 秒。")

    def _undone(self, words: str) -> None:
        self.panel = Panel.NONE
        self.say(words)

    def _move(self, verb: object, **kwargs: object) -> None:
        if self.ticket is not None:
            self.do(
                verb,  # type: ignore[arg-type]
                then=lambda _: self.unfold(Panel.NONE),
                ticket_id=self.ticket.id,
                **kwargs,
            )

    def _take_back_one(self) -> None:
        held = self.facts.held if self.facts else ()
        if len(held) == 1:
            self.take_back(held[0].id)
        elif held:
            self.unfold(Panel.NONE if self.panel is Panel.HELD else Panel.HELD)
        else:
            self.say("没有挂起的客户。")


def window_targets(facts: CounterFacts, catalogue: Catalogue, own: WindowNo) -> tuple[Option, ...]:
    """Windows to hand over to, or whoever of the kind is free first."""
    ticket = facts.ticket
    if ticket is None:
        return ()
    options = []
    for place in facts.windows:
        if place.no == own or not is_serving(place) or not place.may_call(ticket.waits_for):
            continue
        kinds = "、".join(short_kind(kind_word(catalogue, p)) for p in place.enabled)
        waits = sum(place.may_call(t.waits_for) for t in facts.waiting)
        options.append(
            Option(key=str(place.no), text=f"{place.no}号窗口 · {kinds} · 等 {waits} 人")
        )
    return (*options, Option(key="", text="不指定窗口，排在优先号最前"))


def kind_targets(facts: CounterFacts, catalogue: Catalogue) -> tuple[Option, ...]:
    """Other kinds that some open window serves now."""
    ticket = facts.ticket
    if ticket is None:
        return ()
    stopped = {stop.prefix for stop in facts.stopped if stop.scope is Scope.SERVICE}
    options = []
    for prefix, name in catalogue.kinds.items():
        if prefix == ticket.waits_for or prefix in stopped:
            continue
        windows = [
            str(place.no) for place in facts.windows if is_serving(place) and place.may_call(prefix)
        ]
        if windows:
            options.append(Option(key=prefix, text=f"{name} · {'、'.join(windows)}号窗口"))
    return tuple(options)


def held_lines(
    facts: CounterFacts, catalogue: Catalogue, own: WindowNo, now: datetime
) -> tuple[HeldLine, ...]:
    """The held customers this window may take back."""
    reasons = {reason.code: reason.text for reason in catalogue.pause_reasons}
    return tuple(_held_line(facts, ticket, reasons, own, now) for ticket in facts.held)


def _held_line(
    facts: CounterFacts, ticket: Ticket, reasons: dict[str, str], own: WindowNo, now: datetime
) -> HeldLine:
    gone = elapsed_seconds(ticket.held_at, now) if ticket.held_at else 0
    item = next((i for i in facts.held_items if i.ticket_id == ticket.id), None)
    reason = reasons.get(ticket.hold_reason or "", "").split("（")[0]
    place = "" if ticket.window_no == own else f"{ticket.window_no}号窗口已离开"
    return HeldLine(
        ticket_id=ticket.id,
        code=ticket.code,
        reason=reason,
        note=f"{item.service_name} · {reason}" if item else reason,
        since=f"{time_words(ticket.held_at)[:5]} 起 {clock_words(gone)}",
        place=place,
    )
