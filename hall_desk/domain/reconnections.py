"""Reconnection after arrears (欠费复电, Art. 22(2)): within 24 hours, explained when late."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.tickets import StaffNo

RECONNECT_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class Reconnection:
    """A task that begins with the payment; moments in UTC."""

    id: int
    business_date: date
    payment_id: int
    account_no: str
    customer_name: str
    phone: str
    address: str
    owner: StaffNo
    due_at: datetime
    passed_on_at: datetime | None = None
    passed_on_to: str = ""
    done_at: datetime | None = None
    done_by: str = ""
    late_reason: str = ""
    explained_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancel_reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the power is still off."""
        return self.done_at is None and self.cancelled_at is None

    def late(self, now: datetime) -> bool:
        """Whether the 24 hours are over; the last second still counts."""
        return (self.done_at or now) > self.due_at


def pass_on(task: Reconnection, *, to: str, now: datetime) -> Reconnection:
    """The team that goes was told."""
    expect_open(task)
    if not to:
        raise RuleBroken("请填通知了谁（班组或人员）。", field="passed_on_to", article="22(2)")
    return replace(task, passed_on_at=now, passed_on_to=to)


def finish(task: Reconnection, *, by: StaffNo, late_reason: str, now: datetime) -> Reconnection:
    """Power is back; after 24 hours only with the reason, which was told to the customer."""
    expect_open(task)
    if task.late(now) and not late_reason:
        raise RuleBroken(
            "已过 24 小时，请写未按时复电的原因，并向客户说明。",
            field="late_reason",
            article="22(2)",
        )
    late = task.late(now)
    return replace(
        task,
        done_at=now,
        done_by=by,
        late_reason=late_reason if late else "",
        explained_at=now if late else None,
    )


def cancel(task: Reconnection, *, reason: str, now: datetime) -> Reconnection:
    """The payment behind it was taken back."""
    expect_open(task)
    return replace(task, cancelled_at=now, cancel_reason=reason)


def expect_open(task: Reconnection) -> None:
    """Refuses what is done or cancelled already."""
    if not task.is_open:
        raise RuleBroken("这件复电已办结或已取消，已为您刷新。")
