"""A clerk's month (工号月度表, Art. 6(1), S1-9): times, rates, what was seen and corrected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hall_desk.domain import figures

LEAST_ITEMS = 10
TOO_FEW = "样本不足"


@dataclass(frozen=True, kw_only=True)
class Handled:
    """Handling times of finished items in whole seconds; too few of them say nothing."""

    items: int
    timed: int
    on_time: int
    median_s: int | None
    p90_s: int | None

    @property
    def enough(self) -> bool:
        """Whether there are items enough to compare."""
        return self.items >= LEAST_ITEMS

    @property
    def over_percent(self) -> int | None:
        """How many of a hundred items with a limit went beyond it."""
        return None if not self.timed else round((self.timed - self.on_time) * 100 / self.timed)


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A line of a month sheet: the day, what, and whether it speaks for the person."""

    day: date
    words: str
    good: bool = False


@dataclass(frozen=True, kw_only=True)
class MonthSheet:
    """One person's month beside the hall's median."""

    staff_no: str
    name: str
    month: date
    days: int
    late: int
    own: Handled
    hall_median_s: int | None
    ratings: tuple[tuple[str, int], ...]
    findings: tuple[Remark, ...]
    corrections: tuple[Remark, ...]


def handled(seconds: Sequence[int], on_time: Sequence[bool]) -> Handled:
    """The figures of some items; median and p90 only from ten items on (S1-9)."""
    enough = len(seconds) >= LEAST_ITEMS
    return Handled(
        items=len(seconds),
        timed=len(on_time),
        on_time=sum(on_time),
        median_s=figures.median(seconds) if enough else None,
        p90_s=figures.percentile(seconds, 90) if enough else None,
    )


def time_words(seconds: int | None) -> str:
    """04:06, or that there are too few items."""
    return TOO_FEW if seconds is None else f"{seconds // 60:02d}:{seconds % 60:02d}"


def month_after(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_before(month: date) -> date:
    """The first day of the month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
