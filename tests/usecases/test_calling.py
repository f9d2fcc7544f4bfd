"""Who is called, and the side doors of a ticket."""

from dataclasses import asdict, replace
from random import Random

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import Setting
from hall_desk.domain.people import Staff
from hall_desk.domain.queue import USUAL
from hall_desk.domain.tickets import StaffNo, WindowNo
from hall_desk.store.transaction import Tx
from hall_desk.usecases import (
    board,
    calling,
    moving,
    opening,
    people,
    queries,
    serving,
    suspending,
    undoing,
)
from hall_desk.usecases.counters import look_at_counter
from hall_desk.usecases.hall import Hall
from tests.conftest import CLERKS, Day


@pytest.mark.rule("6(4)")
def test_a_priority_ticket_goes_first_and_the_cap_lets_an_ordinary_one_through(day: Day) -> None:
    ordinary = [day.issue("A01") for _ in range(3)]
    priority = [day.issue("A01", ground="Y1") for _ in range(4)]
    order = []
    for _ in range(7):
        ticket = day.serve(3)
        order.append(ticket.code)
        day.finish(ticket)
    p, o = [t.code for t in priority], [t.code for t in ordinary]
    assert order == [p[0], p[1], o[0], p[2], p[3], o[1], o[2]]


@pytest.mark.rule("6(4)")
def test_priority_calls_count_towards_the_cap_only_while_somebody_ordinary_waits(
    day: Day,
) -> None:
    for _ in range(3):
        day.issue("A01", ground="Y2")
        day.finish(day.serve(3))
    day.issue("A01")
    first = day.issue("A01", ground="Y2")
    assert day.serve(3).code == first.code


def test_a_window_never_gets_a_kind_it_is_not_enabled_for(day: Day) -> None:
    day.issue("B01")
    assert day.call(3) is None
    assert day.call(1) is None


def test_the_same_ticket_never_stands_at_two_windows(day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    assert day.call(3) is not None
    assert day.call(1) is None


def test_a_window_with_a_customer_cannot_call_another_one(day: Day) -> None:
    day.issue("A01")
    day.issue("A01")
    day.serve(3)
    with pytest.raises(RuleBroken, match="A001 还在本窗口"):
        day.call(3)


def test_only_the_clerk_of_the_window_moves_its_ticket(day: Day) -> None:
    day.issue("A01")
    ticket = day.call(3)
    assert ticket is not None
    for verb in (serving.start, calling.recall, calling.no_show):
        with pytest.raises(RuleBroken, match="不在您的窗口"):
            day.do(verb, "1008", ticket_id=ticket.id)


def test_recalls_are_thirty_seconds_apart_and_three_at_most(day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = day.call(3)
    assert ticket is not None
    with pytest.raises(RuleBroken, match="30 秒后可重呼"):
        day.do(calling.recall, "1032", ticket_id=ticket.id)
    with pytest.raises(RuleBroken, match="呼满 3 次"):
        day.do(calling.no_show, "1032", ticket_id=ticket.id)
    for calls in (2, 3):
        clock.advance(30)
        assert day.do(calling.recall, "1032", ticket_id=ticket.id).calls == calls
    clock.advance(30)
    with pytest.raises(RuleBroken, match="请按过号"):
        day.do(calling.recall, "1032", ticket_id=ticket.id)
    assert day.do(calling.no_show, "1032", ticket_id=ticket.id).state == "no_show"


def test_a_no_show_who_returns_stands_behind_the_next_two(day: Day, clock: FakeClock) -> None:
    gone = day.issue("A01")
    others = [day.issue("A01") for _ in range(4)]
    ticket = day.call(3)
    assert ticket is not None
    for _ in range(2):
        clock.advance(30)
        day.do(calling.recall, "1032", ticket_id=ticket.id)
    day.do(calling.no_show, "1032", ticket_id=ticket.id)
    assert day.do(calling.come_back, "1032", code=gone.code.lower()).state == "waiting"
    order = []
    for _ in range(5):
        served = day.serve(3)
        order.append(served.code)
        day.finish(served)
    codes = [t.code for t in others]
    assert order == [codes[0], codes[1], gone.code, codes[2], codes[3]]


def test_a_wrong_call_is_taken_back_within_ten_seconds(day: Day, clock: FakeClock) -> None:
    issued = day.issue("A01")
    ticket = day.call(3)
    assert ticket is not None
    clock.advance(10)
    back = day.do(undoing.undo_last, "1032", window=WindowNo(3))
    assert (back.state, back.rank, back.issued_at) == ("waiting", issued.rank, issued.issued_at)
    again = day.call(3)
    assert again is not None
    clock.advance(11)
    with pytest.raises(RuleBroken, match="10 秒内可以撤销"):
        day.do(undoing.undo_last, "1032", window=WindowNo(3))


@pytest.mark.rule("S1-1")
def test_a_transfer_keeps_the_number_and_goes_to_the_head_of_the_priority_line(
    day: Day, clock: FakeClock
) -> None:
    first = day.issue("A01")
    day.issue("A01", ground="Y1")
    day.issue("A01")
    ticket = day.serve(3)
    assert ticket.is_priority
    day.finish(ticket)
    moved = day.serve(3)
    assert moved.code == first.code
    day.issue("A01", ground="Y3")
    day.do(moving.transfer, "1032", ticket_id=moved.id, to_window=WindowNo(1))
    received = day.serve(1)
    assert received.code == first.code
    assert received.started_at == moved.started_at


def test_a_transfer_is_for_a_window_that_is_open_and_serves_the_kind(day: Day) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    with pytest.raises(RuleBroken, match="不办这类业务"):
        day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=WindowNo(4))
    with pytest.raises(RuleBroken):
        day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=WindowNo(3))


