"""What a payment set going, and what becomes of it when the money goes back: void and refund."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from hall_desk.domain.charges import AccountDue, Asked
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.metertests import MeterTest, Outcome
from hall_desk.domain.payments import Charge, Payment
from hall_desk.domain.people import Role
from hall_desk.domain.reconnections import Reconnection
from hall_desk.domain.tickets import StaffNo, WindowNo
from hall_desk.domain.tills import Till, TillState
from hall_desk.usecases import (
    bills,
    closings,
    deposits,
    invoices,
    metertests,
    opening,
    payments,
    people,
    queries,
    reconnections,
    refunds,
    reporting,
    tillmoves,
    tills,
)
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.verifying import verify_store
from tests.conftest import MANAGER, Day
from tests.usecases.money import THREE, give_back, pay
from tests.usecases.test_charges import imported, several
from tests.usecases.test_meter_tests import ACCOUNT, arrears, decide, deposit, name_the_document
from tests.usecases.test_refunds import next_day

CLERK = "1032"
FIVE = WindowNo(5)
Back = Callable[[Day, Payment], Any]


def void(day: Day, payment: Payment, actor: str = CLERK) -> Payment:
    """The voucher is spoiled."""
    spoiled: Payment = day.do(
        payments.void_payment, actor, payment_id=payment.id, reason_code="V1", approved_by=MANAGER
    )
    return spoiled


def whole_refund(day: Day, payment: Payment) -> None:
    """All of it goes back."""
    give_back(day, payment, payment.due_fen)


def two_refunds(day: Day, payment: Payment) -> None:
    """All of it goes back in two steps."""
    give_back(day, payment, 100, lines=(1,) if len(payment.lines) > 1 else ())
    give_back(day, payment, payment.due_fen - 100)


def till_state(day: Day) -> TillState:
    """How the clerk's till stands."""
    till: Till = day.ask(tills.till_of, day.ask(queries.get_day).date, CLERK)
    return till.state


def kept(day: Day, payment: Payment) -> Payment:
    """The payment as it is now."""
    found: Payment = day.ask(lambda reading: reading.get(Payment, id=payment.id))
    return found


# -- the till ------------------------------------------------------------------------------------


@pytest.mark.parametrize("back", [void, whole_refund])
def test_money_that_goes_back_after_the_count_opens_the_till_again(day: Day, back: Back) -> None:
    day.count_float()
    payment, _ = pay(day, 8640), pay(day, 8640)
    day.count_till(CLERK, 50_000 + 2 * 8640)
    assert till_state(day) is TillState.COUNTED
    back(day, payment)
    assert till_state(day) is TillState.OPEN
    again = pay(day, 8640)
    assert till_state(day) is TillState.OPEN, "the same sum by other vouchers is another till"
    void(day, again)
    day.count_till(CLERK, 50_000 + 8640)
    assert till_state(day) is TillState.COUNTED


def test_another_clerk_voids_nobody_elses_voucher_but_the_duty_manager_may(day: Day) -> None:
    day.count_float()
    payment = pay(day, 8640)
    with pytest.raises(RuleBroken, match="由工号 1032 收款"):
        void(day, payment, "1008")
    with pytest.raises(RuleBroken, match="另一位值班主任"):
        void(day, payment, MANAGER)
    people.add_staff(
        day.hall,
        MANAGER,
        staff_no="0907",
        name="沈亦",
        role=Role.DUTY_MANAGER,
        password="duty-2027!",
    )
    assert void(day, payment, "0907").voided_by == "0907"


@pytest.mark.parametrize("nobody", ["1008", "9999", "0907", ""])
@pytest.mark.parametrize("verb", ["void", "refund", "test"])
def test_a_duty_manager_at_the_window_wants_a_second_one_too(
    day: Day, verb: str, nobody: str
) -> None:
    people.add_staff(
        day.hall,
        MANAGER,
        staff_no="0907",
        name="沈亦",
        role=Role.DUTY_MANAGER,
        password="duty-2027!",
    )
    day.do(opening.assign_windows, windows={5: "A"})
    day.do(people.take_window, "0907", window=FIVE, staff_no=StaffNo("0907"))
    day.do(payments.count_float, "0907", window=FIVE, amount_fen=50_000)
    day.count_float()
    name_the_document(day)
    payment, test = deposit(day)

    def act(approver: str) -> object:
        if verb == "void":
            given = {"payment_id": payment.id, "reason_code": "V1", "approved_by": approver}
            return day.do(payments.void_payment, "0907", **given)
        if verb == "refund":
            return day.do(
                refunds.refund_payment, "0907", payment_id=payment.id, amount_fen=2500,
                method="CASH", reason_code="R1", window=FIVE, approved_by=approver,
            )  # fmt: skip
        return day.do(
            metertests.decide, "0907", test_id=test.id, outcome=Outcome.FAIL, report_no="J-1",
            method="CASH", window=FIVE, approved_by=approver,
        )  # fmt: skip

    with pytest.raises(RuleBroken, match="另一位值班主任") as refusal:
        act(nobody)
    assert refusal.value.field == "approver"
    assert act(MANAGER)


