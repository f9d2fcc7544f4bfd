"""Ratings: each step once, misclicks put right, bad ones followed up, none counted as none."""

from datetime import UTC, datetime, timedelta

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import Handling
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.ratings import GivenBy, Rating, RatingStep
from hall_desk.domain.tickets import WindowNo
from hall_desk.store import schema
from hall_desk.usecases import contacts, loose_ends, ratings, reporting, undoing
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall, new_op
from tests.conftest import MANAGER, Day, referral
from tests.usecases.test_loose_ends import damage

SCREEN = GivenBy.SCREEN


def rate(day: Day, ticket_id: int, level: int, by: str = "1032", **more: object) -> Rating:
    """One answer of a customer."""
    rating: Rating = day.do(ratings.rate, by, subject_id=ticket_id, level=level, **more)
    return rating


@pytest.mark.rule("S1-11")
def test_a_visit_is_rated_once_and_a_misclick_put_right_within_ten_seconds(
    day: Day, clock: FakeClock
) -> None:
    ticket = day.whole_visit()
    first = rate(day, ticket.id, 4)
    clock.advance(10)
    changed = rate(day, ticket.id, 5)
    assert (changed.id, changed.level, changed.at) == (first.id, 5, first.at)
    clock.advance(1)
    with pytest.raises(RuleBroken, match="超过 10 秒"):
        rate(day, ticket.id, 3)
    kept = day.ask(ratings.rating_of, ticket.id)
    assert kept is not None
    assert (kept.level, kept.staff_no, kept.window_no) == (5, "1032", 3)


@pytest.mark.rule("S1-11")
def test_a_clerk_cannot_rate_a_bad_answer_away(day: Day, clock: FakeClock) -> None:
    ticket = day.whole_visit()
    rate(day, ticket.id, 1)
    clock.advance(2)
    for level in (5, 3, 0):
        with pytest.raises(RuleBroken, match="不能由窗口改好"):
            rate(day, ticket.id, level)
    assert rate(day, ticket.id, 2).follow_open


@pytest.mark.rule("S1-11")
def test_what_the_customer_touched_outweighs_what_was_keyed(day: Day, clock: FakeClock) -> None:
    ticket = day.whole_visit()
    rate(day, ticket.id, 5)
    clock.advance(40)
    touched = rate(day, ticket.id, 2, given_by=SCREEN)
    assert (touched.level, touched.follow_owner) == (2, MANAGER)
    with pytest.raises(RuleBroken, match="客户已在客户屏上评价"):
        rate(day, ticket.id, 5)


def test_the_customer_may_put_an_own_misclick_right(day: Day) -> None:
    ticket = day.whole_visit()
    assert rate(day, ticket.id, 1, given_by=SCREEN).follow_open
    better = rate(day, ticket.id, 5, given_by=SCREEN)
    assert (better.level, better.follow_owner, better.follow_due_at) == (5, "", None)


