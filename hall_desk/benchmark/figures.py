"""A measured figure and its bound, and how two variants are measured side by side."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line: a name, what was measured, and the bound (at most, or at least)."""

    name: str
    value: float
    bound: float
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the value keeps the bound."""
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def __str__(self) -> str:
        return f"{self.name} {self.value:.2f} {self.bound:.2f}"


def seconds_of(work: Callable[[], object]) -> float:
    """How long the work takes, in seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def median_ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """The median over the rounds of one variant's time divided by the other's."""
    return statistics.median(one / other for one, other in zip(over, under, strict=True))
