"""The stations as one program: sign in, take a window, serve, lock, and hand the chair over."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.clock import FakeClock
from hall_desk.domain.people import Role
from hall_desk.domain.tickets import TicketState, WindowNo
from hall_desk.paper.printing import DummyPrinter
from hall_desk.presenters.base import Runner, SyncRunner
from hall_desk.presenters.counter_state import Phase
from hall_desk.presenters.papers import PaperDesk
from hall_desk.ui.choice.page import ChoicePage
from hall_desk.ui.contact.page import ContactPage
from hall_desk.ui.contact.register_page import RegisterPage
from hall_desk.ui.counter.window import CounterWindow
from hall_desk.ui.desktop import counter_scale
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.guide import GuideWindow
from hall_desk.ui.kit import FocusRing, LineField, PlainButton
from hall_desk.ui.opening.window import OpeningWindow
from hall_desk.ui.settings import SETTINGS, SectionFrame
from hall_desk.ui.signin.window import SignInWindow
from hall_desk.ui.stations.administrator import AdministratorStation
from hall_desk.ui.stations.counter import CounterStation
from hall_desk.ui.stations.duty import DutyStation
from hall_desk.ui.stations.flow import Flow
from hall_desk.ui.stations.program import Means, Program
from hall_desk.ui.stations.public import open_display, open_kiosk
from hall_desk.ui.stations.shell import Shell
from hall_desk.ui.suspend.sign_window import SignWindow
from hall_desk.ui.theme import Theme
from hall_desk.ui.worker import ThreadRunner
from hall_desk.usecases import helping, opening, suspending
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.people import add_staff, authenticate
from hall_desk.usecases.queries import find_day, get_window
from hall_desk.voice import SilentSpeaker
from tests.conftest import MANAGER, PASSWORDS, Day, checked

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier

Seat = Callable[..., "Chair"]


class Chair:
    """One PC with its program, and the hands in front of it."""

    def __init__(self, qtbot: QtBot, hall: Hall, runner: Runner, **chosen: object) -> None:
        self.qtbot, self.hall = qtbot, hall
        self.printer = DummyPrinter()
        theme = Theme()
        self.program = Program(
            Means(
                hall=hall,
                runner=runner,
                paper=lambda actor: PaperDesk(hall, self.printer, actor),
                speaker=SilentSpeaker(),
                theme=theme,
                counter_theme=theme,
                public_theme=theme,
            ),
            beating=False,
        )
        self.shell = Shell(theme)
        self.shell.resize(1366, 768)
        qtbot.addWidget(self.shell)
        self.flow = Flow(self.program, self.shell, **chosen)  # type: ignore[arg-type]
        with qtbot.waitActive(self.shell):
            self.shell.show()
            self.shell.activateWindow()

    @property
    def screen(self) -> QWidget:
        """What stands in front."""
        screen = self.shell._stack.currentWidget()
        assert screen is not None
        return screen

    def until(self, kind: type[QWidget]) -> QWidget:
        """Waits until a kind of screen stands in front, and is ready."""
        self.qtbot.waitUntil(lambda: isinstance(self.screen, kind))
        QApplication.processEvents()
        return self.screen

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Presses a key where the focus is."""
        widget = QApplication.focusWidget() or self.shell
        QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)
        QApplication.processEvents()

    def strike(self, key: Qt.Key) -> None:
        """Presses a key of the window and gives it no time at all."""
        QTest.keyClick(self.shell.windowHandle(), key)

    def rest(self) -> None:
        """Waits a moment: a main action ignores a second press for 400 ms."""
        QTest.qWait(450)

    def write(self, text: str) -> None:
        """Types where the focus is."""
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, text)

    def sign_in(self, staff_no: str, password: str = "") -> None:
        """工号, Enter, password, Enter; the hand is where it must be."""
        self.write(staff_no)
        self.press(Key.Key_Return)
        self.write(password or PASSWORDS[staff_no])
        self.press(Key.Key_Return)


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


