"""Issuing tickets (取号): numbered per prefix and business date, gapless, never reset."""

from typing import Any

from sqlalchemy import and_, bindparam, func, literal_column, or_, select

from hall_desk.domain.days import BusinessDay, hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import Right
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import (
    Lane,
    Source,
    Ticket,
    TicketId,
    TicketState,
    WindowNo,
    rank_of,
)
from hall_desk.store import schema
from hall_desk.store.prepared import Prepared
from hall_desk.store.records import field_names
from hall_desk.store.transaction import Tx
from hall_desk.usecases.queries import require_right, words_of


def issue(tx: Tx, *, service_code: str, ground: str | None = None) -> Ticket:
    """A ticket from the kiosk; refused outside ticket hours and while suspended."""
    place = _place_now(tx, service_code)
    return _write(tx, place, ground=ground, inside=False)


def issue_by_guide(
    tx: Tx, *, service_code: str, ground: str | None = None, needs_help: bool = False
) -> Ticket:
    """A ticket the guide takes for somebody (引导员取号, Art. 6(4)); the kiosk's rules hold."""
    require_right(tx, Right.SERVE)
    place = _place_now(tx, service_code)
    return _write(
        tx, place, ground=ground, inside=False, source=Source.GUIDE, needs_help=needs_help
    )


def issue_returning(
    tx: Tx, *, service_code: str, ground: str, pass_id: int, window: WindowNo | None
) -> Ticket:
    """A ticket for somebody who comes back with a pass, kept for a window or for any."""
    place = _place_now(tx, service_code)
    return _write(
        tx,
        place,
        ground=ground,
        inside=False,
        source=Source.RETURN,
        pass_id=pass_id,
        target_window=window,
    )


def _place_now(tx: Tx, service_code: str) -> Any:
    """Where the service is; refused outside ticket hours and while suspended."""
    place = _where_to(tx, service_code)
    if _of_yesterday(place, tx):
        raise RuleBroken("上一营业日还没有日结，暂不取号，请找工作人员。", article="11(9)")
    if not _issuing(place, tx):
        ends = place.closes.isoformat("minutes")
        raise RuleBroken(f"今天 {ends} 已停止取号，请明天再来。", article="11(9)")
    if place.suspended:
        raise RuleBroken("该业务暂停营业，暂不取号，请看大屏或问引导员。", article="11(8)")
    return place


def add_ticket_inside(tx: Tx, *, service_code: str, ground: str | None = None) -> Ticket:
    """A ticket added by the duty manager for somebody already inside (Art. 11(9))."""
    require_right(tx, Right.ADD_TICKET)
    place = _where_to(tx, service_code)
    if _of_yesterday(place, tx):
        raise RuleBroken(
            f"上一营业日（{place.day_date}）还没有日结，请先日结再补号。", article="11(9)"
        )
    inside = not _issuing(place, tx)
    return _write(tx, place, ground=ground, inside=inside, source=Source.MANAGER)


def _of_yesterday(place: Any, tx: Tx) -> bool:
    """Whether the running business day is not today's: nobody closed it."""
    today = hall_date(tx.now)
    return bool(place.day_date < today)


def _issuing(place: Any, tx: Tx) -> bool:
    day = BusinessDay(**{name: getattr(place, f"day_{name}") for name in field_names(BusinessDay)})
    return day.issuing_at(tx.now) and day.issue_stopped_at is None


def _where_to(tx: Tx, service_code: str) -> Any:
    found = _PLACE.rows(tx.conn, {"hall": tx.hall_id, "code": service_code})
    if not found or found[0].day_date is None:
        what = "没有开办这项业务" if not found else "还没有开门，暂不取号"
        raise RuleBroken(f"营业厅{what}。", article="10(1)")
    return found[0]


def _write(
    tx: Tx,
    place: Any,
    *,
    ground: str | None,
    inside: bool,
    source: Source = Source.KIOSK,
    pass_id: int | None = None,
    target_window: WindowNo | None = None,
    needs_help: bool = False,
) -> Ticket:
    if ground is not None and ground not in words_of(tx, "ground"):
        raise RuleBroken("请选优先的理由。", field="ground", article="6(4)")
    day, prefix = place.day_date, place.prefix
    ticket = Ticket(
        id=TicketId(tx.new_id()),
        business_date=day,
        prefix=prefix,
        number=tx.next_number(f"ticket:{day.isoformat()}:{prefix}"),
        service_code=place.code,
        ground=ground,
        lane=Lane.ORDINARY if ground is None else Lane.PRIORITY,
        rank=rank_of(tx.now),
        state=TicketState.WAITING,
        target_window=target_window,
        window_no=None,
        staff_no=None,
        calls=0,
        call_no=0,
        priority_run=0,
        transfers=0,
        inside_at_close=inside,
        issued_at=tx.now,
        called_at=None,
        started_at=None,
        finished_at=None,
        source=source,
        needs_help=needs_help,
        pass_id=pass_id,
    )
    tx.insert(ticket, "issue")
    return ticket


def _place_query() -> Any:
    """The service, the open day, and whether the kind or the hall is suspended, in one look."""
    service, day, stop = schema.service, schema.business_day, schema.suspension
    suspended = (
        select(func.count())
        .select_from(stop)
        .where(
            stop.c.hall_id == service.c.hall_id,
            stop.c.resumed_at.is_(None),
            or_(
                stop.c.scope == Scope.HALL,
                and_(stop.c.scope == Scope.SERVICE, stop.c.prefix == service.c.prefix),
            ),
        )
        .scalar_subquery()
    )
    columns = [day.c[name].label(f"day_{name}") for name in field_names(BusinessDay)]
    is_open = and_(day.c.hall_id == service.c.hall_id, day.c.state == literal_column("'open'"))
    return (
        select(
            service.c.code,
            service.c.prefix,
            day.c.closes,
            suspended.label("suspended"),
            *columns,
        )
        .select_from(service.outerjoin(day, is_open))
        .where(
            service.c.hall_id == bindparam("hall"),
            service.c.code == bindparam("code"),
            service.c.enabled == int(True),
        )
    )


_PLACE = Prepared(_place_query())
