"""The till by the keyboard: the clerk's page, the closing dialog, closings and bags at the desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.clock import FakeClock
from hall_desk.domain.people import Staff
from hall_desk.domain.tills import TillState
from hall_desk.paper.printing import DummyPrinter
from hall_desk.presenters.base import SyncRunner
from hall_desk.presenters.papers import PaperDesk
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.stations.duty import DutyStation
from hall_desk.ui.stations.program import Means, Program
from hall_desk.ui.takings import TakingsPage
from hall_desk.ui.theme import Theme
from hall_desk.ui.till import TillPage
from hall_desk.usecases import closings, opening, tills
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.verifying import verify_store
from hall_desk.voice import ClipSpeaker
from tests.conftest import MANAGER, PASSWORDS, Day
from tests.ui.test_station import CTRL, Clerk
from tests.usecases.money import give_back
from tests.usecases.test_tills import CHEN, XU, bag, count, hand_over, pay, pieces_of, till

Key = Qt.Key


@pytest.fixture
def clerk(day: Day, qtbot: QtBot) -> Iterator[Clerk]:
    """1032 at window 3, who has taken 86.40 in cash and 50.00 by QR code."""
    day.count_float()
    pay(day, 8640)
    pay(day, 5000, "QR")
    made = Clerk(day, qtbot)
    yield made
    made.station.close()
    made.program.close()


class Desk:
    """The duty manager's desk with what it shows and prints."""

    def __init__(self, day: Day, qtbot: QtBot):
        theme, self.printer, self.qtbot = Theme(), DummyPrinter(), qtbot
        self.front: QWidget | None = None
        self.program = Program(
            Means(
                hall=day.hall,
                runner=SyncRunner(),
                paper=lambda actor: PaperDesk(day.hall, self.printer, actor),
                speaker=ClipSpeaker(enabled=False),
                theme=theme,
                counter_theme=theme,
                public_theme=theme,
            ),
            beating=False,
        )
        staff = day.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))
        self.station = DutyStation(
            self.program,
            staff,
            DutyWindow(theme),
            show=self.show,
            drop=lambda _: None,
            lock=lambda: None,
        )
        self.show(self.station.window)

    def show(self, screen: QWidget) -> None:
        """A screen comes to the front."""
        if screen is not self.front:
            self.qtbot.addWidget(screen)
        self.front = screen
        screen.show()
        screen.activateWindow()
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """One key to whatever has the focus."""
        assert self.front is not None
        focus: QWidget | None = self.front.focusWidget()
        target = self.front if focus is None else focus
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)
        QApplication.processEvents()


@pytest.fixture
def desk(day: Day, qtbot: QtBot) -> Iterator[Desk]:
    """The duty desk of a hall with 500.00 in the till of window 3."""
    day.count_float()
    made = Desk(day, qtbot)
    yield made
    made.station.close()
    made.program.close()


def page_of(clerk: Clerk) -> TillPage:
    """The till page over the counter."""
    page = clerk.window.page()
    assert isinstance(page, TillPage)
    return page


def shown_text(page: QWidget) -> str:
    """Every visible word of a page."""
    return "\n".join(
        str(part.property("text") or "") for part in page.findChildren(QWidget) if part.isVisible()
    )


def type_pieces(clerk: Clerk, fen: int) -> None:
    """The fewest notes and coins, each in its field."""
    fields = page_of(clerk).pieces.fields
    for each in pieces_of(fen):
        field = fields[each.value_fen]
        field.setFocus()
        QTest.keyClicks(field, str(each.count))


# -- the clerk -----------------------------------------------------------------------------------


def test_a_clerk_counts_blind_and_sees_the_result_afterwards(clerk: Clerk, day: Day) -> None:
    clerk.press(Key.Key_K, CTRL)
    page = page_of(clerk)
    assert clerk.window.focusWidget() is page.pieces.fields[10_000]
    assert "586.40" not in shown_text(page)
    assert not page.side.result.isVisible()
    type_pieces(clerk, 58_640)
    page.slips["QR"].setText("50")
    clerk.press(Key.Key_Return, CTRL)
    assert till(day).state is TillState.COUNTED
    assert page.side.result.isVisible()
    assert "586.40" in shown_text(page)
    assert page.chip.word() == "已清点"
    assert page.message.text() == "清点相符。"
    clerk.press(Key.Key_Escape)
    assert clerk.window.page() is None


def test_a_terminal_that_gave_back_more_than_it_took_is_counted_below_zero(
    clerk: Clerk, day: Day
) -> None:
    earlier = pay(day, 9000)
    give_back(day, earlier, 6000, method="QR")
    clerk.press(Key.Key_K, CTRL)
    page = page_of(clerk)
    type_pieces(clerk, 67_640)
    page.slips["QR"].setFocus()
    QTest.keyClicks(page.slips["QR"], "-10")
    assert page.slips["QR"].value() == -1000
    clerk.press(Key.Key_Return, CTRL)
    assert page.message.text() == "清点相符。"
    assert till(day).state is TillState.COUNTED


