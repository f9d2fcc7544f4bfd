"""A hall's tickets under any sequence of presses: what must hold holds after every one.

The short form plays 60 days of 50 presses, the long one (``-m slow``) 1,000 days of 80.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hall_desk.domain import tickets
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.queue import USUAL, choose, line_up, return_rank
from hall_desk.domain.tickets import (
    MOVES,
    Lane,
    Move,
    StaffNo,
    Ticket,
    TicketId,
    TicketState,
    WindowNo,
    rank_of,
)

MORNING = datetime(2026, 3, 12, 1, tzinfo=UTC)
WINDOWS = st.sampled_from([WindowNo(1), WindowNo(2), WindowNo(3)])
AT_WINDOW = {TicketState.CALLED, TicketState.SERVING}
OUT = {TicketState.DONE, TicketState.NO_SHOW, TicketState.ABANDONED}


def fresh(number: int, lane: Lane, now: datetime) -> Ticket:
    return Ticket(
        id=TicketId(number),
        business_date=date(2026, 3, 12),
        prefix="A",
        number=number,
        service_code="A01",
        ground=None if lane is Lane.ORDINARY else "Y1",
        lane=lane,
        rank=rank_of(now),
        state=TicketState.WAITING,
        target_window=None,
        window_no=None,
        staff_no=None,
        calls=0,
        call_no=0,
        priority_run=0,
        transfers=0,
        inside_at_close=False,
        issued_at=now,
        called_at=None,
        started_at=None,
        finished_at=None,
    )


def moved(ticket: Ticket, move: Move, window: WindowNo, run: int, now: datetime) -> Ticket:
    """The one function of the domain that makes the move."""
    if move is Move.CALL:
        return tickets.call(
            ticket,
            window=window,
            staff=StaffNo("1032"),
            call_no=ticket.call_no + 1,
            priority_run=run,
            now=now,
        )
    if move is Move.RECALL:
        return tickets.recall(ticket, call_no=ticket.call_no + 1, now=now)
    if move is Move.TRANSFER:
        return tickets.transfer(ticket, to_window=None, line="B")
    if move is Move.REQUEUE:
        return tickets.requeue(ticket)
    if move is Move.HOLD:
        return tickets.hold(ticket, "PZ3", now)
    if move is Move.TAKE_BACK:
        return tickets.take_back(
            ticket,
            window=window,
            staff=StaffNo("1032"),
            call_no=ticket.call_no + 1,
            priority_run=run,
        )
    if move is Move.RETURN:
        return tickets.come_back(ticket, rank=rank_of(now))
    plain: dict[Move, Any] = {
        Move.START: tickets.start,
        Move.FINISH: tickets.finish,
        Move.NO_SHOW: tickets.no_show,
        Move.ABANDON: tickets.abandon,
    }
    made: Ticket = plain[move](ticket, now)
    return made


class HallOfTickets(RuleBasedStateMachine):
    """Three windows and one queue; any move may be tried on any ticket at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.now = MORNING
        self.hall: dict[int, Ticket] = {}
        self.starts: dict[int, datetime] = {}
        self.runs: dict[int, int] = {}
        self.priority_in_a_row: dict[int, int] = {}
        self.last: dict[int, tuple[Move, Ticket, datetime]] = {}

    def waiting(self, *lanes: Lane) -> list[Ticket]:
        line = [t for t in self.hall.values() if t.state is TicketState.WAITING]
        return sorted((t for t in line if t.lane in lanes), key=lambda t: (t.lane, t.rank))

    def at(self, window: WindowNo) -> list[Ticket]:
        here = [t for t in self.hall.values() if t.window_no == window]
        return [t for t in here if t.state in AT_WINDOW]

    @rule(lane=st.sampled_from([Lane.ORDINARY, Lane.ORDINARY, Lane.PRIORITY]))
    def issue(self, lane: Lane) -> None:
        number = len(self.hall) + 1
        # No two moments of a real day are whole seconds apart.
        self.now += timedelta(seconds=1, microseconds=37 * number)
        self.hall[number] = fresh(number, lane, self.now)

    @rule(seconds=st.sampled_from([1, 9, 11, 29, 31, 600]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(window=WINDOWS)
    def call_next(self, window: WindowNo) -> None:
        if self.at(window):
            return
        priority = self.waiting(Lane.TRANSFERRED, Lane.PRIORITY)
        ordinary = self.waiting(Lane.ORDINARY)
        run = self.runs.get(window, 0)
        heads = [*self.waiting(Lane.TRANSFERRED)[:1], *self.waiting(Lane.PRIORITY)[:1]]
        choice = choose([*heads, *ordinary[:1]], run=run, policy=USUAL, now=self.now)
        assert (choice is None) == (not priority and not ordinary)
        if choice is None:
            return
        assert choice.ticket == line_up(priority + ordinary, run, now=self.now)[0].ticket
        assert choice.why
        if choice.aged:
            self.runs[window] = self.priority_in_a_row[window] = choice.priority_run
            self.called_over_the_maximum(choice.ticket, window, choice.priority_run)
            return
        # The fairness cap: never more than two priority calls in a row while one ordinary waits.
        in_a_row = self.priority_in_a_row.get(window, 0)
        self.priority_in_a_row[window] = (
            in_a_row + 1 if choice.ticket.is_priority and ordinary else 0
        )
        assert self.priority_in_a_row[window] <= max(USUAL.cap, in_a_row)
        # Oldest first within its line; priority first within the cap.
        assert choice.ticket in (priority[:1] + ordinary[:1])
        assert choice.ticket.is_priority or not priority or run >= USUAL.cap
        self.runs[window] = choice.priority_run
        self.step(choice.ticket, Move.CALL, window, choice.priority_run)

    def called_over_the_maximum(self, ticket: Ticket, window: WindowNo, run: int) -> None:
        line = self.waiting(*Lane)
        assert ticket.rank == min(t.rank for t in line)
        assert USUAL.is_aged(ticket.rank, rank_of(self.now))
        self.step(ticket, Move.CALL, window, run)

    @precondition(lambda self: self.hall)
    @rule(
        data=st.data(),
        move=st.sampled_from([move for move in Move if move is not Move.CALL]),
        window=WINDOWS,
    )
    def press(self, data: st.DataObject, move: Move, window: WindowNo) -> None:
        """Any key at any ticket: it moves as the table says, or is refused and stays."""
        ticket = self.hall[data.draw(st.sampled_from(sorted(self.hall)))]
        origins, _ = MOVES[move]
        if ticket.state not in origins:
            with pytest.raises(RuleBroken):
                moved(ticket, move, window, 0, self.now)
            return
        if move is Move.RETURN:
            return  # has a rule of its own below, which knows the place
        if move is Move.TAKE_BACK and self.at(window):
            return  # the verb and the database refuse this one: uq_ticket_at_window
        try:
            self.step(ticket, move, window, 0)
        except RuleBroken:
            assert move in (Move.RECALL, Move.NO_SHOW)

    @precondition(lambda self: self.last)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        """Whatever was done last to a ticket is as it was before, or it is too late."""
        number = data.draw(st.sampled_from(sorted(self.last)))
        move, before, at = self.last[number]
        ticket = self.hall[number]
        goes_back = before.state in AT_WINDOW and before.state is not ticket.state
        if goes_back and before.window_no and set(self.at(before.window_no)) - {ticket}:
            return  # the verb and the database refuse this one: uq_ticket_at_window
        if (self.now - at).total_seconds() > tickets.UNDO_S:
            with pytest.raises(RuleBroken, match="不能撤销"):
                tickets.undo(ticket, before, move, done_at=at, now=self.now)
            return
        back = tickets.undo(ticket, before, move, done_at=at, now=self.now)
        assert (back.code, back.rank, back.lane, back.waits_for, back.state) == (
            before.code,
            before.rank,
            before.lane,
            before.waits_for,
            before.state,
        )
        self.hall[number] = back
        del self.last[number]

    @rule(window=WINDOWS)
    def pass_over(self, window: WindowNo) -> None:
        """Three calls, 30 s apart, then the no-show."""
        for ticket in self.at(window):
            if ticket.state is TicketState.CALLED:
                while self.hall[ticket.number].calls < tickets.CALLS_BEFORE_NO_SHOW:
                    self.now += timedelta(seconds=tickets.CALL_INTERVAL_S)
                    self.step(self.hall[ticket.number], Move.RECALL, window, 0)
                self.step(self.hall[ticket.number], Move.NO_SHOW, window, 0)

    @precondition(lambda self: any(t.state is TicketState.NO_SHOW for t in self.hall.values()))
    @rule(data=st.data())
    def come_back(self, data: st.DataObject) -> None:
        """Behind the next two of its lane, before the third."""
        gone = [t for t in self.hall.values() if t.state is TicketState.NO_SHOW]
        ticket = data.draw(st.sampled_from(gone))
        line = self.waiting(ticket.lane)
        rank = return_rank([t.rank for t in line], rank_of(self.now))
        back = tickets.come_back(ticket, rank=rank)
        self.hall[ticket.number] = back
        self.last.pop(ticket.number, None)
        if not ticket.transfers:
            # Who never came was never served: a start taken back was the clerk's misclick.
            self.starts.pop(ticket.number, None)
        place = sorted([*line, back], key=lambda t: (t.rank, t.number != back.number)).index(back)
        assert place == min(2, len(line))

    def step(self, ticket: Ticket, move: Move, window: WindowNo, run: int) -> None:
        after = moved(ticket, move, window, run, self.now)
        assert after.state is MOVES[move][1]
        assert (after.id, after.number, after.issued_at) == (
            ticket.id,
            ticket.number,
            ticket.issued_at,
        )
        assert after.code == ticket.code
        self.last[ticket.number] = (move, ticket, self.now)
        if move in (Move.RECALL, Move.RETURN):
            del self.last[ticket.number]  # a second call cannot be unsaid
        self.hall[ticket.number] = after
        if after.started_at is not None:
            self.starts.setdefault(ticket.number, after.started_at)

    @invariant()
    def nobody_is_at_two_windows_and_no_window_has_two(self) -> None:
        taken = [t.window_no for t in self.hall.values() if t.state in AT_WINDOW]
        assert None not in taken
        assert len(taken) == len(set(taken))

    @invariant()
    def every_ticket_has_one_outcome(self) -> None:
        for ticket in self.hall.values():
            waits = ticket.state is TicketState.WAITING
            held = ticket.state is TicketState.HELD
            assert waits + held + (ticket.state in AT_WINDOW) + (ticket.state in OUT) == 1
            assert held == (ticket.held_at is not None) == (ticket.hold_reason is not None)
            assert not held or (ticket.window_no is not None and ticket.staff_no is not None)
            assert (ticket.finished_at is not None) == (ticket.state in OUT)
            assert not waits or (ticket.window_no is None and ticket.called_at is None)
            assert ticket.state is not TicketState.SERVING or ticket.started_at is not None

    @invariant()
    def a_clock_once_started_is_never_reset(self) -> None:
        for number, started in self.starts.items():
            assert self.hall[number].started_at == started

    @invariant()
    def nobody_waits_less_than_nothing(self) -> None:
        assert all(ticket.waited_s(self.now) >= 0 for ticket in self.hall.values())


@pytest.mark.rule("6(4)", "11(2)")
def test_any_sixty_days_of_a_hall() -> None:
    run_days(60, steps=50)


@pytest.mark.slow
def test_any_thousand_days_of_a_hall() -> None:
    run_days(1_000, steps=80)


def run_days(days: int, *, steps: int) -> None:
    run_state_machine_as_test(
        HallOfTickets,
        settings=settings(
            max_examples=days, stateful_step_count=steps, deadline=None, database=None
        ),
    )
