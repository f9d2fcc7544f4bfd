"""The till (钱箱): a clerk's cash of a day, from the float to the count; amounts in fen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.money import format_fen
from hall_desk.domain.payments import CASH, MOST_FEN, NOTES_FEN
from hall_desk.domain.tickets import StaffNo, WindowNo

MOST_PIECES = 99_999


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """So many notes or coins of one value in fen."""

    value_fen: int
    count: int

    @property
    def amount_fen(self) -> int:
        """What they come to."""
        return self.value_fen * self.count


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

    @property
    def is_pending(self) -> bool:
        """Whether the taker has neither taken nor refused it."""
        return self.taken_at is None and self.refused_at is None


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

    @property
    def difference_fen(self) -> int:
        """More on the slips than the program knows is above zero."""
        return self.slips_fen - self.expected_fen


@dataclass(frozen=True, kw_only=True)
class TillSums:
    """What moved a clerk's till on a day, in fen; it changes with every movement.

    ``by_method`` is what is left of each way to pay, cash too, after voids and refunds.
    """

    floats: int = 0
    float_fen: int = 0
    cash_fen: int = 0
    refunded_fen: int = 0
    bagged_fen: int = 0
    handed_fen: int = 0
    taken_fen: int = 0
    vouchers: int = 0
    voids: int = 0
    refunds: int = 0
    by_method: Mapping[str, int] = field(default_factory=dict)

    @property
    def expected_fen(self) -> int:
        """The cash that has to be there (应存): void vouchers gave theirs back the same day."""
        came = self.float_fen + self.cash_fen + self.taken_fen
        return came - self.refunded_fen - self.bagged_fen - self.handed_fen

    @property
    def cash_moved(self) -> bool:
        """Whether any cash came or went since the float was counted."""
        moved = (self.cash_fen, self.refunded_fen, self.bagged_fen, self.handed_fen, self.taken_fen)
        return any(moved)

    @property
    def others(self) -> dict[str, int]:
        """What the terminals' slips have to say, by method."""
        return {name: fen for name, fen in self.by_method.items() if name != CASH and fen}


@dataclass(frozen=True, kw_only=True)
class TillCount:
    """A blind count (盲点) at the end of a shift; a later count is a new record.

    Expected = float + cash in − cash refunds − bags − handed over + taken over. A difference
    (长款/短款) stands as it was counted; its reason and the duty manager come the same day.
    ``sums`` is what the till had moved by then, so that any later movement opens it again.
    """

    id: int
    business_date: date
    window_no: WindowNo | None
    staff_no: StaffNo
    counted_by: StaffNo
    pieces: tuple[Pieces, ...]
    counted_fen: int
    expected_fen: int
    difference_fen: int
    terminals: tuple[TerminalTotal, ...]
    sums: TillSums
    reason: str
    approved_by: str
    counted_at: datetime
    explained_at: datetime | None

    @property
    def differs(self) -> bool:
        """Whether cash or a terminal is not as expected."""
        return self.difference_fen != 0 or any(line.difference_fen for line in self.terminals)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to be said about it."""
        return not self.differs or self.explained_at is not None


class TillState(StrEnum):
    """Where a till stands at the end of the day."""

    OPEN = "open"
    PENDING = "pending"
    DIFFERS = "differs"
    COUNTED = "counted"


TILL_WORDS = {
    TillState.OPEN: "未清点",
    TillState.PENDING: "交接待确认",
    TillState.DIFFERS: "差额待说明",
    TillState.COUNTED: "已清点",
}


@dataclass(frozen=True, kw_only=True)
class Till:
    """One clerk's till of a day: what moved, what was counted, what is on its way."""

    staff_no: StaffNo
    business_date: date
    sums: TillSums
    counts: tuple[TillCount, ...] = ()
    pending: tuple[TillHandover, ...] = ()

    @property
    def last_count(self) -> TillCount | None:
        """The newest count, of now or before a later movement."""
        return self.counts[-1] if self.counts else None

    @property
    def state(self) -> TillState:
        """Whether the day may close over it."""
        if self.pending:
            return TillState.PENDING
        last = self.last_count
        if last is None or last.sums != self.sums:
            return TillState.OPEN
        return TillState.COUNTED if last.is_settled else TillState.DIFFERS


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
        return closing_code(self.number)


