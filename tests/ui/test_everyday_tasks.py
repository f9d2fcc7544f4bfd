"""Ten everyday tasks by the hand of a clerk: each is done, its keys are counted and written down.

The counts stand in ``resources/docs/everyday-tasks.md``; a task that costs another press fails.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hall_desk.domain.contacts import Handling
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.tickets import Ticket, TicketState, WindowNo
from hall_desk.presenters.counter_state import Phase
from hall_desk.usecases import contacts, notices, queries, ratings, serving, suspending
from tests.conftest import MANAGER, Day, open_for_business
from tests.ui.test_pages import write
from tests.ui.test_station import Clerk

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TABLE = Path(__file__).parents[2] / "resources/docs/everyday-tasks.md"
Seat = Callable[..., "Hand"]


class Hand(Clerk):
    """A clerk whose presses are counted; amounts, names and numbers are counted apart."""

    keys = 0
    typed = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """One key, with or without a modifier, is one press."""
        self.keys += 1
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            QApplication.processEvents()
        super().press(key, modifier)

    def type(self, text: str) -> None:
        """Letters and figures; Chinese as an input method hands it over."""
        self.typed += len(text)
        if text.isascii():
            super().type(text)
        else:
            write(text)

    def begin(self) -> None:
        """F2, F3: the next customer."""
        self.press(Key.Key_F2)
        self.press(Key.Key_F3)
        assert self.presenter.phase() is Phase.SERVING

    def phase(self) -> Phase:
        """What the window is about."""
        return self.presenter.phase()


@pytest.fixture
def seat(day: Day, qtbot: QtBot) -> Iterator[Seat]:
    """Seats a clerk once the customers of the task are there."""
    made: list[Hand] = []

    def _seat(staff_no: str = "1032", window: int = 3) -> Hand:
        day.count_float(window)
        made.append(Hand(day, qtbot, staff_no, window))
        return made[-1]

    yield _seat
    for hand in made:
        hand.station.close()
        hand.program.close()


def written_down(number: int, hand: Hand) -> None:
    """The task's line in the table says what was counted."""
    rows = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("| ")]
    (row,) = [line for line in rows if line.startswith(f"| {number} |")]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert (int(cells[3]), int(cells[4]), int(cells[5])) == (hand.keys, 0, hand.typed), row


def tickets_of(day: Day) -> list[Ticket]:
    found: list[Ticket] = day.ask(lambda reading: reading.all(Ticket))
    return found


def items_of(day: Day, ticket_id: int) -> list[Item]:
    found: list[Item] = day.ask(serving.items_of, ticket_id)
    return found


def test_1_a_payment_of_one_account(day: Day, seat: Seat) -> None:
    day.issue("A01")
    hand = seat()
    hand.begin()
    hand.type("86.4")
    hand.press(Key.Key_Return)
    hand.type("100")
    hand.press(Key.Key_Return)
    hand.press(Key.Key_F4)
    assert hand.phase() is Phase.IDLE
    (paid,) = hand.vouchers()
    assert (paid.due_fen, paid.change_fen) == (8640, 1360)
    assert hand.keys - 2 == 3, "three presses beside the two Enters of the amounts"
    written_down(1, hand)


def test_2_a_property_manager_pays_twelve_accounts(day: Day, seat: Seat) -> None:
    day.issue("A01")
    hand = seat()
    hand.begin()
    hand.press(Key.Key_Q, CTRL)
    hand.type("12")
    hand.press(Key.Key_Return)
    hand.type("1036.8")
    hand.press(Key.Key_Return)
    hand.type("1100")
    hand.press(Key.Key_Return)
    hand.press(Key.Key_F4)
    assert hand.phase() is Phase.IDLE
    (item,) = items_of(day, tickets_of(day)[0].id)
    assert (item.quantity, item.limit_s) == (12, 3600)
    assert hand.vouchers()[0].due_fen == 103_680
    written_down(2, hand)


def test_3_a_new_connection_with_a_missing_paper(day: Day, seat: Seat) -> None:
    day.issue("B01")
    hand = seat("1021", 4)
    hand.begin()
    hand.press(Key.Key_P, CTRL)
    hand.press(Key.Key_F4)
    hand.press(Key.Key_4)
    hand.press(Key.Key_F4)
    assert hand.phase() is Phase.IDLE
    (item,) = items_of(day, tickets_of(day)[0].id)
    assert item.outcome is Outcome.PAPERS
    given = day.ask(notices.latest_of_item, item.id)
    assert given is not None
    assert given.missing
    assert given.pass_id is not None
    assert [name[:3] for name, _ in hand.printer.papers] == ["告知单"]
    written_down(3, hand)


def test_4_an_enquiry_is_handed_to_another_desk(day: Day, seat: Seat) -> None:
    day.issue("C03")
    hand = seat()
    hand.begin()
    hand.press(Key.Key_F4, SHIFT)
    hand.press(Key.Key_3)
    hand.press(Key.Key_F4)
    hand.press(Key.Key_Down)
    hand.press(Key.Key_Down)
    hand.press(Key.Key_F4)
    assert hand.phase() is Phase.IDLE
    (contact,) = day.ask(contacts.open_contacts, "1032")
    assert (contact.handling, contact.department) == (Handling.REFERRED, "用电检查班")
    written_down(4, hand)


