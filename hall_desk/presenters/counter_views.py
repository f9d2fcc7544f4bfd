"""From facts to the parts of a counter window; pure, no database."""

from datetime import datetime

from hall_desk.domain.days import HALL_ZONE
from hall_desk.domain.figures import median
from hall_desk.domain.items import Item, ItemState, Outcome, StepDone
from hall_desk.domain.limits import LimitReading, elapsed_seconds
from hall_desk.domain.money import format_fen
from hall_desk.domain.tickets import (
    CALL_INTERVAL_S,
    CALLS_BEFORE_NO_SHOW,
    DIRECT,
    SOURCE_WORDS,
    Ticket,
)
from hall_desk.presenters.counter_state import (
    HelpView,
    KindLine,
    NextView,
    QueueRow,
    TodayView,
    UndoView,
    WaitingView,
)
from hall_desk.presenters.counter_visit_state import (
    CalledView,
    CallView,
    CardView,
    HeroView,
    ItemRow,
    PaperLine,
    StepView,
    TimerView,
)
from hall_desk.presenters.counter_words import (
    clock_words,
    ground_word,
    kind_word,
    limit_note,
    paper_words,
    short_kind,
    time_words,
    unit_of,
)
from hall_desk.usecases.counters import Catalogue, CounterFacts, Today

_STATE_WORDS = {ItemState.PENDING: "待办理", ItemState.SERVING: "办理中", ItemState.DONE: "已办结"}
_DONE_WORDS = {
    "no_show": "已过号",
    "hold": "已挂起",
    "transfer": "已转接",
    "requeue": "已退回队列",
    "abandon": "已放弃",
}


def waiting_view(facts: CounterFacts, catalogue: Catalogue, now: datetime) -> WaitingView:
    """Waiting counts: the kinds of this window, then the others'."""
    own_prefixes = facts.place.enabled if facts.place else ""
    callable_ids = {choice.ticket.id for choice in facts.order}
    own: list[KindLine] = []
    others: list[KindLine] = []
    for prefix, name in catalogue.kinds.items():
        mine = prefix in own_prefixes
        line = [t for t in facts.waiting if t.waits_for == prefix]
        if mine:
            line = [t for t in line if t.id in callable_ids]
        oldest = max((t.waited_s(now) for t in line), default=0)
        words = f"最久 {clock_words(oldest)}" if line else "无人等候"
        (own if mine else others).append(
            KindLine(letter=prefix, name=name, oldest=words, count=len(line))
        )
    return WaitingView(
        own=tuple(own),
        others=tuple(others),
        own_total=sum(line.count for line in own),
        others_total=sum(line.count for line in others),
    )


def next_view(facts: CounterFacts, catalogue: Catalogue, now: datetime) -> NextView:
    """Who is next, why, and who comes after."""
    if not facts.order:
        return NextView()
    first = facts.order[0]
    ticket = first.ticket
    # The reason of somebody over the maximum names the wait already.
    since = "" if first.aged else f"，已等 {clock_words(ticket.waited_s(now))}"
    kind = kind_word(catalogue, ticket.waits_for)
    after = facts.order[1].ticket if len(facts.order) > 1 else None
    return NextView(
        code=ticket.code,
        ground=ground_word(catalogue, ticket),
        kind=kind,
        why=f"{first.why}，本窗口可办{short_kind(kind)}{since}。",
        reasons=(f"{_comma(first.why)}；", f"{short_kind(kind)}类本窗口可办{since}。"),
        after_code=after.code if after else "",
        after_words=f"已等 {clock_words(after.waited_s(now))}" if after else "",
    )


def queue_rows(facts: CounterFacts, catalogue: Catalogue, now: datetime) -> tuple[QueueRow, ...]:
    """The queue of this window in the order it will be called."""
    return tuple(
        QueueRow(
            code=choice.ticket.code,
            kind=kind_word(catalogue, choice.ticket.waits_for),
            ground=ground_word(catalogue, choice.ticket),
            waited=clock_words(choice.ticket.waited_s(now)),
            why=choice.why,
        )
        for choice in facts.order
    )


