"""A clerk of the rehearsal (柜员): signs in, calls, waits, serves, goes to lunch."""

from collections.abc import Generator
from datetime import datetime, timedelta

from hall_desk.domain.tickets import CALLS_BEFORE_NO_SHOW, Ticket, WindowNo
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.agenda import Actor
from hall_desk.rehearsal.duties import Duties
from hall_desk.rehearsal.hands import Hands, PlainHands
from hall_desk.rehearsal.plan import Customer, Trait
from hall_desk.rehearsal.stage import Stage, at
from hall_desk.rehearsal.tills import till_due
from hall_desk.rehearsal.visit import Visit
from hall_desk.usecases import payments
from hall_desk.usecases.queries import get_window

LUNCH = ((at(11, 40), at(12, 25)), (at(12, 30), at(13, 15)))
RECALL_AFTER_S = 31


class Clerk:
    """One clerk at one window for the day."""

    def __init__(self, stage: Stage, post: cast.Post, hands: Hands | None = None):
        self.stage = stage
        self.post = post
        self.hands: Hands = hands or PlainHands(stage, post.window, post.staff_no)
        self.dice = stage.dice(f"clerk {post.staff_no}")
        self.duties = Duties(stage, post, self.hands)
        self.lunch_due = True
        self.suspensions: list[tuple[datetime, float, str]] = []
        """What will stop this window: when, for how many seconds, the reason's code."""
        self.questions: list[datetime] = []
        """When somebody asks at this window about an earlier visit of today."""
        self.served: list[str] = []

    def day(self) -> Actor:
        """The whole working day, until the hall is closed."""
        yield from self._sign_in()
        while not self.stage.is_closed():
            away = self._away()
            if away is not None:
                yield from away
            elif self.duties.due():
                yield from self.duties.do_one()
            elif self.stage.somebody_direct(self.post.window) is not None:
                yield from self._without_number(self.stage.direct.popleft())
            elif self.questions and self.stage.now >= self.questions[0]:
                yield from self._looks_up()
            elif till_due(self.stage, self.post.staff_no):
                yield from self._counts()
            elif not self.stage.somebody_for(self.post.window):
                yield self.dice.uniform(2, 8)
            else:
                yield from self._one_customer()

    def _away(self) -> Actor | None:
        """The window is to stop, or it is time for lunch."""
        if self._stop_due():
            return self._suspended()
        return self._lunch() if self._lunch_now() else None

    def _sign_in(self) -> Actor:
        self.hands.sign_in()
        yield self.dice.uniform(20, 50)
        self.stage.do(
            payments.count_float,
            self.post.staff_no,
            window=WindowNo(self.post.window),
            amount_fen=cast.FLOAT_FEN,
        )
        yield self.dice.uniform(5, 15)

    def _counts(self) -> Actor:
        """The till is counted when nobody is left; it takes some minutes."""
        yield self.dice.uniform(90, 240)
        if till_due(self.stage, self.post.staff_no):
            self.hands.count_till()
            self.stage.told["钱箱清点"] += 1

    def _lunch_now(self) -> bool:
        begins, ends = LUNCH[self.post.lunch]
        alone = len(self.stage.windows) < 3
        return self.lunch_due and not alone and begins <= self.stage.now < ends

    def _lunch(self) -> Actor:
        self.lunch_due = False
        self.hands.leave()
        ends = LUNCH[self.post.lunch][1] + timedelta(seconds=self.dice.uniform(-90, 120))
        yield max(60.0, (ends - self.stage.now).total_seconds())
        self.hands.sign_in()
        yield self.dice.uniform(5, 20)

    def _stop_due(self) -> bool:
        return bool(self.suspensions) and self.stage.now >= self.suspensions[0][0]

    def _suspended(self) -> Actor:
        _, seconds, reason = self.suspensions.pop(0)
        stop = self.hands.suspend(reason, seconds)
        self.stage.moved("suspended", self)
        yield seconds
        self.hands.resume(stop)
        self.stage.moved("resumed", self)
        yield self.dice.uniform(5, 15)

    def _one_customer(self) -> Actor:
        ticket = self.hands.call_next()
        if ticket is None:
            yield self.dice.uniform(2, 6)
            return
        self.stage.line.pop(ticket.id, None)
        self.stage.moved("called", ticket)
        customer = self.stage.customer_of(ticket)
        if self._calls_wrongly(customer):
            yield from self._undo(ticket)
            return
        came = yield from self._await(ticket, customer)
        if not came:
            return
        yield from self._apologise(ticket)
        ticket = self.hands.start(ticket)
        self.stage.moved("started", ticket)
        yield from self._serve(ticket, customer)

    def _serve(self, ticket: Ticket, customer: Customer) -> Actor:
        visit = Visit(self.stage, self.hands, self.duties, self.post, ticket, customer)
        yield from visit.serve()
        self.served.append(ticket.code)
        yield self.dice.uniform(3, 14)

    def _without_number(self, customer: Customer) -> Actor:
        """Somebody before the window, or on the telephone, is served at once."""
        if self.post.window == cast.STAGE_WINDOW and not self.stage.told["误按直接受理"]:
            yield from self._wrongly_begun(customer)
        ticket = self.hands.serve_directly(customer.service, phone=customer.has(Trait.PHONE))
        self.stage.customers[ticket.id] = customer
        self.stage.moved("started", ticket)
        self.stage.told["电话受理" if customer.has(Trait.PHONE) else "柜前受理"] += 1
        yield from self._serve(ticket, customer)

    def _wrongly_begun(self, customer: Customer) -> Actor:
        """The wrong service is chosen; within ten seconds nobody was ever there."""
        wrong = "C03" if customer.service != "C03" else "C01"
        begun = self.hands.serve_directly(wrong, phone=customer.has(Trait.PHONE))
        yield 5
        self.hands.undo_call(begun)
        self.stage.told["误按直接受理"] += 1
        yield 4

    def _looks_up(self) -> Actor:
        """A customer of this morning asks what became of it."""
        self.questions.pop(0)
        if self.served:
            self.hands.find(self.served[-1])
            self.stage.told["查询"] += 1
        yield self.dice.uniform(20, 40)

    def _calls_wrongly(self, customer: Customer) -> bool:
        if not customer.has(Trait.UNDO_CALL) or self.stage.told[f"undone {customer.number}"]:
            return False
        self.stage.told[f"undone {customer.number}"] += 1
        return True

    def _undo(self, ticket: Ticket) -> Actor:
        yield 4
        waiting = self.hands.undo_call(ticket)
        self.stage.line[waiting.id] = waiting
        self.stage.told["撤销叫号"] += 1
        yield 6

    def _await(self, ticket: Ticket, customer: Customer) -> Generator[float, None, bool]:
        """Waits at the window, calls again, passes over; true when the customer came."""
        returned = self.stage.told[f"back {customer.number}"] > 0
        never = customer.has(Trait.NO_SHOW, Trait.COMES_BACK) and not returned
        slow = customer.has(Trait.LATE) and not returned
        calls = 1
        while never or (slow and calls == 1):
            yield RECALL_AFTER_S + self.dice.uniform(0, 6)
            if calls == CALLS_BEFORE_NO_SHOW:
                self._pass_over(ticket, customer)
                yield 3
                return False
            ticket = self.hands.recall(ticket)
            self.stage.moved("called", ticket)
            calls += 1
        yield self.dice.uniform(8, 28)
        return True

    def _pass_over(self, ticket: Ticket, customer: Customer) -> None:
        passed = self.hands.no_show(ticket)
        self.stage.moved("passed", passed)
        if customer.has(Trait.COMES_BACK):
            self.stage.agenda.after(
                self.dice.uniform(4, 12) * 60, lambda: self._come_back(passed, customer)
            )

    def _come_back(self, ticket: Ticket, customer: Customer) -> None:
        if self.stage.is_closed():
            return
        back = self.stage.bring_back(ticket)
        self.stage.told[f"back {customer.number}"] += 1
        self.stage.line[back.id] = back
        self.stage.moved("back", back)

    def _apologise(self, ticket: Ticket) -> Actor:
        if self.stage.ask(get_window, WindowNo(self.post.window)).apology_due:
            yield 2
            self.hands.apologise(ticket)
            self.stage.told["致歉"] += 1
