"""Random days: vouchers − voids − refunds = till = report = journal, whatever people do."""

import json
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import CASH, Payment
from hall_desk.domain.refunds import Refund
from hall_desk.domain.tickets import WindowNo
from hall_desk.store.journal import read_entries
from hall_desk.usecases import closings, opening, queries, reporting, tillmoves, tills
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.verifying import verify_store
from tests.conftest import AT_WORK, Day, copy_of
from tests.usecases.test_tills import CHEN, XU, next_morning, pay, pieces_of, void, write_refund

WINDOWS = {CHEN: 3, XU: 1}
METHODS = ("CASH", "QR", "POS")
whose = st.sampled_from(sorted(WINDOWS))
fen = st.integers(1, 200_000)
step = st.one_of(
    st.tuples(st.just("pay"), whose, st.sampled_from(METHODS), fen),
    st.tuples(st.just("void"), whose, st.integers(0, 9), fen),
    st.tuples(st.just("refund"), whose, st.integers(0, 9), fen),
    st.tuples(st.just("bag"), whose, st.booleans(), fen),
    st.tuples(st.just("hand"), whose, st.booleans(), fen),
    st.tuples(st.just("count"), whose, st.integers(-300, 300), fen),
)


class Model:
    """What the money of the days must come to, kept by the plainest sums."""

    def __init__(self, day: Day):
        self.day = day
        self.paid: list[Payment] = []
        self.cash: dict[str, int] = {}
        self.net: dict[str, int] = {}
        self.back: dict[int, int] = defaultdict(int)
        self.perpetual = 0
        self.begin()

    def begin(self) -> None:
        """The floats of a new day."""
        for window in WINDOWS.values():
            self.day.count_float(window)
        self.cash = dict.fromkeys(WINDOWS, 50_000)
        self.net = defaultdict(int)
        self.today: list[Payment] = []

    def play(self, what: str, staff_no: str, how: Any, amount: int) -> None:
        """One step; what the rules refuse changes nothing."""
        getattr(self, what)(staff_no, how, amount)

    def pay(self, staff_no: str, method: str, amount: int) -> None:
        """A payment."""
        self.today.append(pay(self.day, amount, method, WINDOWS[staff_no]))
        self.paid.append(self.today[-1])
        self.net[method] += amount
        self.cash[staff_no] += amount if method == CASH else 0

    def void(self, _staff_no: str, at: int, _amount: int) -> None:
        """A void of one of today's vouchers that nothing was given back of."""
        if at >= len(self.today) or self.back[self.today[at].id]:
            return
        payment = self.today.pop(at)
        self.paid.remove(payment)
        void(self.day, payment)
        self.net[payment.method] -= payment.due_fen
        self.cash[payment.staff_no] -= payment.due_fen if payment.method == CASH else 0

    def refund(self, staff_no: str, at: int, amount: int) -> None:
        """A refund of some of any day's payment, at any window."""
        if at >= len(self.paid):
            return
        payment = self.paid[at]
        amount = min(amount, payment.due_fen - self.back[payment.id])
        if amount <= 0 or (payment.method == CASH and amount > self.cash[staff_no]):
            return
        self.day.do(
            write_refund,
            staff_no,
            payment=payment,
            amount_fen=amount,
            method=payment.method,
            window=WINDOWS[staff_no],
        )
        self.back[payment.id] += amount
        self.net[payment.method] -= amount
        self.cash[staff_no] -= amount if payment.method == CASH else 0

    def bag(self, staff_no: str, at_once: bool, amount: int) -> None:
        """Cash for the bank; more than there is, is refused."""
        try:
            self.day.do(
                tillmoves.take_out_bag,
                staff_no,
                window=WindowNo(WINDOWS[staff_no]),
                amount_fen=amount,
                slip_no="ZS-1" if at_once else "",
            )
        except RuleBroken:
            assert amount > self.cash[staff_no]
            return
        self.cash[staff_no] -= amount

    def hand(self, staff_no: str, taken: bool, amount: int) -> None:
        """Cash to the other clerk, taken or refused."""
        other = CHEN if staff_no == XU else XU
        amount = min(amount, self.cash[staff_no])
        if amount <= 0:
            return
        handover = self.day.do(
            tillmoves.hand_over_till,
            staff_no,
            window=WindowNo(WINDOWS[staff_no]),
            to_staff=other,
            pieces=pieces_of(amount),
        )
        if taken:
            self.day.do(tillmoves.take_over_till, other, handover_id=handover.id)
            self.cash[staff_no] -= amount
            self.cash[other] += amount
        else:
            self.day.do(tillmoves.refuse_till, other, handover_id=handover.id, reason="不符")

    def count(self, staff_no: str, off: int, _amount: int) -> None:
        """A count in the middle of the day, right or wrong; it moves nothing."""
        counted = max(self.cash[staff_no] + off, 0)
        made = self.day.do(tills.count_till, staff_no, pieces=pieces_of(counted), terminals={})
        assert made.difference_fen == counted - self.cash[staff_no]

    def close(self) -> None:
        """Every till as the model says, then the closing, and all the books agree."""
        found = {
            till.staff_no: till.sums.expected_fen
            for till in self.day.ask(tills.tills_of, self.day.ask(_today))
        }
        assert found == self.cash
        self.day.do(opening.stop_issuing)
        closed = self.day.close()
        record = self.day.ask(closings.find_closing, closed.date)
        assert record is not None
        net = sum(self.net.values())
        self.perpetual += net
        assert (record.net_fen, record.perpetual_fen) == (net, self.perpetual)
        told: dict[str, Any] = record.content
        by_method = {m["method"]: m["taken_fen"] - m["refunded_fen"] for m in told["methods"]}
        assert {name: fen for name, fen in by_method.items() if fen} == {
            name: fen for name, fen in self.net.items() if fen
        }
        counted = {till["staff_no"]: till["counted_fen"] for till in told["tills"]}
        assert counted == self.cash
        report = self.day.ask(reporting.daily_report, closed.date)
        assert report.money.total_fen == told["taken_fen"]
        assert report.money.void_count == sum(len(each["voids"]) for each in told["series"])
        assert report.money.gaps == 0

    def check_journal(self) -> None:
        """The journal alone gives the same sum, and everything verifies."""
        net = 0
        due: dict[str, int] = {}
        with self.day.hall.store.read() as conn:
            for entry in read_entries(conn, 1):
                after = json.loads(entry.after) if entry.after else {}
                if entry.action == "take_payment":
                    due[entry.subject_id] = after["due_fen"]
                    net += after["due_fen"]
                elif entry.action == "void_payment":
                    net -= due[entry.subject_id]
                elif entry.subject == Refund.__name__.lower():
                    net -= after["amount_fen"]
        assert net == self.perpetual
        assert verify_store(self.day.hall.store).ok


def _today(reading: Any) -> Any:
    return queries.get_day(reading).date


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(days=st.lists(st.lists(step, max_size=14), min_size=1, max_size=3))
def test_vouchers_less_voids_and_refunds_are_till_report_and_journal(
    open_files: Path, home: Path, days: list[list[tuple[str, str, Any, int]]]
) -> None:
    clock = FakeClock(AT_WORK)
    with tempfile.TemporaryDirectory() as folder:
        store = copy_of(open_files, Path(folder))
        try:
            hall = Hall(store, clock)
            model = Model(Day(hall, clock))
            for n, steps in enumerate(days):
                if n:
                    next_morning(hall, clock)
                    model.begin()
                for each in steps:
                    clock.advance(30)
                    model.play(*each)
                model.close()
            model.check_journal()
        finally:
            store.close()
