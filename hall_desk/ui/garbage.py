"""Python's search for garbage (垃圾回收), kept out of the clerk's way: all windows wait for it."""

import gc
import time
from collections.abc import Callable

EVERY_S = 300
_YOUNG, _MIDDLE, _NEVER = 1_000, 10, 1_000_000


def begin_quietly() -> None:
    """What was loaded so far is never searched again; from now on only young objects are."""
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)


class Garbage:
    """Searches everything at times of the program's choice.

    Left alone, Python does so in the middle of a press, 25 to 80 ms long.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._last = monotonic()

    def look(self) -> bool:
        """Called each second: searches everything every five minutes; whether it did."""
        if self._monotonic() - self._last < EVERY_S:
            return False
        gc.collect()
        self._last = self._monotonic()
        return True
