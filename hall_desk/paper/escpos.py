"""The words of a receipt printer (ESC/POS): dots in bands, the cut, the drawer, its state."""

from collections.abc import Iterator
from dataclasses import dataclass

from .raster import Raster

RESET = b"\x1b@"
FEED = b"\x1bd\x04"
CUT = b"\x1dVB\x00"
KICK = b"\x1bp\x00\x19\xfa"
ASK_PRINTER, ASK_CAUSE, ASK_PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"
ASK_DONE = b"\x1dr\x01"
"""Answered only when everything before it is worked off: the paper is out."""

BAND = 128
"""Rows sent at a time, so that the smallest buffers take them."""

NO_PAPER = "打印机缺纸：请装纸、合上盖。"
COVER = "打印机盖开着：请合上盖。"
OFFLINE = "打印机脱机：请看它的灯，按一下进纸键或重新开机。"
JAMMED = "打印机报错：请检查切刀和卡纸，再重新开机。"


def bands(raster: Raster) -> Iterator[bytes]:
    """The dots as GS v 0 commands, some rows each."""
    for top in range(0, raster.height, BAND):
        rows = min(BAND, raster.height - top)
        head = b"\x1dv0\x00" + raster.stride.to_bytes(2, "little") + rows.to_bytes(2, "little")
        yield head + raster.rows[top * raster.stride : (top + rows) * raster.stride]


def is_done(byte: int) -> bool:
    """Whether a byte is the answer to ``ASK_DONE``, and not a late one to a question before it."""
    return byte & 0x90 == 0


@dataclass(frozen=True, kw_only=True)
class State:
    """What the printer says of itself; ``fault`` is empty while it is well."""

    fault: str = ""


def is_answer(byte: int) -> bool:
    """Whether a byte is the answer to DLE EOT: some of its bits never change."""
    return byte & 0x93 == 0x12


def read_state(printer: int, cause: int | None, paper: int | None) -> State:
    """The three answers put into one sentence, the most helpful first."""
    if (paper is not None and paper & 0x60) or (cause is not None and cause & 0x20):
        return State(fault=NO_PAPER)
    if cause is not None and cause & 0x04:
        return State(fault=COVER)
    if cause is not None and cause & 0x40:
        return State(fault=JAMMED)
    return State(fault=OFFLINE if printer & 0x08 else "")
