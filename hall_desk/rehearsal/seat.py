"""A seat at a window (席位): whose it is, what a customer pays there, and its verbs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hall_desk.domain.payments import CASH, Payment, Series, usual_amounts
from hall_desk.domain.settlements import Settlement
from hall_desk.domain.tickets import StaffNo, WindowNo
from hall_desk.rehearsal.stage import Stage

if TYPE_CHECKING:
    from hall_desk.rehearsal.visit import Visit


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What a customer pays (fen), and how many seconds until each amount is spoken."""

    due_fen: int
    received_fen: int
    method: str
    account: str
    name: str
    received_after_s: float
    change_after_s: float
    scanned: bool = False
    """Whether the account comes from the barcode of the customer's bill."""


def bill_of(visit: Visit, due: int, *, method: str = "", received_fen: int | None = None) -> Bill:
    """What the customer pays, in the own way unless said, and when the amounts are spoken."""
    way = method or visit.customer.method
    if received_fen is None:
        received_fen = visit.dice.choice(usual_amounts(due)) if way == CASH else due
    return Bill(
        due_fen=due,
        received_fen=received_fen,
        method=way,
        account=visit.customer.account,
        name=visit.customer.name,
        received_after_s=visit.dice.uniform(8, 16),
        change_after_s=visit.dice.uniform(5, 12),
        scanned=visit.customer.number % 3 == 1,
    )


def invoice_number(paid: Payment | Settlement) -> str:
    """The invented 20 digits the tax platform gave."""
    if isinstance(paid, Settlement):
        return f"26361000{paid.settlement_no:012d}"
    return f"2636000{list(Series).index(paid.series)}{paid.voucher_no:012d}"


class Seat:
    """Somebody at a window, who goes straight to the use cases."""

    def __init__(self, stage: Stage, window: int, staff_no: str):
        self.stage = stage
        self.window = WindowNo(window)
        self.staff_no = StaffNo(staff_no)

    def _do(self, verb: Any, **kwargs: Any) -> Any:
        return self.stage.do(verb, self.staff_no, **kwargs)
