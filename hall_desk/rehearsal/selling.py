"""Paid service of the rehearsal (有偿服务): ownership gate, sheet, signature, payment, voucher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item
from hall_desk.domain.paidservice import Ownership, Sheet
from hall_desk.domain.payments import CASH, INVOICE_LATER, INVOICE_OWED, usual_amounts
from hall_desk.domain.tickets import WindowNo
from hall_desk.rehearsal.agenda import Actor
from hall_desk.rehearsal.plan import Trait
from hall_desk.usecases import paidservice, payments
from hall_desk.usecases.paidservice import Wanted

if TYPE_CHECKING:
    from hall_desk.rehearsal.visit import Visit

# What customers have repaired: price codes with thousandths of the unit.
_JOBS = (
    (("L01", 1000), ("L02", 1000), ("M01", 1000)),
    (("L03", 1000), ("M03", 1000), ("L01", 1000)),
    (("L04", 3000), ("M08", 2000), ("M09", 1000)),
    (("L06", 12500), ("M04", 25000), ("M07", 12500), ("M11", 2000)),
    (("L07", 1000), ("M02", 4000), ("M03", 1000), ("L08", 1500)),
    (("L05", 2000), ("M10", 2000)),
    (("L09", 18000), ("M06", 36000), ("M12", 4000)),
)


def sell(visit: Visit, item: Item) -> Actor:
    """From the ownership question to the voucher, or to a refusal, or to a customer's no."""
    if visit.customer.has(Trait.NOT_THEIRS):
        yield 30
        _refused(visit)
        return
    yield visit.dice.uniform(20, 40)
    sheet = _draft(visit, Ownership.CUSTOMER)
    yield visit.dice.uniform(30, 70)
    wanted = tuple(Wanted(code=c, quantity_milli=q) for c, q in visit.dice.choice(_JOBS))
    sheet = visit.stage.do(
        paidservice.set_lines, visit.post.staff_no, sheet_id=sheet.id, wanted=wanted
    )
    visit.stage.archive.desk().confirmation(sheet.id)
    visit.stage.moved("sheet", sheet)
    yield visit.dice.uniform(25, 60)
    if visit.customer.has(Trait.DECLINES):
        visit.stage.do(
            paidservice.void_sheet,
            visit.post.staff_no,
            sheet_id=sheet.id,
            reason="客户考虑后暂不办理",
        )
        visit.stage.told["确认单作废"] += 1
        return
    sheet = visit.stage.do(paidservice.confirm_signature, visit.post.staff_no, sheet_id=sheet.id)
    yield from _paid(visit, item, sheet)


def _draft(visit: Visit, ownership: Ownership) -> Sheet:
    customer = visit.customer
    return visit.stage.do(
        paidservice.draft_sheet,
        visit.post.staff_no,
        window=WindowNo(visit.post.window),
        ownership=ownership,
        boundary="进户线第一支持物（客户侧）",
        customer_name=customer.name,
        phone=customer.phone,
        address=customer.address,
        ticket_id=visit.ticket.id,
    )


def _refused(visit: Visit) -> None:
    """The gate: on the utility's own facility nothing may be quoted (Art. 23)."""
    try:
        _draft(visit, Ownership.UTILITY)
    except RuleBroken:
        visit.stage.told["产权把关"] += 1


def _paid(visit: Visit, item: Item, sheet: Sheet) -> Actor:
    """The first invoice stays owed, the second is issued, the third is asked for later, and on."""
    turn = visit.stage.told["有偿收款"] % 3
    visit.stage.told["有偿收款"] += 1
    due, method = sheet.total_fen, visit.customer.method
    received = visit.dice.choice(usual_amounts(due)) if method == CASH else due
    yield visit.dice.uniform(8, 16)
    said = visit.stage.now
    yield visit.dice.uniform(5, 12)
    payment = visit.stage.do(
        payments.take_payment,
        visit.post.staff_no,
        window=WindowNo(visit.post.window),
        takings=payments.Takings(
            due_fen=due,
            received_fen=received,
            method=method,
            spoken_received_at=said,
            spoken_change_at=visit.stage.now,
        ),
        purpose="有偿服务（客户产权设施）",
        customer_name=visit.customer.name,
        ticket_id=visit.ticket.id,
        item_id=item.id,
        sheet_id=sheet.id,
        invoice=INVOICE_LATER if turn == 2 else INVOICE_OWED,
    )
    visit.stage.archive.desk().voucher(payment)
    visit.stage.moved("paid", payment)
    if turn == 1:
        yield 20
        visit.hands.record_invoice(payment)
        visit.stage.told["数电票"] += 1
