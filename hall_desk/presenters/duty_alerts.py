"""The alerts of the duty desk (预警): what needs a person now, the loudest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from hall_desk.domain.contacts import awaits_answer, due_at, overdue
from hall_desk.domain.days import hall_date
from hall_desk.domain.escalations import TRANSFERRED_TWICE, Escalation
from hall_desk.domain.limits import Stage
from hall_desk.domain.people import FAILURES_TO_LOCK
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.presenters.duty_tiles import (
    caller_place,
    clock_words,
    current_item,
    is_kiosk,
    short_kind,
)
from hall_desk.presenters.follow_ups import callback_words
from hall_desk.presenters.moments import clock_of, day_clock_of
from hall_desk.usecases.dutyboard import DutyFacts

KIOSK_DETAIL = "客户在取号机前等人帮忙"


@dataclass(frozen=True, kw_only=True)
class AlertLine:
    """One alert: ``loudness`` over (framed), warn or edge; ``action`` take, settle or window.

    ``taken`` is the green line of a call somebody has charge of; ``f4`` is the line of that key.
    """

    key: str
    icon: str
    title: str
    detail: str
    since: str
    figure: str
    figure_note: str
    loudness: str = "edge"
    taken: str = ""
    action: str = ""
    action_word: str = ""
    primary: bool = False
    f4: bool = False
    window: int | None = None
    rank: int = 0


def build_alerts(facts: DutyFacts, now: datetime) -> tuple[AlertLine, ...]:
    """All alerts of this moment: open calls, over limit, long suspensions, near, locked, taken."""
    lines = [
        *_calls(facts, now),
        *_limits(facts, now),
        *_suspensions(facts, now),
        *_left_behind(facts, now),
        *_locked(facts, now),
        *_due_acceptances(facts, now),
        *_follow_ups(facts, now),
        *_callbacks(facts, now),
        *_invoices(facts),
        *_answers(facts, now),
        *_expired(facts),
    ]
    return tuple(sorted(lines, key=lambda line: line.rank))


def open_calls(facts: DutyFacts) -> list[Escalation]:
    """Calls nobody has taken yet, oldest first."""
    return [call for call in facts.calls if call.taken_at is None]


def calls_note(facts: DutyFacts, now: datetime) -> str:
    """今日 5 件，平均接手 01:12; nothing without calls."""
    if not facts.calls:
        return ""
    taken = [call.seconds_to_take(now) for call in facts.calls if call.taken_at is not None]
    mean = f"，平均接手 {clock_words(round(sum(taken) / len(taken)))}" if taken else ""
    return f"今日呼叫 {len(facts.calls)} 件{mean}"


def _calls(facts: DutyFacts, now: datetime) -> Iterator[AlertLine]:
    codes = {look.ticket.id: look.ticket.code for look in facts.windows if look.ticket}
    running = [call for call in facts.calls if call.closed_at is None]
    # F4 takes the oldest call; when all are taken it writes the result of the oldest.
    next_up = next(iter(open_calls(facts) or running), None)
    for call in running:
        code = codes.get(call.ticket_id) if call.ticket_id else None
        parts = [code or "", call.reason or "没有写明原因"]
        if call.cause:  # what the program raised names its ticket itself
            parts = [call.reason]
        waits = call.taken_at is None
        yield AlertLine(
            key=f"call:{call.id}",
            icon="bell",
            title=_call_title(call),
            detail=KIOSK_DETAIL if is_kiosk(call) else " · ".join(part for part in parts if part),
            since=f"{clock_of(call.raised_at)} {_caller(call, facts)} {_raised_word(call)}",
            figure=clock_words(call.seconds_to_take(now)),
            figure_note="待接" if waits else "接手用时",
            loudness="over" if waits else "edge",
            taken="" if waits else _taken_words(call, facts),
            action="take" if waits else "settle",
            action_word="接手" if waits else "写结果",
            primary=waits and call is next_up,
            f4=call is next_up,
            window=call.window_no,
            rank=0 if waits else 5,
        )


def _call_title(call: Escalation) -> str:
    if call.cause == TRANSFERRED_TWICE:
        return f"{caller_place(call)} 第二次转接"
    return f"{caller_place(call)} 请{'引导员' if is_kiosk(call) else '值班主任'}"


def _raised_word(call: Escalation) -> str:
    return "转出" if call.cause == TRANSFERRED_TWICE else "呼叫"


def _left_behind(facts: DutyFacts, now: datetime) -> Iterator[AlertLine]:
    """Held customers whose clerk is gone: another window may take them back (F11)."""
    for ticket in facts.left_behind:
        held_at = ticket.held_at or now
        yield AlertLine(
            key=f"held:{ticket.id}",
            icon="pause",
            title=f"{ticket.code} 挂起，{ticket.window_no}号窗口已离开",
            detail="同类窗口空闲时按 F11 可取回；也可按 F8 退回队列",
            since=f"{clock_of(held_at)} 挂起",
            figure=clock_words(int((now - held_at).total_seconds())),
            figure_note="已挂起",
            loudness="warn",
            window=ticket.window_no,
            rank=2,
        )


def _caller(call: Escalation, facts: DutyFacts) -> str:
    """Who called: 1032 陈予安, or a customer at the kiosk."""
    name = facts.names.get(call.raised_by, "")
    return "客户" if is_kiosk(call) else f"{call.raised_by} {name}".rstrip()


def _taken_words(call: Escalation, facts: DutyFacts) -> str:
    who = facts.names.get(call.taken_by or "", call.taken_by or "")
    return f"{who} {clock_of(call.taken_at)} 接手，待写处理结果"


def _limits(facts: DutyFacts, now: datetime) -> Iterator[AlertLine]:
    for look in facts.windows:
        item = current_item(look.items)
        reading = item.reading(now) if item and item.finished_at is None else None
        if look.ticket is None or item is None or reading is None or reading.left_s is None:
            continue
        over = reading.stage is Stage.OVER
        if not over and reading.stage is not Stage.NEAR:
            continue
        said = "，窗口已致歉" if item.apologised_at else ""
        yield AlertLine(
            key=f"item:{item.id}",
            icon="over" if over else "warn",
            title=f"{look.place.no}号窗口 {'办理超时' if over else '将到时限'}",
            detail=f"{look.ticket.code} · {item.service_name}{said if over else ''}",
            since=f"{clock_of(item.started_at)} 开始，限时 {clock_words(reading.limit_s or 0)}",
            figure=clock_words(abs(reading.left_s)),
            figure_note="超限" if over else "剩余",
            loudness="warn" if over else "edge",
            action="window",
            action_word="查看",
            window=look.place.no,
            rank=1 if over else 3,
        )


def _suspensions(facts: DutyFacts, now: datetime) -> Iterator[AlertLine]:
    for stop in facts.suspensions:
        if not stop.overdue(now):
            continue
        yield AlertLine(
            key=f"stop:{stop.id}",
            icon="pause",
            title=f"{stopped_words(stop, facts.kinds)} 超过预计恢复时间",
            detail=f"{stop.reason} · 请客户到 {stop.alternative}",
            since=f"{clock_of(stop.from_at)} 起，预计 {clock_of(stop.expected_at)} 恢复",
            figure=clock_words(int((now - stop.expected_at).total_seconds())),
            figure_note="超过预计",
            loudness="warn",
            action="resume",
            action_word="恢复营业",
            window=stop.window_no,
            rank=2,
        )


def _follow_ups(facts: DutyFacts, now: datetime) -> Iterator[AlertLine]:
    """Bad answers that wait for the manager's call (回访)."""
    for follow in facts.follow_ups:
        rating = follow.rating
        due = rating.follow_due_at or rating.at
        late = due < now
        place = f"{rating.window_no}号窗口 · " if rating.window_no else ""
        left = abs(int((due - now).total_seconds())) // 60
        yield AlertLine(
            key=f"follow:{rating.id}",
            icon="star",
            title=f"{follow.code} 评价“{facts.levels.get(rating.level, '')}”",
            detail=f"{place}工号 {rating.staff_no} · 请回访客户",
            since=f"{day_clock_of(rating.at)} 评价，{day_clock_of(due)} 前回访",
            figure=f"{left // 60} 时 {left % 60:02d} 分",
            figure_note="超过期限" if late else "剩余",
            loudness="warn" if late else "edge",
            action="follow",
            action_word="回访",
            rank=2 if late else 4,
        )


