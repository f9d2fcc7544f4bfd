"""The duty manager's log (值班主任日志): what happened on a business date, in the order of time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hall_desk.domain.corrections import ServiceError
from hall_desk.domain.days import HALL_ZONE, BusinessDay
from hall_desk.domain.escalations import Escalation
from hall_desk.domain.hall import Attendance
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases.opening import local
from hall_desk.usecases.papers import name_of
from hall_desk.usecases.patrols import findings_of
from hall_desk.usecases.queries import words_of


@dataclass(frozen=True, kw_only=True)
class LogLine:
    """One line: when, what sort, in words, who, and what came of it; ``open`` while nothing did."""

    at: datetime
    sort: str
    words: str
    who: str
    result: str
    open: bool = False


def log_of(reading: Reading, day: date) -> list[LogLine]:
    """Opening and closing, calls, suspensions, patrol findings, late sign-ins, corrections."""
    lines = [
        *_day(reading, day),
        *_calls(reading, day),
        *_stops(reading, day),
        *_findings(reading, day),
        *_late(reading, day),
        *_corrections(reading, day),
    ]
    return sorted(lines, key=lambda line: line.at)


def _day(reading: Reading, day: date) -> list[LogLine]:
    record = reading.find(BusinessDay, date=day)
    if record is None:
        return []
    unticked = [f"{line.text}（{line.remark}）" for line in record.checklist if not line.ticked]
    checks = "班前检查全部正常" if not unticked else "班前检查：" + "、".join(unticked)
    manager = f"{record.manager} {name_of(reading, record.manager)}"
    lines = [LogLine(at=record.opened_at, sort="开门", words=checks, who=manager, result="")]
    if record.issue_stopped_at is not None:
        at = record.issue_stopped_at
        lines.append(LogLine(at=at, sort="停止取号", words="提前停止取号", who=manager, result=""))
    if record.closed_at is not None:
        who = record.closed_by or ""
        lines.append(LogLine(at=record.closed_at, sort="日结", words="日结", who=who, result=""))
    return lines


def _calls(reading: Reading, day: date) -> list[LogLine]:
    table = schema.escalation
    return [
        LogLine(
            at=call.raised_at,
            sort="请值班主任",
            words=f"{_place(call.window_no)}{call.reason or '未写事由'}",
            who=call.raised_by,
            result=call.decision or (f"{call.taken_by} 已接手" if call.taken_by else "待接"),
            open=call.closed_at is None,
        )
        for call in reading.all(Escalation, table.c.business_date == day)
    ]


def _stops(reading: Reading, day: date) -> list[LogLine]:
    table = schema.suspension
    start = datetime.combine(day, datetime.min.time(), HALL_ZONE)
    kinds = words_of(reading, "kind")
    found = reading.all(
        Suspension, table.c.from_at >= start, table.c.from_at < start + timedelta(days=1)
    )
    lines = []
    for stop in found:
        place = _place(stop.window_no) or kinds.get(stop.prefix or "", "")
        place = "全厅 " if stop.scope is Scope.HALL else f"{place.strip()} "
        back = f"{local(stop.resumed_at):%H:%M} 恢复" if stop.resumed_at else "未恢复"
        by = f"{stop.by}，{stop.approved_by} 批准" if stop.approved_by else stop.by
        lines.append(
            LogLine(
                at=stop.from_at,
                sort="暂停营业",
                words=f"{place}{stop.reason}",
                who=by,
                result=back,
                open=stop.resumed_at is None,
            )
        )
    return lines


def _findings(reading: Reading, day: date) -> list[LogLine]:
    return [
        LogLine(
            at=each.at,
            sort="巡查表扬" if each.commended else "巡查不足",
            words=f"{_place(each.window_no)}{each.line}：{each.finding}",
            who=each.by,
            result=f"工号 {each.staff_no}" if each.staff_no else "—",
        )
        for each in findings_of(reading, day, day)
    ]


def _late(reading: Reading, day: date) -> list[LogLine]:
    table = schema.attendance
    return [
        LogLine(
            at=each.signed_in_at,
            sort="迟到",
            words=f"{_place(each.window_no)}迟到 {each.late_minutes} 分",
            who=each.staff_no,
            result="",
        )
        for each in reading.all(Attendance, table.c.business_date == day, table.c.late_minutes > 0)
    ]


def _corrections(reading: Reading, day: date) -> list[LogLine]:
    table = schema.service_error
    return [
        LogLine(
            at=each.corrected_at,
            sort="差错更正",
            words=f"{each.what}：{each.reason}",
            who=each.corrected_by,
            result="已致歉" if each.apologised_at else "未记致歉",
        )
        for each in reading.all(ServiceError, table.c.business_date == day)
    ]


def _place(window: int | None) -> str:
    return f"{window}号窗口 " if window is not None else ""
