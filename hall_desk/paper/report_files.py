"""Reports as files (报表存档): whole under their name, or not at all."""

import os
import tempfile
from pathlib import Path

from hall_desk.domain.papers import DailyReportPaper

from .faults import PaperFault


def write_report(report: DailyReportPaper, folder: Path, kind: str) -> Path:
    """The report in the folder as PDF or workbook; the same name is replaced."""
    target = folder / f"{report.name}.{kind}"
    content = _drawn(report, kind)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            Path(draft).replace(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise PaperFault(f"{target.name} 不能存入 {folder}，请检查文件夹和磁盘。") from fault
    return target


def _drawn(report: DailyReportPaper, kind: str) -> bytes:
    """Drawn with what is loaded for it alone."""
    if kind == "xlsx":
        from .report_book import render_report_book

        return render_report_book(report)
    from .daily_report import render_daily_report

    return render_daily_report(report)
