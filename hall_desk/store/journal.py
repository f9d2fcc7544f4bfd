"""The journal (日志): every change, append-only, numbered without gaps, chained by HMAC-SHA256.

The format is described for strangers in ``resources/docs/journal-format.md``; keep both in step.
"""

import hmac
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from hall_desk.store import schema

GENESIS = "0" * 64
KEY_BYTES = 32
_COMPACT = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the journal; ``before`` and ``after`` are canonical JSON text, or empty."""

    hall_id: int
    n: int
    at: str
    actor: str
    action: str
    subject: str
    subject_id: str
    before: str
    after: str
    op: str | None
    hash: str


def chain_hash(key: bytes, previous: str, fields: list[object]) -> str:
    """HMAC-SHA256 over the canonical JSON array of the previous hash and the entry's fields."""
    message = _COMPACT.encode([previous, *fields])
    return hmac.digest(key, message.encode("utf-8"), "sha256").hex()


def entry_hash(key: bytes, previous: str, entry: Entry) -> str:
    """The hash an entry must have after the previous one."""
    return chain_hash(
        key,
        previous,
        [
            entry.hall_id,
            entry.n,
            entry.at,
            entry.actor,
            entry.action,
            entry.subject,
            entry.subject_id,
            entry.before,
            entry.after,
            entry.op,
        ],
    )


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a check of the journal found; ``bad_n`` names the first bad entry."""

    ok: bool
    entries: int
    last_n: int
    last_hash: str
    bad_n: int | None = None
    problem: str = ""


def verify(entries: Iterable[Entry], key: bytes) -> Verdict:
    """Checks numbering and chain from the first entry on."""
    previous, expected, count = GENESIS, 1, 0
    for entry in entries:
        if entry.n != expected:
            return _bad(expected, count, previous, f"第 {expected} 条缺失或次序不对")
        wanted = entry_hash(key, previous, entry)
        if not hmac.compare_digest(wanted.encode(), entry.hash.encode()):
            return _bad(entry.n, count, previous, f"第 {entry.n} 条内容或校验被改动")
        previous, expected, count = entry.hash, expected + 1, count + 1
    return Verdict(ok=True, entries=count, last_n=expected - 1, last_hash=previous)


def _bad(n: int, count: int, previous: str, problem: str) -> Verdict:
    return Verdict(
        ok=False, entries=count, last_n=n - 1, last_hash=previous, bad_n=n, problem=problem
    )


def read_entries(
    conn: Connection, hall_id: int, first: int = 1, last: int | None = None
) -> Iterator[Entry]:
    """The entries of a hall in order, streamed; from ``first`` to ``last`` where given."""
    table = schema.journal
    query = (
        select(table)
        .where(table.c.hall_id == hall_id, table.c.n >= first)
        .order_by(table.c.n)
        .execution_options(yield_per=1000)
    )
    if last is not None:
        query = query.where(table.c.n <= last)
    with conn.execute(query) as rows:  # closed also when the reader stops at a bad entry
        for row in rows:
            yield Entry(**row._mapping)


def head(conn: Connection, hall_id: int) -> tuple[int, str]:
    """The last number and hash of a hall's journal."""
    table = schema.journal_head
    row = conn.execute(select(table.c.n, table.c.hash).where(table.c.hall_id == hall_id)).one()
    return row.n, row.hash


def check_head(verdict: Verdict, n: int, hash_: str, *, keeper: str) -> Verdict:
    """Compares a sound chain with a head kept elsewhere; a cut tail shows here."""
    if not verdict.ok:
        return verdict
    if n > verdict.last_n:
        problem = f"{keeper}记到第 {n} 条，日志只到第 {verdict.last_n} 条：尾部被截去"
        return _bad(verdict.last_n + 1, verdict.entries, verdict.last_hash, problem)
    if n == verdict.last_n and hash_ != verdict.last_hash:
        return _bad(n, verdict.entries, verdict.last_hash, f"第 {n} 条与{keeper}不符")
    return verdict


def export_line(entry: Entry) -> str:
    """One entry as a line of JSON, for an auditor."""
    return _COMPACT.encode(asdict(entry))


def load_key(path: Path, *, create: bool) -> bytes:
    """The secret key of the chain, 32 bytes kept as hex outside the database."""
    if not path.exists() and create:
        _make_key(path)
    key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    if len(key) != KEY_BYTES:
        raise ValueError(f"{path} holds {len(key)} bytes")
    return key


def _make_key(path: Path) -> None:
    """Writes a new key; when two processes start at once, both use the first one's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_hex(KEY_BYTES) + "\n", encoding="ascii")
    try:
        with suppress(FileExistsError):
            os.link(fresh, path)
    finally:
        fresh.unlink()
