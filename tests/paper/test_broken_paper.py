"""Broken paper (打印坏了): whatever dies, every voucher has its paper, and none has two.

A hall, its press and a TCP printer; what came out is read from the printer's own bytes.
"""

import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.payments import Payment
from hall_desk.domain.tickets import StaffNo, WindowNo
from hall_desk.paper import devices
from hall_desk.paper.faults import PaperFault
from hall_desk.paper.press import Press
from hall_desk.paper.printing import FolderPrinter
from hall_desk.paper.profiles import Profiles
from hall_desk.paper.raster import rasterise
from hall_desk.paper.spool import JobState, Spool
from hall_desk.presenters.papers import PaperDesk
from hall_desk.presenters.print_room import PrintRoom
from hall_desk.store.journal import read_entries
from hall_desk.usecases import payments, printing
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.payments import Takings
from tests.conftest import AT_WORK, MANAGER, Day
from tests.paper.tcp_printer import TcpPrinter
from tests.store.workers import Place, processes


class Paperwork:
    """One PC of the hall with one receipt printer for everything."""

    def __init__(self, hall: Hall, clock: FakeClock, folder: Path) -> None:
        self.hall, self.clock, self.folder = hall, clock, folder
        self.printer = TcpPrinter()
        self.start()

    def start(self) -> None:
        """The program is started (again); the printer and the disk are as they were left."""
        profile = self.printer.profile()
        profiles = Profiles(printers=(profile,), chosen=(("default", profile.name),))
        self.press = Press(
            Spool(self.folder / "queue", self.clock.now),
            FolderPrinter(self.folder / "papers"),
            profiles,
        )
        self.room = PrintRoom(self.hall, self.press, lambda profiles: None)
        self.desk = PaperDesk(self.hall, self.press, "1032")

    def pay(self, window: int = 3) -> Payment:
        """A customer pays by QR; printing is a step of its own."""
        return pay(self.hall, self.clock, window)

    def work(self) -> None:
        """The press has its turn."""
        self.press.work("小票机")

    def revive(self) -> None:
        """Another printer in the place of the one that died."""
        self.printer.close()
        self.printer = TcpPrinter()
        profile = self.printer.profile()
        self.room.keep(Profiles(printers=(profile,), chosen=(("default", profile.name),)))

    def came_out(self) -> list[str]:
        """The names of the papers that came out whole, recognised dot by dot."""
        drawn = {
            rasterise(path.read_bytes(), 576).rows: path.stem
            for path in (self.folder / "papers").glob("*.pdf")
        }
        return [drawn[paper.raster.rows] for paper in self.printer.papers]

    def journal(self, action: str) -> list[str]:
        """What the journal says of papers."""
        with self.hall.store.read() as conn:
            found = [e for e in read_entries(conn, self.hall.hall_id) if e.action == action]
        return [entry.subject_id for entry in found]


def pay(hall: Hall, clock: FakeClock, window: int = 3) -> Payment:
    takings = Takings(
        due_fen=8640,
        received_fen=8640,
        method="QR",
        spoken_received_at=clock.now(),
        spoken_change_at=clock.now(),
    )
    clerk = {3: "1032", 1: "1008"}[window]
    return hall.do(
        payments.take_payment,
        clerk,
        None,
        window=WindowNo(window),
        takings=takings,
        purpose="电费",
    )


@pytest.fixture
def work(hall: Hall, clock: FakeClock, tmp_path: Path) -> Iterator[Paperwork]:
    made = Paperwork(hall, clock, tmp_path / "pc")
    yield made
    made.printer.close()


def test_a_printer_dead_before_gets_the_paper_when_it_is_back(work: Paperwork) -> None:
    work.printer.close()
    payment = work.pay()
    work.desk.voucher(payment)
    work.work()
    assert work.room.notice().startswith("1 张单据没有打出来（凭证 SJ-000001）：连不上打印机")
    assert work.journal("paper_fault") == ["voucher/SJ-000001"]
    work.revive()
    work.work()
    work.work()
    assert work.came_out() == ["SJ-000001"]
    assert work.room.notice() == ""


