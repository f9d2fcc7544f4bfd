"""How fast the windows answer (响应), measured in them over a rehearsed day."""

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from hall_desk.rehearsal import cast, elsewhere
from hall_desk.rehearsal.day import Day, set_stage
from hall_desk.rehearsal.keys import application, quiet
from hall_desk.rehearsal.progress import Progress
from hall_desk.rehearsal.screens import Screens
from hall_desk.rehearsal.stage import Stage
from hall_desk.rehearsal.stopwatch import Lap, Stopwatch
from hall_desk.rehearsal.walking import walk
from hall_desk.ui.stations.counter import CounterStation
from hall_desk.usecases.queries import journal_number

MOST_EFFECT_MS = 100.0
MOST_ELSEWHERE_MS = 600.0
MOST_PAUSE_MS = 50.0
WAITING = 300  # when the pages are opened one by one: a hall fuller than most will ever be
TICK_EVERY = timedelta(seconds=60)  # every second of the day would only be more of the same
BROKEN = 1
_COUNTER = "供电营业厅前台"
_NAMES = {
    f"{_COUNTER} F2": "叫号",
    f"{_COUNTER} F3": "开始办理",
    f"{_COUNTER} F4": "办结",
    f"{_COUNTER} F5": "重呼",
    f"{_COUNTER} Shift+F5": "过号",
    f"{_COUNTER} F6": "收费",
    f"{_COUNTER} F7": "首问登记页",
    f"{_COUNTER} F8": "加办",
    f"{_COUNTER} F9": "请值班主任",
    f"{_COUNTER} F10": "暂停营业",
    f"{_COUNTER} F11": "转接",
    f"{_COUNTER} F12": "锁屏",
    f"{_COUNTER} Space": "下一步骤打勾",
    f"{_COUNTER} tick": "材料打勾",
    f"{_COUNTER} Ctrl+P": "告知单",
    f"{_COUNTER} Ctrl+Z": "撤销",
    f"{_COUNTER} Return": "回车（金额、唱收唱付、选择）",
    "登录 Return": "登录",
    "取号机 issue": "取号",
    "取号机 kind": "选业务类",
    "取号机 service": "选事项",
}


@dataclass(frozen=True, kw_only=True)
class Bounded:
    """A figure in milliseconds, its bound, and what it was at its worst."""

    name: str
    value: float
    bound: float
    worst: str = ""

    @property
    def holds(self) -> bool:
        """Whether the bound is kept."""
        return self.value <= self.bound

    def __str__(self) -> str:
        worst = f"（{self.worst}）" if self.worst else ""
        return (
            f"{self.name} {self.value:.0f} {self.bound:.0f}{'' if self.holds else ' 超出'}{worst}"
        )


class _Hall:
    """Between the presses: what the others change reaches every screen, and seconds pass."""

    def __init__(
        self,
        stage: Stage,
        screens: Screens,
        watch: Stopwatch,
        progress: Progress,
        tick_every: timedelta,
    ):
        self.stage, self.screens, self.watch, self.progress = stage, screens, watch, progress
        self.tick_every = tick_every
        self._seen = 0
        self._next_tick = stage.now

    def look(self) -> None:
        """After each moment of the day."""
        if self.stage.now >= self._next_tick:
            self._next_tick = self.stage.now + self.tick_every
            station = self.screens.counter_flow.station
            if isinstance(station, CounterStation):
                station.presenter.touch()  # the hand is at the mouse: the idle lock stays away
            self.watch.watch("tick", self.screens.program.tick)
        number = self.stage.ask(journal_number)
        if number != self._seen:
            self._seen = number
            self.watch.watch("refresh", self.screens.program.refresh)
        slips, done = self.stage.archive.count["slips"], self.stage.told["finished"]
        self.progress.show(self.stage.now, slips, done, len(self.stage.line))


def measure_day(
    folder: Path,
    *,
    customers: int,
    windows: int,
    seed: int,
    progress: Progress,
    tick_every: timedelta = TICK_EVERY,
) -> Stopwatch:
    """Plays the day in the folder with timed hands at one counter, the kiosk and the duty desk."""
    stage = set_stage(folder, windows=windows, seed=seed)
    application()
    watch = Stopwatch()
    screens = Screens(stage, cast.POSTS[0], runner=watch.runner, fingers=watch.fingers)
    stage.listeners.append(screens.follow)
    try:
        day = Day(stage, customers, windows, manager=screens.manager, hands=screens.hands)
        day.at_kiosk = screens.at_kiosk(day)
        day.play(_Hall(stage, screens, watch, progress, tick_every).look)
    finally:
        screens.close()
        watch.close()
        stage.hall.store.close()
    return watch


