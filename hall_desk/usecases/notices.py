"""One-time notices (一次性告知, Art. 11(4)): told once, on paper, with exactly what is missing."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from hall_desk.domain.days import HALL_ZONE
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item
from hall_desk.domain.notices import Notice
from hall_desk.domain.passes import PassKind
from hall_desk.domain.services import Service
from hall_desk.domain.tickets import StaffNo, TicketState
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import passes
from hall_desk.usecases.queries import get_day, my_ticket

PAPER = "paper"


def give(tx: Tx, *, item_id: int, papers: tuple[int, ...] | None = None) -> Notice:
    """The notice of the item at the own window; the same papers missing make a reprint of it.

    It lists exactly the papers not ticked. While one the customer must bring is missing it carries
    a return pass, so that nobody queues twice for the same matter. The customer counts as told
    (``serving.inform``) once the paper came out. ``papers`` are those ticked on
    the acceptance page, when they are not yet on the item.
    """
    kept = tx.get(Item, id=item_id)
    item = kept if papers is None else replace(kept, papers=tuple(sorted(papers)))
    ticket = my_ticket(tx, item.ticket_id)
    if ticket.state is not TicketState.SERVING or ticket.window_no is None:
        raise RuleBroken(f"{ticket.code} 没有在办理，请先按“开始办理”。")
    service = tx.get(Service, code=item.service_code)
    missing = tuple(
        paper.name for index, paper in enumerate(service.papers) if index not in item.papers
    )
    before = latest_of_item(tx, item.id)
    if before is not None and before.missing == missing:
        again = replace(before, reprints=before.reprints + 1)
        tx.change(before, again, "reprint_notice", guard="reprints")
        tx.change(kept, item, "tick_paper")
        return again
    day = get_day(tx).date
    notice = Notice(
        id=tx.new_id(),
        business_date=day,
        number=tx.next_number(f"notice:{day.isoformat()}"),
        ticket_id=ticket.id,
        item_id=item.id,
        service_code=service.code,
        service_name=service.name,
        missing=missing,
        staff_no=StaffNo(tx.actor),
        window_no=ticket.window_no,
        given_at=tx.now,
        signature_mode="",
        signed_at=None,
        pass_id=None,
        reprints=0,
    )
    tx.insert(notice, "give_notice")
    if must_return(service, item):
        given = passes.issue_pass(tx, kind=PassKind.PAPERS, item_id=item.id)
        notice = tx.change(notice, replace(notice, pass_id=given.id), "pass", guard="pass_id")
    tx.change(kept, item, "tick_paper")
    return notice


def sign(tx: Tx, *, notice_id: int) -> Notice:
    """The customer signed the notice on paper."""
    notice = tx.get(Notice, id=notice_id)
    my_ticket(tx, notice.ticket_id)
    signed = replace(notice, signature_mode=PAPER, signed_at=notice.signed_at or tx.now)
    return tx.change(notice, signed, "sign_notice", guard="signed_at")


def must_return(service: Service, item: Item) -> bool:
    """Whether the customer has to fetch a paper: mandatory, not here, not filled in here."""
    return any(
        paper.mandatory and not paper.filled_here and index not in item.papers
        for index, paper in enumerate(service.papers)
    )


def latest_of_item(reading: Reading, item_id: int) -> Notice | None:
    """The last notice given for an item, or None."""
    table = schema.notice
    found = reading.all(Notice, table.c.item_id == item_id, order_by=table.c.id.desc(), most=1)
    return found[0] if found else None


def told_on(reading: Reading, day: date) -> int:
    """Items told once on a business date (一次性告知数), by word of mouth or on paper.

    An item continued from an earlier visit was told then and is not counted again.
    """
    table = schema.item
    start = datetime.combine(day, datetime.min.time(), HALL_ZONE)
    query = select(func.count()).where(
        table.c.hall_id == reading.hall_id,
        table.c.business_date == day,
        table.c.informed_at >= start,
        table.c.informed_at < start + timedelta(days=1),
    )
    return int(reading.conn.execute(query).scalar_one())


def keep_papers(tx: Tx, *, item_id: int, papers: tuple[int, ...]) -> Item:
    """The papers ticked on the acceptance page, as the service card shows them too."""
    item = tx.get(Item, id=item_id)
    my_ticket(tx, item.ticket_id)
    return tx.change(item, replace(item, papers=tuple(sorted(papers))), "tick_paper")
