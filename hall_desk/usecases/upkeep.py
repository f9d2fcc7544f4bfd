"""Directory upkeep (通讯录维护, S1-2): departments, rungs, areas, large accounts, outlets.

Nothing is deleted: what is no longer in use is switched off and stays in the journal's reach.
"""

import re
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from hall_desk.domain.contacts import DirectoryEntry
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.ladder import HOTLINES, LEVELS, Area, KeyAccount
from hall_desk.domain.outlets import Outlet
from hall_desk.domain.payments import check_account_no
from hall_desk.domain.people import Right
from hall_desk.domain.texts import check_text
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import require_right, words_of

R = TypeVar("R", DirectoryEntry, Area, KeyAccount, Outlet)

_CODE = re.compile(r"[A-Z0-9]{1,12}")
_PREFIX = re.compile(r"[0-9]{3,13}")
_KINDS: dict[type[Any], tuple[str, str]] = {
    DirectoryEntry: ("code", "directory"),
    Area: ("code", "area"),
    KeyAccount: ("account_no", "key_account"),
    Outlet: ("code", "outlet"),
}


@dataclass(frozen=True, kw_only=True)
class Listings:
    """Everything the hall keeps of whom to turn to, switched-off entries too."""

    entries: tuple[DirectoryEntry, ...]
    areas: tuple[Area, ...]
    key_accounts: tuple[KeyAccount, ...]
    outlets: tuple[Outlet, ...]


def listings(reading: Reading) -> Listings:
    """The whole directory for its upkeep, each list by its code."""
    entry = schema.directory
    return Listings(
        entries=tuple(reading.all(DirectoryEntry, order_by=(entry.c.level, entry.c.code))),
        areas=tuple(reading.all(Area, order_by=schema.area.c.code)),
        key_accounts=tuple(reading.all(KeyAccount, order_by=schema.key_account.c.account_no)),
        outlets=tuple(reading.all(Outlet, order_by=schema.outlet.c.code)),
    )


def keep_entry(tx: Tx, *, entry: DirectoryEntry, new: bool = False) -> DirectoryEntry:
    """Writes a department or a rung; a changed contact has to be verified anew (S2-4)."""
    require_right(tx, Right.SUPERVISE)
    words = ("name", "person", "phone", "address", "hours", "deputy", "deputy_phone", "duty")
    wanted = _cleaned(entry, words)
    if not wanted.name:
        raise RuleBroken("请填名称。", field="name", article="S1-2")
    if wanted.deputy_phone and not wanted.deputy:
        raise RuleBroken("请填代班人姓名。", field="deputy", article="S1-2")
    before = _before(tx, wanted, new=new)
    if before is None:
        level_name = "部门" if wanted.level == 0 else LEVELS.get(wanted.level)
        if level_name is None:
            raise RuleBroken("只能添加部门和三级联系人。", field="level")
        fresh = replace(wanted, level_name=level_name, verified_on=None, enabled=True)
        return _added(tx, fresh)
    same = all(getattr(wanted, n) == getattr(before, n) for n in ("person", "phone", "address"))
    kept = replace(
        wanted,
        level=before.level,
        level_name=before.level_name,
        verified_on=before.verified_on if same else None,
        enabled=before.enabled,
    )
    return _changed(tx, before, kept)


def keep_area(tx: Tx, *, area: Area, new: bool = False) -> Area:
    """Writes an area; a rung may be left empty, which the ladder warns about (S2-1)."""
    require_right(tx, Right.SUPERVISE)
    wanted = _cleaned(area, ("name",))
    if not wanted.name:
        raise RuleBroken("请填台区名称。", field="name", article="S2-1")
    villages = tuple(check_text(each, "villages", most=40) for each in wanted.villages)
    prefixes = tuple("".join(each.split()) for each in wanted.account_prefixes)
    if any(not _PREFIX.fullmatch(prefix) for prefix in prefixes if prefix):
        raise RuleBroken("户号段写 3 到 13 位数字，用顿号隔开。", field="account_prefixes")
    for level, code, field in zip(
        LEVELS, wanted.rung_codes, ("manager_code", "station_code", "company_code"), strict=True
    ):
        entry = tx.find(DirectoryEntry, code=code) if code else None
        if code and (entry is None or entry.level != level):
            raise RuleBroken(f"请选一个{LEVELS[level]}。", field=field, article="S2-1")
    wanted = replace(
        wanted,
        villages=tuple(each for each in villages if each),
        account_prefixes=tuple(each for each in prefixes if each),
    )
    before = _before(tx, wanted, new=new)
    if before is None:
        return _added(tx, replace(wanted, enabled=True))
    return _changed(tx, before, replace(wanted, enabled=before.enabled))


