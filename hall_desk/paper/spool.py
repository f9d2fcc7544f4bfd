"""The print queue on disk (打印队列): a paper is a PDF and a small note, whole or not there.

The folder belongs to the PC, not to one program: every window of it sees the same queue. Who
sends holds the printer's lock, which the system opens when its holder dies; a paper found in
the middle of sending behind an open lock is therefore one nobody knows the end of.
"""

import contextlib
import json
import os
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from .faults import PaperFault

if sys.platform == "win32":
    import msvcrt

    def _try_lock(fd: int) -> bool:
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


NAME = re.compile(r"[^\W.][^\x00-\x1f/\\:*?\"<>|]{0,119}")
TRIES = 500
"""How often a busy queue is asked again, a hundredth of a second apart."""

KEEP = timedelta(days=30)

ONCE = frozenset({"voucher", "refund", "prepayment", "closing"})
"""Papers of money: their name is printed once, a second one has its own (补打1)."""


class JobState(StrEnum):
    """Where a paper is."""

    WAITING = "waiting"
    SENDING = "sending"
    UNKNOWN = "unknown"
    FAILED = "failed"
    DONE = "done"
    CANCELLED = "cancelled"


OPEN = (JobState.WAITING, JobState.SENDING, JobState.UNKNOWN, JobState.FAILED)


@dataclass(frozen=True, kw_only=True)
class Job:
    """One paper in the queue; its id is its name, with a number where a name prints again."""

    id: str
    name: str
    kind: str
    printer: str
    made: str
    state: JobState = JobState.WAITING
    reason: str = ""
    tries: int = 0
    kick: bool = False
    ended: str = ""
    by: str = ""

    @property
    def made_at(self) -> datetime:
        """When it was queued."""
        return datetime.fromisoformat(self.made)


