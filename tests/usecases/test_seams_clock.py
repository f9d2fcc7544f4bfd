"""A wrong clock stops every verb of money, and only while it is wrong."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.metertests import Outcome
from hall_desk.usecases import opening, people, reconnections, tillmoves
from hall_desk.usecases.clockguard import BEHIND_MOST_S, BESIDE_MOST_S, ClockBehind, trust_clock
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.verifying import verify_store
from tests.conftest import MANAGER, Day, checked
from tests.usecases.money import THREE, give_back, pay
from tests.usecases.test_meter_tests import arrears, decide, deposit, name_the_document
from tests.usecases.test_refunds import next_day
from tests.usecases.test_seams_back import CLERK, void
from tests.usecases.test_tills import XU, hand_over

Verbs = dict[str, Callable[[], Any]]


def money_verbs(day: Day) -> Verbs:
    """What moves money between hall and customer, or answers for it; by the clerk of window 3."""
    day.count_float()
    name_the_document(day)
    payment, other = pay(day, 8640), pay(day, 500)
    _, test = deposit(day)
    arrears(day)
    (task,) = day.ask(reconnections.open_reconnections)
    return {
        "pay": lambda: pay(day, 100),
        "void": lambda: void(day, other),
        "refund": lambda: give_back(day, payment, 100),
        "fail": lambda: decide(day, test, Outcome.FAIL, approved_by=MANAGER),
        "pass": lambda: decide(day, test, Outcome.PASS),
        "pass on": lambda: day.do(reconnections.pass_on, CLERK, task_id=task.id, to="柳溪"),
        "power": lambda: day.do(reconnections.finish, CLERK, task_id=task.id),
    }


def test_no_verb_of_money_writes_a_moment_before_the_last_one(day: Day, clock: FakeClock) -> None:
    verbs, right = money_verbs(day), clock.now()
    before = day.ask(
        lambda reading: reading.conn.exec_driver_sql("SELECT n FROM journal_head").scalar()
    )
    for behind in (timedelta(seconds=BEHIND_MOST_S + 1), timedelta(days=400)):
        clock.set(right - behind)
        for name, verb in verbs.items():
            with pytest.raises(RuleBroken, match="时钟比上一笔记录慢了"):
                verb()
            assert name
    after = day.ask(
        lambda reading: reading.conn.exec_driver_sql("SELECT n FROM journal_head").scalar()
    )
    assert after == before
    clock.set(right)
    for name in ("pay", "void", "refund", "pass", "pass on", "power"):
        verbs[name]()


def test_a_record_of_a_clock_ahead_keeps_no_till_and_no_day_open(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    day.count_float()
    right = clock.now()
    clock.advance(8 * 3600)
    pay(day, 8640)
    clock.set(right + timedelta(minutes=5))
    with pytest.raises(RuleBroken, match="时钟"):
        pay(day, 8640)
    given = hand_over(day, 500)
    day.do(tillmoves.take_over_till, XU, handover_id=given.id)
    day.do(tillmoves.take_out_bag, CLERK, window=THREE, amount_fen=100)
    day.do(opening.stop_issuing)
    day.close()
    assert verify_store(hall.store).ok


def test_the_duty_manager_says_that_the_record_was_ahead_and_money_goes_on(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    day.count_float()
    right = clock.now()
    clock.advance(8 * 3600)
    first = pay(day, 8640)
    clock.set(right + timedelta(minutes=5))
    with pytest.raises(ClockBehind):
        pay(day, 8640)
    with pytest.raises(RuleBroken, match="没有这项权限"):
        day.do(trust_clock, CLERK)
    day.do(trust_clock, MANAGER)
    assert pay(day, 8640).voucher_no == first.voucher_no + 1
    clock.advance(-120)
    with pytest.raises(ClockBehind):
        pay(day, 8640)
    assert verify_store(hall.store).ok


@pytest.mark.parametrize(("ahead", "refused"), [(BESIDE_MOST_S, False), (BESIDE_MOST_S + 1, True)])
def test_another_computer_may_be_some_minutes_ahead(
    day: Day, clock: FakeClock, ahead: int, refused: bool
) -> None:
    day.count_float()
    right = clock.now()
    clock.advance(ahead - 1)
    day.issue("A01")  # the kiosk's clock is fast
    clock.set(right)
    if refused:
        with pytest.raises(RuleBroken, match="也可能是另一台电脑快了"):
            pay(day, 8640)
        assert day.call() is not None, "the queue goes on"
    else:
        assert pay(day, 8640).voucher_no == 1


def test_what_was_written_before_the_opening_stops_nobody(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    next_day(hall, day)
    day.do(opening.stop_issuing)
    clock.advance(30 * 24 * 3600)
    day.close()  # closed by a clock that was a month ahead
    clock.advance(-29 * 24 * 3600)
    plan = {"checklist": checked(hall), "windows": {3: "AC"}}
    day.do(opening.open_day, MANAGER, **plan)
    day.do(people.take_window, CLERK, window=THREE, staff_no=CLERK)
    day.count_float()
    assert pay(day, 8640).voucher_no == 1


def test_a_date_before_the_last_business_day_is_confirmed_first(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    day.do(opening.stop_issuing)
    day.close()
    clock.set(datetime(2009, 1, 1, 1, 0, tzinfo=UTC))
    plan = {"checklist": checked(hall), "windows": {3: "AC"}}
    with pytest.raises(RuleBroken, match="2009-01-01 早于上一个营业日 2026-03-12") as refusal:
        day.do(opening.open_day, MANAGER, **plan)
    assert refusal.value.field == "date"
    opened = day.do(opening.open_day, MANAGER, date_seen=True, **plan)
    assert opened.date.year == 2009
