"""The command line: ``hall-desk run``, ``verify``, ``report daily`` and more."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from hall_desk import __version__

SCREENS = ("desk", "counter", "duty", "guide", "kiosk", "display", "sign")
NO_DISPLAY = (
    "没有可用的显示器，窗口打不开；可以先用演练看全部屏幕和单据：hall-desk rehearse --out 文件夹"
)

Command = Callable[[argparse.Namespace], int]


def build_parser() -> argparse.ArgumentParser:
    """All commands; every one takes ``--database``."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--database", default="", help="数据库地址，如 sqlite:///hall.db")
    common.add_argument("--key", default="", help="日志密钥文件")
    common.add_argument("--hall", type=int, default=1, help="营业厅编号")
    parser = argparse.ArgumentParser(prog="hall-desk", description="供电营业厅前台")
    parser.add_argument("--version", action="version", version=f"hall_desk {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="命令")

    run = commands.add_parser("run", parents=[common], help="打开屏幕（默认）")
    run.add_argument("--screen", choices=SCREENS, default="desk", help="打开哪个屏幕")
    run.add_argument("--window", type=int, default=None, help="本机窗口号")
    run.add_argument("--scale", type=float, default=None, help="缩放，1 到 2")
    run.add_argument("--scheme", choices=("light", "contrast"), default=None, help="配色")
    run.set_defaults(handler=_run)

    verify = commands.add_parser("verify", parents=[common], help="核对日志")
    verify.set_defaults(handler=_plain("verify"))

    journal = commands.add_parser("journal", help="日志").add_subparsers(
        dest="journal", required=True
    )
    export = journal.add_parser("export", parents=[common], help="导出为 JSON 行")
    export.add_argument("--out", default="", help="写入的文件，默认输出到屏幕")
    export.add_argument("--full", action="store_true", help="不隐去姓名、电话、证件号、户号")
    export.add_argument("--by", default="", help="导出全文的人：工号")
    export.add_argument("--reason", default="", help="导出全文的理由，记入日志")
    export.set_defaults(handler=_plain("export_journal"))

    _add_reports(commands, common)

    printers = commands.add_parser("printers", help="本机打印机").add_subparsers(
        dest="printers", required=True
    )
    printers.add_parser("list", help="列出打印机和各单据走哪台").set_defaults(
        handler=_plain("printers_list")
    )
    test = printers.add_parser("test", help="打一张测试页")
    test.add_argument("name", help="打印机名称")
    test.set_defaults(handler=_plain("printers_test"))

    diagnose = commands.add_parser("diagnose", parents=[common], help="查看数据库情况")
    diagnose.set_defaults(handler=_plain("diagnose"))

    rehearse = commands.add_parser("rehearse", help="演练一整天")
    rehearse.add_argument("--out", required=True, help="放结果的文件夹")
    rehearse.add_argument("--customers", type=int, default=300, help="客户数")
    rehearse.add_argument("--windows", type=int, default=6, help="窗口数")
    rehearse.add_argument("--seed", type=int, default=1, help="同一种子，同一天")
    rehearse.set_defaults(handler=_rehearse)

    simulate = commands.add_parser("simulate", parents=[common], help="推演叫号规则，比较等候时间")
    simulate.add_argument("--date", default="", help="照某个营业日的记录推演，如 2026-03-12")
    simulate.add_argument("--customers", type=int, default=300, help="客户数（演练的一天）")
    simulate.add_argument("--windows", type=int, default=6, help="窗口数（演练的一天）")
    simulate.add_argument("--plan", default="", help="窗口与业务，如 3=AC,4=B")
    simulate.add_argument("--seed", type=int, default=1, help="同一种子，同一天")
    for name, words in (
        ("--cap", "优先号连叫上限，可给多个"),
        ("--most-wait", "等候上限（分），0 为不设，可给多个"),
        ("--return-after", "过号回来排在几位之后，可给多个"),
    ):
        simulate.add_argument(name, type=int, action="append", default=[], help=words)
    simulate.add_argument("--csv", default="", help="另写一份 CSV 表格")
    simulate.set_defaults(handler=_plain("simulate"))

    check = commands.add_parser("estimate-check", help="检验预计等候：范围准不准、宽不宽")
    check.add_argument("--days", type=int, default=6, help="演练几天")
    check.add_argument("--customers", type=int, default=300, help="每天客户数")
    check.set_defaults(handler=_plain("estimate_check"))

    latency = commands.add_parser("latency", help="在窗口里量响应时间")
    latency.add_argument("--customers", type=int, default=300, help="客户数")
    latency.add_argument("--windows", type=int, default=6, help="窗口数")
    latency.add_argument("--calls", type=int, default=40, help="另一进程看叫号的次数")
    latency.add_argument("--seed", type=int, default=1, help="同一种子，同一天")
    latency.set_defaults(handler=_latency)

    benchmark = commands.add_parser("benchmark", help="测速")
    benchmark.add_argument("--quick", action="store_true", help="短测")
    benchmark.set_defaults(handler=_benchmark)
    return parser


def _add_reports(commands: Any, common: argparse.ArgumentParser) -> None:
    """Reports of a day, a month, a period; the auditor's export."""
    out = argparse.ArgumentParser(add_help=False)
    out.add_argument("--pdf", default="", help="写入的 PDF")
    out.add_argument("--xlsx", default="", help="写入的电子表格")
    out.add_argument("--out", default="", help=argparse.SUPPRESS)
    both = [common, out]
    report = commands.add_parser("report", help="报表").add_subparsers(dest="report", required=True)
    daily = report.add_parser("daily", parents=both, help="营业日报")
    daily.add_argument("--date", default="", help="营业日，如 2026-03-12；默认当前营业日")
    daily.add_argument("--no-verify", action="store_true", help="不先核对日志")
    daily.set_defaults(handler=_plain("report_daily", "report_commands"))
    month = report.add_parser("month", parents=both, help="营业月报")
    month.add_argument("month", help="月份，如 2026-03")
    period = report.add_parser("period", parents=both, help="任意期间的营业报表")
    period.add_argument("first", help="第一天，如 2026-01-01")
    period.add_argument("last", help="最后一天")
    for each, name in ((month, "report_month"), (period, "report_period")):
        each.add_argument("--verify", action="store_true", help="先核对整本日志")
        each.set_defaults(handler=_plain(name, "report_commands"))
    audit = commands.add_parser("audit", help="审计").add_subparsers(dest="audit", required=True)
    export = audit.add_parser("export", parents=[common], help="审计导出：凭证到日结单，附核对程序")
    export.add_argument("folder", help="写入的文件夹，须为空")
    export.add_argument("--from", dest="first", default="", help="从哪个营业日起")
    export.add_argument("--to", dest="last", default="", help="到哪个营业日止")
    export.add_argument("--full", action="store_true", help="不隐去姓名、电话、户号")
    export.add_argument("--by", default="", help="导出人：工号")
    export.add_argument("--reason", default="", help="导出全文的理由，记入日志")
    export.set_defaults(handler=_plain("audit_export", "report_commands"))


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; without one, opens the screens."""
    given = list(sys.argv[1:] if argv is None else argv)
    if not given or (given[0].startswith("--") and given[0] not in ("--help", "--version")):
        given.insert(0, "run")
    args = build_parser().parse_args(given)
    if not hasattr(args, "handler"):
        build_parser().print_help()
        return 2
    handler: Command = args.handler
    return handler(args)


def _plain(name: str, module: str = "commands") -> Command:
    def _handler(args: argparse.Namespace) -> int:
        from hall_desk import commands

        command = getattr(import_module(f"hall_desk.{module}"), name)
        return commands.answering(command, args)

    return _handler


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _run(args: argparse.Namespace) -> int:
    if not has_display():
        print(NO_DISPLAY, file=sys.stderr)
        return 2
    from hall_desk import app, commands

    return commands.answering(app.run, args)


def _rehearse(args: argparse.Namespace) -> int:
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from hall_desk import commands, rehearsal

    return commands.answering(rehearsal.rehearse, args)


def _latency(args: argparse.Namespace) -> int:
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from hall_desk import commands
    from hall_desk.rehearsal import latency

    return commands.answering(latency.latency, args)


def _benchmark(args: argparse.Namespace) -> int:
    from hall_desk import benchmark

    return int(benchmark.main(["--quick"] if args.quick else []))


if __name__ == "__main__":
    sys.exit(main())
