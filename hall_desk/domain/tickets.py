"""Tickets (排队号): their states, and the only moves between them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import NewType

from hall_desk.domain.errors import RuleBroken

TicketId = NewType("TicketId", int)
WindowNo = NewType("WindowNo", int)
StaffNo = NewType("StaffNo", str)

CALLS_BEFORE_NO_SHOW = 3
CALL_INTERVAL_S = 30
UNDO_S = 10


class TicketState(StrEnum):
    """Where a ticket stands; called (叫号中) and serving (办理中) are apart."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    DONE = "done"
    NO_SHOW = "no_show"
    ABANDONED = "abandoned"
    HELD = "held"


class Source(StrEnum):
    """How the visit began (来源)."""

    KIOSK = "kiosk"
    GUIDE = "guide"
    WALK_UP = "walk_up"
    PHONE = "phone"
    MANAGER = "manager"
    RETURN = "return"


DIRECT = frozenset({Source.WALK_UP, Source.PHONE})
"""Visits without a number from the kiosk: served at once, never called."""
SOURCE_WORDS = {
    Source.KIOSK: "取号机",
    Source.GUIDE: "引导员取号",
    Source.WALK_UP: "柜前直接受理",
    Source.PHONE: "电话受理",
    Source.MANAGER: "值班主任补号",
    Source.RETURN: "凭码回厅",
}


class Lane(IntEnum):
    """The line a ticket waits in; a lower lane is called first, within the fairness cap."""

    TRANSFERRED = 0
    PRIORITY = 1
    ORDINARY = 2


class Move(StrEnum):
    """What can happen to a ticket."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "no_show"
    RETURN = "return"
    TRANSFER = "transfer"
    REQUEUE = "requeue"
    HOLD = "hold"
    TAKE_BACK = "take_back"
    ABANDON = "abandon"


_S = TicketState
MOVES: dict[Move, tuple[frozenset[TicketState], TicketState]] = {
    Move.CALL: (frozenset({_S.WAITING}), _S.CALLED),
    Move.RECALL: (frozenset({_S.CALLED}), _S.CALLED),
    Move.START: (frozenset({_S.CALLED}), _S.SERVING),
    Move.FINISH: (frozenset({_S.SERVING}), _S.DONE),
    Move.NO_SHOW: (frozenset({_S.CALLED}), _S.NO_SHOW),
    Move.RETURN: (frozenset({_S.NO_SHOW}), _S.WAITING),
    Move.TRANSFER: (frozenset({_S.CALLED, _S.SERVING}), _S.WAITING),
    Move.REQUEUE: (frozenset({_S.CALLED, _S.SERVING, _S.HELD}), _S.WAITING),
    Move.HOLD: (frozenset({_S.SERVING}), _S.HELD),
    Move.TAKE_BACK: (frozenset({_S.HELD}), _S.SERVING),
    Move.ABANDON: (frozenset({_S.WAITING, _S.SERVING}), _S.ABANDONED),
}

STATE_WORDS = {
    _S.WAITING: "等候中",
    _S.CALLED: "叫号中",
    _S.SERVING: "办理中",
    _S.DONE: "已办结",
    _S.NO_SHOW: "已过号",
    _S.ABANDONED: "已放弃",
    _S.HELD: "挂起中",
}
WITHDRAWN = "已撤销"
MOVE_WORDS = {
    Move.CALL: "叫号",
    Move.RECALL: "重呼",
    Move.START: "开始办理",
    Move.FINISH: "办结",
    Move.NO_SHOW: "过号",
    Move.RETURN: "回来排队",
    Move.TRANSFER: "转接",
    Move.REQUEUE: "退回队列",
    Move.HOLD: "挂起",
    Move.TAKE_BACK: "取回",
    Move.ABANDON: "放弃",
}


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """One customer's place in the hall on one business date (营业日); the number never changes.

    ``rank`` orders a lane: microseconds of issue (UTC), moved only by a return after a no-show.
    ``call_no`` is the journal number of the last call: later calls have higher ones, whatever the
    clocks say. ``priority_run`` is the window's run of priority calls after this call. A held
    ticket (挂起) keeps its window and clerk; ``pass_id`` is the return pass it was taken with.
    ``line`` is the kind it was handed to; empty: the kind of its own letter, which never changes.
    """

    id: TicketId
    business_date: date
    prefix: str
    number: int
    service_code: str
    ground: str | None
    lane: Lane
    rank: int
    state: TicketState
    target_window: WindowNo | None
    window_no: WindowNo | None
    staff_no: StaffNo | None
    calls: int
    call_no: int
    priority_run: int
    transfers: int
    inside_at_close: bool
    issued_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    source: Source = Source.KIOSK
    needs_help: bool = False
    held_at: datetime | None = None
    hold_reason: str | None = None
    pass_id: int | None = None
    line: str = ""

    @property
    def waits_for(self) -> str:
        """The kind in whose line it waits: its own, or the one it was handed to."""
        return self.line or self.prefix

    @property
    def code(self) -> str:
        """The number as called and printed, such as A012."""
        return f"{self.prefix}{self.number:03d}"

    @property
    def is_priority(self) -> bool:
        """Whether the ticket waits ahead of the ordinary line (Art. 6(4))."""
        return self.lane is not Lane.ORDINARY

    @property
    def was_called(self) -> bool:
        """Whether its number was ever called in this turn; a direct visit's is not."""
        return self.called_at is not None and self.calls > 0

    @property
    def was_withdrawn(self) -> bool:
        """Whether a direct visit was begun by a misclick and taken back: it counts nowhere.

        Every direct visit starts at once, so one that ended without a start never was.
        """
        never = self.state is TicketState.ABANDONED and self.started_at is None
        return never and self.source in DIRECT

    @property
    def state_words(self) -> str:
        """Where it stands, in words."""
        return WITHDRAWN if self.was_withdrawn else STATE_WORDS[self.state]

    def waited_s(self, now: datetime) -> int:
        """Seconds from issue to the last call, or to now while it waits; never negative."""
        until = self.called_at if self.called_at and self.state is not _S.WAITING else now
        return max(0, int((until - self.issued_at).total_seconds()))


