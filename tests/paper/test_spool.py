"""The queue on disk: a paper is whole or not there, and nothing is in it twice."""

import json
import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.paper import spool
from hall_desk.paper.faults import PaperDoubt, PaperFault, PaperRefused
from hall_desk.paper.press import Press
from hall_desk.paper.printing import FolderPrinter
from hall_desk.paper.profiles import PDF_PROFILE, Device, Profile, Profiles, read_profiles, written
from hall_desk.paper.spool import LOST, JobState, Spool

PRINTERS = Profiles(
    printers=(
        Profile(name="小票机", device=Device.NETWORK, address="a:9100", drawer=True),
        Profile(name="激光", device=Device.SYSTEM, address="HP"),
    ),
    chosen=(("default", "激光"), ("slip", "小票机")),
)


class Sender:
    """Takes papers as a printer would; the next faults are set before."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, bool]] = []
        self.faults: list[Exception] = []
        self.came = threading.Semaphore(0)

    def __call__(self, profile: Profile, name: str, file: Path, *, kick: bool = False) -> None:
        assert file.exists()
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append((profile.name, name, kick))
        self.came.release()


class Bench:
    """A press with a sender of its own and a clock that is turned by hand."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self.clock, self.folder = clock, folder
        self.sender = Sender()
        self.kicked: list[str] = []
        self.told: list[tuple[str, str]] = []
        self.press = self.again()

    def again(self) -> Press:
        """The program is started (again)."""
        self.spool = Spool(self.folder / "queue", self.clock.now)
        self.press = Press(
            self.spool,
            FolderPrinter(self.folder / "papers"),
            PRINTERS,
            send=self.sender,
            kick=lambda profile: self.kicked.append(profile.name),
        )
        self.press.faulted = lambda job: self.told.append((job.name, job.reason))
        return self.press

    def work(self) -> None:
        """Every printer gets its turn."""
        for name in ("小票机", "激光"):
            self.press.work(name)

    def states(self) -> dict[str, str]:
        """What is still in the queue."""
        return {job.id: str(job.state) for job in self.spool.jobs()}


@pytest.fixture
def bench(tmp_path: Path, clock: FakeClock) -> Bench:
    return Bench(tmp_path, clock)


def test_a_paper_goes_to_the_printer_of_its_kind_and_is_filed(bench: Bench) -> None:
    bench.press.print("号票-A001", b"%PDF 1", "slip")
    bench.press.print("SJ-000001", b"%PDF 2", "voucher")
    assert bench.press.outcome("号票-A001") == "printing"
    bench.work()
    assert bench.sender.sent == [("小票机", "号票-A001", False), ("激光", "SJ-000001", False)]
    assert bench.press.outcome("号票-A001") == "printed"
    assert bench.states() == {}
    assert sorted(p.name for p in (bench.folder / "papers").iterdir()) == [
        "SJ-000001.pdf",
        "号票-A001.pdf",
    ]


def test_the_same_voucher_is_never_queued_twice_even_after_it_was_printed(bench: Bench) -> None:
    for _ in range(2):
        bench.press.print("SJ-000001", b"%PDF", "voucher")
    bench.work()
    bench.press.print("SJ-000001", b"%PDF", "voucher")
    bench.again().print("SJ-000001", b"%PDF", "voucher")
    bench.work()
    bench.press.print("SJ-000001-补打1", b"%PDF", "voucher")
    bench.work()
    assert [name for _, name, _ in bench.sender.sent] == ["SJ-000001", "SJ-000001-补打1"]


def test_a_report_prints_again_when_it_is_asked_for_again(bench: Bench) -> None:
    bench.press.print("营业日报-2026-03-12", b"%PDF", "report")
    bench.press.print("营业日报-2026-03-12", b"%PDF", "report")  # a double press, still waiting
    bench.work()
    bench.press.print("营业日报-2026-03-12", b"%PDF", "report")
    bench.work()
    assert [name for _, name, _ in bench.sender.sent] == ["营业日报-2026-03-12"] * 2


def test_a_fault_before_the_first_dot_waits_and_goes_out_later_in_order(bench: Bench) -> None:
    bench.sender.faults = [PaperFault("没有纸。")]
    for number in ("A001", "A002"):
        bench.press.print(f"号票-{number}", b"%PDF " + number.encode(), "slip")
    bench.work()
    assert bench.states() == {"号票-A001": "waiting", "号票-A002": "waiting"}
    assert bench.press.outcome("号票-A001") == "failed"
    assert bench.press.outcome("号票-A002") == "failed"  # it waits for the same printer
    assert bench.told == [("号票-A001", "没有纸。")]
    bench.work()
    assert [name for _, name, _ in bench.sender.sent] == ["号票-A001", "号票-A002"]
    assert bench.press.fault_of("小票机") == ""


def test_the_same_fault_is_told_once(bench: Bench) -> None:
    bench.sender.faults = [PaperFault("没有纸。"), PaperFault("没有纸。"), PaperFault("盖开着。")]
    bench.press.print("号票-A001", b"%PDF", "slip")
    for _ in range(3):
        bench.work()
    assert bench.told == [("号票-A001", "没有纸。"), ("号票-A001", "盖开着。")]


