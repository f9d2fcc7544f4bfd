"""How fast the windows answer (响应), measured in them over a rehearsed day."""

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

from hall_desk.domain.figures import percentile
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.day import Day, set_stage
from hall_desk.rehearsal.keys import application, quiet
from hall_desk.rehearsal.progress import Progress
from hall_desk.rehearsal.screens import Screens
from hall_desk.rehearsal.stage import Stage
from hall_desk.rehearsal.stopwatch import Lap, Stopwatch
from hall_desk.ui.stations.counter import CounterStation
from hall_desk.usecases.queries import journal_number

MOST_EFFECT_MS = 100.0
MOST_PAUSE_MS = 50.0
TICK_EVERY = timedelta(seconds=20)  # every second of the day would only be more of the same


class Watch:
    """Between the presses: what the others change reaches every screen, and seconds pass."""

    def __init__(self, stage: Stage, screens: Screens, watch: Stopwatch, progress: Progress):
        self.stage, self.screens, self.watch, self.progress = stage, screens, watch, progress
        self._seen = 0
        self._next_tick = stage.now

    def look(self) -> None:
        """After each moment of the day."""
        if self.stage.now >= self._next_tick:
            self._next_tick = self.stage.now + TICK_EVERY
            if isinstance(self.screens.counter_flow.station, CounterStation):
                # The clerk's hand is at the mouse: the idle lock stays away.
                self.screens.counter_flow.station.presenter.touch()
            self.watch.watch("tick", self.screens.program.tick)
        number = self.stage.ask(journal_number)
        if number != self._seen:
            self._seen = number
            self.watch.watch("refresh", self.screens.program.refresh)
        slips, done = self.stage.archive.count["slips"], self.stage.told["finished"]
        self.progress.show(self.stage.now, slips, done, len(self.stage.line))


def measure(
    folder: Path, *, customers: int, windows: int, seed: int, progress: Progress
) -> Stopwatch:
    """Plays the day in the folder with timed hands."""
    stage = set_stage(folder, windows=windows, seed=seed)
    application()
    watch = Stopwatch()
    screens = Screens(stage, cast.POSTS[0], runner=watch.runner, fingers=watch.fingers)
    stage.listeners.append(screens.follow)
    try:
        day = Day(stage, customers, windows, manager=screens.manager, hands=screens.hands)
        day.at_kiosk = screens.at_kiosk(day)
        day.play(Watch(stage, screens, watch, progress).look)
    finally:
        screens.close()
        watch.close()
        stage.hall.store.close()
    return watch


def latency(args: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="hall-desk-latency-") as folder, quiet():
        watch = measure(
            Path(folder),
            customers=args.customers,
            windows=args.windows,
            seed=args.seed,
            progress=Progress(sys.stdout),
        )
    for laps in (watch.effects, watch.pauses):
        table(laps)
    return 0


def table(laps: Iterable[Lap]) -> None:
    by = defaultdict(list)
    for lap in laps:
        by[lap.what].append(lap.ms)
        by["ALL"].append(lap.ms)
    for what, ms in sorted(by.items(), key=lambda kv: -max(kv[1])):
        ms.sort()
        p = lambda q: ms[max(0, -(-len(ms) * q // 100) - 1)]
        print(f"{what:50} {len(ms):5} p50 {p(50):6.1f} p99 {p(99):6.1f} max {ms[-1]:6.1f}")
