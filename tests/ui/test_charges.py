"""Charges at the real window by keys: mixed payments, many accounts, fees, deposits, refunds."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.domain.charges import AccountDue, Asked
from hall_desk.domain.payments import Charge, Payment
from hall_desk.domain.refunds import Refund
from hall_desk.presenters.counter_state import Panel
from hall_desk.ui.counter.chargepanels import AccountsPanel, ChargePanel
from hall_desk.usecases import bills, deposits, payments, reconnections
from tests.conftest import MANAGER, PASSWORDS, Day
from tests.ui.gallery_charges import ACCOUNT, rules
from tests.ui.test_pages import write
from tests.ui.test_station import Clerk
from tests.usecases.money import pay

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clerk(day: Day, qtbot: QtBot) -> Iterator[Clerk]:
    """1032 at window 3 with the float counted, fees and bills known."""
    day.count_float()
    rules(day)
    made = Clerk(day, qtbot)
    yield made
    made.station.close()
    made.program.close()


def begin(clerk: Clerk, service: str = "A01") -> None:
    """F2, F3: a customer with that service."""
    clerk.day.issue(service)
    clerk.presenter.refresh()
    clerk.press(Key.Key_F2)
    clerk.press(Key.Key_F3)


def shown(clerk: Clerk) -> Panel:
    """The panel unfolded now."""
    return clerk.presenter.panel


def paid(clerk: Clerk) -> Payment:
    """The newest payment."""
    return clerk.vouchers()[-1]


def test_a_card_takes_a_part_and_cash_the_rest_with_its_change(clerk: Clerk) -> None:
    begin(clerk)
    clerk.type("86.4")
    clerk.press(Key.Key_Return)
    clerk.presenter.take_payment("POS")
    QApplication.processEvents()
    cash = clerk.window.cash
    cash.received.setFocus()
    cash.received.selectAll()
    clerk.type("50")
    assert cash.print.text() == "先收这部分"
    cash.slip.setFocus()
    clerk.type("000817")
    clerk.press(Key.Key_Return)
    assert "还差 36.40 元" in cash.parts.text()
    cash.received.setFocus()
    clerk.type("40")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F4)
    payment = paid(clerk)
    assert (payment.due_fen, payment.received_fen, payment.change_fen) == (8640, 9000, 360)
    tenders = clerk.day.ask(payments.tenders_of, payment.id)
    assert [(t.method, t.amount_fen, t.slip_no) for t in tenders] == [
        ("POS", 5000, "000817"),
        ("CASH", 3640, ""),
    ]


@pytest.mark.rule("6(5)")
def test_an_account_number_among_the_amounts_stays_framed_and_takes_nothing(clerk: Clerk) -> None:
    begin(clerk)
    clerk.type("86.4")
    clerk.press(Key.Key_Return)
    clerk.presenter.take_payment("CASH", said=False)
    QApplication.processEvents()
    cash = clerk.window.cash
    cash.received.setFocus()
    clerk.type("36000123")
    assert cash.error.text() == "找零超过 1 万元，请核对实收。"
    assert cash.received.property("wrong")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F4)
    assert cash.is_open()
    assert cash.received.value() == 3_600_012_300
    assert clerk.vouchers() == []
    cash.received.selectAll()
    clerk.type("100")
    assert (cash.error.text(), cash.received.property("wrong")) == ("", False)
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F4)
    assert paid(clerk).change_fen == 1360


def test_over_the_open_dialog_the_duty_manager_confirms_the_clock(clerk: Clerk) -> None:
    begin(clerk)
    right = clerk.day.clock.now()
    clerk.day.clock.advance(7200)
    clerk.day.do(payments.note_reprint, payment_id=pay(clerk.day, 500).id)
    clerk.day.clock.set(right)
    clerk.type("86.4")
    clerk.press(Key.Key_Return)
    clerk.type("100")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F4)
    assert clerk.station.approval_dialog.is_open()
    assert "慢了 2 小时" in clerk.station.approval_dialog.sentence.text()
    clerk.approve(MANAGER, PASSWORDS[MANAGER])
    cash = clerk.window.cash
    assert cash.is_open()
    assert cash.received.value() == 10_000
    clerk.press(Key.Key_F4)
    assert paid(clerk).change_fen == 1360


def test_an_account_just_added_is_in_sight(clerk: Clerk) -> None:
    begin(clerk)
    clerk.press(Key.Key_M, CTRL)
    for n in range(12):
        clerk.presenter.add_account(f"36000000001{n:02d}", "", 100)
    panel = clerk.window.findChild(AccountsPanel)
    assert panel is not None
    QApplication.processEvents()
    last = panel.table.visualRect(panel.table.model().index(11, 0))
    assert panel.table.viewport().rect().contains(last.center())


def test_an_error_of_many_accounts_is_not_told_at_the_single_one(clerk: Clerk) -> None:
    begin(clerk)
    clerk.press(Key.Key_M, CTRL)
    clerk.type("123")
    clerk.press(Key.Key_Return)
    assert clerk.presenter.message.field == "account_no"
    clerk.presenter.add_account(ACCOUNT, "", 100)
    clerk.type("123")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return, CTRL)
    assert shown(clerk) is Panel.NONE
    assert not clerk.presenter.message.text
    assert not clerk.window.right.money.account.property("wrong")


@pytest.mark.rule("6(5)")
def test_after_too_little_the_next_amount_typed_replaces_it(clerk: Clerk) -> None:
    begin(clerk)
    clerk.type("123")
    clerk.press(Key.Key_Return)
    clerk.type("100")
    clerk.press(Key.Key_Return)
    assert clerk.window.right.money.received_label.text() == "实收少了 23.00 元。"
    clerk.type("200")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F4)
    assert (paid(clerk).received_fen, paid(clerk).change_fen) == (20_000, 7_700)


@pytest.mark.rule("6(5)")
def test_another_amount_typed_over_the_dialogs_own_replaces_it(clerk: Clerk) -> None:
    begin(clerk)
    clerk.type("123")
    clerk.press(Key.Key_Return)
    clerk.type("200")
    clerk.press(Key.Key_Return)
    cash = clerk.window.cash
    assert cash.is_open()
    clerk.type("500")
    assert (cash.received.value(), cash.change.text()) == (50_000, "377.00")
    assert clerk.presenter.draft.said_received_at is None
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F4)
    assert (paid(clerk).received_fen, paid(clerk).change_fen) == (50_000, 37_700)


@pytest.mark.rule("6(5)")
@pytest.mark.parametrize(("due", "kinds"), [("123", 5), ("313.32", 11), ("0.01", 9)])
def test_every_note_and_coin_to_give_back_is_shown_whole(
    clerk: Clerk, due: str, kinds: int
) -> None:
    begin(clerk)
    clerk.type(due)
    clerk.press(Key.Key_Return)
    clerk.type("500")
    clerk.press(Key.Key_Return)
    QApplication.processEvents()
    cash = clerk.window.cash
    shown = [tile for tile in cash.notes if tile.isVisible()]
    assert len(shown) == kinds
    for tile in shown:
        assert tile.size() == tile.sizeHint()
        assert cash.notes_card.rect().contains(tile.geometry())
    note = cash.notes_card.mapTo(cash, cash.notes_card.rect().bottomLeft()).y()
    assert note < cash.main.mapTo(cash, cash.main.rect().topLeft()).y() - 40


def test_the_words_at_a_wrong_account_are_not_cut(clerk: Clerk) -> None:
    begin(clerk)
    money = clerk.window.right.money
    money.account.setFocus()
    clerk.type("123")
    clerk.press(Key.Key_Tab)
    assert money.account.property("wrong")
    label = money.account_label
    assert label.text() == "10 或 13 位"
    assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()


def test_a_part_is_taken_back_with_a_key(clerk: Clerk) -> None:
    begin(clerk)
    clerk.type("86.4")
    clerk.presenter.take_payment("POS")
    clerk.presenter.set_received(5000)
    QApplication.processEvents()
    clerk.press(Key.Key_Return)
    assert clerk.presenter.draft.rest_fen == 3640
    clerk.press(Key.Key_Backspace, CTRL)
    draft = clerk.presenter.draft
    assert (draft.parts, draft.method, draft.received_fen) == ((), "POS", 8640)


def test_a_cheque_stops_at_its_number(clerk: Clerk) -> None:
    begin(clerk)
    clerk.type("86.4")
    clerk.presenter.take_payment("CHEQUE")
    QApplication.processEvents()
    clerk.press(Key.Key_Return)
    cash = clerk.window.cash
    assert "请填支票/进账单的单号" in cash.error.text()
    assert clerk.window.focusWidget() is cash.slip
    clerk.type("2201")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return)
    (tender,) = clerk.day.ask(payments.tenders_of, paid(clerk).id)
    assert (tender.method, tender.slip_no) == ("CHEQUE", "2201")


@pytest.mark.rule("6(5)")
def test_no_voucher_of_a_mixed_payment_before_both_ticks(clerk: Clerk) -> None:
    begin(clerk)
    clerk.type("86.4")
    clerk.presenter.take_payment("POS")
    clerk.presenter.set_received(5000)
    QApplication.processEvents()
    clerk.press(Key.Key_Return)
    clerk.window.cash.received.setFocus()
    clerk.type("40")
    clerk.press(Key.Key_F4)
    assert clerk.vouchers() == []
    assert not clerk.window.cash.main.isEnabled()
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F4)
    assert len(clerk.vouchers()) == 1


@pytest.mark.rule("19(3)")
def test_only_methods_switched_on_are_offered(clerk: Clerk) -> None:
    from dataclasses import replace

    from hall_desk.usecases import moneyrules

    old = clerk.day.ask(moneyrules.money_rules)
    clerk.day.do(moneyrules.change_money_rules, rules=replace(old, methods=("CASH", "QR")))
    begin(clerk)
    money = clerk.window.right.money
    assert [button.text() for button in money.method_buttons] == ["扫码"]


def test_twelve_accounts_by_keys_are_one_voucher_and_one_change(clerk: Clerk) -> None:
    begin(clerk)
    clerk.press(Key.Key_M, CTRL)
    assert shown(clerk) is Panel.ACCOUNTS
    for n in range(1, 12):
        clerk.type(f"36000000{n:05d}")
        clerk.press(Key.Key_Return)
    clerk.type("3600000000999")  # no bill of it was imported
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return)
    clerk.type("10.5")
    clerk.press(Key.Key_Return)
    panel = clerk.window.right.accounts
    assert panel.table.row_count() == 12
    clerk.press(Key.Key_Return, CTRL)
    assert shown(clerk) is Panel.NONE
    clerk.type("1100")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F4)
    payment = paid(clerk)
    due = sum(8037 + n * 100 for n in range(1, 12)) + 1050
    assert (payment.due_fen, payment.change_fen) == (due, 110_000 - due)
    assert len(payment.lines) == 12
    assert sum(line.bill_id is not None for line in payment.lines) == 11


@pytest.mark.parametrize("panel", [Panel.ACCOUNTS, Panel.FEES])
@pytest.mark.parametrize("height", [768, 730, 660])
def test_the_way_on_is_in_sight_however_low_the_window(
    clerk: Clerk, panel: Panel, height: int
) -> None:
    begin(clerk)
    clerk.window.resize(1366, height)
    clerk.presenter.unfold(panel)
    for n in range(1, 12) if panel is Panel.ACCOUNTS else ():
        clerk.presenter.look_up_account(f"36000000{n:05d}")
    QApplication.processEvents()
    shown = clerk.window.right.panel(panel)
    assert isinstance(shown, ChargePanel)
    for part in (shown.take, shown.count):
        assert part.visibleRegion().boundingRect().size() == part.size()


def test_a_wrong_line_is_said_in_the_panel_and_one_is_taken_out(clerk: Clerk) -> None:
    begin(clerk)
    clerk.press(Key.Key_M, CTRL)
    panel = clerk.window.right.accounts
    clerk.type("123")
    clerk.press(Key.Key_Return)
    assert panel.error.text() == "户号应为 10 或 13 位数字。"
    assert panel.account.text() == "123"
    panel.account.selectAll()
    clerk.type("3600000000001")
    clerk.press(Key.Key_Return)
    assert (panel.table.row_count(), panel.error.isHidden()) == (1, True)
    clerk.press(Key.Key_Delete, CTRL)
    assert panel.table.row_count() == 0
    clerk.press(Key.Key_Escape)
    assert shown(clerk) is Panel.NONE


def test_the_imported_bill_of_one_account_fills_the_pane(clerk: Clerk) -> None:
    begin(clerk)
    money = clerk.window.right.money
    money.account.setFocus()
    clerk.type(ACCOUNT)
    clerk.press(Key.Key_Return)
    assert money.due.value() == 8640 + 9215
    assert money.customer.text() == "苏示"
    money.received.setFocus()
    clerk.type("200")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return)
    assert [line.words for line in paid(clerk).lines] == [
        "居民电费缴纳 2026-01",
        "居民电费缴纳 2026-02",
    ]


def test_a_typed_amount_is_no_imported_bill_any_more(clerk: Clerk) -> None:
    begin(clerk)
    money = clerk.window.right.money
    money.account.setFocus()
    clerk.type(ACCOUNT)
    clerk.press(Key.Key_Return)
    money.due.setFocus()
    money.due.selectAll()
    clerk.type("50")
    clerk.press(Key.Key_Return)
    clerk.type("50")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return)
    payment = paid(clerk)
    assert (payment.due_fen, [line.bill_id for line in payment.lines]) == (5000, [None])


def test_business_fees_are_chosen_from_the_list_and_paid(clerk: Clerk) -> None:
    begin(clerk, "A05")
    clerk.press(Key.Key_M, CTRL)
    assert shown(clerk) is Panel.FEES
    clerk.press(Key.Key_Down)
    clerk.type("2")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return, CTRL)
    assert clerk.window.cash.is_open()
    clerk.type("60")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return)
    payment = paid(clerk)
    assert (payment.kind, payment.due_fen) == (Charge.FEE, 6000)
    assert payment.lines[0].code == "F02"


def test_money_in_advance_takes_the_name_of_a_bill_and_pays_none(clerk: Clerk) -> None:
    begin(clerk, "A03")
    money = clerk.window.right.money
    money.account.setFocus()
    clerk.type(ACCOUNT)
    clerk.press(Key.Key_Return)
    assert (money.due.value(), money.customer.text()) == (None, "苏示")
    money.due.setFocus()
    clerk.type("200")
    clerk.press(Key.Key_Return)
    clerk.type("200")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return)
    payment = paid(clerk)
    assert (payment.voucher_code, payment.customer_name) == ("YS-000001", "苏示")
    assert [line.bill_id for line in payment.lines] == [None]
    assert len(clerk.day.ask(bills.open_bills, ACCOUNT)) == 2


def test_many_accounts_pay_in_advance_and_no_bill_is_added(clerk: Clerk) -> None:
    begin(clerk, "A03")
    clerk.press(Key.Key_M, CTRL)
    panel = clerk.window.right.accounts
    for amount in ("100", "50"):
        clerk.type("3600000000001" if amount == "100" else "3600000000002")
        clerk.press(Key.Key_Return)
        assert panel.customer.hasFocus()
        clerk.press(Key.Key_Return)
        clerk.type(amount)
        clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return, CTRL)
    clerk.type("150")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F4)
    payment = paid(clerk)
    assert [(line.amount_fen, line.bill_id) for line in payment.lines] == [
        (10_000, None),
        (5_000, None),
    ]
    assert payment.kind is Charge.PREPAYMENT


def test_money_in_advance_prints_its_own_paper(clerk: Clerk) -> None:
    begin(clerk, "A03")
    clerk.type("200")
    clerk.press(Key.Key_Return)
    clerk.type("200")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return)
    assert paid(clerk).voucher_code == "YS-000001"
    assert "YS-000001" in [name for name, _ in clerk.printer.papers]


@pytest.mark.rule("22(2)")
def test_paid_arrears_stand_in_my_matters_and_are_closed_there(clerk: Clerk) -> None:
    begin(clerk, "A06")
    money = clerk.window.right.money
    money.account.setFocus()
    clerk.type("3600000000888")
    money.due.setFocus()
    clerk.type("86.4")
    clerk.press(Key.Key_Return)
    clerk.type("100")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F4)
    (task,) = clerk.day.ask(reconnections.open_reconnections, "1032")
    assert task.due_at - paid(clerk).paid_at == timedelta(hours=24)
    clerk.press(Key.Key_J, CTRL)
    clerk.press(Key.Key_Return)
    assert shown(clerk) is Panel.MATTER
    write("柳溪供电所")
    clerk.press(Key.Key_Return)
    clerk.presenter.refresh()
    clerk.press(Key.Key_Return, CTRL)
    assert clerk.day.ask(reconnections.open_reconnections) == []
    assert shown(clerk) is Panel.NONE


@pytest.mark.rule("21(7)")
def test_a_deposit_out_of_tolerance_goes_back_with_a_second_person(clerk: Clerk) -> None:
    begin(clerk)
    clerk.presenter.add_item("B28")
    assert clerk.presenter.facts is not None
    clerk.presenter.switch_item(clerk.presenter.facts.items[-1].position)
    QApplication.processEvents()
    clerk.press(Key.Key_F6)
    assert shown(clerk) is Panel.DEPOSIT
    for text in (ACCOUNT, "", "13800000000", "1234"):
        clerk.type(text)
        clerk.press(Key.Key_Return)
    assert clerk.window.cash.is_open()
    clerk.type("25")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return)
    deposit = paid(clerk)
    assert deposit.voucher_code == "YJ-000001"
    (test,) = clerk.day.ask(deposits.open_tests, "1032")
    clerk.presenter.open_matter(f"test:{test.id}")
    panel = clerk.window.right.matter
    panel.outcomes.setFocus()
    clerk.press(Key.Key_Right)
    clerk.press(Key.Key_Right)
    panel.fields[0].setFocus()
    clerk.type("J88")
    panel.methods.setFocus()
    clerk.press(Key.Key_1)
    clerk.press(Key.Key_Return, CTRL)
    clerk.approve(MANAGER, PASSWORDS[MANAGER])
    (refund,) = clerk.day.ask(lambda reading: reading.all(Refund))
    assert (refund.payment_id, refund.amount_fen) == (deposit.id, 2500)
    assert "TK-000001" in [name for name, _ in clerk.printer.papers]
    (again,) = clerk.day.ask(deposits.open_tests, "1032")
    assert again.to_adjust


def test_a_refund_by_keys_is_signed_numbered_and_printed(clerk: Clerk) -> None:
    begin(clerk)
    clerk.type("86.4")
    clerk.press(Key.Key_Return)
    clerk.type("100")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F4)
    clerk.press(Key.Key_G, CTRL)
    clerk.press(Key.Key_U, CTRL)
    panel = clerk.window.right.refund
    assert clerk.window.focusWidget() is panel.amount
    panel.amount.selectAll()
    clerk.type("90")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_1)
    panel.reasons.setFocus()
    clerk.press(Key.Key_1)
    clerk.press(Key.Key_Return, CTRL)
    assert "最多可退 86.40 元" in panel.error.text()
    assert panel.amount.value() == 9000
    panel.amount.setFocus()
    panel.amount.selectAll()
    clerk.type("20")
    clerk.press(Key.Key_Return, CTRL)
    clerk.approve(MANAGER, PASSWORDS[MANAGER])
    (refund,) = clerk.day.ask(lambda reading: reading.all(Refund))
    assert (refund.code, refund.amount_fen, refund.approved_by) == ("TK-000001", 2000, MANAGER)
    assert "可退 66.40 元" in panel.title.text()
    clerk.press(Key.Key_P, CTRL)
    names = [name for name, _ in clerk.printer.papers]
    assert names[-2:] == ["TK-000001", "TK-000001-补打1"]


def several_paid(clerk: Clerk) -> Payment:
    """The bills of three accounts on one voucher."""
    numbers = [f"36000000{n:05d}" for n in (1, 2, 3)]
    found = [bill for each in numbers for bill in clerk.day.ask(bills.open_bills, each)]
    dues = tuple(
        AccountDue(
            account_no=bill.account_no, amount_fen=bill.amount_fen, bill_id=bill.id,
            customer_name=bill.customer_name, period=bill.period,
        )
        for bill in found
    )  # fmt: skip
    due = sum(bill.amount_fen for bill in found)
    payment = pay(clerk.day, due, asked=Asked(accounts=dues))
    clerk.presenter.refresh()
    QApplication.processEvents()
    return payment


def test_the_accounts_of_a_refund_are_ticked_by_keys_and_the_amount_follows(clerk: Clerk) -> None:
    payment = several_paid(clerk)
    clerk.press(Key.Key_G, CTRL)
    clerk.press(Key.Key_U, CTRL)
    panel = clerk.window.right.refund
    assert clerk.window.focusWidget() is panel.parts
    assert panel.amount.value() == payment.due_fen
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Space)
    assert panel.parts_label.text() == "已选 1 项，合计 82.37 元"
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Space)
    assert panel.amount.value() == 8237 + 8337
    clerk.press(Key.Key_Space)
    assert clerk.window.focusWidget() is panel.parts
    clerk.press(Key.Key_Return)
    assert clerk.window.focusWidget() is panel.amount
    assert panel.amount.value() == 8237
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_1)
    panel.reasons.setFocus()
    clerk.press(Key.Key_1)
    clerk.press(Key.Key_Return, CTRL)
    clerk.approve(MANAGER, PASSWORDS[MANAGER])
    (refund,) = clerk.day.ask(lambda reading: reading.all(Refund))
    assert [(line.line, line.amount_fen) for line in refund.lines] == [(2, 8237)]
    assert clerk.presenter.message.text == (
        "退款 TK-000001，82.37 元（第 2 项）已记；账单恢复未缴。"
    )
    assert "TK-000001 已退 82.37 元（第 2 项）" in panel.lines.text()
    assert [panel.parts.key_at(row) for row in range(panel.parts.row_count())] == ["1", "3"]
    assert clerk.day.ask(bills.open_bills, "3600000000002")


def test_a_smaller_amount_without_a_tick_is_refused_before_anybody_signs(clerk: Clerk) -> None:
    several_paid(clerk)
    clerk.press(Key.Key_G, CTRL)
    clerk.press(Key.Key_U, CTRL)
    panel = clerk.window.right.refund
    clerk.press(Key.Key_Return)
    panel.amount.selectAll()
    clerk.type("20")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_1)
    panel.reasons.setFocus()
    clerk.press(Key.Key_1)
    clerk.press(Key.Key_Return, CTRL)
    assert "请选退的是哪一项" in panel.error.text()
    assert panel.amount.value() == 2000
    assert clerk.window.focusWidget() is panel.parts, "what is wrong is in sight and in hand"
    clerk.press(Key.Key_Home)
    clerk.press(Key.Key_Space)
    assert panel.error.text() == ""
    assert (panel.amount.value(), panel.methods.current()) == (8137, "CASH")
    where = panel.parts.visualRect(panel.parts.model().index(1, 0)).center()
    QTest.mouseClick(panel.parts.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert panel.parts_label.text() == "已选 2 项，合计 163.74 元"


def test_a_voucher_of_another_window_is_found_by_its_number(clerk: Clerk) -> None:
    from tests.usecases.money import handed

    clerk.day.count_float(1)
    clerk.day.do(
        payments.take_payment, "1008", window=1, takings=handed(clerk.day.clock, 700),
        purpose="居民电费缴纳",
    )  # fmt: skip
    clerk.press(Key.Key_U, CTRL)
    clerk.type("99")
    clerk.press(Key.Key_Return)
    panel = clerk.window.right.refund
    assert panel.unknown.text() == "没有凭证 SJ-000099。"
    assert panel.unknown.isVisible()
    assert not panel.error.isVisible(), "said at the number, and once"
    panel.number.selectAll()
    clerk.type("1")
    clerk.press(Key.Key_Return)
    assert panel.title.text() == "SJ-000001 · 可退 7.00 元"


def test_every_field_and_key_of_the_new_panels_has_a_name(clerk: Clerk) -> None:
    begin(clerk)
    for panel in (Panel.ACCOUNTS, Panel.FEES, Panel.DEPOSIT, Panel.REFUND, Panel.MATTER):
        clerk.presenter.unfold(panel)
        QApplication.processEvents()
        widget = clerk.window.right.panel(panel)
        nameless = [
            child.objectName()
            for child in widget.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and not child.accessibleName()
        ]
        assert nameless == [], panel
