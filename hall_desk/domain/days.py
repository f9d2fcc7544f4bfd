"""The business day (营业日): opening, the end of ticket issue, closing (日结)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.escalations import Escalation
from hall_desk.domain.tickets import StaffNo, WindowNo

HALL_ZONE = ZoneInfo("Asia/Shanghai")


def hall_date(moment: datetime) -> date:
    """The calendar date of a moment in the hall's zone."""
    return moment.astimezone(HALL_ZONE).date()


class DayState(StrEnum):
    """Whether the business day runs."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """One line of the opening checklist (班前检查); an unticked line needs a remark."""

    text: str
    ticked: bool
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class BusinessDay:
    """One business date: everything of it belongs to the date of its opening."""

    date: date
    state: DayState
    manager: StaffNo
    opened_at: datetime
    opens: time
    closes: time
    checklist: tuple[CheckLine, ...]
    issue_stopped_at: datetime | None
    closed_at: datetime | None
    closed_by: StaffNo | None
    closing: dict[str, object]

    def issue_ends_at(self) -> datetime:
        """The UTC moment at which ticket issue stops."""
        return datetime.combine(self.date, self.closes, HALL_ZONE)

    def issuing_at(self, now: datetime) -> bool:
        """Whether the kiosk gives tickets at that moment (Art. 11(9))."""
        return self.state is DayState.OPEN and now < self.issue_ends_at()

    def after_hours(self, now: datetime) -> bool:
        """Whether the moment lies after the posted hours."""
        return now >= self.issue_ends_at()


@dataclass(frozen=True, kw_only=True)
class WindowDay:
    """A window (窗口) on one business date: its kinds, its clerk and skills, whether it is open."""

    no: WindowNo
    business_date: date
    prefixes: str
    staff_no: StaffNo | None
    signed_in_at: datetime | None
    suspension_id: int | None
    apology_due: bool
    skills: str = ""

    def may_call(self, prefix: str) -> bool:
        """Whether window and clerk are enabled for that kind (Art. 4(5))."""
        return prefix in self.enabled

    @property
    def enabled(self) -> str:
        """The kinds that window and clerk are both enabled for."""
        return enabled_prefixes(self.prefixes, self.skills)


def enabled_prefixes(prefixes: str, skills: str) -> str:
    """The window's kinds its clerk can do; a clerk without a list can do all (Art. 4(5))."""
    return "".join(prefix for prefix in prefixes if not skills or prefix in skills)


def check_opening(
    *, hall_name: str, hall_address: str, checklist: tuple[CheckLine, ...], windows: dict[int, str]
) -> None:
    """The hall opens with a full profile, a done checklist and at least one window."""
    if not hall_name.strip() or not hall_address.strip():
        raise RuleBroken("营业厅名称或地址还没有填写，不能开门。", field="hall", article="2")
    for line in checklist:
        if not line.ticked and not line.remark.strip():
            raise RuleBroken(
                f"“{line.text}”没有打勾，请写明情况。", field="checklist", article="11(1)"
            )
    if not any(prefixes for prefixes in windows.values()):
        raise RuleBroken("请至少给一个窗口安排业务。", field="windows", article="10(1)")


def late_minutes(signed_in_at: datetime, opens_at: datetime) -> int:
    """Minutes late (Art. 11(1)): 08:31 for 08:30 is 1, on the dot is 0; begun minutes count."""
    seconds = (signed_in_at - opens_at).total_seconds()
    return 0 if seconds <= 0 else int(-(-seconds // 60))


def check_open_days(level: str, closed_weekdays: frozenset[int]) -> None:
    """A hall of county level and above has no weekly rest day (Art. 10(3)); Monday is 0."""
    if any(not 0 <= day <= 6 for day in closed_weekdays):
        raise RuleBroken("周休日只能是周一到周日。", field="closed_weekdays", article="10(3)")
    if level == "county+" and closed_weekdays:
        raise RuleBroken(
            "县级及以上营业厅无周休日，依据第十条第（三）款，不能设休息日。",
            field="closed_weekdays",
            article="10(3)",
        )


def check_closing(open_tickets: list[str]) -> None:
    """The day closes only when nobody waits or is being served (Art. 11(9))."""
    if open_tickets:
        shown = "、".join(open_tickets[:12]) + ("等" if len(open_tickets) > 12 else "")
        raise RuleBroken(
            f"还有 {len(open_tickets)} 位客户没有办完：{shown}。办完后才能日结。", article="11(9)"
        )


def check_calls(calls: list[Escalation]) -> None:
    """The day closes only when each call for the duty manager has a result (Art. 11(10))."""
    if calls:
        raise RuleBroken(
            f"还有 {len(calls)} 件请值班主任没有处理结果，写明后才能日结。", article="11(10)"
        )
