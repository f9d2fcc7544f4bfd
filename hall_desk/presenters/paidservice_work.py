"""The work order on the paid-service page: appointment, report, differences (17(2), 25)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import PAPER_MODE, Sheet, SheetState
from hall_desk.domain.signatures import Strokes
from hall_desk.domain.tickets import WindowNo
from hall_desk.domain.workorders import WorkOrder
from hall_desk.presenters import paidservice_parts as parts
from hall_desk.presenters import paidservice_work_parts as work_parts
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.moments import day_clock_of
from hall_desk.presenters.paidservice_parts import PricedLine, TypedLine
from hall_desk.presenters.paidservice_state import PaidServiceState, WorkDraft
from hall_desk.presenters.printing import PrintPaper, no_printer, print_quietly
from hall_desk.usecases import dispatching, paidservice

_FIELDS = {"appointed": "appointed_at", "done": "done_at", "note": "done_note"}


class PaidWork(Presenter[PaidServiceState]):
    """What happens between the signature and the payment when a team is sent out."""

    def __init__(self, desk: Desk, staff_no: str, window_no: WindowNo):
        super().__init__(desk)
        self.staff_no, self.window_no = staff_no, window_no
        self.print_paper: PrintPaper = no_printer
        self.work = WorkDraft()
        self.completing = False
        self.actual: tuple[TypedLine, ...] | None = None
        self.dispatched: Callable[[], None] = lambda: None
        self.given_away: Callable[[], None] = lambda: None
        self._begun_for = 0
        self._clash_seen = ""

    @property
    def order(self) -> WorkOrder | None:
        """The last work order of the sheet."""
        return self.facts.order if self.facts is not None else None

    @property
    def work_step(self) -> str:
        """Where the work stands."""
        sheet = self.facts.sheet if self.facts is not None else None
        return work_parts.work_step(sheet, self.order, completing=self.completing)

    def set_work(self, field: str, text: str) -> None:
        """A field of the appointment or of the report as typed."""
        changed: dict[str, Any] = {field: text}
        self.work = replace(self.work, **changed)
        if self.message.field == _FIELDS.get(field, field):
            self.message = Message()
        self.tick()

    def dispatch(self) -> None:
        """Sends the team; a clash has to be seen first, a second press goes on (17(2))."""
        sheet = self._signed()
        if sheet is None or self.facts is None:
            return
        now = self.desk.hall.clock.now()
        try:
            at = work_parts.appointed(self.work.appointed, now)
        except RuleBroken as refusal:
            self.say(str(refusal), field=refusal.field, is_error=True)
            return
        clash = work_parts.clash_of(self.facts, self.work)
        if clash and clash != self._clash_seen:
            self._clash_seen = clash
            self.say("同一时段已约，请改时间，或再按一次。", field="appointed_at", is_error=True)
            return
        self.act(
            dispatching.dispatch,
            self.staff_no,
            then=self._was_dispatched,
            sheet_id=sheet.id,
            team_code=self.work.team,
            appointed_at=at,
            content=self.work.content,
            address=self.work.address,
            clash_seen=bool(clash),
        )

    def do_deed(self) -> None:
        """F8: the paper again, or the report once more; the appointment is the page's own."""
        step = self.work_step
        if step == "issued" and self.order is not None:
            self.act(
                dispatching.note_order_reprint,
                self.staff_no,
                then=self._print_order,
                order_id=self.order.id,
            )
        elif step in ("differs", "settled"):
            self.begin_completion()

    def begin_completion(self) -> None:
        """F4: the team is back; quantities as signed, or as last reported, are to be put right."""
        facts, order = self.facts, self.order
        if facts is None or order is None or self._signed() is None:
            return
        self.completing = True
        now = self.desk.hall.clock.now()
        if self.actual is None and facts.billed is not None:
            self.actual = parts.typed_lines(facts.billed)
        if not self.work.done or order.is_open:
            self.work = replace(self.work, done=day_clock_of(now))
        self.tick()

    def leave_completion(self) -> None:
        """Esc: the report waits as typed."""
        self.completing = False
        self.message = Message()
        self.tick()

    def complete_order(self) -> None:
        """F4: keeps the report; a wrong line says so and stays typed."""
        order, lines = self.order, self._actual_lines()
        if order is None or not self.completing:
            return
        wrong = next((entry for entry in lines if entry.error), None)
        if wrong is not None:
            sentence = f"{wrong.price.name}：{wrong.error}"
            self.say(sentence, field=wrong.price.code, is_error=True)
            return
        now = self.desk.hall.clock.now()
        try:
            done_at = work_parts.finished(self.work.done, now)
        except RuleBroken as refusal:
            self.say(str(refusal), field=refusal.field, is_error=True)
            return
        self.act(
            dispatching.complete_order,
            self.staff_no,
            then=self._completed,
            order_id=order.id,
            actual=parts.wanted_of(lines),
            worker=self.work.worker,
            done_at=done_at,
            note=self.work.note,
        )

    def agree_difference(self, mode: str = PAPER_MODE, strokes: Strokes = ()) -> None:
        """F4: the customer signed for the differences, on paper unless said otherwise."""
        order = self.order
        if order is not None and self.work_step == "differs":
            self.act(
                dispatching.agree_difference,
                self.staff_no,
                then=self._order_changed,
                order_id=order.id,
                mode=mode,
                signature=strokes,
            )

    def cancel_order(self, reason: str) -> None:
        """Ctrl+Del while the team is out: it is called back, with a reason."""
        order = self.order
        if order is not None:
            self.act(
                dispatching.cancel_order,
                self.staff_no,
                then=self._order_changed,
                order_id=order.id,
                reason=reason.strip(),
            )

    def hand_over(self) -> None:
        """转交: somebody else answers for the sheet and its order from now on."""
        sheet = self.facts.sheet if self.facts is not None else None
        if sheet is not None:
            self.act(
                paidservice.hand_over_sheet,
                self.staff_no,
                then=self._handed_over,
                sheet_id=sheet.id,
                to=self.work.heir,
                reason=self.work.handover_reason,
            )

    # The actual quantities.

    def add_actual(self, code: str) -> None:
        """Another item was done, at the price of the quote's day."""
        lines = self.actual or ()
        if not any(line.code == code for line in lines):
            self.actual = (*lines, TypedLine(code=code, quantity="1"))
        self.tick()

    def set_actual(self, code: str, quantity: str) -> None:
        """A quantity as typed."""
        self.actual = tuple(
            replace(line, quantity=quantity) if line.code == code else line
            for line in self.actual or ()
        )
        self.tick()

    def commit_actual(self, code: str) -> None:
        """Enter in a quantity: an emptied line, or 0, was not done."""
        typed = next((line for line in self.actual or () if line.code == code), None)
        if typed is not None and typed.quantity.strip() in ("", "0"):
            self.remove_actual(code)

    def remove_actual(self, code: str) -> None:
        """An item was not done."""
        self.actual = tuple(line for line in self.actual or () if line.code != code)
        self.tick()

    def _actual_lines(self) -> list[PricedLine]:
        if self.facts is None:
            return []
        prices = self.facts.quote_prices
        found = [parts.priced(prices, typed) for typed in self.actual or ()]
        return [entry for entry in found if entry is not None]

    def _signed(self) -> Sheet | None:
        sheet = self.facts.sheet if self.facts is not None else None
        return sheet if sheet is not None and sheet.state is SheetState.SIGNED else None

    def _begin_work(self, sheet: Sheet) -> None:
        """The appointment of a sheet begins with what the sheet knows."""
        if self._begun_for != sheet.id and sheet.state is SheetState.SIGNED:
            self._begun_for = sheet.id
            self.work = work_parts.begun(sheet, self.desk.hall.clock.now())

    def _put_order(self, order: WorkOrder) -> None:
        if self.facts is not None:
            self.facts = replace(self.facts, order=order)

    def _order_changed(self, order: WorkOrder) -> None:
        self._put_order(order)

    def _handed_over(self, sheet: Sheet) -> None:
        self.work = replace(self.work, heir="", handover_reason="")
        self.given_away()
        self.say(f"{sheet.code} 已转交工号 {sheet.owner}。")

    def _was_dispatched(self, order: WorkOrder) -> None:
        self._put_order(order)
        self._clash_seen = ""
        self.dispatched()
        self._print_order(order)

    def _completed(self, order: WorkOrder) -> None:
        self._put_order(order)
        self.completing, self.actual = False, None

    def _print_order(self, order: WorkOrder) -> None:
        print_quietly(self, self.print_paper, "work_order", order.id, "派工单")
