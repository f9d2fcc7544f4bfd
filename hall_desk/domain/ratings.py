"""Ratings (服务评价): five levels and none, at each step of a matter (S1-11)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo

BAD_LEVELS = frozenset({1, 2})
BEST = 5
CHANGE_S = 10
"""How long a misclick may be put right."""


class RatingStep(StrEnum):
    """The step of a matter that is rated."""

    COUNTER = "counter"
    BACK_OFFICE = "back_office"
    REPLY = "reply"
    CALLBACK = "callback"


class GivenBy(StrEnum):
    """How the answer came: touched by the customer, keyed by the clerk, asked on a callback."""

    SCREEN = "screen"
    KEYS = "keys"
    ASKED = "asked"


@dataclass(frozen=True, kw_only=True)
class Rating:
    """One answer: 5 to 1, or 0 for none; a bad one has a follow-up until it is closed."""

    id: int
    business_date: date
    step: RatingStep
    subject: str
    subject_id: int
    ticket_id: TicketId | None
    level: int
    given_by: str
    staff_no: StaffNo
    window_no: WindowNo | None
    at: datetime
    follow_owner: str
    follow_due_at: datetime | None
    follow_result: str
    follow_closed_at: datetime | None
    follow_closed_by: StaffNo | None

    @property
    def is_bad(self) -> bool:
        """Whether it needs a follow-up (回访)."""
        return self.level in BAD_LEVELS

    @property
    def follow_open(self) -> bool:
        """Whether somebody still owes the customer a follow-up."""
        return bool(self.follow_owner) and self.follow_closed_at is None


def check_level(level: int) -> int:
    """A level from 5 to 1, or 0 for none."""
    if not 0 <= level <= BEST:
        raise RuleBroken("评价只有 5 到 1 级，0 是未评价。", field="level")
    return level


def regrade(rating: Rating, *, level: int, given_by: GivenBy, now: datetime) -> Rating:
    """Another answer for the same step: a misclick of 10 s, or the customer's own touch.

    What the customer touched outweighs what was keyed; a clerk never turns a bad answer good.
    """
    check_level(level)
    if rating.follow_closed_at is not None:
        raise RuleBroken("这条评价已经回访办结，不能再改。", field="level")
    touched = given_by is GivenBy.SCREEN
    if touched and rating.given_by != GivenBy.SCREEN:
        return replace(rating, level=level, given_by=given_by)
    if not touched and rating.given_by == GivenBy.SCREEN:
        raise RuleBroken("客户已在客户屏上评价，窗口不能改。", field="level")
    if now - rating.at > timedelta(seconds=CHANGE_S):
        raise RuleBroken(f"评价已记录，超过 {CHANGE_S} 秒不能再改。", field="level")
    if rating.is_bad and level not in BAD_LEVELS and not touched:
        raise RuleBroken("不满意的评价不能由窗口改好，值班主任会回访。", field="level")
    return replace(rating, level=level, given_by=given_by)


def with_follow_up(rating: Rating, *, owner: StaffNo, due_at: datetime) -> Rating:
    """A bad answer gets an owner and a due moment; a better one needs none."""
    if not rating.is_bad:
        return replace(rating, follow_owner="", follow_due_at=None)
    if rating.follow_owner:
        return rating
    return replace(rating, follow_owner=owner, follow_due_at=due_at)


def close_follow_up(rating: Rating, *, result: str, by: StaffNo, now: datetime) -> Rating:
    """The follow-up is done, with its result in words."""
    if not rating.follow_open:
        raise RuleBroken("这条评价没有待办的回访。")
    if not result:
        raise RuleBroken("请填回访结果。", field="follow_result")
    return replace(rating, follow_result=result, follow_closed_at=now, follow_closed_by=by)
