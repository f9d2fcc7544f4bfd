"""The contact ladder (三级联系): area manager, supply station, company, by village or account."""

from dataclasses import dataclass


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


@dataclass(frozen=True, kw_only=True)
class KeyAccount:
    """A large customer's account and its account manager (大客户经理, S1-7)."""

    account_no: str
    name: str
    manager_code: str
