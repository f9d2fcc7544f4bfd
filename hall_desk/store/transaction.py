"""One transaction of the hall: every change writes its journal entry with it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.store import schema
from hall_desk.store.columns import canonical, utc_text
from hall_desk.store.journal import chain_hash
from hall_desk.store.prepared import Prepared
from hall_desk.store.records import TABLES, key_of, record_of, values_of

R = TypeVar("R")
# An export of the journal goes to strangers: it says that a secret changed, never which.
_SECRET = frozenset({"password_hash"})
# What the figures of a day are made from. Tickets and items move all day long: one of today
# changes after the close in corrections only, which say so themselves.
_MOVING = frozenset({"ticket", "item"})
_FIGURED = _MOVING | {
    "payment", "tender", "refund", "settlement", "float_count", "till_count", "bank_bag", "sheet",
    "first_contact", "escalation", "rating", "attendance", "patrol_finding",
}  # fmt: skip


class ChangedMeanwhile(RuleBroken):
    """Somebody else changed the record first; nothing was written."""


@dataclass(kw_only=True)
class Reading:
    """A look at one hall's records at one moment (UTC)."""

    conn: Connection
    hall_id: int
    now: datetime
    key: bytes = b""
    """The hall's secret key, for seals and check codes."""

    def find(self, kind: type[R], **key: Any) -> R | None:
        """The record with that key, or None."""
        table = TABLES[kind]
        query = select(table).where(_hall_column(table) == self.hall_id)
        for name, value in key.items():
            query = query.where(table.c[name] == value)
        row = self.conn.execute(query).mappings().first()
        return None if row is None else record_of(kind, row)

    def get(self, kind: type[R], **key: Any) -> R:
        """The record with that key; refuses with a sentence when there is none."""
        record = self.find(kind, **key)
        if record is None:
            raise RuleBroken("没有找到这条记录，可能已被他人更改，请刷新。")
        return record

    def all(
        self, kind: type[R], *conditions: Any, order_by: Any = None, most: int | None = None
    ) -> list[R]:
        """The hall's records that meet the conditions (SQLAlchemy's), at most ``most`` of them."""
        table = TABLES[kind]
        query = select(table).where(table.c.hall_id == self.hall_id, *conditions)
        if order_by is not None:
            query = (
                query.order_by(*order_by)
                if isinstance(order_by, tuple)
                else (query.order_by(order_by))
            )
        if most is not None:
            query = query.limit(most)
        return [record_of(kind, row) for row in self.conn.execute(query).mappings().all()]


@dataclass(kw_only=True)
class Tx(Reading):
    """A write transaction: who acts, the key of the operation, and the journal's moving head."""

    actor: str
    op: str | None
    head_n: int
    head_hash: str
    pick: Callable[[str], str] = secrets.choice
    """Draws one sign of a code that nobody may guess."""

    def insert(self, record: Any, action: str) -> Any:
        """Writes a new record and its journal entry; gives the record back."""
        table = TABLES[type(record)]
        values = values_of(record)
        _insert(table).run(self.conn, {"hall_id": self.hall_id, **values})
        self.note(action, table.name, key_of(record), after=values)
        self._touch(table.name, record)
        return record

    def change(self, before: R, after: R, action: str, *, guard: str = "state") -> R:
        """Writes what differs, only if ``guard`` still is as read; journals both sides."""
        old, new = values_of(before), values_of(after)
        changed = {name: value for name, value in new.items() if value != old[name]}
        if not changed:
            return after
        table = TABLES[type(before)]
        key = key_of(before)
        guarded = guard in old and guard not in key
        bound = {f"k_{name}": value for name, value in key.items()}
        if guarded and old[guard] is not None:
            bound["g_guard"] = old[guard]
        statement = _update(
            table,
            tuple(key),
            guard if guarded else "",
            guarded and old[guard] is None,
            tuple(sorted(changed)),
        )
        if statement.run(self.conn, {"k_hall_id": self.hall_id, **bound, **changed}) != 1:
            raise ChangedMeanwhile("刚刚有别的窗口更改了这条记录，已为您刷新。")
        self.note(action, table.name, key, before={n: old[n] for n in changed}, after=changed)
        self._touch(table.name, before)
        return after

    def outdate(self, day: date) -> None:
        """The stored figures of a closed day hold no more; the next report makes them anew."""
        _outdate().run(self.conn, {"o_hall": self.hall_id, "o_day": day})

    def _touch(self, table: str, record: Any) -> None:
        if table not in _FIGURED:
            return
        day = record.business_date
        if table not in _MOVING or day < hall_date(self.now):
            self.outdate(day)

    def note(
        self,
        action: str,
        subject: str,
        key: dict[str, Any],
        *,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> None:
        """Appends one journal entry; the first of the transaction carries the operation key."""
        subject_id = "/".join(_word(value) for value in key.values())
        self.head_n += 1
        values = {
            "hall_id": self.hall_id,
            "n": self.head_n,
            "at": utc_text(self.now),
            "actor": self.actor,
            "action": action,
            "subject": subject,
            "subject_id": subject_id,
            "before": _told(before),
            "after": _told(after),
            "op": self.op,
        }
        self.head_hash = chain_hash(self.key, self.head_hash, list(values.values()))
        values["hash"] = self.head_hash
        _insert(schema.journal).run(self.conn, values)
        self.op = None

    def new_id(self) -> int:
        """The id of the next new record: the number of the journal entry that creates it."""
        return self.head_n + 1

    def next_number(self, name: str) -> int:
        """The next number of a gapless sequence, kept in this transaction."""
        key = {"s_hall": self.hall_id, "s_name": name}
        rows = _next_number().rows(self.conn, key)
        if rows:
            return int(rows[0].value)
        first = {"hall_id": self.hall_id, "name": name, "value": 1}
        _insert(schema.sequence).run(self.conn, first)
        return 1


def _told(values: dict[str, Any] | None) -> str:
    if not values:
        return ""
    if _SECRET.isdisjoint(values):
        return canonical(values)
    return canonical({name: "***" if name in _SECRET else v for name, v in values.items()})


def _word(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _hall_column(table: Table) -> Any:
    """Which hall a row belongs to; the hall's own row belongs to itself."""
    return table.c.hall_id if "hall_id" in table.c else table.c.id


@cache
def _insert(table: Table) -> Prepared:
    return Prepared(insert(table))


@cache
def _update(
    table: Table, key: tuple[str, ...], guard: str, was_null: bool, changed: tuple[str, ...]
) -> Prepared:
    where = [_hall_column(table) == bindparam("k_hall_id")]
    where += [table.c[name] == bindparam(f"k_{name}") for name in key]
    if guard:
        column = table.c[guard]
        where.append(column.is_(None) if was_null else column == bindparam("g_guard"))
    values: dict[str, Any] = {name: bindparam(name) for name in changed}
    return Prepared(update(table).where(*where).values(values))


@cache
def _next_number() -> Prepared:
    table = schema.sequence
    return Prepared(
        update(table)
        .where(table.c.hall_id == bindparam("s_hall"), table.c.name == bindparam("s_name"))
        .values(value=table.c.value + 1)
        .returning(table.c.value)
    )


@cache
def _outdate() -> Prepared:
    table = schema.day_figures
    return Prepared(
        update(table)
        .where(
            table.c.hall_id == bindparam("o_hall"),
            table.c.business_date == bindparam("o_day"),
            table.c.version != 0,
        )
        .values(version=0)
    )
