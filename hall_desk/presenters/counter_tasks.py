"""我的待办: open first contacts, acceptances, work orders and callbacks of a clerk (S3-7, 26)."""

from datetime import datetime, time

from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.callbacks import Callback
from hall_desk.domain.contacts import STATE_STEPS, ContactState, FirstContact, awaits_answer, due_at
from hall_desk.domain.days import HALL_ZONE, hall_date
from hall_desk.domain.masking import mask_name
from hall_desk.presenters.counter_promise import acceptance_task, due_label
from hall_desk.presenters.counter_state import TaskLine, TasksView
from hall_desk.presenters.paidservice_work_parts import unpaid_word
from hall_desk.usecases.workorders import Unpaid

SHEET_TASK, CALLBACK_TASK = "sheet:", "callback:"
"""What the key of a paid service, and of its callback, begins with."""
_DAY_ENDS = time(23, 59)


def tasks_view(
    contacts: tuple[FirstContact, ...],
    now: datetime,
    acceptances: tuple[Acceptance, ...] = (),
    unpaid: tuple[Unpaid, ...] = (),
    callbacks: tuple[Callback, ...] = (),
) -> TasksView:
    """Everything this clerk still owes somebody, the next due first (S3-7)."""
    found: list[tuple[datetime, TaskLine]] = [
        *((due_at(each), _contact_task(each, now)) for each in contacts),
        *((each.due_at or each.accepted_at, acceptance_task(each, now)) for each in acceptances),
        *((_work_due(each), _work_task(each, now)) for each in unpaid if _waits(each, now)),
        *((callback_due(each), _callback_task(each, now)) for each in callbacks),
    ]
    lines = [line for _, line in sorted(found, key=lambda pair: pair[0])]
    return TasksView(
        due_today=sum(line.due_today for line in lines),
        overdue=sum(line.overdue for line in lines),
        lines=tuple(lines),
    )


def callback_due(callback: Callback) -> datetime:
    """The end of the day on which the customer is asked."""
    return datetime.combine(callback.due_on, _DAY_ENDS, HALL_ZONE)


def _contact_task(contact: FirstContact, now: datetime) -> TaskLine:
    today, due = hall_date(now), due_at(contact).astimezone(HALL_ZONE)
    words = f"今日 {due:%H:%M}" if due.date() == today else f"{due.month}月{due.day}日"
    return TaskLine(
        key=str(contact.id),
        title=f"首问 {contact.code}",
        due=f"已过 {words}" if due < now else words,
        due_today=due.date() <= today,
        note=_task_note(contact),
        overdue=due.date() < today,
    )


def _task_note(contact: FirstContact) -> str:
    words = {"办理": contact.matter}
    step = STATE_STEPS[contact.state]
    if awaits_answer(contact) and contact.state is ContactState.REGISTERED:
        return f"待答复：{contact.matter}"
    if contact.department and step in ("移交", "承办处理"):
        return f"{contact.department}：{contact.matter}"
    return words.get(step, f"{step}：{contact.matter}")


def _waits(unpaid: Unpaid, now: datetime) -> bool:
    """A sheet signed today without a team is the visit in hand, no task yet."""
    return unpaid.order is not None or unpaid.sheet.business_date < hall_date(now)


def _work_due(unpaid: Unpaid) -> datetime:
    order, sheet = unpaid.order, unpaid.sheet
    if order is not None and order.is_open and order.appointed_at is not None:
        return order.appointed_at
    done = order.done_at if order is not None else None
    return done or sheet.signed_at or sheet.drafted_at


def _work_task(unpaid: Unpaid, now: datetime) -> TaskLine:
    due, order, sheet = _work_due(unpaid), unpaid.order, unpaid.sheet
    number = order if order is not None and order.is_open else sheet
    what = order.team if order is not None and order.is_open else mask_name(sheet.customer_name)
    return TaskLine(
        key=f"{SHEET_TASK}{sheet.id}",
        title=f"{'派工' if number is order else '有偿'} {number.code[7:]}",
        due=due_label(due, now),
        due_today=hall_date(due) <= hall_date(now),
        note=f"{unpaid_word(unpaid)}：{what}",
        overdue=hall_date(due) < hall_date(now),
    )


def _callback_task(callback: Callback, now: datetime) -> TaskLine:
    due, tries = callback_due(callback), callback.failures
    tried = f"，已打 {tries} 次" if tries else ""
    return TaskLine(
        key=f"{CALLBACK_TASK}{callback.id}",
        title="有偿服务回访",
        due=due_label(due, now),
        due_today=callback.due(hall_date(now)),
        note=f"{mask_name(callback.customer_name)}{tried}",
        overdue=callback.late(hall_date(now)),
    )
