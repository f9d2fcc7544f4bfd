"""Sections of a page (分节): a numbered head, lines of text, a box with its tick."""

from .fitting import wrap
from .flow import Block
from .fonts import Weight
from .sheet import Sheet
from .tokens import A4, A4_MARGIN, INK, SECTION, THICK

LEFT = A4_MARGIN
RIGHT = A4[0] - A4_MARGIN
WIDTH = RIGHT - LEFT
_BODY = 11.0
_RATIO = 18 / 11


def head_block(title: str, size: float = SECTION + 2) -> Block:
    """A section's head over a thick rule; it never stands alone at a page's foot."""

    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(LEFT, y + size + 7, title, size, Weight.BOLD)
        sheet.line(LEFT, y + size + 13, RIGHT, y + size + 13, THICK, INK)

    return Block(height=size + 17, draw=draw, keep=True)


def line_block(text: str, indent: float = 0, label: str = "", size: float = _BODY) -> Block:
    """Text of one or more lines, with a label before an indent."""
    pitch = size * _RATIO
    lines = wrap(text, WIDTH - indent, size)

    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(LEFT, y + size + 2, label, size, Weight.SEMIBOLD)
        for n, line in enumerate(lines):
            sheet.text(LEFT + indent, y + size + 2 + n * pitch, line, size)

    return Block(height=len(lines) * pitch + 2, draw=draw)


def draw_tick_box(sheet: Sheet, x: float, y: float, *, ticked: bool) -> None:
    """A box of ten points, ticked or empty."""
    sheet.box(x, y, 10, 10, stroke=INK, line_width=0.8)
    if ticked:
        tick = [(x + 2, y + 5), (x + 4.2, y + 7.5), (x + 8.2, y + 2.1)]
        sheet.polyline(tick, 1.2, INK)
