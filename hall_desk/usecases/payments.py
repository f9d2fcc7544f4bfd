"""Taking money (收款, Art. 6(5)): spoken amounts, one transaction, one gapless voucher."""

import hashlib
import hmac
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from hall_desk.domain import payments
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import FloatCount
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.masking import mask_account, mask_name, mask_phone
from hall_desk.domain.paidservice import LineKind, Sheet, check_price_name
from hall_desk.domain.papers import LineGroup, PriceLine, VoucherPaper
from hall_desk.domain.payments import CASH, Charge, Payment, Tender
from hall_desk.domain.people import Right
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo
from hall_desk.store import schema
from hall_desk.store.columns import canonical, plain
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import paidservice
from hall_desk.usecases.opening import local
from hall_desk.usecases.paperheads import hall_head, phone_of
from hall_desk.usecases.parties import note_party
from hall_desk.usecases.queries import (
    approver_of,
    at_window,
    get_day,
    my_ticket,
    require_right,
    setting,
    ticket_of_today,
    words_of,
)
from hall_desk.usecases.tills import till_of


@dataclass(frozen=True, kw_only=True)
class Takings:
    """What was said and handed over; money in fen, moments in UTC."""

    due_fen: int
    received_fen: int
    method: str
    spoken_received_at: datetime | None
    spoken_change_at: datetime | None


def count_float(tx: Tx, *, window: WindowNo, amount_fen: int) -> FloatCount:
    """The change in the drawer (备用金) is counted before the first cash (Art. 11(1)).

    It may be counted again until the till has moved: afterwards the count of the till tells.
    """
    require_right(tx, Right.TAKE_MONEY)
    if not 0 <= amount_fen <= payments.MOST_FEN:
        raise RuleBroken("备用金金额不对。", field="amount", article="11(1)")
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
) -> Payment:
    """Takes money for a bill or a signed sheet and numbers its voucher, all at once.

    For a sheet the e-invoice is owed unless the customer asks for it later (Art. 25); for a bill
    it is left for later unless it is wanted now.
    """
    require_right(tx, Right.TAKE_MONEY)
    day = get_day(tx)
    at_window(tx, window)
    _check_visit(tx, ticket_id, item_id)
    _check_purpose(tx, purpose)
    account = payments.check_account_no(account_no)
    sheet = paidservice.sheet_to_pay(tx, sheet_id) if sheet_id is not None else None
    billed = paidservice.billed(tx, sheet) if sheet is not None else None
    if billed is not None and takings.due_fen != billed.total_fen:
        raise RuleBroken("应收金额与确认单不符。", field="due", article="25")
    if takings.method not in words_of(tx, "payment_method"):
        raise RuleBroken("请选收款方式。", field="method")
    change_fen = payments.check_received(
        due_fen=takings.due_fen, received_fen=takings.received_fen, method=takings.method
    )
    payments.check_spoken(takings.spoken_received_at, takings.spoken_change_at)
    if takings.method == CASH and find_float(tx, day.date, tx.actor) is None:
        raise RuleBroken("请先清点备用金，再收现金。", field="float", article="11(1)")
    assert takings.spoken_received_at is not None
    assert takings.spoken_change_at is not None
    draft = Payment(
        id=tx.new_id(),
        business_date=day.date,
        voucher_no=tx.next_number("voucher"),
        ticket_id=ticket_id,
        item_id=item_id,
        sheet_id=sheet_id,
        purpose=purpose,
        account_no=account,
        customer_name=check_text(customer_name, "customer_name"),
        due_fen=takings.due_fen,
        received_fen=takings.received_fen,
        change_fen=change_fen,
        method=takings.method,
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
        kind=Charge.BILL if sheet is None else Charge.SHEET,
    )
    payment = replace(draft, content=_content(tx, draft, billed))
    tx.insert(payment, "take_payment")
    tx.insert(_tender(payment), "take_tender")
    note_party(
        tx,
        ticket_id=ticket_id,
        source="payment",
        source_id=payment.id,
        name=payment.customer_name,
        account_no=account,
    )
    if sheet is not None:
        paidservice.mark_paid(tx, sheet)
    return payment


