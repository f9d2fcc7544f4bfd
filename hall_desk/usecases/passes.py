"""Return passes (回厅码): who comes back with papers or as booked does not queue again.

A pass is printed on the one-time notice (补件) or given for a day (预约). ``redeem`` turns the code
into a ticket of the priority lane; at the kiosk, at the guide's desk and at the counter alike.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RefusedAndNoted, RuleBroken
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.notices import Notice
from hall_desk.domain.passes import (
    CODE_LENGTH,
    CODE_LETTERS,
    GUESS_MINUTES,
    MOST_GUESSES,
    SETTLED,
    PassKind,
    ReturnPass,
    check_usable,
    clean_code,
)
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.services import Service
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import StaffNo, Ticket, TicketState, WindowNo
from hall_desk.store import schema
from hall_desk.store.columns import utc_text
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.issuing import issue_returning
from hall_desk.usecases.queries import (
    at_window,
    get_day,
    get_service,
    my_ticket,
    require_right,
    setting,
    windows_of,
)

_GUESS = "pass_guess"


def issue_pass(
    tx: Tx,
    *,
    kind: PassKind,
    service_code: str = "",
    item_id: int | None = None,
    wanted_at: datetime | None = None,
) -> ReturnPass:
    """A pass for missing papers of an item at the own window, or for a booked day and hour.

    A second pass for the same item gives the first one again, as long as it is good. Booking is
    for the duty manager and the guide (Right.ADD_TICKET).
    """
    if kind is PassKind.PAPERS:
        return _for_papers(tx, item_id)
    require_right(tx, Right.ADD_TICKET)
    if wanted_at is None or wanted_at <= tx.now:
        raise RuleBroken("请填预约回厅的日期和时间，不能早于现在。", field="wanted_at")
    service = get_service(tx, service_code)
    day = hall_date(wanted_at)
    return _write(tx, kind, service.code, valid_until=day, wanted_at=wanted_at)


def redeem(tx: Tx, *, code: str) -> Ticket:
    """The ticket for a code (Y6 or Y5): in the priority lane, for the window it began at.

    When that clerk is not there today any window may call it. Each code is good for one ticket;
    whoever tries too many wrong ones waits some minutes. The code may be typed or scanned.
    """
    found = _find_good(tx, code)
    return _take(tx, found, _window_of(tx, found))


def redeem_at_window(tx: Tx, *, code: str, window: WindowNo) -> Ticket:
    """The same at the acting clerk's own window: the customer stands there and is called next."""
    place = at_window(tx, window)
    found = _find_good(tx, code)
    service = tx.get(Service, code=found.service_code)
    if not place.may_call(service.prefix):
        raise RuleBroken(f"{window}号窗口不办“{service.name}”，请到引导台取号。", field="code")
    return _take(tx, found, window)


def void_pass(tx: Tx, *, pass_id: int, reason: str) -> ReturnPass:
    """A pass that is not wanted any more; by whoever gave it, or the duty manager."""
    found = tx.get(ReturnPass, id=pass_id)
    if found.staff_no != tx.actor and not tx.get(Staff, staff_no=tx.actor).may(Right.SUPERVISE):
        raise RuleBroken("只能作废自己给出的回厅码。")
    words = check_text(reason, "reason")
    if not words:
        raise RuleBroken("请写明作废原因。", field="reason")
    if found.used_at is not None or found.voided_at is not None:
        raise RuleBroken("这个回厅码已经用过或作废。", field="code")
    return _void(tx, found, words)


def retire(tx: Tx, item: Item, reason: str) -> None:
    """The matter needs no return any more, whoever gave the pass; only business items have one."""
    given = pass_of_item(tx, item.id) if item.kind == "business" else None
    if given is not None:
        _void(tx, given, reason)


def follow(tx: Tx, item: Item) -> None:
    """The pass follows how the item ended: 办结 spends it, and no longer 办结 gives it back.

    Whoever has to bring papers, left, or was refused may come back with the code.
    """
    if item.kind != "business":
        return
    if item.outcome is Outcome.DONE:
        retire(tx, item, SETTLED)
        return
    table = schema.return_pass
    for given in tx.all(
        ReturnPass, table.c.item_id == item.id, table.c.void_reason == SETTLED, most=1
    ):
        back = replace(given, voided_at=None, void_reason="")
        tx.change(given, back, "restore_pass", guard="voided_at")


def _void(tx: Tx, found: ReturnPass, reason: str) -> ReturnPass:
    gone = replace(found, voided_at=tx.now, void_reason=reason)
    return tx.change(found, gone, "void_pass", guard="voided_at")


def pass_of_item(reading: Reading, item_id: int) -> ReturnPass | None:
    """The pass of an item that can still be used, or None."""
    table = schema.return_pass
    found = reading.all(
        ReturnPass,
        table.c.item_id == item_id,
        table.c.used_at.is_(None),
        table.c.voided_at.is_(None),
        order_by=table.c.id.desc(),
        most=1,
    )
    today = hall_date(reading.now)
    return found[0] if found and found[0].valid_until >= today else None


