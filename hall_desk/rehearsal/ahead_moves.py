"""Money taken in advance (预收结算) and e-invoices: what hands do, by the use cases."""

from typing import Protocol

from hall_desk.domain.payments import Payment
from hall_desk.domain.settlements import Settlement
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.billing import PERIOD
from hall_desk.rehearsal.seat import Seat, invoice_number
from hall_desk.usecases import invoices, settlements

WRONG = "账单金额看错"


class AheadMoves(Protocol):
    """The moves with prepayments and invoices that a real window can make too."""

    def record_invoice(self, paid: Payment | Settlement) -> None:
        """Records the number of the e-invoice issued for a payment or a settlement."""

    def settle_ahead(self, payment: Payment, fen: int) -> Settlement:
        """So much of a prepayment was used by the bill of the month."""

    def void_settlement(self, settlement: Settlement) -> None:
        """Voids a settlement with the duty manager's signature."""


class PlainAhead(Seat):
    """The same by the use cases."""

    def record_invoice(self, paid: Payment | Settlement) -> None:
        """Records the number of the e-invoice issued for a payment or a settlement."""
        number = invoice_number(paid)
        if isinstance(paid, Payment):
            self._do(invoices.record_invoice, payment_id=paid.id, number=number)
        else:
            self._do(settlements.record_settlement_invoice, settlement_id=paid.id, number=number)

    def settle_ahead(self, payment: Payment, fen: int) -> Settlement:
        """So much of a prepayment was used by the bill of the month."""
        settlement: Settlement = self._do(
            settlements.settle_prepayment,
            payment_id=payment.id,
            period=PERIOD,
            amount_fen=fen,
            window=self.window,
        )
        return settlement

    def void_settlement(self, settlement: Settlement) -> None:
        """Voids a settlement with the duty manager's signature."""
        self._do(
            settlements.void_settlement,
            settlement_id=settlement.id,
            reason=WRONG,
            window=self.window,
            approved_by=cast.MANAGER,
        )