@pytest.mark.rule("7(1)")
def test_nobody_calls_without_a_signed_in_clerk(day: Day) -> None:
    day.issue("A01")
    day.do(people.leave_window, "1032", window=WindowNo(3))
    with pytest.raises(RuleBroken, match="请先在本窗口登录"):
        day.do(calling.call_next, "1032", window=WindowNo(3))


def test_a_clerk_moves_to_another_window_only_without_a_customer(day: Day) -> None:
    day.issue("A01")
    day.serve(3)
    with pytest.raises(RuleBroken, match="还有 A001 没有办完"):
        day.do(people.take_window, "1032", window=WindowNo(4), staff_no=StaffNo("1032"))


def test_the_reason_for_the_next_one_can_be_shown(hall: Hall, day: Day) -> None:
    day.issue("A01")
    day.issue("C01", ground="Y1")
    choice = hall.ask(calling.pick, WindowNo(3), "AC", run=0, policy=USUAL)
    assert choice is not None
    assert choice.ticket.code == "C001"
    assert choice.why == "优先号先叫（连续优先 0/2）"
    capped = hall.ask(calling.pick, WindowNo(3), "AC", run=2, policy=USUAL)
    assert capped is not None
    assert "已连续叫优先号 2 位" in capped.why


@pytest.mark.rule("S1-10")
def test_people_ahead_follow_the_order_of_calls(hall: Hall, day: Day) -> None:
    for _ in range(3):
        day.issue("A01")
    last = day.issue("A01")
    assert hall.ask(board.ahead_of, last) == 3
    assert len(hall.ask(queries.waiting)) == 4


def set_policy(day: Day, **values: int) -> None:
    def _set(tx: Tx) -> Setting:
        before = tx.get(Setting, name="queue_policy")
        after = replace(before, value={**asdict(USUAL), **values})
        return tx.change(before, after, "change_setting", guard="value")

    day.do(_set)


@pytest.mark.rule("6(4)")
def test_the_cap_of_the_settings_counts(day: Day) -> None:
    set_policy(day, cap=1)
    ordinary, priority = day.issue("A01"), [day.issue("A01", ground="Y1") for _ in range(2)]
    order = []
    for _ in range(3):
        ticket = day.serve(3)
        order.append(ticket.code)
        day.finish(ticket)
    assert order == [priority[0].code, ordinary.code, priority[1].code]


@pytest.mark.rule("6(4)")
def test_nobody_waits_beyond_the_maximum_while_younger_ones_are_called(both_halls: Hall) -> None:
    assert isinstance(both_halls.clock, FakeClock)
    day = Day(both_halls, both_halls.clock)
    set_policy(day, most_wait_minutes=30)
    old = [day.issue("A01"), day.issue("C01")]
    day.clock.advance(31 * 60)
    day.issue("A01", ground="Y1")
    for expected in old:
        choice = day.ask(look_at_counter, WindowNo(3), "1032").order[0]
        assert choice.ticket.code == expected.code
        assert choice.why == "已等 31 分，超过 30 分上限，先叫"
        ticket = day.serve(3)
        assert ticket.code == expected.code
        day.finish(ticket)


def test_who_comes_back_stands_behind_as_many_as_the_settings_say(
    day: Day, clock: FakeClock
) -> None:
    set_policy(day, return_after=1)
    gone = day.issue("A01")
    others = [day.issue("A01") for _ in range(3)]
    ticket = day.call(3)
    assert ticket is not None
    for _ in range(2):
        clock.advance(30)
        day.do(calling.recall, "1032", ticket_id=ticket.id)
    day.do(calling.no_show, "1032", ticket_id=ticket.id)
    day.do(calling.come_back, "1032", code=gone.code)
    order = [choice.ticket.code for choice in day.ask(look_at_counter, WindowNo(3), "1032").order]
    assert order == [others[0].code, gone.code, others[1].code, others[2].code]


