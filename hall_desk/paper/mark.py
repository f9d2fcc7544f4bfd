"""The mark (标识): a half disc over a counter bar in a rounded square."""

from reportlab.lib.colors import Color

from hall_desk.domain.papers import HallHead

from .letterhead import draw_logo
from .sheet import Sheet
from .tokens import BAR_STRONG, PAPER


def draw_mark(
    sheet: Sheet, x: float, y: float, side: float, ground: Color = BAR_STRONG,
    *, hall: HallHead | None = None,
) -> float:  # fmt: skip
    """The hall's logo, else the solid mark, its top left corner at (x, y); return its width."""
    width = draw_logo(sheet, hall, x, y, side)
    if width:
        return width
    sheet.box(x, y, side, side, radius=side * 0.2, fill=ground)
    _figure(sheet, x, y, side, PAPER)
    return side


def draw_outlined_mark(
    sheet: Sheet, x: float, y: float, side: float, ink: Color, *, hall: HallHead | None = None
) -> None:
    """The logo, else the mark in outline, for thermal paper and signs."""
    if draw_logo(sheet, hall, x, y, side, thermal=True):
        return
    stroke = side * 0.06
    inner = side - stroke
    sheet.box(
        x + stroke / 2, y + stroke / 2, inner, inner,
        radius=side * 0.2, stroke=ink, line_width=stroke,
    )  # fmt: skip
    _figure(sheet, x, y, side, ink)


def _figure(sheet: Sheet, x: float, y: float, side: float, ink: Color) -> None:
    sheet.half_disc(x + side / 2, y + side * 0.555, side * 0.24, ink)
    sheet.box(
        x + side * 0.19, y + side * 0.64, side * 0.62, side * 0.1,
        radius=side * 0.04, fill=ink,
    )  # fmt: skip