def today_view(today: Today) -> TodayView:
    """我的今天: done, on time, median, the float; never the cash that should be there."""
    limited = [item.on_time() for item in today.done if item.on_time() is not None]
    lengths = [
        elapsed_seconds(item.started_at, item.finished_at)
        for item in today.done
        if item.started_at is not None and item.finished_at is not None
    ]
    middle = median(lengths)
    since = today.since.signed_in_at.astimezone(HALL_ZONE) if today.since else None
    return TodayView(
        since=f"{since:%H:%M} 起" if since else "",
        done=f"{len(today.done)} 项",
        on_time=f"{sum(map(bool, limited))} / {len(limited)}" if limited else "—",
        median=clock_words(middle) if middle is not None else "—",
        cash=format_fen(today.float_fen) if today.float_counted else "未清点",
        vouchers=len(today.vouchers),
        till="钱箱：有交接待您确认" if today.handed else "钱箱",
    )


def undo_view(facts: CounterFacts, now: datetime) -> UndoView:
    """What was done last at this window and the seconds left to take it back."""
    undo, ticket = facts.undo, facts.last_done
    if undo is not None and undo.action != "finish" and undo.seconds_left(now):
        return UndoView(
            title=f"{undo.code} {_DONE_WORDS.get(undo.action, undo.words)}",
            note="按错了可撤销，号码和时间不变",
            action=f"撤销{undo.words}",
            seconds_left=undo.seconds_left(now),
        )
    if ticket is None or ticket.finished_at is None:
        return UndoView()
    done = [item for item in facts.last_items if item.state is ItemState.DONE]
    total = sum(
        elapsed_seconds(item.started_at, item.finished_at)
        for item in done
        if item.started_at is not None and item.finished_at is not None
    )
    over = sum(item.on_time() is False for item in done)
    limits = f"超时 {over} 项" if over else "均在限内"
    if all(item.on_time() is None for item in done):
        limits = "不限时"
    mine = undo is not None and undo.action == "finish" and undo.code == ticket.code
    return UndoView(
        title=f"{ticket.code} 已办结",
        note=f"{len(done)} 项，合计 {clock_words(total)}，{limits}",
        seconds_left=undo.seconds_left(now) if undo is not None and mine else 0,
    )


def timer_view(item: Item | None, now: datetime) -> TimerView | None:
    """The clock of the item in hand."""
    reading = item.reading(now) if item else None
    if reading is None:
        return None
    return TimerView(
        elapsed_s=reading.elapsed_s,
        limit_s=reading.limit_s,
        stage=str(reading.stage),
        net_s=reading.net_s,
    )


def call_view(ticket: Ticket, now: datetime) -> CallView:
    """The running call: how long, how often, when again."""
    elapsed = elapsed_seconds(ticket.called_at, now) if ticket.called_at else 0
    if ticket.calls >= CALLS_BEFORE_NO_SHOW:
        note = "已呼满 3 次；办理时限从“开始办理”起算"
    else:
        note = "满 30 秒可重呼；办理时限从“开始办理”起算"
    return CallView(
        elapsed_s=elapsed,
        ready_s=CALL_INTERVAL_S,
        times=ticket.calls,
        most=CALLS_BEFORE_NO_SHOW,
        note=note,
    )


def hero_view(
    facts: CounterFacts, catalogue: Catalogue, item: Item | None, now: datetime
) -> HeroView:
    """The customer at the window."""
    ticket = facts.ticket
    if ticket is None:
        return HeroView()
    serving = ticket.started_at is not None and item is not None
    return HeroView(
        code=ticket.code,
        kind=kind_word(catalogue, ticket.waits_for),
        ground=ground_word(catalogue, ticket),
        waited=_came(ticket, now) if serving else "",
        timer=timer_view(item, now) if serving else None,
        call=None if serving else call_view(ticket, now),
    )


def _came(ticket: Ticket, now: datetime) -> str:
    """How long the customer waited, or that nobody waited (柜前、电话)."""
    if ticket.source in DIRECT and not ticket.was_called:
        return SOURCE_WORDS[ticket.source]
    return f"等候 {clock_words(ticket.waited_s(now))}"


def _announcement(ticket: Ticket) -> str:
    """What display and voice have just said (N01, on a recall N02)."""
    if ticket.calls < 2:
        return f"“请 {ticket.code} 号到 {ticket.window_no} 号窗口。”"
    return (
        f"“请 {ticket.code} 号客户尽快到 {ticket.window_no} 号窗口，这是第 {ticket.calls} 次呼叫。”"
    )


