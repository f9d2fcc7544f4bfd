"""What a search for visits (查询来访) shows: rows with masked people, never whole names."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FoundRow:
    """One visit that was found; ``action`` is what can be done with it at once, or empty."""

    key: int
    code: str
    day: str
    state: str
    tone: str
    customer: str
    services: str
    clerk: str
    action: str = ""


@dataclass(frozen=True, kw_only=True)
class FindView:
    """The search: what was asked, what was found, and a sentence when it is nothing."""

    query: str = ""
    rows: tuple[FoundRow, ...] = ()
    words: str = ""
    serial: int = 0
