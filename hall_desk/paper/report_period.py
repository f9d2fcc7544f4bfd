"""The long tables of a period's report (按窗口与工号、按工号、按日); they flow over pages."""

from collections.abc import Iterator, Sequence

from hall_desk.domain.papers import DailyReportPaper, DayLine, WindowFigures

from . import report_sections as figures
from .flow import Block
from .formats import count, money, percent, share
from .report_head import draw_title
from .report_table import HEAD, Column, draw_row, draw_titles
from .sheet import Sheet
from .tokens import A4, A4_MARGIN

_LEFT = A4_MARGIN
_WIDTH = A4[0] - 2 * A4_MARGIN
_TITLE_HEIGHT = 25.0

MOST_DAYS = 62
"""Days listed one by one; of a longer period the months are."""

_WORK = (
    Column(title="窗口", at=5, right=False, bold=True, room=24),
    Column(title="类别", at=32, right=False, room=70),
    Column(title="工号", at=106, right=False, room=40),
    Column(title="项数", at=172, room=30),
    Column(title="限内", at=228, room=52),
    Column(title="限内率", at=266, room=36),
    Column(title="平均", at=304, room=36),
    Column(title="中位", at=341, room=36),
    Column(title="90 分位", at=380, room=36),
    Column(title="收款笔数", at=423, room=38),
    Column(title="收款", at=483, room=58),
    Column(title="退款", at=_WIDTH - 5, room=44),
)
_STAFF = (
    Column(title="工号", at=5, right=False, bold=True, room=50),
    Column(title="类别", at=60, right=False, room=84),
    *_WORK[3:],
)
_DAYS = (
    Column(title="日期", at=5, right=False, room=60),
    Column(title="取号", at=100, room=34),
    Column(title="办结", at=138, room=34),
    Column(title="项数", at=176, room=34),
    Column(title="限内率", at=222, room=40),
    Column(title="最长等候", at=273, room=44),
    Column(title="凭证", at=312, room=34),
    Column(title="作废", at=346, room=30),
    Column(title="收款", at=412, room=62),
    Column(title="退款", at=465, room=50),
    Column(title="净额", at=_WIDTH - 5, room=62),
)


def period_blocks(paper: DailyReportPaper, section: Iterator[str], pitch: float) -> list[Block]:
    """By window and 工号, by 工号, by day; each with its total."""
    times = "时间单位 分：秒；金额单位 元"
    blocks = _table(_WORK, (next(section), "按窗口与工号", times), _work_rows(paper.windows), pitch)
    blocks += _table(_STAFF, (next(section), "按工号", times), _staff_rows(paper.staff), pitch)
    title, note, days = "按日", "金额单位 元", paper.days
    if len(days) > MOST_DAYS:
        title, note, days = "按月", "各日见电子表格；金额单位 元", _months(days)
    return blocks + _table(_DAYS, (next(section), title, note), _day_rows(days), pitch)


def _months(days: Sequence[DayLine]) -> tuple[DayLine, ...]:
    """The days of each month as one line."""
    months: dict[str, list[DayLine]] = {}
    for day in days:
        months.setdefault(day.date[:7], []).append(day)
    return tuple(_sum(month, mine) for month, mine in months.items())


def _work_rows(rows: Sequence[WindowFigures]) -> list[list[str]]:
    within, limited = sum(row.within for row in rows), sum(row.limited for row in rows)
    total = [
        *("合计", "", "", count(sum(row.items for row in rows))),
        *(share(within, limited), percent(within, limited), "", "", ""),
        count(sum(row.taken_count for row in rows)),
        money(sum(row.taken_fen for row in rows)),
        money(sum(row.refund_fen for row in rows)),
    ]
    return [*(figures.work_texts(row) for row in rows), total]


def _staff_rows(rows: Sequence[WindowFigures]) -> list[list[str]]:
    """Without the window, the 工号 first."""
    told = [[texts[2], texts[1], *texts[3:]] for texts in _work_rows(rows)]
    return [*told[:-1], ["合计", "", *told[-1][2:]]]


def _day_rows(days: Sequence[DayLine]) -> list[list[str]]:
    last = figures.day_texts(_sum("", days))
    return [*(figures.day_texts(day) for day in days), ["合计", *last[1:]]]


def _sum(date: str, days: Sequence[DayLine]) -> DayLine:
    waits = [day.longest_wait_s for day in days if day.longest_wait_s is not None]
    return DayLine(
        date=date,
        weekday="",
        issued=sum(day.issued for day in days),
        finished=sum(day.finished for day in days),
        items=sum(day.items for day in days),
        within=sum(day.within for day in days),
        limited=sum(day.limited for day in days),
        longest_wait_s=max(waits, default=None),
        taken_count=sum(day.taken_count for day in days),
        taken_fen=sum(day.taken_fen for day in days),
        refund_fen=sum(day.refund_fen for day in days),
        void_count=sum(day.void_count for day in days),
    )


def _table(
    columns: Sequence[Column], head: tuple[str, str, str], rows: Sequence[list[str]], pitch: float
) -> list[Block]:
    number, title, note = head

    def draw_head(sheet: Sheet, y: float) -> None:
        draw_title(sheet, number, title, note, _LEFT, _WIDTH, y)
        draw_titles(sheet, columns, _LEFT, _WIDTH, y + _TITLE_HEIGHT)

    blocks = [Block(height=_TITLE_HEIGHT + HEAD, draw=draw_head, keep=True)]
    for n, texts in enumerate(rows, 1):
        blocks.append(_row(columns, texts, pitch, total=n == len(rows)))
    return blocks


def _row(columns: Sequence[Column], texts: Sequence[str], pitch: float, *, total: bool) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        draw_row(sheet, columns, texts, _LEFT, _WIDTH, y, total=total, pitch=pitch)

    return Block(height=pitch, draw=draw)
