"""The daily report (营业日报): one business date in figures that reconcile with the journal."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import func, select

from hall_desk.domain import figures
from hall_desk.domain.contacts import AT_ONCE, FirstContact, Handling, due_at, mean_hops
from hall_desk.domain.days import HALL_ZONE, BusinessDay
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.escalations import Escalation
from hall_desk.domain.hall import Attendance, FloatCount
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.limits import elapsed_seconds
from hall_desk.domain.money import format_fen
from hall_desk.domain.paidservice import LineKind, Sheet, SheetState
from hall_desk.domain.papers import (
    CashFigures,
    CountedReason,
    DailyReportPaper,
    DutyFigures,
    FirstContactFigures,
    HandlingTimes,
    HandOverFigures,
    HourFigures,
    JournalFigures,
    KindFigures,
    MethodFigures,
    MoneyFigures,
    OnTimeFigures,
    OpenItem,
    PaidServiceFigures,
    SatisfactionFigures,
    TicketFigures,
    WindowFigures,
)
from hall_desk.domain.patrols import PatrolFinding
from hall_desk.domain.payments import CASH, Payment
from hall_desk.domain.suspensions import Suspension
from hall_desk.domain.tickets import DIRECT, Source, Ticket, TicketState
from hall_desk.store import schema
from hall_desk.store.journal import head
from hall_desk.store.transaction import Reading
from hall_desk.usecases import (
    contacts,
    invoices,
    notices,
    paidservice,
    passes,
    payments,
    ratings,
)
from hall_desk.usecases.opening import local
from hall_desk.usecases.openservice import open_services
from hall_desk.usecases.paperheads import hall_head
from hall_desk.usecases.papers import name_of
from hall_desk.usecases.patrols import findings_of
from hall_desk.usecases.queries import find_day, windows_of, words_of
from hall_desk.usecases.workorders import with_actual

T = TypeVar("T")
WEEKDAYS = "一二三四五六日"
MOST_OPEN_ITEMS = 60  # the rest stand in the register and with the vouchers
DEFINITIONS = (
    "等候 = 最后一次呼叫 − 取号；办理 = 办结 − 开始办理（总用时）；限内 = 用时 ≤ 限时 × 数量",
    "咨询、投诉、报修不限时，不计入限内率；每张票只有一个结果：办结、过号或放弃",
    "当场解决率 = 当场办理或答复 ÷ 全部首问；现金应存 = 备用金 + 现金收款 − 作废现金",
)


@dataclass(frozen=True, kw_only=True)
class _Day:
    """Everything of one business date, read once."""

    day: BusinessDay
    tickets: list[Ticket]
    items: list[Item]
    payments: list[Payment]
    owed: list[Payment]
    sheets: list[Sheet]
    contacts: list[FirstContact]
    escalations: list[Escalation]
    suspensions: list[Suspension]
    findings: list[PatrolFinding]
    floats: list[FloatCount]
    attendance: list[Attendance]
    actions: Counter[str]
    journal: JournalFigures
    kinds: dict[str, str]
    until: datetime


def daily_report(
    reading: Reading, day: date | None = None, *, verified: bool | None = None
) -> DailyReportPaper:
    """The report of a business date, or of the running one; figures only, drawn elsewhere."""
    found = find_day(reading) if day is None else reading.find(BusinessDay, date=day)
    if found is None:
        raise RuleBroken(f"{day or '今天'} 没有营业记录。", field="date")
    data = _collect(reading, found, verified)
    hours = f"{found.opens:%H:%M}–{found.closes:%H:%M}"
    return DailyReportPaper(
        hall=hall_head(reading),
        business_date=found.date.isoformat(),
        weekday=f"星期{WEEKDAYS[found.date.weekday()]}",
        hours=hours,
        duty_manager=name_of(reading, found.manager),
        duty_manager_no=found.manager,
        closed_at=f"{local(found.closed_at):%H:%M}" if found.closed_at else None,
        tickets=_tickets(data),
        on_time=tuple(_on_time(data)),
        on_time_total=_on_time_of("合计", data.items),
        over_limit_reasons=_over_reasons(reading, data),
        hourly=_hourly(data),
        kinds=tuple(_kind(data, prefix, name) for prefix, name in data.kinds.items()),
        kinds_total=_kind(data, "", "合计"),
        windows=_windows(reading, data),
        money=_money(reading, data),
        first_contact=_first_contact(reading, data),
        duty=_duty(data),
        paid_service=_paid_service(data),
        hand_over=_hand_over(reading, data),
        satisfaction=_satisfaction(reading, data),
        journal=data.journal,
        definitions=DEFINITIONS,
        printed_at=f"{local(reading.now):%Y-%m-%d %H:%M}",
    )


def _collect(reading: Reading, day: BusinessDay, verified: bool | None) -> _Day:
    ticket, item, count = schema.ticket, schema.item, schema.float_count
    start = datetime.combine(day.date, day.opens.min, HALL_ZONE)
    stop = schema.suspension
    tickets = reading.all(Ticket, ticket.c.business_date == day.date, order_by=ticket.c.id)
    paid = payments.payments_of(reading, day.date)
    return _Day(
        day=day,
        tickets=tickets,
        items=reading.all(Item, item.c.business_date == day.date, item.c.state == ItemState.DONE),
        payments=paid,
        owed=invoices.owed_invoices(reading),
        sheets=with_actual(reading, paidservice.sheets_of(reading, day.date)),
        contacts=contacts.register_of(reading, day.date, day.date),
        escalations=reading.all(Escalation, schema.escalation.c.business_date == day.date),
        suspensions=reading.all(
            Suspension, stop.c.from_at >= start, stop.c.from_at < start + timedelta(days=1)
        ),
        findings=findings_of(reading, day.date, day.date),
        floats=reading.all(FloatCount, count.c.business_date == day.date, order_by=count.c.id),
        attendance=reading.all(
            Attendance,
            schema.attendance.c.business_date == day.date,
            order_by=schema.attendance.c.id,
        ),
        **_journal(reading, day, tickets, paid, verified),  # type: ignore[arg-type]
        kinds=words_of(reading, "kind"),
        until=day.closed_at or reading.now,
    )


def _journal(
    reading: Reading,
    day: BusinessDay,
    tickets: list[Ticket],
    paid: list[Payment],
    verified: bool | None,
) -> dict[str, object]:
    """The day's stretch of the journal, and whether its counts and sums agree with the rows."""
    table = schema.journal
    of_day = (
        table.c.hall_id == reading.hall_id,
        table.c.subject == "business_day",
        table.c.subject_id == day.date.isoformat(),
    )
    bounds = select(table.c.action, table.c.n, table.c.hash).where(*of_day)
    marks = {row.action: (row.n, row.hash) for row in reading.conn.execute(bounds)}
    first = marks["open_day"][0]
    last, last_hash = marks.get("close_day") or head(reading.conn, reading.hall_id)
    span = (table.c.hall_id == reading.hall_id, table.c.n >= first, table.c.n <= last)
    counted = select(table.c.action, func.count().label("n")).where(*span).group_by(table.c.action)
    actions: Counter[str] = Counter({row.action: row.n for row in reading.conn.execute(counted)})
    takings = select(table.c.after).where(*span, table.c.action == "take_payment")
    journal_fen = sum(json.loads(text)["due_fen"] for (text,) in reading.conn.execute(takings))
    remarks = [
        f"{word}：日志 {said}，记录 {kept}"
        for word, said, kept in (
            ("取号", actions["issue"], _count(tickets, lambda t: not _direct(t))),
            ("直接受理", actions["serve_directly"], _count(tickets, _direct)),
            ("办结", actions["finish"] - actions["undo_finish"], _count(tickets, _done)),
            ("凭证", actions["take_payment"], len(paid)),
            ("收款", journal_fen, sum(p.due_fen for p in paid)),
        )
        if said != kept
    ]
    journal = JournalFigures(
        first_number=first,
        last_number=last,
        last_hash=last_hash,
        verified=verified,
        reconciled=not remarks,
        remark="；".join(remarks),
    )
    return {"actions": actions, "journal": journal}


