"""Python searches for garbage when the program says so, never in the middle of a press."""

import gc
from collections.abc import Iterator

import pytest

from hall_desk.ui.garbage import EVERY_S, Garbage, begin_quietly


@pytest.fixture
def as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class Ring:
    """Two of them that know each other are garbage only a search finds."""

    other: "Ring"


def test_everything_is_searched_every_five_minutes_and_not_before(as_it_was: None) -> None:
    import weakref

    moment = 0.0
    begin_quietly()
    garbage = Garbage(lambda: moment)
    one, two = Ring(), Ring()
    one.other, two.other = two, one
    left = weakref.ref(one)
    gc.collect(1)
    gc.collect(1)  # old enough to be searched only with everything
    del one, two
    moment = EVERY_S - 1
    assert not garbage.look()
    gc.collect(1)
    assert left() is not None
    moment = EVERY_S
    assert garbage.look()
    assert left() is None
    assert not garbage.look()
