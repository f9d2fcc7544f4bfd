"""More of a window's work (拆分、改事项、派工、跟踪): what hands do, by the use cases."""

from collections.abc import Generator
from datetime import datetime
from typing import Protocol

from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item
from hall_desk.domain.paidservice import Ownership, Sheet
from hall_desk.domain.promises import awaited
from hall_desk.domain.tickets import Ticket
from hall_desk.domain.tracking import running
from hall_desk.domain.workorders import WorkOrder
from hall_desk.rehearsal.plan import Customer
from hall_desk.rehearsal.seat import Seat
from hall_desk.usecases import acceptances, dispatching, paidservice, serving
from hall_desk.usecases.paidservice import Wanted

BOUNDARY = "进户线第一支持物（客户侧）"
WORK = "按确认单所列项目上门处理"
WORKER = "何示例"
RESULT = "现场已办妥，客户当面确认"


class WorkMoves(Protocol):
    """The moves of longer work that a real window can make too."""

    def change_quantity(self, item: Item, pieces: int) -> None:
        """So many pieces of the item in hand."""

    def split(self, item: Item, pieces: int) -> None:
        """Some pieces become an item of their own."""

    def reclassify(self, item: Item, service_code: str) -> None:
        """It was another service."""

    def track(self, acceptance: Acceptance) -> None:
        """Records what has become of an acceptance: a date, a stage, or its result."""

    def try_to_quote(self, ticket: Ticket, customer: Customer) -> str:
        """The gate's sentence for the utility's own facility: nothing is quoted (Art. 23)."""

    def quote(
        self, ticket: Ticket, customer: Customer, wanted: tuple[Wanted, ...]
    ) -> Generator[float, None, Sheet]:
        """The itemised sheet of the customer's own facility, printed to be signed."""

    def sign_sheet(self, sheet: Sheet) -> Sheet:
        """The customer signed it."""

    def void_sheet(self, sheet: Sheet, reason: str) -> None:
        """The customer did not want it after all."""

    def dispatch(self, sheet: Sheet, team: str, moment: datetime) -> WorkOrder:
        """Sends a team to the customer."""

    def complete(self, order: WorkOrder, actual: tuple[Wanted, ...], *, differs: bool) -> None:
        """What the team has done; the customer signed for what is otherwise than agreed."""


class PlainWork(Seat):
    """The same by the use cases."""

    def change_quantity(self, item: Item, pieces: int) -> None:
        """So many pieces of the item in hand."""
        self._do(serving.change_quantity, item_id=item.id, quantity=pieces)

    def split(self, item: Item, pieces: int) -> None:
        """Some pieces become an item of their own."""
        self._do(serving.split_item, item_id=item.id, quantity=pieces)

    def reclassify(self, item: Item, service_code: str) -> None:
        """It was another service."""
        self._do(serving.reclassify_item, item_id=item.id, service_code=service_code)

    def track(self, acceptance: Acceptance) -> None:
        """Records what has become of an acceptance: a date, a stage, or its result."""
        event = next_event(acceptance)
        if event is not None:
            today = hall_date(self.stage.now)
            self._do(acceptances.record_event, acceptance_id=acceptance.id, event=event, on=today)
            return
        for stage in running(acceptance)[:1]:
            self._do(acceptances.finish_stage, acceptance_id=acceptance.id, stage=stage.stage)
            return
        self._do(acceptances.close, acceptance_id=acceptance.id, result=RESULT)

    def try_to_quote(self, ticket: Ticket, customer: Customer) -> str:
        """The gate's sentence for the utility's own facility: nothing is quoted (Art. 23)."""
        try:
            sheet = self._draft(ticket, customer, Ownership.UTILITY)
        except RuleBroken as refusal:
            return str(refusal)
        raise RuntimeError(f"{sheet.code} was drafted for the utility's own facility")

    def quote(
        self, ticket: Ticket, customer: Customer, wanted: tuple[Wanted, ...]
    ) -> Generator[float, None, Sheet]:
        """The itemised sheet of the customer's own facility, printed to be signed."""
        sheet = self._draft(ticket, customer, Ownership.CUSTOMER)
        yield 30 + 12 * len(wanted)
        priced: Sheet = self._do(paidservice.set_lines, sheet_id=sheet.id, wanted=wanted)
        self.stage.archive.desk().confirmation(priced.id)
        return priced

    def sign_sheet(self, sheet: Sheet) -> Sheet:
        """The customer signed it."""
        signed: Sheet = self._do(paidservice.confirm_signature, sheet_id=sheet.id)
        return signed

    def void_sheet(self, sheet: Sheet, reason: str) -> None:
        """The customer did not want it after all."""
        self._do(paidservice.void_sheet, sheet_id=sheet.id, reason=reason)

    def dispatch(self, sheet: Sheet, team: str, moment: datetime) -> WorkOrder:
        """Sends a team to the customer."""
        order: WorkOrder = self._do(
            dispatching.dispatch,
            sheet_id=sheet.id,
            team_code=team,
            appointed_at=moment,
            content=WORK,
        )
        self.stage.archive.desk().work_order(order.id)
        return order

    def complete(self, order: WorkOrder, actual: tuple[Wanted, ...], *, differs: bool) -> None:
        """What the team has done; the customer signed for what is otherwise than agreed."""
        self._do(dispatching.complete_order, order_id=order.id, actual=actual, worker=WORKER)
        if differs:
            self.stage.archive.desk().confirmation(order.sheet_id)
            self._do(dispatching.agree_difference, order_id=order.id)

    def _draft(self, ticket: Ticket, customer: Customer, ownership: Ownership) -> Sheet:
        sheet: Sheet = self._do(
            paidservice.draft_sheet,
            window=self.window,
            ownership=ownership,
            boundary=BOUNDARY,
            customer_name=customer.name,
            phone=customer.phone,
            address=customer.address,
            ticket_id=ticket.id,
        )
        return sheet


def next_event(acceptance: Acceptance) -> str | None:
    """The date of the customer that the next limit waits for, or None."""
    waited = awaited(acceptance.promises)
    return next((event for event in waited if event not in acceptance.events), None)
