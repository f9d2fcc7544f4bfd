"""Parts of the paid-service page, each a pure function of facts and draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hall_desk.domain import paidservice, workorders
from hall_desk.domain.contacts import DirectoryEntry
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.masking import mask_name, mask_phone
from hall_desk.domain.money import (
    NotAnAmount,
    format_fen,
    format_quantity,
    parse_quantity,
)
from hall_desk.domain.paidservice import (
    SHEET_WORDS,
    LineKind,
    Ownership,
    Price,
    Sheet,
    SheetLine,
    SheetState,
)
from hall_desk.domain.people import Staff
from hall_desk.domain.workorders import OrderState, WorkOrder
from hall_desk.presenters.contact_state import MainState
from hall_desk.presenters.moments import clock_of
from hall_desk.presenters.paidservice_state import (
    GateDraft,
    LineState,
    OldSheet,
    PriceChoice,
    SectionState,
)
from hall_desk.presenters.visit import VisitFacts
from hall_desk.usecases.paidservice import Wanted
from hall_desk.usecases.workorders import Unpaid

_TITLES = {LineKind.LABOUR: "人工", LineKind.MATERIAL: "材料"}
_BASES = {
    Ownership.UTILITY: "本规范第二十三条",
    Ownership.UNDETERMINED: "本规范第五条第（三）款、第二十三条",
}


@dataclass(frozen=True, kw_only=True)
class PaidServiceFacts:
    """What the page knows from the database, on one snapshot."""

    visit: VisitFacts
    sheet: Sheet | None
    prices: tuple[Price, ...]
    today: date
    old: tuple[Sheet, ...]
    phrase: str
    service: str
    order: WorkOrder | None = None
    quote_prices: tuple[Price, ...] = ()
    teams: tuple[DirectoryEntry, ...] = ()
    open_orders: tuple[WorkOrder, ...] = ()
    unpaid: tuple[Unpaid, ...] = ()
    owner_name: str = ""
    heirs: tuple[Staff, ...] = ()

    @property
    def billed(self) -> Sheet | None:
        """The sheet with what is to be paid."""
        return workorders.billed(self.sheet, self.order) if self.sheet is not None else None


@dataclass(frozen=True, kw_only=True)
class TypedLine:
    """A price code and its quantity as typed."""

    code: str
    quantity: str


@dataclass(frozen=True, kw_only=True)
class PricedLine:
    """A typed line with what it comes to, or with what is wrong about it."""

    price: Price
    typed: str
    line: SheetLine | None
    error: str


def typed_lines(sheet: Sheet) -> tuple[TypedLine, ...]:
    """The lines of a kept sheet, as if typed."""
    return tuple(
        TypedLine(code=line.code, quantity=format_quantity(line.quantity_milli))
        for line in sheet.lines
    )


def priced(prices: tuple[Price, ...], typed: TypedLine) -> PricedLine | None:
    """The line priced by the hall's own rules; None for a code without a valid price."""
    price = next((price for price in prices if price.code == typed.code), None)
    if price is None:
        return None
    try:
        quantity = parse_quantity(typed.quantity)
        line = paidservice.line_of(price, quantity)
    except NotAnAmount:
        error = "请填数量。" if not typed.quantity.strip() else "数量请写数字，如 12.5。"
        return PricedLine(price=price, typed=typed.quantity, line=None, error=error)
    except RuleBroken as refusal:
        error = str(refusal).removeprefix(f"{price.name} 的")
        return PricedLine(price=price, typed=typed.quantity, line=None, error=error)
    return PricedLine(price=price, typed=typed.quantity, line=line, error="")


def wanted_of(lines: list[PricedLine]) -> tuple[Wanted, ...]:
    """What is to be kept: labour before material, in the order of entry."""
    return tuple(
        Wanted(code=entry.line.code, quantity_milli=entry.line.quantity_milli)
        for entry in sorted(lines, key=lambda entry: list(LineKind).index(entry.price.kind))
        if entry.line is not None
    )


def sections_of_draft(lines: list[PricedLine]) -> tuple[SectionState, ...]:
    """Labour and material apart, with live amounts (Art. 25)."""
    return tuple(
        _section(
            kind,
            [_line_state(entry) for entry in lines if entry.price.kind is kind],
            sum(e.line.amount_fen for e in lines if e.line and e.price.kind is kind),
        )
        for kind in LineKind
    )


def sections_of_sheet(sheet: Sheet) -> tuple[SectionState, ...]:
    """The lines as kept: a signed sheet shows its own prices, never today's (Art. 24)."""
    return tuple(
        _section(
            kind,
            [
                LineState(
                    code=line.code,
                    name=line.name,
                    unit=line.unit,
                    price=format_fen(line.unit_price_fen),
                    quantity=format_quantity(line.quantity_milli),
                    amount=format_fen(line.amount_fen),
                    error="",
                )
                for line in sheet.lines
                if line.kind is kind
            ],
            sheet.subtotal_fen(kind),
        )
        for kind in LineKind
    )


def _section(kind: LineKind, lines: list[LineState], subtotal_fen: int) -> SectionState:
    return SectionState(
        kind=kind.value,
        title=_TITLES[kind],
        lines=tuple(lines),
        subtotal=format_fen(subtotal_fen),
    )


def _line_state(entry: PricedLine) -> LineState:
    return LineState(
        code=entry.price.code,
        name=entry.price.name,
        unit=entry.price.unit,
        price=format_fen(entry.price.unit_price_fen),
        quantity=entry.typed,
        amount=format_fen(entry.line.amount_fen) if entry.line else "—",
        error=entry.error,
    )


