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


def outlet_words(outlets: Sequence[Outlet], *, alone: bool = True) -> str:
    """Names for a sign; a single one that stands ``alone`` with its address."""
    if alone and len(outlets) == 1:
        (only,) = outlets
        return f"{only.name}（{only.address}）" if only.address else only.name
    return "、".join(outlet.name for outlet in outlets)


def go_to_words(words: str, outlets: Sequence[Outlet] = ()) -> str:
    """Where to go instead, as a sign says it: 3号窗口，或柳溪供电营业厅."""
    places = (words.strip(), outlet_words(outlets, alone=not words.strip()))
    return "，或".join(place for place in places if place)


def keeps_number(go_to: str) -> str:
    """What a sign adds of the ticket: only this hall's windows know its numbers."""
    if "窗口" not in go_to:
        return ""
    return "到窗口保留原号" if "，或" in go_to else "保留原号，不必重新取号"
