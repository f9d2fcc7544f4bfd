"""The print room of this PC (打印室): its printers, its queue, and what is not out yet."""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from hall_desk import settings
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import Payment
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.faults import PaperFault
from hall_desk.paper.press import Press
from hall_desk.paper.printing import FolderPrinter
from hall_desk.paper.profiles import (
    DEVICE_WORDS,
    Profile,
    Profiles,
    paper_word,
    read_profiles,
    written,
)
from hall_desk.paper.spool import Job, JobState, Spool
from hall_desk.usecases import printing
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.opening import local

SETTLED_S = 60
"""A voucher so old and without a paper is not just being printed."""

NAMED = 2
"""How many papers a banner names."""


class PrintRoom:
    """Shared by all screens of this PC; ``keep`` writes the printers into its settings."""

    def __init__(self, hall: Hall, press: Press, keep: Callable[[Profiles], None]) -> None:
        self.hall, self.press = hall, press
        self._keep = keep
        self._system: tuple[str, ...] | None = None
        self.missing: tuple[Payment, ...] = ()
        self._untold: deque[Job] = deque()
        press.faulted = self._untold.append

    # -- what is not out -------------------------------------------------------------------

    def notice(self) -> str:
        """One sentence for the banner: how many papers, which, and what to do; costs no disk."""
        stuck = [job for job in self.press.jobs if self.press.trouble(job)]
        behind = [job for job in self.press.jobs if job.state is JobState.WAITING]
        names = [short_name(job) for job in stuck]
        names += [f"凭证 {payment.voucher_code}" for payment in self.missing]
        if not names:
            return ""
        count = len(names)
        which = "、".join(names[:NAMED]) + (" 等" if count > NAMED else "")
        reason = self.press.trouble(stuck[0]) if stuck else "入账后没有打印记录。"
        line = f"，另有 {len(behind)} 张排队" if behind and not _all_in(behind, stuck) else ""
        return f"{count} 张单据没有打出来（{which}）{line}：{reason}"

    def look_for_missing(self, window: WindowNo | None = None, older_s: int = 0) -> None:
        """Finds vouchers that were paid and never printed; on the worker."""
        found = self.hall.ask(printing.unprinted_vouchers, window, older_s)
        known = self.press.spool
        self.missing = tuple(p for p in found if known.job(p.voucher_code) is None)

    def fate_of(self, payment: Payment) -> str:
        """How a voucher's first print stands in the queue of this PC; empty where it never came."""
        job = self.press.spool.job(payment.voucher_code)
        return "" if job is None else job.state.value

    def came_by(self, payment: Payment) -> None:
        """Its paper came into the queue, or it needs none any more: nobody is asked about it."""
        self.missing = tuple(each for each in self.missing if each.id != payment.id)

    @property
    def has_faults(self) -> bool:
        """Whether the press's threads met faults that the journal does not know yet."""
        return bool(self._untold)

    def note_faults(self) -> None:
        """The journal keeps every paper that did not come out; on the worker, like all writing."""
        while self._untold:
            job = self._untold[0]
            self.hall.do(
                printing.note_paper_fault,
                "printer",
                None,
                paper=job.kind or "paper",
                subject_id=job.name,
                reason=job.reason,
            )
            self._untold.popleft()

    # -- what a person decides -------------------------------------------------------------

    def again(self, job: Job, by: str, printer: str = "") -> None:
        """The paper is sent again; one in doubt was looked for and is not there."""
        self.press.retry(job.id, printer)
        if job.state is JobState.UNKNOWN:
            self._note(job, by, "again", "没有出来，重打")

    def came_out(self, job: Job, by: str) -> None:
        """The paper was seen."""
        self.press.came_out(job.id, by)
        self._note(job, by, "seen", "已出来")

    def cancel(self, job: Job, reason: str, by: str) -> None:
        """The paper is not wanted any more."""
        self.press.cancel(job.id, reason, by)
        self._note(job, by, "cancelled", reason)

    def give_up(self, payment: Payment, how: str, reason: str, by: str) -> None:
        """A missing voucher is there after all, or is not wanted."""
        if not reason.strip():
            raise RuleBroken("请写不打印的原因。", field="reason")
        self._note_named("voucher", payment.voucher_code, by, how, reason)
        self.came_by(payment)

    def _note(self, job: Job, by: str, how: str, reason: str) -> None:
        self._note_named(job.kind or "paper", job.name, by, how, reason)

    def _note_named(self, kind: str, name: str, by: str, how: str, reason: str) -> None:
        self.hall.do(
            printing.note_paper_settled,
            by,
            None,
            paper=kind,
            subject_id=name,
            how=how,
            reason=reason,
        )

    # -- papers as they are ----------------------------------------------------------------

    def read(self, job: Job) -> bytes:
        """The paper of a job, from the queue or from the archive."""
        for path in (
            self.press.spool.file(job.id),
            self.press.archive.folder / f"{job.name}.pdf",
        ):
            try:
                return path.read_bytes()
            except OSError:
                continue
        raise PaperFault(f"{job.name} 的存档不在这台电脑上了。")

    def save(self, name: str, pdf: bytes) -> str:
        """Files a paper as PDF; says where."""
        self.press.archive.print(name, pdf)
        return str(self.press.archive.folder / f"{name}.pdf")

    # -- printers --------------------------------------------------------------------------

    @property
    def profiles(self) -> Profiles:
        """The printers of this PC."""
        return self.press.profiles

    def keep(self, profiles: Profiles) -> None:
        """Other printers from now on; papers that wait stay with theirs."""
        self._keep(profiles)
        self.press.profiles = profiles

    def system_printers(self) -> tuple[str, ...]:
        """The printers of the system, asked once; on the worker."""
        if self._system is None:
            from hall_desk.paper.devices import list_system_printers

            self._system = list_system_printers()
        return self._system

    def print_test(self, profile: Profile) -> str:
        """Queues a test page; gives its name."""
        return print_test(self.press, profile, self.hall.clock.now())


def print_test(press: Press, profile: Profile, now: datetime) -> str:
    """Queues a test page for a printer; gives its name."""
    from hall_desk.paper.test_page import TestPage, render_test_page

    there = local(now)
    page = TestPage(
        printer=profile.name,
        device=DEVICE_WORDS[profile.device],
        address=profile.address,
        printed_at=f"{there:%Y-%m-%d %H:%M:%S}",
    )
    name = f"测试页-{there:%Y%m%d-%H%M%S}"
    press.print_on(profile, name, render_test_page(page, profile.dots), "test")
    return name


def press_of(machine: settings.Settings, now: Callable[[], datetime]) -> Press:
    """The press of this PC as its settings describe it; every paper is filed besides."""
    archive = FolderPrinter(Path(machine.papers or settings.data_dir() / "单据"))
    spool = Spool(settings.data_dir() / "打印队列", now)
    profiles = read_profiles(machine.printers, machine.printer_of, machine.printer)
    return Press(spool, archive, profiles)


def keep_printers(profiles: Profiles) -> None:
    """Writes the printers into the settings of this PC."""
    settings.keep_tables(written(profiles))


def short_name(job: Job) -> str:
    """What a person calls a paper: 号票 A012, 凭证 SJ-000012."""
    word = paper_word(job.kind)
    if job.kind == "slip":
        return f"号票 {job.name.rsplit('-', 1)[-1]}"
    if job.kind == "voucher":
        return f"凭证 {job.name}"
    return job.name if job.name.startswith(word[:2]) else f"{word} {job.name}"


def _all_in(jobs: list[Job], others: list[Job]) -> bool:
    ids = {job.id for job in others}
    return all(job.id in ids for job in jobs)
