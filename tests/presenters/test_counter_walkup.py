"""Service without a number at a counter: chosen quickly, served at once."""

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.tickets import Source
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.counter_state import Panel, Phase
from hall_desk.presenters.find_rows import state_words
from hall_desk.usecases import visits
from tests.conftest import Day
from tests.presenters.test_counter import at_window, begin, state_of


@pytest.fixture
def counter(day: Day) -> CounterPresenter:
    """Window 3, for 缴费 and 咨询."""
    return at_window(day)


def test_the_windows_usual_kind_is_offered_first(day: Day, counter: CounterPresenter) -> None:
    counter.open_walk_up()
    shown = state_of(counter).panel
    assert (shown.panel, shown.walk_up.title) == (Panel.WALK_UP, "直接受理（柜前）")
    codes = [service[0] for service in shown.walk_up.services]
    assert codes[0] == "A01"
    assert set(codes) == {s.code for s in counter.catalogue.services.values() if s.enabled}  # type: ignore[union-attr]
    other = at_window(day, 4, "1021")
    other.open_walk_up()
    assert state_of(other).panel.walk_up.services[0][0] == "B01"


def test_on_the_telephone_enquiries_come_first(counter: CounterPresenter) -> None:
    counter.open_phone()
    shown = state_of(counter).panel.walk_up
    assert (shown.title, shown.services[0][0]) == ("电话受理", "C01")


def test_it_says_how_many_wait_and_serves_all_the_same(day: Day, counter: CounterPresenter) -> None:
    for _ in range(3):
        day.issue("A01")
    counter.refresh()
    counter.open_walk_up()
    assert "3 人在等" in state_of(counter).panel.walk_up.note
    counter.serve_directly("A01")
    shown = state_of(counter)
    assert (shown.phase, shown.panel.panel) == (Phase.SERVING, Panel.NONE)
    assert (shown.hero.code, shown.hero.waited) == ("A004", "柜前直接受理")
    assert shown.items[0].current
    assert counter.ticket is not None
    assert counter.ticket.source is Source.WALK_UP


def test_with_a_customer_at_the_window_it_is_off_and_says_why(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    for name in ("walk_up", "phone"):
        action = state_of(counter).actions[name]
        assert (action.on, action.why) == (False, "已有客户在本窗口")
    counter.open_walk_up()
    assert counter.panel is Panel.NONE


def test_nothing_of_it_is_kept_when_the_window_calls_instead(
    day: Day, counter: CounterPresenter
) -> None:
    day.issue("A01")
    counter.refresh()
    counter.open_phone()
    counter.call_next()
    assert state_of(counter).panel.panel is Panel.NONE
    counter.serve_directly("A01")
    assert counter.phase() is Phase.CALLED


def test_a_misclick_is_offered_for_undoing_and_says_what_becomes_of_the_number(
    day: Day, counter: CounterPresenter, clock: FakeClock
) -> None:
    counter.open_walk_up()
    counter.serve_directly("A01")
    clock.advance(3)
    counter.tick()
    assert counter.undo_message().text == "A001 直接受理：按错了可按 Ctrl+Z 撤销，剩 7 秒。"
    counter.undo()
    assert counter.phase() is Phase.IDLE
    assert counter.message.text == "已撤销：A001 直接受理，号码作废不再用。"
    (found,) = day.ask(visits.find_visits, "A001", "1032")
    assert state_words(found.ticket, found.items, None) == "已撤销 09:00"


def test_after_ten_seconds_the_window_says_that_nothing_can_be_undone(
    counter: CounterPresenter, clock: FakeClock
) -> None:
    counter.open_phone()
    counter.serve_directly("C01")
    clock.advance(11)
    counter.tick()
    assert not counter.undo_message().text
    counter.undo()
    assert counter.phase() is Phase.SERVING
    assert "没有 10 秒内可以撤销的操作" in counter.message.text
