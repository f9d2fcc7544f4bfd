"""The table of priced lines, labour and material apart (逐项价目表)."""

from collections.abc import Sequence
from dataclasses import dataclass

from hall_desk.domain.money import format_fen, format_quantity
from hall_desk.domain.papers import LineGroup, PriceLine

from .fitting import fit_lines, shrink
from .fonts import Weight
from .sheet import Sheet
from .tokens import HAIR, INK, INK2, RULE, TABLE, THICK, VOUCHER_BODY

ROW = 17.3
_ALONE = 25.0  # a group of one line still needs room for its subtotal
HEAD = 12.0


@dataclass(frozen=True, kw_only=True)
class PriceColumns:
    """Where the columns stand, from the left edge of the table."""

    code: float = 76
    name: float = 110
    name_width: float = 222
    unit: float = 354  # centred
    price: float = 419  # right-aligned from here on
    quantity: float = 467
    amount: float = 529
    width: float = 534


@dataclass(frozen=True, kw_only=True)
class PriceRow:
    """One line with its wrapped texts and height."""

    line: PriceLine
    name_size: float
    name: list[str]
    height: float


def plan_rows(lines: Sequence[PriceLine], columns: PriceColumns) -> list[PriceRow]:
    """Lines in the order of their groups, each as high as its texts need."""
    sizes = {group: sum(line.group is group for line in lines) for group in LineGroup}
    return [
        _plan(line, columns, alone=sizes[group] == 1)
        for group in LineGroup
        for line in lines
        if line.group is group
    ]


def _plan(line: PriceLine, columns: PriceColumns, *, alone: bool) -> PriceRow:
    name_size, name = fit_lines(line.name, columns.name_width, VOUCHER_BODY, 7.5)
    extra = (len(name) - 1) * name_size * 1.3
    return PriceRow(
        line=line,
        name_size=name_size,
        name=name,
        height=max(ROW + extra, _ALONE if alone else 0),
    )


def paginate(
    heights: Sequence[float], first_room: float, next_room: float, closing: float
) -> list[slice]:
    """Cut rows into pages; the last page keeps room for the closing part and at least a row."""
    pages: list[slice] = []
    start = 0
    while True:
        room = next_room if pages else first_room
        if start == len(heights) or sum(heights[start:]) + closing <= room:
            return [*pages, slice(start, len(heights))]
        end, used = start, 0.0
        while end < len(heights) - 1 and used + heights[end] <= room:
            used += heights[end]
            end += 1
        # A row higher than a page still moves on, so that the cutting ends.
        end = max(end, min(start + 1, len(heights)))
        pages.append(slice(start, end))
        start = end


def draw_price_head(sheet: Sheet, columns: PriceColumns, left: float, y: float) -> float:
    """Column titles over a thick rule; return the rule's y."""
    base = y + HEAD - 5.5
    sheet.text(left + 5, base, "类别", TABLE, color=INK2)
    sheet.text(left + columns.code, base, "编号", TABLE, color=INK2)
    sheet.text(left + columns.name, base, "项目", TABLE, color=INK2)
    sheet.center(left + columns.unit, base, "单位", TABLE, color=INK2)
    sheet.right(left + columns.price, base, "单价", TABLE, color=INK2)
    sheet.right(left + columns.quantity, base, "数量", TABLE, color=INK2)
    sheet.right(left + columns.amount + 3, base, "金额（元）", TABLE, color=INK2)
    sheet.line(left, y + HEAD, left + columns.width, y + HEAD, THICK, INK)
    return y + HEAD


def draw_price_rows(
    sheet: Sheet, columns: PriceColumns, rows: Sequence[PriceRow], before: Sequence[PriceRow],
    subtotals: dict[LineGroup, int], left: float, y: float,
) -> float:  # fmt: skip
    """The rows of one page, group by group; `before` are the rows of earlier pages."""
    started = {row.line.group for row in before}
    for group in LineGroup:
        mine = [row for row in rows if row.line.group is group]
        if not mine:
            continue
        _draw_group_cell(sheet, group, group in started, subtotals[group], left, y)
        for n, row in enumerate(mine):
            height = max(row.height, _ALONE) if len(mine) == 1 else row.height
            _draw_row(sheet, columns, row, left, y)
            y += height
            if n < len(mine) - 1:
                sheet.line(left + columns.code - 5, y, left + columns.width, y, HAIR, RULE)
        sheet.line(left, y, left + columns.width, y, THICK, INK)
    return y


def _draw_group_cell(
    sheet: Sheet, group: LineGroup, continued: bool, subtotal: int, left: float, y: float
) -> None:
    name = f"{group.value}（续）" if continued else group.value
    sheet.text(left + 5, y + 11.5, name, VOUCHER_BODY, Weight.SEMIBOLD)
    sheet.text(left + 5, y + 21.3, f"小计 {format_fen(subtotal)}", TABLE, color=INK2)


def _draw_row(sheet: Sheet, columns: PriceColumns, row: PriceRow, left: float, y: float) -> None:
    line, base = row.line, y + 12
    code_size = shrink(line.code, columns.name - columns.code - 3, VOUCHER_BODY, 5)
    sheet.text(left + columns.code, base, line.code, code_size, color=INK2)
    for n, text in enumerate(row.name):
        sheet.text(left + columns.name, base + n * row.name_size * 1.3, text, row.name_size)
    price, amount = format_fen(line.unit_price_fen), format_fen(line.amount_fen)
    quantity = format_quantity(line.quantity_thousandths)
    unit_size = shrink(line.unit, 34, VOUCHER_BODY, 5)
    sheet.center(left + columns.unit, base, line.unit, unit_size)
    figures = (
        (columns.price, columns.price - columns.unit - 18, price, Weight.REGULAR),
        (columns.quantity, columns.quantity - columns.price - 4, quantity, Weight.REGULAR),
        (columns.amount, columns.amount - columns.quantity - 4, amount, Weight.SEMIBOLD),
    )
    for at, room, text, weight in figures:
        sheet.right(left + at, base, text, shrink(text, room, VOUCHER_BODY, 5, weight), weight)


def group_totals(lines: Sequence[PriceLine]) -> dict[LineGroup, int]:
    """What each group comes to, in fen (小计)."""
    return {
        group: sum(line.amount_fen for line in lines if line.group is group) for group in LineGroup
    }


def price_basis(lines: Sequence[PriceLine]) -> str:
    """The approval documents (批准文号); where there are several, each names its lines."""
    documents = {line.approval_doc: "" for line in lines if line.approval_doc}
    if len(documents) < 2:
        return "".join(documents)
    named = (
        f"{document}（{'、'.join(line.code for line in lines if line.approval_doc == document)}）"
        for document in documents
    )
    return "；".join(named)
