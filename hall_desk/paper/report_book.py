"""The daily report as a workbook (营业日报电子表格): the same figures as on paper, as numbers."""

from collections.abc import Sequence
from datetime import date

from hall_desk.domain.papers import DailyReportPaper, KindFigures, WindowFigures

from .report_book_money import add_money
from .workbook import Book, Seconds, Series, Share, Value, Yuan


def render_report_book(paper: DailyReportPaper) -> bytes:
    """All figures of the report of a day or a period, charts, and the definitions."""
    book = Book(f"{paper.title} {paper.business_date}", paper.hall.name)
    book.table("总览", ("项目", "数值", "说明"), _overview(paper), widths=(26, 20, 60))
    _add_traffic(book, paper)
    if paper.days:
        _add_days(book, paper)
    _add_kinds(book, paper)
    _add_work(book, "窗口与工号", paper.windows, by_window=True)
    _add_work(book, "工号", paper.staff, by_window=False)
    add_money(book, paper)
    _add_open(book, paper)
    rows = [(n, words) for n, words in enumerate(paper.definitions, 1)]
    book.table("口径", ("序号", "口径"), rows, widths=(8, 110))
    return book.close()


def _overview(paper: DailyReportPaper) -> list[Sequence[Value]]:
    hall, tickets, first, duty = paper.hall, paper.tickets, paper.first_contact, paper.duty
    total = paper.on_time_total
    rows: list[Sequence[Value]] = [
        ("报表", paper.title, paper.business_date),
        ("营业厅", hall.name, f"{hall.code} {hall.level}"),
        ("营业时间", paper.hours, paper.weekday),
        ("值班主任", paper.duty_manager, paper.duty_manager_no),
        ("日结", paper.closed_at or "尚未日结", ""),
        ("取号", tickets.issued, ""),
        ("呼叫", tickets.called, ""),
        ("办结", tickets.finished, ""),
        ("办结项数", tickets.items, ""),
        ("过号", tickets.no_show, ""),
        ("过号回来", tickets.returned, ""),
        ("放弃", tickets.abandoned, ""),
        ("优先号", tickets.priority, ""),
        ("柜前直接受理", tickets.walk_up, ""),
        ("电话受理", tickets.phone, ""),
        *((f"限内 {row.name}", Share(row.within, row.total), f"{row.within}/{row.total}")
          for row in (*paper.on_time, total)),
        *((f"超时原因 {row.name}", row.count, "") for row in paper.over_limit_reasons),
        ("首问登记", first.registered, ""),
        ("首问当场解决", first.solved_at_once, ""),
        ("首问当场解决率", Share(first.solved_at_once, first.registered), ""),
        ("首问转办", first.referred, ""),
        ("首问未结", first.still_open, ""),
        ("来前平均联系次数", first.mean_hops, ""),
        ("一次性告知", first.notices, ""),
        ("重复往返", first.repeat_visits, ""),
        ("请值班主任", duty.escalations, ""),
        ("平均接手用时", Seconds(duty.mean_taken_s), ""),
        ("暂停营业次数", duty.suspensions, ""),
        ("暂停营业分钟", duty.suspended_minutes, ""),
        ("故障次数", duty.faults, ""),
        ("故障分钟", duty.fault_minutes, ""),
        ("下班后办结", duty.after_hours_items, duty.last_finish or ""),
        ("巡查表扬", duty.findings[0], ""),
        ("巡查不足", duty.findings[1], ""),
        *(("迟到", minutes, f"工号 {staff_no}，分钟") for staff_no, minutes in duty.late),
    ]  # fmt: skip
    return [*rows, *_more(paper)]


def _more(paper: DailyReportPaper) -> list[Sequence[Value]]:
    rows: list[Sequence[Value]] = []
    service, answers, journal = paper.paid_service, paper.satisfaction, paper.journal
    if service is not None:
        rows += [
            ("有偿服务确认单", service.sheets, ""),
            ("有偿服务已收款", service.paid, ""),
            ("有偿服务人工", Yuan(service.labour_fen), "元"),
            ("有偿服务材料", Yuan(service.material_fen), "元"),
            ("数电票待开", service.invoices_owed, "张，打印时"),
            ("数电票待开金额", Yuan(service.owed_fen), "元，打印时"),
            ("红字发票待开", service.red_owed, "张，打印时"),
            ("预收未结清", service.ahead_count, "张，打印时"),
            ("预收余额", Yuan(service.ahead_fen), "元，打印时"),
        ]
    if answers is not None:
        rows += [(f"评价 {level.name}", level.count, "") for level in answers.levels]
        given = sum(level.count for level in answers.levels)
        rows.append(("未评价", answers.asked - given, ""))
    verdicts = {True: "核对一致", False: "核对不一致", None: "未核对"}
    taken = paper.money
    if taken.settled_count or taken.unsettled_count:
        rows += [
            ("预收结算", taken.settled_count, "笔，不动钱款"),
            ("预收结算金额", Yuan(taken.settled_fen), "元"),
            ("预收结算作废", taken.unsettled_count, "笔"),
            ("预收结算作废金额", Yuan(taken.unsettled_fen), "元"),
        ]
    return [
        *rows,
        ("日志首条", journal.first_number, ""),
        ("日志末条", journal.last_number, journal.last_hash),
        ("日志核对", verdicts[journal.verified], ""),
        ("合计与日志", "相符" if journal.reconciled else "不符", journal.remark),
        ("打印时间", paper.printed_at, ""),
    ]


