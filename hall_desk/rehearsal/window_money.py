"""Money at the real counter window (真窗口收付款): mixed, many accounts, void, back."""

from collections.abc import Generator

from hall_desk.domain.charges import AccountDue, FeeWanted
from hall_desk.domain.items import Item
from hall_desk.domain.metertests import MeterTest, Outcome
from hall_desk.domain.money import format_quantity
from hall_desk.domain.payments import CASH, Payment
from hall_desk.domain.reconnections import Reconnection
from hall_desk.domain.refunds import Refund
from hall_desk.domain.settlements import Settlement
from hall_desk.domain.tenders import Part
from hall_desk.domain.tickets import Ticket
from hall_desk.presenters.counter_matters import RECONNECT, TEST
from hall_desk.presenters.counter_state import Panel
from hall_desk.presenters.counter_words import yuan
from hall_desk.rehearsal import tills
from hall_desk.rehearsal.at_window import payment_again
from hall_desk.rehearsal.keys import ScreenFault, settle
from hall_desk.rehearsal.money_moves import ADJUSTED, REPORT, TEAM, TOO_MUCH, WRONG_AMOUNT
from hall_desk.rehearsal.seat import Bill
from hall_desk.rehearsal.window_more import MoreHands
from hall_desk.ui.till import TillPage
from hall_desk.usecases import deposits, reconnections, refunds

_CASH_KEY = "1"
_OUTCOMES = tuple(Outcome)


