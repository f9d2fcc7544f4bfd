"""The agenda (日程): what happens when on the sped-up clock; actors are generators of pauses."""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from hall_desk.clock import FakeClock

Actor = Iterator[float]
"""Does something, then yields the seconds until it acts again."""


class Agenda:
    """A discrete-event simulation: the earliest entry moves the clock and happens."""

    def __init__(self, clock: FakeClock):
        self.clock = clock
        self._entries: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = 0

    def at(self, moment: datetime, happen: Callable[[], None]) -> None:
        """Something happens at a moment, or now if that has passed."""
        self._count += 1
        heapq.heappush(self._entries, (max(moment, self.clock.now()), self._count, happen))

    def after(self, seconds: float, happen: Callable[[], None]) -> None:
        """Something happens so many seconds from now."""
        self.at(self.clock.now() + timedelta(seconds=round(seconds, 3)), happen)

    def enter(self, moment: datetime, actor: Actor) -> None:
        """An actor begins at a moment and goes on until it ends."""
        self.at(moment, lambda: self._step(actor))

    def _step(self, actor: Actor) -> None:
        pause = next(actor, None)
        if pause is not None:
            self.after(pause, lambda: self._step(actor))

    def run(self, after_each: Callable[[], None], until: datetime) -> None:
        """Plays until nothing is left to happen, or it is too late."""
        while self._entries and self._entries[0][0] < until:
            moment, _, happen = heapq.heappop(self._entries)
            self.clock.set(moment)
            happen()
            after_each()
