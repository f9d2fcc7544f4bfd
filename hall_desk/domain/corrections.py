"""Corrections of closed items (差错更正, Art. 6(2)): the old values stay and the reason too."""

from dataclasses import dataclass
from datetime import date, datetime

from hall_desk.domain.tickets import StaffNo, TicketId


@dataclass(frozen=True, kw_only=True)
class ServiceError:
    """A mistake put right: what it was before and after, why, by whom, and the apology."""

    id: int
    business_date: date
    ticket_id: TicketId | None
    item_id: int | None
    what: str
    reason: str
    grade: str
    before: dict[str, object]
    after: dict[str, object]
    corrected_by: StaffNo
    corrected_at: datetime
    apologised_at: datetime | None
