"""Money of a business date in figures (收款、退款、作废、凭证、钱箱); amounts in fen."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from hall_desk.domain.dayfigures import Figures
from hall_desk.domain.hall import FloatCount
from hall_desk.domain.paidservice import LineKind, SheetState
from hall_desk.domain.payments import CASH, Charge, Payment, Series, Tender
from hall_desk.domain.refunds import Refund
from hall_desk.domain.settlements import SETTLEMENTS, Settlement
from hall_desk.domain.tills import BankBag, TillCount
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases import paidservice
from hall_desk.usecases.tills import tills_of
from hall_desk.usecases.workorders import with_actual

R = TypeVar("R", FloatCount, TillCount)
REFUNDS = "TK"
"""The series refunds are numbered in."""


def add_money(reading: Reading, day: date, figures: Figures) -> None:
    """Everything that was taken, given back, spoiled, counted and sent to the bank."""
    on = "business_date"
    paid = reading.all(Payment, schema.payment.c[on] == day)
    payments = {payment.id: payment for payment in paid}
    for payment in sorted(payments.values(), key=lambda p: (p.series, p.voucher_no)):
        _add_payment(figures, payment)
    for tender in reading.all(Tender, schema.tender.c[on] == day):
        owner = payments.get(tender.payment_id)
        if owner is not None and not owner.is_void:
            figures.add(f"tender/{tender.method}/n")
            figures.add(f"tender/{tender.method}/fen", tender.amount_fen)
    for refund in reading.all(Refund, schema.refund.c[on] == day):
        _add_refund(figures, refund)
    _add_settlements(reading, day, figures)
    _add_tills(reading, day, figures)
    _add_sheets(reading, day, figures)


def _add_payment(figures: Figures, payment: Payment) -> None:
    series, place = payment.series, f"{payment.window_no}/{payment.staff_no}"
    figures.number(f"voucher/{series}", payment.voucher_no)
    figures.add("reprints", payment.reprints)
    figures.add(f"voucher/{series}/reprints", payment.reprints)
    if payment.is_void:
        figures.add("void/n")
        figures.add("void/fen", payment.due_fen)
        figures.add(f"voucher/{series}/void")
        figures.say("void", payment.voucher_code)
        return
    figures.add("taken/n")
    figures.add("taken/fen", payment.due_fen)
    # A deposit that became a fee later was one on the day it was taken.
    charge = Charge.DEPOSIT if series is Series.DEPOSIT else payment.kind
    figures.add(f"charge/{charge}/n")
    figures.add(f"charge/{charge}/fen", payment.due_fen)
    figures.add(f"takings/{place}/n")
    figures.add(f"takings/{place}/fen", payment.due_fen)


def _add_refund(figures: Figures, refund: Refund) -> None:
    figures.number(f"voucher/{REFUNDS}", refund.refund_no)
    figures.add("reprints", refund.reprints)
    figures.add(f"voucher/{REFUNDS}/reprints", refund.reprints)
    figures.add("refund/n")
    figures.add("refund/fen", refund.amount_fen)
    figures.add(f"refunded/{refund.method}/n")
    figures.add(f"refunded/{refund.method}/fen", refund.amount_fen)
    figures.add(f"takings/{refund.window_no}/{refund.staff_no}/back", refund.amount_fen)


def _add_settlements(reading: Reading, day: date, figures: Figures) -> None:
    """Prepayments settled this day, and settlements voided this day; no money moves (预收结算).

    One voided later stays counted here: a closed day says tomorrow what it said today.
    """
    table = schema.settlement
    for each in reading.all(Settlement, table.c.business_date == day):
        figures.number(f"voucher/{SETTLEMENTS}", each.settlement_no)
        figures.add("settle/n")
        figures.add("settle/fen", each.amount_fen)
        figures.add(f"voucher/{SETTLEMENTS}/void", int(each.void_date == day))
    for each in reading.all(Settlement, table.c.void_date == day):
        figures.add("unsettle/n")
        figures.add("unsettle/fen", each.amount_fen)


def _add_tills(reading: Reading, day: date, figures: Figures) -> None:
    """Expected = float + cash − cash refunds − bags; 长款 and 短款 are never set off (Money rules).

    A clerk who counts again corrects the first count; one who took no cash has a till all the same.
    """
    floats = latest(reading.all(FloatCount, schema.float_count.c.business_date == day))
    counts = latest(reading.all(TillCount, schema.till_count.c.business_date == day))
    bags = reading.all(BankBag, schema.bank_bag.c.business_date == day)
    expected = sum(one.amount_fen for one in floats)
    figures.add("cash/float", expected)
    cash, back = figures.counts[f"tender/{CASH}/fen"], figures.counts[f"refunded/{CASH}/fen"]
    figures.add("cash/in", cash)
    figures.add("cash/back", back)
    for bag in sorted(bags, key=lambda bag: bag.number):
        figures.add("bag/n")
        figures.add("bag/fen", bag.amount_fen)
        said = bag.deposit_date.isoformat() if bag.deposit_date else ""
        figures.say("bag", [bag.code, bag.amount_fen, bag.slip_no, said])
    figures.add("cash/expected", expected + cash - back - sum(bag.amount_fen for bag in bags))
    figures.add("till/n", len(tills_of(reading, day)))
    for count in counts:
        figures.add("till/counted")
        figures.add("cash/counted", count.counted_fen)
        figures.add("cash/over", max(0, count.difference_fen))
        figures.add("cash/short", max(0, -count.difference_fen))
        if count.difference_fen:
            why = f"{count.reason}，{count.approved_by} 签" if count.reason else "未说明"
            said = f"{count.staff_no}（{why}）"
            figures.say("difference", [count.difference_fen, said])
        for total in count.terminals:
            figures.add(f"terminal/{total.method}/slips", total.slips_fen)
            figures.add(f"terminal/{total.method}/expected", total.expected_fen)


def latest(counts: Iterable[R]) -> list[R]:
    """The last count of each clerk, by 工号."""
    last: dict[str, R] = {}
    for count in sorted(counts, key=lambda count: count.id):
        last[count.staff_no] = count
    return [last[staff_no] for staff_no in sorted(last)]


def _add_sheets(reading: Reading, day: date, figures: Figures) -> None:
    for sheet in with_actual(reading, paidservice.sheets_of(reading, day)):
        if sheet.state is SheetState.VOID:
            continue
        figures.add("sheet/n")
        if sheet.state is SheetState.PAID:
            figures.add("sheet/paid")
            figures.add("sheet/labour", sheet.subtotal_fen(LineKind.LABOUR))
            figures.add("sheet/material", sheet.subtotal_fen(LineKind.MATERIAL))
