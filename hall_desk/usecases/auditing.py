"""The auditor's export (审计导出): vouchers to closings, the journal, and how to check them."""

import hmac
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Select, select

from hall_desk import assets
from hall_desk.domain.auditfiles import FORMAT, TABLES, AuditTable, cell_text
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import Right
from hall_desk.paper.audit_files import AuditBook, write_csv, write_manifest
from hall_desk.paper.workbook import Value, Yuan
from hall_desk.store import schema
from hall_desk.store.columns import canonical, plain, utc_moment
from hall_desk.store.journal import export_line, head, read_entries
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.exporting import masked_line, masked_record, note_full_export
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.opening import local
from hall_desk.usecases.queries import require_right

EXPORT_AUDIT = "export_audit"
VERIFIER = "verify_journal.py"
_EVERY = 2_000


@dataclass(frozen=True, kw_only=True)
class AuditWish:
    """What is to be exported: business dates, and whether personal data stands unmasked."""

    folder: Path
    first: date | None = None
    last: date | None = None
    reason: str = ""
    by: str = ""
    full: bool = False


class Stopped(Exception):
    """The person stopped it; nothing is left behind."""


def export_audit(
    hall: Hall, wish: AuditWish, told: Callable[[str], None] = lambda step: None
) -> Path:
    """Writes the folder whole or not at all; ``told`` hears each step and may stop it by raising.

    The journal always goes whole: a chain can only be checked from its first entry on.
    """
    _check(wish)
    if wish.full:
        hall.do(note_full_export, wish.by, None, reason=wish.reason)
    elif wish.by:
        hall.do(note_export, wish.by, None, first=wish.first, last=wish.last)
    draft = wish.folder.with_name(f".{wish.folder.name}.part")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        with hall.store.read() as conn:
            now, key = hall.clock.now(), hall.store.key
            reading = Reading(conn=conn, hall_id=hall.hall_id, now=now, key=key)
            _write(reading, wish, draft, told)
        if wish.folder.exists():
            wish.folder.rmdir()
        draft.replace(wish.folder)
    except OSError as fault:
        raise RuleBroken(
            f"导出文件夹写不进去：{fault.strerror or fault}", field="folder"
        ) from fault
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return wish.folder


def note_export(tx: Tx, *, first: date | None, last: date | None) -> None:
    """Journals who took an export with masked names away."""
    require_right(tx, Right.REPORT)
    tx.note(EXPORT_AUDIT, "journal", {"id": tx.hall_id}, after={"first": first, "last": last})


def _check(wish: AuditWish) -> None:
    if wish.first and wish.last and wish.last < wish.first:
        raise RuleBroken("结束日期应不早于开始日期。", field="last")
    if wish.full and not wish.by:
        raise RuleBroken("导出全文要用 --by 写明导出人的工号。", field="by")
    if wish.folder.exists() and (not wish.folder.is_dir() or any(wish.folder.iterdir())):
        raise RuleBroken(f"{wish.folder} 已有内容，请另选一个空文件夹。", field="folder")


def _write(reading: Reading, wish: AuditWish, folder: Path, told: Callable[[str], None]) -> None:
    profile = profile_of(reading)
    rows: dict[str, int] = {}
    with closing(AuditBook(folder / "audit.xlsx", profile.name)) as book:
        _write_tables(reading, wish, folder, book, rows, told)
        told("写电子表格")
    _write_journal(reading, wish, folder, told)
    shutil.copy(assets.resource(f"docs/{VERIFIER}"), folder / VERIFIER)
    shutil.copy(assets.resource("docs/journal-format.md"), folder / "journal-format.md")
    n, hash_ = head(reading.conn, reading.hall_id)
    write_manifest(
        folder,
        {
            "format": FORMAT,
            "hall": {"id": reading.hall_id, "code": profile.code, "name": profile.name},
            "made_at": f"{local(reading.now):%Y-%m-%d %H:%M:%S}",
            "first": wish.first.isoformat() if wish.first else None,
            "last": wish.last.isoformat() if wish.last else None,
            "masked": not wish.full,
            "head": {"n": n, "hash": hash_},
            "rows": rows,
        },
        lambda whole: hmac.digest(reading.key, canonical(whole).encode(), "sha256").hex(),
    )


def _write_tables(
    reading: Reading,
    wish: AuditWish,
    folder: Path,
    book: AuditBook,
    rows: dict[str, int],
    told: Callable[[str], None],
) -> None:
    """Each table as CSV and as a sheet."""
    for table in TABLES:
        told(f"导出{table.name}")
        titles = [title for title, _ in table.columns]
        texts = (
            [cell_text(source, record, canonical) for _, source in table.columns]
            for record in _listening(_records(reading, table, wish), told, table.name)
        )
        rows[table.file] = write_csv(folder / table.file, titles, texts)
        values = (
            [_value(source, record) for _, source in table.columns]
            for record in _records(reading, table, wish)
        )
        book.table(table.name, titles, values)


def _listening(
    records: Iterator[dict[str, Any]], told: Callable[[str], None], name: str
) -> Iterator[dict[str, Any]]:
    for n, record in enumerate(records, 1):
        if n % _EVERY == 0:
            told(f"{name} {n:,} 条")
        yield record


def _write_journal(
    reading: Reading, wish: AuditWish, folder: Path, told: Callable[[str], None]
) -> None:
    line_of = export_line if wish.full else masked_line
    with (folder / "journal.jsonl").open("w", encoding="utf-8", newline="\n") as out:
        for entry in read_entries(reading.conn, reading.hall_id):
            if entry.n % _EVERY == 1:
                told(f"日志 {entry.n:,} 条")
            out.write(line_of(entry) + "\n")


def _records(reading: Reading, table: AuditTable, wish: AuditWish) -> Iterator[dict[str, Any]]:
    """The rows as the journal tells them, masked as its export is; one after the other."""
    for row in reading.conn.execute(_query(reading, table, wish)).mappings():
        record = {name: value for name, value in plain(dict(row)).items() if name != "hall_id"}
        yield record if wish.full else masked_record(table.subject, record)


def _query(reading: Reading, table: AuditTable, wish: AuditWish) -> Select[Any]:
    rows = schema.metadata.tables[table.subject]
    query = select(rows).where(rows.c.hall_id == reading.hall_id)
    if wish.first:
        query = query.where(rows.c.business_date >= wish.first)
    if wish.last:
        query = query.where(rows.c.business_date <= wish.last)
    if table.only:
        query = query.where(rows.c[table.only].is_not(None))
    order = [rows.c[name] for name in ("series", "voucher_no") if name in rows.c]
    keys = [column for column in rows.primary_key if column.name != "hall_id"]
    return query.order_by(*(order or keys)).execution_options(yield_per=1_000)


def _value(source: str, record: dict[str, Any]) -> Value:
    """A value as a number, a date or a text for the workbook."""
    kind, _, field = source.partition(":")
    if kind == "code":
        return cell_text(source, record, canonical)
    value = record[field]
    if kind == "yuan":
        return Yuan(value) if value is not None else ""
    if kind == "moment":
        return _naive(value) if value else ""
    if kind == "json":
        return canonical(value)
    if value is None:
        return ""
    if field.endswith("_date"):
        return date.fromisoformat(value)
    return int(value) if isinstance(value, int) else str(value)


def _naive(moment: str) -> datetime:
    """The hall's time without a zone, as a workbook keeps it."""
    return local(utc_moment(moment)).replace(tzinfo=None, microsecond=0)
