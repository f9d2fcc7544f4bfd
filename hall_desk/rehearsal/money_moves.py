"""Money at a window beyond the plain bill (收款、退款、解款): what hands do, by the use cases."""

from collections.abc import Generator
from typing import Any, Protocol

from hall_desk.domain.charges import AccountDue, Asked, FeeWanted, due_of
from hall_desk.domain.items import Item
from hall_desk.domain.metertests import MeterTest, Outcome
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.payments import CASH, Charge, Payment
from hall_desk.domain.reconnections import Reconnection
from hall_desk.domain.refunds import Refund
from hall_desk.domain.tenders import Part
from hall_desk.domain.tickets import Ticket
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.seat import Bill, Seat
from hall_desk.usecases import bills, metertests, payments, reconnections, refunds, tillmoves

TEAM = "柳溪供电所抢修一班"
REPORT = "QH-2026-0312"
ADJUSTED = "2月多计 36 千瓦时，已在下期电费中退还"
WRONG_AMOUNT = "V1"
TOO_MUCH = "R1"


class MoneyMoves(Protocol):
    """The moves with money that a real window can make too."""

    def pay(self, ticket: Ticket, item: Item, bill: Bill) -> Generator[float, None, Payment]:
        """Takes the money of a bill, both amounts spoken."""

    def pay_in_parts(
        self, ticket: Ticket, item: Item, bill: Bill, part: Part
    ) -> Generator[float, None, Payment]:
        """A part in another way first, the rest in cash."""

    def pay_accounts(
        self, ticket: Ticket, item: Item, bill: Bill, accounts: tuple[AccountDue, ...]
    ) -> Generator[float, None, Payment]:
        """Many accounts on one voucher."""

    def pay_fees(
        self, ticket: Ticket, item: Item, bill: Bill, fees: tuple[FeeWanted, ...]
    ) -> Generator[float, None, Payment]:
        """Business fees of the price list."""

    def pay_deposit(
        self, ticket: Ticket, item: Item, bill: Bill, phone: str
    ) -> Generator[float, None, Payment]:
        """The deposit for a meter test."""

    def pay_sheet(
        self, ticket: Ticket, item: Item, bill: Bill, sheet: Sheet, invoice: str
    ) -> Generator[float, None, Payment]:
        """The sum of a signed itemised sheet."""

    def void(self, payment: Payment) -> Payment:
        """Voids a voucher with the duty manager's signature."""

    def refund(self, payment: Payment, fen: int) -> Refund:
        """Gives some of it back in cash with the duty manager's signature."""

    def take_out_bag(self, fen: int) -> None:
        """Cash goes into the safe, to be taken to the bank."""

    def reconnected(self, task: Reconnection) -> None:
        """The team was told, and power is back."""

    def tested(self, test: MeterTest) -> None:
        """The meter was out of tolerance: the deposit goes back, the bills are corrected."""


