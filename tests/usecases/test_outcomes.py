"""How an item ends: exactly one outcome each, with all that the outcome owes."""

from dataclasses import replace
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.acceptances import Acceptance, AcceptanceState
from hall_desk.domain.contacts import ContactState, DirectoryEntry, FirstContact, Handling
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, ItemState, Outcome
from hall_desk.domain.tickets import StaffNo, Ticket, TicketState, WindowNo
from hall_desk.store.transaction import Tx
from hall_desk.usecases import contacts, dutyboard, queries, reporting, serving
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.outcomes import Result
from tests.conftest import Day

REFUSAL = Result(
    outcome=Outcome.REFUSED,
    basis="《供电营业规则》第十九条",
    explanation="产权未过户，不能以本人名义增容",
    alternative="先办过户，或由产权人到厅办理",
)


def finish(day: Day, ticket: Ticket, result: Result, **given: Any) -> Ticket:
    assert ticket.staff_no is not None
    done: Ticket = day.do(
        serving.finish, ticket.staff_no, ticket_id=ticket.id, result=result, **given
    )
    return done


def only_item(day: Day, ticket: Ticket) -> Item:
    (item,) = day.ask(serving.items_of, ticket.id)
    return item  # type: ignore[no-any-return]


def all_items(day: Day, ticket: Ticket) -> list[Item]:
    def _look(reading: Any) -> list[Item]:
        found = reading.all(Item, order_by=None)
        return sorted((i for i in found if i.ticket_id == ticket.id), key=lambda i: i.id)

    found: list[Item] = day.ask(_look)
    return found


def business(day: Day, service: str = "B15", *, told: bool = True) -> Ticket:
    """A business item in hand at window 4, told once."""
    day.issue(service)
    ticket = day.serve(4)
    if told:
        day.do(serving.inform, "1021", item_id=only_item(day, ticket).id)
    return ticket


def accept(day: Day, item: Item) -> None:
    """An acceptance sheet as its own page will write it."""

    def _write(tx: Tx) -> Acceptance:
        sheet = Acceptance(
            id=tx.new_id(),
            business_date=item.business_date,
            number=1,
            ticket_id=item.ticket_id,
            item_id=item.id,
            service_code=item.service_code,
            service_name=item.service_name,
            applicant="苏示",
            id_kind="",
            id_no="",
            phone="",
            account_no="",
            address="",
            papers=(),
            promises=(),
            events={},
            rule_version="",
            owner=StaffNo("1021"),
            window_no=WindowNo(4),
            accepted_at=tx.now,
            signature_mode="",
            signed_at=None,
            state=AcceptanceState.OPEN,
            due_at=None,
            closed_at=None,
            closed_by=None,
            result="",
            late_reason="",
            late_told_at=None,
            returned_at=None,
            returned_to="",
            reprints=0,
        )
        tx.insert(sheet, "accept")
        return sheet

    day.do(_write, "1021")


@pytest.mark.rule("4(2)")
@pytest.mark.parametrize("missing", ["basis", "explanation", "alternative"])
def test_an_item_is_not_refused_without_basis_explanation_and_alternative(
    day: Day, missing: str
) -> None:
    ticket = business(day, told=False)
    blank: Any = {missing: "  "}
    with pytest.raises(RuleBroken) as refusal:
        finish(day, ticket, replace(REFUSAL, **blank))
    assert (refusal.value.field, refusal.value.article) == (missing, "4(2)")
    assert only_item(day, ticket).state is ItemState.SERVING
    assert finish(day, ticket, REFUSAL).state is TicketState.DONE
    item = only_item(day, ticket)
    assert item.outcome is Outcome.REFUSED
    assert (item.basis, item.explanation, item.alternative) == (
        REFUSAL.basis,
        REFUSAL.explanation,
        REFUSAL.alternative,
    )


def test_words_of_a_refusal_do_not_stick_to_another_outcome(day: Day) -> None:
    ticket = business(day)
    finish(day, ticket, replace(REFUSAL, outcome=Outcome.DONE))
    assert only_item(day, ticket).basis == ""


def test_a_finish_without_a_word_is_done(day: Day) -> None:
    ticket = day.whole_visit()
    assert only_item(day, ticket).outcome is Outcome.DONE


@pytest.mark.rule("11(2)", "S1-1")
def test_forwarding_registers_a_first_contact_under_the_same_ticket(day: Day) -> None:
    ticket = business(day, told=False)
    given = Result(outcome=Outcome.FORWARDED, desk="JL", matter="电能表校验", phone="13800000000")
    assert finish(day, ticket, given).code == ticket.code
    assert only_item(day, ticket).outcome is Outcome.FORWARDED
    (contact,) = day.ask(contacts.open_contacts, "1021")
    assert isinstance(contact, FirstContact)
    assert (contact.ticket_id, contact.state) == (ticket.id, ContactState.REFERRED)
    assert (contact.handling, contact.owner) == (Handling.REFERRED, "1021")
    assert (contact.matter, contact.department) == ("电能表校验", "计量班")
    assert contact.person_phone
    assert contact.promised_at is not None


