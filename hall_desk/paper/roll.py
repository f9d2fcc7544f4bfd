"""The roll of the thermal printer (热敏纸): 80 mm and 58 mm paper, the hall's name, a tear."""

from dataclasses import dataclass

from hall_desk.domain.papers import HallHead

from .fitting import fit_lines, wrap
from .fonts import Weight, text_width
from .letterhead import logo_width
from .mark import draw_outlined_mark
from .sheet import Sheet
from .tokens import MM, THERMAL

DOT = MM / 8
"""One dot of the thermal head in points: all heads here have eight to the millimetre."""


@dataclass(frozen=True, kw_only=True)
class Roll:
    """One width of paper, in points; ``side`` is the margin inside what the head reaches."""

    paper: float
    head: int
    side: int

    @property
    def left(self) -> float:
        """Where lines begin."""
        return (self.paper - self.head * DOT) / 2 + self.side * DOT

    @property
    def right(self) -> float:
        """Where lines end."""
        return self.paper - self.left

    @property
    def width(self) -> float:
        """How long a line is."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """The middle of the paper."""
        return self.paper / 2

    @property
    def is_narrow(self) -> bool:
        """Whether two things do not fit side by side."""
        return self.head < 500


WIDE = Roll(paper=80 * MM, head=576, side=28)
NARROW = Roll(paper=58 * MM, head=384, side=10)

BODY = 24 * DOT
PITCH = 36 * DOT


def roll_of(dots: int) -> Roll:
    """The roll whose head has that many dots."""
    return NARROW if dots == NARROW.head else WIDE


def draw_hall(sheet: Sheet, hall: HallHead, roll: Roll = WIDE) -> float:
    """Draw the mark and the hall's name; return the last line's y."""
    side, gap = 56 * DOT, 14 * DOT
    mark = logo_width(hall, side)
    least = 24 if roll.is_narrow else 26
    room = roll.width - mark - gap
    size, names = fit_lines(hall.name, room, 34 * DOT, least * DOT, Weight.BOLD)
    wide = max(text_width(name, size, Weight.BOLD) for name in names)
    x = roll.middle - (mark + gap + wide) / 2
    draw_outlined_mark(sheet, x, 32 * DOT, side, THERMAL, hall=hall)
    y = (72 if len(names) == 1 else 58) * DOT
    for name in names:
        sheet.text(x + mark + gap, y, name, size, Weight.BOLD, THERMAL)
        y += size * 1.25
    return y - size * 1.25


def draw_tear(sheet: Sheet, y: float, roll: Roll = WIDE) -> float:
    """Draw a dashed line across; return its y."""
    sheet.line(roll.left, y, roll.right, y, 2 * DOT, THERMAL, dash=(6 * DOT, 4 * DOT))
    return y


def draw_footer(sheet: Sheet, hall: HallHead, y: float, roll: Roll = WIDE) -> float:
    """The repair telephone (Art. 14) and the hall's own footer (S2-6); return the last line's y."""
    words = [f"报修 {hall.repair_phone}"] if hall.repair_phone else []
    words += [hall.footer] if hall.footer else []
    for text in words:
        for line in wrap(text, roll.width, BODY):
            y += PITCH
            sheet.center(roll.middle, y, line, BODY, color=THERMAL)
    return y
