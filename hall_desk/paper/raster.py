"""Pages as dots (栅格): a PDF drawn at 203 dpi in black and white, or in colour for a screen."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .faults import PaperFault

DOTS_PER_MM = 8
_POINT_MM = 25.4 / 72
_BLACK = 168
"""Thin strokes of small type stay whole: heat spreads less than ink."""

# PDFium serves one caller at a time; it is loaded with the first paper, on the worker.
_LOCK = threading.RLock()


@dataclass(frozen=True, kw_only=True)
class Raster:
    """One bit a dot, black is 1, eight dots a byte, rows from the top."""

    width: int
    height: int
    rows: bytes

    @property
    def stride(self) -> int:
        """The bytes of one row."""
        return self.width // 8


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One page for the screen, four bytes a dot: blue, green, red, unused."""

    width: int
    height: int
    stride: int
    pixels: bytes


def rasterise(pdf: bytes, dots: int) -> Raster:
    """Every page below the other, ``dots`` wide.

    A page as wide as a roll is drawn dot for dot and loses the margins the head cannot reach;
    a larger page is turned when it lies, and made to fit.
    """
    with _LOCK, _opened(pdf) as pages:
        strips = [_strip(page, dots) for page in pages]
    rows = b"".join(strip.rows for strip in strips)
    return Raster(width=dots, height=len(rows) // (dots // 8), rows=rows)


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page, in points."""
    with _LOCK, _opened(pdf) as pages:
        return tuple(page.get_size() for page in pages)


def picture(pdf: bytes, page: int, pixels_per_point: float) -> Picture:
    """One page in colour, at the size the screen asks for."""
    with _LOCK, _opened(pdf) as pages:
        for at, each in enumerate(pages):
            if at == page:
                bitmap = each.render(scale=pixels_per_point, rev_byteorder=False, prefer_bgrx=True)
                return Picture(
                    width=bitmap.width,
                    height=bitmap.height,
                    stride=bitmap.stride,
                    pixels=bytes(bitmap.buffer),
                )
    raise PaperFault("没有这一页。")


class _opened:  # noqa: N801 - used as a function
    """The pages of a document, closed again whatever happens."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf

    def __enter__(self) -> Iterator[Any]:
        import pypdfium2

        try:
            self._document = pypdfium2.PdfDocument(self._pdf)
        except pypdfium2.PdfiumError as fault:
            raise PaperFault("单据文件已损坏，不能打印，请重新打印一份。") from fault
        return iter(self._document)

    def __exit__(self, *exc: object) -> None:
        self._document.close()


def _strip(page: Any, dots: int) -> Raster:
    wide, high = (side * _POINT_MM * DOTS_PER_MM for side in page.get_size())
    if wide <= dots * 1.25:
        return _packed(page, 1.0, dots, 0)
    turned = 90 if wide > high else 0
    return _packed(page, dots / (high if turned else wide), dots, turned)


def _packed(page: Any, fit: float, dots: int, turned: int) -> Raster:
    """Grey is made black or white; what is wider than the head is cut at both sides alike."""
    scale = _POINT_MM * DOTS_PER_MM * fit
    bitmap = page.render(scale=scale, rotation=turned, grayscale=True, draw_annots=False)
    over = bitmap.width - dots
    source = bytes(bitmap.buffer)
    rows = bytearray()
    for top in range(0, bitmap.stride * bitmap.height, bitmap.stride):
        line = source[top : top + bitmap.width]
        if over >= 0:
            line = line[over // 2 : over // 2 + dots]
        else:
            left = -over // 2
            line = (b"\xff" * left + line).ljust(dots, b"\xff")
        rows += _bits(line)
    return Raster(width=dots, height=bitmap.height, rows=bytes(rows))


_DARK = bytes(ord("1") if grey < _BLACK else ord("0") for grey in range(256))


def _bits(line: bytes) -> bytes:
    """Eight greys a byte: read as one long binary number, which C does at once."""
    return int(line.translate(_DARK), 2).to_bytes(len(line) // 8, "big")
