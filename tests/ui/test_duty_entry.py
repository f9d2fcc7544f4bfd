"""Setup, sign-in and opening by keyboard, as a new hall meets them."""

from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hall_desk import assets
from hall_desk.clock import FakeClock
from hall_desk.domain.people import Staff
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.opening import OpeningPresenter
from hall_desk.presenters.setup import SetupPresenter
from hall_desk.presenters.signin import ApprovalPresenter, SignInPresenter
from hall_desk.store.engine import Store
from hall_desk.ui.opening.binding import bind as bind_opening
from hall_desk.ui.opening.window import OpeningWindow
from hall_desk.ui.setup.window import SetupWindow
from hall_desk.ui.setup.window import bind as bind_setup
from hall_desk.ui.signin.approval import ApprovalDialog
from hall_desk.ui.signin.approval import bind as bind_approval
from hall_desk.ui.signin.password import CAPS_HINT
from hall_desk.ui.signin.window import SignInWindow
from hall_desk.ui.signin.window import bind as bind_signin
from hall_desk.ui.theme import Theme
from hall_desk.usecases import founding
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.queries import find_day

CTRL = Qt.KeyboardModifier.ControlModifier


def find_focus(window: QWidget) -> QWidget | None:
    return window.focusWidget()


def press(window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    focused = find_focus(window)
    target = window if focused is None else focused
    QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def write(window: QWidget, text: str) -> None:
    QTest.keyClicks(window.focusWidget(), text)


def shown(qtbot: QtBot, window: QWidget) -> None:
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


def test_a_hall_is_founded_by_keyboard_and_nothing_typed_is_lost(
    qtbot: QtBot, store: Store, clock: FakeClock
) -> None:
    catalog = founding.read_catalog(assets.resource("catalog/default_hall.json"))
    presenter = SetupPresenter(store, clock, SyncRunner(), catalog)
    window = SetupWindow(Theme(), monotonic=count(1.0).__next__)
    bind_setup(presenter, window)
    made: list[str] = []
    presenter.founded = lambda hall, staff_no: made.append(staff_no)
    presenter.refresh()
    shown(qtbot, window)
    write(window, "Hall")
    press(window, Qt.Key.Key_Return, CTRL)
    assert window.fields["address"].error() == "请填营业厅地址。"
    assert window.focusWidget() is window.editors["address"]
    assert window.editors["name"].text() == "Hall"
    for text in ("Road 2", "000-0011", "0906", "Zhou", "duty-2026!", "duty-2026!"):
        write(window, text)
        press(window, Qt.Key.Key_Return)
    assert made == ["0906"]


def test_caps_lock_is_noticed(qtbot: QtBot, hall: Hall) -> None:
    window = SignInWindow(Theme())
    bind_signin(SignInPresenter(Desk(hall=hall, runner=SyncRunner())), window)
    shown(qtbot, window)
    window.password.setFocus()
    QTest.keyClicks(window.password, "C", Qt.KeyboardModifier.NoModifier)
    assert window.password.accessibleDescription() == CAPS_HINT
    QTest.keyClicks(window.password, "c", Qt.KeyboardModifier.NoModifier)
    assert window.password.accessibleDescription() == ""


@pytest.mark.rule("7(1)")
def test_a_locked_screen_is_taken_over_with_one_key(qtbot: QtBot, hall: Hall) -> None:
    presenter = SignInPresenter(Desk(hall=hall, runner=SyncRunner()), "3号窗口")
    window = SignInWindow(Theme())
    bind_signin(presenter, window)
    signed: list[Staff] = []
    presenter.signed_in = signed.append
    presenter.lock(hall.ask(lambda reading: reading.get(Staff, staff_no="1032")))
    shown(qtbot, window)
    assert window.focusWidget() is window.password
    assert window.staff_no.isReadOnly()
    press(window, Qt.Key.Key_F12)
    assert window.focusWidget() is window.staff_no
    write(window, "1008")
    press(window, Qt.Key.Key_Return)
    write(window, "wrong")
    press(window, Qt.Key.Key_Return)
    assert window.fields["password"].error() == "工号或密码不对。"
    presenter.tick()
    write(window, "clerk-1008")
    press(window, Qt.Key.Key_Return)
    assert [person.staff_no for person in signed] == ["1008"]
    assert window.password.text() == ""


def test_the_day_is_opened_by_keyboard(qtbot: QtBot, founded: Hall) -> None:
    me = founded.ask(lambda reading: reading.get(Staff, staff_no="0906"))
    presenter = OpeningPresenter(Desk(hall=founded, runner=SyncRunner()), me)
    window = OpeningWindow(Theme(), monotonic=count(1.0).__next__)
    parts = bind_opening(presenter, window)
    presenter.refresh()
    shown(qtbot, window)
    press(window, Qt.Key.Key_F2)
    assert parts.staff_dialog.is_open()
    for text in ("1008", "He Lan", "clerk-1008"):
        write(window, text)
        press(window, Qt.Key.Key_Return)
    assert "已存在" in parts.staff_dialog.fields["staff_no"].error()
    assert window.focusWidget() is parts.staff_dialog.staff_no
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_F5)
    press(window, Qt.Key.Key_Space)
    press(window, Qt.Key.Key_Return, CTRL)
    assert "请写明情况" in window.message.text()
    press(window, Qt.Key.Key_Space)
    window.plan.lines()[1].setFocus()
    write(window, "ac")
    press(window, Qt.Key.Key_Return, CTRL)
    day = founded.ask(find_day)
    assert day is not None
    assert all(line.ticked for line in day.checklist)


def test_yesterday_is_closed_before_today_opens(qtbot: QtBot, hall: Hall, clock: FakeClock) -> None:
    clock.advance(24 * 3600)
    me = hall.ask(lambda reading: reading.get(Staff, staff_no="0906"))
    presenter = OpeningPresenter(Desk(hall=hall, runner=SyncRunner()), me)
    window = OpeningWindow(Theme())
    parts = bind_opening(presenter, window)
    presenter.refresh()
    shown(qtbot, window)
    assert not window.button.isEnabled()
    window.closing_button.click()
    assert parts.closing_dialog.is_open()
    press(window, Qt.Key.Key_Return, CTRL)
    assert parts.closing.build().closed
    press(window, Qt.Key.Key_Escape)
    assert window.button.isEnabled()
    assert not window.closing_button.isVisible()


def test_an_approval_lies_over_any_window_and_gives_the_focus_back(
    qtbot: QtBot, hall: Hall
) -> None:
    theme = Theme()
    window = SignInWindow(theme)
    shown(qtbot, window)
    dialog = ApprovalDialog(theme, window)
    presenter = ApprovalPresenter(Desk(hall=hall, runner=SyncRunner()), "1032")
    bind_approval(presenter, dialog)
    approved: list[str] = []
    presenter.ask("须由值班主任批准。", approved.append)
    assert dialog.is_open()
    write(window, "1032")
    press(window, Qt.Key.Key_Return, CTRL)
    assert dialog.fields["staff_no"].error() == "须由另一位值班主任本人输入。"
    dialog.staff_no.setText("0906")
    dialog.password.setText("duty-2026!")
    press(window, Qt.Key.Key_Return, CTRL)
    assert approved == ["0906"]
    assert not dialog.is_open()
    assert window.focusWidget() is window.staff_no
