"""The printed sign (“暂停营业”标牌), A4 landscape, dark words on white for any printer."""

from hall_desk.domain.papers import SignPaper

from .fitting import fit_block, fit_lines, shrink
from .fonts import Weight, text_width
from .heads import joined
from .letterhead import draw_footer
from .mark import draw_mark
from .sheet import Sheet, one_at_a_time
from .tokens import A4_LANDSCAPE, INK, INK2, MM, THICK

_LEFT = 16 * MM
_RIGHT = A4_LANDSCAPE[0] - _LEFT
_WIDTH = _RIGHT - _LEFT
_BOTTOM = A4_LANDSCAPE[1] - 16 * MM
_TITLE = "暂停营业"


@one_at_a_time
def render_sign(paper: SignPaper) -> bytes:
    """Draw the sign: the title first, then why, until when, and where to go."""
    sheet = Sheet(A4_LANDSCAPE, f"{_TITLE} {paper.place}", paper.hall.name)
    _draw_head(sheet, paper)
    _draw_title(sheet)
    _draw_values(sheet, paper)
    _draw_foot(sheet, paper)
    return sheet.finish()


def _draw_head(sheet: Sheet, paper: SignPaper) -> None:
    wide = draw_mark(sheet, _LEFT, 14 * MM, 30, INK, hall=paper.hall) + 12
    draw_footer(sheet, paper.hall)
    place = joined(paper.place, paper.kinds)
    half = _WIDTH / 2 - 24
    size, lines = fit_lines(paper.hall.name, half - wide, 20, 13, Weight.SEMIBOLD)
    y = 14 * MM + (22 if len(lines) == 1 else 14)
    for n, line in enumerate(lines):
        sheet.text(_LEFT + wide, y + n * size * 1.25, line, size, Weight.SEMIBOLD)
    size, lines = fit_lines(place, half, 22, 13, Weight.SEMIBOLD)
    for n, line in enumerate(lines):
        sheet.right(_RIGHT, y + n * size * 1.25, line, size, Weight.SEMIBOLD)


def _draw_title(sheet: Sheet) -> None:
    size = 146.0
    radius = 46.0
    x = _LEFT + radius + 4
    y = 202.0
    sheet.ring(x, y, radius, 9, INK)
    for dx in (-9.5, 9.5):
        sheet.box(x + dx - 4, y - 20, 8, 40, radius=4, fill=INK)
    start = x + radius + 34
    room = _RIGHT - start
    size *= min(1.0, room / text_width(_TITLE, size, Weight.BOLD))
    sheet.text(start - 5, y + size * 0.37, _TITLE, size, Weight.BOLD)
    sheet.text(start, y + 100, "Temporarily closed", 25, color=INK2)
    sheet.line(_LEFT, y + 138, _RIGHT, y + 138, THICK, INK)


def _draw_values(sheet: Sheet, paper: SignPaper) -> None:
    third = _WIDTH / 3
    columns = (
        ("原因", paper.reason, ""),
        ("预计恢复", paper.resume or "另行通知", f"自 {paper.since} 起"),
        ("请到", paper.alternative, paper.alternative_hint),
    )
    for n, (label, value, hint) in enumerate(columns):
        x = _LEFT + n * third
        width = third - (14 if n < 2 else 0)
        sheet.text(x, 382, label, 16, color=INK2)
        size = shrink(value, width, 38, 24, Weight.SEMIBOLD)
        size, lines = fit_block(value, width, 92, size, 8, Weight.SEMIBOLD)
        y = 390.0 + size * 0.9
        for line in lines:
            sheet.text(x, y, line, size, Weight.SEMIBOLD)
            y += size * 1.3
        y += 28 - size * 1.3
        hint_size, hints = fit_lines(hint, width, 14, 11)
        for line in hints:
            sheet.text(x, y, line, hint_size, color=INK2)
            y += hint_size * 1.35


def _draw_foot(sheet: Sheet, paper: SignPaper) -> None:
    sheet.text(_LEFT, _BOTTOM, "给您带来不便，敬请谅解。", 15)
    x = sheet.right(_RIGHT, _BOTTOM, paper.hotlines.supervision, 15, Weight.SEMIBOLD)
    x = sheet.right(x, _BOTTOM, " ・ 监督 ", 15, color=INK2)
    x = sheet.right(x, _BOTTOM, paper.hotlines.service, 15, Weight.SEMIBOLD)
    sheet.right(x, _BOTTOM, "紧急用电问题请拨打 ", 15, color=INK2)
