"""A signature on the customer's screen (客户屏签字): strokes kept as a vector, never a picture."""

from collections.abc import Iterable, Sequence
from typing import Any

from hall_desk.domain.errors import RuleBroken

Point = tuple[int, int]
Strokes = tuple[tuple[Point, ...], ...]
"""Strokes of points, each in thousandths of the pad's width and height."""

PAD_RATIO = 3
"""How many times as wide as high the pad is, on the screen and on paper."""
FULL = 1000
MOST_STROKES = 80
MOST_POINTS = 2500
LEAST_SPAN = 40
"""A touch that spans less than this is a slip of the finger, no name."""
_CLOSE = 4


def check_strokes(strokes: Iterable[Sequence[Sequence[int]]]) -> Strokes:
    """The strokes as they are kept; refuses an empty pad, a slip, and what is too large."""
    kept = tuple(thinned(tuple((x, y) for x, y in stroke)) for stroke in strokes)
    kept = tuple(stroke for stroke in kept if stroke)
    points = [point for stroke in kept for point in stroke]
    if any(not (0 <= x <= FULL and 0 <= y <= FULL) for x, y in points):
        raise RuleBroken("签字超出签字区，请清除后重签。", field="signature", article="25")
    if _span(points) < LEAST_SPAN:
        raise RuleBroken("还没有签字，请客户在签字区签名。", field="signature", article="25")
    if len(kept) > MOST_STROKES or len(points) > MOST_POINTS:
        raise RuleBroken("签字笔画太多，请清除后重签。", field="signature", article="25")
    return kept


def thinned(stroke: Sequence[Point]) -> tuple[Point, ...]:
    """A stroke without points that stand closer to the last one than the eye can tell."""
    kept: list[Point] = []
    for at, (x, y) in enumerate(stroke):
        last = at == len(stroke) - 1
        near = kept and max(abs(x - kept[-1][0]), abs(y - kept[-1][1])) < _CLOSE
        if not near or (last and (x, y) != kept[-1]):
            kept.append((x, y))
    return tuple(kept)


def read_strokes(value: Any) -> Strokes:
    """The strokes behind their stored lists."""
    return tuple(tuple((int(x), int(y)) for x, y in stroke) for stroke in value)


def _span(points: list[Point]) -> int:
    if not points:
        return 0
    across, down = [x for x, _ in points], [y for _, y in points]
    return max(max(across) - min(across), max(down) - min(down))