@pytest.mark.parametrize("seed", range(4))
def test_the_queue_at_the_counter_is_the_order_of_its_calls(both_halls: Hall, seed: int) -> None:
    assert isinstance(both_halls.clock, FakeClock)
    day, dice = Day(both_halls, both_halls.clock), Random(seed)
    set_policy(day, cap=dice.randint(1, 3), most_wait_minutes=dice.choice([0, 10, 40]))
    for _ in range(12):
        ground = dice.choice([None, None, "Y1"])
        issued = day.issue(dice.choice(["A01", "C01", "B14"]), ground=ground)
        day.clock.advance(dice.uniform(0, 240))
        if dice.random() < 0.2 and (moved := day.call(3)):
            day.do(serving.start, "1032", ticket_id=moved.id)
            day.do(moving.transfer, "1032", ticket_id=moved.id, to_window=None)
        assert issued.state == "waiting"
    shown = [choice.ticket.code for choice in day.ask(look_at_counter, WindowNo(3), "1032").order]
    called = []
    while ticket := day.call(3):
        called.append(ticket.code)
        day.do(serving.start, "1032", ticket_id=ticket.id)
        day.finish(ticket, "O1")
    assert called == shown
    assert shown


def teach(day: Day, staff_no: str, skills: str) -> None:
    def _teach(tx: Tx) -> Staff:
        staff = tx.get(Staff, staff_no=staff_no)
        return tx.change(staff, replace(staff, skills=skills), "change_staff", guard="skills")

    day.do(_teach)
    window = next(window for no, (_, window, _) in CLERKS.items() if no == staff_no)
    day.do(people.take_window, staff_no, window=WindowNo(window), staff_no=StaffNo(staff_no))


@pytest.mark.rule("4(5)")
def test_a_window_not_enabled_for_business_never_gets_a_b_ticket(day: Day) -> None:
    day.issue("B14", ground="Y1")
    other = day.issue("A01")
    called = day.call(3)
    assert called is not None
    assert called.code == other.code
    assert day.call(1) is None


@pytest.mark.rule("4(5)")
def test_a_clerk_without_the_skill_never_gets_a_b_ticket_even_at_a_business_window(
    day: Day,
) -> None:
    everything = {1: "A", 3: "AC", 4: "ABC", 8: "EC"}
    day.do(opening.assign_windows, windows=everything)
    teach(day, "1021", "AC")
    place = day.ask(queries.get_window, WindowNo(4))
    assert (place.prefixes, place.skills, place.enabled) == ("ABC", "AC", "AC")
    day.issue("B14", ground="Y1")
    day.issue("B14")
    assert day.call(4) is None
    assert day.ask(look_at_counter, WindowNo(4), "1021").order == ()
    kind = day.ask(board.hall_board).kind("B")
    assert kind.windows == 0
    assert kind.estimate(kind.ahead()) == "—"
    other = day.issue("C01")
    called = day.call(4)
    assert called is not None
    assert called.code == other.code


@pytest.mark.rule("4(5)")
def test_the_next_clerk_at_the_window_brings_other_skills(day: Day) -> None:
    teach(day, "1021", "A")
    day.issue("B14")
    assert day.call(4) is None
    day.do(people.leave_window, "1021", window=WindowNo(4))
    assert day.ask(queries.get_window, WindowNo(4)).skills == ""
    day.do(people.leave_window, "1008", window=WindowNo(1))
    day.do(people.take_window, "1008", window=WindowNo(4), staff_no=StaffNo("1008"))
    assert day.do(calling.call_next, "1008", window=WindowNo(4)) is not None


@pytest.mark.rule("4(5)")
def test_a_transfer_to_a_clerk_without_the_skill_is_refused(day: Day) -> None:
    teach(day, "1008", "C")
    day.issue("A01")
    ticket = day.serve(3)
    with pytest.raises(RuleBroken, match="不办这类业务"):
        day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=WindowNo(1))


@pytest.mark.rule("4(5)")
def test_a_window_whose_clerk_lacks_the_skill_is_no_alternative(day: Day) -> None:
    assert [place.no for place in day.ask(suspending.alternatives_for, WindowNo(1))] == [3]
    teach(day, "1032", "C")
    assert day.ask(suspending.alternatives_for, WindowNo(1)) == []
    day.issue("A01")
    assert day.ask(suspending.stranded_by, WindowNo(1)) == {"缴费": 1}
