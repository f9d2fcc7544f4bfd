"""The paid-service page (有偿服务逐项确认单, Art. 23–25): gate, items, signature, payment."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hall_desk.domain import paidservice as rules
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import PAPER_MODE, SCREEN_MODE, Ownership, Sheet, SheetState
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.signatures import Strokes
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.presenters import paidservice_parts as parts
from hall_desk.presenters.base import Desk, Message
from hall_desk.presenters.paidservice_build import page_state
from hall_desk.presenters.paidservice_parts import PaidServiceFacts, PricedLine, TypedLine
from hall_desk.presenters.paidservice_state import GateDraft, PaidServiceState, PaymentWanted
from hall_desk.presenters.paidservice_work import PaidWork
from hall_desk.presenters.paidservice_work_parts import quote_prices
from hall_desk.presenters.printing import PrintPaper, no_printer, print_quietly
from hall_desk.presenters.visit import look_at_visit
from hall_desk.store.transaction import Reading
from hall_desk.usecases import dispatching, earlier_sheets, helping, paidservice, workorders
from hall_desk.usecases.heirs import heirs
from hall_desk.usecases.paidservice import Wanted
from hall_desk.usecases.queries import words_of

_PURPOSE = "客户内部故障（有偿）"


class PaidServicePresenter(PaidWork):
    """One itemised sheet of a visit; quantities are typed, prices never."""

    def __init__(
        self,
        desk: Desk,
        staff_no: str,
        window_no: WindowNo,
        ticket: Ticket | None = None,
        *,
        sheet_id: int | None = None,
        print_paper: PrintPaper | None = None,
    ):
        super().__init__(desk, staff_no, window_no)
        self.ticket = ticket
        self.sheet_id = sheet_id
        self.print_paper = print_paper or no_printer
        self.wants_payment: Callable[[PaymentWanted], None] = lambda wanted: None
        self.closed: Callable[[], None] = lambda: None
        self.gate = GateDraft()
        self.typed: tuple[TypedLine, ...] | None = None
        self._kept: tuple[Wanted, ...] = ()
        self._queued: list[Callable[[], None]] = []

    def look(self, reading: Reading) -> PaidServiceFacts:
        """The sheet, today's prices, earlier sheets and the words to say."""
        visit = look_at_visit(reading, self.staff_no, self.ticket)
        sheet = None
        if self.sheet_id is not None:
            sheet = reading.get(Sheet, id=self.sheet_id)
        elif self.ticket is not None and self.typed is None:
            sheet = earlier_sheets.sheet_of_ticket(reading, self.ticket.id)
        today = hall_date(reading.now)
        signed = sheet is not None and sheet.state is not SheetState.DRAFT
        prices = paidservice.price_list(reading) if sheet is not None and signed else []
        owner = reading.find(Staff, staff_no=sheet.owner) if sheet is not None else None
        mine = owner is not None and (
            owner.staff_no == self.staff_no or visit.staff.may(Right.SUPERVISE)
        )
        return PaidServiceFacts(
            visit=visit,
            sheet=sheet,
            order=workorders.order_of(reading, sheet.id) if sheet is not None else None,
            quote_prices=quote_prices(sheet, prices) if sheet is not None and signed else (),
            teams=tuple(dispatching.teams(reading)) if signed else (),
            open_orders=tuple(workorders.open_orders(reading)) if signed else (),
            unpaid=tuple(workorders.unpaid_sheets(reading)) if sheet is None else (),
            prices=tuple(paidservice.prices_valid_on(reading, today)),
            today=today,
            old=tuple(earlier_sheets.earlier_sheets(reading, besides=sheet.id if sheet else None)),
            phrase=words_of(reading, "phrase").get("P22", ""),
            service=visit.item.service_name if visit.item else _PURPOSE,
            owner_name=owner.name if owner is not None else "",
            heirs=tuple(heirs(reading)) if sheet is not None and sheet.is_open and mine else (),
        )

    def build(self) -> PaidServiceState:
        """The page of this second."""
        return page_state(
            self.facts,
            self.gate,
            self._lines(),
            work=self.work,
            work_step=self.work_step,
            now=self.desk.hall.clock.now(),
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    # The gate.

    def set_gate(self, field: str, value: str | bool) -> None:
        """A field of the ownership gate; nothing typed is lost by a refusal."""
        changed: dict[str, Any] = {field: value}
        self.gate = replace(self.gate, **changed)
        if self.message.field in (field, "informed" if field == "told" else field):
            self.message = Message()
        self.tick()

    def draft_sheet(self) -> None:
        """Opens the sheet (拟单) for the customer's own facility, who was told that it costs."""
        gate = self.gate
        if not gate.ownership:
            self.say("请先判断产权。", field="ownership", is_error=True)
            return
        if parts.gate_refusal_of(gate.ownership):
            self.say(parts.gate_refusal_of(gate.ownership), field="ownership", is_error=True)
            return
        if not gate.told:
            self.say("请先向客户说明本项服务是有偿的。", field="informed", is_error=True)
            return
        self.act(
            paidservice.draft_sheet,
            self.staff_no,
            then=self._opened,
            window=self.window_no,
            ownership=Ownership(gate.ownership),
            boundary=gate.boundary,
            customer_name=gate.customer_name,
            phone=gate.phone,
            address=gate.address,
            ticket_id=self.ticket.id if self.ticket else None,
        )

    # The items.

    def add(self, code: str) -> None:
        """Adds an item with one unit; one that is there already stays one line."""
        if self.completing:
            self.add_actual(code)
            return
        if not self._drafting() or any(line.code == code for line in self._typed()):
            return
        self.typed = (*self._typed(), TypedLine(code=code, quantity="1"))
        self.save()

    def set_quantity(self, code: str, quantity: str) -> None:
        """A quantity is typed: the amounts follow at once."""
        if self.completing:
            self.set_actual(code, quantity)
        elif self._drafting():
            self.typed = tuple(
                replace(line, quantity=quantity) if line.code == code else line
                for line in self._typed()
            )
            self.tick()

    def commit_quantity(self, code: str) -> None:
        """Enter in a quantity: keeps the lines; an emptied line goes."""
        if self.completing:
            self.commit_actual(code)
            return
        typed = next((line for line in self._typed() if line.code == code), None)
        if typed is not None and not typed.quantity.strip():
            self.remove(code)
            return
        self.save()

    def remove(self, code: str) -> None:
        """Takes a line away."""
        if self.completing:
            self.remove_actual(code)
        elif self._drafting():
            self.typed = tuple(line for line in self._typed() if line.code != code)
            self.save()

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Keeps the lines as they stand, then goes on; a wrong line says so and stays typed."""
        if not self._drafting():
            self._go_on(then)
        elif self.busy:
            self._queued.append(lambda: self.save(then))
        elif self._told_wrong(must=then is not None):
            return
        elif parts.wanted_of(self._lines()) == self._kept:
            self.tick()
            self._go_on(then)
        else:
            self._keep(then)

    def _told_wrong(self, *, must: bool) -> bool:
        wrong = next((entry for entry in self._lines() if entry.error), None)
        if wrong is not None and must:
            sentence = f"{wrong.price.name}：{wrong.error}"
            self.say(sentence, field=wrong.price.code, is_error=True)
        elif wrong is not None:
            self.tick()
        return wrong is not None

    def _keep(self, then: Callable[[], None] | None) -> None:
        wanted = parts.wanted_of(self._lines())

        def _saved(sheet: Sheet) -> None:
            self._kept = wanted
            self._put(sheet)
            self._go_on(then)

        self.act(
            paidservice.set_lines,
            self.staff_no,
            then=_saved,
            sheet_id=self.facts.sheet.id,
            wanted=wanted,
        )

    def copy_sheet(self, from_id: int) -> None:
        """Takes the items of an earlier sheet over, at today's prices (复制旧单)."""
        sheet = self._sheet()
        if sheet is None or not self._drafting():
            return

        def _copied(copy: Sheet) -> None:
            self._put(copy)
            self._restart()
            self._go_on(None)

        self.act(
            paidservice.copy_sheet,
            self.staff_no,
            then=_copied,
            sheet_id=sheet.id,
            from_id=from_id,
        )

    # The paper and the money.

    def print_sheet(self) -> None:
        """Ctrl+P: the sheet for the customer to sign; kept first, so that paper and data agree."""

        def _print() -> None:
            sheet = self._sheet()
            if sheet is None or not sheet.lines:
                self.say("还没有收费项目，不能打印。", field="lines", is_error=True)
            else:
                print_quietly(self, self.print_paper, "confirmation", sheet.id, "确认单")

        self.save(_print)

    def confirm_on_screen(self, shown_total: str, strokes: Strokes = ()) -> None:
        """The customer signed under this total on the side screen (客户屏签字)."""
        state = self.build() if self.facts is not None else None
        if state is None or state.total != shown_total:
            self.say("金额刚刚有变，请客户再核对一次。", is_error=True)
        elif state.signing == "difference":
            self.agree_difference(SCREEN_MODE, strokes)
        elif state.signing == "sheet":
            self.confirm_signature(SCREEN_MODE, strokes)

    def confirm_signature(self, mode: str = PAPER_MODE, strokes: Strokes = ()) -> None:
        """F4: the customer signed the sheet, on paper unless said otherwise."""

        def _sign() -> None:
            sheet = self._sheet()
            # A second press that waited its turn finds the sheet signed already.
            if sheet is not None and self._drafting():
                self.act(
                    paidservice.confirm_signature,
                    self.staff_no,
                    then=self._settled,
                    sheet_id=sheet.id,
                    mode=mode,
                    signature=strokes,
                )

        self.save(_sign)

    def take_payment(self) -> None:
        """F6: asks for the cash dialog; refused before the signature (Art. 25)."""
        sheet, why = self._sheet(), parts.pay_why_of(self._sheet(), self.order)
        billed = self.facts.billed if self.facts is not None else None
        if sheet is None or billed is None or why:
            self.say(why, is_error=True)
            return
        self.wants_payment(
            PaymentWanted(
                sheet_id=sheet.id,
                due_fen=billed.total_fen,
                purpose=self.facts.service,
                customer_name=sheet.customer_name,
                ticket_id=sheet.ticket_id,
            )
        )

    def void_sheet(self, reason: str) -> None:
        """Keeps the sheet as void (作废) with its reason; an open order is called back first."""
        sheet = self._sheet()
        if sheet is None:
            return
        if self.work_step == "issued":
            self.cancel_order(reason)
            return
        try:
            rules.void(sheet, reason)
        except RuleBroken as refusal:
            self.say(str(refusal), field=refusal.field, is_error=True)
            return
        self.act(
            paidservice.void_sheet,
            self.staff_no,
            then=self._settled,
            sheet_id=sheet.id,
            reason=reason.strip(),
        )

    def call_manager(self) -> None:
        """请值班主任 from this page (Art. 11(10)); a second press changes nothing."""
        self.act(
            helping.call_manager,
            self.staff_no,
            then=lambda _: self.say("已请值班主任，请稍候。"),
            window=self.window_no,
        )

    def main(self) -> None:
        """The main action's key, whatever it is now."""
        steps = {
            "draft_sheet": self.draft_sheet,
            "confirm_signature": self.confirm_signature,
            "take_payment": self.take_payment,
            "begin_completion": self.begin_completion,
            "complete_order": self.complete_order,
            "agree_difference": self.agree_difference,
        }
        name = parts.main_of(self._sheet(), self.gate, work=self.work_step).name
        steps.get(name, self.leave)()

    def open_sheet(self, sheet_id: int) -> None:
        """Another signed sheet that waits for its payment, in the place of the gate."""
        self.sheet_id, self.typed, self._kept = sheet_id, None, ()
        self.completing, self.actual = False, None
        self.refresh()

    def leave(self) -> None:
        """Esc: keeps what is typed, then goes back to the visit."""
        if self.completing:
            self.leave_completion()
        elif any(entry.error for entry in self._lines()):
            self.closed()
        else:
            self.save(self.closed)

    def _seen(self, facts: PaidServiceFacts) -> None:
        if facts.sheet is not None:
            self.sheet_id = facts.sheet.id
            self._begin_work(facts.sheet)
            if self.typed is None:
                self.typed = parts.typed_lines(facts.sheet)
        super()._seen(facts)
        if facts.sheet is not None and not self._kept:
            self._kept = parts.wanted_of(self._lines())

    def _opened(self, sheet: Sheet) -> None:
        self.sheet_id = sheet.id
        self.typed, self._kept = (), ()
        self._put(sheet)

    def _put(self, sheet: Sheet) -> None:
        """The sheet as the verb left it, until the next look."""
        if self.facts is not None:
            self.facts = replace(self.facts, sheet=sheet)

    def _restart(self) -> None:
        sheet = self._sheet()
        if sheet is not None:
            self.typed = parts.typed_lines(sheet)
            self._kept = parts.wanted_of(self._lines())

    def _go_on(self, then: Callable[[], None] | None) -> None:
        """Goes on after a save, then with what was pressed meanwhile, in its order."""
        if then is not None:
            then()
        while self._queued and not self.busy:
            self._queued.pop(0)()

    def _settled(self, sheet: Sheet) -> None:
        self._put(sheet)
        self._begin_work(sheet)
        self._go_on(None)

    def _failed(self, error: Exception) -> None:
        # What was pressed after a refused step was meant for its success.
        self._queued.clear()
        super()._failed(error)

    def _sheet(self) -> Sheet | None:
        return self.facts.sheet if self.facts is not None else None

    def _drafting(self) -> bool:
        sheet = self._sheet()
        return sheet is not None and sheet.state is SheetState.DRAFT

    def _typed(self) -> tuple[TypedLine, ...]:
        return self.typed or ()

    def _lines(self) -> list[PricedLine]:
        if self.facts is None:
            return []
        if self.completing:
            return self._actual_lines()
        found = [parts.priced(self.facts.prices, typed) for typed in self._typed()]
        return [entry for entry in found if entry is not None]