def counter_of(chair: Chair) -> CounterStation:
    station = chair.flow.station
    assert isinstance(station, CounterStation)
    return station


def duty_of(chair: Chair) -> DutyStation:
    station = chair.flow.station
    assert isinstance(station, DutyStation)
    return station


def test_a_clerk_signs_in_serves_locks_and_comes_back(seat: Seat, day: Day) -> None:
    ticket = day.issue()
    chair = seat(window_no=3)
    chair.sign_in("1032")
    chair.until(CounterWindow)
    chair.press(Key.Key_F2)
    chair.rest()
    chair.press(Key.Key_F3)
    station = counter_of(chair)
    assert station.presenter.ticket is not None
    assert station.presenter.ticket.id == ticket.id
    assert station.presenter.ticket.state is TicketState.SERVING
    chair.press(Key.Key_F12)
    locked = chair.until(SignInWindow)
    assert isinstance(locked, SignInWindow)
    assert locked.staff_no.text() == "1032"
    assert locked.focusWidget() is locked.password
    chair.write(PASSWORDS["1032"])
    chair.press(Key.Key_Return)
    chair.until(CounterWindow)
    assert counter_of(chair) is station


def test_nobody_takes_a_chair_with_a_customer_before_it(seat: Seat, day: Day) -> None:
    day.issue()
    chair = seat(window_no=3)
    chair.sign_in("1032")
    chair.until(CounterWindow)
    chair.press(Key.Key_F2)
    chair.rest()
    chair.press(Key.Key_F3)
    first = counter_of(chair)
    chair.press(Key.Key_F12)
    window = chair.until(SignInWindow)
    assert isinstance(window, SignInWindow)
    chair.press(Key.Key_F12)
    chair.sign_in("1008")
    assert "没有办完" in window.fields["password"].error()
    assert window.focusWidget() is window.staff_no
    assert counter_of(chair) is first
    chair.sign_in("1032")
    chair.until(CounterWindow)
    assert counter_of(chair) is first


def test_another_clerk_takes_the_free_chair(seat: Seat, day: Day) -> None:
    chair = seat(window_no=3)
    chair.sign_in("1032")
    chair.until(CounterWindow)
    chair.press(Key.Key_F12)
    chair.press(Key.Key_F12)
    chair.sign_in("1008")
    chair.until(CounterWindow)
    assert counter_of(chair).staff.staff_no == "1008"
    attached = list(chair.program._attached.values())
    assert sum(type(each).__name__ == "CounterPresenter" for each in attached) == 1


def test_a_wrong_password_gives_way_to_the_next_one_every_time(seat: Seat) -> None:
    chair = seat(window_no=3)
    chair.sign_in("1032", "wrong-one")
    window = chair.until(SignInWindow)
    assert isinstance(window, SignInWindow)
    chair.write("wrong-again")
    assert window.password.text() == "wrong-again"
    chair.press(Key.Key_Return)
    assert window.fields["password"].error() == "工号或密码不对。"
    window.staff_no.setFocus()
    chair.press(Key.Key_Return)
    chair.write(PASSWORDS["1032"])
    assert window.password.text() == PASSWORDS["1032"]
    window.password.setText("wrong-again")
    chair.press(Key.Key_Return)
    chair.write(PASSWORDS["1032"])
    chair.press(Key.Key_Return)
    chair.until(CounterWindow)


def test_changing_the_person_drops_what_was_wrong(seat: Seat) -> None:
    chair = seat(window_no=3)
    chair.sign_in("1032")
    chair.until(CounterWindow)
    chair.press(Key.Key_F12)
    window = chair.until(SignInWindow)
    assert isinstance(window, SignInWindow)
    chair.write("wrong-password")
    chair.press(Key.Key_Return)
    assert window.fields["password"].error() == "工号或密码不对。"
    chair.press(Key.Key_F12)
    assert window.fields["password"].error() == ""
    assert window.focusWidget() is window.staff_no


def test_without_a_window_number_the_clerk_chooses_one(seat: Seat) -> None:
    chair = seat()
    chair.sign_in("1032")
    page = chair.until(ChoicePage)
    assert isinstance(page, ChoicePage)
    chair.press(Key.Key_Escape)
    chair.until(SignInWindow)


