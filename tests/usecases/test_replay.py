"""A retry with the key of a press gives back what the press gave, for every verb of a visit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.callbacks import AttemptResult
from hall_desk.domain.contacts import Handling
from hall_desk.domain.corrections import Wrong
from hall_desk.domain.items import Outcome
from hall_desk.domain.paidservice import Ownership
from hall_desk.domain.passes import PassKind
from hall_desk.domain.refunds import RED_OWED
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import Source, StaffNo, WindowNo
from hall_desk.usecases import (
    acceptances,
    callbacks,
    calling,
    contacts,
    correcting,
    counters,
    dispatching,
    helping,
    invoices,
    issuing,
    moving,
    notices,
    opening,
    paidservice,
    parties,
    passes,
    payments,
    people,
    serving,
    settlements,
    suspending,
    undoing,
    visits,
    walkups,
)
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall, new_op
from hall_desk.usecases.outcomes import Result
from hall_desk.usecases.paidservice import Wanted
from tests.conftest import MANAGER, Day
from tests.usecases.test_acceptances import all_papers, form, in_hand
from tests.usecases.test_invoices import refund
from tests.usecases.test_money import cash, pay, signed
from tests.usecases.test_paid_work import dispatched, reported
from tests.usecases.test_settlements import ahead
from tests.usecases.test_suspending import form as stop_form

THREE, EIGHT = WindowNo(3), WindowNo(8)


class Twice:
    """Does each verb once, then asks for its outcome again by the same key."""

    def __init__(self, hall: Hall):
        self.hall = hall
        self.seen: set[str] = set()

    def __call__(self, verb: Callable[..., Any], actor: str, **given: Any) -> Any:
        op = new_op()
        first = self.hall.do(verb, actor, op, **given)
        done, again = self.hall._outcome_of(op, tolerant=False)
        assert done, f"{verb.__name__} wrote nothing under its key"
        assert type(again) is type(first), verb.__name__
        assert again == first, verb.__name__
        self.seen.add(verb.__name__)
        return first


@pytest.fixture
def twice(hall: Hall) -> Twice:
    return Twice(hall)


def test_the_visit(day: Day, clock: FakeClock, twice: Twice) -> None:
    ticket = twice(issuing.issue, "kiosk", service_code="A01")
    twice(calling.call_next, "1032", window=THREE)
    twice(undoing.undo_last, "1032", window=WindowNo(3))
    twice(calling.call_next, "1032", window=THREE)
    clock.advance(31)
    twice(calling.recall, "1032", ticket_id=ticket.id)
    twice(serving.start, "1032", ticket_id=ticket.id)
    (first,) = day.ask(serving.items_of, ticket.id)
    second = twice(serving.add_item, "1032", ticket_id=ticket.id, service_code="A04")
    spare = twice(serving.add_item, "1032", ticket_id=ticket.id, service_code="C01")
    twice(serving.drop_item, "1032", item_id=spare.id)
    twice(serving.switch_item, "1032", item_id=second.id)
    twice(serving.switch_item, "1032", item_id=first.id)
    twice(serving.change_quantity, "1032", item_id=first.id, quantity=2)
    twice(serving.tick_step, "1032", item_id=first.id, index=0)
    twice(serving.tick_paper, "1032", item_id=first.id, index=0)
    twice(serving.inform, "1032", item_id=first.id)
    twice(serving.pause, "1032", item_id=first.id, reason="PZ3")
    twice(serving.resume, "1032", item_id=first.id)
    twice(counters.note_unmask, "1032", item_id=first.id)
    twice(visits.unmask_visit, "1032", ticket_id=ticket.id)
    clock.advance(601)
    day.issue("A01")
    twice(serving.apologise, "1032", ticket_id=ticket.id)
    finished = twice(serving.finish, "1032", ticket_id=ticket.id, over_reason="O1")
    assert finished.state == "serving", "the second item is in hand"
    twice(serving.apologise, "1032", ticket_id=ticket.id)
    clock.advance(1000)
    twice(serving.finish, "1032", ticket_id=ticket.id, over_reason="O1")
    twice(undoing.undo_last, "1032", window=WindowNo(3))
    twice(moving.transfer, "1032", ticket_id=ticket.id, to_window=WindowNo(1))


def test_a_visit_without_a_number_and_its_correction(
    day: Day, clock: FakeClock, twice: Twice
) -> None:
    ticket = twice(
        walkups.serve_directly,
        "1032",
        window=THREE,
        service_code="A01",
        source=Source.WALK_UP,
    )
    day.finish(ticket)
    (item,) = day.ask(serving.items_of, ticket.id)
    wrong = correcting.Correction(what=Wrong.QUANTITY, quantity=2)
    twice(correcting.correct_item, "1032", item_id=item.id, correction=wrong, reason="户数录错")
    twice(
        parties.note_party,
        "1032",
        ticket_id=ticket.id,
        source="acceptance",
        source_id=1,
        name="张予安",
        account_no="",
    )


def test_the_line(day: Day, clock: FakeClock, twice: Twice) -> None:
    ticket = day.issue("A01")
    twice(issuing.add_ticket_inside, MANAGER, service_code="A01")
    day.call(3)
    for _ in range(2):
        clock.advance(31)
        day.do(calling.recall, "1032", ticket_id=ticket.id)
    clock.advance(31)
    twice(calling.no_show, "1032", ticket_id=ticket.id)
    twice(calling.come_back, "1032", code=ticket.code)
    twice(calling.abandon, "1032", code=ticket.code)


def test_the_windows_and_the_day(day: Day, clock: FakeClock, twice: Twice) -> None:
    twice(opening.assign_windows, MANAGER, windows={5: "A", 4: "AB"})
    twice(people.take_window, "1032", window=WindowNo(5), staff_no=StaffNo("1032"))
    twice(people.take_window, "1008", window=WindowNo(5), staff_no=StaffNo("1008"))
    twice(people.leave_window, "1008", window=WindowNo(5))
    stop = twice(suspending.suspend, "1021", form=stop_form(clock, window=4))
    twice(suspending.resume, "1021", suspension_id=stop.id)
    whole = stop_form(clock, Scope.SERVICE, None, "B")
    twice(suspending.suspend, MANAGER, form=whole)
    call = twice(helping.call_manager, "1032", window=THREE)
    twice(counters.explain_call, "1032", escalation_id=call.id, reason="资料有争议")
    twice(helping.take, MANAGER, escalation_id=call.id)
    twice(helping.settle, MANAGER, escalation_id=call.id, decision="已说明")
    twice(opening.stop_issuing, MANAGER)
    twice(opening.close_day, MANAGER)


def test_the_money(day: Day, clock: FakeClock, twice: Twice) -> None:
    twice(payments.count_float, "1030", window=EIGHT, amount_fen=50_000)
    sheet = twice(
        paidservice.draft_sheet,
        "1030",
        window=EIGHT,
        ownership=Ownership.CUSTOMER,
        boundary="表箱出线端子以内",
        customer_name="苏示",
        phone="13800000000",
        address="柳溪路6号",
    )
    wanted = (Wanted(code="L02", quantity_milli=1000),)
    twice(paidservice.set_lines, "1030", sheet_id=sheet.id, wanted=wanted)
    twice(paidservice.confirm_signature, "1030", sheet_id=sheet.id)
    payment = twice(
        payments.take_payment,
        "1030",
        window=EIGHT,
        takings=cash(clock, 1500, 2000),
        purpose="客户内部故障（有偿）",
        sheet_id=sheet.id,
    )
    twice(payments.note_reprint, "1030", payment_id=payment.id)
    twice(invoices.leave_for_later, "1030", payment_id=payment.id)
    other = pay(day, cash(clock, 1500, 1500), signed(day, ("L02", 1000)))
    twice(invoices.record_invoice, "1030", payment_id=other.id, number="26" * 10)
    red = refund(day, other, 500, red=RED_OWED)
    twice(invoices.record_red_invoice, "1030", refund_id=red.id, number="27" * 10)
    twice(
        payments.void_payment,
        "1030",
        payment_id=payment.id,
        reason_code="V1",
        approved_by=MANAGER,
    )
    twice(paidservice.void_sheet, "1030", sheet_id=sheet.id, reason="客户取消")


def test_a_settled_prepayment(day: Day, twice: Twice) -> None:
    day.count_float()
    which: dict[str, Any] = {"payment_id": ahead(day).id, "amount_fen": 100, "window": THREE}
    one = twice(settlements.settle_prepayment, "1032", period="2026-02", **which)
    twice(settlements.leave_settlement, "1032", settlement_id=one.id)
    number = "28" * 10
    twice(settlements.record_settlement_invoice, "1032", settlement_id=one.id, number=number)
    twice(
        settlements.void_settlement,
        "1032",
        settlement_id=one.id,
        reason="账期录错",
        window=THREE,
        red_number="29" * 10,
        approved_by=MANAGER,
    )


def test_the_work_of_a_paid_service(day: Day, clock: FakeClock, twice: Twice) -> None:
    sheet = signed(day, ("L02", 1000))
    sent = {
        "sheet_id": sheet.id,
        "team_code": day.ask(dispatching.teams)[0].code,
        "appointed_at": clock.now(),
        "content": "更换断路器",
    }
    gone = twice(dispatching.dispatch, "1030", **sent)
    twice(dispatching.note_order_reprint, "1030", order_id=gone.id)
    twice(dispatching.cancel_order, "1030", order_id=gone.id, reason="客户改期")
    order = twice(dispatching.dispatch, "1030", **sent)
    actual = (Wanted(code="L02", quantity_milli=2000),)
    twice(dispatching.complete_order, "1030", order_id=order.id, actual=actual, worker="何远")
    twice(dispatching.agree_difference, "1030", order_id=order.id)
    callback = day.ask(callbacks.callback_of, sheet.id)
    assert callback is not None
    twice(callbacks.unmask_callback, "1030", callback_id=callback.id)
    for _ in range(3):
        twice(
            callbacks.note_attempt,
            "1030",
            callback_id=callback.id,
            result=AttemptResult.NO_ANSWER,
        )
    twice(callbacks.give_up, "1030", callback_id=callback.id, reason="一直无人接听")
    again = signed(day, ("L02", 1000))
    reported(day, dispatched(day, again), ("L02", 1000))
    open_one = day.ask(callbacks.callback_of, again.id)
    assert open_one is not None
    twice(callbacks.record_answer, "1030", callback_id=open_one.id, opinion="好", level=1)


def test_the_first_contact(day: Day, clock: FakeClock, twice: Twice) -> None:
    form = ContactForm(
        matter="表计更换",
        handling=Handling.REFERRED,
        department="计量班",
        person="唐一苇",
        person_phone="000-0000-0022",
        person_address="示例路9号",
        promised_at=clock.now() + timedelta(days=2),
    )
    contact = twice(contacts.register_contact, "1032", form=form)
    twice(contacts.give_card, "1032", contact_id=contact.id)
    twice(contacts.receive, "1032", contact_id=contact.id, receiver="唐一苇")
    twice(contacts.resolve, "1032", contact_id=contact.id, result="已更换")
    twice(contacts.feed_back, "1032", contact_id=contact.id, satisfaction="满意")
    twice(contacts.close, "1032", contact_id=contact.id)
    answered = replace(form, handling=Handling.ANSWERED, promised_at=None)
    twice(contacts.register_contact, "1032", form=answered)
    twice(
        contacts.verify_contact,
        MANAGER,
        code="JL",
        person="唐一苇",
        phone="000-0000-0023",
        address="示例路9号",
    )


def test_outcomes_and_moves(day: Day, twice: Twice) -> None:
    day.issue("B15")
    day.issue("A01")
    ticket = day.serve(4)
    (item,) = day.ask(serving.items_of, ticket.id)
    twice(serving.change_quantity, "1021", item_id=item.id, quantity=3)
    twice(serving.split_item, "1021", item_id=item.id, quantity=1)
    twice(undoing.undo_last, "1021", window=WindowNo(4))
    twice(serving.reclassify_item, "1021", item_id=item.id, service_code="B14")
    twice(moving.hold, "1021", ticket_id=ticket.id, reason="PZ3")
    twice(moving.take_back, "1021", ticket_id=ticket.id, window=WindowNo(4))
    twice(moving.requeue, "1021", ticket_id=ticket.id)
    day.serve(4)
    forward = Result(outcome=Outcome.FORWARDED, desk="JL")
    twice(serving.finish, "1021", ticket_id=ticket.id, result=forward)
    left = day.serve(3)
    twice(serving.leave_visit, "1032", ticket_id=left.id)
    twice(undoing.undo_last, "1032", window=THREE)
    twice(moving.transfer, "1032", ticket_id=left.id, to_window=None, to_kind="B")


def test_the_acceptance(day: Day, clock: FakeClock, twice: Twice) -> None:
    _, item = in_hand(day)
    twice(notices.keep_papers, "1021", item_id=item.id, papers=(0,))
    notice = twice(notices.give, "1021", item_id=item.id, papers=(0, 1))
    twice(notices.sign, "1021", notice_id=notice.id)
    twice(notices.give, "1021", item_id=item.id)
    twice(serving.inform, "1021", item_id=item.id)
    wanted = form(papers=all_papers(day, "B02"))
    made = twice(acceptances.accept, "1021", item_id=item.id, form=wanted)
    one = {"acceptance_id": made.id}
    twice(acceptances.sign, "1021", **one)
    twice(acceptances.count_reprint, "1021", **one)
    twice(acceptances.unmask, "1021", **one)
    twice(acceptances.hand_over, MANAGER, to="1032", reason="病假", **one)
    twice(acceptances.return_papers, "1032", indexes=[0], signer="林远", **one)
    today = clock.now().date()
    twice(acceptances.record_event, "1032", event="contract_signed", on=today, **one)
    twice(acceptances.finish_stage, "1032", stage="供电方案答复", **one)
    clock.advance(86400)
    twice(acceptances.follow_up, "1032", **one)
    twice(acceptances.explain_delay, "1032", reason="勘查受阻", told_at=clock.now(), **one)
    twice(acceptances.close, "1032", result="已送电", **one)


def test_the_return_pass(day: Day, clock: FakeClock, twice: Twice) -> None:
    _, item = in_hand(day)
    given = twice(passes.issue_pass, "1021", kind=PassKind.PAPERS, item_id=item.id)
    twice(passes.redeem_at_window, "1021", code=given.code, window=WindowNo(4))
    wanted = {"kind": PassKind.BOOKED, "service_code": "B01"}
    later = twice(passes.issue_pass, MANAGER, wanted_at=clock.now() + timedelta(hours=2), **wanted)
    twice(passes.redeem, "kiosk", code=later.code)
    spare = twice(passes.issue_pass, MANAGER, wanted_at=clock.now() + timedelta(days=2), **wanted)
    twice(passes.void_pass, MANAGER, pass_id=spare.id, reason="客户改期")
