"""Accounts kept up (人员): name, role and skills changed, passwords set anew, accounts closed."""

from dataclasses import replace

from hall_desk.domain.days import WindowDay
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import Right, Role, Staff, check_new_password
from hall_desk.domain.texts import check_text
from hall_desk.store import schema
from hall_desk.store.transaction import Tx
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.leaving import managers_only, matter_words, owned_by
from hall_desk.usecases.people import hash_password
from hall_desk.usecases.queries import code_texts, find_day, require_right


def change_staff(
    tx: Tx, *, staff_no: str, name: str, role: Role, skills: str, active: bool
) -> Staff:
    """Changes an account; ``skills`` are prefixes, all of them or none mean any (Art. 4(5))."""
    require_right(tx, Right.STAFF)
    old = tx.get(Staff, staff_no=staff_no)
    words = check_text(name, "name", most=40)
    if not words:
        raise RuleBroken("请填姓名。", field="name")
    kinds = [entry.code for entry in code_texts(tx, "kind")]
    if not set(skills) <= set(kinds):
        raise RuleBroken("技能只能选本厅的业务类别。", field="skills", article="4(5)")
    kept = "".join(code for code in kinds if code in skills)
    kept = "" if len(kept) == len(kinds) else kept
    new = replace(old, name=words, role=role, skills=kept, active=active)
    if active and not old.active:
        new = replace(new, failed=0, locked_until=None)
    _check_change(tx, old, new)
    if old.may(Right.SERVE) and not new.may(Right.SERVE):
        _check_left(old, owned_by(tx, staff_no), "active" if not new.active else "role")
    elif old.may(Right.SUPERVISE) and not new.may(Right.SUPERVISE):
        _check_left(old, managers_only(tx, staff_no), "role")
    return tx.change(old, new, "change_staff", guard="role")


def _check_left(old: Staff, owned: dict[str, int], field: str) -> None:
    """Who answers for something open stays until somebody else does (S3-7)."""
    if owned:
        then = "停用" if field == "active" else "改岗"
        raise RuleBroken(
            f"工号 {old.staff_no} 名下还有未结：{matter_words(owned)}。请先转交或办结，再{then}。",
            field=field,
            article="S3-7",
        )


def _check_change(tx: Tx, old: Staff, new: Staff) -> None:
    """Nobody shuts themselves out, leaves a customer alone, or leaves the hall without a chief."""
    if old.staff_no == tx.actor and (not new.active or new.role is not old.role):
        raise RuleBroken("不能停用自己或改自己的岗位，请由另一位操作。", field="role")
    if old.role is Role.DUTY_MANAGER and not (new.active and new.role is Role.DUTY_MANAGER):
        table = schema.staff
        managers = tx.all(Staff, table.c.role == Role.DUTY_MANAGER, table.c.active == int(True))
        if [each.staff_no for each in managers] == [old.staff_no]:
            raise RuleBroken(
                "这是最后一位值班主任，不能停用或改岗。", field="role", article="10(2)"
            )
    day = find_day(tx)
    if day is None:
        return
    if day.manager == old.staff_no and (not new.active or new.role is not old.role):
        raise RuleBroken("今天由其值班，请先交接班。", field="role", article="10(2)")
    if new.active and new.role is old.role:
        return
    table = schema.window_day
    held = tx.all(WindowDay, table.c.business_date == day.date, table.c.staff_no == old.staff_no)
    if held:
        raise RuleBroken(
            f"工号 {old.staff_no} 正在{held[0].no}号窗口上岗，请先离岗。", field="role"
        )


def reset_password(hall: Hall, actor: str, *, staff_no: str, password: str) -> Staff:
    """Sets a new first password and lifts a lock; the hash is made outside the transaction."""
    check_new_password(password, staff_no)
    password_hash = hash_password(password)

    def _reset(tx: Tx) -> Staff:
        require_right(tx, Right.STAFF)
        old = tx.get(Staff, staff_no=staff_no)
        new = replace(old, password_hash=password_hash, failed=0, locked_until=None)
        return tx.change(old, new, "reset_password", guard="failed")

    return hall.do(_reset, actor)