def test_a_doubt_is_never_sent_again_by_itself(bench: Bench) -> None:
    bench.sender.faults = [PaperDoubt("打到一半断了。")]
    bench.press.print("SJ-000001", b"%PDF", "voucher")
    for _ in range(3):
        bench.work()
    bench.again()
    bench.work()
    assert bench.states() == {"SJ-000001": "unknown"}
    assert bench.sender.sent == []
    bench.press.retry("SJ-000001")
    bench.work()
    assert [name for _, name, _ in bench.sender.sent] == ["SJ-000001"]


def test_a_paper_that_was_seen_is_done(bench: Bench) -> None:
    bench.sender.faults = [PaperDoubt("打到一半断了。")]
    bench.press.print("SJ-000001", b"%PDF", "voucher")
    bench.work()
    bench.press.came_out("SJ-000001", "1032")
    bench.work()
    assert (bench.states(), bench.sender.sent) == ({}, [])
    assert bench.spool.ended()[0].by == "1032"


def test_what_was_being_sent_when_the_program_died_is_asked_about(bench: Bench) -> None:
    bench.press.print("SJ-000001", b"%PDF", "voucher")
    bench.press.print("SJ-000002", b"%PDF", "voucher")
    bench.spool.mark(bench.spool.jobs()[0], JobState.SENDING)
    bench.again()
    bench.work()
    assert bench.states() == {"SJ-000001": "unknown"}
    assert [name for _, name, _ in bench.sender.sent] == ["SJ-000002"]
    assert bench.told == [("SJ-000001", LOST)]


def test_another_program_of_the_pc_leaves_a_printer_in_use_alone(bench: Bench) -> None:
    bench.press.print("SJ-000001", b"%PDF", "voucher")
    other = Spool(bench.spool.folder, bench.clock.now)
    with other.turn("激光") as mine:
        assert mine
        other.mark(other.jobs()[0], JobState.SENDING)
        bench.work()
        assert bench.states() == {"SJ-000001": "sending"}
        with pytest.raises(RuleBroken, match="正在打印"):
            bench.press.cancel("SJ-000001", "不要了", "1032")
        other.mark(other.jobs()[0], JobState.DONE)
    bench.work()
    assert (bench.states(), bench.sender.sent) == ({}, [])


def test_a_printer_that_refuses_for_good_does_not_hold_up_the_next(bench: Bench) -> None:
    bench.sender.faults = [PaperRefused("本机没有打印服务。")]
    bench.press.print("SJ-000001", b"%PDF", "voucher")
    bench.press.print("SJ-000002", b"%PDF", "voucher")
    bench.work()
    assert bench.states() == {"SJ-000001": "failed"}
    assert [name for _, name, _ in bench.sender.sent] == ["SJ-000002"]


def test_a_paper_goes_to_another_printer(bench: Bench) -> None:
    bench.sender.faults = [PaperFault("连不上。")]
    bench.press.print("号票-A001", b"%PDF", "slip")
    bench.work()
    bench.press.retry("号票-A001", "激光")
    bench.work()
    assert bench.sender.sent == [("激光", "号票-A001", False)]


def test_cancelling_wants_a_reason_and_keeps_it(bench: Bench) -> None:
    bench.press.print("号票-A001", b"%PDF", "slip")
    with pytest.raises(RuleBroken, match="原因"):
        bench.press.cancel("号票-A001", " ", "1032")
    bench.press.cancel("号票-A001", "客户走了", "1032")
    bench.work()
    (note,) = bench.spool.ended()
    assert (note.state, note.reason, note.by) == (JobState.CANCELLED, "客户走了", "1032")
    assert bench.sender.sent == []
    with pytest.raises(RuleBroken, match="已不在"):
        bench.press.cancel("号票-A001", "客户走了", "1032")


def test_the_drawer_opens_at_the_payment_and_not_an_hour_later(bench: Bench) -> None:
    bench.press.profiles = Profiles(printers=PRINTERS.printers, chosen=(("default", "小票机"),))
    bench.press.print("SJ-000001", b"%PDF", "voucher", kick=True)
    bench.work()
    bench.sender.faults = [PaperFault("没有纸。")]
    bench.press.print("SJ-000002", b"%PDF", "voucher", kick=True)
    bench.work()
    bench.clock.advance(3600)
    bench.work()
    assert [kick for _, _, kick in bench.sender.sent] == [True, False]
    assert bench.kicked == []


