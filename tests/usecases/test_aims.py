"""Whoever was handed to a window is called by another one, once that window cannot call them."""

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import Role
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import StaffNo, Ticket, WindowNo
from hall_desk.usecases import (
    calling,
    moving,
    opening,
    people,
    staffing,
    suspending,
    undoing,
)
from tests.conftest import Day
from tests.usecases.test_suspending import form as stop_form

ONE, THREE = WindowNo(1), WindowNo(3)


def handed_to_one(day: Day) -> Ticket:
    """Somebody of kind A, served at window 3 and handed to window 1."""
    ticket = day.issue("A01")
    day.serve(3)
    handed: Ticket = day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=ONE)
    return handed


def with_skills(day: Day, staff_no: str, skills: str) -> None:
    """The clerk is from now on enabled for these kinds only."""
    day.do(
        staffing.change_staff,
        staff_no=staff_no,
        name="何岚",
        role=Role.CLERK,
        skills=skills,
        active=True,
    )


def called_at_three(day: Day) -> str:
    """The number window 3 calls next."""
    called = day.call(3)
    return called.code if called else ""


@pytest.mark.rule("S1-1", "4(5)")
def test_a_window_that_loses_the_kind_lets_its_line_go(day: Day) -> None:
    ticket = handed_to_one(day)
    day.do(opening.assign_windows, windows={1: "C"})
    assert called_at_three(day) == ticket.code


def test_a_window_that_keeps_the_kind_keeps_its_line(day: Day) -> None:
    handed_to_one(day)
    day.do(opening.assign_windows, windows={1: "AB"})
    assert called_at_three(day) == ""


@pytest.mark.rule("S1-1", "4(5)")
def test_a_clerk_without_the_skill_who_takes_the_window_lets_its_line_go(day: Day) -> None:
    ticket = handed_to_one(day)
    with_skills(day, "1021", "B")
    day.do(opening.assign_windows, windows={1: "AB"})
    day.do(people.take_window, "1021", window=ONE, staff_no=StaffNo("1021"))
    assert called_at_three(day) == ticket.code


@pytest.mark.rule("S1-1", "4(5)")
def test_a_clerk_who_signs_in_again_without_the_skill_lets_the_line_go(day: Day) -> None:
    ticket = handed_to_one(day)
    with_skills(day, "1008", "B")
    day.do(people.take_window, "1008", window=ONE, staff_no=StaffNo("1008"))
    assert called_at_three(day) == ticket.code


def passed_over_at_one(day: Day, clock: FakeClock) -> Ticket:
    """Handed to window 1, called there three times, and not there."""
    ticket = handed_to_one(day)
    day.call(1)
    for _ in range(2):
        clock.advance(31)
        day.do(calling.recall, "1008", ticket_id=ticket.id)
    clock.advance(31)
    day.do(calling.no_show, "1008", ticket_id=ticket.id)
    return ticket


@pytest.mark.rule("S1-1", "11(9)")
def test_who_comes_back_to_a_window_that_has_closed_is_called_by_another(
    day: Day, clock: FakeClock
) -> None:
    ticket = passed_over_at_one(day, clock)
    day.do(people.leave_window, "1008", window=ONE)
    day.do(calling.come_back, "1032", code=ticket.code)
    assert called_at_three(day) == ticket.code


def test_who_comes_back_to_a_window_that_serves_waits_for_it(day: Day, clock: FakeClock) -> None:
    ticket = passed_over_at_one(day, clock)
    back = day.do(calling.come_back, "1032", code=ticket.code)
    assert back.target_window == ONE
    assert called_at_three(day) == ""


def test_an_undone_abandon_waits_for_no_window_that_has_closed(day: Day) -> None:
    ticket = handed_to_one(day)
    day.do(calling.abandon, "1032", code=ticket.code)
    day.do(people.leave_window, "1008", window=ONE)
    day.do(undoing.undo_last, "1032", window=THREE)
    assert called_at_three(day) == ticket.code


@pytest.mark.rule("11(8)")
@pytest.mark.parametrize(("stopped", "kind"), [("B", "B"), ("A", "")])
def test_nobody_is_handed_into_a_suspended_line(
    day: Day, clock: FakeClock, stopped: str, kind: str
) -> None:
    ticket = day.issue("A01")
    day.serve(3)
    day.do(suspending.suspend, form=stop_form(clock, Scope.SERVICE, None, stopped))
    with pytest.raises(RuleBroken, match="暂停营业，恢复后再转接"):
        day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=None, to_kind=kind)
