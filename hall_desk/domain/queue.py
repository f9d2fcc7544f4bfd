"""Who is next (下一位): priority first within the fairness cap, oldest first. Said once, here."""

from dataclasses import dataclass, replace
from datetime import datetime

from hall_desk.domain.tickets import Lane, Ticket

FAIRNESS_CAP = 2
RETURN_AFTER = 2
ROOM = 1_000_000  # a second: ranks are microseconds, and each return halves the room it takes
_OLDEST = "普通号，本窗口等候最久"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The next ticket for a window, the run of priority calls after it, and the reason shown."""

    ticket: Ticket
    priority_run: int
    why: str


def choose(
    *, first_priority: Ticket | None, first_ordinary: Ticket | None, run: int
) -> "Choice | None":
    """The next ticket, given the head of each line and the window's run of priority calls.

    A priority ticket goes first (Art. 6(4)); after two in a row while somebody ordinary waits,
    one ordinary ticket goes through.
    """
    if first_priority is None and first_ordinary is None:
        return None
    if first_priority is None:
        assert first_ordinary is not None
        return Choice(ticket=first_ordinary, priority_run=0, why=_OLDEST)
    if first_ordinary is None:
        return Choice(ticket=first_priority, priority_run=0, why=_why_priority(first_priority, run))
    if run >= FAIRNESS_CAP:
        why = f"已连续叫优先号 {run} 位，轮到等候最久的普通号"
        return Choice(ticket=first_ordinary, priority_run=0, why=why)
    why = _why_priority(first_priority, run)
    return Choice(ticket=first_priority, priority_run=run + 1, why=why)


def _why_priority(ticket: Ticket, run: int) -> str:
    if ticket.lane is Lane.TRANSFERRED:
        return "转窗口的客户保留原号，排在优先号最前"
    return f"优先号先叫（连续优先 {run}/{FAIRNESS_CAP}）"


def line_up(waiting: list[Ticket], run: int) -> list[Choice]:
    """The whole queue of a window in the order it will be called, each with its reason."""
    priority = sorted((t for t in waiting if t.is_priority), key=_place)
    ordinary = sorted((t for t in waiting if not t.is_priority), key=_place)
    order: list[Choice] = []
    while priority or ordinary:
        choice = choose(
            first_priority=priority[0] if priority else None,
            first_ordinary=ordinary[0] if ordinary else None,
            run=run,
        )
        assert choice is not None
        (priority if choice.ticket.is_priority else ordinary).pop(0)
        run = choice.priority_run
        if any(not before.ticket.is_priority for before in order) and choice.why == _OLDEST:
            choice = replace(choice, why="按取号先后")
        order.append(choice)
    return order


def _place(ticket: Ticket) -> tuple[int, int]:
    return (int(ticket.lane), ticket.rank)


def return_rank(waiting_ranks: list[int], now_rank: int) -> int:
    """The rank of a returning no-show: right behind the next two tickets of its queue.

    ``waiting_ranks`` are the ranks still waiting in the same lane; with two or fewer, it stands
    at the end. Halfway to the third leaves room for the next one who returns to this place.
    """
    line = sorted(waiting_ranks)
    if len(line) <= RETURN_AFTER:
        return max([now_rank, *(rank + ROOM for rank in line)])
    second, third = line[RETURN_AFTER - 1], line[RETURN_AFTER]
    return (second + third) // 2


def longest_wait_s(waiting: list[Ticket], now: datetime) -> int:
    """The longest wait among the tickets, in seconds; 0 for an empty queue."""
    return max((t.waited_s(now) for t in waiting), default=0)
