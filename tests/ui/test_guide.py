"""The guide's page by keyboard alone, on a real hall, and the ways to it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hall_desk.clock import FakeClock
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import Lane, Source, Ticket, TicketState
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.guide import GuidePresenter
from hall_desk.store import schema
from hall_desk.ui.guide import GuideWindow, bind
from hall_desk.ui.theme import Theme
from hall_desk.usecases import calling, helping, serving
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day

CLERK = "1030"
_CTRL = Qt.KeyboardModifier.ControlModifier


class Guide:
    """Somebody at the entrance with both hands on the keyboard."""

    def __init__(self, qtbot: QtBot, hall: Hall, staff_no: str = CLERK):
        self.hall = hall
        self.slips: list[str] = []
        self._presses = 0.0
        staff = hall.ask(lambda reading: reading.get(Staff, staff_no=staff_no))
        self.presenter = GuidePresenter(Desk(hall=hall, runner=SyncRunner()), staff)
        self.presenter.given = lambda ticket: self.slips.append(ticket.code)
        self.window = GuideWindow(Theme(), monotonic=self._count)
        qtbot.addWidget(self.window)
        bind(self.presenter, self.window)
        self.window.resize(1366, 768)
        self.presenter.refresh()
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def _count(self) -> float:
        self._presses += 1.0
        return self._presses

    def holder(self) -> QWidget:
        widget: QWidget | None = self.window.focusWidget()
        return widget or self.window

    def type(self, text: str) -> None:
        QTest.keyClicks(self.holder(), text)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(self.holder(), key, modifiers or Qt.KeyboardModifier.NoModifier)

    def tickets(self) -> list[Ticket]:
        return self.hall.ask(lambda reading: reading.all(Ticket, order_by=schema.ticket.c.id))


@pytest.fixture
def guide(qtbot: QtBot, hall: Hall) -> Guide:
    return Guide(qtbot, hall)


def test_three_letters_and_enter_give_a_ticket_and_its_slip(guide: Guide) -> None:
    guide.type("jdf")
    guide.key(Qt.Key.Key_Return)
    ticket = guide.tickets()[0]
    assert (ticket.service_code, ticket.source) == ("A01", Source.GUIDE)
    assert guide.slips == ["A001"]
    assert guide.window.hand.number.number() == "A001"
    assert guide.window.wish.search.text() == ""
    assert guide.holder() is guide.window.wish.search


def test_each_letter_chooses_the_best_anew(guide: Guide) -> None:
    table = guide.window.wish.table
    for letters in ("sd", "td", "kh", "gy"):
        guide.window.wish.begin()
        guide.type(letters)
        assert table.currentIndex().row() == 0, letters
    guide.key(Qt.Key.Key_Down)
    guide.presenter.tick()
    assert table.currentIndex().row() == 1, "an arrow's choice stays"


def test_arrows_choose_another_item_than_the_first(guide: Guide) -> None:
    guide.type("zdb")
    guide.key(Qt.Key.Key_Down)
    guide.key(Qt.Key.Key_Return, _CTRL)
    assert [ticket.service_code for ticket in guide.tickets()] == ["B02"]


def test_nothing_chosen_gives_no_ticket_and_says_why_at_the_field(guide: Guide) -> None:
    guide.key(Qt.Key.Key_Return)
    assert guide.tickets() == []
    assert "请先选办理的事项" in guide.window.wish.field.error()


@pytest.mark.rule("6(4)")
def test_ground_and_help_go_with_this_ticket_and_not_with_the_next(guide: Guide) -> None:
    wish = guide.window.wish
    guide.type("jdf")
    wish.ground.setCurrentIndex(wish.ground.findData("Y1"))
    wish.help.setChecked(True)
    guide.key(Qt.Key.Key_Return, _CTRL)
    guide.type("jdf")
    guide.key(Qt.Key.Key_Return)
    marks = [(ticket.ground, ticket.needs_help) for ticket in guide.tickets()]
    assert marks == [("Y1", True), (None, False)]


@pytest.mark.rule("6(4)")
def test_a_waiting_ticket_is_found_marked_and_gets_one_more_item(guide: Guide, day: Day) -> None:
    ticket = day.issue("A01")
    guide.presenter.refresh()
    guide.key(Qt.Key.Key_F5)
    guide.type("a1")
    guide.key(Qt.Key.Key_Return)
    hand = guide.window.hand
    assert hand.number.number() == "A001"
    assert hand.place.text().startswith("前面 0 人")
    hand.ground.setCurrentIndex(hand.ground.findData("Y2"))
    hand.help.setChecked(True)
    guide.key(Qt.Key.Key_F7)
    changed = guide.tickets()[0]
    assert (changed.ground, changed.lane, changed.needs_help) == ("Y2", Lane.PRIORITY, True)
    guide.window.wish.search.setFocus()
    guide.type("kfp")
    guide.key(Qt.Key.Key_F8)
    codes = [item.service_code for item in day.ask(serving.items_of, ticket.id)]
    assert codes == ["A01", "A04"]
    assert "已加一项" in guide.window.message.text()


def test_the_hands_go_to_the_field_that_is_missing(guide: Guide, day: Day) -> None:
    ticket = day.issue("A01")
    guide.key(Qt.Key.Key_F5)
    guide.type("A001")
    guide.key(Qt.Key.Key_Return)
    guide.key(Qt.Key.Key_F8)
    assert guide.holder() is guide.window.wish.search
    guide.type("kfp")
    guide.key(Qt.Key.Key_F8)
    codes = [item.service_code for item in day.ask(serving.items_of, ticket.id)]
    assert codes == ["A01", "A04"]


def test_a_passed_over_ticket_goes_back_into_the_line(
    guide: Guide, day: Day, clock: FakeClock
) -> None:
    gone = day.issue("A01")
    day.call(3)
    verbs: list[Callable[..., object]] = [calling.recall, calling.recall, calling.no_show]
    for verb in verbs:
        clock.advance(30)
        day.do(verb, "1032", ticket_id=gone.id)
    guide.presenter.refresh()
    assert "A001" in guide.window.hand.code._hint
    guide.key(Qt.Key.Key_F5)
    guide.type("A001")
    guide.key(Qt.Key.Key_Return)
    guide.key(Qt.Key.Key_F11)
    assert guide.tickets()[0].state is TicketState.WAITING
    assert guide.slips == []


def test_a_key_that_is_off_says_why(guide: Guide) -> None:
    for key in (Qt.Key.Key_F7, Qt.Key.Key_F8):
        guide.key(key)
        assert "请先查票号" in guide.window.message.text()


def test_the_manager_books_and_the_guide_redeems_the_code(
    qtbot: QtBot, hall: Hall, clock: FakeClock
) -> None:
    desk = Guide(qtbot, hall, MANAGER)
    desk.type("gh")
    desk.window.hand.wanted.setText("3月12日 10：30")
    desk.window.hand.book.press_key()
    code = desk.window.hand.number.number()
    assert len(code.replace(" ", "")) == 8
    guide = Guide(qtbot, hall)
    assert not guide.window.hand.book.isVisibleTo(guide.window)
    guide.key(Qt.Key.Key_F5)
    guide.type(code.lower())
    guide.key(Qt.Key.Key_Return)
    ticket = guide.tickets()[0]
    assert (ticket.service_code, ticket.ground, ticket.source) == ("B15", "Y5", Source.RETURN)


@pytest.mark.parametrize("wanted", ["", "明天", "13-40 09:30", "2-30 10:00", "3-11 09:00"])
def test_a_senseless_time_is_refused_at_its_field(qtbot: QtBot, hall: Hall, wanted: str) -> None:
    desk = Guide(qtbot, hall, MANAGER)
    desk.type("gh")
    desk.window.hand.wanted.setText(wanted)
    desk.window.hand.book.press_key()
    assert desk.window.hand.wanted.text() == wanted
    said = desk.window.hand.booking.error() or desk.window.message.text()
    assert "预约" in said


def test_lines_show_who_waits_longest_and_how_many_windows_are_open(
    guide: Guide, day: Day, clock: FakeClock
) -> None:
    day.issue("A01")
    clock.advance(125)
    day.issue("B01")
    guide.presenter.refresh()
    state = guide.presenter.build()
    lines = {row.prefix: (row.waiting, row.longest, row.windows) for row in state.kinds}
    assert lines["A"] == ("1 人", "02:06", "2 个")
    assert lines["B"] == ("1 人", "00:00", "1 个")
    assert lines["E"] == ("0 人", "—", "1 个")
    assert [row.code for row in state.waiting] == ["A001", "B001"]


def test_a_refresh_keeps_what_is_typed_and_chosen(guide: Guide, day: Day) -> None:
    guide.type("zdb")
    guide.key(Qt.Key.Key_Down)
    day.issue("A01")
    for _ in range(3):
        guide.presenter.refresh()
        guide.presenter.tick()
    assert guide.window.wish.search.text() == "zdb"
    assert guide.window.wish.service() == "B02"
    assert guide.holder() is guide.window.wish.search


def test_one_key_calls_the_duty_manager(guide: Guide) -> None:
    guide.key(Qt.Key.Key_F9)
    assert [call.reason for call in guide.hall.ask(helping.open_calls)] == ["引导员请值班主任"]


def test_a_closed_hall_gives_no_ticket(qtbot: QtBot, founded: Hall) -> None:
    guide = Guide(qtbot, founded)
    assert not guide.window.issue.isEnabled()
    guide.type("jdf")
    guide.key(Qt.Key.Key_Return)
    assert "还没有开门" in guide.window.message.text()
