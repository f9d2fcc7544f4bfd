"""Outcomes, holds and skipped steps at a counter, without a window."""

import pytest

from hall_desk.domain.contacts import ContactState
from hall_desk.domain.items import ItemState, Outcome
from hall_desk.domain.people import Staff
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import TicketState
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.counter_state import Panel, Phase
from hall_desk.presenters.duty_alerts import build_alerts
from hall_desk.presenters.duty_tickets import TicketDeskPresenter
from hall_desk.usecases import contacts, moving, people, serving, suspending
from hall_desk.usecases.dutyboard import look_at_hall
from tests.conftest import MANAGER, Day
from tests.presenters.test_counter import at_window, begin, state_of
from tests.usecases.test_suspending import form as stop_form


@pytest.fixture
def desk_four(day: Day) -> CounterPresenter:
    """Window 4 with a business item in hand, told once."""
    presenter = at_window(day, 4, "1021")
    begin(presenter, day, "B15")
    presenter.inform()
    return presenter


@pytest.fixture
def counter(day: Day) -> CounterPresenter:
    """Window 3 with its clerk."""
    return at_window(day)


def last_outcome(day: Day, presenter: CounterPresenter) -> Outcome | None:
    """How the last item of the last visit at the window ended."""
    assert presenter.facts is not None
    assert presenter.facts.last_items
    return presenter.facts.last_items[-1].outcome


