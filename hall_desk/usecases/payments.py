"""Taking money (收款, Art. 6(5)): spoken amounts, one transaction, one gapless voucher."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from hall_desk.domain import payments
from hall_desk.domain.charges import AccountDue, Asked
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import FloatCount
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.paidservice import Sheet, check_price_name
from hall_desk.domain.payments import CASH, SERIES_OF, ChargeLine, Payment, Tender
from hall_desk.domain.people import Right
from hall_desk.domain.refunds import Refund
from hall_desk.domain.tenders import Part, Settled, check_slip, settle
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import charges, paidservice
from hall_desk.usecases.clockguard import check_clock
from hall_desk.usecases.moneyrules import money_rules
from hall_desk.usecases.parties import note_party
from hall_desk.usecases.queries import (
    at_window,
    get_day,
    my_ticket,
    require_right,
    second_person,
    setting,
    ticket_of_today,
    words_of,
)
from hall_desk.usecases.settlements import settled_of
from hall_desk.usecases.tills import check_cash, till_of
from hall_desk.usecases.voucherpapers import voucher_content


@dataclass(frozen=True, kw_only=True)
class Takings:
    """What was said and handed over; money in fen, moments in UTC.

    ``parts`` are the ways of a mixed payment or one with a slip number; without them all of it
    was handed over by ``method``.
    """

    due_fen: int
    received_fen: int
    method: str = CASH
    parts: tuple[Part, ...] = ()
    spoken_received_at: datetime | None
    spoken_change_at: datetime | None


def count_float(tx: Tx, *, window: WindowNo, amount_fen: int) -> FloatCount:
    """The change in the drawer (备用金) is counted before the first cash (Art. 11(1)).

    It may be counted again until the till has moved: afterwards the count of the till tells.
    """
    require_right(tx, Right.TAKE_MONEY)
    if not 0 <= amount_fen <= payments.MOST_FEN:
        raise RuleBroken("备用金金额不对。", field="amount", article="11(1)")
    at_window(tx, window)
    sums = till_of(tx, get_day(tx).date, tx.actor).sums
    if sums.floats and sums.cash_moved:
        raise RuleBroken(
            "钱箱已有收付，备用金不能再改；多出或短少请在钱箱清点时说明。",
            field="amount",
            article="11(1)",
        )
    count = FloatCount(
        id=tx.new_id(),
        business_date=get_day(tx).date,
        window_no=window,
        staff_no=StaffNo(tx.actor),
        amount_fen=amount_fen,
        counted_at=tx.now,
    )
    tx.insert(count, "count_float")
    return count


def find_float(reading: Reading, day: date, staff_no: str) -> FloatCount | None:
    """The clerk's last count of the day."""
    table = schema.float_count
    # Ordered here: ordering by id would make SQLite walk the counts of all days.
    counts = reading.all(FloatCount, table.c.business_date == day, table.c.staff_no == staff_no)
    return max(counts, key=lambda count: count.id, default=None)


