"""A visit at the counter (来访办理): what is wanted, item by item, or handed over."""

from collections.abc import Callable, Generator
from typing import Any, TypeVar

from hall_desk.domain.items import Item, ItemState, Outcome
from hall_desk.domain.tickets import Ticket, TicketState
from hall_desk.rehearsal import cast, errands, referring, working
from hall_desk.rehearsal.agenda import Actor
from hall_desk.rehearsal.duties import Duties
from hall_desk.rehearsal.hands import DONE, Hands
from hall_desk.rehearsal.plan import Customer, Errand, Trait
from hall_desk.rehearsal.stage import Stage, at
from hall_desk.usecases import serving
from hall_desk.usecases.outcomes import Result
from hall_desk.usecases.queries import windows_of

T = TypeVar("T")
# Seconds a piece usually takes: middle and spread, by kind.
USUAL_S = {
    "payment": (178, 42),
    "business": (760, 190),
    "inquiry": (225, 80),
    "repair": (340, 90),
    "complaint": (360, 90),
}
_REASONS = ("O1", "O2", "O3", "O4")
_HELP = (
    "客户对电费金额有疑问，请协调",
    "资料有争议，请到窗口",
    "系统查不到户号，请支援",
    "客户情绪激动，请到现场",
)
_MORE = ("A04", "C01", "C03")
_STORY = (at(10, 10), at(11))
"""Within this time one payment on the stage's window goes over, for all to see."""


