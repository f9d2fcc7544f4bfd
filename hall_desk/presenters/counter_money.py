"""Taking money at the counter (收款, 唱收唱付): what is typed is kept until it is paid."""

from dataclasses import replace

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item
from hall_desk.domain.payments import (
    CASH,
    Payment,
    check_account_no,
    check_received,
)
from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_state import (
    BannerView,
)
from hall_desk.presenters.counter_till import CounterTill, Draft
from hall_desk.presenters.paidservice_state import PaymentWanted
from hall_desk.usecases import payments
from hall_desk.usecases.counters import note_unmask
from hall_desk.usecases.hall import new_op

NOBODY_OWES = "请先填应收金额。"


class CounterMoney(CounterTill):
    """The money pane and the cash dialog."""

    def set_account(self, text: str) -> None:
        """The account number (户号) as typed; checked when the field is left."""
        self._edit(account=text.strip())

    def check_account(self) -> bool:
        """Says at the field when the account number cannot be one (Art. 11(5))."""
        try:
            check_account_no(self.draft.account)
        except RuleBroken as broken:
            self.say(str(broken), field=broken.field, is_error=True)
            return False
        if self.message.field == "account_no":
            self.dismiss()
        return True

    def set_customer(self, text: str) -> None:
        """The customer's name (户名) as typed."""
        self._edit(customer=text)

    def set_due(self, fen: int | None) -> None:
        """The amount due (应收) as typed, in fen."""
        if fen != self.draft.due_fen:
            self._edit(due_fen=fen, said_received_at=None, said_change_at=None)

    def set_received(self, fen: int | None) -> None:
        """The amount received (实收) as typed; another amount has to be said again."""
        if fen != self.draft.received_fen:
            self._edit(received_fen=fen, said_received_at=None, said_change_at=None)

    def reveal(self) -> None:
        """Shows name and account in full; the journal keeps who looked."""
        item = self.item
        if item is None:
            return
        if item.id in self.revealed:
            self.revealed -= {item.id}
            self.tick()
            return
        self.revealed |= {item.id}
        self.do(note_unmask, item_id=item.id)

    def take_payment(self, method: str = CASH, *, said: bool = True) -> None:
        """Opens 唱收唱付; with ``said`` the amount received was just spoken (Enter)."""
        draft = self.draft
        if self.item is None or not self.check_account():
            return
        if not draft.due_fen:
            self.say(NOBODY_OWES, field="due", is_error=True)
            return
        received = draft.due_fen if method != CASH else draft.received_fen
        self._edit(method=method, received_fen=received)
        if method == CASH and self.facts is not None and self.facts.float_count is None:
            self._edit(float_wanted=True)
            return
        if method == CASH and said and not self._amounts_right():
            return
        said_at = self.now if said and method == CASH else None
        self._edit(open=True, said_received_at=said_at, said_change_at=None)
        self.dismiss()

    def take_sheet_payment(self, wanted: PaymentWanted) -> None:
        """Opens 唱收唱付 for a signed itemised sheet: the sum due is the sheet's, never typed."""
        if self.item is None:
            self.say("请先开始办理这位客户的事项，再收款。", is_error=True)
            return
        self._edit(
            due_fen=wanted.due_fen,
            received_fen=None,
            customer=wanted.customer_name,
            sheet_id=wanted.sheet_id,
            purpose=wanted.purpose,
            said_received_at=None,
            said_change_at=None,
        )
        self.take_payment(CASH, said=False)

    def count_float(self, fen: int | None) -> None:
        """The change in the drawer (备用金) was counted; the payment goes on where it was."""
        if fen is None:
            self.say("请填备用金金额，没有填 0。", field="float", is_error=True)
            return
        self.do(
            payments.count_float,
            then=self._float_counted,
            window=self.window_no,
            amount_fen=fen,
        )

    def put_float_off(self) -> None:
        """Esc in the float prompt: back to the amounts."""
        self._edit(float_wanted=False)

    def choose_method(self, method: str) -> None:
        """Another way of paying inside the dialog."""
        draft = self.draft
        received = draft.due_fen if method != CASH else None
        if method == CASH and draft.method == CASH:
            received = draft.received_fen
        self._edit(method=method, received_fen=received, said_received_at=None, said_change_at=None)
        if method == CASH and self.facts is not None and self.facts.float_count is None:
            self._edit(open=False, float_wanted=True)

    def say_received(self) -> None:
        """唱收: the amounts are right and were spoken."""
        if self._amounts_right():
            again = self.draft.said_received_at is not None
            self._edit(said_received_at=None if again else self.now, said_change_at=None)
            self.dismiss()

    def say_next(self) -> None:
        """Enter in the dialog: 唱收 first, then 唱付 and the voucher."""
        if self.draft.said_received_at is None:
            self.say_received()
        else:
            self.pay(finish=False)

    def pay(self, *, finish: bool) -> None:
        """唱付: the change was spoken; the payment is written, the voucher printed."""
        draft, item = self.draft, self.item
        if self.busy or item is None or not draft.open or not self._amounts_right():
            return
        if draft.said_received_at is None:
            self.say("请先唱收，再唱付。", field="spoken_received", is_error=True)
            return
        assert draft.due_fen is not None
        assert draft.received_fen is not None
        takings = payments.Takings(
            due_fen=draft.due_fen,
            received_fen=draft.received_fen,
            method=draft.method,
            spoken_received_at=draft.said_received_at,
            spoken_change_at=self.now,
        )
        op = draft.op or new_op()
        self._edit(said_change_at=self.now, op=op)
        self.act(
            payments.take_payment,
            self.staff_no,
            op=op,
            then=lambda payment: self._paid(item, payment, finish=finish),
            window=self.window_no,
            takings=takings,
            purpose=draft.purpose or item.service_name,
            sheet_id=draft.sheet_id,
            account_no=draft.account,
            customer_name=draft.customer,
            ticket_id=item.ticket_id,
            item_id=item.id,
        )

    def close_cash(self) -> None:
        """Esc: the dialog closes, the amounts stay."""
        self._edit(open=False, said_received_at=None, said_change_at=None)
        self.dismiss()

    def reprint(self, payment_id: int | None = None) -> None:
        """补打: counts the reprint and prints again under the same number."""
        target = payment_id or (self.faulty_payment.id if self.faulty_payment else None)
        if target is not None:
            self.do(payments.note_reprint, then=self._print, payment_id=target)

    def finish_paid(self) -> None:
        """办结 after the payment; the tickets' part says how."""
        raise NotImplementedError

    def _edit(self, **changes: object) -> None:
        item = self.item
        if item is None:
            return
        if "op" not in changes:
            changes["op"] = ""  # another content is another payment
        self.drafts[item.id] = replace(self.draft, **changes)  # type: ignore[arg-type]
        if self.message.field in ("due", "received", "spoken_received", "float"):
            self.message = Message()
        self.tick()

    def _amounts_right(self) -> bool:
        draft = self.draft
        try:
            check_received(
                due_fen=draft.due_fen or 0,
                received_fen=draft.received_fen or 0,
                method=draft.method,
            )
        except RuleBroken as broken:
            self.say(str(broken), field=broken.field, is_error=True)
            return False
        return True

    def _float_counted(self, count: object) -> None:
        self._edit(float_wanted=False)
        if self.facts is not None:
            self.facts = replace(self.facts, float_count=count)  # type: ignore[arg-type]
        if self.draft.received_fen or self.draft.sheet_id is not None:
            self.take_payment(CASH, said=bool(self.draft.received_fen))

    def _paid(self, item: Item, payment: Payment, *, finish: bool) -> None:
        self.draft_serial += 1
        self.drafts[item.id] = Draft(serial=self.draft_serial)
        self._print(payment)
        if finish:
            self.finish_paid()

    def _print(self, payment: Payment) -> None:
        """Prints in the background; a fault loses nothing, the payment stands."""

        def _job() -> PaperFault | None:
            try:
                self.print_voucher(payment)
            except PaperFault as fault:
                return fault
            return None

        self.run(_job, lambda fault: self._printed(payment, fault), quiet=True)

    def _printed(self, payment: Payment, fault: PaperFault | None) -> None:
        if fault is not None:
            word = "作废" if payment.is_void else "入账"
            self.faulty_payment = payment
            self.fault = BannerView(
                text=f"凭证 {payment.voucher_code} 已{word}，打印机没有出纸：{fault.reason}",
                button="补打",
                action="reprint",
            )
        elif self.faulty_payment is not None and self.faulty_payment.id == payment.id:
            self.faulty_payment, self.fault = None, BannerView()
        self.tick()
