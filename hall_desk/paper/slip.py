"""The ticket slip (排队号票): 576 dots on an 80 mm roll, black only, as long as it needs."""

from hall_desk.domain.papers import SlipPaper

from .fitting import fit_lines, shrink, wrap
from .fonts import Weight, text_width
from .heads import joined
from .mark import draw_outlined_mark
from .sheet import Sheet, one_at_a_time
from .tokens import MM, THERMAL

DOT = 72 * MM / 576
"""One dot of the thermal head in points."""

_ROLL = 80 * MM
_SIDE = (_ROLL - 576 * DOT) / 2  # what the head cannot reach
_LEFT = _SIDE + 28 * DOT
_RIGHT = _ROLL - _LEFT
_WIDTH = _RIGHT - _LEFT
_MIDDLE = _ROLL / 2
_BODY = 24 * DOT
_PITCH = 36 * DOT


@one_at_a_time
def render_slip(paper: SlipPaper) -> bytes:
    """Draw the slip; a first drawing on a long strip finds the height."""
    strip = Sheet((_ROLL, 4000 * MM), "")
    height = _draw(strip, paper)
    sheet = Sheet((_ROLL, height), f"号票 {paper.ticket_number}", paper.hall.name)
    _draw(sheet, paper)
    return sheet.finish()


def _draw(sheet: Sheet, paper: SlipPaper) -> float:
    y = _draw_hall(sheet, paper)
    y = _draw_number(sheet, paper, y)
    y = _draw_waiting(sheet, paper, y)
    y = _draw_list(sheet, paper, y)
    y = _draw_hints(sheet, paper, y)
    return _draw_foot(sheet, paper, y)


def _draw_hall(sheet: Sheet, paper: SlipPaper) -> float:
    mark, gap = 56 * DOT, 14 * DOT
    size, names = fit_lines(paper.hall.name, _WIDTH - mark - gap, 34 * DOT, 26 * DOT, Weight.BOLD)
    wide = max(text_width(name, size, Weight.BOLD) for name in names)
    x = _MIDDLE - (mark + gap + wide) / 2
    draw_outlined_mark(sheet, x, 32 * DOT, mark, THERMAL)
    y = (72 if len(names) == 1 else 58) * DOT
    for name in names:
        sheet.text(x + mark + gap, y, name, size, Weight.BOLD, THERMAL)
        y += size * 1.25
    return y - size * 1.25


def _draw_number(sheet: Sheet, paper: SlipPaper, y: float) -> float:
    service = paper.service if paper.service != paper.kind else ""
    size, lines = fit_lines(joined(paper.kind, service), _WIDTH, 27 * DOT, 22 * DOT)
    y += 63 * DOT
    for line in lines:
        sheet.center(_MIDDLE, y, line, size, color=THERMAL)
        y += size * 1.35
    y -= size * 1.35
    if paper.priority:
        y = _draw_priority(sheet, paper.priority, y + 20 * DOT)
    size = shrink(paper.ticket_number, _WIDTH, 184 * DOT, 60 * DOT, Weight.BOLD)
    y += 186 * DOT
    sheet.center(_MIDDLE, y, paper.ticket_number, size, Weight.BOLD, THERMAL)
    return y


def _draw_priority(sheet: Sheet, priority: str, y: float) -> float:
    words = priority if "优先" in priority else f"优先 ・ {priority}"
    size = shrink(words, _WIDTH - 40 * DOT, 26 * DOT, 16 * DOT, Weight.BOLD)
    wide = text_width(words, size, Weight.BOLD) + 40 * DOT
    sheet.box(
        _MIDDLE - wide / 2, y, wide, 44 * DOT, radius=8 * DOT, stroke=THERMAL, line_width=3 * DOT
    )
    sheet.center(_MIDDLE, y + 31 * DOT, words, size, Weight.BOLD, THERMAL)
    return y + 34 * DOT


def _draw_waiting(sheet: Sheet, paper: SlipPaper, y: float) -> float:
    top, height = y + 28 * DOT, 110 * DOT
    sheet.box(_LEFT, top, _WIDTH, height, radius=8 * DOT, stroke=THERMAL, line_width=3 * DOT)
    sheet.line(_MIDDLE, top, _MIDDLE, top + height, 3 * DOT, THERMAL)
    halves = (("前面等候", f"{paper.people_ahead} 人"), ("预计等候", paper.estimate))
    for n, (label, value) in enumerate(halves):
        x = _LEFT + _WIDTH * (1 + 2 * n) / 4
        sheet.center(x, top + 39 * DOT, label, _BODY, color=THERMAL)
        size = shrink(value, _WIDTH / 2 - 20 * DOT, 44 * DOT, 24 * DOT, Weight.BOLD)
        sheet.center(x, top + 90 * DOT, value, size, Weight.BOLD, THERMAL)
    return _draw_tear(sheet, top + height + 22 * DOT)


def _draw_tear(sheet: Sheet, y: float) -> float:
    sheet.line(_LEFT, y, _RIGHT, y, 2 * DOT, THERMAL, dash=(6 * DOT, 4 * DOT))
    return y


def _draw_list(sheet: Sheet, paper: SlipPaper, y: float) -> float:
    if not paper.papers_to_prepare:
        return y
    y += 48 * DOT
    sheet.text(_LEFT, y, "请准备", _BODY, Weight.BOLD, THERMAL)
    for item in paper.papers_to_prepare:
        side = 19 * DOT
        sheet.box(_LEFT + 2 * DOT, y + 17 * DOT, side, side, stroke=THERMAL, line_width=1.5 * DOT)
        for line in wrap(item, _WIDTH - 30 * DOT, _BODY):
            y += _PITCH
            sheet.text(_LEFT + 30 * DOT, y, line, _BODY, color=THERMAL)
    return _draw_tear(sheet, y + 30 * DOT)


def _draw_hints(sheet: Sheet, paper: SlipPaper, y: float) -> float:
    y += 12 * DOT
    for hint in paper.hints:
        for line in wrap(hint, _WIDTH, _BODY):
            y += _PITCH
            sheet.text(_LEFT, y, line, _BODY, color=THERMAL)
    y += 16 * DOT
    y += _PITCH
    x = sheet.text(_LEFT, y, "服务 ", _BODY, color=THERMAL)
    x = sheet.text(x, y, paper.hotlines.service, _BODY, Weight.BOLD, THERMAL)
    x = sheet.text(x, y, "　监督 ", _BODY, color=THERMAL)
    x = sheet.text(x, y, paper.hotlines.supervision, _BODY, Weight.BOLD, THERMAL)
    for line in wrap(f"值班主任 {paper.duty_manager}", _WIDTH, _BODY):
        y += _PITCH
        sheet.text(_LEFT, y, line, _BODY, color=THERMAL)
    return y


def _draw_foot(sheet: Sheet, paper: SlipPaper, y: float) -> float:
    y += 34 * DOT
    for line in wrap(paper.hall.slogan, _WIDTH, _BODY, Weight.BOLD):
        y += _PITCH
        sheet.center(_MIDDLE, y, line, _BODY, Weight.BOLD, THERMAL)
    words = joined(paper.issued_at, paper.hall.code, "当日有效")
    if paper.reprint:
        y += _PITCH
        sheet.center(_MIDDLE, y, f"补打 第{paper.reprint}次", _BODY, Weight.BOLD, THERMAL)
    y += _PITCH
    size = shrink(words, _WIDTH, 21.5 * DOT, 16 * DOT)
    sheet.center(_MIDDLE, y, words, size, color=THERMAL)
    return y + 40 * DOT
