"""Service without a number: at the window and on the telephone."""

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import Source, Ticket, TicketState, WindowNo
from hall_desk.usecases import (
    board,
    calling,
    dutyboard,
    moving,
    queries,
    reporting,
    serving,
    suspending,
    undoing,
)
from hall_desk.usecases.walkups import serve_directly
from tests.conftest import MANAGER, Day
from tests.usecases.test_suspending import form

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
