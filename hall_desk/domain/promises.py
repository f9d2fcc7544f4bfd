"""Promises (承诺时限, Art. 18): a limit is value and unit; from its start it makes a due moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from hall_desk.domain.acceptances import PromisedStage
from hall_desk.domain.days import HALL_ZONE, hall_date
from hall_desk.domain.holidays import (
    HolidayTable,
    add_days,
    add_months,
    add_workdays,
    roll_over,
)
from hall_desk.domain.services import Deadline, Service

ACCEPTED = "accepted"
DESIGN = "design_submitted"
INSPECTED = "inspection_passed"
SIGNED = "contract_signed"
CLOSED_ACCOUNT = "account_closed"
_BOTH = "inspection_passed_and_contract_signed"
EVENT_WORDS = {
    DESIGN: "设计资料送审",
    INSPECTED: "竣工检验合格",
    SIGNED: "签订供用电合同",
    CLOSED_ACCOUNT: "拆表销户",
}
UNIT_WORDS = {
    "minute": "分钟",
    "hour": "小时",
    "day": "天",
    "workday": "个工作日",
    "month": "个月",
}
PROFILE_WORDS = {
    "norm2003": "服务规范",
    "commitment2023": "十项承诺",
    "commitment2011": "2011 年承诺",
    "law1996": "部门规章",
    "qgdw1403": "质量标准",
    "SAMPLE_internal": "本厅设置",
}
VOLTAGES = ("低压", "高压")
LAST_SECOND = time(23, 59, 59)
_ARTICLES = {"14": "十四", "18": "十八", "20": "二十", "29": "二十九"}
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, kw_only=True)
class Due:
    """A due moment (UTC), and the years on its way without a holiday table: to be warned about."""

    at: datetime
    unknown_years: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Promises:
    """The stages promised for a service, and what the clerk is warned about."""

    stages: tuple[PromisedStage, ...]
    warnings: tuple[str, ...]


def end_of(day: date) -> datetime:
    """24:00 of a day, kept as its last second in the hall."""
    return datetime.combine(day, LAST_SECOND, HALL_ZONE)


def due_of(
    value: int, unit: str, start: datetime, table: HolidayTable, *, roll: bool = False
) -> Due:
    """When a limit ends that starts at a moment.

    The start day is not counted and the last day counts to its end; minutes and hours run from
    the moment itself. ``roll`` moves a last day that is no working day to the next one.
    """
    if unit == "minute":
        return Due(at=start + timedelta(minutes=value))
    if unit == "hour":
        return Due(at=start + timedelta(hours=value))
    first = hall_date(start)
    if unit == "day":
        last = add_days(first, value)
    elif unit == "workday":
        last = add_workdays(first, value, table)
    elif unit == "month":
        last = add_months(first, value)
    else:
        raise ValueError(f"no unit of time: {unit}")
    if roll:
        last = roll_over(last, table)
    counted = first + timedelta(days=1) if unit == "workday" else last
    unknown = {year for year in range(counted.year, last.year + 1) if year not in table.years}
    return Due(at=end_of(last), unknown_years=tuple(sorted(unknown)))


def promises_for(
    service: Service,
    profiles: Iterable[str],
    accepted_at: datetime,
    table: HolidayTable,
    *,
    events: Mapping[str, str] | None = None,
    voltage: str = "",
    roll: bool = False,
) -> Promises:
    """What is promised for a service accepted at a moment, under the profiles in force.

    Where two profiles promise the same stage the earlier one wins. ``events`` are the dates of
    what starts the other stages; a stage whose start has not happened has no due yet.
    """
    wanted = list(profiles)
    deadlines = [d for d in service.deadlines if d.profile in wanted]
    deadlines.sort(key=lambda d: wanted.index(d.profile))
    if voltage and len(voltages(deadlines)) > 1:
        deadlines = [d for d in deadlines if d.stage[:2] not in VOLTAGES or voltage in d.stage[:2]]
    stages = [
        PromisedStage(
            stage=each.stage,
            value=each.value,
            unit=each.unit,
            start_event=each.start_event,
            profile=each.profile,
            ref=each.ref,
            due_at=None,
        )
        for each in deadlines
    ]
    return start_stages(stages, events or {}, accepted_at, table, roll=roll)


def start_stages(
    stages: Iterable[PromisedStage],
    events: Mapping[str, str],
    accepted_at: datetime,
    table: HolidayTable,
    *,
    roll: bool = False,
) -> Promises:
    """The stages with the dues that follow from the events; the limits themselves never change."""
    started, unknown = [], set()
    for stage in stages:
        start = _start_of(stage.start_event, events, accepted_at)
        due = due_of(stage.value, stage.unit, start, table, roll=roll) if start else None
        started.append(replace(stage, due_at=due.at if due else None))
        unknown |= set(due.unknown_years) if due else set()
    warnings = tuple(
        f"没有 {year} 年的节假日表，按周一至周五推算，请值班主任补录后核对。"
        for year in sorted(unknown)
    )
    return Promises(stages=_earlier_wins(started), warnings=warnings)


def voltages(deadlines: Iterable[Deadline | PromisedStage]) -> tuple[str, ...]:
    """低压 and 高压 when a service promises them apart (Art. 18(2)): one must be chosen."""
    heads = {each.stage[:2] for each in deadlines}
    return VOLTAGES if heads.issuperset(VOLTAGES) else ()


def awaited(stages: Iterable[PromisedStage]) -> tuple[str, ...]:
    """The events that start the stages, in the order in which they happen."""
    wanted = {event for stage in stages for event in events_of(stage.start_event)}
    return tuple(event for event in EVENT_WORDS if event in wanted)


def events_of(start_event: str) -> tuple[str, ...]:
    """The events behind a start rule: 送电 of others starts with the later of two (Art. 18(3))."""
    if start_event == _BOTH:
        return (INSPECTED, SIGNED)
    return (start_event,) if start_event in EVENT_WORDS else ()


def limit_words(stage: PromisedStage | Deadline) -> str:
    """10 天, 5 个工作日."""
    return f"{stage.value} {UNIT_WORDS[stage.unit]}"


def start_words(stage: PromisedStage | Deadline) -> str:
    """From when a limit runs, such as 竣工检验合格且签订供用电合同后."""
    events = [EVENT_WORDS[event] for event in events_of(stage.start_event)]
    return ("且".join(events) or "受理") + "后"


def ref_words(stage: PromisedStage | Deadline) -> str:
    """The basis in Chinese: 服务规范第十八条（一）."""
    if not stage.ref.startswith("Art."):
        return "本厅设置（示例值）" if stage.ref.startswith("sample") else stage.ref
    number, _, part = stage.ref.split("/")[0].strip().removeprefix("Art.").partition("(")
    words = f"服务规范第{_ARTICLES.get(number, number)}条"
    digit = part.rstrip(")")
    return f"{words}（{_DIGITS[int(digit)]}）" if digit.isdecimal() and len(digit) == 1 else words


def _start_of(event: str, events: Mapping[str, str], accepted_at: datetime) -> datetime | None:
    needed = events_of(event)
    if not needed:
        return accepted_at
    if any(not events.get(name) for name in needed):
        return None
    day = max(date.fromisoformat(events[name]) for name in needed)
    return datetime.combine(day, time(), HALL_ZONE)


def _earlier_wins(stages: list[PromisedStage]) -> tuple[PromisedStage, ...]:
    """One promise a stage and start: the earlier due; the first profile's when they are equal."""
    kept: dict[tuple[str, ...], PromisedStage] = {}
    for stage in stages:
        key: tuple[str, ...] = (stage.stage, stage.start_event)
        before = kept.get(key)
        if stage.due_at is None:
            key = (*key, stage.profile)  # which one is earlier is known once it has started
        elif before is not None and before.due_at is not None and before.due_at <= stage.due_at:
            continue
        kept[key] = stage
    return tuple(kept.values())
