"""Paid service (有偿服务, Art. 23–25): quote from the locked list, signature, then payment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hall_desk.domain import paidservice, workorders
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import (
    PAPER_MODE,
    SCREEN_MODE,
    LineKind,
    Ownership,
    Price,
    Sheet,
    SheetState,
)
from hall_desk.domain.payments import MOST_FEN
from hall_desk.domain.people import Right
from hall_desk.domain.signatures import check_strokes
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import StaffNo, Ticket, TicketId, WindowNo
from hall_desk.domain.workorders import OrderState
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import callbacks
from hall_desk.usecases.heirs import hand_to
from hall_desk.usecases.parties import note_party
from hall_desk.usecases.queries import (
    at_window,
    get_day,
    require_right,
    setting,
    ticket_of_today,
)
from hall_desk.usecases.workorders import order_of


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A price code and how much of it, in thousandths of the unit; never a price."""

    code: str
    quantity_milli: int


def draft_sheet(
    tx: Tx,
    *,
    window: WindowNo,
    ownership: Ownership,
    boundary: str,
    customer_name: str,
    phone: str,
    address: str,
    ticket_id: TicketId | None = None,
) -> Sheet:
    """Opens a sheet (拟单) for the customer's own facility, who was told that it costs."""
    require_right(tx, Right.SERVE)
    paidservice.check_ownership(ownership)
    for field, value, word in (
        ("boundary", boundary, "产权分界点"),
        ("customer_name", customer_name, "客户姓名"),
        ("phone", phone, "联系电话"),
    ):
        if not check_text(value, field):
            raise RuleBroken(f"请填{word}。", field=field, article="25")
    day = get_day(tx)
    at_window(tx, window)
    if ticket_id is not None:
        ticket_of_today(tx, ticket_id)
    sheet = Sheet(
        id=tx.new_id(),
        business_date=day.date,
        number=tx.next_number(f"sheet:{day.date.isoformat()}"),
        ticket_id=ticket_id,
        ownership=ownership,
        boundary=boundary.strip(),
        informed_at=tx.now,
        customer_name=customer_name.strip(),
        phone=phone.strip(),
        address=check_text(address, "address"),
        lines=(),
        state=SheetState.DRAFT,
        staff_no=StaffNo(tx.actor),
        owner=StaffNo(tx.actor),
        window_no=window,
        drafted_at=tx.now,
        signed_at=None,
        signature_mode="",
        paid_at=None,
        void_reason="",
    )
    tx.insert(sheet, "draft_sheet")
    note_party(
        tx,
        ticket_id=ticket_id,
        source="sheet",
        source_id=sheet.id,
        name=sheet.customer_name,
        account_no="",
    )
    return sheet


def my_sheet(tx: Tx, sheet_id: int) -> Sheet:
    """A sheet in the acting person's hands: their own, of the visit at their window, or of
    anybody for the duty manager.
    """
    staff = require_right(tx, Right.SERVE)
    sheet = tx.get(Sheet, id=sheet_id)
    if sheet.owner == tx.actor or staff.may(Right.SUPERVISE):
        return sheet
    visit = tx.find(Ticket, id=sheet.ticket_id) if sheet.ticket_id is not None else None
    if visit is None or visit.staff_no != tx.actor:
        raise RuleBroken(f"{sheet.code} 由工号 {sheet.owner} 负责，请由本人或值班主任操作。")
    return sheet


def set_lines(tx: Tx, *, sheet_id: int, wanted: tuple[Wanted, ...]) -> Sheet:
    """Prices the lines from the version valid today and keeps the snapshot."""
    sheet = my_sheet(tx, sheet_id)
    today = hall_date(tx.now)
    prices = price_list(tx)
    lines = tuple(
        paidservice.line_of(paidservice.price_on(prices, want.code, today), want.quantity_milli)
        for want in wanted
    )
    return tx.change(sheet, paidservice.with_lines(sheet, lines), "price_sheet")


def confirm_signature(
    tx: Tx,
    *,
    sheet_id: int,
    mode: str = PAPER_MODE,
    signature: Iterable[Sequence[Sequence[int]]] = (),
) -> Sheet:
    """The customer signed the itemised sheet, on paper or with strokes on the side screen."""
    sheet = my_sheet(tx, sheet_id)
    strokes = check_strokes(signature) if mode == SCREEN_MODE else ()
    signed = paidservice.sign(sheet, mode=mode, now=tx.now, signature=strokes)
    return tx.change(sheet, signed, "sign_sheet")


def void_sheet(tx: Tx, *, sheet_id: int, reason: str) -> Sheet:
    """Keeps the sheet as void; work under way is called back first, work done needs a manager."""
    sheet = my_sheet(tx, sheet_id)
    order = order_of(tx, sheet.id)
    if order is not None and order.is_open:
        raise RuleBroken(f"派工单 {order.code} 还没有完工，请先撤销派工，再作废确认单。")
    if order is not None and order.state is OrderState.DONE:
        require_right(tx, Right.SUPERVISE)
    voided = tx.change(sheet, paidservice.void(sheet, check_text(reason, "reason")), "void_sheet")
    callbacks.drop_for(tx, sheet, f"确认单 {sheet.code} 已作废")
    return voided


