"""Settings of the holidays (设置：节假日): a year's table, known whole or said to be missing."""

from dataclasses import dataclass
from datetime import date

from hall_desk.domain.days import hall_date
from hall_desk.domain.holidays import Holiday
from hall_desk.presenters.sections import (
    NEW,
    Deed,
    Entry,
    Head,
    Mark,
    Row,
    SectionPresenter,
    needed_day,
)
from hall_desk.presenters.signin import weekday_word
from hall_desk.store.transaction import Reading
from hall_desk.usecases.holidays import confirm_year, holidays_of, known_years, set_holidays

_OFF = (("on", "放假"), ("off", "上班"))
REST = Mark(word="放假", icon="calendar", tone="info")
WORK = Mark(word="上班", icon="user", tone="warn")


@dataclass(frozen=True, kw_only=True)
class HolidayFacts:
    """The table of one year, the years that are whole, and today."""

    year: int
    days: tuple[Holiday, ...]
    known: tuple[int, ...]
    today: date


class HolidaysSection(SectionPresenter):
    """节假日."""

    title = "节假日"
    empty = "这一年还没有录入。"
    heads = (
        Head(title="日期", width=128, bold=True),
        Head(title="星期", width=72),
        Head(title="名称", stretch=True),
        Head(title="放假或上班", width=128),
    )
    facts: HolidayFacts | None
    year = 0

    def look(self, reading: Reading) -> HolidayFacts:
        """This year's table, until another one is wanted."""
        today = hall_date(reading.now)
        year = self.year or today.year
        return HolidayFacts(
            year=year,
            days=tuple(holidays_of(reading, year)),
            known=tuple(known_years(reading)),
            today=today,
        )

    def note(self) -> str:
        """Which year, and whether it is whole."""
        facts = self.facts
        if facts is None:
            return ""
        whole = "已录全" if facts.year in facts.known else "未确认录全"
        return f"{facts.year} 年 · {whole} · 工作日按此表计算，缺年份时提示，不推算"

    def alarm(self) -> tuple[str, str]:
        """This year or the next one without a table."""
        facts = self.facts
        if facts is None:
            return "", "warn"
        now, following = facts.today.year, facts.today.year + 1
        if now not in facts.known:
            return f"{now} 年的节假日表没有录全，按工作日计的时限可能不准。", "over"
        if following in facts.known:
            return "", "warn"
        when = "请尽快录入" if facts.today.month >= 11 else "国务院办公厅一般在 11 月公布"
        return f"{following} 年的节假日表还没有，{when}。", "warn"

    def rows(self) -> tuple[Row, ...]:
        """Days off and make-up days."""
        days = self.facts.days if self.facts else ()
        return tuple(
            Row(
                key=each.day.isoformat(),
                cells=(
                    each.day.isoformat(),
                    weekday_word(each.day.weekday()),
                    each.name,
                    REST if each.off else WORK,
                ),
            )
            for each in days
        )

    def heading(self) -> str:
        """One day, or a new span."""
        day = self._day()
        return f"{day.day} {day.name}" if day else "录入一段"

    def entries(self) -> tuple[Entry, ...]:
        """The span, what it is and its name."""
        if self.facts is None:
            return ()
        day = self._day()
        text = day.day.isoformat() if day else ""
        off = "on" if day is None or day.off else "off"
        name = day.name if day else ""
        return (
            Entry(name="first", label="起日", value=text, required=True, half=True),
            Entry(name="last", label="止日", value=text, required=True, half=True),
            Entry(name="off", label="这几天", value=off, kind="choice", choices=_OFF),
            Entry(
                name="name",
                label="名称",
                value=name,
                required=True,
                hint="如 春节、调休上班；录错了就改回放假或上班",
            ),
        )

    def deeds(self) -> tuple[Deed, ...]:
        """A new span, other years, the year is whole."""
        facts = self.facts
        year = facts.year if facts else 0
        known = facts is not None and year in facts.known
        return (
            Deed(name="new", text="录入一段", icon="plus", key="Ctrl+N"),
            Deed(name="before", text="上一年", icon="left", key="Alt+Left"),
            Deed(name="after", text="下一年", icon="right", key="Alt+Right"),
            Deed(
                name="confirm",
                text="取消确认" if known else "确认录全",
                icon="undo" if known else "tick",
                key="Ctrl+K",
            ),
        )

    def deed(self, name: str) -> None:
        """Turns the year, empties the form, or says that the year is whole."""
        facts = self.facts
        assert facts is not None
        if name == "new":
            self.pick(NEW)
        elif name == "confirm":
            whole = facts.year not in facts.known
            words = f"{facts.year} 年已确认录全。" if whole else f"{facts.year} 年改为未录全。"
            self.act(
                confirm_year,
                self.staff.staff_no,
                then=lambda _: self.tell(words),
                year=facts.year,
                whole=whole,
            )
        else:
            self.year = facts.year + (1 if name == "after" else -1)
            self.current = ""
            self.refresh()

    def commit(self, values: dict[str, str]) -> None:
        """The span as typed."""
        first = needed_day(values["first"], "first")
        self.write(
            set_holidays,
            first=first,
            last=needed_day(values["last"] or values["first"], "last"),
            off=values["off"] == "on",
            name=values["name"],
        )

    def _day(self) -> Holiday | None:
        days = self.facts.days if self.facts else ()
        return next((each for each in days if each.day.isoformat() == self.current), None)