@pytest.mark.rule("S1-2")
@pytest.mark.parametrize("missing", ["person", "phone", "address"])
def test_a_department_without_contact_cannot_be_chosen(day: Day, missing: str) -> None:
    def _damage(tx: Tx) -> DirectoryEntry:
        entry = tx.get(DirectoryEntry, code="JL")
        blank: Any = {missing: " "}
        return tx.change(entry, replace(entry, **blank), "damage", guard="code")

    day.do(_damage)
    ticket = business(day)
    with pytest.raises(RuleBroken, match="没有完整的联系人") as refusal:
        finish(day, ticket, Result(outcome=Outcome.FORWARDED, desk="JL"))
    assert refusal.value.field == "desk"
    assert day.ask(contacts.open_contacts) == []
    assert only_item(day, ticket).state is ItemState.SERVING
    for nobody in ("", "XX"):
        with pytest.raises(RuleBroken) as refusal:
            finish(day, ticket, Result(outcome=Outcome.FORWARDED, desk=nobody))
        assert refusal.value.field == "desk"


@pytest.mark.rule("11(4)")
@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.ACCEPTED, Outcome.PAPERS])
def test_nothing_is_settled_or_sent_for_papers_untold(day: Day, outcome: Outcome) -> None:
    ticket = business(day, told=False)
    with pytest.raises(RuleBroken, match="一次性告知"):
        finish(day, ticket, Result(outcome=outcome))


def test_missing_papers_end_the_item_once_told(day: Day) -> None:
    ticket = business(day)
    finish(day, ticket, Result(outcome=Outcome.PAPERS))
    assert only_item(day, ticket).outcome is Outcome.PAPERS


def test_the_back_office_goes_on_only_with_an_acceptance_sheet(day: Day) -> None:
    ticket = business(day)
    accepted = Result(outcome=Outcome.ACCEPTED)
    with pytest.raises(RuleBroken, match="请先填受理单"):
        finish(day, ticket, accepted)
    accept(day, only_item(day, ticket))
    finish(day, ticket, accepted)
    assert only_item(day, ticket).outcome is Outcome.ACCEPTED


def test_a_payment_is_not_accepted_for_the_back_office(day: Day) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    with pytest.raises(RuleBroken, match="只有业务类"):
        finish(day, ticket, Result(outcome=Outcome.ACCEPTED))


@pytest.mark.rule("11(3)")
@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.LEFT, Outcome.FORWARDED])
def test_every_outcome_beyond_the_limit_wants_a_reason(
    day: Day, clock: FakeClock, outcome: Outcome
) -> None:
    ticket = business(day)
    clock.advance(1201)
    given = replace(REFUSAL, outcome=outcome, desk="JL")
    with pytest.raises(RuleBroken, match="超时原因"):
        finish(day, ticket, given)
    finish(day, ticket, given, over_reason="O1")
    assert only_item(day, ticket).over_reason == "O1"


