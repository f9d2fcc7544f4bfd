"""The embedded font of every paper (嵌入字体), with rare name characters kept readable."""

import logging
import re
import unicodedata
from enum import Enum
from functools import cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont

from hall_desk.assets import resource

from .faults import PaperFault

rl_config.invariant = 1  # the same figures give the same bytes

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_log = logging.getLogger(__name__)

SUBSTITUTE = "〓"
"""Stands where the font has no glyph, so that nothing vanishes unseen."""


class Weight(Enum):
    """The weights papers use; the value is the file they come from."""

    REGULAR = "NotoSansSC-Regular.ttf"
    SEMIBOLD = "NotoSansSC-SemiBold.ttf"
    BOLD = "NotoSansSC-Bold.ttf"


class HallFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose text extracts from the PDF beyond the BMP too.

    ReportLab writes five hex digits there, where a ToUnicode map wants UTF-16.
    """

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        """Embed the subsets, then replace their maps from glyph to text."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        names = [self.getSubsetInternalName(n, doc)[1:] for n in range(len(subsets))]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for name, subset in zip(names, subsets, strict=True):
            base_font = fonts[name].BaseFont
            stream = doc.idToObject[f"toUnicodeCMap:{base_font}"]
            stream.content = to_unicode_map(base_font, subset)


def to_unicode_map(font_name: str, subset: list[int]) -> str:
    """The ToUnicode map of one subset: code → UTF-16BE, at most 100 pairs a block."""
    pairs = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        for code, point in enumerate(subset)
        if point
    ]
    blocks: list[str] = []
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{font_name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


@cache
def font(weight: Weight) -> TTFont:
    """The font of a weight, loaded at the first paper that needs it."""
    path = resource("fonts") / weight.value
    if not path.is_file():
        raise PaperFault(f"缺少字体文件 {weight.value}，无法打印。")
    loaded = HallFont(path.stem, str(path), shapable=False)
    # Read while loading only: 24,000 lists, which every search for garbage would walk.
    loaded.face.glyphToChar = {}
    pdfmetrics.registerFont(loaded)
    return loaded


@cache
def _known(char: str, weight: Weight) -> bool:
    """Whether the weight can draw the character; an invisible mark must be seen, not drawn."""
    return unicodedata.category(char) != "Cf" and ord(char) in font(weight).face.charToGlyph


@cache
def _drawn(char: str, weight: Weight) -> str:
    """What is really drawn for a character: itself, or the substitute."""
    if _known(char, weight):
        return char
    _log.warning("no glyph for U+%04X; printed as %s", ord(char), SUBSTITUTE)
    return SUBSTITUTE


@cache
def advance(char: str, weight: Weight) -> float:
    """The width of one character, in thousandths of the size."""
    width: float = font(weight).face.getCharWidth(ord(_drawn(char, weight)))
    return width


def text_width(text: str, size: float, weight: Weight = Weight.REGULAR) -> float:
    """The width of a cleaned text in points."""
    return sum(advance(char, weight) for char in text) * size / 1000


def drawable(text: str, weight: Weight) -> str:
    """The text as the weight can draw it, a missing character replaced in sight."""
    return "".join(_drawn(char, weight) for char in text)


def missing_characters(text: str) -> tuple[str, ...]:
    """The characters of a text no weight can draw, each once; for a warning at entry."""
    return tuple(dict.fromkeys(c for c in clean(text) if not _known(c, Weight.REGULAR)))


def paragraphs(text: str) -> list[str]:
    """A text cut at its own line breaks; every other control character is left to be refused."""
    return _LINE_BREAK.split(text)


def clean(text: str) -> str:
    """One line of text ready to be drawn; control characters are refused, never dropped.

    Variation selectors only choose between drawings of one character, and the font has one.
    """
    line = " ".join(paragraphs(text)).replace("\t", " ")
    if line.isascii() and line.isprintable():
        return line
    kept: list[str] = []
    for char in line:
        if unicodedata.category(char) in ("Cc", "Cs"):
            raise PaperFault(f"文字中有不能打印的控制字符 U+{ord(char):04X}。")
        if not (0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF):
            kept.append(" " if char == "\xa0" else char)
    return "".join(kept)
