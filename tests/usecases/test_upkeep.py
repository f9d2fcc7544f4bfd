"""Directory upkeep: edited, verified, added and switched off by the manager; nothing deleted."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hall_desk.domain.contacts import DirectoryEntry
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.ladder import Area, KeyAccount
from hall_desk.domain.outlets import Outlet
from hall_desk.usecases import contacts, upkeep
from hall_desk.usecases.hall import Hall, new_op
from tests.conftest import MANAGER, Day


def get(hall: Hall, kind: type[Any], **key: str) -> Any:
    return hall.ask(lambda reading: reading.get(kind, **key))


@pytest.mark.rule("S1-2")
def test_a_department_keeps_duty_contact_and_deputy(hall: Hall, day: Day) -> None:
    old = get(hall, DirectoryEntry, code="JL")
    wanted = replace(old, duty="装表接电", deputy="郑示例", deputy_phone="000-0000-0112")
    kept = day.do(upkeep.keep_entry, MANAGER, entry=wanted)
    assert (kept.duty, kept.deputy, kept.person) == ("装表接电", "郑示例", "王示例")
    assert kept.verified_on == old.verified_on


@pytest.mark.rule("S2-4")
def test_a_changed_contact_is_stale_until_it_is_verified(hall: Hall, day: Day) -> None:
    old = get(hall, DirectoryEntry, code="JL")
    kept = day.do(upkeep.keep_entry, MANAGER, entry=replace(old, phone="000-0000-0912"))
    assert kept.verified_on is None
    checked = day.do(
        contacts.verify_contact,
        MANAGER,
        code="JL",
        person=kept.person,
        phone=kept.phone,
        address=kept.address,
    )
    assert checked.verified_on == date(2026, 3, 12)


def test_only_the_duty_manager_keeps_the_directory(hall: Hall, day: Day) -> None:
    entry = get(hall, DirectoryEntry, code="JL")
    area = get(hall, Area, code="QY01")
    account = get(hall, KeyAccount, account_no="3600160000018")
    outlet = get(hall, Outlet, code="W01")
    wanted: list[tuple[Any, dict[str, Any]]] = [
        (upkeep.keep_entry, {"entry": replace(entry, duty="x")}),
        (upkeep.keep_area, {"area": replace(area, name="x")}),
        (upkeep.keep_key_account, {"account": replace(account, name="x")}),
        (upkeep.keep_outlet, {"outlet": replace(outlet, name="x")}),
        (upkeep.switch_listing, {"kind": Area, "key": "QY01", "enabled": False}),
        (contacts.verify_contact, {"code": "JL", "person": "x", "phone": "1", "address": "x"}),
    ]
    for verb, given in wanted:
        with pytest.raises(RuleBroken, match="权限"):
            day.do(verb, "1032", **given)
        day.do(verb, MANAGER, **given)


def test_a_retry_of_a_new_entry_gives_back_the_first(hall: Hall) -> None:
    fresh = replace(get(hall, DirectoryEntry, code="JL"), code="YK", name="业扩班")
    op = new_op()
    first = hall.do(upkeep.keep_entry, MANAGER, op, entry=fresh, new=True)
    again = hall.do(upkeep.keep_entry, MANAGER, op, entry=fresh, new=True)
    assert first == again
    assert (first.level_name, first.verified_on, first.enabled) == ("部门", None, True)


@pytest.mark.parametrize(("code", "field"), [("jl", "code"), ("JL", "code"), ("", "code")])
def test_a_new_code_is_free_and_well_formed(hall: Hall, day: Day, code: str, field: str) -> None:
    fresh = replace(get(hall, DirectoryEntry, code="JL"), code=code)
    with pytest.raises(RuleBroken) as refusal:
        day.do(upkeep.keep_entry, MANAGER, entry=fresh, new=True)
    assert refusal.value.field == field


def test_a_third_hotline_is_not_added_and_the_two_are_not_switched_off(
    hall: Hall, day: Day
) -> None:
    fresh = replace(get(hall, DirectoryEntry, code="L4"), code="L6")
    with pytest.raises(RuleBroken, match="三级联系人"):
        day.do(upkeep.keep_entry, MANAGER, entry=fresh, new=True)
    for code in ("L4", "L5"):
        with pytest.raises(RuleBroken, match="同时公示"):
            day.do(upkeep.switch_listing, MANAGER, kind=DirectoryEntry, key=code, enabled=False)


def test_what_is_switched_off_is_no_longer_offered_and_comes_back(hall: Hall, day: Day) -> None:
    day.do(upkeep.switch_listing, MANAGER, kind=DirectoryEntry, key="JJ", enabled=False)
    assert "JJ" not in {entry.code for entry in hall.ask(contacts.directory)}
    assert "JJ" in {entry.code for entry in hall.ask(upkeep.listings).entries}
    day.do(upkeep.switch_listing, MANAGER, kind=DirectoryEntry, key="JJ", enabled=True)
    assert "JJ" in {entry.code for entry in hall.ask(contacts.directory)}


@pytest.mark.rule("S2-1")
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"manager_code": "L2"}, "manager_code"),
        ({"station_code": "XX"}, "station_code"),
        ({"account_prefixes": ("36",)}, "account_prefixes"),
        ({"account_prefixes": ("36001a",)}, "account_prefixes"),
        ({"name": " "}, "name"),
    ],
)
def test_an_area_names_rungs_of_the_right_level(
    hall: Hall, day: Day, values: dict[str, Any], field: str
) -> None:
    area = get(hall, Area, code="QY01")
    with pytest.raises(RuleBroken) as refusal:
        day.do(upkeep.keep_area, MANAGER, area=replace(area, **values))
    assert refusal.value.field == field
    kept = day.do(upkeep.keep_area, MANAGER, area=replace(area, manager_code=""))
    assert kept.manager_code == ""


@pytest.mark.rule("S1-2", "S1-7")
def test_a_large_customer_has_a_manager_with_a_contact(hall: Hall, day: Day) -> None:
    account = get(hall, KeyAccount, account_no="3600160000018")
    bare = replace(get(hall, DirectoryEntry, code="JC"), phone="")
    day.do(upkeep.keep_entry, MANAGER, entry=bare)
    for code in ("JC", "", "XX"):
        wanted = replace(account, manager_code=code)
        with pytest.raises(RuleBroken) as refusal:
            day.do(upkeep.keep_key_account, MANAGER, account=wanted)
        assert refusal.value.field == "manager_code"
    fresh = replace(account, account_no="36001")
    with pytest.raises(RuleBroken) as refusal:
        day.do(upkeep.keep_key_account, MANAGER, account=fresh, new=True)
    assert refusal.value.field == "account_no"
    fresh = replace(account, account_no="3600160000026")
    assert day.do(upkeep.keep_key_account, MANAGER, account=fresh, new=True) == fresh


@pytest.mark.rule("5(2)")
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"prefixes": ""}, "prefixes"),
        ({"prefixes": "AZ"}, "prefixes"),
        ({"address": ""}, "address"),
        ({"hours": ""}, "hours"),
        ({"kind": "shop"}, "kind"),
    ],
)
def test_an_outlet_says_where_when_and_for_what(
    hall: Hall, day: Day, values: dict[str, str], field: str
) -> None:
    outlet = get(hall, Outlet, code="W01")
    with pytest.raises(RuleBroken) as refusal:
        day.do(upkeep.keep_outlet, MANAGER, outlet=replace(outlet, **values))
    assert refusal.value.field == field
    kept = day.do(upkeep.keep_outlet, MANAGER, outlet=replace(outlet, prefixes="CA"))
    assert kept.prefixes == "AC"
