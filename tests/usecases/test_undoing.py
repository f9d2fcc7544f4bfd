"""Ctrl+Z: any misclick of the last ten seconds, from the journal, and never over somebody else."""

from collections.abc import Callable
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import ContactState, FirstContact
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, ItemState, Outcome
from hall_desk.domain.tickets import Lane, Ticket, TicketState, WindowNo
from hall_desk.store.engine import Store
from hall_desk.usecases import calling, helping, moving, reporting, serving, undoing
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.outcomes import Result
from tests.conftest import Day

ONE, THREE = WindowNo(1), WindowNo(3)


def undo(day: Day, window: int = 3) -> Ticket:
    back: Ticket = day.do(undoing.undo_last, day.clerk(window), window=WindowNo(window))
    return back


def again(day: Day, ticket: Ticket) -> Ticket:
    found: Ticket = day.ask(lambda r: r.get(Ticket, id=ticket.id))
    return found


def items(day: Day, ticket: Ticket) -> list[Item]:
    found: list[Item] = day.ask(serving.items_of, ticket.id)
    return found


def serving_one(day: Day, clock: FakeClock) -> Ticket:
    """Somebody in service at window 3 for a minute."""
    day.issue("A01")
    ticket = day.serve(3)
    clock.advance(60)
    return ticket


MOVES: dict[str, Callable[[Day, Ticket], Any]] = {
    "finish": lambda day, t: day.finish(t),
    "hold": lambda day, t: day.do(moving.hold, "1032", ticket_id=t.id, reason="PZ3"),
    "transfer": lambda day, t: day.do(moving.transfer, "1032", ticket_id=t.id, to_window=ONE),
    "kind": lambda day, t: day.do(
        moving.transfer, "1032", ticket_id=t.id, to_window=None, to_kind="B"
    ),
    "requeue": lambda day, t: day.do(moving.requeue, "1032", ticket_id=t.id),
    "leave": lambda day, t: day.do(serving.leave_visit, "1032", ticket_id=t.id),
    "split": lambda day, t: day.do(
        serving.split_item, "1032", item_id=items(day, t)[0].id, quantity=1
    ),
    "reclassify": lambda day, t: day.do(
        serving.reclassify_item, "1032", item_id=items(day, t)[0].id, service_code="A02"
    ),
    "add": lambda day, t: day.do(serving.add_item, "1032", ticket_id=t.id, service_code="A04"),
}


@pytest.mark.rule("11(3)", "S1-1")
@pytest.mark.parametrize("move", MOVES)
def test_a_misclick_is_undone_without_touching_number_or_clock(
    day: Day, clock: FakeClock, move: str
) -> None:
    ticket = serving_one(day, clock)
    day.do(serving.change_quantity, "1032", item_id=items(day, ticket)[0].id, quantity=3)
    before, item = again(day, ticket), items(day, ticket)
    MOVES[move](day, ticket)
    clock.advance(9)
    back = undo(day)
    assert back == again(day, ticket) == before
    assert items(day, ticket) == item
    clock.advance(31)
    reading = items(day, ticket)[0].reading(clock.now())
    assert reading is not None
    assert (reading.elapsed_s, reading.net_s) == (100, 100)


@pytest.mark.parametrize("move", MOVES)
def test_after_ten_seconds_nothing_is_undone(day: Day, clock: FakeClock, move: str) -> None:
    ticket = serving_one(day, clock)
    day.do(serving.change_quantity, "1032", item_id=items(day, ticket)[0].id, quantity=3)
    MOVES[move](day, ticket)
    after = again(day, ticket)
    clock.advance(10.5)
    assert day.ask(undoing.find_undo, THREE, "1032") is None
    with pytest.raises(RuleBroken, match="可以撤销"):
        undo(day)
    assert again(day, ticket) == after


