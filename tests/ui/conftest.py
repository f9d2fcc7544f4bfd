"""What every test of the windows keeps: no timer may run on after it."""

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def no_timer_left() -> Iterator[None]:
    """Fail a test that leaves a pulse running, and silence it for the next ones."""
    yield
    from hall_desk.ui import pulse

    left = pulse.running()
    for beat in left:
        beat.stop()
    assert not left, "the test left a pulse running"
