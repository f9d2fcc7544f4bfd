"""Watches the journal's head number, without Qt."""

from collections.abc import Callable
from typing import Any

from hall_desk.presenters.base import Runner
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.queries import journal_number


class JournalFeed:
    """Calls ``moved`` when the journal has grown and ``reachable`` when that answer changes."""

    def __init__(
        self,
        hall: Hall,
        runner: Runner,
        moved: Callable[[], Any],
        reachable: Callable[[bool], Any],
    ):
        self._hall = hall
        self._runner = runner
        self._moved = moved
        self._reachable = reachable
        self._last: int | None = None
        self._ok = True
        self._polling = False

    def poll(self) -> None:
        """One look; skipped while the last one is under way."""
        if self._polling:
            return
        self._polling = True
        self._runner.run(lambda: self._hall.ask(journal_number), self._seen, self._missed)

    def _seen(self, number: int) -> None:
        self._polling = False
        if not self._ok:
            self._ok = True
            self._reachable(True)
            self._last = None
        if number != self._last:
            self._last = number
            self._moved()

    def _missed(self, error: Exception) -> None:
        self._polling = False
        if self._ok:
            self._ok = False
            self._reachable(False)