def test_no_paper_before_waits_and_then_prints_all_in_order(work: Paperwork) -> None:
    work.printer.paper_out = True
    for _ in range(2):
        work.desk.voucher(work.pay())
    work.work()
    assert "2 张单据" in work.room.notice()
    assert "缺纸" in work.room.notice()
    assert work.printer.decoder.papers == []
    work.printer.paper_out = False
    work.work()
    assert work.came_out() == ["SJ-000001", "SJ-000002"]


def test_a_printer_that_dies_in_the_middle_is_asked_about_and_prints_once(work: Paperwork) -> None:
    work.printer.dies_after = 9_000
    work.desk.voucher(work.pay())
    work.work()
    work.revive()
    work.work()
    assert work.came_out() == []  # nobody has answered yet
    assert "看纸" in work.room.notice()
    (job,) = work.press.jobs
    work.room.again(job, "1032")
    work.work()
    assert work.came_out() == ["SJ-000001"]
    assert work.journal("settle_paper") == ["voucher/SJ-000001"]


def test_a_printer_that_dies_after_the_last_dot_is_asked_about_and_never_doubled(
    work: Paperwork,
) -> None:
    work.printer.mute_at_end = True
    work.desk.voucher(work.pay())
    work.work()
    assert work.came_out() == ["SJ-000001"]
    work.printer.mute_at_end = False
    work.start()
    work.work()
    (job,) = work.press.jobs
    assert job.state is JobState.UNKNOWN
    work.room.came_out(job, "1032")
    work.work()
    assert work.came_out() == ["SJ-000001"]
    assert work.room.notice() == ""


def test_paper_that_ends_in_the_middle_is_asked_about(
    work: Paperwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "DONE_S", 0.2)
    work.printer.runs_out_after = 9_000
    work.desk.voucher(work.pay())
    work.work()
    assert "缺纸" in work.room.notice()
    work.revive()
    (job,) = work.press.jobs
    work.room.again(job, "1032")
    work.work()
    assert work.came_out() == ["SJ-000001"]


def pay_and_die(place: Place) -> None:
    """A window takes money and the power goes before the paper."""
    hall = place.hall()
    assert isinstance(hall.clock, FakeClock)
    pay(hall, hall.clock)
    os._exit(9)


def print_and_die(place: Place, folder: str, port: int) -> None:
    """The power goes while the paper is being sent."""
    hall = place.hall()
    assert isinstance(hall.clock, FakeClock)
    spool = Spool(Path(folder) / "queue", hall.clock.now)
    printer = TcpPrinter.profile_at(port)
    profiles = Profiles(printers=(printer,), chosen=(("default", printer.name),))

    def _die(*args: object, **kwargs: object) -> None:
        os._exit(9)

    press = Press(spool, FolderPrinter(Path(folder) / "papers"), profiles, send=_die)
    PaperDesk(hall, press, "1032").voucher(pay(hall, hall.clock))
    press.work(printer.name)


def run_to_its_death(target: object, *args: object) -> None:
    process: multiprocessing.Process = processes().Process(target=target, args=args)
    process.start()
    process.join(60)
    assert process.exitcode == 9


def test_a_power_cut_between_payment_and_paper_offers_the_voucher_once(
    work: Paperwork, home: Path
) -> None:
    assert work.hall.store.path is not None
    place = Place(url=f"sqlite:///{work.hall.store.path}", home=str(home))
    run_to_its_death(pay_and_die, place)
    work.start()
    work.work()
    assert work.came_out() == []  # nothing prints by itself: nobody may be there any more
    work.room.look_for_missing(WindowNo(3))
    (missing,) = work.room.missing
    assert work.room.notice() == ("1 张单据没有打出来（凭证 SJ-000001）：入账后没有打印记录。")
    work.desk.voucher(missing)
    work.work()
    for window in (WindowNo(3), None):
        work.room.look_for_missing(window)
        assert work.room.missing == ()
    assert work.came_out() == ["SJ-000001"]


def test_a_power_cut_while_the_paper_is_sent_asks_once(work: Paperwork, home: Path) -> None:
    assert work.hall.store.path is not None
    place = Place(url=f"sqlite:///{work.hall.store.path}", home=str(home))
    run_to_its_death(print_and_die, place, str(work.folder), work.printer.port)
    work.start()
    work.room.look_for_missing(WindowNo(3))
    assert work.room.missing == ()  # it is in the queue, and asked about there
    work.work()
    work.work()
    (job,) = work.press.jobs
    assert (job.name, job.state) == ("SJ-000001", JobState.UNKNOWN)
    assert work.came_out() == []
    work.room.again(job, "1032")
    work.work()
    assert work.came_out() == ["SJ-000001"]


