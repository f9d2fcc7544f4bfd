"""Hold, take back, hand over, back into the line: the number and the clock stay."""

from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.escalations import TRANSFERRED_TWICE
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.tickets import Lane, Ticket, TicketState, WindowNo
from hall_desk.usecases import (
    board,
    calling,
    counters,
    dutyboard,
    helping,
    moving,
    opening,
    people,
    queries,
    serving,
    suspending,
)
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.usecases.test_suspending import form as stop_form

ONE, THREE, EIGHT = WindowNo(1), WindowNo(3), WindowNo(8)


def only_item(day: Day, ticket: Ticket) -> Item:
    (item,) = day.ask(serving.items_of, ticket.id)
    return item  # type: ignore[no-any-return]


def again(day: Day, ticket: Ticket) -> Ticket:
    found: Ticket = day.ask(lambda r: r.get(Ticket, id=ticket.id))
    return found


def held(day: Day, reason: str = "PZ3") -> Ticket:
    """Somebody held at window 3."""
    day.issue("A01")
    ticket = day.serve(3)
    stepped: Ticket = day.do(moving.hold, "1032", ticket_id=ticket.id, reason=reason)
    return stepped


@pytest.mark.rule("11(3)")
def test_a_held_customer_frees_the_window_and_the_gross_time_runs_on(
    day: Day, clock: FakeClock
) -> None:
    day.issue("A01")
    other = day.issue("A01")
    ticket = day.serve(3)
    clock.advance(60)
    stepped = day.do(moving.hold, "1032", ticket_id=ticket.id, reason="PZ3")
    assert (stepped.state, stepped.code, stepped.window_no) == ("held", ticket.code, 3)
    called = day.serve(3)
    assert called.id == other.id
    clock.advance(100)
    day.finish(called)
    back = day.do(moving.take_back, "1032", ticket_id=ticket.id, window=THREE)
    assert (back.state, back.code, back.hold_reason) == ("serving", ticket.code, None)
    clock.advance(40)
    reading = only_item(day, ticket).reading(clock.now())
    assert reading is not None
    assert (reading.elapsed_s, reading.net_s) == (200, 100)
    assert only_item(day, ticket).started_at == ticket.started_at


def test_the_net_time_of_a_held_one_runs_on_while_the_duty_manager_is_waited_for(
    day: Day, clock: FakeClock
) -> None:
    ticket = held(day, "PZ4")
    clock.advance(90)
    reading = only_item(day, ticket).reading(clock.now())
    assert reading is not None
    assert (reading.elapsed_s, reading.net_s) == (90, 90)


def test_a_hold_needs_a_reason_of_the_closed_list(day: Day) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    with pytest.raises(RuleBroken) as refusal:
        day.do(moving.hold, "1032", ticket_id=ticket.id, reason="喝茶")
    assert refusal.value.field == "pause_reason"
    with pytest.raises(RuleBroken, match="不在您的窗口"):
        day.do(moving.hold, "1008", ticket_id=ticket.id, reason="PZ3")


def test_nobody_is_taken_back_to_a_window_with_a_customer(day: Day) -> None:
    ticket = held(day)
    day.issue("A01")
    beside = day.call(3)
    assert beside is not None
    with pytest.raises(RuleBroken, match=beside.code):
        day.do(moving.take_back, "1032", ticket_id=ticket.id, window=THREE)


def test_after_a_take_back_nobody_else_can_be_called(day: Day) -> None:
    ticket = held(day)
    day.issue("A01")
    day.finish(day.serve(3))
    day.issue("A01")
    day.do(moving.take_back, "1032", ticket_id=ticket.id, window=THREE)
    with pytest.raises(RuleBroken, match=ticket.code):
        day.call(3)


def test_another_clerk_takes_back_only_what_was_left_behind(day: Day) -> None:
    ticket = held(day)
    with pytest.raises(RuleBroken, match="3号窗口"):
        day.do(moving.take_back, "1008", ticket_id=ticket.id, window=ONE)
    assert day.ask(counters.look_at_counter, ONE, "1008").held == ()
    day.do(people.leave_window, "1032", window=THREE)
    assert [t.code for t in day.ask(counters.look_at_counter, ONE, "1008").held] == [ticket.code]
    assert day.ask(counters.look_at_counter, EIGHT, "1030").held == (), "window 8 has other kinds"
    with pytest.raises(RuleBroken, match="不办这类业务"):
        day.do(moving.take_back, "1030", ticket_id=ticket.id, window=EIGHT)
    taken = day.do(moving.take_back, "1008", ticket_id=ticket.id, window=ONE)
    assert (taken.window_no, taken.staff_no, taken.state) == (1, "1008", "serving")
    item = only_item(day, ticket)
    assert (item.state, item.window_no, item.staff_no) == (ItemState.SERVING, 1, "1008")


def test_a_suspended_window_leaves_its_held_customers_to_others(day: Day, clock: FakeClock) -> None:
    ticket = held(day)
    assert day.ask(dutyboard.look_at_hall).left_behind == ()
    day.do(suspending.suspend, "1032", form=stop_form(clock, window=3), approved_by=MANAGER)
    with pytest.raises(RuleBroken, match="暂停营业"):
        day.do(moving.take_back, "1032", ticket_id=ticket.id, window=THREE)
    assert [t.code for t in day.ask(dutyboard.look_at_hall).left_behind] == [ticket.code]
    taken = day.do(moving.take_back, "1008", ticket_id=ticket.id, window=ONE)
    assert taken.window_no == 1


