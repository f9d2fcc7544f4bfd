"""A customer cannot leave or break the kiosk: keys, gestures, long presses, storms of fingers."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QInputMethodEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.clock import FakeClock
from hall_desk.domain.passes import PassKind
from hall_desk.domain.tickets import Ticket
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.kiosk import KioskPresenter
from hall_desk.presenters.kiosk_state import Step
from hall_desk.store import schema
from hall_desk.ui.kiosk import KioskWindow, bind
from hall_desk.ui.kiosk.buttons import TouchButton
from hall_desk.ui.kiosk.entry import BareField
from hall_desk.ui.kiosk.guard import ScanBuffer
from hall_desk.ui.kiosk.parts import HOLD_S, KioskHeader
from hall_desk.ui.theme import Theme
from hall_desk.usecases import passes
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, PASSWORDS, Day

SIZE = (1080, 1920)
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_META, _NONE = Qt.KeyboardModifier.MetaModifier, Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
LEAVING = [
    (Qt.Key.Key_F4, _ALT),
    (Qt.Key.Key_F4, _CTRL),
    (Qt.Key.Key_Q, _CTRL),
    (Qt.Key.Key_W, _CTRL),
    (Qt.Key.Key_Escape, _CTRL),
    (Qt.Key.Key_Escape, _CTRL | _SHIFT),
    (Qt.Key.Key_Space, _ALT),
    (Qt.Key.Key_Tab, _ALT),
    (Qt.Key.Key_D, _META),
    (Qt.Key.Key_Meta, _NONE),
    (Qt.Key.Key_Menu, _NONE),
    (Qt.Key.Key_Print, _NONE),
    (Qt.Key.Key_V, _CTRL),
    (Qt.Key.Key_A, _CTRL),
    (Qt.Key.Key_Z, _CTRL),
    (Qt.Key.Key_F10, _SHIFT),
    *((Qt.Key(Qt.Key.Key_F1.value + n), _NONE) for n in range(12)),
]


class Hand:
    """The real seconds a finger feels."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


class Stand:
    """A locked kiosk in the hall."""

    def __init__(self, qtbot: QtBot, hall: Hall):
        self.hall, self.hand = hall, Hand()
        self.presenter = KioskPresenter(
            Desk(hall=hall, runner=SyncRunner()), lambda ticket: None, lambda code: None
        )
        self.window = KioskWindow(Theme(), locked=True, monotonic=self.hand)
        qtbot.addWidget(self.window, before_close_func=self._unlock)
        self.window.resize(*SIZE)
        bind(self.presenter, self.window)
        self.presenter.refresh()
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def _unlock(self, window: QWidget) -> None:
        if self.window.guard is not None:
            self.window.guard.open()

    @property
    def step(self) -> Step:
        return self.presenter.build().step

    def at(self, step: Step) -> bool:
        return self.step is step

    def find(self, name: str) -> TouchButton:
        found = self.window.findChild(TouchButton, name)
        assert isinstance(found, TouchButton), name
        return found

    def tap(self, name: str) -> None:
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def holder(self) -> QWidget:
        widget: QWidget | None = self.window.focusWidget()
        return widget or self.window

    def scan(self, text: str) -> None:
        for sign in text:
            QTest.keyClicks(self.holder(), sign)
            self.hand.at += 0.01
        QTest.keyClick(self.holder(), Qt.Key.Key_Return)

    def head(self) -> KioskHeader:
        head = self.window.findChildren(KioskHeader)[-1]
        assert isinstance(head, KioskHeader)
        return head

    def hold_mark(self, seconds: float, at: int = 90) -> None:
        QTest.mousePress(self.head(), Qt.MouseButton.LeftButton, pos=QPoint(at, 88))
        self.hand.at += seconds
        QTest.mouseRelease(self.head(), Qt.MouseButton.LeftButton, pos=QPoint(at, 88))

    def tickets(self) -> list[Ticket]:
        return self.hall.ask(lambda reading: reading.all(Ticket, order_by=schema.ticket.c.id))


