"""预收结算 at the real window by keys: found, settled, invoiced, voided with a signature."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.domain.settlements import Settlement
from hall_desk.presenters.counter_state import Panel
from hall_desk.usecases import settlements
from tests.conftest import MANAGER, PASSWORDS, Day
from tests.ui.test_pages import write
from tests.ui.test_station import Clerk
from tests.usecases.test_settlements import NUMBER, RED, ahead, settle

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clerk(day: Day, qtbot: QtBot) -> Iterator[Clerk]:
    """1032 at window 3; 200.00 were taken in advance before."""
    day.count_float()
    ahead(day)
    made = Clerk(day, qtbot)
    yield made
    made.station.close()
    made.program.close()


def kept(clerk: Clerk) -> list[Settlement]:
    found: list[Settlement] = clerk.day.ask(lambda reading: reading.all(Settlement))
    return found


def unfolded(clerk: Clerk) -> Panel:
    return clerk.presenter.panel


@pytest.mark.rule("25")
def test_a_prepayment_is_settled_invoiced_and_voided_by_keys(clerk: Clerk) -> None:
    clerk.press(Key.Key_G, CTRL)
    clerk.press(Key.Key_S, CTRL)
    panel = clerk.window.right.settle
    assert panel.title.text() == "YS-000001 · 预收余额 200.00 元"
    assert clerk.window.focusWidget() is panel.amount
    clerk.type("999")
    clerk.press(Key.Key_Return)
    assert clerk.window.focusWidget() is panel.period
    clerk.type("2026-02")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return)
    assert "最多可结算 200.00 元" in panel.error.text()
    assert (panel.amount.value(), panel.period.text()) == (99_900, "2026-02")
    panel.amount.setFocus()
    panel.amount.selectAll()
    clerk.type("86.4")
    clerk.press(Key.Key_Return, CTRL)
    (one,) = kept(clerk)
    assert (one.code, one.amount_fen, one.period) == ("JS-000001", 8640, "2026-02")
    assert panel.title.text() == "YS-000001 · 预收余额 113.60 元"
    assert clerk.window.focusWidget() is panel.amount
    assert panel.amount.value() is None

    clerk.press(Key.Key_G, CTRL)
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_I, CTRL)
    clerk.type(NUMBER)
    clerk.press(Key.Key_Return)
    assert kept(clerk)[0].invoice_no == NUMBER

    clerk.press(Key.Key_S, CTRL)
    panel.settled.setFocus()
    clerk.press(Key.Key_1)
    assert clerk.window.focusWidget() is panel.reason
    write("账期录错")
    clerk.press(Key.Key_Return)
    assert clerk.window.focusWidget() is panel.red_no
    clerk.press(Key.Key_Return, CTRL)
    assert "请先在税务平台开红字" in panel.error.text()
    clerk.type(RED)
    clerk.press(Key.Key_Return, CTRL)
    clerk.approve(MANAGER, PASSWORDS[MANAGER])
    (one,) = kept(clerk)
    assert (one.is_void, one.red_invoice, one.void_reason) == (True, RED, "账期录错")
    assert panel.title.text() == "YS-000001 · 预收余额 200.00 元"
    assert "已作废：账期录错" in panel.lines.text()


def test_one_of_another_window_is_found_by_its_number_and_escape_goes_back(clerk: Clerk) -> None:
    prepaid = clerk.presenter.facts
    assert prepaid is not None
    settle(clerk.day, prepaid.today.vouchers[0], 100)
    clerk.press(Key.Key_S, CTRL)
    panel = clerk.window.right.settle
    assert clerk.window.focusWidget() is panel.number
    clerk.type("77")
    clerk.press(Key.Key_Return)
    assert panel.error.text() == "没有凭证 YS-000077。"
    panel.number.selectAll()
    clerk.type("1")
    clerk.press(Key.Key_Return)
    assert panel.title.text() == "YS-000001 · 预收余额 199.00 元"
    panel.settled.setFocus()
    clerk.press(Key.Key_1)
    assert not panel.void.isHidden()
    assert panel.reason.isVisible()
    clerk.press(Key.Key_Escape)
    assert not panel.reason.isVisible()
    assert unfolded(clerk) is Panel.SETTLE
    clerk.press(Key.Key_Escape)
    assert unfolded(clerk) is Panel.NONE


def test_what_is_not_settled_is_listed_and_chosen_by_the_arrows(clerk: Clerk) -> None:
    ahead(clerk.day, 5_000)
    panel = clerk.window.right.settle
    clerk.press(Key.Key_S, CTRL)
    assert clerk.window.focusWidget() is panel.number
    assert panel.ahead_words.text() == "未结清的预收凭证 2 张，余额 250.00 元"
    rows = [panel.ahead.pair_at(n) for n in range(panel.ahead.row_count())]
    assert [(row.head, row.figure, row.more) for row in rows] == [
        ("YS-000001", "200.00", "收 200.00"),
        ("YS-000002", "50.00", "收 50.00"),
    ]
    assert rows[0].note == "2026-03-12 苏* 3600 **** 0127"
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Return)
    assert panel.title.text() == "YS-000002 · 预收余额 50.00 元"
    assert not panel.ahead.isVisible()
    assert clerk.window.focusWidget() is panel.amount
    clerk.type("20")
    clerk.press(Key.Key_Return)
    clerk.type("2026-02")
    clerk.press(Key.Key_Return, CTRL)
    assert panel.title.text() == "YS-000002 · 预收余额 30.00 元"
    clerk.press(Key.Key_Escape)
    assert (panel.number.text(), clerk.window.focusWidget()) == ("", panel.number)
    assert panel.ahead.pair_at(1).more == "收 50.00，已结算 20.00"
    panel.ahead.setFocus()
    clerk.press(Key.Key_Home)
    clerk.press(Key.Key_Return)
    assert panel.title.text() == "YS-000001 · 预收余额 200.00 元"
    panel.number.setFocus()
    panel.number.selectAll()
    clerk.press(Key.Key_Delete)
    assert panel.ahead.isVisible()
    assert not panel.title.isVisible()
    clerk.press(Key.Key_Escape)
    assert unfolded(clerk) is Panel.NONE


def test_nothing_left_is_said_and_a_number_hides_the_list(clerk: Clerk) -> None:
    facts = clerk.presenter.facts
    assert facts is not None
    settle(clerk.day, facts.today.vouchers[0], 20_000)
    panel = clerk.window.right.settle
    clerk.press(Key.Key_S, CTRL)
    assert panel.ahead_words.text() == "没有未结清的预收凭证。"
    assert not panel.ahead.isVisible()
    clerk.press(Key.Key_Return)
    assert panel.error.text() == ""
    ahead(clerk.day, 5_000)
    clerk.press(Key.Key_Return)
    assert panel.ahead.isVisible()
    clerk.type("77")
    clerk.press(Key.Key_Return)
    assert panel.error.text() == "没有凭证 YS-000077。"
    assert not panel.ahead.isVisible()
    panel.number.selectAll()
    clerk.press(Key.Key_Delete)
    assert panel.ahead.isVisible()
    assert panel.error.text() == ""


def test_the_list_offers_the_settlement_of_prepayments_only(clerk: Clerk) -> None:
    vouchers = clerk.window.right.vouchers
    clerk.press(Key.Key_G, CTRL)
    assert vouchers.settle.isVisible()
    facts = clerk.presenter.facts
    assert facts is not None
    settled = settle(clerk.day, facts.today.vouchers[0], 100)
    clerk.day.do(settlements.leave_settlement, "1032", settlement_id=settled.id)
    clerk.presenter.refresh()
    QApplication.processEvents()
    clerk.presenter.choose_voucher(-settled.id)
    assert vouchers.settle.isVisible()
    assert vouchers.invoice_state.text() == "数电票：客户稍后索取"
    assert not vouchers.refund.isVisible()
    assert not vouchers.again.isVisible()


def test_every_field_and_key_of_the_panel_has_a_name(clerk: Clerk) -> None:
    clerk.presenter.unfold(Panel.SETTLE)
    QApplication.processEvents()
    nameless = [
        child.objectName()
        for child in clerk.window.right.panel(Panel.SETTLE).findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and not child.accessibleName()
    ]
    assert nameless == []
