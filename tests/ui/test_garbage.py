"""Python searches for garbage when the program says so, never in the middle of a press."""

import gc
import weakref
from collections.abc import Iterator
from datetime import timedelta

import pytest

from hall_desk.clock import FakeClock
from hall_desk.ui.garbage import EVERY, Garbage, begin_quietly


@pytest.fixture
def as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class Ring:
    """Two of them that know each other are garbage only a search finds."""

    other: "Ring"


def test_everything_is_searched_every_five_minutes_and_not_before(
    as_it_was: None, clock: FakeClock
) -> None:
    begin_quietly()
    garbage = Garbage(clock.now)
    one, two = Ring(), Ring()
    one.other, two.other = two, one
    left = weakref.ref(one)
    gc.collect(1)
    gc.collect(1)  # old enough to be searched only with everything
    del one, two
    clock.advance(EVERY.total_seconds() - 1)
    assert not garbage.look()
    gc.collect(1)
    assert left() is not None
    clock.advance(1)
    assert garbage.look()
    assert left() is None
    assert not garbage.look()


def test_what_outlived_a_search_is_not_walked_again(as_it_was: None, clock: FakeClock) -> None:
    begin_quietly()
    garbage = Garbage(clock.now)
    kept: list[list[int]] = [[] for _ in range(1_000)]
    clock.advance(EVERY.total_seconds())
    assert garbage.look()
    assert gc.get_freeze_count() >= len(kept)
    assert len(gc.get_objects()) < len(kept)


def test_a_clock_put_back_does_not_put_the_search_off(as_it_was: None, clock: FakeClock) -> None:
    garbage = Garbage(clock.now)
    clock.set(clock.now() - timedelta(days=1))
    assert garbage.look()
    assert not garbage.look()
