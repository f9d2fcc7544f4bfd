"""Shows printers, print queue, banners and preview and saves pictures, to look at by eye.

Run: python -m tests.ui.gallery_printing OUT_FOLDER [scene …] [size=SUFFIX …]
"""

import os
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from hall_desk.clock import FakeClock
from hall_desk.domain.payments import Payment
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.escpos import NO_PAPER
from hall_desk.paper.faults import PaperDoubt, PaperFault
from hall_desk.presenters.base import SyncRunner
from hall_desk.presenters.papers import PaperDesk
from hall_desk.presenters.preview import PaperPreview
from hall_desk.presenters.sections import NEW, SectionPresenter
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.preview import open_preview
from hall_desk.ui.settings import LOG, SETTINGS, FrameParts
from hall_desk.ui.stations.counter import CounterStation
from hall_desk.ui.stations.duty import DutyStation
from hall_desk.ui.stations.program import Means, Program
from hall_desk.ui.theme import Theme
from hall_desk.usecases import payments
from hall_desk.usecases.payments import Takings
from hall_desk.voice import ClipSpeaker
from tests.conftest import MANAGER, OPENED, Day, open_hall
from tests.ui.gallery_run import render, themed
from tests.ui.printroom import LASER, ROLL, Room


class Scene:
    """A hall with some papers, and the PC that prints them."""

    def __init__(self, folder: Path, theme: Theme, size: tuple[int, int]):
        self.clock = FakeClock(OPENED)
        self.store, self.hall = open_hall(f"sqlite:///{folder / 'hall.db'}", self.clock)
        self.day = Day(self.hall, self.clock)
        self.size, self.theme = size, theme
        self.room = Room(self.hall, folder, self.clock)
        self.program = Program(
            Means(
                hall=self.hall,
                runner=SyncRunner(),
                paper=lambda actor: PaperDesk(self.hall, self.room.press, actor),
                room=self.room,
                speaker=ClipSpeaker(enabled=False),
                theme=theme,
                counter_theme=theme,
                public_theme=theme,
            ),
            beating=False,
        )
        self.shown: QWidget | None = None
        self.kept: list[object] = []

    def who(self, staff_no: str) -> Staff:
        """A person of the hall."""
        return self.hall.ask(lambda reading: reading.get(Staff, staff_no=staff_no))

    def pay(self) -> Payment:
        """A customer pays."""
        self.clock.advance(47)
        takings = Takings(
            due_fen=8640,
            received_fen=8640,
            method="QR",
            spoken_received_at=self.clock.now(),
            spoken_change_at=self.clock.now(),
        )
        paid: Payment = self.day.do(
            payments.take_payment, "1032", window=WindowNo(3), takings=takings, purpose="电费"
        )
        return paid

    def papers(self) -> None:
        """Vouchers printed, one in doubt, one never printed; slips that wait for paper."""
        desk = PaperDesk(self.hall, self.room.press, "1032")
        for _ in range(3):
            desk.voucher(self.pay())
        self.room.work()
        self.room.printers.faults[LASER.name] = PaperDoubt("打到一半断了：请看纸有没有打全。")
        desk.voucher(self.pay())
        self.room.work()
        del self.room.printers.faults[LASER.name]
        self.pay()
        self.room.printers.faults[ROLL.name] = PaperFault(NO_PAPER)
        for service in ("A01", "B01", "A01"):
            desk.slip(self.day.issue(service))
        self.room.work()
        self.clock.advance(90)
        self.room.look_for_missing()

    def section(self, title: str, key: str) -> SectionPresenter:
        """The frame with one section in front."""
        parts = FrameParts(
            self.program, self.who(MANAGER), title, SETTINGS if title == "设置" else LOG
        )
        self.kept.append(parts)
        parts.show(key)
        self.show(parts.frame)
        presenter = parts.hung[key].presenter
        assert isinstance(presenter, SectionPresenter)
        return presenter

    def counter(self) -> CounterStation:
        """Window 3."""
        station = CounterStation(
            self.program,
            self.who("1032"),
            WindowNo(3),
            show=self.show,
            drop=lambda screen: None,
            lock=lambda: None,
            leave=lambda: None,
        )
        self.kept.append(station)
        self.show(station.front)
        return station

    def duty(self) -> DutyStation:
        """The duty desk."""
        station = DutyStation(
            self.program,
            self.who(MANAGER),
            DutyWindow(self.theme, dressed=True),
            show=self.show,
            drop=lambda screen: None,
            lock=lambda: None,
        )
        self.kept.append(station)
        self.show(station.front)
        return station

    def show(self, window: QWidget) -> None:
        """Brings a screen up."""
        self.shown = window
        window.resize(*self.size)
        window.show()
        QApplication.processEvents()

    def grab(self, path: Path) -> None:
        """Saves what is shown."""
        assert self.shown is not None
        QApplication.processEvents()
        self.program.tick()
        QApplication.processEvents()
        self.shown.grab().save(str(path))

    def close(self) -> None:
        """Lets everything go."""
        assert self.shown is not None
        self.shown.close()
        self.program.close()
        self.store.close()


