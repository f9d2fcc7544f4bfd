"""Work orders (派工单) of a paid service: appointment, completion, differences (Art. 17(2), 25)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import (
    Price,
    Sheet,
    SheetLine,
    SheetState,
    check_mode,
    line_of,
    price_on,
)
from hall_desk.domain.signatures import Strokes
from hall_desk.domain.tickets import StaffNo

SLOT = timedelta(hours=2)
"""How long a team is taken by one appointment."""


class OrderState(StrEnum):
    """Where a work order stands."""

    ISSUED = "issued"
    DONE = "done"
    CANCELLED = "cancelled"


ORDER_WORDS = {
    OrderState.ISSUED: "待完工",
    OrderState.DONE: "已完工",
    OrderState.CANCELLED: "已撤销",
}


@dataclass(frozen=True, kw_only=True)
class WorkOrder:
    """What a team is sent out for: a signed sheet, a place, an appointed time.

    ``actual`` are the lines as the team reported them, at the prices of the quote's day.
    """

    id: int
    business_date: date
    number: int
    sheet_id: int
    team: str
    team_phone: str
    content: str
    address: str
    appointed_at: datetime | None
    issued_by: StaffNo
    issued_at: datetime
    state: OrderState
    worker: str
    done_at: datetime | None
    done_by: str
    done_note: str
    actual: tuple[SheetLine, ...]
    difference_agreed_at: datetime | None
    difference_mode: str
    difference_signature: Strokes
    cancel_reason: str
    reprints: int

    @property
    def code(self) -> str:
        """Such as PG-20260312-002."""
        return f"PG-{self.business_date:%Y%m%d}-{self.number:03d}"

    @property
    def is_open(self) -> bool:
        """Whether the team has not reported back yet."""
        return self.state is OrderState.ISSUED

    def late(self, now: datetime) -> bool:
        """Whether the day of its appointment is over and the team has not reported back."""
        return self.is_open and hall_date(self.appointed_at or self.issued_at) < hall_date(now)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One item whose actual quantity is another than the signed one; amounts in fen."""

    code: str
    name: str
    unit: str
    unit_price_fen: int
    signed_milli: int
    actual_milli: int
    signed_fen: int
    actual_fen: int

    @property
    def difference_fen(self) -> int:
        """Positive where more was done than was signed."""
        return self.actual_fen - self.signed_fen


def differences(sheet: Sheet, order: WorkOrder | None) -> tuple[Difference, ...]:
    """What was done otherwise than signed, in the order of the sheet, then what came new."""
    if order is None or order.state is not OrderState.DONE:
        return ()
    return differences_of(sheet.lines, order.actual)


def differences_of(
    signed: tuple[SheetLine, ...], actual: tuple[SheetLine, ...]
) -> tuple[Difference, ...]:
    """The lines that differ in quantity, are missing or came new."""
    before, after = {li.code: li for li in signed}, {li.code: li for li in actual}
    found = []
    for code in dict.fromkeys((*before, *after)):
        old, new = before.get(code), after.get(code)
        line = new or old
        assert line is not None
        if old is not None and new is not None and old.quantity_milli == new.quantity_milli:
            continue
        found.append(
            Difference(
                code=code,
                name=line.name,
                unit=line.unit,
                unit_price_fen=line.unit_price_fen,
                signed_milli=old.quantity_milli if old else 0,
                actual_milli=new.quantity_milli if new else 0,
                signed_fen=old.amount_fen if old else 0,
                actual_fen=new.amount_fen if new else 0,
            )
        )
    return tuple(found)


def check_dispatch(sheet: Sheet, last: WorkOrder | None) -> None:
    """Only a signed sheet goes to a team, and to one team at a time (Art. 25)."""
    if sheet.state is SheetState.DRAFT:
        raise RuleBroken("客户签字确认后才能派工。", article="25")
    if sheet.state is not SheetState.SIGNED:
        raise RuleBroken(f"{sheet.code} 已收款或作废，不能派工。", article="25")
    if last is not None and last.state is not OrderState.CANCELLED:
        raise RuleBroken(f"{sheet.code} 已派工 {last.code}（{ORDER_WORDS[last.state]}）。")


def clashing(
    orders: Iterable[WorkOrder], *, team: str, at: datetime, besides: int = 0
) -> tuple[WorkOrder, ...]:
    """Open orders of the same team whose slot overlaps the one that begins then (Art. 17(2))."""
    return tuple(
        order
        for order in orders
        if order.is_open
        and order.id != besides
        and order.team == team
        and order.appointed_at is not None
        and abs(order.appointed_at - at) < SLOT
    )


