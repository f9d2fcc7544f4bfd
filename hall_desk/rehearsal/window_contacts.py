"""First contacts at the real counter window (真窗口首问): register, card, answer, ladder."""

from hall_desk.domain.contacts import FirstContact, Handling
from hall_desk.domain.tickets import Ticket
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.contact_moves import ANSWER, SATISFIED, RungWanted
from hall_desk.rehearsal.keys import ScreenFault, settle
from hall_desk.rehearsal.window_service import ServiceHands
from hall_desk.ui.contact.page import ContactPage
from hall_desk.ui.ladder.page import LadderPage
from hall_desk.usecases import contacts, ladder
from hall_desk.usecases.contacts import ContactForm

_HANDLINGS = list(Handling)


class ContactHands(ServiceHands):
    """What a clerk does on the pages of the first contact and of the ladder."""

    def register(self, ticket: Ticket, form: ContactForm) -> FirstContact:
        """F7 and the form of the register, Ctrl+Enter."""
        self._press("F7")
        settle()
        for name in ("customer_name", "phone", "account_no", "address", "matter"):
            self.fingers.type_into(name, getattr(form, name))
        if form.handling is Handling.REFERRED:
            self.fingers.key("Ctrl+F")
            self.fingers.type_into("filter", form.department)
            self.fingers.key("Return")
        elif form.handling is Handling.ANSWERED:
            self.fingers.type_into("result", form.result)
        else:
            self._choose_handling(form.handling)
        repeated = self.fingers.find("repeated")
        if repeated is not None:
            self.fingers.tick(repeated)
        self.stage.moved("contact form", ticket)
        self.fingers.key("Ctrl+Return")
        settle()
        known = self.stage.ask(contacts.register_of, cast.DAY, cast.DAY)
        made = [contact for contact in known if contact.ticket_id == ticket.id]
        if not made:
            raise ScreenFault(f"{ticket.code} 的首问没有登记上")
        self.stage.moved("contact registered", made[-1])
        if form.handling is not Handling.REFERRED:
            self._back()
        return made[-1]

    def give_card(self, contact: FirstContact) -> None:
        """Prints the card on the page and hands it over."""
        self.fingers.click("print_card")
        self.fingers.click("give_card")
        settle()
        self._back()

    def give_answer(self, contact: FirstContact) -> None:
        """The matter of 我的待办: what was said, how content the customer is, Ctrl+Enter, Esc."""
        self._open_matter(str(contact.id))
        page = self.screen.page()
        if not isinstance(page, ContactPage):
            raise ScreenFault(f"{self.window}号窗口没有打开首问 {contact.code}")
        self.fingers.type_into("result", ANSWER)
        self.fingers.go_to("satisfaction")
        self._step_to("Right", SATISFIED, page.form.satisfaction.current)
        self.stage.moved("open answer", contact)
        self.fingers.key("Ctrl+Return")
        settle()
        if any(each.id == contact.id for each in self.stage.ask(contacts.open_contacts)):
            raise ScreenFault(f"首问 {contact.code} 没有答复成：{page.message.text()}")
        self._back()

    def give_rung_card(self, ticket: Ticket, wanted: RungWanted) -> None:
        """Ctrl+B, what is known of the place, Enter, down to the rung, Ctrl+P, 已交客户, Esc."""
        self._press("Ctrl+B", look=True)
        page = self.screen.page()
        if not isinstance(page, LadderPage):
            raise ScreenFault(f"{self.window}号窗口没有打开联系人查询")
        self.fingers.type_into("query", wanted.query)
        self.fingers.key("Return")
        rungs = self.stage.ask(ladder.find_ladder, wanted.query).areas[0].rungs
        codes = [rung.entry.code for rung in rungs if rung.entry is not None]
        for _ in range(codes.index(wanted.rung) + 1):
            self.fingers.key("Down")
        self.fingers.key("Ctrl+P")
        self.stage.moved("ladder", ticket)
        self.fingers.click("give_card")
        settle()
        if wanted.rung not in self.stage.ask(ladder.cards_given, ticket.id):
            raise ScreenFault(f"{ticket.code} 没有交联系卡：{page.message.text()}")
        self._back()

    def _choose_handling(self, handling: Handling) -> None:
        self.fingers.go_to("handling")
        for _ in range(_HANDLINGS.index(handling) - _HANDLINGS.index(Handling.ANSWERED)):
            self.fingers.key("Right")
