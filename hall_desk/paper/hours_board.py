"""The opening-hours board (营业时间牌, Art. 12(2)): A4 to hang at the door, from the calendar."""

from hall_desk.domain.papers import HoursBoardPaper

from .fitting import fit_block, fit_lines, shrink, wrap
from .fonts import Weight
from .heads import joined
from .letterhead import draw_footer
from .mark import draw_mark
from .sheet import Sheet, one_at_a_time
from .tokens import A4, HAIR, INK, INK2, MM, OVER, RULE, THICK

_LEFT = 16 * MM
_RIGHT = A4[0] - _LEFT
_WIDTH = _RIGHT - _LEFT
_MIDDLE = A4[0] / 2
_FOOT = A4[1] - 16 * MM
_ROW = 34.0


@one_at_a_time
def render_hours_board(paper: HoursBoardPaper) -> bytes:
    """Draw the board; so many coming days as there are, smaller where they are many."""
    sheet = Sheet(A4, f"营业时间 {paper.valid}", paper.hall.name)
    y = _draw_head(sheet, paper)
    y = _draw_hours(sheet, paper, y)
    y = _draw_spans(sheet, paper, y)
    _draw_foot(sheet, paper)
    return sheet.finish()


def _draw_head(sheet: Sheet, paper: HoursBoardPaper) -> float:
    top = 16 * MM
    draw_mark(sheet, _LEFT, top, 38, hall=paper.hall)
    size, lines = fit_lines(paper.hall.name, _WIDTH - 52, 24, 14, Weight.BOLD)
    y = top + (28 if len(lines) == 1 else 18)
    for line in lines:
        sheet.text(_LEFT + 52, y, line, size, Weight.BOLD)
        y += size * 1.25
    rule = max(top + 54, y - size * 1.25 + 14)
    sheet.line(_LEFT, rule, _RIGHT, rule, THICK, INK)
    return rule


def _draw_hours(sheet: Sheet, paper: HoursBoardPaper, y: float) -> float:
    sheet.center(_MIDDLE, y + 58, "营业时间", 40, Weight.BOLD)
    sheet.center(_MIDDLE, y + 82, "BUSINESS HOURS", 14, color=INK2)
    every = "每天（节假日另见下表）" if paper.every_day else _open_words(paper)
    sheet.center(_MIDDLE, y + 116, every, shrink(every, _WIDTH, 18, 10))
    size = shrink(paper.hours, _WIDTH, 84, 40, Weight.BOLD)
    sheet.center(_MIDDLE, y + 196, paper.hours, size, Weight.BOLD)
    y += 218
    rests = [word for word, hours in paper.weekdays if hours != paper.hours]
    if rests:
        sheet.center(_MIDDLE, y + 14, f"{'、'.join(rests)} 休息", 18, Weight.SEMIBOLD)
        y += 30
    sheet.center(_MIDDLE, y + 12, "到下班时已取号的客户，办完为止。", 13, color=INK2)
    sheet.line(_LEFT, y + 30, _RIGHT, y + 30, THICK, INK)
    return y + 30


def _open_words(paper: HoursBoardPaper) -> str:
    return "、".join(word for word, hours in paper.weekdays if hours == paper.hours)


def _draw_spans(sheet: Sheet, paper: HoursBoardPaper, y: float) -> float:
    sheet.text(_LEFT, y + 26, "近期节假日安排", 16, Weight.BOLD)
    y += 36
    notes = wrap(paper.note, _WIDTH, 11) if paper.note else []
    if not paper.spans:
        sheet.text(_LEFT, y + 16, "近期没有节假日，每天照上面的时间营业。", 13, color=INK2)
        y += 26
    room = _FOOT - 58 - y - len(notes) * 16
    pitch = min(_ROW, room / max(1, len(paper.spans)))
    scale = pitch / _ROW
    for span in paper.spans:
        base = y + pitch * 0.64
        color = OVER if span.closed else INK
        sheet.text(_LEFT, base, span.days, shrink(span.days, 196, 13 * scale, 5))
        size = shrink(span.hours, _WIDTH - 330, 17 * scale, 5, Weight.BOLD)
        start = sheet.right(_RIGHT, base, span.hours, size, Weight.BOLD, color)
        room = start - _LEFT - 208 - 10
        size, lines = fit_block(span.name, room, pitch * 0.9, 13 * scale, 4, leading=1.2)
        top = base - (len(lines) - 1) * size * 0.6
        for n, line in enumerate(lines):
            sheet.text(_LEFT + 208, top + n * size * 1.2, line, size)
        y += pitch
        sheet.line(_LEFT, y, _RIGHT, y, HAIR, RULE)
    for line in notes:
        y += 16
        sheet.text(_LEFT, y, line, 11, color=INK2)
    return y


def _draw_foot(sheet: Sheet, paper: HoursBoardPaper) -> None:
    lines = paper.hotlines
    sheet.line(_LEFT, _FOOT - 40, _RIGHT, _FOOT - 40, THICK, INK)
    words = f"24 小时服务热线 {lines.service}　监管热线 {lines.supervision}"
    sheet.center(_MIDDLE, _FOOT - 20, words, 15, Weight.SEMIBOLD)
    about = joined(paper.hall.address, paper.hall.phone, paper.valid)
    size, lines_about = fit_lines(about, _WIDTH, 10, 8)
    for n, line in enumerate(lines_about):
        sheet.center(_MIDDLE, _FOOT - 3 + n * size * 1.25, line, size, color=INK2)
    draw_footer(sheet, paper.hall)
