"""Views of what money left behind (复电、校验、退补), for a counter and for the duty desk."""

from collections.abc import Mapping
from datetime import datetime

from hall_desk.domain.masking import mask_account
from hall_desk.domain.metertests import OUTCOME_WORDS, MeterTest, Outcome
from hall_desk.domain.payments import CASH
from hall_desk.domain.reconnections import Reconnection
from hall_desk.domain.workorders import WorkOrder
from hall_desk.presenters.counter_charge_state import MatterView
from hall_desk.presenters.moments import day_clock_of


def reconnection_view(
    task: Reconnection, typed: Mapping[str, str], now: datetime, head: tuple[str, ...]
) -> MatterView:
    """A reconnection; ``head`` are the lines that say whose it is."""
    late = task.late(now)
    at = day_clock_of(task.passed_on_at) if task.passed_on_at else ""
    told = f"{at} 已通知 {task.passed_on_to}"
    fields = [_field(typed, "passed_on_to", "通知了谁（班组或人员）", task.passed_on_to)]
    if late:
        fields.append(_field(typed, "late_reason", "未按时复电的原因（须向客户说明）"))
    return MatterView(
        kind="reconnect",
        title=f"复电 {mask_account(task.account_no)}",
        lines=_said(
            *head,
            f"应在 {day_clock_of(task.due_at)} 前复电",
            told if task.passed_on_at else "还没有通知班组",
        ),
        warning="已过 24 小时，请写原因" if late else "",
        fields=tuple(fields),
        main="已复电",
        deed="记下通知",
    )


def meter_view(
    test: MeterTest,
    typed: Mapping[str, str],
    methods: tuple[tuple[str, str], ...],
    head: tuple[str, ...],
) -> MatterView:
    """A meter test whose outcome is awaited, or whose bills are to be corrected."""
    if test.to_adjust:
        return MatterView(
            kind="adjust",
            title=f"退补 {mask_account(test.account_no)}",
            lines=_said(*head, f"检定报告 {test.report_no}：超差，押金已退"),
            fields=(_field(typed, "note", "退补结果（账期、电量、金额）"),),
            main="退补已办",
        )
    outcome, method = typed.get("outcome", ""), typed.get("method", "")
    back = outcome == Outcome.FAIL and bool(methods)
    fields = [_field(typed, "report_no", "检定报告号")]
    if back and method not in ("", CASH):
        fields.append(_field(typed, "slip_no", "退款单号"))
    due = f"应在 {day_clock_of(test.due_at)} 前告知结果" if test.due_at else ""
    return MatterView(
        kind="test",
        title=f"校验 {mask_account(test.account_no)}",
        lines=_said(*head, f"表号 {test.meter_no}" if test.meter_no else "", due),
        fields=tuple(fields),
        outcomes=tuple((o.value, word) for o, word in OUTCOME_WORDS.items()),
        outcome=outcome,
        methods=methods if back else (),
        method=method,
        main="登记结果",
    )


def order_view(order: WorkOrder, head: tuple[str, ...]) -> MatterView:
    """A team that has not reported back; the report itself is written at a window."""
    return MatterView(
        kind="order",
        title=f"派工 {order.code}",
        lines=_said(
            *head,
            f"{order.team} {order.team_phone}",
            f"约定 {day_clock_of(order.appointed_at or order.issued_at)}，{order.address}",
            order.content,
        ),
        warning="请联系班组；完工由责任人在窗口登记，责任人不在的先转交。",
    )


def _field(
    typed: Mapping[str, str], name: str, label: str, stored: str = ""
) -> tuple[str, str, str]:
    return name, label, typed.get(name, stored)


def _said(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line)
