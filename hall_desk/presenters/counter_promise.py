"""What the counter shows of acceptances (受理与承诺): promised dues, and the open ones."""

from datetime import date, datetime

from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.days import HALL_ZONE, hall_date
from hall_desk.domain.items import Item
from hall_desk.domain.promises import promises_for, ref_words
from hall_desk.domain.tracking import running
from hall_desk.presenters.counter_state import Action, TaskLine
from hall_desk.presenters.counter_visit_state import PromiseView
from hall_desk.usecases.businesspapers import due_words
from hall_desk.usecases.counters import Catalogue

ACCEPTANCE = "acceptance:"
"""What the key of an acceptance begins with in 我的待办; a first contact's is its id."""
_MOST = 3


def promise_view(
    item: Item | None, acceptance: Acceptance | None, catalogue: Catalogue, now: datetime
) -> PromiseView:
    """Promised stages of the item in hand: as they would be now, or as they were given."""
    service = catalogue.services.get(item.service_code) if item is not None else None
    if item is None or service is None or item.kind != "business":
        return PromiseView()
    no_warnings: tuple[str, ...] = ()
    if acceptance is not None:
        stages, warnings = acceptance.promises, no_warnings
    else:
        found = promises_for(service, catalogue.profiles, now, catalogue.holidays)
        stages, warnings = found.stages, found.warnings
    lines = tuple((stage.stage, due_words(stage), ref_words(stage)) for stage in stages[:_MOST])
    more = f"另有 {len(stages) - _MOST} 个环节，见受理单。" if len(stages) > _MOST else ""
    nothing = "" if stages else "没有后台承诺时限，由责任人跟进。"
    return PromiseView(
        shown=True,
        accepted=f"受理号 SL-{acceptance.code}" if acceptance is not None else "",
        lines=lines,
        note=next(iter(warnings), "") or more or nothing,
        button="打开受理单" if acceptance is not None else "受理登记",
    )


def accept_action(item: Item | None) -> Action:
    """Whether the acceptance page can be opened for the item in hand."""
    if item is None:
        return Action(on=False, why="开始办理后可用")
    if item.kind != "business":
        return Action(on=False, why="本项不是用电业务，不用填受理单")
    return Action()


def acceptance_task(acceptance: Acceptance, now: datetime) -> TaskLine:
    """An open acceptance in 我的待办: what is due next."""
    due = acceptance.due_at or acceptance.accepted_at
    first = next(iter(running(acceptance)), None)
    step = first.stage if first is not None else "跟进"
    return TaskLine(
        key=f"{ACCEPTANCE}{acceptance.id}",
        title=f"受理 {acceptance.business_date:%m%d}-{acceptance.number:03d}",
        due=due_label(due, now),
        due_today=_day(due) <= _day(now),
        note=f"{step}：{acceptance.service_name}",
        overdue=due < now,
    )


def due_label(due: datetime, now: datetime) -> str:
    """今日 17:30, 3月16日, 已过 3月11日."""
    local = due.astimezone(HALL_ZONE)
    if _day(due) == _day(now):
        words = "今日到期" if (local.hour, local.minute) == (23, 59) else f"今日 {local:%H:%M}"
    else:
        words = f"{local.month}月{local.day}日"
    return f"已过 {words}" if _day(due) < _day(now) else words


def _day(moment: datetime) -> date:
    return hall_date(moment)
