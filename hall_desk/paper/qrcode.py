"""A QR code on paper (二维码), with its quiet zone, drawn row by row."""

from itertools import groupby

from hall_desk.qr import QUIET, modules

from .sheet import Sheet
from .tokens import THERMAL


def draw_qr(sheet: Sheet, x: float, y: float, side: float, text: str, dot: float = 0) -> None:
    """The code of a text in a square from its top left corner, quiet zone included.

    With ``dot`` every module is whole dots of a thermal head, so that none is wider than another.
    """
    rows = modules(text)
    count = len(rows) + 2 * QUIET
    step = side / count
    if dot:
        step = max(1, int(step / dot + 0.001)) * dot
        rest = (side - step * count) / 2
        x, y = (round((place + rest) / dot) * dot for place in (x, y))
    places = []
    for line, row in enumerate(rows):
        at = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                left, top = x + (at + QUIET) * step, y + (line + QUIET) * step
                # A hair more than a module, so that no white line shows between rows.
                places.append((left, top, length * step, step + 0.05))
            at += length
    sheet.boxes(places, THERMAL)