def closing_code(number: int) -> str:
    """Such as Z-000128."""
    return f"Z-{number:06d}"


def check_pieces(pieces: Iterable[Pieces]) -> tuple[Pieces, ...]:
    """Notes and coins as typed, largest first, without empty lines."""
    counted: dict[int, int] = {}
    for each in pieces:
        if each.value_fen not in NOTES_FEN or each.value_fen in counted:
            raise RuleBroken("面额不对，请重填。", field="pieces")
        if not 0 <= each.count <= MOST_PIECES:
            raise RuleBroken(f"张数应为 0 到 {MOST_PIECES}。", field=f"pieces_{each.value_fen}")
        counted[each.value_fen] = each.count
    return tuple(
        Pieces(value_fen=value, count=counted[value]) for value in NOTES_FEN if counted.get(value)
    )


def sum_of(pieces: Iterable[Pieces]) -> int:
    """What notes and coins come to, in fen."""
    return sum(each.amount_fen for each in pieces)


def check_terminals(typed: Mapping[str, int], sums: TillSums) -> tuple[TerminalTotal, ...]:
    """The totals of the terminals' slips beside the program's own, by method."""
    for method, fen in typed.items():
        if method == CASH or not -MOST_FEN <= fen <= MOST_FEN:
            raise RuleBroken("终端合计的金额不对。", field=f"terminal_{method}")
    named = sorted(sums.others.keys() | {name for name, fen in typed.items() if fen})
    return tuple(
        TerminalTotal(
            method=name, slips_fen=typed.get(name, 0), expected_fen=sums.others.get(name, 0)
        )
        for name in named
    )


def explain(count: TillCount, *, reason: str, approved_by: str, now: datetime) -> TillCount:
    """A difference gets its reason and the duty manager who stands behind it."""
    if not count.differs:
        raise RuleBroken("这次清点没有差额，不用说明。")
    if count.is_settled:
        raise RuleBroken("这次清点的差额已经说明。")
    if not reason:
        raise RuleBroken("请写差额的原因。", field="reason")
    if approved_by == count.staff_no:
        raise RuleBroken("差额须由另一位值班主任签字。", field="approver")
    return replace(count, reason=reason, approved_by=approved_by, explained_at=now)


def difference_words(fen: int) -> str:
    """Such as 长款 5.00 元, or 相符."""
    if fen == 0:
        return "相符"
    return f"{'长款' if fen > 0 else '短款'} {format_fen(abs(fen))} 元"


def bank(
    bag: BankBag, *, slip_no: str, deposit_date: date, by: str, today: date, now: datetime
) -> BankBag:
    """The bag was paid in at the bank; the deposit date stands apart from the business date."""
    if bag.state is BagState.BANKED:
        raise RuleBroken(f"解款包 {bag.code} 已经送存。")
    if not slip_no:
        raise RuleBroken("请填银行回单号。", field="slip_no")
    if not bag.business_date <= deposit_date <= today:
        raise RuleBroken("送存日期应在取出日期与今天之间。", field="deposit_date")
    return replace(
        bag,
        state=BagState.BANKED,
        slip_no=slip_no,
        deposit_date=deposit_date,
        banked_by=by,
        banked_at=now,
    )


def check_tills(open_tills: Iterable[tuple[str, TillState]]) -> None:
    """The day does not close with an open till; the sentence is the list."""
    left = [f"{name}（{TILL_WORDS[state]}）" for name, state in open_tills]
    if left:
        raise RuleBroken(f"还有钱箱没有结清：{'、'.join(left)}。", field="tills")
