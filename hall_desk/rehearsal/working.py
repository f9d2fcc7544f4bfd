"""The work on one item (办事): papers and steps ticked, the bill paid, the notice given."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import TYPE_CHECKING

from hall_desk.domain.charges import (
    FEE_SERVICE,
    METER_TEST_SERVICE,
    RECONNECT_SERVICE,
    AccountDue,
    FeeWanted,
)
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.payments import CASH, Payment, usual_amounts
from hall_desk.domain.services import Service
from hall_desk.domain.tenders import Part
from hall_desk.rehearsal import cast, returning, selling
from hall_desk.rehearsal.agenda import Actor
from hall_desk.rehearsal.plan import PAID_SERVICE, Errand, Trait
from hall_desk.rehearsal.seat import bill_of
from hall_desk.store.transaction import Reading
from hall_desk.usecases import charges, payments
from hall_desk.usecases.outcomes import Result
from hall_desk.usecases.queries import services

if TYPE_CHECKING:
    from hall_desk.rehearsal.visit import Visit

_NOT_PAID = ("A04",)
_FLATS = 12
_REFUSALS = (
    (
        "《供电营业规则》用电变更的规定",
        "申请人不是用电户主，也没有户主的委托书",
        "户主本人来办，或带委托书和双方证件再来",
    ),
    (
        "本厅业务受理范围公示",
        "用电地址属于相邻供电所的供电范围",
        "已把相邻供电所的地址和电话写给客户，也可以拨打 95598",
    ),
    (
        "《供电营业规则》欠费结清后变更的规定",
        "该户还有电费没有结清，暂时不能变更",
        "结清后当天即可办理，本窗口可以先缴费",
    ),
)


def business(visit: Visit, item: Item, seconds: float) -> Actor:
    """Papers, the one-time notice (Art. 11(4)), a paid service if it is one, the steps."""
    service = _service(visit, item)
    yield seconds * 0.08
    missing = _missing(visit, item, service)
    for index in sorted(set(range(len(service.papers))) - {missing, *item.papers}):
        visit.hands.tick_paper(item, index)
        yield seconds * 0.02
    visit.hands.inform(visit.ticket, item)
    if missing is not None:
        visit.results[item.id] = Result(outcome=Outcome.PAPERS)
        returning.plan_return(visit, item)
        return
    refuse(visit, item)
    if item.id in visit.results:
        return
    if item.service_code == PAID_SERVICE:
        yield from selling.sell(visit, item)
    elif item.service_code == METER_TEST_SERVICE:
        yield from _deposit(visit, item)
    if service.deadlines:
        made = yield from visit.hands.accept(visit.ticket, item, visit.customer)
        visit.duties.accepted(made)
        visit.stage.told["受理"] += 1
        visit.results[item.id] = Result(outcome=Outcome.ACCEPTED)
    if item.id not in visit.results:
        yield from _steps(visit, item, range(len(service.steps)), seconds * 0.6)


def refuse(visit: Visit, item: Item) -> None:
    """不能受理, with its basis, the explanation and what the customer can do (Art. 4(2))."""
    if item.position > 1 or not visit.customer.has(Trait.REFUSED):
        return
    basis, explanation, alternative = visit.dice.choice(_REFUSALS)
    visit.results[item.id] = Result(
        outcome=Outcome.REFUSED,
        basis=basis,
        explanation=explanation,
        alternative=alternative,
    )


def _missing(visit: Visit, item: Item, service: Service) -> int | None:
    """The paper that was left at home: one that has to be brought."""
    if item.position > 1 or not visit.customer.has(Trait.PAPERS):
        return None
    owed = [
        index
        for index, paper in enumerate(service.papers)
        if paper.mandatory and not paper.filled_here and index not in item.papers
    ]
    deeds = [index for index in owed if "证明" in service.papers[index].name]
    return next(iter(deeds or owed), None)


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
    first, errand = item.position == 1, visit.errand if item.position == 1 else None
    if errand is Errand.VOIDED or (visit.customer.has(Trait.VOID) and first):
        yield from _pay_wrongly(visit, item, due)
    payment = yield from _charge(visit, item, due, errand)
    if item.service_code == RECONNECT_SERVICE:
        visit.duties.paid_arrears(payment)
    if errand is Errand.PREPAYS:
        visit.duties.paid_ahead(payment)
    if errand is Errand.REFUNDED:
        yield 25
        visit.hands.refund(payment, min(2000, payment.due_fen))
        visit.stage.told["退款"] += 1
    if visit.customer.has(Trait.REPRINT) and first:
        yield from _reprint(visit, payment)


def _charge(
    visit: Visit, item: Item, due: int, errand: Errand | None
) -> Generator[float, None, Payment]:
    """The way in which this customer pays."""
    if errand is Errand.MIXED:
        payment = yield from _take_in_parts(visit, item, due)
    elif errand is Errand.ACCOUNTS:
        payment = yield from _take_for_accounts(visit, item)
    elif item.service_code == FEE_SERVICE:
        payment = yield from _take_fees(visit, item)
    else:
        payment = yield from _take(visit, item, due)
    return payment


def _reprint(visit: Visit, payment: Payment) -> Actor:
    """The customer has lost the voucher, and wants the invoice at once."""
    yield 12
    again = visit.do(payments.note_reprint, payment_id=payment.id)
    visit.stage.archive.desk().voucher(again)
    visit.stage.told["补打"] += 1
    yield 20
    visit.hands.record_invoice(payment)
    visit.stage.told["数电票"] += 1


def _take_in_parts(visit: Visit, item: Item, due: int) -> Generator[float, None, Payment]:
    """A card pays the half in whole yuan, cash the rest."""
    part = Part(method="POS", amount_fen=max(100, due // 200 * 100), slip_no="000817")
    rest = visit.dice.choice(usual_amounts(due - part.amount_fen))
    bill = bill_of(visit, due, method=CASH, received_fen=part.amount_fen + rest)
    payment = yield from visit.hands.pay_in_parts(visit.ticket, item, bill, part)
    visit.stage.moved("paid", payment)
    visit.stage.told["混合收款"] += 1
    return payment


def _take_for_accounts(visit: Visit, item: Item) -> Generator[float, None, Payment]:
    """The flats of one owner, on one voucher."""
    accounts = tuple(
        AccountDue(
            account_no=f"36002{visit.customer.number % 10_000:04d}{flat:04d}",
            amount_fen=visit.dice.randint(2_000, 15_000),
            customer_name=visit.customer.name,
        )
        for flat in range(1, _FLATS + 1)
    )
    due = sum(each.amount_fen for each in accounts)
    bill = replace(bill_of(visit, due), account="", name="")
    payment = yield from visit.hands.pay_accounts(visit.ticket, item, bill, accounts)
    visit.stage.moved("paid", payment)
    visit.stage.told["多户"] += 1
    return payment


def _take_fees(visit: Visit, item: Item) -> Generator[float, None, Payment]:
    """Some of the fee of the price list."""
    fees = (FeeWanted(code=cast.FEE, quantity_milli=visit.dice.randint(1, 3) * 1000),)
    due = cast.PRICES[cast.FEE][-1] * fees[0].quantity_milli // 1000
    payment = yield from visit.hands.pay_fees(
        visit.ticket, item, bill_of(visit, due, method=CASH), fees
    )
    visit.stage.moved("paid", payment)
    visit.stage.told["业务费用"] += 1
    return payment


def _deposit(visit: Visit, item: Item) -> Actor:
    """The deposit of the price list, where the hall may take one (Art. 21(7))."""
    due = visit.stage.ask(_deposit_fen)
    if not due:
        return
    bill = bill_of(visit, due, method=CASH)
    phone = visit.customer.phone
    payment = yield from visit.hands.pay_deposit(visit.ticket, item, bill, phone)
    visit.stage.moved("paid", payment)
    visit.stage.told["校验押金"] += 1
    visit.duties.paid_deposit(payment)


def _deposit_fen(reading: Reading) -> int:
    try:
        return charges.deposit_line(reading, AccountDue(account_no="", amount_fen=0)).amount_fen
    except RuleBroken:
        return 0


def _steps(visit: Visit, item: Item, indices: range, seconds: float) -> Actor:
    for index in indices:
        yield seconds / max(1, len(indices))
        visit.hands.tick_step(item, index)


def _take(visit: Visit, item: Item, due: int) -> Generator[float, None, Payment]:
    bill = bill_of(visit, due)
    payment = yield from visit.hands.pay(visit.ticket, item, bill)
    visit.stage.moved("paid", payment)
    return payment


def _pay_wrongly(visit: Visit, item: Item, due: int) -> Actor:
    """The wrong amount is noticed and voided with a second person; the number stays."""
    payment = yield from _take(visit, item, due + 1000)
    yield 15
    visit.hands.void(payment)
    visit.stage.told["作废"] += 1
    yield 6


def _service(visit: Visit, item: Item) -> Service:
    known = visit.stage.services
    if not known:
        known.update({service.code: service for service in visit.stage.ask(services)})
    return known[item.service_code]