def test_a_clerk_goes_to_the_guides_page_from_the_choice_and_back(seat: Seat, day: Day) -> None:
    chair = seat()
    chair.sign_in("1032")
    chair.until(ChoicePage)
    chair.press(Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    chair.until(GuideWindow)
    chair.write("jdf")
    chair.press(Key.Key_Return)
    chair.qtbot.waitUntil(lambda: len(chair.printer.papers) == 1)
    assert [name for name, _ in chair.printer.papers] == ["号票-2026-03-12-A001"]
    chair.press(Key.Key_F12)
    chair.until(SignInWindow)
    chair.write(PASSWORDS["1032"])
    chair.press(Key.Key_Return)
    chair.until(GuideWindow)
    chair.press(Key.Key_Escape)
    chair.until(ChoicePage)
    assert chair.flow.station is None


def test_the_duty_desk_opens_the_guides_page_and_comes_back(seat: Seat, day: Day) -> None:
    chair = seat()
    chair.sign_in(MANAGER)
    desk = chair.until(DutyWindow)
    chair.press(Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    chair.until(GuideWindow)
    chair.press(Key.Key_Escape)
    assert chair.until(DutyWindow) is desk
    assert duty_of(chair).guide is None


def test_a_guides_pc_opens_the_page_at_once_and_locks_when_left(
    seat: Seat, clock: FakeClock
) -> None:
    chair = seat(screen="guide")
    chair.sign_in("1008")
    chair.until(GuideWindow)
    clock.advance(300)
    chair.program.pulse.second.emit()
    chair.until(SignInWindow)
    chair.press(Key.Key_F12)
    chair.sign_in(MANAGER)
    chair.until(GuideWindow)
    chair.press(Key.Key_Escape)
    chair.until(SignInWindow)


def test_a_suspension_shows_its_sign_and_ends_with_it(seat: Seat, day: Day) -> None:
    chair = seat(window_no=3)
    chair.sign_in("1032")
    window = chair.until(CounterWindow)
    assert isinstance(window, CounterWindow)
    chair.press(Key.Key_F10)
    station = counter_of(chair)
    assert station.overlay is not None
    chair.press(Key.Key_1)
    station.overlay[1].form.elsewhere.setFocus()
    chair.write("Window 1")
    chair.press(Key.Key_Return, CTRL)
    chair.until(SignWindow)
    chair.press(Key.Key_Escape)
    chair.until(CounterWindow)
    assert station.sign is None


def test_a_window_is_suspended_again_and_resumed_from_its_sign(seat: Seat, day: Day) -> None:
    chair = seat(window_no=3)
    chair.sign_in("1032")
    chair.until(CounterWindow)
    station, touches = counter_of(chair), list[None]()
    for times in (1, 2):
        chair.press(Key.Key_F10)
        chair.press(Key.Key_3)
        chair.rest()
        chair.press(Key.Key_Return, CTRL)
        chair.until(SignWindow)
        chair.press(Key.Key_F10)
        chair.until(CounterWindow)
        assert station.sign is None, times
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert day.ask(suspending.open_suspensions) == []
    # What closed has taken nothing of the window along: it hears the hand, and its keys work.
    station.window.touches.touched.connect(lambda: touches.append(None))
    chair.strike(Key.Key_F10)
    QApplication.processEvents()
    assert touches
    assert station.overlay is not None
    assert station.overlay[1].is_open()


def test_keys_on_the_sign_press_nothing_of_the_counter_below_it(seat: Seat, day: Day) -> None:
    runner = ThreadRunner()
    try:
        chair = seat(runner, window_no=3)
        chair.sign_in("1032")
        chair.until(CounterWindow)
        station = counter_of(chair)
        chair.qtbot.waitUntil(lambda: station.presenter.phase() is Phase.IDLE)
        chair.press(Key.Key_F10)
        assert station.overlay is not None
        dialog = station.overlay[1]
        chair.qtbot.waitUntil(dialog.is_open)
        chair.press(Key.Key_1)
        dialog.form.elsewhere.setFocus()
        chair.write("Window 1")
        chair.press(Key.Key_Return, CTRL)
        chair.until(SignWindow)
        # The counter below learns of the suspension while the sign is in front.
        chair.qtbot.waitUntil(lambda: station.presenter.phase() is Phase.SUSPENDED)
        QApplication.processEvents()
        assert not station.window.isAncestorOf(chair.shell.focusWidget())
        for key in (Key.Key_Space, Key.Key_Return):
            QTest.keyClick(chair.shell.windowHandle(), key)
            chair.rest()
        assert day.ask(suspending.open_suspensions)
        chair.press(Key.Key_Escape)
        chair.until(CounterWindow)
        assert station.window.focusWidget() is station.window.bar.main
    finally:
        runner.close()


def test_what_is_typed_before_a_page_stands_there_is_typed_on_it(seat: Seat, day: Day) -> None:
    runner = ThreadRunner()
    try:
        chair = seat(runner, window_no=3)
        chair.sign_in("1032")
        chair.until(CounterWindow)
        station = counter_of(chair)
        chair.qtbot.waitUntil(lambda: station.presenter.phase() is Phase.IDLE)
        chair.strike(Key.Key_F10)
        chair.strike(Key.Key_1)
        chair.qtbot.waitUntil(lambda: station.overlay is not None and station.overlay[1].is_open())
        assert station.overlay is not None
        presenter, dialog = station.overlay
        chair.qtbot.waitUntil(lambda: presenter.draft.reason == "S1")
        chair.press(Key.Key_Escape)
        chair.qtbot.waitUntil(lambda: not dialog.is_open())
        day.issue()
        day.serve()
        chair.program.refresh()
        chair.qtbot.waitUntil(lambda: station.presenter.phase() is Phase.SERVING)
        chair.strike(Key.Key_F7)
        chair.write("Lin")
        chair.qtbot.waitUntil(lambda: isinstance(station.window.page(), ContactPage))
        page = station.window.page()
        assert isinstance(page, ContactPage)
        name = page.form.editors["customer_name"]
        assert isinstance(name, LineField)
        chair.qtbot.waitUntil(lambda: name.text() == "Lin")
    finally:
        runner.close()


def test_a_key_at_the_counter_puts_its_idle_lock_off(
    seat: Seat, day: Day, clock: FakeClock
) -> None:
    chair = seat(window_no=3)
    chair.sign_in("1032")
    chair.until(CounterWindow)
    station = counter_of(chair)
    clock.advance(200)
    # A key that is a shortcut, as the desktop delivers it.
    QTest.keyClick(chair.shell.windowHandle(), Key.Key_F1)
    assert station.presenter.last_input == clock.now()
    clock.advance(200)
    station.window.help.close()
    QTest.mouseClick(chair.shell.windowHandle(), Qt.MouseButton.LeftButton)
    assert station.presenter.last_input == clock.now()


def test_the_duty_manager_takes_a_call_and_writes_its_result(seat: Seat, day: Day) -> None:
    call = day.hall.do(helping.call_manager, "kiosk", None, reason="取号机请引导员", window=None)
    chair = seat(screen="duty")
    chair.sign_in(MANAGER)
    chair.until(DutyWindow)
    station = duty_of(chair)
    assert station.window.state is not None
    line = next(line for line in station.window.state.alerts if line.key == f"call:{call.id}")
    assert line.title == "取号机 请引导员"
    assert "kiosk" not in line.since + line.detail
    chair.press(Key.Key_F4)
    assert station.window.state.calls_waiting == 0
    result = station.window.findChild(PlainButton, "settle")
    assert isinstance(result, PlainButton)
    assert result.key_text == "F4"
    chair.press(Key.Key_F4)
    assert station.parts.decision.is_open()
    chair.write("guided")
    chair.press(Key.Key_Return, CTRL)
    assert not station.parts.decision.is_open()
    chair.press(Key.Key_F7)
    page = chair.until(RegisterPage)
    assert isinstance(page, RegisterPage)
    assert page.first.text() == page.last.text() == "2026-03-12"
    assert page.focusWidget() is page.table
    assert page.findChild(FocusRing) is not None
    chair.press(Key.Key_Escape)
    chair.until(DutyWindow)
    chair.press(Key.Key_F12)
    chair.until(SignInWindow)


def test_a_morning_opens_on_the_worker_thread(
    qtbot: QtBot, founded: Hall, clock: FakeClock, home: Path
) -> None:
    runner = ThreadRunner()
    chair = Chair(qtbot, founded, runner, screen="duty")
    try:
        chair.qtbot.waitUntil(lambda: chair.flow.sign_in.facts is not None)
        chair.sign_in(MANAGER)
        window = chair.until(OpeningWindow)
        assert isinstance(window, OpeningWindow)
        qtbot.waitUntil(lambda: bool(window.plan.lines()))
        chair.press(Key.Key_F5)
        chair.press(Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: window.focusWidget() is window.plan.lines()[0])
        chair.press(Key.Key_A)
        chair.rest()
        chair.press(Key.Key_Return, CTRL)
        desk = chair.until(DutyWindow)
        assert isinstance(desk, DutyWindow)
        assert desk.state is not None
        assert desk.state.head.is_open
        assert founded.ask(find_day) is not None
    finally:
        chair.program.close()
        runner.close()


class Flashes(QObject):
    """Notes every window that shows itself beside the shell."""

    def __init__(self, shell: QWidget) -> None:
        super().__init__(shell)
        self.shell, self.seen = shell, list[str]()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A widget made visible before it has a parent is a window for a moment."""
        if event.type() != QEvent.Type.Show or not isinstance(watched, QWidget):
            return False
        if watched is not self.shell and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_building_a_screen_flashes_no_window(seat: Seat, day: Day) -> None:
    chair = seat(window_no=3)
    flashes = Flashes(chair.shell)
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(flashes)
    try:
        chair.sign_in("1032")
        station = counter_of(chair)
        station.open_contact()
        station.close_page()
        station.open_paid_service()
        station.close_page()
        station.open_suspension()
        manager = authenticate(day.hall, MANAGER, PASSWORDS[MANAGER])
        chair.flow.signed_in(manager)
        duty = DutyStation(
            chair.program,
            manager,
            show=chair.shell.show_screen,
            drop=chair.shell.drop,
            lock=chair.flow.lock,
        )
        duty.open_opening()
        duty.open_register()
        open_kiosk(chair.program)
        open_display(chair.program)
    finally:
        app.removeEventFilter(flashes)
    assert flashes.seen == []


@pytest.mark.parametrize(
    ("asked", "room", "drawn"),
    [
        (1.0, (1366, 768), 1.0),
        (2.0, (1366, 768), 1366 / 1280),
        (1.5, (1920, 1080), 1.5),
        (2.0, (1920, 1080), 1.5),
        (2.0, (2732, 1536), 2.0),
        (1.5, (1024, 600), 1.0),
    ],
)
def test_a_counter_never_grows_off_the_screen(
    asked: float, room: tuple[int, int], drawn: float
) -> None:
    assert counter_scale(asked, QSize(*room)) == pytest.approx(drawn)


def test_the_public_screens_follow_the_hall(seat: Seat, day: Day, qtbot: QtBot) -> None:
    chair = seat()
    kiosk, kiosk_window = open_kiosk(chair.program)
    display, display_window = open_display(chair.program)
    qtbot.addWidget(kiosk_window)
    qtbot.addWidget(display_window)
    day.issue()
    chair.program.refresh()
    chair.program.tick()
    assert kiosk.build().kinds[0].ahead == 1
    assert display.build().waiting[0].waiting == 1


def test_a_duty_desk_without_a_hand_for_five_minutes_locks(seat: Seat, clock: FakeClock) -> None:
    chair = seat()
    chair.sign_in(MANAGER)
    chair.shell.show()
    clock.advance(299)
    chair.program.pulse.second.emit()
    assert not chair.flow.sign_in_window.isVisible()
    QTest.keyClick(chair.shell.windowHandle(), Qt.Key.Key_Shift)
    clock.advance(299)
    chair.program.pulse.second.emit()
    assert not chair.flow.sign_in_window.isVisible()
    clock.advance(1)
    chair.program.pulse.second.emit()
    assert chair.flow.sign_in_window.isVisible()


def test_a_clerk_leaves_the_window_for_lunch_and_comes_back(seat: Seat, day: Day) -> None:
    chair = seat(window_no=3)
    chair.sign_in("1032")
    station = counter_of(chair)
    ticket = day.issue()
    station.presenter.call_next()
    station.presenter.leave_window()
    assert "还有 A001 没有办完" in station.presenter.message.text
    station.presenter.undo()
    station.presenter.leave_window()
    assert chair.flow.station is None
    assert day.ask(get_window, WindowNo(3)).staff_no is None
    chair.sign_in("1032")
    assert day.ask(get_window, WindowNo(3)).staff_no == "1032"
    assert counter_of(chair).presenter.build().next.code == ticket.code


def test_a_window_left_open_over_night_is_taken_anew_in_the_morning(
    seat: Seat, day: Day, clock: FakeClock
) -> None:
    chair = seat(window_no=3)
    chair.sign_in("1032")
    clock.set(datetime(2026, 3, 12, 9, 40, tzinfo=UTC))
    day.close()
    chair.flow.lock()
    clock.set(datetime(2026, 3, 13, 0, 20, tzinfo=UTC))
    day.do(opening.open_day, checklist=checked(day.hall), windows={3: "AC"})
    chair.sign_in("1032")
    assert day.ask(get_window, WindowNo(3)).staff_no == "1032"
    assert counter_of(chair).presenter.build().phase is Phase.IDLE


def test_an_administrator_gets_the_settings_at_sign_in_and_nothing_else(
    seat: Seat, hall: Hall
) -> None:
    add_staff(
        hall, MANAGER, staff_no="0801", name="林", role=Role.ADMINISTRATOR, password="admin-0801"
    )
    for chosen in ({}, {"window_no": 3}):
        chair = seat(**chosen)
        chair.sign_in("0801", "admin-0801")
        frame = chair.until(SectionFrame)
        assert isinstance(frame, SectionFrame)
        others = [each.key for each in SETTINGS if each.key != "directory" and not each.printing]
        assert [key for key, _ in frame.names] == others, "the directory is the manager's"
        assert isinstance(chair.flow.station, AdministratorStation)
        chair.press(Key.Key_Escape)
        chair.until(SignInWindow)
        chair.write("admin-0801")
        chair.press(Key.Key_Return)
        assert chair.until(SectionFrame) is frame


def test_the_duty_manager_goes_to_the_settings_and_the_log_and_back(seat: Seat) -> None:
    chair = seat()
    chair.sign_in(MANAGER)
    chair.until(DutyWindow)
    for key, title in ((Key.Key_F11, "设置"), (Key.Key_F5, "值班日志")):
        chair.press(key)
        frame = chair.until(SectionFrame)
        assert frame.windowTitle() == title
        chair.press(Key.Key_F12)
        locked = chair.until(SignInWindow)
        assert isinstance(locked, SignInWindow)
        chair.write(PASSWORDS[MANAGER])
        chair.press(Key.Key_Return)
        assert chair.until(SectionFrame) is frame
        chair.press(Key.Key_Escape)
        chair.until(DutyWindow)


def test_the_settings_are_reached_before_the_hall_opens(seat: Seat, day: Day) -> None:
    day.do(opening.stop_issuing)
    day.close()
    day.clock.advance(24 * 3600)
    chair = seat()
    chair.sign_in(MANAGER)
    chair.until(OpeningWindow)
    chair.press(Key.Key_F11)
    chair.until(SectionFrame)
    chair.press(Key.Key_Escape)
    chair.until(OpeningWindow)
