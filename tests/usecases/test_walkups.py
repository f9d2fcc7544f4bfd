"""Service without a number: at the window and on the telephone."""

from datetime import timedelta

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import Source, Ticket, TicketState, WindowNo
from hall_desk.store.engine import Store
from hall_desk.store.journal import read_entries
from hall_desk.usecases import (
    board,
    calling,
    contacts,
    dutyboard,
    moving,
    queries,
    reporting,
    serving,
    suspending,
    undoing,
)
from hall_desk.usecases.hall import new_op
from hall_desk.usecases.walkups import serve_directly
from tests.conftest import MANAGER, Day, referral
from tests.usecases.test_suspending import form
from tests.usecases.test_undo_bounds import pay

THREE = WindowNo(3)


def walk_up(day: Day, service: str = "A01", source: Source = Source.WALK_UP) -> Ticket:
    """A customer without a number at window 3."""
    ticket: Ticket = day.do(
        serve_directly, "1032", window=THREE, service_code=service, source=source
    )
    return ticket


def test_a_customer_without_a_number_is_served_at_once(day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = walk_up(day)
    assert (ticket.state, ticket.code, ticket.source) == (
        TicketState.SERVING,
        "A002",
        Source.WALK_UP,
    )
    (item,) = day.ask(serving.items_of, ticket.id)
    assert (item.service_code, item.started_at) == ("A01", clock.now())
    clock.advance(60)
    done = day.finish(ticket)
    assert done.state is TicketState.DONE
    assert day.issue("A01").code == "A003", "the numbers of the kind stay gapless"


def test_it_is_never_announced_and_never_waits(day: Day) -> None:
    before = day.ask(board.display_board)
    ticket = walk_up(day)
    shown = day.ask(board.display_board)
    assert shown.calls == before.calls
    assert [kind.waiting for kind in shown.hall.kinds] == [0, 0, 0, 0]
    assert day.ask(dutyboard.look_at_hall).queues[0].series[-1] == 0
    called = day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=WindowNo(1))
    assert called.state is TicketState.WAITING
    assert day.call(1) is not None
    assert [call.code for call in day.ask(board.display_board).calls] == [ticket.code]


def test_nobody_is_called_beside_it_and_the_fair_order_goes_on(day: Day) -> None:
    for ground in ("Y1", "Y1", "Y1", None):
        day.issue("A01", ground)
    for _ in range(2):
        day.finish(day.serve(3))
    ticket = walk_up(day)
    with pytest.raises(RuleBroken, match=f"{ticket.code} 还在本窗口"):
        day.call(3)
    with pytest.raises(RuleBroken, match=f"{ticket.code} 还在本窗口"):
        walk_up(day)
    day.finish(ticket)
    called = day.call(3)
    assert called is not None
    assert called.ground is None, "two priority calls stand, so an ordinary one is next"


def test_it_is_taken_back_to_the_window_by_undo(day: Day, clock: FakeClock) -> None:
    ticket = walk_up(day)
    day.finish(ticket)
    clock.advance(5)
    again = day.do(undoing.undo_last, "1032", window=THREE)
    assert again.state is TicketState.SERVING


def test_only_who_stands_at_an_open_window_does_it(day: Day, clock: FakeClock) -> None:
    given = {"window": WindowNo(1), "service_code": "A01", "source": Source.WALK_UP}
    with pytest.raises(RuleBroken, match="没有在1号窗口登录"):
        day.do(serve_directly, "1032", **given)
    with pytest.raises(RuleBroken, match="柜前受理或电话受理"):
        day.do(serve_directly, "1008", **{**given, "source": Source.KIOSK})
    with pytest.raises(RuleBroken, match="没有开办"):
        day.do(serve_directly, "1008", **{**given, "service_code": "Z99"})
    stop = day.do(suspending.suspend, "1008", form=form(clock, window=1))
    with pytest.raises(RuleBroken, match="暂停营业"):
        day.do(serve_directly, "1008", **given)
    day.do(suspending.resume, "1008", suspension_id=stop.id)
    day.do(suspending.suspend, MANAGER, form=form(clock, Scope.SERVICE, None, "A"))
    with pytest.raises(RuleBroken, match="暂停营业"):
        day.do(serve_directly, "1008", **given)


