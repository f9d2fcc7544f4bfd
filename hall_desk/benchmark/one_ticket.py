"""Issuing and calling one ticket, against the bare driver and against a hall without a past."""

from collections.abc import Iterator, Sequence
from functools import partial

from hall_desk.benchmark.figures import Figure, median_ratio, seconds_of
from hall_desk.benchmark.halls import WINDOWS, BenchmarkHall

BATCH = WINDOWS[:8]
MOST_TIMES_BARE = 3.0
MOST_GROWTH = 1.1
Times = dict[str, list[float]]


def figures(halls: Sequence[BenchmarkHall], *, rounds: int) -> Iterator[Figure]:
    """The ratios at every size of the past, then the growth from none to the most."""
    times: list[Times] = [_empty() for _ in halls]
    for _ in range(3):  # statements compiled, pages read
        _round(halls, [_empty() for _ in halls])
    pairs = list(zip(halls, times, strict=True))
    for _ in range(rounds):
        pairs.append(pairs.pop(0))  # nobody is always first
        _round([hall for hall, _ in pairs], [of_hall for _, of_hall in pairs])
    for verb in ("issue", "call_next"):
        for hall, of_hall in zip(halls, times, strict=True):
            ratio = median_ratio(of_hall[verb], of_hall[f"bare_{verb}"])
            yield Figure(name=f"{verb}_at_{hall.past}", value=ratio, bound=MOST_TIMES_BARE)
    for verb in ("issue", "call_next"):
        growth = median_ratio(times[-1][verb], times[0][verb])
        yield Figure(name=f"{verb}_growth_to_{halls[-1].past}", value=growth, bound=MOST_GROWTH)


def _empty() -> Times:
    return {"issue": [], "bare_issue": [], "call_next": [], "bare_call_next": []}


def _round(halls: Sequence[BenchmarkHall], times: Sequence[Times]) -> None:
    for hall, of_hall in zip(halls, times, strict=True):
        of_hall["issue"].append(seconds_of(partial(_issue, hall)))
        of_hall["bare_issue"].append(seconds_of(partial(_bare_issue, hall)))
    for hall, of_hall in zip(halls, times, strict=True):
        of_hall["call_next"].append(seconds_of(partial(_call, hall)))
        of_hall["bare_call_next"].append(seconds_of(partial(_bare_call, hall)))
        hall.clear_windows()
        hall.bare.clear_windows()


def _issue(hall: BenchmarkHall) -> None:
    for _ in BATCH:
        hall.issue()


def _bare_issue(hall: BenchmarkHall) -> None:
    for _ in BATCH:
        hall.bare.issue()


def _call(hall: BenchmarkHall) -> None:
    for window in BATCH:
        hall.call_next(window)


def _bare_call(hall: BenchmarkHall) -> None:
    for window in BATCH:
        hall.bare.call_next(window)
