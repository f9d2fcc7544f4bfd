"""A customer at the real kiosk (取号机): touches a kind, an item, 取号."""

from hall_desk.domain.tickets import Ticket
from hall_desk.presenters.kiosk import KioskPresenter
from hall_desk.presenters.kiosk_build import KIOSK_GROUNDS
from hall_desk.presenters.kiosk_state import Step
from hall_desk.rehearsal.agenda import Actor
from hall_desk.rehearsal.day import Day
from hall_desk.rehearsal.keys import Fingers, ScreenFault, settle
from hall_desk.rehearsal.plan import Customer
from hall_desk.rehearsal.stage import Stage
from hall_desk.usecases.counters import find_ticket


class KioskCustomers:
    """One kiosk; whoever finds it taken goes to the other one."""

    def __init__(self, stage: Stage, presenter: KioskPresenter, fingers: Fingers):
        self.stage = stage
        self.presenter = presenter
        self.fingers = fingers
        self.taken = False

    def may_serve(self, customer: Customer) -> bool:
        """Whether this customer takes the ticket here."""
        ground_offered = customer.ground is None or customer.ground in KIOSK_GROUNDS
        return not self.taken and ground_offered

    def take_ticket(self, customer: Customer, day: Day) -> Actor:
        """The way from the home page to the slip, with the pauses of a person."""
        self.taken = True
        dice = customer.dice(self.stage.seed + 1)
        self._look()
        if self.presenter.build().step is Step.BLOCKED:
            self.stage.moved("kiosk closed", customer)
            notice = self.presenter.build().notice
            day.refused.append(notice.title if notice else "")
            self.taken = False
            return
        if self.presenter.build().step is Step.REST:
            yield from self._touch("wake", dice.uniform(1, 2))
        if customer.ground is not None:
            yield from self._touch("ask_priority", dice.uniform(2, 4))
            yield from self._touch(f"ground_{customer.ground}", dice.uniform(2, 4))
        self.stage.moved("kiosk home", customer)
        prefix = "C" if customer.service[0] == "D" else customer.service[0]
        yield from self._touch(f"kind_{prefix}", dice.uniform(2, 5))
        self.stage.moved("kiosk services", customer)
        while self.fingers.find(f"service_{customer.service}") is None:
            yield from self._touch("next_page", dice.uniform(1, 3))
        yield from self._touch(f"service_{customer.service}", dice.uniform(3, 7))
        self.stage.moved("kiosk card", customer)
        yield from self._touch("issue", 0)
        ticket = self._issued(customer)
        self.stage.moved("kiosk ticket", customer)
        day.in_line(ticket, customer)
        yield dice.uniform(3, 6)
        self.fingers.click("home")
        self.taken = False

    def _touch(self, name: str, then_s: float) -> Actor:
        self.presenter.tick()
        self.fingers.click(name)
        settle()
        yield then_s

    def _look(self) -> None:
        self.presenter.tick()
        self.presenter.refresh()
        settle()

    def _issued(self, customer: Customer) -> Ticket:
        state = self.presenter.build()
        if state.ticket is None:
            raise ScreenFault(f"取号机没有出号：{customer.service} {state.message}")
        ticket = self.stage.ask(find_ticket, state.ticket.code)
        assert ticket is not None
        return ticket
