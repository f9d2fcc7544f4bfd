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


TOLD_BEFORE = frozenset({Outcome.DONE, Outcome.ACCEPTED})
"""Outcomes of a business item that need the one-time notice first (Art. 11(4))."""


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How an item is to end: the outcome, why it took longer, and what 不能受理 owes."""

    outcome: Outcome = Outcome.DONE
    over_reason: str | None = None
    over_note: str = ""
    basis: str = ""
    explanation: str = ""
    alternative: str = ""


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
    the item this one was split off or reclassified from. ``pause_counts``: the running pause
    is taken off the net time.
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
    pause_counts: bool = True

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
        if self.paused_at is not None and self.pause_counts:
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


def finish_item(item: Item, ending: Ending, now: datetime) -> Item:
    """The item ends with its outcome; beyond the limit only with a reason code (Art. 11(3))."""
    if item.state is not ItemState.SERVING:
        raise RuleBroken(f"“{item.service_name}”还没有开始办理。")
    check_ending(item, ending)
    return end_item(item, ending, now)


def end_item(item: Item, ending: Ending, now: datetime) -> Item:
    """Ends a begun item, in hand or put aside; a running pause ends with it."""
    over = item.is_over(now)
    if over and not ending.over_reason:
        raise RuleBroken("本项已超时，请先选超时原因。", field="over_reason", article="11(3)")
    if item.paused_at is not None:
        item = resume_item(item, now)
    return replace(
        item,
        state=ItemState.DONE,
        finished_at=now,
        over_reason=ending.over_reason if over else None,
        over_note=ending.over_note if over else "",
        outcome=ending.outcome,
        basis=ending.basis,
        explanation=ending.explanation,
        alternative=ending.alternative,
    )


def check_ending(item: Item, ending: Ending) -> None:
    """What an outcome needs: told once, or basis, explanation and alternative (Art. 4(2))."""
    if ending.outcome is Outcome.RECLASSIFIED:
        raise RuleBroken("改类请选新的事项。", field="outcome")
    if item.informed_at is None:
        if ending.outcome is Outcome.PAPERS:
            raise RuleBroken(
                "补件要先一次性告知：打印告知单，或口头告知并打勾。",
                field="informed",
                article="11(4)",
            )
        if item.kind == "business" and ending.outcome in TOLD_BEFORE:
            words = f"请先一次性告知，再{ending.outcome.value}。"
            raise RuleBroken(words, field="informed", article="11(4)")
    if ending.outcome is Outcome.ACCEPTED and item.kind != "business":
        raise RuleBroken("只有业务类事项可以受理。", field="outcome")
    if ending.outcome is Outcome.REFUSED:
        _check_refusal(ending)


def _check_refusal(ending: Ending) -> None:
    for field, value, words in (
        ("basis", ending.basis, "请写明不能受理的依据（文件、条款）。"),
        ("explanation", ending.explanation, "请写明向客户作的解释。"),
        ("alternative", ending.alternative, "请写明可供客户选择的办法。"),
    ):
        if not value.strip():
            raise RuleBroken(words, field=field, article="4(2)")


def drop_item(item: Item) -> Item:
    """The customer went before it was begun: it ends, and counts in no figure."""
    return replace(item, state=ItemState.DROPPED, outcome=Outcome.LEFT)


def change_quantity(item: Item, quantity: int) -> Item:
    """The number of pieces, which multiplies the limit."""
    if item.state is ItemState.DONE:
        raise RuleBroken("已办完的事项不能改数量。", field="quantity")
    if not 1 <= quantity <= MOST_QUANTITY:
        raise RuleBroken(f"数量应为 1 到 {MOST_QUANTITY}。", field="quantity")
    return replace(item, quantity=quantity)


def split_off(item: Item, quantity: int, *, new_id: int, position: int) -> tuple[Item, Item]:
    """Some pieces become an item of their own with its own clock; what is left, and the new one."""
    _check_open(item, "拆分")
    if not 1 <= quantity < item.quantity:
        most = item.quantity - 1
        words = f"可拆出 1 到 {most} 件。" if most else "本项只有 1 件，不能拆分。"
        raise RuleBroken(words, field="split")
    apart = replace(
        item,
        id=new_id,
        position=position,
        quantity=quantity,
        state=ItemState.PENDING,
        window_no=None,
        staff_no=None,
        started_at=None,
        paused_at=None,
        pause_reason=None,
        paused_s=0,
        steps=(),
        apologised_at=None,
        origin_id=item.id,
    )
    return replace(item, quantity=item.quantity - quantity), apart


def reclassify(
    item: Item,
    *,
    new_id: int,
    service_code: str,
    service_name: str,
    kind: str,
    limit_minutes: int | None,
    now: datetime,
) -> tuple[Item, Item]:
    """The item was another one: it closes, and a new one runs on by the same clock.

    So nobody gets a fresh limit by choosing the service again.
    """
    _check_open(item, "改类")
    if service_code == item.service_code:
        raise RuleBroken("本项已经是这个事项，请选别的。", field="service")
    fresh = replace(
        item,
        id=new_id,
        service_code=service_code,
        service_name=service_name,
        kind=kind,
        limit_minutes=limit_minutes,
        steps=(),
        papers=(),
        informed_at=None,
        origin_id=item.id,
    )
    closed = replace(item, state=ItemState.DROPPED, outcome=Outcome.RECLASSIFIED, finished_at=now)
    return closed, fresh


def _check_open(item: Item, verb: str) -> None:
    if item.state not in (ItemState.PENDING, ItemState.SERVING):
        raise RuleBroken(f"“{item.service_name}”已经办完，不能{verb}。")


def pause_item(item: Item, reason: str, now: datetime, *, counts: bool = True) -> Item:
    """A pause for a logged reason; the gross time and the limit run on.

    The net time stands still when the reason ``counts``, as the catalogue says.
    """
    if item.state is not ItemState.SERVING or item.paused_at is not None:
        raise RuleBroken("本项没有在办理，不能挂起。")
    return replace(item, paused_at=now, pause_reason=reason, pause_counts=counts)


def resume_item(item: Item, now: datetime) -> Item:
    """The pause ends."""
    if item.paused_at is None:
        raise RuleBroken("本项没有挂起。")
    gone = elapsed_seconds(item.paused_at, now) if item.pause_counts else 0
    return replace(item, paused_at=None, paused_s=item.paused_s + gone)


def put_aside(item: Item, now: datetime) -> Item:
    """Not in hand any more, its start kept; a running pause ends."""
    if item.paused_at is not None:
        item = resume_item(item, now)
    return replace(item, state=ItemState.PENDING)


def tick_step(item: Item, index: int, now: datetime, *, skipped: str = "") -> Item:
    """A step of the service card is done, with its time; a second tick takes it back.

    Earlier steps still open are skipped with it, and ``skipped`` says why (S3-3).
    """
    seen = {step.index for step in item.steps}
    if index in seen:
        left = tuple(step for step in item.steps if step.index != index)
        return replace(item, steps=left)
    missed = [at for at in range(index) if at not in seen]
    if missed and not skipped.strip():
        words = "、".join(str(at + 1) for at in missed)
        raise RuleBroken(f"第 {words} 步还没有做，请写明略过的原因。", field="skip", article="S3-3")
    over = (
        *(StepDone(index=at, at=now, reason=skipped.strip()) for at in missed),
        StepDone(index=index, at=now),
    )
    return replace(item, steps=(*item.steps, *over))


def tick_paper(item: Item, index: int) -> Item:
    """A required paper is there; a second tick takes it back."""
    if index in item.papers:
        return replace(item, papers=tuple(i for i in item.papers if i != index))
    return replace(item, papers=tuple(sorted((*item.papers, index))))
