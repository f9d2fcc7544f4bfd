"""Day figures (日数): made from the rows, stored when the day is closed, added up for a period.

A stored day always says what its rows say: whatever changes a row of a closed day marks its
figures as outdated in the same transaction (`Tx.outdate`), and they are made anew with the next
report. They are worked out, not witnessed: the journal keeps no entry of them, but each day's carry
a seal by the hall's key, and figures whose seal does not fit are not believed.
"""

import hmac
import json
from collections.abc import Callable
from datetime import date

from sqlalchemy import Text, insert, select, type_coerce, update

from hall_desk.domain.dayfigures import VERSION, Figures
from hall_desk.domain.days import BusinessDay, DayState
from hall_desk.store import schema
from hall_desk.store.columns import canonical
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.figures_duty import add_duty
from hall_desk.usecases.figures_journal import add_journal
from hall_desk.usecases.figures_money import add_money
from hall_desk.usecases.figures_visits import add_visits
from hall_desk.usecases.hall import Hall


def make(reading: Reading, day: BusinessDay) -> Figures:
    """The figures of one business date from its rows."""
    figures = Figures()
    add_visits(reading, day, figures)
    add_money(reading, day.date, figures)
    add_duty(reading, day, figures)
    add_journal(reading, day.date, figures)
    return figures


def keep(tx: Tx, day: BusinessDay) -> None:
    """Stores the figures of a closed day, in its closing's transaction or when they are missed."""
    table = schema.day_figures
    told = make(tx, day).told()
    seal = _seal(tx, day.date, canonical(told))
    values = {"version": VERSION, "figures": told, "seal": seal, "made_at": tx.now}
    key = {"hall_id": tx.hall_id, "business_date": day.date}
    mine = (table.c.hall_id == tx.hall_id, table.c.business_date == day.date)
    if tx.conn.execute(update(table).where(*mine).values(**values)).rowcount == 0:
        tx.conn.execute(insert(table).values(**key, **values))


def keep_missing(tx: Tx, *, days: tuple[date, ...]) -> None:
    """Stores the figures of closed days that have none, or outdated ones."""
    for day in days:
        found = tx.find(BusinessDay, date=day)
        if found is not None and found.state is DayState.CLOSED:
            keep(tx, found)


def make_missing(
    hall: Hall, first: date, last: date, told: Callable[[int, int], None] = lambda done, all_: None
) -> None:
    """Stores the figures of closed days that are missing or outdated, a day in each turn.

    ``told`` hears how many of how many are done, and may stop it by raising.
    """
    days = hall.ask(missing, first, last)
    for done, day in enumerate(days):
        told(done, len(days))
        hall.do(keep_missing, "report", None, days=(day,))


def missing(reading: Reading, first: date, last: date) -> list[date]:
    """Closed days of a span without figures of this version, in order."""
    day, kept = schema.business_day, schema.day_figures
    joined = (
        (kept.c.hall_id == day.c.hall_id)
        & (kept.c.business_date == day.c.date)
        & (kept.c.version == VERSION)
    )
    query = (
        select(day.c.date)
        .select_from(day.outerjoin(kept, joined))
        .where(
            day.c.hall_id == reading.hall_id,
            day.c.date >= first,
            day.c.date <= last,
            day.c.state == DayState.CLOSED,
            kept.c.version.is_(None),
        )
        .order_by(day.c.date)
    )
    return list(reading.conn.execute(query).scalars())


def days_of(reading: Reading, first: date, last: date) -> list[BusinessDay]:
    """The business dates of a span, in order."""
    table = schema.business_day
    span = (table.c.date >= first, table.c.date <= last)
    return reading.all(BusinessDay, *span, order_by=table.c.date)


def figures_of(reading: Reading, day: BusinessDay) -> Figures:
    """One date's figures: stored ones when they hold, else from the rows."""
    figures = Figures()
    told = dict(_stored(reading, day.date, day.date)).get(day.date)
    if told is None or day.state is not DayState.CLOSED:
        return make(reading, day)
    figures.take(json.loads(told))
    return figures


def figures_by_day(
    reading: Reading, first: date, last: date
) -> tuple[Figures, list[tuple[BusinessDay, dict[str, int]]]]:
    """The figures of a span added up, and each day's counts and highest by name."""
    whole, days = Figures(), []
    stored = dict(_stored(reading, first, last))
    for day in days_of(reading, first, last):
        text = stored.pop(day.date, None)
        if text is None or day.state is not DayState.CLOSED:
            told = make(reading, day).told()
        else:
            told = json.loads(text)
        lists = told["lists"]
        lists["remark"] = [f"{day.date} {words}" for words in lists.get("remark", ())]
        whole.take(told)
        days.append((day, {**told["counts"], "wait": told["highest"].get("wait", -1)}))
    return whole, days


def _stored(reading: Reading, first: date, last: date) -> list[tuple[date, str]]:
    """Figures of this version with their seal intact, as text; parsed one day after the other."""
    table = schema.day_figures
    query = select(table.c.business_date, type_coerce(table.c.figures, Text), table.c.seal).where(
        table.c.hall_id == reading.hall_id,
        table.c.business_date >= first,
        table.c.business_date <= last,
        table.c.version == VERSION,
    )
    return [
        (day, text)
        for day, text, seal in reading.conn.execute(query)
        if hmac.compare_digest(seal, _seal(reading, day, text))
    ]


def _seal(reading: Reading, day: date, text: str) -> str:
    message = f"{reading.hall_id}|{day}|{VERSION}|{text}"
    return hmac.digest(reading.key, message.encode(), "sha256").hex()
