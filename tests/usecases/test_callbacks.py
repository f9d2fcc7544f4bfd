"""Callbacks after a paid service (Art. 26): due after three days, answered or tried three times."""

from datetime import date, timedelta

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.callbacks import AttemptResult, Callback, CallbackState
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import Setting
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.ratings import RatingStep
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import callbacks, loose_ends, papers, payments, ratings
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.usecases.test_money import cash, pay, signed
from tests.usecases.test_paid_work import dispatched, reported

TODAY = date(2026, 3, 12)


def callback_of(day: Day, sheet: Sheet) -> Callback:
    found: Callback | None = day.ask(callbacks.callback_of, sheet.id)
    assert found is not None
    return found


def tried(day: Day, callback: Callback, times: int = 1) -> Callback:
    for _ in range(times):
        day.clock.advance(3600)
        callback = day.do(
            callbacks.note_attempt,
            "1030",
            callback_id=callback.id,
            result=AttemptResult.NO_ANSWER,
        )
    return callback


@pytest.fixture
def done(day: Day) -> Callback:
    """The callback of a work order that was completed."""
    day.count_float(8)
    sheet = signed(day, ("L02", 1000))
    reported(day, dispatched(day, sheet), ("L02", 1000))
    return callback_of(day, sheet)


@pytest.mark.rule("26")
def test_completion_creates_the_callback_due_in_three_days(day: Day, done: Callback) -> None:
    assert (done.due_on, done.owner) == (TODAY + timedelta(days=3), "1030")
    due = callbacks.open_callbacks
    assert day.ask(due, "1030", due_by=TODAY + timedelta(days=2)) == []
    assert day.ask(due, "1030", due_by=TODAY + timedelta(days=3)) == [done]
    assert day.ask(due, "1032") == []


@pytest.mark.rule("26")
def test_work_done_at_once_is_called_back_after_its_payment(day: Day, clock: FakeClock) -> None:
    day.count_float(8)
    sheet = signed(day, ("L02", 1000))
    assert day.ask(callbacks.callback_of, sheet.id) is None
    payment = pay(day, cash(clock, 1500, 1500), sheet)
    first = callback_of(day, sheet)
    assert first.due_on == TODAY + timedelta(days=3)
    day.do(
        payments.void_payment, "1030", payment_id=payment.id, reason_code="V1", approved_by=MANAGER
    )
    pay(day, cash(clock, 1500, 1500), sheet)
    assert callback_of(day, sheet) == first, "one callback a sheet"
    assert day.ask(papers.voucher_of, payment.id).after_sales_phone == "000-0000-0011"


@pytest.mark.rule("26")
def test_the_days_are_a_setting(day: Day) -> None:
    def _five(tx: Tx) -> None:
        old = tx.get(Setting, name="callback_days")
        tx.change(old, Setting(name="callback_days", value=5), "change_setting", guard="value")

    day.do(_five)
    sheet = signed(day, ("L02", 1000))
    reported(day, dispatched(day, sheet), ("L02", 1000))
    assert callback_of(day, sheet).due_on == TODAY + timedelta(days=5)


@pytest.mark.rule("26")
def test_three_attempts_in_vain_may_close_it_with_a_reason_fewer_may_not(
    day: Day, done: Callback
) -> None:
    tried(day, done, 2)
    with pytest.raises(RuleBroken, match="还差 1 次") as refusal:
        day.do(callbacks.give_up, "1030", callback_id=done.id, reason="一直无人接听")
    assert refusal.value.article == "26"
    tried(day, done)
    with pytest.raises(RuleBroken) as refusal:
        day.do(callbacks.give_up, "1030", callback_id=done.id, reason="  ")
    assert refusal.value.field == "close_reason"
    closed = day.do(callbacks.give_up, "1030", callback_id=done.id, reason="一直无人接听")
    assert closed.state is CallbackState.FAILED
    assert [each.by for each in closed.attempts] == ["1030"] * 3
    assert len({each.at for each in closed.attempts}) == 3
    with pytest.raises(RuleBroken, match="已经办结"):
        tried(day, closed)


@pytest.mark.rule("26", "S1-11")
def test_an_answer_has_an_opinion_and_a_rating_of_its_step(day: Day, done: Callback) -> None:
    answer = callbacks.record_answer
    with pytest.raises(RuleBroken) as refusal:
        day.do(answer, "1030", callback_id=done.id, opinion=" ", level=5)
    assert refusal.value.field == "opinion"
    with pytest.raises(RuleBroken) as refusal:
        day.do(answer, "1030", callback_id=done.id, opinion="好", level=6)
    assert refusal.value.field == "level"
    closed = day.do(answer, "1030", callback_id=done.id, opinion="师傅来得快", level=5)
    assert (closed.state, closed.opinion, closed.level) == (CallbackState.DONE, "师傅来得快", 5)
    rated = day.ask(
        ratings.rating_of, done.subject_id, subject=ratings.SHEET, step=RatingStep.CALLBACK
    )
    assert rated is not None
    assert (rated.level, rated.staff_no) == (5, "1030")
    with pytest.raises(RuleBroken, match="已经办结"):
        day.do(answer, "1030", callback_id=done.id, opinion="再说一次", level=1)


@pytest.mark.rule("26", "S1-11")
def test_a_bad_answer_is_followed_up_by_the_manager(day: Day, done: Callback) -> None:
    day.do(callbacks.record_answer, "1030", callback_id=done.id, opinion="没修好", level=1)
    (follow,) = day.ask(ratings.follow_ups)
    assert (follow.rating.follow_owner, follow.code) == (MANAGER, "YC-20260312-001")


def test_a_callback_is_its_clerks_or_the_managers(day: Day, done: Callback) -> None:
    with pytest.raises(RuleBroken, match="1030"):
        day.do(callbacks.note_attempt, "1032", callback_id=done.id, result=AttemptResult.NO_ANSWER)
    with pytest.raises(RuleBroken, match="1030"):
        day.do(callbacks.record_answer, "1032", callback_id=done.id, opinion="好", level=5)
    day.do(callbacks.record_answer, MANAGER, callback_id=done.id, opinion="好", level=0)


@pytest.mark.rule("4(3)")
def test_looking_at_the_telephone_is_journalled(day: Day, done: Callback) -> None:
    day.do(callbacks.unmask_callback, "1030", callback_id=done.id)

    def _looks(reading: Reading) -> list[tuple[str, str]]:
        table = schema.journal
        query = table.select().where(
            table.c.hall_id == reading.hall_id,
            table.c.action == "unmask",
            table.c.subject == "callback",
        )
        return [(row.actor, row.subject_id) for row in reading.conn.execute(query)]

    assert day.ask(_looks) == [("1030", str(done.id))]


def test_an_open_callback_has_an_owner_and_a_due(day: Day, done: Callback) -> None:
    assert day.ask(loose_ends.loose_ends) == []

    def _damage(tx: Tx) -> None:
        tx.conn.execute(schema.callback.update().values(owner="9999"))

    day.do(_damage)
    (found,) = [each for each in day.ask(loose_ends.loose_ends) if each.kind == "callback"]
    assert (found.id, found.owner, found.due) == (done.id, False, True)


def test_callbacks_on_both_databases(both_halls: Hall, clock: FakeClock) -> None:
    day = Day(both_halls, clock)
    sheet = signed(day, ("L02", 1000))
    reported(day, dispatched(day, sheet), ("L02", 1000))
    opened = callback_of(day, sheet)
    again = tried(day, opened, 2)
    assert day.ask(callbacks.callbacks_since, TODAY) == [again]
    assert callback_of(day, sheet) == again