def _direct(ticket: Ticket) -> bool:
    return ticket.source in DIRECT


def _satisfaction(reading: Reading, data: _Day) -> SatisfactionFigures:
    """The answers at the counter; a visit without one is 未评价."""
    counter = ratings.ratings_by_step(reading, data.day.date, data.day.date)[0]
    words = ratings.level_words(reading)
    return SatisfactionFigures(
        asked=counter.asked,
        levels=tuple(
            CountedReason(name=words[level], count=n)
            for level, n in zip(ratings.LEVELS[:-1], counter.counts, strict=False)
        ),
    )


def _done(ticket: Ticket) -> bool:
    return ticket.state is TicketState.DONE


def _count(values: Sequence[T], test: Callable[[T], bool]) -> int:
    return sum(1 for value in values if test(value))


def _tickets(data: _Day) -> TicketFigures:
    return TicketFigures(
        issued=len(data.tickets),
        called=_count(data.tickets, lambda t: t.was_called),
        finished=_count(data.tickets, _done),
        items=len(data.items),
        no_show=_count(data.tickets, lambda t: t.state is TicketState.NO_SHOW),
        returned=data.actions["come_back"],
        abandoned=_count(data.tickets, lambda t: t.state is TicketState.ABANDONED),
        priority=_count(data.tickets, lambda t: t.ground not in (None, "Y7")),
        walk_up=_count(data.tickets, lambda t: t.source is Source.WALK_UP),
        phone=_count(data.tickets, lambda t: t.source is Source.PHONE),
    )


