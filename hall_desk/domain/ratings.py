"""Ratings (服务评价): five levels and none, at each step of a matter (S1-11)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo

BAD_LEVELS = frozenset({1, 2})


class RatingStep(StrEnum):
    """The step of a matter that is rated."""

    COUNTER = "counter"
    BACK_OFFICE = "back_office"
    REPLY = "reply"
    CALLBACK = "callback"


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