def _callbacks(facts: DutyFacts, now: datetime) -> Iterator[AlertLine]:
    """Callbacks after paid services that are due today or late (Art. 26): one line for all."""
    if not facts.callbacks:
        return
    today = hall_date(now)
    late = sum(each.late(today) for each in facts.callbacks)
    oldest = facts.callbacks[0]
    name = facts.names.get(oldest.owner, "")
    yield AlertLine(
        key="callbacks",
        icon="phone",
        title=f"有偿服务回访{callback_words(facts.callbacks, today)}",
        detail=f"最早由 {f'{oldest.owner} {name}'.rstrip()} 负责",
        since=f"应在 {oldest.due_on.month}月{oldest.due_on.day}日 回访",
        figure=str(len(facts.callbacks)),
        figure_note="已过期" if late else "今日到期",
        loudness="warn" if late else "edge",
        action="callbacks",
        action_word="回访",
        rank=2 if late else 4,
    )


def _invoices(facts: DutyFacts) -> Iterator[AlertLine]:
    """E-invoices that are still owed, blue and red (Art. 25): one line for all."""
    if not facts.owed and not facts.red_owed:
        return
    parts = [f"待开 {facts.owed} 张" if facts.owed else ""]
    parts.append(f"待登记红字 {facts.red_owed} 张" if facts.red_owed else "")
    yield AlertLine(
        key="invoices",
        icon="receipt",
        title=f"数电票{'，'.join(part for part in parts if part)}",
        detail="由收款人在今日凭证录入票号，或记客户稍后索取",
        since="名单见值班日志“待开数电票”",
        figure=str(facts.owed + facts.red_owed),
        figure_note="待办",
        action="invoices",
        action_word="查看",
        rank=4,
    )


