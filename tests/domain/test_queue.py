"""The order of calls for any line and any policy; said once, so tested once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_desk.domain.queue import (
    USUAL,
    Choice,
    Policy,
    choose,
    line_up,
    next_turn,
    policy_of,
    return_rank,
)
from hall_desk.domain.tickets import Lane, Ticket, TicketId, TicketState, rank_of

NOW = datetime(2026, 3, 12, 3, tzinfo=UTC)
MOST_S = USUAL.most_wait_minutes * 60


def waits(number: int, lane: Lane, seconds: float) -> Ticket:
    """A ticket that has waited so many seconds."""
    issued = NOW - timedelta(seconds=seconds)
    return Ticket(
        id=TicketId(number),
        business_date=date(2026, 3, 12),
        prefix="A",
        number=number,
        service_code="A01",
        ground=None if lane is Lane.ORDINARY else "Y1",
        lane=lane,
        rank=rank_of(issued),
        state=TicketState.WAITING,
        target_window=None,
        window_no=None,
        staff_no=None,
        calls=0,
        call_no=0,
        priority_run=0,
        transfers=0,
        inside_at_close=False,
        issued_at=issued,
        called_at=None,
        started_at=None,
        finished_at=None,
    )


LINES = st.lists(
    st.tuples(st.sampled_from(list(Lane)), st.integers(0, 3 * MOST_S)), max_size=14
).map(lambda line: [waits(n, lane, seconds) for n, (lane, seconds) in enumerate(line, start=1)])
POLICIES = st.builds(
    Policy,
    cap=st.integers(1, 4),
    return_after=st.integers(0, 4),
    most_wait_minutes=st.sampled_from([0, 5, 30, 40, 120]),
)


def over(ticket: Ticket, policy: Policy) -> bool:
    return bool(policy.most_wait_minutes) and (
        (NOW - ticket.issued_at) >= timedelta(minutes=policy.most_wait_minutes)
    )


@pytest.mark.rule("6(4)")
@given(line=LINES, policy=POLICIES, run=st.integers(0, 6))
def test_nobody_over_the_maximum_is_passed_over_by_a_younger_one(
    line: list[Ticket], policy: Policy, run: int
) -> None:
    left = list(line)
    for choice in line_up(line, run, policy=policy, now=NOW):
        left.remove(choice.ticket)
        older = [t for t in left if t.rank < choice.ticket.rank]
        assert not [t.code for t in older if over(t, policy)]
    assert not left


@given(line=LINES, policy=POLICIES, start=st.integers(0, 6))
def test_the_queue_shown_is_the_order_of_the_calls(
    line: list[Ticket], policy: Policy, start: int
) -> None:
    shown = [choice.ticket.id for choice in line_up(line, start, policy=policy, now=NOW)]
    left, run, called = list(line), start, []
    while choice := choose(left, run=run, policy=policy, now=NOW):
        called.append(choice.ticket.id)
        left.remove(choice.ticket)
        run = choice.priority_run
    assert shown == called


@pytest.mark.rule("6(4)")
@given(line=LINES, cap=st.integers(1, 4))
def test_within_the_maximum_the_cap_lets_an_ordinary_one_through(
    line: list[Ticket], cap: int
) -> None:
    policy = Policy(cap=cap, most_wait_minutes=0)
    order, left, in_a_row = line_up(line, 0, policy=policy, now=NOW), list(line), 0
    for choice in order:
        ordinary = any(not t.is_priority for t in left)
        left.remove(choice.ticket)
        in_a_row = in_a_row + 1 if choice.ticket.is_priority and ordinary else 0
        assert in_a_row <= cap
        assert choice.ticket.is_priority or in_a_row == 0


def first_of(*line: Ticket, run: int = 0, policy: Policy = USUAL) -> Choice:
    choice = choose(line, run=run, policy=policy, now=NOW)
    assert choice is not None
    return choice


def test_each_reason_is_one_sentence() -> None:
    old, young = waits(1, Lane.ORDINARY, 600), waits(2, Lane.ORDINARY, 60)
    priority, moved = waits(3, Lane.PRIORITY, 30), waits(4, Lane.TRANSFERRED, 900)
    assert first_of(old, young).why == "普通号，本窗口等候最久"
    assert first_of(old, priority).why == "优先号先叫（连续优先 0/2）"
    assert first_of(old, priority, policy=Policy(cap=3), run=1).why == "优先号先叫（连续优先 1/3）"
    assert first_of(old, priority, moved).why == "转窗口的客户保留原号，排在优先号最前"
    capped = first_of(young, old, priority, run=2)
    assert capped.ticket == old
    assert capped.why == "已连续叫优先号 2 位，轮到等候最久的普通号"


@pytest.mark.rule("6(4)")
def test_whoever_waits_longer_than_the_maximum_goes_first_and_is_told_so() -> None:
    late = waits(1, Lane.ORDINARY, 41 * 60 + 10)
    priority = waits(2, Lane.PRIORITY, 600)
    choice = first_of(priority, late, run=0)
    assert choice.ticket == late
    assert choice.aged
    assert choice.why == "已等 41 分，超过 40 分上限，先叫"
    assert first_of(priority, waits(1, Lane.ORDINARY, MOST_S + 5)).why == "已等满 40 分上限，先叫"
    assert first_of(priority, waits(1, Lane.ORDINARY, MOST_S - 1)).ticket == priority
    half_hour = Policy(most_wait_minutes=30)
    later = waits(1, Lane.ORDINARY, 31 * 60)
    assert first_of(priority, later).ticket == priority
    assert first_of(priority, later, policy=half_hour).ticket == later
    assert first_of(priority, late, policy=Policy(most_wait_minutes=0)).ticket == priority


def test_an_older_priority_ticket_over_the_maximum_goes_before_an_ordinary_one() -> None:
    ordinary, priority = waits(1, Lane.ORDINARY, 3000), waits(2, Lane.PRIORITY, 3001)
    assert first_of(ordinary, priority, run=5).ticket == priority


def test_the_next_turn_needs_only_the_head_of_each_lane() -> None:
    assert next_turn([], run=0, policy=USUAL, now_rank=0) is None


def test_the_policy_is_read_from_the_settings_and_usual_where_nothing_is_said() -> None:
    assert policy_of({"cap": 3, "return_after": 1, "most_wait_minutes": 25}) == Policy(
        cap=3, return_after=1, most_wait_minutes=25
    )
    assert policy_of({"cap": 3}) == Policy(cap=3)
    assert policy_of(None) == USUAL


@given(line=st.lists(st.integers(1, 10**9), unique=True, max_size=9), after=st.integers(0, 5))
def test_a_returning_customer_stands_behind_as_many_as_the_policy_says(
    line: list[int], after: int
) -> None:
    spread = [rank * 1_000 for rank in line]
    rank = return_rank(spread, 10**12, after=after)
    assert sum(other <= rank for other in spread) == min(after, len(line))
