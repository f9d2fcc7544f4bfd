"""Month sheets on the screen (工号月度表, S1-9): everybody's month, one in full, printed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hall_desk.domain.days import hall_date
from hall_desk.domain.monthsheets import MonthSheet, Remark, month_after, month_before, time_words
from hall_desk.domain.people import Staff
from hall_desk.presenters.base import Desk
from hall_desk.presenters.printing import print_quietly
from hall_desk.presenters.sections import Deed, Entry, Head, Row, SectionPresenter
from hall_desk.store.transaction import Reading
from hall_desk.usecases.monthsheets import month_of_all

PrintMonth = Callable[[str, date], None]


@dataclass(frozen=True, kw_only=True)
class MonthFacts:
    """The sheets of a month."""

    month: date
    sheets: tuple[MonthSheet, ...]


class MonthsSection(SectionPresenter):
    """工号月度表."""

    title = "工号月度表"
    save_word = "打印月度表"
    save_icon = "print"
    empty = "这个月没有记录。"
    heads = (
        Head(title="工号", width=64, bold=True),
        Head(title="姓名", stretch=True),
        Head(title="办结", width=64, right=True),
        Head(title="按时", width=88, right=True),
        Head(title="中位", width=88, right=True),
        Head(title="90 分位", width=88, right=True),
        Head(title="评价", width=64, right=True),
        Head(title="巡查", width=72, right=True),
        Head(title="更正", width=64, right=True),
    )
    facts: MonthFacts | None

    def __init__(self, desk: Desk, staff: Staff, print_month: PrintMonth | None = None):
        super().__init__(desk, staff)
        self.print_month = print_month
        self.month: date | None = None

    def look(self, reading: Reading) -> MonthFacts:
        """This month, until another one is wanted."""
        month = self.month or self._this_month()
        return MonthFacts(month=month, sheets=tuple(month_of_all(reading, month)))

    def note(self) -> str:
        """Which month, and what the words mean."""
        if self.facts is None:
            return ""
        month = self.facts.month
        return f"{month.year}年{month.month}月 · 巡查为 表扬 / 不足 · 不足 10 件为样本不足"

    def rows(self) -> tuple[Row, ...]:
        """Everybody who serves."""
        return tuple(
            Row(key=each.staff_no, cells=_cells(each))
            for each in (self.facts.sheets if self.facts else ())
        )

    def heading(self) -> str:
        """Whose month."""
        sheet = self._sheet()
        return f"{sheet.staff_no} {sheet.name}" if sheet else ""

    def entries(self) -> tuple[Entry, ...]:
        """The month in words, for reading."""
        sheet = self._sheet()
        if sheet is None:
            return ()
        over = "—" if sheet.own.over_percent is None else f"{sheet.own.over_percent} %"
        ratings = "，".join(f"{level} {count}" for level, count in sheet.ratings if count)
        return (
            _shown("over", "超时率", over, half=True),
            _shown("hall", "全厅中位", time_words(sheet.hall_median_s), half=True),
            _shown("days", "出勤", f"{sheet.days} 天，迟到 {sheet.late} 次"),
            _shown("ratings", "评价", ratings or "本月没有评价"),
            _shown("findings", "值班巡查", _remarks(sheet.findings) or "本月没有巡查记录", lines=5),
            _shown(
                "corrections", "差错更正", _remarks(sheet.corrections) or "本月没有更正", lines=3
            ),
        )

    def deeds(self) -> tuple[Deed, ...]:
        """Other months."""
        this = self.month is None
        return (
            Deed(name="before", text="上个月", icon="left", key="Alt+Left"),
            Deed(
                name="after",
                text="下个月",
                icon="right",
                key="Alt+Right",
                off="已经是本月。" if this else "",
            ),
        )

    def deed(self, name: str) -> None:
        """Turns a month."""
        assert self.facts is not None
        turn = month_after if name == "after" else month_before
        wanted = turn(self.facts.month)
        self.month = None if wanted >= self._this_month() else wanted
        self.refresh()

    def save_off(self) -> str:
        """Nothing to print without a person."""
        return "" if self._sheet() else "请先选一位。"

    def commit(self, values: dict[str, str]) -> None:
        """Prints the chosen sheet."""
        sheet, send = self._sheet(), self.print_month
        assert sheet is not None
        if send is None:
            return
        month = sheet.month

        def _print(kind: str, _number: int) -> None:
            send(kind, month)

        print_quietly(self, _print, sheet.staff_no, 0, "月度表")

    def _sheet(self) -> MonthSheet | None:
        found = self.facts.sheets if self.facts else ()
        if not self.current and found:
            self.current = found[0].staff_no
        return next((each for each in found if each.staff_no == self.current), None)

    def _this_month(self) -> date:
        return hall_date(self.desk.hall.clock.now()).replace(day=1)


def _cells(sheet: MonthSheet) -> tuple[str, ...]:
    own = sheet.own
    good = sum(each.good for each in sheet.findings)
    return (
        sheet.staff_no,
        sheet.name,
        str(own.items),
        f"{own.on_time}/{own.timed}" if own.timed else "—",
        time_words(own.median_s),
        time_words(own.p90_s),
        str(sum(count for _, count in sheet.ratings)),
        f"{good} / {len(sheet.findings) - good}",
        str(len(sheet.corrections)),
    )


def _remarks(remarks: tuple[Remark, ...]) -> str:
    return "\n".join(
        f"{each.day:%m-%d} {'表扬：' if each.good else ''}{each.words}" for each in remarks
    )


def _shown(name: str, label: str, value: str, *, half: bool = False, lines: int = 0) -> Entry:
    kind = "text" if lines else "line"
    return Entry(
        name=name, label=label, value=value, kind=kind, locked=True, half=half, lines=lines or 1
    )
