"""What the counter finds: acceptances by their applicant, and passes that were scanned."""

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.codes import read_code
from hall_desk.presenters.counter_state import Panel
from tests.conftest import Day
from tests.presenters.test_counter import at_window, state_of
from tests.usecases.test_acceptances import accepted
from tests.usecases.test_passes import told


def test_an_acceptance_is_found_by_its_applicant_and_masked(day: Day) -> None:
    acceptance = accepted(day)
    counter = at_window(day, 4, "1021")
    counter.open_find()
    counter.find(acceptance.applicant)
    (row,) = state_of(counter).panel.find.rows
    assert row.key == acceptance.ticket_id
    assert acceptance.applicant not in repr(state_of(counter).panel.find.rows)


@pytest.mark.rule("11(4)")
def test_a_scanned_return_pass_is_next_at_the_window(day: Day, clock: FakeClock) -> None:
    _, given = told(day)
    for _ in range(3):
        day.issue("B01")
    counter = at_window(day, 4, "1021")
    code = read_code(given.payload)
    assert code is not None
    counter.take_scan(code)
    shown = state_of(counter)
    assert shown.panel.panel is Panel.NONE
    assert "不必重新排队" in shown.message.text
    assert shown.queue[0].ground == "补件回厅"
    counter.take_scan(code)
    assert "已经用过" in state_of(counter).message.text