def called_view(facts: CounterFacts, catalogue: Catalogue, why: str, now: datetime) -> CalledView:
    """The called customer before the start."""
    ticket = facts.ticket
    if ticket is None:
        return CalledView()
    service = catalogue.services.get(ticket.service_code)
    wanted = service.papers if service else ()
    papers = [p.name for p in wanted if p.mandatory and not p.filled_here]
    limit = limit_note(service.limit_minutes, 1, unit_of(service)) if service else ""
    undo = facts.undo if facts.undo is not None and facts.undo.action == "call" else None
    return CalledView(
        service=service.name if service else ticket.service_code,
        service_note=f"{ticket.service_code} · {limit}",
        issued=time_words(ticket.issued_at),
        waited=clock_words(ticket.waited_s(now)),
        why=why,
        prepare="；".join(papers) or "没有必带的材料",
        announcement=_announcement(ticket),
        undo_left=undo.seconds_left(now) if undo is not None else 0,
    )


def item_rows(facts: CounterFacts, catalogue: Catalogue, now: datetime) -> tuple[ItemRow, ...]:
    """The items of the visit."""
    rows = []
    for item in facts.items:
        reading = item.reading(now)
        service = catalogue.services.get(item.service_code)
        rows.append(
            ItemRow(
                item_id=item.id,
                position=item.position,
                name=item.service_name,
                code=item.service_code,
                limit_note=limit_note(item.limit_minutes, item.quantity, unit_of(service)),
                quantity=item.quantity,
                state=str(item.state),
                state_word=_state_word(item),
                net=_net_words(reading),
                figure=clock_words(reading.elapsed_s) if reading else "—",
                current=item.state is ItemState.SERVING,
            )
        )
    return tuple(rows)


def _state_word(item: Item) -> str:
    """Done items say how they ended."""
    if item.state is ItemState.DONE and item.outcome not in (None, Outcome.DONE):
        return str(item.outcome)
    return _STATE_WORDS.get(item.state, "")


def _net_words(reading: LimitReading | None) -> str:
    """The net time where pauses make it differ from the gross one."""
    if reading is None or reading.net_s == reading.elapsed_s:
        return ""
    return f"净用时 {clock_words(reading.net_s)}"


def card_view(item: Item | None, catalogue: Catalogue) -> CardView:
    """Papers, fees and steps of the item in hand."""
    service = catalogue.services.get(item.service_code) if item else None
    if item is None or service is None:
        return CardView()
    done = {step.index: step for step in item.steps}
    steps = tuple(_step_view(text, done.get(index)) for index, text in enumerate(service.steps))
    papers = tuple(
        PaperLine(index=index, text=paper_words(paper), ticked=index in item.papers)
        for index, paper in enumerate(service.papers)
    )
    needed = {i for i, paper in enumerate(service.papers) if paper.mandatory}
    return CardView(
        item_id=item.id,
        papers=papers,
        complete=bool(papers) and needed <= set(item.papers),
        paperless=not papers,
        fees=service.fees_note,
        informed_at=time_words(item.informed_at),
        steps=steps,
        current_step=next((i for i, step in enumerate(steps) if not step.done_at), None),
        phones="咨询 95598 · 投诉 95598 / 12398",
    )


def _step_view(text: str, step: StepDone | None) -> StepView:
    if step is None:
        return StepView(text=text, done_at="")
    return StepView(text=text, done_at=time_words(step.at), skipped=step.reason)


def help_view(facts: CounterFacts, now: datetime) -> HelpView:
    """The call for the duty manager until it is settled (Art. 11(10))."""
    call = facts.help_call
    if call is None:
        return HelpView()
    gone = clock_words(call.seconds_to_take(now))
    if call.taken_by is None:
        return HelpView(
            called=True,
            words=f"已呼叫 {gone}，等值班主任接手",
            key_text=f"已呼叫 {gone}",
            reason=call.reason,
        )
    name = facts.names.get(call.taken_by, call.taken_by)
    return HelpView(
        called=True,
        taken=True,
        words=f"{call.taken_by} {name} 已接手，用时 {gone}",
        key_text=f"{name}已接手",
        reason=call.reason,
    )


def _comma(why: str) -> str:
    """A bracketed remark as a clause: 优先号先叫（连续优先 0/2） becomes 优先号先叫，连续…."""
    return why.replace("（", "，").replace("）", "")
