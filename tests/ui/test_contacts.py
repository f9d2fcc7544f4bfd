"""The ladder, the directory and the open answer by keys, as the stations show them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hall_desk.domain.codes import CodeKind, ScannedCode
from hall_desk.domain.contacts import DirectoryEntry, FirstContact
from hall_desk.presenters.base import Runner, SyncRunner
from hall_desk.ui.contact.page import ContactPage
from hall_desk.ui.counter.window import CounterWindow
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.ladder.page import LadderPage
from hall_desk.ui.theme import Theme
from hall_desk.ui.upkeep.page import UpkeepPage
from hall_desk.usecases import ladder as laddering
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.ui.test_stations import Chair, Seat, counter_of

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def seat(qtbot: QtBot, hall: Hall) -> Iterator[Seat]:
    """Sets up a PC of the hall."""
    made: list[Chair] = []

    def _sit(runner: Runner | None = None, **chosen: object) -> Chair:
        made.append(Chair(qtbot, hall, runner or SyncRunner(), **chosen))
        return made[-1]

    yield _sit
    for chair in made:
        chair.program.close()


def serving(seat: Seat, day: Day) -> Chair:
    """A clerk with a customer at window 3."""
    day.issue("C01")
    chair = seat(window_no=3)
    chair.sign_in("1032")
    chair.until(CounterWindow)
    chair.press(Key.Key_F2)
    chair.rest()
    chair.press(Key.Key_F3)
    return chair


def page_of(chair: Chair) -> object:
    return counter_of(chair).window.page()


def test_a_scanned_account_is_looked_up_on_the_ladder(seat: Seat, day: Day) -> None:
    chair = serving(seat, day)
    chair.press(Key.Key_B, CTRL)
    page = page_of(chair)
    assert isinstance(page, LadderPage)
    chair.write("lxc")
    assert page.take_scan(ScannedCode(kind=CodeKind.ACCOUNT, number="3600145550001"))
    assert page.query.text() == "3600145550001"
    assert page.found.text() != "", "an account that no area has is said"
    assert page.take_scan(ScannedCode(kind=CodeKind.PASS, number="7K2M9Q"))
    assert "先返回" in page.message.text()


@pytest.mark.rule("S2-1", "11(2)")
def test_a_rung_found_by_keys_fills_the_first_contact_form(
    seat: Seat, hall: Hall, day: Day
) -> None:
    chair = serving(seat, day)
    chair.press(Key.Key_B, CTRL)
    page = page_of(chair)
    assert isinstance(page, LadderPage)
    chair.write("lxc")
    chair.press(Key.Key_Return)
    chair.press(Key.Key_Down)
    chair.press(Key.Key_Down)
    assert "柳溪供电所" in page.ladder.accessibleDescription()
    page.give_card.click()
    QApplication.processEvents()
    assert page.give_card.text() == "09:00 已交客户"
    chair.press(Key.Key_Return, CTRL)
    form = page_of(chair)
    assert isinstance(form, ContactPage)
    assert form.form.department.currentText() == "柳溪供电所"
    assert form.form.editors["person_phone"].text() == "000-0000-0202"  # type: ignore[union-attr]
    ticket = counter_of(chair).presenter.ticket
    assert ticket is not None
    assert list(hall.ask(laddering.cards_given, ticket.id)) == ["S02"]
    chair.press(Key.Key_Escape)
    chair.press(Key.Key_Escape)
    assert page_of(chair) is None


@pytest.mark.rule("S2-1")
def test_arrows_in_the_search_walk_the_areas_and_a_gap_is_not_chosen(seat: Seat, day: Day) -> None:
    chair = serving(seat, day)
    chair.press(Key.Key_B, CTRL)
    page = page_of(chair)
    assert isinstance(page, LadderPage)
    chair.write("sl")
    for _ in range(2):
        chair.press(Key.Key_Down)
    assert page.area_name.text() == "示例山台区"
    assert page.query.hasFocus()
    assert "没有登记台区经理" in page.ladder.accessibleDescription()
    chair.press(Key.Key_Return)
    chair.press(Key.Key_Down)
    assert page.ladder.accessibleDescription().startswith("本次联系：供电所")
    chair.press(Key.Key_B, CTRL)
    assert page.query.hasFocus()


@pytest.mark.rule("14(3)")
def test_an_open_answer_is_registered_with_the_tick_and_given_from_the_list(
    seat: Seat, hall: Hall, day: Day
) -> None:
    chair = serving(seat, day)
    chair.press(Key.Key_F7)
    page = page_of(chair)
    assert isinstance(page, ContactPage)
    page.form.editors["matter"].setFocus()
    chair.write("price")
    counter_of(chair).page.set_handling("记录后答复")  # type: ignore[union-attr]
    assert page.form.promised_later.text() == "3月16日 17:30"
    chair.press(Key.Key_Return, CTRL)
    assert page.form.editors["phone"].hasFocus()
    page.form.declined.click()
    chair.rest()
    chair.press(Key.Key_Return, CTRL)
    kept = hall.ask(lambda reading: reading.all(FirstContact))[0]
    assert kept.phone_declined
    assert page.form.editors["result"].hasFocus()
    chair.press(Key.Key_Escape)
    chair.press(Key.Key_J, CTRL)
    chair.press(Key.Key_Return)
    again = page_of(chair)
    assert isinstance(again, ContactPage)
    again.form.editors["result"].setFocus()
    chair.write("told")
    chair.rest()
    chair.press(Key.Key_Return, CTRL)
    assert not hall.ask(lambda reading: reading.get(FirstContact, id=kept.id)).is_open


@pytest.mark.rule("S1-2")
def test_the_duty_manager_keeps_the_directory_from_the_desk(
    seat: Seat, hall: Hall, day: Day
) -> None:
    chair = seat()
    chair.sign_in(MANAGER)
    chair.until(DutyWindow)
    chair.press(Key.Key_B, CTRL)
    found = chair.until(LadderPage)
    assert isinstance(found, LadderPage)
    chair.press(Key.Key_F3)
    page = chair.until(UpkeepPage)
    assert isinstance(page, UpkeepPage)
    page.table.select_key("JL")
    QApplication.processEvents()
    page.form.focus_field("duty")
    chair.press(Key.Key_A, CTRL)
    chair.write("zhuangbiao")
    chair.press(Key.Key_Return, CTRL)
    entry = hall.ask(lambda reading: reading.get(DirectoryEntry, code="JL"))
    assert entry.duty == "zhuangbiao"
    page.verify.click()
    page.switch.click()
    QApplication.processEvents()
    assert page.switch.text() == "启用"
    for screen in (LadderPage, DutyWindow):
        chair.press(Key.Key_Escape)
        chair.until(screen)


@pytest.mark.parametrize("scheme", ["light", "contrast"])
def test_pages_say_what_they_are_to_a_reader(seat: Seat, scheme: str) -> None:
    theme = Theme(scheme)  # type: ignore[arg-type]
    page, kept = LadderPage(theme), UpkeepPage(theme)
    assert page.accessibleName() == "联系人查询"
    assert page.query.accessibleName() == "村、台区、户号或姓名"
    assert kept.table.accessibleName() == "通讯录"
    for widget in (page, kept):
        widget.deleteLater()
