"""Callbacks (回访, Art. 26): some days after a paid service the customer is asked about it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.tickets import StaffNo

TRIES = 3
"""So many attempts in vain may close a callback with a reason; fewer may not."""


class CallbackState(StrEnum):
    """Where a callback stands."""

    OPEN = "open"
    DONE = "done"
    FAILED = "failed"


class AttemptResult(StrEnum):
    """What came of one call."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG = "wrong"
    LATER = "later"


ATTEMPT_WORDS = {
    AttemptResult.REACHED: "已回访",
    AttemptResult.NO_ANSWER: "无人接听",
    AttemptResult.BUSY: "占线或拒接",
    AttemptResult.WRONG: "空号或错号",
    AttemptResult.LATER: "客户请改时间",
}
FAILURES = tuple(result for result in AttemptResult if result is not AttemptResult.REACHED)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One call: when, by whom, what came of it."""

    at: datetime
    by: StaffNo
    result: AttemptResult


@dataclass(frozen=True, kw_only=True)
class Callback:
    """A customer to be asked on or after a day; ``subject`` is the table of what it is about."""

    id: int
    business_date: date
    subject: str
    subject_id: int
    customer_name: str
    phone: str
    owner: StaffNo
    due_on: date
    attempts: tuple[Attempt, ...]
    state: CallbackState
    opinion: str
    level: int | None
    closed_at: datetime | None
    closed_by: StaffNo | None
    close_reason: str

    @property
    def is_open(self) -> bool:
        """Whether the customer is still to be asked."""
        return self.state is CallbackState.OPEN

    @property
    def failures(self) -> int:
        """How often it was tried in vain."""
        return sum(each.result is not AttemptResult.REACHED for each in self.attempts)

    @property
    def was_dropped(self) -> bool:
        """Whether it ended because there was nothing to ask about, not after calls in vain."""
        return self.state is CallbackState.FAILED and self.failures < TRIES

    def due(self, today: date) -> bool:
        """Whether it is to be made today, or should have been before."""
        return self.is_open and self.due_on <= today

    def late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.is_open and self.due_on < today


def due_on(done: date, days: int) -> date:
    """So many calendar days later; the start day is not counted."""
    return done + timedelta(days=days)


def try_again(callback: Callback, *, result: AttemptResult, by: StaffNo, now: datetime) -> Callback:
    """An attempt in vain is written down."""
    expect_open(callback)
    if result is AttemptResult.REACHED:
        raise RuleBroken("接通后请填客户意见。", field="opinion", article="26")
    return replace(callback, attempts=(*callback.attempts, Attempt(at=now, by=by, result=result)))


def reach(callback: Callback, *, opinion: str, level: int, by: StaffNo, now: datetime) -> Callback:
    """The customer was reached: what they say, and how content they are (0 is no answer)."""
    expect_open(callback)
    if not opinion:
        raise RuleBroken("请填客户意见，没有意见填“无”。", field="opinion", article="26")
    reached = Attempt(at=now, by=by, result=AttemptResult.REACHED)
    return replace(
        callback,
        attempts=(*callback.attempts, reached),
        state=CallbackState.DONE,
        opinion=opinion,
        level=level,
        closed_at=now,
        closed_by=by,
    )


def give_up(callback: Callback, *, reason: str, by: StaffNo, now: datetime) -> Callback:
    """Closed without an answer: after three attempts in vain, with a reason (Art. 26)."""
    expect_open(callback)
    if callback.failures < TRIES:
        left = TRIES - callback.failures
        raise RuleBroken(
            f"未接通满 {TRIES} 次才能结束回访，还差 {left} 次。", field="close_reason", article="26"
        )
    if not reason:
        raise RuleBroken("请写结束回访的原因。", field="close_reason", article="26")
    return replace(
        callback, state=CallbackState.FAILED, close_reason=reason, closed_at=now, closed_by=by
    )


def drop(callback: Callback, *, reason: str, by: StaffNo, now: datetime) -> Callback:
    """There is nothing to ask about any more: the sheet or its payment was voided."""
    expect_open(callback)
    return replace(
        callback, state=CallbackState.FAILED, close_reason=reason, closed_at=now, closed_by=by
    )


def reopen(callback: Callback, *, due: date) -> Callback:
    """What was dropped with a void payment is done or paid after all: the customer is asked."""
    return replace(
        callback,
        state=CallbackState.OPEN,
        due_on=due,
        close_reason="",
        closed_at=None,
        closed_by=None,
    )


def expect_open(callback: Callback) -> None:
    """Refuses what is done already."""
    if not callback.is_open:
        raise RuleBroken("这件回访已经办结。", article="26")
