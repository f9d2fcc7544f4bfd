"""Paying in several ways at once (混合收款): parts handed over; only cash gives change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.money import format_fen
from hall_desk.domain.payments import CASH, MIXED, check_amounts, check_change, check_received
from hall_desk.domain.texts import check_text

MOST_PARTS = 6
SLIP_SIGNS = 40


@dataclass(frozen=True, kw_only=True)
class Part:
    """What was handed over in one way, in fen; ``slip_no`` stands on the terminal's own slip."""

    method: str
    amount_fen: int
    slip_no: str = ""


@dataclass(frozen=True, kw_only=True)
class Settled:
    """The parts as they pay, together exactly what is due, and what comes back in cash."""

    parts: tuple[Part, ...]
    received_fen: int
    change_fen: int

    @property
    def method(self) -> str:
        """The one method, or 混合 when there are several parts."""
        return self.parts[0].method if len(self.parts) == 1 else MIXED


def settle(due_fen: int, parts: Sequence[Part]) -> Settled:
    """What each part pays of the sum due; too little, too much or two piles of cash are refused."""
    if len(parts) == 1:
        (only,) = parts
        change = check_received(due_fen=due_fen, received_fen=only.amount_fen, method=only.method)
        paid = replace(only, amount_fen=due_fen)
        return Settled(parts=(paid,), received_fen=only.amount_fen, change_fen=change)
    check_amounts(due_fen, *(part.amount_fen for part in parts))
    _check_parts(parts)
    others = sum(part.amount_fen for part in parts if part.method != CASH)
    cash = sum(part.amount_fen for part in parts if part.method == CASH)
    _check_sum(due_fen, others, cash)
    paying = tuple(
        replace(part, amount_fen=due_fen - others) if part.method == CASH else part
        for part in parts
    )
    received = others + cash
    return Settled(parts=paying, received_fen=received, change_fen=check_change(received - due_fen))


def check_slip(part: Part, needs_slip: bool, word: str) -> Part:
    """The part with its slip number cleaned; refuses a missing one where the method wants it."""
    slip = check_text(part.slip_no, "slip_no", most=SLIP_SIGNS)
    if part.method == CASH and slip:
        raise RuleBroken("现金没有外部单号。", field="slip_no")
    if needs_slip and not slip:
        raise RuleBroken(f"请填{word}的单号（小票或凭单上的号码）。", field="slip_no")
    return replace(part, slip_no=slip)


def _check_parts(parts: Sequence[Part]) -> None:
    if not parts:
        raise RuleBroken("请选收款方式。", field="method")
    if len(parts) > MOST_PARTS:
        raise RuleBroken(f"一笔最多分 {MOST_PARTS} 种方式收。", field="method")
    if any(part.amount_fen <= 0 for part in parts):
        raise RuleBroken("每种方式的金额都应大于 0。", field="received")
    if sum(part.method == CASH for part in parts) > 1:
        raise RuleBroken("现金请合成一笔。", field="method")


def _check_sum(due_fen: int, others: int, cash: int) -> None:
    """Nothing but cash may be more than its share, and cash has a share of its own."""
    if others > due_fen or (cash and others == due_fen):
        raise RuleBroken(
            "非现金合计不能多于应收，只有现金能找零。", field="received", article="6(5)"
        )
    short = due_fen - others - cash
    if short > 0:
        raise RuleBroken(
            f"各方式合计少了 {format_fen(short)} 元。",
            field="received",
            article="6(5)",
        )
