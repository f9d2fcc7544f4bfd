"""What money left behind is dealt with from its alert at the duty desk, by keyboard."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hall_desk.domain.metertests import MeterTest
from hall_desk.domain.reconnections import Reconnection
from hall_desk.store.transaction import Reading
from hall_desk.ui.duty.alerts import AlertLineRow
from hall_desk.ui.duty.matter import MatterDialog
from hall_desk.ui.feed import ChangeFeed
from hall_desk.ui.theme import Theme
from hall_desk.usecases import deposits, reconnections, workorders
from hall_desk.usecases.hall import Hall
from tests.conftest import Day
from tests.ui.test_duty import CTRL, Board
from tests.usecases.test_meter_tests import ACCOUNT, arrears, deposit, name_the_document
from tests.usecases.test_money import signed
from tests.usecases.test_paid_work import dispatched

RETURN, ESCAPE, F3, F8 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F3, Qt.Key.Key_F8


@pytest.fixture
def board(qtbot: QtBot, hall: Hall) -> Board:
    return Board(qtbot, hall, Theme(), (1366, 768))


@pytest.fixture
def task(day: Day) -> Reconnection:
    """A reconnection one second beyond its 24 hours."""
    day.count_float()
    arrears(day)
    (found,) = day.ask(reconnections.open_reconnections)
    day.clock.set(found.due_at + timedelta(seconds=1))
    return found  # type: ignore[no-any-return]


@pytest.fixture
def meter_tests(day: Day) -> list[MeterTest]:
    """Two meter tests whose results are late."""
    day.count_float()
    name_the_document(day)
    found = [deposit(day)[1], deposit(day)[1]]
    day.clock.advance(15 * 24 * 3600)
    return found


def alerts(board: Board, words: str) -> list[AlertLineRow]:
    """The alerts that say so."""
    return [row for row in board.window.alerts.rows() if words in row.accessibleName()]


def opened(board: Board, words: str) -> MatterDialog:
    """Enter at the alert's button."""
    board.presenter.refresh()
    (row,) = alerts(board, words)
    assert row.button.text() == "办理"
    row.button.setFocus()
    board.press(RETURN)
    dialog = board.parts.matter_dialog
    assert dialog is not None
    assert dialog.is_open()
    return dialog


def now(day: Day, task: Reconnection) -> Reconnection:
    return day.ask(lambda reading: reading.get(Reconnection, id=task.id))  # type: ignore[no-any-return]


@pytest.mark.rule("22(2)")
def test_a_late_reconnection_is_passed_on_and_ended_with_its_reason_from_the_alert(
    board: Board, day: Day, task: Reconnection
) -> None:
    dialog = opened(board, "复电超过 24 小时")
    assert board.window.focusWidget() is dialog.told
    board.press(RETURN, CTRL)
    assert (
        dialog.fields["late_reason"].error() == "已过 24 小时，请写未按时复电的原因，并向客户说明。"
    )
    assert board.window.focusWidget() is dialog.late
    dialog.told.setFocus()
    board.press(F3)
    assert dialog.fields["passed_on_to"].error() == "请填通知了谁（班组或人员）。"
    board.type("team 2")
    board.press(RETURN)
    assert now(day, task).passed_on_to == "team 2"
    assert "已通知 team 2" in dialog.lines.text()
    dialog.late.setFocus()
    board.type("flood")
    board.press(ESCAPE)
    assert not dialog.is_open()
    assert opened(board, "复电超过 24 小时").late.toPlainText() == "flood", "what was typed stays"
    board.press(RETURN, CTRL)
    assert not dialog.is_open()
    done = now(day, task)
    assert (done.done_by, done.late_reason, done.explained_at) == ("0906", "flood", day.clock.now())
    assert alerts(board, "24 小时") == []
    assert "已记复电" in board.window.message.text()


@pytest.mark.rule("22(2)")
def test_what_another_desk_ended_is_gone_here_too(
    board: Board, day: Day, task: Reconnection
) -> None:
    feed = ChangeFeed(day.hall, board.presenter.desk.runner)
    feed.changed.connect(board.presenter.refresh)
    feed.poll()
    dialog = opened(board, "复电超过 24 小时")
    dialog.late.setFocus()
    board.type("flood")
    day.do(reconnections.finish, "1032", task_id=task.id, late_reason="抢修")
    feed.poll()
    assert alerts(board, "24 小时") == []
    assert not dialog.action.isEnabled()
    assert "已办结" in dialog.lines.text()
    board.press(RETURN, CTRL)
    assert now(day, task).late_reason == "抢修"


