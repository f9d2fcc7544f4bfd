"""The rehearsal (演练): a whole business day on a sped-up clock, kept in one folder."""

import argparse
import sys
import time
from pathlib import Path

from hall_desk.rehearsal import cast, guide
from hall_desk.rehearsal.day import Day, set_stage
from hall_desk.rehearsal.pictures import Photographer
from hall_desk.rehearsal.progress import Progress
from hall_desk.rehearsal.screens import Screens

CANCELLED = 130


def rehearse(args: argparse.Namespace) -> int:
    """Plays the day into ``args.out``; exit code 0, 2 when refused, 130 when broken off."""
    folder = Path(args.out)
    refusal = _refusal(folder, args.customers, args.windows)
    if refusal:
        sys.stderr.write(refusal + "\n")
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    progress = Progress(sys.stdout)
    try:
        _play(folder, args, progress)
    except KeyboardInterrupt:
        kept = sum(1 for path in folder.rglob("*") if path.is_file())
        progress.say(f"演练已停止。{folder} 里留有演到一半的 {kept} 个文件，不用可整个删除。")
        return CANCELLED
    return 0


def _refusal(folder: Path, customers: int, windows: int) -> str:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return f"{folder} 不是空文件夹，演练不会覆盖已有文件，请换一个文件夹。"
    if not 1 <= customers <= 5000:
        return "客户数应为 1 到 5000。"
    if not 1 <= windows <= cast.MOST_WINDOWS:
        return f"窗口数应为 1 到 {cast.MOST_WINDOWS}。"
    return ""


def _play(folder: Path, args: argparse.Namespace, progress: Progress) -> None:
    begun = time.monotonic()
    stage = set_stage(folder, windows=args.windows, seed=args.seed)
    try:
        screens = Screens(stage, cast.POSTS[0])
        photographer = Photographer(screens)
        photographer.first_start()
        day = Day(
            stage, args.customers, args.windows, manager=screens.manager, hands=screens.hands
        )
        stage.listeners += [screens.follow, photographer.follow]
        day.at_kiosk = screens.at_kiosk(day)

        def _show() -> None:
            progress.show(
                stage.now, stage.archive.count["slips"], stage.told["finished"], len(stage.line)
            )

        report = day.play(_show)
        guide.write_guide(folder, day, report)
    finally:
        stage.hall.store.close()
    progress.say(
        f"演练完成：取号 {report.tickets.issued}，办结 {report.tickets.finished}，"
        f"用时 {time.monotonic() - begun:.0f} 秒。先看 {folder / '说明.txt'}"
    )
