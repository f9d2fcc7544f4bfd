"""Copying closing records outside the database (库外副本), and checking the copies."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.tills import ClosingRecord, closing_code
from hall_desk.store import schema
from hall_desk.store.closingfile import CopiedClosing, CopyDamaged, append_copies, read_copies
from hall_desk.store.columns import plain
from hall_desk.store.records import record_of, values_of
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.hall import Hall

COPIED = "copy_closing"


def told_of(record: ClosingRecord) -> dict[str, Any]:
    """The record as it is copied: all but how often it was reprinted."""
    values: dict[str, Any] = plain(values_of(record))
    values.pop("reprints")
    return values


def copy_closings(hall: Hall) -> int:
    """Copies what the file does not have yet; says how many.

    Raises ``RuleBroken`` with one sentence for the banner; nothing of the closing is undone, and
    the next start tries again.
    """
    store = hall.store
    records = hall.ask(_in_order)
    try:
        added = append_copies(
            store.closings_file, store.key, hall.hall_id, map(told_of, records), hall.pick
        )
    except OSError as fault:
        raise RuleBroken(
            f"日结单没有抄到库外（{fault.strerror or fault}），下次启动会再抄；日结本身有效。"
        ) from fault
    except CopyDamaged as fault:
        raise RuleBroken(f"{fault}，没有再往下抄；请管理员核对。") from fault
    for copied in added:
        hall.do(_note_copied, "program", None, copied=copied)
    return len(added)


def try_copy(hall: Hall) -> str:
    """Copies what is missing outside; the sentence for the banner, or empty."""
    try:
        copy_closings(hall)
    except RuleBroken as fault:
        return str(fault)
    return ""


def _in_order(reading: Reading) -> list[ClosingRecord]:
    return reading.all(ClosingRecord, order_by=schema.closing_record.c.number)


def _note_copied(tx: Tx, *, copied: CopiedClosing) -> None:
    after = {"file": copied.file, "hash": copied.hash}
    tx.note(COPIED, "closing_record", {"number": copied.number}, after=after)


def check_copies(
    conn: Connection, hall_id: int, path: Path, key: bytes, noted: dict[tuple[str, int], str]
) -> str:
    """What is wrong with the file beside the rows, or empty; an absent file says nothing.

    ``noted`` is what the journal says was copied: (file, number) → hash. A file that lags is
    still true, but a line that was noted as written must be there.
    """
    if not path.exists():
        return ""
    try:
        copies = read_copies(path, key)
    except CopyDamaged as fault:
        return str(fault)
    except OSError as fault:
        return f"日结单库外副本读不出来：{fault}"
    table = schema.closing_record
    query = select(table).where(table.c.hall_id == hall_id)
    rows = {row["number"]: row for row in conn.execute(query).mappings()}
    here = {copied.file for copied in copies}
    for copied in copies:
        noted.pop((copied.file, copied.number), None)
        if copied.hall_id != hall_id:
            continue
        row = rows.get(copied.number)
        if row is None:
            return f"库外副本有 {closing_code(copied.number)}，库里没有：尾部被截去"
        if told_of(record_of(ClosingRecord, row)) != copied.record:
            return f"{closing_code(copied.number)} 与库外副本不符"
    cut = sorted(number for file, number in noted if file in here)
    return f"库外副本少了 {closing_code(cut[0])}" if cut else ""
