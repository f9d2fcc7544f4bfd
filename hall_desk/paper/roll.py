"""The roll of the thermal printer (热敏纸): measures of 80 mm paper, the hall's name, a tear."""

from hall_desk.domain.papers import HallHead

from .fitting import fit_lines, wrap
from .fonts import Weight, text_width
from .letterhead import logo_width
from .mark import draw_outlined_mark
from .sheet import Sheet
from .tokens import MM, THERMAL

DOT = 72 * MM / 576
"""One dot of the thermal head in points."""

ROLL = 80 * MM
_SIDE = (ROLL - 576 * DOT) / 2  # what the head cannot reach
LEFT = _SIDE + 28 * DOT
RIGHT = ROLL - LEFT
WIDTH = RIGHT - LEFT
MIDDLE = ROLL / 2
BODY = 24 * DOT
PITCH = 36 * DOT


def draw_hall(sheet: Sheet, hall: HallHead) -> float:
    """Draw the mark and the hall's name; return the last line's y."""
    side, gap = 56 * DOT, 14 * DOT
    mark = logo_width(hall, side)
    size, names = fit_lines(hall.name, WIDTH - mark - gap, 34 * DOT, 26 * DOT, Weight.BOLD)
    wide = max(text_width(name, size, Weight.BOLD) for name in names)
    x = MIDDLE - (mark + gap + wide) / 2
    draw_outlined_mark(sheet, x, 32 * DOT, side, THERMAL, hall=hall)
    y = (72 if len(names) == 1 else 58) * DOT
    for name in names:
        sheet.text(x + mark + gap, y, name, size, Weight.BOLD, THERMAL)
        y += size * 1.25
    return y - size * 1.25


def draw_tear(sheet: Sheet, y: float) -> float:
    """Draw a dashed line across; return its y."""
    sheet.line(LEFT, y, RIGHT, y, 2 * DOT, THERMAL, dash=(6 * DOT, 4 * DOT))
    return y


def draw_footer(sheet: Sheet, hall: HallHead, y: float) -> float:
    """The repair telephone (Art. 14) and the hall's own footer (S2-6); return the last line's y."""
    words = [f"报修 {hall.repair_phone}"] if hall.repair_phone else []
    words += [hall.footer] if hall.footer else []
    for text in words:
        for line in wrap(text, WIDTH, BODY):
            y += PITCH
            sheet.center(MIDDLE, y, line, BODY, color=THERMAL)
    return y
