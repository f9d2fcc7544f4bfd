"""Accounts kept up (人员): name, role and skills changed, passwords set anew, accounts closed."""

from collections import Counter
from dataclasses import replace

from hall_desk.domain.days import WindowDay
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import Right, Role, Staff, check_new_password
from hall_desk.domain.texts import check_text
from hall_desk.store import schema
from hall_desk.store.transaction import Tx
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.loose_ends import LooseEnd, loose_ends
from hall_desk.usecases.people import hash_password
from hall_desk.usecases.queries import code_texts, find_day, require_right

_MATTERS = {
    "first_contact": "首问",
    "escalation": "请值班主任",
    "suspension": "暂停营业",
    "ticket": "客户",
    "sheet": "有偿服务单",
    "acceptance": "业务受理",
    "rating": "评价回访",
    "reconnection": "复电",
    "meter_test": "电能表校验",
    "work_order": "派工单",
    "callback": "有偿服务回访",
}


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
    before = set(loose_ends(tx)) if old.active and not new.active else None
    tx.change(old, new, "change_staff", guard="role")
    if before is not None:
        _check_left(old, [end for end in loose_ends(tx) if end not in before])
    return new


def _check_left(old: Staff, ends: list[LooseEnd]) -> None:
    """Who answers for something open is not closed before somebody else does (S3-7)."""
    if not ends:
        return
    counts = Counter(_MATTERS.get(end.kind, end.kind) for end in ends)
    told = "、".join(f"{words} {n} 件" for words, n in counts.items())
    raise RuleBroken(
        f"工号 {old.staff_no} 名下还有未结：{told}。请先办结或移交，再停用。",
        field="active",
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
