"""People of the hall (人员), their roles, and what each role may do, as data."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.tickets import StaffNo

FAILURES_TO_LOCK = 5
LOCK_MINUTES = 30
IDLE_LOCK_S = 300
PASSWORD_LEAST = 8


class Role(StrEnum):
    """What somebody is in the hall."""

    CLERK = "clerk"
    DUTY_MANAGER = "duty_manager"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """One thing somebody may do."""

    SERVE = "serve"
    TAKE_MONEY = "take_money"
    OPEN_DAY = "open_day"
    CLOSE_DAY = "close_day"
    SUPERVISE = "supervise"
    ADD_TICKET = "add_ticket"
    APPROVE = "approve"
    REPORT = "report"
    SETTINGS = "settings"
    STAFF = "staff"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CLERK: frozenset({Right.SERVE, Right.TAKE_MONEY}),
    Role.DUTY_MANAGER: frozenset(Right),
    Role.ADMINISTRATOR: frozenset({Right.SETTINGS, Right.STAFF, Right.REPORT}),
}
ROLE_WORDS = {
    Role.CLERK: "柜员",
    Role.DUTY_MANAGER: "值班主任",
    Role.ADMINISTRATOR: "管理员",
}


@dataclass(frozen=True, kw_only=True)
class Staff:
    """A person with a staff number (工号); the password is kept as an argon2id hash.

    ``skills`` are the prefixes the person handles; empty means all (Art. 4(5)).
    """

    staff_no: StaffNo
    name: str
    role: Role
    password_hash: str
    failed: int
    locked_until: datetime | None
    active: bool
    skills: str = ""

    def may(self, right: Right) -> bool:
        """Whether the role grants the right."""
        return self.active and right in RIGHTS[self.role]

    def locked_at(self, now: datetime) -> bool:
        """Whether sign-in is locked at that moment."""
        return self.locked_until is not None and now < self.locked_until


def require(staff: Staff, right: Right) -> None:
    """Refuses with one sentence what the role does not grant."""
    if not staff.may(right):
        need = "值班主任" if right in RIGHTS[Role.DUTY_MANAGER] else "管理员"
        raise RuleBroken(f"工号 {staff.staff_no} 没有这项权限，请由{need}操作。")


def after_failure(staff: Staff, now: datetime) -> Staff:
    """One wrong password more; the fifth locks for 30 minutes."""
    failed = staff.failed + 1
    if failed < FAILURES_TO_LOCK:
        return replace(staff, failed=failed)
    return replace(staff, failed=0, locked_until=now + timedelta(minutes=LOCK_MINUTES))


def after_success(staff: Staff) -> Staff:
    """A right password clears the count."""
    return replace(staff, failed=0, locked_until=None)


def check_new_password(password: str, staff_no: str) -> None:
    """A password has at least 8 characters and is not the staff number."""
    if len(password) < PASSWORD_LEAST:
        raise RuleBroken(f"密码至少 {PASSWORD_LEAST} 位。", field="password")
    if password == staff_no:
        raise RuleBroken("密码不能与工号相同。", field="password")


def check_staff_no(staff_no: str) -> StaffNo:
    """A staff number is 2 to 12 letters or digits."""
    cleaned = staff_no.strip()
    if not (2 <= len(cleaned) <= 12 and cleaned.isascii() and cleaned.isalnum()):
        raise RuleBroken("工号应为 2 到 12 位字母或数字。", field="staff_no")
    return StaffNo(cleaned)
