"""Service without a number (直接受理): a customer at the window, or one on the telephone."""

from hall_desk.domain import tickets
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import Right
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import Source, StaffNo, Ticket, TicketId, WindowNo
from hall_desk.store.transaction import Tx
from hall_desk.usecases import serving
from hall_desk.usecases.calling import priority_run_of
from hall_desk.usecases.queries import (
    at_window,
    find_at_window,
    get_day,
    get_service,
    require_right,
)
from hall_desk.usecases.suspending import open_suspensions


def serve_directly(tx: Tx, *, window: WindowNo, service_code: str, source: Source) -> Ticket:
    """Serves at once whoever has no number (柜前、电话): nobody is called, nobody waits.

    The visit gets the next number of its kind, so that everything hangs on a ticket and a
    transfer calls it like any other; no call of it is counted, so no display shows one. Begun by
    a misclick it is withdrawn within ten seconds (``undoing``), and the number is not given again.
    """
    require_right(tx, Right.SERVE)
    place = at_window(tx, window)
    if source not in tickets.DIRECT:
        raise RuleBroken("请选柜前受理或电话受理。", field="source")
    if place.suspension_id is not None:
        raise RuleBroken("本窗口暂停营业，恢复后再受理。", article="11(8)")
    beside = find_at_window(tx, window)
    if beside is not None:
        raise RuleBroken(f"{beside.code} 还在本窗口，请先办结、过号或转接。")
    service = get_service(tx, service_code)
    if any(s.scope is Scope.HALL or s.prefix == service.prefix for s in open_suspensions(tx)):
        raise RuleBroken(f"“{service.name}”暂停营业，恢复后再受理。", article="11(8)")
    day = get_day(tx).date
    arrived = tickets.arrive_directly(
        ticket_id=TicketId(tx.new_id()),
        business_date=day,
        prefix=service.prefix,
        number=tx.next_number(f"ticket:{day.isoformat()}:{service.prefix}"),
        service_code=service.code,
        source=source,
        window=window,
        staff=StaffNo(tx.actor),
        priority_run=priority_run_of(tx, place),
        now=tx.now,
    )
    tx.insert(arrived, "serve_directly")
    return serving.start(tx, ticket_id=arrived.id)