def keep_key_account(tx: Tx, *, account: KeyAccount, new: bool = False) -> KeyAccount:
    """Writes a large customer's account and its manager, who must have a contact (S1-7)."""
    require_right(tx, Right.SUPERVISE)
    number = check_account_no(account.account_no)
    if not number:
        raise RuleBroken("请填户号。", field="account_no", article="11(5)")
    wanted = replace(_cleaned(account, ("name",)), account_no=number)
    if not wanted.name:
        raise RuleBroken("请填客户名称。", field="name")
    manager = tx.find(DirectoryEntry, code=wanted.manager_code) if wanted.manager_code else None
    if manager is None or not manager.enabled or not manager.complete:
        raise RuleBroken(
            "请选有联系人、电话和地址的客户经理。", field="manager_code", article="S1-2"
        )
    before = _before(tx, wanted, new=new)
    if before is None:
        return _added(tx, replace(wanted, enabled=True))
    return _changed(tx, before, replace(wanted, enabled=before.enabled))


def keep_outlet(tx: Tx, *, outlet: Outlet, new: bool = False) -> Outlet:
    """Writes another hall or an agent with the kinds it provides (Art. 5(2))."""
    require_right(tx, Right.SUPERVISE)
    wanted = _cleaned(outlet, ("name", "address", "phone", "hours"))
    for field, word in (("name", "名称"), ("address", "地址"), ("hours", "营业时间")):
        if not getattr(wanted, field):
            raise RuleBroken(f"请填网点{word}。", field=field, article="5(2)")
    kinds = words_of(tx, "kind")
    prefixes = "".join(prefix for prefix in kinds if prefix in wanted.prefixes)
    if not prefixes or set(wanted.prefixes) - set(kinds):
        raise RuleBroken(
            f"请写开办的业务类别字母（{'、'.join(kinds)}）。", field="prefixes", article="5(2)"
        )
    if wanted.kind not in ("hall", "agent"):
        raise RuleBroken("请选营业厅或代办点。", field="kind", article="5(2)")
    wanted = replace(wanted, prefixes=prefixes)
    before = _before(tx, wanted, new=new)
    if before is None:
        return _added(tx, replace(wanted, enabled=True))
    return _changed(tx, before, replace(wanted, enabled=before.enabled))


def switch_listing(tx: Tx, *, kind: type[R], key: str, enabled: bool) -> R:
    """Switches an entry of the directory off or on again; nothing is deleted."""
    require_right(tx, Right.SUPERVISE)
    name, table = _KINDS[kind]
    before = tx.get(kind, **{name: key})
    if getattr(before, "level", 0) in HOTLINES and not enabled:
        raise RuleBroken("95598 与 12398 须同时公示，不能停用。", field="enabled")
    wanted: R = replace(before, enabled=enabled)
    return tx.change(before, wanted, f"switch_{table}", guard="enabled")


def _cleaned(record: R, words: tuple[str, ...]) -> R:
    values: dict[str, Any] = {name: check_text(getattr(record, name), name) for name in words}
    return replace(record, **values)


def _before(tx: Tx, wanted: R, *, new: bool) -> R | None:
    """The record as it is, or None for a new one whose code is free and well formed."""
    name, _ = _KINDS[type(wanted)]
    key = getattr(wanted, name)
    if not new:
        return tx.get(type(wanted), **{name: key})
    if not _CODE.fullmatch(key) and name == "code":
        raise RuleBroken("编号用大写字母和数字，最多 12 位。", field="code")
    if tx.find(type(wanted), **{name: key}) is not None:
        raise RuleBroken(f"{key} 已经有了，请换一个编号。", field=name)
    return None


def _added(tx: Tx, record: R) -> R:
    added: R = tx.insert(record, f"add_{_KINDS[type(record)][1]}")
    return added


def _changed(tx: Tx, before: R, after: R) -> R:
    if before == after:
        raise RuleBroken("没有改动。")
    return tx.change(before, after, f"change_{_KINDS[type(before)][1]}", guard="name")
