"""The banner, the print queue and the preview by keyboard, over a real hall."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.clock import FakeClock
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.escpos import NO_PAPER
from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.base import SyncRunner
from hall_desk.presenters.papers import PaperDesk
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.kit import Banner
from hall_desk.ui.preview import PreviewDialog
from hall_desk.ui.settings import SectionPage
from hall_desk.ui.stations.counter import CounterStation
from hall_desk.ui.stations.duty import DutyStation
from hall_desk.ui.stations.program import Means, Program
from hall_desk.ui.stations.public import open_kiosk
from hall_desk.ui.theme import Theme
from hall_desk.usecases import suspending
from hall_desk.usecases.hall import Hall
from hall_desk.voice import SilentSpeaker
from tests.conftest import MANAGER, Day
from tests.paper.pdf_reader import read_text
from tests.presenters.test_printing import pay
from tests.ui.printroom import LASER, ROLL, Room
from tests.usecases.test_suspending import form

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Desk:
    """One PC with a print room, and a hand on its keyboard."""

    def __init__(self, qtbot: QtBot, hall: Hall, room: Room) -> None:
        self.qtbot, self.hall, self.room = qtbot, hall, room
        theme = self.theme = Theme()
        self.program = Program(
            Means(
                hall=hall,
                runner=SyncRunner(),
                paper=lambda actor: PaperDesk(hall, room.press, actor),
                room=room,
                speaker=SilentSpeaker(),
                theme=theme,
                counter_theme=theme,
                public_theme=theme,
            ),
            beating=False,
        )
        self.screens: list[QWidget] = []

    def who(self, staff_no: str) -> Staff:
        return self.hall.ask(lambda reading: reading.get(Staff, staff_no=staff_no))

    def show(self, window: QWidget) -> None:
        self.screens.append(window)
        self.qtbot.addWidget(window)
        window.resize(1366, 768)
        with self.qtbot.waitActive(window):
            window.show()
            window.activateWindow()

    def previewed(self, station: CounterStation | DutyStation) -> PreviewDialog | None:
        return None if station.preview is None else station.preview[1]

    def counter(self) -> CounterStation:
        station = CounterStation(
            self.program,
            self.who("1032"),
            WindowNo(3),
            show=self.show,
            drop=lambda screen: None,
            lock=lambda: None,
            leave=lambda: None,
        )
        self.show(station.front)
        return station

    def duty(self) -> DutyStation:
        station = DutyStation(
            self.program,
            self.who(MANAGER),
            DutyWindow(self.theme, dressed=True),
            show=self.show,
            drop=lambda screen: None,
            lock=lambda: None,
        )
        self.show(station.front)
        return station

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        window = self.screens[-1]
        inside: QWidget | None = window.focusWidget()
        QTest.keyClick(window if inside is None else inside, key, modifier)
        QApplication.processEvents()

    def banner(self) -> str:
        banner = self.screens[0].findChild(Banner)
        assert banner is not None
        return "" if banner.isHidden() else banner.accessibleName()


@pytest.fixture
def desk(qtbot: QtBot, hall: Hall, clock: FakeClock, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, hall, Room(hall, tmp_path / "pc", clock))
    yield made
    made.program.close()


def test_the_counters_banner_counts_what_did_not_come_out_and_leads_to_it(
    desk: Desk, day: Day
) -> None:
    station = desk.counter()
    assert desk.banner() == ""
    desk.room.printers.faults = {ROLL.name: PaperFault(NO_PAPER)}
    PaperDesk(desk.hall, desk.room.press, "kiosk").slip(day.issue("A01"))
    desk.room.work()
    desk.program.tick()
    assert desk.banner() == f"故障：1 张单据没有打出来（号票 A001）：{NO_PAPER}"
    assert not desk.room.has_faults  # the journal has it
    desk.press(Key.Key_P, CTRL | SHIFT)
    page = station.window.findChild(SectionPage)
    assert page is not None
    assert page.isVisible()
    desk.room.printers.faults = {}
    desk.press(Key.Key_Return, CTRL)
    desk.room.work()
    desk.program.tick()
    assert desk.room.printers.names() == ["号票-2026-03-12-A001"]
    assert desk.banner() == ""
    desk.press(Key.Key_Escape)
    assert station.page is None
    station.close()


def test_a_voucher_without_paper_is_offered_when_the_window_opens(
    desk: Desk, day: Day, clock: FakeClock
) -> None:
    pay(day, clock)
    station = desk.counter()
    assert "凭证 SJ-000001" in desk.banner()
    station.presenter.act_on_banner("papers")
    QApplication.processEvents()
    desk.press(Key.Key_Return, CTRL)
    desk.room.work()
    desk.program.tick()
    assert (desk.room.printers.names(), desk.banner()) == (["SJ-000001"], "")
    station.close()


def test_a_voucher_is_looked_at_and_reprinted_from_there(
    desk: Desk, day: Day, clock: FakeClock
) -> None:
    station = desk.counter()
    desk.press(Key.Key_V, CTRL | SHIFT)
    assert desk.previewed(station) is None  # there is none yet
    payment = pay(day, clock)
    PaperDesk(desk.hall, desk.room.press, "1032").voucher(payment)
    desk.room.work()
    station.presenter.refresh()
    desk.press(Key.Key_G, CTRL)
    desk.press(Key.Key_V, CTRL | SHIFT)
    dialog = desk.previewed(station)
    assert dialog is not None
    assert dialog.is_open()
    assert dialog.zoom.text() == "100%"
    desk.press(Key.Key_Equal, CTRL)
    assert dialog.zoom.text() == "125%"
    desk.press(Key.Key_2, CTRL)
    width = dialog.zoom.text()
    assert not dialog.fits["width"].isEnabled()
    assert dialog.view.horizontalScrollBar().maximum() == 0
    desk.press(Key.Key_0, CTRL)
    assert dialog.view.verticalScrollBar().maximum() == 0
    assert dialog.zoom.text() != width
    desk.press(Key.Key_1, CTRL)
    assert dialog.zoom.text() == "100%"
    desk.press(Key.Key_0, CTRL)
    desk.press(Key.Key_Return, CTRL)
    desk.room.work()
    assert desk.previewed(station) is None
    assert desk.room.printers.names() == ["SJ-000001", "SJ-000001-补打1"]
    station.close()


def test_the_duty_desk_sees_it_too_and_looks_at_its_report(desk: Desk, day: Day) -> None:
    day.whole_visit()
    station = desk.duty()
    desk.press(Key.Key_V, CTRL | SHIFT)
    dialog = desk.previewed(station)
    assert dialog is not None
    assert dialog.is_open()
    desk.press(Key.Key_Escape)
    assert desk.previewed(station) is None
    station.print_report()
    desk.room.printers.faults = {LASER.name: PaperFault(NO_PAPER)}
    desk.room.work()
    desk.program.tick()
    assert "营业日报-2026-03-12" in desk.banner()
    desk.press(Key.Key_P, CTRL | SHIFT)
    assert station.parts_of_frame is not None
    assert station.parts_of_frame.frame.nav.current_key() == "queue"
    station.close()


def sign_preview(station: CounterStation | DutyStation) -> tuple[PreviewDialog, str]:
    """The open preview over the suspend dialog, and the words of its paper."""
    assert station.sign_previews is not None
    assert station.sign_previews.opened is not None
    presenter, dialog = station.sign_previews.opened
    assert dialog.is_open()
    assert presenter.drawn is not None
    return dialog, read_text(presenter.drawn.pdf)


@pytest.mark.rule("11(8)")
def test_the_sign_of_a_suspension_is_looked_at_before_it_is_printed(desk: Desk, day: Day) -> None:
    station = desk.counter()
    desk.press(Key.Key_F10)
    assert station.overlay is not None
    presenter, dialog = station.overlay
    desk.press(Key.Key_V, CTRL | SHIFT)
    assert presenter.message.text == "请选暂停原因。", "a sign without a reason is none"
    desk.press(Key.Key_3)
    desk.press(Key.Key_V, CTRL | SHIFT)
    preview, words = sign_preview(station)
    assert not preview.main.isVisible(), "nothing that does not hold is printed"
    for told in ("3号窗口", "设备故障", "09:40", "请到"):
        assert told in words
    desk.press(Key.Key_Escape)
    assert dialog.is_open()
    assert day.ask(suspending.open_suspensions) == []
    assert desk.room.printers.names() == []
    desk.press(Key.Key_Return, CTRL)
    desk.room.work()
    (name,) = desk.room.printers.names()
    assert name.startswith("标牌-3号窗口")
    station.close()


@pytest.mark.rule("11(8)")
def test_the_duty_desk_looks_at_a_sign_that_holds_and_prints_it_again(
    desk: Desk, day: Day, clock: FakeClock
) -> None:
    day.do(suspending.suspend, form=form(clock, window=3))
    station = desk.duty()
    station.open_suspension("window", "3")
    QApplication.processEvents()
    desk.press(Key.Key_V, CTRL | SHIFT)
    preview, words = sign_preview(station)
    assert "3号窗口" in words
    assert preview.main.isVisible()
    desk.press(Key.Key_Return, CTRL)
    assert station.sign_previews is not None
    assert station.sign_previews.opened is None
    desk.room.work()
    (name,) = desk.room.printers.names()
    assert name.startswith("标牌-3号窗口")
    station.close()


def test_the_kiosk_shows_the_number_when_the_slip_did_not_come_out(desk: Desk, day: Day) -> None:
    presenter, window = open_kiosk(desk.program)
    desk.qtbot.addWidget(window)
    desk.room.printers.faults = {ROLL.name: PaperFault(NO_PAPER)}
    presenter.choose_kind("A")
    presenter.choose_service("A01")
    presenter.issue()
    state = presenter.build()
    assert state.ticket is not None
    assert (state.ticket.code, state.ticket.slip) == ("A001", "printing")
    desk.room.work()
    desk.program.tick()
    state = presenter.build()
    assert state.ticket is not None
    assert (state.ticket.slip, state.home_in_s) == ("failed", 20)
    desk.room.printers.faults = {}  # somebody puts paper in while the customer still stands there
    desk.room.work()
    desk.program.tick()
    state = presenter.build()
    assert state.ticket is not None
    assert state.ticket.slip == "printed"


def test_the_kiosk_says_when_the_slip_is_out(desk: Desk, day: Day) -> None:
    presenter, window = open_kiosk(desk.program)
    desk.qtbot.addWidget(window)
    presenter.choose_kind("A")
    presenter.choose_service("A01")
    presenter.issue()
    desk.room.work()
    desk.program.tick()
    state = presenter.build()
    assert state.ticket is not None
    assert (state.ticket.slip, state.home_in_s) == ("printed", 8)
