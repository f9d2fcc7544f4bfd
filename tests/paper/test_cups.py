"""A real CUPS queue: a server of the test's own, its printer a socket that keeps what it gets.

Skipped where no ``cupsd`` is installed; ``HALL_DESK_CUPSD`` names one that lies elsewhere.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall_desk.paper import devices
from hall_desk.paper.devices import list_system_printers, send_paper, state_of
from hall_desk.paper.faults import PaperDoubt, PaperFault
from hall_desk.paper.profiles import Device, Profile
from hall_desk.paper.slip import render_slip
from tests.paper.samples import SLIP

CUPSD = os.environ.get("HALL_DESK_CUPSD") or shutil.which("cupsd", path="/usr/sbin:/usr/local/sbin")
pytestmark = pytest.mark.skipif(CUPSD is None, reason="cupsd (CUPS) is not installed here")

CONF = """
Listen 127.0.0.1:{port}
Browsing Off
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
FILES = """
ServerRoot {folder}
ServerBin {folder}/bin
DataDir {prefix}/share/cups
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
AccessLog {folder}/access
ErrorLog {folder}/error
PageLog {folder}/page
TempDir {folder}/spool/tmp
SystemGroup {group}
"""

# The way out of the queue; Debian's own stands in a package that brings Ghostscript with it.
BACKEND = """
import os, socket, sys, time

if len(sys.argv) == 1:
    print('network socket "Unknown" "a printer on the network"')
    sys.exit(0)
host, _, port = os.environ["DEVICE_URI"].removeprefix("socket://").partition(":")
with open(sys.argv[6], "rb") if len(sys.argv) > 6 else sys.stdin.buffer as job:
    paper = job.read()
while True:
    try:
        line = socket.create_connection((host, int(port.rstrip("/"))), timeout=5)
        break
    except OSError:
        time.sleep(0.2)
with line:
    line.sendall(paper)
"""


class Sink:
    """A printer on the network that keeps each paper it gets."""

    def __init__(self) -> None:
        self.papers: list[bytes] = []
        self.came = threading.Semaphore(0)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            with line:
                paper = b""
                while came := line.recv(65536):
                    paper += came
            if paper:
                self.papers.append(paper)
                self.came.release()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def run(tool: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([tool, *words], capture_output=True, check=True, timeout=30)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder its filters can reach, who are another user where the tests run as root."""
    with tempfile.TemporaryDirectory(prefix="cups-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def sink(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """A CUPS server with one queue, HP, that leads to a sink."""
    assert CUPSD is not None
    prefix, port = Path(CUPSD).parent.parent, free_port()
    for name in ("spool/tmp", "cache", "state"):
        (folder / name).mkdir(parents=True)
    _programs(folder / "bin", prefix / "lib" / "cups")
    (folder / "cupsd.conf").write_text(CONF.format(port=port))
    group = "root" if os.geteuid() == 0 else "users"
    words = FILES.format(folder=folder, prefix=prefix, group=group)
    (folder / "cups-files.conf").write_text(words)
    monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{port}")
    monkeypatch.setenv("PATH", f"{prefix}/bin:{prefix}/sbin:{os.environ['PATH']}")
    files = ["-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
    server = subprocess.Popen(
        [CUPSD, "-f", *files], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    made = Sink()
    try:
        wait_for(port)
        run("lpadmin", "-p", "HP", "-E", "-v", f"socket://127.0.0.1:{made.port}", "-m", "raw")
        yield made
    finally:
        server.terminate()
        server.wait(20)
        made.close()


def _programs(folder: Path, installed: Path) -> None:
    """What the server starts: its own parts, and the way out; only its owner may start that."""
    out = folder / "backend" / "socket"
    out.parent.mkdir(parents=True)
    out.write_text(f"#!{sys.executable}\n{BACKEND}")
    out.chmod(0o700)
    for part in ("daemon", "filter", "monitor", "notifier"):
        if (installed / part).is_dir():
            (folder / part).symlink_to(installed / part)


def wait_for(port: int) -> None:
    pause = threading.Event()
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            pause.wait(0.05)
        else:
            return
    pytest.fail("cupsd did not start")


def test_a_cups_queue_gets_each_paper_whole_and_once(sink: Sink, tmp_path: Path) -> None:
    slip = tmp_path / "号票.pdf"
    slip.write_bytes(render_slip(SLIP))
    assert list_system_printers() == ("HP",)
    profile = Profile(name="大厅激光", device=Device.SYSTEM, address="HP")
    for _ in range(2):
        send_paper(profile, "号票-A018", slip)
        assert sink.came.acquire(timeout=30)
    assert sink.papers == [slip.read_bytes()] * 2


def test_a_paper_that_cups_cannot_get_rid_of_is_asked_about(
    sink: Sink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "OUT_S", 2.0)
    sink.close()
    slip = tmp_path / "号票.pdf"
    slip.write_bytes(render_slip(SLIP))
    profile = Profile(name="大厅激光", device=Device.SYSTEM, address="HP")
    with pytest.raises(PaperDoubt, match="停在系统的队列里"):
        send_paper(profile, "号票-A018", slip)


def test_a_stopped_or_removed_queue_is_a_fault_before_the_paper(sink: Sink, tmp_path: Path) -> None:
    slip = tmp_path / "号票.pdf"
    slip.write_bytes(render_slip(SLIP))
    profile = Profile(name="大厅激光", device=Device.SYSTEM, address="HP")
    run("cupsdisable", "HP")
    with pytest.raises(PaperFault, match="已停用"):
        send_paper(profile, "号票-A018", slip)
    run("cupsenable", "HP")
    assert state_of(profile) == ""
    run("lpadmin", "-x", "HP")
    with pytest.raises(PaperFault, match="没有接收"):
        send_paper(profile, "号票-A018", slip)
    assert sink.papers == []
