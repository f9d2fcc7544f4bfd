"""Reconnection tasks (复电任务, Art. 22(2)): made by the payment, closed within 24 hours."""

from collections.abc import Collection

from hall_desk.domain import reconnections
from hall_desk.domain.charges import RECONNECT_SERVICE
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item
from hall_desk.domain.payments import ChargeLine, Payment
from hall_desk.domain.people import Right
from hall_desk.domain.reconnections import RECONNECT_WITHIN, Reconnection
from hall_desk.domain.refunds import Refund, left_of, line_lefts
from hall_desk.domain.texts import LONG, check_text
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.clockguard import check_clock
from hall_desk.usecases.heirs import hand_to
from hall_desk.usecases.queries import require_right

TASKS_WAIT = "复电暂时不能登记"


def begin(
    tx: Tx, payment: Payment, line: ChargeLine, *, phone: str, address: str
) -> Reconnection | None:
    """The arrears are paid: power is back within 24 hours of that moment, to the second."""
    if not line.account_no:
        raise RuleBroken("欠费复电须填户号，才能派单。", field="account_no", article="22(2)")
    if any(task.account_no == line.account_no for task in open_reconnections(tx)):
        return None
    task = Reconnection(
        id=tx.new_id(),
        business_date=payment.business_date,
        payment_id=payment.id,
        account_no=line.account_no,
        customer_name=line.customer_name,
        phone=check_text(phone, "phone"),
        address=check_text(address, "address"),
        owner=payment.staff_no,
        due_at=payment.paid_at + RECONNECT_WITHIN,
    )
    tx.insert(task, "begin_reconnection")
    return task


def pass_on(tx: Tx, *, task_id: int, to: str) -> Reconnection:
    """The team was told (通知复电)."""
    task = _mine(tx, task_id)
    check_clock(tx, TASKS_WAIT)
    told = reconnections.pass_on(task, to=check_text(to, "passed_on_to"), now=tx.now)
    return tx.change(task, told, "pass_on_reconnection", guard="done_at")


def finish(tx: Tx, *, task_id: int, late_reason: str = "", told: str = "") -> Reconnection:
    """Power is back; a late one is explained to the customer (22(2)).

    ``told`` is who was told of it, where that was not noted before.
    """
    task = _mine(tx, task_id)
    check_clock(tx, TASKS_WAIT)
    reason = check_text(late_reason, "late_reason", most=LONG, lines=True)
    team = check_text(told, "passed_on_to")
    by = require_right(tx, Right.SERVE).staff_no
    known = task
    if team and team != task.passed_on_to:
        known = reconnections.pass_on(task, to=team, now=tx.now)
    done = reconnections.finish(known, by=by, late_reason=reason, now=tx.now)
    return tx.change(task, done, "finish_reconnection", guard="done_at")


def hand_over_reconnection(tx: Tx, *, task_id: int, to: str, reason: str) -> Reconnection:
    """Somebody else sees to it: by the owner or the duty manager, with the reason."""
    task = _mine(tx, task_id)
    reconnections.expect_open(task)
    return hand_to(tx, task, "hand_over_reconnection", to=to, reason=reason)


def unmask_reconnection(tx: Tx, *, task_id: int) -> Reconnection:
    """Name, telephone and address are looked at in full; the journal says by whom (Art. 4(3))."""
    task = _mine(tx, task_id)
    tx.note("unmask", "reconnection", {"id": task_id}, after={"by": tx.actor})
    return task


def stop(tx: Tx, payment: Payment, reason: str, accounts: Collection[str]) -> None:
    """What was paid for these accounts was voided or given back: nobody goes any more.

    Where the arrears were paid once more meanwhile, that payment brings the power back.
    """
    table = schema.reconnection
    for task in tx.all(Reconnection, table.c.payment_id == payment.id):
        if task.is_open and task.account_no in accounts:
            ended = reconnections.cancel(task, reason=reason, now=tx.now)
            tx.change(task, ended, "cancel_reconnection", guard="done_at")
            other = _paid_again(tx, task)
            if other is not None:
                begin(tx, *other, phone=task.phone, address=task.address)


def open_reconnections(reading: Reading, staff_no: str | None = None) -> list[Reconnection]:
    """What is still off, of one clerk or of all, the next due first."""
    table = schema.reconnection
    mine = [] if staff_no is None else [table.c.owner == staff_no]
    return reading.all(
        Reconnection,
        table.c.done_at.is_(None),
        table.c.cancelled_at.is_(None),
        *mine,
        order_by=table.c.due_at,
    )


def _paid_again(tx: Tx, task: Reconnection) -> tuple[Payment, ChargeLine] | None:
    """A later payment of the same arrears that stands."""
    table = schema.payment
    later = tx.all(
        Payment,
        table.c.business_date >= task.business_date,
        table.c.id > task.payment_id,
        table.c.item_id.is_not(None),
        table.c.voided_at.is_(None),
        order_by=table.c.id,
    )
    for payment in later:
        mine = [n for n, li in enumerate(payment.lines) if li.account_no == task.account_no]
        at = next((n for n in mine if _brings_back(tx, payment, n)), None)
        if at is not None:
            return payment, payment.lines[at]
    return None


def _brings_back(tx: Tx, payment: Payment, at: int) -> bool:
    """Whether it is a payment for reconnection, and the line was not given back."""
    item = tx.find(Item, id=payment.item_id)
    if item is None or item.service_code != RECONNECT_SERVICE:
        return False
    refunds = tx.all(Refund, schema.refund.c.payment_id == payment.id)
    return left_of(payment, refunds) > 0 and line_lefts(payment, refunds)[at] > 0


def _mine(tx: Tx, task_id: int) -> Reconnection:
    """Its owner or the duty manager has it in hand."""
    staff = require_right(tx, Right.SERVE)
    task = tx.get(Reconnection, id=task_id)
    if task.owner != tx.actor and not staff.may(Right.SUPERVISE):
        raise RuleBroken(f"这件复电由工号 {task.owner} 负责，请由本人或值班主任办理。")
    return task
