"""Earlier sheets (旧确认单): the sheet of a visit, and old ones to copy from."""

from hall_desk.domain.paidservice import Sheet, SheetState
from hall_desk.domain.tickets import TicketId
from hall_desk.store import schema
from hall_desk.store.transaction import Reading

SHOWN = 20
_LOOKED_AT = 60


def sheet_of_ticket(reading: Reading, ticket_id: TicketId) -> Sheet | None:
    """The last sheet of a visit that is not void, or None."""
    table = schema.sheet
    found = reading.all(
        Sheet,
        table.c.ticket_id == ticket_id,
        table.c.state != SheetState.VOID,
        order_by=table.c.id.desc(),
    )
    return found[0] if found else None


def earlier_sheets(reading: Reading, *, besides: int | None = None) -> list[Sheet]:
    """The last sheets with items, void ones too, newest first."""
    table = schema.sheet
    newest = (
        table.select()
        .with_only_columns(table.c.id)
        .where(table.c.hall_id == reading.hall_id)
        .order_by(table.c.id.desc())
        .limit(_LOOKED_AT)
    )
    found = reading.all(Sheet, table.c.id.in_(newest), order_by=table.c.id.desc())
    return [sheet for sheet in found if sheet.lines and sheet.id != besides][:SHOWN]
