"""The counter from call to finish, without a window."""

from collections.abc import Callable
from typing import Any

import pytest

from hall_desk.domain.items import ItemState
from hall_desk.domain.payments import Payment
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import TicketState, WindowNo
from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.counter_state import CounterState, Panel, Phase
from hall_desk.presenters.paidservice_state import PaymentWanted
from hall_desk.store.faults import StoreUnavailable
from hall_desk.usecases import calling, helping, people, serving
from hall_desk.usecases.payments import payments_of
from tests.conftest import MANAGER, Day
from tests.timing import quickest


@pytest.fixture
def counter(day: Day) -> CounterPresenter:
    """Window 3 with its clerk; the drawer is counted."""
    day.count_float()
    return at_window(day)


def at_window(day: Day, window: int = 3, staff_no: str = "1032") -> CounterPresenter:
    """A presenter that has looked once."""
    staff = day.ask(lambda reading: reading.get(Staff, staff_no=staff_no))
    desk = Desk(hall=day.hall, runner=SyncRunner())
    presenter = CounterPresenter(desk, WindowNo(window), staff)
    presenter.refresh()
    return presenter


def state_of(presenter: CounterPresenter) -> CounterState:
    """The state as it would be shown now."""
    return presenter.build()


def begin(presenter: CounterPresenter, day: Day, service: str = "A01") -> None:
    """A customer comes, is called and served."""
    day.issue(service)
    presenter.refresh()
    presenter.call_next()
    presenter.start()


def test_an_idle_window_says_who_is_next_and_why(day: Day, counter: CounterPresenter) -> None:
    day.issue("A01")
    day.issue("C02", ground="Y1")
    day.clock.advance(61)
    counter.refresh()
    shown = state_of(counter)
    assert shown.phase is Phase.IDLE
    assert shown.next.code == "C001"
    assert shown.next.ground == "老年人"
    assert shown.next.why == "优先号先叫（连续优先 0/2），本窗口可办咨询，已等 01:01。"
    assert shown.next.after_code == "A001"
    assert [row.code for row in shown.queue] == ["C001", "A001"]


def test_waiting_counts_tell_own_kinds_from_others(day: Day, counter: CounterPresenter) -> None:
    for service in ("A01", "A02", "C01", "B01", "E01"):
        day.issue(service)
    counter.refresh()
    waiting = state_of(counter).waiting
    assert [(line.letter, line.count) for line in waiting.own] == [("A", 2), ("C", 1)]
    assert [(line.letter, line.count) for line in waiting.others] == [("B", 1), ("E", 1)]
    assert (waiting.own_total, waiting.others_total) == (3, 2)


def test_calling_an_empty_queue_is_off_and_says_why(counter: CounterPresenter) -> None:
    action = state_of(counter).actions["call_next"]
    assert not action.on
    assert "没有客户" in action.why


def test_the_limit_starts_at_the_start_and_not_at_the_call(
    day: Day, counter: CounterPresenter
) -> None:
    day.issue()
    counter.refresh()
    counter.call_next()
    day.clock.advance(25)
    assert state_of(counter).hero.call is not None
    assert state_of(counter).hero.timer is None
    counter.start()
    day.clock.advance(10)
    timer = state_of(counter).hero.timer
    assert timer is not None
    assert (timer.elapsed_s, timer.limit_s, timer.stage) == (10, 300, "within")


