"""Who is next (下一位): the longest over the maximum, then priority within the cap, oldest first.

Said once, here: the counter calls by it, shows its queue by it, the simulator and the estimate
of the wait play it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any, Generic, Protocol, TypeVar

from hall_desk.domain.tickets import Lane, Ticket, rank_of

MINUTE = 60_000_000  # ranks are microseconds
ROOM = 1_000_000  # a second: each return halves the room it takes
_OLDEST = "普通号，本窗口等候最久"
_IN_TURN = "按取号先后"


@dataclass(frozen=True, kw_only=True)
class Policy:
    """The order of calls as the hall sets it.

    ``cap``: priority calls in a row while somebody ordinary waits. ``return_after``: how many go
    before a no-show who comes back. ``most_wait_minutes``: whoever waits longer goes first; 0 is
    no such limit.
    """

    cap: int = 2
    return_after: int = 2
    most_wait_minutes: int = 40

    def is_aged(self, rank: int, now_rank: int) -> bool:
        """Whether a ticket of that rank has waited as long as anybody may."""
        most = self.most_wait_minutes * MINUTE
        return bool(most) and now_rank - rank >= most


USUAL = Policy()


def policy_of(value: object) -> Policy:
    """The policy as kept in the hall's settings; what is not said there is as usual."""
    given: dict[str, Any] = value if isinstance(value, dict) else {}
    return Policy(
        cap=given.get("cap", USUAL.cap),
        return_after=given.get("return_after", USUAL.return_after),
        most_wait_minutes=given.get("most_wait_minutes", USUAL.most_wait_minutes),
    )


class InLine(Protocol):
    """Somebody who waits: a ticket, or a row of one."""

    @property
    def lane(self) -> Lane:
        """The lane; a lower one goes first."""

    @property
    def rank(self) -> int:
        """Microseconds of issue, moved only by a return."""


T = TypeVar("T", bound=InLine)


class Because(Enum):
    """Why somebody is next."""

    AGED = auto()
    TRANSFERRED = auto()
    PRIORITY = auto()
    CAPPED = auto()
    OLDEST = auto()


@dataclass(frozen=True, kw_only=True)
class Turn(Generic[T]):
    """Whose turn it is, why, and the window's run of priority calls after it."""

    who: T
    because: Because
    priority_run: int


def next_turn(heads: Iterable[T], *, run: int, policy: Policy, now_rank: int) -> Turn[T] | None:
    """Whose turn it is among those waiting, of whom at least the first of each lane is given.

    Whoever has waited as long as anybody may goes first, the oldest of them before all others.
    Then a priority ticket (Art. 6(4)); after ``cap`` in a row while somebody ordinary waits, one
    ordinary ticket goes through.
    """
    line = sorted(heads, key=place_in_line)
    if not line:
        return None
    ordinary = next((one for one in line if one.lane == Lane.ORDINARY), None)
    oldest = min(line, key=lambda one: (one.rank, one.lane))
    who, because = line[0], Because.OLDEST
    if policy.is_aged(oldest.rank, now_rank):
        who, because = oldest, Because.AGED
    elif who.lane != Lane.ORDINARY and ordinary is not None and run >= policy.cap:
        who, because = ordinary, Because.CAPPED
    elif who.lane == Lane.TRANSFERRED:
        because = Because.TRANSFERRED
    elif who.lane == Lane.PRIORITY:
        because = Because.PRIORITY
    counts = who.lane != Lane.ORDINARY and ordinary is not None
    return Turn(who=who, because=because, priority_run=run + 1 if counts else 0)


def place_in_line(one: InLine) -> tuple[int, int]:
    """What orders a line before anybody is over the maximum."""
    return (int(one.lane), one.rank)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The next ticket for a window, the run of priority calls after it, and the reason shown."""

    ticket: Ticket
    priority_run: int
    why: str
    aged: bool = False


def choose(heads: Iterable[Ticket], *, run: int, policy: Policy, now: datetime) -> "Choice | None":
    """The next ticket with the reason in words, given at least the head of each lane."""
    turn = next_turn(heads, run=run, policy=policy, now_rank=rank_of(now))
    return None if turn is None else choice_of(turn, turn.who, run=run, policy=policy, now=now)


def choice_of(
    turn: Turn[Any], ticket: Ticket, *, run: int, policy: Policy, now: datetime
) -> Choice:
    """A turn as it is shown: why this ticket, in one sentence."""
    return Choice(
        ticket=ticket,
        priority_run=turn.priority_run,
        why=_why(turn, ticket, run=run, policy=policy, now=now),
        aged=turn.because is Because.AGED,
    )


def _why(turn: Turn[Any], ticket: Ticket, *, run: int, policy: Policy, now: datetime) -> str:
    match turn.because:
        case Because.AGED:
            return over_maximum(ticket, policy, now)
        case Because.TRANSFERRED:
            return "转窗口的客户保留原号，排在优先号最前"
        case Because.PRIORITY:
            return priority_words(run, policy)
        case Because.CAPPED:
            return f"已连续叫优先号 {run} 位，轮到等候最久的普通号"
        case Because.OLDEST:
            return _OLDEST


def over_maximum(ticket: Ticket, policy: Policy, now: datetime) -> str:
    """Why a ticket over the maximum goes first."""
    waited, most = ticket.waited_s(now) // 60, policy.most_wait_minutes
    if waited <= most:
        return f"已等满 {most} 分上限，先叫"
    return f"已等 {waited} 分，超过 {most} 分上限，先叫"


def priority_words(run: int, policy: Policy) -> str:
    """Why a priority ticket goes first, after so many in a row."""
    return f"优先号先叫（连续优先 {run}/{policy.cap}）"


def line_up(
    waiting: Sequence[Ticket], run: int, *, policy: Policy = USUAL, now: datetime
) -> list[Choice]:
    """The whole queue of a window in the order it would be called now, each with its reason."""
    lanes = [sorted((t for t in waiting if t.lane is lane), key=place_in_line) for lane in Lane]
    at = [0] * len(lanes)
    order: list[Choice] = []
    passed = False  # whether somebody without priority stands before
    while heads := [line[k] for line, k in zip(lanes, at, strict=True) if k < len(line)]:
        choice = choose(heads, run=run, policy=policy, now=now)
        assert choice is not None
        at[list(Lane).index(choice.ticket.lane)] += 1
        run = choice.priority_run
        if passed and choice.why == _OLDEST:
            choice = Choice(ticket=choice.ticket, priority_run=run, why=_IN_TURN, aged=choice.aged)
        passed = passed or not choice.ticket.is_priority
        order.append(choice)
    return order


def return_rank(waiting_ranks: Sequence[int], now_rank: int, *, after: int = 2) -> int:
    """The rank of a returning no-show: right behind the next ``after`` tickets of its queue.

    ``waiting_ranks`` are the ranks still waiting in the same lane; with no more than that, it
    stands at the end. Halfway to the next one leaves room for whoever returns to this place.
    """
    line = sorted(waiting_ranks)
    if len(line) <= after:
        return max([now_rank, *(rank + ROOM for rank in line)])
    if after == 0:
        return line[0] - ROOM
    return (line[after - 1] + line[after]) // 2


def longest_wait_s(waiting: list[Ticket], now: datetime) -> int:
    """The longest wait among the tickets, in seconds; 0 for an empty queue."""
    return max((t.waited_s(now) for t in waiting), default=0)
