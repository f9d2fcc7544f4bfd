"""Python's search for garbage (垃圾回收), kept out of the clerk's way: all windows wait for it."""

import gc
from collections.abc import Callable
from datetime import datetime, timedelta

EVERY = timedelta(minutes=5)
_YOUNG, _MIDDLE, _NEVER = 1_000, 10, 1_000_000


def begin_quietly() -> None:
    """What was loaded so far is never searched again; from now on only young objects are."""
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)


class Garbage:
    """Searches everything at times of the program's choice, by the hall's clock.

    Left alone, Python does so in the middle of a press, 25 to 80 ms long. What has outlived a
    search is not searched again: nearly all of it is freed without one, and so each search only
    walks what the last five minutes made.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last = now()

    def look(self) -> bool:
        """Called each second: searches everything every five minutes; whether it did."""
        now = self._now()
        if timedelta(0) <= now - self._last < EVERY:
            return False
        gc.collect()
        gc.freeze()
        self._last = now
        return True
