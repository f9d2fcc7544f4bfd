"""Starting a counter: the time until its window is usable, and the memory it takes."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from os import environ

from hall_desk.benchmark.figures import Figure
from hall_desk.benchmark.halls import WINDOWS, BenchmarkHall
from hall_desk.benchmark.memory import READY

MOST_SECONDS = 1.5
MOST_MB = 150.0
# What `hall-desk` itself imports comes first, so that all of it is in the time.
_CHILD = "import hall_desk.__main__, hall_desk.app; from hall_desk.benchmark import counter; "
_CHILD += "counter.main()"


def figures(hall: BenchmarkHall, *, times: int) -> Iterator[Figure]:
    """Seconds and megabytes, the median of a few starts after the first, which compiles."""
    starts = [_start(hall) for _ in range(times + 1)][1:]
    seconds = statistics.median(seconds for seconds, _ in starts)
    memory = statistics.median(megabytes for _, megabytes in starts)
    yield Figure(name="counter_start_seconds", value=seconds, bound=MOST_SECONDS)
    yield Figure(name="counter_memory_mb", value=memory, bound=MOST_MB)


def _start(hall: BenchmarkHall) -> tuple[float, float]:
    address = f"sqlite:///{hall.path}"
    command = [sys.executable, "-c", _CHILD, address, str(WINDOWS[0]), str(hall.path.parent)]
    # As installed: the modules are compiled, wherever the benchmark itself is run from.
    compiled = {"PYTHONPYCACHEPREFIX": str(hall.path.parent), "PYTHONDONTWRITEBYTECODE": ""}
    variables = {**environ, **compiled, "QT_QPA_PLATFORM": "offscreen"}
    started = time.perf_counter()
    with subprocess.Popen(
        command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as child:
        assert child.stdout is not None
        if child.stdout.readline().strip() != READY:
            raise RuntimeError("the counter did not open")
        return time.perf_counter() - started, float(child.stdout.readline())