def test_the_idle_counter_never_says_what_should_be_in_the_drawer(clerk: Clerk) -> None:
    assert "586.40" not in shown_text(clerk.window)
    assert clerk.window.right.today.till.isVisible()


def test_a_difference_is_explained_with_the_duty_managers_sign_in(clerk: Clerk, day: Day) -> None:
    clerk.press(Key.Key_K, CTRL)
    page = page_of(clerk)
    type_pieces(clerk, 58_140)
    page.slips["QR"].setText("50")
    clerk.press(Key.Key_Return, CTRL)
    assert "短款 5.00 元" in shown_text(page)
    assert page.pieces.fields[10_000].text() == "5", "what was typed stays for a recount"
    clerk.press(Key.Key_F6)
    assert "原因" in page.side.reason.error()
    page.side.box.setPlainText("找零多给")
    clerk.press(Key.Key_F6)
    assert "短款 5.00 元" in clerk.station.approval_dialog.sentence.text()
    clerk.approve(MANAGER, PASSWORDS[MANAGER])
    made = till(day).last_count
    assert made is not None
    assert (made.reason, made.approved_by) == ("找零多给", MANAGER)
    assert till(day).state is TillState.COUNTED
    assert "找零多给（0906 签字）" in shown_text(page)


def test_an_empty_page_is_no_count(clerk: Clerk, day: Day) -> None:
    clerk.press(Key.Key_K, CTRL)
    clerk.press(Key.Key_Return, CTRL)
    assert "填 0" in page_of(clerk).message.text()
    assert till(day).counts == ()


def test_the_arrows_and_enter_walk_the_values(clerk: Clerk) -> None:
    clerk.press(Key.Key_K, CTRL)
    fields = page_of(clerk).pieces.fields
    clerk.type("3")
    clerk.press(Key.Key_Down)
    assert clerk.window.focusWidget() is fields[5000]
    clerk.type("2")
    clerk.press(Key.Key_Return)
    assert clerk.window.focusWidget() is fields[2000]
    clerk.press(Key.Key_Up)
    assert clerk.window.focusWidget() is fields[5000]
    clerk.type("x")
    assert page_of(clerk).pieces.sum.text() == "400.00"


def test_a_till_is_handed_over_and_confirmed_by_the_next_clerk(
    clerk: Clerk, day: Day, qtbot: QtBot
) -> None:
    clerk.press(Key.Key_K, CTRL)
    page = page_of(clerk)
    page.mode_chosen.emit("hand")
    assert clerk.window.focusWidget() is page.taker
    clerk.press(Key.Key_Return, CTRL)
    assert page.taker_field.error() == "请选接班人。"
    page.taker.setCurrentIndex(page.taker.findData(XU))
    page.taker_chosen.emit(XU)
    type_pieces(clerk, 20_000)
    clerk.press(Key.Key_Return, CTRL)
    assert page.chip.word() == "交接待确认"
    assert page.side.hand.isVisible()
    assert not page.side.hand.take.isVisible()
    other = Clerk(day, qtbot, XU, 1)
    try:
        assert other.window.right.today.till.text() == "钱箱：有交接待您确认"
        other.press(Key.Key_K, CTRL)
        assert "200.00" in shown_text(page_of(other))
        other.press(Key.Key_F8)
        assert page_of(other).side.reason.error() == "请写退回的原因。"
        other.press(Key.Key_F4)
        assert till(day, XU).sums.expected_fen == 20_000
        assert not page_of(other).side.hand.isVisible()
    finally:
        other.station.close()
        other.program.close()


def test_cash_for_the_bank_is_taken_out_with_its_number(clerk: Clerk, day: Day) -> None:
    clerk.press(Key.Key_K, CTRL)
    page = page_of(clerk)
    page.mode_chosen.emit("bag")
    clerk.type("9000")
    clerk.press(Key.Key_Return, CTRL)
    assert "比钱箱里的现金还多" in page.amount_field.error()
    assert page.amount.value() == 900_000, "what was typed stays"
    page.amount.set_value(30_000)
    clerk.press(Key.Key_Return, CTRL)
    assert "JK-20260312-01" in page.message.text()
    assert [each.amount_fen for each in day.ask(tills.bags_in_safe)] == [30_000]
    assert page.amount.text() == ""


def test_an_arrow_walks_over_the_modes_and_tab_leads_into_the_last(clerk: Clerk) -> None:
    clerk.press(Key.Key_K, CTRL)
    page = page_of(clerk)
    page.modes.setFocus()
    clerk.press(Key.Key_Right)
    clerk.press(Key.Key_Right)
    assert page.amount.isVisible()
    assert clerk.window.focusWidget() is page.modes
    clerk.press(Key.Key_Tab)
    clerk.type("100")
    assert page.amount.value() == 10_000


# -- the duty desk -------------------------------------------------------------------------------


