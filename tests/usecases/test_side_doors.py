"""Side doors: nobody acts with somebody else's window, ticket, sheet or money."""

from datetime import UTC, datetime, timedelta

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import FirstContact, Handling
from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.hall import Attendance
from hall_desk.domain.people import Role
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import StaffNo, TicketState, WindowNo
from hall_desk.usecases import (
    calling,
    contacts,
    helping,
    issuing,
    moving,
    opening,
    paidservice,
    payments,
    people,
    queries,
    serving,
    suspending,
    undoing,
)
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.paidservice import Wanted
from tests.conftest import MANAGER, Day, checked
from tests.usecases.test_money import cash, draft, pay, signed
from tests.usecases.test_suspending import form

AFTER_HOURS = datetime(2026, 3, 12, 9, 31, tzinfo=UTC)


def referred(day: Day, clock: FakeClock) -> FirstContact:
    wanted = ContactForm(
        matter="表计更换",
        handling=Handling.REFERRED,
        department="计量班",
        person="唐一苇",
        person_phone="000-0000-0022",
        person_address="示例路9号",
        promised_at=clock.now() + timedelta(days=2),
    )
    contact: FirstContact = day.do(contacts.register_contact, "1032", form=wanted)
    return contact


@pytest.mark.rule("7(1)")
def test_a_clerk_signs_in_with_the_own_number_only(day: Day) -> None:
    with pytest.raises(RuleBroken, match="自己的工号"):
        day.do(people.take_window, "1032", window=WindowNo(1), staff_no=StaffNo("1008"))


def test_a_clerk_signs_nobody_else_off_but_the_manager_does(day: Day) -> None:
    day.do(people.leave_window, "1032", window=WindowNo(1))
    assert day.ask(queries.get_window, WindowNo(1)).staff_no == "1008"
    day.do(people.leave_window, MANAGER, window=WindowNo(1))
    assert day.ask(queries.get_window, WindowNo(1)).staff_no is None


@pytest.mark.rule("11(8)")
def test_another_clerks_window_is_neither_suspended_nor_resumed(day: Day, clock: FakeClock) -> None:
    with pytest.raises(ApprovalNeeded, match="别人的窗口"):
        day.do(suspending.suspend, "1032", form=form(clock, window=4))
    stop = day.do(suspending.suspend, "1021", form=form(clock, window=4))
    with pytest.raises(RuleBroken, match="权限"):
        day.do(suspending.resume, "1032", suspension_id=stop.id)
    with pytest.raises(RuleBroken, match="已经暂停"):
        day.do(suspending.suspend, "1021", form=form(clock, window=4))
    day.do(suspending.resume, "1021", suspension_id=stop.id)


@pytest.mark.rule("11(8)")
@pytest.mark.parametrize(("scope", "prefix"), [(Scope.WINDOW, None), (Scope.SERVICE, "Z")])
def test_a_suspension_stops_something_that_exists(
    day: Day, clock: FakeClock, scope: Scope, prefix: str | None
) -> None:
    with pytest.raises(RuleBroken, match="请选要暂停的"):
        day.do(suspending.suspend, form=form(clock, scope, None, prefix))


@pytest.mark.rule("S1-1", "S3-7")
@pytest.mark.parametrize("stops", ["suspended", "left"])
def test_a_customer_handed_to_a_window_that_stops_is_called_elsewhere(
    day: Day, clock: FakeClock, stops: str
) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=WindowNo(1))
    if stops == "left":
        day.do(people.leave_window, "1008", window=WindowNo(1))
    else:
        day.do(suspending.suspend, "1008", form=form(clock, window=1))
    called = day.call(3)
    assert called is not None
    assert called.code == ticket.code


def test_only_staff_passes_over_or_brings_back_a_ticket(day: Day) -> None:
    ticket = day.issue("A01")
    for verb in (calling.abandon, calling.come_back):
        with pytest.raises(RuleBroken):
            day.do(verb, "kiosk", code=ticket.code)
        with pytest.raises(RuleBroken, match="票号"):
            day.do(verb, "1032", code="A" + "9" * 30)


@pytest.mark.rule("6(4)")
@pytest.mark.parametrize("ground", ["", "Y99"])
def test_priority_has_a_ground_of_the_list(hall: Hall, ground: str) -> None:
    with pytest.raises(RuleBroken, match="优先"):
        hall.do(issuing.issue, "kiosk", None, service_code="A01", ground=ground)


