"""The guide issues, adds to a waiting ticket, marks help; all under the number that stands."""

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.tickets import Lane, Source, Ticket, TicketState
from hall_desk.usecases import calling, guiding, issuing, moving, people, serving
from hall_desk.usecases.guiding import guide_board
from hall_desk.usecases.hall import Hall, new_op
from tests.conftest import MANAGER, Day

GUIDE = "1030"


def attend(day: Day, ticket: Ticket, **given: object) -> Ticket:
    changed: Ticket = day.do(guiding.attend, GUIDE, ticket_id=ticket.id, **given)
    return changed


@pytest.mark.rule("6(4)")
def test_the_guide_issues_with_a_ground_and_the_mark_that_help_is_needed(day: Day) -> None:
    ticket = day.do(issuing.issue_by_guide, GUIDE, service_code="A01", ground="Y1", needs_help=True)
    assert (ticket.source, ticket.lane, ticket.needs_help) == (Source.GUIDE, Lane.PRIORITY, True)
    plain = day.do(issuing.issue_by_guide, GUIDE, service_code="A01")
    assert (plain.code, plain.lane, plain.needs_help) == ("A002", Lane.ORDINARY, False)


def test_the_guide_keeps_the_posted_hours_like_the_kiosk(day: Day, clock: FakeClock) -> None:
    clock.advance(9 * 3600)
    with pytest.raises(RuleBroken, match="已停止取号"):
        day.do(issuing.issue_by_guide, GUIDE, service_code="A01")


@pytest.mark.rule("6(4)")
def test_a_ground_given_later_brings_a_waiting_ticket_ahead_of_earlier_ordinary_ones(
    day: Day,
) -> None:
    day.issue("A01")
    later = day.issue("A01")
    attend(day, later, ground="Y2")
    called = day.call(3)
    assert called is not None
    assert called.code == later.code


@pytest.mark.rule("6(4)")
def test_two_priority_calls_in_a_row_then_an_ordinary_ticket_goes_through(day: Day) -> None:
    ordinary = [day.issue("A01") for _ in range(2)]
    helped = [day.issue("A01") for _ in range(3)]
    for ticket in helped:
        attend(day, ticket, ground="Y1")
    order = []
    for _ in range(4):
        ticket = day.serve(3)
        order.append(ticket.code)
        day.finish(ticket)
    assert order == [helped[0].code, helped[1].code, ordinary[0].code, helped[2].code]


def test_a_ground_given_by_mistake_is_taken_back_and_the_place_is_the_old_one(day: Day) -> None:
    first, second = day.issue("A01"), day.issue("A01")
    attend(day, second, ground="Y1")
    back = attend(day, second)
    assert (back.lane, back.ground, back.rank) == (Lane.ORDINARY, None, second.rank)
    called = day.call(3)
    assert called is not None
    assert called.code == first.code


@pytest.mark.rule("6(4)")
def test_the_mark_that_help_is_needed_stays_with_the_ticket(day: Day) -> None:
    ticket = day.issue("A01")
    attend(day, ticket, needs_help=True)
    called = day.call(3)
    assert called is not None
    assert called.needs_help


def test_one_more_item_waits_behind_the_tickets_own(day: Day) -> None:
    ticket = day.issue("A01")
    day.do(guiding.add_to_ticket, GUIDE, ticket_id=ticket.id, service_code="A04")
    day.do(guiding.add_to_ticket, GUIDE, ticket_id=ticket.id, service_code="A03")
    assert day.ask(guide_board, ticket.code).wishes == ("电费发票开具/补开", "预存电费/购电充值")
    day.serve(3)
    items = day.ask(serving.items_of, ticket.id)
    assert [(i.service_code, i.state.value) for i in items] == [
        ("A01", "serving"),
        ("A04", "pending"),
        ("A03", "pending"),
    ]


def test_nothing_is_added_once_the_ticket_is_called(day: Day) -> None:
    ticket = day.issue("A01")
    day.call(3)
    with pytest.raises(RuleBroken, match="只有等候中的号可以改"):
        day.do(guiding.add_to_ticket, GUIDE, ticket_id=ticket.id, service_code="A04")
    with pytest.raises(RuleBroken, match="只有等候中的号可以改"):
        attend(day, ticket, ground="Y1")
    assert day.ask(serving.items_of, ticket.id) == []


def test_a_transferred_customer_keeps_the_head_of_the_line(day: Day) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    moved = day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=None)
    helped = attend(day, moved, ground="Y1", needs_help=True)
    assert (helped.lane, helped.ground, helped.needs_help) == (Lane.TRANSFERRED, "Y7", True)


@pytest.mark.parametrize("ground", ["Y7", "Y9", ""])
def test_only_grounds_of_the_list_are_given_and_never_that_of_a_move(day: Day, ground: str) -> None:
    ticket = day.issue("A01")
    with pytest.raises(RuleBroken, match="优先的理由"):
        attend(day, ticket, ground=ground)


def test_only_staff_who_serve_may_do_it(day: Day) -> None:
    ticket = day.issue("A01")
    people_verb = people.add_staff_hashed
    from hall_desk.domain.people import Role

    day.do(people_verb, staff_no="9001", name="管理员", role=Role.ADMINISTRATOR, password_hash="x")
    for verb, given in (
        (issuing.issue_by_guide, {"service_code": "A01"}),
        (guiding.attend, {"ticket_id": ticket.id, "ground": "Y1"}),
        (guiding.add_to_ticket, {"ticket_id": ticket.id, "service_code": "A04"}),
    ):
        with pytest.raises(RuleBroken, match="没有这项权限"):
            day.do(verb, "9001", **given)


def test_a_retry_gives_what_the_press_gave(hall: Hall, day: Day) -> None:
    ticket = day.issue("A01")
    for verb, given in (
        (issuing.issue_by_guide, {"service_code": "B01", "needs_help": True}),
        (guiding.attend, {"ticket_id": ticket.id, "ground": "Y1", "needs_help": True}),
        (guiding.attend, {"ticket_id": ticket.id, "ground": "Y1", "needs_help": True}),
        (guiding.add_to_ticket, {"ticket_id": ticket.id, "service_code": "A04"}),
    ):
        op = new_op()
        first = hall.do(verb, GUIDE, op, **given)  # type: ignore[arg-type]
        done, again = hall._outcome_of(op, tolerant=False)
        assert (done, again) == (True, first)


def test_the_guides_page_sees_lines_waits_and_who_was_passed_over(
    day: Day, clock: FakeClock
) -> None:
    gone = day.issue("A01")
    day.call(3)
    for _ in range(2):
        clock.advance(30)
        day.do(calling.recall, "1032", ticket_id=gone.id)
    clock.advance(30)
    day.do(calling.no_show, "1032", ticket_id=gone.id)
    waits = day.issue("B01")
    facts = day.ask(guide_board, waits.code)
    assert facts.no_shows == (gone.code,)
    assert [ticket.code for ticket in facts.waiting] == [waits.code]
    assert facts.place is not None
    assert (facts.place.ahead, facts.place.state) == (0, TicketState.WAITING)
    assert "Y7" not in [ground.code for ground in facts.grounds]
    back = day.do(calling.come_back, GUIDE, code=gone.code)
    assert back.state is TicketState.WAITING


def test_before_the_day_is_open_the_guides_page_is_empty(founded: Hall) -> None:
    facts = founded.ask(guide_board, "A001")
    assert (facts.waiting, facts.asked, facts.place, facts.no_shows) == ((), None, None, ())
    with pytest.raises(RuleBroken, match="还没有开门"):
        founded.do(issuing.issue_by_guide, MANAGER, None, service_code="A01")
