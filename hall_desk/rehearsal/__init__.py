"""The rehearsal (演练): a whole business day on a sped-up clock, kept in one folder."""

import argparse
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hall_desk.domain.papers import DailyReportPaper
from hall_desk.rehearsal import cast, guide
from hall_desk.rehearsal.day import Day, set_stage
from hall_desk.rehearsal.keys import ScreenFault, quiet
from hall_desk.rehearsal.pictures import Photographer
from hall_desk.rehearsal.progress import Progress
from hall_desk.rehearsal.screens import Screens
from hall_desk.rehearsal.stage import Stage

REFUSED = 2
CANCELLED = 130
MOST_CUSTOMERS = 5000


def rehearse(args: argparse.Namespace) -> int:
    """Plays the day into ``args.out``; gives 0, 2 when refused, 130 when broken off."""
    folder = Path(args.out)
    refusal = _refusal(folder, args.customers, args.windows)
    if refusal:
        sys.stderr.write(refusal + "\n")
        return REFUSED
    folder.mkdir(parents=True, exist_ok=True)
    progress = Progress(sys.stdout)
    try:
        with _interrupt() as stop, quiet():
            _play(folder, args, progress, stop)
    except KeyboardInterrupt:
        kept = sum(1 for path in folder.rglob("*") if path.is_file())
        progress.say(f"演练已停止。{folder} 里留有演到一半的 {kept} 个文件，不用可整个删除。")
        return CANCELLED
    return 0


def _refusal(folder: Path, customers: int, windows: int) -> str:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return f"{folder} 不是空文件夹，演练不会覆盖已有文件，请换一个文件夹。"
    if not 1 <= customers <= MOST_CUSTOMERS:
        return f"客户数应为 1 到 {MOST_CUSTOMERS}。"
    if not 1 <= windows <= cast.MOST_WINDOWS:
        return f"窗口数应为 1 到 {cast.MOST_WINDOWS}。"
    return ""


@contextmanager
def _interrupt() -> Iterator[threading.Event]:
    """Ctrl-C is heard between two moments of the day: an exception within Qt would be lost."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.signal(signal.SIGINT, lambda number, frame: stop.set())
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _play(
    folder: Path, args: argparse.Namespace, progress: Progress, stop: threading.Event
) -> None:
    begun = time.monotonic()
    stage = set_stage(folder, windows=args.windows, seed=args.seed)

    def _after_each() -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        slips, done = stage.archive.count["slips"], stage.told["finished"]
        progress.show(stage.now, slips, done, len(stage.line))

    try:
        day, report = _with_screens(stage, args, _after_each)
        guide.write_guide(folder, day, report)
    except ScreenFault as fault:
        raise RuntimeError(f"演练在 {stage.now:%H:%M:%S} 停下：{fault}") from fault
    finally:
        stage.hall.store.close()
    progress.say(
        f"演练完成：取号 {report.tickets.issued}，办结 {report.tickets.finished}，"
        f"用时 {time.monotonic() - begun:.0f} 秒。先看 {folder / '说明.txt'}"
    )


def _with_screens(
    stage: Stage, args: argparse.Namespace, after_each: Callable[[], None]
) -> tuple[Day, DailyReportPaper]:
    screens = Screens(stage, cast.POSTS[0])
    try:
        photographer = Photographer(screens)
        photographer.first_start()
        stage.listeners += [screens.follow, photographer.follow]
        day = Day(
            stage,
            args.customers,
            args.windows,
            manager=screens.manager,
            hands=screens.hands,
            complete=True,
        )
        day.at_kiosk = screens.at_kiosk(day)
        return day, day.play(after_each)
    finally:
        screens.close()
