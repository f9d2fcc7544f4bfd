"""Plain tables and label–value lists of reports (报表表格)."""

from collections.abc import Sequence
from dataclasses import dataclass

from .fitting import ellipsis, fit_lines, shrink
from .fonts import Weight, text_width
from .sheet import Sheet
from .tokens import HAIR, INK, INK2, NOTE, RULE, TABLE, THICK

ROW = 16.3
HEAD = 15.5
PAIR = 13.6


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: where its text begins, or ends when right-aligned, from the table's left."""

    title: str
    at: float
    right: bool = True
    bold: bool = False
    room: float = 60


def draw_titles(
    sheet: Sheet, columns: Sequence[Column], left: float, width: float, y: float
) -> float:
    """Column titles over a thick rule; return the rule's y."""
    for column in columns:
        put = sheet.right if column.right else sheet.text
        put(left + column.at, y + HEAD - 4, column.title, NOTE, color=INK2)
    sheet.line(left, y + HEAD, left + width, y + HEAD, THICK, INK)
    return y + HEAD


def draw_row(
    sheet: Sheet, columns: Sequence[Column], texts: Sequence[str], left: float, width: float,
    y: float, *, total: bool = False, pitch: float = ROW,
) -> float:  # fmt: skip
    """One row with a hairline below; the total has a thick rule above and is bold."""
    if total:
        sheet.line(left, y, left + width, y, THICK, INK)
    for column, text in zip(columns, texts, strict=True):
        weight = Weight.SEMIBOLD if total or column.bold else Weight.REGULAR
        size = shrink(text, column.room, TABLE, 6, weight)
        put = sheet.right if column.right else sheet.text
        base = y + pitch / 2 + 3.05
        put(left + column.at, base, ellipsis(text, column.room, size, weight), size, weight)
    y += pitch
    sheet.line(left, y, left + width, y, HAIR, RULE)
    return y


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A label and its figures."""

    label: str
    value: str


def _value_lines(pair: Pair, width: float) -> tuple[float, list[str]]:
    room = width - text_width(pair.label, TABLE) - 8
    return fit_lines(pair.value, room, TABLE, 7, Weight.SEMIBOLD)


def pairs_height(pairs: Sequence[Pair], width: float) -> float:
    """The height `draw_pairs` will take."""
    return sum(PAIR + (len(_value_lines(pair, width)[1]) - 1) * 10.5 for pair in pairs)


def draw_pairs(sheet: Sheet, pairs: Sequence[Pair], left: float, width: float, y: float) -> float:
    """Labels on the left, figures on the right; long figures wrap."""
    for pair in pairs:
        sheet.text(left, y + 9.5, pair.label, TABLE, color=INK2)
        size, lines = _value_lines(pair, width)
        for n, line in enumerate(lines):
            sheet.right(left + width, y + 9.5 + n * 10.5, line, size, Weight.SEMIBOLD)
        y += PAIR + (len(lines) - 1) * 10.5
    return y
