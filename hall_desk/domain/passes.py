"""Return passes (回厅凭码): whoever comes back with papers or as booked need not queue again."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo


class PassKind(StrEnum):
    """Why the customer comes back."""

    PAPERS = "papers"
    BOOKED = "booked"


@dataclass(frozen=True, kw_only=True)
class ReturnPass:
    """A code printed on the notice or told on the telephone; it is good for one ticket.

    ``ground`` is the priority ground of that ticket (Y6 补件回厅, Y5 预约回厅); ``window_no`` and
    ``staff_no`` are where the matter began; ``wanted_at`` is the booked moment (UTC).
    """

    id: int
    code: str
    kind: PassKind
    service_code: str
    ground: str
    window_no: WindowNo | None
    staff_no: StaffNo
    ticket_id: TicketId | None
    item_id: int | None
    issued_at: datetime
    wanted_at: datetime | None
    valid_until: date
    used_at: datetime | None
    used_ticket_id: TicketId | None
    voided_at: datetime | None
    void_reason: str
