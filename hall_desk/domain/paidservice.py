"""Paid service (有偿服务, Art. 23–25): ownership gate, locked prices, itemised sheet, signature."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.money import line_amount
from hall_desk.domain.signatures import Strokes
from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo

PAPER_MODE, SCREEN_MODE = "纸面签字", "客户屏签字"
"""How the customer signed the itemised sheet: pen on paper, or strokes on the side screen."""


class Ownership(StrEnum):
    """Whose the facility is (产权): only the customer's own is a paid service."""

    UTILITY = "utility"
    CUSTOMER = "customer"
    UNDETERMINED = "undetermined"


OWNERSHIP_WORDS = {
    Ownership.UTILITY: "供电企业产权",
    Ownership.CUSTOMER: "客户产权",
    Ownership.UNDETERMINED: "产权未定",
}


class LineKind(StrEnum):
    """Labour and material stand apart (Art. 25)."""

    LABOUR = "labour"
    MATERIAL = "material"


class SheetState(StrEnum):
    """The three states of the paper, and void."""

    DRAFT = "draft"
    SIGNED = "signed"
    PAID = "paid"
    VOID = "void"


OPEN_SHEETS = (SheetState.DRAFT, SheetState.SIGNED)
"""Somebody still answers for the sheet: it is neither paid nor void."""


SHEET_WORDS = {
    SheetState.DRAFT: "拟单",
    SheetState.SIGNED: "客户已签字",
    SheetState.PAID: "已收款",
    SheetState.VOID: "已作废",
}


@dataclass(frozen=True, kw_only=True)
class Price:
    """One line of the approved price list (价目), in fen; one version is valid per date.

    ``ended``: a newer list left it out on purpose, so that its last day is no oversight.
    """

    code: str
    name: str
    kind: LineKind
    unit: str
    unit_price_fen: int
    quantity_decimals: int
    approval_doc: str
    valid_from: date
    valid_to: date | None
    enabled: bool
    ended: bool = False

    def valid_on(self, day: date) -> bool:
        """Whether the version holds on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """A priced line: the price is a snapshot, so later changes never reach old papers (Art. 24).

    ``quantity_milli`` is in thousandths of the unit, amounts in fen.
    """

    code: str
    name: str
    kind: LineKind
    unit: str
    unit_price_fen: int
    quantity_milli: int
    amount_fen: int
    approval_doc: str
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The itemised confirmation sheet (有偿服务逐项确认单).

    ``staff_no`` drew it up; ``owner`` answers for it and its work order while it is open.
    """

    id: int
    business_date: date
    number: int
    ticket_id: TicketId | None
    ownership: Ownership
    boundary: str
    informed_at: datetime | None
    customer_name: str
    phone: str
    address: str
    lines: tuple[SheetLine, ...]
    state: SheetState
    staff_no: StaffNo
    owner: StaffNo
    window_no: WindowNo
    drafted_at: datetime
    signed_at: datetime | None
    signature_mode: str
    paid_at: datetime | None
    void_reason: str
    signature: Strokes = ()

    @property
    def code(self) -> str:
        """Such as YC-20260312-007."""
        return f"YC-{self.business_date:%Y%m%d}-{self.number:03d}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still answers for it: not paid, not void."""
        return self.state in OPEN_SHEETS

    def subtotal_fen(self, kind: LineKind) -> int:
        """The sum of one kind of lines, in fen."""
        return sum(line.amount_fen for line in self.lines if line.kind is kind)

    @property
    def total_fen(self) -> int:
        """What is due, in fen."""
        return sum(line.amount_fen for line in self.lines)


def check_ownership(ownership: Ownership) -> None:
    """Only the customer's own facility may be quoted (Art. 23, 5(3))."""
    if ownership is Ownership.UTILITY:
        raise RuleBroken("供电企业产权设施由我方维修，不收费。", field="ownership", article="23")
    if ownership is Ownership.UNDETERMINED:
        raise RuleBroken("产权未定，查明归属后才能报价。", field="ownership", article="23")


def price_on(prices: Iterable[Price], code: str, day: date) -> Price:
    """The version of a price that holds on the day of the quote (Art. 24).

    The newest version begun decides: where it has run out, an older one never comes back.
    """
    begun = [price for price in prices if price.code == code and price.valid_from <= day]
    newest = max(begun, key=lambda price: price.valid_from, default=None)
    if newest is None or not newest.enabled or not newest.valid_on(day):
        raise RuleBroken(f"{code} 在 {day} 没有有效价目，不能收费。", field="code", article="24")
    return newest


