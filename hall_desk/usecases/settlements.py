"""Settling prepayments (预收款结算): the part a bill has used is recorded, and then invoiced."""

from dataclasses import replace
from datetime import date

from hall_desk.domain import settlements
from hall_desk.domain.bills import Bill, read_period
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.payments import Charge, InvoiceKind, Payment
from hall_desk.domain.people import Right
from hall_desk.domain.refunds import Refund
from hall_desk.domain.settlements import Settlement, settled_fen
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import StaffNo, WindowNo
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.bills import unmark_paid
from hall_desk.usecases.clockguard import check_clock
from hall_desk.usecases.invoices import as_typed, check_unused
from hall_desk.usecases.queries import at_window, get_day, require_right, second_person


def settle_prepayment(
    tx: Tx,
    *,
    payment_id: int,
    period: str,
    amount_fen: int,
    window: WindowNo,
    words: str = "",
) -> Settlement:
    """Records that so much of a prepayment paid the bill of a period; its e-invoice is owed.

    No money moves: the till, the vouchers and the day's takings stay as they are.
    """
    require_right(tx, Right.TAKE_MONEY)
    check_clock(tx)
    at_window(tx, window)
    payment = tx.get(Payment, id=payment_id)
    draft = Settlement(
        id=tx.new_id(),
        business_date=get_day(tx).date,
        settlement_no=0,
        payment_id=payment.id,
        period=read_period(check_text(period, "period")),
        words=check_text(words, "settle_words"),
        amount_fen=amount_fen,
        staff_no=StaffNo(tx.actor),
        window_no=window,
        settled_at=tx.now,
    )
    settlements.check_settlement(
        payment,
        tx.all(Refund, schema.refund.c.payment_id == payment.id),
        settlements_of(tx, payment.id),
        draft,
        today=hall_date(tx.now),
    )
    bill = _bill_paid(tx, payment, draft)
    settlement = replace(
        draft,
        settlement_no=tx.next_number("settlement"),
        bill_id=bill.id if bill is not None else None,
    )
    tx.insert(settlement, "settle")
    if bill is not None:
        tx.change(bill, replace(bill, payment_id=payment.id), "pay_bill", guard="payment_id")
    return settlement


def void_settlement(
    tx: Tx,
    *,
    settlement_id: int,
    reason: str,
    window: WindowNo,
    red_number: str = "",
    red_on: date | None = None,
    approved_by: str | None = None,
) -> Settlement:
    """Voids a wrong settlement with a reason and a second person; it keeps its number.

    What was invoiced is voided together with the number of its red-letter invoice (红字) only.
    """
    require_right(tx, Right.TAKE_MONEY)
    check_clock(tx)
    at_window(tx, window)
    settlement = tx.get(Settlement, id=settlement_id)
    today = hall_date(tx.now)
    red = (red_number, red_on or today) if red_number.strip() else None
    draft = settlements.void_settlement(
        settlement,
        reason=check_text(reason, "reason"),
        red_invoice=red,
        by=StaffNo(tx.actor),
        approved_by=StaffNo(approved_by or ""),
        now=tx.now,
        void_date=get_day(tx).date,
        today=today,
    )
    if draft.red_invoice:
        _check_red_unused(tx, settlement, draft.red_invoice)
    if approved_by is None:
        raise ApprovalNeeded("作废结算须由另一位值班主任核对后输入本人工号和密码。")
    if not second_person(tx, approved_by):
        raise RuleBroken("作废须由另一位值班主任批准。", field="approver")
    voided = tx.change(settlement, draft, "void_settlement", guard="voided_at")
    if settlement.bill_id is not None:
        unmark_paid(tx, settlement.bill_id, settlement.payment_id)
    return voided


