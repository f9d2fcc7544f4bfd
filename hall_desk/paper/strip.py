"""A money paper on a roll (小票式单据), 80 or 58 mm: its pieces from the top down, black only."""

from collections.abc import Callable

from hall_desk.domain.money import format_fen, format_yuan
from hall_desk.domain.papers import HallHead
from hall_desk.domain.words import amount_words

from .fitting import fit_lines, shrink, wrap
from .fonts import Weight, text_width
from .letterhead import logo_width
from .mark import draw_outlined_mark
from .roll import Roll, roll_of
from .sheet import Sheet
from .tokens import MM, THERMAL

LONG = 4000 * MM
"""A strip to draw on first, to find the height."""
_BODY, _TOTAL = {True: 7.6, False: 8.6}, {True: 14, False: 17}
"""Sizes of the letters on a narrow roll, and on a wide one."""


def draw_roll(draw: Callable[[Sheet, Roll], float], title: str, hall_name: str, dots: int) -> bytes:
    """Draw a paper on a roll; a first drawing on a long strip finds the height."""
    roll = roll_of(dots)
    height = draw(Sheet((roll.paper, LONG), ""), roll)
    sheet = Sheet((roll.paper, height), title, hall_name)
    draw(sheet, roll)
    return sheet.finish()


class Strip:
    """Draws from the top down; ``y`` is the baseline of the last line."""

    def __init__(self, sheet: Sheet, roll: Roll) -> None:
        self.sheet, self.roll = sheet, roll
        self.body, self.total = _BODY[roll.is_narrow], _TOTAL[roll.is_narrow]
        self.pitch = self.body * 1.45
        self.y = 0.0

    def hall(self, hall: HallHead) -> None:
        """The mark and the hall's name."""
        side = self.body * 2.3
        wide = logo_width(hall, side)
        room = self.roll.width - wide - 5
        size, names = fit_lines(hall.name, room, self.body * 1.35, self.body, Weight.BOLD)
        longest = max(text_width(name, size, Weight.BOLD) for name in names)
        x = self.roll.middle - (wide + 5 + longest) / 2
        draw_outlined_mark(self.sheet, x, 8, side, THERMAL, hall=hall)
        self.y = 8 + side / 2 + size * 0.36 - (len(names) - 1) * size * 0.6
        for n, name in enumerate(names):
            self.sheet.text(x + wide + 5, self.y + n * size * 1.2, name, size, Weight.BOLD, THERMAL)
        self.y = max(8 + side, self.y + (len(names) - 1) * size * 1.2)

    def heading(self, title: str, number: str, marks: list[str]) -> None:
        """What the paper is, its number, and what is marked on it in a frame."""
        self.y += self.body * 2.2
        self.center(title, self.body * 1.75, Weight.BOLD)
        self.y += self.pitch * 1.15
        self.center(f"No. {number}", self.body * 1.1, Weight.SEMIBOLD)
        for mark in marks:
            self.boxed(mark)
        self.tear()

    def sum(self, label: str, fen: int) -> None:
        """The sum, large, and below it in words."""
        self.y += self.total * 1.15
        self.sheet.text(self.roll.left, self.y, label, self.body, color=THERMAL)
        total = format_yuan(fen)
        room = self.roll.width - text_width(label, self.body) - 6
        size = shrink(total, room, self.total, self.body, Weight.BOLD)
        self.sheet.right(self.roll.right, self.y, total, size, Weight.BOLD, THERMAL)
        self.wrapped(amount_words(fen), Weight.SEMIBOLD)

    def money(self, label: str, fen: int, *, bold: bool = True) -> None:
        """Words and an amount."""
        self.ends(label, format_fen(fen), bold=bold)

    def text(self, text: str, weight: Weight = Weight.REGULAR) -> None:
        """One line."""
        self.y += self.pitch
        self.sheet.text(self.roll.left, self.y, text, self.body, weight, THERMAL)

    def wrapped(self, text: str, weight: Weight = Weight.REGULAR) -> None:
        """As many lines as the words need."""
        for line in wrap(text, self.roll.width, self.body, weight):
            self.text(line, weight)

    def center(self, text: str, size: float, weight: Weight) -> None:
        """Words in the middle of the line that ``y`` stands at."""
        fitted = shrink(text, self.roll.width, size, 5, weight)
        self.sheet.center(self.roll.middle, self.y, text, fitted, weight, THERMAL)

    def pair(self, label: str, value: str) -> None:
        """Label and value; a long value wraps below itself."""
        at = self.roll.left + text_width(label, self.body) + 5
        self.y += self.pitch
        self.sheet.text(self.roll.left, self.y, label, self.body, color=THERMAL)
        for n, line in enumerate(wrap(value, self.roll.right - at, self.body) if value else ()):
            self.y += self.pitch if n else 0
            self.sheet.text(at, self.y, line, self.body, Weight.SEMIBOLD, THERMAL)

    def ends(self, left: str, right: str, *, bold: bool = True) -> None:
        """One line with words at both ends; on two lines where both do not fit."""
        weight = Weight.SEMIBOLD if bold else Weight.REGULAR
        if text_width(left, self.body, weight) + text_width(right, self.body, weight) + 6 > (
            self.roll.width
        ):
            self.wrapped(left, weight)
            left = ""
        self.text(left, weight)
        size = shrink(right, self.roll.width, self.body, 5, weight)
        self.sheet.right(self.roll.right, self.y, right, size, weight, THERMAL)

    def boxed(self, words: str) -> None:
        """Words in a frame, such as 补打."""
        size = self.body * 1.25
        wide = text_width(words, size, Weight.BOLD) + 14
        self.y += size * 0.9
        x = self.roll.middle - wide / 2
        self.sheet.box(x, self.y, wide, size * 1.5, radius=2, stroke=THERMAL, line_width=1)
        self.y += size * 1.1
        self.center(words, size, Weight.BOLD)
        self.y += size * 0.4

    def sign_place(self, label: str) -> None:
        """A line for a signature."""
        self.y += self.pitch * 0.6
        self.pair(label, "")
        end = self.roll.left + text_width(label, self.body) + 4
        self.sheet.line(end, self.y + 2, self.roll.right, self.y + 2, 0.75, THERMAL)

    def tear(self) -> None:
        """A dashed line across."""
        self.y += self.pitch * 0.65
        self.sheet.line(
            self.roll.left, self.y, self.roll.right, self.y, 0.75, THERMAL, dash=(2, 1.5)
        )

    def foot(self, hall: HallHead, *words: str) -> None:
        """The hall's own footer, then small words; returns nothing, ``y`` is the last line."""
        if hall.footer:
            self.wrapped(hall.footer)
        small = self.body * 0.88
        for text in words:
            for line in wrap(text, self.roll.width, small):
                self.y += small * 1.45
                self.sheet.text(self.roll.left, self.y, line, small, color=THERMAL)
