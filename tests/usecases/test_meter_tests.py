"""Deposits for meter tests and reconnections: what a payment sets going (21(7), 22(2))."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hall_desk.domain.charges import Asked
from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.metertests import MeterTest, Outcome
from hall_desk.domain.paidservice import LineKind
from hall_desk.domain.payments import Charge, Payment
from hall_desk.domain.reconnections import Reconnection
from hall_desk.domain.refunds import Refund
from hall_desk.usecases import (
    deposits,
    invoices,
    metertests,
    moneyrules,
    paidservice,
    papers,
    payments,
    reconnections,
)
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.usecases.money import THREE, give_back, pay

DEPOSIT = Asked(kind=Charge.DEPOSIT, phone="13800000000", meter_no="D-1234")
ACCOUNT = "3600000000127"


def name_the_document(day: Day) -> None:
    """The local document allows the fee, and the list has its price."""
    day.do(
        paidservice.add_price_item,
        code="T01", name="单相电能表检定（客户异议）", kind=LineKind.LABOUR, unit="只",
        unit_price_fen=2500, quantity_decimals=0, approval_doc="样价文〔2026〕3号（虚构）",
        valid_from=date(2026, 3, 1),
    )  # fmt: skip
    rules = day.ask(moneyrules.money_rules)
    day.do(
        moneyrules.change_money_rules,
        rules=replace(rules, test_document="样市监〔2026〕7号（虚构）"),
    )


def deposit(day: Day) -> tuple[Payment, MeterTest]:
    payment = pay(day, 2500, asked=DEPOSIT, account=ACCOUNT, name="苏示", purpose="电能表校验")
    test = day.ask(deposits.test_of, payment.id)
    assert test is not None
    return payment, test


def decide(day: Day, test: MeterTest, outcome: Outcome, **more: object) -> MeterTest:
    words = {"report_no": "J-88", "window": THREE, "method": "CASH", **more}
    decided: MeterTest = day.do(
        metertests.decide, "1032", test_id=test.id, outcome=outcome, **words
    )
    return decided


@pytest.mark.rule("21(7)")
def test_no_deposit_is_taken_until_a_local_document_is_named(hall: Hall, day: Day) -> None:
    day.count_float()
    with pytest.raises(RuleBroken, match="没有设置检定收费的当地文件") as refusal:
        deposit(day)
    assert refusal.value.article == "21(7)"
    name_the_document(day)
    payment, test = deposit(day)
    assert (payment.voucher_code, payment.kind) == ("YJ-000001", Charge.DEPOSIT)
    assert test.due_at is not None
    paper = hall.ask(papers.voucher_of, payment.id)
    assert (paper.kind.value, paper.invoice_state) == ("押金凭证", "检定后确定")
    assert "样市监〔2026〕7号" in paper.price_basis


@pytest.mark.rule("21(7)")
def test_out_of_tolerance_gives_the_whole_deposit_back_and_opens_the_bill_adjustment(
    day: Day,
) -> None:
    day.count_float()
    name_the_document(day)
    payment, test = deposit(day)
    with pytest.raises(ApprovalNeeded):
        decide(day, test, Outcome.FAIL)
    decided = decide(day, test, Outcome.FAIL, approved_by=MANAGER)
    refund = day.ask(lambda reading: reading.get(Refund, id=decided.refund_id))
    assert (refund.payment_id, refund.amount_fen) == (payment.id, payment.due_fen)
    assert (decided.outcome, decided.to_adjust) == ("fail", True)
    assert [each.id for each in day.ask(deposits.open_tests, "1032")] == [test.id]
    with pytest.raises(RuleBroken, match="请写退补结果"):
        day.do(metertests.finish_adjustment, "1032", test_id=test.id, note=" ")
    note = "2025-11 至 2026-02 退 31.20 元"
    done = day.do(metertests.finish_adjustment, "1032", test_id=test.id, note=note)
    assert (done.to_adjust, done.adjust_note) == (False, note)
    assert day.ask(deposits.open_tests, "1032") == []
    with pytest.raises(RuleBroken, match="已有结果"):
        decide(day, test, Outcome.PASS)


@pytest.mark.rule("21(7)")
def test_within_tolerance_the_deposit_becomes_a_fee_and_its_invoice_is_asked_for(
    day: Day,
) -> None:
    day.count_float()
    name_the_document(day)
    payment, test = deposit(day)
    with pytest.raises(RuleBroken, match="是押金，不开数电票"):
        day.do(
            invoices.record_invoice, "1032", payment_id=payment.id, number="25362000000012345678"
        )
    with pytest.raises(RuleBroken, match="请填检定报告号"):
        decide(day, test, Outcome.PASS, report_no="")
    decided = decide(day, test, Outcome.PASS)
    assert (decided.outcome, decided.refund_id) == ("pass", None)
    fee = day.ask(lambda reading: reading.get(Payment, id=payment.id))
    assert (fee.kind, fee.voucher_code) == (Charge.FEE, payment.voucher_code)
    assert [owed.id for owed in day.ask(invoices.owed_invoices)] == [payment.id]
    assert day.ask(invoices.count_owed) == (1, 0)
    assert day.ask(lambda reading: reading.all(Refund)) == []


@pytest.mark.rule("21(7)")
def test_a_withdrawn_test_gives_the_deposit_back_whole(day: Day) -> None:
    day.count_float()
    name_the_document(day)
    payment, test = deposit(day)
    with pytest.raises(RuleBroken, match="押金只能全额退还"):
        give_back(day, payment, 1000)
    give_back(day, payment, 2500, reason="R3")
    assert day.ask(deposits.open_tests) == []
    with pytest.raises(RuleBroken):
        decide(day, test, Outcome.PASS)


def arrears(day: Day, account: str = ACCOUNT) -> Payment:
    day.issue("A06")
    return pay(day, 8640, ticket=day.serve(), account=account, name="苏示", purpose="欠费复电缴费")


@pytest.mark.rule("22(2)")
def test_paid_arrears_make_a_task_due_exactly_24_hours_later(day: Day) -> None:
    day.count_float()
    payment = arrears(day)
    (task,) = day.ask(reconnections.open_reconnections, "1032")
    assert task.due_at - payment.paid_at == timedelta(hours=24)
    assert (task.payment_id, task.owner) == (payment.id, "1032")
    told = day.do(reconnections.pass_on, "1032", task_id=task.id, to="柳溪供电所")
    assert told.passed_on_to == "柳溪供电所"
    day.clock.set(task.due_at)
    done = day.do(reconnections.finish, "1032", task_id=task.id)
    assert not done.late(day.clock.now())
    assert day.ask(reconnections.open_reconnections) == []


@pytest.mark.rule("22(2)")
def test_a_second_after_24_hours_the_delay_is_explained(day: Day) -> None:
    day.count_float()
    arrears(day)
    (task,) = day.ask(reconnections.open_reconnections)
    day.clock.set(task.due_at + timedelta(seconds=1))
    with pytest.raises(RuleBroken, match="已过 24 小时") as refusal:
        day.do(reconnections.finish, "1032", task_id=task.id)
    assert (refusal.value.field, refusal.value.article) == ("late_reason", "22(2)")
    why = "线路被水淹，水退后送电"
    done = day.do(reconnections.finish, "1032", task_id=task.id, late_reason=why)
    assert (done.late_reason, done.explained_at) == (why, day.clock.now())


@pytest.mark.rule("22(2)")
def test_no_task_without_an_account_and_none_left_after_a_void(day: Day) -> None:
    day.count_float()
    with pytest.raises(RuleBroken, match="欠费复电须填户号") as refusal:
        arrears(day, account="")
    assert refusal.value.field == "account_no"
    payment = pay_again(day)
    day.do(
        payments.void_payment, "1032", payment_id=payment.id, reason_code="V3", approved_by=MANAGER
    )
    assert day.ask(reconnections.open_reconnections) == []
    (task,) = day.ask(lambda reading: reading.all(Reconnection))
    assert payment.voucher_code in task.cancel_reason


def pay_again(day: Day) -> Payment:
    """The same visit, with the account this time."""
    from hall_desk.usecases.queries import find_at_window

    ticket = day.ask(find_at_window, THREE)
    assert ticket is not None
    return pay(day, 8640, ticket=ticket, account=ACCOUNT, purpose="欠费复电缴费")


def test_somebody_elses_task_is_left_to_its_owner_or_the_duty_manager(day: Day) -> None:
    day.count_float()
    arrears(day)
    (task,) = day.ask(reconnections.open_reconnections)
    with pytest.raises(RuleBroken, match="由工号 1032 负责"):
        day.do(reconnections.finish, "1008", task_id=task.id)
    assert day.do(reconnections.finish, MANAGER, task_id=task.id).done_by == MANAGER
