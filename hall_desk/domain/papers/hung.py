"""Papers of the manager: a public notice to hang up (公示), a clerk's month sheet (工号月度表)."""

from dataclasses import dataclass, field

from .head import HallHead, Hotlines


@dataclass(frozen=True, kw_only=True)
class PublicNoticePaper:
    """A notice as it hangs in the hall; ``expired`` prints the red stamp."""

    hall: HallHead
    title: str
    version: int
    valid: str  # "2026-03-12 起"
    approval_doc: str = ""
    lines: tuple[str, ...]  # headings 【…】, rows of cells apart by ｜, sentences
    expired: bool = False
    published: str = ""
    printed_at: str = ""
    hotlines: Hotlines = field(default_factory=Hotlines)


@dataclass(frozen=True, kw_only=True)
class MonthRemark:
    """A finding or a correction: the day, the words, praise or not."""

    day: str
    words: str
    good: bool = False


@dataclass(frozen=True, kw_only=True)
class MonthSheetPaper:
    """One person's month, figures as words."""

    hall: HallHead
    month: str  # "2026年3月"
    staff_no: str
    name: str
    figures: tuple[tuple[str, str], ...]
    ratings: tuple[tuple[str, str], ...]
    findings: tuple[MonthRemark, ...]
    corrections: tuple[MonthRemark, ...]
    definitions: str
    printed_at: str
    printed_by: str
