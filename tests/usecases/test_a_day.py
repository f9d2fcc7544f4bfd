"""A ticket's whole way through the hall, on both databases."""

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.store import journal
from hall_desk.usecases import issuing, opening, serving
from hall_desk.usecases.hall import Hall, new_op
from tests.conftest import MANAGER, Day


def test_a_payment_from_ticket_to_closing(both_halls: Hall, clock: FakeClock) -> None:
    day = Day(both_halls, clock)
    ticket = day.issue("A01")
    assert ticket.code == "A001"
    served = day.serve(3)
    clock.advance(120)
    done = day.finish(served)
    assert done.state == "done"
    clock.advance(9 * 3600)
    assert both_halls.do(opening.close_day, MANAGER, None).state == "closed"
    with both_halls.store.read() as conn:
        verdict = journal.verify(journal.read_entries(conn, 1), both_halls.store.key)
    assert verdict.ok
    assert verdict.entries == verdict.last_n > 20


def test_a_retry_with_the_same_key_gives_the_first_outcome(
    both_halls: Hall, clock: FakeClock
) -> None:
    op = new_op()
    first = both_halls.do(issuing.issue, "kiosk", op, service_code="A01")
    again = both_halls.do(issuing.issue, "kiosk", op, service_code="A01")
    assert again == first
    assert len(both_halls.ask(opening.unfinished)) == 1


def test_a_retried_finish_is_the_first_finish(both_halls: Hall, clock: FakeClock) -> None:
    day = Day(both_halls, clock)
    day.issue("C01")
    ticket = day.serve(3)
    op = new_op()
    first = both_halls.do(serving.finish, "1032", op, ticket_id=ticket.id)
    assert both_halls.do(serving.finish, "1032", op, ticket_id=ticket.id) == first
    with pytest.raises(RuleBroken):
        both_halls.do(serving.finish, "1032", None, ticket_id=ticket.id)


def test_numbers_run_per_prefix_and_date(both_halls: Hall, clock: FakeClock) -> None:
    day = Day(both_halls, clock)
    codes = [day.issue(service).code for service in ("A01", "B01", "A02", "E01", "A03")]
    assert codes == ["A001", "B001", "A002", "E001", "A003"]
