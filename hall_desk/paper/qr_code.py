"""QR codes on paper (二维码): dark modules drawn as rows, light ones left white."""

from itertools import groupby

from hall_desk.qr import modules

from .sheet import Sheet
from .tokens import THERMAL


def draw_qr(sheet: Sheet, x: float, y: float, size: float, text: str) -> None:
    """Draw the code of a text into a square; the quiet zone is the paper around it."""
    rows = modules(text)
    step = size / len(rows)
    for down, row in enumerate(rows):
        at = 0
        for dark, run in groupby(row):
            wide = len(list(run))
            if dark:
                sheet.box(x + at * step, y + down * step, wide * step, step, fill=THERMAL)
            at += wide
