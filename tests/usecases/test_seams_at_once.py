"""Two windows at once on both databases: one of them does it, the other is told why not."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.charges import AccountDue
from hall_desk.domain.days import BusinessDay, DayState
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import Payment
from hall_desk.domain.refunds import Refund
from hall_desk.domain.tickets import WindowNo
from hall_desk.store.engine import Store
from hall_desk.usecases import (
    bills,
    closings,
    opening,
    payments,
    refunds,
    tillmoves,
    tills,
)
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.verifying import verify_store
from tests.conftest import MANAGER, Day
from tests.usecases.money import give_back, handed, pay
from tests.usecases.test_charges import imported, several
from tests.usecases.test_tills import hand_over

CHEN, XU = ("1032", WindowNo(3)), ("1008", WindowNo(1))
Deed = Callable[[Hall], Any]


@pytest.fixture
def beside(hall: Hall, clock: FakeClock) -> Iterator[Hall]:
    """The same hall as another window's program opens it."""
    store = Store(
        hall.store.url.render_as_string(hide_password=False),
        create=False,
        key_file=hall.store.key_file,
    )
    yield Hall(store, clock)
    store.close()


@pytest.fixture
def both(hall: Hall, beside: Hall, day: Day) -> Callable[..., list[Any]]:
    """Does two things at the same moment at two windows; gives records and refusals."""
    day.count_float(3)
    day.count_float(1)

    def _both(first: Deed, second: Deed) -> list[Any]:
        start = Barrier(2)

        def _do(deed: Deed, at: Hall) -> Any:
            start.wait(30)
            try:
                return deed(at)
            except RuleBroken as broken:
                return broken

        with ThreadPoolExecutor(2) as pool:
            jobs = [pool.submit(_do, first, hall), pool.submit(_do, second, beside)]
            return [job.result(60) for job in jobs]

    return _both


def refusals(outcomes: list[Any]) -> list[RuleBroken]:
    """Who was told no."""
    return [each for each in outcomes if isinstance(each, RuleBroken)]


def refund(who: tuple[str, WindowNo], payment: Payment, fen: int) -> Deed:
    """A refund at a window."""
    return lambda at: at.do(
        refunds.refund_payment, who[0], None, payment_id=payment.id, amount_fen=fen,
        method="CASH", reason_code="R1", window=who[1], approved_by=MANAGER,
    )  # fmt: skip


def void(payment: Payment) -> Deed:
    """The voucher is spoiled by its clerk."""
    return lambda at: at.do(
        payments.void_payment, "1032", None, payment_id=payment.id, reason_code="V1",
        approved_by=MANAGER,
    )  # fmt: skip


ROUNDS = range(4)


def test_the_same_bill_is_paid_at_one_of_two_windows(
    day: Day, clock: FakeClock, both: Callable[..., list[Any]]
) -> None:
    for n in ROUNDS:
        account = f"36000000{n:05d}"
        imported(day, (account, "苏示", "2026-02", "86.40"))
        (bill,) = day.ask(bills.open_bills, account)
        due = AccountDue(account_no=account, amount_fen=8640, bill_id=bill.id)

        def take(who: tuple[str, WindowNo], due: AccountDue = due) -> Deed:
            return lambda at: at.do(
                payments.take_payment, who[0], None, window=who[1],
                takings=handed(clock, 8640), purpose="居民电费缴纳", asked=several((due,)),
            )  # fmt: skip

        outcomes = both(take(CHEN), take(XU))
        (said,) = refusals(outcomes)
        assert "已缴或已更新" in str(said)
        assert day.ask(bills.open_bills, account) == []
    vouchers = sorted(p.voucher_no for p in day.ask(lambda reading: reading.all(Payment)))
    assert vouchers == list(range(1, len(ROUNDS) + 1)), "a refused payment draws no number"


def test_two_windows_give_the_same_money_back_once(
    day: Day, both: Callable[..., list[Any]]
) -> None:
    for _ in ROUNDS:
        payment = pay(day, 8640)
        outcomes = both(refund(CHEN, payment, 5000), refund(XU, payment, 5000))
        (said,) = refusals(outcomes)
        assert "最多可退 36.40 元" in str(said)
    given = sorted(r.refund_no for r in day.ask(lambda reading: reading.all(Refund)))
    assert given == list(range(1, len(ROUNDS) + 1))


def test_a_void_and_a_refund_at_once_are_one_of_them(
    hall: Hall, day: Day, both: Callable[..., list[Any]]
) -> None:
    for _ in ROUNDS:
        payment = pay(day, 8640)
        outcomes = both(void(payment), refund(XU, payment, 8640))
        assert len(refusals(outcomes)) == 1
        kept = day.ask(lambda reading, p=payment: reading.get(Payment, id=p.id))
        back = day.ask(refunds.refunds_of_payment, payment.id)
        assert kept.is_void != bool(back)
    outcomes = both(void(pay(day, 100)), void(pay(day, 100)))
    assert refusals(outcomes) == [], "two vouchers are two"
    assert verify_store(hall.store).ok


def test_a_voucher_is_voided_once(day: Day, both: Callable[..., list[Any]]) -> None:
    for _ in ROUNDS:
        payment = pay(day, 8640)
        (said,) = refusals(both(void(payment), void(payment)))
        assert "已作废" in str(said) or "别的窗口" in str(said)


def test_a_payment_comes_before_the_closing_or_not_at_all(
    hall: Hall, day: Day, clock: FakeClock, both: Callable[..., list[Any]]
) -> None:
    day.do(opening.stop_issuing)
    day.settle_tills()

    def take(at: Hall) -> Any:
        return at.do(
            payments.take_payment, "1032", None, window=WindowNo(3), takings=handed(clock, 8640),
            purpose="居民电费缴纳",
        )  # fmt: skip

    paid, closed = both(take, lambda at: at.do(opening.close_day, MANAGER, None))
    if isinstance(paid, RuleBroken):
        assert isinstance(closed, BusinessDay)
        assert "没有开门" in str(paid)
        assert day.ask(closings.last_closing).net_fen == 0
    else:
        assert "钱箱没有结清" in str(closed)
        day.close()
        assert day.ask(closings.last_closing).net_fen == 8640
    (running,) = day.ask(lambda reading: reading.all(BusinessDay))
    assert running.state is DayState.CLOSED
    assert verify_store(hall.store).ok


def test_a_day_is_closed_once_and_has_one_closing_record(
    day: Day, both: Callable[..., list[Any]]
) -> None:
    give_back(day, pay(day, 8640), 640)
    day.do(opening.stop_issuing)
    day.settle_tills()

    def close(at: Hall) -> Any:
        return at.do(opening.close_day, MANAGER, None)

    assert len(refusals(both(close, close))) == 1
    assert [record.number for record in day.ask(closings.closings)] == [1]


def test_a_handover_is_taken_or_refused(day: Day, both: Callable[..., list[Any]]) -> None:
    for _ in ROUNDS:
        given = hand_over(day, 1000)
        outcomes = both(
            lambda at, h=given: at.do(tillmoves.take_over_till, "1008", None, handover_id=h.id),
            lambda at, h=given: at.do(
                tillmoves.refuse_till, "1032", None, handover_id=h.id, reason="撤回"
            ),
        )
        assert len(refusals(outcomes)) == 1
    today = day.ask(lambda reading: reading.all(BusinessDay))[0].date
    cash = [day.ask(tills.till_of, today, who[0]).sums.expected_fen for who in (CHEN, XU)]
    assert sum(cash) == 100_000