def take_payment(
    tx: Tx,
    *,
    window: WindowNo,
    takings: Takings,
    purpose: str,
    account_no: str = "",
    customer_name: str = "",
    ticket_id: TicketId | None = None,
    item_id: int | None = None,
    sheet_id: int | None = None,
    invoice: str | None = None,
    asked: Asked | None = None,
) -> Payment:
    """Takes money for bills, fees or a signed sheet and numbers its voucher, all at once.

    For a sheet the e-invoice is owed unless the customer asks for it later (Art. 25); for a bill
    it is left for later unless it is wanted now.
    """
    require_right(tx, Right.TAKE_MONEY)
    check_clock(tx)
    day = get_day(tx)
    at_window(tx, window)
    item = _check_visit(tx, ticket_id, item_id)
    _check_purpose(tx, purpose)
    account = payments.check_account_no(account_no)
    name = check_text(customer_name, "customer_name")
    sheet = paidservice.sheet_to_pay(tx, sheet_id) if sheet_id is not None else None
    billed = paidservice.billed(tx, sheet) if sheet is not None else None
    if billed is not None and takings.due_fen != billed.total_fen:
        raise RuleBroken("应收金额与确认单不符。", field="due", article="25")
    kind = charges.kind_of(asked, sheet, item)
    one = AccountDue(account_no=account, customer_name=name, amount_fen=takings.due_fen)
    lines = charges.lines_of(tx, kind=kind, asked=asked, purpose=purpose, one=one)
    settled = _settle(tx, takings)
    charges.check_lines(tx, lines, billed, takings.due_fen)
    payments.check_spoken(takings.spoken_received_at, takings.spoken_change_at)
    if _has_cash(settled) and find_float(tx, day.date, tx.actor) is None:
        raise RuleBroken("请先清点备用金，再收现金。", field="float", article="11(1)")
    assert takings.spoken_received_at is not None
    assert takings.spoken_change_at is not None
    series = SERIES_OF[kind]
    draft = Payment(
        id=tx.new_id(),
        business_date=day.date,
        voucher_no=tx.next_number(payments.sequence_of(series)),
        ticket_id=ticket_id,
        item_id=item_id,
        sheet_id=sheet_id,
        purpose=purpose,
        account_no=account or _account_of(lines),
        customer_name=name or _name_of(lines),
        due_fen=takings.due_fen,
        received_fen=settled.received_fen,
        change_fen=settled.change_fen,
        method=settled.method,
        spoken_received_at=takings.spoken_received_at,
        spoken_change_at=takings.spoken_change_at,
        paid_at=tx.now,
        staff_no=StaffNo(tx.actor),
        window_no=window,
        invoice=_invoice(invoice, sheet),
        content={},
        reprints=0,
        void_reason="",
        voided_at=None,
        voided_by=None,
        void_approved_by=None,
        series=series,
        kind=kind,
        lines=lines,
    )
    payment = replace(draft, content=voucher_content(tx, draft, billed, settled))
    tx.insert(payment, "take_payment")
    for tender in _tenders(payment, settled):
        tx.insert(tender, "take_tender")
    note_party(
        tx,
        ticket_id=ticket_id,
        source="payment",
        source_id=payment.id,
        name=payment.customer_name,
        account_no=payment.account_no,
    )
    if sheet is not None:
        paidservice.mark_paid(tx, sheet)
    charges.follow(tx, payment, asked, item)
    return payment


def close_unknown(tx: Tx) -> Payment | None:
    """Run under the key of a payment nobody answered: gives back what was recorded, or closes
    the key for good, so that a payment still on its way can never come in behind.
    """
    require_right(tx, Right.TAKE_MONEY)
    tx.note("no_payment", "operation", {"op": tx.op or ""})
    return None


def _settle(tx: Tx, takings: Takings) -> Settled:
    """The parts as they pay; only methods that are switched on, slips where they are wanted."""
    words, rules = words_of(tx, "payment_method"), money_rules(tx)
    parts = takings.parts or (Part(method=takings.method, amount_fen=takings.received_fen),)
    for part in parts:
        if part.method not in words or part.method not in rules.methods:
            raise RuleBroken("请选收款方式。", field="method", article="19(2)")
    settled = settle(takings.due_fen, parts)
    if settled.received_fen != takings.received_fen:
        raise RuleBroken("实收与各方式合计不符，请核对。", field="received")
    checked = (
        check_slip(part, part.method in rules.slips, words[part.method]) for part in settled.parts
    )
    return replace(settled, parts=tuple(checked))


def _has_cash(settled: Settled) -> bool:
    return any(part.method == CASH for part in settled.parts)


def _tenders(payment: Payment, settled: Settled) -> list[Tender]:
    """How the payment was made; their amounts are what was due."""
    return [
        Tender(
            payment_id=payment.id,
            position=position,
            business_date=payment.business_date,
            method=part.method,
            amount_fen=part.amount_fen,
            slip_no=part.slip_no,
        )
        for position, part in enumerate(settled.parts, start=1)
    ]


def tenders_of(reading: Reading, payment_id: int) -> list[Tender]:
    """In which ways a payment was made."""
    table = schema.tender
    return reading.all(Tender, table.c.payment_id == payment_id, order_by=table.c.position)


def _account_of(lines: tuple[ChargeLine, ...]) -> str:
    """The account of a payment for one; several stand in its lines."""
    return lines[0].account_no if len(lines) == 1 else ""


def _name_of(lines: tuple[ChargeLine, ...]) -> str:
    """The one customer of all lines, or nobody."""
    names = {line.customer_name for line in lines}
    return names.pop() if len(names) == 1 else ""


