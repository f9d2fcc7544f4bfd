"""A visit at the counter (来访办理): item by item, with money, papers, first contacts, help."""

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Any, TypeVar

from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.payments import CASH, Payment, usual_amounts
from hall_desk.domain.tickets import Ticket, TicketState
from hall_desk.rehearsal import cast, referring, selling
from hall_desk.rehearsal.agenda import Actor
from hall_desk.rehearsal.hands import Bill, Hands
from hall_desk.rehearsal.plan import Customer, Trait
from hall_desk.rehearsal.stage import Stage
from hall_desk.usecases import payments, serving
from hall_desk.usecases.queries import services, windows_of

T = TypeVar("T")
# Seconds a piece usually takes: middle and spread, by kind.
_USUAL = {"payment": (178, 42), "business": (760, 190), "inquiry": (225, 80),
          "repair": (340, 90), "complaint": (360, 90)}
_REASONS = ("O1", "O2", "O3", "O4")
_HELP = ("客户对电费金额有疑问，请协调", "资料有争议，请到窗口", "系统查不到户号，请支援",
         "客户情绪激动，请到现场")
_NOT_PAID = ("A04",)


class Visit:
    """One customer's stay at one window."""

    def __init__(
        self, stage: Stage, hands: Hands, post: cast.Post, ticket: Ticket, customer: Customer
    ):
        self.stage = stage
        self.hands = hands
        self.post = post
        self.ticket = ticket
        self.customer = customer
        self.dice = customer.dice(stage.seed)

    def serve(self) -> Actor:
        """All items, or a hand-over to another window."""
        if self._hands_over():
            yield from self._transfer()
            return
        yield from self._ask()
        while self.ticket.state is TicketState.SERVING:
            yield from self._item(self._current())
        self.stage.moved("finished", self.ticket)
        if self.customer.has(Trait.UNDO_FINISH):
            yield from self._undo_finish()

    def _current(self) -> Item:
        items = self.stage.ask(serving.items_of, self.ticket.id)
        return next(item for item in items if item.state is ItemState.SERVING)

    def _do(self, verb: Callable[..., T], **kwargs: Any) -> T:
        return self.stage.do(verb, self.post.staff_no, **kwargs)

    def _hands_over(self) -> bool:
        return self.customer.has(Trait.TRANSFER) and self.ticket.transfers == 0

    def _transfer(self) -> Actor:
        yield self.dice.uniform(30, 60)
        places = self.stage.ask(windows_of, cast.DAY)
        fitting = [
            place.no
            for place in places
            if place.no != self.post.window
            and place.may_call(self.ticket.prefix)
            and place.staff_no is not None
            and place.suspension_id is None
        ]
        handed = self._do(
            serving.transfer,
            ticket_id=self.ticket.id,
            to_window=fitting[0] if fitting else None,
        )
        self.stage.line[handed.id] = handed
        self.stage.told["转接"] += 1

    def _ask(self) -> Actor:
        """What else the customer wants is noted at once."""
        yield self.dice.uniform(6, 15)
        if self.customer.has(Trait.TWO_ITEMS):
            more = self.dice.choice(("A04", "C01", "B33"))
            self._do(serving.add_item, ticket_id=self.ticket.id, service_code=more)
        if self.customer.has(Trait.MANY):
            pieces = self.dice.randint(2, 4)
            self._do(
                serving.change_quantity, item_id=self._current().id, quantity=pieces
            )

    def _item(self, item: Item) -> Actor:
        begun = self.stage.now
        seconds = self._seconds(item)
        yield from self._work(item, seconds)
        left = seconds - (self.stage.now - begun).total_seconds()
        yield from self._let_pass(item, max(2.0, left))
        over = item.is_over(self.stage.now)
        reason = self.dice.choice(_REASONS) if over else None
        self.ticket = yield from self.hands.finish(self.ticket, reason)

    def _seconds(self, item: Item) -> float:
        middle, spread = _USUAL[item.kind]
        usual = max(middle * 0.4, self.dice.normalvariate(middle, spread)) * item.quantity
        if item.limit_s is None:
            return usual
        if self.customer.has(Trait.OVER) and item.position == 1:
            return item.limit_s * self.dice.uniform(1.04, 1.5)
        if self.customer.has(Trait.SLOW) and item.position == 1:
            return item.limit_s * self.dice.uniform(0.84, 0.97)
        return min(usual, item.limit_s * 0.96)

    def _let_pass(self, item: Item, seconds: float) -> Actor:
        """Time goes by; beyond the limit the clerk apologises to those who wait."""
        assert item.started_at is not None
        gone = (self.stage.now - item.started_at).total_seconds()
        self.stage.moved("serving", self.ticket)
        if item.limit_s is not None and gone < item.limit_s * 0.9 < gone + seconds:
            yield item.limit_s * 0.9 - gone
            self.stage.moved("near", self.ticket)
            seconds -= item.limit_s * 0.9 - gone
            gone = item.limit_s * 0.9
        if item.limit_s is not None and gone + seconds > item.limit_s + 8:
            yield max(0.0, item.limit_s + 8 - gone)
            self.stage.moved("over", self.ticket)
            if self.stage.somebody_for(self.post.window):
                self._do(serving.apologise, ticket_id=self.ticket.id)
                self.stage.told["致歉"] += 1
            seconds -= max(0.0, item.limit_s + 8 - gone)
        yield max(1.0, seconds)

    def _work(self, item: Item, seconds: float) -> Actor:
        if item.kind == "payment":
            yield from self._pay(item, seconds)
        elif item.kind == "business":
            yield from self._business(item, seconds)
        else:
            yield seconds * 0.5
            yield from referring.register(self, item)
        if item.position == 1:
            yield from self._trouble(item)

    def _trouble(self, item: Item) -> Actor:
        if self.customer.has(Trait.HOLD):
            self._do(serving.pause, item_id=item.id, reason="PZ3")
            yield self.dice.uniform(50, 150)
            self._do(serving.resume, item_id=item.id)
            self.stage.told["挂起"] += 1
        if self.customer.has(Trait.HELP):
            call = self.hands.call_manager(self.dice.choice(_HELP))
            self.stage.calls.append(call)
            self.stage.moved("help", call)
            yield self.dice.uniform(40, 120)

    def _business(self, item: Item, seconds: float) -> Actor:
        service = next(s for s in self.stage.ask(services) if s.code == item.service_code)
        yield seconds * 0.08
        missing = self.dice.random() < 0.15 and len(service.papers) > 2
        for index in range(len(service.papers) - missing):
            self.hands.tick_paper(item, index)
            yield seconds * 0.02
        self.hands.inform(self.ticket, item)
        if item.service_code == "B32":
            yield from selling.sell(self, item)
        for index in range(len(service.steps)):
            yield seconds * 0.6 / len(service.steps)
            self.hands.tick_step(item, index)

    def _pay(self, item: Item, seconds: float) -> Actor:
        yield seconds * 0.3
        if item.service_code in _NOT_PAID:
            return
        due = self.customer.amount_fen * item.quantity
        if self.customer.has(Trait.VOID):
            yield from self._pay_wrongly(item, due)
        payment = yield from self._take(item, due)
        if self.customer.has(Trait.REPRINT):
            yield 12
            again = self._do(payments.note_reprint, payment_id=payment.id)
            self.stage.archive.desk().voucher(again)
            self.stage.told["补打"] += 1

    def _take(self, item: Item, due: int) -> Generator[float, None, Payment]:
        method = self.customer.method
        received = self.dice.choice(usual_amounts(due)) if method == CASH else due
        bill = Bill(
            due_fen=due,
            received_fen=received,
            method=method,
            account=self.customer.account,
            name=self.customer.name,
            received_after_s=self.dice.uniform(8, 16),
            change_after_s=self.dice.uniform(5, 12),
        )
        payment = yield from self.hands.pay(self.ticket, item, bill)
        self.stage.moved("paid", payment)
        return payment

    def _pay_wrongly(self, item: Item, due: int) -> Actor:
        payment = yield from self._take(item, due + 1000)
        yield 15
        voided = self._do(
            payments.void_payment,
            payment_id=payment.id,
            reason_code="V1",
            approved_by=cast.MANAGER,
        )
        self.stage.archive.void_voucher(voided)
        self.stage.told["作废"] += 1
        yield 6

    def _undo_finish(self) -> Actor:
        yield 5
        reopened = self._do(serving.undo_finish, ticket_id=self.ticket.id)
        self.stage.told["撤销办结"] += 1
        yield 20
        self.ticket = yield from self.hands.finish(replace(reopened), None)


