"""The hall display's window: what it says, and that it fits."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hall_desk.clock import FakeClock
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.display import DisplayPresenter
from hall_desk.ui.display import DisplayWindow, bind
from hall_desk.ui.display.bands import BottomBand, TopBand
from hall_desk.ui.display.notices import IdlePanel, NoticePanel
from hall_desk.ui.display.panel import wrapped
from hall_desk.ui.display.panels import RecentPanel, StopPanel, WaitingPanel
from hall_desk.ui.kit import CallCard
from hall_desk.ui.kit.paint import text_width
from hall_desk.ui.theme import Theme
from hall_desk.usecases import publicnotices, suspending
from hall_desk.usecases.hall import Hall
from hall_desk.voice import SilentSpeaker
from tests.conftest import Day


class Wall:
    """The display on its wall."""

    def __init__(self, qtbot: QtBot, hall: Hall) -> None:
        self.speaker = SilentSpeaker()
        self.presenter = DisplayPresenter(Desk(hall=hall, runner=SyncRunner()), self.speaker)
        self.window = DisplayWindow(Theme())
        qtbot.addWidget(self.window)
        bind(self.presenter, self.window)
        self.window.resize(1920, 1080)
        self.presenter.refresh()
        self.window.show()

    def part(self, kind: type[QWidget]) -> QWidget:
        found = self.window.findChild(kind)
        assert isinstance(found, kind)
        return found

    def name(self, kind: type[QWidget]) -> str:
        part = self.part(kind)
        return part.accessibleName() if part.isVisible() else ""


@pytest.fixture
def wall(qtbot: QtBot, hall: Hall) -> Wall:
    return Wall(qtbot, hall)


def stop(day: Day, clock: FakeClock, scope: Scope, window: int | None, prefix: str | None) -> int:
    form = suspending.SuspensionForm(
        scope=scope,
        window=None if window is None else WindowNo(window),
        prefix=prefix,
        reason_code="S3",
        expected_at=clock.now() + timedelta(minutes=45),
        alternative="3号窗口",
    )
    return int(day.do(suspending.suspend, form=form).id)


def test_a_call_and_its_recall_reach_the_card(wall: Wall, day: Day, clock: FakeClock) -> None:
    assert wall.name(IdlePanel) == "优质、方便、规范、真诚，请先取号，坐下等候叫号"
    day.issue("A01")
    day.issue("A01")
    day.call(3)
    day.call(1)
    wall.presenter.refresh()
    assert wall.name(IdlePanel) == ""
    assert "A00" in wall.name(CallCard)
    assert "号窗口" in wall.name(RecentPanel)
    assert len(wall.speaker.said) == 2


@pytest.mark.rule("12(4)")
def test_the_clock_moves_without_the_database(wall: Wall, clock: FakeClock) -> None:
    clock.advance(60)
    wall.presenter.tick()
    assert wall.name(TopBand) == "青禾供电营业厅，2026年3月12日 星期四，09:01"


@pytest.mark.rule("11(8)")
def test_the_suspended_card_comes_and_the_column_closes_up_when_it_goes(
    wall: Wall, day: Day, clock: FakeClock
) -> None:
    for notice in day.ask(publicnotices.hanging):
        day.do(publicnotices.withdraw, notice_id=notice.id)
    wall.presenter.refresh()
    whole = wall.part(WaitingPanel).height()
    number = stop(day, clock, Scope.WINDOW, 1, None)
    wall.presenter.refresh()
    assert wall.name(StopPanel) == (
        "暂停营业：1号窗口，设备故障，预计恢复 09:45，请到 3号窗口，保留原号"
    )
    assert wall.part(WaitingPanel).height() < whole
    day.do(suspending.resume, suspension_id=number)
    wall.presenter.refresh()
    assert wall.name(StopPanel) == ""
    assert wall.part(WaitingPanel).height() == whole


def test_a_suspended_hall_covers_the_columns(wall: Wall, day: Day, clock: FakeClock) -> None:
    stop(day, clock, Scope.HALL, None, None)
    wall.presenter.refresh()
    assert wall.name(NoticePanel).startswith("暂停营业，原因 设备故障，预计恢复 09:45")
    assert wall.name(WaitingPanel) == ""
    wall.window.grab()


def test_the_voice_key_switches_the_voice(wall: Wall) -> None:
    QTest.keyClick(wall.window, Qt.Key.Key_V)
    assert wall.speaker.enabled is False
    QTest.keyClick(wall.window, Qt.Key.Key_V)
    assert wall.speaker.enabled is True


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 800), (1024, 768), (3840, 2160)])
def test_the_parts_fill_any_screen_and_never_overlap(
    wall: Wall, day: Day, clock: FakeClock, size: tuple[int, int]
) -> None:
    day.whole_visit("A01")
    stop(day, clock, Scope.WINDOW, 1, None)
    wall.window.resize(*size)
    wall.presenter.refresh()
    kinds: tuple[type[QWidget], ...] = (
        TopBand,
        BottomBand,
        CallCard,
        RecentPanel,
        WaitingPanel,
        StopPanel,
    )
    places = [wall.part(kind).geometry() for kind in kinds]
    assert (wall.window.width(), wall.window.height()) == size
    for at, place in enumerate(places):
        assert QRect(0, 0, *size).contains(place)
        assert not [other for other in places[at + 1 :] if other.intersects(place)]
    wall.window.grab()


def test_a_long_hall_name_gets_smaller_before_it_is_cut(wall: Wall, day: Day) -> None:
    assert "·" not in wall.name(TopBand)
    font = Theme().font("display.body")
    lines = wrapped(font, "请拨打 95598 报修，或到 4、5号窗口登记后在等候区坐下等候", 500, 2)
    assert len(lines) == 2
    assert text_width(font, lines[0]) <= 500
    assert not lines[1].startswith(("，", "。", "、"))
