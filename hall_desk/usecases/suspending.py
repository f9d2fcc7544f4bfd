"""Suspending (暂停营业, Art. 11(8)) a window, a kind or the hall, and opening again."""

from dataclasses import dataclass, replace
from datetime import datetime

from hall_desk.domain import suspensions
from hall_desk.domain.days import WindowDay
from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.outlets import Outlet, go_to_words
from hall_desk.domain.people import Right
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import StaffNo, Ticket, WindowNo
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import (
    approver_of,
    find_at_window,
    get_day,
    get_window,
    release_line_of,
    require_right,
    waiting,
    windows_of,
    words_of,
)


@dataclass(frozen=True, kw_only=True)
class SuspensionForm:
    """What the sign will say; ``expected_at`` in UTC."""

    scope: Scope
    window: WindowNo | None
    prefix: str | None
    reason_code: str
    expected_at: datetime
    alternative: str
    outlets: tuple[str, ...] = ()


def suspend(tx: Tx, *, form: SuspensionForm, approved_by: str | None = None) -> Suspension:
    """Suspends; raises ``ApprovalNeeded`` when the duty manager has to stand behind it."""
    require_right(tx, Right.SERVE)
    approved = approver_of(tx, approved_by)
    _check_scope(tx, form, approved=approved)
    suspension = replace(
        drafted(tx, form),
        id=tx.new_id(),
        by=StaffNo(tx.actor),
        approved_by=StaffNo(approved_by or tx.actor) if approved else None,
    )
    in_service = None
    stranded: dict[str, int] = {}
    if form.scope is Scope.WINDOW and form.window is not None:
        ticket = find_at_window(tx, form.window)
        in_service = ticket.code if ticket else None
        stranded = stranded_by(tx, form.window)
    suspensions.check_suspension(
        suspension=suspension, in_service=in_service, stranded=stranded, approved=approved
    )
    tx.insert(suspension, "suspend")
    if form.scope is Scope.WINDOW and form.window is not None:
        place = get_window(tx, form.window)
        suspended = replace(place, suspension_id=suspension.id)
        tx.change(place, suspended, "suspend_window", guard="suspension_id")
        release_line_of(tx, form.window)
    return suspension


def drafted(reading: Reading, form: SuspensionForm) -> Suspension:
    """The suspension as the form stands, without number and signature: what its sign shows."""
    elsewhere = _checked_outlets(reading, form)
    return Suspension(
        id=0,
        scope=form.scope,
        window_no=form.window if form.scope is Scope.WINDOW else None,
        prefix=form.prefix if form.scope is Scope.SERVICE else None,
        reason_code=form.reason_code,
        reason=words_of(reading, "suspend_reason").get(form.reason_code, ""),
        from_at=reading.now,
        expected_at=form.expected_at,
        alternative=check_text(go_to_words(form.alternative, elsewhere), "alternative"),
        by=StaffNo(""),
        approved_by=None,
        resumed_at=None,
        resumed_by=None,
    )


def _check_scope(tx: Tx, form: SuspensionForm, *, approved: bool) -> None:
    """What stops must exist, run, and be the clerk's own window unless the manager approves."""
    running = open_suspensions(tx)
    if form.scope is Scope.WINDOW:
        if form.window is None:
            raise RuleBroken("请选要暂停的窗口。", field="window", article="11(8)")
        place = get_window(tx, form.window)
        if place.suspension_id is not None:
            raise RuleBroken(f"{form.window}号窗口已经暂停营业。", field="window")
        if place.staff_no != tx.actor and not approved:
            raise ApprovalNeeded("暂停别人的窗口须由值班主任批准。", article="11(8)")
    elif form.scope is Scope.SERVICE and form.prefix not in words_of(tx, "kind"):
        raise RuleBroken("请选要暂停的业务。", field="prefix", article="11(8)")
    elif any(s.scope is form.scope and s.prefix in (None, form.prefix) for s in running):
        raise RuleBroken("已经暂停营业。", field="scope")