def rank_of(at: datetime) -> int:
    """The rank of a ticket issued at that moment, in microseconds since 1970 UTC."""
    return int(at.timestamp() * 1_000_000)


def check_move(ticket: Ticket, move: Move) -> TicketState:
    """The state the move leads to; refuses a move the ticket's state does not allow."""
    origins, target = MOVES[move]
    if ticket.state not in origins:
        raise RuleBroken(f"{ticket.code} {STATE_WORDS[ticket.state]}，不能{MOVE_WORDS[move]}。")
    return target


def call(
    ticket: Ticket,
    *,
    window: WindowNo,
    staff: StaffNo,
    priority_run: int,
    call_no: int,
    now: datetime,
) -> Ticket:
    """The ticket called to a window for the first time in this turn (叫号)."""
    return replace(
        ticket,
        state=check_move(ticket, Move.CALL),
        window_no=window,
        staff_no=staff,
        calls=1,
        call_no=call_no,
        priority_run=priority_run,
        called_at=now,
    )


def arrive_directly(
    *,
    ticket_id: TicketId,
    business_date: date,
    prefix: str,
    number: int,
    service_code: str,
    source: Source,
    window: WindowNo,
    staff: StaffNo,
    priority_run: int,
    now: datetime,
) -> Ticket:
    """A customer without a number stands at the window (直接受理): no wait, no call counted."""
    return Ticket(
        id=ticket_id,
        business_date=business_date,
        prefix=prefix,
        number=number,
        service_code=service_code,
        ground=None,
        lane=Lane.ORDINARY,
        rank=rank_of(now),
        state=TicketState.CALLED,
        target_window=None,
        window_no=window,
        staff_no=staff,
        calls=0,
        call_no=ticket_id,
        priority_run=priority_run,
        transfers=0,
        inside_at_close=False,
        issued_at=now,
        called_at=now,
        started_at=None,
        finished_at=None,
        source=source,
    )


def recall(ticket: Ticket, *, call_no: int, now: datetime) -> Ticket:
    """The ticket called once more (重呼): at most three calls, 30 s apart."""
    state = check_move(ticket, Move.RECALL)
    if ticket.calls >= CALLS_BEFORE_NO_SHOW:
        raise RuleBroken(f"{ticket.code} 已呼叫 {ticket.calls} 次，请按过号。")
    left = seconds_to_recall(ticket, now)
    if left > 0:
        raise RuleBroken(f"{ticket.code} 刚刚呼叫，{left} 秒后可重呼。")
    return replace(ticket, state=state, calls=ticket.calls + 1, call_no=call_no, called_at=now)


def seconds_to_recall(ticket: Ticket, now: datetime) -> int:
    """Seconds until the next call is allowed; a clock set back never blocks longer than 30 s."""
    assert ticket.called_at is not None
    gone = max(0, int((now - ticket.called_at).total_seconds()))
    return max(0, CALL_INTERVAL_S - gone)


def start(ticket: Ticket, now: datetime) -> Ticket:
    """The customer is at the window (开始办理); a second start never resets the clock."""
    state = check_move(ticket, Move.START)
    return replace(ticket, state=state, started_at=ticket.started_at or now)


def finish(ticket: Ticket, now: datetime) -> Ticket:
    """All items of the visit are handled (办结)."""
    return replace(ticket, state=check_move(ticket, Move.FINISH), finished_at=now)


def no_show(ticket: Ticket, now: datetime) -> Ticket:
    """The customer did not come after three calls (过号)."""
    state = check_move(ticket, Move.NO_SHOW)
    if ticket.calls < CALLS_BEFORE_NO_SHOW:
        raise RuleBroken(f"{ticket.code} 只呼叫了 {ticket.calls} 次，呼满 3 次才可过号。")
    return replace(ticket, state=state, finished_at=now)


