"""Prepayments and e-invoices at the real counter window (真窗口预收结算): settled, invoiced."""

from hall_desk.domain.payments import Payment
from hall_desk.domain.settlements import Settlement
from hall_desk.presenters.counter_state import Panel
from hall_desk.presenters.counter_words import yuan
from hall_desk.rehearsal.ahead_moves import WRONG
from hall_desk.rehearsal.billing import PERIOD
from hall_desk.rehearsal.keys import ScreenFault
from hall_desk.rehearsal.seat import invoice_number
from hall_desk.rehearsal.window_money import MoneyHands
from hall_desk.usecases.settlements import settlements_of


class AheadHands(MoneyHands):
    """What a clerk does about money in advance, and about the invoices of all money."""

    def record_invoice(self, paid: Payment | Settlement) -> None:
        """Ctrl+G, Ctrl+I, the number, Enter; Esc folds the panel."""
        number = invoice_number(paid)
        code = paid.voucher_code if isinstance(paid, Payment) else paid.code
        self._choose_voucher(paid)
        self.fingers.key("Ctrl+I")
        self.fingers.type_into("invoice_no", number)
        self.stage.moved("invoice", paid)
        self.fingers.key("Return")
        self._answered()
        self.fingers.key("Escape")
        if self._again(paid).invoice_no != number:
            raise ScreenFault(f"{code} 没有登记上数电票")

    def settle_ahead(self, payment: Payment, fen: int) -> Settlement:
        """Ctrl+S, the voucher's number, the amount, the period, each with Enter; Ctrl+Enter."""
        self._open_settle(payment)
        self.fingers.type_into("settle_amount", yuan(fen))
        self.fingers.key("Return")
        self.fingers.type_into("settle_period", PERIOD)
        self.stage.moved("settle", payment)
        self.fingers.key("Ctrl+Return")
        self._answered()
        self.fingers.key("Escape")
        made = self.stage.ask(settlements_of, payment.id)
        if not made or made[-1].amount_fen != fen:
            raise ScreenFault(f"{payment.voucher_code} 没有记上结算")
        return made[-1]

    def void_settlement(self, settlement: Settlement) -> None:
        """Ctrl+S, the number, the wrong one's digit, why, Enter, the duty manager's sign-in."""
        payment = self.stage.ask(lambda reading: reading.get(Payment, id=settlement.payment_id))
        standing = [s for s in self.stage.ask(settlements_of, payment.id) if not s.is_void]
        self._open_settle(payment)
        self.fingers.go_to("settle_list")
        self.fingers.key(str(standing.index(settlement) + 1))
        self.fingers.type_into("settle_reason", WRONG)
        self.stage.moved("void settlement", settlement)
        self.fingers.key("Return")
        self._approve()
        self._answered()
        self.fingers.key("Escape")
        if not self._again(settlement).is_void:
            raise ScreenFault(f"{settlement.code} 没有作废成")

    def _open_settle(self, payment: Payment) -> None:
        self._press("Ctrl+S", look=True)
        if self.presenter.panel is not Panel.SETTLE:
            raise ScreenFault(f"{self.window}号窗口没有打开预收结算")
        self.fingers.type_into("settle_number", payment.voucher_code)
        self.fingers.key("Return")
        self._answered()

    def _again(self, paid: Payment | Settlement) -> Payment | Settlement:
        kind: type[Payment] | type[Settlement] = type(paid)
        found: Payment | Settlement = self.stage.ask(lambda reading: reading.get(kind, id=paid.id))
        return found
