"""Printers of every kind get the paper dot for dot, and say what is wrong with them."""

import os
import threading
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall_desk.paper import devices, escpos
from hall_desk.paper.devices import kick_drawer, list_system_printers, send_paper, state_of
from hall_desk.paper.faults import PaperDoubt, PaperFault, PaperRefused
from hall_desk.paper.profiles import PDF_PROFILE, Device, Profile
from hall_desk.paper.raster import rasterise
from hall_desk.paper.slip import render_slip
from tests.paper.samples import SLIP
from tests.paper.tcp_printer import Decoder, TcpPrinter, picture_of


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A printer of the tests shares its processor with them: it may take its time to answer."""
    monkeypatch.setattr(devices, "ANSWER_S", 10.0)


@pytest.fixture
def printer() -> Iterator[TcpPrinter]:
    made = TcpPrinter()
    yield made
    made.close()


@pytest.fixture
def slip(tmp_path: Path) -> Path:
    path = tmp_path / "号票.pdf"
    path.write_bytes(render_slip(SLIP))
    return path


@pytest.mark.parametrize("width", [80, 58])
def test_the_network_printer_gets_the_paper_dot_for_dot(
    printer: TcpPrinter, tmp_path: Path, width: int
) -> None:
    profile = printer.profile(width=width)
    path = tmp_path / "号票.pdf"
    path.write_bytes(render_slip(SLIP, profile.dots))
    send_paper(profile, "号票", path)
    (paper,) = printer.papers
    drawn = rasterise(path.read_bytes(), profile.dots)
    assert paper.raster == drawn
    assert picture_of(paper.raster) == picture_of(drawn)
    assert printer.decoder.kicks == 0


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [("paper_out", escpos.NO_PAPER), ("cover_open", escpos.COVER)],
)
def test_a_printer_that_says_what_it_lacks_gets_no_paper(
    printer: TcpPrinter, slip: Path, fault: str, sentence: str
) -> None:
    setattr(printer, fault, True)
    with pytest.raises(PaperFault) as caught:
        send_paper(printer.profile(), "号票", slip)
    assert caught.value.reason == sentence
    assert state_of(printer.profile()) == sentence
    assert printer.decoder.papers == []


def test_a_printer_that_never_answers_prints_all_the_same(
    printer: TcpPrinter, slip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "ANSWER_S", 0.05)
    printer.silent = True
    send_paper(printer.profile(), "号票", slip)
    assert state_of(printer.profile()) == ""


def test_a_printer_that_answers_late_still_gets_the_end_of_the_paper(
    printer: TcpPrinter, slip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "ANSWER_S", 0.05)
    printer.late_s = 0.3
    send_paper(printer.profile(), "号票", slip)
    printer.close()  # waits until it has read what was on the line
    (paper,) = printer.papers
    assert paper.raster == rasterise(slip.read_bytes(), printer.profile().dots)


def test_nobody_at_the_address_is_a_fault_with_what_to_do(printer: TcpPrinter, slip: Path) -> None:
    printer.close()
    with pytest.raises(PaperFault, match="请看电源、网线和地址"):
        send_paper(printer.profile(), "号票", slip)


def test_a_printer_that_goes_away_in_the_middle_leaves_a_doubt(
    printer: TcpPrinter, slip: Path
) -> None:
    printer.dies_after = 9_000
    with pytest.raises(PaperDoubt):
        send_paper(printer.profile(), "号票", slip)
    assert printer.papers == []


def test_a_printer_that_goes_away_before_it_says_done_leaves_a_doubt(
    printer: TcpPrinter, slip: Path
) -> None:
    printer.mute_at_end = True
    with pytest.raises(PaperDoubt, match="没有回音"):
        send_paper(printer.profile(), "号票", slip)


def test_paper_that_ends_in_the_middle_leaves_a_doubt(
    printer: TcpPrinter, slip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "DONE_S", 0.2)
    printer.runs_out_after = 9_000
    with pytest.raises(PaperDoubt, match="缺纸"):
        send_paper(printer.profile(), "号票", slip)


def test_the_drawer_opens_only_when_asked_and_where_one_hangs(
    printer: TcpPrinter, slip: Path
) -> None:
    send_paper(printer.profile(drawer=True), "凭证", slip, kick=True)
    send_paper(printer.profile(drawer=True), "凭证", slip)
    send_paper(printer.profile(), "凭证", slip, kick=True)
    assert printer.decoder.kicks == 1
    kick_drawer(printer.profile(drawer=True))
    state_of(printer.profile())  # the line is served in order: the kick was read
    assert printer.decoder.kicks == 2


def test_a_usb_printer_gets_the_same_bytes_through_its_device_file(
    tmp_path: Path, slip: Path
) -> None:
    device, decoder = tmp_path / "lp0", Decoder()
    device.write_bytes(b"")
    send_paper(Profile(name="USB", device=Device.USB, address=str(device)), "号票", slip)
    decoder.feed(device.read_bytes())
    assert decoder.whole[0].raster == rasterise(slip.read_bytes(), 576)


def test_a_usb_printer_that_takes_it_slowly_gets_all_of_it_and_answers(slip: Path) -> None:
    ours, theirs = os.openpty()  # a device file that can be written and read, 4 KB at a time
    tty.setraw(theirs)
    decoder = Decoder()
    thread = threading.Thread(target=answer, args=(ours, decoder), daemon=True)
    thread.start()
    profile = Profile(name="USB", device=Device.USB, address=os.ttyname(theirs))
    send_paper(profile, "号票", slip)
    os.close(theirs)
    os.close(ours)
    thread.join(5)
    assert decoder.whole[0].raster == rasterise(slip.read_bytes(), 576)
    assert escpos.ASK_DONE in decoder.questions


def answer(ours: int, decoder: Decoder) -> None:
    """A healthy printer at the other end of a line."""
    while True:
        try:
            came = os.read(ours, 4096)
        except OSError:
            return
        for question in decoder.feed(came):
            os.write(ours, b"\x00" if question == escpos.ASK_DONE else b"\x12")


def test_a_missing_device_is_a_fault_with_what_to_do(tmp_path: Path, slip: Path) -> None:
    profile = Profile(name="USB", device=Device.USB, address=str(tmp_path / "lp9"))
    with pytest.raises(PaperFault, match="请看电源、USB 线和设备"):
        send_paper(profile, "号票", slip)


def test_a_serial_printer_answers_and_gets_the_paper(slip: Path) -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    decoder = Decoder()
    thread = threading.Thread(target=answer, args=(ours, decoder), daemon=True)
    thread.start()
    profile = Profile(name="串口", device=Device.SERIAL, address=f"{os.ttyname(theirs)}@115200")
    send_paper(profile, "号票", slip)
    os.close(theirs)
    os.close(ours)
    thread.join(5)
    assert decoder.whole[0].raster == rasterise(slip.read_bytes(), 576)


def test_a_serial_port_that_is_not_there_is_a_fault(slip: Path) -> None:
    profile = Profile(name="串口", device=Device.SERIAL, address="/dev/ttyNOWHERE@9600")
    with pytest.raises(PaperFault, match="串口线和端口"):
        send_paper(profile, "号票", slip)


def test_saving_as_pdf_sends_nothing(slip: Path) -> None:
    send_paper(PDF_PROFILE, "号票", slip)


# -- the system's own printers: CUPS as a program on the path ------------------------------

LP = """#!/bin/sh
echo "$(basename "$0") $*" >> "{log}"
case "$0" in
*lpstat) [ "$1" = -o ] && cat "{jobs}" || cat "{state}" ;;
*lp) for last; do :; done; cp "$last" "{copy}"; echo "request id is HP-7 (1 file(s))" ;;
esac
exit {code}
"""


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Fake ``lp`` and ``lpstat`` that write down what they were asked."""
    folder = tmp_path / "cups"
    folder.mkdir()
    (folder / "state").write_text("printer HP is idle.  enabled since today\n")
    (folder / "jobs").write_text("HP-6 root 1024 today\n")
    program(folder, "lp")
    program(folder, "lpstat")
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder


