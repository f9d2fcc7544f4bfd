"""The kiosk's window by finger and by key, upright and lying, on a real hall."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.clock import FakeClock
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import Ticket
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.kiosk import KioskPresenter
from hall_desk.presenters.kiosk_state import Step
from hall_desk.store import schema
from hall_desk.ui.kiosk import KioskWindow, bind
from hall_desk.ui.kiosk.buttons import TouchButton, broken
from hall_desk.ui.kiosk.parts import HintPlate
from hall_desk.ui.kiosk.ticketpages import BigNumber
from hall_desk.ui.kit import QrCode
from hall_desk.ui.theme import Theme
from hall_desk.usecases import helping, issuing, suspending
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day

SIZES = [(1080, 1920), (1920, 1080), (1280, 800), (768, 1366)]


class Stand:
    """A kiosk standing in the hall."""

    def __init__(self, qtbot: QtBot, hall: Hall, size: tuple[int, int] = (1080, 1920)) -> None:
        self.paper = True
        desk = Desk(hall=hall, runner=SyncRunner())
        self.presenter = KioskPresenter(desk, self._print)
        self.window = KioskWindow(Theme())
        qtbot.addWidget(self.window)
        self.window.resize(*size)
        bind(self.presenter, self.window)
        self.presenter.refresh()
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def _print(self, ticket: Ticket) -> None:
        if not self.paper:
            raise OSError("没有纸了")

    def button(self, name: str) -> TouchButton:
        found = self.window.findChild(TouchButton, name)
        assert isinstance(found, TouchButton), name
        return found

    def tap(self, name: str) -> None:
        button = self.button(name)
        assert button.isVisibleTo(self.window), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.holder(), key)

    def focused(self) -> str:
        return self.holder().objectName()

    def holder(self) -> QWidget:
        widget = self.window.focusWidget()
        assert isinstance(widget, QWidget)
        return widget

    def buttons(self) -> list[TouchButton]:
        found = self.window.findChildren(TouchButton)
        return [button for button in found if button.isVisibleTo(self.window)]

    def words(self) -> str:
        labels = [label.text() for label in self.window.findChildren(QLabel)]
        names = [each.accessibleName() for each in self.window.findChildren(TouchButton)]
        return " ".join((*labels, *names))


@pytest.fixture
def stand(qtbot: QtBot, hall: Hall) -> Stand:
    return Stand(qtbot, hall)


def tickets_of(hall: Hall) -> list[Ticket]:
    return hall.ask(lambda reading: reading.all(Ticket, order_by=schema.ticket.c.id))


def test_three_taps_take_a_ticket(stand: Stand, hall: Hall, clock: FakeClock) -> None:
    stand.tap("kind_B")
    stand.tap("service_B01")
    stand.tap("issue")
    assert [ticket.code for ticket in tickets_of(hall)] == ["B001"]
    clock.advance(1)
    stand.tap("home")
    assert stand.presenter.build().step is Step.HOME


def test_a_finger_still_tapping_leaves_the_number_on_the_screen(stand: Stand, hall: Hall) -> None:
    stand.tap("kind_A")
    stand.tap("service_A01")
    stand.tap("issue")
    stand.tap("home")
    assert stand.presenter.build().step is Step.ISSUED
    assert len(tickets_of(hall)) == 1


@pytest.mark.rule("6(4)")
def test_priority_is_a_clear_state_that_can_be_cancelled(stand: Stand, hall: Hall) -> None:
    stand.tap("ask_priority")
    stand.tap("ground_Y1")
    assert stand.button("ask_priority").text() == "优先：老年人"
    stand.tap("cancel_priority")
    assert stand.button("ask_priority").text() == "需要优先办理"
    assert not stand.button("cancel_priority").isVisibleTo(stand.window)
    stand.tap("ask_priority")
    stand.tap("ground_Y3")
    stand.tap("kind_A")
    stand.tap("service_A01")
    stand.tap("issue")
    assert tickets_of(hall)[0].ground == "Y3"


def test_arrows_and_enter_take_a_ticket_without_a_finger(stand: Stand, hall: Hall) -> None:
    assert stand.focused() == "kiosk"
    stand.key(Qt.Key.Key_Down)
    assert stand.focused() == "kind_A"
    stand.key(Qt.Key.Key_Down)
    assert stand.focused() == "kind_B"
    stand.key(Qt.Key.Key_Return)
    assert stand.focused() == "service_B01"
    stand.key(Qt.Key.Key_Right)
    assert stand.focused() == "service_B02"
    stand.key(Qt.Key.Key_Left)
    stand.key(Qt.Key.Key_Return)
    stand.presenter.tick()
    stand.presenter.refresh()
    assert stand.focused() == "issue"
    stand.key(Qt.Key.Key_Escape)
    assert stand.presenter.build().step is Step.SERVICES
    stand.key(Qt.Key.Key_Return)
    stand.key(Qt.Key.Key_Return)
    assert [ticket.service_code for ticket in tickets_of(hall)] == ["B01"]


def test_the_focus_survives_every_second(stand: Stand) -> None:
    stand.key(Qt.Key.Key_Down)
    stand.key(Qt.Key.Key_Down)
    for _ in range(3):
        stand.presenter.refresh()
        stand.presenter.tick()
    assert stand.focused() == "kind_B"


@pytest.mark.parametrize("size", SIZES)
def test_every_page_fits_every_screen_with_targets_for_fingers(
    qtbot: QtBot, hall: Hall, size: tuple[int, int]
) -> None:
    stand = Stand(qtbot, hall, size)
    for kind, service in (("A", "A01"), ("B", "B04"), ("B", "B28"), ("C", "C02")):
        check_page(stand, size)
        stand.tap(f"kind_{kind}")
        check_page(stand, size)
        turn_to(stand, f"service_{service}")
        stand.tap(f"service_{service}")
        check_page(stand, size)
        stand.presenter.go_home()
    stand.presenter.ask_priority()
    check_page(stand, size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("large", [False, True])
def test_the_pages_beyond_the_tree_fit_every_screen_too(
    qtbot: QtBot, hall: Hall, size: tuple[int, int], large: bool
) -> None:
    stand = Stand(qtbot, hall, size)
    if large:
        stand.tap("large_type")
    stand.tap("open_search")
    check_page(stand, size)
    stand.tap("key_Z")
    check_page(stand, size)
    stand.presenter.type("办签证")
    check_page(stand, size)
    stand.tap("back")
    stand.tap("open_code")
    stand.presenter.type("K7M4OI00")
    stand.tap("submit")
    check_page(stand, size)
    stand.tap("back")
    stand.tap("open_query")
    stand.presenter.type("A999")
    stand.tap("submit")
    check_page(stand, size)
    for name in ("open_prices", "open_promises"):
        stand.tap(name)
        check_page(stand, size)
        stand.tap("back")


@pytest.mark.parametrize("size", SIZES)
def test_the_longest_list_as_a_code_is_large_enough_for_a_telephone(
    qtbot: QtBot, hall: Hall, size: tuple[int, int]
) -> None:
    stand = Stand(qtbot, hall, size)
    stand.presenter.choose_kind("B")
    stand.presenter.choose_service("B04")
    stand.tap("carry")
    check_page(stand, size)
    code = stand.window.findChildren(QrCode)[-1]
    assert code.module_px() >= 4
    shot = code.grab().toImage()
    middle = shot.pixelColor(shot.width() // 2, 2)
    assert middle.lightness() > 200 or not stand.window.isVisible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("large", [False, True])
def test_the_number_is_whole_and_large_on_every_screen(
    qtbot: QtBot, hall: Hall, size: tuple[int, int], large: bool
) -> None:
    stand = Stand(qtbot, hall, size)
    if large:
        stand.tap("large_type")
    stand.tap("kind_C")
    stand.tap("service_D05")
    stand.tap("issue")
    check_page(stand, size)
    number = stand.window.findChildren(BigNumber)[-1]
    height = number.figures().pixelSize()
    assert height >= 160 * min(size) / 1080
    assert number.height() >= height


def turn_to(stand: Stand, name: str) -> None:
    while not stand.button(name).isVisibleTo(stand.window):
        stand.tap("next_page")


def check_page(stand: Stand, size: tuple[int, int]) -> None:
    assert (stand.window.width(), stand.window.height()) == size
    for button in stand.buttons():
        name = button.objectName()
        assert button.accessibleName(), name
        assert min(button.width(), button.height()) >= 80, (name, button.size())
        corner = button.mapTo(stand.window, QPoint(button.width(), button.height()))
        assert corner.x() <= size[0] + 1, name
        assert corner.y() <= size[1] + 1, name


def test_thirty_three_items_come_in_pages_and_none_is_lost(stand: Stand) -> None:
    stand.tap("kind_B")
    seen: set[str] = set()
    while True:
        names = {each.objectName() for each in stand.buttons()}
        seen |= {name for name in names if name.startswith("service_")}
        if not stand.button("next_page").isEnabled():
            break
        stand.tap("next_page")
    assert len(seen) == 33
    stand.tap("previous_page")
    assert stand.button("service_B01").isVisibleTo(stand.window)


def test_turning_pages_keeps_the_customer_on_the_page(stand: Stand, clock: FakeClock) -> None:
    stand.tap("kind_B")
    clock.advance(50)
    stand.tap("next_page")
    assert stand.presenter.build().home_in_s == 60


def test_large_type_is_larger_and_goes_with_the_customer(stand: Stand, clock: FakeClock) -> None:
    stand.tap("kind_B")
    before = stand.button("service_B01").look.font("kiosk.button").pixelSize()
    stand.tap("large_type")
    assert stand.button("service_B01").look.font("kiosk.button").pixelSize() > before
    clock.advance(61)
    stand.presenter.tick()
    assert stand.presenter.build().large is False


def test_a_slip_that_did_not_print_is_said_in_words(stand: Stand, hall: Hall) -> None:
    stand.paper = False
    stand.tap("kind_A")
    stand.tap("service_A01")
    stand.tap("issue")
    assert "号票没有打印出来，请记住号码 A001" in stand.words()
    assert len(tickets_of(hall)) == 1


def test_the_guide_comes_by_one_tap(stand: Stand, hall: Hall) -> None:
    stand.tap("call_manager")
    assert len(hall.ask(helping.open_calls)) == 1
    hints = [hint.accessibleName() for hint in stand.window.findChildren(HintPlate)]
    assert "已请引导员，马上过来，请稍候。" in hints


@pytest.mark.rule("11(8)")
def test_a_suspended_kind_cannot_be_tapped_and_says_why(
    stand: Stand, day: Day, clock: FakeClock
) -> None:
    form = suspending.SuspensionForm(
        scope=Scope.SERVICE,
        window=None,
        prefix="E",
        reason_code="S1",
        expected_at=clock.now() + timedelta(minutes=40),
        alternative="请拨打 95598",
    )
    day.do(suspending.suspend, form=form)
    stand.presenter.refresh()
    card = stand.button("kind_E")
    assert not card.isEnabled()
    assert "系统故障，预计恢复 09:40" in card.accessibleName()


@pytest.mark.rule("11(9)")
@pytest.mark.parametrize("size", SIZES)
def test_after_hours_one_page_says_so(
    qtbot: QtBot, hall: Hall, clock: FakeClock, size: tuple[int, int]
) -> None:
    stand = Stand(qtbot, hall, size)
    stand.tap("kind_A")
    clock.advance(9 * 3600)
    stand.presenter.tick()
    page = stand.window.page()
    assert page is not None
    assert "今天已停止取号" in page.accessibleName()
    assert "95598" in page.accessibleName()
    assert not [b for b in stand.buttons() if b.objectName().startswith(("kind", "issue"))]
    assert not [b for b in stand.buttons() if b.objectName() == "open_query"]
    hall.do(issuing.add_ticket_inside, MANAGER, None, service_code="A01")
    stand.presenter.refresh()
    stand.tap("open_query")
    assert stand.presenter.build().step is Step.QUERY
    stand.tap("back")
    assert stand.presenter.build().step is Step.BLOCKED
    stand.window.grab()


def test_no_complaint_is_named_on_any_page(stand: Stand) -> None:
    stand.tap("kind_C")
    assert "意见和建议" in stand.words()
    assert "投诉" not in stand.words()


def test_turning_the_screen_lays_the_page_out_anew(stand: Stand) -> None:
    stand.tap("kind_B")
    stand.tap("service_B01")
    stand.window.resize(1920, 1080)
    check_page(stand, (1920, 1080))
    stand.window.resize(1080, 1920)
    check_page(stand, (1080, 1920))
    assert stand.presenter.build().step is Step.CARD


def test_a_name_breaks_where_a_reader_would(stand: Stand) -> None:
    font = Theme().font("kiosk.button")
    assert broken(font, "分布式光伏并网（自然人）", 340) == ["分布式光伏并网", "（自然人）"]
    assert broken(font, "家用电器损坏索赔登记", 345) == ["家用电器损坏", "索赔登记"]
    assert broken(font, "迁址", 345) == ["迁址"]
