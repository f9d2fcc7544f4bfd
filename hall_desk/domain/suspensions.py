"""Suspension (暂停营业, Art. 11(8)): a state of a window, a kind or the hall, with its sign."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.tickets import StaffNo, WindowNo


class Scope(StrEnum):
    """What stops."""

    WINDOW = "window"
    SERVICE = "service"
    HALL = "hall"


@dataclass(frozen=True, kw_only=True)
class Suspension:
    """Why something stopped, since when, until about when, and where to go instead."""

    id: int
    scope: Scope
    window_no: WindowNo | None
    prefix: str | None
    reason_code: str
    reason: str
    from_at: datetime
    expected_at: datetime
    alternative: str
    by: StaffNo
    approved_by: StaffNo | None
    resumed_at: datetime | None
    resumed_by: StaffNo | None

    @property
    def is_open(self) -> bool:
        """Whether it still holds."""
        return self.resumed_at is None

    def overdue(self, now: datetime) -> bool:
        """Whether the expected return has passed without a resume."""
        return self.is_open and now > self.expected_at

    def minutes(self, until: datetime) -> int:
        """Whole minutes it lasted so far."""
        end = self.resumed_at or until
        return max(0, int((end - self.from_at).total_seconds()) // 60)


def check_suspension(
    *, suspension: Suspension, in_service: str | None, stranded: dict[str, int], approved: bool
) -> None:
    """Refuses with a customer in service; the last window of a kind needs the duty manager.

    ``stranded`` maps the name of each kind that no other window would serve to the number waiting.
    """
    if in_service is not None:
        raise RuleBroken(
            f"{in_service} 还在本窗口，请办结或转接后再暂停。", field="window", article="11(8)"
        )
    if not suspension.reason.strip():
        raise RuleBroken("请选暂停原因。", field="reason", article="11(8)")
    if suspension.expected_at <= suspension.from_at:
        raise RuleBroken("预计恢复时间应晚于开始时间。", field="expected_at", article="11(8)")
    if not suspension.alternative.strip():
        raise RuleBroken("请写明请客户到哪里办理。", field="alternative", article="11(8)")
    if suspension.scope is not Scope.WINDOW and not approved:
        raise ApprovalNeeded("暂停某类业务或全厅须由值班主任批准。", article="11(8)")
    if stranded and not approved:
        words = "、".join(f"{kind} {n} 人" for kind, n in stranded.items())
        raise ApprovalNeeded(
            f"这是最后一个可办窗口，还有客户等候（{words}），须由值班主任批准。", article="11(8)"
        )


def resume(suspension: Suspension, *, by: StaffNo, now: datetime) -> Suspension:
    """Open again."""
    if not suspension.is_open:
        raise RuleBroken("已经恢复营业。")
    return replace(suspension, resumed_at=now, resumed_by=by)
