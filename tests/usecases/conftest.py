"""Every use case is tested on both databases."""

import pytest

from hall_desk.clock import FakeClock
from hall_desk.usecases.hall import Hall
from tests.conftest import Day


@pytest.fixture
def hall(both_halls: Hall) -> Hall:
    """An open hall, once on SQLite and once on PostgreSQL."""
    return both_halls


@pytest.fixture
def day(both_halls: Hall, clock: FakeClock) -> Day:
    """The open hall with short words for what people do in it."""
    return Day(both_halls, clock)
