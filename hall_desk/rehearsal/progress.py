"""Progress of the rehearsal (进度): one updating line on a terminal, a line an hour elsewhere."""

from datetime import datetime
from typing import TextIO

from hall_desk.domain.days import HALL_ZONE


class Progress:
    """Says how far the day is."""

    def __init__(self, out: TextIO):
        self._out = out
        self._live = out.isatty()
        self._said = ""

    def say(self, sentence: str) -> None:
        """A line that stays."""
        if self._live and self._said:
            self._out.write("\r\x1b[K")
        self._out.write(sentence + "\n")
        self._out.flush()
        self._said = ""

    def show(self, now: datetime, issued: int, finished: int, waiting: int) -> None:
        """Where the day stands; most calls say nothing."""
        local = now.astimezone(HALL_ZONE)
        mark = f"{local:%H:%M}" if self._live else f"{local:%H}:00"
        if mark == self._said:
            return
        line = f"{mark}　取号 {issued}　办结 {finished}　等候 {waiting}"
        self._out.write(f"\r\x1b[K{line}" if self._live else f"{line}\n")
        self._out.flush()
        self._said = mark
