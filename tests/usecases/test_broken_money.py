"""The broken days of money: a full disk, a clock put back, a refund over midnight."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import Payment
from hall_desk.domain.refunds import Refund
from hall_desk.store.faults import StoreUnavailable
from hall_desk.usecases import closings, opening, people, tills
from hall_desk.usecases.clockguard import BEHIND_MOST_S
from hall_desk.usecases.hall import Hall, new_op
from hall_desk.usecases.payments import take_payment
from hall_desk.usecases.verifying import verify_store
from tests.conftest import MANAGER, Day, checked, open_hall
from tests.store.test_engine import small_limit
from tests.usecases.money import THREE, give_back, handed, pay

CLERK = "1032"


def numbers(hall: Hall) -> list[int]:
    """The vouchers there are."""
    return sorted(p.voucher_no for p in hall.ask(lambda reading: reading.all(Payment)))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file's size")
def test_a_disk_full_at_payment_takes_nothing_and_the_same_press_pays_once(
    tmp_path: Path, clock: FakeClock
) -> None:
    with small_limit(tmp_path) as make_room:
        store, hall = open_hall(f"sqlite:///{tmp_path / 'hall.db'}", clock)
        day = Day(hall, clock)
        day.count_float()
        paid: list[int] = []
        keys: list[str] = []

        def press() -> None:
            takings = handed(clock, 8640)
            paid.append(
                hall.do(
                    take_payment, CLERK, keys[-1], window=THREE, takings=takings, purpose="电费"
                ).voucher_no
            )

        def press_until_full() -> None:
            for _ in range(2_000):
                keys.append(new_op())
                press()

        with pytest.raises(StoreUnavailable, match=r"磁盘.*没有保存"):
            press_until_full()
        assert numbers(hall) == paid == list(range(1, len(paid) + 1))
        make_room()
        press()
        assert paid[-1] == len(paid)
        press()  # the answer was lost on its way: the same key gives the same voucher
        assert paid[-1] == paid[-2]
        assert numbers(hall) == list(range(1, len(paid)))
        till = hall.ask(tills.till_of, clock.now().date(), CLERK)
        assert till.sums.cash_fen == 8640 * (len(paid) - 1)
        assert verify_store(store).ok
        store.close()


def test_a_clock_put_back_a_day_stops_money_until_it_is_right(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    day.count_float()
    first = pay(day, 8640)
    right = clock.now()
    clock.set(right - timedelta(days=1))
    with pytest.raises(RuleBroken, match="时钟比上一笔记录慢了 1 天，钱款暂时不能收付"):
        pay(day, 2000)
    with pytest.raises(RuleBroken, match="时钟"):
        give_back(day, first, 640)
    assert numbers(hall) == [1]
    assert day.issue("A01").number == 1, "the queue goes on"
    clock.set(right + timedelta(seconds=5))
    second = pay(day, 2000)
    assert second.voucher_no == 2
    assert second.paid_at > first.paid_at
    assert second.business_date == first.business_date
    assert verify_store(hall.store).ok


@pytest.mark.parametrize(("behind", "refused"), [(BEHIND_MOST_S, False), (BEHIND_MOST_S + 1, True)])
def test_a_minute_is_between_two_clocks(
    day: Day, clock: FakeClock, behind: int, refused: bool
) -> None:
    day.count_float()
    clock.set(clock.now() - timedelta(seconds=behind))
    if refused:
        with pytest.raises(RuleBroken, match="时钟"):
            pay(day, 2000)
    else:
        assert pay(day, 2000).voucher_no == 1


def test_a_refund_over_midnight_belongs_to_the_session_it_was_given_in(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    day.count_float()
    payment = pay(day, 8640)
    opened_on = payment.business_date
    clock.set(clock.now().replace(hour=16, minute=30))  # 00:30 of the next day in the hall
    late = give_back(day, payment, 640)
    assert late.business_date == opened_on
    day.do(opening.stop_issuing)
    day.close()
    evening = hall.ask(closings.find_closing, opened_on)
    assert evening is not None
    assert evening.net_fen == 8000

    clock.advance(9 * 3600)
    windows = {3: "AC"}
    hall.do(opening.open_day, MANAGER, None, checklist=checked(hall), windows=windows)
    day.do(people.take_window, CLERK, window=THREE, staff_no=CLERK)
    day.count_float()
    rest = give_back(day, payment, 8000)
    assert rest.business_date > opened_on
    with pytest.raises(RuleBroken, match="退"):
        give_back(day, payment, 1)
    day.do(opening.stop_issuing)
    day.close()
    again = hall.ask(closings.find_closing, opened_on)
    assert again == evening, "what was closed stays as it was"
    next_one = hall.ask(closings.find_closing, rest.business_date)
    assert next_one is not None
    assert (next_one.net_fen, next_one.perpetual_fen) == (-8000, 0)
    given = sorted(r.refund_no for r in hall.ask(lambda reading: reading.all(Refund)))
    assert given == [1, 2]
    assert verify_store(hall.store).ok
