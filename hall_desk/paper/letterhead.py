"""What stands on every paper of the hall (抬头和页脚): its mark or logo, its footer."""

from hall_desk.domain.papers import HallHead

from . import logos
from .fitting import fit_lines
from .sheet import Sheet
from .tokens import INK2, MM

_SIZE = 7.0
_LEAST = 5.5
_BASE = 14.0
"""How far the last line of the footer stands above the edge: what any printer still reaches."""


def draw_footer(sheet: Sheet, hall: HallHead) -> None:
    """The hall's own line at the foot of a page (S2-6), as many lines as it needs, upwards."""
    if not hall.footer:
        return
    size, lines = fit_lines(hall.footer, sheet.width - 16 * MM, _SIZE, _LEAST)
    y = sheet.height - _BASE - (len(lines) - 1) * size * 1.25
    for line in lines:
        sheet.center(sheet.width / 2, y, line, size, color=INK2)
        y += size * 1.25


def draw_logo(
    sheet: Sheet, hall: HallHead | None, x: float, y: float, side: float, *, thermal: bool = False
) -> float:
    """The hall's logo, so high and at most four times so wide; its width, or 0 without one."""
    found = logos.find(hall.logo, black=thermal) if hall is not None and hall.logo else None
    if found is None:
        return 0.0
    png, ratio = found
    width = side * min(ratio, logos.MOST_RATIO)
    height = width / ratio
    sheet.image(x, y + (side - height) / 2, width, height, png)
    return width


def logo_width(hall: HallHead, side: float) -> float:
    """How wide the logo would be drawn; the mark is square."""
    found = logos.find(hall.logo) if hall.logo else None
    return side if found is None else side * min(found[1], logos.MOST_RATIO)
