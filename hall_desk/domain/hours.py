"""Opening hours (营业时间, Art. 10(3), 12(2)): each weekday's, and those of single days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from hall_desk.domain.days import check_open_days
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.holidays import HolidayTable
from hall_desk.domain.texts import check_text

MOST_SPAN = 31
BOARD_DAYS = 56
"""How far the board looks ahead: eight weeks."""


@dataclass(frozen=True, kw_only=True)
class SpecialHours:
    """Days with hours of their own; without hours the hall rests (休息)."""

    first: date
    last: date
    name: str
    opens: time | None
    closes: time | None

    @property
    def closed(self) -> bool:
        """Whether the hall rests on these days."""
        return self.opens is None

    def covers(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, kw_only=True)
class HallHours:
    """The hall's calendar: posted hours, weekly rest days, and single days."""

    opens: time
    closes: time
    rest: frozenset[int]
    special: tuple[SpecialHours, ...]

    def on(self, day: date) -> tuple[time, time] | None:
        """The hours of a day, or None where the hall rests."""
        own = self.special_on(day)
        if own is not None:
            return None if own.opens is None or own.closes is None else (own.opens, own.closes)
        return None if day.weekday() in self.rest else (self.opens, self.closes)

    def special_on(self, day: date) -> SpecialHours | None:
        """The entry a day belongs to."""
        return next((each for each in self.special if each.covers(day)), None)


@dataclass(frozen=True, kw_only=True)
class DaySpan:
    """Days in a row with the same name and hours, for the board."""

    first: date
    last: date
    name: str
    hours: tuple[time, time] | None
    as_usual: bool


def check_special(
    entry: SpecialHours,
    others: Iterable[SpecialHours],
    *,
    level: str,
    holidays: Mapping[date, bool],
) -> SpecialHours:
    """The entry as it is kept; a county hall rests on public holidays only (Art. 10(3))."""
    name = check_text(entry.name, "name", most=20)
    if not name:
        raise RuleBroken("请填名称，如 国庆节。", field="name", article="12(2)")
    if entry.last < entry.first:
        raise RuleBroken("止日不能早于起日。", field="last")
    if (entry.last - entry.first).days >= MOST_SPAN:
        raise RuleBroken(f"一次最多 {MOST_SPAN} 天，请分开填。", field="last")
    if entry.opens is not None and (entry.closes is None or entry.opens >= entry.closes):
        raise RuleBroken("下班时间应晚于上班时间。", field="closes")
    if any(each.first <= entry.last and entry.first <= each.last for each in others):
        raise RuleBroken("这几天已有安排，请改原来那条。", field="first")
    working = [day for day in days_of(entry.first, entry.last) if not holidays.get(day, False)]
    if entry.closed and level == "county+" and working:
        check_open_days(level, frozenset({working[0].weekday()}))
    return SpecialHours(
        first=entry.first, last=entry.last, name=name, opens=entry.opens, closes=entry.closes
    )


def days_of(first: date, last: date) -> list[date]:
    """Every day from the first to the last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def coming_spans(
    hours: HallHours, table: HolidayTable, names: Mapping[date, str], today: date
) -> tuple[DaySpan, ...]:
    """Public holidays and days with their own hours in the coming weeks, as spans."""
    spans: list[DaySpan] = []
    for day in days_of(today, today + timedelta(days=BOARD_DAYS - 1)):
        own = hours.special_on(day)
        if own is None and not table.days.get(day, False):
            continue
        name = own.name if own is not None else names.get(day, "")
        here = DaySpan(first=day, last=day, name=name, hours=hours.on(day), as_usual=own is None)
        if spans and _follows(spans[-1], here):
            here = _joined(spans.pop(), here)
        spans.append(here)
    return tuple(spans)


def _follows(before: DaySpan, here: DaySpan) -> bool:
    alike = (before.name, before.hours, before.as_usual) == (here.name, here.hours, here.as_usual)
    return alike and here.first - before.last == timedelta(days=1)


def _joined(before: DaySpan, here: DaySpan) -> DaySpan:
    return DaySpan(
        first=before.first,
        last=here.last,
        name=here.name,
        hours=here.hours,
        as_usual=here.as_usual,
    )


def missing_years(table: HolidayTable, today: date) -> Sequence[int]:
    """Years the board looks into without knowing their holidays."""
    last = today + timedelta(days=BOARD_DAYS - 1)
    return [year for year in range(today.year, last.year + 1) if year not in table.years]