@pytest.mark.rule("22(2)", "S3-7")
def test_the_manager_hands_a_reconnection_to_another_clerk_by_keyboard(
    board: Board, day: Day, task: Reconnection
) -> None:
    dialog = opened(board, "复电超过 24 小时")
    board.press(F8)
    assert dialog.fields["heir"].error()
    dialog.heir.setFocus()
    board.press(Qt.Key.Key_Down)
    chosen = str(dialog.heir.currentData())
    dialog.reason.setFocus()
    board.type("ill")
    board.press(RETURN)
    assert not dialog.is_open()
    assert now(day, task).owner == chosen != "1032"
    (row,) = alerts(board, "24 小时")
    assert f"责任人 {chosen}" in row.accessibleName()


@pytest.mark.rule("21(7)")
def test_late_meter_tests_get_their_outcome_one_after_the_other(
    board: Board, day: Day, meter_tests: list[MeterTest]
) -> None:
    _, second = meter_tests
    dialog = opened(board, "2 件校验结果逾期")
    assert board.window.focusWidget() is dialog.outcomes
    assert dialog.next.text() == "下一件（共 2 件）"
    board.press(RETURN, CTRL)
    assert dialog.fields["outcome"].error() == "请选检定结果。"
    board.press(Qt.Key.Key_Right)
    board.press(RETURN, CTRL)
    assert dialog.fields["report_no"].error() == "请填检定报告号。"
    board.type("J-88")
    board.press(RETURN, CTRL)
    assert not dialog.is_open()
    assert [each.id for each in day.ask(deposits.open_tests)] == [second.id]
    opened(board, "1 件校验结果逾期")
    assert dialog.next.isHidden()
    assert dialog.report.text() == "", "what was typed belonged to the first"
    board.press(Qt.Key.Key_Right)
    board.press(Qt.Key.Key_Right)
    assert not dialog.action.isEnabled()
    assert "须退还押金" in dialog.warning.text()
    board.press(RETURN, CTRL)
    assert dialog.is_open()


@pytest.mark.rule("4(3)")
def test_whose_it_is_is_masked_until_the_eye_is_pressed(
    board: Board, day: Day, meter_tests: list[MeterTest]
) -> None:
    dialog = opened(board, "校验结果逾期")
    assert ACCOUNT not in dialog.lines.text()
    assert "13800000000" not in dialog.lines.text()
    dialog.eye.setFocus()
    board.press(RETURN)
    assert ACCOUNT in dialog.lines.text()
    assert "13800000000" in dialog.lines.text()
    board.press(ESCAPE)
    opened(board, "校验结果逾期")
    assert ACCOUNT not in dialog.lines.text(), "masked again with the next opening"

    def _looks(reading: Reading) -> int:
        rows = reading.conn.exec_driver_sql(
            "select n from journal where action = 'unmask' and subject = 'meter_test'"
        )
        return len(rows.all())

    assert day.ask(_looks) == 1


@pytest.mark.rule("17(2)", "25", "S3-7")
def test_work_whose_day_is_over_is_told_and_given_to_another_clerk(board: Board, day: Day) -> None:
    day.count_float(8)
    sheets = [signed(day, ("L02", 1000)), signed(day, ("L02", 2000))]
    for hours, sheet in zip((3, 6), sheets, strict=True):
        dispatched(day, sheet, hours=hours)
    day.clock.set(day.clock.now().replace(hour=15, minute=59, second=59))
    board.presenter.refresh()
    assert alerts(board, "派工") == [], "until midnight the team may still report"
    day.clock.advance(1)
    dialog = opened(board, "2 件派工过了约定日期")
    assert board.window.focusWidget() is dialog.heir
    assert not dialog.action.isVisible(), "the report is written at a window"
    assert not dialog.eye.isVisible()
    assert "责任人 1030" in dialog.subtitle.text()
    first = dialog.title.text()
    board.press(Qt.Key.Key_F6)
    assert dialog.title.text() != first
    board.press(Qt.Key.Key_F6)
    assert dialog.title.text() == first
    dialog.heir.setCurrentIndex(dialog.heir.findData("1008"))
    board.press(F8)
    assert "原因" in dialog.fields["handover_reason"].error()
    assert board.window.focusWidget() is dialog.reason
    board.type("ill")
    board.press(RETURN)
    assert not dialog.is_open()
    assert "已转交工号 1008" in board.window.message.text()
    assert [each.sheet.id for each in day.ask(workorders.unpaid_sheets, "1008")] == [sheets[0].id]
