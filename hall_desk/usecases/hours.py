"""The hall's calendar (营业时间): posted hours, single days, and the board to hang up."""

from dataclasses import replace
from datetime import date, time

from hall_desk.domain import hours as rules
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import Setting
from hall_desk.domain.holidays import Holiday
from hall_desk.domain.hours import HallHours, SpecialHours
from hall_desk.domain.papers import HoursBoardPaper, HoursSpan
from hall_desk.domain.people import Right
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.paperheads import hall_head
from hall_desk.usecases.queries import holiday_table, require_right, setting

SPECIAL = "special_hours"
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
REST = "休息"


def hall_hours(reading: Reading) -> HallHours:
    """The calendar as it is set."""
    posted, rest = setting(reading, "hours"), setting(reading, "closed_weekdays")
    assert isinstance(posted, list)
    assert isinstance(rest, list)
    return HallHours(
        opens=time.fromisoformat(posted[0]),
        closes=time.fromisoformat(posted[1]),
        rest=frozenset(rest),
        special=special_hours(reading),
    )


def special_hours(reading: Reading) -> tuple[SpecialHours, ...]:
    """Days with hours of their own, by date."""
    kept = reading.find(Setting, name=SPECIAL)
    entries = kept.value if kept is not None and isinstance(kept.value, list) else []
    return tuple(_special(entry) for entry in entries)


def _special(entry: dict[str, str]) -> SpecialHours:
    return SpecialHours(
        first=date.fromisoformat(entry["first"]),
        last=date.fromisoformat(entry["last"]),
        name=entry["name"],
        opens=time.fromisoformat(entry["opens"]) if entry["opens"] else None,
        closes=time.fromisoformat(entry["closes"]) if entry["closes"] else None,
    )


def set_special_hours(
    tx: Tx, *, first: date, last: date, name: str, opens: str, closes: str, instead_of: date | None
) -> Setting:
    """Writes one entry, or puts it in the place of the one that began on ``instead_of``.

    Without hours the hall rests; a county hall may rest on public holidays only (Art. 10(3)).
    """
    require_right(tx, Right.SETTINGS)
    others = [each for each in special_hours(tx) if each.first != instead_of]
    entry = SpecialHours(
        first=first,
        last=last,
        name=name,
        opens=_clock(opens, "opens"),
        closes=_clock(closes, "closes"),
    )
    if (entry.opens is None) != (entry.closes is None):
        raise RuleBroken("上班和下班时间要都填，休息就都不填。", field="opens")
    kept = rules.check_special(
        entry, others, level=profile_of(tx).level, holidays=holiday_table(tx).days
    )
    return _keep(tx, [*others, kept])


def drop_special_hours(tx: Tx, *, first: date) -> Setting:
    """Takes an entry back: the days are as their weekdays again; the journal keeps both."""
    require_right(tx, Right.SETTINGS)
    return _keep(tx, [each for each in special_hours(tx) if each.first != first])


def _clock(text: str, field: str) -> time | None:
    if not text.strip():
        return None
    try:
        return time.fromisoformat(text.strip())
    except ValueError:
        raise RuleBroken("时间请按 08:30 这样填。", field=field) from None


def _keep(tx: Tx, entries: list[SpecialHours]) -> Setting:
    told = [
        {
            "first": each.first.isoformat(),
            "last": each.last.isoformat(),
            "name": each.name,
            "opens": f"{each.opens:%H:%M}" if each.opens else "",
            "closes": f"{each.closes:%H:%M}" if each.closes else "",
        }
        for each in sorted(entries, key=lambda each: each.first)
    ]
    old = tx.find(Setting, name=SPECIAL)
    if old is None:
        made: Setting = tx.insert(Setting(name=SPECIAL, value=told), "change_setting")
        return made
    return tx.change(old, replace(old, value=told), "change_setting", guard="name")


def hours_board_of(reading: Reading) -> HoursBoardPaper:
    """The board: what is posted, and the holidays of the coming weeks (Art. 12(2))."""
    hours, today = hall_hours(reading), hall_date(reading.now)
    table = holiday_table(reading)
    names = {entry.day: entry.name for entry in reading.all(Holiday, schema.holiday.c.day >= today)}
    posted = _span_words((hours.opens, hours.closes))
    years = rules.missing_years(table, today)
    return HoursBoardPaper(
        hall=hall_head(reading),
        hours=posted,
        weekdays=tuple(
            (word, REST if n in hours.rest else posted) for n, word in enumerate(_WEEKDAYS)
        ),
        every_day=not hours.rest,
        spans=tuple(
            HoursSpan(
                days=_days_words(span.first, span.last),
                name=span.name,
                hours=_hours_words(span),
                closed=span.hours is None,
            )
            for span in rules.coming_spans(hours, table, names, today)
        ),
        note="".join(f"{year} 年放假安排公布后另行公告。" for year in years),
        valid=f"{today} 起",
    )


def _hours_words(span: rules.DaySpan) -> str:
    if span.hours is None:
        return REST
    words = _span_words(span.hours)
    return f"照常营业 {words}" if span.as_usual else words


def _span_words(hours: tuple[time, time]) -> str:
    return f"{hours[0]:%H:%M}–{hours[1]:%H:%M}"


def _days_words(first: date, last: date) -> str:
    """10月1日 周四, or 10月1日 周四 至 10月7日 周三."""
    words = f"{first.month}月{first.day}日 {_WEEKDAYS[first.weekday()]}"
    if first == last:
        return words
    return f"{words} 至 {last.month}月{last.day}日 {_WEEKDAYS[last.weekday()]}"
