"""What stands on the process sheet (办理过程单) of an item, read from item and journal (S3-3)."""

import json
from datetime import datetime

from sqlalchemy import select

from hall_desk.domain.items import Item, ItemState, Outcome
from hall_desk.domain.papers import ProcessPaper, ProcessPause, ProcessStep
from hall_desk.domain.services import Service
from hall_desk.domain.tickets import Ticket
from hall_desk.store import schema
from hall_desk.store.columns import utc_moment
from hall_desk.store.transaction import Reading
from hall_desk.usecases.opening import local
from hall_desk.usecases.paperheads import hall_head
from hall_desk.usecases.queries import words_of


def process_of(reading: Reading, item_id: int) -> ProcessPaper:
    """The process sheet of an item, done or still in hand."""
    item = reading.get(Item, id=item_id)
    ticket = reading.get(Ticket, id=item.ticket_id)
    service = reading.find(Service, code=item.service_code)
    timer = item.reading(reading.now)
    return ProcessPaper(
        hall=hall_head(reading),
        number=f"GC-{item.business_date:%Y%m%d}-{item.id}",
        ticket_number=ticket.code,
        service=f"{item.service_code} {item.service_name}",
        quantity=str(item.quantity),
        staff_no=item.staff_no or "",
        window=item.window_no,
        issued_at=_time(ticket.issued_at),
        started_at=_time(item.started_at),
        finished_at=_time(item.finished_at),
        limit=_length(item.limit_s) if item.limit_s else "不限时",
        gross=_length(timer.elapsed_s) if timer else "—",
        net=_length(timer.net_s) if timer else "—",
        kept=_kept(reading, item),
        outcome=_outcome(item),
        outcome_notes=_notes(item),
        origin=_origin(reading, item),
        steps=_steps(item, service.steps if service else ()),
        pauses=_pauses(reading, item),
        printed_at=f"{local(reading.now):%Y-%m-%d %H:%M:%S}",
    )


def _steps(item: Item, names: tuple[str, ...]) -> tuple[ProcessStep, ...]:
    done = {step.index: step for step in item.steps}
    return tuple(
        ProcessStep(
            name=name,
            at=_time(done[at].at) if at in done else "",
            skipped=done[at].reason if at in done else "",
        )
        for at, name in enumerate(names)
    )


def _pauses(reading: Reading, item: Item) -> tuple[ProcessPause, ...]:
    """Each pause with its reason: the item keeps the last one, the journal all of them."""
    table = schema.journal
    query = (
        select(table.c.at, table.c.after)
        .where(
            table.c.hall_id == reading.hall_id,
            table.c.subject == "item",
            table.c.subject_id == str(item.id),
        )
        .order_by(table.c.n)
    )
    words, found = words_of(reading, "pause_reason"), []
    reason, counted = "", True
    for row in reading.conn.execute(query):
        told = json.loads(row.after) if row.after else {}
        counted = bool(told.get("pause_counts", counted))
        reason = told.get("pause_reason") or reason
        if "paused_at" not in told:
            continue
        if told["paused_at"]:
            since = _time(utc_moment(told["paused_at"]))
            text = words.get(reason, reason)
            found.append(ProcessPause(since=since, until="", reason=text, counted=counted))
        elif found:
            last = found.pop()
            found.append(
                ProcessPause(
                    since=last.since,
                    until=_time(utc_moment(row.at)),
                    reason=last.reason,
                    counted=last.counted,
                )
            )
    return tuple(found)


def _kept(reading: Reading, item: Item) -> str:
    if item.limit_s is None:
        return "不限时"
    if not item.is_over(reading.now):
        return "限内"
    reason = words_of(reading, "over_reason").get(item.over_reason or "", "")
    return "超时" + "：".join(("", *(part for part in (reason, item.over_note) if part)))


def _outcome(item: Item) -> str:
    if item.outcome is Outcome.RECLASSIFIED:
        return "改为别的事项"
    if item.outcome is not None:
        return item.outcome.value
    return "已去掉" if item.state is ItemState.DROPPED else "办理中"


def _notes(item: Item) -> tuple[tuple[str, str], ...]:
    notes = (("依据", item.basis), ("解释", item.explanation), ("办法", item.alternative))
    return tuple((name, text) for name, text in notes if text)


def _origin(reading: Reading, item: Item) -> str:
    if item.origin_id is None:
        return ""
    before = reading.find(Item, id=item.origin_id)
    if before is None:
        return ""
    verb = "改自" if before.outcome is Outcome.RECLASSIFIED else "拆自"
    return f"{verb} {before.service_code} {before.service_name}"


def _time(moment: datetime | None) -> str:
    return "" if moment is None else f"{local(moment):%H:%M:%S}"


def _length(seconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    return f"{minutes:02d}:{second:02d}"