def test_a_payment_is_done_with_one_press(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.finish()
    assert state_of(counter).phase is Phase.IDLE
    assert last_outcome(day, counter) is Outcome.DONE


def test_a_business_item_is_asked_for_its_outcome_and_done_with_a_second_press(
    day: Day, desk_four: CounterPresenter
) -> None:
    desk_four.finish()
    shown = state_of(desk_four)
    assert shown.panel.panel is Panel.OUTCOME
    assert shown.panel.outcome.chosen == "办结"
    assert shown.actions["finish"].text == "办结"
    desk_four.finish()
    assert state_of(desk_four).phase is Phase.IDLE
    assert last_outcome(day, desk_four) is Outcome.DONE


@pytest.mark.rule("4(2)")
def test_a_refusal_says_at_the_field_what_is_missing_and_keeps_what_was_typed(
    day: Day, desk_four: CounterPresenter
) -> None:
    desk_four.open_outcome()
    desk_four.choose_outcome("不能受理")
    for field, text in (("basis", "第十九条"), ("explanation", "产权不符"), ("alternative", "")):
        desk_four.write_outcome(field, text)
        desk_four.finish()
    view = state_of(desk_four).panel.outcome
    assert (view.field, view.basis, view.explanation) == ("alternative", "第十九条", "产权不符")
    assert "可供客户选择的办法" in view.error
    phrase = state_of(desk_four).phrase
    assert phrase.moment.endswith("P19")
    assert "第十九条" in phrase.text
    desk_four.write_outcome("alternative", "先办过户")
    assert state_of(desk_four).panel.outcome.error == ""
    desk_four.finish()
    assert state_of(desk_four).phase is Phase.IDLE
    assert last_outcome(day, desk_four) is Outcome.REFUSED


@pytest.mark.rule("11(3)")
def test_beyond_the_limit_outcome_and_reason_are_asked_once_each(
    day: Day, desk_four: CounterPresenter
) -> None:
    day.clock.advance(1201)
    desk_four.finish()
    assert state_of(desk_four).panel.panel is Panel.OUTCOME
    desk_four.choose_outcome("补件")
    desk_four.finish()
    assert state_of(desk_four).panel.panel is Panel.OVER
    desk_four.choose_over_reason("O2")
    desk_four.finish()
    assert state_of(desk_four).phase is Phase.IDLE
    assert last_outcome(day, desk_four) is Outcome.PAPERS


def test_an_outcome_folded_away_is_not_taken(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.open_outcome()
    counter.choose_outcome("客户放弃")
    counter.fold()
    counter.finish()
    assert last_outcome(day, counter) is Outcome.DONE


@pytest.mark.rule("S1-2")
def test_forwarding_names_the_desk_and_what_to_say(day: Day, desk_four: CounterPresenter) -> None:
    desk_four.open_outcome()
    desk_four.choose_outcome("转办")
    desk_four.finish()
    assert state_of(desk_four).panel.outcome.field == "desk"
    desk_four.write_outcome("desk", "JL")
    view = state_of(desk_four).panel.outcome
    assert view.referral[0] == "计量班"
    assert all(not choice.why for choice in view.desks)
    assert state_of(desk_four).phrase.moment.endswith("P13")
    desk_four.finish()
    (contact,) = day.ask(contacts.open_contacts, "1021")
    assert contact.state is ContactState.REFERRED


def test_the_back_office_is_preselected_once_its_sheet_is_filled(
    day: Day, desk_four: CounterPresenter
) -> None:
    from tests.usecases.test_outcomes import accept

    assert desk_four.item is not None
    desk_four.choose_outcome("受理")
    desk_four.open_outcome()
    desk_four.finish()
    assert "受理单" in state_of(desk_four).panel.outcome.error
    desk_four.begin_panels()
    desk_four.fold()
    accept(day, desk_four.item)
    desk_four.refresh()
    desk_four.finish()
    assert state_of(desk_four).panel.outcome.chosen == "受理"
    desk_four.finish()
    assert last_outcome(day, desk_four) is Outcome.ACCEPTED


def test_a_customer_who_leaves_takes_all_items_along_or_one(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    counter.add_item("A04")
    counter.open_outcome()
    counter.choose_outcome("客户放弃")
    assert state_of(counter).panel.outcome.rest == 1
    counter.write_outcome("whole_visit", False)
    counter.finish()
    assert state_of(counter).phase is Phase.SERVING
    counter.open_outcome()
    counter.choose_outcome("客户放弃")
    counter.finish()
    assert state_of(counter).phase is Phase.IDLE
    assert state_of(counter).undo.title.endswith("已放弃")


def test_pieces_are_split_off_and_another_service_is_chosen(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    assert counter.item is not None
    counter.change_quantity(counter.item.id, 3)
    counter.open_outcome()
    counter.choose_outcome("split")
    assert state_of(counter).panel.split.most == 2
    counter.split(3)
    assert "1 到 2" in state_of(counter).panel.split.error
    counter.split(2)
    assert [(row.quantity, row.current) for row in state_of(counter).items] == [
        (1, True),
        (2, False),
    ]
    counter.choose_outcome("service")
    assert state_of(counter).panel.services
    counter.reclassify("A02")
    assert [row.code for row in state_of(counter).items] == ["A02", "A01"]
    assert "Ctrl+Z" in state_of(counter).message.text
    counter.undo()
    assert [row.code for row in state_of(counter).items] == ["A01", "A01"]
    assert "已撤销" in state_of(counter).message.text


@pytest.mark.rule("S3-3")
def test_a_later_step_asks_why_the_earlier_one_is_skipped(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    counter.tick_step(2)
    shown = state_of(counter).panel
    assert shown.panel is Panel.SKIP
    assert shown.skip.missed.startswith("1 ")
    counter.skip_steps("")
    assert state_of(counter).panel.skip.error
    counter.skip_steps("SK3")
    steps = state_of(counter).card.steps
    assert [step.skipped for step in steps[:3]] == ["系统已自动完成", "系统已自动完成", ""]
    assert state_of(counter).card.current_step == 3
    assert state_of(counter).panel.panel is Panel.NONE


def test_one_held_customer_comes_back_with_one_key_and_of_several_one_is_chosen(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    counter.hold("PZ3")
    shown = state_of(counter)
    assert shown.phase is Phase.IDLE
    assert [(line.code, line.reason) for line in shown.held] == [("A001", "客户取资料/填表/通话")]
    assert shown.actions["transfer"].text == "取回挂起 1"
    assert shown.undo.title == "A001 已挂起"
    counter.open_transfer()
    assert state_of(counter).phase is Phase.SERVING
    counter.hold("PZ3")
    begin(counter, day)
    counter.hold("PZ2")
    counter.open_transfer()
    assert state_of(counter).panel.panel is Panel.HELD
    second = state_of(counter).held[1].ticket_id
    counter.take_back(second)
    assert counter.ticket is not None
    assert counter.ticket.id == second


def test_what_was_left_behind_is_shown_to_the_next_window_and_to_the_duty_desk(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    counter.hold("PZ3")
    day.do(people.leave_window, "1032", window=counter.window_no)
    other = at_window(day, 1, "1008")
    assert [line.place for line in state_of(other).held] == ["3号窗口已离开"]
    day.clock.advance(65)
    alerts = build_alerts(day.ask(look_at_hall), day.clock.now())
    assert [(a.title, a.figure) for a in alerts] == [("A001 挂起，3号窗口已离开", "01:05")]
    staff = day.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))
    tickets = TicketDeskPresenter(Desk(hall=day.hall, runner=SyncRunner()), staff)
    printed: list[str] = []
    tickets.given = lambda ticket: printed.append(ticket.code)
    tickets.begin()
    assert tickets.build().held == ("A001（3号窗口）",)
    tickets.requeue("A009")
    assert tickets.build().message.field == "code"
    tickets.requeue(" a001 ")
    assert (tickets.build().given, tickets.build().held, printed) == ("A001", (), [])


@pytest.mark.rule("4(2)")
def test_a_second_hand_over_is_an_alert_like_a_call(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.transfer("1")
    day.serve(1)
    other = at_window(day, 1, "1008")
    other.transfer("3")
    (alert,) = build_alerts(day.ask(look_at_hall), day.clock.now())
    assert alert.title == "1号窗口 第二次转接"
    assert "1号窗口 → 3号窗口，内转外不转" in alert.detail
    assert (alert.action, alert.loudness) == ("take", "over")
    assert not state_of(other).help.called


@pytest.mark.rule("11(8)")
def test_a_suspended_kind_is_not_offered_to_hand_over_to(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    day.do(suspending.suspend, form=stop_form(day.clock, Scope.SERVICE, None, "B"))
    counter.refresh()
    counter.open_transfer()
    assert "B" not in [kind.key for kind in state_of(counter).panel.kinds]


@pytest.mark.rule("S1-1")
def test_a_customer_goes_to_another_kind_or_back_into_the_line(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    counter.open_transfer()
    kinds = state_of(counter).panel.kinds
    assert ("B", "业务办理 · 4号窗口") in [(kind.key, kind.text) for kind in kinds]
    counter.transfer_to_kind("B")
    four = at_window(day, 4, "1021")
    assert (state_of(four).next.code, state_of(four).next.kind) == ("A001", "业务办理")
    assert "保留原号" in state_of(four).next.why
    four.call_next()
    assert "保留原号" in state_of(four).called.why
    four.requeue()
    assert state_of(four).next.code == "A001"
    assert state_of(four).undo.action == "撤销退回队列"
    four.undo()
    assert state_of(four).phase is Phase.CALLED


@pytest.mark.rule("11(3)")
def test_gross_time_decides_and_net_time_stands_beside_it(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    day.clock.advance(200)
    counter.pause("PZ3")
    day.clock.advance(80)
    counter.open_transfer()
    day.clock.advance(21)
    shown = state_of(counter)
    assert shown.hero.timer is not None
    assert (shown.hero.timer.elapsed_s, shown.hero.timer.net_s) == (301, 221)
    assert shown.hero.timer.stage == "over"
    assert shown.items[0].net == "净用时 03:41"
    counter.finish()
    assert state_of(counter).panel.over_time == "总用时 05:01（按此算超时）；净用时 03:41"


def test_the_process_sheet_is_printed_for_the_item_in_hand(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    printed: list[str] = []
    counter.print_process = lambda item: printed.append(item.service_code)
    counter.give_process()
    assert printed == ["A01"]
    assert "办理过程单" in state_of(counter).message.text


def test_a_ticket_changed_elsewhere_is_not_offered_for_undoing(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    counter.transfer("1")
    assert state_of(counter).undo.seconds_left == 10
    day.call(1)
    counter.refresh()
    assert state_of(counter).undo.seconds_left == 0
    counter.undo()
    assert "没有" in state_of(counter).message.text
    ticket = day.ask(moving.held_tickets)
    assert ticket == []


def test_items_of_a_left_visit_keep_their_states(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    assert counter.ticket is not None
    ticket = counter.ticket
    counter.open_outcome()
    counter.choose_outcome("客户放弃")
    counter.finish()
    (item,) = day.ask(serving.items_of, ticket.id)
    assert (item.state, item.outcome) == (ItemState.DONE, Outcome.LEFT)
    gone = day.ask(lambda r: r.get(type(ticket), id=ticket.id))
    assert gone.state is TicketState.ABANDONED


def test_typed_money_is_named_where_it_is_seen_again(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.set_due(8640)
    counter.open_outcome()
    counter.finish()
    shown = state_of(counter)
    assert (shown.phase, shown.panel.panel) == (Phase.SERVING, Panel.NONE)
    assert (shown.message.field, shown.message.is_error) == ("due", True)
