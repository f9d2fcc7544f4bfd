"""Verifying (核对): the journal's chain, the heads kept elsewhere, the vouchers' content."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count

from sqlalchemy import Connection, RowMapping, Text, cast, select
from sqlalchemy.exc import DBAPIError

from hall_desk.domain.payments import Series, voucher_code
from hall_desk.store import schema
from hall_desk.store.anchor import read_anchor
from hall_desk.store.columns import canonical
from hall_desk.store.engine import Store
from hall_desk.store.journal import Entry, Verdict, check_head, head, read_entries, verify
from hall_desk.usecases.closingcopies import check_copies
from hall_desk.usecases.verifyclosings import ClosingWatch
from hall_desk.usecases.verifyrefunds import RefundWatch
from hall_desk.usecases.verifysettlements import SettlementWatch

_Watch = Callable[[Entry], None]
_UNREADABLE = ("decode", "malformed")


def verify_store(store: Store, hall_id: int = 1) -> Verdict:
    """Checks one hall's journal from its first entry on; names the first bad entry.

    A cut tail shows against the head row, the anchor file outside the database, and the
    closing records of closed days; a changed voucher or closing record shows against its journal
    entry, and a closing record also against the money rows and its copy outside; refunds and
    settlements of prepayments stand against their entries and against what was taken.
    """
    with store.read() as conn:
        vouchers, closings, settled = _Vouchers(), ClosingWatch(), SettlementWatch()
        refunds = RefundWatch()
        watches = (closings.see, settled.see, refunds.see)
        verdict = _verify_rows(conn, hall_id, store.key, vouchers, watches)
        n, hash_ = head(conn, hall_id)
        verdict = check_head(verdict, n, hash_, keeper="数据库")
        anchor = read_anchor(store.anchor_file, hall_id)
        if anchor is not None:
            verdict = check_head(verdict, anchor.n, anchor.hash, keeper="库外锚点")
            verdict = _check_entry(conn, hall_id, verdict, anchor.n, anchor.hash, "库外锚点")
        for day in _closed_days(conn, hall_id):
            verdict = _check_closed_day(conn, hall_id, verdict, day)
        verdict = vouchers.compare(conn, hall_id, verdict) if verdict.ok else verdict
        if verdict.ok:
            found = settled.compare(conn, hall_id) or refunds.compare(conn, hall_id)
            verdict = _found(verdict, found)
        return _check_closings(conn, hall_id, store, closings, verdict) if verdict.ok else verdict


def _check_closings(
    conn: Connection, hall_id: int, store: Store, closings: ClosingWatch, verdict: Verdict
) -> Verdict:
    found = closings.compare(conn, hall_id)
    if found is None:
        said = check_copies(conn, hall_id, store.closings_file, store.key, closings.copied)
        found = (verdict.last_n, said) if said else None
    return _found(verdict, found)


def _found(verdict: Verdict, found: tuple[int, str] | None) -> Verdict:
    """The verdict, with the bad thing that was found."""
    if found is None:
        return verdict
    n, problem = found
    return replace(verdict, ok=False, bad_n=n, problem=problem)


def _verify_rows(
    conn: Connection, hall_id: int, key: bytes, vouchers: "_Vouchers", watches: Sequence[_Watch]
) -> Verdict:
    try:
        return verify(vouchers.watch(read_entries(conn, hall_id), watches), key)
    except DBAPIError as fault:
        if not any(sign in str(fault.orig) for sign in _UNREADABLE):
            raise
    # A row cannot even be read: go one at a time, so that the sound ones before it are known.
    verdict = verify(_readable(conn, hall_id), key)
    if not verdict.ok:
        return verdict
    n = verdict.last_n + 1
    return replace(verdict, ok=False, bad_n=n, problem=f"第 {n} 条读不出来：内容被改动或文件损坏")


def _readable(conn: Connection, hall_id: int) -> Iterator[Entry]:
    with suppress(DBAPIError, StopIteration):
        for n in count(1):
            yield next(read_entries(conn, hall_id, n, n))


def _check_closed_day(conn: Connection, hall_id: int, verdict: Verdict, day: RowMapping) -> Verdict:
    """The head a day was closed over must stand, and the closing's own entry behind it."""
    keeper = f"{day['date']} 日结"
    try:
        closing = json.loads(day["closing"])
        n, hash_ = int(closing["journal_n"]), str(closing["journal_hash"])
    except (ValueError, KeyError, TypeError):
        problem = f"{keeper}的记录被改动"
        return replace(verdict, ok=False, bad_n=verdict.last_n, problem=problem)
    verdict = check_head(verdict, n, hash_, keeper=keeper)
    if verdict.ok and verdict.last_n == n:
        problem = f"{keeper}写在第 {n + 1} 条，日志只到第 {n} 条：尾部被截去"
        return replace(verdict, ok=False, bad_n=n + 1, problem=problem)
    return _check_entry(conn, hall_id, verdict, n, hash_, keeper)


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


def _closed_days(conn: Connection, hall_id: int) -> Sequence[RowMapping]:
    """Date and closing record as they are written, even when they are not well-formed."""
    table = schema.business_day
    query = select(
        cast(table.c.date, Text).label("date"), cast(table.c.closing, Text).label("closing")
    )
    rows = conn.execute(
        query.where(table.c.hall_id == hall_id, table.c.closed_at.is_not(None)).order_by(
            table.c.date
        )
    )
    return rows.mappings().all()


class _Vouchers:
    """Remembers what each voucher's journal entry says was printed."""

    def __init__(self) -> None:
        self.printed: dict[str, tuple[int, str]] = {}

    def watch(self, entries: Iterable[Entry], watches: Sequence[_Watch]) -> Iterator[Entry]:
        for entry in entries:
            yield entry  # only what the chain has accepted is read on
            for see in watches:
                see(entry)
            if entry.action == "take_payment":
                after = json.loads(entry.after)
                series = after.get("series", Series.RECEIPT)  # the only one there was at first
                said = canonical([series, after["voucher_no"], after["due_fen"], after["content"]])
                self.printed[entry.subject_id] = (entry.n, said)

    def compare(self, conn: Connection, hall_id: int, verdict: Verdict) -> Verdict:
        table = schema.payment
        shown = (table.c.series, table.c.voucher_no, table.c.due_fen, table.c.content)
        query = select(table.c.id, *shown).where(table.c.hall_id == hall_id)
        left = dict(self.printed)
        for row in conn.execute(query):
            n, said = left.pop(str(row.id), (row.id, ""))
            if canonical([row.series, row.voucher_no, row.due_fen, row.content]) != said:
                problem = f"凭证 {voucher_code(row.series, row.voucher_no)} 与日志第 {n} 条不符"
                return replace(verdict, ok=False, bad_n=n, problem=problem)
        for n, _ in left.values():
            return replace(verdict, ok=False, bad_n=n, problem=f"日志第 {n} 条的凭证不见了")
        return verdict