def test_5_a_transfer_and_back(day: Day, seat: Seat) -> None:
    day.issue("A01")
    hand, other = seat(), seat("1008", 1)
    hand.begin()
    hand.press(Key.Key_F11)
    hand.press(Key.Key_1)
    hand.press(Key.Key_Return)
    other.presenter.refresh()
    other.begin()
    other.press(Key.Key_F11)
    other.press(Key.Key_1)
    other.press(Key.Key_Return)
    hand.presenter.refresh()
    hand.begin()
    (ticket,) = tickets_of(day)
    assert (ticket.code, ticket.window_no, ticket.transfers) == ("A001", 3, 2)
    hand.keys += other.keys
    written_down(5, hand)


def test_6_somebody_who_was_passed_over_returns(day: Day, seat: Seat) -> None:
    day.issue("A01")
    hand = seat()
    hand.press(Key.Key_F2)
    for _ in range(2):
        day.clock.advance(31)
        hand.presenter.tick()
        hand.press(Key.Key_F5)
    day.clock.advance(31)
    hand.presenter.tick()
    hand.press(Key.Key_F5, SHIFT)
    assert tickets_of(day)[0].state is TicketState.NO_SHOW
    hand.press(Key.Key_F, CTRL)
    hand.type("A001")
    hand.press(Key.Key_Return)
    hand.press(Key.Key_Return, CTRL)
    assert tickets_of(day)[0].state is TicketState.WAITING
    written_down(6, hand)


def test_7_a_paid_repair_is_quoted_and_signed(day: Day, seat: Seat) -> None:
    day.issue("E02")
    hand = seat("1030", 8)
    hand.begin()
    hand.press(Key.Key_F6)
    hand.press(Key.Key_Right)
    hand.press(Key.Key_Tab)
    hand.press(Key.Key_Tab)
    hand.type("苏合")
    hand.press(Key.Key_Tab)
    hand.type("13800000000")
    hand.press(Key.Key_Tab)
    hand.press(Key.Key_Tab)
    hand.press(Key.Key_Space)
    hand.press(Key.Key_Return, CTRL)
    hand.type("L02")
    hand.press(Key.Key_Return)
    hand.type("2")
    hand.press(Key.Key_F4)
    from hall_desk.domain.paidservice import Sheet, SheetState

    (sheet,) = day.ask(lambda reading: reading.all(Sheet))
    assert (sheet.state, sheet.total_fen) == (SheetState.SIGNED, 3000)
    written_down(7, hand)


def test_8_a_customer_is_not_satisfied(day: Day, seat: Seat) -> None:
    day.issue("C01")
    hand = seat()
    hand.begin()
    hand.press(Key.Key_F4)
    hand.press(Key.Key_R, CTRL)
    hand.press(Key.Key_2)
    (ticket,) = tickets_of(day)
    rating = day.ask(ratings.rating_of, ticket.id)
    assert rating is not None
    assert (rating.level, rating.follow_owner) == (2, MANAGER)
    hand.press(Key.Key_F2)
    written_down(8, hand)


def test_9_the_window_is_suspended_and_opens_again(day: Day, seat: Seat) -> None:
    hand = seat()
    hand.press(Key.Key_F10)
    assert hand.station.overlay is not None
    hand.press(Key.Key_3)
    hand.press(Key.Key_Return, CTRL)
    assert day.ask(queries.get_window, WindowNo(3)).suspension_id is not None
    assert hand.station.sign is not None
    hand.window = hand.station.sign[1]  # type: ignore[assignment]
    hand.window.show()
    hand.window.activateWindow()
    QApplication.processEvents()
    hand.press(Key.Key_F10)
    assert day.ask(suspending.open_suspensions) == []
    hand.window = hand.station.window
    written_down(9, hand)


def test_10_yesterdays_visit_is_found(day: Day, seat: Seat) -> None:
    hand = yesterday(day, seat)
    hand.press(Key.Key_F, CTRL)
    hand.type("lyq")
    hand.press(Key.Key_Return)
    hand.press(Key.Key_Return)
    page = hand.window.page()
    assert page is not None
    assert hand.station.page is not None
    state = hand.station.page.build()
    assert state.code == "A001"
    written_down(10, hand)


def yesterday(day: Day, seat: Seat) -> Hand:
    """林予青 paid yesterday; the hall has closed and opened again."""
    day.issue("A01")
    first = seat()
    first.begin()
    first.presenter.set_customer("林予青")
    first.type("50")
    first.press(Key.Key_Return)
    first.type("50")
    first.press(Key.Key_Return)
    first.press(Key.Key_F4)
    first.station.close()
    first.program.close()
    day.clock.set(day.clock.now().replace(hour=10))
    day.close()
    morning = day.clock.now().replace(hour=0) + timedelta(days=1)
    day.clock.set(morning)
    open_for_business(day.hall, day.clock)
    day.clock.set(morning + timedelta(hours=1))
    return seat()


def test_the_table_has_exactly_the_ten_tasks() -> None:
    rows = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("| ")]
    numbers = [row.strip("|").split("|")[0].strip() for row in rows]
    assert numbers == ["#", *(str(number) for number in range(1, 11))]
