"""Figures (统计): medians, percentiles, shares and the waiting-time estimate (S1-10)."""

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


def estimate_minutes(ahead: int, handled_s: Sequence[int], windows: int) -> tuple[int, int] | None:
    """People ahead × median ÷ open windows, as a range of minutes; None without history."""
    middle = median(handled_s)
    if middle is None or len(handled_s) < LEAST_SAMPLE or windows < 1:
        return None
    seconds = (ahead or 1) * middle / windows
    low = max(1, int(seconds * 0.75 / 60))
    return low, max(low + 1, -(-int(seconds * 1.25) // 60))


def estimate_words(estimate: tuple[int, int] | None) -> str:
    """The range as shown, such as 12–20 分; a dash without history."""
    return "—" if estimate is None else f"{estimate[0]}–{estimate[1]} 分"