class MoneyHands(MoreHands):
    """What a clerk types and says where money goes in and out."""

    def pay(self, ticket: Ticket, item: Item, bill: Bill) -> Generator[float, None, Payment]:
        """Types the bill, says both amounts, prints."""
        self._type_bill(bill)
        yield bill.received_after_s
        self._receive(ticket, bill)
        return (yield from self._said(ticket, bill))

    def pay_in_parts(
        self, ticket: Ticket, item: Item, bill: Bill, part: Part
    ) -> Generator[float, None, Payment]:
        """The way of the part, its sum and its slip, Enter; then cash for the rest."""
        self._type_bill(bill)
        yield bill.received_after_s
        settle()
        self.fingers.click(f"pay_{part.method}")
        cash = self.screen.cash
        self.fingers.write_in(cash.received, yuan(part.amount_fen))
        self.fingers.write_in(cash.slip, part.slip_no)
        self.fingers.key("Return")
        self._answered()
        self.stage.moved("parts", ticket)
        yield 8
        self.fingers.write_in(cash.received, yuan(bill.received_fen - part.amount_fen))
        self.fingers.key("Return")
        self._answered()
        return (yield from self._said(ticket, bill))

    def pay_accounts(
        self, ticket: Ticket, item: Item, bill: Bill, accounts: tuple[AccountDue, ...]
    ) -> Generator[float, None, Payment]:
        """Ctrl+M, one account after the other, Ctrl+Enter takes their sum."""
        self._press("Ctrl+M")
        for due in accounts:
            self.fingers.type_into("several_account", due.account_no)
            self.fingers.key("Return")
            self.fingers.type_into("several_customer", due.customer_name)
            self.fingers.key("Return")
            self.fingers.type_into("several_due", yuan(due.amount_fen))
            self.fingers.key("Return")
            self._answered()
            yield 6
        self.stage.moved("accounts", ticket)
        self.fingers.key("Ctrl+Return")
        self._answered()
        if self.presenter.draft.due_fen != bill.due_fen:
            raise ScreenFault(f"{ticket.code} 多户合计不是 {yuan(bill.due_fen)}")
        yield bill.received_after_s
        self._receive(ticket, bill)
        return (yield from self._said(ticket, bill))

    def pay_fees(
        self, ticket: Ticket, item: Item, bill: Bill, fees: tuple[FeeWanted, ...]
    ) -> Generator[float, None, Payment]:
        """Ctrl+M for a business fee: down to each fee, how much, Enter; Ctrl+Enter, the dialog."""
        self._press("Ctrl+M")
        if self.presenter.panel is not Panel.FEES:
            raise ScreenFault(f"{ticket.code} 没有打开业务费用：{self.presenter.message.text}")
        offers = self.screen.right.fees.offers
        for fee in fees:
            self.fingers.go_to("fee_quantity")
            self._step_to("Down", fee.code, offers.current_key)
            self.fingers.type_into("fee_quantity", format_quantity(fee.quantity_milli))
            self.fingers.key("Return")
            self._answered()
            yield 6
        self.stage.moved("fees", ticket)
        self.fingers.key("Ctrl+Return")
        self._answered()
        return (yield from self._in_dialog(ticket, bill))

    def pay_deposit(
        self, ticket: Ticket, item: Item, bill: Bill, phone: str
    ) -> Generator[float, None, Payment]:
        """F6 for a meter test: account, name and telephone, then the cash dialog."""
        self._press("F6")
        if self.presenter.panel is not Panel.DEPOSIT:
            raise ScreenFault(f"{ticket.code} 没有打开校验押金：{self.presenter.message.text}")
        typed = {"account": bill.account, "customer": bill.name, "phone": phone, "meter": "1234"}
        for name, text in typed.items():
            self.fingers.type_into(f"deposit_{name}", text)
            if name == "meter":
                self.stage.moved("deposit", ticket)
            self.fingers.key("Return")
        self._answered()
        return (yield from self._in_dialog(ticket, bill))

    def void(self, payment: Payment) -> Payment:
        """Ctrl+G, Ctrl+Del, the reason's digit, Enter, the duty manager's sign-in."""
        self._choose_voucher(payment)
        self.fingers.key("Ctrl+Del")
        self.fingers.key(WRONG_AMOUNT[-1])
        self.stage.moved("void", payment)
        self.fingers.key("Return")
        self._approve()
        self._answered()
        self.fingers.key("Escape")
        voided = self.stage.ask(payment_again, payment)
        if not voided.is_void:
            raise ScreenFault(f"{payment.voucher_code} 没有作废成")
        return voided

    def refund(self, payment: Payment, fen: int) -> Refund:
        """Ctrl+G, Ctrl+U, the amount, cash, the reason, Ctrl+Enter, the duty manager's sign-in."""
        self._choose_voucher(payment)
        self.fingers.key("Ctrl+U")
        self.fingers.type_into("refund_amount", yuan(fen))
        self.fingers.key("Return")
        self.fingers.key(_CASH_KEY)
        self.fingers.go_to("refund_reason")
        self.fingers.key(TOO_MUCH[-1])
        self.stage.moved("refund", payment)
        self.fingers.key("Ctrl+Return")
        self._approve()
        self._answered()
        self.fingers.key("Escape")
        given = self.stage.ask(refunds.refunds_of_payment, payment.id)
        if not given:
            raise ScreenFault(f"{payment.voucher_code} 没有退成款")
        return given[-1]

    def take_out_bag(self, fen: int) -> None:
        """Ctrl+K, the third of the ways, the amount, Ctrl+Enter, Esc."""
        self._press("Ctrl+K", look=True)
        settle()
        if not isinstance(self.screen.page(), TillPage):
            raise ScreenFault(f"{self.window}号窗口没有打开钱箱")
        self.fingers.go_to("till_mode")
        for _ in range(2):
            self.fingers.key("Right")
            settle()
        self.fingers.type_into("bag_amount", yuan(fen))
        self.stage.moved("bag", self)
        self.fingers.key("Ctrl+Return")
        settle()
        if tills.till_of(self.stage, self.staff_no).sums.bagged_fen != fen:
            raise ScreenFault(f"{self.window}号窗口没有取出解款")
        self._back()

    def reconnected(self, task: Reconnection) -> None:
        """The matter of 我的待办: who was told, Enter; power is back, Ctrl+Enter."""
        self._open_matter(f"{RECONNECT}{task.id}")
        self.fingers.type_into("matter_0", TEAM)
        self.fingers.key("Return")
        self._answered()
        self.stage.moved("reconnection", self)
        self._fresh()
        self.fingers.key("Ctrl+Return")
        self._answered()
        if task.id in [open_.id for open_ in self.stage.ask(reconnections.open_reconnections)]:
            raise ScreenFault(f"{self.window}号窗口没有记上复电")

    def tested(self, test: MeterTest) -> None:
        """The matter of 我的待办: 超差, report, cash, the second person; then 退补 is done."""
        self._open_matter(f"{TEST}{test.id}")
        self.fingers.go_to("matter_outcome")
        for _ in range(_OUTCOMES.index(Outcome.FAIL) + 1):
            self.fingers.key("Right")
        self.fingers.type_into("matter_0", REPORT)
        self.fingers.go_to("matter_method")
        self.fingers.key(_CASH_KEY)
        self.stage.moved("meter test", self)
        self.fingers.key("Ctrl+Return")
        self._approve()
        self._answered()
        self._open_matter(f"{TEST}{test.id}")
        self.fingers.type_into("matter_0", ADJUSTED)
        self.fingers.key("Ctrl+Return")
        self._answered()
        if self.stage.ask(deposits.open_tests, self.staff_no):
            raise ScreenFault(f"{self.window}号窗口没有记上检定结果")

    def _type_bill(self, bill: Bill) -> None:
        self._press("F6")
        if bill.scanned:
            self.fingers.scan(bill.account)
        else:
            self.fingers.type_into("account_no", bill.account)
            self.fingers.key("Return")
        self.fingers.type_into("customer_name", bill.name)
        self.fingers.key("Return")
        if self.presenter.draft.asked is not None:
            self.stage.moved("imported bill", self.presenter.ticket)
        if self.presenter.draft.due_fen != bill.due_fen:
            self.fingers.type_into("due", yuan(bill.due_fen))
            self.fingers.key("Return")

    def _receive(self, ticket: Ticket, bill: Bill) -> None:
        """The amount received in the pane, spoken with Enter; or another way of paying."""
        if bill.method == CASH:
            self.fingers.type_into("received", yuan(bill.received_fen))
            self.stage.moved("amounts", ticket)
            self.fingers.key("Return")
        else:
            settle()
            self.fingers.click(f"pay_{bill.method}")
            self.fingers.key("Return")
        self._answered()

    def _in_dialog(self, ticket: Ticket, bill: Bill) -> Generator[float, None, Payment]:
        """Cash for a sum nobody types: received in the dialog itself."""
        yield bill.received_after_s
        self.fingers.write_in(self.screen.cash.received, yuan(bill.received_fen))
        self.fingers.key("Return")
        self._answered()
        return (yield from self._said(ticket, bill))

    def _said(self, ticket: Ticket, bill: Bill) -> Generator[float, None, Payment]:
        """唱付 and the voucher."""
        self.stage.moved("cash dialog", ticket)
        yield bill.change_after_s
        known = {payment.id for payment in self._payments()}
        self.fingers.key("Return")
        self._answered()
        taken = [payment for payment in self._payments() if payment.id not in known]
        if len(taken) != 1:
            raise ScreenFault(f"{ticket.code} 没有收成款：{self.presenter.message.text}")
        return taken[0]

    def _choose_voucher(self, paid: Payment | Settlement) -> None:
        """Ctrl+G and the line of the voucher, or of the settlement."""
        self._press("Ctrl+G", look=True)
        self.presenter.choose_voucher(paid.id if isinstance(paid, Payment) else -paid.id)

    def _open_matter(self, key: str) -> None:
        """Ctrl+J, down to the matter, Enter."""
        self._press("Ctrl+J", look=True)
        self.fingers.key("Home")
        self._step_to("Down", key, self.screen.left.tasks.list.current_key)
        self.fingers.key("Return")
        settle()
        self._answered()
