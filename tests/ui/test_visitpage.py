"""Looking a visit up and reading it, by the keyboard, at the counter and at the duty desk."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hall_desk.clock import FakeClock
from hall_desk.domain.codes import read_code, ticket_payload
from hall_desk.domain.tickets import Ticket, TicketState
from hall_desk.presenters.counter_state import Panel, Phase
from hall_desk.ui.contact.page import ContactPage
from hall_desk.ui.counter.window import CounterWindow
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.visitpage import FindPage, VisitPage
from hall_desk.usecases import calling
from hall_desk.usecases.correcting import errors_of
from tests.conftest import MANAGER, Day
from tests.ui.test_counter import Counter
from tests.ui.test_counter import counter as counter  # noqa: PLC0414 - the fixture
from tests.ui.test_pages import backs
from tests.ui.test_stations import CTRL, Chair, Key, Seat, counter_of
from tests.ui.test_stations import seat as seat  # noqa: PLC0414 - the fixture
from tests.usecases.test_visits import paid_visit


@pytest.fixture
def visit(day: Day, clock: FakeClock) -> Ticket:
    """张予安 has paid at window 3 this morning."""
    day.count_float()
    return paid_visit(day, clock)


def sit(seat: Seat) -> Chair:
    """The clerk 1032 at window 3."""
    chair = seat(screen="counter", window_no=3)
    chair.sign_in("1032")
    chair.until(CounterWindow)
    return chair


def page_of(chair: Chair) -> VisitPage:
    """The page below the counter's header."""
    page = counter_of(chair).window.page()
    assert isinstance(page, VisitPage)
    return page


def write(chair: Chair, text: str) -> None:
    """Typed by hand, not by a scanner."""
    for letter in text:
        QTest.qWait(40)
        chair.write(letter)
    QTest.qWait(40)


def test_a_visit_is_found_by_initials_read_and_put_right_by_keyboard(
    seat: Seat, day: Day, visit: Ticket
) -> None:
    chair = sit(seat)
    chair.press(Key.Key_F, CTRL)
    write(chair, "zya")
    chair.press(Key.Key_Return)
    chair.press(Key.Key_Return)
    page = page_of(chair)
    assert page.code.text() == "A001"
    assert page.table.hasFocus()
    assert backs(page) == ["返回"], "once, at the left"
    chair.press(Key.Key_F8)
    assert page.main.isVisible()
    panel = page.correction
    assert panel.isVisible()
    assert panel.what.hasFocus()
    chair.press(Key.Key_Right)
    panel.lines["quantity"].setFocus()
    panel.lines["quantity"].selectAll()
    write(chair, "3")
    chair.press(Key.Key_Return, CTRL)
    assert panel.fields["reason"].error() == "请写差错原因。"
    assert panel.lines["reason"].hasFocus()
    write(chair, "too many")
    chair.rest()
    chair.press(Key.Key_Return, CTRL)
    (error,) = day.ask(errors_of, visit.id)
    assert (error.before, error.after) == ({"quantity": 1}, {"quantity": 3})
    assert not panel.isVisible()
    assert page.table.hasFocus()
    chair.press(Key.Key_Escape)
    window = counter_of(chair).window
    assert window.page() is None
    state = window.state()
    assert state is not None
    assert state.panel.panel is Panel.FIND, "back to what was found"


def test_a_paper_of_the_visit_is_printed_again(seat: Seat, visit: Ticket) -> None:
    chair = sit(seat)
    counter_of(chair).open_visit(visit.id)
    QApplication.processEvents()
    chair.press(Key.Key_P, CTRL)
    assert [name for name, _ in chair.printer.papers] == ["SJ-000001-补打1"]


def test_the_duty_manager_looks_up_from_the_desk(seat: Seat, day: Day, visit: Ticket) -> None:
    chair = seat()
    chair.sign_in(MANAGER)
    chair.until(DutyWindow)
    chair.press(Key.Key_F, CTRL)
    found = chair.until(FindPage)
    assert isinstance(found, FindPage)
    write(chair, "A001")
    chair.press(Key.Key_Return)
    chair.press(Key.Key_Return)
    page = chair.until(VisitPage)
    assert isinstance(page, VisitPage)
    assert page.code.text() == "A001"
    chair.press(Key.Key_Escape)
    chair.until(FindPage)
    chair.press(Key.Key_Escape)
    chair.until(DutyWindow)


def scan(chair: Chair, text: str) -> None:
    """What the counter's scanner tells after a burst; how it hears one is tested by itself."""
    counter_of(chair).window.scanner.scanned.emit(read_code(text))
    QApplication.processEvents()


def test_a_scan_above_a_page_lands_where_it_belongs(seat: Seat, day: Day, visit: Ticket) -> None:
    chair = sit(seat)
    station = counter_of(chair)
    station.open_contact()
    QApplication.processEvents()
    scan(chair, "3600123450127")
    page = station.window.page()
    assert isinstance(page, ContactPage)
    assert page.form.editors["account_no"].text() == "3600123450127"  # type: ignore[union-attr]
    assert page.form.editors["customer_name"].text() == ""  # type: ignore[union-attr]
    station.close_page()
    station.open_visit(visit.id)
    QApplication.processEvents()
    scan(chair, ticket_payload(visit.business_date, "A001"))
    assert station.window.page() is None
    state = station.window.state()
    assert state is not None
    assert [row.code for row in state.panel.find.rows] == ["A001"]


def test_a_walk_up_takes_one_key_and_enter(counter: Counter) -> None:
    counter.press(Key.Key_N, CTRL)
    assert counter.window.right.walk_up.isVisible()
    counter.press(Key.Key_Return)
    assert counter.phase() is Phase.SERVING
    assert counter.presenter.ticket is not None
    assert counter.presenter.ticket.service_code == "A01"


def test_a_telephone_call_takes_one_key_and_enter(counter: Counter) -> None:
    counter.press(Key.Key_T, CTRL)
    counter.press(Key.Key_Down)
    counter.press(Key.Key_Return)
    assert counter.phase() is Phase.SERVING
    assert counter.presenter.ticket is not None
    assert counter.presenter.ticket.service_code == "C02"


def test_a_no_show_comes_back_from_the_query(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    ticket = counter.presenter.ticket
    assert ticket is not None
    for _ in range(2):
        counter.seconds(31)
        counter.press(Key.Key_F5)
    counter.seconds(31)
    counter.day.do(calling.no_show, "1032", ticket_id=ticket.id)
    counter.presenter.refresh()
    counter.press(Key.Key_F, CTRL)
    for letter in ticket.code:
        counter.moment += 0.2
        counter.type(letter)
    counter.press(Key.Key_Return)
    assert counter.window.right.find_panel.back.isVisible()
    counter.press(Key.Key_Return, CTRL)
    again = counter.day.ask(lambda reading: reading.get(Ticket, id=ticket.id))
    assert again.state is TicketState.WAITING
    assert not counter.window.right.find_panel.back.isVisible()


def test_arrows_walk_what_was_found_and_enter_opens_it(counter: Counter, clock: FakeClock) -> None:
    opened: list[int] = []
    counter.window.wants_visit.connect(opened.append)
    first = paid_visit(counter.day, clock)
    second = paid_visit(counter.day, clock)
    counter.press(Key.Key_F, CTRL)
    for letter in "zya":
        counter.moment += 0.2
        counter.type(letter)
    counter.press(Key.Key_Return)
    assert opened == []
    counter.press(Key.Key_Return)
    counter.press(Key.Key_Down)
    counter.press(Key.Key_Return)
    assert {opened[0], opened[1]} == {first.id, second.id}
