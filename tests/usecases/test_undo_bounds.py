"""What Ctrl+Z leaves alone: money taken, papers made, a window that is suspended since."""

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.passes import ReturnPass
from hall_desk.domain.tickets import Ticket, TicketState, WindowNo
from hall_desk.usecases import acceptances, moving, notices, payments, serving, suspending, undoing
from tests.conftest import Day
from tests.usecases.test_acceptances import all_papers, form, in_hand
from tests.usecases.test_money import cash
from tests.usecases.test_suspending import form as stop_form

THREE, FOUR = WindowNo(3), WindowNo(4)


def started(day: Day) -> tuple[Ticket, Item]:
    """Somebody who pays, in service at window 3."""
    day.count_float(3)
    day.issue("A01")
    ticket = day.serve(3)
    (item,) = day.ask(serving.items_of, ticket.id)
    return ticket, item


def pay(day: Day, clock: FakeClock, item: Item) -> None:
    """One yuan for the item."""
    day.do(
        payments.take_payment,
        "1032",
        window=THREE,
        takings=cash(clock, 100, 100),
        purpose="居民电费缴纳",
        ticket_id=item.ticket_id,
        item_id=item.id,
    )


def test_a_start_is_not_undone_once_money_was_taken(day: Day, clock: FakeClock) -> None:
    ticket, item = started(day)
    pay(day, clock, item)
    with pytest.raises(RuleBroken, match="可以撤销"):
        day.do(undoing.undo_last, "1032", window=THREE)
    assert day.ask(lambda r: r.get(Ticket, id=ticket.id)).state is TicketState.SERVING


def test_another_service_is_not_undone_once_it_was_paid(day: Day, clock: FakeClock) -> None:
    _, item = started(day)
    fresh = day.do(serving.reclassify_item, "1032", item_id=item.id, service_code="A02")
    pay(day, clock, fresh)
    assert day.ask(undoing.find_undo, THREE, "1032") is None
    assert day.ask(lambda r: r.get(Item, id=fresh.id)).state is ItemState.SERVING


@pytest.mark.rule("18(2)")
def test_another_service_is_not_undone_once_it_was_accepted(day: Day, clock: FakeClock) -> None:
    _, item = in_hand(day)
    clock.advance(11)
    fresh = day.do(serving.reclassify_item, "1021", item_id=item.id, service_code="B01")
    papers = all_papers(day, "B01")
    for paper in papers:
        day.do(serving.tick_paper, "1021", item_id=fresh.id, index=paper.index)
    day.do(serving.inform, "1021", item_id=fresh.id)
    day.do(acceptances.accept, "1021", item_id=fresh.id, form=form(papers=papers))
    assert day.ask(undoing.find_undo, FOUR, "1021") is None


@pytest.mark.rule("11(8)")
def test_nobody_is_put_back_to_a_window_suspended_since(day: Day, clock: FakeClock) -> None:
    ticket, _ = started(day)
    day.do(moving.hold, "1032", ticket_id=ticket.id, reason="PZ3")
    day.do(suspending.suspend, "1032", form=stop_form(clock, window=3))
    with pytest.raises(RuleBroken, match="可以撤销"):
        day.do(undoing.undo_last, "1032", window=THREE)


@pytest.mark.rule("11(4)")
def test_another_service_takes_the_return_pass_back_and_the_undo_gives_it_again(
    day: Day, clock: FakeClock
) -> None:
    _, item = in_hand(day)
    notice = day.do(notices.give, "1021", item_id=item.id)
    clock.advance(11)
    day.do(serving.reclassify_item, "1021", item_id=item.id, service_code="B15")
    given = day.ask(lambda r: r.get(ReturnPass, id=notice.pass_id))
    assert (given.voided_at, given.void_reason) == (clock.now(), "改为别的事项")
    day.do(undoing.undo_last, "1021", window=FOUR)
    again = day.ask(lambda r: r.get(ReturnPass, id=notice.pass_id))
    assert (again.voided_at, again.void_reason) == (None, "")
