"""Blocks that flow over pages (分页): each knows its height and how to draw itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .sheet import Sheet


@dataclass(frozen=True, kw_only=True)
class Block:
    """A piece that is never cut; `keep` holds it on the page of the block after it."""

    height: float
    draw: Callable[[Sheet, float], None]
    keep: bool = False


def cut_pages(blocks: Sequence[Block], first_room: float, next_room: float) -> list[list[Block]]:
    """Blocks in order on as few pages as they need; a head never stands alone at the foot."""
    pages: list[list[Block]] = [[]]
    room = first_room
    n = 0
    while n < len(blocks):
        end = n + 1
        while blocks[end - 1].keep and end < len(blocks):
            end += 1
        group = list(blocks[n:end])
        height = sum(block.height for block in group)
        if pages[-1] and height > room:
            pages.append([])
            room = next_room
        pages[-1] += group
        room -= height
        n = end
    return pages


def draw_blocks(sheet: Sheet, blocks: Sequence[Block], y: float) -> float:
    """Draw blocks one below the other; return where they end."""
    for block in blocks:
        block.draw(sheet, y)
        y += block.height
    return y


def draw_pages(
    sheet: Sheet,
    pages: Sequence[Sequence[Block]],
    head: Callable[[int], float],
    foot: Callable[[int], None],
) -> None:
    """Draw cut pages one after the other; head and foot are told the page, the first being 1."""
    for page, blocks in enumerate(pages, 1):
        if page > 1:
            sheet.next_page()
        draw_blocks(sheet, blocks, head(page))
        foot(page)


def gap(height: float) -> Block:
    """Empty space."""
    return Block(height=height, draw=lambda sheet, y: None)
