"""预收结算 at the counter: a prepayment of any day, what a bill used of it; a wrong one voided."""

from dataclasses import dataclass, replace

from hall_desk.domain.bills import Bill
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.masking import mask_account, mask_name
from hall_desk.domain.payments import INVOICE_LATER, INVOICE_OWED, Charge, Payment
from hall_desk.domain.refunds import Refund
from hall_desk.domain.settlements import Settlement, settled_fen, still_ahead, unsettleable
from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_charge_state import AheadRow, SettleView
from hall_desk.presenters.counter_refund import CounterRefund
from hall_desk.presenters.counter_state import Panel
from hall_desk.presenters.counter_words import yuan
from hall_desk.presenters.moments import day_clock_of
from hall_desk.presenters.persons import accounts_of
from hall_desk.presenters.tracking_parts import past_day
from hall_desk.store.transaction import Reading
from hall_desk.usecases import refunds, settlements
from hall_desk.usecases.bills import open_bills
from hall_desk.usecases.findvouchers import find_prepayment
from hall_desk.usecases.hall import new_op
from hall_desk.usecases.openprepayments import OpenPrepayment, OpenPrepayments, open_prepayments


@dataclass(frozen=True, kw_only=True)
class SettleDraft:
    """What is typed for a settlement, or for the void of ``wrong``; ``serial`` moves with both.

    ``ahead`` are the prepayments to choose from while none is looked for; ``listed`` is whether
    the one here was chosen from them.
    ``op`` is the settlement's key from the first press on, until something else is typed: pressed
    again after a lost answer it is recorded once.
    """

    serial: int = 0
    number: str = ""
    ahead: OpenPrepayments | None = None
    listed: bool = False
    payment: Payment | None = None
    refunds: tuple[Refund, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    bills: tuple[Bill, ...] = ()
    wrong: int | None = None
    amount_fen: int | None = None
    period: str = ""
    words: str = ""
    reason: str = ""
    red_no: str = ""
    red_date: str = ""
    op: str = ""

    @property
    def left_fen(self) -> int:
        """What is neither given back nor settled (预收余额)."""
        if self.payment is None:
            return 0
        return still_ahead(self.payment, self.refunds, self.settlements)

    @property
    def why(self) -> str:
        """Why nothing of the voucher can be settled; empty when something can."""
        return unsettleable(self.payment, self.left_fen) if self.payment else "没有选凭证"

    @property
    def to_void(self) -> Settlement | None:
        """The standing settlement that is to be voided."""
        found = (each for each in self.settlements if each.id == self.wrong and not each.is_void)
        return next(found, None)


class CounterSettle(CounterRefund):
    """The settlement panel; nothing typed is lost when something is refused."""

    settling: SettleDraft

    def begin_settle(self) -> None:
        """No prepayment chosen."""
        self.settling = SettleDraft()

    def open_settle(self) -> None:
        """Ctrl+S: the chosen prepayment or that of the chosen settlement, or one to be typed."""
        if self.panel is Panel.SETTLE:
            self.begin_settle()
            super().fold()
            return
        if self.staff is None or self.facts is None or self.facts.day is None:
            return
        listed = self.panel is Panel.VOUCHERS
        chosen, settled = (self.voucher, self.settlement) if listed else (None, None)
        self.settling = SettleDraft(serial=self.settling.serial + 1)
        self.unfold(Panel.SETTLE)
        if settled is not None:
            self._look_up("", payment_id=settled.payment_id)
        elif chosen is not None:
            self._look_up(chosen.voucher_code)
        else:
            self.list_ahead()

    def list_ahead(self) -> None:
        """Nothing is looked for: the prepayments with something left, the oldest first."""
        self.settling = SettleDraft(serial=self.settling.serial + 1)
        if self.message.is_error:
            self.message = Message()
        self.run(lambda: self.desk.hall.ask(open_prepayments), self._ahead_found, quiet=True)

    def choose_ahead(self, key: str) -> None:
        """Enter at one of them."""
        self._look_up("", payment_id=int(key), listed=True)

    def find_prepayment(self, number: str) -> None:
        """Enter at the number or 户号: the prepayment of any day and any window; 12 means YS."""
        wanted = number.strip().upper()
        if not wanted:
            self.list_ahead()
            return
        self.settling = replace(self.settling, number=wanted)
        self._look_up(wanted)

    def type_settle(self, name: str, value: object) -> None:
        """One of the fields was changed."""
        self.settling = replace(self.settling, **{name: value, "op": ""})  # type: ignore[arg-type]
        if self.message.is_error:
            self.message = Message()
        self.tick()

    def choose_settlement(self, key: str) -> None:
        """A settlement of the list is wrong: its void is asked for below."""
        draft = self.settling
        wrong = next((each for each in draft.settlements if str(each.id) == key), None)
        if wrong is None or wrong.is_void or wrong.id == draft.wrong:
            return
        self.settling = replace(
            draft,
            serial=draft.serial + 1,
            wrong=wrong.id,
            reason="",
            red_no="",
            red_date=hall_date(self.now).isoformat() if wrong.invoice_no else "",
        )
        self.message = Message()
        self.tick()

    def fold(self) -> None:
        """Esc: back from the void to the settlement first, and from there to the list."""
        draft = self.settling
        if self.panel is Panel.SETTLE and draft.to_void is not None:
            self.settling = replace(draft, serial=draft.serial + 1, wrong=None)
            self.unfold(Panel.SETTLE)
        elif self.panel is Panel.SETTLE and draft.listed:
            self.list_ahead()
        else:
            super().fold()

    def ask_settle(self) -> None:
        """Ctrl+Enter: the settlement is recorded; or the duty manager signs for the void."""
        draft = self.settling
        if draft.payment is None:
            self.say("请先填预收凭证号，按 Enter 查找。", field="voucher_no", is_error=True)
        elif draft.to_void is not None:
            self._void_settlement(draft, draft.to_void)
        else:
            self.settling = replace(draft, op=draft.op or new_op())
            self.do(
                settlements.settle_prepayment,
                op=self.settling.op,
                then=self._settled_now,
                payment_id=draft.payment.id,
                amount_fen=draft.amount_fen or 0,
                period=draft.period,
                words=draft.words,
                window=self.window_no,
            )

    def settle_view(self) -> SettleView:
        """The panel as shown; empty while another one is unfolded."""
        if self.panel is not Panel.SETTLE:
            return SettleView()
        draft = self.settling
        wrong = self.message if self.message.is_error else Message()
        void = draft.to_void
        return SettleView(
            number=draft.number,
            title=_title(draft),
            lines=_lines(draft),
            ahead=_ahead(draft),
            ahead_words=_ahead_words(draft),
            off=draft.why,
            serial=draft.serial,
            settled=tuple(
                (str(each.id), _line(each)) for each in draft.settlements if not each.is_void
            ),
            chosen=str(void.id) if void else "",
            void_title=f"作废 {void.code} · {yuan(void.amount_fen)} 元" if void else "",
            red_wanted=bool(void and void.invoice_no),
            amount_fen=draft.amount_fen,
            period=draft.period,
            words=draft.words,
            reason=draft.reason,
            red_no=draft.red_no,
            red_date=draft.red_date,
            error=wrong.text,
            error_field=wrong.field or "",
        )

    def _void_settlement(self, draft: SettleDraft, wrong: Settlement) -> None:
        red_on = past_day(draft.red_date, self.now) if draft.red_date else None
        if wrong.invoice_no and red_on is None:
            sentence = "日期请写成 2026-03-12 这样。"
            self.say(sentence, field="red_invoice_date", is_error=True)
            return
        self.act(
            settlements.void_settlement,
            self.staff_no,
            then=self._voided_now,
            approvable=True,
            settlement_id=wrong.id,
            reason=draft.reason,
            red_number=draft.red_no,
            red_on=red_on,
            window=self.window_no,
        )

    def _ahead_found(self, found: OpenPrepayments) -> None:
        if not self.settling.number and self.settling.payment is None:
            self.settling = replace(self.settling, ahead=found)
            self.tick()

    def _look_up(self, number: str, payment_id: int | None = None, *, listed: bool = False) -> None:
        self.run(
            lambda: self.desk.hall.ask(_look, number, payment_id),
            lambda found: self._prepayment_found(number, found, listed=listed),
            quiet=True,
        )

    def _prepayment_found(self, number: str, found: "_Found | RuleBroken", *, listed: bool) -> None:
        serial = self.settling.serial + 1
        if isinstance(found, RuleBroken):
            self.settling = SettleDraft(serial=serial, number=number)
            self.say(str(found), field="voucher_no", is_error=True)
            return
        payment, back, settled, bills = found
        draft = SettleDraft(
            serial=serial,
            number=payment.voucher_code,
            listed=listed,
            payment=payment,
            refunds=tuple(back),
            settlements=tuple(settled),
            bills=tuple(bills),
        )
        if bills and bills[0].amount_fen <= draft.left_fen and not draft.why:
            oldest = bills[0]
            draft = replace(draft, amount_fen=oldest.amount_fen, period=oldest.period)
        self.settling = draft
        if self.message.is_error:  # what was just recorded is still to be read
            self.message = Message()
        self.tick()

    def _settled_now(self, settlement: Settlement) -> None:
        self._look_up(self.settling.number, listed=self.settling.listed)
        self.say(
            f"结算 {settlement.code}，{settlement.matter} {yuan(settlement.amount_fen)} 元已记；"
            "数电票待开，开票后在今日凭证里登记。"
        )

    def _voided_now(self, settlement: Settlement) -> None:
        self._look_up(self.settling.number, listed=self.settling.listed)
        self.say(f"结算 {settlement.code} 已作废，{yuan(settlement.amount_fen)} 元回到预收余额。")


_Found = tuple[Payment, list[Refund], list[Settlement], list[Bill]]


def _look(reading: Reading, number: str, payment_id: int | None) -> _Found | RuleBroken:
    try:
        payment = (
            find_prepayment(reading, number)
            if payment_id is None
            else reading.get(Payment, id=payment_id)
        )
    except RuleBroken as broken:
        return broken
    return (
        payment,
        refunds.refunds_of_payment(reading, payment.id),
        settlements.settlements_of(reading, payment.id),
        open_bills(reading, payment.account_no),
    )


def _title(draft: SettleDraft) -> str:
    if draft.payment is None:
        return ""
    code = draft.payment.voucher_code
    ahead = draft.payment.kind is Charge.PREPAYMENT and not draft.payment.is_void
    return f"{code} · 预收余额 {yuan(draft.left_fen)} 元" if ahead else code


def _ahead(draft: SettleDraft) -> tuple[AheadRow, ...]:
    if draft.ahead is None or draft.number or draft.payment is not None:
        return ()
    return tuple(
        AheadRow(
            key=str(each.payment_id),
            code=each.code,
            left=yuan(each.left_fen),
            note=_whose(each),
            sums=_sums(each),
        )
        for each in draft.ahead.listed
    )


def _whose(each: OpenPrepayment) -> str:
    account = accounts_of(each.account_no, each.accounts)
    words = (each.business_date.isoformat(), mask_name(each.customer_name), account)
    return " ".join(word for word in words if word)


def _sums(each: OpenPrepayment) -> str:
    gone = (("已结算", each.settled_fen), ("已退", each.back_fen))
    words = [f"收 {yuan(each.due_fen)}", *(f"{word} {yuan(fen)}" for word, fen in gone if fen)]
    return "，".join(words)


def _ahead_words(draft: SettleDraft) -> str:
    if draft.ahead is None or draft.number or draft.payment is not None:
        return ""
    found = draft.ahead
    if not found.count:
        return "没有未结清的预收凭证。"
    said = f"未结清的预收凭证 {found.count} 张，余额 {yuan(found.left_fen)} 元"
    if found.count == len(found.listed):
        return said
    return f"{said}；列出最早的 {len(found.listed)} 张，其余请输凭证号或户号"


def _line(settlement: Settlement) -> str:
    state = {INVOICE_OWED: "待开票", INVOICE_LATER: "稍后索取"}.get(settlement.invoice, "已开票")
    return f"{settlement.period} {yuan(settlement.amount_fen)} {state}"


def _lines(draft: SettleDraft) -> tuple[str, ...]:
    payment = draft.payment
    if payment is None:
        return ()
    who = f"{mask_name(payment.customer_name)} {mask_account(payment.account_no)}".strip()
    settled, back = settled_fen(draft.settlements), sum(each.amount_fen for each in draft.refunds)
    gone = [("已结算", settled), ("已退", back)]
    lines = [
        f"{day_clock_of(payment.paid_at)} 收 {yuan(payment.due_fen)} 元",
        who,
        "，".join(f"{word} {yuan(fen)} 元" for word, fen in gone if fen),
    ]
    lines += [
        f"{each.code} {yuan(each.amount_fen)} 元已作废：{each.void_reason}"
        for each in draft.settlements
        if each.is_void
    ]
    if draft.why:
        lines.append(draft.why)
    elif draft.bills:
        owed = "、".join(f"{each.period} {yuan(each.amount_fen)} 元" for each in draft.bills[:3])
        lines.append(f"未缴账单 {owed}{'…' if len(draft.bills) > 3 else ''}")
    return tuple(line for line in lines if line)
