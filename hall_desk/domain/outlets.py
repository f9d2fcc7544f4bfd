"""Other places of business (营业网点与代办点, Art. 5(2))."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """Another hall or an agent: where it is, when it is open, which kinds it provides."""

    code: str
    name: str
    kind: str
    address: str
    phone: str
    hours: str
    prefixes: str
    enabled: bool

    def provides(self, prefix: str) -> bool:
        """Whether the kind of business is done there."""
        return self.enabled and prefix in self.prefixes

    def provides_all(self, prefixes: str) -> bool:
        """Whether every one of the kinds is done there; of no kind at all nothing is."""
        return bool(prefixes) and all(self.provides(prefix) for prefix in prefixes)


def outlet_words(outlets: Sequence[Outlet]) -> str:
    """Names for a sign; a single one with its address, so that it is found."""
    if len(outlets) == 1:
        (only,) = outlets
        return f"{only.name}（{only.address}）" if only.address else only.name
    return "、".join(outlet.name for outlet in outlets)


def go_to_words(*places: str) -> str:
    """Places to go instead, joined as a sign says them: 3号窗口，或柳溪供电营业厅."""
    return "，或".join(place.strip() for place in places if place.strip())