@pytest.mark.rule("S1-11")
def test_a_bad_answer_opens_a_follow_up_with_owner_and_due(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    ticket = day.whole_visit()
    rating = rate(day, ticket.id, 2)
    assert rating.follow_owner == MANAGER
    assert rating.follow_due_at == clock.now() + timedelta(hours=24)
    assert [r.id for r in day.ask(ratings.open_follow_ups)] == [rating.id]
    with pytest.raises(RuleBroken, match="没有这项权限"):
        day.do(ratings.close_follow_up, "1032", rating_id=rating.id, result="已致歉")
    with pytest.raises(RuleBroken, match="请填回访结果"):
        day.do(ratings.close_follow_up, rating_id=rating.id, result=" ")
    done = day.do(ratings.close_follow_up, rating_id=rating.id, result="已致歉，客户认可")
    assert (done.follow_closed_by, done.follow_closed_at) == (MANAGER, clock.now())
    assert day.ask(ratings.open_follow_ups) == []
    with pytest.raises(RuleBroken, match="没有待办的回访"):
        day.do(ratings.close_follow_up, rating_id=rating.id, result="再记一次")


@pytest.mark.rule("S3-7")
@pytest.mark.parametrize(
    "values", [{"follow_owner": ""}, {"follow_owner": "9999"}, {"follow_due_at": None}]
)
def test_a_follow_up_nobody_answers_for_is_found(
    hall: Hall, day: Day, values: dict[str, object]
) -> None:
    rating = rate(day, day.whole_visit().id, 1)
    assert hall.ask(loose_ends.loose_ends) == []
    damage(hall, schema.rating, **values)
    assert [end.id for end in hall.ask(loose_ends.loose_ends)] == [rating.id]


@pytest.mark.rule("S1-11")
def test_a_case_with_four_steps_holds_four_ratings_reported_by_step(
    day: Day, clock: FakeClock
) -> None:
    ticket = day.whole_visit()
    day.whole_visit()
    for step, level in zip(RatingStep, (4, 3, 2, 5), strict=True):
        by = MANAGER if step is RatingStep.CALLBACK else "1032"
        rate(day, ticket.id, level, by, step=step)
    with pytest.raises(RuleBroken):
        rate(day, ticket.id, 5, step=RatingStep.CALLBACK)
    figures = day.ask(ratings.ratings_by_step, ticket.business_date, ticket.business_date)
    by_step = {f.step.value: (f.asked, f.counts) for f in figures}
    assert by_step == {
        "counter": (2, (0, 1, 0, 0, 0, 1)),
        "back_office": (1, (0, 0, 1, 0, 0, 0)),
        "reply": (1, (0, 0, 0, 1, 0, 0)),
        "callback": (1, (1, 0, 0, 0, 0, 0)),
    }


@pytest.mark.rule("S1-11")
def test_the_daily_report_counts_answers_and_visits_without_one(day: Day) -> None:
    for level in (5, 4, 4, 1, None):
        ticket = day.whole_visit()
        if level is not None:
            rate(day, ticket.id, level)
    report = day.ask(reporting.daily_report)
    assert report.satisfaction is not None
    assert report.satisfaction.asked == 5
    counted = [(level.name, level.count) for level in report.satisfaction.levels]
    assert counted == [
        ("非常满意", 1),
        ("满意", 2),
        ("一般", 0),
        ("不满意", 0),
        ("非常不满意", 1),
    ]


@pytest.mark.rule("S3-7", "S1-11")
def test_an_open_follow_up_is_handed_over_in_the_daily_report(day: Day, clock: FakeClock) -> None:
    rating = rate(day, day.whole_visit().id, 1)
    handed = day.ask(reporting.daily_report).hand_over
    assert handed is not None
    (item,) = handed.items
    assert (item.number, item.owner) == ("A001", MANAGER)
    assert item.matter == "评价“非常不满意”待回访"
    day.do(ratings.close_follow_up, rating_id=rating.id, result="已致歉")
    after = day.ask(reporting.daily_report).hand_over
    assert after is not None
    assert after.items == ()


def test_only_a_finished_visit_of_the_own_window_is_rated(day: Day) -> None:
    day.issue()
    ticket = day.serve()
    with pytest.raises(RuleBroken, match="还没有办结"):
        rate(day, ticket.id, 5)
    done = day.finish(ticket)
    with pytest.raises(RuleBroken, match="由工号 1032 经办"):
        rate(day, done.id, 5, "1008")
    with pytest.raises(RuleBroken, match="只有 5 到 1 级"):
        rate(day, done.id, 6)
    assert rate(day, done.id, 3, MANAGER).staff_no == "1032"


def test_a_finish_taken_back_keeps_the_answer_already_given(day: Day) -> None:
    ticket = day.whole_visit()
    rate(day, ticket.id, 2)
    day.do(undoing.undo_last, "1032", window=WindowNo(3))
    again = day.finish(ticket)
    kept = day.ask(ratings.rating_of, again.id)
    assert kept is not None
    assert kept.follow_open


def test_yesterday_is_rated_by_a_callback_only(hall: Hall, day: Day, clock: FakeClock) -> None:
    from hall_desk.usecases import opening
    from tests.conftest import open_for_business

    ticket = day.whole_visit()
    rating = rate(day, ticket.id, 2)
    clock.set(datetime(2026, 3, 12, 9, 40, tzinfo=UTC))
    hall.do(opening.close_day, MANAGER, None)
    clock.set(datetime(2026, 3, 13, 0, 20, tzinfo=UTC))
    open_for_business(hall, clock)
    other = day.ask(lambda r: r.get(Rating, id=rating.id))
    assert other.follow_open
    with pytest.raises(RuleBroken, match="不是今天的票号"):
        rate(day, ticket.id, 5, MANAGER)
    called = rate(day, ticket.id, 4, MANAGER, step=RatingStep.CALLBACK, given_by=GivenBy.ASKED)
    assert called.business_date.day == 13


@pytest.mark.rule("S1-11")
def test_the_answer_to_a_reply_is_a_rating_of_that_step(day: Day, clock: FakeClock) -> None:
    form = ContactForm(matter="电价", handling=Handling.ANSWERED)
    contact = day.do(contacts.register_contact, "1032", form=form)
    assert contact.handling is Handling.ANSWERED
    form = referral("电表校验", clock.now() + timedelta(days=1))
    referred = day.do(contacts.register_contact, "1032", form=form)
    day.do(contacts.receive, "1032", contact_id=referred.id, receiver="何远")
    day.do(contacts.resolve, "1032", contact_id=referred.id, result="已校验")
    day.do(contacts.feed_back, "1032", contact_id=referred.id, satisfaction="不满意")
    found = day.ask(ratings.rating_of, referred.id, subject="first_contact", step=RatingStep.REPLY)
    assert found is not None
    assert (found.level, found.follow_owner) == (2, MANAGER)


def test_a_retry_of_an_answer_gives_the_same_answer(hall: Hall, day: Day) -> None:
    ticket, op = day.whole_visit(), new_op()
    first = hall.do(ratings.rate, "1032", op, subject_id=ticket.id, level=1)
    again = hall.do(ratings.rate, "1032", op, subject_id=ticket.id, level=1)
    assert again == first
