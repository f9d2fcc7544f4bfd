"""What a visit set going (后续): work orders, refunds and callbacks, on its page."""

from datetime import date

from hall_desk.domain.callbacks import Callback, CallbackState
from hall_desk.domain.money import format_fen
from hall_desk.domain.refunds import Refund
from hall_desk.domain.workorders import ORDER_WORDS, OrderState, WorkOrder
from hall_desk.presenters.moments import day_clock_of
from hall_desk.presenters.persons import person_of
from hall_desk.presenters.visitpage_state import FollowingRow
from hall_desk.usecases.visitrecord import VisitRecord

_CALLED = {CallbackState.DONE: "已回访", CallbackState.FAILED: "已结束"}


def following_rows(record: VisitRecord, today: date) -> tuple[FollowingRow, ...]:
    """The rows with number, state, who has it and until when; no customer is named."""
    return (
        *(_order(record, each) for each in record.orders),
        *(_refund(record, each) for each in record.refunds),
        *(_callback(record, each, today) for each in record.callbacks),
    )


def _order(record: VisitRecord, order: WorkOrder) -> FollowingRow:
    at = f"约 {day_clock_of(order.appointed_at)}" if order.appointed_at else "未约时间"
    notes = [record.sheet_codes.get(order.sheet_id, "")]
    if order.done_at is not None:
        notes.append(f"{day_clock_of(order.done_at)} 完工")
    if order.cancel_reason:
        notes.append(order.cancel_reason)
    tone = "warn" if order.is_open else "ok" if order.state is OrderState.DONE else "ink2"
    cells = ("派工单", order.code, ORDER_WORDS[order.state], order.team, at, _joined(*notes))
    return FollowingRow(key=f"order:{order.id}", cells=cells, tone=tone)


def _refund(record: VisitRecord, refund: Refund) -> FollowingRow:
    owes = refund.owes_red_invoice
    paid = next((p.voucher_code for p in record.payments if p.id == refund.payment_id), "")
    cells = (
        "退款",
        refund.code,
        "红字票待登记" if owes else "已退款",
        person_of(refund.staff_no, record.names),
        day_clock_of(refund.refunded_at),
        _joined(
            f"{format_fen(refund.amount_fen)} 元",
            record.methods.get(refund.method, refund.method),
            f"原凭证 {paid} {refund.lines_words}".rstrip() if paid else refund.lines_words,
        ),
    )
    return FollowingRow(key=f"refund:{refund.id}", cells=cells, tone="warn" if owes else "ok")


def _callback(record: VisitRecord, callback: Callback, today: date) -> FollowingRow:
    late = callback.late(today)
    due = f"{callback.due_on.month}月{callback.due_on.day}日 回访"
    notes = [f"未接通 {callback.failures} 次" if callback.failures else ""]
    if callback.closed_at is not None:
        notes.append(f"{day_clock_of(callback.closed_at)} 办结")
    cells = (
        "回访",
        record.sheet_codes.get(callback.subject_id, ""),
        "已过期" if late else _CALLED.get(callback.state, "待回访"),
        person_of(callback.owner, record.names),
        due,
        _joined(*notes),
    )
    tone = "over" if late else "warn" if callback.is_open else "ok"
    return FollowingRow(key=f"callback:{callback.id}", cells=cells, tone=tone)


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)
