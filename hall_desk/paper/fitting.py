"""Fit text to its place: wrap Chinese by characters, shrink, or end in … (排版)."""

import re
from collections.abc import Iterator

from .fonts import Weight, clean, paragraphs, text_width

# Marks that may not begin a line, and marks that may not end one (避头尾).
_NO_START = frozenset("，。、；：？！）】》〉」』”’〕％％℃…—·・,.;:?!)]}%²³")
_NO_END = frozenset("（【《〈「『“‘〔￥¥([{")
_PIECE = re.compile(r"[A-Za-z0-9@#$&*+_./:=<>~'\"\\|^`-]+|\s|.", re.DOTALL)

ELLIPSIS = "…"


def _atoms(text: str) -> Iterator[str]:
    """Pieces that stay together: a word, a number, a character with its marks."""
    held = ""
    for found in _PIECE.finditer(text):
        piece = found[0]
        joins = piece[0] in _NO_START or (held and held[-1] in _NO_END)
        if held and not joins:
            yield held
            held = ""
        held += piece
    if held:
        yield held


def _broken(atom: str, width: float, size: float, weight: Weight) -> Iterator[str]:
    """Break an atom wider than the line between characters."""
    if text_width(atom, size, weight) <= width:
        yield atom
        return
    part = ""
    for char in atom:
        if part and text_width(part + char, size, weight) > width:
            yield part
            part = ""
        part += char
    yield part


def wrap(text: str, width: float, size: float, weight: Weight = Weight.REGULAR) -> list[str]:
    """The lines of a text in a width; own line breaks are kept; at least one line."""
    lines: list[str] = []
    for paragraph in paragraphs(text):
        lines += _wrap_one(clean(paragraph), width, size, weight)
    return lines


def _wrap_one(text: str, width: float, size: float, weight: Weight) -> list[str]:
    if text_width(text, size, weight) <= width:
        return [text]
    lines, line, used = [], "", 0.0
    for atom in _atoms(text):
        for part in _broken(atom, width, size, weight):
            wide = text_width(part, size, weight)
            if line and used + wide > width:
                lines.append(line.rstrip(" "))
                line, used = "", 0.0
                if part == " ":
                    continue
            line += part
            used += wide
    return [*lines, line.rstrip(" ")] if line.rstrip(" ") or not lines else lines


def shrink(
    text: str, width: float, size: float, least: float, weight: Weight = Weight.REGULAR
) -> float:
    """The largest size, in half points from `size` down to `least`, at which one line fits."""
    line = clean(text)
    while size > least and text_width(line, size, weight) > width:
        size = max(least, size - 0.5)
    return size


def fit_lines(
    text: str, width: float, size: float, least: float, weight: Weight = Weight.REGULAR
) -> tuple[float, list[str]]:
    """Shrink to one line; when even the least size is too wide, wrap at the least size."""
    fitted = shrink(text, width, size, least, weight)
    return fitted, wrap(text, width, fitted, weight)


def fit_block(
    text: str, width: float, height: float, size: float, least: float,
    weight: Weight = Weight.REGULAR, leading: float = 1.3,
) -> tuple[float, list[str]]:  # fmt: skip
    """Shrink until the wrapped lines fit a height; at the least size they all stand anyway."""
    while True:
        lines = wrap(text, width, size, weight)
        if size <= least or len(lines) * size * leading <= height:
            return size, lines
        size = max(least, size - 1)


def ellipsis(text: str, width: float, size: float, weight: Weight = Weight.REGULAR) -> str:
    """One line that ends in … where the rest does not fit; only for what stands elsewhere whole."""
    line = clean(text)
    if text_width(line, size, weight) <= width:
        return line
    while line and text_width(line + ELLIPSIS, size, weight) > width:
        line = line[:-1]
    return line + ELLIPSIS
