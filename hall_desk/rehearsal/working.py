"""The work on one item (办事): papers and steps ticked, the bill paid, the notice given."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from hall_desk.domain.items import Item
from hall_desk.domain.payments import CASH, Payment, usual_amounts
from hall_desk.domain.services import Service
from hall_desk.rehearsal import cast, selling
from hall_desk.rehearsal.agenda import Actor
from hall_desk.rehearsal.hands import Bill
from hall_desk.rehearsal.plan import Trait
from hall_desk.usecases import payments
from hall_desk.usecases.queries import services

if TYPE_CHECKING:
    from hall_desk.rehearsal.visit import Visit

_NOT_PAID = ("A04",)


def business(visit: Visit, item: Item, seconds: float) -> Actor:
    """Papers, the one-time notice (Art. 11(4)), a paid service if it is one, the steps."""
    service = _service(visit, item)
    yield seconds * 0.08
    missing = visit.dice.random() < 0.15 and len(service.papers) > 2
    for index in range(len(service.papers) - missing):
        visit.hands.tick_paper(item, index)
        yield seconds * 0.02
    visit.hands.inform(visit.ticket, item)
    if item.service_code == "B32":
        yield from selling.sell(visit, item)
    yield from _steps(visit, item, range(len(service.steps)), seconds * 0.6)


def enquiry(visit: Visit, item: Item, seconds: float) -> Actor:
    """Listens, looks up, answers."""
    service = _service(visit, item)
    yield seconds * 0.2
    if visit.careful:
        yield from _steps(visit, item, range(len(service.steps) - 1), seconds * 0.4)
    else:
        yield seconds * 0.4


def pay(visit: Visit, item: Item, seconds: float) -> Actor:
    """The bill is looked up, told, paid; both amounts are spoken (唱收唱付, Art. 6(5))."""
    service = _service(visit, item)
    yield seconds * 0.1
    if visit.careful and service.papers:
        visit.hands.tick_paper(item, 0)
    paid = item.service_code not in _NOT_PAID
    before = 2 if paid else len(service.steps) - 1
    if visit.careful:
        yield from _steps(visit, item, range(before), seconds * 0.2)
    if not paid:
        return
    yield from _settle(visit, item, visit.customer.amount_fen * item.quantity)
    if visit.careful:
        yield from _steps(visit, item, range(before, len(service.steps) - 1), seconds * 0.2)


def _settle(visit: Visit, item: Item, due: int) -> Actor:
    if visit.customer.has(Trait.VOID) and item.position == 1:
        yield from _pay_wrongly(visit, item, due)
    payment = yield from _take(visit, item, due)
    if visit.customer.has(Trait.REPRINT) and item.position == 1:
        yield 12
        again = visit.do(payments.note_reprint, payment_id=payment.id)
        visit.stage.archive.desk().voucher(again)
        visit.stage.told["补打"] += 1
        yield 20
        visit.hands.record_invoice(payment)
        visit.stage.told["数电票"] += 1


def _steps(visit: Visit, item: Item, indices: range, seconds: float) -> Actor:
    for index in indices:
        yield seconds / max(1, len(indices))
        visit.hands.tick_step(item, index)


def _take(visit: Visit, item: Item, due: int) -> Generator[float, None, Payment]:
    method = visit.customer.method
    received = visit.dice.choice(usual_amounts(due)) if method == CASH else due
    bill = Bill(
        due_fen=due,
        received_fen=received,
        method=method,
        account=visit.customer.account,
        name=visit.customer.name,
        received_after_s=visit.dice.uniform(8, 16),
        change_after_s=visit.dice.uniform(5, 12),
    )
    payment = yield from visit.hands.pay(visit.ticket, item, bill)
    visit.stage.moved("paid", payment)
    return payment


def _pay_wrongly(visit: Visit, item: Item, due: int) -> Actor:
    """The wrong amount is noticed and voided with a second person; the number stays."""
    payment = yield from _take(visit, item, due + 1000)
    yield 15
    voided = visit.do(
        payments.void_payment,
        payment_id=payment.id,
        reason_code="V1",
        approved_by=cast.MANAGER,
    )
    visit.stage.archive.desk().voucher(voided)
    visit.stage.told["作废"] += 1
    yield 6


def _service(visit: Visit, item: Item) -> Service:
    known = visit.stage.services
    if not known:
        known.update({service.code: service for service in visit.stage.ask(services)})
    return known[item.service_code]
