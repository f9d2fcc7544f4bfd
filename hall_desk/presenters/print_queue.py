"""The print queue on screen (打印队列): what waits, what is in doubt, what was printed."""

from collections.abc import Callable
from dataclasses import dataclass

from hall_desk.domain.payments import Payment
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.faults import PaperFault
from hall_desk.paper.profiles import SAVE
from hall_desk.paper.spool import ONCE, Job, JobState
from hall_desk.presenters.base import Desk
from hall_desk.presenters.print_room import SETTLED_S, PrintRoom, short_name
from hall_desk.presenters.sections import Deed, Entry, Head, Mark, Row, SectionPresenter
from hall_desk.store.transaction import Reading
from hall_desk.usecases.opening import local

MOST_ENDED = 30
_MARKS = {
    JobState.WAITING: Mark(word="等待", icon="clock", tone="info"),
    JobState.SENDING: Mark(word="正在打印", icon="print", tone="info"),
    JobState.UNKNOWN: Mark(word="看纸", icon="warn", tone="warn"),
    JobState.FAILED: Mark(word="没有打成", icon="over", tone="over"),
    JobState.DONE: Mark(word="已打印", icon="ok", tone="ok"),
    JobState.CANCELLED: Mark(word="已取消", icon="cross", tone="hold"),
}
_STUCK = Mark(word="等打印机", icon="warn", tone="warn")
_NEVER = Mark(word="没有打过", icon="warn", tone="warn")
_FILED = Mark(word="已存档", icon="ok", tone="ok")

PrintVoucher = Callable[[Payment], None]
Preview = Callable[[str, Callable[[], bytes]], None]


@dataclass(frozen=True, kw_only=True)
class QueueFacts:
    """The papers of this moment."""

    open: tuple[Job, ...]
    ended: tuple[Job, ...]
    missing: tuple[Payment, ...]


