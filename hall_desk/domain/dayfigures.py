"""Figures of a business date in the one form that days are added in (日数, 月数, 期间数).

Every figure is a count, a sum in fen, the highest of a kind, a histogram of whole seconds or a
range of numbers. Days are added without loss: a month says what its tickets would say one by one.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

VERSION = 2
"""Rises when a figure changes its meaning; stored figures of another version are made anew."""


@dataclass(kw_only=True)
class Figures:
    """Figures of some business dates; names are paths such as ``tender/CASH/fen``.

    ``times`` holds histograms: how many took that many whole seconds. ``ranges`` holds first
    number, last number and how many of a series. ``lists`` holds what is named one by one.
    """

    counts: Counter[str] = field(default_factory=Counter)
    highest: dict[str, int] = field(default_factory=dict)
    times: dict[str, Counter[int]] = field(default_factory=dict)
    ranges: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    lists: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, name: str, value: int = 1) -> None:
        """One more, or so many more."""
        self.counts[name] += value

    def rise(self, name: str, value: int) -> None:
        """Keeps the highest."""
        self.highest[name] = max(value, self.highest.get(name, value))

    def time(self, name: str, seconds: int) -> None:
        """One more that took that long."""
        self.times.setdefault(name, Counter())[seconds] += 1

    def number(self, name: str, number: int) -> None:
        """One more number of a series."""
        first, last, many = self.ranges.get(name, (number, number, 0))
        self.ranges[name] = (min(first, number), max(last, number), many + 1)

    def say(self, name: str, value: Any) -> None:
        """One more that is named."""
        self.lists.setdefault(name, []).append(value)

    def told(self) -> dict[str, Any]:
        """As JSON keeps it; a histogram as its seconds in order, each as often as it was."""
        return {
            "counts": {name: n for name, n in self.counts.items() if n},
            "highest": self.highest,
            "times": {name: sorted(h.elements()) for name, h in self.times.items()},
            "ranges": {name: list(span) for name, span in self.ranges.items()},
            "lists": self.lists,
        }

    def take(self, told: dict[str, Any]) -> None:
        """Adds the figures of another day, as JSON kept them."""
        for name, n in told["counts"].items():
            self.counts[name] += n
        for name, value in told["highest"].items():
            self.rise(name, value)
        for name, seconds in told["times"].items():
            self.times.setdefault(name, Counter()).update(seconds)
        for name, (first, last, many) in told["ranges"].items():
            mine = self.ranges.get(name, (first, last, 0))
            span = (min(first, mine[0]), max(last, mine[1]), mine[2] + many)
            self.ranges[name] = span
        for name, values in told["lists"].items():
            self.lists.setdefault(name, []).extend(values)

    def under(self, head: str) -> dict[str, int]:
        """The counts below a path, by what is left of their names; what came to nothing is not kept
        and not told, so that a report made anew has the lines of a stored one.
        """
        return {
            name[len(head) + 1 :]: n
            for name, n in self.counts.items()
            if n and name.startswith(f"{head}/")
        }

    def spread(self, names: Iterable[str]) -> Counter[int]:
        """Several histograms as one."""
        whole: Counter[int] = Counter()
        for name in names:
            for seconds, n in self.times.get(name, Counter()).items():
                whole[seconds] += n
        return whole


def gaps(span: tuple[int, int, int] | None) -> int:
    """How many numbers of a series are missing between its first and its last."""
    return 0 if span is None else span[1] - span[0] + 1 - span[2]
