"""The figures of the daily report as label–value lists and table rows (日报各栏)."""

from hall_desk.domain.papers import (
    CashFigures,
    ComplaintFigures,
    DailyReportPaper,
    HandOverFigures,
    JournalFigures,
    KindFigures,
    MoneyFigures,
    WindowFigures,
)

from .formats import NONE, count, hash_groups, minutes_seconds, money, percent, share
from .heads import DOT, joined
from .report_table import Pair


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
    ]


def money_pairs(figures: MoneyFigures) -> list[Pair]:
    """Below the payment methods: voids, vouchers, the drawer."""
    pairs = []
    if figures.refund_count is not None:
        refunds = f"{figures.refund_count} 笔 {money(figures.refund_fen)}"
        pairs.append(Pair(label="退款", value=refunds))
    voids = f"{figures.void_count} 张 {money(figures.void_fen)}"
    if figures.void_numbers:
        voids += f"（{'、'.join(figures.void_numbers)}）"
    pairs.append(Pair(label="作废", value=voids))
    return [*pairs, Pair(label="凭证", value=_vouchers(figures)), *_drawer_pairs(figures.cash)]


def _vouchers(figures: MoneyFigures) -> str:
    span = "本日未出"
    if figures.first_voucher is not None:
        span = f"{figures.first_voucher} – {figures.last_voucher}"
    return f"{span}，断号 {figures.gaps}，补打 {figures.reprints}"


def _drawer_pairs(cash: CashFigures) -> list[Pair]:
    """Expected = float + received − refunded − deposited; every part is shown."""
    moved = (cash.float_fen, cash.received_fen, cash.refunded_fen)
    pairs = [Pair(label="备用金 / 现金收入 / 退出", value=_slashed(*moved))]
    if cash.deposited_fen:
        pairs.append(Pair(label="已解款", value=money(cash.deposited_fen)))
    counted = (cash.expected_fen, cash.counted_fen, cash.difference_fen)
    return [*pairs, Pair(label="现金应存 / 实点 / 长短款", value=_slashed(*counted))]


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
        Pair(label="暂停营业", value=f"{duty.suspensions} 次，{duty.suspended_minutes} 分"),
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
        Pair(label="数电票待开", value=count(figures.invoices_owed)),
    ]


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
