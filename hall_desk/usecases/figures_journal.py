"""A business date's stretch of the journal, and whether its sums agree with the rows (勾稽)."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from hall_desk.domain.dayfigures import Figures
from hall_desk.store import schema
from hall_desk.store.journal import head
from hall_desk.store.transaction import Reading

_MONEY = {
    "payment": "due_fen",
    "tender": "amount_fen",
    "refund": "amount_fen",
    "settlement": "amount_fen",
}


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """First and last entry between the opening and the closing of one or several days."""

    first: int | None
    last: int | None
    last_hash: str


def stretch_of(reading: Reading, first: date, last: date) -> Stretch:
    """From the opening of the first day to the closing of the last, or to the newest entry."""
    opened = _marks(reading, first).get("open_day")
    closed = _marks(reading, last).get("close_day")
    n, hash_ = closed or head(reading.conn, reading.hall_id)
    return Stretch(first=opened[0] if opened else None, last=n, last_hash=hash_)


def add_journal(reading: Reading, day: date, figures: Figures) -> None:
    """What only the journal knows, and a remark for each sum it has otherwise than the rows."""
    stretch = stretch_of(reading, day, day)
    if stretch.first is None:
        return
    table = schema.journal
    span = (
        table.c.hall_id == reading.hall_id,
        table.c.n >= stretch.first,
        table.c.n <= stretch.last,
    )
    counted = select(table.c.action, func.count().label("n")).where(*span).group_by(table.c.action)
    actions = Counter({row.action: row.n for row in reading.conn.execute(counted)})
    figures.add("returned", actions["come_back"])
    new = select(table.c.subject, table.c.after).where(
        *span, table.c.subject.in_(tuple(_MONEY)), table.c.before == ""
    )
    written: Counter[str] = Counter()
    for subject, after in reading.conn.execute(new):
        value = json.loads(after) if after else {}
        if _MONEY[subject] in value:  # a note about a payment is none
            written[f"{subject}/n"] += 1
            written[f"{subject}/fen"] += value[_MONEY[subject]]
        if subject == "payment" and value and "series" not in value:
            written["tender/fen"] += value["due_fen"]  # of a program that knew one way only
    for word, said, kept in _pairs(figures, actions, written):
        if said != kept:
            figures.say("remark", f"{word}：日志 {said}，记录 {kept}")


def _pairs(
    figures: Figures, actions: Counter[str], written: Counter[str]
) -> list[tuple[str, int, int]]:
    """What the journal says and what the rows say, by word."""
    kept = figures.counts
    paid = kept["taken/fen"] + kept["void/fen"]
    return [
        ("取号", actions["issue"], kept["issued"] - kept["direct"]),
        (
            "直接受理",
            actions["serve_directly"] - actions["undo_serve_directly"],
            kept["direct"],
        ),
        ("办结", actions["finish"] - actions["undo_finish"], kept["finished"]),
        ("凭证", written["payment/n"], kept["taken/n"] + kept["void/n"]),
        ("收款", written["payment/fen"], paid),
        ("收款方式合计", written["tender/fen"], paid),
        ("退款", written["refund/fen"], kept["refund/fen"]),
        ("预收结算", written["settlement/fen"], kept["settle/fen"]),
    ]


def _marks(reading: Reading, day: date) -> dict[str, tuple[int, str]]:
    table = schema.journal
    query = select(table.c.action, table.c.n, table.c.hash).where(
        table.c.hall_id == reading.hall_id,
        table.c.subject == "business_day",
        table.c.subject_id == day.isoformat(),
    )
    return {row.action: (row.n, row.hash) for row in reading.conn.execute(query)}
