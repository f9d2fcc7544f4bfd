"""Brings a real hall's guide page to its phases and saves pictures, to look at by eye.

Run: python -m tests.ui.gallery_guide OUT_FOLDER [scene …] [size=SUFFIX …]
"""

import os
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from hall_desk.clock import FakeClock
from hall_desk.domain.people import Staff
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.guide import GuidePresenter
from hall_desk.rehearsal.keys import settle
from hall_desk.ui.guide import GuideWindow, bind
from hall_desk.ui.theme import Theme
from hall_desk.usecases import calling
from tests.conftest import MANAGER, OPENED, Day, open_hall
from tests.ui.gallery_kiosk import fill
from tests.ui.gallery_run import render, themed


class Scene:
    """A hall at 10:24 with people waiting, and its guide."""

    def __init__(self, folder: Path, theme: Theme, size: tuple[int, int], staff_no: str = MANAGER):
        self.clock = FakeClock(OPENED)
        self.store, self.hall = open_hall(f"sqlite:///{folder / 'hall.db'}", self.clock)
        self.day = Day(self.hall, self.clock)
        fill(self.hall, self.day, self.clock)
        gone = self.day.call(4)
        assert gone is not None
        for verb in (calling.recall, calling.recall, calling.no_show):
            self.clock.advance(30)
            self.day.do(verb, self.day.clerk(4), ticket_id=gone.id)
        staff = self.hall.ask(lambda reading: reading.get(Staff, staff_no=staff_no))
        self.presenter = GuidePresenter(Desk(hall=self.hall, runner=SyncRunner()), staff)
        self.window = GuideWindow(theme)
        self.window.resize(*size)
        bind(self.presenter, self.window)
        self.presenter.refresh()

    def grab(self, path: Path) -> None:
        """Saves the window as it looks now."""
        self.presenter.refresh()
        self.window.show()
        self.window.activateWindow()
        for _ in range(3):
            QApplication.processEvents()
        self.window.grab().save(str(path))

    def close(self) -> None:
        """Lets the hall go."""
        self.window.close()
        self.window.deleteLater()
        settle()
        self.store.close()


def idle(scene: Scene) -> None:
    """Nobody in hand."""


def searching(scene: Scene) -> None:
    """Letters typed."""
    scene.window.wish.search.setText("zdb")


def given(scene: Scene) -> None:
    """A ticket given, help needed."""
    scene.presenter.issue("B24", "Y2", True)


def asked(scene: Scene) -> None:
    """A waiting ticket in hand, with one more item."""
    scene.presenter.ask("A007")
    scene.presenter.attend("Y1", True)
    scene.presenter.add_item("A04")


def passed(scene: Scene) -> None:
    """A passed-over ticket in hand."""
    scene.presenter.ask("B004")


def wrong(scene: Scene) -> None:
    """A number that nobody has."""
    scene.window.hand.field.setText("A999")
    scene.presenter.ask("A999")


def booked(scene: Scene) -> None:
    """A booking code to be told."""
    scene.presenter.book("B15", "3-13 09:30")


SCENES: dict[str, Callable[[Scene], None]] = {
    "guide-idle": idle,
    "guide-searching": searching,
    "guide-given": given,
    "guide-asked": asked,
    "guide-passed": passed,
    "guide-wrong": wrong,
    "guide-booked": booked,
}


if __name__ == "__main__":
    render(SCENES, themed(Scene))