def stranded_by(reading: Reading, window: WindowNo) -> dict[str, int]:
    """Kinds with people waiting that no other open window serves, by name."""
    places = windows_of(reading, get_day(reading).date)
    own = next((p for p in places if p.no == window), None)
    others = {prefix for p in places if p.no != window and is_serving(p) for prefix in p.enabled}
    kinds = words_of(reading, "kind")
    counts: dict[str, int] = {}
    for ticket in waiting(reading):
        if own is not None and own.may_call(ticket.waits_for) and ticket.waits_for not in others:
            name = kinds.get(ticket.waits_for, ticket.waits_for)
            counts[name] = counts.get(name, 0) + 1
    return counts


def is_serving(place: WindowDay) -> bool:
    """Whether a window is staffed and not suspended."""
    return place.staff_no is not None and place.suspension_id is None


def aim_of(reading: Reading, ticket: Ticket) -> WindowNo | None:
    """The window a ticket waits for, as long as that one serves its kind; None is any."""
    if ticket.target_window is None:
        return None
    key = {"business_date": ticket.business_date, "no": ticket.target_window}
    place = reading.find(WindowDay, **key)
    serves = place is not None and is_serving(place) and place.may_call(ticket.waits_for)
    return ticket.target_window if serves else None


def alternatives_for(reading: Reading, window: WindowNo) -> list[WindowDay]:
    """Other open windows that serve all kinds, or else some, of the suspended one."""
    places = windows_of(reading, get_day(reading).date)
    own = next((p for p in places if p.no == window), None)
    if own is None:
        return []
    others = [p for p in places if p.no != window and is_serving(p)]
    whole = [p for p in others if set(own.enabled) <= set(p.enabled)]
    return whole or [p for p in others if set(own.enabled) & set(p.enabled)]


def suspended_kinds(
    reading: Reading, scope: Scope, window: WindowNo | None, prefix: str | None
) -> str:
    """The prefixes that stop with a window, a kind, or the whole hall."""
    if scope is Scope.HALL:
        return "".join(words_of(reading, "kind"))
    if scope is Scope.SERVICE:
        return prefix or ""
    places = windows_of(reading, get_day(reading).date)
    return next((place.prefixes for place in places if place.no == window), "")


def outlets_of(reading: Reading) -> list[Outlet]:
    """Other halls and agents that are in use, by code."""
    table = schema.outlet
    return reading.all(Outlet, table.c.enabled == 1, order_by=table.c.code)


def _checked_outlets(reading: Reading, form: SuspensionForm) -> list[Outlet]:
    """The outlets the sign sends customers to; each must do what stops here (Art. 5(2))."""
    kinds = suspended_kinds(reading, form.scope, form.window, form.prefix)
    known = outlets_of(reading)
    chosen = [outlet for outlet in known if outlet.code in form.outlets]
    if len(chosen) != len(set(form.outlets)):
        raise RuleBroken("所选网点已停用，请另选。", field="alternative", article="5(2)")
    named = [outlet for outlet in known if outlet.name in form.alternative]
    for outlet in chosen + named:
        if not outlet.provides_all(kinds):
            raise RuleBroken(
                f"{outlet.name}不办理暂停的业务，请另选。", field="alternative", article="5(2)"
            )
    return chosen


def resume(tx: Tx, *, suspension_id: int) -> Suspension:
    """Opens again: the clerk of the window, or the duty manager."""
    require_right(tx, Right.SERVE)
    suspension = tx.get(Suspension, id=suspension_id)
    place = None
    if suspension.window_no is not None:
        place = get_window(tx, suspension.window_no)
    if place is None or place.staff_no != tx.actor:
        require_right(tx, Right.SUPERVISE)
    return end(tx, suspension, place)


def end(tx: Tx, suspension: Suspension, place: WindowDay | None) -> Suspension:
    """Ends a suspension, on request or with the day of its window ``place``."""
    opened = suspensions.resume(suspension, by=StaffNo(tx.actor), now=tx.now)
    tx.change(suspension, opened, "resume", guard="resumed_at")
    if place is not None:
        free = replace(place, suspension_id=None)
        tx.change(place, free, "resume_window", guard="suspension_id")
    return opened


def open_suspensions(reading: Reading) -> list[Suspension]:
    """What is suspended now, oldest first."""
    table = schema.suspension
    return reading.all(Suspension, table.c.resumed_at.is_(None), order_by=table.c.from_at)
