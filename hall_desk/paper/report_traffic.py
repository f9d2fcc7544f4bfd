"""The day's traffic (客流与等候): hours, shares within the limit, reasons for being over it."""

from hall_desk.domain.papers import DailyReportPaper

from .flow import Block
from .fonts import Weight, text_width
from .formats import count, percent
from .report_chart import CHART_HEIGHT, draw_axis_note, draw_hours, draw_share_bar
from .report_head import draw_title
from .sheet import Sheet
from .tokens import A4, A4_MARGIN, BAR_QUIET, BAR_STRONG, TABLE

_LEFT = A4_MARGIN
_RIGHT = A4[0] - A4_MARGIN
_WIDTH = _RIGHT - _LEFT
_BAR = 50.0
_LABEL = (39.0, 74.0)  # the labels' column at its narrowest and widest


def traffic_block(paper: DailyReportPaper, number: str) -> Block:
    """The chart beside the shares."""
    reasons = len(paper.over_limit_reasons)
    rows = len(paper.on_time) + 1 + reasons + (1 if reasons else 0)

    def draw(sheet: Sheet, y: float) -> None:
        draw_title(sheet, number, "客流与等候", _direct(paper), _LEFT, _WIDTH, y)
        draw_axis_note(sheet, _LEFT, y + 36.5, paper.bars)
        draw_hours(sheet, paper.hourly, _LEFT, _LEFT + 339, y + 26, apart=paper.bars != "每小时")
        _draw_shares(sheet, paper, _LEFT + 358, y + 24)

    return Block(height=max(CHART_HEIGHT + 22, 46 + rows * 15.5), draw=draw)


def _direct(paper: DailyReportPaper) -> str:
    """Visits without a number, which nobody called and which waited for nothing."""
    tickets = paper.tickets
    if not tickets.walk_up and not tickets.phone:
        return ""
    return f"含柜前直接受理 {tickets.walk_up:,}，电话受理 {tickets.phone:,}（不计等候）"


def _draw_shares(sheet: Sheet, paper: DailyReportPaper, left: float, y: float) -> None:
    sheet.text(left, y + 10, "限内办结率", TABLE, Weight.SEMIBOLD)
    y += 15.5
    label_width = _label_width(paper)
    bar = _BAR - (label_width - _LABEL[0]) * 0.4  # one length for all, clear of the figures
    for figure in (*paper.on_time, paper.on_time_total):
        value = f"{percent(figure.within, figure.total)} {figure.within}/{figure.total}"
        y = draw_share_bar(
            sheet,
            figure.name,
            value,
            figure.within,
            figure.total,
            BAR_STRONG,
            left,
            _RIGHT,
            y,
            label_width=label_width,
            bar=bar,
        )
    over = sum(reason.count for reason in paper.over_limit_reasons)
    if not over:
        return
    sheet.text(left, y + 10, f"超时 {over} 项的原因", TABLE, Weight.SEMIBOLD)
    y += 15.5
    for reason in paper.over_limit_reasons:
        y = draw_share_bar(
            sheet, reason.name, count(reason.count), reason.count, over, BAR_QUIET,
            left, _RIGHT, y, label_width=label_width, bar=bar,
        )  # fmt: skip


def _label_width(paper: DailyReportPaper) -> float:
    """Wide enough for the longest label, so that all bars begin below one another."""
    names = [reason.name for reason in paper.over_limit_reasons]
    names += [figure.name for figure in paper.on_time]
    longest = max((text_width(name, TABLE) for name in names), default=0.0)
    return min(max(longest, _LABEL[0]), _LABEL[1])
