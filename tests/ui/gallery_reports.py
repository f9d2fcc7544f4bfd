"""The reports' dialog over the duty desk, to look at by eye.

Run: python -m tests.ui.gallery_reports OUT_FOLDER [scene …]
"""

import os
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from hall_desk.clock import FakeClock
from hall_desk.domain.people import Staff
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.duty import DutyPresenter
from hall_desk.presenters.reports import MONTH, PERIOD, ReportsPresenter
from hall_desk.ui.duty.binding import bind as bind_duty
from hall_desk.ui.duty.reports import ReportsDialog
from hall_desk.ui.duty.reports import bind as bind_reports
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.theme import Theme
from tests.conftest import MANAGER, OPENED, Day, open_hall
from tests.ui.gallery_run import render, themed


class Scene:
    """A duty desk of an open hall with the dialog over it."""

    def __init__(self, folder: Path, theme: Theme, size: tuple[int, int]):
        clock = FakeClock(OPENED)
        self.store, hall = open_hall(f"sqlite:///{folder / 'hall.db'}", clock)
        self.day = Day(hall, clock)
        desk = Desk(hall=hall, runner=SyncRunner())
        me = hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))
        self.desk = DutyPresenter(desk, me)
        self.window = DutyWindow(theme, dressed=False)
        self.parts = bind_duty(self.desk, self.window)
        self.window.resize(*size)
        self.window.show()
        self.desk.refresh()
        self.dialog = ReportsDialog(theme, self.window)
        self.presenter = ReportsPresenter(
            desk,
            me,
            aside=SyncRunner(),
            folder=Path("/home/hall/单据"),
            print_paper=lambda report: None,
        )
        bind_reports(self.presenter, self.dialog)
        self.presenter.begin()
        QApplication.processEvents()

    def grab(self, path: Path) -> None:
        QApplication.processEvents()
        self.window.grab().save(str(path))

    def close(self) -> None:
        self.window.close()
        self.store.close()


def day_report(scene: Scene) -> None:
    """As it opens."""


def month_report(scene: Scene) -> None:
    scene.presenter.choose(MONTH)


def working(scene: Scene) -> None:
    """A long period under way."""
    scene.presenter.choose(PERIOD)
    scene.presenter.working = True
    scene.presenter._progress = "正在汇总，第 118 / 365 天…"
    scene.presenter.tick()


def wrong_date(scene: Scene) -> None:
    scene.presenter.choose(PERIOD)
    scene.presenter.print_report("2026-03-12", "昨天")


def saved(scene: Scene) -> None:
    scene.presenter.choose(PERIOD)
    scene.presenter.say("营业报表-2026-02-01至2026-02-28.xlsx 已存入 /home/hall/单据。")


SCENES: dict[str, Callable[[Scene], None]] = {
    "reports-day": day_report,
    "reports-month": month_report,
    "reports-working": working,
    "reports-wrong": wrong_date,
    "reports-saved": saved,
}

if __name__ == "__main__":
    render(SCENES, themed(Scene))
