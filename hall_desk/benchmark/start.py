"""Starting a counter: the time until its window is usable, and the memory it takes."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from os import environ

from hall_desk.benchmark.figures import Figure
from hall_desk.benchmark.halls import WINDOWS, BenchmarkHall

MOST_SECONDS = 1.5
MOST_MB = 150.0
# The child is the program itself: it opens window 1 at the hall and says its memory in kB.
_CHILD = """
import sys
from hall_desk import app
kept = app.start_counter_once(sys.argv[1], window=int(sys.argv[2]))
from hall_desk.benchmark.memory import resident_mb
print(resident_mb(), flush=True)
import os
os._exit(0)
"""


def figures(hall: BenchmarkHall, *, times: int) -> Iterator[Figure]:
    """Seconds and megabytes, the median of a few starts."""
    starts = [_start(hall) for _ in range(times)]
    seconds = statistics.median(seconds for seconds, _ in starts)
    memory = statistics.median(megabytes for _, megabytes in starts)
    yield Figure(name="counter_start_seconds", value=seconds, bound=MOST_SECONDS)
    yield Figure(name="counter_memory_mb", value=memory, bound=MOST_MB)


def _start(hall: BenchmarkHall) -> tuple[float, float]:
    address = f"sqlite:///{hall.path}"
    command = [sys.executable, "-c", _CHILD, address, str(WINDOWS[0])]
    variables = {**environ, "QT_QPA_PLATFORM": "offscreen"}
    started = time.perf_counter()
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    return time.perf_counter() - started, float(done.stdout)
