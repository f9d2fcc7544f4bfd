"""Return passes: told once, the customer comes back without queueing again."""

from datetime import timedelta

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.corrections import Wrong
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.passes import CODE_LETTERS, SETTLED, PassKind, ReturnPass, clean_code
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import Lane, Source, Ticket, TicketState, WindowNo
from hall_desk.usecases import correcting, opening, passes, people, serving, suspending, undoing
from hall_desk.usecases.correcting import Correction
from hall_desk.usecases.hall import new_op
from hall_desk.usecases.outcomes import Result
from tests.conftest import CLERKS, MANAGER, Day, checked
from tests.usecases.test_suspending import form as stop_form

FOUR = WindowNo(4)
LACKING = Result(outcome=Outcome.PAPERS)


def told(day: Day, ticked: tuple[int, ...] = (0, 1)) -> tuple[Item, ReturnPass]:
    """A new connection at window 4 that lacks papers, told once; the visit is over."""
    day.issue("B02")
    ticket = day.serve(4)
    (item,) = day.ask(serving.items_of, ticket.id)
    for index in ticked:
        day.do(serving.tick_paper, "1021", item_id=item.id, index=index)
    given = day.do(passes.issue_pass, "1021", kind=PassKind.PAPERS, item_id=item.id)
    day.finish(ticket, result=LACKING)
    return day.ask(lambda reading: reading.get(Item, id=item.id)), given


def pass_again(day: Day, given: ReturnPass) -> ReturnPass:
    found: ReturnPass = day.ask(lambda reading: reading.get(ReturnPass, id=given.id))
    return found


def redeem(day: Day, code: str, actor: str = "kiosk") -> Ticket:
    ticket: Ticket = day.do(passes.redeem, actor, code=code)
    return ticket


def next_day(day: Day, clock: FakeClock, days: int = 1, without: tuple[str, ...] = ()) -> None:
    """Closes the day and opens another one, with all clerks at their windows but some."""
    day.do(opening.stop_issuing)
    day.close()
    clock.advance(days * 86400)
    windows = {window: prefixes for _, window, prefixes in CLERKS.values()}
    day.do(opening.open_day, MANAGER, checklist=checked(day.hall), windows=windows)
    for staff_no, (_, window, _) in CLERKS.items():
        if staff_no not in without:
            day.do(people.take_window, staff_no, window=WindowNo(window), staff_no=staff_no)


@pytest.mark.rule("11(4)")
def test_whoever_returns_with_papers_is_called_before_those_who_wait(
    day: Day, clock: FakeClock
) -> None:
    item, given = told(day)
    next_day(day, clock)
    waiting = [day.issue("B01") for _ in range(3)]
    back = redeem(day, given.code)
    assert (back.source, back.ground, back.lane) == (Source.RETURN, "Y6", Lane.PRIORITY)
    assert back.target_window == FOUR
    served = day.serve(4)
    assert served.id == back.id
    assert served.id not in [ticket.id for ticket in waiting]
    (again,) = day.ask(serving.items_of, served.id)
    assert (again.service_code, again.papers) == ("B02", (0, 1))
    assert again.informed_at == item.informed_at is not None


def test_a_code_is_good_for_one_ticket(day: Day, clock: FakeClock) -> None:
    _, given = told(day)
    op = new_op()
    first = day.hall.do(passes.redeem, "kiosk", op, code=given.code)
    assert day.hall.do(passes.redeem, "kiosk", op, code=given.code).id == first.id
    with pytest.raises(RuleBroken, match="已经用过"):
        redeem(day, given.code)


def test_codes_are_read_as_people_type_them_and_as_scanners_send_them(day: Day) -> None:
    _, given = told(day)
    spoken = f" {given.code[:4].lower()}-{given.code[4:]} "
    assert clean_code(spoken) == clean_code(given.payload) == given.code
    assert set(given.code) <= set(CODE_LETTERS)
    assert set("01258BGILOQSZ").isdisjoint(CODE_LETTERS)


@pytest.mark.parametrize(("typed", "why"), [("K7M4", "8 位"), ("K7M49XW0", "认不出"), ("", "8 位")])
def test_what_no_code_can_be_is_said_at_the_field(day: Day, typed: str, why: str) -> None:
    with pytest.raises(RuleBroken, match=why) as refused:
        redeem(day, typed)
    assert refused.value.field == "code"


