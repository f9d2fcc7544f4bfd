"""Figures (统计): medians, percentiles, shares and the words of an estimate (S1-10)."""

from collections import Counter
from collections.abc import Sequence

LEAST_SAMPLE = 3


def mean(values: Sequence[int]) -> int | None:
    """The mean, rounded to a whole second; None without values."""
    return None if not values else round(sum(values) / len(values))


def median(values: Sequence[int]) -> int | None:
    """The middle value, or the mean of the two middle ones; None without values."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else round((ordered[half - 1] + ordered[half]) / 2)


def percentile(values: Sequence[int], percent: int) -> int | None:
    """The nearest-rank percentile; None without values."""
    if not values:
        return None
    rank = max(1, -(-len(values) * percent // 100))
    return sorted(values)[rank - 1]


def mean_of(spread: Counter[int]) -> int | None:
    """The mean of a histogram, rounded to a whole second; None without values."""
    many = spread.total()
    return round(sum(value * n for value, n in spread.items()) / many) if many else None


def percentile_of(spread: Counter[int], percent: int) -> int | None:
    """The nearest-rank percentile of a histogram: exactly what the single values would give."""
    many = spread.total()
    return _value_at(spread, max(1, -(-many * percent // 100))) if many else None


def median_of(spread: Counter[int]) -> int | None:
    """The middle value of a histogram, or the mean of the two middle ones."""
    many = spread.total()
    if not many:
        return None
    half = many // 2
    if many % 2:
        return _value_at(spread, half + 1)
    return round((_value_at(spread, half) + _value_at(spread, half + 1)) / 2)


def _value_at(spread: Counter[int], rank: int) -> int:
    passed = 0
    for value in sorted(spread):
        passed += spread[value]
        if passed >= rank:
            return value
    raise ValueError(rank)


def estimate_words(estimate: tuple[int, int] | None) -> str:
    """The range as shown, such as 12–20 分 or 2 分以内; a dash without history."""
    if estimate is None:
        return "—"
    low, high = estimate
    return f"{low}–{high} 分" if low else f"{high} 分以内"
