"""The duty manager's patrol (值班巡查, Art. 6(1), S3-2): what was seen, at whose window."""

from datetime import date

from hall_desk.domain.days import WindowDay
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.patrols import PatrolFinding
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import StaffNo, WindowNo
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import get_day, require_right, words_of


def record_finding(
    tx: Tx,
    *,
    line: str,
    finding: str,
    commended: bool,
    window: WindowNo | None = None,
    staff_no: StaffNo | None = None,
) -> PatrolFinding:
    """Writes one finding; a window without a person named means whoever sits there now."""
    require_right(tx, Right.SUPERVISE)
    day = get_day(tx)
    words = check_text(finding, "finding", most=200)
    if line not in words_of(tx, "checklist").values():
        raise RuleBroken("请选检查项目。", field="line", article="6(1)")
    if not words:
        raise RuleBroken("请写明看到的情况。", field="finding", article="6(1)")
    if window is not None:
        place = tx.find(WindowDay, business_date=day.date, no=window)
        if place is None:
            raise RuleBroken(f"今天没有{window}号窗口。", field="window")
        staff_no = staff_no or place.staff_no
    if staff_no is not None and tx.find(Staff, staff_no=staff_no) is None:
        raise RuleBroken(f"没有工号 {staff_no}。", field="staff_no")
    record = PatrolFinding(
        id=tx.new_id(),
        business_date=day.date,
        at=tx.now,
        line=line,
        finding=words,
        staff_no=staff_no,
        window_no=window,
        by=StaffNo(tx.actor),
        commended=commended,
    )
    tx.insert(record, "patrol_finding")
    return record


def findings_of(reading: Reading, first: date, last: date) -> list[PatrolFinding]:
    """The findings of a span of business dates, in order."""
    table = schema.patrol_finding
    return reading.all(
        PatrolFinding,
        table.c.business_date >= first,
        table.c.business_date <= last,
        order_by=table.c.id,
    )
