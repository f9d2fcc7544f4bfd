"""An item that was paid for, accepted or told once: how it may end, be moved and be corrected."""

from dataclasses import replace

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.corrections import Wrong
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.parties import Party
from hall_desk.domain.passes import ReturnPass
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.usecases import (
    acceptances,
    calling,
    correcting,
    moving,
    notices,
    opening,
    passes,
    payments,
    queries,
    servicecards,
    serving,
)
from hall_desk.usecases.correcting import Correction
from hall_desk.usecases.outcomes import Result
from tests.conftest import MANAGER, Day
from tests.usecases.test_acceptances import accepted, all_papers, form, in_hand
from tests.usecases.test_money import cash
from tests.usecases.test_settings import form as card_of
from tests.usecases.test_undo_bounds import pay, started

THREE = WindowNo(3)


def taken_in(day: Day) -> tuple[Ticket, Item]:
    """A business item with its acceptance, still in hand at window 4."""
    ticket, item = in_hand(day)
    day.do(serving.inform, "1021", item_id=item.id)
    wanted = form(papers=all_papers(day, "B02"))
    day.do(acceptances.accept, "1021", item_id=item.id, form=wanted)
    return ticket, item


def test_who_has_paid_does_not_leave_as_if_nothing_was_done(day: Day, clock: FakeClock) -> None:
    ticket, item = started(day)
    pay(day, clock, item)
    with pytest.raises(RuleBroken, match="已收款") as refusal:
        day.do(serving.leave_visit, "1032", ticket_id=ticket.id)
    assert refusal.value.field == "outcome"
    day.do(serving.finish, "1032", ticket_id=ticket.id)


def test_a_transferred_customer_who_has_paid_is_not_noted_as_gone(
    day: Day, clock: FakeClock
) -> None:
    ticket, item = started(day)
    pay(day, clock, item)
    day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=WindowNo(1))
    with pytest.raises(RuleBroken, match="已收款"):
        day.do(calling.abandon, "1032", code=ticket.code)
    assert ticket.id in {waiting.id for waiting in day.ask(queries.waiting)}


def test_an_item_paid_before_it_was_begun_is_not_taken_off(day: Day, clock: FakeClock) -> None:
    ticket, _ = started(day)
    other = day.do(serving.add_item, "1032", ticket_id=ticket.id, service_code="A04")
    pay(day, clock, other)
    with pytest.raises(RuleBroken, match="已收款"):
        day.do(serving.drop_item, "1032", item_id=other.id)
    with pytest.raises(RuleBroken, match="已收款"):
        day.do(serving.leave_visit, "1032", ticket_id=ticket.id)


def test_a_voided_voucher_binds_nobody(day: Day, clock: FakeClock) -> None:
    ticket, item = started(day)
    pay(day, clock, item)
    (payment,) = day.ask(payments.payments_of, item.business_date)
    day.do(
        payments.void_payment,
        "1032",
        payment_id=payment.id,
        reason_code="V1",
        approved_by=MANAGER,
    )
    day.do(serving.leave_visit, "1032", ticket_id=ticket.id)


@pytest.mark.rule("18(1)")
@pytest.mark.parametrize("outcome", [Outcome.LEFT, Outcome.REFUSED, Outcome.PAPERS])
def test_an_accepted_item_does_not_end_as_if_it_was_not(day: Day, outcome: Outcome) -> None:
    ticket, _ = taken_in(day)
    words = {"basis": "第十条", "explanation": "已说明", "alternative": "另约"}
    result = Result(outcome=outcome, **words)
    with pytest.raises(RuleBroken, match="已填受理单") as refusal:
        day.do(serving.finish, "1021", ticket_id=ticket.id, result=result)
    assert refusal.value.field == "outcome"
    day.do(serving.finish, "1021", ticket_id=ticket.id, result=Result(outcome=Outcome.ACCEPTED))


