"""The windows at a glance (窗口一览): one tile a window, from the facts and now."""

from dataclasses import dataclass, replace
from datetime import datetime

from hall_desk.domain.escalations import TRANSFERRED_TWICE, Escalation
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.limits import Stage, elapsed_seconds
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.domain.tickets import CALLS_BEFORE_NO_SHOW, Ticket, TicketState
from hall_desk.presenters.kiosk_base import ACTOR as KIOSK
from hall_desk.presenters.moments import clock_of
from hall_desk.usecases.dutyboard import DutyFacts, WindowLook


@dataclass(frozen=True, kw_only=True)
class WindowTileState:
    """A tile: `stage` while an item is served, else `state` (open, calling, suspended, empty)."""

    number: int
    kinds: str
    staff: str = ""
    staff_name: str = ""
    ticket: str = ""
    stage: str | None = None
    state: str | None = None
    elapsed_s: int = 0
    limit_s: int | None = None
    main_line: str = ""
    main_note: str = ""
    foot: str = ""
    foot_loud: str = ""
    help_text: str = ""
    suspension_id: int | None = None
    closed: bool = False


def build_tiles(facts: DutyFacts, now: datetime) -> tuple[WindowTileState, ...]:
    """A tile for every window that has business today."""
    calls = {call.window_no: call for call in facts.calls if call.taken_at is None}
    return tuple(_tile(look, facts, calls.get(look.place.no), now) for look in facts.windows)


def is_kiosk(call: Escalation) -> bool:
    """Whether a customer called from the kiosk (取号机)."""
    return call.raised_by == KIOSK


def caller_place(call: Escalation) -> str:
    """Where a call comes from: 3号窗口, 取号机, or somebody without a window."""
    if call.window_no:
        return f"{call.window_no}号窗口"
    return "取号机" if is_kiosk(call) else f"工号 {call.raised_by}"


def _asked(call: Escalation) -> str:
    return "第二次转接" if call.cause == TRANSFERRED_TWICE else "请值班主任"


def short_kinds(prefixes: str, kinds: dict[str, str]) -> str:
    """缴费 · 咨询: the kinds of a window in short words."""
    return " · ".join(short_kind(kinds.get(prefix, prefix)) for prefix in prefixes)


def short_kind(name: str) -> str:
    """业务办理 as 业务, 咨询服务 as 咨询."""
    return name.removesuffix("办理").removesuffix("服务")


def current_item(items: tuple[Item, ...]) -> Item | None:
    """The item in hand, else the last one that was begun."""
    serving = [item for item in items if item.state is ItemState.SERVING]
    begun = [item for item in items if item.started_at is not None]
    return next(iter(serving), begun[-1] if begun else None)


def item_words(items: tuple[Item, ...], item: Item) -> str:
    """居民电费缴纳，第 1 项，共 2 项."""
    live = [i for i in items if i.state is not ItemState.DROPPED]
    if len(live) < 2 or item not in live:
        return item.service_name
    return f"{item.service_name}，第 {live.index(item) + 1} 项，共 {len(live)} 项"


def suspension_of(look: WindowLook, facts: DutyFacts) -> Suspension | None:
    """What keeps the window shut: its own suspension, or that of the whole hall."""
    for stop in facts.suspensions:
        if stop.id == look.place.suspension_id or stop.scope is Scope.HALL:
            return stop
    return None


def _tile(
    look: WindowLook, facts: DutyFacts, call: Escalation | None, now: datetime
) -> WindowTileState:
    place = look.place
    stop = suspension_of(look, facts)
    base = WindowTileState(
        number=place.no,
        kinds=short_kinds(place.enabled, facts.kinds),
        staff=place.staff_no or "",
        staff_name=facts.names.get(place.staff_no or "", ""),
        help_text=f"{_asked(call)} {clock_words(call.seconds_to_take(now))}" if call else "",
        suspension_id=stop.id if stop else None,
    )
    if look.ticket is not None:
        return _busy(base, look.ticket, look.items, now)
    if stop is not None:
        return replace(
            base,
            state="suspended",
            main_line=stop.reason if stop.scope is Scope.WINDOW else f"全厅：{stop.reason}",
            foot=f"{clock_of(stop.from_at)} 起 · 预计 {clock_of(stop.expected_at)} 恢复",
        )
    if place.staff_no is None:
        return replace(base, main_line="未上岗", foot="还没有柜员登录", closed=True)
    waiting = sum(q.waiting for q in facts.queues if place.may_call(q.prefix))
    foot = f"可叫 {waiting} 人" if waiting else "没有等候的客户"
    return replace(base, state="open", main_line="空闲", foot=foot)


def _busy(
    base: WindowTileState, ticket: Ticket, items: tuple[Item, ...], now: datetime
) -> WindowTileState:
    item = current_item(items)
    reading = item.reading(now) if item else None
    if ticket.state is TicketState.CALLED or item is None or reading is None:
        gone = elapsed_seconds(ticket.called_at or now, now)
        left = CALLS_BEFORE_NO_SHOW - ticket.calls
        return replace(
            base,
            ticket=ticket.code,
            state="calling",
            main_line=f"第 {ticket.calls} 次",
            main_note=f"呼叫 · 已呼 {clock_words(gone)}",
            foot=f"还可再呼 {left} 次" if left > 0 else "已呼满，可过号",
        )
    over_s = -(reading.left_s or 0)
    return replace(
        base,
        ticket=ticket.code,
        stage=reading.stage.value,
        elapsed_s=reading.elapsed_s,
        limit_s=reading.limit_s,
        foot=item_words(items, item),
        foot_loud=f"超 {clock_words(over_s)}" if reading.stage is Stage.OVER else "",
    )


def clock_words(seconds: int) -> str:
    """mm:ss, or h:mm:ss from 100 minutes on."""
    minutes, second = divmod(max(seconds, 0), 60)
    if minutes < 100:
        return f"{minutes:02d}:{second:02d}"
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}"