def test_a_second_start_never_resets_the_clock(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    day.clock.advance(50)
    counter.start()
    timer = state_of(counter).hero.timer
    assert timer is not None
    assert timer.elapsed_s == 50


def test_recall_waits_thirty_seconds_and_counts_to_three(
    day: Day, counter: CounterPresenter
) -> None:
    day.issue()
    counter.refresh()
    counter.call_next()
    assert state_of(counter).actions["recall"].why == "30 秒后可重呼"
    for times in (2, 3):
        assert not state_of(counter).actions["no_show"].on
        day.clock.advance(30)
        counter.recall()
        call = state_of(counter).hero.call
        assert call is not None
        assert call.times == times
    assert not state_of(counter).actions["recall"].on
    day.clock.advance(30)
    assert state_of(counter).actions["no_show"].on
    counter.no_show()
    assert state_of(counter).phase is Phase.IDLE


def test_a_wrong_call_is_taken_back_within_ten_seconds(day: Day, counter: CounterPresenter) -> None:
    ticket = day.issue()
    counter.refresh()
    counter.call_next()
    day.clock.advance(9)
    assert state_of(counter).called.undo_left == 1
    counter.undo()
    assert state_of(counter).phase is Phase.IDLE
    assert state_of(counter).next.code == ticket.code


def test_a_finish_is_taken_back_within_ten_seconds_and_not_later(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    day.clock.advance(40)
    counter.finish()
    assert state_of(counter).undo.title == "A001 已办结"
    assert state_of(counter).undo.note == "1 项，合计 00:40，均在限内"
    counter.undo()
    assert state_of(counter).phase is Phase.SERVING
    counter.finish()
    day.clock.advance(11)
    assert state_of(counter).undo.seconds_left == 0
    counter.undo()
    assert state_of(counter).phase is Phase.IDLE


@pytest.mark.rule("11(3)")
def test_three_hundred_seconds_are_within_and_the_next_second_is_over(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    stages = []
    for step in (239, 1, 60, 1):
        day.clock.advance(step)
        timer = state_of(counter).hero.timer
        assert timer is not None
        stages.append(timer.stage)
    assert stages == ["within", "near", "near", "over"]


@pytest.mark.rule("11(3)")
def test_beyond_the_limit_finish_waits_for_a_reason(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    day.clock.advance(301)
    counter.finish()
    assert state_of(counter).panel.panel is Panel.OVER
    counter.finish()
    assert state_of(counter).phase is Phase.SERVING
    counter.choose_over_reason("O3")
    counter.set_over_note("查询接口慢")
    counter.fold()
    counter.finish()
    assert state_of(counter).panel.panel is Panel.OVER
    assert state_of(counter).panel.over_chosen == "O3"
    counter.finish()
    assert state_of(counter).phase is Phase.IDLE
    assert counter.facts is not None
    done = counter.facts.last_items[0]
    assert (done.over_reason, done.over_note) == ("O3", "查询接口慢")


@pytest.mark.rule("11(6)")
def test_the_apology_is_offered_now_and_at_the_next_call(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    day.issue()
    counter.refresh()
    assert "P01" in state_of(counter).phrase.moment
    day.clock.advance(301)
    now = state_of(counter).phrase
    assert now.moment.endswith("P05")
    assert now.apology
    counter.apologise()
    assert state_of(counter).phrase.apologised_at
    counter.choose_over_reason("O1")
    counter.finish()
    counter.finish()
    counter.call_next()
    later = state_of(counter).phrase
    assert later.moment.endswith("P04")
    assert later.apology
    counter.apologise()
    assert not state_of(counter).phrase.apology


@pytest.mark.rule("6(5)")
def test_a_voucher_needs_both_amounts_said_aloud(day: Day, counter: CounterPresenter) -> None:
    printed: list[str] = []
    counter.print_voucher = lambda payment: printed.append(payment.voucher_code)
    begin(counter, day)
    counter.set_due(8640)
    assert state_of(counter).phrase.text == "“收您 ___ 元，应收 86.40 元。”"
    counter.set_received(10000)
    counter.take_payment(said=False)
    counter.pay(finish=True)
    assert state_of(counter).cash.open
    assert printed == []
    counter.say_next()
    cash = state_of(counter).cash
    assert cash.received_line.text == "“收您 100.00 元，应收 86.40 元。”"
    assert cash.received_line.said_at
    assert cash.change_line.text.replace("\n", "") == (
        "“找您 13.60 元，这是您的凭证，请您点清收好。”"
    )
    assert cash.notes == (("10 元", 1), ("1 元", 3), ("5 角", 1), ("1 角", 1))
    counter.say_next()
    assert printed == ["SJ-000001"]
    assert not state_of(counter).cash.open
    assert state_of(counter).money.paid[0].amount == "86.40"


@pytest.mark.rule("6(5)")
def test_another_amount_must_be_said_again(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.set_due(8640)
    counter.set_received(10000)
    counter.take_payment()
    assert state_of(counter).cash.received_line.said_at
    counter.set_received(9000)
    assert not state_of(counter).cash.received_line.said_at


def test_paying_and_finishing_is_one_step(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.set_account("3600123450127")
    counter.set_customer("林𬭎")
    counter.set_due(8640)
    counter.set_received(10000)
    counter.take_payment()
    counter.pay(finish=True)
    assert state_of(counter).phase is Phase.IDLE
    assert counter.facts is not None
    assert counter.facts.day is not None
    payment = day.ask(payments_of, counter.facts.day.date)[0]
    assert (payment.due_fen, payment.received_fen, payment.change_fen) == (8640, 10000, 1360)
    assert payment.customer_name == "林𬭎"
    assert state_of(counter).today.cash == "500.00"


def test_paying_beyond_the_limit_keeps_the_payment_and_asks_for_the_reason(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    counter.set_due(8640)
    counter.set_received(8640)
    day.clock.advance(301)
    counter.take_payment()
    counter.pay(finish=True)
    shown = state_of(counter)
    assert shown.phase is Phase.SERVING
    assert shown.panel.panel is Panel.OVER
    assert len(shown.money.paid) == 1


def test_too_little_money_is_said_at_its_field(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.set_due(8640)
    counter.set_received(8000)
    counter.take_payment()
    money = state_of(counter).money
    assert not state_of(counter).cash.open
    assert (money.error_field, money.error) == ("received", "实收少了 6.40 元。")


@pytest.mark.rule("6(5)")
@pytest.mark.parametrize("mixed", [False, True])
def test_an_account_number_typed_for_the_amount_is_said_and_never_taken(
    day: Day, counter: CounterPresenter, mixed: bool
) -> None:
    begin(counter, day)
    counter.set_due(8640)
    counter.take_payment("POS" if mixed else "CASH", said=False)
    if mixed:
        counter.set_received(5000)
        counter.say_next()
    counter.set_received(3_600_012_345)
    shown = state_of(counter).cash
    assert (shown.error_field, shown.error) == ("received", "找零超过 1 万元，请核对实收。")
    assert (shown.change, shown.notes) == ("—", ())
    counter.say_next()
    counter.pay(finish=False)
    shown = state_of(counter).cash
    assert shown.open
    assert (shown.received_fen, shown.received_line.said_at) == (3_600_012_345, "")
    assert shown.error == "找零超过 1 万元，请核对实收。"
    assert day.ask(lambda reading: reading.all(Payment)) == []
    counter.set_received(10_000)
    assert state_of(counter).cash.error == ""
    counter.say_next()
    counter.say_next()
    (payment,) = day.ask(lambda reading: reading.all(Payment))
    assert payment.change_fen == (6360 if mixed else 1360)


def test_behind_the_last_record_the_duty_manager_says_which_time_is_right(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    right = day.clock.now()
    day.clock.advance(7200)
    counter.set_due(500)
    counter.set_received(500)
    counter.take_payment()
    counter.pay(finish=False)
    day.clock.set(right)
    asked: list[str] = []

    def sign(sentence: str, then: Callable[[str], None]) -> None:
        asked.append(sentence)
        then("0906")

    counter.needs_approval = sign
    counter.set_due(8640)
    counter.set_received(10_000)
    counter.take_payment()
    counter.pay(finish=False)
    assert len(asked) == 1
    assert "慢了 2 小时" in asked[0]
    assert counter.message.text == "时间已确认，请再办一次。"
    assert (counter.draft.due_fen, counter.draft.received_fen) == (8640, 10_000)
    counter.pay(finish=False)
    paid = day.ask(lambda reading: reading.all(Payment))
    assert sorted(payment.due_fen for payment in paid) == [500, 8640]


def test_an_account_number_has_ten_or_thirteen_digits(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.set_account("12345")
    assert not counter.check_account()
    assert state_of(counter).money.error_field == "account_no"
    counter.set_account("3600123450127")
    assert counter.check_account()
    assert state_of(counter).money.account_masked == "3600 **** 0127"
    assert state_of(counter).message.text == ""


def test_the_first_cash_asks_for_the_float_and_loses_nothing(day: Day) -> None:
    presenter = at_window(day)
    begin(presenter, day)
    presenter.set_due(8640)
    presenter.set_received(10000)
    presenter.take_payment()
    assert state_of(presenter).money.float_wanted
    presenter.count_float(50000)
    shown = state_of(presenter)
    assert not shown.money.float_wanted
    assert shown.cash.open
    assert shown.cash.received_fen == 10000


def test_a_card_payment_needs_no_float_and_no_change(day: Day) -> None:
    presenter = at_window(day)
    begin(presenter, day)
    presenter.set_due(8640)
    presenter.take_payment("POS")
    cash = state_of(presenter).cash
    assert (cash.open, cash.received_fen, cash.change) == (True, 8640, "0.00")
    presenter.say_next()
    presenter.say_next()
    assert state_of(presenter).money.paid[0].method == "银行卡"


def test_a_paper_fault_shows_a_banner_and_loses_nothing(
    day: Day, counter: CounterPresenter
) -> None:
    jammed = [True]
    printed: list[int] = []

    def _print(payment: object) -> None:
        if jammed[0]:
            raise PaperFault("缺纸，请装纸。")
        printed.append(getattr(payment, "reprints", -1))

    counter.print_voucher = _print
    begin(counter, day)
    counter.set_due(8640)
    counter.set_received(8640)
    counter.take_payment()
    counter.pay(finish=True)
    banner = state_of(counter).banner
    assert "SJ-000001 已入账" in banner.text
    assert banner.button == "补打"
    jammed[0] = False
    counter.act_on_banner(banner.action)
    assert printed == [1]
    assert state_of(counter).banner.text == ""


def test_a_double_press_of_pay_writes_one_payment(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.set_due(8640)
    counter.set_received(8640)
    counter.take_payment()
    counter.pay(finish=False)
    counter.pay(finish=False)
    assert len(state_of(counter).money.paid) == 1


def test_unmasking_is_journalled(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.set_customer("林𬭎")
    assert not state_of(counter).money.revealed
    counter.reveal()
    assert state_of(counter).money.revealed
    with day.hall.store.read() as conn:
        words = conn.exec_driver_sql("SELECT count(*) FROM journal WHERE action = 'unmask'")
        assert words.scalar() == 1


def test_items_of_one_visit_have_their_own_clocks_and_amounts(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    counter.set_due(8640)
    counter.add_item("A04")
    day.clock.advance(30)
    counter.switch_item(2)
    shown = state_of(counter)
    assert [row.current for row in shown.items] == [False, True]
    assert shown.money.due_fen is None
    counter.change_quantity(shown.items[1].item_id, 2)
    assert state_of(counter).items[1].limit_note == "限时 5 分 × 2 张 = 10:00"
    counter.switch_item(1)
    assert state_of(counter).money.due_fen == 8640
    assert state_of(counter).items[0].figure == "00:30"


def test_finishing_one_of_two_items_begins_the_other(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.add_item("A04")
    counter.finish()
    assert counter.facts is not None
    assert [item.state for item in counter.facts.items] == [ItemState.DONE, ItemState.SERVING]


def test_an_added_item_can_be_taken_back_before_it_starts(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    counter.add_item("A04")
    counter.drop_item(state_of(counter).items[1].item_id)
    assert len(state_of(counter).items) == 1


@pytest.mark.rule("11(4)")
def test_a_business_item_is_told_once_before_it_is_finished(day: Day) -> None:
    presenter = at_window(day, 4, "1021")
    begin(presenter, day, "B14")
    presenter.finish()
    presenter.finish()
    assert "一次性告知" in state_of(presenter).message.text
    given: list[str] = []
    presenter.print_notice = lambda item: given.append(item.service_code)
    presenter.give_notice()
    assert given == ["B14"]
    assert state_of(presenter).card.informed_at
    presenter.finish()
    assert state_of(presenter).phase is Phase.IDLE


def test_steps_and_papers_are_ticked_one_after_the_other(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    counter.tick_next_step()
    counter.tick_next_step()
    card = state_of(counter).card
    assert card.current_step == 2
    assert card.steps[0].done_at == "09:00:01"
    assert not card.complete
    counter.tick_paper(0)
    assert state_of(counter).card.complete


def test_a_pause_changes_the_net_time_only(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.open_transfer()
    counter.pause("PZ3")
    day.clock.advance(60)
    timer = state_of(counter).hero.timer
    assert timer is not None
    assert (timer.stage, timer.elapsed_s, timer.net_s) == ("paused", 60, 0)
    assert state_of(counter).actions["transfer"].text == "恢复办理"
    counter.open_transfer()
    timer = state_of(counter).hero.timer
    assert timer is not None
    assert timer.stage == "within"


def test_a_transfer_offers_open_windows_of_the_kind_and_keeps_the_number(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    counter.open_transfer()
    targets = state_of(counter).panel.targets
    assert [target.key for target in targets] == ["1", ""]
    counter.transfer("1")
    assert state_of(counter).phase is Phase.IDLE
    other = at_window(day, 1, "1008")
    assert state_of(other).next.code == "A001"
    assert state_of(other).next.ground == "转窗口"


@pytest.mark.rule("6(3)", "11(10)")
def test_one_key_calls_the_duty_manager_and_shows_who_took_it(
    day: Day, counter: CounterPresenter
) -> None:
    counter.call_manager()
    day.clock.advance(72)
    shown = state_of(counter)
    assert shown.help.key_text == "已呼叫 01:12"
    assert shown.panel.panel is Panel.MANAGER
    counter.explain_call("客户对电价有异议")
    call = day.ask(helping.open_calls)[0]
    assert call.reason == "客户对电价有异议"
    day.do(helping.take, MANAGER, escalation_id=call.id)
    counter.refresh()
    shown = state_of(counter)
    assert shown.help.taken
    assert "0906 周明岚 已接手" in shown.help.words


@pytest.mark.rule("11(10)")
def test_the_duty_manager_can_be_called_in_every_phase(day: Day, counter: CounterPresenter) -> None:
    day.issue()
    counter.refresh()
    phases = []
    for step in (counter.call_next, counter.start, counter.finish):
        phases.append(state_of(counter).actions["call_manager"].on)
        step()
    assert all(phases)


def test_a_no_show_is_found_and_comes_back(day: Day, counter: CounterPresenter) -> None:
    ticket = day.issue()
    counter.refresh()
    counter.call_next()
    for _ in range(2):
        day.clock.advance(30)
        counter.recall()
    day.clock.advance(30)
    counter.no_show()
    counter.open_find()
    counter.find("a001")
    (row,) = state_of(counter).panel.find.rows
    assert (row.code, row.action) == ("A001", "come_back")
    assert row.state.startswith("已过号")
    counter.come_back(row.key)
    (row,) = state_of(counter).panel.find.rows
    assert (row.state, row.action) == ("等候中，同类前面 0 人", "abandon")
    assert state_of(counter).next.code == ticket.code
    counter.abandon(row.key)
    (row,) = state_of(counter).panel.find.rows
    assert row.state.startswith("已放弃")


def test_an_unknown_number_is_said_in_a_sentence(counter: CounterPresenter) -> None:
    counter.open_find()
    counter.find("A999")
    assert state_of(counter).panel.find.words.startswith("没有找到“A999”。")
    counter.find("12345")
    message = state_of(counter).message
    assert (message.field, message.is_error) == ("code", True)
    counter.find("A998")
    assert state_of(counter).message.text == ""


@pytest.mark.rule("11(8)")
def test_a_suspended_window_is_slate_says_why_and_opens_again(
    day: Day, counter: CounterPresenter
) -> None:
    from datetime import timedelta

    from hall_desk.domain.suspensions import Scope
    from hall_desk.usecases import suspending

    form = suspending.SuspensionForm(
        scope=Scope.WINDOW,
        window=WindowNo(3),
        prefix=None,
        reason_code="S7",
        expected_at=day.clock.now() + timedelta(minutes=30),
        alternative="1号窗口",
    )
    day.do(suspending.suspend, "1032", form=form)
    counter.refresh()
    shown = state_of(counter)
    assert shown.phase is Phase.SUSPENDED
    assert dict(shown.rest.lines)["原因"] == "钱款交接/解款"
    assert not shown.actions["call_next"].on
    counter.suspend_window()
    assert state_of(counter).phase is Phase.IDLE


def test_suspension_is_asked_for_only_without_a_customer(
    day: Day, counter: CounterPresenter
) -> None:
    asked: list[str] = []
    counter.on_suspension = lambda: asked.append("asked")
    begin(counter, day)
    counter.suspend_window()
    assert asked == []
    assert "A001 还在本窗口" in state_of(counter).actions["suspend_window"].why
    counter.finish()
    counter.suspend_window()
    assert asked == ["asked"]


def test_a_paid_service_goes_to_its_sheet(day: Day) -> None:
    presenter = at_window(day, 4, "1021")
    sheets: list[tuple[int, int]] = []
    presenter.on_paid_service = lambda ticket_id, item_id: sheets.append((ticket_id, item_id))
    begin(presenter, day, "B32")
    assert state_of(presenter).money.paid_service
    assert not presenter.money()
    assert presenter.item is not None
    assert sheets == [(presenter.item.ticket_id, presenter.item.id)]


@pytest.mark.rule("11(2)")
def test_the_register_opens_bound_to_the_visit(day: Day, counter: CounterPresenter) -> None:
    opened: list[int | None] = []
    counter.on_contact = opened.append
    counter.refer()
    begin(counter, day)
    counter.refer()
    assert counter.ticket is not None
    assert opened == [None, counter.ticket.id]


@pytest.mark.rule("4(3)")
def test_five_idle_minutes_lock_once_and_a_touch_starts_anew(
    day: Day, counter: CounterPresenter
) -> None:
    locks: list[str] = []
    counter.on_lock = lambda: locks.append("lock")
    day.clock.advance(299)
    counter.tick()
    assert locks == []
    day.clock.advance(1)
    counter.tick()
    counter.tick()
    assert locks == ["lock"]
    counter.touch()
    day.clock.advance(299)
    counter.tick()
    assert locks == ["lock"]


def test_a_window_without_its_clerk_cannot_call(day: Day) -> None:
    day.issue()
    day.do(people.leave_window, "1032", window=WindowNo(3))
    presenter = at_window(day)
    shown = state_of(presenter)
    assert shown.phase is Phase.SIGNED_OUT
    assert "登录" in shown.rest.note
    assert not shown.actions["call_next"].on


def test_a_call_by_another_window_is_seen_after_a_refresh(
    day: Day, counter: CounterPresenter
) -> None:
    day.issue()
    day.issue()
    counter.refresh()
    day.do(calling.call_next, "1008", window=WindowNo(1))
    counter.call_next()
    assert counter.ticket is not None
    assert counter.ticket.code == "A002"
    assert counter.ticket.state is TicketState.CALLED


def test_the_figures_of_today_follow_the_work(day: Day, counter: CounterPresenter) -> None:
    for seconds in (100, 200, 301):
        begin(counter, day)
        day.clock.advance(seconds)
        counter.choose_over_reason("O1")
        counter.finish()
        counter.finish()
    today = state_of(counter).today
    assert (today.done, today.on_time, today.median) == ("3 项", "2 / 3", "03:20")
    assert today.since == "08:20 起"


def test_building_a_state_is_cheap_enough_for_every_second(
    day: Day, counter: CounterPresenter
) -> None:
    for _ in range(40):
        day.issue()
    begin(counter, day)
    assert quickest(counter.build, within=0.01, tries=50) <= 0.01


def test_serving_starts_with_the_first_item_of_the_ticket(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day, "C03")
    assert counter.ticket is not None
    assert len(day.ask(serving.items_of, counter.ticket.id)) == 1
    assert not state_of(counter).money.shown
    assert not state_of(counter).actions["take_payment"].on


def test_an_unknown_outcome_is_retried_under_the_same_key_and_never_doubles(
    day: Day, counter: CounterPresenter, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(counter, day)
    counter.set_due(8640)
    counter.set_received(10000)
    counter.take_payment()
    whole = day.hall.do

    def _cut_after_commit(*args: Any, **kwargs: Any) -> Any:
        whole(*args, **kwargs)
        raise StoreUnavailable("数据库连接断开，请重试。")

    monkeypatch.setattr(day.hall, "do", _cut_after_commit)
    counter.pay(finish=False)
    shown = state_of(counter)
    assert shown.cash.open
    assert shown.cash.error == "数据库连接断开，请重试。"
    assert not shown.header.data_ok
    monkeypatch.setattr(day.hall, "do", whole)
    counter.pay(finish=False)
    assert [line.code for line in state_of(counter).money.paid] == ["SJ-000001"]
    assert state_of(counter).banner.text == ""


def test_a_sheet_is_paid_in_the_same_dialog_also_before_the_float_is_counted(day: Day) -> None:
    presenter = at_window(day, 4, "1021")
    begin(presenter, day, "B32")
    assert presenter.ticket is not None
    wanted = PaymentWanted(
        sheet_id=1,
        due_fen=33440,
        purpose="有偿服务费",
        customer_name="林𬭎",
        ticket_id=presenter.ticket.id,
    )
    presenter.take_sheet_payment(wanted)
    assert state_of(presenter).money.float_wanted
    presenter.count_float(0)
    cash = state_of(presenter).cash
    assert (cash.open, cash.due) == (True, "334.40")


def test_a_notice_that_does_not_print_is_not_told(day: Day) -> None:
    presenter = at_window(day, 4, "1021")
    begin(presenter, day, "B14")

    def _jam(_item: object) -> None:
        raise PaperFault("缺纸，请装纸。")

    presenter.print_notice = _jam
    presenter.give_notice()
    assert not state_of(presenter).card.informed_at
    banner = state_of(presenter).banner
    assert ("口头告知" in banner.text, banner.button) == (True, "知道了")
    presenter.inform()
    assert state_of(presenter).card.informed_at
    assert not state_of(presenter).banner.text, "told by word of mouth, nothing is left to do"


def test_a_sentence_at_no_field_goes_by_itself(day: Day, counter: CounterPresenter) -> None:
    counter.say("没有客户在等本窗口的业务。")
    day.clock.advance(9)
    counter.tick()
    assert counter.message.text
    day.clock.advance(2)
    counter.tick()
    assert not counter.message.text


def test_another_person_at_the_window_sees_their_own_day(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    counter.finish()
    other = day.ask(lambda reading: reading.get(Staff, staff_no="1021"))
    day.do(people.leave_window, "1021", window=WindowNo(4))
    day.do(people.take_window, "1021", window=WindowNo(3), staff_no="1021")
    counter.sign_in(other)
    shown = state_of(counter)
    assert shown.phase is Phase.IDLE
    assert shown.header.staff_no == "1021"
    assert shown.today.done == "0 项"


def test_typed_money_is_never_lost_by_finishing(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.set_due(8640)
    counter.finish()
    assert state_of(counter).phase is Phase.SERVING
    assert "86.40 元还没有收" in counter.message.text
    counter.set_due(None)
    counter.finish()
    assert state_of(counter).phase is Phase.IDLE


def test_exact_money_is_told_without_a_change_of_nothing(
    day: Day, counter: CounterPresenter
) -> None:
    day.count_float(3)
    begin(counter, day)
    counter.set_due(8640)
    counter.set_received(8640)
    counter.take_payment()
    assert "正好 86.40 元" in state_of(counter).cash.change_line.text


def test_a_recall_shows_the_words_of_the_recall(day: Day, counter: CounterPresenter) -> None:
    day.issue("A01")
    counter.call_next()
    assert state_of(counter).called.announcement == "“请 A001 号到 3 号窗口。”"
    day.clock.advance(30)
    counter.recall()
    assert "这是第 2 次呼叫" in state_of(counter).called.announcement
