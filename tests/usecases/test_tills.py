"""Tills (钱箱): expectation, handover, bags for the bank, the blind count, the gate of the day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.payments import Payment, suggest_change
from hall_desk.domain.refunds import Refund
from hall_desk.domain.tickets import StaffNo, WindowNo
from hall_desk.domain.tills import BankBag, Pieces, Till, TillCount, TillHandover, TillState
from hall_desk.store.transaction import Tx
from hall_desk.usecases import opening, payments, queries, tillmoves, tills
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.payments import Takings
from tests.conftest import MANAGER, Day, open_for_business

TODAY = date(2026, 3, 12)
CHEN, XU = "1032", "1008"


def pieces_of(fen: int) -> tuple[Pieces, ...]:
    """The fewest notes and coins for an amount."""
    return tuple(Pieces(value_fen=value, count=n) for value, n in suggest_change(fen))


def next_morning(hall: Hall, clock: FakeClock) -> None:
    """The hall opens again, and it is the same hour of the next day."""
    tomorrow = clock.now() + timedelta(days=1)
    clock.set(tomorrow - timedelta(minutes=40))
    open_for_business(hall, clock)
    clock.set(tomorrow)


def pay(day: Day, fen: int, method: str = "CASH", window: int = 3) -> Payment:
    """Somebody pays at a window."""
    moment = day.clock.now()
    payment: Payment = day.do(
        payments.take_payment,
        day.clerk(window),
        window=WindowNo(window),
        takings=Takings(
            due_fen=fen,
            received_fen=fen,
            method=method,
            spoken_received_at=moment,
            spoken_change_at=moment,
        ),
        purpose="居民电费",
    )
    return payment


def void(day: Day, payment: Payment) -> None:
    """The voucher is spoiled."""
    day.do(
        payments.void_payment,
        payment.staff_no,
        payment_id=payment.id,
        reason_code="V1",
        approved_by=MANAGER,
    )


def write_refund(
    tx: Tx, *, payment: Payment, amount_fen: int, method: str = "CASH", window: int = 3
) -> Refund:
    """A refund as its own record, at the window of the actor."""
    refund = Refund(
        id=tx.new_id(),
        business_date=queries.get_day(tx).date,
        refund_no=tx.next_number("refund"),
        payment_id=payment.id,
        ticket_id=None,
        amount_fen=amount_fen,
        method=method,
        slip_no="",
        reason="多收退还",
        staff_no=StaffNo(tx.actor),
        window_no=WindowNo(window),
        approved_by=StaffNo(MANAGER),
        refunded_at=tx.now,
        red_invoice="",
        red_invoice_date=None,
        content={},
        reprints=0,
    )
    tx.insert(refund, "refund_payment")
    return refund


def till(day: Day, staff_no: str = CHEN) -> Till:
    """A clerk's till as it stands."""
    found: Till = day.ask(tills.till_of, day.ask(queries.get_day).date, staff_no)
    return found


def count(day: Day, fen: int, staff_no: str = CHEN, **slips: int) -> TillCount:
    """The clerk counts the own till."""
    made: TillCount = day.do(
        tills.count_till, staff_no, pieces=pieces_of(fen), terminals=slips, window=_window(staff_no)
    )
    return made


def _window(staff_no: str) -> WindowNo:
    return WindowNo(3 if staff_no == CHEN else 1)


def hand_over(day: Day, fen: int) -> TillHandover:
    """陈予安 hands cash to 许见山."""
    handover: TillHandover = day.do(
        tillmoves.hand_over_till,
        CHEN,
        window=WindowNo(3),
        to_staff=XU,
        pieces=pieces_of(fen),
    )
    return handover


def bag(day: Day, fen: int, **more: Any) -> BankBag:
    """陈予安 takes cash out for the bank."""
    made: BankBag = day.do(tillmoves.take_out_bag, CHEN, window=WindowNo(3), amount_fen=fen, **more)
    return made


