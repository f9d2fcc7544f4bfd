"""退款 at the counter: a voucher of any day, how much, by which way, why; then a signature."""

from dataclasses import dataclass, replace

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.masking import mask_account, mask_name
from hall_desk.domain.payments import CASH, Payment, invoice_words
from hall_desk.domain.refunds import Refund, accounts_ended, ended_lines, left_of, line_lefts
from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_charge_state import RefundPart, RefundView
from hall_desk.presenters.counter_state import Panel
from hall_desk.presenters.counter_vouchers import CounterVouchers
from hall_desk.presenters.counter_words import yuan
from hall_desk.presenters.moments import day_clock_of
from hall_desk.presenters.printing import print_behind
from hall_desk.store.transaction import Reading
from hall_desk.usecases import refunds
from hall_desk.usecases.findvouchers import find_voucher
from hall_desk.usecases.hall import new_op
from hall_desk.usecases.settlements import settled_of


@dataclass(frozen=True, kw_only=True)
class RefundDraft:
    """What is typed for a refund; ``serial`` moves with another voucher.

    ``op`` is its key from the first press on, until something else is typed: pressed again after
    an answer that never came, the money goes out once.
    """

    serial: int = 0
    number: str = ""
    payment: Payment | None = None
    earlier: tuple[Refund, ...] = ()
    settled_fen: int = 0
    chosen: frozenset[int] = frozenset()
    amount_fen: int | None = None
    method: str = ""
    slip: str = ""
    reason: str = ""
    note: str = ""
    op: str = ""

    @property
    def left_fen(self) -> int:
        """What can still be given back."""
        return left_of(self.payment, self.earlier, self.settled_fen) if self.payment else 0

    @property
    def open_lines(self) -> dict[int, int]:
        """What is left of each account or fee, by its place; nothing where there is but one."""
        if self.payment is None or len(self.payment.lines) < 2:
            return {}
        lefts = enumerate(line_lefts(self.payment, self.earlier), start=1)
        return {n: fen for n, fen in lefts if fen > 0}

    @property
    def chosen_fen(self) -> int:
        """What the chosen ones come to; without any, all that is left."""
        picked = sum(self.open_lines[n] for n in self.chosen)
        return min(picked, self.left_fen) if self.chosen else self.left_fen


class CounterRefund(CounterVouchers):
    """The refund panel; nothing typed is lost when something is refused."""

    refund: RefundDraft
    faulty_refund: Refund | None

    def begin_refund(self) -> None:
        """No voucher chosen."""
        self.refund, self.faulty_refund = RefundDraft(), None

    def open_refund(self) -> None:
        """Ctrl+U: a refund of the chosen voucher, or of one whose number is typed."""
        if self.panel is Panel.REFUND:
            self.fold()
            return
        if self.staff is None or self.facts is None or self.facts.day is None:
            return
        chosen = self.voucher if self.panel is Panel.VOUCHERS else None
        self.refund = RefundDraft(serial=self.refund.serial + 1)
        self.unfold(Panel.REFUND)
        if chosen is not None:
            self.find_refund(chosen.voucher_code)

    def find_refund(self, number: str) -> None:
        """Enter at the number: the voucher of any day and any window."""
        self.refund = replace(self.refund, number=number.strip().upper())
        wanted = self.refund.number
        self.run(
            lambda: self.desk.hall.ask(_look, wanted),
            lambda found: self._voucher_found(wanted, found),
            quiet=True,
        )

    def type_refund(self, name: str, value: object) -> None:
        """One of the fields was changed."""
        self.refund = replace(self.refund, **{name: value, "op": ""})  # type: ignore[arg-type]
        if name == "method" and value == CASH:
            self.refund = replace(self.refund, slip="")
        if self.message.is_error:
            self.message = Message()
        self.tick()

    def choose_refund_line(self, line: str) -> None:
        """An account or fee is given back, or no more; the amount follows what is chosen."""
        draft = self.refund
        if int(line) not in draft.open_lines:
            return
        draft = replace(draft, serial=draft.serial + 1, chosen=draft.chosen ^ {int(line)}, op="")
        self.refund = replace(draft, amount_fen=draft.chosen_fen or None)
        if self.message.is_error:
            self.message = Message()
        self.tick()

    def ask_refund(self) -> None:
        """Ctrl+Enter: checked first, then the duty manager signs."""
        draft = self.refund
        if draft.payment is None:
            self.say("请先填原凭证号，按 Enter 查找。", field="voucher_no", is_error=True)
            return
        if not draft.method:
            self.say("请选退款方式。", field="refund_method", is_error=True)
            return
        self.refund = replace(draft, op=draft.op or new_op())
        self.act(
            refunds.refund_payment,
            self.staff_no,
            op=self.refund.op,
            then=self._refunded,
            approvable=True,
            payment_id=draft.payment.id,
            amount_fen=draft.amount_fen or 0,
            method=draft.method,
            reason_code=draft.reason,
            note=draft.note,
            slip_no=draft.slip,
            lines=tuple(sorted(draft.chosen)),
            window=self.window_no,
        )

    def reprint_refund(self) -> None:
        """Ctrl+P in the panel: the last refund of the voucher again (补打)."""
        if self.refund.earlier:
            last = self.refund.earlier[-1]
            self.do(refunds.note_reprint, then=self._print_refund, refund_id=last.id)

    def refund_view(self) -> RefundView:
        """The panel as shown; empty while another one is unfolded."""
        if self.panel is not Panel.REFUND or self.catalogue is None:
            return RefundView()
        draft, rules = self.refund, self.catalogue.rules
        wrong = self.message if self.message.is_error else Message()
        words = self._method_words()
        return RefundView(
            number=draft.number,
            title=_title(draft),
            lines=_lines(draft, words),
            off="" if draft.payment and draft.left_fen else "没有可退的款",
            parts=_parts(draft),
            parts_words=_parts_words(draft),
            serial=draft.serial,
            amount_fen=draft.amount_fen,
            method=draft.method,
            methods=((CASH, "现金"), *self._methods()),
            slip=draft.slip,
            slip_shown=draft.method not in ("", CASH),
            slip_needed=draft.method in rules.slips,
            reasons=tuple((r.code, r.text) for r in self.catalogue.refund_reasons),
            reason=draft.reason,
            note=draft.note,
            again=f"补打 {draft.earlier[-1].code}" if draft.earlier else "",
            error=wrong.text,
            error_field=wrong.field or "",
        )

    def _voucher_found(
        self, number: str, found: tuple[Payment, list[Refund], int] | RuleBroken
    ) -> None:
        if isinstance(found, RuleBroken):
            self.refund = RefundDraft(serial=self.refund.serial + 1, number=number)
            self.say(str(found), field="voucher_no", is_error=True)
            return
        payment, earlier, settled = found
        left = left_of(payment, earlier, settled)
        self.refund = RefundDraft(
            serial=self.refund.serial + 1,
            number=payment.voucher_code,
            payment=payment,
            earlier=tuple(earlier),
            settled_fen=settled,
            amount_fen=left or None,
        )
        if self.message.is_error:
            self.message = Message()  # what was just given back stays said
        self.tick()

    def _refunded(self, refund: Refund) -> None:
        owed = "；原数电票须开红字，请登记" if refund.owes_red_invoice else ""
        of = f"（{refund.lines_words}）" if self.refund.chosen else ""
        ended = self._ended(refund)
        self._print_refund(refund)
        self.find_refund(self.refund.number)
        self.say(f"退款 {refund.code}，{yuan(refund.amount_fen)} 元{of}已记{ended}{owed}。")

    def _ended(self, refund: Refund) -> str:
        """What stops with what is now wholly back: bills owed again, a team that was told."""
        payment = self.refund.payment
        if payment is None:
            return ""
        before = self.refund.earlier
        gone = ended_lines(payment, before)
        ended = ended_lines(payment, (*before, refund))
        fresh = any(line.bill_id is not None and line not in gone for line in ended)
        accounts = accounts_ended(payment, ended) - accounts_ended(payment, gone)
        bills = "；账单恢复未缴" if fresh else ""
        return f"{bills}{self.power_words(payment.id, accounts)}"

    def _print_refund(self, refund: Refund) -> None:
        print_behind(
            self,
            lambda: self.print_refund(refund),
            f"退款凭证 {refund.code}",
            done=lambda _: "",
            advice="退款已记，请在退款里补打。",
            again=False,
        )


