"""Working days (工作日) and periods: value and unit are always kept together."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, kw_only=True)
class Holiday:
    """A day that is not as its weekday says: off, or a make-up working day (调休上班)."""

    day: date
    off: bool
    name: str

    @property
    def is_plain(self) -> bool:
        """Whether the entry only says what the weekday says."""
        return self.off == (self.day.weekday() >= 5)


@dataclass(frozen=True, kw_only=True)
class HolidayTable:
    """Days off and make-up working days of the years it knows."""

    years: frozenset[int]
    days: Mapping[date, bool]

    def knows(self, day: date) -> bool:
        """Whether the table has the year; an unknown year must be warned about, never guessed."""
        return day.year in self.years

    def is_workday(self, day: date) -> bool:
        """A make-up day, or Monday to Friday unless off."""
        off = self.days.get(day)
        return day.weekday() < 5 if off is None else not off


def add_workdays(start: date, count: int, table: HolidayTable) -> date:
    """The due date after that many working days; the start day is not counted."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= table.is_workday(day)
    return day


def add_days(start: date, count: int) -> date:
    """The due date after that many calendar days; the start day is not counted."""
    return start + timedelta(days=count)


def add_months(start: date, count: int) -> date:
    """The same day number months later, or the last day of a shorter month."""
    month0 = start.month - 1 + count
    year, month = start.year + month0 // 12, month0 % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def roll_over(day: date, table: HolidayTable) -> date:
    """The day itself, or the next working day."""
    while not table.is_workday(day):
        day += timedelta(days=1)
    return day
