"""The contact ladder (三级联系): area manager, supply station, company, by village or account."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hall_desk.domain.contacts import DirectoryEntry

LEVELS = {1: "台区经理", 2: "供电所", 3: "供电公司"}
"""The three rungs in the order a customer climbs them."""
HOTLINES = (4, 5)
"""95598, and 12398 which is shown beside it."""
TRIED = (*LEVELS.values(), "95598")
"""Whom a customer may have tried before the hall (S2-2)."""
_LEAST_DIGITS = 3


@dataclass(frozen=True, kw_only=True)
class Area:
    """A transformer area (台区): its villages, its account numbers, and its three rungs.

    The codes name directory entries; an empty one is a gap that is warned about (S2-1).
    """

    code: str
    name: str
    villages: tuple[str, ...]
    account_prefixes: tuple[str, ...]
    manager_code: str
    station_code: str
    company_code: str
    enabled: bool = True

    @property
    def rung_codes(self) -> tuple[str, str, str]:
        """The directory codes from the first rung to the third."""
        return self.manager_code, self.station_code, self.company_code

    def holds_account(self, account_no: str) -> bool:
        """Whether an account number belongs to the area."""
        return any(account_no.startswith(prefix) for prefix in self.account_prefixes if prefix)

    def named_in(self, words: str) -> bool:
        """Whether an address names the area or one of its villages."""
        return any(name in words for name in (self.name, *self.villages) if name)


@dataclass(frozen=True, kw_only=True)
class KeyAccount:
    """A large customer's account and its account manager (大客户经理, S1-7)."""

    account_no: str
    name: str
    manager_code: str
    enabled: bool = True


@dataclass(frozen=True, kw_only=True)
class LadderRung:
    """One rung of an area: level 1 to 3, and who is there; None is a gap."""

    level: int
    entry: DirectoryEntry | None

    @property
    def title(self) -> str:
        """台区经理, 供电所 or 供电公司."""
        return LEVELS[self.level]

    @property
    def is_gap(self) -> bool:
        """Whether nobody can be reached here: no entry, switched off, or without a phone."""
        entry = self.entry
        return entry is None or not entry.enabled or not (entry.phone.strip() and entry.person)


def rungs_of(area: Area, entries: Mapping[str, DirectoryEntry]) -> tuple[LadderRung, ...]:
    """The three rungs of an area in order, gaps too (S2-1)."""
    return tuple(
        LadderRung(level=level, entry=entries.get(code))
        for level, code in zip(LEVELS, area.rung_codes, strict=True)
    )


def next_above(rungs: tuple[LadderRung, ...], level: int) -> LadderRung | None:
    """The rung to turn to where one is missing."""
    return next((rung for rung in rungs if rung.level > level and not rung.is_gap), None)


def area_of(areas: Iterable[Area], *, account_no: str = "", address: str = "") -> Area | None:
    """The area of a customer: by account number first, then by the village in the address.

    The longest matching account prefix wins; an address that names several areas names none.
    """
    running = [area for area in areas if area.enabled]
    digits = account_no.strip()
    if digits:
        found = [
            (len(prefix), area)
            for area in running
            for prefix in area.account_prefixes
            if prefix and digits.startswith(prefix)
        ]
        if found:
            return max(found, key=lambda pair: pair[0])[1]
    named = [area for area in running if area.named_in(address)] if address.strip() else []
    exact = [area for area in named if area.name in address]
    if len(exact) == 1:
        return exact[0]
    return named[0] if len(named) == 1 else None


def rank(area: Area, query: str, *, initials: Mapping[str, str], people: str = "") -> int | None:
    """How well words, an account number (or its beginning), or initials mean the area.

    0 where the area or a village begins so, 1 where one of them or a person holds it, None where
    nothing fits. ``initials`` gives the first letters of each name; ``people`` are one a line.
    """
    wanted = "".join(query.split()).lower()
    if not wanted:
        return 0
    if wanted.isdecimal():
        return 0 if _has_account(area, wanted) else None
    places = _words((area.name, *area.villages), initials)
    if any(word.startswith(wanted) for word in places):
        return 0
    words = (*places, *_words(tuple(people.split("\n")), initials))
    return 1 if any(wanted in word for word in words) else None


def _words(names: tuple[str, ...], initials: Mapping[str, str]) -> tuple[str, ...]:
    found = (word for name in names for word in (name, initials.get(name, "")))
    return tuple(word.lower() for word in found if word)


def _has_account(area: Area, digits: str) -> bool:
    if area.holds_account(digits):
        return True
    typed_in_part = len(digits) >= _LEAST_DIGITS
    return typed_in_part and any(prefix.startswith(digits) for prefix in area.account_prefixes)
