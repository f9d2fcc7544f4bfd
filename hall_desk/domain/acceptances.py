"""Acceptances (受理登记): what the back office owes, until when, and who answers for it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo


class AcceptanceState(StrEnum):
    """Whether somebody still answers for it."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class ReceivedPaper:
    """A paper taken in (所收资料): copies, whether the original was seen, when it went back."""

    name: str
    copies: int
    original_seen: bool
    returned_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PromisedStage:
    """A back-office stage and its limit as promised: value and unit stay together (Art. 18).

    ``due_at`` is None while the event that starts the stage has not happened.
    """

    stage: str
    value: int
    unit: str
    start_event: str
    profile: str
    ref: str
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """An accepted application (受理单); the owner answers for it until it is closed.

    ``events`` holds dates such as ``inspection_passed``; ``rule_version`` the profiles that were
    in force: a change of settings never moves a promise that was given (Art. 36).
    """

    id: int
    business_date: date
    number: int
    ticket_id: TicketId
    item_id: int
    service_code: str
    service_name: str
    applicant: str
    id_kind: str
    id_no: str
    phone: str
    account_no: str
    address: str
    papers: tuple[ReceivedPaper, ...]
    promises: tuple[PromisedStage, ...]
    events: dict[str, str]
    rule_version: str
    owner: StaffNo
    window_no: WindowNo
    accepted_at: datetime
    signature_mode: str
    signed_at: datetime | None
    state: AcceptanceState
    due_at: datetime | None
    closed_at: datetime | None
    closed_by: StaffNo | None
    result: str
    late_reason: str
    late_told_at: datetime | None
    returned_at: datetime | None
    returned_to: str
    reprints: int

    @property
    def code(self) -> str:
        """The number on the sheet, such as 20260312-005."""
        return f"{self.business_date:%Y%m%d}-{self.number:03d}"


@dataclass(frozen=True, kw_only=True)
class FormCorrection:
    """A mistake found while a form was checked (Art. 11(5)); the wrong value is not kept."""

    id: int
    business_date: date
    ticket_id: TicketId | None
    item_id: int | None
    form: str
    field: str
    message: str
    staff_no: StaffNo
    at: datetime