def test_an_expired_code_is_refused(day: Day, clock: FakeClock) -> None:
    _, given = told(day)
    next_day(day, clock, days=30)
    assert given.valid_until == clock.now().date()
    next_day(day, clock)
    with pytest.raises(RuleBroken, match="只到 4月11日 有效"):
        redeem(day, given.code)


def test_a_code_is_good_on_its_last_day(day: Day, clock: FakeClock) -> None:
    _, given = told(day)
    next_day(day, clock, days=30)
    assert redeem(day, given.code).state is TicketState.WAITING


def test_a_withdrawn_code_is_refused_and_only_its_clerk_or_the_manager_withdraws(
    day: Day,
) -> None:
    _, given = told(day)
    with pytest.raises(RuleBroken, match="自己给出"):
        day.do(passes.void_pass, "1032", pass_id=given.id, reason="写错")
    with pytest.raises(RuleBroken, match="作废原因"):
        day.do(passes.void_pass, "1021", pass_id=given.id, reason=" ")
    day.do(passes.void_pass, MANAGER, pass_id=given.id, reason="客户改期")
    with pytest.raises(RuleBroken, match="已作废"):
        redeem(day, given.code)


def test_too_many_wrong_codes_wait_some_minutes_and_only_there(day: Day, clock: FakeClock) -> None:
    _, given = told(day)
    for n in range(6):
        with pytest.raises(RuleBroken, match="没有这个回厅码"):
            redeem(day, "CCCCCCC" + CODE_LETTERS[n])
    with pytest.raises(RuleBroken, match="错误次数太多"):
        redeem(day, given.code)
    with pytest.raises(RuleBroken, match="错误次数太多"):
        redeem(day, given.code)
    clock.advance(181)
    assert redeem(day, given.code).source is Source.RETURN


def test_wrong_codes_at_one_place_do_not_stop_another(day: Day) -> None:
    _, given = told(day)
    for n in range(6):
        with pytest.raises(RuleBroken):
            redeem(day, "CCCCCCC" + CODE_LETTERS[n])
    assert redeem(day, given.code, "1032").source is Source.RETURN


def test_any_window_calls_when_the_clerk_is_not_there(day: Day, clock: FakeClock) -> None:
    _, given = told(day)
    next_day(day, clock, without=("1021",))
    assert redeem(day, given.code).target_window is None


def test_any_window_calls_when_that_window_is_suspended(day: Day, clock: FakeClock) -> None:
    _, given = told(day)
    wanted = stop_form(clock, scope=Scope.WINDOW, window=4)
    day.do(suspending.suspend, "1021", form=wanted, approved_by=MANAGER)
    assert redeem(day, given.code).target_window is None


def test_another_pass_for_the_same_item_is_the_first_one(day: Day) -> None:
    day.issue("B02")
    ticket = day.serve(4)
    (item,) = day.ask(serving.items_of, ticket.id)
    first = day.do(passes.issue_pass, "1021", kind=PassKind.PAPERS, item_id=item.id)
    again = day.do(passes.issue_pass, "1021", kind=PassKind.PAPERS, item_id=item.id)
    assert again == first
    with pytest.raises(RuleBroken, match="不在您的窗口"):
        day.do(passes.issue_pass, "1032", kind=PassKind.PAPERS, item_id=item.id)


def test_a_booked_customer_comes_on_the_day(day: Day, clock: FakeClock) -> None:
    wanted = clock.now() + timedelta(days=2)
    with pytest.raises(RuleBroken, match="没有这项权限"):
        day.do(
            passes.issue_pass, "1032", kind=PassKind.BOOKED, service_code="B01", wanted_at=wanted
        )
    with pytest.raises(RuleBroken, match="日期和时间"):
        day.do(passes.issue_pass, kind=PassKind.BOOKED, service_code="B01")
    given = day.do(passes.issue_pass, kind=PassKind.BOOKED, service_code="B01", wanted_at=wanted)
    with pytest.raises(RuleBroken, match="3月14日"):
        redeem(day, given.code)
    next_day(day, clock, days=2)
    back = redeem(day, given.code)
    assert (back.ground, back.service_code, back.target_window) == ("Y5", "B01", None)
    assert day.ask(passes.repeat_visits, back.business_date, back.business_date) == 0


