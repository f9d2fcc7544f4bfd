"""Other places of business (营业网点与代办点, Art. 5(2))."""

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
