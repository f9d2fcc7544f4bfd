"""Verifying (核对): the journal's chain, the heads kept elsewhere, the vouchers' content."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import Connection, select

from hall_desk.domain.days import BusinessDay
from hall_desk.store import schema
from hall_desk.store.anchor import read_anchor
from hall_desk.store.columns import canonical
from hall_desk.store.engine import Store
from hall_desk.store.journal import Entry, Verdict, check_head, head, read_entries, verify
from hall_desk.store.records import record_of


def verify_store(store: Store, hall_id: int = 1) -> Verdict:
    """Checks one hall's journal from its first entry on; names the first bad entry.

    A cut tail shows against the head row, the anchor file outside the database, and the
    closing records of closed days; a changed voucher shows against its journal entry.
    """
    with store.read() as conn:
        vouchers = _Vouchers()
        verdict = verify(vouchers.watch(read_entries(conn, hall_id)), store.key)
        n, hash_ = head(conn, hall_id)
        verdict = check_head(verdict, n, hash_, keeper="数据库")
        anchor = read_anchor(store.anchor_file, hall_id)
        if anchor is not None:
            verdict = check_head(verdict, anchor.n, anchor.hash, keeper="库外锚点")
            verdict = _check_entry(conn, hall_id, verdict, anchor.n, anchor.hash, "库外锚点")
        for day in _closed_days(conn, hall_id):
            closed_n = int(str(day.closing["journal_n"]))
            closed_hash = str(day.closing["journal_hash"])
            keeper = f"{day.date} 日结"
            verdict = check_head(verdict, closed_n, closed_hash, keeper=keeper)
            verdict = _check_entry(conn, hall_id, verdict, closed_n, closed_hash, keeper)
        return vouchers.compare(conn, hall_id, verdict) if verdict.ok else verdict


def _check_entry(
    conn: Connection, hall_id: int, verdict: Verdict, n: int, hash_: str, keeper: str
) -> Verdict:
    """The entry a keeper remembers must still have the hash it remembers."""
    if not verdict.ok or n == 0:
        return verdict
    table = schema.journal
    query = select(table.c.hash).where(table.c.hall_id == hall_id, table.c.n == n)
    if conn.execute(query).scalar() == hash_:
        return verdict
    return replace(verdict, ok=False, bad_n=n, problem=f"第 {n} 条与{keeper}不符")


def _closed_days(conn: Connection, hall_id: int) -> list[BusinessDay]:
    table = schema.business_day
    query = select(table).where(table.c.hall_id == hall_id, table.c.closed_at.is_not(None))
    return [record_of(BusinessDay, row) for row in conn.execute(query).mappings()]


class _Vouchers:
    """Remembers what each voucher's journal entry says was printed."""

    def __init__(self) -> None:
        self.printed: dict[str, tuple[int, str]] = {}

    def watch(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in entries:
            if entry.action == "take_payment":
                after = json.loads(entry.after)
                said = canonical([after["voucher_no"], after["due_fen"], after["content"]])
                self.printed[entry.subject_id] = (entry.n, said)
            yield entry

    def compare(self, conn: Connection, hall_id: int, verdict: Verdict) -> Verdict:
        table = schema.payment
        query = select(table.c.id, table.c.voucher_no, table.c.due_fen, table.c.content).where(
            table.c.hall_id == hall_id
        )
        left = dict(self.printed)
        for row in conn.execute(query):
            n, said = left.pop(str(row.id), (row.id, ""))
            if canonical([row.voucher_no, row.due_fen, row.content]) != said:
                problem = f"凭证 SJ-{row.voucher_no:06d} 与日志第 {n} 条不符"
                return replace(verdict, ok=False, bad_n=n, problem=problem)
        for n, _ in left.values():
            return replace(verdict, ok=False, bad_n=n, problem=f"日志第 {n} 条的凭证不见了")
        return verdict
