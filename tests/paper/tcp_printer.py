"""A receipt printer for the tests: on TCP, it decodes what it gets into pictures, and can die."""

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtGui import QImage

from hall_desk.paper.profiles import Device, Profile
from hall_desk.paper.raster import Raster

PAPER_OUT, COVER_OPEN, HEALTHY = 0x60, 0x04, 0x12


@dataclass
class Paper:
    """What came out, in the order of its rows."""

    stride: int = 0
    rows: bytearray = field(default_factory=bytearray)
    is_cut: bool = False

    @property
    def raster(self) -> Raster:
        """The paper as dots."""
        height = len(self.rows) // self.stride
        return Raster(width=self.stride * 8, height=height, rows=bytes(self.rows))


def picture_of(raster: Raster) -> QImage:
    """The dots as a picture to look at."""
    image = QImage(
        raster.rows, raster.width, raster.height, raster.stride, QImage.Format.Format_Mono
    )
    image.setColorTable([0xFFFFFFFF, 0xFF000000])
    return image.copy()


def save_png(raster: Raster, path: Path) -> None:
    """A file to open and look at."""
    assert picture_of(raster).save(str(path))


class Decoder:
    """Reads ESC/POS as a printer would; anything it does not know is a mistake of the program."""

    def __init__(self) -> None:
        self.papers: list[Paper] = []
        self.kicks = 0
        self.questions: list[bytes] = []
        self._held = b""

    def feed(self, came: bytes) -> list[bytes]:
        """Takes bytes; gives back the questions asked in them, in order."""
        self._held += came
        asked: list[bytes] = []
        while self._held:
            length, question = self._one(self._held)
            if not length:
                break
            self._held = self._held[length:]
            if question:
                asked.append(question)
                self.questions.append(question)
        return asked

    @property
    def whole(self) -> list[Paper]:
        """The papers that were cut off."""
        return [paper for paper in self.papers if paper.is_cut]

    def _one(self, words: bytes) -> tuple[int, bytes]:
        """The length of the first command, 0 when more has to come, and its question."""
        lengths = {
            b"\x1b@": 2, b"\x1bd": 3, b"\x1bp": 5, b"\x1dV": 4, b"\x1dr": 3, b"\x10\x04": 3,
        }  # fmt: skip
        head = words[:2]
        if head == b"\x1dv":
            return self._dots(words), b""
        if len(head) < 2:
            return 0, b""
        length = lengths[head]
        if len(words) < length:
            return 0, b""
        if head == b"\x1bp":
            self.kicks += 1
        elif head == b"\x1dV":
            self.papers[-1].is_cut = True
        return length, words[:length] if head in (b"\x1dr", b"\x10\x04") else b""

    def _dots(self, words: bytes) -> int:
        if len(words) < 8:
            return 0
        stride, rows = (int.from_bytes(words[n : n + 2], "little") for n in (4, 6))
        if len(words) < 8 + stride * rows:
            return 0
        assert words[2:4] == b"0\x00"
        if not self.papers or self.papers[-1].is_cut:
            self.papers.append(Paper(stride=stride))
        self.papers[-1].rows += words[8 : 8 + stride * rows]
        return 8 + stride * rows


class TcpPrinter:
    """One printer on the network. Its faults are set before a paper is sent.

    ``silent`` never answers a status; ``dies_after`` closes the line once so many bytes came;
    ``mute_at_end`` takes everything and goes before it says so; ``runs_out_after`` has no paper
    from that many bytes on. ``late_s``: it is busy for so long before it answers a question, with a
    small buffer, while the paper comes.
    """

    def __init__(self) -> None:
        self.decoder = Decoder()
        self.paper_out = self.cover_open = self.silent = self.mute_at_end = False
        self.dies_after: int | None = None
        self.runs_out_after: int | None = None
        self.late_s = 0.0
        self.connections = 0
        self._came = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def papers(self) -> list[Paper]:
        """The whole papers that came out."""
        return self.decoder.whole

    def profile(self, *, width: int = 80, drawer: bool = False, name: str = "小票机") -> Profile:
        """How the program reaches it."""
        address = f"127.0.0.1:{self.port}"
        return Profile(
            name=name, device=Device.NETWORK, address=address, width=width, drawer=drawer
        )

    @staticmethod
    def profile_at(port: int) -> Profile:
        """How another process reaches it."""
        return Profile(name="小票机", device=Device.NETWORK, address=f"127.0.0.1:{port}")

    def close(self) -> None:
        """Switched off: nobody listens any more."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            with line, contextlib.suppress(OSError):
                self._talk(line)

    def _talk(self, line: socket.socket) -> None:
        while came := line.recv(4096):
            self._came += len(came)
            if self.dies_after is not None and self._came > self.dies_after:
                self.decoder.feed(came[: self.dies_after - self._came or None])
                return
            if self.runs_out_after is not None and self._came > self.runs_out_after:
                self.paper_out = True
            for question in self.decoder.feed(came):
                if question == b"\x1dr\x01" and self.mute_at_end:
                    return
                answer = self._answer(question)
                threading.Event().wait(self.late_s)
                if answer:
                    line.sendall(answer)

    def _answer(self, question: bytes) -> bytes:
        if self.silent:
            return b""
        if question == b"\x1dr\x01":
            return b"" if self.paper_out else b"\x00"
        bad = self.paper_out or self.cover_open
        cause = (COVER_OPEN if self.cover_open else 0) | (0x20 if self.paper_out else 0)
        return {
            b"\x10\x04\x01": bytes([HEALTHY | (0x08 if bad else 0)]),
            b"\x10\x04\x02": bytes([HEALTHY | cause]),
            b"\x10\x04\x04": bytes([HEALTHY | (PAPER_OUT if self.paper_out else 0)]),
        }[question]
