"""What a payment is for (收费项目): lines from accounts, bills, the price list; what follows it."""

from hall_desk.domain.charges import (
    PREPAYMENT_SERVICE,
    RECONNECT_SERVICE,
    AccountDue,
    Asked,
    FeeWanted,
    account_lines,
    check_total,
)
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, change_quantity
from hall_desk.domain.paidservice import Price, Sheet, check_price_name, line_of, price_on
from hall_desk.domain.payments import Charge, ChargeLine, Payment
from hall_desk.domain.refunds import accounts_ended
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import bills, deposits, paidservice, reconnections
from hall_desk.usecases.moneyrules import money_rules
from hall_desk.usecases.queries import setting

NO_DOCUMENT = "本厅没有设置检定收费的当地文件，不收校验押金。"


def kind_of(asked: Asked | None, sheet: Sheet | None, item: Item | None) -> Charge:
    """What is charged: a sheet, what was asked, money in advance for A03, else a bill."""
    if sheet is not None:
        return Charge.SHEET
    ahead = item is not None and item.service_code == PREPAYMENT_SERVICE
    if asked is None:
        return Charge.PREPAYMENT if ahead else Charge.BILL
    if asked.kind is Charge.BILL and ahead:
        return Charge.PREPAYMENT
    return asked.kind


def lines_of(
    tx: Tx, *, kind: Charge, asked: Asked | None, purpose: str, one: AccountDue
) -> tuple[ChargeLine, ...]:
    """The lines of a payment; a fee and a deposit are priced from the list only (Art. 5(4))."""
    if kind is Charge.SHEET:
        return ()
    asked = asked or Asked(kind=kind)
    if kind is Charge.PREPAYMENT and any(due.bill_id is not None for due in (*asked.accounts, one)):
        raise RuleBroken("预收款不销账单，账单在预收结算时冲抵。", field="account_no")
    if kind is Charge.FEE:
        return _fee_lines(tx, asked.fees)
    if kind is Charge.DEPOSIT:
        return (deposit_line(tx, one),)
    if asked.accounts:
        return account_lines(asked.accounts, purpose)
    return (
        ChargeLine(
            account_no=one.account_no,
            customer_name=one.customer_name,
            words=purpose,
            amount_fen=one.amount_fen,
            bill_id=one.bill_id,
        ),
    )


def check_lines(tx: Tx, lines: tuple[ChargeLine, ...], sheet: Sheet | None, due_fen: int) -> None:
    """Nothing abolished, nothing more and nothing less than its lines (Art. 5(4))."""
    blocked = setting(tx, "blocked_fees")
    assert isinstance(blocked, list)
    names = [line.words for line in lines]
    names += [line.name for line in sheet.lines] if sheet is not None else []
    for name in names:
        check_price_name(name, blocked)
    if sheet is None:
        check_total(lines, due_fen)


def deposit_line(reading: Reading, one: AccountDue) -> ChargeLine:
    """The deposit for a meter test: off unless a setting names the local document (21(7))."""
    rules = money_rules(reading)
    if not rules.test_document:
        raise RuleBroken(NO_DOCUMENT, field="kind", article="21(7)")
    (priced,) = _priced(reading, (FeeWanted(code=rules.test_code),))
    return ChargeLine(
        account_no=one.account_no,
        customer_name=one.customer_name,
        words=f"电能表检定押金（{priced.words}）",
        amount_fen=priced.amount_fen,
        code=priced.code,
        unit=priced.unit,
        unit_price_fen=priced.unit_price_fen,
        quantity_milli=priced.quantity_milli,
        approval_doc=f"{priced.approval_doc}、{rules.test_document}",
    )


def fees_offered(reading: Reading) -> list[Price]:
    """What may be charged at a window without a sheet, at today's prices."""
    allowed = money_rules(reading).fees
    if not allowed:
        return []
    valid = paidservice.prices_valid_on(reading, hall_date(reading.now))
    return [price for price in valid if price.code in allowed]


def follow(tx: Tx, payment: Payment, asked: Asked | None, item: Item | None) -> None:
    """What a payment sets going: bills are paid, a test begins, power comes back (22(2))."""
    for line in payment.lines:
        if line.bill_id is not None:
            bills.mark_paid(tx, line, payment.id)
    if payment.kind is Charge.DEPOSIT:
        deposits.begin(
            tx,
            payment,
            phone=asked.phone if asked else "",
            meter_no=asked.meter_no if asked else "",
        )
    if item is None:
        return
    if item.service_code == RECONNECT_SERVICE:
        where = (asked.phone, asked.address) if asked else ("", "")
        for line in payment.lines:
            reconnections.begin(tx, payment, line, phone=where[0], address=where[1])
    several = len(payment.lines)
    if asked is not None and asked.accounts and several > item.quantity:
        tx.change(item, change_quantity(item, several), "change_quantity")


def let_go(tx: Tx, payment: Payment, reason: str) -> None:
    """A voucher was voided, or all of it given back: what it had set going stops."""
    deposits.stop(tx, payment)
    let_go_lines(tx, payment, payment.lines, reason)


def let_go_lines(tx: Tx, payment: Payment, lines: tuple[ChargeLine, ...], reason: str) -> None:
    """These lines are given back: their bills are open again, and nobody goes for an account
    of which nothing stands any more.
    """
    for line in lines:
        if line.bill_id is not None:
            bills.unmark_paid(tx, line.bill_id, payment.id)
    reconnections.stop(tx, payment, reason, accounts_ended(payment, lines))


def _fee_lines(reading: Reading, wanted: tuple[FeeWanted, ...]) -> tuple[ChargeLine, ...]:
    allowed = money_rules(reading).fees
    if not wanted:
        raise RuleBroken("请选收费项目。", field="fee")
    codes = [fee.code for fee in wanted]
    for code in codes:
        if code not in allowed:
            raise RuleBroken(
                f"{code} 不在本厅的窗口收费项目里，有偿服务请开逐项确认单。",
                field="fee",
                article="5(4)",
            )
        if codes.count(code) > 1:
            raise RuleBroken("同一项目请合并在一行，改数量即可。", field="fee")
    return _priced(reading, wanted)


def _priced(reading: Reading, wanted: tuple[FeeWanted, ...]) -> tuple[ChargeLine, ...]:
    prices, today = paidservice.price_list(reading), hall_date(reading.now)
    found = (line_of(price_on(prices, fee.code, today), fee.quantity_milli) for fee in wanted)
    return tuple(
        ChargeLine(
            account_no="",
            customer_name="",
            words=line.name,
            amount_fen=line.amount_fen,
            code=line.code,
            unit=line.unit,
            unit_price_fen=line.unit_price_fen,
            quantity_milli=line.quantity_milli,
            approval_doc=line.approval_doc,
        )
        for line in found
    )
