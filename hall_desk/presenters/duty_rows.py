"""The smaller parts of the duty desk: waiting rows, first contacts, today, 暂停/恢复."""

from datetime import datetime

from hall_desk.domain.contacts import FirstContact, due_at
from hall_desk.domain.days import HALL_ZONE, hall_date
from hall_desk.domain.escalations import Escalation
from hall_desk.domain.limits import elapsed_seconds
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.presenters.duty_state import ContactRow, QueueRow, StopRow, TodayCard
from hall_desk.presenters.duty_tiles import (
    WindowTileState,
    caller_place,
    clock_words,
    is_kiosk,
    short_kind,
)
from hall_desk.presenters.moments import clock_of
from hall_desk.usecases.dutyboard import DutyFacts, QueueLook

LONG_WAIT_S = 8 * 60
"""From this wait on the waiting panel warns (等候过长)."""


def calling_words(waits: list[Escalation]) -> str:
    """The words beside the bell: the oldest call, and how many more."""
    if not waits:
        return ""
    whom = "引导员" if is_kiosk(waits[0]) else "值班主任"
    return f"{caller_place(waits[0])} 请{whom}" + (f" 等 {len(waits)} 件" if len(waits) > 1 else "")


def queue_row(queue: QueueLook, now: datetime) -> QueueRow:
    """A kind with its longest wait; above the threshold it warns."""
    since = queue.oldest_issued_at
    waited = elapsed_seconds(since, now) if since else 0
    return QueueRow(
        prefix=queue.prefix,
        name=queue.name,
        waiting=queue.waiting,
        longest=f"最久 {clock_words(waited)}" if since else "无人等候",
        long=waited > LONG_WAIT_S,
        series=queue.series,
    )


def contact_row(contact: FirstContact, now: datetime) -> ContactRow:
    """An open first contact and when it is due."""
    due = due_at(contact).astimezone(HALL_ZONE)
    today = hall_date(now)
    words, tone = f"{due.month}月{due.day}日", "ink"
    if due < now:
        words, tone = f"已到期 {words}", "over"
    elif due.date() == today:
        words, tone = f"今日 {due:%H:%M}", "warn"
    what = contact.department or contact.handling.value
    return ContactRow(
        code=contact.code,
        words=f"{contact.matter} · {what}",
        owner=contact.owner,
        due=words,
        due_tone=tone,
    )


def today_card(facts: DutyFacts, now: datetime) -> TodayCard:
    """The figures of the day, its checks, and why it cannot be closed yet."""
    figures, day = facts.figures, facts.day
    if day is None:
        return TodayCard(
            issued=0, done=0, no_show=0, on_time="—", checks="", floats="", checks_whole=True,
            floats_whole=True, stop_note="", close_off="未开门",
        )  # fmt: skip
    ticked = sum(line.ticked for line in day.checklist)
    staffed = sum(look.place.staff_no is not None for look in facts.windows)
    if day.issue_stopped_at is not None:
        note = f"{clock_of(day.issue_stopped_at)} 已停止取号"
    elif day.issuing_at(now):
        note = f"{day.closes:%H:%M} 停止取号"
    else:
        note = f"{day.closes:%H:%M} 已停止取号"
    waiting = sum(queue.waiting for queue in facts.queues)
    left = figures.unfinished
    held = len(facts.held)
    busy = f"挂起 {held} 位" if held == left else f"还有 {left} 位在办"
    off = f"等候 {waiting} 人" if waiting else busy if left else ""
    return TodayCard(
        issued=figures.issued,
        done=figures.done,
        no_show=figures.no_show,
        on_time=f"{figures.on_time}/{figures.timed}" if figures.timed else "—",
        checks=f"{ticked} / {len(day.checklist)}",
        floats=f"{figures.floats} / {staffed}",
        checks_whole=ticked == len(day.checklist),
        floats_whole=figures.floats >= staffed,
        stop_note=note,
        close_off=off,
    )


def stop_rows(facts: DutyFacts, tiles: tuple[WindowTileState, ...]) -> tuple[StopRow, ...]:
    """Every window, kind and the hall with its state, for 暂停/恢复."""
    rows = [_window_stop(tile, facts) for tile in tiles]
    by_kind = {s.prefix: s for s in facts.suspensions if s.scope is Scope.SERVICE}
    for prefix, name in facts.kinds.items():
        words = f"{short_kind(name)}类业务"
        rows.append(_stop_row(f"service:{prefix}", words, by_kind.get(prefix)))
    whole = next((s for s in facts.suspensions if s.scope is Scope.HALL), None)
    rows.append(_stop_row("hall:", "全厅", whole))
    return tuple(rows)


def _window_stop(tile: WindowTileState, facts: DutyFacts) -> StopRow:
    own = (s for s in facts.suspensions if s.scope is Scope.WINDOW)
    stop = next((s for s in own if s.window_no == tile.number), None)
    row = _stop_row(f"window:{tile.number}", f"{tile.number}号窗口", stop)
    if row.suspension_id is not None:
        return row
    note = f"正在办理 {tile.ticket}" if tile.ticket else tile.staff_name or "未上岗"
    return StopRow(key=row.key, name=row.name, note=note, state=row.state, suspension_id=None)


def _stop_row(key: str, name: str, stop: Suspension | None) -> StopRow:
    if stop is None:
        return StopRow(key=key, name=name, note="", state="营业中", suspension_id=None)
    note = f"{stop.reason}，{clock_of(stop.from_at)} 起，预计 {clock_of(stop.expected_at)} 恢复"
    return StopRow(key=key, name=name, note=note, state="暂停营业", suspension_id=stop.id)


def closed_note(facts: DutyFacts, now: datetime) -> str:
    """Why there is no board: not opened yet, or closed already."""
    if facts.day is not None:
        return ""
    today = hall_date(now)
    last = facts.last_day
    if last is not None and last.date == today:
        return f"今天已于 {clock_of(last.closed_at)} 日结。"
    return "今天还没有开门。"
