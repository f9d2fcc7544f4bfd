"""Alerts of what money left behind (复电、校验、退补): who answers, and until when."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hall_desk.domain.masking import mask_account
from hall_desk.presenters.duty_alert_line import AlertLine
from hall_desk.presenters.duty_tiles import clock_words
from hall_desk.presenters.moments import day_clock_of
from hall_desk.presenters.persons import person_of
from hall_desk.usecases.dutyboard import DutyFacts

NEAR = timedelta(hours=4)
"""From here on an open reconnection is told to the duty manager."""


def money_alerts(facts: DutyFacts, now: datetime) -> Iterator[AlertLine]:
    """Reconnections near or beyond their 24 hours, late results of meter tests, late work."""
    for task in facts.reconnections:
        left = task.due_at - now
        if left > NEAR:
            continue
        late = task.late(now)
        told = f"已通知 {task.passed_on_to}" if task.passed_on_to else "还没有通知班组"
        yield AlertLine(
            key=f"reconnect:{task.id}",
            icon="over" if late else "bolt",
            title="复电超过 24 小时" if late else "复电将到 24 小时",
            detail=f"户号 {mask_account(task.account_no)} · {told}",
            since=(
                f"责任人 {person_of(task.owner, facts.names)}，"
                f"应在 {day_clock_of(task.due_at)} 前复电"
            ),
            figure=clock_words(abs(int(left.total_seconds()))),
            figure_note="超过" if late else "剩余",
            loudness="warn" if late else "edge",
            action="matter",
            action_word="办理",
            rank=1 if late else 3,
        )
    overdue = [test for test in facts.meter_tests if test.late(now)]
    if overdue:
        first = min(overdue, key=lambda test: test.due_at or now)
        yield AlertLine(
            key="meter_tests",
            icon="over",
            title=f"{len(overdue)} 件校验结果逾期",
            detail=f"户号 {mask_account(first.account_no)} · 押金还没有结论",
            since=f"责任人 {person_of(first.owner, facts.names)}",
            figure=str(len(overdue)),
            figure_note="逾期",
            loudness="warn",
            action="matter",
            action_word="办理",
            rank=2,
        )
    yield from _work(facts, now)


def _work(facts: DutyFacts, now: datetime) -> Iterator[AlertLine]:
    """Teams whose appointed day is over without a report: one line for all."""
    late = [each for each in facts.work if each.order is not None and each.order.late(now)]
    if not late:
        return
    sheet, order = late[0].sheet, late[0].order
    assert order is not None
    yield AlertLine(
        key="orders",
        icon="team",
        title=f"{len(late)} 件派工过了约定日期未登记完工",
        detail=f"{order.code} · {order.team}",
        since=(
            f"责任人 {person_of(sheet.owner, facts.names)}，"
            f"约定 {day_clock_of(order.appointed_at or order.issued_at)}"
        ),
        figure=str(len(late)),
        figure_note="待完工",
        loudness="warn",
        action="matter",
        action_word="办理",
        rank=2,
    )