def _on_time(data: _Day) -> list[OnTimeFigures]:
    groups = (("payment", data.kinds.get("A", "缴费")), ("business", data.kinds.get("B", "业务")))
    rows = []
    for kind, name in groups:
        of_kind = [item for item in data.items if item.kind == kind]
        minutes = next((i.limit_minutes for i in of_kind if i.limit_minutes), None)
        label = f"{name.removesuffix('办理')} {minutes} 分" if minutes else name
        rows.append(_on_time_of(label, of_kind))
    return rows


def _on_time_of(name: str, items: list[Item]) -> OnTimeFigures:
    limited = [item for item in items if item.on_time() is not None]
    within = _count(limited, lambda item: bool(item.on_time()))
    return OnTimeFigures(name=name, within=within, total=len(limited))


def _over_reasons(reading: Reading, data: _Day) -> tuple[CountedReason, ...]:
    words = words_of(reading, "over_reason")
    counts = Counter(item.over_reason for item in data.items if item.over_reason)
    return tuple(
        CountedReason(name=words.get(code, code), count=n) for code, n in counts.most_common()
    )


def _hourly(data: _Day) -> tuple[HourFigures, ...]:
    first, last = data.day.opens.hour, data.day.closes.hour
    issued = [(local(t.issued_at).hour, t) for t in data.tickets]
    hours = [hour for hour, _ in issued]
    span = range(min([first, *hours]), max([last, *hours]) + 1)
    rows = []
    for hour in span:
        waits = [t.waited_s(data.until) for at, t in issued if at == hour and t.was_called]
        at_opening = hour == first and data.day.opens.minute
        label = f"{hour}:{data.day.opens.minute:02d}" if at_opening else str(hour)
        count = hours.count(hour)
        if count == 0 and hour == span[-1] and data.day.closes.minute == 0:
            continue
        rows.append(HourFigures(label=label, issued=count, longest_wait_s=max(waits, default=None)))
    return tuple(rows)


def _kind(data: _Day, prefix: str, name: str) -> KindFigures:
    tickets = [t for t in data.tickets if prefix in ("", t.prefix)]
    ids = {t.id for t in tickets}
    items = [item for item in data.items if item.ticket_id in ids]
    waits = [t.waited_s(data.until) for t in tickets if t.was_called]
    handled = [
        elapsed_seconds(i.started_at, i.finished_at)
        for i in items
        if i.started_at and i.finished_at
    ]
    return KindFigures(
        prefix=prefix,
        name=name,
        issued=len(tickets),
        finished=_count(tickets, _done),
        no_show=_count(tickets, lambda t: t.state is TicketState.NO_SHOW),
        abandoned=_count(tickets, lambda t: t.state is TicketState.ABANDONED),
        items=len(items),
        mean_wait_s=figures.mean(waits),
        longest_wait_s=max(waits, default=None),
        handling=HandlingTimes(
            mean_s=figures.mean(handled),
            median_s=figures.median(handled),
            p90_s=figures.percentile(handled, 90),
        ),
    )


def _windows(reading: Reading, data: _Day) -> tuple[WindowFigures, ...]:
    kinds = {int(p.no): p.prefixes for p in windows_of(reading, data.day.date)}
    short = {
        prefix: name.removesuffix("办理").removesuffix("服务")
        for prefix, name in data.kinds.items()
    }
    pairs = sorted({(int(i.window_no or 0), i.staff_no or "") for i in data.items})
    rows = []
    for window, staff_no in pairs:
        mine = [i for i in data.items if (i.window_no, i.staff_no) == (window, staff_no)]
        on_time = _on_time_of("", mine)
        rows.append(
            WindowFigures(
                window=window,
                kinds="・".join(short[p] for p in kinds.get(window, "") if p in short),
                staff_no=staff_no,
                items=len(mine),
                within=on_time.within,
                limited=on_time.total,
            )
        )
    return tuple(rows)