def actual_line(sheet: Sheet, prices: list[Price], code: str, quantity_milli: int) -> SheetLine:
    """A line as done: the signed price where there is one, else that of the quote's day (24)."""
    signed = next((line for line in sheet.lines if line.code == code), None)
    price = price_of_quote(sheet, prices, code)
    line = line_of(price, quantity_milli)
    if signed is None:
        return line
    return replace(line, approval_doc=signed.approval_doc, valid_from=signed.valid_from)


def price_of_quote(sheet: Sheet, prices: list[Price], code: str) -> Price:
    """The price that binds this sheet: its own snapshot, else the list of its day (Art. 24)."""
    signed = next((line for line in sheet.lines if line.code == code), None)
    if signed is None:
        return price_on(prices, code, sheet.business_date)
    kept = next((p for p in prices if p.code == code and p.valid_from == signed.valid_from), None)
    return Price(
        code=code,
        name=signed.name,
        kind=signed.kind,
        unit=signed.unit,
        unit_price_fen=signed.unit_price_fen,
        quantity_decimals=kept.quantity_decimals if kept else 3,
        approval_doc=signed.approval_doc,
        valid_from=signed.valid_from,
        valid_to=None,
        enabled=True,
    )


def complete(
    order: WorkOrder,
    *,
    actual: tuple[SheetLine, ...],
    worker: str,
    note: str,
    done_at: datetime,
    by: StaffNo,
    now: datetime,
) -> WorkOrder:
    """The team reported back; until the customer agreed it may be put right."""
    if order.state is OrderState.CANCELLED:
        raise RuleBroken(f"{order.code} 已撤销，不能登记完工。")
    if order.difference_agreed_at is not None:
        raise RuleBroken(f"{order.code} 的差异客户已签字确认，不能再改。", article="25")
    if not actual:
        raise RuleBroken("请填实际数量；什么都没做请撤销派工。", field="lines", article="25")
    codes = [line.code for line in actual]
    if len(set(codes)) != len(codes):
        raise RuleBroken("同一项目请合并在一行，改数量即可。", field="code")
    if not worker:
        raise RuleBroken("请填作业人员。", field="worker")
    if not order.issued_at <= done_at <= now:
        raise RuleBroken("完工时间应在派工之后、现在之前。", field="done_at")
    return replace(
        order,
        state=OrderState.DONE,
        actual=actual,
        worker=worker,
        done_note=note,
        done_at=done_at,
        done_by=by,
    )


def agree(
    sheet: Sheet, order: WorkOrder, *, mode: str, signature: Strokes, now: datetime
) -> WorkOrder:
    """The customer confirmed by signature what was done otherwise than signed (Art. 25)."""
    if order.state is not OrderState.DONE:
        raise RuleBroken(f"{order.code} 还没有登记完工，没有差异可确认。", article="25")
    if order.difference_agreed_at is not None:
        raise RuleBroken(f"{order.code} 的差异客户已签字确认，不能再签。", article="25")
    if not differences(sheet, order):
        raise RuleBroken(f"{order.code} 实际数量与确认单相同，不用再签字。", article="25")
    check_mode(mode, signature)
    return replace(
        order, difference_agreed_at=now, difference_mode=mode, difference_signature=signature
    )


def cancel(order: WorkOrder, reason: str) -> WorkOrder:
    """The team is not sent after all; the number stays."""
    if order.state is not OrderState.ISSUED:
        raise RuleBroken(f"{order.code} {ORDER_WORDS[order.state]}，不能撤销。")
    if not reason:
        raise RuleBroken("请写撤销原因。", field="cancel_reason")
    return replace(order, state=OrderState.CANCELLED, cancel_reason=reason)


def unpayable(sheet: Sheet, order: WorkOrder | None) -> str:
    """Why a signed sheet waits with its payment; empty when it can be paid (Art. 25)."""
    if order is None or order.state is OrderState.CANCELLED:
        return ""
    if order.state is OrderState.ISSUED:
        return f"派工单 {order.code} 还没有完工，登记完工后按实际数量收款。"
    if differences(sheet, order) and order.difference_agreed_at is None:
        return "实际与确认单有差异，客户再次签字确认后才能收款。"
    return ""


def billed(sheet: Sheet, order: WorkOrder | None) -> Sheet:
    """The sheet with what is to be paid: the actual lines once the work is done."""
    if order is None or order.state is not OrderState.DONE:
        return sheet
    return replace(sheet, lines=order.actual)