def printers(scene: Scene) -> None:
    """Three printers, the receipt printer chosen."""
    scene.room.press.work(ROLL.name)
    scene.section("设置", "printers")


def printers_new(scene: Scene) -> None:
    """A new printer on the network, its address missing."""
    presenter = scene.section("设置", "printers")
    presenter.pick(NEW)
    presenter.type("device", "network")
    presenter.type("name", "二号窗口小票机")
    presenter.save()


def printers_long(scene: Scene) -> None:
    """Names and addresses as long as the system gives them."""
    presenter = scene.section("设置", "printers")
    for name in ("大厅东侧自助服务区旁边的激光打印机（备用，双面）", "引导台"):
        presenter.pick(NEW)
        presenter.type("device", "network")
        presenter.type("name", name)
        presenter.type("address", "print-server.hall-of-the-example-county.example:9100")
        presenter.save()


def printers_system(scene: Scene) -> None:
    """A printer of the system."""
    presenter = scene.section("设置", "printers")
    presenter.pick(LASER.name)


def paper_printers(scene: Scene) -> None:
    """Which paper goes where."""
    presenter = scene.section("设置", "paper_printers")
    presenter.type("notice", ROLL.name)


def queue(scene: Scene) -> None:
    """Papers in every state."""
    scene.papers()
    scene.section("值班日志", "queue")


def queue_doubt(scene: Scene) -> None:
    """看到纸了吗."""
    scene.papers()
    scene.section("值班日志", "queue").pick("SJ-000004")


def queue_empty(scene: Scene) -> None:
    """Nothing waits."""
    scene.section("值班日志", "queue")


def counter_banner(scene: Scene) -> None:
    """The counter says what is not out."""
    scene.papers()
    scene.counter()


def counter_queue(scene: Scene) -> None:
    """The queue over the counter."""
    scene.papers()
    scene.counter().open_print_queue()


def duty_banner(scene: Scene) -> None:
    """The duty desk says it too."""
    scene.papers()
    scene.duty()


def preview_report(scene: Scene) -> None:
    """The daily report on screen."""
    scene.day.whole_visit()
    scene.duty().preview_report()


def preview_voucher(scene: Scene) -> None:
    """A voucher on screen, larger."""
    scene.pay()
    station = scene.counter()
    station.presenter.open_vouchers()
    station.open_preview()
    assert station.preview is not None
    station.preview[0].zoom_by(2)


def preview_register(scene: Scene) -> None:
    """A page that lies: it opens fitting."""
    station = scene.duty()
    desk = PaperPreview(scene.hall, MANAGER)
    today = date(2026, 3, 12)
    station.preview = open_preview(
        scene.program,
        scene.theme,
        station.window,
        lambda: desk.draw(lambda paper: paper.register(today, today)),
        print_it=lambda: None,
    )


def preview_whole(scene: Scene) -> None:
    """The same, the whole page."""
    preview_register(scene)
    station = scene.kept[-1]
    assert isinstance(station, DutyStation)
    assert station.preview is not None
    station.preview[0].fit("page")


def suspending(scene: Scene) -> None:
    """The suspend dialog with the key of its preview."""
    station = scene.counter()
    station.open_suspension()
    QApplication.processEvents()
    assert station.overlay is not None
    station.overlay[0].choose_reason("S3")


def preview_sign(scene: Scene) -> None:
    """The paper sign over the suspend dialog."""
    suspending(scene)
    station = scene.kept[-1]
    assert isinstance(station, CounterStation)
    assert station.overlay is not None
    station.overlay[0].preview()


SCENES = {
    play.__name__: play
    for play in (
        printers,
        printers_new,
        printers_long,
        printers_system,
        paper_printers,
        queue,
        queue_doubt,
        queue_empty,
        counter_banner,
        counter_queue,
        duty_banner,
        preview_report,
        preview_voucher,
        preview_register,
        preview_whole,
        suspending,
        preview_sign,
    )
}

if __name__ == "__main__":
    render(SCENES, themed(Scene))
