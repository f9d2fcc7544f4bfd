"""Slips that did not print (号票打印故障): the ticket stays, the fault is journalled."""

from hall_desk.domain.tickets import TicketId
from hall_desk.store.transaction import Tx


def note_slip_fault(tx: Tx, *, ticket_id: TicketId, reason: str) -> None:
    """Writes the paper fault of a ticket's slip into the journal."""
    tx.note("slip_fault", "ticket", {"id": ticket_id}, after={"reason": reason[:200]})
