"""Paid service at the real counter window (真窗口有偿服务): sheet, team, report, payment."""

from collections.abc import Generator
from datetime import datetime

from hall_desk.domain.days import HALL_ZONE
from hall_desk.domain.items import Item
from hall_desk.domain.money import format_quantity
from hall_desk.domain.paidservice import Ownership, Sheet, SheetState
from hall_desk.domain.payments import INVOICE_LATER, Payment
from hall_desk.domain.tickets import Ticket
from hall_desk.domain.workorders import OrderState, WorkOrder
from hall_desk.presenters.counter_tasks import SHEET_TASK
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.keys import ScreenFault, settle
from hall_desk.rehearsal.plan import Customer
from hall_desk.rehearsal.seat import Bill
from hall_desk.rehearsal.window_work import WorkHands
from hall_desk.rehearsal.work_moves import WORKER
from hall_desk.store.transaction import Reading
from hall_desk.ui.paidservice import PaidServicePage
from hall_desk.usecases import dispatching, paidservice, workorders
from hall_desk.usecases.paidservice import Wanted

_ADDERS = {"L": "Alt+L", "M": "Alt+M"}


class ServiceHands(WorkHands):
    """What a clerk does on the page of the itemised sheet."""

    def try_to_quote(self, ticket: Ticket, customer: Customer) -> str:
        """F6, 供电企业产权, Ctrl+Enter all the same; the page says no, Esc."""
        self._press("F6", look=True)
        gate = self._page().gate
        self.fingers.go_to("ownership")
        self._step_to("Right", Ownership.UTILITY.value, gate.ownership.current)
        self.fingers.key("Ctrl+Return")
        settle()
        self.stage.moved("not quoted", ticket)
        refusal = gate.refusal.text()
        if not refusal or any(each.ticket_id == ticket.id for each in self._sheets()):
            raise ScreenFault(f"{ticket.code} 的产权没有拦住报价")
        self._leave_page()
        return refusal

    def quote(
        self, ticket: Ticket, customer: Customer, wanted: tuple[Wanted, ...]
    ) -> Generator[float, None, Sheet]:
        """F6, the gate, Ctrl+Enter; each item by its code with its quantity; Ctrl+P."""
        self._press("F6", look=True)
        page = self._page()
        self.fingers.go_to("ownership")
        self.fingers.key("Right")
        for name in ("customer_name", "phone", "address"):
            text = customer.name if name == "customer_name" else getattr(customer, name)
            self.fingers.type_into(name, text)
        self.fingers.tick(page.gate.tick)
        yield 30
        self.fingers.key("Ctrl+Return")
        settle()
        for want in wanted:
            self.fingers.key(_ADDERS[want.code[0]])
            self._write(want.code)
            self.fingers.key("Return")
            settle()
            self._write(format_quantity(want.quantity_milli))
            yield 12
        self.fingers.key("Ctrl+P")
        settle()
        sheet = next(
            (each for each in self._sheets() if each.ticket_id == ticket.id and not each.signed_at),
            None,
        )
        if sheet is None or len(sheet.lines) != len(wanted):
            raise ScreenFault(f"{ticket.code} 没有拟成确认单：{page.message.text()}")
        return sheet

    def sign_sheet(self, sheet: Sheet) -> Sheet:
        """F4: the customer has signed the paper."""
        self.fingers.key("F4")
        settle()
        signed = self.stage.ask(_sheet, sheet.id)
        if signed.state is not SheetState.SIGNED:
            raise ScreenFault(f"{sheet.code} 没有签成：{self._page().message.text()}")
        return signed

    def void_sheet(self, sheet: Sheet, reason: str) -> None:
        """Ctrl+Del, the reason, Ctrl+Enter; Esc."""
        self.fingers.rest()
        self.fingers.key("Ctrl+Del")
        self._write(reason)
        self.fingers.key("Ctrl+Return")
        settle()
        if self.stage.ask(_sheet, sheet.id).state is not SheetState.VOID:
            raise ScreenFault(f"{sheet.code} 没有作废成")
        self._leave_page()

    def dispatch(self, sheet: Sheet, team: str, moment: datetime) -> WorkOrder:
        """F8, the team, the appointment, Ctrl+Enter, once more where the team is taken; Esc."""
        entries = {entry.code: entry.name for entry in self.stage.ask(dispatching.teams)}
        local = moment.astimezone(HALL_ZONE)
        self.fingers.key("F8")
        self._write(entries[team])
        self.fingers.key("Return")
        self._write(f"{local.month}月{local.day}日 {local:%H:%M}")
        self.stage.moved("dispatch", sheet)
        for _ in range(2):
            if self.stage.ask(workorders.order_of, sheet.id) is None:
                self.fingers.rest()
                self.fingers.key("Ctrl+Return")
                settle()
        order = self.stage.ask(workorders.order_of, sheet.id)
        if order is None:
            raise ScreenFault(f"{sheet.code} 没有派成工：{self._page().message.text()}")
        self._leave_page()
        return order

    def complete(self, order: WorkOrder, actual: tuple[Wanted, ...], *, differs: bool) -> None:
        """The matter of 我的待办, F4, who did it and how much, F4; the new signature, F4; Esc."""
        self._open_matter(f"{SHEET_TASK}{order.sheet_id}")
        page = self._page()
        self.fingers.key("F4")
        settle()
        self.fingers.type_into("worker", WORKER)
        for want in actual:
            page.lines.focus_line(want.code)
            self._write(format_quantity(want.quantity_milli))
        self.stage.moved("completion", order)
        self.fingers.rest()
        self.fingers.key("F4")
        settle()
        if differs:
            self.fingers.key("Ctrl+P")
            self.stage.moved("differences", order)
            self.fingers.rest()
            self.fingers.key("F4")
            settle()
        done = self.stage.ask(workorders.order_of, order.sheet_id)
        agreed = done is not None and (not differs or done.difference_agreed_at is not None)
        if done is None or done.state is not OrderState.DONE or not agreed:
            raise ScreenFault(f"{order.code} 没有登记完工：{page.message.text()}")
        self._leave_page()

    def pay_sheet(
        self, ticket: Ticket, item: Item, bill: Bill, sheet: Sheet, invoice: str
    ) -> Generator[float, None, Payment]:
        """The sheet's page, found again with Ctrl+K when it was left; F6, then the cash dialog."""
        if self.screen.page() is None:
            self._press("F6", look=True)
            self.fingers.key("Ctrl+K")
            self._write(sheet.code)
            self.fingers.key("Return")
            settle()
        self.fingers.rest()
        self.fingers.key("F6")
        settle()
        if not self.screen.cash.is_open():
            raise ScreenFault(f"{sheet.code} 没有到收款：{self.presenter.message.text}")
        if bill.method != "CASH":
            self.presenter.choose_method(bill.method)
        payment = yield from self._in_dialog(ticket, bill)
        if invoice == INVOICE_LATER:
            self._choose_voucher(payment)
            self.fingers.key("Ctrl+L")
            self._answered()
            self.fingers.key("Escape")
        return payment

    def _page(self) -> PaidServicePage:
        page = self.screen.page()
        if not isinstance(page, PaidServicePage):
            raise ScreenFault(f"{self.window}号窗口没有打开确认单：{self.presenter.message.text}")
        return page

    def _sheets(self) -> list[Sheet]:
        return self.stage.ask(paidservice.sheets_of, cast.DAY)

    def _write(self, text: str) -> None:
        """Into whatever has the hands."""
        focused = self.fingers.window.focusWidget()
        if focused is None:
            raise ScreenFault(f"{self.window}号窗口没有地方可写 {text}")
        self.fingers.write_in(focused, text)

    def _leave_page(self) -> None:
        self.fingers.key("Escape")
        settle()
        if self.screen.page() is not None:
            raise ScreenFault(f"{self.window}号窗口的确认单没有关上")
        self._fresh()


def _sheet(reading: Reading, sheet_id: int) -> Sheet:
    return reading.get(Sheet, id=sheet_id)
