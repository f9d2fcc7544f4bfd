"""Refunds: a record of their own against the original, with a second person, never too much."""

from datetime import timedelta
from typing import Any

import pytest

from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.payments import Payment
from hall_desk.usecases import invoices, opening, papers, payments, people, refunds
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day, open_for_business
from tests.usecases.money import THREE, give_back, handed, pay


def next_day(hall: Hall, day: Day) -> None:
    """The day closes and the next one opens with everybody signed in."""
    evening = day.clock.now().replace(hour=10)
    day.clock.set(evening)  # 18:00 in the hall
    day.settle_tills()
    day.do(opening.close_day)
    day.clock.set(evening + timedelta(hours=14))
    open_for_business(hall, day.clock)
    day.clock.set(evening + timedelta(hours=15))


def test_a_refund_never_exceeds_what_was_paid_less_earlier_refunds(day: Day) -> None:
    day.count_float()
    payment = pay(day, 8640, name="苏示", account="3600000000127")
    assert give_back(day, payment, 5000).code == "TK-000001"
    with pytest.raises(RuleBroken, match=r"最多可退 36\.40 元") as refusal:
        give_back(day, payment, 3641)
    assert refusal.value.field == "refund_amount"
    assert give_back(day, payment, 3640).code == "TK-000002"
    with pytest.raises(RuleBroken, match="已全部退款"):
        give_back(day, payment, 1)
    kept = day.ask(lambda reading: reading.get(Payment, id=payment.id))
    assert (kept.due_fen, kept.content) == (payment.due_fen, payment.content)


def test_a_refund_is_signed_by_another_person_who_may_approve(day: Day) -> None:
    day.count_float()
    payment = pay(day, 8640)
    with pytest.raises(ApprovalNeeded):
        give_back(day, payment, 8640, approved_by=None)
    for nobody in ("1032", "1008", "9999"):
        with pytest.raises(RuleBroken) as refusal:
            give_back(day, payment, 8640, approved_by=nobody)
        assert refusal.value.field == "approver"
    assert give_back(day, payment, 8640).approved_by == MANAGER


def test_a_refund_crosses_midnight_and_a_closed_day(hall: Hall, day: Day) -> None:
    day.count_float()
    payment = pay(day, 8640)
    next_day(hall, day)
    with pytest.raises(RuleBroken, match="不能作废，请按退款"):
        day.do(
            payments.void_payment,
            "1032",
            payment_id=payment.id,
            reason_code="V1",
            approved_by=MANAGER,
        )
    with pytest.raises(RuleBroken, match="先清点备用金"):
        give_back(day, payment, 8640)
    day.count_float()
    refund = give_back(day, payment, 8640)
    assert refund.business_date > payment.business_date
    paper = hall.ask(papers.refund_of, refund.id)
    assert (paper.number, paper.voucher_number) == ("TK-000001", payment.voucher_code)


def test_a_void_voucher_is_not_given_back_and_a_refunded_one_not_voided(day: Day) -> None:
    day.count_float()
    void, refunded = pay(day, 8640), pay(day, 2000)
    words = {"reason_code": "V1", "approved_by": MANAGER}
    day.do(payments.void_payment, "1032", payment_id=void.id, **words)
    with pytest.raises(RuleBroken, match="已作废，没有可退的款"):
        give_back(day, void, 100)
    give_back(day, refunded, 100)
    with pytest.raises(RuleBroken, match="已有退款，不能再作废"):
        day.do(payments.void_payment, "1032", payment_id=refunded.id, **words)


def test_a_refund_of_something_invoiced_owes_a_red_invoice(day: Day) -> None:
    day.count_float()
    invoiced, plain = pay(day, 8640), pay(day, 2000)
    number = "25362000000012345678"
    day.do(invoices.record_invoice, "1032", payment_id=invoiced.id, number=number)
    refund = give_back(day, invoiced, 100)
    assert refund.owes_red_invoice
    assert number in day.ask(papers.refund_of, refund.id).red_invoice
    assert not give_back(day, plain, 100).owes_red_invoice


def test_the_paper_says_it_all_and_a_reprint_is_counted(hall: Hall, day: Day) -> None:
    day.count_float()
    payment = pay(day, 8640, name="苏示", account="3600000000127")
    give_back(day, payment, 1000)
    refund = give_back(day, payment, 2640, method="TRANSFER", slip="H-77")
    paper = hall.ask(papers.refund_of, refund.id)
    assert (paper.paid_fen, paper.earlier_fen, paper.amount_fen) == (8640, 1000, 2640)
    assert (paper.customer, paper.account) == ("苏*", "3600 **** 0127")
    assert (paper.method, paper.slip_no, paper.approved_by) == ("对公转账", "H-77", MANAGER)
    assert len(paper.check_code) == 8
    day.do(refunds.note_reprint, "1032", refund_id=refund.id)
    assert hall.ask(papers.refund_of, refund.id).reprint == 1


def test_what_is_missing_is_told_at_its_field(day: Day) -> None:
    day.count_float()
    payment = pay(day, 8640)
    wrong: tuple[tuple[str, dict[str, Any]], ...] = (
        ("refund_method", {"method": "金条"}),
        ("slip_no", {"method": "TRANSFER"}),
        ("refund_reason", {"reason": "R7"}),
        ("refund_note", {"reason": "R9"}),
    )
    for field, words in wrong:
        with pytest.raises(RuleBroken) as refusal:
            give_back(day, payment, 100, **words)
        assert refusal.value.field == field
    with pytest.raises(RuleBroken, match="退款金额应大于 0"):
        give_back(day, payment, 0)
    assert give_back(day, payment, 100).refund_no == 1


def test_money_goes_out_at_the_own_window_only(day: Day) -> None:
    day.count_float()
    payment = pay(day, 8640)
    day.do(people.leave_window, "1032", window=THREE)
    with pytest.raises(RuleBroken, match="没有在3号窗口登录"):
        give_back(day, payment, 100)


def test_all_of_it_back_before_the_invoice_owes_no_invoice(day: Day) -> None:
    day.count_float()
    payment = day.do(
        payments.take_payment,
        "1032",
        window=THREE,
        takings=handed(day.clock, 2000),
        purpose="居民电费缴纳",
        invoice="owed",
    )
    give_back(day, payment, 1000)
    assert [p.id for p in day.ask(invoices.owed_invoices)] == [payment.id]
    give_back(day, payment, 1000)
    assert day.ask(invoices.owed_invoices) == []