class PlainMoney(Seat):
    """The same by the use cases."""

    def pay(self, ticket: Ticket, item: Item, bill: Bill) -> Generator[float, None, Payment]:
        """Takes the money of a bill and prints the voucher."""
        return (yield from self._paid(ticket, item, bill, asked=self._imported(bill)))

    def pay_in_parts(
        self, ticket: Ticket, item: Item, bill: Bill, part: Part
    ) -> Generator[float, None, Payment]:
        """A part in another way first, the rest in cash."""
        rest = Part(method=CASH, amount_fen=bill.received_fen - part.amount_fen)
        asked = self._imported(bill)
        return (yield from self._paid(ticket, item, bill, parts=(part, rest), asked=asked))

    def pay_accounts(
        self, ticket: Ticket, item: Item, bill: Bill, accounts: tuple[AccountDue, ...]
    ) -> Generator[float, None, Payment]:
        """Many accounts on one voucher."""
        yield 6.0 * len(accounts)
        return (yield from self._paid(ticket, item, bill, asked=Asked(accounts=accounts)))

    def pay_fees(
        self, ticket: Ticket, item: Item, bill: Bill, fees: tuple[FeeWanted, ...]
    ) -> Generator[float, None, Payment]:
        """Business fees of the price list."""
        yield 6.0 * len(fees)
        asked = Asked(kind=Charge.FEE, fees=fees)
        return (yield from self._paid(ticket, item, bill, asked=asked, purpose="业务费用"))

    def pay_deposit(
        self, ticket: Ticket, item: Item, bill: Bill, phone: str
    ) -> Generator[float, None, Payment]:
        """The deposit for a meter test."""
        asked = Asked(kind=Charge.DEPOSIT, phone=phone)
        purpose = "电能表校验押金"
        return (yield from self._paid(ticket, item, bill, asked=asked, purpose=purpose))

    def pay_sheet(
        self, ticket: Ticket, item: Item, bill: Bill, sheet: Sheet, invoice: str
    ) -> Generator[float, None, Payment]:
        """The sum of a signed itemised sheet."""
        more: dict[str, Any] = {"sheet_id": sheet.id, "invoice": invoice, "account_no": ""}
        purpose = "有偿服务（客户产权设施）"
        return (yield from self._paid(ticket, item, bill, purpose=purpose, **more))

    def void(self, payment: Payment) -> Payment:
        """Voids a voucher with the duty manager's signature."""
        voided: Payment = self._do(
            payments.void_payment,
            payment_id=payment.id,
            reason_code=WRONG_AMOUNT,
            approved_by=cast.MANAGER,
        )
        self.stage.archive.desk().voucher(voided)
        return voided

    def refund(self, payment: Payment, fen: int) -> Refund:
        """Gives some of it back in cash with the duty manager's signature."""
        given: Refund = self._do(
            refunds.refund_payment,
            payment_id=payment.id,
            amount_fen=fen,
            method=CASH,
            reason_code=TOO_MUCH,
            window=self.window,
            approved_by=cast.MANAGER,
        )
        self.stage.archive.desk().refund(given)
        return given

    def take_out_bag(self, fen: int) -> None:
        """Cash goes into the safe, to be taken to the bank."""
        self._do(tillmoves.take_out_bag, window=self.window, amount_fen=fen)

    def reconnected(self, task: Reconnection) -> None:
        """The team was told, and power is back."""
        self._do(reconnections.pass_on, task_id=task.id, to=TEAM)
        self._do(reconnections.finish, task_id=task.id)

    def tested(self, test: MeterTest) -> None:
        """The meter was out of tolerance: the deposit goes back, the bills are corrected."""
        decided: MeterTest = self._do(
            metertests.decide,
            test_id=test.id,
            outcome=Outcome.FAIL,
            report_no=REPORT,
            window=self.window,
            method=CASH,
            approved_by=cast.MANAGER,
        )
        given = self.stage.ask(lambda reading: reading.get(Refund, id=decided.refund_id))
        self.stage.archive.desk().refund(given)
        self._do(metertests.finish_adjustment, test_id=test.id, note=ADJUSTED)

    def _imported(self, bill: Bill) -> Asked | None:
        """The imported bills of the account, where they are what is paid."""
        owed = self.stage.ask(bills.open_bills, bill.account)
        if not owed or sum(each.amount_fen for each in owed) != bill.due_fen:
            return None
        return Asked(accounts=tuple(due_of(each) for each in owed))

    def _paid(
        self,
        ticket: Ticket,
        item: Item,
        bill: Bill,
        *,
        parts: tuple[Part, ...] = (),
        purpose: str = "",
        **more: Any,
    ) -> Generator[float, None, Payment]:
        yield bill.received_after_s
        received_at = self.stage.now
        yield bill.change_after_s
        payment: Payment = self._do(
            payments.take_payment,
            window=self.window,
            takings=payments.Takings(
                due_fen=bill.due_fen,
                received_fen=bill.received_fen,
                method=bill.method,
                parts=parts,
                spoken_received_at=received_at,
                spoken_change_at=self.stage.now,
            ),
            purpose=purpose or item.service_name,
            customer_name=bill.name,
            ticket_id=ticket.id,
            item_id=item.id,
            **{"account_no": bill.account, **more},
        )
        self.stage.archive.desk().voucher(payment)
        return payment