class QueueSection(SectionPresenter):
    """打印队列."""

    title = "打印队列"
    save_word = "打印这张"
    save_icon = "print"
    empty = "没有等待打印的单据。"
    heads = (
        Head(title="时间", width=88),
        Head(title="单据", stretch=True, bold=True),
        Head(title="打印机", width=160),
        Head(title="状态", width=128),
    )
    facts: QueueFacts | None

    def __init__(
        self,
        desk: Desk,
        staff: Staff,
        room: PrintRoom,
        print_voucher: PrintVoucher,
        *,
        window: WindowNo | None = None,
    ):
        super().__init__(desk, staff)
        self.room, self.window = room, window
        self.print_voucher = print_voucher
        self.preview: Preview = lambda name, read: None

    def look(self, reading: Reading) -> QueueFacts:
        """The queue on disk, and vouchers that never came into it."""
        self.room.press.look()
        self.room.look_for_missing(self.window, 0 if self.window else SETTLED_S)
        return QueueFacts(
            open=self.room.press.jobs,
            ended=tuple(self.room.press.spool.ended(MOST_ENDED)),
            missing=self.room.missing,
        )

    def tick(self) -> None:
        """The press works beside the window: its papers are seen each second."""
        facts = self.facts
        if facts is not None and facts.open != self.room.press.jobs and not self.busy:
            self.refresh()
        super().tick()

    def note(self) -> str:
        """What the keys do."""
        return "没打出来的排在前面；取消要写原因"

    def alarm(self) -> tuple[str, str]:
        """The same sentence as in a banner, where none stands above."""
        return ("", "warn") if self.window is not None else (self.room.notice(), "warn")

    def rows(self) -> tuple[Row, ...]:
        """What a person has to do something about first, then what waits, then what is out."""
        facts = self.facts
        if facts is None:
            return ()
        missing = [self._missing_row(payment) for payment in facts.missing]
        waiting = [self._row(job) for job in sorted(facts.open, key=self._rank)]
        return (*missing, *waiting, *(self._row(job) for job in facts.ended))

    def heading(self) -> str:
        """The chosen paper and the question about it."""
        job, payment = self.job(), self.payment()
        if payment is not None:
            return f"凭证 {payment.voucher_code}：入账后没有打印记录"
        if job is None:
            return ""
        if job.state is JobState.UNKNOWN:
            return f"{short_name(job)}：看到纸了吗？"
        return short_name(job)

    def entries(self) -> tuple[Entry, ...]:
        """Why it is not out, another printer, and the reason of giving it up."""
        job, payment = self.job(), self.payment()
        if job is None and payment is None:
            return ()
        why = Entry(
            name="reason",
            label="取消原因" if job is not None else "不打印的原因",
            hint="如：客户不要了、已用手写凭证",
        )
        if job is None:
            return (why,)
        shown = Entry(
            name="trouble",
            label="情况",
            value=self.room.press.trouble(job) or _state_words(job),
            kind="text",
            lines=2,
            locked=True,
        )
        if job.ended:
            return (shown,)
        names = tuple(dict.fromkeys((job.printer, *self._printers())))
        choice = Entry(
            name="printer",
            label="打印机",
            value=job.printer,
            kind="list",
            choices=tuple((name, name) for name in names),
        )
        return shown, choice, why

    def deeds(self) -> tuple[Deed, ...]:
        """Seen, given up, looked at."""
        job, payment = self.job(), self.payment()
        chosen = job is not None or payment is not None
        asked = payment is not None or (job is not None and job.state is JobState.UNKNOWN)
        live = payment is not None or (job is not None and not job.ended)
        return (
            Deed(
                name="came_out",
                text="已出来",
                icon="ok",
                key="Ctrl+Y",
                off="" if asked else "只有不知道打没打出来的单据要答。",
            ),
            Deed(
                name="cancel_job",
                text="取消打印",
                icon="cross",
                key="Ctrl+Del",
                off="" if live else "请先选一张还没打出来的单据。",
            ),
            Deed(
                name="preview",
                text="看一看",
                icon="eye",
                key="Ctrl+P",
                off="" if chosen and payment is None else "请先选一张单据。",
            ),
        )

    def save_off(self) -> str:
        """Why it is not sent again."""
        job = self.job()
        if job is None:
            return "" if self.payment() is not None else "请先选一张单据。"
        if job.state is JobState.SENDING:
            return "正在打印，请稍候。"
        if job.ended and job.kind in ONCE:
            return "收款单据要再打，请在今日凭证里补打，好记次数。"
        return ""

    def commit(self, values: dict[str, str]) -> None:
        """没出来，重打; or on another printer; or a paper once more."""
        job, payment = self.job(), self.payment()
        if payment is not None:
            self._run(lambda: self._print_missing(payment), "凭证已送去打印。")
        elif job is not None and job.ended:
            self._run(lambda: self._print_again(job), "已送去打印。")
        elif job is not None:
            printer = values.get("printer", "")
            me = self.staff.staff_no
            self._run(lambda: self.room.again(job, me, printer), "已送去打印。")

    def deed(self, name: str) -> None:
        """A further key."""
        job, payment = self.job(), self.payment()
        reason, me = self.values().get("reason", ""), self.staff.staff_no
        if name == "preview" and job is not None:
            self.preview(short_name(job), lambda: self.room.read(job))
        elif name == "came_out" and payment is not None:
            self._run(lambda: self.room.give_up(payment, "seen", "已出来", me), "已记下。")
        elif name == "came_out" and job is not None:
            self._run(lambda: self.room.came_out(job, me), "已记下：纸已出来。")
        elif name == "cancel_job" and payment is not None:
            self._run(lambda: self.room.give_up(payment, "cancelled", reason, me), "已记下。")
        elif name == "cancel_job" and job is not None:
            self._run(lambda: self.room.cancel(job, reason, me), "已取消打印。")

    def job(self) -> Job | None:
        """The chosen paper of the queue."""
        facts = self.facts
        if facts is None:
            return None
        found = {job.id: job for job in (*facts.ended, *facts.open)}
        self._settle_choice(facts)
        return found.get(self.current)

    def payment(self) -> Payment | None:
        """The chosen voucher that was never printed."""
        missing = self.facts.missing if self.facts else ()
        return next((p for p in missing if _missing_key(p) == self.current), None)

    def _settle_choice(self, facts: QueueFacts) -> None:
        """What needs a person is chosen by itself when nothing is."""
        keys = [_missing_key(payment) for payment in facts.missing]
        keys += [job.id for job in sorted(facts.open, key=self._rank)]
        every = [*keys, *(job.id for job in facts.ended)]
        if self.current not in every:
            self.current = every[0] if every else ""

    def _rank(self, job: Job) -> tuple[bool, bool, str]:
        asked = job.state in (JobState.UNKNOWN, JobState.FAILED)
        return not asked, not self.room.press.trouble(job), job.made

    def _row(self, job: Job) -> Row:
        mark = _MARKS[job.state]
        if job.state is JobState.WAITING and self.room.press.trouble(job):
            mark = _STUCK
        if job.ended and job.printer == SAVE:
            mark = _FILED
        at = local(job.made_at)
        return Row(key=job.id, cells=(f"{at:%H:%M:%S}", short_name(job), job.printer, mark))

    def _missing_row(self, payment: Payment) -> Row:
        at = local(payment.paid_at)
        name = f"凭证 {payment.voucher_code}"
        return Row(key=_missing_key(payment), cells=(f"{at:%H:%M:%S}", name, "—", _NEVER))

    def _printers(self) -> tuple[str, ...]:
        profiles = self.room.profiles
        return (*(each.name for each in profiles.printers), profiles.default)

    def _print_missing(self, payment: Payment) -> None:
        self.print_voucher(payment)
        self.room.came_by(payment)

    def _print_again(self, job: Job) -> None:
        press = self.room.press
        press.print(job.name, self.room.read(job), job.kind)

    def _run(self, job: Callable[[], None], words: str) -> None:
        """On the worker; a paper fault is said in the message line."""

        def _job() -> str:
            try:
                job()
            except PaperFault as fault:
                return fault.reason
            return ""

        def _told(reason: str) -> None:
            if reason:
                self.say(reason, is_error=True)
                return
            self.saved(words)
            self.refresh()

        self.run(_job, _told)


def _missing_key(payment: Payment) -> str:
    return f"missing:{payment.id}"


def _state_words(job: Job) -> str:
    if job.state is JobState.CANCELLED:
        return f"{job.by} 取消：{job.reason}"
    if job.state is JobState.DONE and job.by:
        return f"{job.by} 看过，纸已出来。"
    words = {JobState.DONE: "已打印。", JobState.SENDING: "正在打印。"}
    return words.get(job.state, "排队等打印。")
