"""The printable window sign (窗口受理标识), Art. 12(5)."""

from dataclasses import dataclass, field

from .head import HallHead, Hotlines

Stroke = tuple[str, tuple[float, ...]]


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A line of text already shaped and ordered, as filled curves; y runs down from its top.

    ``strokes`` are M, L, C and Z as in SVG, in units of which the line is ``height`` high.
    """

    width: float
    height: float
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, kw_only=True)
class WindowSignPaper:
    """What stands on the sign: number, name, kinds, in Chinese, English and a third language."""

    hall: HallHead
    number: int
    name: str
    kinds: str
    name_en: str
    third: str = ""
    rtl: bool = False
    outline: Outline | None = None
    hotlines: Hotlines = field(default_factory=Hotlines)
