"""The reports' dialog by keyboard, on a real hall; the day's report is filed at its closing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.clock import FakeClock
from hall_desk.domain.people import Staff
from hall_desk.paper.printing import DummyPrinter
from hall_desk.presenters.base import Runner, SyncRunner
from hall_desk.presenters.papers import PaperDesk
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.kit import KitButton
from hall_desk.ui.stations.duty import DutyStation
from hall_desk.ui.stations.program import Means, Program
from hall_desk.ui.theme import Theme
from hall_desk.ui.worker import ThreadRunner
from hall_desk.usecases.hall import Hall
from hall_desk.voice import SilentSpeaker
from tests.conftest import MANAGER, Day

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """A duty station with its program."""

    def __init__(self, qtbot: QtBot, hall: Hall, runner: Runner, papers: Path):
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
                papers=papers,
            ),
            beating=False,
        )
        me = hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))
        self.station = DutyStation(
            self.program,
            me,
            DutyWindow(theme, dressed=True),
            show=lambda w: None,
            drop=lambda w: None,
            lock=lambda: None,
        )
        self.window = self.station.window
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """A key at the focused widget."""
        focused: QWidget | None = self.window.focusWidget()
        target = self.window if focused is None else focused
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)
        QApplication.processEvents()


@pytest.fixture
def desk(qtbot: QtBot, hall: Hall, tmp_path: Path) -> Desk:
    return Desk(qtbot, hall, SyncRunner(), tmp_path / "papers")


def test_ctrl_p_then_ctrl_enter_prints_the_running_day(desk: Desk, day: Day) -> None:
    day.whole_visit()
    desk.press(Key.Key_P, CTRL)
    dialog = desk.station.reports().dialog
    assert dialog.is_open()
    assert dialog.first.text() == "2026-03-12"
    assert not dialog.fields["last"].isVisible()
    desk.press(Key.Key_Return, CTRL)
    assert [name for name, _ in desk.printer.papers] == ["营业日报-2026-03-12"]
    assert "已打印" in dialog.message.text()
    desk.press(Key.Key_Escape)
    assert not dialog.is_open()


def test_a_period_is_typed_and_saved_by_keyboard(desk: Desk, day: Day, tmp_path: Path) -> None:
    day.whole_visit()
    desk.press(Key.Key_P, CTRL)
    dialog = desk.station.reports().dialog
    dialog.kinds.setFocus()
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Right)
    assert dialog.fields["last"].isVisible()
    for field, text in ((dialog.first, "2026-03-01"), (dialog.last, "3.12")):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
    desk.press(Key.Key_F4)
    assert "2026-03-12 这样" in dialog.fields["last"].error()
    assert dialog.first.text() == "2026-03-01"  # nothing typed is lost
    dialog.last.selectAll()
    QTest.keyClicks(dialog.last, "2026-03-31")
    desk.press(Key.Key_F4)
    desk.press(Key.Key_F3)
    names = sorted(path.name for path in (tmp_path / "papers").iterdir())
    assert names == ["营业月报-2026-03.pdf", "营业月报-2026-03.xlsx"]
    desk.press(Key.Key_F6)
    assert any("审计导出" in path.name for path in (tmp_path / "papers").iterdir())


def test_every_button_of_the_dialog_has_a_name_and_a_key(desk: Desk) -> None:
    desk.press(Key.Key_P, CTRL)
    dialog = desk.station.reports().dialog
    buttons = [b for b in dialog.findChildren(KitButton) if b.isVisibleTo(dialog)]
    assert len(buttons) >= 6
    assert all(button.accessibleName() and button.key_text for button in buttons)
    assert sum(bool(button.property("primary")) for button in buttons) <= 1


@pytest.mark.rule("11(9)")
def test_the_report_is_filed_at_the_closing_while_the_desk_goes_on(
    qtbot: QtBot, hall: Hall, clock: FakeClock, tmp_path: Path
) -> None:
    Day(hall, clock).whole_visit()
    clock.set(datetime(2026, 3, 12, 9, 40, tzinfo=UTC))
    runner = ThreadRunner()
    desk = Desk(qtbot, hall, runner, tmp_path / "papers")
    station = desk.station
    desk.window.wants_closing.emit()
    qtbot.waitUntil(lambda: station.parts.closing_dialog.close_button.isEnabled())
    station.parts.closing.close_day()
    files = tmp_path / "papers"
    qtbot.waitUntil(
        lambda: files.exists() and len(list(files.glob("营业日报*"))) == 2, timeout=20_000
    )
    qtbot.waitUntil(lambda: "已存入" in station.presenter.message.text, timeout=10_000)
    names = sorted(path.name for path in files.iterdir())
    assert names == ["营业日报-2026-03-12.pdf", "营业日报-2026-03-12.xlsx"]
    station.close()
    runner.close()