def latency(args: argparse.Namespace) -> int:
    """Measures and prints; 0 when every bound holds."""
    out, progress = sys.stdout, Progress(sys.stdout)
    with tempfile.TemporaryDirectory(prefix="hall-desk-latency-") as name, quiet():
        folder = Path(name)
        (folder / "day").mkdir()
        watch = measure_day(
            folder / "day",
            customers=args.customers,
            windows=args.windows,
            seed=args.seed,
            progress=progress,
        )
        (folder / "pages").mkdir()
        walked = walk(folder / "pages", waiting=WAITING, seed=args.seed)
        watch.effects += walked.effects
        watch.pauses += walked.pauses
        (folder / "elsewhere").mkdir()
        delays = elsewhere.delays(folder / "elsewhere", calls=args.calls, seed=args.seed)
    out.write("\n".join(table(watch.effects)) + "\n")
    out.write("\n".join(_long_pauses(watch.pauses)) + "\n")
    out.write(_sign_ins(watch.effects) + "\n")
    figures = bounds(watch, delays)
    out.write("\n".join(map(str, figures)) + "\n")
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "—"
    out.write(f"机器负荷 {load}，处理器 {os.cpu_count()} 个\n")
    return 0 if all(figure.holds for figure in figures) else BROKEN


def bounds(watch: Stopwatch, delays: Sequence[float]) -> tuple[Bounded, ...]:
    """The figures with a bound: effects, another process's screen, pauses."""
    worst = max(watch.pauses, key=lambda lap: lap.ms)
    effects = [lap.ms for lap in watch.effects if not is_sign_in(lap)]
    return (
        Bounded(name="effect_p99_ms", value=at(99, effects), bound=MOST_EFFECT_MS),
        Bounded(name="elsewhere_p99_ms", value=at(99, delays), bound=MOST_ELSEWHERE_MS),
        Bounded(
            name="longest_pause_ms",
            value=worst.ms,
            bound=MOST_PAUSE_MS,
            worst=f"{name_of(worst)}，其中本窗口自己的工作 {worst.work_ms:.0f}",
        ),
    )


def is_sign_in(lap: Lap) -> bool:
    """Whether somebody waited for a password to be checked."""
    return (lap.screen, lap.what) == ("登录", "Return")


def _sign_ins(effects: Iterable[Lap]) -> str:
    times = [lap.ms for lap in effects if is_sign_in(lap)]
    return (
        f"登录 {len(times)} 次：中位 {at(50, times):.0f}，最长 {max(times):.0f}。"
        "不计入 effect_p99_ms："
        "等的是核对密码，按设计要算约 200 毫秒（argon2id，让偷到数据库的人难以猜出密码），"
        "在窗口旁边的线程里算；登录时窗口自己的停顿照样计入 longest_pause_ms。"
    )


def at(percent: int, values: Sequence[float]) -> float:
    """The nearest-rank percentile."""
    rank = max(1, -(-len(values) * percent // 100))
    return sorted(values)[rank - 1]


def table(laps: Iterable[Lap]) -> Iterator[str]:
    """Each action with its times, the slowest first."""
    times: dict[str, list[float]] = {}
    for lap in laps:
        times.setdefault(name_of(lap), []).append(lap.ms)
    everything = [ms for of_one in times.values() for ms in of_one]
    yield "毫秒（从按键到画出）：次数　中位　p99　最长"
    rows = sorted(times.items(), key=lambda row: -at(99, row[1]))
    for name, ms in [*rows, ("全部", everything)]:
        yield f"{len(ms):6d} {at(50, ms):7.1f} {at(99, ms):7.1f} {max(ms):7.1f}  {name}"


def _long_pauses(pauses: Sequence[Lap]) -> Iterator[str]:
    long = sorted((lap for lap in pauses if lap.ms > MOST_PAUSE_MS), key=lambda lap: -lap.ms)
    yield f"事件循环停顿超过 {MOST_PAUSE_MS:.0f} 毫秒：{len(long)} 次（共看 {len(pauses)} 段）"
    for lap in long[:12]:
        yield f"{lap.ms:7.1f}（自己的工作 {lap.work_ms:.1f}）  {name_of(lap)}"


def name_of(lap: Lap) -> str:
    """The screen and the action in words."""
    if not lap.screen:
        return {"tick": "每秒一次的走时", "refresh": "别处有变化，全部屏幕重看"}[lap.what]
    what = re.sub(r"^(kind|service|ground|pay)_.*", r"\1", lap.what)
    screen = lap.screen.replace(_COUNTER, "窗口")
    if what == "typing":
        return f"{screen} 输入一个字"
    return f"{screen} {what} {_NAMES.get(f'{lap.screen} {what}', '')}".rstrip()
