"""预收结算 at the counter: found by number, settled, invoiced from the list, voided with a hand."""

from collections.abc import Callable
from typing import Any

import pytest

from hall_desk.domain.people import Staff
from hall_desk.domain.settlements import Settlement
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.counter_charge_state import SettleView
from hall_desk.presenters.counter_money_state import VouchersView
from hall_desk.presenters.counter_state import Panel
from hall_desk.usecases import settlements
from tests.conftest import MANAGER, Day
from tests.usecases.money import give_back, pay
from tests.usecases.test_refunds import next_day
from tests.usecases.test_settlements import NUMBER, RED, ahead, bill


@pytest.fixture
def counter(day: Day) -> CounterPresenter:
    """Window 3 with its clerk, 200.00 taken in advance before."""
    day.count_float()
    ahead(day)
    staff = day.ask(lambda reading: reading.get(Staff, staff_no="1032"))
    presenter = CounterPresenter(Desk(hall=day.hall, runner=SyncRunner()), WindowNo(3), staff)
    presenter.refresh()
    return presenter


def shown(counter: CounterPresenter) -> SettleView:
    return counter.build().panel.settle


def listed(counter: CounterPresenter) -> VouchersView:
    return counter.build().panel.vouchers


def settle(counter: CounterPresenter, fen: int, period: str = "2026-02", words: str = "") -> None:
    """Typed and recorded."""
    for name, value in (("amount_fen", fen), ("period", period), ("words", words)):
        counter.type_settle(name, value)
    counter.ask_settle()


def kept(day: Day) -> list[Settlement]:
    found: list[Settlement] = day.ask(lambda reading: reading.all(Settlement))
    return found


def signs(staff_no: str, asked: list[str]) -> Callable[[str, Callable[[str], None]], None]:
    def _sign(sentence: str, then: Callable[[str], None]) -> None:
        asked.append(sentence)
        then(staff_no)

    return _sign


@pytest.mark.rule("25")
def test_a_prepayment_of_the_list_is_settled_and_says_what_is_left(
    day: Day, counter: CounterPresenter
) -> None:
    counter.open_vouchers()
    view = listed(counter)
    assert (view.ahead, view.invoice) == (True, "预收余额 200.00 元，结算时开数电票")
    counter.open_settle()
    assert counter.panel is Panel.SETTLE
    assert shown(counter).title == "YS-000001 · 预收余额 200.00 元"
    settle(counter, 8640)
    assert "JS-000001，2026-02 电费 86.40 元已记；数电票待开" in counter.message.text
    view_after = shown(counter)
    assert view_after.title == "YS-000001 · 预收余额 113.60 元"
    assert [words for _, words in view_after.settled] == ["2026-02 86.40 待开票"]
    assert (view_after.amount_fen, view_after.period) == (None, "")
    counter.open_vouchers()
    counter.choose_voucher(listed(counter).lines[0].payment_id)
    assert listed(counter).invoice == "预收余额 113.60 元，已结算 86.40 元"
    (one,) = kept(day)
    assert (one.staff_no, one.amount_fen) == ("1032", 8640)


def test_digits_mean_a_prepayment_and_of_what_is_none_the_panel_says_why(
    day: Day, counter: CounterPresenter
) -> None:
    pay(day, 500)
    counter.open_settle()
    assert shown(counter).title == ""
    counter.ask_settle()
    assert counter.message.field == "voucher_no"
    counter.find_prepayment("1")
    assert shown(counter).number == "YS-000001"
    counter.find_prepayment("sj-1")
    view = shown(counter)
    assert (view.title, view.off) == ("SJ-000001", "凭证 SJ-000001 不是预收款，不用结算")
    assert view.off in view.lines
    counter.find_prepayment("99")
    assert (shown(counter).error, shown(counter).error_field) == (
        "没有凭证 YS-000099。",
        "voucher_no",
    )
    counter.open_settle()
    assert counter.panel is Panel.NONE


def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    counter: CounterPresenter,
) -> None:
    counter.open_settle()
    counter.find_prepayment("1")
    for field, fen, period in (
        ("settle_amount", 20_001, "2026-02"),
        ("period", 100, "二月"),
        ("period", 100, "2027-01"),
    ):
        settle(counter, fen, period, "合表")
        view = shown(counter)
        assert (view.error_field, view.amount_fen, view.period, view.words) == (
            field,
            fen,
            period,
            "合表",
        )
        counter.type_settle("words", "合表")
        assert shown(counter).error == ""


@pytest.mark.rule("25")
def test_its_invoice_is_owed_in_the_list_until_the_number_is_recorded(
    hall: Any, day: Day, counter: CounterPresenter
) -> None:
    counter.open_settle()
    counter.find_prepayment("1")
    settle(counter, 8640)
    counter.open_vouchers()
    (line,) = [each for each in listed(counter).lines if each.code == "JS-000001"]
    assert (line.amount, line.method, line.mark, line.owed) == ("86.40", "预收结算", "待开票", True)
    counter.choose_voucher(line.payment_id)
    view = listed(counter)
    assert (view.settled, view.title) == (True, "JS-000001 · 结算 86.40 元")
    counter.open_void()
    assert "在预收结算里作废" in counter.message.text
    counter.reprint_voucher()
    assert "没有凭证可补打" in counter.message.text
    counter.open_invoice()
    assert listed(counter).invoice_fen == "86.40"
    counter.set_invoice("invoice_fen", "86.41")
    counter.set_invoice_no(NUMBER)
    counter.record_invoice()
    assert counter.message.field == "invoice_fen"
    counter.set_invoice("invoice_fen", "86.40")
    counter.record_invoice()
    assert counter.message.text == f"结算 JS-000001 已登记数电票 {NUMBER}。"
    assert kept(day)[0].invoice_no == NUMBER
    (line,) = [each for each in listed(counter).lines if each.code == "JS-000001"]
    assert (line.mark, line.owed) == ("", False)
    counter.leave_for_later()
    assert "已开数电票" in counter.message.text


