"""What stands on the manager's papers (公示单、工号月度表)."""

from datetime import date

from hall_desk.domain.monthsheets import MonthSheet, Remark, time_words
from hall_desk.domain.papers import MonthRemark, MonthSheetPaper, PublicNoticePaper
from hall_desk.domain.pricelists import span_words
from hall_desk.domain.publicnotices import PublicNotice
from hall_desk.store.transaction import Reading
from hall_desk.usecases.monthsheets import month_sheet
from hall_desk.usecases.opening import local
from hall_desk.usecases.paperheads import hall_head
from hall_desk.usecases.publicnotices import expired_notices

DEFINITIONS = (
    "办理时长 = 办结 − 开始办理（总用时）；按时 = 用时不超过限时 × 数量，不限时的业务不计；"
    "不足 10 件不列中位和 90 分位（样本不足）；巡查和更正按营业日列出，表扬与不足并列。"
)


def public_notice_of(reading: Reading, notice_id: int) -> PublicNoticePaper:
    """A notice as it is to hang; over its time it says so."""
    notice = reading.get(PublicNotice, id=notice_id)
    expired = any(each.notice.id == notice.id for each in expired_notices(reading))
    return PublicNoticePaper(
        hall=hall_head(reading),
        title=notice.title,
        version=notice.version,
        valid=valid_words(notice),
        approval_doc=notice.approval_doc,
        lines=notice.lines,
        expired=expired,
        published=f"{local(notice.published_at):%Y-%m-%d} 公示",
        printed_at=f"{local(reading.now):%Y-%m-%d %H:%M}",
    )


def valid_words(notice: PublicNotice) -> str:
    """2026-03-12 起, or 2026-01-01 至 2026-12-31."""
    return span_words(notice.valid_from, notice.valid_to)


def month_sheet_of(
    reading: Reading, staff_no: str, month: date, printed_by: str
) -> MonthSheetPaper:
    """One person's month on paper."""
    sheet = month_sheet(reading, staff_no, month)
    return MonthSheetPaper(
        hall=hall_head(reading),
        month=f"{sheet.month.year}年{sheet.month.month}月",
        staff_no=sheet.staff_no,
        name=sheet.name,
        figures=figures_of(sheet),
        ratings=tuple((level, f"{count} 次") for level, count in sheet.ratings),
        findings=_remarks(sheet.findings),
        corrections=_remarks(sheet.corrections),
        definitions=DEFINITIONS,
        printed_at=f"{local(reading.now):%Y-%m-%d %H:%M}",
        printed_by=printed_by,
    )


def figures_of(sheet: MonthSheet) -> tuple[tuple[str, str], ...]:
    """The figures of a month as label and words."""
    own = sheet.own
    over = "—" if own.over_percent is None else f"{own.over_percent} %"
    return (
        ("办结", f"{own.items} 件"),
        ("按时", f"{own.on_time} / {own.timed}" if own.timed else "—"),
        ("超时率", over),
        ("出勤", f"{sheet.days} 天"),
        ("办理中位", time_words(own.median_s)),
        ("办理 90 分位", time_words(own.p90_s)),
        ("全厅中位", time_words(sheet.hall_median_s)),
        ("迟到", f"{sheet.late} 次"),
        ("巡查表扬 / 不足", _both(sheet)),
        ("差错更正", f"{len(sheet.corrections)} 件"),
    )


def _both(sheet: MonthSheet) -> str:
    good = sum(each.good for each in sheet.findings)
    return f"{good} / {len(sheet.findings) - good}"


def _remarks(remarks: tuple[Remark, ...]) -> tuple[MonthRemark, ...]:
    return tuple(
        MonthRemark(day=each.day.isoformat(), words=each.words, good=each.good) for each in remarks
    )
