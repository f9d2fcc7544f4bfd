"""Today's vouchers of a clerk: the list, 补打, 作废 with a second person, the cash expected."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from hall_desk.domain.payments import CASH, Payment
from hall_desk.domain.people import Staff
from hall_desk.domain.refunds import RED_OWED
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.counter_money_state import VouchersView
from hall_desk.presenters.counter_state import Panel
from hall_desk.store import schema
from hall_desk.store.faults import StoreUnavailable
from hall_desk.usecases import payments, reporting, tills
from tests.conftest import MANAGER, Day
from tests.usecases.test_invoices import refund


@pytest.fixture
def counter(day: Day) -> CounterPresenter:
    """Window 3 with its clerk; the drawer holds 500 yuan; a customer is being served."""
    day.count_float()
    staff = day.ask(lambda reading: reading.get(Staff, staff_no="1032"))
    presenter = CounterPresenter(Desk(hall=day.hall, runner=SyncRunner()), WindowNo(3), staff)
    day.issue("A01")
    presenter.refresh()
    presenter.call_next()
    presenter.start()
    return presenter


def pay(counter: CounterPresenter, due: int, method: str = CASH) -> None:
    """The customer pays."""
    counter.set_due(due)
    counter.set_received(due)
    counter.take_payment(method)
    if method != CASH:
        counter.say_received()
    counter.pay(finish=False)


def listed(counter: CounterPresenter) -> VouchersView:
    """The panel as shown."""
    return counter.build().panel.vouchers


def approved_by(staff_no: str, asked: list[str]) -> Callable[[str, Callable[[str], None]], None]:
    """Somebody signs at once; what was asked is kept."""

    def _sign(sentence: str, then: Callable[[str], None]) -> None:
        asked.append(sentence)
        then(staff_no)

    return _sign


def void(counter: CounterPresenter, reason: str = "V1") -> None:
    """作废 of the chosen voucher."""
    counter.open_void()
    counter.choose_void_reason(reason)
    counter.ask_void()


def test_the_list_is_the_clerks_own_newest_first(day: Day, counter: CounterPresenter) -> None:
    day.count_float(1)
    other = payments.Takings(
        due_fen=700,
        received_fen=700,
        method=CASH,
        spoken_received_at=day.clock.now(),
        spoken_change_at=day.clock.now(),
    )
    day.do(payments.take_payment, "1008", window=WindowNo(1), takings=other, purpose="电费")
    pay(counter, 8640)
    day.clock.advance(60)
    pay(counter, 2000, "POS")
    counter.open_vouchers()
    shown = listed(counter)
    assert [(line.code, line.amount, line.mark) for line in shown.lines] == [
        ("SJ-000003", "20.00", ""),
        ("SJ-000002", "86.40", ""),
    ]
    assert shown.chosen == shown.lines[0].payment_id
    assert shown.title == "SJ-000003 · 20.00 元"
    counter.open_vouchers()
    assert counter.panel is Panel.NONE


def test_a_void_needs_a_reason_and_names_what_is_signed(counter: CounterPresenter) -> None:
    pay(counter, 8640)
    asked: list[str] = []
    counter.needs_approval = approved_by(MANAGER, asked)
    counter.open_vouchers()
    counter.open_void()
    counter.ask_void()
    assert (counter.message.field, asked) == ("reason", [])
    counter.choose_void_reason("V1")
    counter.ask_void()
    assert "SJ-000001" in asked[0]
    assert "86.40" in asked[0]
    assert "金额错误" in asked[0]
    shown = listed(counter)
    assert (shown.lines[0].mark, shown.voiding) == ("作废", False)
    assert shown.void_note.endswith(f"{MANAGER} 周明岚 批准")
    assert counter.message.text == "凭证 SJ-000001 已作废，请收回客户联。"
    counter.open_void()
    assert counter.message.text == "凭证 SJ-000001 已作废。"


def test_nothing_chosen_is_lost_when_the_void_is_refused(
    counter: CounterPresenter, monkeypatch: pytest.MonkeyPatch
) -> None:
    pay(counter, 8640)
    counter.open_vouchers()
    counter.needs_approval = approved_by("1032", [])
    void(counter, "V2")
    shown = listed(counter)
    assert (shown.voiding, shown.reason) == (True, "V2")
    assert counter.message.field == "approver"
    hall_do = counter.desk.hall.do

    def _down(*_: Any, **__: Any) -> None:
        raise StoreUnavailable("数据库暂时连不上。")

    counter.needs_approval = approved_by(MANAGER, [])
    monkeypatch.setattr(counter.desk.hall, "do", _down)
    counter.ask_void()
    assert listed(counter).reason == "V2"
    monkeypatch.setattr(counter.desk.hall, "do", hall_do)
    counter.retry()
    assert listed(counter).lines[0].void


def test_the_void_is_printed_and_a_fault_says_so(counter: CounterPresenter) -> None:
    pay(counter, 8640)
    printed: list[bool] = []
    counter.needs_approval = approved_by(MANAGER, [])

    def _jam(payment: Payment) -> None:
        printed.append(payment.is_void)
        raise PaperFault("缺纸，请装纸。")

    counter.print_voucher = _jam
    counter.open_vouchers()
    void(counter)
    assert printed == [True]
    assert "已作废，打印机没有出纸" in counter.build().banner.text


def test_the_customer_can_pay_again_after_the_void(counter: CounterPresenter) -> None:
    pay(counter, 8640)
    counter.needs_approval = approved_by(MANAGER, [])
    counter.open_vouchers()
    void(counter)
    assert counter.build().money.paid == ()
    pay(counter, 8460)
    assert [line.code for line in counter.build().money.paid] == ["SJ-000002"]


def test_the_cash_expected_is_the_last_float_and_what_was_kept_and_the_clerk_does_not_see_it(
    day: Day, counter: CounterPresenter
) -> None:
    assert counter.build().today.cash == "500.00"
    day.do(payments.count_float, "1032", window=WindowNo(3), amount_fen=30_000)
    pay(counter, 8640)
    pay(counter, 1000)
    pay(counter, 5000, "POS")
    counter.needs_approval = approved_by(MANAGER, [])
    counter.open_vouchers()
    counter.choose_voucher(listed(counter).lines[1].payment_id)
    void(counter)
    counter.refresh()
    assert counter.build().today.cash == "300.00"
    till = day.ask(tills.till_of, date(2026, 3, 12), "1032")
    assert till.sums.expected_fen == 38_640
    report = day.ask(reporting.daily_report, None, verified=True)
    assert report.money.cash.expected_fen == 38_640


def test_a_reprint_counts(counter: CounterPresenter) -> None:
    counter.open_vouchers()
    counter.reprint_voucher()
    assert counter.message.text == "今天还没有收款凭证。"
    counter.open_vouchers()
    pay(counter, 8640)
    counter.open_vouchers()
    counter.reprint_voucher()
    assert listed(counter).lines[0].mark == "补打1"
    assert "已补打 1 次" in listed(counter).note


def test_a_service_without_papers_says_so_and_is_not_ticked_off(
    counter: CounterPresenter,
) -> None:
    counter.add_item("C02")
    counter.switch_item(2)
    card = counter.build().card
    assert (card.paperless, card.complete, card.papers) == (True, False, ())
    counter.switch_item(1)
    assert not counter.build().card.paperless


def owe(day: Day, payment_id: int) -> None:
    """The customer wants the e-invoice now, as for a paid service."""
    with day.hall.store.write() as turn:
        table = schema.payment
        turn.conn.execute(table.update().where(table.c.id == payment_id).values(invoice="owed"))


@pytest.mark.rule("25")
def test_an_owed_invoice_has_its_chip_until_the_number_is_recorded(
    day: Day, counter: CounterPresenter
) -> None:
    pay(counter, 8640)
    counter.open_vouchers()
    chosen = listed(counter).chosen
    assert chosen is not None
    assert listed(counter).invoice == "数电票：客户稍后索取"
    owe(day, chosen)
    counter.refresh()
    shown = listed(counter)
    assert (shown.lines[0].mark, shown.lines[0].owed, shown.later_why) == ("待开票", True, "")
    counter.open_invoice()
    counter.set_invoice_no("123")
    counter.record_invoice()
    assert counter.message.field == "invoice_no"
    assert (listed(counter).invoicing, listed(counter).invoice_no) == (True, "123")
    counter.set_invoice_no("26362000000000000001")
    assert counter.message.text == ""
    counter.record_invoice()
    shown = listed(counter)
    assert (shown.lines[0].mark, shown.invoicing) == ("", False)
    assert shown.invoice == "数电票：已开 26362000000000000001"
    assert "已登记数电票" in counter.message.text
    counter.leave_for_later()
    assert counter.message.text == "凭证 SJ-000001 已开数电票。"


@pytest.mark.rule("25")
def test_the_customer_asks_later(day: Day, counter: CounterPresenter) -> None:
    counter.open_vouchers()
    counter.leave_for_later()
    assert counter.message.text == "今天还没有收款凭证。"
    counter.open_vouchers()
    pay(counter, 8640)
    counter.open_vouchers()
    owe(day, listed(counter).chosen or 0)
    counter.refresh()
    counter.leave_for_later()
    assert listed(counter).lines[0].mark == ""
    assert counter.message.text == "凭证 SJ-000001 已记客户稍后索取数电票。"


@pytest.mark.rule("25")
def test_an_owed_one_of_an_earlier_day_is_listed_last(day: Day, counter: CounterPresenter) -> None:
    pay(counter, 8640)
    counter.open_vouchers()
    old = listed(counter).chosen or 0
    owe(day, old)
    with day.hall.store.write() as turn:
        table = schema.payment
        moved = table.update().where(table.c.id == old)
        moved = moved.values(business_date=date(2026, 3, 11))
        turn.conn.execute(moved.values(paid_at=datetime(2026, 3, 11, 2, tzinfo=UTC)))
        part = schema.tender
        moved = part.update().where(part.c.payment_id == old)
        turn.conn.execute(moved.values(business_date=date(2026, 3, 11)))
    counter.open_vouchers()
    pay(counter, 1000)
    counter.open_vouchers()
    shown = listed(counter)
    assert [(line.code, line.time) for line in shown.lines][1] == ("SJ-000001", "03-11")
    assert day.ask(tills.till_of, date(2026, 3, 12), "1032").sums.expected_fen == 51_000
    counter.choose_voucher(old)
    counter.open_void()
    assert "已日结" in counter.message.text
    counter.open_invoice()
    counter.set_invoice_no("26362000000000000001")
    counter.record_invoice()
    assert [line.code for line in listed(counter).lines] == ["SJ-000002"]


@pytest.mark.rule("25")
def test_kind_date_and_amount_are_typed_and_what_is_wrong_is_told_at_its_field(
    day: Day, counter: CounterPresenter
) -> None:
    pay(counter, 8640)
    counter.open_vouchers()
    counter.open_invoice()
    shown = listed(counter)
    assert (shown.invoice_kind, shown.invoice_date, shown.invoice_fen) == (
        "普通",
        "2026-03-12",
        "86.40",
    )
    counter.set_invoice_no("26362000000000000001")
    for field, wrong in (("invoice_date", "明天"), ("invoice_fen", "86.41"), ("invoice_fen", "x")):
        right = getattr(counter, field)
        counter.set_invoice(field, wrong)
        counter.record_invoice()
        assert counter.message.field == field
        assert getattr(listed(counter), field) == wrong, "nothing typed is lost"
        counter.set_invoice(field, right)
        assert counter.message.text == ""
    counter.set_invoice("invoice_kind", "专用")
    counter.set_invoice("invoice_fen", "80")
    counter.record_invoice()
    kept = day.ask(lambda reading: reading.all(Payment))[0]
    assert (kept.invoice_kind, kept.invoice_fen, kept.invoice_by) == ("专用", 8000, "1032")
    counter.open_void()
    assert "按退款办理" in counter.message.text


@pytest.mark.rule("25")
def test_a_red_invoice_is_owed_in_the_list_until_its_number_is_recorded(
    day: Day, counter: CounterPresenter
) -> None:
    pay(counter, 8640)
    payment = day.ask(lambda reading: reading.all(Payment))[0]
    given = refund(day, payment, 500, red=RED_OWED, staff_no="1032")
    counter.refresh()
    counter.open_vouchers()
    assert [(line.code, line.mark) for line in listed(counter).lines][-1] == (
        "TK-000001",
        "待红字",
    )
    counter.choose_voucher(-given.id)
    shown = listed(counter)
    assert (shown.red, shown.title, bool(shown.void_why)) == (True, "TK-000001 · 退 5.00 元", True)
    counter.leave_for_later()
    counter.open_invoice()
    counter.set_invoice_no("26362000000000000777")
    counter.record_invoice()
    assert "已登记红字数电票" in counter.message.text
    assert [line.code for line in listed(counter).lines] == ["SJ-000001"]


def test_escape_leaves_the_number_first(counter: CounterPresenter) -> None:
    pay(counter, 8640)
    counter.open_vouchers()
    counter.open_invoice()
    counter.fold()
    assert (counter.panel, listed(counter).invoicing) == (Panel.VOUCHERS, False)
    counter.open_invoice()
    counter.open_void()
    assert (listed(counter).voiding, listed(counter).invoicing) == (True, False)
