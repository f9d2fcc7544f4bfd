"""What a closing record (日结单) says, as it is printed and kept; amounts in fen."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class ClosedSeries:
    """The vouchers of one series on a day; ``sum_fen`` counts the void ones too."""

    series: str
    words: str
    first: str
    last: str
    count: int
    sum_fen: int
    void_fen: int
    voids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClosedRefunds:
    """The refunds of a day."""

    first: str = ""
    last: str = ""
    count: int = 0
    sum_fen: int = 0


@dataclass(frozen=True, kw_only=True)
class ClosedMethod:
    """What came in and went back by one way to pay; void vouchers are not in it."""

    method: str
    words: str
    count: int
    taken_fen: int
    refunded_fen: int


@dataclass(frozen=True, kw_only=True)
class ClosedTill:
    """A clerk's till as it was last counted; ``moved_fen`` is taken over less handed over."""

    staff_no: str
    name: str
    float_fen: int
    cash_fen: int
    refunded_fen: int
    bagged_fen: int
    moved_fen: int
    expected_fen: int
    counted_fen: int
    difference_fen: int
    terminal_fen: int
    reason: str
    approved_by: str
    counts: int


@dataclass(frozen=True, kw_only=True)
class ClosingContent:
    """The whole record of a day, before its check code."""

    code: str
    hall: str
    business_date: date
    opened_at: datetime | None
    closed_at: datetime
    closed_by: str
    closed_by_name: str
    series: tuple[ClosedSeries, ...]
    refunds: ClosedRefunds
    methods: tuple[ClosedMethod, ...]
    taken_fen: int
    refunded_fen: int
    net_fen: int
    perpetual_fen: int
    tills: tuple[ClosedTill, ...]
    bags: tuple[tuple[str, int, str], ...]
    in_safe_fen: int
    head_n: int
    head_hash: str
