"""The clock of an item: its limit, its stages, what a misclick cannot do."""

from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.usecases import calling, queries, serving, undoing
from hall_desk.usecases.hall import Hall
from tests.conftest import Day


def items(hall: Hall, ticket: Ticket) -> list[Item]:
    found: list[Item] = hall.ask(serving.items_of, ticket.id)
    return found


@pytest.mark.rule("11(3)")
@pytest.mark.parametrize(
    ("service", "window", "seconds", "within"),
    [
        ("A01", 3, 300, True),
        ("A01", 3, 301, False),
        ("B01", 4, 1200, True),
        ("B01", 4, 1201, False),
        ("C01", 3, 5000, None),
    ],
)
def test_an_item_is_on_time_up_to_the_very_second_of_its_limit(
    hall: Hall,
    day: Day,
    clock: FakeClock,
    service: str,
    window: int,
    seconds: int,
    within: bool | None,
) -> None:
    day.issue(service)
    ticket = day.serve(window)
    clock.advance(seconds)
    if within is False:
        with pytest.raises(RuleBroken, match="请先选超时原因"):
            day.finish(ticket)
    day.finish(ticket, "O3" if within is False else None)
    (item,) = items(hall, ticket)
    assert item.on_time() is within
    assert item.over_reason == ("O3" if within is False else None)