def hand_over_sheet(tx: Tx, *, sheet_id: int, to: str, reason: str) -> Sheet:
    """Somebody else answers for it and its work order: by the owner or the duty manager."""
    staff = require_right(tx, Right.SERVE)
    sheet = tx.get(Sheet, id=sheet_id)
    if sheet.owner != tx.actor and not staff.may(Right.SUPERVISE):
        raise RuleBroken(f"{sheet.code} 由工号 {sheet.owner} 负责，请由本人或值班主任转交。")
    if not sheet.is_open:
        raise RuleBroken(f"{sheet.code} {paidservice.SHEET_WORDS[sheet.state]}，不用转交。")
    return hand_to(tx, sheet, "hand_over_sheet", to=to, reason=reason)


def copy_sheet(tx: Tx, *, sheet_id: int, from_id: int) -> Sheet:
    """Takes the items of an old sheet over, at today's prices (复制旧单)."""
    old = tx.get(Sheet, id=from_id)
    wanted = tuple(Wanted(code=li.code, quantity_milli=li.quantity_milli) for li in old.lines)
    return set_lines(tx, sheet_id=sheet_id, wanted=wanted)


def sheet_to_pay(tx: Tx, sheet_id: int) -> Sheet:
    """A sheet whose money is taken: one's own, or any whose work is done.

    The customer comes back for the payment to whichever window is free.
    """
    sheet = tx.get(Sheet, id=sheet_id)
    order = order_of(tx, sheet.id)
    return sheet if order is not None and order.done_at is not None else my_sheet(tx, sheet_id)


def billed(tx: Tx, sheet: Sheet) -> Sheet:
    """The sheet with the lines to be paid; refused unless signed, done and agreed (Art. 25)."""
    paidservice.check_payable(sheet)
    order = order_of(tx, sheet.id)
    why = workorders.unpayable(sheet, order)
    if why:
        raise RuleBroken(why, article="25")
    return workorders.billed(sheet, order)


def mark_paid(tx: Tx, sheet: Sheet) -> Sheet:
    """The sheet's money is taken; part of the payment's transaction. A callback follows (26)."""
    billed(tx, sheet)
    paid = replace(sheet, state=SheetState.PAID, paid_at=tx.now)
    paid = tx.change(sheet, paid, "pay_sheet")
    callbacks.open_for(tx, paid, done_at=tx.now)
    return paid


def unmark_paid(tx: Tx, sheet: Sheet, reason: str) -> Sheet:
    """The voucher was voided: the signed sheet waits for its payment again, or for its team.

    Work that a team did is asked about all the same.
    """
    order = order_of(tx, sheet.id)
    if order is None or order.state is not OrderState.DONE:
        callbacks.drop_for(tx, sheet, reason)
    return tx.change(sheet, replace(sheet, state=SheetState.SIGNED, paid_at=None), "unpay_sheet")


def price_list(reading: Reading) -> list[Price]:
    """All versions of the price list, by code and date."""
    table = schema.price
    return reading.all(Price, order_by=(table.c.code, table.c.valid_from))


def newest_prices(reading: Reading, day: date) -> list[Price]:
    """The enabled prices in their newest version that has begun, also one that has run out.

    One that a newer list left out on purpose is there until its last day only.
    """
    newest: dict[str, Price] = {}
    for price in price_list(reading):
        if price.valid_from <= day:
            newest[price.code] = price
    return [
        price
        for price in newest.values()
        if price.enabled and (price.valid_on(day) or not price.ended)
    ]


def prices_valid_on(reading: Reading, day: date) -> list[Price]:
    """The prices a clerk may choose on that day; nothing is charged from one that ran out."""
    return [price for price in newest_prices(reading, day) if price.valid_on(day)]


def add_price_item(
    tx: Tx,
    *,
    code: str,
    name: str,
    kind: LineKind,
    unit: str,
    unit_price_fen: int,
    quantity_decimals: int,
    approval_doc: str,
    valid_from: date,
    valid_to: date | None = None,
) -> Price:
    """A new price or a new version of one, with its approval document (Art. 24)."""
    require_right(tx, Right.SETTINGS)
    if valid_to is not None and valid_to < valid_from:
        raise RuleBroken("止期不能早于起期。", field="valid_to", article="24")
    blocked = setting(tx, "blocked_fees")
    assert isinstance(blocked, list)
    paidservice.check_price_name(name, blocked)
    if not check_text(approval_doc, "approval_doc"):
        raise RuleBroken("请填核价文件号。", field="approval_doc", article="24")
    if not 0 < unit_price_fen <= MOST_FEN:
        raise RuleBroken("单价应大于 0，也不能太大。", field="unit_price", article="24")
    if not 0 <= quantity_decimals <= 3:
        raise RuleBroken("数量最多 3 位小数。", field="quantity_decimals")
    for field, text in (("code", code), ("name", name), ("unit", unit)):
        if not check_text(text, field):
            raise RuleBroken("编号、名称、单位都要填。", field=field, article="24")
    if tx.find(Price, code=code.strip().upper(), valid_from=valid_from) is not None:
        raise RuleBroken(f"{code} 已有 {valid_from} 起的价目。", field="valid_from", article="24")
    price = Price(
        code=code.strip().upper(),
        name=name.strip(),
        kind=kind,
        unit=unit.strip(),
        unit_price_fen=unit_price_fen,
        quantity_decimals=quantity_decimals,
        approval_doc=approval_doc.strip(),
        valid_from=valid_from,
        valid_to=valid_to,
        enabled=True,
    )
    tx.insert(price, "add_price")
    return price


def sheets_of(reading: Reading, day: date) -> list[Sheet]:
    """The sheets of a business date."""
    table = schema.sheet
    return reading.all(Sheet, table.c.business_date == day, order_by=table.c.number)
