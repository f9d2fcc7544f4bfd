"""Checking closing records (日结单) against the journal, the money rows and the outside copy."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, Text, cast, select

from hall_desk.domain.days import DayState
from hall_desk.domain.tills import closing_code
from hall_desk.store import schema
from hall_desk.store.columns import canonical, plain
from hall_desk.store.journal import Entry
from hall_desk.usecases.closingcopies import COPIED
from hall_desk.usecases.closings import nets_by_day

_SHOWN = ("business_date", "content", "net_fen", "perpetual_fen", "head_n", "head_hash")


@dataclass(kw_only=True)
class ClosingWatch:
    """Remembers what the journal says of closings while the chain is read."""

    written: dict[int, tuple[int, str]] = field(default_factory=dict)
    copied: dict[tuple[str, int], str] = field(default_factory=dict)

    def see(self, entry: Entry) -> None:
        """One entry the chain has accepted."""
        if entry.action == "write_closing" and entry.subject == "closing_record":
            after = json.loads(entry.after)
            told = canonical([after[name] for name in _SHOWN])
            self.written[int(entry.subject_id)] = (entry.n, told)
        elif entry.action == COPIED:
            after = json.loads(entry.after)
            self.copied[after["file"], int(entry.subject_id)] = after["hash"]

    def compare(self, conn: Connection, hall_id: int) -> tuple[int, str] | None:
        """The first closing that is not as it was written: (journal number, problem)."""
        rows = _rows(conn, hall_id)
        left = dict(self.written)
        for number, row in enumerate(rows, start=1):
            n, told = left.pop(row["number"], (0, ""))
            code = closing_code(row["number"])
            if row["number"] != number:
                return n, f"日结单编号不连续：应为 {closing_code(number)}，却是 {code}"
            if _told(row) != told:
                return n, f"日结单 {code} 与日志第 {n} 条不符"
        if left:
            number, (n, _) = min(left.items())
            return n, f"日志第 {n} 条的日结单 {closing_code(number)} 不见了"
        return self._sums(conn, hall_id, rows)

    def _sums(
        self, conn: Connection, hall_id: int, rows: Sequence[RowMapping]
    ) -> tuple[int, str] | None:
        """The net of each day as its vouchers and refunds say, and the perpetual total."""
        nets = nets_by_day(conn, hall_id)
        told = {row["business_date"] for row in rows}
        # Days an older program closed have no record; the first one's total begins with them.
        before = _closed_days(conn, hall_id) - told if rows else set()
        perpetual = sum(nets.get(day, 0) for day in before if day < rows[0]["business_date"])
        for row in rows:
            n, code = self.written[row["number"]][0], closing_code(row["number"])
            if nets.get(row["business_date"], 0) != row["net_fen"]:
                return n, f"日结单 {code} 的净额与当日凭证不符"
            perpetual += row["net_fen"]
            if perpetual != row["perpetual_fen"]:
                return n, f"日结单 {code} 的累计总额接不上"
        return None


def _rows(conn: Connection, hall_id: int) -> Sequence[RowMapping]:
    """As they are written, even when they are not well-formed."""
    table = schema.closing_record
    columns = [table.c.number, *(_raw(table.c[name]) for name in _SHOWN)]
    query = select(*columns).where(table.c.hall_id == hall_id).order_by(table.c.number)
    return conn.execute(query).mappings().all()


def _closed_days(conn: Connection, hall_id: int) -> set[str]:
    """The days that were closed; the running one may have an earlier date than all of them."""
    table = schema.business_day
    query = select(table.c.date).where(table.c.hall_id == hall_id, table.c.state == DayState.CLOSED)
    return {day.isoformat() for day in conn.execute(query).scalars()}


def _raw(column: Any) -> Any:
    if column.name in ("content", "business_date"):
        return cast(column, Text).label(column.name)
    return column


def _told(row: RowMapping) -> str:
    try:
        content = json.loads(row["content"])
    except ValueError:
        return ""
    values = {**row, "content": content}
    return canonical([plain(values[name]) for name in _SHOWN])
