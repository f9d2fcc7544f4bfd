"""Following an acceptance (受理跟踪, Art. 18): events, stages done, papers back, closing."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from hall_desk.domain.acceptances import Acceptance, AcceptanceState, PromisedStage
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.holidays import HolidayTable, add_workdays
from hall_desk.domain.promises import EVENT_WORDS, awaited, end_of, start_stages
from hall_desk.domain.tickets import StaffNo

_DONE = "done:"


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Why it is late, and when the customer was told (Art. 18(1)); both or neither."""

    reason: str = ""
    told_at: datetime | None = None


def done_at(acceptance: Acceptance, stage: PromisedStage) -> datetime | None:
    """When a stage was done, or None while it is not."""
    text = acceptance.events.get(_DONE + stage.stage)
    return datetime.fromisoformat(text) if text else None


def running(acceptance: Acceptance) -> list[PromisedStage]:
    """The stages whose limit runs now, the next due first."""
    open_ones = [
        stage
        for stage in acceptance.promises
        if stage.due_at is not None and done_at(acceptance, stage) is None
    ]
    return sorted(open_ones, key=lambda stage: stage.due_at or acceptance.accepted_at)


def is_late(acceptance: Acceptance, stage: PromisedStage, now: datetime) -> bool:
    """Whether a stage was done, or stands, beyond its due moment."""
    until = done_at(acceptance, stage) or acceptance.closed_at or now
    return stage.due_at is not None and until > stage.due_at


def late_stages(acceptance: Acceptance, now: datetime) -> list[PromisedStage]:
    """The stages that need an explanation to the customer."""
    return [stage for stage in acceptance.promises if is_late(acceptance, stage, now)]


def is_overdue(acceptance: Acceptance, now: datetime) -> bool:
    """Whether the next due of an open acceptance has passed."""
    due = acceptance.due_at
    return acceptance.state is AcceptanceState.OPEN and due is not None and now > due


def with_next_due(
    acceptance: Acceptance, now: datetime, table: HolidayTable, follow_workdays: int
) -> Acceptance:
    """The acceptance with its next due: the first running limit, else the next look after it.

    So that nothing open is without a due (S3-7), also while an event of the customer is awaited.
    """
    first = next(iter(running(acceptance)), None)
    today = hall_date(now)
    follow = end_of(add_workdays(today, follow_workdays, table))
    return replace(acceptance, due_at=first.due_at if first is not None else follow)


def record_event(
    acceptance: Acceptance, event: str, on: date, now: datetime, table: HolidayTable
) -> tuple[Acceptance, tuple[str, ...]]:
    """An event with its date, the limits it starts, and warnings (Art. 18(2), 18(3))."""
    _check_open(acceptance)
    if event not in awaited(acceptance.promises):
        raise RuleBroken("这件受理不用登记这个日期。", field="event", article="18")
    word = EVENT_WORDS[event]
    if on > hall_date(now):
        raise RuleBroken(f"“{word}”的日期不能晚于今天。", field=event, article="18")
    if on < hall_date(acceptance.accepted_at):
        raise RuleBroken(f"“{word}”的日期不能早于受理日期。", field=event, article="18")
    events = {**acceptance.events, event: on.isoformat()}
    started = start_stages(acceptance.promises, events, acceptance.accepted_at, table)
    return replace(acceptance, events=events, promises=started.stages), started.warnings


def finish_stage(acceptance: Acceptance, stage: str, now: datetime) -> Acceptance:
    """A stage is done; whether in time shows its due moment."""
    _check_open(acceptance)
    found = next((each for each in acceptance.promises if each.stage == stage), None)
    if found is None:
        raise RuleBroken("没有这个环节，请刷新。", field="stage")
    if found.due_at is None:
        raise RuleBroken(f"“{stage}”还没有开始计时，请先登记起算日期。", field="stage")
    if done_at(acceptance, found) is not None:
        raise RuleBroken(f"“{stage}”已经完成。", field="stage")
    events = {**acceptance.events, _DONE + stage: now.isoformat()}
    return replace(acceptance, events=events)


def explain(acceptance: Acceptance, told: Explanation, now: datetime) -> Acceptance:
    """The reason of a delay and when the customer was told it (Art. 18(1))."""
    _check_open(acceptance)
    if not told.reason:
        raise RuleBroken("请写明逾期原因。", field="late_reason", article="18(1)")
    if told.told_at is None:
        raise RuleBroken("请填向客户说明的时间。", field="late_told_at", article="18(1)")
    if not acceptance.accepted_at <= told.told_at <= now:
        raise RuleBroken("说明时间应在受理之后、现在之前。", field="late_told_at", article="18(1)")
    return replace(acceptance, late_reason=told.reason, late_told_at=told.told_at)


def close(
    acceptance: Acceptance, *, result: str, told: Explanation, by: StaffNo, now: datetime
) -> Acceptance:
    """Closed with a result; late only with an explanation the customer was given."""
    _check_open(acceptance)
    if not result:
        raise RuleBroken("请写明办理结果。", field="result")
    if late_stages(acceptance, now):
        explained = acceptance.late_reason and acceptance.late_told_at is not None
        if told.reason or told.told_at is not None or not explained:
            acceptance = explain(acceptance, told, now)
    return replace(
        acceptance,
        state=AcceptanceState.CLOSED,
        closed_at=now,
        closed_by=by,
        result=result,
        due_at=None,
    )


def return_papers(
    acceptance: Acceptance, indexes: Collection[int], *, signer: str, now: datetime
) -> Acceptance:
    """Papers given back, each ticked; who signed for them stays (Art. 18(2) 书面退还)."""
    if not indexes:
        raise RuleBroken("请勾选退还的资料。", field="papers", article="18(2)")
    if any(not 0 <= index < len(acceptance.papers) for index in indexes):
        raise RuleBroken("没有这份资料，请刷新。", field="papers")
    again = [acceptance.papers[i].name for i in indexes if acceptance.papers[i].returned_at]
    if again:
        raise RuleBroken(f"“{again[0]}”已经退还。", field="papers", article="18(2)")
    if len(signer) < 2:
        raise RuleBroken("请填签收人姓名。", field="signer", article="18(2)")
    papers = tuple(
        replace(paper, returned_at=now) if index in indexes else paper
        for index, paper in enumerate(acceptance.papers)
    )
    names = [name for name in acceptance.returned_to.split("、") if name]
    signers = names if signer in names else [*names, signer]
    return replace(acceptance, papers=papers, returned_at=now, returned_to="、".join(signers))


def _check_open(acceptance: Acceptance) -> None:
    if acceptance.state is not AcceptanceState.OPEN:
        raise RuleBroken(f"受理 {acceptance.code} 已经办结。")