def refused(action: Callable[[], object]) -> RuleBroken:
    """The refusal of an action."""
    with pytest.raises(RuleBroken) as refusal:
        action()
    return refusal.value


# -- what should be there ------------------------------------------------------------------------


def test_expected_is_float_and_cash_less_voids_refunds_bags_and_what_was_handed_over(
    day: Day,
) -> None:
    day.count_float(3)
    kept, spoiled = pay(day, 8640), pay(day, 2000)
    pay(day, 5000, "QR")
    void(day, spoiled)
    day.do(write_refund, CHEN, payment=kept, amount_fen=640)
    bag(day, 30_000)
    handover = hand_over(day, 10_000)
    assert till(day).sums.expected_fen == 50_000 + 8640 - 640 - 30_000
    day.do(tillmoves.take_over_till, XU, handover_id=handover.id)
    assert till(day).sums.expected_fen == 50_000 + 8640 - 640 - 30_000 - 10_000
    assert till(day, XU).sums.expected_fen == 10_000
    assert till(day).sums.others == {"QR": 5000}
    assert (till(day).sums.vouchers, till(day).sums.voids, till(day).sums.refunds) == (2, 1, 1)


def test_a_refund_of_an_earlier_days_payment_leaves_todays_till(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    day.count_float(3)
    paid = pay(day, 8640)
    day.do(opening.stop_issuing)
    day.close()
    next_morning(hall, clock)
    day.count_float(3)
    day.do(write_refund, CHEN, payment=paid, amount_fen=8640)
    assert till(day).sums.expected_fen == 50_000 - 8640


@pytest.mark.rule("11(1)")
def test_the_float_is_not_changed_once_cash_moved(day: Day) -> None:
    day.count_float(3)
    day.count_float(3)
    pay(day, 5000, "QR")
    day.count_float(3)
    pay(day, 8640)
    said = refused(lambda: day.count_float(3))
    assert (said.field, said.article) == ("amount", "11(1)")
    assert till(day).sums.float_fen == 50_000


@pytest.mark.rule("11(1)")
def test_cash_taken_over_is_as_good_as_a_counted_float(day: Day) -> None:
    day.count_float(3)
    refused(lambda: pay(day, 100, window=1))
    handover = hand_over(day, 20_000)
    refused(lambda: pay(day, 100, window=1))
    day.do(tillmoves.take_over_till, XU, handover_id=handover.id)
    pay(day, 100, window=1)
    assert till(day, XU).sums.expected_fen == 20_100


# -- handover ------------------------------------------------------------------------------------


def test_a_handover_is_confirmed_by_the_taker_alone_and_blocks_both_counts(day: Day) -> None:
    day.count_float(3)
    day.count_float(1)
    handover = hand_over(day, 12_350)
    assert handover.amount_fen == 12_350
    assert "本人" in str(
        refused(lambda: day.do(tillmoves.take_over_till, CHEN, handover_id=handover.id))
    )
    for staff_no in (CHEN, XU):
        assert till(day, staff_no).state is TillState.PENDING
        assert "交接" in str(refused(lambda who=staff_no: count(day, 50_000, who)))  # type: ignore[misc]
    assert "上一次交接" in str(refused(lambda: hand_over(day, 100)))
    day.do(tillmoves.take_over_till, XU, handover_id=handover.id)
    refused(lambda: day.do(tillmoves.take_over_till, XU, handover_id=handover.id))
    assert count(day, 50_000 - 12_350).difference_fen == 0
    assert count(day, 50_000 + 12_350, XU).difference_fen == 0


def test_a_refused_handover_needs_a_reason_and_moves_nothing(day: Day) -> None:
    day.count_float(3)
    handover = hand_over(day, 12_350)
    assert (
        refused(
            lambda: day.do(tillmoves.refuse_till, XU, handover_id=handover.id, reason=" ")
        ).field
        == "reason"
    )
    refused(lambda: day.do(tillmoves.refuse_till, "1021", handover_id=handover.id, reason="无关"))
    back = day.do(tillmoves.refuse_till, XU, handover_id=handover.id, reason="少一张 50")
    assert back.refused_reason == "少一张 50"
    assert till(day).sums.expected_fen == 50_000
    assert till(day).state is TillState.OPEN
    again = hand_over(day, 12_300)
    day.do(tillmoves.refuse_till, CHEN, handover_id=again.id, reason="撤回")
    assert till(day).pending == ()


def test_a_handover_is_from_the_own_window_to_another_person_with_the_right(day: Day) -> None:
    day.count_float(3)
    for taker in (CHEN, "9999"):
        said = refused(
            lambda who=taker: day.do(  # type: ignore[misc]
                tillmoves.hand_over_till,
                CHEN,
                window=WindowNo(3),
                to_staff=who,
                pieces=pieces_of(100),
            )
        )
        assert said.field == "to_staff"
    refused(
        lambda: day.do(
            tillmoves.hand_over_till,
            CHEN,
            window=WindowNo(1),
            to_staff=XU,
            pieces=pieces_of(100),
        )
    )


# -- bags for the bank ---------------------------------------------------------------------------


def test_a_bag_is_banked_at_once_or_lies_in_the_safe_over_night(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    day.count_float(3)
    first = bag(day, 20_000, slip_no="ZS-0312-7")
    assert (first.code, first.state, first.deposit_date) == ("JK-20260312-01", "banked", TODAY)
    second = bag(day, 10_000)
    assert (second.code, second.state, second.deposit_date) == ("JK-20260312-02", "safe", None)
    day.do(opening.stop_issuing)
    day.close()
    assert [each.id for each in hall.ask(tills.bags_in_safe)] == [second.id]
    clock.advance(86_400)
    late = TODAY + timedelta(days=1)
    banked = day.do(tillmoves.bank_bag, bag_id=second.id, slip_no="ZS-0313-1", deposit_date=late)
    assert (banked.business_date, banked.deposit_date) == (TODAY, late)
    assert hall.ask(tills.bags_in_safe) == []
    refused(lambda: day.do(tillmoves.bank_bag, bag_id=second.id, slip_no="2", deposit_date=late))


def test_a_deposit_date_lies_between_the_bag_and_today_and_needs_its_slip(day: Day) -> None:
    day.count_float(3)
    made = bag(day, 20_000)
    for slip, when, field in (
        ("", TODAY, "slip_no"),
        ("1", TODAY - timedelta(days=1), "deposit_date"),
        ("1", TODAY + timedelta(days=1), "deposit_date"),
    ):
        said = refused(
            lambda s=slip, w=when: day.do(  # type: ignore[misc]
                tillmoves.bank_bag, bag_id=made.id, slip_no=s, deposit_date=w
            )
        )
        assert said.field == field
    for fen in (0, 30_001):
        assert refused(lambda amount=fen: bag(day, amount)).field == "amount"  # type: ignore[misc]


# -- the blind count -----------------------------------------------------------------------------


def test_a_difference_needs_a_reason_and_the_duty_managers_own_sign_in(day: Day) -> None:
    day.count_float(3)
    pay(day, 8640)
    short = count(day, 58_140)
    assert (short.expected_fen, short.difference_fen) == (58_640, -500)
    assert till(day).state is TillState.DIFFERS

    def explain(reason: str, by: str | None) -> TillCount:
        made: TillCount = day.do(
            tills.explain_count, CHEN, count_id=short.id, reason=reason, approved_by=by
        )
        return made

    assert refused(lambda: explain(" ", None)).field == "reason"
    with pytest.raises(ApprovalNeeded, match=r"短款 5\.00 元"):
        explain("找零多给", None)
    for other in (CHEN, XU, "9999"):
        assert refused(lambda who=other: explain("找零多给", who)).field == "approver"  # type: ignore[misc]
    done = explain("找零多给", MANAGER)
    assert (done.reason, done.approved_by, done.difference_fen) == ("找零多给", MANAGER, -500)
    assert till(day).state is TillState.COUNTED
    refused(lambda: explain("再改", MANAGER))


def test_a_terminals_slip_that_differs_needs_a_reason_too(day: Day) -> None:
    day.count_float(3)
    pay(day, 5000, "QR")
    day.do(write_refund, CHEN, payment=pay(day, 900, "QR"), amount_fen=900, method="QR")
    wrong = count(day, 50_000, QR=5900)
    (line,) = wrong.terminals
    assert (line.slips_fen, line.expected_fen, line.difference_fen) == (5900, 5000, 900)
    assert till(day).state is TillState.DIFFERS
    count(day, 50_000, QR=5000)
    assert till(day).state is TillState.COUNTED


def test_every_count_stands_and_a_later_movement_opens_the_till_again(day: Day) -> None:
    day.count_float(3)
    first, second = count(day, 49_000), count(day, 50_000)
    assert [each.id for each in till(day).counts] == [first.id, second.id]
    assert till(day).state is TillState.COUNTED
    payment = pay(day, 100)
    assert till(day).state is TillState.OPEN
    count(day, 50_100)
    # Money that goes back leaves the same cash, and is a movement all the same.
    void(day, payment)
    assert till(day).state is TillState.OPEN
    count(day, 50_000)
    assert till(day).state is TillState.COUNTED
    pay(day, 700, "QR")
    assert till(day).state is TillState.OPEN


def test_an_old_count_is_not_explained_after_the_till_moved(day: Day) -> None:
    day.count_float(3)
    old = count(day, 49_000)
    pay(day, 100)
    said = refused(
        lambda: day.do(tills.explain_count, CHEN, count_id=old.id, reason="x", approved_by=MANAGER)
    )
    assert "重新清点" in str(said)


def test_pieces_are_known_values_of_a_sane_number(day: Day) -> None:
    day.count_float(3)
    for value, number in ((300, 1), (100, -1), (100, 100_000)):
        wrong = (Pieces(value_fen=value, count=number),)
        refused(
            lambda p=wrong: day.do(tills.count_till, CHEN, pieces=p, terminals={})  # type: ignore[misc]
        )
    refused(lambda: day.do(tills.count_till, CHEN, pieces=(), terminals={"CASH": 1}))
    refused(lambda: day.do(tills.count_till, CHEN, pieces=(), terminals={"GOLD": 1}))
    refused(lambda: day.do(tills.count_till, XU, pieces=(), terminals={}))


def test_nobody_counts_for_another_but_the_duty_manager(day: Day) -> None:
    day.count_float(3)
    refused(lambda: day.do(tills.count_till, XU, pieces=(), terminals={}, staff_no=CHEN))
    made = day.count_till(CHEN, 49_500)
    assert (made.staff_no, made.counted_by, made.approved_by) == (CHEN, MANAGER, MANAGER)
    assert till(day).state is TillState.COUNTED


# -- the gate of the day -------------------------------------------------------------------------


@pytest.mark.rule("11(9)")
def test_the_day_does_not_close_over_an_open_till(day: Day) -> None:
    day.count_float(3)
    day.count_float(1)
    day.do(opening.stop_issuing)

    def told() -> str:
        said = refused(lambda: day.do(opening.close_day))
        assert said.field == "tills"
        return str(said)

    assert "1008 许见山（未清点）、1032 陈予安（未清点）" in told()
    handover = hand_over(day, 100)
    assert told().count("交接待确认") == 2
    day.do(tillmoves.take_over_till, XU, handover_id=handover.id)
    count(day, 50_100, XU)
    assert "1008" not in told()
    short = count(day, 49_000)
    assert "1032 陈予安（差额待说明）" in told()
    day.do(tills.explain_count, CHEN, count_id=short.id, reason="找零", approved_by=MANAGER)
    assert day.do(opening.close_day).state == "closed"
    for action in (
        lambda: count(day, 50_000),
        lambda: hand_over(day, 100),
        lambda: bag(day, 100),
        lambda: pay(day, 100),
    ):
        refused(action)
