"""The figures of the daily report as label–value lists and table rows (日报各栏)."""

from hall_desk.domain.papers import (
    ComplaintFigures,
    DailyReportPaper,
    DayLine,
    HandOverFigures,
    JournalFigures,
    KindFigures,
    MethodFigures,
    MoneyFigures,
    PaidServiceFigures,
    WindowFigures,
)

from .formats import NONE, count, hash_groups, minutes_seconds, money, percent, share
from .heads import DOT, joined
from .report_table import Pair

MOST_VOIDS = 12
MOST_BAGS = 6


def tiles(paper: DailyReportPaper) -> list[tuple[str, str, str]]:
    """The six figures at the head: label, figure, what stands below it."""
    tickets, on_time, first = paper.tickets, paper.on_time_total, paper.first_contact
    return [
        ("取号", count(tickets.issued), f"呼叫 {tickets.called:,}{DOT}优先 {tickets.priority:,}"),
        ("办结", count(tickets.finished), f"{tickets.items:,} 项"),
        ("过号", count(tickets.no_show), f"回来 {tickets.returned:,}"),
        ("放弃", count(tickets.abandoned), ""),
        (
            "限内办结率",
            percent(on_time.within, on_time.total),
            f"{on_time.within:,} / {on_time.total:,} 项",
        ),
        (
            "首问当场解决",
            percent(first.solved_at_once, first.registered),
            f"{first.solved_at_once:,} / {first.registered:,} 件",
        ),
    ]


def kind_texts(kind: KindFigures) -> list[str]:
    """One row of 按类别."""
    handling = kind.handling
    return [
        f"{kind.prefix} {kind.name}".strip(),
        *(count(n) for n in (kind.issued, kind.finished, kind.no_show, kind.abandoned, kind.items)),
        *(
            minutes_seconds(seconds)
            for seconds in (
                kind.mean_wait_s,
                kind.longest_wait_s,
                handling.mean_s,
                handling.median_s,
                handling.p90_s,
            )
        ),
    ]


def window_texts(window: WindowFigures) -> list[str]:
    """One row of 按窗口与工号."""
    return [
        str(window.window),
        window.kinds,
        window.staff_no,
        count(window.items),
        share(window.within, window.limited),
        money(window.taken_fen) if window.taken_count else NONE,
    ]


def work_texts(work: WindowFigures) -> list[str]:
    """One row of a period's 按窗口与工号 or 按工号, with its times and its money."""
    times = work.handling
    seconds = (times.mean_s, times.median_s, times.p90_s) if times else (None, None, None)
    return [
        str(work.window) if work.window else "",
        work.kinds,
        work.staff_no,
        count(work.items),
        share(work.within, work.limited),
        percent(work.within, work.limited),
        *(minutes_seconds(each) for each in seconds),
        count(work.taken_count),
        money(work.taken_fen),
        money(work.refund_fen),
    ]


def day_texts(day: DayLine) -> list[str]:
    """One row of a period's 按日."""
    return [
        f"{day.date[5:]} {day.weekday}" if day.weekday else day.date,
        *(count(n) for n in (day.issued, day.finished, day.items)),
        percent(day.within, day.limited),
        minutes_seconds(day.longest_wait_s),
        *(count(n) for n in (day.taken_count, day.void_count)),
        *(money(fen) for fen in (day.taken_fen, day.refund_fen, day.net_fen)),
    ]


def method_texts(method: MethodFigures) -> list[str]:
    """One row of 收款."""
    return [
        method.name,
        count(method.count),
        money(method.amount_fen),
        money(method.refund_fen),
        money(method.net_fen),
    ]


def money_pairs(figures: MoneyFigures) -> list[Pair]:
    """Below the payment methods: charges, refunds, voids, vouchers."""
    pairs = []
    if figures.charges:
        said = "，".join(f"{each.name} {money(each.amount_fen)}" for each in figures.charges)
        pairs.append(Pair(label="其中", value=said))
    if figures.refund_count is not None:
        refunds = f"{figures.refund_count} 笔 {money(figures.refund_fen)}"
        pairs.append(Pair(label="退款 / 净额", value=f"{refunds} / {money(figures.net_fen)}"))
    voids = f"{figures.void_count} 张 {money(figures.void_fen)}"
    if figures.void_numbers:
        voids += f"（{_some(figures.void_numbers)}）"
    pairs.append(Pair(label="作废", value=voids))
    if figures.settled_count or figures.unsettled_count:
        pairs.append(Pair(label="预收结算（不动钱款）", value=_settled(figures)))
    return [*pairs, *_voucher_pairs(figures)]