def stopped_words(stop: Suspension, kinds: dict[str, str]) -> str:
    """What stands still: 6号窗口, 业务办理, or 全厅."""
    if stop.scope is Scope.WINDOW:
        return f"{stop.window_no}号窗口"
    if stop.scope is Scope.SERVICE:
        return short_kind(kinds.get(stop.prefix or "", "")) + "类业务"
    return "全厅"


def _due_acceptances(facts: DutyFacts, now: datetime) -> Iterator[AlertLine]:
    """Promises of acceptances that end today or have ended (Art. 18): one line for all."""
    today = hall_date(now)
    over = sum(due < now for due in facts.due)
    ending = sum(due >= now and hall_date(due) == today for due in facts.due)
    if not over and not ending:
        return
    parts = [f"今日到期 {ending} 件" if ending else "", "逾期的须向客户说明原因" if over else ""]
    yield AlertLine(
        key="acceptances",
        icon="over" if over else "calendar",
        title=f"受理逾期 {over} 件" if over else f"受理今日到期 {ending} 件",
        detail=" · ".join(part for part in parts if part) if over else "请责任人今天答复或办结",
        since="见受理登记簿",
        figure=str(over or ending),
        figure_note="逾期" if over else "今日到期",
        loudness="warn" if over else "edge",
        action="acceptances",
        action_word="查看",
        rank=2 if over else 4,
    )


def _locked(facts: DutyFacts, now: datetime) -> Iterator[AlertLine]:
    for person in facts.locked:
        if person.locked_until is None or person.locked_until <= now:
            continue
        left = int((person.locked_until - now).total_seconds())
        yield AlertLine(
            key=f"lock:{person.staff_no}",
            icon="lock",
            title=f"工号 {person.staff_no} 已锁定",
            detail=f"{person.name} · 连续 {FAILURES_TO_LOCK} 次密码不对",
            since=f"{clock_of(person.locked_until)} 自动解锁，请问明是否本人",
            figure=clock_words(left),
            figure_note="后解锁",
            rank=4,
        )


def _answers(facts: DutyFacts, now: datetime) -> Iterator[AlertLine]:
    """Open answers past their promise (Art. 14(3)), in one line: who owes the oldest."""
    late = [c for c in facts.contacts if awaits_answer(c) and overdue(c, now)]
    if not late:
        return
    oldest = min(late, key=due_at)
    name = facts.names.get(oldest.owner, "")
    yield AlertLine(
        key="answers",
        icon="chat",
        title=f"{len(late)} 件记录后答复已超期",
        detail=f"首问 {oldest.code} {oldest.matter}",
        since=f"责任人 {f'{oldest.owner} {name}'.rstrip()}，"
        f"应在 {day_clock_of(due_at(oldest))} 前答复",
        figure=_late_words(now - due_at(oldest)),
        figure_note="超过时限",
        loudness="warn",
        action="register",
        action_word="查看",
        rank=2,
    )


def _expired(facts: DutyFacts) -> Iterator[AlertLine]:
    """Notices and prices whose time is over (Art. 5(1)): one line, it leads to the settings."""
    if not facts.expired:
        return
    yield AlertLine(
        key="expired",
        icon="over",
        title="公示或价目已过有效期",
        detail=facts.expired[0],
        since="过期的价目不能收费，请更新价目并重新公示",
        figure=str(len(facts.expired)),
        figure_note="件",
        loudness="warn",
        action="prices",
        action_word="处理",
        rank=2,
    )


def _late_words(late: timedelta) -> str:
    """A day and more in days, else clock words."""
    return f"{late.days} 天" if late.days else clock_words(int(late.total_seconds()))
