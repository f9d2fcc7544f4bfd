"""Looking visits up (查询来访): by number, account or initials, as far as the asker may see."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, literal_column, or_, select

from hall_desk.domain.codes import CodeKind, read_code
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.parties import Party
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import Ticket, TicketId
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.parties import initials_of
from hall_desk.usecases.queries import find_day, line_column

HIDDEN_SERVICES = frozenset({"D01", "D02"})
"""Complaints and reports (投诉、举报): never listed, and never their parties."""
MOST_FOUND = 30
_DAYS_BACK = 400
_LOOKED_AT = 300
_NUMBER = re.compile(r"([A-Z])(\d{1,6})", re.ASCII)
_LETTERS = re.compile(r"[A-Z]{2,20}", re.ASCII)
_PREFIX_FROM = 4  # so many initials are rare enough to be a beginning only
_EMPTY = "请输入票号、户号或姓名首字母，例如 A012、3600123450127、zya。"


@dataclass(frozen=True, kw_only=True)
class FoundVisit:
    """A visit and by whom it was found; names and accounts are whole here, never on a list."""

    ticket: Ticket
    items: tuple[Item, ...]
    party: Party | None
    ahead: int | None = None


def find_visits(reading: Reading, text: str, staff_no: str) -> list[FoundVisit]:
    """The visits behind a number, an account, initials or a name: today's first, then older.

    A clerk sees the hall's visits of today and the own ones of earlier days, the duty manager
    all. Complaints and reports are never found by a person, and by number only as a place.
    """
    typed = check_text(text, "code", most=60)
    wanted = unicodedata.normalize("NFKC", typed).upper()
    if not wanted:
        raise RuleBroken(_EMPTY, field="code")
    sight = _sight(reading, staff_no)
    code = read_code(wanted)
    if code is not None and code.kind is CodeKind.TICKET:
        return _by_number(reading, sight, code.number, code.day)
    if code is not None and code.kind is CodeKind.VOUCHER:
        return _by_voucher(reading, sight, code.number)
    if _NUMBER.fullmatch(wanted):
        return _by_number(reading, sight, wanted, None)
    return _by_party(reading, sight, wanted, typed)


def may_see(reading: Reading, ticket: Ticket, items: Iterable[Item], staff_no: str) -> bool:
    """Whether somebody may look at a visit."""
    return _sight(reading, staff_no).covers(ticket, items)


def is_hidden(ticket: Ticket, items: Iterable[Item]) -> bool:
    """Whether a complaint or report belongs to the visit, so that its people stay unknown."""
    return ticket.service_code in HIDDEN_SERVICES or any(
        item.service_code in HIDDEN_SERVICES for item in items
    )


def visible_visit(tx: Reading, ticket_id: TicketId, staff_no: str) -> tuple[Ticket, list[Item]]:
    """A visit with its items; refuses whoever may not see it."""
    ticket = tx.get(Ticket, id=ticket_id)
    items = items_of_visits(tx, [ticket.id]).get(ticket.id, [])
    if not may_see(tx, ticket, items, staff_no):
        raise RuleBroken(f"{ticket.code} 不是您办理的，只能由值班主任查看。", article="4(3)")
    return ticket, items


def items_of_visits(reading: Reading, ids: list[TicketId]) -> dict[TicketId, list[Item]]:
    """The items of several visits at once, in order, dropped ones left out."""
    table = schema.item
    found: dict[TicketId, list[Item]] = {}
    for item in reading.all(
        Item,
        table.c.ticket_id.in_(ids),
        table.c.state != ItemState.DROPPED,
        order_by=(table.c.ticket_id, table.c.position),
    ):
        found.setdefault(item.ticket_id, []).append(item)
    return found


def unmask_visit(tx: Tx, *, ticket_id: TicketId) -> Ticket:
    """Name and account of a visit are looked at in full; the journal says by whom (Art. 4(3))."""
    ticket, items = visible_visit(tx, ticket_id, tx.actor)
    if is_hidden(ticket, items):
        raise RuleBroken(f"{ticket.code} 的客户信息不能查看。", article="4(3)")
    tx.note("unmask", "ticket", {"id": ticket.id}, after={"by": tx.actor})
    return ticket


@dataclass(frozen=True, kw_only=True)
class _Sight:
    """What somebody may see: everything, or today and the own visits."""

    staff_no: str
    today: date | None
    everything: bool

    def covers(self, ticket: Ticket, items: Iterable[Item]) -> bool:
        own = ticket.staff_no == self.staff_no or any(i.staff_no == self.staff_no for i in items)
        return self.everything or own or ticket.business_date == self.today


def _sight(reading: Reading, staff_no: str) -> _Sight:
    staff = reading.find(Staff, staff_no=staff_no)
    if staff is None or not staff.may(Right.SERVE):
        raise RuleBroken("请先登录，再查询。")
    day = find_day(reading)
    return _Sight(
        staff_no=staff_no,
        today=day.date if day is not None else None,
        everything=staff.may(Right.SUPERVISE),
    )


def _by_number(reading: Reading, sight: _Sight, number: str, day: date | None) -> list[FoundVisit]:
    """That number of a date, or of today and the business dates before it."""
    match = _NUMBER.fullmatch(number)
    assert match is not None
    days = [day] if day is not None else _days(reading)
    table = schema.ticket
    found = reading.all(
        Ticket,
        # One look at the index of numbers for each date: the age of the database is no matter.
        table.c.business_date.in_(days),
        table.c.prefix == match[1],
        table.c.number == int(match[2]),
        order_by=table.c.business_date.desc(),
    )
    return _visits(reading, sight, found, {}, by_person=False)


def _by_voucher(reading: Reading, sight: _Sight, number: str) -> list[FoundVisit]:
    table = schema.payment
    query = select(table.c.ticket_id).where(
        table.c.hall_id == reading.hall_id, table.c.voucher_no == int(number[3:])
    )
    ids = [row.ticket_id for row in reading.conn.execute(query) if row.ticket_id is not None]
    tickets = reading.all(Ticket, schema.ticket.c.id.in_(ids))
    return _visits(reading, sight, tickets, {}, by_person=True)


def _by_party(reading: Reading, sight: _Sight, wanted: str, typed: str) -> list[FoundVisit]:
    table = schema.party
    conditions = [_party_condition(wanted, typed)]
    if not sight.everything:
        mine = table.c.staff_no == sight.staff_no
        conditions.append(or_(table.c.business_date == sight.today, mine))
    parties = reading.all(Party, *conditions, order_by=_newest(wanted), most=_LOOKED_AT)
    by_ticket: dict[int, Party] = {}
    for party in parties:
        if party.ticket_id is not None:
            by_ticket.setdefault(party.ticket_id, party)
    tickets = reading.all(Ticket, schema.ticket.c.id.in_(list(by_ticket)))
    return _visits(reading, sight, tickets, by_ticket, by_person=True)


def _newest(wanted: str) -> Any:
    """The newest first; for the beginning of initials SQLite must not walk the whole table."""
    column = schema.party.c.id
    begins = bool(_LETTERS.fullmatch(wanted)) and len(wanted) >= _PREFIX_FROM
    return (column + 0).desc() if begins else column.desc()


def _party_condition(wanted: str, typed: str) -> Any:
    table = schema.party
    if wanted.isascii() and wanted.replace(" ", "").isdigit():
        digits = wanted.replace(" ", "")
        if len(digits) not in (10, 13):
            raise RuleBroken("户号应为 10 或 13 位数字。", field="code", article="11(5)")
        return table.c.account_no == digits
    if _LETTERS.fullmatch(wanted):
        return _initials_condition(wanted.lower())
    if wanted.isascii():
        raise RuleBroken(_EMPTY, field="code")
    if len(wanted) < 2:
        raise RuleBroken("请输入完整的姓名，或至少两个首字母。", field="code")
    # The index of initials finds the row, the name itself decides.
    return (table.c.initials == initials_of(typed)) & (func.upper(table.c.name) == typed.upper())


def _initials_condition(letters: str) -> Any:
    column = schema.party.c.initials
    if len(letters) < _PREFIX_FROM:
        return column == letters
    after = letters[:-1] + chr(ord(letters[-1]) + 1)
    return (column >= letters) & (column < after)


def _days(reading: Reading) -> list[date]:
    table = schema.business_day
    query = (
        select(table.c.date)
        .where(table.c.hall_id == reading.hall_id)
        .order_by(table.c.date.desc())
        .limit(_DAYS_BACK)
    )
    return list(reading.conn.execute(query).scalars())


def _visits(
    reading: Reading,
    sight: _Sight,
    tickets: list[Ticket],
    parties: dict[int, Party],
    *,
    by_person: bool,
) -> list[FoundVisit]:
    tickets = sorted(tickets, key=lambda t: (t.business_date, t.issued_at), reverse=True)
    items = items_of_visits(reading, [ticket.id for ticket in tickets])
    found: list[FoundVisit] = []
    for ticket in tickets:
        own = items.get(ticket.id, [])
        hidden = is_hidden(ticket, own)
        if not sight.covers(ticket, own) or (hidden and by_person):
            continue
        found.append(
            FoundVisit(
                ticket=ticket,
                items=() if hidden else tuple(own),
                party=None if hidden else parties.get(ticket.id),
                ahead=_ahead(reading, ticket),
            )
        )
        if len(found) >= MOST_FOUND:
            break
    if not by_person:
        found = [_with_party(reading, visit) for visit in found]
    return found


def _with_party(reading: Reading, visit: FoundVisit) -> FoundVisit:
    noted = parties_of(reading, visit.ticket.id) if visit.items else []
    return replace(visit, party=noted[0]) if noted else visit


def parties_of(reading: Reading, ticket_id: TicketId) -> list[Party]:
    """The names and accounts noted during a visit, the newest first."""
    table = schema.party
    # Ordered here: ordering by id would make SQLite walk the parties of all days.
    found = reading.all(Party, table.c.ticket_id == ticket_id)
    return sorted(found, key=lambda party: party.id, reverse=True)


def _ahead(reading: Reading, ticket: Ticket) -> int | None:
    """How many of its kind wait before a waiting ticket."""
    if ticket.state != "waiting":
        return None
    table = schema.ticket
    query = select(table.c.lane, table.c.rank).where(
        table.c.hall_id == reading.hall_id,
        # Said literally, so that the partial index of waiting tickets serves it.
        table.c.state == literal_column("'waiting'"),
        line_column(table) == ticket.waits_for,
    )
    line = [tuple(row) for row in reading.conn.execute(query)]
    return sum(place < (ticket.lane, ticket.rank) for place in line)