def choices_of(prices: tuple[Price, ...]) -> tuple[PriceChoice, ...]:
    """The approved prices of today; a clerk can choose, never type, a price (Art. 5(4))."""
    return tuple(
        PriceChoice(
            code=price.code,
            kind=price.kind.value,
            name=price.name,
            unit=price.unit,
            price=format_fen(price.unit_price_fen),
        )
        for price in prices
    )


def gate_refusal_of(ownership: str) -> str:
    """Why no sheet can be opened for that ownership, with its article; empty when it can."""
    if not ownership:
        return ""
    try:
        paidservice.check_ownership(Ownership(ownership))
    except RuleBroken as refusal:
        return f"{refusal}（{_BASES[Ownership(ownership)]}）"
    return ""


def stages_of(
    sheet: Sheet | None, order: WorkOrder | None = None
) -> tuple[tuple[tuple[str, str], ...], int]:
    """拟单 → 客户签字 → 收款 → 收费凭证, with the times of what is done; a team in between."""
    if sheet is None:
        return (("拟单", ""), ("客户签字", ""), ("收款", ""), ("收费凭证", "")), 0
    paid = clock_of(sheet.paid_at)
    begin = (("拟单", clock_of(sheet.drafted_at)), ("客户签字", clock_of(sheet.signed_at)))
    end = (("收款", paid), ("收费凭证", paid))
    if order is None or order.state is OrderState.CANCELLED:
        return (*begin, *end), {SheetState.SIGNED: 2, SheetState.PAID: 4}.get(sheet.state, 1)
    team = (("派工", clock_of(order.issued_at)), ("完工", clock_of(order.done_at)))
    at = 6 if sheet.state is SheetState.PAID else 3 if order.is_open else 4
    return (*begin, *team, *end), at


def price_list_of(prices: Sequence[Price | SheetLine]) -> str:
    """From when the prices hold and the documents behind them, the newest first (Art. 24)."""
    sources = sorted({(each.valid_from, each.approval_doc) for each in prices}, reverse=True)
    if not sources:
        return ""
    newest, document = sources[0]
    more = f"；另有 {len(sources) - 1} 份文件" if len(sources) > 1 else ""
    return f"{newest:%Y-%m-%d} 起 · {document}{more}"


def customer_of(sheet: Sheet | None) -> tuple[tuple[str, str], ...]:
    """Who the sheet is for, masked (Art. 4(3))."""
    if sheet is None:
        return ()
    return (
        ("户名", mask_name(sheet.customer_name)),
        ("电话", mask_phone(sheet.phone)),
        ("地址", sheet.address or "—"),
    )


def old_sheets_of(sheets: tuple[Sheet, ...]) -> tuple[OldSheet, ...]:
    """Earlier sheets in words."""
    return tuple(
        OldSheet(
            sheet_id=sheet.id,
            code=sheet.code,
            words=f"{mask_name(sheet.customer_name)} · {SHEET_WORDS[sheet.state]}",
            items=f"{len(sheet.lines)} 项",
            total=format_fen(sheet.total_fen),
        )
        for sheet in sheets
    )


def main_of(
    sheet: Sheet | None, gate: GateDraft, *, has_lines: bool = True, work: str = ""
) -> MainState:
    """The one next thing: open the sheet, its signature, the team's report, the money."""
    if sheet is None:
        return MainState(
            name="draft_sheet", icon="file", text="拟单", why=gate_refusal_of(gate.ownership)
        )
    if sheet.state is SheetState.DRAFT:
        why = "" if has_lines else "还没有收费项目，不能签字。"
        return MainState(name="confirm_signature", icon="pen", text="确认已签字", key="F4", why=why)
    if sheet.state is not SheetState.SIGNED:
        return MainState(name="go_back", icon="left", text="返回来访", key="Esc")
    mains = {
        "issued": MainState(name="begin_completion", icon="team", text="登记完工", key="F4"),
        "completing": MainState(name="complete_order", icon="ok", text="保存完工", key="F4"),
        "differs": MainState(name="agree_difference", icon="pen", text="差异已签字", key="F4"),
    }
    pay = MainState(name="take_payment", icon="cash", text="收款", key="F6")
    return mains.get(work, pay)


def pay_why_of(sheet: Sheet | None, order: WorkOrder | None = None) -> str:
    """Why the money cannot be taken yet; empty when it can (Art. 25)."""
    if sheet is None:
        return "先拟单，客户签字确认后才能收款。"
    try:
        paidservice.check_payable(sheet)
    except RuleBroken as refusal:
        return str(refusal)
    return workorders.unpayable(sheet, order)


def void_why_of(sheet: Sheet | None, order: WorkOrder | None = None) -> str:
    """Why the sheet cannot be voided; empty when it can. An open order is called back first."""
    if sheet is None:
        return "还没有确认单。"
    if order is not None and order.is_open:
        return ""
    if sheet.state in (SheetState.PAID, SheetState.VOID):
        return f"{sheet.code} {SHEET_WORDS[sheet.state]}，不能作废。"
    return ""


def signature_of(sheet: Sheet | None) -> str:
    """待签字, or how and when it was signed."""
    if sheet is None or sheet.signed_at is None:
        return "待签字"
    return f"{sheet.signature_mode} {clock_of(sheet.signed_at)}"
