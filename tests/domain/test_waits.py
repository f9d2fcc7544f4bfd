"""A line played through, and the range it gives somebody who comes now."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_desk.domain.queue import USUAL, Policy
from hall_desk.domain.simulation import SECOND, Server, Visit, play
from hall_desk.domain.tickets import Lane, rank_of
from hall_desk.domain.waits import OpenWindow, Outlook, Waiting, outlooks

NOW = datetime(2026, 3, 12, 3, tzinfo=UTC)
MINUTE = 60 * SECOND


def line(
    count: int, prefix: str = "A", lane: Lane = Lane.ORDINARY, first: int = 1
) -> list[Waiting]:
    start = rank_of(NOW)
    return [
        Waiting(id=first + n, prefix=prefix, lane=lane, rank=start - (count - n) * SECOND)
        for n in range(count)
    ]


def outlook(
    waiting: list[Waiting], windows: list[OpenWindow], handled: dict[str, list[int]]
) -> Outlook:
    return outlooks(waiting, windows, handled, policy=USUAL, now=NOW)["A"]


def middle(waiting: list[Waiting], windows: list[OpenWindow], handled: dict[str, list[int]]) -> int:
    return outlook(waiting, windows, handled).calls_s[-1]


@pytest.mark.rule("S1-10")
@given(people=st.integers(0, 30), each=st.integers(60, 900), windows=st.integers(1, 8))
def test_the_middle_is_people_ahead_times_median_by_open_windows(
    people: int, each: int, windows: int
) -> None:
    places = [OpenWindow(no=n, kinds="A") for n in range(1, windows + 1)]
    found = outlook(line(people), places, {"A": [each] * 5})
    # Whole visits only: seven people at two windows are three visits and one more.
    assert found.calls_s[-1] == each * (people // windows)
    low, high = found.range_minutes(people)
    assert low * 60 <= found.calls_s[-1] <= high * 60


@pytest.mark.rule("S1-10")
def test_without_history_or_without_a_window_there_is_no_range() -> None:
    window = OpenWindow(no=1, kinds="A")
    assert outlooks([], [window], {"A": [200, 300]}, policy=USUAL, now=NOW) == {}
    assert outlooks([], [replace(window, kinds="B")], {"A": [200] * 9}, policy=USUAL, now=NOW) == {}


def test_a_window_that_serves_two_kinds_shares_its_time() -> None:
    alone, shared = [OpenWindow(no=1, kinds="A")], [OpenWindow(no=1, kinds="AB")]
    handled = {"A": [200] * 5, "B": [600] * 5}
    waiting = [*line(2), *line(2, "B", first=10)]
    assert middle(waiting, alone, handled) == 400
    assert middle(waiting, shared, handled) == 1600


def test_whoever_is_at_the_window_stays_for_what_is_left() -> None:
    handled = {"A": [300] * 5}
    fresh = OpenWindow(no=1, kinds="A", busy_prefix="A", busy_s=0)
    assert middle([], [fresh], handled) == 300
    assert middle([], [replace(fresh, busy_s=200)], handled) == 100
    assert middle([], [replace(fresh, busy_s=900)], handled) == 75


def test_priority_tickets_are_ahead() -> None:
    waiting = [*line(2), *line(2, lane=Lane.PRIORITY, first=10)]
    window = [OpenWindow(no=1, kinds="A")]
    assert outlook(waiting, window, {"A": [100] * 5}).calls_s == (0, 100, 200, 300, 400)


def test_the_range_is_wider_where_visits_differ_more() -> None:
    window = [OpenWindow(no=1, kinds="A")]
    alike = outlook(line(5), window, {"A": [300] * 9}).range_minutes(5)
    unlike = outlook(line(5), window, {"A": [100, 300, 500] * 3}).range_minutes(5)
    assert unlike[1] - unlike[0] > alike[1] - alike[0]


def test_a_free_window_means_a_minute_at_most() -> None:
    assert outlook([], [OpenWindow(no=1, kinds="A")], {"A": [300] * 9}).range_minutes(0) == (0, 1)


def visit(number: int, came_s: int, handling_s: int, **more: int) -> Visit:
    return Visit(
        id=number,
        prefix="A",
        lane=Lane.ORDINARY,
        rank=came_s * SECOND,
        handling=handling_s * SECOND,
        **more,
    )


def seconds(called: dict[int, int]) -> dict[int, int]:
    return {number: moment // SECOND for number, moment in called.items()}


def test_a_day_is_played_window_by_window() -> None:
    visits = [visit(1, 10, 100), visit(2, 20, 100), visit(3, 30, 50), visit(4, 500, 10)]
    servers = [Server(no=n, kinds="A", free_at=0) for n in (1, 2)]
    assert seconds(play(visits, servers, USUAL)) == {1: 10, 2: 20, 3: 110, 4: 500}


def test_a_clerk_at_lunch_calls_nobody() -> None:
    lunch = ((100 * SECOND, 900 * SECOND),)
    servers = [Server(no=1, kinds="A", free_at=0, breaks=lunch)]
    visits = [visit(1, 50, 100), visit(2, 60, 10), visit(3, 300, 10)]
    assert seconds(play(visits, servers, USUAL)) == {1: 50, 2: 900, 3: 910}
    both = [*servers, Server(no=2, kinds="A", free_at=0)]
    both[0].free_at = 0
    assert seconds(play([visit(3, 300, 10)], both, USUAL)) == {3: 300}


def test_whoever_loses_patience_is_not_called() -> None:
    servers = [Server(no=1, kinds="A", free_at=0)]
    visits = [visit(1, 0, 100), visit(2, 10, 10, leaves_at=50 * SECOND), visit(3, 20, 10)]
    assert seconds(play(visits, servers, USUAL)) == {1: 0, 3: 100}


def test_a_no_show_who_returns_stands_behind_the_next_few() -> None:
    visits = [visit(1, 0, 60, misses=90 * SECOND, returns_after=10 * SECOND)]
    visits += [visit(n, n, 100) for n in (2, 3, 4, 5)]
    order: dict[int, list[int]] = {}
    for after in (0, 2):
        # What the window calls last tells where the returning one stood: the others wait for it.
        servers = [Server(no=1, kinds="A", free_at=0)]
        called = play(visits, servers, Policy(return_after=after))
        order[after] = [called[n] // SECOND for n in (2, 3, 4, 5)]
    assert order[0] == [90, 250, 350, 450]
    assert order[2] == [90, 190, 290, 450]


def test_nobody_waits_long_beyond_the_maximum_while_priority_tickets_keep_coming() -> None:
    crowd = [
        replace(
            visit(n, 0 if n == 1 else n * 50, 100), lane=Lane.PRIORITY if n > 1 else Lane.ORDINARY
        )
        for n in range(1, 100)
    ]
    crowd.append(visit(0, 0, 100))
    servers = [Server(no=1, kinds="A", free_at=SECOND)]
    policy = Policy(cap=50, most_wait_minutes=30)
    called = play(crowd, servers, policy)
    assert 30 * MINUTE <= called[1] <= 30 * MINUTE + 150 * SECOND
