"""暂停营业 and calls for the duty manager."""

from datetime import timedelta

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import WindowNo
from hall_desk.usecases import board, helping, papers, suspending
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.suspending import SuspensionForm
from tests.conftest import MANAGER, Day


def form(
    clock: FakeClock,
    scope: Scope = Scope.WINDOW,
    window: int | None = 4,
    prefix: str | None = None,
) -> SuspensionForm:
    return SuspensionForm(
        scope=scope,
        window=None if window is None else WindowNo(window),
        prefix=prefix,
        reason_code="S3",
        expected_at=clock.now() + timedelta(minutes=40),
        alternative="4、5号窗口",
    )


@pytest.mark.rule("11(8)")
def test_a_window_with_a_customer_is_not_suspended(day: Day, clock: FakeClock) -> None:
    day.issue("B01")
    ticket = day.serve(4)
    with pytest.raises(RuleBroken, match="B001 还在本窗口"):
        day.do(suspending.suspend, "1021", form=form(clock))
    day.finish(ticket)
    assert day.do(suspending.suspend, "1021", form=form(clock)).reason == "设备故障"


@pytest.mark.rule("11(8)")
def test_the_last_window_of_a_kind_with_people_waiting_needs_the_manager(
    day: Day, clock: FakeClock
) -> None:
    day.issue("B01")
    with pytest.raises(ApprovalNeeded, match="业务办理 1 人"):
        day.do(suspending.suspend, "1021", form=form(clock))
    with pytest.raises(ApprovalNeeded):
        day.do(suspending.suspend, "1021", form=form(clock), approved_by="1032")
    stop = day.do(suspending.suspend, "1021", form=form(clock), approved_by=MANAGER)
    assert stop.approved_by == MANAGER


@pytest.mark.rule("11(8)")
def test_another_window_of_the_kind_makes_approval_needless(day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    stop = day.do(suspending.suspend, "1008", form=form(clock, window=1))
    assert stop.approved_by is None


@pytest.mark.rule("11(8)")
def test_a_suspended_window_calls_nobody_until_it_is_resumed(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    day.issue("A01")
    stop = day.do(suspending.suspend, "1032", form=form(clock, window=3))
    with pytest.raises(RuleBroken, match="本窗口暂停营业"):
        day.call(3)
    sign = hall.ask(papers.sign_of, stop.id)
    assert (sign.place, sign.reason, sign.resume) == ("3号窗口", "设备故障", "09:40")
    clock.advance(41 * 60)
    assert stop.overdue(clock.now())
    day.do(suspending.resume, "1032", suspension_id=stop.id)
    assert day.call(3) is not None
    assert hall.ask(suspending.open_suspensions) == []


@pytest.mark.rule("11(8)")
def test_a_kind_or_the_hall_is_suspended_by_the_manager_and_the_kiosk_stops(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    of_kind = form(clock, Scope.SERVICE, window=None, prefix="A")
    with pytest.raises(ApprovalNeeded, match="值班主任批准"):
        day.do(suspending.suspend, "1032", form=of_kind)
    waiting = day.issue("A01")
    stop = day.do(suspending.suspend, MANAGER, form=of_kind)
    with pytest.raises(RuleBroken, match="暂停营业"):
        day.issue("A01")
    assert day.issue("C01").code == "C001"
    called = day.call(3)
    assert called is not None
    assert called.code == "C001"
    day.do(suspending.resume, MANAGER, suspension_id=stop.id)
    called = day.call(1)
    assert called is not None
    assert called.code == waiting.code
    assert hall.ask(board.hall_board).hall_stop is None


def test_the_sign_offers_only_windows_that_serve_the_kind(hall: Hall, day: Day) -> None:
    found = hall.ask(suspending.alternatives_for, WindowNo(1))
    assert [place.no for place in found] == [3]
    assert hall.ask(suspending.alternatives_for, WindowNo(4)) == []


@pytest.mark.rule("11(10)", "6(3)")
def test_a_call_for_the_manager_keeps_when_it_was_raised_taken_and_decided(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    day.issue("B01")
    ticket = day.serve(4)
    call = day.do(helping.call_manager, "1021", window=WindowNo(4), reason="有异议")
    again = day.do(helping.call_manager, "1021", window=WindowNo(4))
    assert again.id == call.id
    assert call.ticket_id == ticket.id
    clock.advance(48)
    assert [c.seconds_to_take(clock.now()) for c in hall.ask(helping.open_calls)] == [48]
    with pytest.raises(RuleBroken, match="请先接手"):
        day.do(helping.settle, MANAGER, escalation_id=call.id, decision="已解释")
    taken = day.do(helping.take, MANAGER, escalation_id=call.id)
    clock.advance(300)
    assert taken.seconds_to_take(clock.now()) == 48
    with pytest.raises(RuleBroken, match="已经接手"):
        day.do(helping.take, MANAGER, escalation_id=call.id)
    with pytest.raises(RuleBroken, match="请写处理结果"):
        day.do(helping.settle, MANAGER, escalation_id=call.id, decision=" ")
    day.do(helping.settle, MANAGER, escalation_id=call.id, decision="按规定解释，客户接受")
    assert hall.ask(helping.open_calls) == []


@pytest.mark.rule("11(10)")
def test_a_clerk_does_not_take_a_call(day: Day, clock: FakeClock) -> None:
    call = day.do(helping.call_manager, "1021", window=WindowNo(4))
    with pytest.raises(RuleBroken, match="没有这项权限"):
        day.do(helping.take, "1032", escalation_id=call.id)
