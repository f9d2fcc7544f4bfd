"""Parties (办理人): every noted name and account, so that a visit is found again by them."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from hall_desk.domain.contacts import FirstContact
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.parties import Party
from hall_desk.domain.payments import Payment
from hall_desk.domain.tickets import StaffNo, TicketId
from hall_desk.store import schema
from hall_desk.store.transaction import Tx
from hall_desk.usecases.queries import find_day

MOST_OLDER = 3000
"""Rows of each kind that are taken over from a database of the older edition, newest first."""


def note_party(
    tx: Tx,
    *,
    ticket_id: TicketId | None,
    source: str,
    source_id: int,
    name: str,
    account_no: str,
) -> Party | None:
    """Notes by whom a visit can be found; part of the transaction that keeps the name.

    ``source`` names the table and ``source_id`` the row the name stands in. Nothing is written
    without a name and an account, nor twice for the same row. Call it after the record itself,
    so that a retry gives the record back.
    """
    if not name.strip() and not account_no.strip():
        return None
    day = find_day(tx)
    party = Party(
        id=tx.new_id(),
        business_date=day.date if day is not None else tx.now.date(),
        ticket_id=ticket_id,
        source=source,
        source_id=source_id,
        name=name.strip(),
        initials=initials_of(name),
        account_no=account_no.replace(" ", ""),
        staff_no=StaffNo(tx.actor),
        at=tx.now,
    )
    before = _noted(tx, party)
    if before is None:
        return _insert(tx, party)
    again = replace(before, name=party.name, initials=party.initials, account_no=party.account_no)
    return tx.change(before, again, "change_party", guard="name")


def initials_of(name: str) -> str:
    """The initials of a name; the table of readings is loaded only where there is a name."""
    if not name.strip():
        return ""
    from hall_desk import pinyin

    return pinyin.name_initials(name)


def take_over_older(tx: Tx) -> int:
    """Parties of the newest payments, contacts and sheets that have none; how many there were."""
    done = 0
    for kind, table, at in (
        (Payment, schema.payment, "paid_at"),
        (FirstContact, schema.first_contact, "registered_at"),
        (Sheet, schema.sheet, "drafted_at"),
    ):
        for record in _without_party(tx, kind, table):
            _insert(tx, _older(tx, record, table.name, getattr(record, at)))
            done += 1
    return done


def _insert(tx: Tx, party: Party) -> Party:
    noted: Party = tx.insert(party, "note_party")
    return noted


def _noted(tx: Tx, party: Party) -> Party | None:
    """The party of the same row of the same visit, noted before."""
    if party.ticket_id is None:
        return None
    table = schema.party
    found = tx.all(
        Party,
        table.c.ticket_id == party.ticket_id,
        table.c.source == party.source,
        table.c.source_id == party.source_id,
    )
    return found[0] if found else None


def _without_party(tx: Tx, kind: type[Any], table: Any) -> list[Any]:
    party = schema.party
    named = [table.c.customer_name != ""]
    if "account_no" in table.c:
        named.append(table.c.account_no != "")
    known = (
        select(party.c.source_id)
        .where(party.c.hall_id == tx.hall_id, party.c.source == table.name)
        .scalar_subquery()
    )
    wanted = (or_(*named), table.c.id.not_in(known))
    return tx.all(kind, *wanted, order_by=table.c.id.desc(), most=MOST_OLDER)


def _older(tx: Tx, record: Any, source: str, at: Any) -> Party:
    day: date = record.business_date
    return Party(
        id=tx.new_id(),
        business_date=day,
        ticket_id=record.ticket_id,
        source=source,
        source_id=record.id,
        name=record.customer_name,
        initials=initials_of(record.customer_name),
        account_no=getattr(record, "account_no", ""),
        staff_no=StaffNo(getattr(record, "owner", "") or record.staff_no),
        at=at,
    )
