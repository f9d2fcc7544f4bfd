"""The commands of reports and of the auditor's export (报表、审计导出)."""

import argparse
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from hall_desk.clock import SystemClock
from hall_desk.commands import day_of, open_store, say
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.monthsheets import month_after
from hall_desk.domain.papers import DailyReportPaper
from hall_desk.store.transaction import Reading
from hall_desk.usecases import dayfigures, reporting, verifying
from hall_desk.usecases.hall import Hall

Question = Callable[[Reading, bool | None], DailyReportPaper]
_MONTH = re.compile(r"\d{4}-\d{2}")


def report_daily(args: argparse.Namespace) -> int:
    """The daily report of a business date; the chain is checked first."""
    day = day_of(args.date) if args.date else None

    def _ask(reading: Reading, verified: bool | None) -> DailyReportPaper:
        return reporting.daily_report(reading, day, verified=verified)

    return _report(args, _ask, check=not args.no_verify)


def report_month(args: argparse.Namespace) -> int:
    """The report of a calendar month."""
    if not _MONTH.fullmatch(args.month):
        raise RuleBroken("月份应写成 2026-03 这样。", field="month")
    first = day_of(f"{args.month}-01")
    return _period(args, first, month_after(first) - timedelta(days=1))


def report_period(args: argparse.Namespace) -> int:
    """The report of any span of business dates."""
    return _period(args, day_of(args.first), day_of(args.last))


def _period(args: argparse.Namespace, first: date, last: date) -> int:
    def _ask(reading: Reading, verified: bool | None) -> DailyReportPaper:
        return reporting.period_report(reading, first, last, verified=verified)

    return _report(args, _ask, span=(first, last), check=args.verify)


def _report(
    args: argparse.Namespace, ask: Question, *, check: bool, span: tuple[date, date] | None = None
) -> int:
    store = open_store(args, create=False)
    try:
        hall = Hall(store, SystemClock(), args.hall)
        if span is not None:
            dayfigures.make_missing(hall, *span)
        verified = verifying.verify_store(store, args.hall).ok if check else None
        report = hall.ask(ask, verified)
    finally:
        store.close()
    for target in _write(args, report):
        say(f"{report.title}已写入 {target}")
    return 1 if verified is False else 0


def _write(args: argparse.Namespace, report: DailyReportPaper) -> list[Path]:
    """Writes what was asked for: PDF, workbook, or a PDF under the report's own name."""
    written = []
    pdf = args.pdf or args.out
    if pdf or not args.xlsx:
        from hall_desk.paper.daily_report import render_daily_report  # loads ReportLab

        written.append(Path(pdf or f"{report.name}.pdf"))
        written[-1].write_bytes(render_daily_report(report))
    if args.xlsx:
        from hall_desk.paper.report_book import render_report_book  # loads XlsxWriter

        written.append(Path(args.xlsx))
        written[-1].write_bytes(render_report_book(report))
    return written


def audit_export(args: argparse.Namespace) -> int:
    """The auditor's folder: CSV, workbook, journal, checksums and the verifier."""
    from hall_desk.usecases import auditing

    wish = auditing.AuditWish(
        folder=Path(args.folder),
        first=day_of(args.first) if args.first else None,
        last=day_of(args.last) if args.last else None,
        full=args.full,
        by=args.by,
        reason=args.reason,
    )
    store = open_store(args, create=False)
    try:
        folder = auditing.export_audit(Hall(store, SystemClock(), args.hall), wish)
    finally:
        store.close()
    check = f"python3 {folder / auditing.VERIFIER} {folder} --key {store.key_file}"
    say(f"审计导出已写入 {folder}；核对：{check}")
    return 0
