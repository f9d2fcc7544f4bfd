"""Settings of single days (设置：营业时间, Art. 10(3), 12(2)), and the board they stand on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hall_desk.domain.days import hall_date
from hall_desk.domain.hours import HallHours, SpecialHours
from hall_desk.domain.people import Staff
from hall_desk.presenters.base import Desk
from hall_desk.presenters.printing import print_quietly
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
from hall_desk.usecases.hours import (
    drop_special_hours,
    hall_hours,
    hours_board_of,
    set_special_hours,
)

REST = Mark(word="休息", icon="stop", tone="over")
OTHER = Mark(word="调整", icon="clock", tone="info")
PAST = Mark(word="已过", icon="clock", tone="hold")


@dataclass(frozen=True, kw_only=True)
class HoursFacts:
    """The calendar, what the board says of the coming weeks, and today."""

    hours: HallHours
    coming: tuple[str, ...]
    today: date


class HoursSection(SectionPresenter):
    """营业时间."""

    title = "营业时间"
    empty = "没有特别安排：节假日照平时的时间营业。按 Ctrl+N 加一条。"
    saved_words = "已保存，营业时间牌重新打印后张贴。"
    heads = (
        Head(title="日期", width=236, bold=True),
        Head(title="名称", stretch=True),
        Head(title="营业时间", width=128),
        Head(title="状态", width=92),
    )
    facts: HoursFacts | None

    def __init__(self, desk: Desk, staff: Staff, print_board: Callable[[], None] | None = None):
        super().__init__(desk, staff)
        self.print_board = print_board or (lambda: None)

    def look(self, reading: Reading) -> HoursFacts:
        """The calendar of now."""
        board = hours_board_of(reading)
        return HoursFacts(
            hours=hall_hours(reading),
            coming=tuple(f"{each.name} {each.days}：{each.hours}" for each in board.spans),
            today=hall_date(reading.now),
        )

    def note(self) -> str:
        """The posted hours."""
        if self.facts is None:
            return ""
        hours = self.facts.hours
        return (
            f"平时 {hours.opens:%H:%M}–{hours.closes:%H:%M}，在“营业厅”栏目改；这里只填不同的日子"
        )

    def rows(self) -> tuple[Row, ...]:
        """Every entry by date."""
        return tuple(
            Row(
                key=each.first.isoformat(),
                cells=(_days(each), each.name, _words(each), self._mark(each)),
            )
            for each in (self.facts.hours.special if self.facts else ())
        )

    def heading(self) -> str:
        """The chosen entry, or a new one."""
        entry = self._entry()
        return f"{entry.name} {_days(entry)}" if entry else "新的安排"

    def entries(self) -> tuple[Entry, ...]:
        """Days, name, hours; the coming weeks as the board will say them."""
        facts, entry = self.facts, self._entry()
        if facts is None:
            return ()
        first = entry.first.isoformat() if entry else ""
        last = entry.last.isoformat() if entry else ""
        opens = f"{entry.opens:%H:%M}" if entry and entry.opens else ""
        closes = f"{entry.closes:%H:%M}" if entry and entry.closes else ""
        coming = "\n".join(facts.coming) or "近八周没有节假日，也没有特别安排。"
        return (
            Entry(
                name="first", label="起日", value=first, required=True, half=True,
                hint="如 2026-10-01",
            ),
            Entry(
                name="last", label="止日", value=last, required=True, half=True,
                hint="一天的与起日相同",
            ),
            Entry(name="name", label="名称", value=entry.name if entry else "", required=True),
            Entry(name="opens", label="上班", value=opens, half=True, hint="休息就不填"),
            Entry(name="closes", label="下班", value=closes, half=True),
            Entry(
                name="coming", label="营业时间牌上的近八周", value=coming, kind="text",
                lines=7, locked=True,
            ),
        )  # fmt: skip

    def deeds(self) -> tuple[Deed, ...]:
        """A new entry, one taken back, the board on paper."""
        off = "" if self._entry() else "请先选一条。"
        return (
            Deed(name="new", text="新安排", icon="plus", key="Ctrl+N"),
            Deed(name="drop", text="取消这条", icon="undo", key="Ctrl+K", off=off),
            Deed(name="print", text="打印营业时间牌", icon="print", key="Ctrl+P"),
        )

    def deed(self, name: str) -> None:
        """Empties the form, takes an entry back, or prints the board."""
        entry = self._entry()
        if name == "new":
            self.pick(NEW)
        elif name == "print":
            print_quietly(self, lambda *_: self.print_board(), "hours_board", 0, "营业时间牌")
        elif entry is not None:
            words = f"{entry.name}的安排已取消，照平时营业。"
            self.write(drop_special_hours, words, first=entry.first)

    def commit(self, values: dict[str, str]) -> None:
        """One entry, new or in the place of the chosen one."""
        entry = self._entry()
        self.write(
            set_special_hours,
            first=needed_day(values["first"], "first"),
            last=needed_day(values["last"] or values["first"], "last"),
            name=values["name"],
            opens=values["opens"],
            closes=values["closes"],
            instead_of=entry.first if entry else None,
        )

    def saved(self, words: str = "") -> None:
        """The entry may begin on another day: the first row is shown again."""
        super().saved(words)
        self.current = ""

    def _entry(self) -> SpecialHours | None:
        found = self.facts.hours.special if self.facts else ()
        if not self.current and found:
            today = self.facts.today if self.facts else date.max
            coming = [each for each in found if each.last >= today]
            self.current = (coming or list(found))[0].first.isoformat()
        return next((each for each in found if each.first.isoformat() == self.current), None)

    def _mark(self, entry: SpecialHours) -> Mark:
        assert self.facts is not None
        if entry.last < self.facts.today:
            return PAST
        return REST if entry.closed else OTHER


def _days(entry: SpecialHours) -> str:
    first = f"{entry.first} {weekday_word(entry.first.weekday())}"
    if entry.first == entry.last:
        return first
    return f"{first} 至 {entry.last:%m-%d} {weekday_word(entry.last.weekday())}"


def _words(entry: SpecialHours) -> str:
    if entry.opens is None or entry.closes is None:
        return "休息"
    return f"{entry.opens:%H:%M}–{entry.closes:%H:%M}"
