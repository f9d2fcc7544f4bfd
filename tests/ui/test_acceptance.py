"""The acceptance page and the tracker by keys, on a real hall in a temporary file."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.clock import FakeClock
from hall_desk.domain.codes import CodeKind, ScannedCode
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.acceptance import AcceptPresenter
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.tracking import TrackPresenter
from hall_desk.ui import acceptance
from hall_desk.ui.acceptance import AcceptPage, TrackListPage, TrackPage
from hall_desk.ui.counter.window import CounterWindow
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.stations.counter import CounterStation
from hall_desk.ui.theme import Theme
from hall_desk.usecases import acceptances, serving
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.ui.test_pages import Beats, Host, backs, host, press, write
from tests.ui.test_stations import Seat, seat
from tests.usecases.test_acceptances import CLERK, GOOD_ID, accepted, in_hand

__all__ = ["host", "seat"]

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(hall: Hall) -> Desk:
    return Desk(hall=hall, runner=SyncRunner())


def accept_page(host: Host, desk: Desk, day: Day, code: str = "B02") -> AcceptPage:
    ticket, item = in_hand(day, code)
    page = AcceptPage(Theme(), monotonic=Beats())
    presenter = AcceptPresenter(desk, CLERK, WindowNo(4), ticket, item)
    acceptance.bind(presenter, page)
    page.setProperty("presenter", presenter)
    host(page)
    presenter.refresh()
    page.begin()
    return page


def focus() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""


@pytest.mark.rule("11(5)")
def test_the_form_is_filled_by_keys_and_a_mistake_stands_at_its_field(
    host: Host, desk: Desk, day: Day
) -> None:
    page = accept_page(host, desk, day)
    assert focus() == "applicant"
    write("阿依古丽·买买提")
    press(Key.Key_Return)
    assert focus() == "id_kind"
    press(Key.Key_Return)
    assert focus() == "id_no", "a list is a field like any other"
    write("110105194912310021")
    press(Key.Key_Return)
    assert "校验位" in page.form.fields["id_no"].error()
    assert focus() == "phone", "a mistake never holds the hands"
    write("13800000000")
    press(Key.Key_Return)
    assert focus() == "account_no"
    press(Key.Key_Return)
    assert focus() == "address"
    write("柳溪镇示例路12号")
    press(Key.Key_Return)
    assert focus() == "paper_0"
    press(Key.Key_Space)
    assert page.papers.rows[0].tick.isChecked()
    press(Key.Key_Return)
    assert focus() == "copies_0"
    press(Key.Key_Return, CTRL)
    assert focus() == "id_no"
    assert page.form.editors["applicant"].text() == "阿依古丽·买买提"


def test_a_scanned_account_goes_into_its_field_of_the_form(
    host: Host, desk: Desk, day: Day
) -> None:
    page = accept_page(host, desk, day)
    assert page.take_scan(ScannedCode(kind=CodeKind.ACCOUNT, number="3600123450127"))
    assert page.form.editors["account_no"].text() == "3600123450127"
    assert focus() == "account_no"
    assert page.message.text() == ""
    assert page.take_scan(ScannedCode(kind=CodeKind.TICKET, number="A001"))
    assert "先返回来访" in page.message.text()


def test_ctrl_enter_accepts_then_notes_the_signature(host: Host, desk: Desk, day: Day) -> None:
    page = accept_page(host, desk, day)
    texts = {
        "applicant": "林𬭎",
        "id_no": GOOD_ID,
        "phone": "13800000000",
        "address": "柳溪镇示例路12号",
    }
    for name, text in texts.items():
        page.form.focus_field(name)
        write(text)
    for row in page.papers.rows:
        row.tick.click()
    press(Key.Key_Return, CTRL)
    assert "先一次性告知" in page.message.text()
    page.column.tell.click()
    press(Key.Key_Return, CTRL)
    assert page.form.editors["id_no"].text() == "110***********002X"
    assert page.form.editors["id_no"].isReadOnly()
    press(Key.Key_Return, CTRL)
    assert day.ask(acceptances.open_acceptances, CLERK)[0].signature_mode == "paper"
    assert backs(page) == ["返回来访"], "once, at the left"
    left: list[bool] = []
    page.left_page.connect(lambda: left.append(True))
    press(Key.Key_Return)
    assert left == [True], "the focus stands at it"
    press(Key.Key_Escape)
    assert len(left) == 2


@pytest.mark.parametrize("code", ["B03", "B24", "B26", "B30"])
def test_the_page_fits_every_service_without_clipping(
    host: Host, desk: Desk, day: Day, code: str
) -> None:
    page = accept_page(host, desk, day, code)
    QApplication.processEvents()
    for row in page.papers.rows:
        if not row.isHidden():
            assert row.copies.geometry().right() <= row.width()
            assert row.tick.width() >= min(row.tick.sizeHint().width(), row.width() // 3)
    assert page.column.width() <= page._aside_box.width()


def test_ctrl_e_opens_the_page_and_esc_keeps_the_draft(seat: Seat, day: Day, qtbot: QtBot) -> None:
    day.issue("B02")
    chair = seat(screen="counter", window_no=4)
    chair.sign_in(CLERK, f"clerk-{CLERK}")
    window = chair.until(CounterWindow)
    assert isinstance(window, CounterWindow)
    chair.press(Key.Key_F2)
    chair.rest()
    chair.press(Key.Key_F3)
    chair.press(Key.Key_E, CTRL)
    page = window.page()
    assert isinstance(page, AcceptPage)
    write("林𬭎")
    chair.press(Key.Key_Escape)
    assert window.page() is None
    chair.press(Key.Key_E, CTRL)
    again = window.page()
    assert isinstance(again, AcceptPage)
    assert again.form.editors["applicant"].text() == "林𬭎"


def test_a_payment_has_no_acceptance_page(seat: Seat, day: Day) -> None:
    day.issue("A01")
    chair = seat(screen="counter", window_no=3)
    chair.sign_in("1032")
    window = chair.until(CounterWindow)
    assert isinstance(window, CounterWindow)
    chair.press(Key.Key_F2)
    chair.rest()
    chair.press(Key.Key_F3)
    chair.press(Key.Key_E, CTRL)
    assert window.page() is None
    state = window.state()
    assert state is not None
    assert "不是用电业务" in state.message.text
    assert not state.promise.shown


def test_an_open_acceptance_is_followed_from_the_clerks_matters(seat: Seat, day: Day) -> None:
    made = accepted(day)
    chair = seat(screen="counter", window_no=4)
    chair.sign_in(CLERK, f"clerk-{CLERK}")
    window = chair.until(CounterWindow)
    assert isinstance(window, CounterWindow)
    chair.press(Key.Key_J, CTRL)
    chair.press(Key.Key_Return)
    page = window.page()
    assert isinstance(page, TrackPage)
    assert page.number.text() == f"受理号 SL-{made.code}"
    station = chair.flow.station
    assert isinstance(station, CounterStation)
    chair.press(Key.Key_Escape)
    assert window.page() is None


def test_the_duty_desk_opens_the_register_and_a_row_of_it(seat: Seat, day: Day) -> None:
    made = accepted(day)
    chair = seat()
    chair.sign_in(MANAGER)
    chair.until(DutyWindow)
    chair.press(Key.Key_E, CTRL)
    listed = chair.until(TrackListPage)
    assert isinstance(listed, TrackListPage)
    chair.press(Key.Key_Return)
    page = chair.until(TrackPage)
    assert isinstance(page, TrackPage)
    assert page.number.text() == f"受理号 SL-{made.code}"
    chair.press(Key.Key_Escape)
    chair.until(TrackListPage)
    chair.press(Key.Key_Escape)
    chair.until(DutyWindow)


@pytest.mark.rule("18(3)")
def test_enter_records_a_date_of_the_tracker(
    host: Host, desk: Desk, day: Day, clock: FakeClock
) -> None:
    made = accepted(day)
    clock.advance(20 * 86400)
    page = TrackPage(Theme(), monotonic=Beats())
    presenter = TrackPresenter(desk, CLERK, made.id)
    acceptance.bind_track(presenter, page)
    host(page)
    presenter.refresh()
    page.begin()
    assert focus() == "inspection_passed"
    for event, day_text in (("inspection_passed", "3月20日"), ("contract_signed", "3月24日")):
        page.event_fields[event].line.setFocus()
        write(day_text)
        press(Key.Key_Return)
    assert page.stage_rows[1].due.text() == "2026-03-31 24:00 前"


@pytest.mark.rule("17(1)")
def test_no_field_on_the_acceptance_pages_takes_a_firm(host: Host, desk: Desk, day: Day) -> None:
    page = accept_page(host, desk, day, "B03")
    names = [widget.accessibleName() for widget in page.findChildren(QWidget)]
    fields = {*page.form.editors, "id_kind", "voltage"}
    assert fields == {
        *("applicant", "id_kind", "id_no", "phone", "account_no", "address", "voltage"),
    }
    assert not any(word in name for name in names for word in ("推荐", "供应商", "施工单位名"))
    assert not page.column.choice.isHidden()
    assert "不指定" in page.column.choice_words.text()


def test_typing_on_the_page_never_ticks_a_step_of_the_counter(seat: Seat, day: Day) -> None:
    day.issue("B02")
    chair = seat(screen="counter", window_no=4)
    chair.sign_in(CLERK, f"clerk-{CLERK}")
    window = chair.until(CounterWindow)
    assert isinstance(window, CounterWindow)
    chair.press(Key.Key_F2)
    chair.rest()
    chair.press(Key.Key_F3)
    chair.press(Key.Key_E, CTRL)
    chair.press(Key.Key_Space)
    state = window.state()
    assert state is not None
    assert not any(step.done_at for step in state.card.steps)
    ticket = chair.flow.station
    assert ticket is not None
    assert all(not item.steps for item in day.ask(serving.items_of, _serving(day)))


def _serving(day: Day) -> int:
    from hall_desk.usecases.queries import find_at_window

    found = day.ask(find_at_window, WindowNo(4))
    assert found is not None
    return int(found.id)