@pytest.fixture
def stand(qtbot: QtBot, hall: Hall) -> Stand:
    return Stand(qtbot, hall)


def double(target: QWidget, button: Qt.MouseButton) -> None:
    """A double tap as the platform sends it."""
    at = QPointF(target.rect().center())
    kinds = (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseButtonRelease,
    )
    for kind in kinds:
        down = button if kind is not QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
        event = QMouseEvent(kind, at, QPointF(target.mapToGlobal(at)), button, down, _NONE)
        QCoreApplication.sendEvent(target, event)


PAGES = ["home", "open_search", "open_code", "open_query"]


@pytest.mark.parametrize("page", PAGES)
def test_no_key_and_no_combination_leads_away(stand: Stand, page: str) -> None:
    if page != "home":
        stand.tap(page)
    before = stand.step
    typed = stand.presenter.build().typed
    for key, modifiers in LEAVING:
        QTest.keyClick(stand.holder(), key, modifiers)
        assert stand.window.isVisible(), key
        assert stand.step is before, key
    assert stand.presenter.build().typed == typed
    assert QApplication.activePopupWidget() is None
    assert stand.tickets() == []


def test_escape_only_goes_one_step_back(stand: Stand) -> None:
    stand.tap("open_search")
    QTest.keyClick(stand.holder(), Qt.Key.Key_Escape)
    assert stand.at(Step.HOME)
    QTest.keyClick(stand.holder(), Qt.Key.Key_Escape)
    assert stand.at(Step.HOME)
    assert stand.window.isVisible()


def test_the_window_does_not_close_for_anybody_who_asks(stand: Stand) -> None:
    for _ in range(3):
        assert stand.window.close() is False
    event = QCloseEvent()
    QCoreApplication.sendEvent(stand.window, event)
    assert not event.isAccepted()
    assert stand.window.isVisible()


def test_a_minimised_window_comes_back_whole(stand: Stand) -> None:
    stand.window.setWindowState(Qt.WindowState.WindowMinimized)
    QCoreApplication.processEvents()
    assert not stand.window.windowState() & Qt.WindowState.WindowMinimized
    assert stand.window.windowState() & Qt.WindowState.WindowFullScreen


@pytest.mark.parametrize("page", PAGES)
def test_long_press_menu_wheel_and_drag_do_nothing(stand: Stand, page: str) -> None:
    if page != "home":
        stand.tap(page)
    before = stand.presenter.build()
    middle = QPoint(540, 700)
    targets = [stand.window, *stand.window.findChildren(BareField)]
    for target in targets:
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, middle)
        QCoreApplication.sendEvent(target, asked)
        wheel = QWheelEvent(
            QPointF(middle),
            QPointF(middle),
            QPoint(0, 120),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            _NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QCoreApplication.sendEvent(target, wheel)
        data = QMimeData()
        data.setText("拖来的字")
        drag = QDragEnterEvent(
            middle, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, _NONE
        )
        drag.ignore()
        QCoreApplication.sendEvent(target, drag)
        assert not drag.isAccepted()
        QTest.mousePress(target, Qt.MouseButton.LeftButton)
        stand.hand.at += 8
        QTest.mouseRelease(target, Qt.MouseButton.LeftButton)
    assert QApplication.activePopupWidget() is None
    after = stand.presenter.build()
    assert (after.step, after.typed) == (before.step, before.typed)


def test_other_buttons_of_a_mouse_press_nothing(stand: Stand) -> None:
    for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        QTest.mouseClick(stand.find("kind_A"), button)
        double(stand.find("kind_A"), button)
    assert stand.at(Step.HOME)


def test_two_quick_taps_are_one_ticket(stand: Stand) -> None:
    stand.tap("kind_A")
    stand.tap("service_A01")
    take = stand.find("issue")
    QTest.mouseClick(take, Qt.MouseButton.LeftButton)
    double(take, Qt.MouseButton.LeftButton)
    QTest.mouseClick(stand.window, Qt.MouseButton.LeftButton, pos=QPoint(540, 1500))
    assert len(stand.tickets()) == 1
    assert stand.at(Step.ISSUED)


def test_the_same_letter_twice_is_two_letters(stand: Stand) -> None:
    stand.tap("open_search")
    double(stand.find("key_B"), Qt.MouseButton.LeftButton)
    assert stand.presenter.build().typed == "BB"


def test_a_storm_of_fingers_and_keys_breaks_nothing(stand: Stand, clock: FakeClock) -> None:
    dice = random.Random(7)
    keys = [*LEAVING, *((Qt.Key(Qt.Key.Key_A.value + n), _NONE) for n in range(26))]
    keys += [(key, _NONE) for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape)]
    for _ in range(400):
        if dice.random() < 0.6:
            at = QPoint(dice.randrange(SIZE[0]), dice.randrange(SIZE[1]))
            under = stand.window.childAt(at) or stand.window
            QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(stand.window, at))
        else:
            key, modifiers = dice.choice(keys)
            QTest.keyClick(stand.holder(), key, modifiers)
        stand.hand.at += 0.5
        clock.advance(0.2)
        if dice.random() < 0.1:
            stand.presenter.tick()
    assert stand.window.isVisible()
    assert not stand.window.close()
    clock.advance(3600)
    stand.presenter.tick()
    stand.presenter.tick()
    assert stand.step in (Step.HOME, Step.REST, Step.BLOCKED)


