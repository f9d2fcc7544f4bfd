"""数电票 in 今日凭证: the number of the issued e-invoice, or that the customer asks later."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hall_desk.domain import payments
from hall_desk.domain.days import hall_date
from hall_desk.domain.money import NotAnAmount, format_fen, parse_yuan
from hall_desk.domain.payments import InvoiceKind, Payment
from hall_desk.domain.refunds import Refund
from hall_desk.domain.settlements import Settlement
from hall_desk.presenters.counter_charges import CounterCharges
from hall_desk.presenters.counter_state import Panel
from hall_desk.presenters.tracking_parts import past_day
from hall_desk.usecases import invoices, settlements

NO_VOUCHER = "今天还没有收款凭证"


INVOICE_FIELDS = frozenset({"invoice_no", "invoice_date", "invoice_fen"})
_KINDS = tuple((kind.value, kind.value) for kind in InvoiceKind)


class CounterInvoices(CounterCharges):
    """Art. 25: what is owed stays on the list until a number or 客户稍后索取 is recorded."""

    voucher_id: int | None
    invoicing: bool
    invoice_no: str
    invoice_kind: str
    invoice_date: str
    invoice_fen: str

    def begin_invoice(self) -> None:
        """No number is being typed."""
        self.invoicing, self.invoice_no = False, ""
        self.invoice_kind, self.invoice_date, self.invoice_fen = "", "", ""

    @property
    def voucher(self) -> Payment | None:
        """The chosen voucher, at first the newest; owed ones of earlier days come last."""
        if self.red is not None or self.settlement is not None:
            return None
        found = self.vouchers_listed()
        chosen = next((p for p in found if p.id == self.voucher_id), None)
        return chosen or (found[0] if found else None)

    @property
    def red(self) -> Refund | None:
        """The chosen refund whose red-letter invoice is owed; its line has its id below zero."""
        found = self.facts.today.red if self.facts else ()
        return next((each for each in found if -each.id == self.voucher_id), None)

    @property
    def settlement(self) -> Settlement | None:
        """The chosen settlement of a prepayment; its line has its id below zero."""
        found = self.settlements_listed()
        return next((each for each in found if -each.id == self.voucher_id), None)

    def settlements_listed(self) -> tuple[Settlement, ...]:
        """The clerk's own of today, and those of earlier days whose invoice is owed."""
        found = self.facts.today.settlements if self.facts else ()
        return tuple(each for each in found if each.staff_no == self.staff_no)

    def vouchers_listed(self) -> tuple[Payment, ...]:
        """Today's vouchers, then the earlier ones whose invoice is owed."""
        return (*self.facts.today.vouchers, *self.facts.today.owed) if self.facts else ()

    def open_invoice(self) -> None:
        """Ctrl+I: the fields for the invoice; what was recorded can be corrected."""
        chosen: Payment | Settlement | None = self.voucher or self.settlement
        red = self.red
        why = "" if red is not None else invoice_why(chosen)
        if self.panel is not Panel.VOUCHERS or self.invoicing:
            return
        if why or (chosen is None and red is None):
            self.say(f"{why}。")
            return
        self.invoicing, self.invoice_no = True, chosen.invoice_no if chosen else ""
        self.invoice_date = hall_date(self.now).isoformat()
        if chosen is not None:
            most = chosen.due_fen if isinstance(chosen, Payment) else chosen.amount_fen
            self.invoice_kind = chosen.invoice_kind or InvoiceKind.GENERAL.value
            self.invoice_fen = format_fen(chosen.invoice_fen or most)
            day = chosen.invoice_date
            self.invoice_date = day.isoformat() if day else self.invoice_date
        self.unfold(Panel.VOUCHERS)

    def set_invoice_no(self, text: str) -> None:
        """The number as typed; what was wrong with it is no longer said."""
        self.set_invoice("invoice_no", text)

    def set_invoice(self, field: str, text: str) -> None:
        """Number, kind, date or amount as typed."""
        if field in (*INVOICE_FIELDS, "invoice_kind"):
            setattr(self, field, text)
        if self.message.field in INVOICE_FIELDS:
            self.dismiss()
        elif field == "invoice_kind":
            self.tick()

    def record_invoice(self) -> None:
        """Enter: number, kind, date and amount are kept."""
        chosen, red, settled = self.voucher, self.red, self.settlement
        if not self.invoicing:
            return
        on = past_day(self.invoice_date, self.now)
        if on is None:
            sentence = "日期请写成 2026-03-12 这样。"
            self.say(sentence, field="invoice_date", is_error=True)
        elif red is not None:
            self.do(
                invoices.record_red_invoice,
                then=self._red_recorded,
                refund_id=red.id,
                number=self.invoice_no,
                on=on,
            )
        elif settled is not None:
            self._record(
                settlements.record_settlement_invoice,
                self._settlement_invoiced,
                on,
                settlement_id=settled.id,
            )
        elif chosen is not None:
            self._record(invoices.record_invoice, self._invoiced, on, payment_id=chosen.id)

    def leave_for_later(self) -> None:
        """Ctrl+L: the customer asks for the invoice later."""
        chosen, settled = self.voucher, self.settlement
        why = later_why(chosen or settled)
        if self.panel is not Panel.VOUCHERS or self.red is not None:
            return
        if why or (chosen is None and settled is None):
            self.say(f"{why}。")
        elif settled is not None:
            left = settlements.leave_settlement
            self.do(left, then=self._settlement_left, settlement_id=settled.id)
        elif chosen is not None:
            self.do(invoices.leave_for_later, then=self._left, payment_id=chosen.id)

    def _record(
        self, verb: Callable[..., Any], then: Callable[[Any], None], on: date, **which: int
    ) -> None:
        try:
            fen = parse_yuan(self.invoice_fen)
        except NotAnAmount:
            self.say("开票金额请写成 86.40 这样。", field="invoice_fen", is_error=True)
            return
        self.do(
            verb,
            then=then,
            **which,
            number=self.invoice_no,
            kind=InvoiceKind(self.invoice_kind),
            on=on,
            amount_fen=fen,
        )

    def _invoiced(self, payment: Payment) -> None:
        self.begin_invoice()
        self.unfold(Panel.VOUCHERS)
        self.say(f"凭证 {payment.voucher_code} 已登记数电票 {payment.invoice_no}。")

    def _settlement_invoiced(self, settlement: Settlement) -> None:
        self.begin_invoice()
        self.unfold(Panel.VOUCHERS)
        self.say(f"结算 {settlement.code} 已登记数电票 {settlement.invoice_no}。")

    def _settlement_left(self, settlement: Settlement) -> None:
        self.begin_invoice()
        self.unfold(Panel.VOUCHERS)
        self.say(f"结算 {settlement.code} 已记客户稍后索取数电票。")

    def _red_recorded(self, refund: Refund) -> None:
        self.begin_invoice()
        self.voucher_id = None
        self.unfold(Panel.VOUCHERS)
        self.say(f"{refund.code} 已登记红字数电票 {refund.red_invoice_no}。")

    def _left(self, payment: Payment) -> None:
        self.begin_invoice()
        self.unfold(Panel.VOUCHERS)
        self.say(f"凭证 {payment.voucher_code} 已记客户稍后索取数电票。")

    def invoice_fields(self) -> dict[str, Any]:
        """What of the panel is about the invoice under way."""
        return {
            "red": self.red is not None,
            "invoice_kind": self.invoice_kind,
            "invoice_date": self.invoice_date,
            "invoice_fen": self.invoice_fen,
            "invoice_kinds": _KINDS,
        }


def invoice_why(chosen: Payment | Settlement | None) -> str:
    """Why no number can be recorded for the voucher or settlement; empty when one can."""
    if chosen is None:
        return NO_VOUCHER
    if isinstance(chosen, Settlement):
        return f"结算 {chosen.code} 已作废" if chosen.is_void else ""
    return payments.uninvoiceable(chosen)


def later_why(chosen: Payment | Settlement | None) -> str:
    """Why the invoice cannot be left for later; empty when it is owed."""
    if chosen is None or chosen.is_void:
        return invoice_why(chosen)
    if chosen.owes_invoice:
        return ""
    done = "已开数电票" if chosen.invoice_no else "已记客户稍后索取"
    if isinstance(chosen, Settlement):
        return f"结算 {chosen.code} {done}"
    return f"凭证 {chosen.voucher_code} {done}"
