"""A payment whose outcome nobody told (结果未明): its key is on this PC and finds it again."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import Payment
from hall_desk.domain.people import Right
from hall_desk.pending import PendingFile, PendingPayment
from hall_desk.presenters.counter_state import PAPERS, BannerView
from hall_desk.presenters.counter_till import CounterTill, Draft
from hall_desk.presenters.counter_words import time_words, yuan
from hall_desk.usecases import payments
from hall_desk.usecases.clockguard import ClockBehind, trust_clock

FOUND = "print_found"
"""The banner's action for a payment that was found again."""
KNOWN = "known"
"""The banner's action where there is nothing left to do."""

_IN_QUEUE = ("凭证在打印队列里，请在那里看。", "打印队列", PAPERS)
_FATES = {
    None: ("并核对凭证是否已打印。", "打印凭证", FOUND),
    "": ("凭证还没有打印。", "打印凭证", FOUND),
    "waiting": _IN_QUEUE,
    "sending": _IN_QUEUE,
    "unknown": ("凭证打没打出来不清楚，请在打印队列里回答。", "打印队列", PAPERS),
    "failed": ("凭证没有打出来，请到打印队列重打。", "打印队列", PAPERS),
    "done": ("凭证已打印。", "知道了", KNOWN),
    "cancelled": ("凭证已取消打印。", "知道了", KNOWN),
}
"""What the print room knows of the voucher: the banner and the queue never ask two things."""


class CounterUnknown(CounterTill):
    """Nothing is taken twice and nothing lost when program or database die between."""

    _looked: bool = False
    _lost: tuple[Payment, str | None] | None = None
    answered: set[str]
    """The keys whose answer came and whose paper is under way."""

    @cached_property
    def unanswered(self) -> PendingFile:
        """The keys this window sent and had no answer to."""
        return PendingFile(self.desk.hall.store.pending_file(self.window_no))

    def write_down(
        self, verb: Callable[..., Any], actor: str, op: str, given: dict[str, Any]
    ) -> Any:
        """A payment's key is on the disk before it is sent, until the voucher is printed."""
        if verb is not payments.take_payment:
            return super().write_down(verb, actor, op, given)
        due, at = given["takings"].due_fen, time_words(self.now)[:5]
        self.unanswered.keep(PendingPayment(op=op, due_fen=due, at=at))
        try:
            return super().write_down(verb, actor, op, given)
        except RuleBroken:
            self.drop_unanswered(op)  # the answer is no
            raise

    def drop_unanswered(self, op: str) -> None:
        """It is known what became of the payment, and its paper was handed over."""
        self.answered.discard(op)
        if op:
            self.unanswered.drop(op)

    def unanswered_besides(self, op: str) -> bool:
        """Whether another payment of this window still waits for its answer."""
        known = {op, *self.answered}
        return any(sent.op not in known for sent in self.unanswered.all())

    def settle_unknown(self) -> None:
        """Finds out by its key whether the last payment was recorded; then the next one."""
        waiting = [sent for sent in self.unanswered.all() if sent.op not in self.answered]
        if not waiting or self.staff is None or not self.staff.may(Right.TAKE_MONEY):
            return
        sent = waiting[0]
        self.act(
            payments.close_unknown,
            self.staff_no,
            op=sent.op,
            then=lambda payment: self._settled(sent, payment),
        )

    def _settled(self, sent: PendingPayment, payment: Payment | None) -> None:
        self.drop_unanswered(sent.op)
        if payment is None:
            for item_id, draft in self.drafts.items():
                if draft.op == sent.op:
                    self.drafts[item_id] = replace(draft, op="", said_received_at=None)
            self.say(
                f"{sent.at} 的收款（{yuan(sent.due_fen)} 元）没有入账，没有收钱记录；"
                "请与客户核对现金后重新收款。",
                is_error=True,
            )
        else:
            self.draft_serial += 1
            if payment.item_id in self.drafts:
                self.drafts[payment.item_id] = Draft(serial=self.draft_serial)
            fate = self.paper_fate(payment)
            words, button, action = _FATES[fate]
            self._lost, self.faulty_payment = (payment, fate), payment
            self.fault = BannerView(
                text=f"{sent.at} 中断的收款已入账：凭证 {payment.voucher_code}，"
                f"{yuan(payment.due_fen)} 元。请不要再收，{words}",
                button=button,
                action=action,
            )
            self.show_voucher(payment)
        self.settle_unknown()

    def forget_found(self) -> None:
        """It is known what became of the voucher that was found; the queue asks the rest."""
        if self._lost is not None and self.faulty_payment is self._lost[0]:
            self.faulty_payment, self.fault = None, BannerView()
        self._lost = None

    def show_voucher(self, payment: Payment) -> None:
        """Brings a voucher to the screen; the vouchers' part says how."""

    def _failed(self, error: Exception) -> None:
        """Behind the last record either the clock is wrong or the record: the manager decides."""
        super()._failed(error)
        if isinstance(error, ClockBehind):
            self.needs_approval(
                f"{error}若电脑时间正确、是上一笔记录快了，请值班主任核对后输入本人工号和密码。",
                lambda approver: self.act(
                    trust_clock, approver, then=lambda _: self.say("时间已确认，请再办一次。")
                ),
            )

    def _seen(self, facts: Any) -> None:
        if self._lost is not None and self.paper_fate(self._lost[0]) != self._lost[1]:
            self.forget_found()  # printed or answered in the queue meanwhile
        super()._seen(facts)
        if not self._looked and self.staff is not None and facts.day is not None:
            self._looked = True
            self.settle_unknown()