def _add_traffic(book: Book, paper: DailyReportPaper) -> None:
    span = paper.bars.removeprefix("每")
    rows = [(bar.label, bar.issued, Seconds(bar.longest_wait_s)) for bar in paper.hourly]
    sheet = book.table("客流", (span, "取号", "最长等候"), rows)
    if rows:
        last = len(rows)
        book.chart(
            sheet,
            "E2",
            Series(sheet="客流", title="取号", column=1, first=1, last=last),
            Series(sheet="客流", title="最长等候", column=2, first=1, last=last, shape="[h]:mm:ss"),
        )


def _add_days(book: Book, paper: DailyReportPaper) -> None:
    titles = ("日期", "星期", "取号", "办结", "项数", "限内", "计时项", "限内率", "最长等候")
    money = ("凭证", "作废", "收款（元）", "退款（元）", "净额（元）")
    rows = [
        (
            date.fromisoformat(day.date), day.weekday, day.issued, day.finished, day.items,
            day.within, day.limited, Share(day.within, day.limited), Seconds(day.longest_wait_s),
            day.taken_count, day.void_count, Yuan(day.taken_fen), Yuan(day.refund_fen),
            Yuan(day.net_fen),
        )
        for day in paper.days
    ]  # fmt: skip
    days = paper.days
    within, limited = sum(day.within for day in days), sum(day.limited for day in days)
    total: Sequence[Value] = (
        "合计", "", sum(day.issued for day in days), sum(day.finished for day in days),
        sum(day.items for day in days), within, limited, Share(within, limited),
        Seconds(max((day.longest_wait_s or 0 for day in days), default=None)),
        sum(day.taken_count for day in days), sum(day.void_count for day in days),
        Yuan(sum(day.taken_fen for day in days)), Yuan(sum(day.refund_fen for day in days)),
        Yuan(sum(day.net_fen for day in days)),
    )  # fmt: skip
    sheet = book.table("按日", (*titles, *money), rows, total=total)
    net = Series(
        sheet="按日", title="净额（元）", column=13, first=1, last=len(rows), shape="#,##0"
    )
    book.chart(sheet, "P2", net)


def _add_kinds(book: Book, paper: DailyReportPaper) -> None:
    titles = (
        "类别", "名称", "取号", "办结", "过号", "放弃", "项数", "平均等候", "最长等候", "平均办理",
        "中位办理", "90 分位办理",
    )  # fmt: skip
    rows = [_kind(kind) for kind in paper.kinds]
    book.table("类别", titles, rows, total=_kind(paper.kinds_total))


def _kind(kind: KindFigures) -> Sequence[Value]:
    times = kind.handling
    return (
        kind.prefix, kind.name, kind.issued, kind.finished, kind.no_show, kind.abandoned,
        kind.items, Seconds(kind.mean_wait_s), Seconds(kind.longest_wait_s),
        Seconds(times.mean_s), Seconds(times.median_s), Seconds(times.p90_s),
    )  # fmt: skip


def _add_work(book: Book, name: str, rows: Sequence[WindowFigures], *, by_window: bool) -> None:
    titles: tuple[str, ...] = (
        "工号", "类别", "项数", "限内", "计时项", "限内率", "平均办理", "中位办理", "90 分位办理",
        "收款笔数", "收款（元）", "退款（元）", "净额（元）",
    )  # fmt: skip
    within, limited = sum(row.within for row in rows), sum(row.limited for row in rows)
    taken, back = sum(row.taken_fen for row in rows), sum(row.refund_fen for row in rows)
    total: Sequence[Value] = (
        "合计", "", sum(row.items for row in rows), within, limited, Share(within, limited),
        "", "", "", sum(row.taken_count for row in rows), Yuan(taken), Yuan(back),
        Yuan(taken - back),
    )  # fmt: skip
    told = [_work(row) for row in rows]
    if by_window:
        told = [(row.window, *cells) for row, cells in zip(rows, told, strict=True)]
        titles, total = ("窗口", *titles), ("合计", "", *total[1:])
    book.table(name, titles, told, total=total)


def _work(row: WindowFigures) -> Sequence[Value]:
    times = row.handling
    return (
        row.staff_no, row.kinds, row.items, row.within, row.limited,
        Share(row.within, row.limited), Seconds(times.mean_s if times else None),
        Seconds(times.median_s if times else None), Seconds(times.p90_s if times else None),
        row.taken_count, Yuan(row.taken_fen), Yuan(row.refund_fen),
        Yuan(row.taken_fen - row.refund_fen),
    )  # fmt: skip


def _add_open(book: Book, paper: DailyReportPaper) -> None:
    handed = paper.hand_over
    items = handed.items if handed else ()
    rows: list[Sequence[Value]] = [
        (item.number, item.matter, item.owner, item.due) for item in items
    ]
    if handed is not None and handed.open_items > len(items):
        rows.append(("", f"其余 {handed.open_items - len(items)} 件见首问登记簿", "", ""))
    titles = ("编号", "事项", "责任人", "期限")
    book.table("未结移交", titles, rows, widths=(16, 60, 12, 16))
