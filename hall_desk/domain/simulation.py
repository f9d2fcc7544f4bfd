"""A hall played through (推演): who would be called when, by the order of ``queue``.

Times are microseconds on one line, as the ranks of tickets are. The simulator plays a whole day
with it, the estimate the rest of this one.
"""

import heapq
import itertools
from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from hall_desk.domain.queue import Policy, next_turn, return_rank
from hall_desk.domain.tickets import Lane

SECOND = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Somebody who comes at ``rank`` and takes a window up for ``handling``.

    ``leaves_at``: gone by then. ``misses``: not there at the first call, which takes the window so
    long; ``returns_after`` that they are back in line, or never.
    """

    id: int
    prefix: str
    lane: Lane
    rank: int
    handling: int
    target: int | None = None
    leaves_at: int | None = None
    misses: int | None = None
    returns_after: int | None = None


@dataclass(kw_only=True)
class Server:
    """A window: its kinds, from when it may call, and when nobody is there."""

    no: int
    kinds: str
    free_at: int
    run: int = 0
    breaks: tuple[tuple[int, int], ...] = ()

    def ready_at(self, moment: int) -> int:
        """From when the window calls, if it is free at the moment."""
        for begins, ends in self.breaks:
            if begins <= moment < ends:
                moment = ends
        return moment

    def may_call(self, visit: Visit) -> bool:
        """Whether the visit is one for this window."""
        return visit.prefix in self.kinds and visit.target in (None, self.no)


@dataclass
class _Hall:
    policy: Policy
    servers: dict[int, Server]
    lines: dict[tuple[str, Lane], list[Visit]] = field(default_factory=dict)
    idle: set[int] = field(default_factory=set)
    free: list[tuple[int, int]] = field(default_factory=list)
    coming: list[tuple[int, int, Visit]] = field(default_factory=list)
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    called: dict[int, int] = field(default_factory=dict)

    def expect(self, visit: Visit, moment: int) -> None:
        """Somebody will come, or come back, at the moment."""
        heapq.heappush(self.coming, (moment, next(self.numbers), visit))

    def arrive(self, visit: Visit, now: int) -> None:
        """Into the line, and to an idle window at once."""
        line = self.lines.setdefault((visit.prefix, visit.lane), [])
        if visit.id in self.called:
            rank = return_rank([one.rank for one in line], now, after=self.policy.return_after)
            visit = replace(visit, rank=rank)
        insort(line, visit, key=lambda one: one.rank)
        for no in sorted(self.idle):
            server = self.servers[no]
            if server.may_call(visit):
                self.idle.remove(no)
                self.call(server, now)
                if server.ready_at(now) <= now:
                    return

    def call(self, server: Server, now: int) -> None:
        """The window calls, or waits for somebody to come."""
        ready = server.ready_at(now)
        if ready > now:
            heapq.heappush(self.free, (ready, server.no))
            return
        heads = [one for line in self.lines.values() for one in self._head(line, server, now)]
        turn = next_turn(heads, run=server.run, policy=self.policy, now_rank=now)
        if turn is None:
            self.idle.add(server.no)
            return
        visit = turn.who
        self.lines[visit.prefix, visit.lane].remove(visit)
        self.called.setdefault(visit.id, now)
        server.run = turn.priority_run
        taken = visit.handling if visit.misses is None else visit.misses
        heapq.heappush(self.free, (now + taken, server.no))
        if visit.misses is not None and visit.returns_after is not None:
            self.expect(replace(visit, misses=None), now + taken + visit.returns_after)

    @staticmethod
    def _head(line: list[Visit], server: Server, now: int) -> list[Visit]:
        line[:] = [one for one in line if one.leaves_at is None or one.leaves_at > now]
        return [one for one in line if server.may_call(one)][:1]


def play(visits: Iterable[Visit], servers: Iterable[Server], policy: Policy) -> dict[int, int]:
    """When each visit is called first, by its id; whoever leaves before is not there."""
    hall = _Hall(policy, {server.no: server for server in servers})
    for visit in sorted(visits, key=lambda one: (one.rank, one.id)):
        hall.expect(visit, visit.rank)
    for server in hall.servers.values():
        heapq.heappush(hall.free, (server.free_at, server.no))
    while hall.coming or hall.free:
        # Whoever comes at the moment a window is free is already in line.
        if hall.coming and (not hall.free or hall.coming[0][0] <= hall.free[0][0]):
            moment, _, visit = heapq.heappop(hall.coming)
            hall.arrive(visit, moment)
        else:
            moment, no = heapq.heappop(hall.free)
            hall.call(hall.servers[no], moment)
    return hall.called
