"""Shared look-ups of the verbs (查询)."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import case, literal_column, select

from hall_desk.domain.days import BusinessDay, DayState, WindowDay
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import Setting
from hall_desk.domain.holidays import HolidayTable
from hall_desk.domain.people import Right, Staff, require
from hall_desk.domain.queue import Policy, policy_of
from hall_desk.domain.services import CodedText, Service
from hall_desk.domain.tickets import Ticket, TicketId, TicketState, WindowNo
from hall_desk.store import schema
from hall_desk.store.journal import head
from hall_desk.store.transaction import Reading, Tx


def journal_number(reading: Reading) -> int:
    """The number of the newest journal entry: it moves with every change of the hall."""
    return head(reading.conn, reading.hall_id)[0]


def find_day(reading: Reading) -> BusinessDay | None:
    """The open business day, or None."""
    return reading.find(BusinessDay, state=DayState.OPEN)


def get_day(reading: Reading) -> BusinessDay:
    """The open business day; refuses with a sentence when the hall is closed."""
    day = find_day(reading)
    if day is None:
        raise RuleBroken("营业厅还没有开门，请值班主任先开门。", article="11(1)")
    return day


def get_window(reading: Reading, window: WindowNo) -> WindowDay:
    """A window of the open day."""
    return reading.get(WindowDay, business_date=get_day(reading).date, no=window)


def windows_of(reading: Reading, day: date) -> list[WindowDay]:
    """The windows of a business date, by number."""
    table = schema.window_day
    return reading.all(WindowDay, table.c.business_date == day, order_by=table.c.no)


def find_at_window(reading: Reading, window: WindowNo) -> Ticket | None:
    """The ticket called to or served at a window now."""
    table = schema.ticket
    found = reading.all(
        Ticket,
        table.c.window_no == window,
        # Said literally, so that the partial index of tickets at windows serves it.
        table.c.state.in_((literal_column("'called'"), literal_column("'serving'"))),
    )
    return found[0] if found else None


def my_ticket(tx: Tx, ticket_id: TicketId) -> Ticket:
    """A ticket at the acting clerk's own window: side doors are guarded like the front one."""
    ticket = tx.get(Ticket, id=ticket_id)
    if ticket.staff_no != tx.actor:
        raise RuleBroken(f"{ticket.code} 不在您的窗口，已为您刷新。")
    return ticket


def at_window(tx: Tx, window: WindowNo) -> WindowDay:
    """The window at which the acting clerk is signed in; money and papers name it."""
    place = tx.find(WindowDay, business_date=get_day(tx).date, no=window)
    if place is None or place.staff_no != tx.actor:
        raise RuleBroken(f"您没有在{window}号窗口登录，请先登录。", field="window", article="7(1)")
    return place


def ticket_of_today(tx: Tx, ticket_id: TicketId) -> Ticket:
    """A ticket of the open day, to which a register row or a sheet is bound."""
    ticket = tx.get(Ticket, id=ticket_id)
    if ticket.business_date != get_day(tx).date:
        raise RuleBroken(f"{ticket.code} 不是今天的票号。", field="ticket")
    return ticket


def waiting(reading: Reading) -> list[Ticket]:
    """All waiting tickets, in line order."""
    table = schema.ticket
    return reading.all(
        Ticket, table.c.state == TicketState.WAITING, order_by=(table.c.lane, table.c.rank)
    )


def line_column(table: Any) -> Any:
    """The kind in whose line a ticket waits: the one it was handed to, or its own letter's."""
    return case((table.c.line == literal_column("''"), table.c.prefix), else_=table.c.line)


def release_line_of(tx: Tx, window: WindowNo, kept: str = "") -> None:
    """Customers handed to a window that stops may go to any other one, at the same place.

    Those of the kinds ``kept`` still wait for it.
    """
    for ticket in waiting(tx):
        if ticket.target_window == window and ticket.waits_for not in kept:
            freed = replace(ticket, target_window=None)
            tx.change(ticket, freed, "release_ticket", guard="target_window")


def get_service(reading: Reading, code: str) -> Service:
    """A service of the catalogue that is switched on."""
    service = reading.find(Service, code=code)
    if service is None or not service.enabled:
        raise RuleBroken(f"本厅没有开办事项 {code}。", field="service", article="10(1)")
    return service


def services(reading: Reading) -> list[Service]:
    """The whole catalogue, switched-off ones too, by code."""
    return reading.all(Service, order_by=schema.service.c.code)


def code_texts(reading: Reading, list_name: str) -> list[CodedText]:
    """A list of codes the hall can edit, in its order."""
    table = schema.code_text
    query = (
        select(table.c.code, table.c.text)
        .where(table.c.hall_id == reading.hall_id, table.c.list == list_name)
        .order_by(table.c.position)
    )
    return [CodedText(code=row.code, text=row.text) for row in reading.conn.execute(query)]


def words_of(reading: Reading, list_name: str) -> dict[str, str]:
    """A list of codes as code → words."""
    return {entry.code: entry.text for entry in code_texts(reading, list_name)}


def setting(reading: Reading, name: str) -> object:
    """The value of a setting of the hall."""
    return reading.get(Setting, name=name).value


def pause_counts(reading: Reading, reason: str) -> bool:
    """Whether a pause for that reason is taken off the net time, as the hall has set."""
    counted = reading.find(Setting, name="net_pauses")
    return counted is None or not isinstance(counted.value, list) or reason in counted.value


def queue_policy(reading: Reading) -> Policy:
    """The order of calls as the hall has set it."""
    found = reading.find(Setting, name="queue_policy")
    return policy_of(found.value if found else None)


def holiday_table(reading: Reading) -> HolidayTable:
    """Days off and make-up days; years without a table are known to be missing."""
    table = schema.holiday
    query = select(table.c.day, table.c.off).where(table.c.hall_id == reading.hall_id)
    years = setting(reading, "holiday_years")
    assert isinstance(years, list)
    return HolidayTable(
        years=frozenset(years), days={row.day: row.off for row in reading.conn.execute(query)}
    )


def require_right(tx: Tx, right: Right) -> Staff:
    """The acting person, who must have the right."""
    staff = tx.get(Staff, staff_no=tx.actor)
    require(staff, right)
    return staff


def approver_of(tx: Tx, approved_by: str | None) -> bool:
    """Whether a person with the right to approve (值班主任) stands behind the action."""
    for staff_no in (approved_by, tx.actor):
        if staff_no is None:
            continue
        staff = tx.find(Staff, staff_no=staff_no)
        if staff is not None and staff.may(Right.APPROVE):
            return True
    return False


def second_person(tx: Tx, staff_no: str | None) -> bool:
    """Whether somebody else than the acting person approves, who may (值班主任).

    The actor's own right is no signature of another one, also where the actor is a duty manager.
    """
    staff = tx.find(Staff, staff_no=staff_no) if staff_no not in (None, tx.actor) else None
    return staff is not None and staff.may(Right.APPROVE)
