"""Short words of the money tests: what was handed over and said."""

from hall_desk.clock import FakeClock
from hall_desk.domain.charges import Asked
from hall_desk.domain.items import Item
from hall_desk.domain.payments import CASH, Payment
from hall_desk.domain.refunds import Refund
from hall_desk.domain.tenders import Part
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.usecases import payments, refunds, serving
from hall_desk.usecases.payments import Takings
from tests.conftest import MANAGER, Day

THREE = WindowNo(3)


def handed(clock: FakeClock, due: int, method: str = CASH, slip: str = "") -> Takings:
    """Exactly what is due, handed over in one way and said."""
    return Takings(
        due_fen=due,
        received_fen=due,
        parts=(Part(method=method, amount_fen=due, slip_no=slip),),
        spoken_received_at=clock.now(),
        spoken_change_at=clock.now(),
    )


def pay(
    day: Day,
    due: int,
    *,
    method: str = CASH,
    slip: str = "",
    asked: Asked | None = None,
    ticket: Ticket | None = None,
    account: str = "",
    name: str = "",
    purpose: str = "居民电费缴纳",
) -> Payment:
    """1032 takes money at window 3."""
    item = item_of(day, ticket) if ticket is not None else None
    payment: Payment = day.do(
        payments.take_payment,
        "1032",
        window=THREE,
        takings=handed(day.clock, due, method, slip),
        purpose=purpose,
        account_no=account,
        customer_name=name,
        ticket_id=ticket.id if ticket is not None else None,
        item_id=item.id if item is not None else None,
        asked=asked,
    )
    return payment


def item_of(day: Day, ticket: Ticket) -> Item:
    """The first item of a visit."""
    found: list[Item] = day.ask(serving.items_of, ticket.id)
    return found[0]


def give_back(
    day: Day,
    payment: Payment,
    amount: int,
    *,
    method: str = CASH,
    slip: str = "",
    reason: str = "R1",
    approved_by: str | None = MANAGER,
    lines: tuple[int, ...] = (),
) -> Refund:
    """1032 gives money back with the duty manager's signature."""
    refund: Refund = day.do(
        refunds.refund_payment,
        "1032",
        payment_id=payment.id,
        amount_fen=amount,
        method=method,
        slip_no=slip,
        reason_code=reason,
        window=THREE,
        approved_by=approved_by,
        lines=lines,
    )
    return refund
