"""Outcomes, holds and skipped steps by keys alone, on the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hall_desk.domain.items import Outcome
from hall_desk.presenters.counter_state import Panel, Phase
from hall_desk.ui.theme import Theme
from tests.conftest import Day
from tests.ui.test_counter import Counter

Key = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def counter(day: Day, qtbot: QtBot) -> Counter:
    """Window 3, somebody in service, two waiting."""
    for _ in range(3):
        day.issue("A01")
    made = Counter(day, qtbot, Theme(), (1366, 768))
    made.press(Key.Key_F2)
    made.press(Key.Key_F3)
    return made


def outcomes(counter: Counter) -> list[Outcome | None]:
    assert counter.presenter.facts is not None
    return [item.outcome for item in counter.presenter.facts.last_items]


@pytest.mark.rule("4(2)")
def test_a_refusal_by_keys_walks_through_its_three_fields(counter: Counter) -> None:
    counter.press(Key.Key_F4, SHIFT)
    panel = counter.window.right.outcome
    assert panel.isVisible()
    assert counter.focus() is panel.choices
    counter.press(Key.Key_5)
    counter.press(Key.Key_F4)
    assert counter.focus() is panel.editors["basis"], "the missing one has the hands"
    assert panel.fields["basis"].error()
    for words in ("art 19", "not the owner", "transfer first"):
        assert counter.phase() is Phase.SERVING
        counter.type(words)
        counter.press(Key.Key_Return)
    assert counter.phase() is Phase.IDLE
    assert outcomes(counter) == [Outcome.REFUSED]


def test_what_is_wrong_with_a_field_is_in_sight_in_a_low_window(counter: Counter) -> None:
    counter.window.resize(1366, 640)
    counter.press(Key.Key_F4, SHIFT)
    panel = counter.window.right.outcome
    counter.press(Key.Key_5)
    counter.press(Key.Key_F4)
    for words in ("art 19", "not the owner"):
        counter.type(words)
        counter.press(Key.Key_Return)
    counter.press(Key.Key_F4)
    wrong = panel.fields["alternative"]
    assert wrong.error()
    QApplication.processEvents()
    assert not wrong.visibleRegion().boundingRect().isEmpty()
    assert wrong.visibleRegion().boundingRect().height() == wrong.height()


def test_after_an_outcome_the_hands_go_to_the_amount_of_the_next_item(counter: Counter) -> None:
    counter.presenter.add_item("B23")
    counter.press(Key.Key_2, ALT)
    assert counter.focus() is counter.window.middle.visit.steps
    counter.press(Key.Key_F4)
    counter.press(Key.Key_5)
    counter.press(Key.Key_F4)
    for words in ("art 19", "not the owner", "transfer first"):
        counter.type(words)
        counter.press(Key.Key_Return)
    assert counter.presenter.item is not None
    assert counter.presenter.item.service_code == "A01"
    counter.type("86")
    counter.press(Key.Key_Return)
    assert counter.window.right.money.due.value() == 8600, "typed into the amount"
    assert not counter.presenter.item.steps, "figures of an amount tick no steps"


def test_what_f4_will_do_stands_on_the_main_action(counter: Counter) -> None:
    counter.press(Key.Key_F4, SHIFT)
    counter.press(Key.Key_6)
    assert counter.window.bar.main.text() == "客户放弃"
    counter.press(Key.Key_Escape)
    assert counter.window.bar.main.text() == "办结"
    assert counter.window.right.panel(Panel.OUTCOME).isHidden()


def test_hold_and_take_back_are_a_few_keys(counter: Counter) -> None:
    counter.press(Key.Key_F11)
    counter.press(Key.Key_Right)
    counter.press(Key.Key_Right)
    counter.press(Key.Key_3)
    counter.press(Key.Key_Return)
    assert counter.phase() is Phase.IDLE
    assert counter.window.left.held.isVisible()
    assert counter.window.left.held.rows[0].code.text() == "A001"
    assert counter.window.bar.transfer.text() == "取回挂起 1"
    counter.press(Key.Key_F11)
    assert counter.phase() is Phase.SERVING
    assert not counter.window.left.held.isVisible()


def test_the_last_press_is_taken_back_by_one_key_in_every_phase(counter: Counter) -> None:
    counter.press(Key.Key_F11)
    counter.press(Key.Key_3)
    counter.press(Key.Key_Return)
    assert counter.phase() is Phase.IDLE
    undo = counter.window.right.undo
    assert undo.isVisible()
    assert undo.button.text() == "撤销退回队列（剩 10 秒）"
    counter.press(Key.Key_Z, CTRL)
    assert counter.phase() is Phase.SERVING


@pytest.mark.rule("S3-3")
def test_a_digit_ticks_a_later_step_and_asks_for_the_reason(counter: Counter) -> None:
    counter.window.middle.visit.steps.setFocus()
    counter.press(Key.Key_3)
    panel = counter.window.right.skip
    assert panel.isVisible()
    counter.press(Key.Key_2)
    counter.press(Key.Key_Return)
    state = counter.window.state()
    assert state is not None
    assert [bool(step.skipped) for step in state.card.steps[:4]] == [True, True, False, False]
    assert state.card.steps[2].done_at


def test_pieces_are_split_off_by_keys(counter: Counter) -> None:
    assert counter.presenter.item is not None
    counter.presenter.change_quantity(counter.presenter.item.id, 4)
    counter.press(Key.Key_F4, SHIFT)
    counter.press(Key.Key_7)
    assert counter.focus() is counter.window.right.split.number
    counter.type("3")
    counter.press(Key.Key_Return)
    state = counter.window.state()
    assert state is not None
    assert [row.quantity for row in state.items] == [1, 3]


def test_another_service_is_chosen_by_its_code(counter: Counter) -> None:
    counter.press(Key.Key_F4, SHIFT)
    counter.press(Key.Key_8)
    counter.type("A02")
    counter.press(Key.Key_Return)
    state = counter.window.state()
    assert state is not None
    assert [row.code for row in state.items] == ["A02"]


def test_words_typed_survive_a_tick_of_the_clock(counter: Counter) -> None:
    counter.press(Key.Key_F4, SHIFT)
    counter.press(Key.Key_5)
    field = counter.window.right.outcome.editors["basis"]
    field.setFocus()
    counter.type("abc")
    counter.seconds(1)
    counter.presenter.refresh()
    assert field.text() == "abc"
    assert counter.focus() is field


@pytest.mark.parametrize(("typed", "code"), [("a0", "A01"), ("fp", "A04"), ("zdb", "B01")])
def test_a_service_is_found_by_code_or_initials_like_at_the_kiosk(
    counter: Counter, typed: str, code: str
) -> None:
    counter.press(Key.Key_F8)
    panel = counter.window.right.add_item
    everything = panel.table.row_count()
    counter.type(typed)
    assert panel.table.current_key() == code
    assert panel.table.row_count() < everything
    counter.press(Key.Key_Return)
    state = counter.window.state()
    assert state is not None
    assert [row.code for row in state.items] == ["A01", code]
    counter.press(Key.Key_F8)
    assert panel.table.row_count() == everything, "the next search begins anew"