def empty_the_till(day: Day) -> None:
    """All its cash goes to the bank."""
    till = day.ask(tills.till_of, day.ask(queries.get_day).date, CLERK)
    day.do(tillmoves.take_out_bag, CLERK, window=THREE, amount_fen=till.sums.expected_fen)


@pytest.mark.parametrize("back", [void, whole_refund])
def test_cash_that_is_not_in_the_till_does_not_go_back(day: Day, back: Back) -> None:
    day.count_float()
    payment = pay(day, 8640)
    empty_the_till(day)
    with pytest.raises(RuleBroken, match="钱箱里的现金不够"):
        back(day, payment)
    assert give_back(day, payment, 8640, method="QR").amount_fen == 8640
    card = pay(day, 500, method="POS")
    assert void(day, card).is_void, "no cash goes out for it"


# -- what it set going ---------------------------------------------------------------------------


@pytest.mark.parametrize("back", [void, whole_refund, two_refunds])
def test_twelve_imported_bills_are_open_again(day: Day, back: Back) -> None:
    day.count_float()
    imported(day, *((f"36000000{n:05d}", "青禾物业", "2026-02", "80.10") for n in range(12)))

    def accounts() -> tuple[AccountDue, ...]:
        found = [b for n in range(12) for b in day.ask(bills.open_bills, f"36000000{n:05d}")]
        return tuple(
            AccountDue(account_no=b.account_no, amount_fen=b.amount_fen, bill_id=b.id)
            for b in found
        )

    first = accounts()
    payment = pay(day, 12 * 8010, asked=several(first))
    assert accounts() == ()
    imported(day, ("3600000000000", "青禾物业", "2026-02", "80.10"))
    assert accounts() == (), "the same list again opens nothing that is paid"
    back(day, payment)
    assert accounts() == first
    again = pay(day, 12 * 8010, asked=several(first))
    assert (again.voucher_no, accounts()) == (2, ())


@pytest.mark.rule("21(7)")
@pytest.mark.parametrize("back", [void, whole_refund])
def test_a_deposit_that_goes_back_ends_its_test(day: Day, back: Back) -> None:
    day.count_float()
    name_the_document(day)
    payment, test = deposit(day)
    back(day, payment)
    ended = day.ask(lambda reading: reading.get(MeterTest, id=test.id))
    assert ended.cancelled_at is not None
    assert day.ask(deposits.open_tests) == []
    for outcome in Outcome:
        with pytest.raises(RuleBroken, match="已有结果或已取消"):
            decide(day, test, outcome, approved_by=MANAGER)


@pytest.mark.rule("21(7)")
@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_decided_deposit_is_not_voided(day: Day, outcome: Outcome) -> None:
    day.count_float()
    name_the_document(day)
    payment, test = deposit(day)
    decide(day, test, outcome, approved_by=MANAGER)
    with pytest.raises(RuleBroken):
        void(day, payment)
    with pytest.raises(RuleBroken):
        decide(day, test, outcome, approved_by=MANAGER)
    if outcome is Outcome.FAIL:
        with pytest.raises(RuleBroken, match="已全部退款"):
            give_back(day, payment, 2500)
    else:
        give_back(day, payment, 1000)
        with pytest.raises(RuleBroken, match="最多可退"):
            give_back(day, payment, 2000)
    assert day.ask(lambda reading: reading.get(MeterTest, id=test.id)).outcome == outcome


@pytest.mark.rule("21(7)")
def test_a_deposit_decided_on_another_day_leaves_the_day_of_its_taking_as_it_was(
    hall: Hall, day: Day
) -> None:
    day.count_float()
    name_the_document(day)
    payment, test = deposit(day)
    next_day(hall, day)
    before = day.ask(reporting.daily_report, payment.business_date).money
    day.count_float()
    decide(day, test, Outcome.PASS)
    after = day.ask(reporting.daily_report, payment.business_date).money
    assert after.charges == before.charges
    assert [c.name for c in after.charges] == ["校验押金"]
    assert day.ask(invoices.count_owed) == (1, 0)
    assert len(day.ask(invoices.owed_invoices)) == 1
    assert verify_store(hall.store).ok