def test_one_of_an_earlier_day_stands_in_the_list_until_the_customer_asks_later(
    hall: Any, day: Day, counter: CounterPresenter
) -> None:
    counter.open_settle()
    counter.find_prepayment("1")
    settle(counter, 8640)
    next_day(hall, day)
    counter.refresh()
    counter.open_vouchers()
    (line,) = listed(counter).lines
    assert (line.code, line.time) == ("JS-000001", "03-12")
    counter.choose_voucher(line.payment_id)
    counter.leave_for_later()
    assert "客户稍后索取" in counter.message.text
    assert listed(counter).lines == ()


@pytest.mark.rule("25")
def test_a_wrong_one_is_voided_by_two_and_its_red_letter_invoice(
    day: Day, counter: CounterPresenter
) -> None:
    asked: list[str] = []
    counter.needs_approval = signs(MANAGER, asked)
    counter.open_settle()
    counter.find_prepayment("1")
    settle(counter, 8640)
    day.do(
        settlements.record_settlement_invoice, "1032", settlement_id=kept(day)[0].id, number=NUMBER
    )
    counter.find_prepayment("1")
    counter.choose_settlement(shown(counter).settled[0][0])
    view = shown(counter)
    assert (view.void_title, view.red_wanted) == ("作废 JS-000001 · 86.40 元", True)
    assert view.red_date == "2026-03-12"
    counter.type_settle("reason", "账期录错")
    counter.ask_settle()
    assert (shown(counter).error_field, shown(counter).reason) == ("red_invoice_no", "账期录错")
    counter.type_settle("red_no", RED)
    counter.type_settle("red_date", "昨天")
    counter.ask_settle()
    assert shown(counter).error_field == "red_invoice_date"
    assert asked == []
    counter.type_settle("red_date", "2026-03-12")
    counter.ask_settle()
    assert len(asked) == 1
    assert "JS-000001 已作废，86.40 元回到预收余额" in counter.message.text
    (one,) = kept(day)
    assert (one.is_void, one.red_invoice, one.void_approved_by) == (True, RED, MANAGER)
    view = shown(counter)
    assert (view.chosen, view.settled) == ("", ())
    assert view.title == "YS-000001 · 预收余额 200.00 元"
    assert "JS-000001 86.40 元已作废：账期录错" in view.lines
    counter.open_vouchers()
    (line,) = [each for each in listed(counter).lines if each.code == "JS-000001"]
    assert (line.mark, line.void) == ("作废", True)


def test_escape_leaves_the_void_first(counter: CounterPresenter) -> None:
    counter.open_settle()
    counter.find_prepayment("1")
    settle(counter, 100)
    counter.choose_settlement(shown(counter).settled[0][0])
    assert shown(counter).chosen
    counter.fold()
    assert (counter.panel, shown(counter).chosen) == (Panel.SETTLE, "")
    counter.fold()
    assert counter.panel is Panel.NONE


def test_the_refund_panel_offers_no_more_than_is_not_settled(
    day: Day, counter: CounterPresenter
) -> None:
    counter.open_settle()
    counter.find_prepayment("1")
    settle(counter, 15_000)
    counter.open_refund()
    counter.find_refund("YS-1")
    view = counter.build().panel.refund
    assert (view.title, view.amount_fen) == ("YS-000001 · 可退 50.00 元", 5_000)
    assert "已结算 150.00 元，不能退" in view.lines
    (prepaid,) = {each.payment_id for each in kept(day)}
    assert prepaid
    counter.type_refund("method", "CASH")
    counter.type_refund("amount_fen", 5_001)
    counter.type_refund("reason", "R4")
    counter.ask_refund()
    assert "已结算的 150.00 元" in counter.message.text


def test_an_all_settled_prepayment_has_nothing_left(day: Day, counter: CounterPresenter) -> None:
    counter.open_settle()
    counter.find_prepayment("1")
    settle(counter, 12_000)
    prepaid = counter.settling.payment
    assert prepaid is not None
    give_back(day, prepaid, 8_000)
    counter.find_prepayment("1")
    view = shown(counter)
    assert view.off == "凭证 YS-000001 的预收款已没有余额"
    assert "已结算 120.00 元，已退 80.00 元" in view.lines
    counter.choose_settlement(view.settled[0][0])
    assert shown(counter).chosen


def test_the_oldest_imported_bill_fills_the_fields(day: Day, counter: CounterPresenter) -> None:
    bill(day, 8640, "2026-01")
    bill(day, 9215)
    counter.open_settle()
    counter.find_prepayment("1")
    view = shown(counter)
    assert (view.amount_fen, view.period) == (8640, "2026-01")
    assert "未缴账单 2026-01 86.40 元、2026-02 92.15 元" in view.lines
    counter.ask_settle()
    view = shown(counter)
    assert (view.amount_fen, view.period) == (9215, "2026-02")
    counter.ask_settle()
    view = shown(counter)
    assert (view.amount_fen, view.period) == (None, "")
    assert view.title == "YS-000001 · 预收余额 21.45 元"
    bill(day, 2146, "2026-03")
    counter.find_prepayment("1")
    assert shown(counter).amount_fen is None, "more than is left is not offered"