class Spool:
    """The folder of a PC's papers: ``id.pdf`` and ``id.json``; ended ones keep their note."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.folder, self.now = folder, now
        self._ended = folder / "ended"
        self._guard = threading.RLock()

    def add(self, name: str, pdf: bytes, kind: str, printer: str, *, kick: bool = False) -> Job:
        """Queues a paper; one that waits already, or is money and was printed, is not doubled.

        Raises ``PaperFault`` when it could not be kept, such as on a full disk.
        """
        if NAME.fullmatch(name) is None:
            raise PaperFault(f"单据名称不能作文件名：{name!r}")
        try:
            with self._guard:
                self._ended.mkdir(parents=True, exist_ok=True)
                with self._locked("queue", wait=True):
                    return self._add(name, pdf, kind, printer, kick=kick)
        except OSError as fault:
            raise PaperFault(f"{name} 没有进打印队列：请检查磁盘是否已满，再打一次。") from fault

    def _add(self, name: str, pdf: bytes, kind: str, printer: str, *, kick: bool) -> Job:
        place = name
        for n in range(2, 10_000):
            there = self.job(place)
            if there is None:
                break
            same = there.state in OPEN and _bytes(self.file(place)) == pdf
            if same or (kind in ONCE and there.state is not JobState.CANCELLED):
                return there
            place = f"{name}~{n}"
        made = self.now().isoformat()
        job = Job(id=place, name=name, kind=kind, printer=printer, made=made, kick=kick)
        write_whole(self.file(place), pdf)
        self._note(job)
        return job

    def note_filed(self, name: str, kind: str, printer: str) -> None:
        """A paper that is only filed is remembered too; losing that note loses no paper."""
        made = self.now().isoformat()
        job = Job(
            id=name,
            name=name,
            kind=kind,
            printer=printer,
            made=made,
            ended=made,
            state=JobState.DONE,
        )
        with contextlib.suppress(OSError):
            self._ended.mkdir(parents=True, exist_ok=True)
            (self._ended / f"{name}.json").write_text(_told(job), encoding="utf-8")

    def jobs(self) -> list[Job]:
        """Every paper that has not ended, the oldest first."""
        found = []
        for path in self.folder.glob("*.json"):
            job = _read(path)
            if job is not None:
                found.append(job)
        return sorted(found, key=lambda job: (job.made, job.id))

    def ended(self, most: int = 50) -> list[Job]:
        """The papers that ended last, the newest first."""
        notes = sorted(self._ended.glob("*.json"), key=_changed, reverse=True)[:most]
        return [job for job in map(_read, notes) if job is not None]

    def job(self, id_: str) -> Job | None:
        """One paper, wherever it is."""
        return _read(self.folder / f"{id_}.json") or _read(self._ended / f"{id_}.json")

    def file(self, id_: str) -> Path:
        """The paper itself, while it has not ended."""
        return self.folder / f"{id_}.pdf"

    def mark(self, job: Job, state: JobState, reason: str = "", by: str = "") -> Job:
        """A paper moves on; an ended one leaves the queue and keeps its note."""
        moved = replace(job, state=state, reason=reason, by=by or job.by)
        if state is JobState.SENDING:
            moved = replace(moved, tries=job.tries + 1)
        if state not in OPEN:
            moved = replace(moved, ended=self.now().isoformat())
        with self._guard:
            self._note(moved)
            if state not in OPEN:
                (self.folder / f"{job.id}.json").replace(self._ended / f"{job.id}.json")
                with contextlib.suppress(OSError):
                    self.file(job.id).unlink()
        return moved

    def move(self, job: Job, printer: str) -> Job:
        """The same paper goes to another printer."""
        moved = replace(job, printer=printer, state=JobState.WAITING, reason="")
        with self._guard:
            self._note(moved)
        return moved

    @contextmanager
    def turn(self, printer: str) -> Iterator[bool]:
        """Whether this program may send to that printer now; the turn ends with the block."""
        with self._locked(f"printer-{printer}", wait=False) as mine:
            yield mine

    def settle_lost(self, printer: str, known: Container[str] = ()) -> list[Job]:
        """In one's own turn: what is still being sent was left by a program that died."""
        lost = [j for j in self.jobs() if j.printer == printer and j.state is JobState.SENDING]
        return [self.mark(job, JobState.UNKNOWN, LOST) for job in lost if job.id not in known]

    def tidy(self) -> None:
        """Old notes go after a month, and papers whose note was never written."""
        with contextlib.suppress(OSError):
            before = (self.now() - KEEP).timestamp()
            for path in [*self._ended.glob("*.json")]:
                if _changed(path) < before:
                    path.unlink()
            for path in [*self.folder.glob(".*.part"), *self.folder.glob("*.pdf")]:
                alone = path.suffix == ".part" or not path.with_suffix(".json").exists()
                if alone and _changed(path) < before:
                    path.unlink()

    def _note(self, job: Job) -> None:
        write_whole(self.folder / f"{job.id}.json", _told(job).encode())

    @contextmanager
    def _locked(self, name: str, *, wait: bool) -> Iterator[bool]:
        plain = re.sub(r"[^\w-]", "_", name)
        path = self.folder / f".{plain}.lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            mine = _try_lock(fd)
            pause = threading.Event()
            for _ in range(TRIES):
                if mine or not wait:
                    break
                pause.wait(0.01)
                mine = _try_lock(fd)
            if wait and not mine:
                raise OSError("the print queue is locked")
            yield mine
        finally:
            os.close(fd)


LOST = "打印时程序中断：请看纸出来没有。"


def write_whole(target: Path, content: bytes) -> None:
    """A file is there whole or as it was, and stays so when the power goes."""
    handle, draft = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(draft).replace(target)
        _sync_folder(target.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(draft).unlink()
        raise


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _told(job: Job) -> str:
    return json.dumps(asdict(job), ensure_ascii=False, indent=1)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _read(path: Path) -> Job | None:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Job(**{**told, "state": JobState(told["state"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
