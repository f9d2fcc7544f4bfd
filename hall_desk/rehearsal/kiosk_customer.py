"""A customer at the real kiosk (取号机): touches a kind, an item, 取号."""

from random import Random

from hall_desk.domain.tickets import Ticket
from hall_desk.presenters.kiosk import KioskPresenter
from hall_desk.presenters.kiosk_build import KIOSK_GROUNDS
from hall_desk.presenters.kiosk_state import Step
from hall_desk.rehearsal.agenda import Actor
from hall_desk.rehearsal.day import Day
from hall_desk.rehearsal.keys import Fingers, ScreenFault, settle
from hall_desk.rehearsal.plan import Customer, Trait
from hall_desk.rehearsal.stage import Stage
from hall_desk.usecases.counters import find_ticket
from hall_desk.usecases.queries import get_service

_MOST_PAGES = 8


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
        if customer.has(Trait.RETURNS):
            yield from self._with_code(customer, dice)
        else:
            yield from self._choose(customer, dice)
            yield from self._touch("issue", 0)
        ticket = self._issued(customer)
        self.stage.moved("kiosk ticket", customer)
        day.in_line(ticket, customer)
        yield dice.uniform(3, 6)
        self.fingers.click("home")
        self.taken = False

    def ask_place(self, ticket: Ticket) -> Actor:
        """Self query: the keys of the number, 查询, home again (Art. 12(6))."""
        self._look()
        if self.presenter.build().step is Step.BLOCKED:
            return
        self.taken = True
        if self.presenter.build().step is Step.REST:
            yield from self._touch("wake", 1)
        yield from self._touch("open_query", 2)
        for sign in ticket.code:
            yield from self._touch(f"key_{sign}", 0.4)
        yield from self._touch("submit", 0)
        if self.presenter.build().place is None:
            raise ScreenFault(f"取号机没有查到 {ticket.code}：{self.presenter.message.text}")
        self.stage.moved("kiosk place", ticket)
        self.stage.told["自助查询"] += 1
        yield 5
        self.fingers.click("back")
        self.taken = False

    def _choose(self, customer: Customer, dice: Random) -> Actor:
        """Through the tree of kinds, or by letters; what to bring, some take the list along."""
        if customer.number % 4 == 0:
            yield from self._search(customer, dice)
        else:
            yield from self._walk_down(customer, dice)
        self.stage.moved("kiosk card", customer)
        if customer.number % 15 == 0:
            yield from self._touch("print_list", 2)
            yield from self._touch("carry", 1)
            self.stage.moved("kiosk carry", customer)
            yield from self._touch("back", 1)
            self.stage.told["带走清单"] += 1

    def _walk_down(self, customer: Customer, dice: Random) -> Actor:
        prefix = "C" if customer.service[0] == "D" else customer.service[0]
        yield from self._touch(f"kind_{prefix}", dice.uniform(2, 5))
        self.stage.moved("kiosk services", customer)
        yield from self._touch_service(customer, dice)

    def _search(self, customer: Customer, dice: Random) -> Actor:
        """The first letters of the name's pinyin, until the item is among the found."""
        yield from self._touch("open_search", dice.uniform(1, 3))
        self.stage.moved("kiosk search", customer)
        service = self.stage.ask(get_service, customer.service)
        for letter in service.initials.split(" ")[0][:4].upper():
            yield from self._touch(f"key_{letter}", 0.5)
        self.stage.moved("kiosk found", customer)
        yield from self._touch_service(customer, dice)
        self.stage.told["按字母找"] += 1

    def _touch_service(self, customer: Customer, dice: Random) -> Actor:
        for _ in range(_MOST_PAGES):
            if self.fingers.find(f"service_{customer.service}") is not None:
                break
            yield from self._touch("next_page", dice.uniform(1, 3))
        yield from self._touch(f"service_{customer.service}", dice.uniform(3, 7))

    def _with_code(self, customer: Customer, dice: Random) -> Actor:
        """The code of the notice, sign by sign."""
        yield from self._touch("open_code", dice.uniform(2, 4))
        for sign in customer.pass_code:
            yield from self._touch(f"key_{sign}", 0.5)
        self.stage.moved("kiosk code", customer)
        yield from self._touch("submit", 0)

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
