"""The duty manager's pages by keyboard: follow-ups, phrases, window signs."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.domain.phrases import CodeText
from hall_desk.domain.ratings import Rating
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.followup.page import FollowUpsPage
from hall_desk.ui.phrases.page import PhrasesPage
from hall_desk.ui.settings import SectionFrame
from hall_desk.ui.signs_setup.page import SignsSetupPage
from hall_desk.usecases import ratings, windowsigns
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.ui.test_stations import Chair, duty_of, seat

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
__all__ = ["seat"]


@pytest.fixture
def desk(qtbot: QtBot, hall: Hall, day: Day) -> Iterator[Chair]:
    """The duty manager at the desk; two customers were not content."""
    from hall_desk.presenters.base import SyncRunner

    for level in (1, 2):
        ticket = day.whole_visit()
        day.do(ratings.rate, "1032", subject_id=ticket.id, level=level)
    chair = Chair(qtbot, hall, SyncRunner())
    chair.sign_in(MANAGER)
    chair.until(DutyWindow)
    yield chair
    duty_of(chair).close()
    chair.program.close()
    QApplication.processEvents()


@pytest.mark.rule("S1-11")
def test_f2_lists_the_bad_answers_and_ctrl_enter_closes_one(desk: Chair, day: Day) -> None:
    desk.press(Key.Key_F2)
    page = desk.until(FollowUpsPage)
    assert isinstance(page, FollowUpsPage)
    assert page.table.row_count() == 2
    desk.press(Key.Key_Return)
    assert page.focusWidget() is page.box
    desk.press(Key.Key_Return, CTRL)
    assert "请填回访结果" in page.field.error()
    desk.write("called")
    desk.rest()
    desk.press(Key.Key_Return, CTRL)
    closed = [r for r in day.ask(lambda reading: reading.all(Rating)) if r.follow_closed_at]
    assert [(r.level, r.follow_result) for r in closed] == [(1, "called")]
    assert page.table.row_count() == 1
    assert page.box.toPlainText() == ""
    desk.press(Key.Key_Escape)
    desk.until(DutyWindow)


def test_the_button_of_an_alert_opens_its_follow_up(desk: Chair, day: Day) -> None:
    second = day.ask(ratings.open_follow_ups)[1]
    window = duty_of(desk).window
    window.alert_acted.emit("follow", f"follow:{second.id}")
    page = desk.until(FollowUpsPage)
    assert isinstance(page, FollowUpsPage)
    assert page.table.current_key() == str(second.id)
    assert page.title.text() == "A002"


def section(desk: Chair, key: str) -> QWidget:
    """A page of the settings, by keyboard: F11, Ctrl+PgUp to it, Enter."""
    if not isinstance(desk.shell._stack.currentWidget(), SectionFrame):
        desk.press(Key.Key_F11)
    frame = desk.until(SectionFrame)
    assert isinstance(frame, SectionFrame)
    for _ in frame.names:
        if frame.nav.current_key() != key:
            desk.press(Key.Key_PageUp, CTRL)
    frame.begin()
    desk.press(Key.Key_Return)
    found: QWidget = frame.pages[key]
    return found


@pytest.mark.rule("S3-1")
def test_a_phrase_is_worded_kept_and_restored_by_keyboard(desk: Chair, day: Day) -> None:
    page = section(desk, "phrases")
    assert isinstance(page, PhrasesPage)
    assert "不知道" in page.forbidden.text()
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert page.focusWidget() is page.box
    assert page.moment.text().startswith("P02")
    page.box.selectAll()
    desk.write("Hello {name}")
    desk.press(Key.Key_Return, CTRL)
    assert "不认识 {name}" in page.field.error()
    assert page.box.toPlainText() == "Hello {name}"
    page.box.selectAll()
    desk.write("Hello")
    desk.rest()
    desk.press(Key.Key_Return, CTRL)
    kept = day.ask(lambda r: r.get(CodeText, list="phrase", code="P02"))
    assert (kept.text, kept.version) == ("Hello", 2)
    desk.press(Key.Key_F5)
    kept = day.ask(lambda r: r.get(CodeText, list="phrase", code="P02"))
    assert (kept.text, kept.version) == (kept.shipped, 3)
    assert page.box.toPlainText() == kept.shipped


@pytest.mark.rule("12(5)")
def test_a_sign_is_worded_and_printed_by_keyboard(desk: Chair, day: Day) -> None:
    section(desk, "phrases")
    desk.press(Key.Key_F3)
    page = section(desk, "signs")
    assert isinstance(page, SignsSetupPage)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert page.focusWidget() is page.name
    desk.write("Hall")
    page.third.setFocus()
    desk.write("Svet")
    page.language.setFocus()
    desk.write("Test")
    desk.press(Key.Key_Return, CTRL)
    texts = day.ask(windowsigns.sign_texts)
    sign = next(sign for no, _, sign in texts.windows if no == 3)
    assert (page.name.text(), page.third.text(), page.language.text()) == ("Hall", "Svet", "Test")
    assert (sign.name, sign.third, texts.language.name) == ("Hall", "Svet", "Test")
    desk.press(Key.Key_P, CTRL)
    assert [name for name, _ in desk.printer.papers] == ["窗口标识-3号窗口"]
    desk.press(Key.Key_Escape)
    desk.until(DutyWindow)
