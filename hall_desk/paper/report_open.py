"""What the next manager takes over (未结移交): two columns, as many rows as there is room for."""

from collections.abc import Sequence

from hall_desk.domain.papers import HandOverFigures, OpenItem

from .fitting import ellipsis, shrink
from .flow import Block
from .fonts import Weight, text_width
from .report_table import PAIR
from .sheet import Sheet
from .tokens import INK2, TABLE

COLUMNS = 2
_GAP = 8.0


def rows_for(items: int) -> int:
    """How many rows all items need."""
    return -(-items // COLUMNS)


def open_rows(
    handed: HandOverFigures, rows: int, left: float, width: float, gutter: float
) -> list[Block]:
    """The most urgent items in at most `rows` rows; the last place says what is left out."""
    room = rows * COLUMNS
    listed = list(handed.items)
    if handed.open_items > len(listed) or len(listed) > room:
        listed = listed[: max(0, room - 1)]
    left_out = handed.open_items - len(listed)
    column = (width - (COLUMNS - 1) * gutter) / COLUMNS
    places: list[OpenItem | str] = list(listed)
    if left_out > 0:
        places.append(f"其余 {left_out} 件见首问登记簿")
    return [
        _row(places[start : start + COLUMNS], left, column, gutter)
        for start in range(0, len(places), COLUMNS)
    ]


def _row(places: Sequence[OpenItem | str], left: float, column: float, gutter: float) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        for n, place in enumerate(places):
            x = left + n * (column + gutter)
            if isinstance(place, str):
                sheet.text(x, y + 9.5, place, TABLE, color=INK2)
            else:
                _draw_item(sheet, place, x, column, y + 9.5)

    return Block(height=PAIR, draw=draw)


def _draw_item(sheet: Sheet, item: OpenItem, left: float, width: float, base: float) -> None:
    """Number and matter from the left, who answers and until when at the right."""
    start = sheet.right(left + width, base, item.due, TABLE, Weight.SEMIBOLD)
    start = sheet.right(start - _GAP, base, item.owner, TABLE)
    number = shrink(item.number, 60, TABLE, 5)
    x = left + max(44.0, text_width(item.number, number) + _GAP)
    sheet.text(left, base, item.number, number, color=INK2)
    room = start - _GAP - x
    size = shrink(item.matter, room, TABLE, 7)
    sheet.text(x, base, ellipsis(item.matter, room, size), size)