# -- scanner and keyboard ------------------------------------------------------------------------


@pytest.mark.parametrize("page", [*PAGES, "kind_A"])
def test_a_scanned_code_is_known_on_every_page(stand: Stand, day: Day, page: str) -> None:
    given = day.do(
        passes.issue_pass,
        MANAGER,
        kind=PassKind.BOOKED,
        service_code="B15",
        wanted_at=day.clock.now() + timedelta(hours=1),
    )
    if page != "home":
        stand.tap(page)
    stand.scan(given.payload)
    assert [ticket.service_code for ticket in stand.tickets()] == ["B15"]
    assert stand.at(Step.ISSUED)
    assert stand.presenter.build().typed == ""


def test_a_scan_while_a_button_has_the_focus_does_not_press_it(stand: Stand) -> None:
    QTest.keyClick(stand.window, Qt.Key.Key_Down)
    assert stand.holder().objectName() == "kind_A"
    stand.scan("HD1:T:2026-03-12:A001")
    assert stand.at(Step.QUERY)
    assert "今天没有 A001 号" in stand.presenter.build().message


def test_slow_typing_is_no_scan() -> None:
    hand = Hand()
    buffer = ScanBuffer(hand)
    for sign in "HD1:P:K7M49XWP":
        buffer.add(sign)
        hand.at += 0.5
    assert buffer.take() == ""
    for sign in "abHD1:P:K7M49XWP":
        buffer.add(sign)
        hand.at += 0.01
    assert buffer.take() == "HD1:P:K7M49XWP"
    assert buffer.take() == ""


def test_a_keyboard_on_the_first_page_searches(stand: Stand) -> None:
    QTest.keyClicks(stand.window, "z")
    assert stand.at(Step.SEARCH)
    QTest.keyClicks(stand.holder(), "db")
    assert stand.presenter.build().typed == "zdb"
    QTest.keyClick(stand.holder(), Qt.Key.Key_Return)
    assert stand.at(Step.CARD)


def test_an_input_method_types_chinese_words(stand: Stand) -> None:
    stand.tap("open_search")
    spoken = QInputMethodEvent()
    spoken.setCommitString("装电表")
    QCoreApplication.sendEvent(stand.holder(), spoken)
    assert [tile.code for tile in stand.presenter.build().found][:2] == ["B01", "B02"]


# -- the way out ---------------------------------------------------------------------------------


