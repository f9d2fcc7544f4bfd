"""The estimate of a wait (预计等候, S1-10): a range that the wait keeps to.

Its centre is people ahead × median ÷ open windows, played through by the order of calls: the
windows that serve several kinds share their time, those who go first go first, and whoever is at
a window stays there for what is usually left. Its width comes from the spread of the visits.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hall_desk.domain.figures import LEAST_SAMPLE, median
from hall_desk.domain.queue import Policy
from hall_desk.domain.simulation import SECOND, Server, Visit, play
from hall_desk.domain.tickets import Lane, rank_of

MOST_PLAYED = 200
UNKNOWN_S = 300
SURE = 1.6  # of a bell curve nine in ten lie within; a hall has longer tails: eight in ten
DRIFT = 0.2  # what no history knows: a clerk at lunch, twelve accounts at once, a rush
BASE_S = 45  # the least doubt: a call, a walk
LEFT = 0.25  # of the usual time is left for whoever has been at a window longer than usual


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Somebody in line."""

    id: int
    prefix: str
    lane: Lane
    rank: int
    target: int | None = None


@dataclass(frozen=True, kw_only=True)
class OpenWindow:
    """A window that serves; ``busy_s`` is how long its customer has been there, if anybody."""

    no: int
    kinds: str
    busy_prefix: str | None = None
    busy_s: int = 0


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """When the line of a kind will be called, in seconds from now: the last is whoever comes now.

    ``step_s`` is what one more person ahead adds, ``spread_s`` how much it differs.
    """

    calls_s: tuple[int, ...]
    step_s: float
    spread_s: float

    def range_minutes(self, ahead: int) -> tuple[int, int]:
        """The wait with so many of the kind ahead, as a range of minutes."""
        place = min(ahead, len(self.calls_s) - 1)
        centre = self.calls_s[place] + (ahead - place) * self.step_s
        steps = centre / self.step_s if self.step_s else 0.0
        doubt = math.hypot(BASE_S, DRIFT * centre, self.spread_s * math.sqrt(steps + 1))
        if centre == 0:
            doubt = 0.0  # a window is free: a minute at most
        low = max(0, int((centre - SURE * doubt) // 60))
        return low, max(low + 1, math.ceil((centre + SURE * doubt) / 60))


def outlooks(
    line: Iterable[Waiting],
    windows: Sequence[OpenWindow],
    handled_s: Mapping[str, Sequence[int]],
    *,
    policy: Policy,
    now: datetime,
) -> dict[str, Outlook]:
    """The outlook of each kind that has a history and an open window."""
    usual = {prefix: median(handled) for prefix, handled in handled_s.items() if handled}
    known = [value for value in usual.values() if value is not None]
    otherwise = median(known) if known else UNKNOWN_S
    times = {prefix: usual.get(prefix) or otherwise or UNKNOWN_S for prefix in handled_s}
    start = rank_of(now)
    ready = [prefix for prefix, handled in handled_s.items() if len(handled) >= LEAST_SAMPLE]
    asked = [p for p in ready if any(p in window.kinds for window in windows)]
    visits = [_visit(one, times) for one in list(line)[:MOST_PLAYED]]
    last = [
        Visit(id=-n, prefix=prefix, lane=Lane.ORDINARY, rank=start + 1, handling=0)
        for n, prefix in enumerate(asked, start=1)
    ]
    servers = [_server(window, times, start) for window in windows]
    called = play([*visits, *last], servers, policy)
    found = {}
    for newcomer in last:
        same = [visit.id for visit in visits if visit.prefix == newcomer.prefix]
        moments = sorted(called[one] for one in [*same, newcomer.id] if one in called)
        share = sum(_share(window, newcomer.prefix) for window in windows)
        found[newcomer.prefix] = Outlook(
            calls_s=tuple((moment - start) // SECOND for moment in moments) or (0,),
            step_s=times[newcomer.prefix] / max(share, 0.25),
            spread_s=_spread(handled_s[newcomer.prefix]) / max(share, 0.25),
        )
    return found


def _visit(one: Waiting, times: Mapping[str, int]) -> Visit:
    handling = times.get(one.prefix, UNKNOWN_S) * SECOND
    return Visit(
        id=one.id,
        prefix=one.prefix,
        lane=one.lane,
        rank=one.rank,
        handling=handling,
        target=one.target,
    )


def _server(window: OpenWindow, times: Mapping[str, int], start: int) -> Server:
    left = 0.0
    if window.busy_prefix is not None:
        usual = times.get(window.busy_prefix, UNKNOWN_S)
        left = max(usual - window.busy_s, usual * LEFT)
    return Server(no=window.no, kinds=window.kinds, free_at=start + int(left) * SECOND)


def _share(window: OpenWindow, prefix: str) -> float:
    """How much of a window a kind has."""
    return 1 / len(window.kinds) if prefix in window.kinds else 0.0


def _spread(handled_s: Sequence[int]) -> float:
    """The standard deviation of the visits."""
    middle = sum(handled_s) / len(handled_s)
    return math.sqrt(sum((s - middle) ** 2 for s in handled_s) / len(handled_s))
