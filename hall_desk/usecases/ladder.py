"""The contact ladder (三级联系, S2-1) looked up by village, area, account number or initials."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select

from hall_desk import pinyin
from hall_desk.domain import ladder
from hall_desk.domain.contacts import DirectoryEntry
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.ladder import HOTLINES, Area, KeyAccount, LadderRung
from hall_desk.domain.people import Right
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import Ticket, TicketId
from hall_desk.store import schema
from hall_desk.store.columns import utc_moment
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import require_right, ticket_of_today

GIVEN = "give_ladder_card"
_LEAST_DIGITS = 3


@dataclass(frozen=True, kw_only=True)
class AreaLadder:
    """An area and its three rungs in order; a gap is a rung without anybody."""

    area: Area
    rungs: tuple[LadderRung, ...]


@dataclass(frozen=True, kw_only=True)
class KeyAccountLook:
    """A large customer's account and who looks after it (S1-7); None where nobody can be."""

    account: KeyAccount
    manager: DirectoryEntry | None


@dataclass(frozen=True, kw_only=True)
class LadderLook:
    """What a search found: areas, large accounts, and the hotlines beside them."""

    areas: tuple[AreaLadder, ...]
    key_accounts: tuple[KeyAccountLook, ...]
    hotlines: tuple[DirectoryEntry, ...]


def find_ladder(reading: Reading, query: str = "") -> LadderLook:
    """Areas whose name, village, people, initials or account numbers fit; all without a query."""
    wanted = "".join(check_text(query, "query").split())
    entries = _entries(reading)
    areas = areas_of(reading)
    ladders = [AreaLadder(area=area, rungs=ladder.rungs_of(area, entries)) for area in areas]
    if wanted.isdecimal() and len(wanted) in (10, 13):
        home = ladder.area_of(areas, account_no=wanted)
        found = [each for each in ladders if home is not None and each.area.code == home.code]
    else:
        ranked = [(_rank(each, wanted), each) for each in ladders]
        fitting = [(rank, each) for rank, each in ranked if rank is not None]
        found = [each for _, each in sorted(fitting, key=lambda pair: pair[0])]
    return LadderLook(
        areas=tuple(found),
        key_accounts=tuple(_key_accounts(reading, wanted, entries)),
        hotlines=tuple(e for e in entries.values() if e.level in HOTLINES and e.enabled),
    )


def areas_of(reading: Reading) -> tuple[Area, ...]:
    """The areas in use, by code."""
    table = schema.area
    return tuple(reading.all(Area, table.c.enabled == 1, order_by=table.c.code))


def key_account_for(reading: Reading, account_no: str) -> KeyAccountLook | None:
    """The account manager (大客户经理) of an account; None for an ordinary one."""
    account = reading.find(KeyAccount, account_no=account_no) if account_no else None
    if account is None or not account.enabled:
        return None
    return _with_manager(account, _entries(reading))


def hand_over_card(
    tx: Tx, *, code: str, area_code: str = "", ticket_id: TicketId | None = None
) -> DirectoryEntry:
    """A contact's card was handed to the customer of this visit (S2-4); the journal keeps it."""
    require_right(tx, Right.SERVE)
    if ticket_id is not None:
        ticket_of_today(tx, ticket_id)
    entry = tx.get(DirectoryEntry, code=code)
    if not entry.enabled:
        raise RuleBroken(f"{entry.office}已停用，请另选联系人。", field="rung")
    told = {"area": check_text(area_code, "area", most=20), "ticket_id": ticket_id}
    tx.note(GIVEN, "directory", {"code": code}, after=told)
    return entry


def cards_given(reading: Reading, ticket_id: TicketId | None) -> dict[str, datetime]:
    """Which contacts' cards this visit's customer has, and since when (UTC)."""
    ticket = None if ticket_id is None else reading.find(Ticket, id=ticket_id)
    if ticket is None:
        return {}
    table = schema.journal
    query = select(table.c.subject_id, table.c.after, table.c.at).where(
        table.c.hall_id == reading.hall_id,
        table.c.subject == "directory",
        table.c.action == GIVEN,
        # Only what came after the ticket: the journal's years are not read.
        table.c.n > ticket.id,
    )
    return {
        row.subject_id: utc_moment(row.at)
        for row in reading.conn.execute(query.order_by(table.c.n))
        if json.loads(row.after).get("ticket_id") == ticket_id
    }


def _entries(reading: Reading) -> dict[str, DirectoryEntry]:
    table = schema.directory
    found = reading.all(DirectoryEntry, order_by=(table.c.level, table.c.code))
    return {entry.code: entry for entry in found}


def _rank(found: AreaLadder, wanted: str) -> int | None:
    # The company is everybody's: its name tells no area from another.
    near = [rung.entry for rung in found.rungs[:2] if rung.entry is not None]
    people = [entry.person for entry in near]
    letters: dict[str, str] = {}
    if wanted.isascii() and wanted.isalnum() and not wanted.isdecimal():
        area = found.area
        letters = {name: _place_letters(name) for name in (area.name, *area.villages)}
        letters |= {name: _person_letters(name) for name in people}
    return ladder.rank(found.area, wanted, initials=letters, people="\n".join(people))


# A county has some thousand areas, and each letter typed asks for all of them.
_place_letters = lru_cache(maxsize=8192)(pinyin.initials)
_person_letters = lru_cache(maxsize=4096)(pinyin.name_initials)


def _key_accounts(
    reading: Reading, wanted: str, entries: dict[str, DirectoryEntry]
) -> list[KeyAccountLook]:
    if not wanted:
        return []
    table = schema.key_account
    accounts = reading.all(KeyAccount, table.c.enabled == 1, order_by=table.c.account_no)
    return [_with_manager(each, entries) for each in accounts if _is_meant(each, wanted)]


def _is_meant(account: KeyAccount, wanted: str) -> bool:
    if wanted.isdecimal():
        return len(wanted) >= _LEAST_DIGITS and account.account_no.startswith(wanted)
    if wanted in account.name:
        return True
    letters = wanted.isascii() and len(wanted) > 1
    return letters and wanted.lower() in _place_letters(account.name)


def _with_manager(account: KeyAccount, entries: dict[str, DirectoryEntry]) -> KeyAccountLook:
    manager = entries.get(account.manager_code)
    usable = manager is not None and manager.enabled and bool(manager.phone.strip())
    return KeyAccountLook(account=account, manager=manager if usable else None)
