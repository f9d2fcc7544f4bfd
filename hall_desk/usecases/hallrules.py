"""Rules of the line and of deadlines (时限与排队): one save, each figure checked at its field."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import Setting
from hall_desk.domain.limits import REGULATION_MINUTES
from hall_desk.domain.people import Right
from hall_desk.domain.services import Service
from hall_desk.domain.texts import check_text
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.callbacks import callback_days
from hall_desk.usecases.housekeeping import set_limit
from hall_desk.usecases.queries import require_right, services, setting

BASE_PROFILE = "norm2003"
PROFILE_WORDS = {
    "norm2003": "2003 服务规范",
    "commitment2023": "2023 十项承诺",
    "SAMPLE_internal": "本厅内控",
}
BOUNDS = {
    "cap": (1, 9, "连续优先号上限"),
    "return_after": (0, 9, "过号回来排在几位之后"),
    "most_wait_minutes": (5, 240, "最长等候"),
    "reply_workdays": (1, 30, "答复时限"),
    "hint_from": (1, 999, "提示起点"),
    "callback_days": (1, 30, "有偿服务回访"),
}


@dataclass(frozen=True, kw_only=True)
class HallRules:
    """What the hall has set for its line, its deadlines and its kiosk."""

    cap: int
    return_after: int
    most_wait_minutes: int
    reply_workdays: int
    profiles: tuple[str, ...]
    link: str
    link_words: str
    hint_from: int
    limits: tuple[tuple[str, int], ...]
    callback_days: int = 3

    def limit(self, kind: str) -> int:
        """Minutes per piece of a kind."""
        return dict(self.limits)[kind]


def rules_of(reading: Reading) -> HallRules:
    """The rules in force."""
    policy, kiosk = _table(reading, "queue_policy"), _table(reading, "kiosk")
    profiles, days = setting(reading, "profiles"), setting(reading, "reply_workdays")
    assert isinstance(profiles, list)
    assert isinstance(days, int)
    return HallRules(
        cap=int(policy["cap"]),
        return_after=int(policy["return_after"]),
        most_wait_minutes=int(policy["most_wait_minutes"]),
        reply_workdays=days,
        profiles=tuple(profiles),
        link=str(kiosk["link"]),
        link_words=str(kiosk["link_words"]),
        hint_from=int(kiosk["hint_from"]),
        limits=tuple((kind, _limit_of(services(reading), kind)) for kind in REGULATION_MINUTES),
        callback_days=callback_days(reading),
    )


def change_rules(tx: Tx, *, rules: HallRules, reason: str = "") -> Setting:
    """Writes what differs from the rules in force; a looser limit needs a reason (Art. 3).

    Another profile of promises counts for new cases only (Art. 36): old ones keep their dates.
    """
    require_right(tx, Right.SETTINGS)
    old = rules_of(tx)
    checked = _checked(rules)
    # Noted first: a retry gives back the policy, whatever else was changed with it.
    tx.note("change_rules", "setting", {"name": "queue_policy"})
    for kind, minutes in checked.limits:
        if minutes != old.limit(kind):
            set_one_limit(tx, kind, minutes, reason)
    _merge(tx, "kiosk", ("link", "link_words", "hint_from"), checked)
    _write(tx, "profiles", list(checked.profiles))
    _write(tx, "reply_workdays", checked.reply_workdays)
    _write(tx, "callback_days", checked.callback_days)
    return _merge(tx, "queue_policy", ("cap", "return_after", "most_wait_minutes"), checked)


def set_one_limit(tx: Tx, kind: str, minutes: int, reason: str) -> None:
    """One limit; what is refused is told at the field of its kind."""
    try:
        set_limit(tx, kind=kind, minutes=minutes, reason=reason)
    except RuleBroken as refusal:
        field = "limit_reason" if refusal.field == "reason" else f"limit_{kind}"
        raise RuleBroken(str(refusal), field=field, article=refusal.article) from refusal


def _checked(rules: HallRules) -> HallRules:
    for name, (least, most, words) in BOUNDS.items():
        if not least <= getattr(rules, name) <= most:
            raise RuleBroken(f"{words}应在 {least} 到 {most} 之间。", field=name)
    unknown = [name for name in rules.profiles if name not in PROFILE_WORDS]
    if unknown or BASE_PROFILE not in rules.profiles:
        raise RuleBroken("2003 服务规范是底线，不能停用。", field="profiles", article="3")
    link = check_text(rules.link, "link", most=300)
    if link and (urlsplit(link).scheme not in ("http", "https") or not urlsplit(link).netloc):
        raise RuleBroken("链接请以 https:// 开头，写完整。", field="link")
    words = check_text(rules.link_words, "link_words", most=20)
    if link and not words:
        raise RuleBroken("请填链接旁边的文字。", field="link_words")
    ordered = tuple(name for name in PROFILE_WORDS if name in rules.profiles)
    return replace(rules, link=link, link_words=words, profiles=ordered)


def _merge(tx: Tx, name: str, fields: tuple[str, ...], rules: HallRules) -> Setting:
    """Only the named figures: a setting may hold more than this page knows."""
    return _write(tx, name, {**_table(tx, name), **{f: getattr(rules, f) for f in fields}})


def _write(tx: Tx, name: str, value: object) -> Setting:
    old = tx.get(Setting, name=name)
    return tx.change(old, replace(old, value=value), "change_setting", guard="name")


def _table(reading: Reading, name: str) -> dict[str, Any]:
    value = setting(reading, name)
    assert isinstance(value, dict)
    return value


def _limit_of(found: list[Service], kind: str) -> int:
    minutes = [s.limit_minutes for s in found if s.kind == kind and s.limit_minutes]
    return minutes[0] if minutes else REGULATION_MINUTES[kind]
