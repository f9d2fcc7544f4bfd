"""What a clerk owes later in the day (待办): power back, a test, a team's report, a bag."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta

from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.contacts import FirstContact
from hall_desk.domain.payments import Payment
from hall_desk.rehearsal import cast, tills
from hall_desk.rehearsal.agenda import Actor
from hall_desk.rehearsal.hands import Hands
from hall_desk.rehearsal.stage import Stage, at
from hall_desk.store.transaction import Reading
from hall_desk.usecases import deposits, reconnections

LAST_AT = at(17, 31)
"""What is still owed then is done at once: the till is counted next."""
_BAG_FEN = 10_000
_TRACKED = 2


class Duties:
    """The open matters of one clerk, each at its moment, between two customers."""

    def __init__(self, stage: Stage, post: cast.Post, hands: Hands):
        self.stage = stage
        self.post = post
        self.hands = hands
        self.dice = stage.dice(f"duties {post.staff_no}")
        self._owed: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = 0

    def owe(self, moment: datetime, work: Callable[[], None]) -> None:
        """Something is to be done then."""
        self._count += 1
        heapq.heappush(self._owed, (moment, self._count, work))

    def after(self, least: float, most: float, work: Callable[[], None]) -> None:
        """Something is to be done some minutes from now."""
        minutes = self.dice.uniform(least, most)
        self.owe(self.stage.now + timedelta(minutes=round(minutes, 2)), work)

    def due(self) -> bool:
        """Whether one of them is due."""
        return bool(self._owed) and self.stage.now >= min(self._owed[0][0], LAST_AT)

    def do_one(self) -> Actor:
        """The first of them."""
        _, _, work = heapq.heappop(self._owed)
        work()
        yield self.dice.uniform(15, 40)

    def paid_arrears(self, payment: Payment) -> None:
        """The power comes back within the hour."""
        self.after(25, 55, lambda: self._reconnect(payment))

    def paid_deposit(self, payment: Payment) -> None:
        """The meter is tested the same day."""
        self.after(40, 80, lambda: self._test(payment))

    def paid_ahead(self, payment: Payment) -> None:
        """The bill of the month has come: the money in advance pays it."""
        self.after(30, 60, lambda: self._settle(payment))

    def owes_answer(self, contact: FirstContact) -> None:
        """What nobody knew at once is told the same day."""
        self.after(30, 70, lambda: self._answer(contact))

    def accepted(self, acceptance: Acceptance) -> None:
        """The first ones are followed the same day."""
        counter = f"跟踪 {self.post.staff_no}"
        if self.stage.told[counter] < _TRACKED:
            self.stage.told[counter] += 1
            self.after(20, 60, lambda: self._track(acceptance.id))

    def take_out_bag(self) -> None:
        """What is more than the float goes to the bank."""
        cash = tills.till_of(self.stage, self.post.staff_no).sums.expected_fen
        self.hands.take_out_bag(max(_BAG_FEN, (cash - cast.FLOAT_FEN) // _BAG_FEN * _BAG_FEN))
        self.stage.told["解款"] += 1

    def _reconnect(self, payment: Payment) -> None:
        for task in self.stage.ask(reconnections.open_reconnections, self.post.staff_no):
            if task.payment_id == payment.id:
                self.hands.reconnected(task)
                self.stage.told["复电"] += 1

    def _settle(self, payment: Payment) -> None:
        """Half of it was used; the first amount is a slip that two persons take back."""
        fen = payment.due_fen // 200 * 100
        self.hands.void_settlement(self.hands.settle_ahead(payment, fen + 100))
        self.hands.record_invoice(self.hands.settle_ahead(payment, fen))
        self.stage.told["预收结算"] += 1

    def _answer(self, contact: FirstContact) -> None:
        self.hands.give_answer(contact)
        self.stage.told["记录后答复"] += 1

    def _test(self, payment: Payment) -> None:
        test = self.stage.ask(deposits.test_of, payment.id)
        if test is not None and test.is_open:
            self.hands.tested(test)
            self.stage.told["校验"] += 1

    def _track(self, acceptance_id: int) -> None:
        acceptance = self.stage.ask(_acceptance, acceptance_id)
        self.hands.track(acceptance)
        self.stage.told["受理跟踪"] += 1


def _acceptance(reading: Reading, acceptance_id: int) -> Acceptance:
    return reading.get(Acceptance, id=acceptance_id)