@pytest.mark.rule("11(3)")
def test_the_quantity_multiplies_the_limit(hall: Hall, day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    (item,) = items(hall, ticket)
    day.do(serving.change_quantity, "1032", item_id=item.id, quantity=3)
    clock.advance(900)
    day.finish(ticket)
    (item,) = items(hall, ticket)
    assert item.limit_s == 900
    assert item.on_time() is True


@pytest.mark.rule("11(3)")
def test_each_item_of_a_visit_has_its_own_clock(hall: Hall, day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    day.do(serving.add_item, "1032", ticket_id=ticket.id, service_code="A04")
    clock.advance(200)
    assert day.finish(ticket).state == "serving"
    clock.advance(200)
    assert day.finish(ticket).state == "done"
    first, second = items(hall, ticket)
    assert first.on_time() is second.on_time() is True
    assert second.started_at == first.finished_at


@pytest.mark.rule("11(3)")
def test_a_misclick_never_resets_the_clock(hall: Hall, day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    clock.advance(200)
    with pytest.raises(RuleBroken):
        day.do(serving.start, "1032", ticket_id=ticket.id)
    day.finish(ticket)
    clock.advance(5)
    day.do(undoing.undo_last, "1032", window=WindowNo(3))
    (item,) = items(hall, ticket)
    reading = item.reading(clock.now())
    assert reading is not None
    assert reading.elapsed_s == 205
    clock.advance(96)
    with pytest.raises(RuleBroken, match="超时原因"):
        day.finish(ticket)


def test_a_finish_is_taken_back_within_ten_seconds_only(day: Day, clock: FakeClock) -> None:
    day.whole_visit()
    clock.advance(11)
    with pytest.raises(RuleBroken, match="值班主任更正"):
        day.do(undoing.undo_last, "1032", window=WindowNo(3))


def test_switching_items_keeps_the_first_start(hall: Hall, day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    (first,) = items(hall, ticket)
    second = day.do(serving.add_item, "1032", ticket_id=ticket.id, service_code="A04")
    clock.advance(60)
    day.do(serving.switch_item, "1032", item_id=second.id)
    clock.advance(60)
    again = day.do(serving.switch_item, "1032", item_id=first.id)
    assert again.started_at == first.started_at


def test_a_pause_changes_the_net_time_only(hall: Hall, day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    (item,) = items(hall, ticket)
    clock.advance(60)
    day.do(serving.pause, "1032", item_id=item.id, reason="PZ3")
    clock.advance(120)
    day.do(serving.resume, "1032", item_id=item.id)
    clock.advance(150)
    (item,) = items(hall, ticket)
    reading = item.reading(clock.now())
    assert reading is not None
    assert (reading.elapsed_s, reading.net_s, reading.stage) == (330, 210, "over")


@pytest.mark.rule("11(6)")
def test_after_an_over_limit_item_the_next_call_owes_an_apology(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    day.issue("A01")
    day.issue("A01")
    ticket = day.serve(3)
    clock.advance(301)
    day.finish(ticket, "O1")
    assert day.ask(queries.get_window, 3).apology_due
    following = day.serve(3)
    day.do(serving.apologise, "1032", ticket_id=following.id)
    assert not day.ask(queries.get_window, 3).apology_due
    (item,) = items(hall, following)
    assert item.apologised_at == clock.now()


@pytest.mark.rule("11(6)")
def test_an_apology_not_said_is_not_owed_to_a_later_customer(day: Day, clock: FakeClock) -> None:
    for _ in range(3):
        day.issue("A01")
    slow = day.serve()
    clock.advance(301)
    day.finish(slow, "O1")
    following = day.serve()
    assert not day.ask(queries.get_window, 3).apology_due
    day.do(undoing.undo_last, "1032", window=WindowNo(3))
    assert day.ask(queries.get_window, 3).apology_due, "a misclick lets nothing lapse"
    day.do(serving.start, "1032", ticket_id=following.id)
    clock.advance(20)
    day.finish(following)
    assert day.call() is not None
    assert not day.ask(queries.get_window, 3).apology_due


@pytest.mark.rule("11(6)")
def test_with_an_empty_queue_no_apology_is_owed(day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    day.issue("B01")  # waits, but not for this window
    ticket = day.serve(3)
    clock.advance(301)
    day.finish(ticket, "O1")
    assert not day.ask(queries.get_window, 3).apology_due


@pytest.mark.rule("11(4)")
def test_a_business_item_is_not_finished_before_everything_was_told_once(day: Day) -> None:
    day.issue("B15")
    ticket = day.serve(4)
    with pytest.raises(RuleBroken, match="请先一次性告知"):
        day.do(serving.finish, "1021", ticket_id=ticket.id)
    assert day.finish(ticket).state == "done"


def test_steps_and_papers_are_ticked_and_unticked_with_their_time(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    (item,) = items(hall, ticket)
    day.do(serving.tick_step, "1032", item_id=item.id, index=0)
    clock.advance(5)
    day.do(serving.tick_step, "1032", item_id=item.id, index=1)
    day.do(serving.tick_paper, "1032", item_id=item.id, index=0)
    ticked: Any = items(hall, ticket)[0]
    assert [step.index for step in ticked.steps] == [0, 1]
    assert (ticked.steps[1].at - ticked.steps[0].at).total_seconds() == 5
    assert ticked.papers == (0,)
    untick = day.do(serving.tick_step, "1032", item_id=item.id, index=1)
    assert [step.index for step in untick.steps] == [0]


def test_an_item_added_by_mistake_is_dropped_but_kept(hall: Hall, day: Day) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    extra = day.do(serving.add_item, "1032", ticket_id=ticket.id, service_code="A04")
    day.do(serving.drop_item, "1032", item_id=extra.id)
    assert len(items(hall, ticket)) == 1
    assert hall.ask(lambda reading: reading.get(Item, id=extra.id)).state == "dropped"


@pytest.mark.parametrize("quantity", [0, -1, 1000])
def test_a_senseless_quantity_is_refused_at_its_field(hall: Hall, day: Day, quantity: int) -> None:
    day.issue("A01")
    (item,) = items(hall, day.serve(3))
    with pytest.raises(RuleBroken) as refusal:
        day.do(serving.change_quantity, "1032", item_id=item.id, quantity=quantity)
    assert refusal.value.field == "quantity"


def test_an_abandoned_ticket_is_neither_called_nor_forgotten(day: Day) -> None:
    ticket = day.issue("A01")
    gone = day.do(calling.abandon, "1032", code=ticket.code)
    assert gone.state == "abandoned"
    assert day.call(3) is None


@pytest.mark.parametrize("code", ["", "A", "A9x", "９", "Z001", "A999"])
def test_an_unknown_number_is_refused_at_its_field(day: Day, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        day.do(calling.come_back, "1032", code=code)
    assert refusal.value.field == "code"
