"""The contact ladder in words (联系阶梯): rungs in order, gaps, stale entries, who is chosen."""

from datetime import date

from hall_desk.domain.contacts import DirectoryEntry
from hall_desk.domain.ladder import LEVELS, Area, LadderRung, area_of, next_above, rungs_of
from hall_desk.presenters.contact_state import ContactDraft, DepartmentChoice, RungState
from hall_desk.usecases.ladder import KeyAccountLook

ASK_AREA = "填户号或住址，或按 Ctrl+F 查"


def lacking(entry: DirectoryEntry) -> str:
    """What a directory entry lacks to be referred to (S1-2)."""
    pairs = ((entry.person, "联系人"), (entry.phone, "电话"), (entry.address, "地址"))
    missing = [word for value, word in pairs if not value.strip()]
    return f"缺{'、'.join(missing)}，不能选" if missing else ""


def departments_of(
    directory: tuple[DirectoryEntry, ...], areas: tuple[Area, ...] = ()
) -> tuple[DepartmentChoice, ...]:
    """Departments first, then the rungs of the ladder; hotlines are nobody's department."""
    departments = [entry for entry in directory if entry.level == 0]
    rungs = [entry for entry in directory if entry.level in LEVELS]
    return tuple(
        DepartmentChoice(
            code=entry.code,
            name=entry.office,
            why=lacking(entry),
            short=entry.name,
            villages=entry.level_name
            + "".join("".join(area.villages) for area in areas if entry.code in area.rung_codes),
        )
        for entry in departments + rungs
    )


def age_words(entry: DirectoryEntry, today: date) -> str:
    """2026-01-05 核实 · 66 天前; beyond 90 days it says so (S2-4)."""
    age = entry.age_days(today)
    if age is None or entry.verified_on is None:
        return "未核实过，请先打电话核实"
    words = f"{entry.verified_on:%Y-%m-%d} 核实"
    if entry.stale(today):
        return f"{words} · {age} 天前，已过 90 天"
    return f"{words} · {age} 天前" if age else f"{words} · 今天"


def rung_state(
    rung: LadderRung,
    above: LadderRung | None,
    today: date,
    *,
    chosen: str = "",
    tried: str = "",
    noted: bool = False,
) -> RungState:
    """One rung as shown; a gap names whom to turn to instead (S2-1)."""
    entry = rung.entry
    if rung.is_gap or entry is None:
        instead = "，请直接联系" + above.title if above is not None else "，请拨 95598"
        return _blank(rung.title, gap=f"没有登记{rung.title}{instead}")
    note = f"{entry.hours or '时间未登记'} · 一般第 {rung.level} 次联系" if noted else ""
    return RungState(
        code=entry.code,
        title=rung.title,
        person=entry.person,
        phone=entry.phone,
        address=entry.address,
        verified=age_words(entry, today),
        stale=entry.stale(today),
        tried=rung.title == tried,
        current=entry.code == chosen,
        note=note,
    )


def ladder_states(
    rungs: tuple[LadderRung, ...],
    today: date,
    *,
    chosen: str = "",
    tried: str = "",
    noted: bool = False,
) -> tuple[RungState, ...]:
    """All rungs of an area in order."""
    return tuple(
        rung_state(
            rung, next_above(rungs, rung.level), today, chosen=chosen, tried=tried, noted=noted
        )
        for rung in rungs
    )


def area_for(areas: tuple[Area, ...], draft: ContactDraft, account_no: str) -> Area | None:
    """The customer's area: chosen in the search, else by account number, else by the address."""
    chosen = next((area for area in areas if area.code == draft.area_code), None)
    return chosen or area_of(areas, account_no=account_no, address=draft.address)


def form_rungs(
    directory: tuple[DirectoryEntry, ...],
    area: Area | None,
    draft: ContactDraft,
    today: date,
    *,
    kept: bool = False,
) -> tuple[RungState, ...]:
    """The ladder beside the form: the customer's area's, or what is sure without knowing it."""
    entries = {entry.code: entry for entry in directory}
    chosen = _chosen(entries, draft)
    if area is not None:
        return ladder_states(rungs_of(area, entries), today, chosen=chosen, tried=draft.rung)
    states = []
    for level, title in LEVELS.items():
        there = [entry for entry in directory if entry.level == level]
        only = there[0] if len(there) == 1 else entries.get(chosen)
        if only is None or only.level != level:
            hint = "" if kept else ASK_AREA
            states.append(_blank(title, hint=hint, tried=title == draft.rung))
            continue
        rung = LadderRung(level=level, entry=only)
        states.append(rung_state(rung, None, today, chosen=chosen, tried=draft.rung))
    return tuple(states)


def manager_words(look: KeyAccountLook | None) -> str:
    """The account manager of a large customer (大客户经理, S1-7); empty for an ordinary one."""
    if look is None:
        return ""
    if look.manager is None:
        return "大客户，客户经理没有登记，请联系值班主任"
    return f"大客户经理 {look.manager.person} {look.manager.phone}"


def _chosen(entries: dict[str, DirectoryEntry], draft: ContactDraft) -> str:
    if draft.department_code in entries:
        return draft.department_code
    if not draft.person_phone:
        return ""
    same = [e for e in entries.values() if e.phone == draft.person_phone and e.level in LEVELS]
    return same[0].code if same else ""


def _blank(title: str, *, gap: str = "", hint: str = "", tried: bool = False) -> RungState:
    return RungState(
        code="",
        title=title,
        person="",
        phone="",
        address=hint,
        verified="",
        stale=False,
        tried=tried,
        current=False,
        gap=gap,
    )
