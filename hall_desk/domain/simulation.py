"""A hall played through (推演): who would be called when, by the order of ``queue``.

Times are microseconds on one line, as the ranks of tickets are. The simulator plays a whole day
with it, the estimate the rest of this one.
"""

import heapq
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from hall_desk.domain.queue import Policy, next_turn
from hall_desk.domain.tickets import Lane

SECOND = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Somebody who comes at ``rank`` and takes a window for so long; may lose patience."""

    id: int
    prefix: str
    lane: Lane
    rank: int
    handling: int
    leaves_at: int | None = None
    target: int | None = None


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


@dataclass
class _Hall:
    policy: Policy
    lines: dict[tuple[str, Lane], deque[Visit]] = field(default_factory=dict)
    free: list[tuple[int, int]] = field(default_factory=list)
    idle: dict[int, Server] = field(default_factory=dict)
    called: dict[int, int] = field(default_factory=dict)

    def arrive(self, visit: Visit) -> None:
        line = self.lines.setdefault((visit.prefix, visit.lane), deque())
        line.append(visit)
        for no in sorted(self.idle):
            if self._may(self.idle[no], visit):
                self.call(self.idle.pop(no), visit.rank)
                return

    def call(self, server: Server, now: int) -> None:
        """The window calls, or waits for somebody to come."""
        ready = server.ready_at(now)
        if ready > now:
            heapq.heappush(self.free, (ready, server.no))
            return
        heads = [
            head
            for (prefix, _), line in self.lines.items()
            if prefix in server.kinds and (head := self._head(line, server, now)) is not None
        ]
        turn = next_turn(heads, run=server.run, policy=self.policy, now_rank=now)
        if turn is None:
            self.idle[server.no] = server
            return
        self.lines[turn.who.prefix, turn.who.lane].remove(turn.who)
        self.called[turn.who.id] = now
        server.run = turn.priority_run
        heapq.heappush(self.free, (now + turn.who.handling, server.no))

    def _head(self, line: deque[Visit], server: Server, now: int) -> Visit | None:
        while line and line[0].leaves_at is not None and line[0].leaves_at <= now:
            line.popleft()
        return next((visit for visit in line if self._may(server, visit)), None)

    @staticmethod
    def _may(server: Server, visit: Visit) -> bool:
        return visit.prefix in server.kinds and visit.target in (None, server.no)


def play(visits: Iterable[Visit], servers: Iterable[Server], policy: Policy) -> dict[int, int]:
    """When each visit is called, by its id; whoever leaves before is not there."""
    hall = _Hall(policy)
    windows = {server.no: server for server in servers}
    hall.free = [(server.free_at, no) for no, server in windows.items()]
    heapq.heapify(hall.free)
    coming = deque(sorted(visits, key=lambda visit: (visit.rank, visit.id)))
    while coming or hall.free:
        # Whoever comes at the moment a window is free is already in line.
        if coming and (not hall.free or coming[0].rank <= hall.free[0][0]):
            visit = coming.popleft()
            _wake(hall, visit.rank)
            hall.arrive(visit)
        else:
            moment, no = heapq.heappop(hall.free)
            hall.call(windows[no], moment)
    return hall.called


def _wake(hall: _Hall, now: int) -> None:
    """Idle windows whose clerk has gone to lunch do not call."""
    for no in [no for no, server in hall.idle.items() if server.ready_at(now) > now]:
        server = hall.idle.pop(no)
        heapq.heappush(hall.free, (server.ready_at(now), no))
