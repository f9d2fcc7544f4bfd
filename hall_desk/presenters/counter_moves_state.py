"""What a counter shows of outcomes, holds and skipped steps, as frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class HeldLine:
    """A held customer (挂起): number, why, since when, whose window."""

    ticket_id: int
    code: str
    reason: str
    note: str
    since: str
    place: str


@dataclass(frozen=True, kw_only=True)
class DeskChoice:
    """A desk of the directory to refer to; ``why`` says why it cannot be chosen."""

    code: str
    name: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class OutcomeView:
    """办理结果 of the item in hand: what can be chosen, what the choice still needs."""

    title: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    hint: str = ""
    desks: tuple[DeskChoice, ...] = ()
    desk: str = ""
    desk_note: str = ""
    referral: tuple[str, str, str, str] = ("", "", "", "")
    basis: str = ""
    explanation: str = ""
    alternative: str = ""
    customer_name: str = ""
    phone: str = ""
    rest: int = 0
    whole_visit: bool = True
    field: str = ""
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class SplitView:
    """拆分: how many pieces there are, how many go."""

    title: str = ""
    most: int = 0
    unit: str = "件"
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class SkipView:
    """略过步骤: which steps were not done, and the reasons to choose from."""

    title: str = ""
    missed: str = ""
    reasons: tuple[tuple[str, str], ...] = ()
    error: str = ""