def record_settlement_invoice(
    tx: Tx,
    *,
    settlement_id: int,
    number: str,
    kind: InvoiceKind | None = None,
    on: date | None = None,
    amount_fen: int | None = None,
) -> Settlement:
    """Records the issued e-invoice of a settlement, of any day; a slip is corrected the same."""
    require_right(tx, Right.TAKE_MONEY)
    settlement = tx.get(Settlement, id=settlement_id)
    today = hall_date(tx.now)
    day, whole = on or settlement.invoice_date or today, settlement.amount_fen
    recorded = settlements.record_settlement_invoice(
        settlement,
        as_typed(settlement, number, kind, day, amount_fen, whole),
        by=StaffNo(tx.actor),
        first=min(settlement.business_date, hall_date(settlement.settled_at)),
        today=today,
    )
    check_unused(tx, recorded.invoice, settlement_id=settlement.id)
    action = "correct_invoice" if settlement.invoice_no else "record_invoice"
    return tx.change(settlement, recorded, action, guard="invoice")


def leave_settlement(tx: Tx, *, settlement_id: int) -> Settlement:
    """Records that the customer asks for the invoice of a settlement later (客户稍后索取)."""
    require_right(tx, Right.TAKE_MONEY)
    settlement = tx.get(Settlement, id=settlement_id)
    left = settlements.leave_settlement(settlement)
    return tx.change(settlement, left, "leave_invoice", guard="invoice")


def settlements_of(reading: Reading, payment_id: int) -> list[Settlement]:
    """Every settlement of a prepayment in order, void ones too."""
    table = schema.settlement
    return reading.all(Settlement, table.c.payment_id == payment_id, order_by=table.c.settlement_no)


def settled_of(reading: Reading, payment: Payment) -> int:
    """What stands settled of a payment, in fen; only money in advance is settled."""
    if payment.kind is not Charge.PREPAYMENT:
        return 0
    return settled_fen(settlements_of(reading, payment.id))


def owed_settlements(reading: Reading, staff_no: str | None = None) -> list[Settlement]:
    """Settlements of all days whose e-invoice is still owed (待开), of one clerk or of all."""
    table = schema.settlement
    mine = [] if staff_no is None else [table.c.staff_no == staff_no]
    return reading.all(Settlement, schema.INVOICE_OWED, *mine, order_by=table.c.settlement_no)


def settlements_at(reading: Reading, day: date, staff_no: str) -> list[Settlement]:
    """Those of a business date, and those of a clerk whose e-invoice is owed; the newest first."""
    # Two questions, so that each has its index.
    of_day = reading.all(Settlement, schema.settlement.c.business_date == day)
    owed = [each for each in owed_settlements(reading, staff_no) if each.business_date != day]
    return sorted([*of_day, *owed], key=lambda each: -each.settlement_no)


def _bill_paid(tx: Tx, payment: Payment, draft: Settlement) -> Bill | None:
    """The imported bill of the account that it pays whole; one already paid is not paid twice.

    Of another amount the bill stays open: the billing system sends the rest anew.
    """
    if not payment.account_no:
        return None
    table = schema.bill
    found = tx.all(
        Bill,
        table.c.account_no == payment.account_no,
        table.c.period == draft.period,
        table.c.withdrawn_at.is_(None),
    )
    for bill in found:
        if bill.payment_id not in (None, payment.id):
            paid = tx.get(Payment, id=bill.payment_id)
            raise RuleBroken(
                f"{bill.period} 的账单已用凭证 {paid.voucher_code} 缴清，不能再结算。",
                field="period",
                article="25",
            )
        if bill.is_open and bill.amount_fen == draft.amount_fen:
            return bill
    return None


def _check_red_unused(tx: Tx, settlement: Settlement, number: str) -> None:
    """The red-letter invoice has a number of its own."""
    try:
        if number == settlement.invoice:
            raise RuleBroken("红字票号不能与原数电票号相同。")
        check_unused(tx, number, settlement_id=settlement.id)
    except RuleBroken as broken:
        raise RuleBroken(str(broken), field="red_invoice_no", article="25") from broken
