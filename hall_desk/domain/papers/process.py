"""The process sheet (办理过程单): each step with its time, pauses, outcome, gross and net."""

from dataclasses import dataclass

from .head import HallHead


@dataclass(frozen=True, kw_only=True)
class ProcessStep:
    """A step: when it was done, or why it was not."""

    name: str
    at: str  # "09:14:20", "" while open
    skipped: str = ""


@dataclass(frozen=True, kw_only=True)
class ProcessPause:
    """A pause: from, until, why, and whether the net time stood still."""

    since: str
    until: str  # "" while it lasts
    reason: str
    counted: bool


@dataclass(frozen=True, kw_only=True)
class ProcessPaper:
    """How one item was handled, from call to end."""

    hall: HallHead
    number: str
    ticket_number: str
    service: str
    quantity: str
    staff_no: str
    window: int | None
    issued_at: str
    started_at: str
    finished_at: str
    limit: str
    gross: str
    net: str
    kept: str  # 限内, 超时：原因, 不限时
    outcome: str
    outcome_notes: tuple[tuple[str, str], ...]
    origin: str
    steps: tuple[ProcessStep, ...]
    pauses: tuple[ProcessPause, ...]
    printed_at: str
