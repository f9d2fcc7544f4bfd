"""今日凭证: the clerk's vouchers of today, printed again (补打) or voided (作废)."""

from collections.abc import Collection

from hall_desk.domain.masking import mask_account, mask_name
from hall_desk.domain.payments import Charge, Payment, invoice_words
from hall_desk.domain.refunds import Refund
from hall_desk.domain.settlements import Settlement, settled_fen, still_ahead
from hall_desk.presenters.counter_invoices import (
    NO_VOUCHER,
    CounterInvoices,
    invoice_why,
    later_why,
)
from hall_desk.presenters.counter_money_state import VoucherLine, VouchersView
from hall_desk.presenters.counter_state import Panel
from hall_desk.presenters.counter_words import time_words, yuan
from hall_desk.usecases import payments
from hall_desk.usecases.opening import local


class CounterVouchers(CounterInvoices):
    """The vouchers panel; the void needs a reason and the duty manager as second person."""

    voiding: bool
    void_reason: str

    def begin_vouchers(self) -> None:
        """The newest voucher, nothing to be voided, no number being typed."""
        self.begin_invoice()
        self.voucher_id, self.voiding, self.void_reason = None, False, ""

    def open_vouchers(self) -> None:
        """Ctrl+G: today's vouchers; pressed again it folds them."""
        if self.panel is Panel.VOUCHERS:
            self.begin_vouchers()
            self.fold()
        elif self.staff is not None and self.facts is not None and self.facts.day is not None:
            self.begin_vouchers()
            self.unfold(Panel.VOUCHERS)

    def fold(self) -> None:
        """Esc: back from the void or the number to the list first."""
        if self.panel is Panel.VOUCHERS and (self.voiding or self.invoicing):
            self.voiding = False
            self.begin_invoice()
            self.unfold(Panel.VOUCHERS)
        else:
            super().fold()

    def show_voucher(self, payment: Payment) -> None:
        """A payment found again stands chosen in the list."""
        self.begin_vouchers()
        self.voucher_id = payment.id
        self.unfold(Panel.VOUCHERS)

    def choose_voucher(self, payment_id: int) -> None:
        """Another line of the list."""
        if payment_id != self.voucher_id:
            self.voucher_id, self.void_reason = payment_id, ""
            self.begin_invoice()
            self.tick()

    def reprint_voucher(self) -> None:
        """Ctrl+P: the chosen voucher again, counted as 补打 第n次."""
        chosen = self.voucher
        if self.red is not None:
            self.say("这是退款，不能在这里补打凭证。")
        elif self.settlement is not None:
            self.say("预收结算不动钱款，没有凭证可补打。")
        elif chosen is None:
            self.say(f"{NO_VOUCHER}。")
        else:
            self.reprint(chosen.id)

    def open_void(self) -> None:
        """Ctrl+Del: the chosen voucher is to be voided; first the reason."""
        chosen = self.voucher
        why = self._void_why(chosen)
        if chosen is None or why:
            self.say(why + "。")
        elif not self.voiding:
            self.voiding = True
            self.begin_invoice()
            self.unfold(Panel.VOUCHERS)

    def choose_void_reason(self, code: str) -> None:
        """Why (作废原因); a digit chooses it."""
        self.void_reason = code
        if self.message.field == "reason":
            self.dismiss()
        self.tick()

    def ask_void(self) -> None:
        """Enter: the duty manager signs for the void; the clerk may not."""
        chosen = self.voucher
        if chosen is None or not self.voiding or self.busy:
            return
        if not self.void_reason:
            self.say("请选作废原因。", field="reason", is_error=True)
            return
        reason = dict(self._reasons()).get(self.void_reason, "")
        self.needs_approval(
            f"作废凭证 {chosen.voucher_code}（{yuan(chosen.due_fen)} 元，原因：{reason}），"
            "请值班主任本人输入工号和密码。",
            lambda approver: self._void(chosen, approver),
        )

    def vouchers_view(self) -> VouchersView:
        """The panel as shown; empty while another one is unfolded."""
        if self.panel is not Panel.VOUCHERS or self.facts is None:
            return VouchersView()
        words = self._methods_by_code()
        listed = tuple(self._line(p, words) for p in self.vouchers_listed())
        reds = tuple(_red_line(each, words) for each in self.facts.today.red)
        lines = (*listed, *(self._settled_line(s) for s in self.settlements_listed()), *reds)
        if self.red is not None:
            return self._red_view(self.red, lines)
        if self.settlement is not None:
            return self._settled_view(self.settlement, lines)
        chosen = self.voucher
        return VouchersView(
            lines=lines,
            chosen=chosen.id if chosen else None,
            title=f"{chosen.voucher_code} · {yuan(chosen.due_fen)} 元" if chosen else "",
            note=_note(chosen, words) if chosen else "",
            void_note=_void_note(chosen, self.facts.names) if chosen else "",
            void_why=self._void_why(chosen),
            invoice=self._invoice_words(chosen),
            ahead=chosen is not None and chosen.kind is Charge.PREPAYMENT and not chosen.is_void,
            invoice_no=self.invoice_no,
            invoice_why=invoice_why(chosen),
            later_why=later_why(chosen),
            invoicing=self.invoicing and not invoice_why(chosen),
            **self.invoice_fields(),
            voiding=self.voiding and chosen is not None and not chosen.is_void,
            reasons=self._reasons(),
            reason=self.void_reason,
        )

    def _red_view(self, red: Refund, lines: tuple[VoucherLine, ...]) -> VouchersView:
        """A refund of something invoiced is chosen: only its red-letter invoice is recorded."""
        return VouchersView(
            lines=lines,
            chosen=-red.id,
            title=f"{red.code} · 退 {yuan(red.amount_fen)} 元",
            note=" · ".join(words for words in ("退款", red.lines_words, red.reason) if words),
            void_why="退款不能作废",
            invoice="红字数电票：待登记",
            invoice_no=self.invoice_no,
            later_why="退款须登记红字数电票",
            invoicing=self.invoicing,
            **self.invoice_fields(),
        )

    def _settled_view(self, settled: Settlement, lines: tuple[VoucherLine, ...]) -> VouchersView:
        """A settlement is chosen: its invoice is recorded here, its void is in 预收结算."""
        void = settled.void_reason and f"已作废：{settled.void_reason}"
        return VouchersView(
            lines=lines,
            chosen=-settled.id,
            title=f"{settled.code} · 结算 {yuan(settled.amount_fen)} 元",
            note=f"预收结算 · {settled.matter}",
            void_note=void,
            void_why=self._void_why(None),
            invoice=f"数电票：{settled.state_words}",
            invoice_no=self.invoice_no,
            invoice_why=invoice_why(settled),
            later_why=later_why(settled),
            invoicing=self.invoicing and not invoice_why(settled),
            settled=True,
            ahead=True,
            **self.invoice_fields(),
        )

    def _invoice_words(self, chosen: Payment | None) -> str:
        """The state of its e-invoice; of a prepayment what is still 预收, and what was settled."""
        if chosen is None:
            return ""
        if chosen.kind is not Charge.PREPAYMENT or chosen.is_void or self.facts is None:
            return f"数电票：{invoice_words(chosen.invoice)}"
        # Both are of today, like the prepayment: every settlement and refund of it stands here.
        today = self.facts.today
        back = [each for each in today.refunds if each.payment_id == chosen.id]
        settled = [each for each in today.settlements if each.payment_id == chosen.id]
        done = settled_fen(settled)
        left = yuan(still_ahead(chosen, back, settled))
        return f"预收余额 {left} 元" + (f"，已结算 {yuan(done)} 元" if done else "，结算时开数电票")

    def _settled_line(self, settled: Settlement) -> VoucherLine:
        day = self.facts.day if self.facts else None
        when = time_words(settled.settled_at)[:5]
        if day is not None and settled.business_date != day.date:
            when = f"{local(settled.settled_at):%m-%d}"
        owed = "待开票" if settled.owes_invoice else ""
        return VoucherLine(
            payment_id=-settled.id,
            code=settled.code,
            time=when,
            amount=yuan(settled.amount_fen),
            method="预收结算",
            mark="作废" if settled.is_void else owed,
            void=settled.is_void,
            owed=settled.owes_invoice,
        )

    def _line(self, payment: Payment, methods: dict[str, str]) -> VoucherLine:
        again = f"补打{payment.reprints}" if payment.reprints else ""
        owed = "待开票" if payment.owes_invoice else again
        when = time_words(payment.paid_at)[:5]
        if self._is_earlier(payment):
            when = f"{local(payment.paid_at):%m-%d}"
        return VoucherLine(
            payment_id=payment.id,
            code=payment.voucher_code,
            time=when,
            amount=yuan(payment.due_fen),
            method=methods.get(payment.method, payment.method),
            mark="作废" if payment.is_void else owed,
            void=payment.is_void,
            owed=payment.owes_invoice,
        )

    def _is_earlier(self, payment: Payment) -> bool:
        day = self.facts.day if self.facts else None
        return day is not None and payment.business_date != day.date

    def _void_why(self, payment: Payment | None) -> str:
        """Why the chosen voucher cannot be voided; empty when it can."""
        if self.red is not None:
            return "退款不能作废"
        if self.settlement is not None:
            return "结算有误的，按 Ctrl+S 在预收结算里作废"
        if payment is not None and payment.is_void:
            return f"凭证 {payment.voucher_code} 已作废"
        if payment is not None and payment.invoice_no:
            return f"凭证 {payment.voucher_code} 已开数电票，请按退款办理"
        if payment is not None and self._is_earlier(payment):
            return f"凭证 {payment.voucher_code} 所在营业日已日结，不能作废"
        return "" if payment is not None else NO_VOUCHER

    def _reasons(self) -> tuple[tuple[str, str], ...]:
        found = self.catalogue.void_reasons if self.catalogue else ()
        return tuple((reason.code, reason.text) for reason in found)

    def _methods_by_code(self) -> dict[str, str]:
        return self._method_words()

    def _void(self, payment: Payment, approver: str) -> None:
        self.do(
            payments.void_payment,
            then=self._voided,
            payment_id=payment.id,
            reason_code=self.void_reason,
            approved_by=approver,
        )

    def _voided(self, payment: Payment) -> None:
        self.voiding, self.void_reason, self.voucher_id = False, "", payment.id
        self.unfold(Panel.VOUCHERS)
        self._print(payment)
        self.say(
            f"凭证 {payment.voucher_code} 已作废，请收回客户联{self.power_words(payment.id)}。"
        )

    def power_words(self, payment_id: int, accounts: Collection[str] | None = None) -> str:
        """Whom to tell that nobody goes: a team was sent for a payment that was taken back, or
        for some accounts of it.
        """
        known = self.facts.reconnections if self.facts else ()
        mine = [task for task in known if task.payment_id == payment_id and task.passed_on_to]
        told = [t.passed_on_to for t in mine if accounts is None or t.account_no in accounts]
        return f"；已通知{'、'.join(told)}复电，请告知取消" if told else ""


def _red_line(refund: Refund, methods: dict[str, str]) -> VoucherLine:
    return VoucherLine(
        payment_id=-refund.id,
        code=refund.code,
        time=f"{local(refund.refunded_at):%m-%d}",
        amount=f"-{yuan(refund.amount_fen)}",
        method=methods.get(refund.method, refund.method),
        mark="待红字",
        void=False,
        owed=True,
    )


def _note(payment: Payment, methods: dict[str, str]) -> str:
    parts = [payment.purpose, methods.get(payment.method, payment.method)]
    if payment.customer_name:
        parts.append(mask_name(payment.customer_name))
    if payment.account_no:
        parts.append(mask_account(payment.account_no))
    if payment.reprints:
        parts.append(f"已补打 {payment.reprints} 次")
    return " · ".join(parts)


def _void_note(payment: Payment, names: dict[str, str]) -> str:
    if payment.voided_at is None:
        return ""
    approver = payment.void_approved_by or ""
    who = f"{approver} {names.get(approver, '')}".strip()
    return f"{time_words(payment.voided_at)[:5]} 作废：{payment.void_reason}；{who} 批准"