def _settled(figures: MoneyFigures) -> str:
    """Settled, and what of it or of earlier days was voided."""
    said = f"{figures.settled_count} 笔 {money(figures.settled_fen)}"
    void = f"作废 {figures.unsettled_count} 笔 {money(figures.unsettled_fen)}"
    return f"{said}，{void}" if figures.unsettled_count else said


def _some(numbers: tuple[str, ...]) -> str:
    """Void numbers in one line; of very many the first, and how many more the workbook names."""
    shown = "、".join(numbers[:MOST_VOIDS])
    more = len(numbers) - MOST_VOIDS
    return f"{shown} 等，另 {more} 张见电子表格" if more > 0 else shown


def _voucher_pairs(figures: MoneyFigures) -> list[Pair]:
    if not figures.series:
        span = "本日未出"
        if figures.first_voucher is not None:
            span = f"{figures.first_voucher} – {figures.last_voucher}"
        said = f"{span}，断号 {figures.gaps}，补打 {figures.reprints}"
        return [Pair(label="凭证", value=said)]
    return [
        Pair(
            label=each.name,
            value=f"{each.first} – {each.last}，{each.count} 张，断号 {each.gaps}，"
            f"补打 {each.reprints}",
        )
        for each in figures.series
    ]


def drawer_pairs(figures: MoneyFigures) -> list[Pair]:
    """The drawer and the bank (钱箱与解款).

    Expected = float + received − refunded − deposited; every part is shown.
    """
    cash = figures.cash
    moved = (cash.float_fen, cash.received_fen, cash.refunded_fen)
    pairs = [Pair(label="备用金 / 现金收入 / 退出", value=_slashed(*moved))]
    if cash.deposited_fen:
        pairs.append(Pair(label="已解款", value=_bags(figures)))
    counted = (cash.expected_fen, cash.counted_fen, cash.difference_fen)
    pairs.append(Pair(label="现金应存 / 实点 / 长短款", value=_slashed(*counted)))
    if cash.counted_fen is not None:
        both = _slashed(cash.over_fen, cash.short_fen)
        tills = f"{both}，已盘 {cash.tills_counted} / {cash.tills} 人"
        pairs.append(Pair(label="长款 / 短款", value=tills))
    pairs += [
        Pair(label="长短款说明", value=f"{money(fen)} {words}") for fen, words in cash.differences
    ]
    pairs += [
        Pair(
            label=f"{each.name}单据 / 程序",
            value=_slashed(each.slips_fen, each.expected_fen),
        )
        for each in figures.terminals
    ]
    safe = f"{figures.unbanked_count} 袋 {money(figures.unbanked_fen)}"
    return [*pairs, Pair(label="未解款", value=safe)] if figures.unbanked_count else pairs


def _bags(figures: MoneyFigures) -> str:
    """The sum, and each bag with the number of its slip."""
    said = money(figures.cash.deposited_fen)
    if not figures.bags:
        return said
    each = [
        joined(bag.number, f"单号 {bag.slip_no}" if bag.slip_no else "未存")
        for bag in figures.bags[:MOST_BAGS]
    ]
    more = len(figures.bags) - MOST_BAGS
    return f"{said}（{'；'.join(each)}{f'；另 {more} 袋见电子表格' if more > 0 else ''}）"


def _slashed(*fen: int | None) -> str:
    return " / ".join(money(amount) for amount in fen)


def first_contact_pairs(paper: DailyReportPaper) -> list[Pair]:
    """首问负责."""
    figures = paper.first_contact
    pairs = [
        Pair(label="登记 / 转办", value=f"{figures.registered} / {figures.referred}"),
        Pair(label="当场解决 / 未结", value=f"{figures.solved_at_once} / {figures.still_open}"),
    ]
    if figures.mean_hops is not None:
        pairs.append(Pair(label="来前平均联系", value=f"{figures.mean_hops:.1f} 次"))
    if figures.repeat_visits is None:
        return [*pairs, Pair(label="一次性告知", value=f"{figures.notices}")]
    both = f"{figures.notices} / {figures.repeat_visits}"
    return [*pairs, Pair(label="一次性告知 / 重复往返", value=both)]


