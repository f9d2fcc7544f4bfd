"""The press (打印室): takes papers into the PC's queue and sends them, away from every window."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from hall_desk.domain.errors import RuleBroken

from .faults import PaperDoubt, PaperFault, PaperRefused
from .printing import FolderPrinter
from .profiles import Device, Profile, Profiles
from .spool import OPEN, Job, JobState, Spool

log = logging.getLogger(__name__)

POLL_S = 2.0
WAITS = (3.0, 5.0, 10.0, 20.0, 30.0)
"""Seconds until a printer that could not is tried again."""

KICK_WITHIN_S = 30
BUSY = "这张单据正在打印，请稍候再看。"

Sender = Callable[..., None]


class Press:
    """A ``Printer`` of many printers. Nothing is sent until ``start``, or ``work`` in a test.

    ``faulted`` is told, from the press's own threads, of every paper that did not come out.
    """

    def __init__(
        self,
        spool: Spool,
        archive: FolderPrinter,
        profiles: Profiles,
        *,
        send: Sender | None = None,
        kick: Callable[[Profile], None] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.spool, self.archive, self.profiles = spool, archive, profiles
        self.faulted: Callable[[Job], None] = lambda job: None
        self._send, self._kick, self._monotonic = send or _send, kick or _kick, monotonic
        self._guard = threading.RLock()
        self._changed = threading.Condition(self._guard)
        self._seen: tuple[Job, ...] = ()
        self._faults: dict[str, str] = {}
        self._again: dict[str, tuple[float, int]] = {}
        self._unsaved: dict[str, tuple[JobState, str]] = {}
        self._hands: dict[str, threading.Thread] = {}
        self._wake, self._stopped = threading.Event(), threading.Event()
        self._keeper: threading.Thread | None = None

    # -- taking papers ---------------------------------------------------------------------

    def print(self, name: str, pdf: bytes, kind: str = "", *, kick: bool = False) -> None:
        """Files the paper and queues it; raises ``PaperFault`` when it could not be kept."""
        self.archive.print(name, pdf)
        profile = self.profiles.printer_for(kind)
        if kick:
            self._open_drawer(profile)
        self._queue(profile, name, pdf, kind, kick=kick and profile.drawer)

    def print_on(self, profile: Profile, name: str, pdf: bytes, kind: str) -> None:
        """A paper for a certain printer, such as its test page."""
        self.archive.print(name, pdf)
        self._queue(profile, name, pdf, kind, kick=False)

    def _queue(self, profile: Profile, name: str, pdf: bytes, kind: str, *, kick: bool) -> None:
        if profile.device is Device.PDF:
            self.spool.note_filed(name, kind, profile.name)
            return
        job = self.spool.add(name, pdf, kind, profile.name, kick=kick)
        with self._guard:
            if job.state in OPEN and all(each.id != job.id for each in self._seen):
                self._seen = (*self._seen, job)
            # Somebody stands before the printer now: it is tried at once, however long it rests.
            self._again[profile.name] = (0.0, self._again.get(profile.name, (0.0, 0))[1])
        self._wake.set()

    def dots(self, kind: str) -> int:
        """How wide the roll of a paper is; 0 where it is printed on pages or filed."""
        return self.profiles.printer_for(kind).dots

    def _open_drawer(self, profile: Profile) -> None:
        """A voucher printed on a page opens the drawer that hangs on another printer."""
        if profile.drawer and profile.is_roll:
            return
        other = next((p for p in self.profiles.printers if p.drawer and p.is_roll), None)
        if other is not None:
            threading.Thread(target=self._try_kick, args=(other,), daemon=True).start()

    def _try_kick(self, profile: Profile) -> None:
        try:
            self._kick(profile)
        except (PaperFault, OSError) as fault:
            log.warning("the drawer did not open: %s", fault)

    # -- what is going on ------------------------------------------------------------------

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The papers that have not ended, as last seen; costs no disk."""
        return self._seen

    def fault_of(self, printer: str) -> str:
        """What is wrong with a printer, or empty."""
        return self._faults.get(printer, "")

    def trouble(self, job: Job) -> str:
        """Why a paper is not out yet, or empty while nothing is wrong."""
        return job.reason or (self.fault_of(job.printer) if job.state is JobState.WAITING else "")

    def outcome(self, name: str) -> str:
        """How a paper fares: printing, failed, printed."""
        job = next((each for each in reversed(self._seen) if each.name == name), None)
        if job is None:
            return "printed"
        return "failed" if self.trouble(job) else "printing"

    # -- what a person decides -------------------------------------------------------------

    def retry(self, id_: str, printer: str = "") -> Job:
        """Sends again, here or on another printer; a paper in doubt is said not to be out."""

        def _again(job: Job) -> Job:
            return self.spool.move(job, printer or job.printer)

        moved = self._decide(id_, _again)
        self._faults.pop(moved.printer, None)
        self._again.pop(moved.printer, None)
        self._wake.set()
        return moved

    def came_out(self, id_: str, by: str) -> Job:
        """A person has seen the paper."""
        return self._decide(id_, lambda job: self.spool.mark(job, JobState.DONE, "", by))

    def cancel(self, id_: str, reason: str, by: str) -> Job:
        """The paper is not wanted any more; the reason stays with its note."""
        if not reason.strip():
            raise RuleBroken("请写取消打印的原因。", field="reason")
        words = reason.strip()
        return self._decide(id_, lambda job: self.spool.mark(job, JobState.CANCELLED, words, by))

    def _decide(self, id_: str, move: Callable[[Job], Job]) -> Job:
        before = self.spool.job(id_)
        if before is None or before.state not in OPEN:
            raise RuleBroken("这张单据已不在打印队列里。")
        with self.spool.turn(before.printer) as mine:
            job = self.spool.job(id_)
            if not mine:
                raise RuleBroken(BUSY)
            if job is None or job.state not in OPEN:
                raise RuleBroken("这张单据已不在打印队列里。")
            try:
                moved = move(job)
            except OSError as fault:
                raise RuleBroken("打印队列写不进去，请检查磁盘是否已满。") from fault
        self._unsaved.pop(id_, None)
        self.look()
        return moved

    # -- sending ---------------------------------------------------------------------------

    def start(self) -> None:
        """Begins to send; papers of before the restart go out now."""
        self._keeper = threading.Thread(target=self._keep, name="press", daemon=True)
        self._keeper.start()

    def close(self, seconds: float = 15.0) -> None:
        """Lets a paper under way come to its end; the others wait for the next start."""
        self._stopped.set()
        self._wake.set()
        hands = [each for each in (self._keeper, *self._hands.values()) if each is not None]
        for hand in hands:
            hand.join(seconds)

    def wait_idle(self, seconds: float) -> bool:
        """Waits until nothing waits to be sent any more, for a test or at closing time."""
        until = time.monotonic() + seconds
        with self._changed:
            while any(_is_live(job) for job in self._seen):
                if not self._changed.wait(until - time.monotonic()):
                    return False
        return True

    def look(self) -> None:
        """Sees the queue anew; other windows of this PC put papers into it too."""
        with self._guard:
            self._seen = tuple(self.spool.jobs())
            self._changed.notify_all()

    def work(self, printer: str) -> None:
        """Sends what waits for one printer, in order, until it refuses."""
        try:
            with self.spool.turn(printer) as mine:
                if not mine:
                    self._rest(printer, 1.0)
                    return
                self._save_late()
                lost = self.spool.settle_lost(printer, self._unsaved)
                for job in lost:
                    self.faulted(job)
                self._send_all(printer)
        except OSError as fault:
            self._wait(printer, "打印队列写不进去，请检查磁盘是否已满。")
            log.warning("the print queue cannot be written: %s", fault)
        finally:
            self.look()
            self._wake.set()

    def _send_all(self, printer: str) -> None:
        for job in self.spool.jobs():
            if self._stopped.is_set():
                return
            mine = job.printer == printer and job.state is JobState.WAITING
            if mine and job.id not in self._unsaved and not self._send_one(printer, job):
                return

    def _send_one(self, printer: str, job: Job) -> bool:
        """Whether the printer may have the next one."""
        sending = self.spool.mark(job, JobState.SENDING)
        self.look()
        state, reason = self._try(printer, sending)
        if state is JobState.WAITING:
            self._wait(printer, reason)
        elif state is JobState.DONE:
            self._faults.pop(printer, None)
            self._again.pop(printer, None)
        ended = self._mark(sending, state, reason)
        if reason and reason != job.reason:
            self.faulted(ended)
        self.look()
        return state in (JobState.DONE, JobState.FAILED)

    def _try(self, printer: str, job: Job) -> tuple[JobState, str]:
        profile = self.profiles.named(printer) or Profile(
            name=printer, device=Device.SYSTEM, address=printer
        )
        file = self.spool.file(job.id)
        if not file.exists():
            return JobState.FAILED, "单据文件不在了，请重新打印一份。"
        try:
            self._send(profile, job.name, file, kick=job.kick and self._is_fresh(job))
        except PaperDoubt as doubt:
            return JobState.UNKNOWN, doubt.reason
        except PaperRefused as refusal:
            return JobState.FAILED, refusal.reason
        except PaperFault as fault:
            return JobState.WAITING, fault.reason
        except Exception:
            log.exception("%s could not be sent", job.name)
            return JobState.UNKNOWN, "打印时程序出了意外：请看纸出来没有。"
        return JobState.DONE, ""

    def _is_fresh(self, job: Job) -> bool:
        """A drawer opens at the payment, not when paper is put in an hour later."""
        age = (self.spool.now() - job.made_at).total_seconds()
        return job.tries <= 1 and age <= KICK_WITHIN_S

    def _mark(self, job: Job, state: JobState, reason: str) -> Job:
        """What cannot be written now is kept in mind and written later, never sent again."""
        try:
            return self.spool.mark(job, state, reason)
        except OSError:
            log.warning("%s is %s, which could not be written", job.id, state)
            self._unsaved[job.id] = (state, reason)
            return job

    def _save_late(self) -> None:
        for id_, (state, reason) in list(self._unsaved.items()):
            job = self.spool.job(id_)
            if job is not None and job.state in OPEN:
                self.spool.mark(job, state, reason)
            del self._unsaved[id_]

    def _wait(self, printer: str, reason: str) -> None:
        tries = self._again.get(printer, (0.0, 0))[1]
        pause = WAITS[min(tries, len(WAITS) - 1)]
        self._faults[printer] = reason
        self._again[printer] = (self._monotonic() + pause, tries + 1)

    def _rest(self, printer: str, seconds: float) -> None:
        self._again[printer] = (self._monotonic() + seconds, 0)

    def _keep(self) -> None:
        self.spool.tidy()
        while not self._stopped.is_set():
            self.look()
            for printer in self._due():
                hand = threading.Thread(
                    target=self.work, args=(printer,), name=f"press {printer}", daemon=True
                )
                self._hands[printer] = hand
                hand.start()
            self._wake.wait(POLL_S)
            self._wake.clear()

    def _due(self) -> list[str]:
        """Printers with something to do, not at work and not to be left alone for a while."""
        now, due = self._monotonic(), []
        for printer in dict.fromkeys(job.printer for job in self._seen if _is_live(job)):
            hand = self._hands.get(printer)
            resting = self._again.get(printer, (0.0, 0))[0] > now
            if not resting and (hand is None or not hand.is_alive()):
                due.append(printer)
        return due


def _send(profile: Profile, name: str, file: Path, *, kick: bool = False) -> None:
    """Sockets, ports and dots are loaded with the first paper, on the press's own thread."""
    from .devices import send_paper

    send_paper(profile, name, file, kick=kick)


def _kick(profile: Profile) -> None:
    from .devices import kick_drawer

    kick_drawer(profile)


def _is_live(job: Job) -> bool:
    return job.state in (JobState.WAITING, JobState.SENDING)