def test_two_windows_print_at_once_and_every_paper_is_whole(work: Paperwork) -> None:
    other = Press(
        Spool(work.folder / "queue", work.clock.now),
        FolderPrinter(work.folder / "papers"),
        work.press.profiles,
    )
    left = [work.pay(3) for _ in range(4)]
    right = [work.pay(1) for _ in range(4)]
    theirs = PaperDesk(work.hall, other, "1008")
    for one, two in zip(left, right, strict=True):
        work.desk.voucher(one)
        theirs.voucher(two)
    for press in (work.press, other):
        press.start()
    work.press.wait_idle(20)
    for press in (work.press, other):
        press.close()
    names = [f"SJ-{n:06d}" for n in range(1, 9)]
    assert sorted(work.came_out()) == names


def test_a_reprint_after_a_restart_is_a_paper_of_its_own(work: Paperwork) -> None:
    payment = work.pay()
    work.desk.voucher(payment)
    work.work()
    work.start()
    work.desk.voucher(payment)  # the same press of a key again, after an unknown outcome
    again = work.hall.do(payments.note_reprint, "1032", None, payment_id=payment.id)
    work.desk.voucher(again)
    work.work()
    assert work.came_out() == ["SJ-000001", "SJ-000001-补打1"]


def test_a_voided_voucher_prints_its_void_beside_the_first(work: Paperwork) -> None:
    payment = work.pay()
    work.desk.voucher(payment)
    work.work()
    void = work.hall.do(
        payments.void_payment,
        "1032",
        None,
        payment_id=payment.id,
        reason_code="V1",
        approved_by=StaffNo(MANAGER),
    )
    work.desk.voucher(void)
    work.desk.voucher(void)
    work.work()
    assert work.came_out() == ["SJ-000001", "SJ-000001-作废"]
    work.room.look_for_missing()
    assert work.room.missing == ()


def test_a_disk_full_at_printing_keeps_the_payment_and_offers_the_voucher(
    work: Paperwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = work.pay()

    def _full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", _full)
    with pytest.raises(PaperFault, match="磁盘"):
        work.desk.voucher(payment)
    monkeypatch.undo()
    work.room.look_for_missing(WindowNo(3))
    assert [p.voucher_code for p in work.room.missing] == ["SJ-000001"]
    assert work.journal("paper_fault") == ["voucher/SJ-000001"]
    work.desk.voucher(payment)
    work.work()
    work.room.look_for_missing(WindowNo(3))
    assert (work.came_out(), work.room.missing) == (["SJ-000001"], ())


def test_a_voucher_reprinted_after_a_full_disk_is_not_offered_besides(work: Paperwork) -> None:
    payment = work.pay()
    work.desk.voucher(work.hall.do(payments.note_reprint, "1032", None, payment_id=payment.id))
    work.work()
    work.room.look_for_missing(WindowNo(3))
    assert (work.came_out(), work.room.missing) == (["SJ-000001-补打1"], ())


def test_a_voucher_nobody_wants_is_given_up_with_a_reason_and_not_offered_again(
    work: Paperwork, day: Day
) -> None:
    payment = work.pay()
    work.room.look_for_missing(WindowNo(3))
    work.room.give_up(payment, "cancelled", "客户已走，不要凭证", "1032")
    work.room.look_for_missing(WindowNo(3))
    assert work.room.missing == ()
    assert work.room.press.spool.jobs() == []


def test_a_voucher_that_was_just_paid_is_not_yet_missing_at_the_desk(
    work: Paperwork, day: Day
) -> None:
    work.pay()
    assert day.ask(printing.unprinted_vouchers, None, 60) == []
    work.clock.set(AT_WORK.replace(hour=2))
    assert len(day.ask(printing.unprinted_vouchers, None, 60)) == 1
    assert day.ask(printing.unprinted_vouchers, WindowNo(1), 0) == []