@pytest.mark.rule("22(2)")
@pytest.mark.parametrize("back", [void, whole_refund])
@pytest.mark.parametrize("told", [False, True])
def test_money_back_stops_an_open_reconnection(day: Day, back: Back, told: bool) -> None:
    day.count_float()
    payment = arrears(day)
    (task,) = day.ask(reconnections.open_reconnections)
    if told:
        day.do(reconnections.pass_on, CLERK, task_id=task.id, to="柳溪供电所")
    back(day, payment)
    assert day.ask(reconnections.open_reconnections) == []
    ended = day.ask(lambda reading: reading.get(Reconnection, id=task.id))
    assert ended.cancelled_at is not None
    assert ended.cancel_reason
    with pytest.raises(RuleBroken, match="已办结或已取消"):
        day.do(reconnections.finish, CLERK, task_id=task.id)


@pytest.mark.rule("22(2)")
@pytest.mark.parametrize("back", [void, whole_refund])
def test_power_that_is_back_stays_back(day: Day, back: Back) -> None:
    day.count_float()
    payment = arrears(day)
    (task,) = day.ask(reconnections.open_reconnections)
    done = day.do(reconnections.finish, CLERK, task_id=task.id)
    back(day, payment)
    assert day.ask(lambda reading: reading.get(Reconnection, id=task.id)) == done


@pytest.mark.rule("22(2)")
@pytest.mark.parametrize("back", [void, whole_refund])
def test_arrears_paid_twice_and_taken_back_once_still_bring_the_power_back(
    day: Day, back: Back
) -> None:
    day.count_float()
    day.issue("A06")
    ticket = day.serve()

    def paid() -> Payment:
        return pay(day, 8640, ticket=ticket, account=ACCOUNT, name="苏示", purpose="欠费复电缴费")

    first = paid()
    day.clock.advance(60)
    second = paid()
    (task,) = day.ask(reconnections.open_reconnections)
    assert task.payment_id == first.id
    back(day, first)
    (task,) = day.ask(reconnections.open_reconnections)
    assert (task.payment_id, task.account_no) == (second.id, ACCOUNT)
    assert task.due_at == second.paid_at + timedelta(hours=24)
    back(day, second)
    assert day.ask(reconnections.open_reconnections) == []


# -- refunds -------------------------------------------------------------------------------------


def test_a_second_refund_never_exceeds_the_rest_by_whatever_way(hall: Hall, day: Day) -> None:
    day.count_float()
    payment = pay(day, 8640, method="QR")
    assert give_back(day, payment, 5000, method="CASH").method == "CASH"
    with pytest.raises(RuleBroken, match=r"最多可退 36\.40 元"):
        give_back(day, payment, 3641, method="QR")
    next_day(hall, day)
    with pytest.raises(RuleBroken, match=r"最多可退 36\.40 元"):
        give_back(day, payment, 3641, method="QR")
    give_back(day, payment, 3640, method="QR")
    with pytest.raises(RuleBroken, match="已全部退款"):
        give_back(day, payment, 1, method="QR")
    first = day.ask(closings.find_closing, payment.business_date)
    assert first is not None
    assert first.net_fen == 3640
    assert till_methods(day) == {"QR": -3640}


def till_methods(day: Day) -> dict[str, int]:
    """What is left of each way to pay in the clerk's till today."""
    till = day.ask(tills.till_of, day.ask(queries.get_day).date, CLERK)
    return dict(till.sums.by_method)


def test_what_was_paid_in_several_ways_goes_back_within_its_sum(day: Day) -> None:
    from hall_desk.domain.tenders import Part
    from hall_desk.usecases.payments import Takings

    day.count_float()
    now = day.clock.now()
    takings = Takings(
        due_fen=8640,
        received_fen=9000,
        parts=(Part(method="POS", amount_fen=5000), Part(method="CASH", amount_fen=4000)),
        spoken_received_at=now,
        spoken_change_at=now,
    )
    payment = day.do(
        payments.take_payment, CLERK, window=THREE, takings=takings, purpose="居民电费缴纳"
    )
    give_back(day, payment, 8000, method="POS")
    assert till_methods(day) == {"CASH": 3640, "POS": 5000 - 8000}
    with pytest.raises(RuleBroken, match=r"最多可退 6\.40 元"):
        give_back(day, payment, 641)


def test_a_deposit_wholly_given_back_owes_no_invoice_any_more(day: Day) -> None:
    day.count_float()
    name_the_document(day)
    payment, test = deposit(day)
    decide(day, test, Outcome.PASS)
    assert kept(day, payment).kind is Charge.FEE
    give_back(day, payment, 2500)
    assert day.ask(invoices.count_owed) == (0, 0)
    assert day.ask(invoices.owed_invoices) == []


def test_a_prepayment_goes_back_in_parts_and_is_not_voided_then(day: Day) -> None:
    day.count_float()
    ahead = pay(day, 20_000, asked=Asked(kind=Charge.PREPAYMENT), account=ACCOUNT)
    assert ahead.voucher_code == "YS-000001"
    give_back(day, ahead, 5000)
    with pytest.raises(RuleBroken, match="已有退款"):
        void(day, ahead)
    give_back(day, ahead, 15_000)
