"""Settings of the hall (设置): limits, services, opening days; the regulation is the floor."""

from dataclasses import replace
from datetime import time

from hall_desk.domain.days import check_open_days
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import LEVEL_WORDS, HallProfile, Setting
from hall_desk.domain.limits import check_limit_change
from hall_desk.domain.people import Right
from hall_desk.domain.services import Service
from hall_desk.domain.texts import check_text
from hall_desk.store.transaction import Tx
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.queries import require_right, services, setting


def set_profile(
    tx: Tx, *, code: str, name: str, level: str, address: str, phone: str, slogan: str
) -> HallProfile:
    """Changes who the hall is on every screen and print (Art. 2), and its slogan (Art. 1)."""
    require_right(tx, Right.SETTINGS)
    rest = setting(tx, "closed_weekdays")
    assert isinstance(rest, list)
    check_open_days(level, frozenset(rest))
    old = profile_of(tx)
    new = replace(
        old,
        code=_needed(code, "code", "编号", most=20),
        name=_needed(name, "name", "名称", most=40),
        level=level,
        address=_needed(address, "address", "地址"),
        phone=check_text(phone, "phone", most=20),
        slogan=check_text(slogan, "slogan", most=40),
    )
    if level not in LEVEL_WORDS:
        raise RuleBroken("级别只能是县级或乡镇。", field="level", article="2")
    return tx.change(old, new, "change_profile", guard="name")


def _needed(text: str, field: str, word: str, *, most: int = 120) -> str:
    cleaned = check_text(text, field, most=most)
    if not cleaned:
        raise RuleBroken(f"请填营业厅{word}。", field=field, article="2")
    return cleaned


def set_hall(
    tx: Tx, *, profile: dict[str, str], hours: tuple[str, str], weekdays: frozenset[int]
) -> HallProfile:
    """Profile, hours and rest days in one go (营业厅 in the settings)."""
    require_right(tx, Right.SETTINGS)
    check_open_days(profile["level"], weekdays)
    # Noted first: a retry gives back the hall whose settings these are.
    tx.note("change_hall", "hall", {"id": tx.hall_id})
    _set(tx, "closed_weekdays", sorted(weekdays))
    set_hours(tx, opens=hours[0], closes=hours[1])
    return set_profile(tx, **profile)


def set_limit(tx: Tx, *, kind: str, minutes: int, reason: str = "") -> list[Service]:
    """Changes the limit of a kind; looser than Art. 11(3) needs a manager and a reason (Art. 3)."""
    staff = require_right(tx, Right.SETTINGS)
    check_limit_change(kind, minutes, is_manager=staff.may(Right.APPROVE), reason=reason)
    found = [service for service in services(tx) if service.kind == kind]
    old = found[0].limit_minutes
    tx.note(
        "override_limit",
        "limit",
        {"kind": kind},
        before={"minutes": old},
        after={"minutes": minutes, "reason": reason.strip()},
    )
    return [
        tx.change(service, replace(service, limit_minutes=minutes), "set_limit", guard="kind")
        for service in found
    ]


def set_service_enabled(tx: Tx, *, code: str, enabled: bool) -> Service:
    """Takes a service off the kiosk or puts it back; its history stays (Art. 10(1))."""
    require_right(tx, Right.SETTINGS)
    service = tx.get(Service, code=code)
    switched = replace(service, enabled=enabled)
    return tx.change(service, switched, "switch_service", guard="kind")


def set_closed_weekdays(tx: Tx, *, weekdays: frozenset[int]) -> Setting:
    """Sets weekly rest days; a hall of county level and above has none (Art. 10(3))."""
    require_right(tx, Right.SETTINGS)
    check_open_days(profile_of(tx).level, weekdays)
    return _set(tx, "closed_weekdays", sorted(weekdays))


def set_hours(tx: Tx, *, opens: str, closes: str) -> Setting:
    """Sets the posted hours, as HH:MM in the hall's zone; valid from the next opening."""
    require_right(tx, Right.SETTINGS)
    try:
        first, last = time.fromisoformat(opens), time.fromisoformat(closes)
    except ValueError:
        raise RuleBroken("营业时间请按 08:30 这样填。", field="hours") from None
    if first >= last:
        raise RuleBroken("下班时间应晚于上班时间。", field="hours")
    return _set(tx, "hours", [f"{first:%H:%M}", f"{last:%H:%M}"])


def _set(tx: Tx, name: str, value: object) -> Setting:
    old = tx.get(Setting, name=name)
    return tx.change(old, replace(old, value=value), "change_setting", guard="name")