def test_a_visit_for_missing_papers_counts_as_repeated(day: Day, clock: FakeClock) -> None:
    _, given = told(day)
    next_day(day, clock)
    back = redeem(day, given.code)
    assert day.ask(passes.repeat_visits, back.business_date, back.business_date) == 1


def test_at_the_own_window_the_code_makes_a_ticket_for_it(day: Day) -> None:
    _, given = told(day)
    with pytest.raises(RuleBroken, match="不办"):
        day.do(passes.redeem_at_window, "1032", code=given.code, window=WindowNo(3))
    with pytest.raises(RuleBroken, match="没有在4号窗口登录"):
        day.do(passes.redeem_at_window, "1032", code=given.code, window=FOUR)
    back = day.do(passes.redeem_at_window, "1021", code=given.code, window=FOUR)
    assert back.target_window == FOUR
    assert day.serve(4).id == back.id


def test_no_code_works_when_no_tickets_are_given(day: Day, clock: FakeClock) -> None:
    _, given = told(day)
    clock.advance(9 * 3600)
    with pytest.raises(RuleBroken, match="停止取号"):
        redeem(day, given.code)


def brought_at_once(day: Day) -> tuple[Ticket, Item, ReturnPass]:
    """Somebody told what is missing fetches it within the visit; nothing is left to come back."""
    day.issue("B02")
    ticket = day.serve(4)
    (item,) = day.ask(serving.items_of, ticket.id)
    given = day.do(passes.issue_pass, "1021", kind=PassKind.PAPERS, item_id=item.id)
    day.do(serving.inform, "1021", item_id=item.id)
    return ticket, item, given


@pytest.mark.rule("11(4)")
def test_the_code_of_a_matter_that_is_done_is_spent_and_says_so(day: Day, clock: FakeClock) -> None:
    ticket, _, given = brought_at_once(day)
    day.finish(ticket)
    spent = pass_again(day, given)
    assert (spent.voided_at, spent.void_reason) == (clock.now(), SETTLED)
    for attempt in (passes.redeem, passes.redeem_at_window):
        at = {"window": FOUR} if attempt is passes.redeem_at_window else {}
        with pytest.raises(RuleBroken, match="这件事已经办结，回厅码不再使用") as refused:
            day.do(attempt, "1021", code=given.code, **at)
        assert refused.value.field == "code"


@pytest.mark.parametrize("outcome", [Outcome.PAPERS, Outcome.LEFT, Outcome.REFUSED])
def test_the_code_of_a_matter_that_is_not_done_stays_good(day: Day, outcome: Outcome) -> None:
    ticket, _, given = brought_at_once(day)
    result = Result(outcome=outcome, basis="规定", explanation="没有委托书", alternative="带来再办")
    day.do(serving.finish, "1021", ticket_id=ticket.id, result=result)
    assert redeem(day, given.code).state is TicketState.WAITING


def test_a_done_pressed_by_mistake_gives_the_code_back_when_undone(
    day: Day, clock: FakeClock
) -> None:
    ticket, _, given = brought_at_once(day)
    clock.advance(11)
    day.finish(ticket)
    day.do(undoing.undo_last, "1021", window=FOUR)
    assert pass_again(day, given) == given
    day.do(serving.finish, "1021", ticket_id=ticket.id, result=LACKING)
    assert redeem(day, given.code).state is TicketState.WAITING


def test_a_corrected_outcome_spends_the_code_or_gives_it_back(day: Day) -> None:
    ticket, item, given = brought_at_once(day)
    day.do(serving.finish, "1021", ticket_id=ticket.id, result=LACKING)
    for outcome, reason in ((Outcome.DONE, SETTLED), (Outcome.PAPERS, "")):
        put_right = Correction(what=Wrong.OUTCOME, outcome=outcome)
        day.do(
            correcting.correct_item,
            "1021",
            item_id=item.id,
            correction=put_right,
            reason="选错了结果",
        )
        assert pass_again(day, given).void_reason == reason
    assert redeem(day, given.code).state is TicketState.WAITING


def test_a_used_code_stays_used_when_the_matter_is_done_at_the_second_visit(day: Day) -> None:
    _, given = told(day)
    redeem(day, given.code)
    back = day.serve(4)
    day.finish(back)
    assert pass_again(day, given).voided_at is None
    with pytest.raises(RuleBroken, match="已经用过"):
        redeem(day, given.code)