@pytest.mark.rule("11(9)")
def test_the_closing_dialog_lists_the_tills_and_opens_the_open_one(desk: Desk, day: Day) -> None:
    day.do(opening.stop_issuing)
    desk.station.window.wants_closing.emit()
    dialog = desk.station.parts.closing_dialog
    assert dialog.tills.isVisible()
    assert dialog.close_button.why == "还有 1 个钱箱没有结清。"
    dialog.count.press_key()
    QApplication.processEvents()
    page = desk.front
    assert isinstance(page, TillPage)
    assert page.sub.title.text() == "钱箱　1032 陈予安"
    assert "500.00" not in page.pieces.sum.text()
    page.pieces.fields[10_000].setFocus()
    QTest.keyClicks(page.pieces.fields[10_000], "5")
    desk.press(Key.Key_Return, CTRL)
    made = till(day).last_count
    assert made is not None
    assert (made.counted_by, made.difference_fen) == (MANAGER, 0)
    desk.press(Key.Key_Escape)
    desk.station.parts.closing.refresh()
    assert dialog.close_button.isEnabled()


def test_closing_prints_the_record_by_itself_and_copies_it_outside(
    desk: Desk, day: Day, hall: Hall
) -> None:
    count(day, 50_000)
    day.do(opening.stop_issuing)
    desk.station.window.wants_closing.emit()
    desk.station.parts.closing_dialog.close_button.press_key()
    QApplication.processEvents()
    names = [name for name, _ in desk.printer.papers]
    assert names == ["日结单-2026-03-12-Z-000001"]
    assert hall.store.closings_file.read_text("utf-8").count("\n") == 1
    assert desk.station.parts.closing_dialog.value("日结单") == "Z-000001"
    desk.station.parts.closing_dialog.record.press_key()
    assert desk.printer.papers[-1][0].endswith("补打1")
    assert verify_store(hall.store).ok


def test_a_record_that_does_not_print_says_where_to_print_it_again(desk: Desk, day: Day) -> None:
    count(day, 50_000)
    day.do(opening.stop_issuing)
    desk.printer.fault = "缺纸，请装纸。"
    desk.station.window.wants_closing.emit()
    desk.station.parts.closing_dialog.close_button.press_key()
    QApplication.processEvents()
    assert day.ask(closings.last_closing) is not None
    station = desk.station
    assert "日结单没有打出来：缺纸" in station.presenter.banner
    assert station.window.banner.isVisible()
    station.presenter.say("已接手。")
    assert "缺纸" in station.presenter.banner, "another sentence does not hide it"
    desk.printer.fault = None
    station.window.banner.button.press_key()
    QApplication.processEvents()
    assert station.presenter.banner == ""
    assert "日结单已打印" in station.presenter.message.text
    assert [name for name, _ in desk.printer.papers] == ["日结单-2026-03-12-Z-000001"]


def test_a_copy_that_fails_stands_in_the_banner_and_is_tried_again(
    desk: Desk, day: Day, hall: Hall, tmp_path: Path
) -> None:
    count(day, 50_000)
    day.do(opening.stop_issuing)
    good = hall.store.closings_file
    (tmp_path / "full").write_text("")
    hall.store.closings_file = tmp_path / "full" / "copy"
    desk.station.window.wants_closing.emit()
    desk.station.parts.closing_dialog.close_button.press_key()
    QApplication.processEvents()
    assert day.ask(closings.last_closing) is not None
    assert "下次启动会再抄" in desk.station.presenter.build().banner
    hall.store.closings_file = good
    desk.station.presenter.retry()
    assert good.exists()
    assert not desk.station.window.banner.isVisible()


def test_the_desk_reads_reprints_and_notes_what_was_banked(
    desk: Desk, day: Day, clock: FakeClock
) -> None:
    bag(day, 20_000)
    day.do(opening.stop_issuing)
    day.close()
    desk.press(Key.Key_K, CTRL)
    page = desk.front
    assert isinstance(page, TakingsPage)
    desk.press(Key.Key_Return, CTRL)
    assert desk.printer.papers[-1][0] == "日结单-2026-03-12-Z-000001-补打1"
    page.mode_chosen.emit("bags")
    clock.advance(86_400)
    page.main.triggered.emit("takings_submit")
    assert page.slip_field.error() == "请填银行回单号。"
    page.slip_no.setText("ZS-0313-2")
    page.slip_no.textEdited.emit("ZS-0313-2")
    page.day.textEdited.emit("13日")
    page.main.triggered.emit("takings_submit")
    assert "2026-03-12" in page.day_field.error()
    page.day.textEdited.emit("2026-03-13")
    page.main.triggered.emit("takings_submit")
    assert day.ask(tills.bags_in_safe) == []
    assert "未送存" not in page.summary.text() or "没有" in page.summary.text()


def test_a_handover_nobody_answers_is_taken_back_by_the_duty_manager(desk: Desk, day: Day) -> None:
    hand_over(day, 10_000)
    desk.station.money.open_till(CHEN)
    page = desk.front
    assert isinstance(page, TillPage)
    page.side.box.setPlainText("接班人已离岗")
    desk.press(Key.Key_F8)
    assert till(day).pending == ()
