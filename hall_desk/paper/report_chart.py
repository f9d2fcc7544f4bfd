"""Bars and lines of the daily report (日报图表): hours of the day, shares within the limit."""

from collections.abc import Sequence

from reportlab.lib.colors import Color

from hall_desk.domain.papers import HourFigures

from .fitting import ellipsis, shrink
from .fonts import Weight, text_width
from .sheet import Sheet
from .tokens import BAR, HAIR, INK, INK2, NOTE, PAPER, TABLE, THICK, TRACK

CHART_HEIGHT = 150.0
_DIGIT = 5.2  # the height of a bar's number


def _step(most: int) -> int:
    """The distance of the grid lines: the smallest of 1, 2, 5, 10 … that needs at most four."""
    step = 1
    while most > step * 4:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _minutes(seconds: int | None) -> int | None:
    return None if seconds is None else seconds // 60


def draw_hours(
    sheet: Sheet,
    hours: Sequence[HourFigures],
    left: float,
    right: float,
    y: float,
    *,
    apart: bool = False,
) -> None:
    """Bars are tickets issued, the line is the longest wait in minutes, on one scale.

    Bars of whole days would press the line flat: it has a scale of its own where ``apart``.
    """
    if not hours:
        sheet.text(left, y + 20, "本日没有取号。", TABLE, color=INK2)
        return
    waits = [_minutes(hour.longest_wait_s) for hour in hours]
    longest = max(wait or 0 for wait in waits)
    most = max(1, *(hour.issued for hour in hours), 0 if apart else longest)
    step = _step(most)
    base, top = y + CHART_HEIGHT - 18, y + 38
    unit = (base - top) / max(most, step)
    for value in range(step, most + 1, step):
        sheet.line(left + 17, base - value * unit, right, base - value * unit, HAIR, TRACK)
        sheet.right(left + 12, base - value * unit + 2.5, str(value), NOTE, color=INK2)
    slot = (right - left - 17) / len(hours)
    middles = [left + 17 + (n + 0.5) * slot for n in range(len(hours))]
    widest = max(text_width(hour.label, NOTE) for hour in hours) + 3
    every = max(1, -(-int(widest * 10) // int(slot * 10)))
    for n, (hour, x) in enumerate(zip(hours, middles, strict=True)):
        _draw_bar(sheet, hour, x, base, unit, min(19.0, slot * 0.6), named=n % every == 0)
    sheet.line(left + 17, base, right, base, 0.8, INK)
    rise = (base - top) / max(longest, 1) if apart else unit
    _draw_waits(sheet, waits, middles, base, rise)
    line = [None if wait is None else wait * rise for wait in waits]
    bars = [hour.issued * unit for hour in hours]
    tops = []
    # Of very many bars the table below says the numbers.
    tight = max(text_width(str(hour.issued), NOTE, Weight.SEMIBOLD) for hour in hours) > slot
    for n, x in enumerate(middles):
        if tight:
            tops.append(max(bars[n], line[n] or 0.0))
            continue
        foot = _number_foot(bars[n], line, n, slot)
        if foot is None:
            foot = 3.0
            wide = text_width(str(hours[n].issued), NOTE, Weight.SEMIBOLD) + 2
            sheet.box(x - wide / 2, base - foot - _DIGIT - 1, wide, _DIGIT + 2, fill=BAR)
        sheet.center(x, base - foot, str(hours[n].issued), NOTE, Weight.SEMIBOLD)
        tops.append(max(bars[n], foot + _DIGIT, line[n] or 0.0))
    _draw_peak(sheet, waits, middles, tops, base, left + 17, right)


def _draw_bar(
    sheet: Sheet, hour: HourFigures, x: float, base: float, unit: float, width: float,
    *, named: bool,
) -> None:  # fmt: skip
    height = hour.issued * unit
    if hour.issued:
        sheet.box(x - width / 2, base - height, width, height, fill=BAR)
    if named:
        sheet.center(x, base + 10, hour.label, NOTE, color=INK2)


def _number_foot(bar: float, line: Sequence[float | None], n: int, slot: float) -> float | None:
    """How high a bar's number stands clear of the line: at its foot, below its top, or above."""
    crossed = _crossed(line, n, 7.0 / slot)
    inside: tuple[float, ...] = (3.0, bar - _DIGIT - 2.5) if bar >= _DIGIT + 5.5 else (3.0,)
    for foot in (*inside, max(bar, 0.0) + 2.5):
        if crossed is None or foot - 2.6 > crossed[1] or foot + _DIGIT + 2.6 < crossed[0]:
            return foot
    return None


def _crossed(line: Sequence[float | None], n: int, reach: float) -> tuple[float, float] | None:
    """The lowest and highest the line runs within reach (a share of a slot) of hour n."""
    here = line[n]
    if here is None:
        return None
    heights = [here]
    for beside in (n - 1, n + 1):
        there = line[beside] if 0 <= beside < len(line) else None
        if there is not None:
            heights.append(here + (there - here) * reach)
    return min(heights), max(heights)


def _draw_waits(
    sheet: Sheet, waits: Sequence[int | None], middles: Sequence[float], base: float, unit: float
) -> None:
    stretch: list[tuple[float, float]] = []
    for wait, x in zip([*waits, None], [*middles, 0.0], strict=True):
        if wait is not None:
            stretch.append((x, base - wait * unit))
            continue
        if len(stretch) > 1:
            sheet.polyline(stretch, THICK, INK)
        for px, py in stretch:
            sheet.disc(px, py, 1.8, INK)
        stretch = []


def _draw_peak(
    sheet: Sheet, waits: Sequence[int | None], middles: Sequence[float],
    tops: Sequence[float], base: float, left: float, right: float,
) -> None:  # fmt: skip
    known = [(wait, n) for n, wait in enumerate(waits) if wait is not None]
    if not known:
        return
    longest, n = max(known, key=lambda pair: (pair[0], -pair[1]))
    text = f"最长等候 {longest} 分"
    half = text_width(text, NOTE, Weight.SEMIBOLD) / 2
    x = min(max(middles[n], left + half), right - half)
    # The words stand clear of every bar, number and point they pass over.
    near = max(top for m, top in enumerate(tops) if abs(middles[m] - x) <= half + 12)
    y = base - near - 6
    sheet.box(x - half - 2, y - 6.5, 2 * half + 4, 9, fill=PAPER)
    sheet.center(x, y, text, NOTE, Weight.SEMIBOLD)


def draw_share_bar(
    sheet: Sheet, label: str, value: str, part: int, whole: int, color: Color,
    left: float, right: float, y: float, *, label_width: float = 39.0, bar: float = 50.0,
) -> float:  # fmt: skip
    """A labelled bar filled to part of whole, with its figures on the right."""
    track = left + label_width + 3
    size = shrink(label, label_width, TABLE, 5)
    sheet.text(left, y + 9, ellipsis(label, label_width, size), size)
    width = min(bar, right - track - text_width(value, TABLE, Weight.SEMIBOLD) - 6)
    sheet.box(track, y + 2.4, width, 7.5, fill=TRACK)
    if whole and part:
        sheet.box(track, y + 2.4, width * min(part, whole) / whole, 7.5, fill=color)
    sheet.right(right, y + 9, value, TABLE, Weight.SEMIBOLD)
    return y + 15.5


def draw_axis_note(sheet: Sheet, left: float, y: float, bars: str = "每小时") -> None:
    """What the bars and the line mean."""
    scale = "" if bars == "每小时" else "，另按比例"
    words = f"柱 = {bars}取号数 ・ 线 = {bars.replace('每', '该')}最长等候（分{scale}）"
    sheet.text(left, y, words, NOTE, color=INK2)