def test_a_full_disk_queues_nothing_and_says_so(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.press.print("SJ-000001", b"%PDF", "voucher")

    def _full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", _full)
    with pytest.raises(PaperFault, match="磁盘"):
        bench.press.print("SJ-000002", b"%PDF", "voucher")
    bench.work()  # a paper whose sending cannot be noted is not sent: a restart would double it
    assert bench.sender.sent == []
    monkeypatch.undo()
    bench.work()
    bench.press.print("SJ-000002", b"%PDF", "voucher")
    bench.work()
    assert [name for _, name, _ in bench.sender.sent] == ["SJ-000001", "SJ-000002"]
    assert not list(bench.spool.folder.glob("*.part"))


def test_a_disk_that_fills_while_printing_doubles_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync
    bench.press.print("SJ-000001", b"%PDF", "voucher")
    send = bench.sender.__call__

    def _send_and_fill(profile: Profile, name: str, file: Path, *, kick: bool = False) -> None:
        send(profile, name, file, kick=kick)

        def _full(fd: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", _full)

    bench.press._send = _send_and_fill
    bench.work()
    bench.work()
    assert bench.states() == {"SJ-000001": "sending"}
    monkeypatch.setattr(os, "fsync", fsync)
    bench.work()
    assert bench.states() == {}
    assert len(bench.sender.sent) == 1


def test_a_note_half_written_is_no_job_and_goes_with_time(bench: Bench) -> None:
    bench.press.print("SJ-000001", b"%PDF", "voucher")
    bench.spool.folder.joinpath("SJ-000002.json").write_text('{"id": "SJ-0000')
    bench.spool.folder.joinpath(".x.part").write_bytes(b"%PD")
    assert list(bench.states()) == ["SJ-000001"]


def test_old_notes_go_after_a_month(bench: Bench) -> None:
    bench.press.print("SJ-000001", b"%PDF", "voucher")
    bench.work()
    bench.clock.set(bench.clock.now() + timedelta(days=20_000))
    bench.spool.tidy()
    assert bench.spool.ended() == []


def test_two_programs_queue_the_same_voucher_once(tmp_path: Path) -> None:
    words = (
        "import sys; from pathlib import Path; from datetime import UTC, datetime\n"
        "from hall_desk.paper.spool import Spool\n"
        "now = lambda: datetime(2026, 3, 12, tzinfo=UTC)\n"
        "spool = Spool(Path(sys.argv[1]), now)\n"
        "for n in range(40): spool.add(f'SJ-{n:06d}', b'%PDF', 'voucher', '激光')\n"
    )
    command = [sys.executable, "-c", words, str(tmp_path / "queue")]
    running = [subprocess.Popen(command) for _ in range(3)]
    assert [each.wait(60) for each in running] == [0, 0, 0]
    notes = sorted(p.name for p in (tmp_path / "queue").glob("*.json"))
    assert notes == [f"SJ-{n:06d}.json" for n in range(40)]


def test_a_paper_is_queued_by_one_program_at_a_time(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "TRIES", 2)
    other = Spool(bench.spool.folder, bench.clock.now)
    with other._locked("queue", wait=False) as mine:
        assert mine
        with pytest.raises(PaperFault, match="没有进打印队列"):
            bench.press.print("SJ-000001", b"%PDF", "voucher")
    bench.press.print("SJ-000001", b"%PDF", "voucher")
    assert bench.states() == {"SJ-000001": "waiting"}


def test_the_threads_of_the_press_send_by_themselves(bench: Bench) -> None:
    bench.press.print("SJ-000001", b"%PDF", "voucher")
    bench.press.print("号票-A001", b"%PDF", "slip")
    bench.press.start()
    for _ in range(2):
        assert bench.sender.came.acquire(timeout=20)
    bench.press.close()
    assert sorted(name for _, name, _ in bench.sender.sent) == ["SJ-000001", "号票-A001"]


# -- profiles ----------------------------------------------------------------------------


def test_older_settings_with_one_printer_still_print_everything_there() -> None:
    profiles = read_profiles({}, {}, "HP")
    for kind in ("slip", "voucher", "report"):
        printer = profiles.printer_for(kind)
        assert (printer.device, printer.address) == (Device.SYSTEM, "HP")
    assert read_profiles({}, {}).printer_for("slip") == PDF_PROFILE


def test_profiles_read_as_they_were_written() -> None:
    tables = json.loads(json.dumps(written(PRINTERS)))
    assert read_profiles(tables["printers"], tables["printer_of"]) == PRINTERS


def test_a_renamed_printer_keeps_its_papers_and_a_removed_one_gives_them_up() -> None:
    renamed = PRINTERS.with_printer(
        Profile(name="一号小票机", device=Device.NETWORK, address="a:9100"), was="小票机"
    )
    assert renamed.printer_for("slip").name == "一号小票机"
    assert renamed.without("一号小票机").printer_for("slip").name == "激光"


def test_nonsense_in_the_file_is_read_as_the_usual() -> None:
    profiles = read_profiles({"机": {"kind": "laser", "width": 70, "drawer": "yes"}, "x": 3}, {})
    assert profiles.printers == (Profile(name="机", device=Device.SYSTEM, address="机"),)


def test_a_job_keeps_the_moment_it_was_made(bench: Bench) -> None:
    bench.press.print("SJ-000001", b"%PDF", "voucher")
    (job,) = bench.press.jobs
    assert job.made_at == bench.clock.now()
