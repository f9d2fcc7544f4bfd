"""Heads, label–value cells and places to sign, shared by the papers (抬头、签字处)."""

from hall_desk.domain.papers import HallHead
from hall_desk.domain.signatures import FULL, PAD_RATIO, Strokes

from .fitting import fit_lines
from .fonts import Weight, text_width
from .letterhead import draw_footer
from .mark import draw_mark
from .sheet import Sheet
from .tokens import HAIR, INK, INK2, THICK, VOUCHER_BODY, VOUCHER_TITLE

DOT = " ・ "
_LEAST_TITLE = 11.0


def joined(*parts: str) -> str:
    """Parts set apart by a dot; empty ones leave no gap."""
    return DOT.join(part for part in parts if part).replace("） ・", "）・")


def draw_head(
    sheet: Sheet, hall: HallHead, title: str, under_title: str, *,
    left: float, right: float, top: float, prefix: str = "No.",
) -> float:  # fmt: skip
    """Mark, hall, title and number over a thick rule, the footer below; return the rule's y."""
    wide = draw_mark(sheet, left, top, 23, hall=hall)
    draw_footer(sheet, hall)
    big, titles = fit_lines(title, (right - left) * 0.55, VOUCHER_TITLE, _LEAST_TITLE, Weight.BOLD)
    title_wide = max(text_width(line, big, Weight.BOLD) for line in titles)
    number_left = right - text_width(under_title, 9.5, Weight.SEMIBOLD) - 20
    x = left + wide + 5.5
    room = min(right - title_wide, number_left) - x - 12
    size, names = fit_lines(hall.name, room, 11.5, 8.5, Weight.BOLD)
    y = top + 10
    for name in names:
        sheet.text(x, y, name, size, Weight.BOLD)
        y += size * 1.25
    y += 12.5 - size * 1.25
    repairs = f"报修 {hall.repair_phone}" if hall.repair_phone else ""
    about = joined(hall.code, hall.address, hall.phone, repairs)
    small, lines = fit_lines(about, room, 8, 7)
    for line in lines:
        sheet.text(x, y, line, small, color=INK2)
        y += small * 1.25
    base = top + 15.5
    for line in titles:
        sheet.right(right, base, line, big, Weight.BOLD)
        base += big * 1.2
    base += 14.5 - big * 1.2
    number_at = sheet.right(right, base, under_title, 9.5, Weight.SEMIBOLD)
    sheet.right(number_at - 2.5, base, prefix, 9.5)
    rule = max(top + 41, y - small * 1.25 + 8, base + 11)
    sheet.line(left, rule, right, rule, THICK, INK)
    return rule


def draw_cells(
    sheet: Sheet, cells: list[tuple[str, str]], *,
    left: float, right: float, y: float, columns: int = 3, size: float = VOUCHER_BODY,
) -> float:  # fmt: skip
    """Label–value cells in a grid, row by row; long values shrink, then wrap; return the end."""
    width = (right - left) / columns
    pitch = size * 1.82
    for start in range(0, len(cells), columns):
        deepest = 1
        for n, (label, value) in enumerate(cells[start : start + columns]):
            x = sheet.text(left + n * width, y, label, size, color=INK2) + 2.5
            room = left + (n + 1) * width - x - 8
            fitted, lines = fit_lines(value, room, size, size - 1.5)
            for row, line in enumerate(lines):
                sheet.text(x, y + row * size * 1.35, line, fitted)
            deepest = max(deepest, len(lines))
        y += pitch + (deepest - 1) * size * 1.35
    return y


def draw_sign_place(
    sheet: Sheet, label: str, x: float, y: float, length: float, size: float = VOUCHER_BODY
) -> float:
    """A label and a rule to sign on; return the x where the rule ends."""
    start = sheet.text(x, y, label, size) + 4
    sheet.line(start, y + 2.5, x + length, y + 2.5, HAIR, INK)
    return x + length


def draw_signature(
    sheet: Sheet, strokes: Strokes, x: float, y: float, width: float, height: float
) -> None:
    """The strokes of a customer's screen (客户屏签字) in a box, as wide and high as they fit."""
    wide = min(width, height * PAD_RATIO)
    high = wide / PAD_RATIO
    top = y + (height - high) / 2
    for stroke in strokes:
        points = [(x + px * wide / FULL, top + py * high / FULL) for px, py in stroke]
        if len(points) == 1:
            sheet.disc(*points[0], 0.7, INK)
        else:
            sheet.polyline(points, 1.1, INK)