@pytest.mark.rule("11(3)")
def test_reasons_come_from_their_lists(hall: Hall, day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    item = hall.ask(serving.items_of, ticket.id)[0]
    with pytest.raises(RuleBroken, match="挂起原因"):
        day.do(serving.pause, "1032", item_id=item.id, reason="歇会儿")
    clock.advance(400)
    with pytest.raises(RuleBroken, match="超时原因"):
        day.finish(ticket, "随便")


@pytest.mark.rule("25")
def test_a_sheet_stays_in_the_hands_of_its_clerk(day: Day, clock: FakeClock) -> None:
    sheet = draft(day)
    wanted = (Wanted(code="LS01", quantity_milli=1000),)
    with pytest.raises(RuleBroken, match="1030"):
        day.do(paidservice.set_lines, "1032", sheet_id=sheet.id, wanted=wanted)
    with pytest.raises(RuleBroken, match="1030"):
        day.do(paidservice.confirm_signature, "1032", sheet_id=sheet.id)
    with pytest.raises(RuleBroken, match="1030"):
        day.do(paidservice.void_sheet, "1032", sheet_id=sheet.id, reason="写错")
    day.do(paidservice.void_sheet, MANAGER, sheet_id=sheet.id, reason="写错")


@pytest.mark.rule("6(5)", "5(4)")
def test_money_is_taken_at_the_own_window_for_the_own_visit(day: Day, clock: FakeClock) -> None:
    day.count_float(3)
    day.issue("A01")
    ticket = day.serve(1)
    own = {"takings": cash(clock, 100, 100), "purpose": "居民电费缴纳"}
    with pytest.raises(RuleBroken, match="没有在1号窗口登录"):
        day.do(payments.take_payment, "1032", window=WindowNo(1), **own)
    with pytest.raises(RuleBroken, match="不在您的窗口"):
        day.do(payments.take_payment, "1032", window=WindowNo(3), ticket_id=ticket.id, **own)
    item = day.ask(serving.items_of, ticket.id)[0]
    with pytest.raises(RuleBroken, match="不属于"):
        day.do(payments.take_payment, "1032", window=WindowNo(3), item_id=item.id, **own)
    own["purpose"] = "移表费"
    with pytest.raises(RuleBroken, match="已取消"):
        day.do(payments.take_payment, "1032", window=WindowNo(3), **own)


@pytest.mark.rule("11(2)")
def test_a_department_is_noted_by_staff_only(day: Day, clock: FakeClock) -> None:
    contact = referred(day, clock)
    for verb, words in (
        (contacts.receive, {"receiver": "计量班"}),
        (contacts.resolve, {"result": "已换"}),
        (contacts.give_card, {}),
    ):
        with pytest.raises(RuleBroken):
            day.do(verb, "kiosk", contact_id=contact.id, **words)


@pytest.mark.rule("11(2)")
def test_a_promise_lies_ahead(day: Day, clock: FakeClock) -> None:
    past = ContactForm(matter="停电", handling=Handling.LATER, promised_at=clock.now())
    with pytest.raises(RuleBroken, match="不能早于"):
        day.do(contacts.register_contact, "1032", form=past)


def next_morning(day: Day, clock: FakeClock) -> None:
    clock.set(AFTER_HOURS)
    day.close()
    clock.set(datetime(2026, 3, 13, 0, 20, tzinfo=UTC))
    day.do(opening.open_day, checklist=checked(day.hall), windows={3: "AC", 4: "B", 8: "EC"})
    day.do(people.take_window, "1032", window=WindowNo(3), staff_no=StaffNo("1032"))


@pytest.mark.rule("11(1)", "11(8)")
def test_closing_signs_everybody_out_and_ends_the_windows_suspensions(
    day: Day, clock: FakeClock
) -> None:
    stop = day.do(suspending.suspend, "1021", form=form(clock, window=4))
    kind = day.do(suspending.suspend, form=form(clock, Scope.SERVICE, None, "E"))
    next_morning(day, clock)
    assert [s.id for s in day.ask(suspending.open_suspensions)] == [kind.id]
    ended = day.ask(lambda r: r.get(type(stop), id=stop.id))
    assert ended.resumed_at == AFTER_HOURS
    present = day.ask(lambda r: r.all(Attendance))
    assert [a.staff_no for a in present if a.signed_out_at is None] == ["1032"]


@pytest.mark.rule("11(10)")
def test_a_call_without_a_result_blocks_the_closing_and_never_swallows_a_new_one(
    day: Day, clock: FakeClock
) -> None:
    call = day.do(helping.call_manager, "1032", window=WindowNo(3))
    clock.set(AFTER_HOURS)
    with pytest.raises(RuleBroken, match="请值班主任"):
        day.do(opening.close_day)
    day.do(helping.take, escalation_id=call.id)
    day.do(helping.settle, escalation_id=call.id, decision="已说明")
    next_morning(day, clock)
    again = day.do(helping.call_manager, "1032", window=WindowNo(3))
    assert (again.id, again.business_date.day) != (call.id, 12)


@pytest.mark.rule("11(10)")
def test_the_day_is_handed_to_a_named_duty_manager(hall: Hall, day: Day) -> None:
    for nobody in ("0000", "1032"):
        with pytest.raises(RuleBroken):
            day.do(opening.hand_over, to_manager=nobody)
    people.add_staff(
        hall,
        MANAGER,
        staff_no="0907",
        name="沈亦",
        role=Role.DUTY_MANAGER,
        password="duty-2027!",
    )
    assert day.do(opening.hand_over, to_manager="0907").manager == "0907"


@pytest.mark.rule("11(9)")
def test_a_finish_of_a_closed_day_is_not_taken_back(day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    clock.set(AFTER_HOURS)
    day.finish(ticket, "O1")
    day.close()
    with pytest.raises(RuleBroken):
        day.do(undoing.undo_last, "1032", window=WindowNo(3))
    kept = day.ask(lambda r: r.get(type(ticket), id=ticket.id))
    assert kept.state is TicketState.DONE


def test_a_finish_is_not_taken_back_under_the_next_customer(day: Day) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    day.finish(ticket)
    following = day.issue("A01")
    day.serve(3)
    (item,) = day.ask(serving.items_of, following.id)
    day.do(serving.tick_step, "1032", item_id=item.id, index=0)
    with pytest.raises(RuleBroken, match="可以撤销"):
        day.do(undoing.undo_last, "1032", window=WindowNo(3))
    assert day.ask(lambda r: r.get(type(ticket), id=ticket.id)).state is TicketState.DONE


@pytest.mark.rule("25")
def test_a_voucher_of_a_closed_day_stays_as_the_report_says(day: Day, clock: FakeClock) -> None:
    day.count_float(8)
    payment = pay(day, cash(clock, 100, 100))
    next_morning(day, clock)
    with pytest.raises(RuleBroken, match="已日结"):
        day.do(
            payments.void_payment,
            "1032",
            payment_id=payment.id,
            reason_code="V1",
            approved_by=MANAGER,
        )


@pytest.mark.rule("S1-1")
def test_a_ticket_of_another_day_binds_nothing(day: Day, clock: FakeClock) -> None:
    ticket = day.whole_visit()
    next_morning(day, clock)
    wanted = ContactForm(matter="停电", handling=Handling.ANSWERED)
    with pytest.raises(RuleBroken, match="不是今天"):
        day.do(contacts.register_contact, "1032", form=wanted, ticket_id=ticket.id)


def test_the_plan_of_windows_has_real_windows_and_kinds(day: Day) -> None:
    for plan in ({0: "A"}, {100: "A"}, {5: "Z"}, {5: "AA"}):
        with pytest.raises(RuleBroken):
            day.do(opening.assign_windows, windows=plan)


def test_a_signed_sheet_is_paid_by_its_clerk_only(day: Day, clock: FakeClock) -> None:
    day.count_float(3)
    code = day.ask(paidservice.price_list)[0].code
    sheet = signed(day, (code, 1000))
    with pytest.raises(RuleBroken, match="1030"):
        day.do(
            payments.take_payment,
            "1032",
            window=WindowNo(3),
            takings=cash(clock, sheet.total_fen, sheet.total_fen),
            purpose="有偿服务",
            sheet_id=sheet.id,
        )