def test_only_a_long_hold_of_the_mark_and_a_managers_password_lead_out(
    stand: Stand, qtbot: QtBot
) -> None:
    stand.hold_mark(HOLD_S - 0.1)
    assert stand.at(Step.HOME)
    stand.hold_mark(HOLD_S, at=600)
    assert stand.at(Step.HOME)
    stand.hold_mark(HOLD_S)
    assert stand.at(Step.STAFF)
    stand.tap("leave")
    assert stand.window.isVisible()
    QTest.keyClicks(stand.holder(), MANAGER)
    QTest.keyClick(stand.holder(), Qt.Key.Key_Return)
    QTest.keyClicks(stand.holder(), PASSWORDS[MANAGER])
    stand.tap("leave")
    qtbot.waitUntil(lambda: not stand.window.isVisible())


def test_the_staffs_page_is_typed_with_fingers_alone(stand: Stand, qtbot: QtBot) -> None:
    stand.hold_mark(HOLD_S)
    for sign in MANAGER:
        stand.tap(f"key_{sign}")
    field = stand.window.findChild(BareField, "password")
    assert isinstance(field, BareField)
    field.setFocus()
    for sign in PASSWORDS[MANAGER]:
        for _ in range(3):
            if stand.window.findChild(TouchButton, f"key_{sign}") is not None:
                break
            stand.tap("key_layer")
        stand.tap(f"key_{sign}")
    assert field.text() == PASSWORDS[MANAGER]
    stand.tap("leave")
    qtbot.waitUntil(lambda: not stand.window.isVisible())


def test_after_a_wrong_password_the_right_one_can_be_typed_slowly(
    stand: Stand, clock: FakeClock
) -> None:
    stand.hold_mark(HOLD_S)
    QTest.keyClicks(stand.holder(), MANAGER)
    QTest.keyClick(stand.holder(), Qt.Key.Key_Return)
    QTest.keyClicks(stand.holder(), "wrong")
    QTest.keyClick(stand.holder(), Qt.Key.Key_Return)
    field = stand.window.findChild(BareField, "password")
    assert isinstance(field, BareField)
    assert field.selectedText() != "", "the next word takes its place"
    for sign in "duty":
        QTest.keyClicks(stand.holder(), sign)
        clock.advance(1)
        stand.presenter.tick()
    assert field.text() == "duty"


def test_what_staff_typed_is_gone_with_the_page(stand: Stand, clock: FakeClock) -> None:
    stand.hold_mark(HOLD_S)
    QTest.keyClicks(stand.holder(), "0906")
    clock.advance(61)
    stand.presenter.tick()
    stand.hold_mark(HOLD_S)
    fields = [field for field in stand.window.findChildren(BareField) if field.isVisible()]
    assert [field.text() for field in fields] == ["", ""]


def test_after_hours_the_kiosk_can_still_be_switched_off(stand: Stand, clock: FakeClock) -> None:
    clock.set(datetime(2026, 3, 12, 12, 0, tzinfo=UTC))
    stand.presenter.tick()
    assert stand.at(Step.BLOCKED)
    stand.hold_mark(HOLD_S)
    assert stand.at(Step.STAFF)


def test_a_kiosk_shown_on_a_staff_pc_closes_as_any_window(qtbot: QtBot, hall: Hall) -> None:
    window = KioskWindow(Theme())
    qtbot.addWidget(window)
    window.show()
    assert window.close() is True


def test_the_rest_page_wakes_by_touch_and_by_key(stand: Stand, clock: FakeClock) -> None:
    for wake in ("touch", "key"):
        clock.advance(91)
        stand.presenter.tick()
        assert stand.at(Step.REST)
        if wake == "touch":
            stand.tap("wake")
        else:
            QTest.keyClick(stand.holder(), Qt.Key.Key_Space)
        assert stand.at(Step.HOME), wake


def test_a_second_finger_is_not_a_gesture(stand: Stand) -> None:
    touch = QEvent(QEvent.Type.NativeGesture)
    assert stand.window.guard is not None
    assert stand.window.guard.eventFilter(stand.window, touch)
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress,
        QPointF(10, 10),
        QPointF(10, 10),
        Qt.MouseButton.RightButton,
        Qt.MouseButton.RightButton,
        _NONE,
    )
    assert stand.window.guard.eventFilter(stand.window, press)
