"""Brings the acceptance page into each step and saves pictures, to look at by eye.

Run: python -m tests.ui.gallery_accept OUT_FOLDER [scene …] [size=SUFFIX …]
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from hall_desk.clock import FakeClock
from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.acceptance import AcceptPresenter
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.tracking import TrackListPresenter, TrackPresenter
from hall_desk.ui import acceptance
from hall_desk.ui.acceptance import AcceptPage, TrackListPage, TrackPage
from hall_desk.ui.counter import CounterWindow, bind
from hall_desk.ui.theme import Theme
from tests.conftest import OPENED, Day, open_hall
from tests.ui.gallery_run import render, themed
from tests.usecases.test_acceptances import accepted

LONG = "新疆维吾尔自治区巴音郭楞蒙古自治州示例农牧业联合开发有限责任公司"


class Scene:
    """Window 4 with a business customer, and the acceptance page over the counter."""

    def __init__(self, folder: Path, theme: Theme, size: tuple[int, int]):
        self.clock = FakeClock(OPENED)
        self.store, self.hall = open_hall(f"sqlite:///{folder / 'hall.db'}", self.clock)
        self.day = Day(self.hall, self.clock)
        self.desk = Desk(hall=self.hall, runner=SyncRunner())
        staff = self.hall.ask(lambda reading: reading.get(Staff, staff_no="1021"))
        self._presses = 0.0
        self.track: TrackPresenter | None = None
        self.listed: TrackListPresenter | None = None
        self.theme = theme
        self.window = CounterWindow(theme, monotonic=self._count)
        self.counter = CounterPresenter(self.desk, WindowNo(4), staff)
        bind(self.counter, self.window)
        self.window.resize(*size)
        self.clock.set(datetime(2026, 3, 12, 1, 12, 30, tzinfo=UTC))

    def _count(self) -> float:
        self._presses += 1.0
        return self._presses

    def serve(self, code: str) -> None:
        """A customer with a business matter at the window."""
        self.day.issue(code)
        self.counter.refresh()
        self.window.show()
        self.counter.call_next()
        self.clock.advance(5)
        self.counter.start()
        self.clock.advance(74)

    def open(self, code: str = "B02") -> None:
        """The acceptance page of that matter."""
        self.serve(code)
        ticket, item = self.counter.ticket, self.counter.item
        assert ticket is not None
        assert item is not None
        self.page = AcceptPage(self.theme, monotonic=self._count)
        self.presenter = AcceptPresenter(self.desk, "1021", WindowNo(4), ticket, item)
        acceptance.bind(self.presenter, self.page)
        self.presenter.refresh()
        self.window.set_page(self.page)
        self.page.begin()

    def write(self, **texts: str) -> None:
        """Types into fields and leaves them."""
        for field, text in texts.items():
            self.presenter.edit(field, text)
            self.presenter.leave_field(field)

    def grab(self, path: Path) -> None:
        """Saves the window as it looks now."""
        QApplication.processEvents()
        self.counter.tick()
        if hasattr(self, "presenter"):
            self.presenter.tick()
        QApplication.processEvents()
        self.window.grab().save(str(path))

    def close(self) -> None:
        """Lets the hall go."""
        self.window.close()
        self.store.close()


def counter(scene: Scene) -> None:
    """The counter with its promises card."""
    scene.serve("B03")


def empty(scene: Scene) -> None:
    """Nothing written, nothing told."""
    scene.open()


def told(scene: Scene) -> None:
    """A notice given: two papers there, the code to come back with."""
    scene.open("B03")
    for index in (0, 2):
        scene.presenter.tick_paper(index)
    scene.presenter.give_notice()


def filled(scene: Scene) -> None:
    """Everything there, told by word of mouth."""
    scene.open()
    scene.presenter.inform()
    scene.write(
        applicant="阿依古丽·买买提",
        id_no="11010519491231002X",
        phone="13800000000",
        account_no="3600123450127",
        address="柳溪镇示例一台区12号",
    )
    for index in range(6):
        scene.presenter.tick_paper(index)
        scene.presenter.see_original(index)
    scene.presenter.set_copies(1, "2")
    scene.page.papers.rows[3].copies.setFocus()


def wrong(scene: Scene) -> None:
    """Mistakes at their fields."""
    scene.open()
    scene.presenter.inform()
    scene.write(
        applicant="林\ue001",
        id_no="110105194912310021",
        phone="1380000000",
        account_no="360012345012",
        address="柳溪",
    )
    scene.presenter.tick_paper(0)
    scene.presenter.set_copies(0, "0")
    scene.presenter.submit()


def lacking(scene: Scene) -> None:
    """A mandatory paper is missing."""
    filled(scene)
    scene.presenter.tick_paper(4)
    scene.presenter.submit()


def saved(scene: Scene) -> None:
    """Accepted: masked, to be signed."""
    filled(scene)
    scene.presenter.submit()


def signed(scene: Scene) -> None:
    """Signed and unmasked."""
    saved(scene)
    scene.clock.advance(60)
    scene.presenter.submit()
    scene.presenter.reveal()


def longest(scene: Scene) -> None:
    """The longest service of the catalogue, the longest names."""
    scene.open("B24")
    scene.presenter.inform()
    scene.write(
        applicant=LONG,
        id_no="91650000MA0000000X",
        phone="0996-1234567",
        address="新疆维吾尔自治区巴音郭楞蒙古自治州示例县示例镇示例村农牧业联合开发园区3栋2单元",
    )
    scene.presenter.edit("id_kind", "统一社会信用代码证")


def review(scene: Scene) -> None:
    """Low and high voltage are promised apart."""
    scene.open("B26")
    scene.presenter.inform()
    scene.presenter.submit()


def track(scene: Scene) -> None:
    """A late acceptance: the plan is overdue, a date is recorded, a paper goes back."""
    made = _accepted(scene, "B03")
    scene.clock.advance(33 * 86400)
    page = TrackPage(scene.theme, monotonic=scene._count)
    presenter = TrackPresenter(scene.desk, "1021", made.id)
    acceptance.bind_track(presenter, page)
    presenter.refresh()
    presenter.edit_event("design_submitted", "3月20日")
    presenter.record_event("design_submitted")
    presenter.tick_return(1)
    presenter.edit("signer", "阿依古丽·买买提")
    presenter.return_papers()
    presenter.edit("result", "供电方案已答复")
    presenter.submit()
    scene.track = presenter
    scene.window.set_page(page)
    page.begin()


def track_new(scene: Scene) -> None:
    """An acceptance in time."""
    made = _accepted(scene, "B02")
    page = TrackPage(scene.theme, monotonic=scene._count)
    presenter = TrackPresenter(scene.desk, "0906", made.id)
    acceptance.bind_track(presenter, page)
    presenter.refresh()
    scene.track = presenter
    scene.window.set_page(page)
    page.begin()


def listed(scene: Scene) -> None:
    """The register of the duty desk, one overdue."""
    for code in ("B03", "B30", "B02", "B26"):
        _accepted(scene, code)
    scene.clock.advance(11 * 86400)
    page = TrackListPage(scene.theme)
    presenter = TrackListPresenter(scene.desk)
    acceptance.bind_list(presenter, page)
    presenter.refresh()
    scene.listed = presenter
    scene.window.set_page(page)
    page.begin()


def tasks(scene: Scene) -> None:
    """我的待办 with an overdue acceptance first."""
    for code in ("B30", "B02"):
        _accepted(scene, code)
    scene.clock.advance(9 * 86400)
    scene.counter.refresh()
    scene.window.show()


def _accepted(scene: Scene, code: str) -> Acceptance:
    """An accepted matter of window 4."""
    voltage = "高压" if code == "B26" else ""
    made = accepted(scene.day, code, voltage=voltage)
    scene.counter.refresh()
    scene.window.show()
    return made


SCENES: dict[str, Callable[[Scene], None]] = {
    "accept-counter": counter,
    "accept-empty": empty,
    "accept-told": told,
    "accept-filled": filled,
    "accept-wrong": wrong,
    "accept-lacking": lacking,
    "accept-saved": saved,
    "accept-signed": signed,
    "accept-longest": longest,
    "accept-review": review,
    "accept-track": track,
    "accept-track-new": track_new,
    "accept-list": listed,
    "accept-tasks": tasks,
}


if __name__ == "__main__":
    render(SCENES, themed(Scene))
