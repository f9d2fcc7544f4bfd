"""Deposits for meter tests (校验押金, Art. 21(7)): held with the voucher YJ until the outcome."""

from hall_desk.domain import metertests
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.metertests import DUE_WORKDAYS, MeterTest
from hall_desk.domain.payments import Payment
from hall_desk.domain.promises import due_of
from hall_desk.domain.texts import check_text
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import holiday_table


def begin(tx: Tx, payment: Payment, *, phone: str, meter_no: str) -> MeterTest:
    """The deposit is taken: the test is due in five working days."""
    if not payment.account_no:
        raise RuleBroken("校验电能表须填户号。", field="account_no", article="21(7)")
    contact = check_text(phone, "phone")
    if not contact:
        raise RuleBroken("请填联系电话，检定结果要告知客户。", field="phone", article="21(7)")
    test = MeterTest(
        id=tx.new_id(),
        business_date=payment.business_date,
        payment_id=payment.id,
        account_no=payment.account_no,
        customer_name=payment.customer_name,
        phone=contact,
        meter_no=check_text(meter_no, "meter_no", most=40),
        owner=payment.staff_no,
        due_at=due_of(DUE_WORKDAYS, "workday", payment.paid_at, holiday_table(tx)).at,
    )
    tx.insert(test, "begin_meter_test")
    return test


def test_of(reading: Reading, payment_id: int) -> MeterTest | None:
    """The test behind a deposit."""
    return reading.find(MeterTest, payment_id=payment_id)


def stop(tx: Tx, payment: Payment) -> None:
    """The voucher is voided or the deposit given back before the test: nothing is tested."""
    test = test_of(tx, payment.id)
    if test is not None:
        ended = metertests.cancel(test, tx.now)
        tx.change(test, ended, "cancel_meter_test", guard="outcome")


def open_tests(reading: Reading, staff_no: str | None = None) -> list[MeterTest]:
    """Tests without an outcome and corrections of bills still to do, the next due first."""
    table = schema.meter_test
    mine = [] if staff_no is None else [table.c.owner == staff_no]
    waiting = (table.c.outcome == "") & table.c.cancelled_at.is_(None)
    return reading.all(
        MeterTest,
        waiting | (table.c.adjust_state == "open"),
        *mine,
        order_by=table.c.due_at,
    )
