"""The duty desk by keyboard, on a real hall: every key does its one thing, focus is kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.duty import DutyPresenter
from hall_desk.ui.duty.binding import DutyParts, bind
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.feed import ChangeFeed
from hall_desk.ui.kit import KitButton
from hall_desk.ui.pulse import FEED_MS
from hall_desk.ui.theme import Theme
from hall_desk.usecases import helping, opening
from hall_desk.usecases.hall import Hall
from tests.conftest import Day

CTRL = Qt.KeyboardModifier.ControlModifier


class Board:
    """The duty desk of a hall, shown and connected."""

    def __init__(self, qtbot: QtBot, hall: Hall, theme: Theme, size: tuple[int, int]) -> None:
        me = hall.ask(lambda reading: reading.get(Staff, staff_no="0906"))
        self.presenter = DutyPresenter(Desk(hall=hall, runner=SyncRunner()), me)
        self.window = DutyWindow(theme)
        qtbot.addWidget(self.window)
        self.parts: DutyParts = bind(self.presenter, self.window)
        self.presenter.refresh()
        self.window.resize(*size)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """A key at the focused widget."""
        focused: QWidget | None = self.window.focusWidget()
        target = self.window if focused is None else focused
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)

    def type(self, text: str) -> None:
        """Words at the focused widget."""
        QTest.keyClicks(self.window.focusWidget(), text)


@pytest.fixture
def board(qtbot: QtBot, hall: Hall) -> Board:
    return Board(qtbot, hall, Theme(), (1366, 768))


def call(day: Day, window: int = 3, reason: str = "客户要求见主任") -> int:
    made = day.do(helping.call_manager, day.clerk(window), window=WindowNo(window), reason=reason)
    return int(made.id)


@pytest.mark.rule("6(3)", "11(10)")
def test_f4_takes_the_call_and_its_row_then_asks_for_the_decision(board: Board, day: Day) -> None:
    call_id = call(day)
    board.presenter.refresh()
    row = board.window.alerts.rows()[0]
    assert row.button.text() == "接手"
    assert row.button.key_text == "F4"
    board.press(Qt.Key.Key_F4)
    taken = board.presenter.find_call(call_id)
    assert taken is not None
    assert taken.taken_by == "0906"
    assert board.window.alerts.rows()[0] is row
    assert row.button.text() == "写结果"
    assert "已接手" in board.window.message.text()


@pytest.mark.rule("11(10)")
def test_a_decision_is_written_by_keyboard_alone(board: Board, day: Day) -> None:
    call(day)
    board.presenter.refresh()
    board.press(Qt.Key.Key_F4)
    board.window.alerts.rows()[0].button.setFocus()
    board.press(Qt.Key.Key_Return)
    dialog = board.parts.decision
    assert dialog.is_open()
    board.press(Qt.Key.Key_Return, CTRL)
    assert dialog.is_open()
    assert dialog.field.error() == "请写处理结果。"
    board.type("ok")
    board.press(Qt.Key.Key_Return, CTRL)
    assert not dialog.is_open()
    assert board.window.alerts.rows() == []


@pytest.mark.rule("11(10)")
def test_a_call_from_another_window_appears_at_the_next_poll_of_the_feed(
    board: Board, day: Day
) -> None:
    feed = ChangeFeed(day.hall, SyncRunner())
    feed.changed.connect(board.presenter.refresh)
    feed.poll()
    call(day)
    feed.poll()
    assert FEED_MS <= 2000
    assert board.window.alerts.rows()[0].button.text() == "接手"
    assert board.window.header.findChild(QWidget, "calling").isVisible()  # type: ignore[union-attr]


def test_a_refresh_keeps_the_focus_on_the_same_alert(board: Board, day: Day) -> None:
    day.issue("A01")
    day.serve(1)
    day.clock.advance(301)
    board.presenter.refresh()
    button = board.window.alerts.rows()[0].button
    button.setFocus()
    call(day)
    board.presenter.refresh()
    assert len(board.window.alerts.rows()) == 2
    assert board.window.focusWidget() is button
    assert board.window.alerts.rows()[1].button is button


def test_a_tile_keeps_its_focus_and_opens_its_window(board: Board, day: Day) -> None:
    tile = board.window.findChild(QWidget, "window_3")
    assert tile is not None
    tile.setFocus()
    day.issue("A01")
    day.serve(3)
    board.presenter.refresh()
    assert board.window.focusWidget() is tile
    board.press(Qt.Key.Key_Return)
    assert board.parts.window_dialog.is_open()
    board.press(Qt.Key.Key_Escape)
    assert not board.parts.window_dialog.is_open()
    assert board.window.focusWidget() is tile


def test_windows_are_planned_with_letters_and_arrows(board: Board, day: Day) -> None:
    board.press(Qt.Key.Key_F3)
    dialog = board.parts.plan_dialog
    assert dialog.is_open()
    board.press(Qt.Key.Key_Down)
    board.type("e")
    board.press(Qt.Key.Key_Return, CTRL)
    assert not dialog.is_open()
    state = board.window.state
    assert state is not None
    assert next(t for t in state.tiles if t.number == 3).kinds == "缴费 · 咨询 · 报修"


@pytest.mark.rule("11(9)")
def test_f8_gives_a_ticket_to_somebody_inside(board: Board, day: Day) -> None:
    given: list[Ticket] = []
    board.parts.tickets.given = given.append
    board.press(Qt.Key.Key_F8)
    assert board.parts.ticket_dialog.is_open()
    board.press(Qt.Key.Key_Right)
    board.press(Qt.Key.Key_Return, CTRL)
    assert [ticket.code for ticket in given] == ["B001"]
    board.press(Qt.Key.Key_Escape)
    assert not board.parts.ticket_dialog.is_open()


def test_f10_hands_out_what_to_suspend(board: Board, qtbot: QtBot) -> None:
    board.press(Qt.Key.Key_F10)
    assert board.parts.stops.is_open()
    board.press(Qt.Key.Key_Down)
    with qtbot.waitSignal(board.window.wants_suspension) as wish:
        board.press(Qt.Key.Key_Return, CTRL)
    assert wish.args == ["window", "3"]
    assert not board.parts.stops.is_open()


@pytest.mark.rule("11(9)")
def test_the_day_is_closed_from_the_desk(board: Board, day: Day) -> None:
    ticket = day.issue("A01")
    board.presenter.refresh()
    close = board.window.today.close_button
    assert not close.isEnabled()
    assert close.key_text == "等候 1 人"
    board.window.today.list_button.setFocus()
    board.press(Qt.Key.Key_Return)
    dialog = board.parts.closing_dialog
    assert dialog.is_open()
    assert dialog.table.current_key() is None or dialog.table.row_count() == 1
    day.finish(day.serve(3))
    board.presenter.refresh()
    assert dialog.table.row_count() == 0, ticket.code
    board.press(Qt.Key.Key_F8)
    board.press(Qt.Key.Key_Return, CTRL)
    state = board.parts.closing.build()
    assert state.closed
    assert state.journal_hash[:8] in dialog.value("日志校验值")


@pytest.mark.parametrize(
    ("key", "modifier", "wish"),
    [
        (Qt.Key.Key_F7, None, "wants_register"),
        (Qt.Key.Key_P, CTRL, "wants_report"),
        (Qt.Key.Key_F12, None, "lock_wanted"),
    ],
)
def test_keys_that_lead_out_are_signals(
    board: Board, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier | None, wish: str
) -> None:
    with qtbot.waitSignal(getattr(board.window, wish)):
        board.press(key, modifier)


def test_every_button_has_a_name_and_an_action(board: Board) -> None:
    for button in board.window.findChildren(KitButton):
        assert button.accessibleName(), button
        if button.isVisibleTo(board.window):
            assert button.objectName(), button.accessibleName()


@pytest.mark.parametrize(
    ("size", "scale"),
    [
        ((1366, 768), 1.0),
        ((1920, 1080), 1.0),
        ((1920, 1080), 1.5),
        ((1366, 768), 2.0),
    ],
)
def test_nothing_is_wider_than_the_window(
    qtbot: QtBot, hall: Hall, day: Day, size: tuple[int, int], scale: float
) -> None:
    call(day)
    board = Board(qtbot, hall, Theme(scale=scale), size)
    window = board.window
    assert (window.width(), window.height()) == size
    body = window.area.widget()
    assert body is not None
    assert body.width() <= window.area.viewport().width()
    assert window.bar.width() <= window.width()


def test_a_closed_hall_offers_to_open(qtbot: QtBot, founded: Hall) -> None:
    board = Board(qtbot, founded, Theme(), (1366, 768))
    button = board.window.findChild(QAbstractButton, "open_day")
    assert button is not None
    assert button.isVisible()
    with qtbot.waitSignal(board.window.wants_opening):
        button.click()
    board.press(Qt.Key.Key_F3)
    assert board.window.message.text() == "营业厅还没有开门。"


def test_more_than_eight_windows_stand_closer(qtbot: QtBot, hall: Hall, day: Day) -> None:
    day.do(opening.assign_windows, windows=dict.fromkeys(range(10, 22), "A"))
    board = Board(qtbot, hall, Theme(), (1920, 1080))
    state = board.window.state
    assert state is not None
    assert len(state.tiles) == 16
    tiles = [board.window.findChild(QWidget, f"window_{t.number}") for t in state.tiles]
    assert all(tile is not None and tile.isVisible() for tile in tiles)
    assert len({tile.y() for tile in tiles if tile is not None}) == 3
