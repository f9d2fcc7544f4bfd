"""One-time notices (一次性告知单): exactly the missing papers, told once (Art. 11(4))."""

from dataclasses import dataclass
from datetime import date, datetime

from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A notice handed over; ``signature_mode`` is empty until the customer signed."""

    id: int
    business_date: date
    number: int
    ticket_id: TicketId
    item_id: int
    service_code: str
    service_name: str
    missing: tuple[str, ...]
    staff_no: StaffNo
    window_no: WindowNo
    given_at: datetime
    signature_mode: str
    signed_at: datetime | None
    pass_id: int | None
    reprints: int
