"""The commands that need no window: verify, journal export, simulation, diagnosis."""

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TextIO

from hall_desk import settings
from hall_desk.clock import SystemClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.queue import USUAL
from hall_desk.paper.faults import PaperFault
from hall_desk.store.engine import Store
from hall_desk.store.faults import StoreRefused, StoreUnavailable
from hall_desk.store.journal import export_line, read_entries
from hall_desk.store.upgrade import ensure_current
from hall_desk.usecases.hall import Hall


def database_url(args: argparse.Namespace) -> str:
    """The database named on the command line, in the machine's settings, or the default one."""
    return args.database or settings.load().database or settings.default_database()


def open_store(args: argparse.Namespace, *, create: bool) -> Store:
    """Opens the database and brings it to the program's version."""
    key_file = Path(args.key) if args.key else None
    store = Store(database_url(args), create=create, key_file=key_file)
    folder = settings.load().closings
    if folder:
        store.closings_file = Path(folder) / store.closings_file.name
    ensure_current(store)
    return store


def verify(args: argparse.Namespace) -> int:
    """Checks the journal; exit code 0 when sound, 1 when not."""
    from hall_desk.usecases import verifying

    store = open_store(args, create=False)
    try:
        verdict = verifying.verify_store(store, args.hall)
    finally:
        store.close()
    if verdict.ok:
        say(
            f"核对一致：共 {verdict.entries} 条，末条第 {verdict.last_n} 条，"
            f"校验 {verdict.last_hash}"
        )
        return 0
    say(f"核对不一致：{verdict.problem}（首个有问题的是第 {verdict.bad_n} 条）")
    return 1


def export_journal(args: argparse.Namespace) -> int:
    """Writes the journal as JSON lines; personal data masked unless --full says why (Art. 4(3))."""
    from hall_desk.usecases import exporting

    store = open_store(args, create=False)
    try:
        if args.full:
            if not args.by:
                raise RuleBroken("导出全文要用 --by 写明导出人的工号。", field="by")
            hall = Hall(store, SystemClock(), args.hall)
            hall.do(exporting.note_full_export, args.by, reason=args.reason)
        line_of = export_line if args.full else exporting.masked_line
        with store.read() as conn, _target(args.out) as out:
            for entry in read_entries(conn, args.hall):
                out.write(line_of(entry) + "\n")
    finally:
        store.close()
    return 0


def _target(path: str) -> AbstractContextManager[TextIO]:
    return Path(path).open("w", encoding="utf-8", newline="\n") if path else nullcontext(sys.stdout)


def simulate(args: argparse.Namespace) -> int:
    """Shows the waits of a rehearsed or a recorded day under one or several orders of calls."""
    from hall_desk.rehearsal import simulating
    from hall_desk.usecases.simulating import hall_policy, recorded_day

    base = USUAL
    if args.date:
        store = open_store(args, create=False)
        try:
            hall = Hall(store, SystemClock(), args.hall)
            visits, servers = hall.ask(recorded_day, day_of(args.date))
            base = hall.ask(hall_policy)
        finally:
            store.close()
        if args.plan:
            raise RuleBroken("按营业日推演时，窗口照当天的记录，不能另给 --plan。")
    else:
        plan = simulating.parse_plan(args.plan, args.windows)
        visits, servers = simulating.rehearsed_day(args.customers, args.seed, plan)
    chosen = simulating.policies(args.cap, args.most_wait, args.return_after, base)
    results = [simulating.simulate(visits, servers, policy) for policy in chosen]
    for line in simulating.table(results):
        say(line)
    say("等候时间按分计；“超过上限”按该列的等候上限算，不设上限时按 40 分算。")
    if args.csv:
        simulating.write_csv(Path(args.csv), results)
        say(f"表格已写入 {args.csv}")
    return 0


def estimate_check(args: argparse.Namespace) -> int:
    """Whether the estimate of the wait holds over a rehearsed week; 0 when it does."""
    from hall_desk.rehearsal import estimating

    if not 1 <= args.days <= len(estimating.WEEK):
        raise RuleBroken(f"演练天数应为 1 到 {len(estimating.WEEK)}。")
    held = estimating.check_week(estimating.WEEK[: args.days], args.customers, say)
    say(f"要求：范围准的不少于 {estimating.LEAST_COVERED:.0%}。{'达到' if held else '没有达到'}。")
    return 0 if held else 1


def printers_list(args: argparse.Namespace) -> int:
    """The printers of this PC, what goes to each, and what the system offers."""
    from hall_desk.paper.devices import list_system_printers
    from hall_desk.paper.profiles import DEVICE_WORDS, PAPER_KINDS, read_profiles

    del args
    machine = settings.load()
    profiles = read_profiles(machine.printers, machine.printer_of, machine.printer)
    for each in profiles.printers:
        width = f" {each.width} 毫米" if each.is_roll else ""
        say(f"{each.name}\t{DEVICE_WORDS[each.device]}{width}\t{each.address}")
    say(f"默认：{profiles.default}")
    for kind, word in PAPER_KINDS:
        if profiles.choice(kind):
            say(f"{word}：{profiles.choice(kind)}")
    system = list_system_printers()
    say(f"系统打印机：{'、'.join(system) if system else '没有找到'}")
    say(f"设置文件：{settings.settings_file()}")
    return 0


def printers_test(args: argparse.Namespace) -> int:
    """Prints a test page; 0 when it is out, 1 with a sentence when it is not."""
    from hall_desk.paper.profiles import Device, Profile
    from hall_desk.presenters.print_room import press_of, print_test

    clock = SystemClock()
    press = press_of(settings.load(), clock.now)
    profile = press.profiles.named(args.name) or Profile(
        name=args.name, device=Device.SYSTEM, address=args.name
    )
    name = print_test(press, profile, clock.now())
    press.work(profile.name)
    job = next((each for each in press.jobs if each.name == name), None)
    if job is None:
        say(f"测试页已送到 {profile.name}，存档 {press.archive.folder / name}.pdf")
        return 0
    reason = press.trouble(job)
    press.cancel(job.id, "测试页没有打出来", "hall-desk")
    say(f"测试页没有打出来：{reason}")
    return 1


def diagnose(args: argparse.Namespace) -> int:
    """Says what the database runs on."""
    store = open_store(args, create=False)
    try:
        found = store.diagnose()
    finally:
        store.close()
    say(
        f"{found.engine} {found.version}，日志方式 {found.journal_mode}，"
        f"同步 {found.synchronous}。{found.note}"
    )
    return 0


def day_of(text: str) -> date:
    """A date as typed at the shell."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RuleBroken(f"日期“{text[:20]}”不对，应写成 2026-03-12 这样。", field="date") from None


def say(sentence: str) -> None:
    """One line for the person at the shell."""
    print(sentence)


def answering(command: Callable[[argparse.Namespace], int], args: argparse.Namespace) -> int:
    """Runs a command; faults become one sentence and exit code 2."""
    try:
        return command(args)
    except BrokenPipeError:
        # The reader of our output has seen enough; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (
        PaperFault,
        RuleBroken,
        StoreRefused,
        StoreUnavailable,
        settings.SettingsFault,
    ) as fault:
        print(fault, file=sys.stderr)
        return 2
    except OSError as fault:
        print(f"文件读写不成：{fault}", file=sys.stderr)
        return 2
    except ValueError as fault:
        print(f"参数不对：{fault}", file=sys.stderr)
        return 2
