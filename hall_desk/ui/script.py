"""Text in any script (任何文字): shaped and ordered by Qt with the system's fonts, or refused."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QPainter,
    QPainterPath,
    QRawFont,
    QTextLayout,
    QTextOption,
)

from hall_desk.domain.papers import Outline
from hall_desk.domain.papers.window_sign import Stroke
from hall_desk.ui.theme import Theme

_MARKS = frozenset({"Cf", "Zs", "Mn"})
_MOVE, _LINE, _CURVE = (
    QPainterPath.ElementType.MoveToElement,
    QPainterPath.ElementType.LineToElement,
    QPainterPath.ElementType.CurveToElement,
)


def script_font(text: str, font: QFont) -> QFont:
    """The font itself, or the system's own for a script of which it has but some letters."""
    raw = QRawFont.fromFont(font)
    if all(raw.supportsCharacter(ord(letter)) for letter in text if not letter.isspace()):
        return font
    other = QFont(font)
    other.setFamilies([QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()])
    return other


def missing_letters(text: str, font: QFont) -> str:
    """The letters for which neither the program's font nor the system has a glyph."""
    letters = dict.fromkeys(c for c in text if unicodedata.category(c) not in _MARKS)
    return "".join(letter for letter in letters if not _has_glyph(letter, font))


def draw_line(
    painter: QPainter, rect: QRectF, text: str, font: QFont, color: QColor, *, rtl: bool
) -> None:
    """Draw one line from the side its script begins at, smaller where it would not fit."""
    layout = _fitted(text, script_font(text, font), rect, rtl=rtl)
    line = layout.lineAt(0)
    wide = line.naturalTextWidth()
    left = rect.right() - wide if rtl else rect.left()
    # The line fills the whole width, so an RTL line already stands at its right edge.
    left -= line.naturalTextRect().left()
    top = rect.center().y() - line.height() / 2
    painter.setPen(color)
    layout.draw(painter, QPointF(left, top))


def outline_of(text: str, font: QFont, *, rtl: bool) -> Outline | None:
    """The line as filled curves for the printer; None when a letter has no glyph anywhere."""
    if not text or missing_letters(text, font):
        return None
    layout = _laid_out(text, script_font(text, font), 1e6, rtl=rtl)
    line = layout.lineAt(0)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for run in layout.glyphRuns():
        raw = run.rawFont()
        for index, place in zip(run.glyphIndexes(), run.positions(), strict=True):
            path.addPath(raw.pathForGlyph(index).translated(place))
    box = path.boundingRect()
    height = line.height()
    path.translate(-box.left(), -line.y())
    return Outline(width=box.width(), height=height, strokes=_strokes(path))


def shaper(theme: Theme) -> Callable[[str, bool], Outline | None]:
    """What shapes a line for the printer with the letters of the signs; remembers the last one."""
    font = theme.font("display.clock", 600)
    font.setPixelSize(200)
    return lru_cache(maxsize=8)(lambda text, rtl: outline_of(text, font, rtl=rtl))


def _strokes(path: QPainterPath) -> tuple[Stroke, ...]:
    strokes: list[Stroke] = []
    at, count = 0, path.elementCount()
    while at < count:
        element = path.elementAt(at)
        if element.type == _CURVE:
            points = [path.elementAt(at + n) for n in range(3)]
            strokes.append(("C", tuple(v for p in points for v in (p.x, p.y))))
            at += 3
            continue
        if element.type == _MOVE and strokes:
            strokes.append(("Z", ()))
        strokes.append(("M" if element.type == _MOVE else "L", (element.x, element.y)))
        at += 1
    return (*strokes, ("Z", ())) if strokes else ()


def _fitted(text: str, font: QFont, rect: QRectF, *, rtl: bool) -> QTextLayout:
    layout = _laid_out(text, font, 1e6, rtl=rtl)
    wide = layout.lineAt(0).naturalTextWidth()
    if wide > rect.width() > 0:
        font = QFont(font)
        font.setPixelSize(max(int(font.pixelSize() * rect.width() / wide), 8))
    return _laid_out(text, font, rect.width(), rtl=rtl)


def _laid_out(text: str, font: QFont, width: float, *, rtl: bool) -> QTextLayout:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    # Left in both directions: where the line goes is up to whoever draws it.
    option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    way = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    option.setTextDirection(way)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    return layout


def _has_glyph(letter: str, font: QFont) -> bool:
    runs = _laid_out(letter, font, 1e6, rtl=False).glyphRuns()
    return bool(runs) and all(index for run in runs for index in run.glyphIndexes())
