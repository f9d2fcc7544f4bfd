"""Who answers for what is open: closed accounts, answers given, desks switched off, ratings."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import DirectoryEntry, Handling
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Outcome
from hall_desk.domain.people import Role
from hall_desk.domain.ratings import GivenBy, RatingStep
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.usecases import (
    acceptances,
    contacts,
    loose_ends,
    moving,
    opening,
    people,
    queries,
    ratings,
    serving,
    staffing,
    undoing,
    upkeep,
)
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.outcomes import Result
from tests.conftest import MANAGER, Day
from tests.usecases.test_acceptances import accepted, in_hand

FOUR = WindowNo(4)


def owed(day: Day, clock: FakeClock) -> int:
    """An answer the clerk of window 4 owes."""
    form = ContactForm(
        matter="电价",
        handling=Handling.LATER,
        phone_declined=True,
        promised_at=clock.now() + timedelta(days=1),
    )
    return int(day.do(contacts.register_contact, "1021", form=form).id)


def held(day: Day, _: FakeClock) -> object:
    ticket, _item = in_hand(day)
    return day.do(moving.hold, "1021", ticket_id=ticket.id, reason="PZ3")


def close_account(day: Day, staff_no: str) -> None:
    """Nobody signs in with this number any more."""
    if day.ask(queries.get_window, FOUR).staff_no == staff_no:
        day.do(people.leave_window, window=FOUR)
    day.do(
        staffing.change_staff,
        staff_no=staff_no,
        name="何岚",
        role=Role.CLERK,
        skills="",
        active=False,
    )


@pytest.mark.rule("S3-7")
@pytest.mark.parametrize(
    ("matter", "words"),
    [
        (lambda day, _: accepted(day), "业务受理 1 件"),
        (owed, "首问 1 件"),
        (held, "客户 1 件"),
    ],
    ids=["acceptance", "answer", "held"],
)
def test_who_answers_for_something_open_is_not_closed(
    day: Day, clock: FakeClock, matter: Callable[[Day, FakeClock], object], words: str
) -> None:
    matter(day, clock)
    with pytest.raises(RuleBroken, match=words) as refusal:
        close_account(day, "1021")
    assert refusal.value.field == "active"
    assert day.ask(loose_ends.loose_ends) == []


@pytest.mark.rule("S3-7")
def test_once_it_is_handed_over_the_account_closes(day: Day) -> None:
    made = accepted(day)
    day.do(acceptances.hand_over, acceptance_id=made.id, to="1032", reason="调离")
    close_account(day, "1021")
    assert day.ask(loose_ends.loose_ends) == []


@pytest.mark.rule("S1-11", "14(3)")
def test_the_rating_told_with_an_open_answer_counts_and_a_bad_one_is_followed_up(
    day: Day, clock: FakeClock
) -> None:
    contact_id = owed(day, clock)
    bad = day.ask(ratings.level_words)[1]
    given = {"result": "已答复", "satisfaction": bad}
    day.do(contacts.give_answer, "1021", contact_id=contact_id, **given)
    rating = day.ask(ratings.rating_of, contact_id, subject=ratings.CONTACT, step=RatingStep.REPLY)
    assert (rating.level, rating.follow_owner) == (1, MANAGER)


@pytest.mark.rule("S1-11")
def test_a_callback_after_the_close_is_kept_with_its_answer(day: Day) -> None:
    ticket = day.whole_visit("A01")
    rating = day.do(ratings.rate, "1032", subject_id=ticket.id, level=1)
    day.do(opening.stop_issuing)
    day.close()
    day.do(ratings.close_follow_up, rating_id=rating.id, result="已致歉", level=2)
    told = day.ask(ratings.rating_of, ticket.id, step=RatingStep.CALLBACK)
    assert (told.level, told.business_date) == (2, ticket.business_date)
    assert told.follow_owner == MANAGER


@pytest.mark.rule("S1-11")
def test_the_rating_of_a_reply_told_after_the_close_counts(day: Day, clock: FakeClock) -> None:
    contact_id = owed(day, clock)
    day.do(opening.stop_issuing)
    day.close()
    given = {"result": "已答复", "satisfaction": day.ask(ratings.level_words)[2]}
    day.do(contacts.give_answer, "1021", contact_id=contact_id, **given)
    step = RatingStep.REPLY
    told = day.ask(ratings.rating_of, contact_id, subject=ratings.CONTACT, step=step)
    assert (told.level, told.follow_owner) == (2, MANAGER)


@pytest.mark.rule("S1-2")
def test_a_desk_switched_off_gets_nobody(day: Day) -> None:
    day.do(upkeep.switch_listing, kind=DirectoryEntry, key="JL", enabled=False)
    day.issue("A01")
    ticket = day.serve(3)
    result = Result(outcome=Outcome.FORWARDED, desk="JL")
    with pytest.raises(RuleBroken, match="已停用") as refusal:
        day.do(serving.finish, "1032", ticket_id=ticket.id, result=result)
    assert refusal.value.field == "desk"


@pytest.mark.rule("4(2)")
@pytest.mark.parametrize("blank", ["", " \u3000\n", "\u200b", "\u2060\ufeff", "\x00"])
@pytest.mark.parametrize("field", ["basis", "explanation", "alternative"])
def test_what_a_refusal_owes_is_not_written_with_blanks(day: Day, blank: str, field: str) -> None:
    ticket, _ = in_hand(day)
    words = {"basis": "第十条", "explanation": "已说明", "alternative": "另约", field: blank}
    result = Result(outcome=Outcome.REFUSED, **words)
    with pytest.raises(RuleBroken) as refusal:
        day.do(serving.finish, "1021", ticket_id=ticket.id, result=result)
    assert refusal.value.field == field


@pytest.mark.rule("S1-11")
def test_the_answer_belongs_to_whoever_ended_the_visit(day: Day, clock: FakeClock) -> None:
    ticket = day.whole_visit("A01")
    day.do(ratings.rate, "1032", subject_id=ticket.id, level=1)
    day.do(undoing.undo_last, "1032", window=WindowNo(3))
    day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=WindowNo(1))
    served: Ticket = day.serve(1)
    day.finish(served, "O1")
    clock.advance(60)
    given = day.do(ratings.rate, "1008", subject_id=ticket.id, level=5, given_by=GivenBy.SCREEN)
    assert (given.level, given.staff_no, given.window_no) == (5, "1008", 1)