def test_the_duty_manager_puts_a_held_customer_back_into_the_line(day: Day) -> None:
    ticket = held(day)
    with pytest.raises(RuleBroken):
        day.do(moving.requeue, "1008", ticket_id=ticket.id)
    back = day.do(moving.requeue, MANAGER, ticket_id=ticket.id)
    assert (back.state, back.lane, back.rank) == ("waiting", Lane.ORDINARY, ticket.rank)
    assert only_item(day, ticket).paused_at is None


@pytest.mark.rule("11(9)")
def test_the_day_does_not_close_over_a_held_customer(day: Day, clock: FakeClock) -> None:
    ticket = held(day)
    day.do(opening.stop_issuing)
    with pytest.raises(RuleBroken, match=ticket.code):
        day.do(opening.close_day)
    assert day.ask(dutyboard.look_at_hall).figures.unfinished == 1
    day.do(moving.take_back, "1032", ticket_id=ticket.id, window=THREE)
    day.finish(ticket)
    assert day.do(opening.close_day).state == "closed"


@pytest.mark.rule("S1-1")
def test_back_in_line_is_the_old_place_and_no_transfer(day: Day, clock: FakeClock) -> None:
    first = day.issue("A01")
    second = day.issue("A01")
    ticket = day.serve(3)
    assert ticket.id == first.id
    clock.advance(30)
    day.issue("A01", ground="Y1")
    back = day.do(moving.requeue, "1032", ticket_id=ticket.id)
    assert (back.code, back.rank, back.transfers, back.lane) == (
        first.code,
        first.rank,
        0,
        Lane.ORDINARY,
    )
    facts = day.ask(counters.look_at_counter, THREE, "1032")
    assert [c.ticket.code for c in facts.order][1:] == [first.code, second.code]
    assert only_item(day, ticket).started_at == ticket.started_at


@pytest.mark.rule("S1-1")
def test_a_customer_handed_to_another_kind_keeps_the_number_and_waits_there(
    hall: Hall, day: Day
) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    day.issue("B01")
    day.issue("A01")
    handed = day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=None, to_kind="B")
    assert (handed.code, handed.waits_for, handed.lane) == (ticket.code, "B", Lane.TRANSFERRED)
    kinds = [one.prefix for one in day.ask(board.waiting_line)]
    assert (kinds.count("A"), kinds.count("B")) == (1, 2)
    queues = {q.prefix: q.waiting for q in day.ask(dutyboard.look_at_hall).queues}
    assert (queues["A"], queues["B"]) == (1, 2)
    assert day.ask(board.ahead_of, handed) == 0
    here = day.call(1)
    assert here is not None
    assert here.code != ticket.code, "not in its own letter's line any more"
    received = day.serve(4)
    assert received.code == ticket.code
    assert only_item(day, received).started_at == ticket.started_at


def test_a_customer_is_handed_only_to_a_kind_somebody_serves(day: Day) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    day.do(people.leave_window, "1021", window=WindowNo(4))
    for kind, words in (("A", "已经在"), ("B", "没有窗口办"), ("Z", "没有这个")):
        with pytest.raises(RuleBroken, match=words) as refusal:
            day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=None, to_kind=kind)
        assert refusal.value.field == "kind"


@pytest.mark.rule("4(2)")
def test_a_second_hand_over_goes_on_the_duty_managers_list_once(day: Day) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=ONE)
    assert day.ask(helping.open_calls) == []
    day.serve(1)
    day.do(moving.transfer, "1008", ticket_id=ticket.id, to_window=THREE)
    (alert,) = day.ask(helping.open_calls)
    assert (alert.cause, alert.ticket_id, alert.raised_by) == (
        TRANSFERRED_TWICE,
        ticket.id,
        "1008",
    )
    for word in (ticket.code, "1号窗口", "3号窗口", "内转外不转"):
        assert word in alert.reason
    day.serve(3)
    day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=ONE)
    assert len(day.ask(helping.open_calls)) == 1, "nobody is told the same twice"
    call = day.do(helping.call_manager, "1008", window=ONE)
    assert call.cause == "", "the alert is no call of the clerk's"
    assert day.ask(counters.look_at_counter, ONE, "1008").help_call.id == call.id
    taken = day.do(helping.take, MANAGER, escalation_id=alert.id)
    assert taken.taken_by == MANAGER


def test_a_handed_over_item_is_not_left_paused(day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    item = only_item(day, ticket)
    day.do(serving.pause, "1032", item_id=item.id, reason="PZ2")
    clock.advance(20)
    day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=ONE)
    handed = only_item(day, ticket)
    assert (handed.paused_at, handed.paused_s, handed.state) == (None, 20, ItemState.PENDING)


def test_a_ticket_in_service_is_not_given_up_from_elsewhere(day: Day) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    with pytest.raises(RuleBroken, match="正在办理"):
        day.do(calling.abandon, "1008", code=ticket.code)
    assert again(day, ticket).state is TicketState.SERVING


def test_the_held_ticket_is_the_same_on_both_databases(both_halls: Hall, clock: FakeClock) -> None:
    day: Any = Day(both_halls, clock)
    ticket = held(day)
    handed_to = day.ask(moving.held_tickets)
    assert [t.code for t in handed_to] == [ticket.code]
    day.do(moving.take_back, "1032", ticket_id=ticket.id, window=THREE)
    day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=None, to_kind="B")
    assert [(one.prefix, one.lane) for one in day.ask(board.waiting_line)] == [("B", 0)]
    received = day.serve(4)
    assert received.code == ticket.code
    assert day.ask(queries.find_at_window, 4) is not None
