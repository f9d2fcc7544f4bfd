"""The opinion box (意见箱, Art. 12(3)): opened by two, each slip counted and answered for."""

from dataclasses import dataclass
from datetime import date, datetime

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.texts import LONG, check_text
from hall_desk.domain.tickets import StaffNo

NOTHING = "无内容"
MOST_SLIPS = 50


@dataclass(frozen=True, kw_only=True)
class Slip:
    """One slip out of the box: its words, and the register's number it got (or 无内容)."""

    words: str
    intake: str


@dataclass(frozen=True, kw_only=True)
class BoxOpening:
    """One opening: who opened, who stood by, when, which box, and every slip found."""

    id: int
    business_date: date
    opened_at: datetime
    place: str
    first_person: StaffNo
    second_person: StaffNo
    slips: tuple[Slip, ...]


def read_slips(text: str, count: int) -> tuple[str, ...]:
    """One line a slip; an empty slip is written as 无内容, so that the count always fits."""
    words = tuple(line.strip() for line in text.splitlines() if line.strip())
    if not 0 <= count <= MOST_SLIPS:
        raise RuleBroken(f"张数应在 0 到 {MOST_SLIPS} 之间。", field="count", article="12(3)")
    if len(words) != count:
        raise RuleBroken(
            f"清点 {count} 张，录入 {len(words)} 张：一行一张，空白的写“{NOTHING}”。",
            field="slips",
            article="12(3)",
        )
    return tuple(check_text(line, "slips", most=LONG) or NOTHING for line in words)


def check_two(first: str, second: str) -> None:
    """One name is not enough (Art. 12(3))."""
    if first == second:
        raise RuleBroken("开箱须两人在场，请另一位签名。", field="approved_by", article="12(3)")
