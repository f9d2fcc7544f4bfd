"""A call for the duty manager (请值班主任, Art. 11(10)): raised, taken, closed with a decision."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo

TRANSFERRED_TWICE = "transfer"
"""The cause of an alert: a customer was handed over a second time (内转外不转, S1-1)."""


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """One call for help and how long it took until somebody had it.

    ``cause`` is empty for a call somebody made, or what made the program raise it.
    """

    id: int
    business_date: date
    window_no: WindowNo | None
    ticket_id: TicketId | None
    reason: str
    raised_by: StaffNo
    raised_at: datetime
    taken_by: StaffNo | None
    taken_at: datetime | None
    decision: str
    closed_at: datetime | None
    cause: str = ""

    def seconds_to_take(self, now: datetime) -> int:
        """Seconds from the call until taken, or until now."""
        return max(0, int(((self.taken_at or now) - self.raised_at).total_seconds()))


def take(escalation: Escalation, *, by: StaffNo, now: datetime) -> Escalation:
    """The duty manager has it (接手)."""
    if escalation.taken_at is not None:
        raise RuleBroken(f"{escalation.taken_by} 已经接手。", article="11(10)")
    return replace(escalation, taken_by=by, taken_at=now)


def settle(escalation: Escalation, *, decision: str, now: datetime) -> Escalation:
    """Closed with what was decided (处理结果)."""
    if escalation.taken_at is None:
        raise RuleBroken("请先接手，再写处理结果。", article="11(10)")
    if escalation.closed_at is not None:
        raise RuleBroken("这件已有处理结果。", article="11(10)")
    if not decision.strip():
        raise RuleBroken("请写处理结果。", field="decision", article="11(10)")
    return replace(escalation, decision=decision, closed_at=now)
