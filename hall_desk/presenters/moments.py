"""Moments on the screen (时刻): written in the hall's zone, and read back as typed."""

import re
import unicodedata
from datetime import date, datetime, time

from hall_desk.domain.days import HALL_ZONE

_CLOCK = re.compile(r"(\d{1,2})[:时.]?(\d{2})分?", re.ASCII)
_DAY_CLOCK = re.compile(
    r"(?:(\d{4})[-年/.])?(\d{1,2})[-月/.](\d{1,2})日?\s*(\d{1,2})[:时.](\d{2})分?", re.ASCII
)


def clock_of(moment: datetime | None) -> str:
    """10:45, or nothing."""
    return "" if moment is None else f"{moment.astimezone(HALL_ZONE):%H:%M}"


def day_clock_of(moment: datetime) -> str:
    """3月16日 17:30."""
    local = moment.astimezone(HALL_ZONE)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def read_clock(text: str, day: date) -> datetime | None:
    """A time of the day as typed (10:45, 1045, 10时45分) as a moment, or None."""
    found = _CLOCK.fullmatch(_plain(text))
    if found is None:
        return None
    return _moment(day, int(found[1]), int(found[2]))


def read_day_clock(text: str, today: date) -> datetime | None:
    """A day and time as typed (3月16日 17:30, 2026-03-16 17:30) as a moment, or None.

    Without a year the next such day is meant.
    """
    found = _DAY_CLOCK.fullmatch(_plain(text))
    if found is None:
        return None
    year = int(found[1] or today.year)
    month, day = int(found[2]), int(found[3])
    if not found[1] and (month, day) < (today.month, today.day):
        year += 1
    try:
        wanted = date(year, month, day)
    except ValueError:
        return None
    return _moment(wanted, int(found[4]), int(found[5]))


def _moment(day: date, hour: int, minute: int) -> datetime | None:
    if hour > 23 or minute > 59:
        return None
    return datetime.combine(day, time(hour, minute), HALL_ZONE)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
