"""What a counter window (窗口) has to know at one look, and its small notes."""

from dataclasses import dataclass, replace

from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.callbacks import Callback
from hall_desk.domain.contacts import FirstContact
from hall_desk.domain.days import BusinessDay, WindowDay, hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.escalations import Escalation
from hall_desk.domain.hall import Attendance, FloatCount, HallProfile
from hall_desk.domain.holidays import HolidayTable
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.metertests import MeterTest
from hall_desk.domain.payments import Payment
from hall_desk.domain.people import Staff
from hall_desk.domain.queue import Choice, Policy, line_up
from hall_desk.domain.ratings import Rating
from hall_desk.domain.reconnections import Reconnection
from hall_desk.domain.refunds import Refund
from hall_desk.domain.services import CodedText, Service
from hall_desk.domain.settlements import Settlement
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.domain.texts import LONG, check_text
from hall_desk.domain.tickets import Ticket, TicketState, WindowNo
from hall_desk.domain.tills import TillHandover
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.acceptances import open_acceptances, profiles_of
from hall_desk.usecases.callbacks import open_callbacks
from hall_desk.usecases.calling import callable_prefixes, priority_run_of
from hall_desk.usecases.contacts import open_contacts
from hall_desk.usecases.deposits import open_tests
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.invoices import owed_invoices, owed_red_invoices
from hall_desk.usecases.moneyrules import MoneyRules, money_rules
from hall_desk.usecases.moving import held_for, held_tickets
from hall_desk.usecases.payments import find_float
from hall_desk.usecases.queries import (
    code_texts,
    find_at_window,
    find_day,
    holiday_table,
    my_ticket,
    pause_counts,
    queue_policy,
    services,
    waiting,
    windows_of,
    words_of,
)
from hall_desk.usecases.ratings import level_words, rating_of
from hall_desk.usecases.reconnections import open_reconnections
from hall_desk.usecases.serving import items_of
from hall_desk.usecases.settlements import settlements_at
from hall_desk.usecases.suspending import open_suspensions
from hall_desk.usecases.tills import handed_to
from hall_desk.usecases.undoing import Undoable, find_undo
from hall_desk.usecases.workorders import Unpaid, unpaid_sheets


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """What changes only when the hall edits its settings: words, phrases, services."""

    profile: HallProfile
    kinds: dict[str, str]
    grounds: dict[str, str]
    methods: tuple[CodedText, ...]
    rules: MoneyRules
    refund_reasons: tuple[CodedText, ...]
    over_reasons: tuple[CodedText, ...]
    pause_reasons: tuple[CodedText, ...]
    net_pauses: frozenset[str]
    skip_reasons: tuple[CodedText, ...]
    void_reasons: tuple[CodedText, ...]
    phrases: dict[str, str]
    moments: dict[str, str]
    levels: dict[int, str]
    services: dict[str, Service]
    profiles: tuple[str, ...]
    holidays: HolidayTable


