"""The head of the daily report (日报抬头): hall, date, duty manager and six figures."""

from hall_desk.domain.papers import DailyReportPaper

from . import report_sections as figures
from .fitting import fit_lines, shrink
from .fonts import Weight
from .heads import joined
from .letterhead import draw_footer
from .mark import draw_mark
from .sheet import Sheet
from .tokens import A4, A4_MARGIN, HAIR, INK, INK2, NOTE, REPORT_TITLE, RULE, SECTION, TABLE, THICK

_LEFT = A4_MARGIN
_RIGHT = A4[0] - A4_MARGIN
_WIDTH = _RIGHT - _LEFT


def draw_first_head(sheet: Sheet, paper: DailyReportPaper) -> float:
    """Title, hall, date and the six figures; return where the sections begin."""
    hall, top = paper.hall, 29.5
    wide = draw_mark(sheet, _LEFT, top, 24.6, hall=hall) + 6.4
    draw_footer(sheet, hall)
    sheet.text(_LEFT + wide, top + 13.5, paper.title, REPORT_TITLE, Weight.BOLD)
    sheet.right(_RIGHT, top + 12, f"{paper.business_date} {paper.weekday}", 12.5, Weight.BOLD)
    right = _whose(paper)
    size = shrink(right, _WIDTH * 0.55, 8.2, 6.5)
    start = sheet.right(_RIGHT, top + 25, right, size, color=INK2)
    size, lines = fit_lines(
        joined(hall.name, hall.code, hall.level), start - _LEFT - wide - 12, 8.2, 7
    )
    for n, line in enumerate(lines):
        sheet.text(_LEFT + wide, top + 25 + n * 9.5, line, size, color=INK2)
    rule = top + 36.8 + (len(lines) - 1) * 9.5
    sheet.line(_LEFT, rule, _RIGHT, rule, THICK, INK)
    return _draw_tiles(sheet, paper, rule)


def _whose(paper: DailyReportPaper) -> str:
    """A day's hours, manager and close; of a period from which day to which."""
    if paper.days:
        first, last = paper.days[0].date, paper.days[-1].date
        running = "" if paper.closed_at else "末日尚未日结"
        return joined(f"首个营业日 {first}", f"末个营业日 {last}", running)
    closed = f"日结 {paper.closed_at}" if paper.closed_at else "尚未日结"
    return joined(paper.hours, f"值班主任 {paper.duty_manager}（{paper.duty_manager_no}）", closed)


def _draw_tiles(sheet: Sheet, paper: DailyReportPaper, y: float) -> float:
    shown = figures.tiles(paper)
    wide = _WIDTH * 0.192  # the two shares are written out below
    narrow = (_WIDTH - 2 * wide) / 4
    x = _LEFT
    for n, (label, figure, below) in enumerate(shown):
        width = wide if n >= 4 else narrow
        if n:
            sheet.line(x, y, x, y + 48, HAIR, RULE)
        pad = 7.5
        sheet.text(x + pad, y + 12.3, label, TABLE, color=INK2)
        size = shrink(figure, width - 2 * pad, 16.4, 9, Weight.BOLD)
        sheet.text(x + pad, y + 31, figure, size, Weight.BOLD)
        small = shrink(below, width - 1.5 * pad, 7.3, 5.5)
        sheet.text(x + pad, y + 42.3, below, small, color=INK2)
        x += width
    sheet.line(_LEFT, y + 48, _RIGHT, y + 48, HAIR, RULE)
    return y + 48


def draw_next_head(sheet: Sheet, paper: DailyReportPaper) -> float:
    """A low head for further pages; return where their content begins."""
    wide = draw_mark(sheet, _LEFT, 29.5, 16, hall=paper.hall) + 6
    draw_footer(sheet, paper.hall)
    sheet.text(_LEFT + wide, 41.5, paper.title, SECTION, Weight.BOLD)
    right = joined(paper.hall.name, f"{paper.business_date} {paper.weekday}")
    sheet.right(_RIGHT, 41.5, right, shrink(right, _WIDTH - 90, TABLE, 6), color=INK2)
    sheet.line(_LEFT, 51, _RIGHT, 51, THICK, INK)
    return 55


def draw_title(
    sheet: Sheet, number: str, title: str, note: str, left: float, width: float, y: float
) -> None:
    """A section's number, title and note."""
    base = y + 20.5
    sheet.text(left, base, f"{number}　{title}" if number else title, SECTION, Weight.BOLD)
    if note:
        sheet.right(left + width, base, note, NOTE, color=INK2)
