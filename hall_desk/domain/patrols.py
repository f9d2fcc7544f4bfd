"""Patrols of the duty manager (值班巡查, Art. 6(1)): what was seen, and at whose window."""

from dataclasses import dataclass
from datetime import date, datetime

from hall_desk.domain.tickets import StaffNo, WindowNo


@dataclass(frozen=True, kw_only=True)
class PatrolFinding:
    """One finding; ``commended`` tells a good example from a shortcoming."""

    id: int
    business_date: date
    at: datetime
    line: str
    finding: str
    staff_no: StaffNo | None
    window_no: WindowNo | None
    by: StaffNo
    commended: bool