def line_of(price: Price, quantity_milli: int) -> SheetLine:
    """A line from the locked price: quantity only, never rounded up (Art. 5(4))."""
    if quantity_milli <= 0:
        raise RuleBroken("数量应大于 0。", field="quantity", article="5(4)")
    if quantity_milli > 99_999_999:
        raise RuleBroken("数量太大，请核对。", field="quantity")
    step = 10 ** (3 - price.quantity_decimals)
    if quantity_milli % step:
        places = "整数" if price.quantity_decimals == 0 else f"{price.quantity_decimals} 位小数"
        raise RuleBroken(f"{price.name} 的数量只能是{places}。", field="quantity", article="5(4)")
    return SheetLine(
        code=price.code,
        name=price.name,
        kind=price.kind,
        unit=price.unit,
        unit_price_fen=price.unit_price_fen,
        quantity_milli=quantity_milli,
        amount_fen=line_amount(price.unit_price_fen, quantity_milli),
        approval_doc=price.approval_doc,
        valid_from=price.valid_from,
    )


def with_lines(sheet: Sheet, lines: tuple[SheetLine, ...]) -> Sheet:
    """The draft with other lines; a signed sheet is never changed."""
    if sheet.state is not SheetState.DRAFT:
        raise RuleBroken(f"{sheet.code} {SHEET_WORDS[sheet.state]}，不能再改项目。")
    codes = [line.code for line in lines]
    if len(set(codes)) != len(codes):
        raise RuleBroken("同一项目请合并在一行，改数量即可。", field="code")
    return replace(sheet, lines=lines)


def check_mode(mode: str, signature: Strokes) -> None:
    """On paper the pen signs, on the screen the strokes do; nothing else is a signature."""
    if mode not in (PAPER_MODE, SCREEN_MODE):
        raise RuleBroken("请选客户怎样签字。", field="signature_mode", article="25")
    if mode == SCREEN_MODE and not signature:
        raise RuleBroken("还没有签字，请客户在签字区签名。", field="signature", article="25")
    if mode == PAPER_MODE and signature:
        raise RuleBroken("纸面签字不带屏上笔画。", field="signature", article="25")


def sign(sheet: Sheet, *, mode: str, now: datetime, signature: Strokes = ()) -> Sheet:
    """The customer confirmed the items by signature (Art. 25)."""
    if sheet.state is not SheetState.DRAFT:
        raise RuleBroken(f"{sheet.code} {SHEET_WORDS[sheet.state]}，不能再签字。")
    if not sheet.lines:
        raise RuleBroken("还没有收费项目，不能签字。", field="lines", article="25")
    check_ownership(sheet.ownership)
    if sheet.informed_at is None:
        raise RuleBroken("请先向客户说明本项服务是有偿的。", field="informed", article="25")
    check_mode(mode, signature)
    return replace(
        sheet,
        state=SheetState.SIGNED,
        signed_at=now,
        signature_mode=mode,
        signature=signature,
    )


def check_payable(sheet: Sheet) -> None:
    """Payment is refused before the signature (Art. 25)."""
    if sheet.state is SheetState.DRAFT:
        raise RuleBroken("客户签字确认后才能收款。", article="25")
    if sheet.state is not SheetState.SIGNED:
        raise RuleBroken(f"{sheet.code} {SHEET_WORDS[sheet.state]}，不能收款。", article="25")


def void(sheet: Sheet, reason: str) -> Sheet:
    """The sheet is kept as void (作废) with a reason."""
    if sheet.state in (SheetState.PAID, SheetState.VOID):
        raise RuleBroken(f"{sheet.code} {SHEET_WORDS[sheet.state]}，不能作废。")
    if not reason.strip():
        raise RuleBroken("请写作废原因。", field="reason")
    return replace(sheet, state=SheetState.VOID, void_reason=reason)


def check_price_name(name: str, blocked: Iterable[str]) -> None:
    """Abolished charges can never enter the price list (Art. 5(4))."""
    read = _as_read(name)
    for word in blocked:
        if _as_read(word) in read:
            raise RuleBroken(f"“{word}”是已取消的收费，不能设立。", field="name", article="5(4)")


def _as_read(words: str) -> str:
    """As the eye reads it: without blanks and signs of no width, full-width letters as plain."""
    plain = unicodedata.normalize("NFKC", words)
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Cf")
