"""First contacts and the ladder (首问、联系阶梯): what hands do, by the use cases."""

from dataclasses import dataclass
from typing import Protocol

from hall_desk.domain.contacts import FirstContact
from hall_desk.domain.tickets import Ticket
from hall_desk.rehearsal.seat import Seat
from hall_desk.usecases import contacts, ladder
from hall_desk.usecases.contacts import ContactForm

ANSWER, SATISFIED = "已向营销部问明，电话答复客户", "满意"


@dataclass(frozen=True, kw_only=True)
class RungWanted:
    """What is typed to find an area, its code there, and the code of the rung chosen."""

    query: str
    area: str
    rung: str


RUNGS = (
    RungWanted(query="lxc", area="QY03", rung="S02"),
    RungWanted(query="示例东村", area="QY02", rung="T02"),
    RungWanted(query="3600125553311", area="QY01", rung="L1"),
)
"""By initials, by the village's name and by an account number."""


class ContactMoves(Protocol):
    """The moves of the first contact that a real window can make too."""

    def register(self, ticket: Ticket, form: ContactForm) -> FirstContact:
        """Writes a first contact down."""

    def give_card(self, contact: FirstContact) -> None:
        """Prints the contact card and hands it over."""

    def give_answer(self, contact: FirstContact) -> None:
        """Tells the customer what nobody knew at once (Art. 14(3))."""

    def give_rung_card(self, ticket: Ticket, wanted: RungWanted) -> None:
        """Looks a rung of the ladder up and hands its card over (S2-1, S2-4)."""


class PlainContacts(Seat):
    """The same by the use cases."""

    def register(self, ticket: Ticket, form: ContactForm) -> FirstContact:
        """Writes a first contact down."""
        contact: FirstContact = self._do(contacts.register_contact, form=form, ticket_id=ticket.id)
        return contact

    def give_card(self, contact: FirstContact) -> None:
        """Prints the contact card and hands it over."""
        self.stage.archive.desk().contact_card(contact.id)
        self._do(contacts.give_card, contact_id=contact.id)

    def give_answer(self, contact: FirstContact) -> None:
        """Tells the customer what nobody knew at once (Art. 14(3))."""
        self._do(contacts.give_answer, contact_id=contact.id, result=ANSWER, satisfaction=SATISFIED)

    def give_rung_card(self, ticket: Ticket, wanted: RungWanted) -> None:
        """Looks a rung of the ladder up and hands its card over (S2-1, S2-4)."""
        found = self.stage.ask(ladder.find_ladder, wanted.query)
        if wanted.area not in [each.area.code for each in found.areas]:
            raise RuntimeError(f"{wanted.query}: no area {wanted.area}")
        self.stage.archive.desk(self.staff_no).rung_card(wanted.rung)
        self._do(
            ladder.hand_over_card, code=wanted.rung, area_code=wanted.area, ticket_id=ticket.id
        )
