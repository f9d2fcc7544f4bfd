"""Shows the till page, the closing dialog and the closings and saves pictures, to look at by eye.

Run: python -m tests.ui.gallery_till OUT_FOLDER [scene …] [size=SUFFIX …]
"""

import os
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from hall_desk.clock import FakeClock
from hall_desk.domain.people import Role, Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.printing import DummyPrinter
from hall_desk.presenters.base import SyncRunner
from hall_desk.presenters.papers import PaperDesk
from hall_desk.presenters.takings import TakingsPresenter
from hall_desk.presenters.till import TillPresenter
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.stations.counter import CounterStation
from hall_desk.ui.stations.duty import DutyStation
from hall_desk.ui.stations.program import Means, Program
from hall_desk.ui.theme import Theme
from hall_desk.usecases import opening, staffing, tillmoves
from hall_desk.voice import ClipSpeaker
from tests.conftest import MANAGER, OPENED, Day, open_hall
from tests.ui.gallery_run import render, themed
from tests.usecases.test_tills import CHEN, XU, bag, next_morning, pay, pieces_of, void

PIECES = {10_000: "3", 5000: "4", 2000: "5", 1000: "6", 500: "4", 100: "9", 50: "3", 10: "14"}

LONG_NAME = "阿卜杜热西提·麦麦提敏江"


class Scene:
    """A hall near its evening; the counter of 1032, and the duty desk."""

    def __init__(self, folder: Path, theme: Theme, size: tuple[int, int]):
        self.clock = FakeClock(OPENED)
        self.store, self.hall = open_hall(f"sqlite:///{folder / 'hall.db'}", self.clock)
        self.day = Day(self.hall, self.clock)
        self.size = size
        self.program = Program(
            Means(
                hall=self.hall,
                runner=SyncRunner(),
                paper=lambda actor: PaperDesk(self.hall, DummyPrinter(), actor),
                speaker=ClipSpeaker(enabled=False),
                theme=theme,
                counter_theme=theme,
                public_theme=theme,
            ),
            beating=False,
        )
        self.shown: list[QWidget] = []
        self.counter: CounterStation | None = None
        self.duty: DutyStation | None = None

    def takings(self) -> None:
        """Money of a morning, and a bag of it in the safe."""
        self.day.count_float(3)
        self.day.count_float(1)
        for fen in (8640, 12_350, 20_000, 4_510):
            pay(self.day, fen)
            self.clock.advance(240)
        void(self.day, pay(self.day, 2000))
        pay(self.day, 5000, "QR")
        pay(self.day, 9000, "POS")
        pay(self.day, 3300, window=1)
        bag(self.day, 20_000, slip_no="ZS-0312-7")
        bag(self.day, 5000)

    def till(self) -> TillPresenter:
        """The till page over the counter of 1032."""
        self.counter = CounterStation(
            self.program,
            self.staff(CHEN),
            WindowNo(3),
            show=self.show,
            drop=lambda _: None,
            lock=lambda: None,
            leave=lambda: None,
        )
        self.show(self.counter.window)
        QApplication.processEvents()
        self.counter.open_till()
        QApplication.processEvents()
        presenter = self.counter.page
        assert isinstance(presenter, TillPresenter)
        return presenter

    def desk(self) -> DutyStation:
        """The duty manager's station."""
        self.duty = DutyStation(
            self.program,
            self.staff(MANAGER),
            DutyWindow(self.program.means.theme),
            show=self.show,
            drop=lambda _: None,
            lock=lambda: None,
        )
        self.show(self.duty.window)
        return self.duty

    def staff(self, staff_no: str) -> Staff:
        """Somebody of the hall."""
        found: Staff = self.hall.ask(lambda reading: reading.get(Staff, staff_no=staff_no))
        return found

    def show(self, screen: QWidget) -> None:
        """A screen comes to the front."""
        screen.setProperty("window", "staff")  # the program's shell has it
        screen.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.program.means.theme.apply(screen)
        screen.resize(*self.size)
        screen.show()
        self.shown.append(screen)
        QApplication.processEvents()

    def grab(self, path: Path) -> None:
        """Saves the front screen as it looks now."""
        QApplication.processEvents()
        self.shown[-1].activateWindow()
        QApplication.processEvents()
        self.shown[-1].grab().save(str(path))

    def close(self) -> None:
        """Lets everything go."""
        for station in (self.counter, self.duty):
            if station is not None:
                station.close()
        for screen in self.shown:
            screen.close()
        self.program.close()
        self.store.close()


def count(scene: Scene) -> None:
    """Pieces and slips typed, nothing shown of what should be there."""
    scene.takings()
    presenter = scene.till()
    for value, text in PIECES.items():
        presenter.set_pieces(value, text)
    presenter.set_slips("QR", 5000)
    presenter.tick()