class Visit:
    """One customer's stay at one window."""

    def __init__(
        self,
        stage: Stage,
        hands: Hands,
        duties: Duties,
        post: cast.Post,
        ticket: Ticket,
        customer: Customer,
    ):
        self.stage = stage
        self.hands = hands
        self.duties = duties
        self.post = post
        self.ticket = ticket
        self.customer = customer
        self.dice = customer.dice(stage.seed)
        self.results: dict[int, Result] = {}
        """How the items end that do not end with 办结."""
        self.careful = post.window == cast.STAGE_WINDOW or self.dice.random() < 0.25
        """Whether every paper and step is ticked as it comes."""
        self.errand: Errand | None = None
        """What this visit has that few have."""

    def serve(self) -> Actor:
        """All items, or a hand-over to another window."""
        if self.customer.has(Trait.TRANSFER) and self.ticket.transfers == 0:
            yield from self._transfer()
            return
        self.errand = errands.choose(self)
        yield from self._ask()
        while self.ticket.state is TicketState.SERVING:
            yield from self._item(self.current())
        self.stage.moved("finished", self.ticket)
        if self.customer.has(Trait.UNDO_FINISH):
            yield from self._undo_finish()
        self._answer()

    def _answer(self) -> None:
        """Three of five answer by keys or on the side screen; one in forty was not content."""
        number = self.customer.number
        if self.ticket.state is not TicketState.DONE or number % 5 > 2:
            return
        level = 2 if number % 40 == 7 else (5, 4, 5, 3)[number % 4]
        self.hands.rate(self.ticket, level)
        self.stage.told["评价"] += 1
        if level == 2:
            self.stage.moved("not content", self.ticket)

    def do(self, verb: Callable[..., T], **kwargs: Any) -> T:
        """A verb in the clerk's name."""
        return self.stage.do(verb, self.post.staff_no, **kwargs)

    def current(self) -> Item:
        """The item in hand."""
        items = self.stage.ask(serving.items_of, self.ticket.id)
        return next(item for item in items if item.state is ItemState.SERVING)

    def _transfer(self) -> Actor:
        yield self.dice.uniform(30, 60)
        fitting = [
            place.no
            for place in self.stage.ask(windows_of, cast.DAY)
            if place.no != self.post.window
            and place.may_call(self.ticket.waits_for)
            and place.staff_no is not None
            and place.suspension_id is None
        ]
        handed = self.hands.transfer(self.ticket, fitting[0] if fitting else None)
        self.stage.line[handed.id] = handed
        self.stage.told["转接"] += 1

    def _ask(self) -> Actor:
        """What else the customer wants is noted at once."""
        yield self.dice.uniform(6, 15)
        if self.customer.has(Trait.TWO_ITEMS):
            self.hands.add_item(self.ticket, self.dice.choice(_MORE))
            yield 3
        if self.customer.has(Trait.MANY):
            self.hands.change_quantity(self.current(), self.dice.randint(2, 4))
        yield from errands.prepare(self)

    def _item(self, item: Item) -> Actor:
        begun = self.stage.now
        seconds = self._seconds(item)
        yield from self._work(item, seconds)
        left = seconds - (self.stage.now - begun).total_seconds()
        yield from self._let_pass(item, max(2.0, left))
        self.ticket = yield from self._end(self.ticket, item)

    def _end(self, ticket: Ticket, item: Item) -> Generator[float, None, Ticket]:
        result = self.results.get(item.id, DONE)
        self.stage.told[f"结果 {result.outcome.value}"] += 1
        # Many accounts at once have made it more pieces, with a longer limit.
        ended = yield from self.hands.finish(ticket, self._over_reason(self.current()), result)
        if result.outcome is Outcome.FORWARDED:
            referring.forwarded(self, result)
        return ended

    def _over_reason(self, item: Item) -> str | None:
        over = item.is_over(self.stage.now)
        return self.dice.choice(_REASONS) if over else None

    def _seconds(self, item: Item) -> float:
        middle, spread = USUAL_S[item.kind]
        usual = max(middle * 0.4, self.dice.normalvariate(middle, spread)) * item.quantity
        if item.limit_s is None:
            return usual
        if self._goes_over(item):
            return item.limit_s * self.dice.uniform(1.04, 1.5)
        if self.customer.has(Trait.SLOW) and item.position == 1:
            return item.limit_s * self.dice.uniform(0.84, 0.97)
        return min(usual, item.limit_s * 0.96)

    def _goes_over(self, item: Item) -> bool:
        if item.position > 1:
            return False
        on_stage = self.post.window == cast.STAGE_WINDOW
        if on_stage and item.kind == "payment" and _STORY[0] < self.stage.now < _STORY[1]:
            self.stage.told["story"] += 1
            return self.stage.told["story"] == 1
        return self.customer.has(Trait.OVER)

    def _let_pass(self, item: Item, seconds: float) -> Actor:
        """Time goes by; beyond the limit the clerk apologises to those who wait."""
        assert item.started_at is not None
        gone = (self.stage.now - item.started_at).total_seconds()
        self.stage.moved("serving", self.ticket)
        limit = item.limit_s
        if limit is not None and gone < limit * 0.9 < gone + seconds:
            yield limit * 0.9 - gone
            self.stage.moved("near", self.ticket)
            seconds -= limit * 0.9 - gone
            gone = limit * 0.9
        if limit is not None and gone + seconds > limit + 8:
            yield max(0.0, limit + 8 - gone)
            seconds -= max(0.0, limit + 8 - gone)
            self.stage.moved("over", self.ticket)
            if self.stage.somebody_for(self.post.window):
                self.hands.apologise(self.ticket)
                self.stage.told["致歉"] += 1
        yield max(1.0, seconds)

    def _work(self, item: Item, seconds: float) -> Actor:
        if item.kind == "payment":
            yield from working.pay(self, item, seconds)
        elif item.kind == "business":
            yield from working.business(self, item, seconds)
        else:
            yield from working.enquiry(self, item, seconds)
            yield from referring.register(self, item)
            working.refuse(self, item)
            referring.forward(self, item)
        yield from referring.show_ladder(self, item)
        if item.position == 1:
            yield from self._trouble(item)

    def _trouble(self, item: Item) -> Actor:
        if self.customer.has(Trait.HOLD):
            self.hands.hold(self.ticket, "PZ3")
            self.stage.moved("held", self.ticket)
            yield self.dice.uniform(50, 150)
            self.ticket = self.hands.take_back(self.ticket)
            self.stage.told["挂起"] += 1
        if self.customer.has(Trait.HELP):
            call = self.hands.call_manager(self.dice.choice(_HELP))
            self.stage.calls.append(call)
            self.stage.moved("help", call)
            yield self.dice.uniform(40, 120)

    def _undo_finish(self) -> Actor:
        yield 5
        reopened = self.hands.undo_finish(self.ticket)
        self.stage.told["撤销办结"] += 1
        yield 20
        self.ticket = yield from self._end(reopened, self.current())