def origin_of(reading: Reading, ticket: Ticket) -> Item | None:
    """The item of the earlier visit that a returning customer's papers belong to, or None."""
    if ticket.pass_id is None:
        return None
    found = reading.get(ReturnPass, id=ticket.pass_id)
    return reading.find(Item, id=found.item_id) if found.item_id is not None else None


def papers_kept(reading: Reading, origin: Item, service: Service) -> tuple[int, ...]:
    """The ticks of the earlier visit that still mean the same papers.

    Ticks are kept by their places on the card, and the card may have been edited since: the
    notice knows by name what was missing. Where it does not fit, the papers are ticked anew.
    """
    table = schema.notice
    told = reading.all(Notice, table.c.item_id == origin.id, order_by=table.c.id.desc(), most=1)
    missing = frozenset(told[0].missing) if told else frozenset()
    names = dict(enumerate(paper.name for paper in service.papers))
    lacking = {name for index, name in names.items() if index not in origin.papers}
    if told and not lacking <= missing:
        return ()
    return tuple(at for at in origin.papers if at in names and names[at] not in missing)


def repeat_visits(reading: Reading, first: date, last: date) -> int:
    """Visits made again for missing papers in a span of business dates (重复往返数)."""
    ticket, given = schema.ticket, schema.return_pass
    query = (
        select(func.count())
        .select_from(
            ticket.join(
                given, (given.c.hall_id == ticket.c.hall_id) & (given.c.id == ticket.c.pass_id)
            )
        )
        .where(
            ticket.c.hall_id == reading.hall_id,
            ticket.c.business_date >= first,
            ticket.c.business_date <= last,
            given.c.kind == PassKind.PAPERS,
        )
    )
    return int(reading.conn.execute(query).scalar_one())


def _for_papers(tx: Tx, item_id: int | None) -> ReturnPass:
    item = tx.get(Item, id=item_id)
    ticket = my_ticket(tx, item.ticket_id)
    if ticket.state is not TicketState.SERVING:
        raise RuleBroken(f"{ticket.code} 没有在办理，不能给回厅码。")
    good = pass_of_item(tx, item.id)
    if good is not None:
        return good
    days = setting(tx, "pass_days")
    assert isinstance(days, int)
    until = get_day(tx).date + timedelta(days=days)
    return _write(tx, PassKind.PAPERS, item.service_code, valid_until=until, item=item)


def _write(
    tx: Tx,
    kind: PassKind,
    service_code: str,
    *,
    valid_until: date,
    item: Item | None = None,
    wanted_at: datetime | None = None,
) -> ReturnPass:
    given = ReturnPass(
        id=tx.new_id(),
        code=_fresh_code(tx),
        kind=kind,
        service_code=service_code,
        ground=kind.ground,
        window_no=item.window_no if item else None,
        staff_no=StaffNo(tx.actor),
        ticket_id=item.ticket_id if item else None,
        item_id=item.id if item else None,
        issued_at=tx.now,
        wanted_at=wanted_at,
        valid_until=valid_until,
        used_at=None,
        used_ticket_id=None,
        voided_at=None,
        void_reason="",
    )
    tx.insert(given, "issue_pass")
    return given


def _fresh_code(tx: Tx) -> str:
    while True:
        code = "".join(tx.pick(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if tx.find(ReturnPass, code=code) is None:
            return code


def _find_good(tx: Tx, text: str) -> ReturnPass:
    code = clean_code(text)
    get_day(tx)
    if _guesses(tx) >= MOST_GUESSES:
        raise RuleBroken(f"错误次数太多，请 {GUESS_MINUTES} 分钟后再试，或找引导员。", field="code")
    found = tx.find(ReturnPass, code=code)
    if found is None:
        op, tx.op = tx.op, None  # a retry of the press is a guess of its own
        tx.note("wrong_pass_code", _GUESS, {"by": tx.actor})
        tx.op = op
        raise RefusedAndNoted("没有这个回厅码，请对照告知单再输一次。", field="code")
    check_usable(found, hall_date(tx.now))
    return found


def _guesses(tx: Tx) -> int:
    """Wrong codes from the same place within the last minutes."""
    table = schema.journal
    since = utc_text(tx.now - timedelta(minutes=GUESS_MINUTES))
    query = select(func.count()).where(
        table.c.hall_id == tx.hall_id,
        table.c.subject == _GUESS,
        table.c.subject_id == tx.actor,
        table.c.at > since,
    )
    return int(tx.conn.execute(query).scalar_one())


def _take(tx: Tx, found: ReturnPass, window: WindowNo | None) -> Ticket:
    ticket = issue_returning(
        tx,
        service_code=found.service_code,
        ground=found.ground,
        pass_id=found.id,
        window=window,
    )
    used = replace(found, used_at=tx.now, used_ticket_id=ticket.id)
    tx.change(found, used, "use_pass", guard="used_at")
    return ticket


def _window_of(tx: Tx, found: ReturnPass) -> WindowNo | None:
    """The window the matter began at, when the same clerk sits there and it is open today."""
    prefix = tx.get(Service, code=found.service_code).prefix
    for place in windows_of(tx, get_day(tx).date):
        if place.no == found.window_no and place.staff_no == found.staff_no:
            return place.no if place.suspension_id is None and place.may_call(prefix) else None
    return None