def _check_visit(tx: Tx, ticket_id: TicketId | None, item_id: int | None) -> Item | None:
    """Money is taken for the visit at the own window, and for a thing of that visit."""
    if ticket_id is not None:
        ticket_of_today(tx, my_ticket(tx, ticket_id).id)
    item = tx.get(Item, id=item_id) if item_id is not None else None
    if item is not None and item.ticket_id != ticket_id:
        raise RuleBroken("这件事项不属于本次来访。", field="item")
    if item is not None and item.state is ItemState.DROPPED:
        raise RuleBroken(f"“{item.service_name}”已去掉或改类，请刷新后再收款。", field="item")
    return item


def _invoice(wanted: str | None, sheet: Sheet | None) -> str:
    if wanted is None:
        return payments.INVOICE_LATER if sheet is None else payments.INVOICE_OWED
    if wanted not in payments.INVOICE_WORDS:
        raise RuleBroken("请选数电票现在开还是稍后索取。", field="invoice", article="25")
    return wanted


def _check_purpose(tx: Tx, purpose: str) -> None:
    """The purpose is typed, so an abolished charge must not come in by it (Art. 5(4))."""
    if not check_text(purpose, "purpose"):
        raise RuleBroken("请填收款事由。", field="purpose")
    blocked = setting(tx, "blocked_fees")
    assert isinstance(blocked, list)
    check_price_name(purpose, blocked)


def void_payment(tx: Tx, *, payment_id: int, reason_code: str, approved_by: str) -> Payment:
    """Voids a voucher (作废) with a reason and a second person; the number stays."""
    staff = require_right(tx, Right.TAKE_MONEY)
    check_clock(tx)
    payment = tx.get(Payment, id=payment_id)
    if payment.business_date != get_day(tx).date:
        raise RuleBroken(
            f"凭证 {payment.voucher_code} 所在营业日已日结，不能作废，请按退款另行处理。"
        )
    if payment.staff_no != tx.actor and not staff.may(Right.SUPERVISE):
        # Its cash goes out of the till it came into.
        raise RuleBroken(
            f"凭证 {payment.voucher_code} 由工号 {payment.staff_no} 收款，"
            "请由本人或值班主任作废，或按退款办理。"
        )
    if not second_person(tx, approved_by):
        raise RuleBroken("作废须由另一位值班主任批准。", field="approver")
    _check_untouched(tx, payment)
    reason = words_of(tx, "void_reason").get(reason_code, "")
    voided = payments.void(
        payment,
        reason=reason,
        by=StaffNo(tx.actor),
        approved_by=StaffNo(approved_by),
        now=tx.now,
    )
    paid = tenders_of(tx, payment.id)
    check_cash(tx, payment.staff_no, sum(t.amount_fen for t in paid if t.method == CASH))
    tx.change(payment, voided, "void_payment", guard="voided_at")
    why = f"凭证 {payment.voucher_code} 已作废"
    if payment.sheet_id is not None:
        paidservice.unmark_paid(tx, tx.get(Sheet, id=payment.sheet_id), why)
    charges.let_go(tx, payment, why)
    return voided


def _check_untouched(tx: Tx, payment: Payment) -> None:
    """What went out again or paid a bill cannot be taken as never paid."""
    if tx.all(Refund, schema.refund.c.payment_id == payment.id):
        raise RuleBroken(f"凭证 {payment.voucher_code} 已有退款，不能再作废。")
    if settled_of(tx, payment):
        raise RuleBroken(f"凭证 {payment.voucher_code} 已有结算，请先作废结算。")


def note_reprint(tx: Tx, *, payment_id: int) -> Payment:
    """Counts a reprint (补打 第n次); the number stays."""
    require_right(tx, Right.TAKE_MONEY)
    payment = tx.get(Payment, id=payment_id)
    again = replace(payment, reprints=payment.reprints + 1)
    return tx.change(payment, again, "reprint_voucher", guard="reprints")


def payments_of(reading: Reading, day: date) -> list[Payment]:
    """The payments of a business date, by voucher."""
    table = schema.payment
    return reading.all(Payment, table.c.business_date == day, order_by=table.c.voucher_no)