def test_a_customer_who_leaves_leaves_every_open_item(day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    (first,) = all_items(day, ticket)
    second = day.do(serving.add_item, "1032", ticket_id=ticket.id, service_code="A04")
    third = day.do(serving.add_item, "1032", ticket_id=ticket.id, service_code="C01")
    clock.advance(30)
    day.do(serving.switch_item, "1032", item_id=second.id)
    gone = day.do(serving.leave_visit, "1032", ticket_id=ticket.id)
    assert gone.state is TicketState.ABANDONED
    items = {item.id: item for item in all_items(day, ticket)}
    assert {item.outcome for item in items.values()} == {Outcome.LEFT}
    assert items[first.id].state is items[second.id].state is ItemState.DONE
    assert items[third.id].state is ItemState.DROPPED
    assert day.ask(queries.find_at_window, 3) is None


def test_a_visit_with_something_settled_is_done_though_the_customer_left(day: Day) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    day.do(serving.add_item, "1032", ticket_id=ticket.id, service_code="A04")
    day.finish(ticket)
    left = day.do(serving.leave_visit, "1032", ticket_id=ticket.id)
    assert left.state is TicketState.DONE
    assert [item.outcome for item in all_items(day, ticket)] == [Outcome.DONE, Outcome.LEFT]


def test_each_item_has_one_outcome_and_counts_once(hall: Hall, day: Day, clock: FakeClock) -> None:
    for result in (Result(), REFUSAL, Result(outcome=Outcome.PAPERS)):
        ticket = business(day)
        clock.advance(60)
        finish(day, ticket, result)
    ticket = business(day)
    item = only_item(day, ticket)
    fresh = day.do(serving.reclassify_item, "1021", item_id=item.id, service_code="B14")
    day.do(serving.inform, "1021", item_id=fresh.id)
    finish(day, ticket, Result())
    report = day.ask(reporting.daily_report)
    assert (report.on_time_total.within, report.on_time_total.total) == (4, 4)
    assert report.tickets.items == 4
    assert report.journal.reconciled, report.journal.remark
    figures = day.ask(dutyboard.look_at_hall).figures
    assert (figures.on_time, figures.timed) == (4, 4)


@pytest.mark.rule("11(3)")
def test_reclassifying_closes_one_item_and_another_runs_on_by_its_clock(
    day: Day, clock: FakeClock
) -> None:
    ticket = business(day)
    item = only_item(day, ticket)
    day.do(serving.tick_step, "1021", item_id=item.id, index=0)
    clock.advance(100)
    day.do(serving.pause, "1021", item_id=item.id, reason="PZ3")
    clock.advance(50)
    day.do(serving.resume, "1021", item_id=item.id)
    clock.advance(1040)
    fresh = day.do(serving.reclassify_item, "1021", item_id=item.id, service_code="B14")
    assert (fresh.started_at, fresh.paused_s) == (item.started_at, 50)
    assert (fresh.service_code, fresh.origin_id, fresh.steps) == ("B14", item.id, ())
    assert fresh.state is ItemState.SERVING
    old = all_items(day, ticket)[0]
    assert (old.state, old.outcome) == (ItemState.DROPPED, Outcome.RECLASSIFIED)
    assert [step.index for step in old.steps] == [0]
    clock.advance(11)
    assert only_item(day, ticket).is_over(clock.now()), "no fresh limit by choosing again"


def test_a_paid_or_accepted_item_is_not_reclassified(day: Day) -> None:
    ticket = business(day)
    item = only_item(day, ticket)
    accept(day, item)
    with pytest.raises(RuleBroken, match="不能改事项"):
        day.do(serving.reclassify_item, "1021", item_id=item.id, service_code="B14")
    with pytest.raises(RuleBroken):
        day.do(serving.reclassify_item, "1021", item_id=item.id, service_code="B15")


@pytest.mark.rule("11(3)")
def test_pieces_split_off_have_their_own_clock(day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    item = only_item(day, ticket)
    day.do(serving.change_quantity, "1032", item_id=item.id, quantity=12)
    clock.advance(200)
    apart = day.do(serving.split_item, "1032", item_id=item.id, quantity=5)
    rest, new = day.ask(serving.items_of, ticket.id)
    assert (rest.quantity, new.quantity, new.origin_id) == (7, 5, item.id)
    assert (rest.limit_s, new.limit_s) == (7 * 300, 5 * 300)
    assert rest.started_at == item.started_at
    assert (new.id, new.started_at, new.state) == (apart.id, None, ItemState.PENDING)
    for senseless in (0, 7, 99):
        with pytest.raises(RuleBroken) as refusal:
            day.do(serving.split_item, "1032", item_id=item.id, quantity=senseless)
        assert refusal.value.field == "split"


@pytest.mark.rule("S3-3")
def test_a_step_is_not_ticked_over_an_open_one_without_a_reason(day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    item = only_item(day, ticket)
    day.do(serving.tick_step, "1032", item_id=item.id, index=0)
    clock.advance(5)
    with pytest.raises(RuleBroken, match="第 2、3 步") as refusal:
        day.do(serving.tick_step, "1032", item_id=item.id, index=3)
    assert refusal.value.field == "skip"
    ticked = day.do(serving.tick_step, "1032", item_id=item.id, index=3, skipped="SK2")
    assert [(step.index, step.reason) for step in ticked.steps] == [
        (0, ""),
        (1, "客户先前已办过"),
        (2, "客户先前已办过"),
        (3, ""),
    ]
    assert ticked.steps[1].at == clock.now()
    own = day.do(serving.tick_step, "1032", item_id=item.id, index=5, skipped="设备自动找零")
    assert own.steps[4].reason == "设备自动找零"


def test_waiting_for_the_duty_manager_is_not_taken_off_the_net_time(
    day: Day, clock: FakeClock
) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    item = only_item(day, ticket)
    for reason, seconds in (("PZ4", 100), ("PZ1", 20)):
        day.do(serving.pause, "1032", item_id=item.id, reason=reason)
        clock.advance(seconds)
        reading = only_item(day, ticket).reading(clock.now())
        assert reading is not None
        assert reading.net_s == 100
        day.do(serving.resume, "1032", item_id=item.id)
    reading = only_item(day, ticket).reading(clock.now())
    assert reading is not None
    assert (reading.elapsed_s, reading.net_s) == (120, 100)
