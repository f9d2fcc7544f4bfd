"""Paid service of the rehearsal (有偿服务): ownership gate, sheet, signature, payment, voucher."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hall_desk.domain import workorders
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.payments import INVOICE_LATER, INVOICE_OWED
from hall_desk.domain.workorders import WorkOrder
from hall_desk.rehearsal.agenda import Actor
from hall_desk.rehearsal.plan import PAID_SERVICE, Errand, Trait
from hall_desk.rehearsal.seat import bill_of
from hall_desk.rehearsal.stage import MIDNIGHT, at
from hall_desk.store.transaction import Reading
from hall_desk.usecases.outcomes import Result
from hall_desk.usecases.paidservice import Wanted
from hall_desk.usecases.workorders import order_of

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

_TEAMS = ("QX", "JC", "JL", "KF")
_AT_ONCE = 2
_SENT_UNTIL = at(15, 20)
_NUMBERS = 200_000


def sell(visit: Visit, item: Item) -> Actor:
    """From the ownership question to the voucher or the team, to a refusal, or to a no."""
    if visit.customer.sheet_id:
        yield from _pays_for_work(visit, item)
        return
    if visit.customer.has(Trait.NOT_THEIRS) or visit.errand is Errand.UTILITYS:
        yield 30
        _refused(visit, item)
        return
    yield visit.dice.uniform(20, 40)
    wanted = tuple(Wanted(code=c, quantity_milli=q) for c, q in visit.dice.choice(_JOBS))
    sheet = yield from visit.hands.quote(visit.ticket, visit.customer, wanted)
    visit.stage.moved("sheet", sheet)
    yield visit.dice.uniform(25, 60)
    if visit.customer.has(Trait.DECLINES):
        visit.hands.void_sheet(sheet, "客户考虑后暂不办理")
        visit.stage.told["确认单作废"] += 1
        return
    sheet = visit.hands.sign_sheet(sheet)
    if not _sent_out(visit, sheet):
        yield from _paid(visit, item, sheet)


def _refused(visit: Visit, item: Item) -> None:
    """The gate: on the utility's own facility nothing may be quoted; it repairs it (Art. 23)."""
    sentence = visit.hands.try_to_quote(visit.ticket, visit.customer)
    visit.stage.told["产权把关"] += 1
    visit.results[item.id] = Result(
        outcome=Outcome.REFUSED,
        basis="《供电服务规范》第二十三条",
        explanation=f"故障在供电企业产权的表前线路上。{sentence}",
        alternative="已报抢修班当天上门修复，不收费",
    )


def _paid(visit: Visit, item: Item, sheet: Sheet) -> Actor:
    """The first invoice stays owed, the second is issued, the third is asked for later, and on."""
    turn = visit.stage.told["有偿收款"] % 3
    visit.stage.told["有偿收款"] += 1
    bill = bill_of(visit, sheet.total_fen)
    invoice = INVOICE_LATER if turn == 2 else INVOICE_OWED
    payment = yield from visit.hands.pay_sheet(visit.ticket, item, bill, sheet, invoice)
    visit.stage.moved("paid", payment)
    if turn == 1:
        yield 20
        visit.hands.record_invoice(payment)
        visit.stage.told["数电票"] += 1


def _sent_out(visit: Visit, sheet: Sheet) -> bool:
    """Two of three sheets go to a team first; late in the day nobody is sent any more."""
    stage, turn = visit.stage, visit.stage.told["有偿签字"]
    stage.told["有偿签字"] += 1
    if turn % 3 == _AT_ONCE or stage.now > _SENT_UNTIL:
        return False
    moment = stage.now + timedelta(minutes=round(visit.dice.uniform(35, 60)))
    order = visit.hands.dispatch(sheet, _TEAMS[turn % len(_TEAMS)], moment)
    stage.told["派工"] += 1
    back = moment + timedelta(minutes=round(visit.dice.uniform(30, 45)))
    visit.duties.owe(back, lambda: _reported(visit, sheet, order, differs=turn % 3 == 0))
    return True


def _reported(visit: Visit, sheet: Sheet, order: WorkOrder, *, differs: bool) -> None:
    """The team is back; the customer comes to pay what was really done (Art. 25)."""
    stage = visit.stage
    more = 1000 if differs else 0
    actual = tuple(
        Wanted(code=line.code, quantity_milli=line.quantity_milli + (more if at == 0 else 0))
        for at, line in enumerate(sheet.lines)
    )
    visit.hands.complete(order, actual, differs=differs)
    stage.told["完工有差异" if differs else "完工无差异"] += 1
    comes = stage.now + timedelta(minutes=round(visit.dice.uniform(8, 20)))
    payer = replace(
        visit.customer,
        number=visit.customer.number + _NUMBERS,
        arrives_s=(comes - MIDNIGHT).total_seconds(),
        service=PAID_SERVICE,
        ground=None,
        traits=frozenset({Trait.AT_COUNTER}),
        sheet_id=sheet.id,
    )
    stage.agenda.at(comes, lambda: stage.comes(payer))


def _pays_for_work(visit: Visit, item: Item) -> Actor:
    """The work is done and agreed: its sum is paid."""
    sheet = visit.stage.ask(_billed, visit.customer.sheet_id)
    yield visit.dice.uniform(20, 40)
    yield from _paid(visit, item, sheet)


def _billed(reading: Reading, sheet_id: int) -> Sheet:
    sheet = reading.get(Sheet, id=sheet_id)
    return workorders.billed(sheet, order_of(reading, sheet_id))
