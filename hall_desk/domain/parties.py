"""Parties (办理人): by which name and account a visit can be found again."""

from dataclasses import dataclass
from datetime import date, datetime

from hall_desk.domain.tickets import StaffNo, TicketId


@dataclass(frozen=True, kw_only=True)
class Party:
    """A name and an account number noted during a visit; ``initials`` are those of the pinyin."""

    id: int
    business_date: date
    ticket_id: TicketId | None
    source: str
    source_id: int
    name: str
    initials: str
    account_no: str
    staff_no: StaffNo
    at: datetime
