"""The fields of each list of the directory (通讯录), and the records they make."""

import re
from dataclasses import dataclass, replace
from typing import Any

from hall_desk.domain.contacts import DirectoryEntry
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.ladder import LEVELS, Area, KeyAccount
from hall_desk.domain.outlets import Outlet
from hall_desk.usecases.upkeep import Listings

DEPARTMENTS, RUNGS, AREAS, KEY_ACCOUNTS, OUTLETS = "dept", "rung", "area", "key", "outlet"
LISTS = (
    (DEPARTMENTS, "部门"),
    (RUNGS, "联系阶梯"),
    (AREAS, "台区"),
    (KEY_ACCOUNTS, "大客户"),
    (OUTLETS, "网点"),
)
OUTLET_KINDS = (("hall", "营业厅"), ("agent", "代办点"))
_LEVEL_CHOICES = tuple((str(level), word) for level, word in LEVELS.items())
_SPLIT = re.compile(r"[、，,;；\s]+")

Record = DirectoryEntry | Area | KeyAccount | Outlet


@dataclass(frozen=True, kw_only=True)
class FieldSpec:
    """A field: its name, label, whether it takes the whole width, what is chosen from."""

    name: str
    label: str
    wide: bool = False
    required: bool = False
    hint: str = ""
    chosen: bool = False


def _field(name: str, label: str, **more: Any) -> FieldSpec:
    return FieldSpec(name=name, label=label, **more)


_CODE = _field("code", "编号", required=True, hint="大写字母和数字，以后不改")
_CONTACT = (
    _field("person", "联系人", required=True),
    _field("phone", "电话", required=True),
    _field("address", "地址", wide=True, required=True),
    _field("deputy", "代班人"),
    _field("deputy_phone", "代班电话"),
)
FIELDS: dict[str, tuple[FieldSpec, ...]] = {
    DEPARTMENTS: (
        _CODE,
        _field("name", "部门名称", required=True),
        *_CONTACT,
        _field("hours", "时间"),
        _field("duty", "职责", wide=True),
    ),
    RUNGS: (
        _CODE,
        _field("level", "级别", required=True, chosen=True),
        _field("name", "台区或单位名称", wide=True, required=True),
        *_CONTACT,
        _field("hours", "时间"),
    ),
    AREAS: (
        _CODE,
        _field("name", "台区名称", required=True),
        _field("villages", "村、社区", wide=True, hint="用顿号隔开"),
        _field("account_prefixes", "户号段", wide=True, hint="户号的前几位，用顿号隔开"),
        _field("manager_code", "台区经理", chosen=True),
        _field("station_code", "供电所", chosen=True),
        _field("company_code", "供电公司", chosen=True),
    ),
    KEY_ACCOUNTS: (
        _field("account_no", "户号", required=True, hint="10 或 13 位"),
        _field("manager_code", "客户经理", wide=True, required=True, chosen=True),
        _field("name", "客户名称", wide=True, required=True),
    ),
    OUTLETS: (
        _CODE,
        _field("kind", "种类", required=True, chosen=True),
        _field("name", "网点名称", wide=True, required=True),
        _field("address", "地址", wide=True, required=True),
        _field("phone", "电话"),
        _field("hours", "营业时间", required=True),
        _field("prefixes", "开办业务", wide=True, required=True),
    ),
}


def key_of_list(kind: str) -> str:
    """The field that names a record of the list."""
    return "account_no" if kind == KEY_ACCOUNTS else "code"


def records_of(kind: str, found: Listings) -> tuple[Record, ...]:
    """The records of one list, switched-off ones too."""
    if kind in (DEPARTMENTS, RUNGS):
        departments = kind == DEPARTMENTS
        return tuple(entry for entry in found.entries if (entry.level == 0) == departments)
    lists: dict[str, tuple[Record, ...]] = {
        AREAS: found.areas,
        KEY_ACCOUNTS: found.key_accounts,
        OUTLETS: found.outlets,
    }
    return lists[kind]


def choices_of(name: str, found: Listings) -> tuple[tuple[str, str], ...]:
    """What a field is chosen from; an empty rung is a gap."""
    if name == "level":
        return _LEVEL_CHOICES
    if name == "kind":
        return OUTLET_KINDS
    levels = {"manager_code": (0, 1), "station_code": (2,), "company_code": (3,)}[name]
    return tuple(
        (entry.code, entry.name if entry.level > 1 else f"{entry.person} · {entry.name}")
        for entry in found.entries
        if entry.level in levels and entry.enabled
    )


def typed_of(record: Record) -> dict[str, str]:
    """A record as its fields show it."""
    texts: dict[str, str] = {}
    for name in record.__dataclass_fields__:
        value = getattr(record, name)
        if isinstance(value, tuple):
            texts[name] = "、".join(value)
        elif isinstance(value, str | int) and not isinstance(value, bool):
            texts[name] = str(value)
    return texts


def record_from(kind: str, typed: dict[str, str], before: Record | None) -> Record:
    """The record the fields make; what is not on the form stays as it is."""
    texts = {spec.name: typed.get(spec.name, "").strip() for spec in FIELDS[kind]}
    base = before or _blank(kind, texts)
    values: dict[str, Any] = dict(texts)
    if kind == RUNGS:
        values["level"] = int(texts["level"] or 0)
    if kind == AREAS:
        for name in ("villages", "account_prefixes"):
            values[name] = tuple(part for part in _SPLIT.split(texts[name]) if part)
    if kind == OUTLETS:
        values["prefixes"] = "".join(_SPLIT.split(texts["prefixes"])).upper()
    return replace(base, **values)


def _blank(kind: str, texts: dict[str, str]) -> Record:
    key = texts[key_of_list(kind)]
    if not key:
        name = key_of_list(kind)
        raise RuleBroken("请填户号。" if name == "account_no" else "请填编号。", field=name)
    if kind in (DEPARTMENTS, RUNGS):
        if kind == RUNGS and not texts["level"]:
            raise RuleBroken("请选级别。", field="level")
        return DirectoryEntry(
            code=key,
            level=0,
            level_name="",
            name="",
            person="",
            phone="",
            address="",
            hours="",
            verified_on=None,
        )
    if kind == AREAS:
        return Area(
            code=key,
            name="",
            villages=(),
            account_prefixes=(),
            manager_code="",
            station_code="",
            company_code="",
        )
    if kind == KEY_ACCOUNTS:
        return KeyAccount(account_no=key, name="", manager_code="")
    return Outlet(
        code=key, name="", kind="", address="", phone="", hours="", prefixes="", enabled=True
    )