@dataclass(frozen=True, kw_only=True)
class Today:
    """The clerk's own day so far: items done, vouchers newest first, the first sign-in.

    ``owed`` are the clerk's vouchers of earlier days whose invoice is still owed (Art. 25), ``red``
    the refunds whose red-letter invoice is. ``handed`` is cash that waits for this clerk's
    confirmation (交接). ``settlements`` are those of the day, of everybody, and the clerk's of
    earlier days whose invoice is still owed.
    """

    done: tuple[Item, ...]
    vouchers: tuple[Payment, ...]
    owed: tuple[Payment, ...]
    refunds: tuple[Refund, ...]
    float_fen: int
    since: Attendance | None
    float_counted: bool = False
    handed: tuple[TillHandover, ...] = ()
    red: tuple[Refund, ...] = ()
    settlements: tuple[Settlement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CounterFacts:
    """Everything a counter window shows, on one snapshot."""

    day: BusinessDay | None
    place: WindowDay | None
    windows: tuple[WindowDay, ...]
    names: dict[str, str]
    ticket: Ticket | None
    items: tuple[Item, ...]
    payments: tuple[Payment, ...]
    waiting: tuple[Ticket, ...]
    order: tuple[Choice, ...]
    run: int
    policy: Policy
    suspension: Suspension | None
    stopped: tuple[Suspension, ...]
    help_call: Escalation | None
    contacts: tuple[FirstContact, ...]
    acceptances: tuple[Acceptance, ...]
    accepted: tuple[Acceptance, ...]
    reconnections: tuple[Reconnection, ...]
    meter_tests: tuple[MeterTest, ...]
    float_count: FloatCount | None
    today: Today
    last_done: Ticket | None
    last_items: tuple[Item, ...]
    held: tuple[Ticket, ...]
    held_items: tuple[Item, ...]
    undo: Undoable | None
    last_rating: Rating | None
    unpaid: tuple[Unpaid, ...] = ()
    callbacks: tuple[Callback, ...] = ()


NOTHING_DONE = Today(done=(), vouchers=(), owed=(), refunds=(), float_fen=0, since=None)


def catalogue_of(reading: Reading) -> Catalogue:
    """The words and services of the hall."""
    pauses = tuple(code_texts(reading, "pause_reason"))
    return Catalogue(
        profile=profile_of(reading),
        kinds=words_of(reading, "kind"),
        grounds=words_of(reading, "ground"),
        methods=tuple(code_texts(reading, "payment_method")),
        rules=money_rules(reading),
        refund_reasons=tuple(code_texts(reading, "refund_reason")),
        over_reasons=tuple(code_texts(reading, "over_reason")),
        pause_reasons=pauses,
        net_pauses=frozenset(p.code for p in pauses if pause_counts(reading, p.code)),
        skip_reasons=tuple(code_texts(reading, "skip_reason")),
        void_reasons=tuple(code_texts(reading, "void_reason")),
        phrases=words_of(reading, "phrase"),
        moments=words_of(reading, "phrase_moment"),
        levels=level_words(reading),
        services={service.code: service for service in services(reading)},
        profiles=tuple(profiles_of(reading)),
        holidays=holiday_table(reading),
    )


def look_at_counter(reading: Reading, window: WindowNo, staff_no: str | None) -> CounterFacts:
    """One look at the hall from a window."""
    day = find_day(reading)
    windows = tuple(windows_of(reading, day.date)) if day else ()
    place = next((w for w in windows if w.no == window), None)
    ticket = find_at_window(reading, window) if day else None
    stopped = tuple(open_suspensions(reading))
    line = tuple(waiting(reading)) if day else ()
    run = priority_run_of(reading, place) if place else 0
    items = tuple(items_of(reading, ticket.id)) if ticket else ()
    policy = queue_policy(reading)
    last = _last_done(reading, place) if place and ticket is None else None
    count = find_float(reading, day.date, staff_no) if day and staff_no else None
    mine = place is not None and staff_no is not None and place.staff_no == staff_no
    held = held_for(held_tickets(reading), windows, place) if place and mine else ()
    return CounterFacts(
        day=day,
        place=place,
        windows=windows,
        names={s.staff_no: s.name for s in reading.all(Staff)},
        ticket=ticket,
        items=items,
        payments=_payments_of(reading, ticket) if ticket else (),
        waiting=line,
        order=tuple(_order(reading, place, line, run, policy, bool(stopped))) if place else (),
        run=run,
        policy=policy,
        suspension=next((s for s in stopped if _is_of(s, place)), None),
        stopped=stopped,
        help_call=_help_call(reading, window, staff_no),
        contacts=tuple(open_contacts(reading, staff_no)) if staff_no else (),
        acceptances=tuple(open_acceptances(reading, staff_no)) if staff_no else (),
        accepted=tuple(_accepted(reading, items)),
        reconnections=tuple(open_reconnections(reading, staff_no)) if staff_no else (),
        meter_tests=tuple(open_tests(reading, staff_no)) if staff_no else (),
        float_count=count,
        today=_today(reading, day, staff_no, count) if day and staff_no else NOTHING_DONE,
        last_done=last,
        last_items=tuple(items_of(reading, last.id)) if last else (),
        held=held,
        held_items=_open_items(reading, held),
        undo=find_undo(reading, window, staff_no) if mine and staff_no else None,
        last_rating=rating_of(reading, last.id) if last else None,
        unpaid=tuple(unpaid_sheets(reading, staff_no)) if staff_no else (),
        callbacks=_callbacks_due(reading, staff_no) if staff_no else (),
    )


def find_ticket(reading: Reading, code: str) -> Ticket | None:
    """Today's ticket with that number (such as A012), or None."""
    day = find_day(reading)
    cleaned = check_text(code, "code").upper()
    digits = cleaned[1:]
    if day is None or not (digits.isascii() and digits.isdigit() and len(digits) <= 6):
        return None
    return reading.find(Ticket, business_date=day.date, prefix=cleaned[0], number=int(digits))


def explain_call(tx: Tx, *, escalation_id: int, reason: str) -> Escalation:
    """The clerk adds why the duty manager was called (请值班主任)."""
    call = tx.get(Escalation, id=escalation_id)
    if call.raised_by != tx.actor:
        raise RuleBroken("只能补充自己的呼叫。")
    words = check_text(reason, "reason", most=LONG, lines=True)
    return tx.change(call, replace(call, reason=words), "explain_call", guard="closed_at")


def note_unmask(tx: Tx, *, item_id: int) -> Item:
    """A masked name or account was looked at in full (Art. 4(3)); the journal says by whom."""
    item = tx.get(Item, id=item_id)
    my_ticket(tx, item.ticket_id)
    tx.note("unmask", "item", {"id": item_id})
    return item


def _callbacks_due(reading: Reading, staff_no: str) -> tuple[Callback, ...]:
    """The clerk's callbacks of today and of days that have passed (Art. 26)."""
    return tuple(open_callbacks(reading, staff_no, due_by=hall_date(reading.now)))


def _is_of(suspension: Suspension, place: WindowDay | None) -> bool:
    return (
        place is not None
        and suspension.scope is Scope.WINDOW
        and suspension.id == place.suspension_id
    )


def _order(
    reading: Reading,
    place: WindowDay,
    line: tuple[Ticket, ...],
    run: int,
    policy: Policy,
    stopped: bool,
) -> list[Choice]:
    prefixes = callable_prefixes(reading, place.enabled) if stopped else place.enabled
    own = [t for t in line if t.waits_for in prefixes and t.target_window in (None, place.no)]
    return line_up(own, run, policy=policy, now=reading.now)


def _help_call(reading: Reading, window: WindowNo, staff_no: str | None) -> Escalation | None:
    table = schema.escalation
    calls = reading.all(
        Escalation,
        table.c.window_no == window,
        table.c.raised_by == (staff_no or ""),
        table.c.closed_at.is_(None),
        table.c.cause == "",
        order_by=table.c.id,
    )
    return calls[-1] if calls else None


def _open_items(reading: Reading, held: tuple[Ticket, ...]) -> tuple[Item, ...]:
    if not held:
        return ()
    table = schema.item
    ids = [ticket.id for ticket in held]
    found = reading.all(
        Item, table.c.ticket_id.in_(ids), table.c.state == ItemState.PENDING, order_by=table.c.id
    )
    return tuple(found)


def _accepted(reading: Reading, items: tuple[Item, ...]) -> list[Acceptance]:
    """What was accepted during the visit; the money items of the hot path ask nothing."""
    business = [item.id for item in items if item.kind == "business"]
    if not business:
        return []
    return reading.all(Acceptance, schema.acceptance.c.item_id.in_(business))


def _payments_of(reading: Reading, ticket: Ticket) -> tuple[Payment, ...]:
    table = schema.payment
    found = reading.all(
        Payment,
        table.c.business_date == ticket.business_date,
        table.c.ticket_id == ticket.id,
        order_by=table.c.voucher_no,
    )
    return tuple(payment for payment in found if not payment.is_void)


def _last_done(reading: Reading, place: WindowDay) -> Ticket | None:
    table = schema.ticket
    found = reading.all(
        Ticket,
        table.c.business_date == place.business_date,
        table.c.window_no == place.no,
        table.c.state == TicketState.DONE,
        # Said so, that the partial index of called tickets gives the last one first.
        table.c.called_at.is_not(None),
        order_by=table.c.call_no.desc(),
        most=1,
    )
    return found[0] if found else None


def _today(reading: Reading, day: BusinessDay, staff_no: str, count: FloatCount | None) -> Today:
    item, payment, attendance = schema.item, schema.payment, schema.attendance
    refund = schema.refund
    done = reading.all(
        Item,
        item.c.business_date == day.date,
        item.c.staff_no == staff_no,
        item.c.state == ItemState.DONE,
    )
    taken = reading.all(
        Payment,
        payment.c.business_date == day.date,
        payment.c.staff_no == staff_no,
        order_by=payment.c.voucher_no.desc(),
    )
    present = reading.all(
        Attendance,
        attendance.c.business_date == day.date,
        attendance.c.staff_no == staff_no,
        order_by=attendance.c.signed_in_at,
    )
    return Today(
        done=tuple(done),
        vouchers=tuple(taken),
        owed=tuple(p for p in owed_invoices(reading, staff_no) if p.business_date < day.date),
        refunds=tuple(reading.all(Refund, refund.c.business_date == day.date)),
        float_fen=count.amount_fen if count else 0,
        since=present[0] if present else None,
        float_counted=count is not None,
        handed=tuple(handed_to(reading, day.date, staff_no)),
        red=tuple(owed_red_invoices(reading, staff_no)),
        settlements=tuple(settlements_at(reading, day.date, staff_no)),
    )
