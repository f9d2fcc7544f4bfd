"""Parts of the tracker (受理跟踪), each a pure function of the acceptance and the draft."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hall_desk.domain import forms, promises, tracking
from hall_desk.domain.acceptances import Acceptance, AcceptanceState
from hall_desk.domain.days import hall_date
from hall_desk.domain.masking import mask_account, mask_name, mask_phone
from hall_desk.domain.people import Staff
from hall_desk.domain.promises import EVENT_WORDS
from hall_desk.presenters.counter_promise import due_label
from hall_desk.presenters.moments import day_clock_of, read_day_clock
from hall_desk.presenters.persons import person_of
from hall_desk.presenters.tracking_state import (
    EventRow,
    PaperBackRow,
    StageRow,
    TrackDraft,
    TrackRow,
)
from hall_desk.usecases.businesspapers import due_words


@dataclass(frozen=True, kw_only=True)
class TrackFacts:
    """What the page knows from the database, on one snapshot."""

    acceptance: Acceptance
    ticket_code: str
    owner_name: str
    mine: bool
    warnings: tuple[str, ...]
    heirs: tuple[Staff, ...]


def stage_rows(acceptance: Acceptance, now: datetime, *, may: bool) -> tuple[StageRow, ...]:
    """The promised stages: waiting, running, late, done in time or late."""
    rows = []
    for stage in acceptance.promises:
        done = tracking.done_at(acceptance, stage)
        late = tracking.is_late(acceptance, stage, now)
        if done is not None:
            word = f"{day_clock_of(done)} 完成" + ("，逾期" if late else "")
            tone = "over" if late else "ok"
        elif stage.due_at is None:
            word, tone = "未起算", "wait"
        elif late:
            word, tone = "已逾期", "over"
        else:
            word, tone = "计时中", "run"
        running = done is None and stage.due_at is not None
        rows.append(
            StageRow(
                stage=stage.stage,
                limit=promises.limit_words(stage),
                due=due_words(stage),
                basis=promises.ref_words(stage),
                word=word,
                tone=tone,
                can_finish=may and running and acceptance.state is AcceptanceState.OPEN,
            )
        )
    return tuple(rows)


def event_rows(acceptance: Acceptance, draft: TrackDraft) -> tuple[EventRow, ...]:
    """The dates the stages wait for; a recorded one can be put right while it is open."""
    rows = []
    for event in promises.awaited(acceptance.promises):
        kept = acceptance.events.get(event, "")
        text = draft.events.get(event, kept)
        rows.append(EventRow(event=event, word=EVENT_WORDS[event], text=text, recorded=bool(kept)))
    return tuple(rows)


def paper_rows(acceptance: Acceptance, draft: TrackDraft) -> tuple[PaperBackRow, ...]:
    """The papers taken in, and which are going back."""
    return tuple(
        PaperBackRow(
            index=index,
            name=paper.name,
            copies=f"{paper.copies} 份" + (" · 原件已核" if paper.original_seen else ""),
            returned=f"{day_clock_of(paper.returned_at)} 已退还" if paper.returned_at else "",
            ticked=index in draft.returning or paper.returned_at is not None,
        )
        for index, paper in enumerate(acceptance.papers)
    )


def applicant_lines(acceptance: Acceptance, *, masked: bool) -> tuple[tuple[str, str], ...]:
    """Who applied, masked unless unmasked (Art. 4(3))."""
    hide = masked
    return (
        ("申请人", mask_name(acceptance.applicant) if hide else acceptance.applicant),
        (acceptance.id_kind, forms.mask_id(acceptance.id_no) if hide else acceptance.id_no),
        ("电话", mask_phone(acceptance.phone) if hide else acceptance.phone),
        ("户号", (mask_account(acceptance.account_no) if hide else acceptance.account_no) or "—"),
        ("地址", acceptance.address),
    )


def due_of(acceptance: Acceptance, now: datetime) -> tuple[str, str]:
    """The next due in words and its tone."""
    if acceptance.due_at is None:
        return "已办结", "ok"
    words = due_label(acceptance.due_at, now)
    if tracking.is_overdue(acceptance, now):
        return words, "over"
    today = hall_date(acceptance.due_at) == hall_date(now)
    return (words, "warn") if today else (f"最迟 {words}", "")


def step_words(acceptance: Acceptance) -> str:
    """What is due next: a stage, the event that is awaited, or a look after it."""
    if acceptance.state is AcceptanceState.CLOSED:
        return "已办结"
    first = next(iter(tracking.running(acceptance)), None)
    if first is not None:
        return first.stage
    missing = [e for e in promises.awaited(acceptance.promises) if not acceptance.events.get(e)]
    return f"待{EVENT_WORDS[missing[0]]}" if missing else "跟进"


def track_row(acceptance: Acceptance, names: dict[str, str], now: datetime) -> TrackRow:
    """One line of the list, the applicant masked."""
    due = due_label(acceptance.due_at, now) if acceptance.due_at else "已办结"
    return TrackRow(
        acceptance_id=acceptance.id,
        cells=(
            acceptance.code,
            day_clock_of(acceptance.accepted_at),
            mask_name(acceptance.applicant),
            acceptance.service_name,
            person_of(acceptance.owner, names),
            step_words(acceptance),
            due,
        ),
        overdue=tracking.is_overdue(acceptance, now),
    )


def past_day(text: str, now: datetime) -> date | None:
    """A day as typed (2026-04-28, 4月28日), the last one such before now; or None."""
    moment = past_moment(f"{text.strip()} 00:00", now)
    return hall_date(moment) if moment is not None else None


def past_moment(text: str, now: datetime) -> datetime | None:
    """A day and time as typed; without a year the last one such, or a slip of today's pen."""
    today, typed = hall_date(now), text.strip()
    if typed[:4].isdecimal():
        return read_day_clock(typed, today)
    moment = read_day_clock(f"{today.year}-{typed}", today)
    if moment is None or moment <= now + timedelta(days=1):
        return moment
    return read_day_clock(f"{today.year - 1}-{typed}", today)


def days_before(day: date, days: int) -> date:
    """So many days earlier."""
    return day - timedelta(days=days)
