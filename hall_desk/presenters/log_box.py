"""The opinion box on the screen (意见箱, Art. 12(3)): what was found, and one opening more."""

from dataclasses import dataclass
from datetime import date, timedelta

from hall_desk.domain.days import BusinessDay, hall_date
from hall_desk.domain.opinionbox import NOTHING, BoxOpening, read_slips
from hall_desk.presenters.moments import clock_of
from hall_desk.presenters.sections import Entry, Head, Mark, Row, SectionPresenter, whole_number
from hall_desk.store.transaction import Reading
from hall_desk.usecases.opinionbox import last_opening, open_box, openings_of
from hall_desk.usecases.queries import find_day

SHOWN_DAYS = 31
EMPTY = Mark(word=NOTHING, icon="file", tone="hold")


@dataclass(frozen=True, kw_only=True)
class BoxFacts:
    """The day, and the openings of the last month."""

    day: BusinessDay | None
    openings: tuple[BoxOpening, ...]
    last: BoxOpening | None
    today: date


class BoxSection(SectionPresenter):
    """意见箱."""

    title = "意见箱"
    save_word = "两人签名并记下"
    save_icon = "pen"
    empty = "近一个月没有开箱记录。"
    heads = (
        Head(title="时间", width=112, bold=True),
        Head(title="意见箱", width=96),
        Head(title="两人", width=112),
        Head(title="内容", stretch=True),
        Head(title="受理号", width=104),
    )
    facts: BoxFacts | None

    def look(self, reading: Reading) -> BoxFacts:
        """The last month."""
        today = hall_date(reading.now)
        return BoxFacts(
            day=find_day(reading),
            openings=tuple(openings_of(reading, today - timedelta(days=SHOWN_DAYS), today)),
            last=last_opening(reading),
            today=today,
        )

    def note(self) -> str:
        """When the box was opened last."""
        last = self.facts.last if self.facts else None
        when = f"上次开箱 {last.business_date} · " if last else ""
        return f"{when}两人同时在场；每张意见都进首问登记簿，有受理号"

    def rows(self) -> tuple[Row, ...]:
        """Every slip of the last month, the newest opening first."""
        return tuple(
            row
            for opening in reversed(self.facts.openings if self.facts else ())
            for row in _rows_of(opening)
        )

    def heading(self) -> str:
        """The form is always for one more."""
        return "开箱记录"

    def pick(self, key: str) -> None:
        """Rows are for reading; the form stays."""

    def entries(self) -> tuple[Entry, ...]:
        """Which box, how many slips, what they say."""
        last = self.facts.last if self.facts else None
        return (
            Entry(
                name="place",
                label="哪个意见箱",
                value=last.place if last else "",
                required=True,
                half=True,
                hint="如 大厅门口",
            ),
            Entry(name="count", label="清点张数", required=True, half=True, hint="空箱填 0"),
            Entry(
                name="slips",
                label="逐张录入",
                kind="text",
                lines=9,
                hint=f"一行一张，照原话录；空白的写“{NOTHING}”",
            ),
        )

    def save_off(self) -> str:
        """An opening belongs to a business date."""
        open_now = self.facts is not None and self.facts.day is not None
        return "" if open_now else "营业厅还没有开门。"

    def commit(self, values: dict[str, str]) -> None:
        """One opening; the second person signs in for it."""
        slips = read_slips(values["slips"], whole_number(values["count"], "count"))
        self.act(
            open_box,
            self.staff.staff_no,
            then=self._kept,
            approvable=True,
            place=values["place"],
            slips=slips,
        )

    def _kept(self, opening: BoxOpening) -> None:
        numbers = [slip.intake for slip in opening.slips if slip.intake != NOTHING]
        told = f"，受理号 {'、'.join(numbers)}" if numbers else ""
        self.saved(f"已记下开箱 {len(opening.slips)} 张{told}。")


def _rows_of(opening: BoxOpening) -> list[Row]:
    head = (
        f"{opening.business_date:%m-%d} {clock_of(opening.opened_at)}",
        opening.place,
        f"{opening.first_person}、{opening.second_person}",
    )
    if not opening.slips:
        return [Row(key=f"{opening.id}", cells=(*head, "空箱", EMPTY))]
    return [
        Row(
            key=f"{opening.id}-{n}",
            cells=(*head, slip.words, EMPTY if slip.intake == NOTHING else slip.intake),
        )
        for n, slip in enumerate(opening.slips)
    ]