def _look(reading: Reading, number: str) -> tuple[Payment, list[Refund], int] | RuleBroken:
    try:
        payment = find_voucher(reading, number)
    except RuleBroken as broken:
        return broken
    earlier = refunds.refunds_of_payment(reading, payment.id)
    return payment, earlier, settled_of(reading, payment)


def _title(draft: RefundDraft) -> str:
    if draft.payment is None:
        return ""
    return f"{draft.payment.voucher_code} · 可退 {yuan(draft.left_fen)} 元"


def _lines(draft: RefundDraft, words: dict[str, str]) -> tuple[str, ...]:
    payment = draft.payment
    if payment is None:
        return ()
    who = f"{mask_name(payment.customer_name)} {mask_account(payment.account_no)}".strip()
    how = words.get(payment.method, payment.method)
    lines = [
        f"{day_clock_of(payment.paid_at)} {how} {yuan(payment.due_fen)} 元 · {payment.purpose}",
        who,
    ]
    if payment.is_void:
        lines.append("凭证已作废，没有可退的款")
    lines += [_earlier(each) for each in draft.earlier]
    if draft.settled_fen:
        lines.append(f"已结算 {yuan(draft.settled_fen)} 元，不能退")
    if payment.invoice_no:
        lines.append(f"数电票{invoice_words(payment.invoice)}，退款后须开红字")
    return tuple(line for line in lines if line)


def _earlier(refund: Refund) -> str:
    of = f"（{refund.lines_words}）" if refund.lines else ""
    return f"{refund.code} 已退 {yuan(refund.amount_fen)} 元{of}"


def _parts(draft: RefundDraft) -> tuple[RefundPart, ...]:
    if draft.payment is None:
        return ()
    return tuple(
        _part(draft.payment, n, fen, chosen=n in draft.chosen)
        for n, fen in draft.open_lines.items()
    )


def _part(payment: Payment, n: int, fen: int, *, chosen: bool) -> RefundPart:
    """An account by its period, since the purpose is the same for all of them; else the fee."""
    line = payment.lines[n - 1]
    period = line.words.removeprefix(payment.purpose).strip()
    note = f"{period} {mask_name(line.customer_name)}".strip()
    return RefundPart(
        line=n,
        words=mask_account(line.account_no) or line.words,
        note=note if line.account_no else f"共 {yuan(line.amount_fen)} 元",
        left=yuan(fen),
        chosen=chosen,
    )


def _parts_words(draft: RefundDraft) -> str:
    if not draft.chosen:
        return f"退哪几项（空格选，不选为全部 {len(draft.open_lines)} 项）"
    return f"已选 {len(draft.chosen)} 项，合计 {yuan(draft.chosen_fen)} 元"
