"""A table that goes on over pages (表格): its head stands on each, no row is torn."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color

from .fitting import shrink, wrap
from .flow import Block
from .fonts import Weight
from .sheet import Sheet
from .tokens import HAIR, INK, INK2, RULE, TABLE, THICK

CELL = 9.0
_STEP = 1.35
_PAD = 3.0
_GAP = 9.0
"""Between figures and the words right of them."""


@dataclass(frozen=True, kw_only=True)
class GridColumn:
    """A column: its title and width in points; figures stand at its right side."""

    title: str
    width: float
    right: bool = False
    bold: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Columns from a left edge."""

    left: float
    columns: tuple[GridColumn, ...]
    size: float = CELL

    @property
    def width(self) -> float:
        """The whole width."""
        return sum(column.width for column in self.columns)

    def head(self) -> Block:
        """The titles over a thick rule."""

        def draw(sheet: Sheet, y: float) -> None:
            for x, column in self._places():
                _put(sheet, column, x, y + 11, column.title, TABLE, Weight.REGULAR, INK2)
            sheet.line(self.left, y + 16, self.left + self.width, y + 16, THICK, INK)

        return Block(height=16, draw=draw, keep=True)

    def row(self, cells: Sequence[str], color: Color = INK) -> Block:
        """One row as high as its longest cell; figures shrink, words wrap."""
        wrapped = [
            [cell] if column.right else wrap(cell, column.width - 2 * _PAD, self.size)
            for cell, column in zip(cells, self.columns, strict=True)
        ]
        step = self.size * _STEP
        height = max(len(lines) for lines in wrapped) * step + 7

        def draw(sheet: Sheet, y: float) -> None:
            for (x, column), lines in zip(self._places(), wrapped, strict=True):
                weight = Weight.SEMIBOLD if column.bold else Weight.REGULAR
                for n, line in enumerate(lines):
                    _put(
                        sheet,
                        column,
                        x,
                        y + 3 + self.size + n * step,
                        line,
                        self.size,
                        weight,
                        color,
                    )
            sheet.line(self.left, y + height, self.left + self.width, y + height, HAIR, RULE)

        return Block(height=height, draw=draw)

    def _places(self) -> list[tuple[float, GridColumn]]:
        x, places = self.left, []
        for column in self.columns:
            places.append((x, column))
            x += column.width
        return places


def _put(
    sheet: Sheet, column: GridColumn, x: float, y: float, text: str, size: float,
    weight: Weight, color: Color,
) -> None:  # fmt: skip
    if column.right:
        fitted = shrink(text, column.width - _PAD - _GAP, size, 5, weight)
        sheet.right(x + column.width - _GAP, y, text, fitted, weight, color)
    else:
        sheet.text(x + _PAD, y, text, size, weight, color)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a paper: a heading of its own, or none, and rows below one head."""

    title: str
    rows: tuple[Block, ...]


def cut_parts(
    grid: Grid, parts: Sequence[Part], first_room: float, next_room: float
) -> list[list[Block]]:
    """The parts on as few pages as they need; title and head are said again on each page."""
    pages: list[list[Block]] = [[]]
    room = first_room
    for part in parts:
        heads = [_title(grid, part.title), grid.head()] if part.title else [grid.head()]
        begun = False
        for row in part.rows or (grid.row([""] * len(grid.columns)),):
            above = [] if begun else heads
            need = row.height + sum(block.height for block in above)
            if need > room and pages[-1]:
                pages.append([])
                room, begun = next_room, False
                above = [_title(grid, f"{part.title}（续）"), grid.head()] if part.title else heads
                if row is part.rows[0]:
                    above = heads
                need = row.height + sum(block.height for block in above)
            pages[-1] += [*above, row]
            room -= need
            begun = True
    return pages


def _title(grid: Grid, words: str) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(grid.left, y + 19, words, 12, Weight.BOLD)

    return Block(height=26, draw=draw, keep=True)
