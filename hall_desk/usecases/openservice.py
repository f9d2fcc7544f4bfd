"""What is open of paid services for the hand-over (未结移交): work, callbacks, red invoices."""

from hall_desk.domain import workorders
from hall_desk.domain.callbacks import Callback
from hall_desk.domain.days import BusinessDay
from hall_desk.domain.money import format_fen
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.papers import OpenItem
from hall_desk.domain.refunds import Refund
from hall_desk.store.transaction import Reading
from hall_desk.usecases.callbacks import open_callbacks
from hall_desk.usecases.invoices import owed_red_invoices
from hall_desk.usecases.opening import local
from hall_desk.usecases.workorders import Unpaid, unpaid_sheets


def open_services(reading: Reading, day: BusinessDay) -> list[OpenItem]:
    """Teams that are out or whose work is not paid, callbacks that are due, red invoices owed."""
    return [
        *(_work(each) for each in unpaid_sheets(reading) if each.order is not None),
        *(_callback(reading, each) for each in open_callbacks(reading, due_by=day.date)),
        *(_red_owed(each, day) for each in owed_red_invoices(reading)),
    ]


def _work(unpaid: Unpaid) -> OpenItem:
    order, sheet = unpaid.order, unpaid.sheet
    assert order is not None
    if order.is_open:
        matter, due = f"派工 {order.team} 待完工", order.appointed_at or order.issued_at
    else:
        why = workorders.unpayable(sheet, order)
        matter, due = "差异待签字" if why else "完工待收款", order.done_at or order.issued_at
    return OpenItem(
        number=order.code, matter=matter, owner=sheet.owner, due=f"{local(due):%m-%d %H:%M}"
    )


def _callback(reading: Reading, callback: Callback) -> OpenItem:
    return OpenItem(
        number=reading.get(Sheet, id=callback.subject_id).code,
        matter="有偿服务待回访",
        owner=callback.owner,
        due=f"{callback.due_on:%m-%d} 24:00",
    )


def _red_owed(refund: Refund, day: BusinessDay) -> OpenItem:
    return OpenItem(
        number=refund.code,
        matter=f"红字数电票待登记：退款 {format_fen(refund.amount_fen)} 元",
        owner=refund.staff_no,
        due=f"{refund.business_date:%m-%d} {day.closes:%H:%M}",
    )
