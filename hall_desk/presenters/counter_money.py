"""Taking money at the counter (收款, 唱收唱付): what is typed is kept until it is paid."""

from dataclasses import replace

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item
from hall_desk.domain.payments import (
    CASH,
    Payment,
    check_account_no,
)
from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_state import (
    BannerView,
)
from hall_desk.presenters.counter_tenders import CounterTenders
from hall_desk.presenters.counter_till import Draft
from hall_desk.presenters.paidservice_state import PaymentWanted
from hall_desk.usecases import payments
from hall_desk.usecases.counters import note_unmask
from hall_desk.usecases.hall import new_op

NOBODY_OWES = "请先填应收金额。"


class CounterMoney(CounterTenders):
    """The money pane and the cash dialog."""

    def set_account(self, text: str) -> None:
        """The account number (户号) as typed; checked when the field is left."""
        billed = self.draft.asked is not None and text.strip() != self.draft.account
        self._edit(account=text.strip())
        if billed:
            # The imported bills were another account's.
            self.set_due(None)
            self.refill()

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
            # Another amount is none of the imported bills any more.
            self._edit(due_fen=fen, said_received_at=None, said_change_at=None, asked=None, note="")

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
        self._edit(method=method, received_fen=received, parts=(), slip="")
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
            parts=(),
            slip="",
            asked=None,
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

    def say_received(self) -> None:
        """唱收: the amounts are right and were spoken; a part of the sum is taken first."""
        if self.draft.splits:
            self.add_part()
            return
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
        op = draft.op or new_op()
        if self.unanswered_besides(op):
            self.settle_unknown()
            return
        takings = self.takings_of(draft)
        self._edit(said_change_at=self.now, op=op)
        self.act(
            payments.take_payment,
            self.staff_no,
            op=op,
            then=lambda payment: self._paid(item, payment, op, finish=finish),
            window=self.window_no,
            takings=takings,
            purpose=draft.purpose or item.service_name,
            sheet_id=draft.sheet_id,
            account_no=draft.account,
            customer_name=draft.customer,
            ticket_id=item.ticket_id,
            item_id=item.id,
            asked=draft.asked,
        )

    def close_cash(self) -> None:
        """Esc: the dialog closes, the amounts stay."""
        kept = None if self.draft.parts else self.draft.received_fen
        self._edit(
            open=False, said_received_at=None, said_change_at=None, parts=(), slip="",
            received_fen=kept,
        )  # fmt: skip
        self.dismiss()

    def reprint(self, payment_id: int | None = None) -> None:
        """补打: counts the reprint and prints again under the same number."""
        target = payment_id or (self.faulty_payment.id if self.faulty_payment else None)
        if target is not None:
            self.do(payments.note_reprint, then=self._print, payment_id=target)

    def refill(self) -> None:
        """The fields of the pane are filled anew."""
        self.draft_serial += 1
        self._edit(serial=self.draft_serial)

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
        if self.message.field in ("due", "received", "spoken_received", "float", "slip_no"):
            self.message = Message()
        self.tick()

    def _float_counted(self, count: object) -> None:
        self._edit(float_wanted=False)
        if self.facts is not None:
            self.facts = replace(self.facts, float_count=count)  # type: ignore[arg-type]
        if self.draft.received_fen or self.draft.sheet_id is not None:
            self.take_payment(CASH, said=bool(self.draft.received_fen))

    def _paid(self, item: Item, payment: Payment, op: str, *, finish: bool) -> None:
        self.answered.add(op)
        self.draft_serial += 1
        self.drafts[item.id] = Draft(serial=self.draft_serial)
        self._print(payment, op)
        if finish:
            self.finish_paid()

    def _print(self, payment: Payment, op: str = "") -> None:
        """Prints in the background; a fault loses nothing, the payment stands."""

        def _job() -> PaperFault | None:
            try:
                self.print_voucher(payment)
            except PaperFault as fault:
                return fault
            finally:
                self.drop_unanswered(op)
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
        else:
            self.paper_out(payment)
            if self.faulty_payment is not None and self.faulty_payment.id == payment.id:
                self.faulty_payment, self.fault = None, BannerView()
        self.tick()