def _money(reading: Reading, data: _Day) -> MoneyFigures:
    good = [p for p in data.payments if not p.is_void]
    void = [p for p in data.payments if p.is_void]
    methods = tuple(
        MethodFigures(
            name=name,
            count=_count(good, lambda p, code=code: p.method == code),  # type: ignore[misc]
            amount_fen=sum(p.due_fen for p in good if p.method == code),
        )
        for code, name in words_of(reading, "payment_method").items()
    )
    numbers = [p.voucher_no for p in data.payments]
    gaps = numbers[-1] - numbers[0] + 1 - len(numbers) if numbers else 0
    cash_fen = sum(p.due_fen for p in good if p.method == CASH)
    # A clerk who counts again corrects the first count.
    float_fen = sum({c.staff_no: c.amount_fen for c in data.floats}.values())
    return MoneyFigures(
        methods=methods,
        total_count=len(good),
        total_fen=sum(p.due_fen for p in good),
        void_count=len(void),
        void_fen=sum(p.due_fen for p in void),
        void_numbers=tuple(p.voucher_code for p in void),
        first_voucher=data.payments[0].voucher_code if data.payments else None,
        last_voucher=data.payments[-1].voucher_code if data.payments else None,
        gaps=gaps,
        reprints=sum(p.reprints for p in data.payments),
        cash=CashFigures(
            float_fen=float_fen, received_fen=cash_fen, expected_fen=float_fen + cash_fen
        ),
    )


def _first_contact(reading: Reading, data: _Day) -> FirstContactFigures:
    return FirstContactFigures(
        registered=len(data.contacts),
        solved_at_once=_count(data.contacts, lambda c: c.handling in AT_ONCE),
        referred=_count(data.contacts, lambda c: c.handling is Handling.REFERRED),
        still_open=_count(data.contacts, lambda c: c.is_open),
        notices=notices.told_on(reading, data.day.date),
        repeat_visits=passes.repeat_visits(reading, data.day.date, data.day.date),
        mean_hops=mean_hops(data.contacts),
    )


def _duty(data: _Day) -> DutyFigures:
    taken = [e.seconds_to_take(data.until) for e in data.escalations if e.taken_at]
    late = [i for i in data.items if i.finished_at and data.day.after_hours(i.finished_at)]
    last = max((i.finished_at for i in data.items if i.finished_at), default=None)
    return DutyFigures(
        escalations=len(data.escalations),
        mean_taken_s=figures.mean(taken),
        suspensions=len(data.suspensions),
        suspended_minutes=sum(s.minutes(data.until) for s in data.suspensions),
        after_hours_items=len(late),
        last_finish=f"{local(last):%H:%M}" if last else None,
        late=tuple((a.staff_no, a.late_minutes) for a in data.attendance if a.late_minutes),
        findings=(
            _count(data.findings, lambda f: f.commended),
            _count(data.findings, lambda f: not f.commended),
        ),
    )


def _paid_service(data: _Day) -> PaidServiceFigures:
    paid = [s for s in data.sheets if s.state is SheetState.PAID]
    return PaidServiceFigures(
        sheets=_count(data.sheets, lambda s: s.state is not SheetState.VOID),
        paid=len(paid),
        labour_fen=sum(s.subtotal_fen(LineKind.LABOUR) for s in paid),
        material_fen=sum(s.subtotal_fen(LineKind.MATERIAL) for s in paid),
        invoices_owed=len(data.owed),
    )


def _hand_over(reading: Reading, data: _Day) -> HandOverFigures:
    """Open first contacts, follow-ups, paid services, then invoices owed, of whichever day."""
    still = sorted(contacts.open_contacts(reading), key=lambda c: (due_at(c), c.code))
    items = [OpenItem(number=c.code, matter=c.matter, owner=c.owner, due=_due(c)) for c in still]
    levels = ratings.level_words(reading)
    items += [_bad_answer(follow, levels) for follow in ratings.follow_ups(reading)]
    items += open_services(reading, data.day)
    items += [_owed(payment, data.day) for payment in data.owed]
    return HandOverFigures(open_items=len(items), items=tuple(items[:MOST_OPEN_ITEMS]))


def _due(contact: FirstContact) -> str:
    return f"{local(due_at(contact)):%m-%d %H:%M}"


def _bad_answer(follow: ratings.FollowUp, levels: dict[int, str]) -> OpenItem:
    """A bad answer waits for the call of its manager (回访)."""
    rating = follow.rating
    due = local(rating.follow_due_at or rating.at)
    return OpenItem(
        number=follow.code,
        matter=f"评价“{levels[rating.level]}”待回访",
        owner=rating.follow_owner,
        due=f"{due:%m-%d %H:%M}",
    )


def _owed(payment: Payment, day: BusinessDay) -> OpenItem:
    """An invoice is due on the day it was paid for."""
    return OpenItem(
        number=payment.voucher_code,
        matter=f"数电票待开：{payment.purpose}，{format_fen(payment.due_fen)} 元",
        owner=payment.staff_no,
        due=f"{payment.business_date:%m-%d} {day.closes:%H:%M}",
    )