def duty_pairs(paper: DailyReportPaper) -> list[Pair]:
    """值班处置."""
    duty = paper.duty
    calls = f"{duty.escalations} 次"
    if duty.escalations:
        calls += f"，平均接手 {minutes_seconds(duty.mean_taken_s)}"
    late = f"{duty.after_hours_items} 项"
    if duty.last_finish:
        late += f"，最后 {duty.last_finish}"
    closing = paper.hours[-5:]
    pairs = [
        Pair(label="请值班主任", value=calls),
        Pair(
            label="暂停 / 其中故障",
            value=f"{duty.suspensions} 次，{duty.suspended_minutes} 分 / {duty.fault_minutes} 分",
        ),
        Pair(label=f"{closing} 后办结", value=late),
    ]
    if any(duty.findings):
        good, bad = duty.findings
        pairs.append(Pair(label="巡查表扬 / 不足", value=f"{good} / {bad}"))
    return pairs


def late_words(late: tuple[tuple[str, int], ...]) -> str:
    """Who signed in late (迟到): one by number, more by count and the worst (Art. 11(1))."""
    if not late:
        return "无迟到"
    if len(late) == 1:
        return f"{late[0][0]} 迟到 {late[0][1]} 分"
    return f"迟到 {len(late)} 人，最多 {max(minutes for _, minutes in late)} 分"


def paid_service_pairs(paper: DailyReportPaper) -> list[Pair]:
    """有偿服务."""
    figures = paper.paid_service
    assert figures is not None
    return [
        Pair(label="确认单 / 已收款", value=f"{figures.sheets} / {figures.paid}"),
        Pair(label="人工 / 材料", value=_slashed(figures.labour_fen, figures.material_fen)),
        Pair(label="数电票待开", value=_owed(figures.invoices_owed, figures.owed_fen)),
        *([Pair(label="红字发票待开", value=count(figures.red_owed))] if figures.red_owed else []),
        *([Pair(label="预收未结清", value=_ahead(figures))] if figures.ahead_count else []),
    ]


def _ahead(figures: PaidServiceFigures) -> str:
    return _owed(figures.ahead_count, figures.ahead_fen)


def _owed(papers: int, fen: int) -> str:
    return f"{papers} 张，{money(fen)}" if fen else f"{papers} 张"


def complaint_pairs(figures: ComplaintFigures) -> list[Pair]:
    """投诉举报与意见, counts only."""
    return [
        Pair(label="投诉 / 举报", value=f"{figures.complaints} / {figures.reports}"),
        Pair(label="意见 / 表扬", value=f"{figures.opinions} / {figures.praises}"),
        Pair(label="到期 / 超期", value=f"{figures.due} / {figures.overdue}"),
    ]


def hand_over_pairs(figures: HandOverFigures) -> list[Pair]:
    """未结移交."""
    pairs = []
    if figures.warnings is not None:
        closed = count(figures.warnings_closed)
        pairs.append(Pair(label="预警 / 已处理", value=f"{figures.warnings} / {closed}"))
    items = f"{figures.open_items}"
    if figures.successor:
        items += f"，接班 {figures.successor}"
    return [*pairs, Pair(label="未结移交", value=items)]


def journal_line(journal: JournalFigures) -> str:
    """The journal's range, its last hash, and whether all agrees."""
    if journal.first_number is None or journal.last_number is None:
        numbers = f"记录 {NONE}"
    else:
        numbers = f"记录第 {journal.first_number:,} – {journal.last_number:,} 条"
    states = {True: "核对一致", False: "核对不一致", None: "未核对"}
    totals = "合计与记录相符" if journal.reconciled else "合计与记录不符"
    hashed = f"末条校验 {hash_groups(journal.last_hash) or NONE}"
    parts = [numbers, hashed, states[journal.verified], totals, journal.remark]
    return joined(*parts)
