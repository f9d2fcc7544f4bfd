"""A scanner types fast and ends with Enter: it is heard anywhere and spoils no field."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from hall_desk.domain.codes import pass_payload, ticket_payload
from hall_desk.domain.tickets import Ticket
from hall_desk.presenters.counter_state import Panel, Phase
from hall_desk.ui.theme import Theme
from tests.conftest import Day
from tests.ui.test_counter import Counter

Key = Qt.Key
ACCOUNT = "3600123450127"
GAP = 0.004


@pytest.fixture
def counter(day: Day, qtbot: QtBot) -> Iterator[Counter]:
    """Window 3 with three people waiting."""
    day.count_float()
    for _ in range(3):
        day.issue("A01")
    made = Counter(day, qtbot, Theme(), (1366, 768))
    yield made
    made.window.close()


def scan(counter: Counter, text: str, gap: float = GAP, *, enter: bool = True) -> None:
    """The keys of a scanner, some milliseconds apart, at whatever has the focus."""
    counter.moment += 1.0
    for letter in text:
        counter.moment += gap
        QTest.keyClicks(counter.focus() or counter.window, letter)
    if enter:
        counter.moment += gap
        QTest.keyClick(counter.focus() or counter.window, Key.Key_Return)
    QApplication.processEvents()


def payload(counter: Counter, number: str = "A002") -> str:
    """The QR of a ticket of today."""
    ticket = next(t for t in counter.presenter.facts.waiting if t.code == number)  # type: ignore[union-attr]
    assert isinstance(ticket, Ticket)
    return ticket_payload(ticket.business_date, ticket.code)


def found(counter: Counter) -> list[str]:
    """The numbers that the query shows."""
    state = counter.window.state()
    assert state is not None
    assert state.panel.panel is Panel.FIND
    return [row.code for row in state.panel.find.rows]


def test_a_scanned_ticket_is_looked_up_from_the_idle_counter(counter: Counter) -> None:
    assert counter.focus() is counter.window.call
    scan(counter, payload(counter))
    assert found(counter) == ["A002"]
    assert counter.phase() is Phase.IDLE, "its Enter pressed nothing"
    assert counter.window.right.find_panel.field.text() == "A002"


def test_a_scanned_account_goes_into_the_payment_and_nowhere_else(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    money = counter.window.right.money
    counter.type("86.4")
    scan(counter, ACCOUNT)
    assert money.account.text() == ACCOUNT
    assert money.due.value() == 8640
    assert counter.presenter.draft.account == ACCOUNT
    assert counter.presenter.draft.due_fen == 8640
    assert counter.focus() is money.received, "on to the next amount"


def test_without_a_payment_in_hand_an_account_is_looked_up(counter: Counter) -> None:
    scan(counter, ACCOUNT)
    assert found(counter) == []
    assert counter.presenter.found_query == ACCOUNT


@pytest.mark.parametrize("name", ["due", "customer", "account", "received"])
def test_a_ticket_never_lands_in_the_field_with_the_focus(counter: Counter, name: str) -> None:
    text = payload(counter, "A003")
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    field = getattr(counter.window.right.money, name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    counter.type("12")
    before = counter.presenter.draft
    scan(counter, text)
    assert found(counter) == ["A003"]
    assert field.text().removesuffix(".00") == "12"
    assert counter.presenter.draft == before


def test_a_list_is_chosen_from_by_hand_only(counter: Counter) -> None:
    text = payload(counter, "A003")
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.seconds(301)
    counter.press(Key.Key_F4)
    assert counter.focus() is counter.window.right.over.reasons
    scan(counter, "3600123450")
    assert counter.presenter.over_reason == ""
    assert counter.window.right.money.account.text() == "3600123450"
    counter.press(Key.Key_F4)
    counter.press(Key.Key_2)
    chosen = counter.presenter.over_reason
    assert chosen
    scan(counter, text)
    assert counter.presenter.over_reason == chosen


def test_the_ticket_at_the_window_changes_nothing(counter: Counter) -> None:
    text = payload(counter, "A001")
    counter.press(Key.Key_F2)
    scan(counter, text)
    state = counter.window.state()
    assert state is not None
    assert (state.phase, state.panel.panel) == (Phase.CALLED, Panel.NONE)
    assert state.message.text == "A001 就在本窗口。"


def test_a_return_pass_is_handed_on(counter: Counter) -> None:
    taken: list[str] = []
    counter.presenter.on_pass = taken.append
    scan(counter, pass_payload("7K2M9Q"))
    assert taken == ["7K2M9Q"]


def test_a_scan_into_the_query_itself_is_asked_once(counter: Counter) -> None:
    counter.press(Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = counter.window.right.find_panel.field
    scan(counter, payload(counter, "A003"))
    assert found(counter) == ["A003"]
    assert field.text() == "A003"


@pytest.mark.parametrize("gap", [0.05, 0.12])
def test_a_humans_typing_is_never_taken_for_a_scanner(counter: Counter, gap: float) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    money = counter.window.right.money
    money.customer.setFocus()
    scan(counter, ACCOUNT, gap)
    assert money.customer.text() == ACCOUNT
    assert money.account.text() == ""
    assert money.customer is not counter.focus(), "Enter goes on as ever"


@pytest.mark.parametrize("text", ["86400", "123456", "zhangyuan", "HD1:X:1", "36001234501"])
def test_a_fast_hand_that_types_no_code_keeps_what_it_typed(counter: Counter, text: str) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    customer = counter.window.right.money.customer
    customer.setFocus()
    scan(counter, text)
    assert customer.text() == text
    assert counter.presenter.draft.customer == text


def test_a_code_without_enter_stays_typing(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    customer = counter.window.right.money.customer
    customer.setFocus()
    scan(counter, ACCOUNT, enter=False)
    counter.press(Key.Key_Return)
    assert customer.text() == ACCOUNT


@pytest.mark.parametrize("enter", [True, False])
def test_an_input_method_that_commits_the_whole_code_is_understood(
    counter: Counter, enter: bool
) -> None:
    text = payload(counter, "A003").replace(":", "：")
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    customer = counter.window.right.money.customer
    customer.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(customer, event)
    if enter:
        QTest.keyClick(counter.focus() or counter.window, Key.Key_Return)
    QApplication.processEvents()
    assert found(counter) == ["A003"]
    assert customer.text() == ""


def test_an_input_method_that_commits_piece_by_piece_is_understood(counter: Counter) -> None:
    text = payload(counter, "A003")
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    customer = counter.window.right.money.customer
    customer.setFocus()
    counter.moment += 1.0
    for piece in (text[:2], text[2:9], text[9:]):
        counter.moment += GAP
        event = QInputMethodEvent()
        event.setCommitString(piece)
        QApplication.sendEvent(customer, event)
    counter.moment += GAP
    QTest.keyClick(customer, Key.Key_Return)
    assert found(counter) == ["A003"]
    assert customer.text() == ""


def test_a_scanner_that_ends_twice_opens_nothing(counter: Counter) -> None:
    opened: list[int] = []
    counter.window.wants_visit.connect(opened.append)
    scan(counter, payload(counter, "A003"))
    counter.moment += GAP
    QTest.keyClick(counter.focus() or counter.window, Key.Key_Return)
    assert opened == []
    counter.press(Key.Key_Return)
    assert len(opened) == 1


def test_two_codes_right_after_each_other_are_both_taken(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    scan(counter, ACCOUNT)
    other = "3600123450999"
    for letter in other:
        counter.moment += GAP
        QTest.keyClicks(counter.focus() or counter.window, letter)
    QTest.keyClick(counter.focus() or counter.window, Key.Key_Return)
    QApplication.processEvents()
    assert counter.presenter.draft.account == other