def _tender(payment: Payment) -> Tender:
    """A payment made in one way."""
    return Tender(
        payment_id=payment.id,
        position=1,
        business_date=payment.business_date,
        method=payment.method,
        amount_fen=payment.due_fen,
        slip_no="",
    )


def _check_visit(tx: Tx, ticket_id: TicketId | None, item_id: int | None) -> None:
    """Money is taken for the visit at the own window, and for a thing of that visit."""
    if ticket_id is not None:
        ticket_of_today(tx, my_ticket(tx, ticket_id).id)
    item = tx.get(Item, id=item_id) if item_id is not None else None
    if item is not None and item.ticket_id != ticket_id:
        raise RuleBroken("这件事项不属于本次来访。", field="item")
    if item is not None and item.state is ItemState.DROPPED:
        raise RuleBroken(f"“{item.service_name}”已去掉或改类，请刷新后再收款。", field="item")


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
    require_right(tx, Right.TAKE_MONEY)
    payment = tx.get(Payment, id=payment_id)
    if payment.business_date != get_day(tx).date:
        raise RuleBroken(
            f"凭证 {payment.voucher_code} 所在营业日已日结，不能作废，请按退款另行处理。"
        )
    if approved_by == tx.actor or not approver_of(tx, approved_by):
        raise RuleBroken("作废须由另一位值班主任批准。", field="approver")
    reason = words_of(tx, "void_reason").get(reason_code, "")
    voided = payments.void(
        payment,
        reason=reason,
        by=StaffNo(tx.actor),
        approved_by=StaffNo(approved_by),
        now=tx.now,
    )
    tx.change(payment, voided, "void_payment", guard="voided_at")
    if payment.sheet_id is not None:
        paidservice.unmark_paid(tx, tx.get(Sheet, id=payment.sheet_id))
    return voided


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


def _content(tx: Tx, payment: Payment, sheet: Sheet | None) -> dict[str, Any]:
    """The whole printed content; its check code is keyed, so that a copy can be told."""
    methods = words_of(tx, "payment_method")
    cash = payment.method == CASH
    paper = VoucherPaper(
        hall=hall_head(tx),
        number=payment.voucher_code,
        customer=mask_name(payment.customer_name) or "（未留姓名）",
        customer_phone=mask_phone(sheet.phone) if sheet else "",
        account=mask_account(payment.account_no),
        subject=payment.purpose,
        paid_at=f"{local(payment.paid_at):%Y-%m-%d %H:%M}",
        window=payment.window_no,
        staff_no=payment.staff_no,
        confirmation_number=sheet.code if sheet else None,
        price_basis="、".join(sorted({li.approval_doc for li in sheet.lines})) if sheet else "",
        lines=_lines(payment, sheet),
        total_fen=payment.due_fen,
        method=methods[payment.method],
        received_fen=payment.received_fen if cash else None,
        change_fen=payment.change_fen if cash else None,
        invoice_state=payments.invoice_words(payment.invoice),
        after_sales_phone=phone_of(tx),
        check_code="",
        journal_number=payment.id,
    )
    content = plain(asdict(paper))
    digest = hmac.digest(tx.key, canonical(content).encode(), hashlib.sha256).hex()
    return {**content, "check_code": digest[:8]}


def _lines(payment: Payment, sheet: Sheet | None) -> tuple[PriceLine, ...]:
    if sheet is None:
        return (
            PriceLine(
                group=LineGroup.BILL,
                code="",
                name=payment.purpose,
                unit="笔",
                unit_price_fen=payment.due_fen,
                quantity_thousandths=1000,
                amount_fen=payment.due_fen,
            ),
        )
    return sheet_lines(sheet)


def sheet_lines(sheet: Sheet) -> tuple[PriceLine, ...]:
    """The lines of a sheet as printed, labour before material."""
    groups = {LineKind.LABOUR: LineGroup.LABOUR, LineKind.MATERIAL: LineGroup.MATERIAL}
    return tuple(
        PriceLine(
            group=groups[kind],
            code=line.code,
            name=line.name,
            unit=line.unit,
            unit_price_fen=line.unit_price_fen,
            quantity_thousandths=line.quantity_milli,
            amount_fen=line.amount_fen,
            approval_doc=line.approval_doc,
        )
        for kind in LineKind
        for line in sheet.lines
        if line.kind is kind
    )
