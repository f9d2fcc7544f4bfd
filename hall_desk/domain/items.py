"""Items of a visit (办理事项): each has its own quantity, limit, steps and clock."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.limits import (
    LimitReading,
    Stage,
    elapsed_seconds,
    limit_seconds,
    read_limit,
    stage_at,
)
from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo

MOST_QUANTITY = 999


class ItemState(StrEnum):
    """Where an item stands."""

    PENDING = "pending"
    SERVING = "serving"
    DONE = "done"
    DROPPED = "dropped"


class Outcome(StrEnum):
    """How an item ended (办理结果); every item ends in exactly one."""

    DONE = "办结"
    ACCEPTED = "受理"
    FORWARDED = "转办"
    PAPERS = "补件"
    REFUSED = "不能受理"
    LEFT = "客户放弃"
    RECLASSIFIED = "改类"


@dataclass(frozen=True, kw_only=True)
class StepDone:
    """A step that is over: its index in the service card, when (UTC), and why it was skipped.

    An empty ``reason`` means that the step was done.
    """

    index: int
    at: datetime
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing handled during a visit (每件). Minutes are per piece; None means no limit.

    ``basis``, ``explanation`` and ``alternative`` belong to 不能受理 (Art. 4(2)); ``origin_id`` is
    the item this one was split off or reclassified from.
    """

    id: int
    ticket_id: TicketId
    business_date: date
    position: int
    service_code: str
    service_name: str
    kind: str
    quantity: int
    limit_minutes: int | None
    state: ItemState
    window_no: WindowNo | None
    staff_no: StaffNo | None
    started_at: datetime | None
    finished_at: datetime | None
    paused_at: datetime | None
    pause_reason: str | None
    paused_s: int
    steps: tuple[StepDone, ...]
    papers: tuple[int, ...]
    informed_at: datetime | None
    over_reason: str | None
    over_note: str
    apologised_at: datetime | None
    outcome: Outcome | None = None
    basis: str = ""
    explanation: str = ""
    alternative: str = ""
    origin_id: int | None = None

    @property
    def limit_s(self) -> int | None:
        """The limit in seconds: minutes per piece times the quantity."""
        return limit_seconds(self.limit_minutes, self.quantity)

    def reading(self, now: datetime) -> LimitReading | None:
        """The timer at that moment, or None before the start."""
        if self.started_at is None:
            return None
        until = self.finished_at or now
        paused_s = self.paused_s
        if self.paused_at is not None:
            paused_s += elapsed_seconds(self.paused_at, until)
        return read_limit(
            started_at=self.started_at,
            until=until,
            limit_s=self.limit_s,
            paused=self.paused_at is not None,
            paused_s=paused_s,
        )

    def is_over(self, now: datetime) -> bool:
        """Whether the gross time is beyond the limit."""
        if self.started_at is None:
            return False
        gone = elapsed_seconds(self.started_at, self.finished_at or now)
        return stage_at(gone, self.limit_s) is Stage.OVER

    def on_time(self) -> bool | None:
        """Whether a finished item kept its limit; None where none applies."""
        if self.limit_s is None or self.started_at is None or self.finished_at is None:
            return None
        return elapsed_seconds(self.started_at, self.finished_at) <= self.limit_s


def start_item(item: Item, *, window: WindowNo, staff: StaffNo, now: datetime) -> Item:
    """The item is being handled; a start that stands is never moved by a second press."""
    if item.state not in (ItemState.PENDING, ItemState.SERVING):
        raise RuleBroken(f"“{item.service_name}”已办结，不能再次开始。")
    return replace(
        item,
        state=ItemState.SERVING,
        window_no=window,
        staff_no=staff,
        started_at=item.started_at or now,
    )


def finish_item(item: Item, *, over_reason: str | None, note: str, now: datetime) -> Item:
    """The item is done; beyond the limit only with a reason code (Art. 11(3))."""
    if item.state is not ItemState.SERVING:
        raise RuleBroken(f"“{item.service_name}”还没有开始办理。")
    over = item.is_over(now)
    if over and not over_reason:
        raise RuleBroken("本项已超时，请先选超时原因。", field="over_reason", article="11(3)")
    if item.paused_at is not None:
        item = resume_item(item, now)
    return replace(
        item,
        state=ItemState.DONE,
        finished_at=now,
        over_reason=over_reason if over else None,
        over_note=note if over else "",
    )


def reopen_item(item: Item) -> Item:
    """A finish taken back: the original start stays, so nothing of the time is lost."""
    return replace(item, state=ItemState.SERVING, finished_at=None, over_reason=None, over_note="")


def change_quantity(item: Item, quantity: int) -> Item:
    """The number of pieces, which multiplies the limit."""
    if item.state is ItemState.DONE:
        raise RuleBroken("已办结的事项不能改数量。", field="quantity")
    if not 1 <= quantity <= MOST_QUANTITY:
        raise RuleBroken(f"数量应为 1 到 {MOST_QUANTITY}。", field="quantity")
    return replace(item, quantity=quantity)


def pause_item(item: Item, reason: str, now: datetime) -> Item:
    """The net time stands still for a logged reason; the gross time and the limit run on."""
    if item.state is not ItemState.SERVING or item.paused_at is not None:
        raise RuleBroken("本项没有在办理，不能挂起。")
    return replace(item, paused_at=now, pause_reason=reason)


def resume_item(item: Item, now: datetime) -> Item:
    """The pause ends."""
    if item.paused_at is None:
        raise RuleBroken("本项没有挂起。")
    gone = elapsed_seconds(item.paused_at, now)
    return replace(item, paused_at=None, paused_s=item.paused_s + gone)


def tick_step(item: Item, index: int, now: datetime) -> Item:
    """A step of the service card is done, with its time; a second tick takes it back."""
    if any(step.index == index for step in item.steps):
        left = tuple(step for step in item.steps if step.index != index)
        return replace(item, steps=left)
    return replace(item, steps=(*item.steps, StepDone(index=index, at=now)))


def tick_paper(item: Item, index: int) -> Item:
    """A required paper is there; a second tick takes it back."""
    if index in item.papers:
        return replace(item, papers=tuple(i for i in item.papers if i != index))
    return replace(item, papers=tuple(sorted((*item.papers, index))))
