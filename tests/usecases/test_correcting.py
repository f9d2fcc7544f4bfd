"""Correcting closed items: a reason, the old values, the apology; figures follow."""

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.corrections import ServiceError, Wrong
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.tickets import Source, Ticket, WindowNo
from hall_desk.usecases import correcting, reporting, serving
from hall_desk.usecases.correcting import Correction, correct_item
from hall_desk.usecases.hall import new_op
from hall_desk.usecases.walkups import serve_directly
from tests.conftest import MANAGER, Day
from tests.usecases.test_visits import next_day


@pytest.fixture
def item(day: Day, clock: FakeClock) -> Item:
    """A payment of twelve accounts, closed after ten minutes."""
    day.issue("A01")
    ticket = day.serve(3)
    (first,) = day.ask(serving.items_of, ticket.id)
    day.do(serving.change_quantity, "1032", item_id=first.id, quantity=12)
    clock.advance(600)
    return closed(day, day.finish(ticket))


def closed(day: Day, ticket: Ticket) -> Item:
    """The only item of a visit."""
    found: Item
    (found,) = day.ask(serving.items_of, ticket.id)
    return found


def correct(day: Day, item: Item, actor: str = "1032", **given: object) -> ServiceError:
    """A correction of the quantity unless something else is given."""
    wanted = Correction(what=Wrong.QUANTITY, quantity=2, over_reason="O1")
    values = {"correction": wanted, "reason": "多录了户数", **given}
    error: ServiceError = day.do(correct_item, actor, item_id=item.id, **values)
    return error


@pytest.mark.rule("6(2)")
def test_a_correction_demands_a_reason_and_keeps_the_old_values(
    day: Day, clock: FakeClock, item: Item
) -> None:
    with pytest.raises(RuleBroken, match="差错原因") as refusal:
        correct(day, item, reason=" ")
    assert refusal.value.field == "reason"
    error = correct(day, item, apologised=True)
    assert (error.before, error.after) == ({"quantity": 12}, {"quantity": 2})
    assert (error.reason, error.grade, error.corrected_by) == ("多录了户数", "G1", "1032")
    assert (error.corrected_at, error.apologised_at) == (clock.now(), clock.now())
    assert day.ask(correcting.errors_of, item.ticket_id) == [error]


@pytest.mark.rule("6(2)")
def test_the_figures_follow_and_the_times_stay(day: Day, item: Item) -> None:
    assert day.ask(reporting.daily_report).on_time_total.within == 1
    correct(day, item, correction=Correction(what=Wrong.QUANTITY, quantity=1, over_reason="O1"))
    report = day.ask(reporting.daily_report)
    assert (report.on_time_total.within, report.on_time_total.total) == (0, 1)
    assert report.journal.reconciled
    (after,) = day.ask(lambda r: r.all(Item))
    assert (after.quantity, after.over_reason) == (1, "O1")
    assert (after.started_at, after.finished_at) == (item.started_at, item.finished_at)


@pytest.mark.rule("6(2)", "11(3)")
def test_what_is_beyond_the_limit_now_needs_its_reason(day: Day, item: Item) -> None:
    with pytest.raises(RuleBroken, match="超时原因") as refusal:
        correct(day, item, correction=Correction(what=Wrong.QUANTITY, quantity=1))
    assert refusal.value.field == "over_reason"
    correct(day, item, correction=Correction(what=Wrong.QUANTITY, quantity=1, over_reason="O1"))
    note = Correction(what=Wrong.OVER_REASON, over_reason="O3", over_note="系统慢")
    correct(day, item, correction=note)
    back = correct(day, item, correction=Correction(what=Wrong.QUANTITY, quantity=12))
    assert back.before["over_reason"] == "O3"
    assert back.after["over_reason"] is None, "within the limit none is kept"


@pytest.mark.rule("6(2)")
def test_service_and_outcome_are_put_right(day: Day, item: Item) -> None:
    error = correct(day, item, correction=Correction(what=Wrong.SERVICE, service_code="C01"))
    assert error.before["service_code"] == "A01"
    assert error.after["limit_minutes"] is None
    correct(day, item, correction=Correction(what=Wrong.OUTCOME, outcome=Outcome.PAPERS))
    (after,) = day.ask(lambda r: r.all(Item))
    assert (after.service_name, after.outcome) == ("电费电量查询", Outcome.PAPERS)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (Correction(what=Wrong.QUANTITY, quantity=12), "quantity"),
        (Correction(what=Wrong.QUANTITY, quantity=0), "quantity"),
        (Correction(what=Wrong.QUANTITY), "quantity"),
        (Correction(what=Wrong.SERVICE), "service"),
        (Correction(what=Wrong.SERVICE, service_code="A01"), "service"),
        (Correction(what=Wrong.SERVICE, service_code="D01"), "service"),
        (Correction(what=Wrong.OUTCOME), "outcome"),
        (Correction(what=Wrong.OUTCOME, outcome=Outcome.REFUSED), "outcome"),
        (Correction(what=Wrong.OVER_REASON, over_reason="O1"), "over_reason"),
        (Correction(what=Wrong.QUANTITY, quantity=1, over_reason="随便"), "over_reason"),
    ],
)
def test_a_senseless_correction_is_refused_at_its_field(
    day: Day, item: Item, wrong: Correction, field: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        correct(day, item, correction=wrong)
    assert refusal.value.field == field
    assert day.ask(correcting.errors_of, item.ticket_id) == []


@pytest.mark.rule("6(2)")
def test_the_clerk_corrects_the_same_day_the_manager_at_any_time(
    day: Day, clock: FakeClock, item: Item
) -> None:
    with pytest.raises(RuleBroken, match="工号 1032"):
        correct(day, item, "1008")
    with pytest.raises(RuleBroken, match="等级由值班主任"):
        correct(day, item, grade="G2")
    next_day(day, clock)
    with pytest.raises(RuleBroken, match="值班主任"):
        correct(day, item)
    with pytest.raises(RuleBroken, match="等级"):
        correct(day, item, MANAGER, grade="G9")
    assert correct(day, item, MANAGER, grade="G2").grade == "G2"


def test_an_open_item_is_changed_and_not_corrected(day: Day) -> None:
    ticket = day.do(
        serve_directly, "1032", window=WindowNo(3), service_code="A01", source=Source.WALK_UP
    )
    with pytest.raises(RuleBroken, match="还没有办结"):
        correct(day, closed(day, ticket))


def test_a_retry_gives_the_first_correction(day: Day, item: Item) -> None:
    op = new_op()
    wrong = Correction(what=Wrong.SERVICE, service_code="C01")

    def _press() -> ServiceError:
        return day.hall.do(
            correct_item, "1032", op, item_id=item.id, correction=wrong, reason="录错事项"
        )

    first = _press()
    assert _press() == first