def differs(scene: Scene) -> None:
    """A count that is short, with its reason."""
    count(scene)
    presenter = scene.counter.page if scene.counter else None
    assert isinstance(presenter, TillPresenter)
    presenter.submit()
    presenter.set_reason(
        "找零时多给 5 元，客户已离厅，未能追回；刷卡单据第 3 张未打印，已联系银行补单"
    )
    presenter.tick()


def hand(scene: Scene) -> None:
    """Handing over to the next clerk."""
    scene.takings()
    presenter = scene.till()
    presenter.set_mode("hand")
    presenter.set_taker(XU)
    presenter.set_pieces(10_000, "2")
    presenter.set_pieces(5000, "3")


def handed(scene: Scene) -> None:
    """Cash that came from the last shift waits to be taken."""
    scene.takings()
    scene.day.do(
        tillmoves.hand_over_till,
        XU,
        window=WindowNo(1),
        to_staff=CHEN,
        pieces=pieces_of(38_650),
    )
    scene.till()


def to_bank(scene: Scene) -> None:
    """Cash for the bank, refused without an amount."""
    scene.takings()
    presenter = scene.till()
    presenter.set_mode("bag")
    presenter.submit()


def idle(scene: Scene) -> None:
    """The counter with the key of the till."""
    scene.takings()
    scene.till()
    assert scene.counter is not None
    scene.counter.close_page()


def closing_open(scene: Scene) -> None:
    """The closing dialog while tills are open."""
    scene.takings()
    for _ in range(2):
        scene.day.issue("A01")
    scene.day.count_till(CHEN, 70_000, {"QR": 5000})
    desk = scene.desk()
    desk.window.wants_closing.emit()


def closing_tills(scene: Scene) -> None:
    """Nobody is left but two tills."""
    scene.takings()
    scene.day.do(opening.stop_issuing)
    desk = scene.desk()
    desk.window.wants_closing.emit()


def closed(scene: Scene) -> None:
    """The day is closed."""
    scene.takings()
    scene.day.do(opening.stop_issuing)
    scene.day.close()
    desk = scene.desk()
    desk.window.wants_closing.emit()


def closing_list(scene: Scene) -> None:
    """Closing records of some days."""
    for _ in range(5):
        scene.takings()
        scene.day.do(opening.stop_issuing)
        scene.day.close()
        next_morning(scene.hall, scene.clock)
    scene.desk().money.open_takings()


def bags(scene: Scene) -> None:
    """Bags in the safe, one to be banked."""
    closing_list(scene)
    presenter = scene.duty.pages[-1][0] if scene.duty else None
    assert isinstance(presenter, TakingsPresenter)
    presenter.set_mode("bags")


def for_clerk(scene: Scene) -> None:
    """The duty manager counts for a clerk who has gone."""
    scene.takings()
    scene.desk().money.open_till(XU)


def opening_bags(scene: Scene) -> None:
    """The opening screen tells of bags in the safe."""
    scene.takings()
    scene.day.do(opening.stop_issuing)
    scene.day.close()
    scene.clock.advance(80_000)
    scene.desk().open_opening()


def desk(scene: Scene) -> None:
    """The duty desk's bar."""
    scene.takings()
    scene.desk()


def long_names(scene: Scene) -> None:
    """Clerks whose names are as long as names get."""
    for staff_no in (CHEN, XU):
        scene.day.do(
            staffing.change_staff,
            staff_no=staff_no, name=LONG_NAME, role=Role.CLERK, skills="", active=True,
        )  # fmt: skip


def handed_long(scene: Scene) -> None:
    """The same handover between long names."""
    long_names(scene)
    handed(scene)


def hand_long(scene: Scene) -> None:
    """To somebody with a long name."""
    long_names(scene)
    hand(scene)


def closing_long(scene: Scene) -> None:
    """Tills of long names in the closing dialog."""
    long_names(scene)
    closing_open(scene)


def list_long(scene: Scene) -> None:
    """Closing records of long names."""
    long_names(scene)
    closing_list(scene)


SCENES: dict[str, Callable[[Scene], None]] = {
    "till-count": count,
    "till-differs": differs,
    "till-hand": hand,
    "till-handed": handed,
    "till-bag": to_bank,
    "till-idle": idle,
    "till-for-clerk": for_clerk,
    "closing-open": closing_open,
    "closing-tills": closing_tills,
    "closing-closed": closed,
    "takings-closings": closing_list,
    "takings-bags": bags,
    "opening-bags": opening_bags,
    "duty-desk": desk,
    "till-handed-long": handed_long,
    "till-hand-long": hand_long,
    "closing-long": closing_long,
    "takings-long": list_long,
}


if __name__ == "__main__":
    render(SCENES, themed(Scene))
