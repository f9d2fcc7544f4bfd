"""After a crash or a lost answer: one question about a payment and its paper, nothing twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.people import Staff
from hall_desk.domain.refunds import Refund
from hall_desk.domain.settlements import Settlement
from hall_desk.domain.tickets import WindowNo
from hall_desk.domain.tills import BankBag
from hall_desk.paper.spool import JobState
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.papers import PaperDesk
from hall_desk.presenters.print_queue import QueueSection
from hall_desk.presenters.till import TillPresenter
from hall_desk.presenters.till_state import BAG
from hall_desk.usecases import reconnections
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.presenters.test_counter_unknown import (
    DyingStore,
    counter_of,
    recorded,
    served,
    store_of,
)
from tests.ui.printroom import Room
from tests.usecases.money import pay
from tests.usecases.test_meter_tests import arrears
from tests.usecases.test_settlements import ahead

THREE = WindowNo(3)


@pytest.fixture
def dying(day: Day) -> Iterator[Day]:
    """The open hall on a store that can die."""
    store = DyingStore(day.hall.store.url.render_as_string(hide_password=False), create=False)
    yield Day(Hall(store, day.clock), day.clock)
    store.close()


@pytest.fixture
def room(day: Day, tmp_path: Path, clock: FakeClock) -> Room:
    return Room(day.hall, tmp_path / "pc", clock)


def started(hall: Hall, room: Room) -> CounterPresenter:
    """Window 3 begins anew, with the print room of its PC."""
    staff = hall.ask(lambda reading: reading.get(Staff, staff_no="1032"))
    counter = CounterPresenter(Desk(hall=hall, runner=SyncRunner()), THREE, staff)
    counter.print_voucher = PaperDesk(hall, room.press, "1032").voucher
    counter.paper_notice = room.notice
    counter.paper_fate, counter.paper_out = room.fate_of, room.came_by
    room.press.look()
    room.look_for_missing(THREE)
    counter.refresh()
    return counter


def queue_of(hall: Hall, room: Room) -> QueueSection:
    """The page of the print queue at that window."""
    staff = hall.ask(lambda reading: reading.get(Staff, staff_no="1032"))
    desk = Desk(hall=hall, runner=SyncRunner())
    voucher = PaperDesk(hall, room.press, "1032").voucher
    section = QueueSection(desk, staff, room, voucher, window=THREE)
    section.refresh()
    return section


def banner(counter: CounterPresenter) -> tuple[str, str]:
    """What stands above, and what its button does."""
    view = counter.build().banner
    return view.text, view.action


def killed(dying: Day) -> None:
    """The payment was committed and never answered."""
    counter = served(dying)
    store_of(dying).after_commit = True
    counter.pay(finish=False)
    store_of(dying).heal()


def test_before_the_paper_one_banner_asks_and_one_press_prints_once(
    dying: Day,
    room: Room,
) -> None:
    killed(dying)
    counter = started(dying.hall, room)
    assert [p.voucher_code for p in room.missing] == ["SJ-000001"]
    text, action = banner(counter)
    assert (action, text.count("SJ-000001")) == ("print_found", 1)
    assert "凭证还没有打印" in text
    counter.act_on_banner(action)
    assert banner(counter)[0] == "", "the queue does not ask about the same voucher again"
    room.work()
    assert room.printers.names() == ["SJ-000001"]
    section = queue_of(dying.hall, room)
    assert [row.cells[1] for row in section.rows()] == ["凭证 SJ-000001"]
    again = started(dying.hall, room)
    assert banner(again)[0] == ""
    assert len(recorded(dying.hall)) == 1


def test_printed_from_the_queue_the_banner_asks_no_more(
    dying: Day,
    room: Room,
) -> None:
    killed(dying)
    counter = started(dying.hall, room)
    section = queue_of(dying.hall, room)
    assert section.heading() == "凭证 SJ-000001：入账后没有打印记录"
    section.save()
    room.work()
    counter.refresh()
    assert banner(counter)[0] == ""
    assert room.printers.names() == ["SJ-000001"]
    counter.act_on_banner("print_found")
    room.work()
    assert room.printers.names() == ["SJ-000001"]


@pytest.mark.parametrize(
    ("state", "words", "action"),
    [
        (JobState.WAITING, "在打印队列里", "papers"),
        (JobState.UNKNOWN, "打没打出来不清楚", "papers"),
        (JobState.FAILED, "没有打出来", "papers"),
        (JobState.DONE, "凭证已打印", "known"),
        (JobState.CANCELLED, "已取消打印", "known"),
    ],
)
def test_a_paper_already_in_the_queue_is_not_asked_for_again(
    dying: Day,
    room: Room,
    state: JobState,
    words: str,
    action: str,
) -> None:
    killed(dying)
    (payment,) = recorded(dying.hall)
    PaperDesk(dying.hall, room.press, "1032").voucher(payment)
    job = room.press.spool.job("SJ-000001")
    assert job is not None
    room.press.spool.mark(job, state, "看纸" if state is JobState.UNKNOWN else "")
    counter = started(dying.hall, room)
    said, does = banner(counter)
    assert words in said
    assert does == action
    assert room.missing == ()
    if action == "known":
        counter.act_on_banner(action)
        assert banner(counter)[0] == ""
    else:
        opened: list[str] = []
        counter.on_papers = lambda: opened.append("queue")
        counter.act_on_banner(action)
        assert opened == ["queue"]
        section = queue_of(dying.hall, room)
        if state is JobState.UNKNOWN:
            section.do_deed("came_out")
        else:
            section.save()
            room.work()
        counter.refresh()
        assert banner(counter)[0] == ""
    room.work()
    assert room.printers.names().count("SJ-000001") <= 1
    assert len(recorded(dying.hall)) == 1


def test_a_missing_voucher_that_is_voided_or_reprinted_leaves_no_question(
    day: Day, room: Room
) -> None:
    day.count_float()
    for _ in range(2):
        pay(day, 8640)
    counter = started(day.hall, room)
    assert banner(counter)[1] == "papers"
    first, second = (p.id for p in recorded(day.hall))
    counter.reprint(second)
    counter.needs_approval = lambda sentence, then: then(MANAGER)
    counter.open_vouchers()
    counter.choose_voucher(first)
    counter.open_void()
    counter.choose_void_reason("V1")
    counter.ask_void()
    assert banner(counter)[0] == ""
    room.work()
    assert sorted(room.printers.names()) == ["SJ-000001-作废", "SJ-000002-补打1"]


def test_a_refund_pressed_again_after_a_lost_answer_goes_out_once(dying: Day) -> None:
    dying.count_float()
    pay(dying, 8640)
    counter = counter_of(dying.hall)
    counter.needs_approval = lambda sentence, then: then(MANAGER)
    papers: list[str] = []
    counter.print_refund = lambda refund: papers.append(refund.code)
    counter.open_refund()
    counter.find_refund("SJ-000001")
    for name, value in (("amount_fen", 1000), ("method", "CASH"), ("reason", "R1")):
        counter.type_refund(name, value)
    store_of(dying).after_commit = True
    counter.ask_refund()
    store_of(dying).heal()
    counter.ask_refund()
    given = dying.ask(lambda reading: reading.all(Refund))
    assert [refund.amount_fen for refund in given] == [1000]
    assert papers == ["TK-000001"]
    for name, value in (("amount_fen", 1000), ("method", "CASH"), ("reason", "R1")):
        counter.type_refund(name, value)
    counter.ask_refund()
    assert len(dying.ask(lambda reading: reading.all(Refund))) == 2, "a new one is a new one"


def test_a_settlement_pressed_again_after_a_lost_answer_is_recorded_once(dying: Day) -> None:
    dying.count_float()
    ahead(dying)
    counter = counter_of(dying.hall)
    counter.open_settle()
    counter.find_prepayment("YS-000001")

    def settled() -> list[int]:
        return [each.amount_fen for each in dying.ask(lambda reading: reading.all(Settlement))]

    for name, value in (("amount_fen", 5000), ("period", "2026-02")):
        counter.type_settle(name, value)
    store_of(dying).after_commit = True
    counter.ask_settle()
    store_of(dying).heal()
    counter.ask_settle()
    assert settled() == [5000]
    assert "JS-000001" in counter.message.text
    for name, value in (("amount_fen", 5000), ("period", "2026-01")):
        counter.type_settle(name, value)
    counter.ask_settle()
    assert settled() == [5000, 5000], "another one is another one"


def test_a_bag_pressed_again_after_a_lost_answer_is_one_bag(dying: Day) -> None:
    dying.count_float()
    page = TillPresenter(Desk(hall=dying.hall, runner=SyncRunner()), "1032", THREE)
    page.refresh()
    page.set_mode(BAG)

    def bags() -> list[int]:
        return [bag.amount_fen for bag in dying.ask(lambda reading: reading.all(BankBag))]

    page.set_amount(10_000)
    store_of(dying).after_commit = True
    page.submit()
    store_of(dying).heal()
    page.submit()
    assert bags() == [10_000]
    assert "JK-20260312-01" in page.message.text
    page.set_amount(10_000)
    page.submit()
    assert bags() == [10_000, 10_000], "a second one is a second one"


@pytest.mark.rule("22(2)")
@pytest.mark.parametrize("told", ["", "柳溪供电所"])
@pytest.mark.parametrize("back", ["void", "refund"])
def test_a_team_that_was_sent_is_called_back_with_the_money(day: Day, told: str, back: str) -> None:
    day.count_float()
    arrears(day)
    (task,) = day.ask(reconnections.open_reconnections)
    if told:
        day.do(reconnections.pass_on, "1032", task_id=task.id, to=told)
    counter = counter_of(day.hall)
    counter.needs_approval = lambda sentence, then: then(MANAGER)
    counter.open_vouchers()
    if back == "void":
        counter.open_void()
        counter.choose_void_reason("V1")
        counter.ask_void()
    else:
        counter.open_refund()
        for name, value in (("method", "CASH"), ("reason", "R1")):
            counter.type_refund(name, value)
        counter.ask_refund()
    said = "已通知柳溪供电所复电，请告知取消" in counter.message.text
    assert said == bool(told), counter.message.text
    assert ("已作废" if back == "void" else "TK-000001，86.40 元已记") in counter.message.text
    assert day.ask(reconnections.open_reconnections) == []