def come_back(ticket: Ticket, *, rank: int, target_window: WindowNo | None = None) -> Ticket:
    """The customer is back the same day: placed after the next two tickets of the queue.

    ``target_window`` is the one it was handed to, if that one still serves. Somebody who never
    was at a counter has no start; one handed over keeps the first start.
    """
    state = check_move(ticket, Move.RETURN)
    return replace(
        _released(ticket),
        state=state,
        rank=rank,
        target_window=target_window,
        started_at=ticket.started_at if ticket.transfers else None,
        finished_at=None,
    )


def transfer(ticket: Ticket, *, to_window: WindowNo | None, line: str = "") -> Ticket:
    """Handed over under the same number, at the head of the priority line (Y7, S1-1).

    To a window, to the line of another kind, or to whoever of its kind is free first.
    """
    state = check_move(ticket, Move.TRANSFER)
    return replace(
        _released(ticket),
        state=state,
        lane=Lane.TRANSFERRED,
        ground="Y7",
        target_window=to_window,
        line=ticket.line if not line else "" if line == ticket.prefix else line,
        transfers=ticket.transfers + 1,
    )


def requeue(ticket: Ticket) -> Ticket:
    """Back into the line at its first place: number, lane and rank are as they were (退回队列)."""
    return replace(_released(ticket), state=check_move(ticket, Move.REQUEUE), target_window=None)


def _released(ticket: Ticket) -> Ticket:
    """No window has it any more."""
    return replace(
        ticket,
        window_no=None,
        staff_no=None,
        calls=0,
        priority_run=0,
        called_at=None,
        held_at=None,
        hold_reason=None,
    )


def hold(ticket: Ticket, reason: str, now: datetime) -> Ticket:
    """The customer steps aside (挂起): the window is free, it keeps answering for the ticket."""
    return replace(ticket, state=check_move(ticket, Move.HOLD), held_at=now, hold_reason=reason)


def take_back(
    ticket: Ticket, *, window: WindowNo, staff: StaffNo, call_no: int, priority_run: int
) -> Ticket:
    """The held customer is at a window again (取回); the run of priority calls is the window's."""
    return replace(
        ticket,
        state=check_move(ticket, Move.TAKE_BACK),
        window_no=window,
        staff_no=staff,
        call_no=call_no,
        priority_run=priority_run,
        held_at=None,
        hold_reason=None,
    )


def attend(ticket: Ticket, *, ground: str | None, needs_help: bool) -> Ticket:
    """A waiting ticket with another ground for priority, or with help needed (Art. 6(4)).

    The place within the line stays; a transferred customer keeps the head of it.
    """
    if ticket.state is not _S.WAITING:
        words = STATE_WORDS[ticket.state]
        raise RuleBroken(f"{ticket.code} {words}，只有等候中的号可以改。", field="code")
    if ticket.lane is Lane.TRANSFERRED:
        return replace(ticket, needs_help=needs_help)
    lane = Lane.ORDINARY if ground is None else Lane.PRIORITY
    return replace(ticket, lane=lane, ground=ground, needs_help=needs_help)


def abandon(ticket: Ticket, now: datetime) -> Ticket:
    """The customer left without being served to the end (放弃)."""
    return replace(ticket, state=check_move(ticket, Move.ABANDON), finished_at=now)


def undo(ticket: Ticket, before: Ticket, move: Move, *, done_at: datetime, now: datetime) -> Ticket:
    """A wrong move taken back within 10 s: all is as before, but a start that was made stays.

    So no sequence of misclicks gives a number, a place or a clock away.
    """
    origins, target = MOVES[move]
    if ticket.state is not target or before.state not in origins:
        words = f"{ticket.code} {STATE_WORDS[ticket.state]}，不能撤销{MOVE_WORDS[move]}。"
        raise RuleBroken(words)
    _check_in_time(ticket, MOVE_WORDS[move], done_at, now)
    return replace(before, started_at=before.started_at or ticket.started_at)


def withdraw(ticket: Ticket, *, done_at: datetime, now: datetime) -> Ticket:
    """A visit without a number that was begun by a misclick (误按直接受理), within 10 s.

    It never was: it has no start, and ends. Its number is not given again.
    """
    if ticket.source not in DIRECT or ticket.state is not TicketState.SERVING:
        raise RuleBroken(f"{ticket.code} {ticket.state_words}，不能撤销直接受理。")
    _check_in_time(ticket, "直接受理", done_at, now)
    return replace(ticket, state=TicketState.ABANDONED, started_at=None, finished_at=now)


def _check_in_time(ticket: Ticket, what: str, done_at: datetime, now: datetime) -> None:
    if not may_undo(done_at, now):
        words = f"{ticket.code} {what}已超过 {UNDO_S} 秒，不能撤销，请由值班主任更正。"
        raise RuleBroken(words)


def may_undo(done_at: datetime, now: datetime) -> bool:
    """Whether ten seconds have not yet gone by."""
    return (now - done_at).total_seconds() <= UNDO_S


def seconds_to_undo(done_at: datetime, now: datetime) -> int:
    """Whole seconds left to take something back."""
    return max(0, UNDO_S - max(0, int((now - done_at).total_seconds())))
