"""Reports at the desk (报表): a day, a month, any period; printed, saved, exported for the auditor.

All of it runs beside the desk's own work, tells how far it is and can be stopped.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hall_desk.domain.days import BusinessDay, hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.monthsheets import month_after
from hall_desk.domain.papers import DailyReportPaper
from hall_desk.domain.people import Staff
from hall_desk.paper.faults import PaperFault
from hall_desk.paper.report_files import write_report
from hall_desk.presenters.base import Desk, Message, Presenter, Runner
from hall_desk.store.transaction import Reading
from hall_desk.usecases import auditing, dayfigures, printing, reporting, verifying
from hall_desk.usecases.queries import find_day

DAY, MONTH, PERIOD = "day", "month", "period"
KINDS = ((DAY, "日报"), (MONTH, "月报"), (PERIOD, "任意期间"))
_HINTS = {
    DAY: "营业日，如 2026-03-12",
    MONTH: "月份，如 2026-03",
    PERIOD: "开始日期，如 2026-01-01",
}
_MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True, kw_only=True)
class ReportsState:
    """The dialog: what is chosen, and how far the work is; ``first`` is offered, not forced."""

    open: bool
    kind: str
    first: str
    last: str
    hint: str
    folder: str
    working: bool
    progress: str
    message: Message


@dataclass(frozen=True, kw_only=True)
class Span:
    """What was typed, as business dates; one date alone is a day."""

    first: date
    last: date
    is_day: bool


class ReportsPresenter(Presenter[ReportsState]):
    """Makes reports on a runner of its own; ``print_paper`` prints one under its name."""

    facts: BusinessDay | None

    def __init__(
        self,
        desk: Desk,
        staff: Staff,
        *,
        aside: Runner,
        folder: Path,
        print_paper: Callable[[DailyReportPaper], None],
    ):
        super().__init__(desk)
        self.staff, self.aside, self.folder = staff, aside, folder
        self._print_paper = print_paper
        self.is_open = False
        self.kind = DAY
        self.working = False
        self._progress = ""
        self._stop = False
        self._last: tuple[str, Callable[[], str]] | None = None

    def look(self, reading: Reading) -> BusinessDay | None:
        """The running day."""
        return find_day(reading)

    def build(self) -> ReportsState:
        """The dialog of this second."""
        first, last = self._offered()
        return ReportsState(
            open=self.is_open,
            kind=self.kind,
            first=first,
            last=last,
            hint=_HINTS[self.kind],
            folder=str(self.folder),
            working=self.working,
            progress=self._progress if self.working else "",
            message=self.message,
        )

    def tick(self) -> None:
        """Shows how far the work is; a closed hall has no running day to wait for."""
        self.show(self.build())

    def begin(self) -> None:
        """Opens on the day's report."""
        self.is_open, self.kind, self.message = True, DAY, Message()
        self.refresh()

    def leave(self) -> None:
        """Closes the dialog; work under way goes on and is told at the desk."""
        self.is_open, self.message = False, Message()
        self.tick()

    def choose(self, kind: str) -> None:
        """日报, 月报 or 任意期间."""
        self.kind, self.message = kind, Message()
        self.tick()

    def print_report(self, first: str, last: str) -> None:
        """Prints it; the whole chain is checked before a day's."""
        self._make(first, last, self._print)

    def save(self, first: str, last: str, folder: str, kind: str) -> None:
        """Saves it as PDF or workbook in a folder."""
        self._make(first, last, lambda report: self._save(report, Path(folder), (kind,)))

    def export(self, first: str, last: str, folder: str) -> None:
        """The auditor's folder of the span, names masked, a new folder in the given one."""
        span = self._span(first, last)
        if span is None:
            return
        place = Path(folder) / f"审计导出-{span.first}-{span.last}"
        wish = auditing.AuditWish(
            folder=place, first=span.first, last=span.last, by=self.staff.staff_no
        )

        def _export() -> str:
            auditing.export_audit(self.desk.hall, wish, self._told)
            return f"审计导出已存入 {place}。"

        self._start("审计导出", _export)

    def file_closed(self, day: BusinessDay) -> None:
        """At the closing, by itself: PDF and workbook of the day in the papers' folder."""
        span = Span(first=day.date, last=day.date, is_day=True)
        self._start("营业日报", lambda: self._file(span))

    def try_again(self) -> None:
        """What was made last, once more."""
        if self._last is not None:
            self._start(*self._last)

    def stop(self) -> None:
        """Stops what is under way; nothing half-done is left."""
        self._stop = True
        self._progress = "正在停止…"
        self.tick()

    def _file(self, span: Span) -> str:
        report = self._report(span)
        return self._save(report, self.folder, ("pdf", "xlsx"))

    def _make(self, first: str, last: str, then: Callable[[DailyReportPaper], str]) -> None:
        span = self._span(first, last)
        if span is not None:
            self._start("汇总", lambda: then(self._report(span)))

    def _report(self, span: Span) -> DailyReportPaper:
        """The figures; a day's with its chain checked, a period's from the stored days."""
        hall = self.desk.hall
        if span.is_day:
            self._told("核对日志")
            verdict = verifying.verify_store(hall.store, hall.hall_id)
            self._told("汇总")
            return hall.ask(reporting.daily_report, span.first, verified=verdict.ok)
        dayfigures.make_missing(hall, span.first, span.last, self._told_days)
        self._told("汇总")
        return hall.ask(reporting.period_report, span.first, span.last)

    def _print(self, report: DailyReportPaper) -> str:
        self._told("打印")
        self._print_paper(report)
        return f"{report.business_date} 的{report.title}已打印。"

    def _save(self, report: DailyReportPaper, folder: Path, kinds: tuple[str, ...]) -> str:
        names = []
        for kind in kinds:
            self._told("写文件")
            names.append(write_report(report, folder, kind).name)
            self.desk.hall.do(
                printing.note_printed,
                self.staff.staff_no,
                None,
                paper="report",
                subject_id=names[-1],
            )
        return f"{'、'.join(names)} 已存入 {folder}。"

    def _told(self, step: str) -> None:
        """Hears a step, in the other thread; a stop is heard here."""
        if self._stop:
            raise auditing.Stopped
        self._progress = f"正在{step}…" if step[-1:] != "条" else f"正在导出{step}…"

    def _told_days(self, done: int, days: int) -> None:
        self._told("汇总")
        self._progress = f"正在汇总，第 {done + 1} / {days} 天…"

    def _start(self, word: str, job: Callable[[], str]) -> None:
        if self.working:
            self.say("上一份还在做，请等一等或先停止。")
            return
        self._last = (word, job)
        self.working, self._stop, self._progress = True, False, f"正在{word}…"
        self.message = Message()
        self.tick()
        self.aside.run(job, self._done, self._broken)

    def _done(self, words: Any) -> None:
        self.working = False
        self.say(str(words))

    def _broken(self, error: Exception) -> None:
        self.working = False
        if isinstance(error, auditing.Stopped):
            self.say("已停止，没有留下文件。")
        elif isinstance(error, PaperFault):
            self.say(error.reason, is_error=True)
        else:
            self._failed(error)

    def _offered(self) -> tuple[str, str]:
        """The running day and its month; the last whole month for a period."""
        day = self.facts.date if self.facts else hall_date(self.desk.hall.clock.now())
        if self.kind == DAY:
            return day.isoformat(), ""
        if self.kind == MONTH:
            return f"{day:%Y-%m}", ""
        last = day.replace(day=1) - timedelta(days=1)
        return last.replace(day=1).isoformat(), last.isoformat()

    def _span(self, first: str, last: str) -> Span | None:
        try:
            return _typed(self.kind, first.strip(), last.strip())
        except RuleBroken as fault:
            self.say(str(fault), field=fault.field, is_error=True)
            return None


def _typed(kind: str, first: str, last: str) -> Span:
    if kind == MONTH:
        if not _MONTH.fullmatch(first):
            raise RuleBroken("月份应写成 2026-03 这样。", field="first")
        start = _date(f"{first}-01", "first")
        return Span(first=start, last=month_after(start) - timedelta(days=1), is_day=False)
    start = _date(first, "first")
    if kind == DAY:
        return Span(first=start, last=start, is_day=True)
    end = _date(last, "last")
    if end < start:
        raise RuleBroken("结束日期应不早于开始日期。", field="last")
    return Span(first=start, last=end, is_day=False)


def _date(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RuleBroken("日期应写成 2026-03-12 这样。", field=field) from None
