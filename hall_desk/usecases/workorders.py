"""Work orders looked up (派工单): of a sheet, open ones, those an owner still has to settle."""

from dataclasses import dataclass

from sqlalchemy import literal_column

from hall_desk.domain import workorders
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.workorders import WorkOrder
from hall_desk.store import schema
from hall_desk.store.transaction import Reading


@dataclass(frozen=True, kw_only=True)
class Unpaid:
    """A signed sheet that waits for its payment, with its work order."""

    sheet: Sheet
    order: WorkOrder | None

    @property
    def billed(self) -> Sheet:
        """The sheet with what is to be paid."""
        return workorders.billed(self.sheet, self.order)


def order_of(reading: Reading, sheet_id: int) -> WorkOrder | None:
    """The last work order of a sheet, a cancelled one too, or None."""
    table = schema.work_order
    found = reading.all(WorkOrder, table.c.sheet_id == sheet_id, order_by=table.c.id.desc(), most=1)
    return found[0] if found else None


def open_orders(reading: Reading) -> list[WorkOrder]:
    """Orders whose team has not reported back, the next appointment first."""
    table = schema.work_order
    # Said literally, so that the partial index of open orders serves it.
    still_open = table.c.state == literal_column("'issued'")
    return reading.all(WorkOrder, still_open, order_by=(table.c.appointed_at, table.c.id))


def open_work(reading: Reading) -> list[Unpaid]:
    """The open orders with their sheets, the next appointment first."""
    orders = open_orders(reading)
    if not orders:
        return []
    table = schema.sheet
    sheets = reading.all(Sheet, table.c.id.in_([order.sheet_id for order in orders]))
    of_order = {sheet.id: sheet for sheet in sheets}
    return [Unpaid(sheet=of_order[order.sheet_id], order=order) for order in orders]


def with_actual(reading: Reading, sheets: list[Sheet]) -> list[Sheet]:
    """The sheets with the lines that were really done, where a team reported back."""
    table = schema.work_order
    ids = [sheet.id for sheet in sheets]
    done = table.c.state == literal_column("'done'")
    found = reading.all(WorkOrder, table.c.sheet_id.in_(ids), done) if ids else []
    orders = {order.sheet_id: order for order in found}
    return [workorders.billed(sheet, orders.get(sheet.id)) for sheet in sheets]


def unpaid_sheets(reading: Reading, staff_no: str | None = None) -> list[Unpaid]:
    """Signed sheets without a payment, of one owner or of all, oldest first."""
    table = schema.sheet
    mine = [] if staff_no is None else [table.c.owner == staff_no]
    sheets = reading.all(Sheet, schema.SHEET_UNPAID, *mine, order_by=table.c.id)
    if not sheets:
        return []
    order = schema.work_order
    ids = [sheet.id for sheet in sheets]
    found = reading.all(WorkOrder, order.c.sheet_id.in_(ids), order_by=order.c.id)
    last = {each.sheet_id: each for each in found}
    return [Unpaid(sheet=sheet, order=last.get(sheet.id)) for sheet in sheets]
