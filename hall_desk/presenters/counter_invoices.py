"""数电票 in 今日凭证: the number of the issued e-invoice, or that the customer asks later."""

from hall_desk.domain.payments import Payment
from hall_desk.presenters.counter_money import CounterMoney
from hall_desk.presenters.counter_state import Panel
from hall_desk.usecases import invoices

NO_VOUCHER = "今天还没有收款凭证"


class CounterInvoices(CounterMoney):
    """Art. 25: what is owed stays on the list until a number or 客户稍后索取 is recorded."""

    voucher_id: int | None
    invoicing: bool
    invoice_no: str

    def begin_invoice(self) -> None:
        """No number is being typed."""
        self.invoicing, self.invoice_no = False, ""

    @property
    def voucher(self) -> Payment | None:
        """The chosen voucher, at first the newest; owed ones of earlier days come last."""
        found = self.vouchers_listed()
        chosen = next((p for p in found if p.id == self.voucher_id), None)
        return chosen or (found[0] if found else None)

    def vouchers_listed(self) -> tuple[Payment, ...]:
        """Today's vouchers, then the earlier ones whose invoice is owed."""
        return (*self.facts.today.vouchers, *self.facts.today.owed) if self.facts else ()

    def open_invoice(self) -> None:
        """Ctrl+I: the field for the number; the chosen voucher's number can be corrected."""
        why = invoice_why(self.voucher)
        if self.panel is not Panel.VOUCHERS or self.invoicing:
            return
        if why or self.voucher is None:
            self.say(f"{why}。")
            return
        self.invoicing, self.invoice_no = True, self.voucher.invoice_no
        self.unfold(Panel.VOUCHERS)

    def set_invoice_no(self, text: str) -> None:
        """The number as typed; what was wrong with it is no longer said."""
        self.invoice_no = text
        if self.message.field == "invoice_no":
            self.dismiss()

    def record_invoice(self) -> None:
        """Enter: the number is kept."""
        chosen = self.voucher
        if chosen is not None and self.invoicing:
            self.do(
                invoices.record_invoice,
                then=self._invoiced,
                payment_id=chosen.id,
                number=self.invoice_no,
            )

    def leave_for_later(self) -> None:
        """Ctrl+L: the customer asks for the invoice later."""
        chosen, why = self.voucher, later_why(self.voucher)
        if self.panel is not Panel.VOUCHERS:
            return
        if why or chosen is None:
            self.say(f"{why}。")
        else:
            self.do(invoices.leave_for_later, then=self._left, payment_id=chosen.id)

    def _invoiced(self, payment: Payment) -> None:
        self.begin_invoice()
        self.unfold(Panel.VOUCHERS)
        self.say(f"凭证 {payment.voucher_code} 已登记数电票 {payment.invoice_no}。")

    def _left(self, payment: Payment) -> None:
        self.begin_invoice()
        self.unfold(Panel.VOUCHERS)
        self.say(f"凭证 {payment.voucher_code} 已记客户稍后索取数电票。")


def invoice_why(payment: Payment | None) -> str:
    """Why no number can be recorded for the voucher; empty when one can."""
    if payment is None:
        return NO_VOUCHER
    return f"凭证 {payment.voucher_code} 已作废" if payment.is_void else ""


def later_why(payment: Payment | None) -> str:
    """Why the invoice cannot be left for later; empty when it is owed."""
    if payment is None or payment.is_void:
        return invoice_why(payment)
    if payment.owes_invoice:
        return ""
    done = "已开数电票" if payment.invoice_no else "已记客户稍后索取"
    return f"凭证 {payment.voucher_code} {done}"
