"""Month sheets (工号月度表): a clerk's items, times, ratings, findings and corrections."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, select

from hall_desk.domain.hall import Attendance
from hall_desk.domain.items import ItemState
from hall_desk.domain.limits import elapsed_seconds, limit_seconds
from hall_desk.domain.monthsheets import Handled, MonthSheet, Remark, handled, month_after
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.ratings import Rating
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases.patrols import findings_of
from hall_desk.usecases.queries import code_texts


def month_sheet(reading: Reading, staff_no: str, month: date) -> MonthSheet:
    """One person's month."""
    first, last = _span(month)
    staff = reading.get(Staff, staff_no=staff_no)
    rows = _items(reading, first, last)
    return _sheet(reading, staff, (first, last), rows, _handled(rows))


def _span(month: date) -> tuple[date, date]:
    return month.replace(day=1), month_after(month) - timedelta(days=1)


def _sheet(
    reading: Reading, staff: Staff, span: tuple[date, date], rows: list[Any], whole: Handled
) -> MonthSheet:
    (first, last), staff_no = span, staff.staff_no
    table = schema.attendance
    present = reading.all(
        Attendance,
        table.c.business_date >= first,
        table.c.business_date <= last,
        table.c.staff_no == staff_no,
    )
    return MonthSheet(
        staff_no=staff_no,
        name=staff.name,
        month=first,
        days=len({each.business_date for each in present}),
        late=sum(each.late_minutes > 0 for each in present),
        own=_handled([row for row in rows if row.staff_no == staff_no]),
        hall_median_s=whole.median_s,
        ratings=_ratings(reading, staff_no, first, last),
        findings=tuple(
            Remark(
                day=each.business_date, words=f"{each.line}：{each.finding}", good=each.commended
            )
            for each in findings_of(reading, first, last)
            if each.staff_no == staff_no
        ),
        corrections=_corrections(reading, staff_no, first, last),
    )


def month_of_all(reading: Reading, month: date) -> list[MonthSheet]:
    """The month of everybody who serves, by staff number; those who are gone only if they did."""
    people = reading.all(Staff, order_by=schema.staff.c.staff_no)
    first, last = _span(month)
    rows = _items(reading, first, last)
    whole = _handled(rows)
    sheets = [_sheet(reading, each, (first, last), rows, whole) for each in people if _serves(each)]
    active = {each.staff_no for each in people if each.active}
    return [each for each in sheets if each.own.items or each.findings or each.staff_no in active]


def _serves(staff: Staff) -> bool:
    return staff.role.value != "administrator" and (staff.may(Right.SERVE) or not staff.active)


def _items(reading: Reading, first: date, last: date) -> list[Any]:
    table = schema.item
    query = select(
        table.c.staff_no,
        table.c.limit_minutes,
        table.c.quantity,
        table.c.started_at,
        table.c.finished_at,
    ).where(
        table.c.hall_id == reading.hall_id,
        table.c.business_date >= first,
        table.c.business_date <= last,
        table.c.state == ItemState.DONE,
        table.c.started_at.is_not(None),
        table.c.finished_at.is_not(None),
    )
    return list(reading.conn.execute(query))


def _handled(rows: list[Any]) -> Handled:
    times = [elapsed_seconds(row.started_at, row.finished_at) for row in rows]
    on_time = [
        seconds <= (limit_seconds(row.limit_minutes, row.quantity) or 0)
        for seconds, row in zip(times, rows, strict=True)
        if row.limit_minutes is not None
    ]
    return handled(times, on_time)


def _ratings(
    reading: Reading, staff_no: str, first: date, last: date
) -> tuple[tuple[str, int], ...]:
    """How often each level was given, in the order of the list; unrated ones are left out."""
    table = schema.rating
    given = reading.all(
        Rating,
        table.c.business_date >= first,
        table.c.business_date <= last,
        table.c.staff_no == staff_no,
    )
    counts = Counter(each.level for each in given)
    levels = code_texts(reading, "satisfaction")
    return tuple((level.text, counts[int(level.code)]) for level in levels)


def _corrections(reading: Reading, staff_no: str, first: date, last: date) -> tuple[Remark, ...]:
    """Mistakes of the person's own items that were put right."""
    error, item = schema.service_error, schema.item
    same = and_(item.c.hall_id == error.c.hall_id, item.c.id == error.c.item_id)
    query = (
        select(error.c.business_date, error.c.what, error.c.reason)
        .select_from(error.join(item, same))
        .where(
            error.c.hall_id == reading.hall_id,
            error.c.business_date >= first,
            error.c.business_date <= last,
            item.c.staff_no == staff_no,
        )
        .order_by(error.c.id)
    )
    return tuple(
        Remark(day=row.business_date, words=f"{row.what}：{row.reason}")
        for row in reading.conn.execute(query)
    )
