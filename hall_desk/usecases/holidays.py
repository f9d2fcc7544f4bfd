"""The holiday table (节假日): days off and make-up days of a year, known or said to be missing."""

from dataclasses import replace
from datetime import date, timedelta

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import Setting
from hall_desk.domain.holidays import Holiday
from hall_desk.domain.people import Right
from hall_desk.domain.texts import check_text
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import require_right, setting

MOST_DAYS = 15
FIRST_YEAR, LAST_YEAR = 2020, 2100


def holidays_of(reading: Reading, year: int) -> list[Holiday]:
    """The days of a year that are not as their weekday says, by date."""
    table = schema.holiday
    found = reading.all(
        Holiday,
        table.c.day >= date(year, 1, 1),
        table.c.day <= date(year, 12, 31),
        order_by=table.c.day,
    )
    return [entry for entry in found if not entry.is_plain or entry.off]


def known_years(reading: Reading) -> list[int]:
    """The years whose table is whole."""
    years = setting(reading, "holiday_years")
    assert isinstance(years, list)
    return sorted(years)


def set_holidays(tx: Tx, *, first: date, last: date, off: bool, name: str) -> Holiday:
    """Sets a span of days off (放假) or at work (上班); gives the first day.

    To take an entry back, set its days as their weekdays are: nothing is deleted.
    """
    require_right(tx, Right.SETTINGS)
    words = check_text(name, "name", most=20)
    if last < first:
        raise RuleBroken("止日不能早于起日。", field="last")
    if (last - first).days >= MOST_DAYS:
        raise RuleBroken(f"一次最多 {MOST_DAYS} 天，请分开填。", field="last")
    if not FIRST_YEAR <= first.year <= LAST_YEAR or last.year != first.year:
        raise RuleBroken("起止日要在同一年内。", field="first")
    if not words:
        raise RuleBroken("请填名称，如 春节、调休上班。", field="name")
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    # Noted first: a retry gives back the first day, even where it was already so.
    tx.note("set_holidays", "holiday", {"day": first}, after={"last": last.isoformat()})
    written = [_set(tx, Holiday(day=day, off=off, name=words)) for day in days]
    return written[0]


def _set(tx: Tx, wanted: Holiday) -> Holiday:
    old = tx.find(Holiday, day=wanted.day)
    if old is None:
        tx.insert(wanted, "set_holiday")
        return wanted
    return tx.change(old, wanted, "set_holiday", guard="off")


def confirm_year(tx: Tx, *, year: int, whole: bool) -> Setting:
    """Says that a year's table is whole (已录全) or not; deadlines beyond it warn, never guess."""
    require_right(tx, Right.SETTINGS)
    if whole and not holidays_of(tx, year):
        raise RuleBroken(f"{year} 年还没有录入放假日，不能确认。", field="year")
    years = set(known_years(tx))
    years = years | {year} if whole else years - {year}
    old = tx.get(Setting, name="holiday_years")
    return tx.change(old, replace(old, value=sorted(years)), "confirm_holidays", guard="name")
