"""A payment whose answer never came: found again by its key, never doubled, never lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.payments import Payment
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.counter_state import Panel
from hall_desk.store.engine import Store, Turn
from hall_desk.store.faults import StoreUnavailable
from hall_desk.usecases import payments
from hall_desk.usecases.hall import Hall
from tests.conftest import Day
from tests.usecases.money import handed


class DyingStore(Store):
    """A store whose connection dies around a commit, as often as it is told."""

    after_commit = False
    before_commit = False
    dead = False

    @contextmanager
    def write(self) -> Iterator[Turn]:
        """Commits or not, and then is not heard of any more."""
        self._check()
        if self.before_commit:
            self.dead = True
            raise StoreUnavailable("与数据库的连接断开了，正在重试。")
        with super().write() as turn:
            yield turn
        if self.after_commit:
            self.dead = True
            raise StoreUnavailable("与数据库的连接断开了，正在重试。")

    @contextmanager
    def read(self) -> Iterator[Any]:
        """Nothing can be asked while it is dead."""
        self._check()
        with super().read() as conn:
            yield conn

    def _check(self) -> None:
        if self.dead:
            raise StoreUnavailable("数据库连不上，请检查网络和服务器；恢复后会自动继续。")

    def heal(self) -> None:
        """The connection is back."""
        self.after_commit = self.before_commit = self.dead = False


@pytest.fixture
def dying(day: Day) -> Iterator[Day]:
    """The open hall on a store that can die."""
    store = DyingStore(day.hall.store.url.render_as_string(hide_password=False), create=False)
    yield Day(Hall(store, day.clock), day.clock)
    store.close()


def counter_of(hall: Hall) -> CounterPresenter:
    """Window 3 with its clerk, as the program starts it."""
    staff = hall.ask(lambda reading: reading.get(Staff, staff_no="1032"))
    presenter = CounterPresenter(Desk(hall=hall, runner=SyncRunner()), WindowNo(3), staff)
    presenter.refresh()
    return presenter


def served(day: Day) -> CounterPresenter:
    """A customer is being served and has said what to pay."""
    day.count_float()
    day.issue("A01")
    counter = counter_of(day.hall)
    counter.call_next()
    counter.start()
    counter.set_due(8640)
    counter.set_received(10_000)
    counter.take_payment()
    return counter


def recorded(hall: Hall) -> list[Payment]:
    """What was written."""
    return hall.ask(lambda reading: reading.all(Payment))


def store_of(day: Day) -> DyingStore:
    """The store that dies."""
    assert isinstance(day.hall.store, DyingStore)
    return day.hall.store


def test_a_payment_committed_but_never_answered_is_found_at_the_next_start(dying: Day) -> None:
    counter = served(dying)
    store_of(dying).after_commit = True
    counter.pay(finish=False)
    assert "断开" in counter.banner or "连不上" in counter.banner
    assert counter.unanswered.all() != []
    store_of(dying).heal()
    again = counter_of(dying.hall)
    (payment,) = recorded(dying.hall)
    assert payment.voucher_code in again.fault.text
    assert again.fault.action == "print_found"
    assert again.panel is Panel.VOUCHERS
    assert again.voucher is not None
    assert again.voucher.id == payment.id
    assert again.unanswered.all() == []
    printed: list[Payment] = []
    again.print_voucher = printed.append
    again.act_on_banner("print_found")
    assert [(p.id, p.reprints) for p in printed] == [(payment.id, 0)]
    assert again.fault.text == ""


def test_a_payment_that_never_reached_the_books_is_said_and_its_key_closed(dying: Day) -> None:
    counter = served(dying)
    store_of(dying).before_commit = True
    counter.pay(finish=False)
    (sent,) = counter.unanswered.all()
    store_of(dying).heal()
    again = counter_of(dying.hall)
    assert recorded(dying.hall) == []
    assert "没有入账" in again.message.text
    assert "86.40" in again.message.text
    assert again.unanswered.all() == []
    # A commit still on its way under that key can never come in behind.
    late: object = dying.hall.do(
        payments.take_payment,
        "1032",
        sent.op,
        window=WindowNo(3),
        takings=handed(dying.clock, 8640),
        purpose="居民电费缴纳",
    )
    assert late is None
    assert recorded(dying.hall) == []


def test_the_banners_retry_gives_the_first_outcome(dying: Day) -> None:
    counter = served(dying)
    store_of(dying).after_commit = True
    counter.pay(finish=False)
    store_of(dying).heal()
    counter.retry()
    (payment,) = recorded(dying.hall)
    assert counter.facts is not None
    assert [p.id for p in counter.facts.payments] == [payment.id]
    assert counter.unanswered.all() == []
    assert counter.draft.due_fen is None


def test_another_amount_after_the_fault_never_takes_the_money_twice(dying: Day) -> None:
    counter = served(dying)
    store_of(dying).after_commit = True
    counter.pay(finish=False)
    store_of(dying).heal()
    counter.set_received(9000)  # another content is another key
    counter.say_received()
    counter.pay(finish=False)
    (payment,) = recorded(dying.hall)
    assert payment.received_fen == 10_000
    assert payment.voucher_code in counter.fault.text
    assert counter.draft.due_fen is None


def test_a_refusal_is_an_answer(dying: Day) -> None:
    counter = served(dying)
    counter.set_account("123")
    counter.pay(finish=False)
    assert recorded(dying.hall) == []
    assert counter.message.is_error
    assert counter.unanswered.all() == []


def test_the_key_stays_until_the_voucher_was_handed_to_the_printer(dying: Day) -> None:
    counter = served(dying)
    seen: list[int] = []

    def _no_paper(_payment: Payment) -> None:
        seen.append(len(counter.unanswered.all()))
        raise PaperFault("缺纸，请装纸。")

    counter.print_voucher = _no_paper
    counter.pay(finish=False)
    assert seen == [1]
    assert counter.unanswered.all() == []
    assert "打印机没有出纸" in counter.fault.text


KILLED = """
import os, signal, sys
from tests.presenters.test_counter_unknown import served, DyingStore
from hall_desk.usecases.hall import Hall
from hall_desk.clock import FakeClock
from tests.conftest import AT_WORK, Day
url, when = sys.argv[1:]
clock = FakeClock(AT_WORK)
store = DyingStore(url, create=False)
day = Day(Hall(store, clock), clock)
counter = served(day)
real = day.hall.do
def die(verb, actor, op=None, **given):
    if when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    real(verb, actor, op, **given)
    os.kill(os.getpid(), signal.SIGKILL)
day.hall.do = die
counter.pay(finish=False)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_killed_program_finds_its_payment_at_the_next_start(
    day: Day, clock: FakeClock, when: str
) -> None:
    url = day.hall.store.url.render_as_string(hide_password=False)
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, url, when],
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    clock.advance(60)
    counter = counter_of(day.hall)
    if when == "after":
        (payment,) = recorded(day.hall)
        assert payment.voucher_code in counter.fault.text
    else:
        assert recorded(day.hall) == []
        assert "没有入账" in counter.message.text
    assert counter.unanswered.all() == []