def program(folder: Path, name: str, code: int = 0) -> None:
    path = folder / name
    words = LP.format(
        log=folder / "log",
        state=folder / "state",
        jobs=folder / "jobs",
        copy=folder / "printed.pdf",
        code=code,
    )
    path.write_text(words)
    path.chmod(0o755)


SYSTEM = Profile(name="大厅激光", device=Device.SYSTEM, address="HP")


def test_a_system_printer_gets_the_file_under_its_name(cups: Path, slip: Path) -> None:
    send_paper(SYSTEM, "SJ-000012", slip)
    assert (cups / "printed.pdf").read_bytes() == slip.read_bytes()
    asked = (cups / "log").read_text().splitlines()
    assert asked[:2] == ["lpstat -p HP", f"lp -d HP -t SJ-000012 -- {slip}"]


def test_a_paper_that_stays_in_the_systems_queue_is_asked_about(
    cups: Path, slip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "OUT_S", 0.1)
    monkeypatch.setattr(devices, "LOOK_S", 0.05)
    (cups / "jobs").write_text("HP-7 root 1024 today\n")
    with pytest.raises(PaperDoubt, match="停在系统的队列里"):
        send_paper(SYSTEM, "SJ-000012", slip)


def test_a_stopped_queue_is_told_before_the_paper_goes_into_it(cups: Path, slip: Path) -> None:
    (cups / "state").write_text("printer HP disabled since today -\n\tMedia jam!\n")
    with pytest.raises(PaperFault, match="已停用"):
        send_paper(SYSTEM, "SJ-000012", slip)
    assert not (cups / "printed.pdf").exists()
    assert "已停用" in state_of(SYSTEM)


def test_a_queue_that_refuses_is_a_fault(cups: Path, slip: Path) -> None:
    program(cups, "lp", code=1)
    with pytest.raises(PaperFault, match="没有接收"):
        send_paper(SYSTEM, "SJ-000012", slip)


def test_a_pc_without_print_service_refuses(
    tmp_path: Path, slip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PaperRefused, match="没有打印服务"):
        send_paper(SYSTEM, "SJ-000012", slip)
    assert list_system_printers() == ()


def test_the_systems_printers_are_listed(cups: Path) -> None:
    (cups / "state").write_text("HP\n大厅激光\n")
    assert list_system_printers() == ("HP", "大厅激光")
