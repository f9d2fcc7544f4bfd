"""The till (钱箱): a clerk's cash of a day, from the float to the count; amounts in fen."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hall_desk.domain.tickets import StaffNo, WindowNo


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """So many notes or coins of one value in fen."""

    value_fen: int
    count: int


@dataclass(frozen=True, kw_only=True)
class TillHandover:
    """Cash handed from one clerk to the next (交接); counted by both, never overwritten."""

    id: int
    business_date: date
    window_no: WindowNo
    from_staff: StaffNo
    to_staff: StaffNo
    amount_fen: int
    pieces: tuple[Pieces, ...]
    handed_at: datetime
    taken_at: datetime | None
    refused_at: datetime | None
    refused_reason: str


class BagState(StrEnum):
    """Where the money of a bag is."""

    SAFE = "safe"
    BANKED = "banked"


@dataclass(frozen=True, kw_only=True)
class BankBag:
    """Cash taken out of a till for the bank (解款).

    After the bank's last run it lies in the safe over night: its business date and its deposit
    date are kept apart.
    """

    id: int
    business_date: date
    number: int
    window_no: WindowNo | None
    staff_no: StaffNo
    amount_fen: int
    taken_out_at: datetime
    state: BagState
    deposit_date: date | None
    slip_no: str
    banked_by: str
    banked_at: datetime | None

    @property
    def code(self) -> str:
        """Such as JK-20260312-02."""
        return f"JK-{self.business_date:%Y%m%d}-{self.number:02d}"


@dataclass(frozen=True, kw_only=True)
class TerminalTotal:
    """What a terminal's slip says of one method, beside what the program knows; in fen."""

    method: str
    slips_fen: int
    expected_fen: int


@dataclass(frozen=True, kw_only=True)
class TillCount:
    """A blind count (盲点) at the end of a shift; a later count is a new record.

    Expected = float + cash in − cash refunds − bags − handed over + taken over. A difference
    (长款/短款) has a reason and a manager the same day.
    """

    id: int
    business_date: date
    window_no: WindowNo | None
    staff_no: StaffNo
    pieces: tuple[Pieces, ...]
    counted_fen: int
    expected_fen: int
    difference_fen: int
    terminals: tuple[TerminalTotal, ...]
    reason: str
    approved_by: str
    counted_at: datetime


@dataclass(frozen=True, kw_only=True)
class ClosingRecord:
    """The closing record (日结单, Z) of a day: its number only rises; amounts in fen.

    ``content`` is what is printed: first and last voucher of each series, counts, sums by method,
    voids and refunds. ``perpetual_fen`` is the net sum of all days.
    """

    number: int
    business_date: date
    content: dict[str, object]
    net_fen: int
    perpetual_fen: int
    head_n: int
    head_hash: str
    closed_by: StaffNo
    closed_at: datetime
    reprints: int

    @property
    def code(self) -> str:
        """Such as Z-000128."""
        return f"Z-{self.number:06d}"
