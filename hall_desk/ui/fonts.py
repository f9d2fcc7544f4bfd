"""The screen fonts (字体): three weights of one family, and one fallback of our own."""

import struct

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontDatabase

from hall_desk import assets

FAMILY = "Noto Sans SC"
FALLBACK = "Noto Hall HD"
_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-SemiBold.ttf", "NotoSansSC-Bold.ttf")
_loaded: list[int] = []


def load() -> None:
    """Add the fonts to the running program once; a broken font file raises RuntimeError."""
    if _loaded:
        return
    for name in _FILES:
        _keep(QFontDatabase.addApplicationFont(str(assets.resource(f"fonts/{name}"))), name)
    bold = assets.resource("fonts/NotoSansSC-Bold.ttf").read_bytes()
    data = QByteArray(renamed(bold, FAMILY, FALLBACK))
    _keep(QFontDatabase.addApplicationFontFromData(data), FALLBACK)


def families() -> list[str]:
    """Return the families to ask for, in order.

    The SemiBold file covers common characters only, and Qt never looks for a missing glyph in
    another weight of the same family: rare name characters would fall to a foreign font or to
    an empty box. The Bold file is therefore there a second time under a name of our own.
    """
    return [FAMILY, FALLBACK]


def renamed(font: bytes, old: str, new: str) -> bytes:
    """Return a TrueType file whose family name is changed to one of the same length."""
    if len(old) != len(new):
        raise ValueError("a family name can only be replaced by one of the same length")
    data = bytearray(font)
    (tables,) = struct.unpack_from(">H", data, 4)
    for index in range(tables):
        tag, _, start, length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if tag == b"name":
            part = bytes(data[start : start + length])
            for before, after in ((old, new), (old.replace(" ", ""), new.replace(" ", ""))):
                part = part.replace(before.encode("utf-16-be"), after.encode("utf-16-be"))
            data[start : start + length] = part
    return bytes(data)


def _keep(font_id: int, name: str) -> None:
    if font_id < 0:
        raise RuntimeError(f"font {name} could not be loaded")
    _loaded.append(font_id)
