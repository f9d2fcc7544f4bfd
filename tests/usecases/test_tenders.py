"""Mixed payments: several tenders, change from cash only, slips, and the hall's methods."""

from dataclasses import replace

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import Payment
from hall_desk.domain.tenders import Part
from hall_desk.domain.tickets import WindowNo
from hall_desk.usecases import counters, moneyrules, papers, payments
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.payments import Takings
from tests.conftest import Day

THREE = WindowNo(3)


def takings(clock: FakeClock, due: int, *parts: Part) -> Takings:
    return Takings(
        due_fen=due,
        received_fen=sum(part.amount_fen for part in parts),
        parts=parts,
        spoken_received_at=clock.now(),
        spoken_change_at=clock.now(),
    )


def pay(day: Day, due: int, *parts: Part) -> Payment:
    payment: Payment = day.do(
        payments.take_payment,
        "1032",
        window=THREE,
        takings=takings(day.clock, due, *parts),
        purpose="居民电费缴纳",
    )
    return payment


def test_a_mixed_payment_has_one_voucher_its_tenders_and_change_from_cash(
    hall: Hall, day: Day
) -> None:
    day.count_float()
    card = Part(method="POS", amount_fen=5000, slip_no="000817")
    payment = pay(day, 8640, card, Part(method="CASH", amount_fen=4000))
    assert (payment.method, payment.received_fen, payment.change_fen) == ("MIXED", 9000, 360)
    tenders = hall.ask(payments.tenders_of, payment.id)
    assert [(t.method, t.amount_fen, t.slip_no) for t in tenders] == [
        ("POS", 5000, "000817"),
        ("CASH", 3640, ""),
    ]
    paper = hall.ask(papers.voucher_of, payment.id)
    assert [(part.method, part.amount_fen, part.slip_no) for part in paper.parts] == [
        ("银行卡", 5000, "000817"),
        ("现金", 3640, ""),
    ]
    assert (paper.method, paper.received_fen, paper.change_fen) == ("混合", 4000, 360)


def test_a_card_with_its_share_never_gives_change(day: Day) -> None:
    day.count_float()
    cash = Part(method="CASH", amount_fen=1000)
    with pytest.raises(RuleBroken, match="只有现金能找零"):
        pay(day, 8640, Part(method="POS", amount_fen=9000), Part(method="QR", amount_fen=1))
    with pytest.raises(RuleBroken, match="只有现金能找零"):
        pay(day, 8640, Part(method="POS", amount_fen=8640), cash)
    with pytest.raises(RuleBroken, match=r"合计少了 26\.40 元"):
        pay(day, 8640, Part(method="POS", amount_fen=5000), cash)
    with pytest.raises(RuleBroken, match="现金请合成一笔"):
        pay(day, 8640, cash, replace(cash, amount_fen=7640))


def test_the_cash_part_wants_the_counted_drawer(day: Day) -> None:
    card, cash = Part(method="POS", amount_fen=5000), Part(method="CASH", amount_fen=3640)
    with pytest.raises(RuleBroken, match="先清点备用金"):
        pay(day, 8640, card, cash)
    assert pay(day, 8640, card, Part(method="QR", amount_fen=3640)).change_fen == 0


def test_a_cheque_wants_the_number_on_its_slip(day: Day) -> None:
    with pytest.raises(RuleBroken, match="请填支票/进账单的单号") as refusal:
        pay(day, 8640, Part(method="CHEQUE", amount_fen=8640))
    assert refusal.value.field == "slip_no"
    payment = pay(day, 8640, Part(method="CHEQUE", amount_fen=8640, slip_no=" 2201 "))
    (tender,) = day.ask(payments.tenders_of, payment.id)
    assert tender.slip_no == "2201"


def test_the_parts_must_be_what_was_received(day: Day) -> None:
    card = Part(method="POS", amount_fen=8640)
    wrong = replace(takings(day.clock, 8640, card), received_fen=8700)
    with pytest.raises(RuleBroken, match="实收与各方式合计不符"):
        day.do(payments.take_payment, "1032", window=THREE, takings=wrong, purpose="电费")


@pytest.mark.rule("19(2)")
def test_two_methods_stay_on_and_cash_is_never_switched_off(hall: Hall, day: Day) -> None:
    rules = hall.ask(moneyrules.money_rules)
    for methods in (("CASH",), ("POS", "QR", "CHEQUE"), ()):
        with pytest.raises(RuleBroken) as refusal:
            day.do(moneyrules.change_money_rules, rules=replace(rules, methods=methods))
        assert refusal.value.article == "19(2)"
        assert refusal.value.field == "payment_methods"
    day.do(moneyrules.change_money_rules, rules=replace(rules, methods=("CASH", "QR")))
    assert hall.ask(moneyrules.money_rules).methods == ("CASH", "QR")


@pytest.mark.rule("19(2)")
def test_a_method_switched_off_is_neither_offered_nor_taken(hall: Hall, day: Day) -> None:
    rules = hall.ask(moneyrules.money_rules)
    day.do(moneyrules.change_money_rules, rules=replace(rules, methods=("CASH", "QR")))
    offered = [
        m.code
        for m in hall.ask(counters.catalogue_of).methods
        if m.code in hall.ask(counters.catalogue_of).rules.methods
    ]
    assert offered == ["CASH", "QR"]
    with pytest.raises(RuleBroken, match="请选收款方式"):
        pay(day, 8640, Part(method="POS", amount_fen=8640))
    assert pay(day, 8640, Part(method="QR", amount_fen=8640)).method == "QR"


@pytest.mark.rule("19(3)")
def test_the_method_is_the_customers_choice_and_never_assumed(day: Day) -> None:
    with pytest.raises(RuleBroken, match="请选收款方式"):
        pay(day, 8640, Part(method="", amount_fen=8640))


def test_a_fee_that_is_not_in_the_price_list_is_refused_at_its_field(hall: Hall, day: Day) -> None:
    rules = hall.ask(moneyrules.money_rules)
    with pytest.raises(RuleBroken, match="价目里没有 X9") as refusal:
        day.do(moneyrules.change_money_rules, rules=replace(rules, fees=("X9",)))
    assert refusal.value.field == "fee_codes"


def test_only_who_may_change_settings_changes_the_methods(hall: Hall, day: Day) -> None:
    rules = hall.ask(moneyrules.money_rules)
    with pytest.raises(RuleBroken):
        day.do(moneyrules.change_money_rules, "1032", rules=rules)