def test_the_daily_report_counts_them_apart_from_the_waits(day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    clock.advance(99)
    day.finish(day.serve(3))
    day.finish(walk_up(day))
    day.finish(walk_up(day, "C02", Source.PHONE))
    report = day.ask(reporting.daily_report)
    assert (report.tickets.walk_up, report.tickets.phone) == (1, 1)
    assert (report.tickets.issued, report.tickets.called) == (3, 1)
    assert report.kinds_total.mean_wait_s == 99
    assert report.journal.reconciled, report.journal.remark


def test_a_customer_who_was_served_directly_cannot_be_passed_over(day: Day) -> None:
    ticket = walk_up(day)
    with pytest.raises(RuleBroken, match="不能"):
        day.do(calling.no_show, "1032", ticket_id=ticket.id)
    assert day.ask(queries.find_at_window, THREE) == ticket


def undo(day: Day, window: int = 3) -> Ticket:
    back: Ticket = day.do(undoing.undo_last, day.clerk(window), window=WindowNo(window))
    return back


def again(day: Day, ticket: Ticket) -> Ticket:
    found: Ticket = day.ask(lambda reading: reading.get(Ticket, id=ticket.id))
    return found


@pytest.mark.parametrize("source", [Source.WALK_UP, Source.PHONE])
def test_one_begun_by_a_misclick_is_withdrawn_and_its_number_not_given_again(
    day: Day, clock: FakeClock, source: Source
) -> None:
    ticket = walk_up(day, "A01", source)
    clock.advance(9)
    back = undo(day)
    assert back == again(day, ticket)
    assert (back.state, back.state_words) == (TicketState.ABANDONED, "已撤销")
    assert (back.code, back.started_at, back.finished_at) == ("A001", None, clock.now())
    (item,) = day.ask(lambda reading: reading.all(Item))
    assert (item.ticket_id, item.state) == (ticket.id, ItemState.DROPPED)
    assert day.ask(queries.find_at_window, THREE) is None
    assert walk_up(day).code == "A002"


def test_a_withdrawn_one_counts_nowhere_and_the_journal_tells_of_it(
    day: Day, clock: FakeClock, store: Store
) -> None:
    walk_up(day)
    clock.advance(5)
    undo(day)
    day.finish(walk_up(day, "C02", Source.PHONE))
    report = day.ask(reporting.daily_report)
    assert report.journal.reconciled, report.journal.remark
    counted = report.tickets
    assert (counted.issued, counted.walk_up, counted.phone) == (1, 0, 1)
    assert (counted.finished, counted.abandoned) == (1, 0)
    looked = day.ask(dutyboard.look_at_hall)
    assert (looked.figures.issued, looked.figures.unfinished) == (1, 0)
    with day.hall.store.read() as conn:
        actions = [entry.action for entry in read_entries(conn, 1)]
    assert (actions.count("serve_directly"), actions.count("undo_serve_directly")) == (2, 1)


def test_after_ten_seconds_it_stays(day: Day, clock: FakeClock) -> None:
    ticket = walk_up(day)
    clock.advance(10.5)
    with pytest.raises(RuleBroken, match="可以撤销"):
        undo(day)
    assert again(day, ticket) == ticket


def test_it_is_not_withdrawn_once_money_was_taken(day: Day, clock: FakeClock) -> None:
    day.count_float(3)
    ticket = walk_up(day)
    (item,) = day.ask(serving.items_of, ticket.id)
    pay(day, clock, item)
    assert day.ask(undoing.find_undo, THREE, "1032") is None
    with pytest.raises(RuleBroken, match="可以撤销"):
        undo(day)
    assert again(day, ticket) == ticket


def test_it_is_not_withdrawn_once_a_first_contact_was_registered(
    day: Day, clock: FakeClock
) -> None:
    ticket = walk_up(day, "C01")
    matter = referral("近两月电量偏高", clock.now() + timedelta(days=1))
    day.do(contacts.register_contact, "1032", form=matter, ticket_id=ticket.id)
    with pytest.raises(RuleBroken, match="可以撤销"):
        undo(day)
    assert again(day, ticket).state is TicketState.SERVING


def test_nobody_withdraws_the_one_of_another_clerk(day: Day) -> None:
    ticket = walk_up(day)
    with pytest.raises(RuleBroken, match="没有在3号窗口登录"):
        day.do(undoing.undo_last, "1008", window=THREE)
    with pytest.raises(RuleBroken, match="可以撤销"):
        undo(day, 1)
    assert again(day, ticket) == ticket


def test_it_is_withdrawn_after_what_was_done_in_it_was_undone(day: Day) -> None:
    ticket = walk_up(day)
    day.do(serving.add_item, "1032", ticket_id=ticket.id, service_code="A04")
    assert undo(day).state is TicketState.SERVING
    assert undo(day).was_withdrawn
    assert day.ask(serving.items_of, ticket.id) == []


def test_a_handed_over_one_is_withdrawn_by_nobody(day: Day) -> None:
    ticket = walk_up(day)
    day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=WindowNo(1))
    assert day.call(1) is not None
    for window in (1, 3):
        found = day.ask(undoing.find_undo, WindowNo(window), day.clerk(window))
        assert found is None or found.action != "serve_directly"


def test_the_withdrawing_press_said_twice_is_one(day: Day) -> None:
    ticket, op = walk_up(day), new_op()
    first = day.hall.do(undoing.undo_last, "1032", op, window=THREE)
    assert day.hall.do(undoing.undo_last, "1032", op, window=THREE) == first
    assert first.id == ticket.id