def test_a_wrong_no_show_is_undone(day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = day.call(3)
    assert ticket is not None
    for _ in range(2):
        clock.advance(31)
        day.do(calling.recall, "1032", ticket_id=ticket.id)
    clock.advance(31)
    before = again(day, ticket)
    day.do(calling.no_show, "1032", ticket_id=ticket.id)
    assert undo(day) == before


def test_a_wrong_take_back_is_undone(day: Day, clock: FakeClock) -> None:
    ticket = serving_one(day, clock)
    day.do(moving.hold, "1032", ticket_id=ticket.id, reason="PZ3")
    clock.advance(30)
    before, item = again(day, ticket), items(day, ticket)
    day.do(moving.take_back, "1032", ticket_id=ticket.id, window=THREE)
    assert undo(day) == before
    assert items(day, ticket) == item


def test_a_wrong_abandon_is_undone(day: Day) -> None:
    ticket = day.issue("A01")
    day.do(calling.abandon, "1032", code=ticket.code)
    assert undo(day) == ticket


@pytest.mark.rule("11(3)")
def test_an_undone_start_keeps_its_clock(day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    clock.advance(8)
    back = undo(day)
    assert (back.state, back.started_at) == (TicketState.CALLED, ticket.started_at)
    clock.advance(8)
    day.do(serving.start, "1032", ticket_id=ticket.id)
    (item,) = items(day, ticket)
    assert item.started_at == ticket.started_at, "start, undo, start gives no fresh limit"


def test_who_never_came_has_no_clock_when_coming_back(day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    undo(day)
    for _ in range(2):
        clock.advance(31)
        day.do(calling.recall, "1032", ticket_id=ticket.id)
    clock.advance(31)
    day.do(calling.no_show, "1032", ticket_id=ticket.id)
    clock.advance(600)
    day.do(calling.come_back, "1032", code=ticket.code)
    day.serve(3)
    (item,) = items(day, ticket)
    assert item.started_at == clock.now()


def test_the_end_of_one_item_of_two_is_undone(day: Day, clock: FakeClock) -> None:
    ticket = serving_one(day, clock)
    day.do(serving.add_item, "1032", ticket_id=ticket.id, service_code="A04")
    clock.advance(11)
    before = items(day, ticket)
    day.finish(ticket)
    back = undo(day)
    assert (back.id, back.state) == (ticket.id, TicketState.SERVING)
    assert items(day, ticket) == before


def test_a_wrong_referral_stays_in_the_register_closed(day: Day, clock: FakeClock) -> None:
    ticket = serving_one(day, clock)
    given = Result(outcome=Outcome.FORWARDED, desk="JL")
    day.do(serving.finish, "1032", ticket_id=ticket.id, result=given)
    undo(day)
    (item,) = items(day, ticket)
    assert (item.state, item.outcome) == (ItemState.SERVING, None)
    (contact,) = day.ask(lambda r: r.all(FirstContact))
    assert (contact.state, contact.unresolved_reason) == (ContactState.CLOSED, undoing.UNDONE)


def test_an_undone_second_hand_over_takes_its_alert_back(day: Day) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=ONE)
    day.serve(1)
    day.do(moving.transfer, "1008", ticket_id=ticket.id, to_window=THREE)
    assert len(day.ask(helping.open_calls)) == 1
    back = undo(day, 1)
    assert (back.state, back.transfers, back.lane) == (TicketState.SERVING, 1, Lane.TRANSFERRED)
    assert day.ask(helping.open_calls) == []


def test_nothing_is_undone_that_somebody_else_has_touched_since(day: Day) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=ONE)
    taken = day.call(1)
    assert taken is not None
    with pytest.raises(RuleBroken, match="可以撤销"):
        undo(day)
    assert again(day, ticket) == taken


def test_nobody_undoes_at_another_ones_window(day: Day, clock: FakeClock) -> None:
    ticket = serving_one(day, clock)
    day.finish(ticket)
    with pytest.raises(RuleBroken, match="没有在3号窗口登录"):
        day.do(undoing.undo_last, "1008", window=THREE)
    with pytest.raises(RuleBroken, match="可以撤销"):
        undo(day, 1)


def test_one_after_the_other_is_undone_newest_first(day: Day, clock: FakeClock) -> None:
    ticket = serving_one(day, clock)
    day.issue("A01")
    day.finish(ticket)
    following = day.call(3)
    assert following is not None
    assert undo(day).id == following.id
    assert undo(day).id == ticket.id
    assert again(day, following).state is TicketState.WAITING
    with pytest.raises(RuleBroken, match="可以撤销"):
        undo(day)


def test_what_can_be_undone_survives_a_restart(day: Day, clock: FakeClock, store: Store) -> None:
    ticket = serving_one(day, clock)
    day.finish(ticket)
    fresh = Hall(day.hall.store, clock)
    found = fresh.ask(undoing.find_undo, THREE, "1032")
    assert found is not None
    assert (found.code, found.words, found.seconds_left(clock.now())) == (ticket.code, "办结", 10)


def test_the_report_reconciles_after_undoing(day: Day, clock: FakeClock) -> None:
    ticket = serving_one(day, clock)
    day.finish(ticket)
    undo(day)
    day.finish(ticket)
    report = day.ask(reporting.daily_report)
    assert report.journal.reconciled, report.journal.remark
    assert report.tickets.finished == 1