@pytest.mark.rule("11(4)", "S1-1")
def test_who_takes_a_told_customer_over_accepts_and_the_pass_of_the_first_clerk_ends(
    day: Day,
) -> None:
    day.do(opening.assign_windows, windows={8: "BEC"})
    ticket, item = in_hand(day)
    notice = day.do(notices.give, "1021", item_id=item.id)
    day.do(serving.inform, "1021", item_id=item.id)
    day.do(moving.transfer, "1021", ticket_id=ticket.id, to_window=WindowNo(8))
    day.serve(8)
    wanted = form(papers=all_papers(day, "B02"))
    day.do(acceptances.accept, "1030", item_id=item.id, form=wanted)
    given = day.ask(lambda r: r.get(ReturnPass, id=notice.pass_id))
    assert given.void_reason == "资料已补齐，当场受理"


@pytest.mark.rule("11(4)")
@pytest.mark.parametrize(
    ("first", "ticked"), [("", ["用电主体资格证明"]), ("新资料\n", [])], ids=["same", "edited"]
)
def test_who_returns_has_the_papers_ticked_that_were_there_by_name(
    day: Day, first: str, ticked: list[str]
) -> None:
    ticket, item = in_hand(day)
    day.do(serving.tick_paper, "1021", item_id=item.id, index=0)
    notice = day.do(notices.give, "1021", item_id=item.id)
    day.do(serving.inform, "1021", item_id=item.id)
    missing = Result(outcome=Outcome.PAPERS)
    day.do(serving.finish, "1021", ticket_id=ticket.id, result=missing)
    card = card_of(day.ask(queries.get_service, "B02"))
    edited = replace(card, papers=first + card.papers)
    if first:
        day.do(servicecards.edit_service, code="B02", form=edited)
    given = day.ask(lambda r: r.get(ReturnPass, id=notice.pass_id))
    back = day.do(passes.redeem, "kiosk", code=given.code)
    day.serve(4)
    (again,) = day.ask(serving.items_of, back.id)
    papers = day.ask(queries.get_service, "B02").papers
    assert [papers[index].name for index in again.papers] == ticked


def test_an_acceptance_is_found_by_its_applicant_once(day: Day) -> None:
    taken_in(day)
    assert len(day.ask(lambda r: r.all(Party))) == 1


def test_no_money_is_taken_for_an_item_that_became_another(day: Day, clock: FakeClock) -> None:
    ticket, item = started(day)
    day.do(serving.reclassify_item, "1032", item_id=item.id, service_code="A02")
    with pytest.raises(RuleBroken, match="已去掉或改类") as refusal:
        day.do(
            payments.take_payment,
            "1032",
            window=THREE,
            takings=cash(clock, 100, 100),
            purpose="居民电费缴纳",
            ticket_id=ticket.id,
            item_id=item.id,
        )
    assert refusal.value.field == "item"


@pytest.mark.rule("6(2)")
@pytest.mark.parametrize("outcome", [Outcome.RECLASSIFIED, Outcome.ACCEPTED, Outcome.FORWARDED])
def test_no_correction_claims_what_was_never_made(day: Day, outcome: Outcome) -> None:
    ticket = day.whole_visit("A01")
    (item,) = day.ask(serving.items_of, ticket.id)
    with pytest.raises(RuleBroken) as refusal:
        day.do(
            correcting.correct_item,
            "1032",
            item_id=item.id,
            correction=Correction(what=Wrong.OUTCOME, outcome=outcome),
            reason="录错",
        )
    assert refusal.value.field == "outcome"


@pytest.mark.rule("6(2)", "18(1)")
@pytest.mark.parametrize(
    "wrong",
    [
        Correction(what=Wrong.OUTCOME, outcome=Outcome.LEFT),
        Correction(what=Wrong.SERVICE, service_code="B15"),
    ],
)
def test_an_accepted_item_is_not_corrected_away_from_its_sheet(day: Day, wrong: Correction) -> None:
    made = accepted(day)
    with pytest.raises(RuleBroken, match="受理单"):
        day.do(
            correcting.correct_item,
            "1021",
            item_id=made.item_id,
            correction=wrong,
            reason="录错",
        )


@pytest.mark.rule("18(1)")
def test_the_explanation_of_a_closed_acceptance_stays(day: Day, clock: FakeClock) -> None:
    made = accepted(day)
    day.do(acceptances.close, "1021", acceptance_id=made.id, result="已送电")
    with pytest.raises(RuleBroken, match="已经办结"):
        day.do(
            acceptances.explain_delay,
            "1021",
            acceptance_id=made.id,
            reason="勘查受阻",
            told_at=clock.now(),
        )
