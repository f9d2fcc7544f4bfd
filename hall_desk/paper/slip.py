"""The ticket slip (排队号票): 576 dots on an 80 mm roll, black only, as long as it needs."""

from hall_desk.domain.papers import SlipPaper

from .fitting import fit_lines, shrink, wrap
from .fonts import Weight, text_width
from .heads import joined
from .qrcode import draw_qr
from .roll import (
    BODY,
    DOT,
    LEFT,
    MIDDLE,
    PITCH,
    RIGHT,
    ROLL,
    WIDTH,
    draw_footer,
    draw_hall,
    draw_tear,
)
from .sheet import Sheet, one_at_a_time
from .tokens import MM, THERMAL

_CODE = 212 * DOT
_BESIDE = LEFT + _CODE + 8 * DOT


@one_at_a_time
def render_slip(paper: SlipPaper) -> bytes:
    """Draw the slip; a first drawing on a long strip finds the height."""
    strip = Sheet((ROLL, 4000 * MM), "")
    height = _draw(strip, paper)
    sheet = Sheet((ROLL, height), f"号票 {paper.ticket_number}", paper.hall.name)
    _draw(sheet, paper)
    return sheet.finish()


def _draw(sheet: Sheet, paper: SlipPaper) -> float:
    y = draw_hall(sheet, paper.hall)
    y = _draw_number(sheet, paper, y)
    y = _draw_waiting(sheet, paper, y)
    y = _draw_list(sheet, paper, y)
    y = _draw_hints(sheet, paper, y)
    return _draw_foot(sheet, paper, y)


def _draw_number(sheet: Sheet, paper: SlipPaper, y: float) -> float:
    service = paper.service if paper.service != paper.kind else ""
    size, lines = fit_lines(joined(paper.kind, service), WIDTH, 27 * DOT, 22 * DOT)
    y += 63 * DOT
    for line in lines:
        sheet.center(MIDDLE, y, line, size, color=THERMAL)
        y += size * 1.35
    y -= size * 1.35
    if paper.priority:
        y = _draw_priority(sheet, paper.priority, y + 20 * DOT)
    size = shrink(paper.ticket_number, WIDTH, 184 * DOT, 60 * DOT, Weight.BOLD)
    y += 186 * DOT
    sheet.center(MIDDLE, y, paper.ticket_number, size, Weight.BOLD, THERMAL)
    return y


def _draw_priority(sheet: Sheet, priority: str, y: float) -> float:
    words = priority if "优先" in priority else f"优先 ・ {priority}"
    size = shrink(words, WIDTH - 40 * DOT, 26 * DOT, 16 * DOT, Weight.BOLD)
    wide = text_width(words, size, Weight.BOLD) + 40 * DOT
    sheet.box(
        MIDDLE - wide / 2, y, wide, 44 * DOT, radius=8 * DOT, stroke=THERMAL, line_width=3 * DOT
    )
    sheet.center(MIDDLE, y + 31 * DOT, words, size, Weight.BOLD, THERMAL)
    return y + 34 * DOT


def _draw_waiting(sheet: Sheet, paper: SlipPaper, y: float) -> float:
    top, height = y + 28 * DOT, 110 * DOT
    sheet.box(LEFT, top, WIDTH, height, radius=8 * DOT, stroke=THERMAL, line_width=3 * DOT)
    sheet.line(MIDDLE, top, MIDDLE, top + height, 3 * DOT, THERMAL)
    halves = (("前面等候", f"{paper.people_ahead} 人"), ("预计等候", paper.estimate))
    for n, (label, value) in enumerate(halves):
        x = LEFT + WIDTH * (1 + 2 * n) / 4
        sheet.center(x, top + 39 * DOT, label, BODY, color=THERMAL)
        size = shrink(value, WIDTH / 2 - 20 * DOT, 44 * DOT, 24 * DOT, Weight.BOLD)
        sheet.center(x, top + 90 * DOT, value, size, Weight.BOLD, THERMAL)
    return draw_tear(sheet, top + height + 22 * DOT)


def _draw_list(sheet: Sheet, paper: SlipPaper, y: float) -> float:
    if not paper.papers_to_prepare:
        return y
    y += 48 * DOT
    sheet.text(LEFT, y, "请准备", BODY, Weight.BOLD, THERMAL)
    for item in paper.papers_to_prepare:
        side = 19 * DOT
        sheet.box(LEFT + 2 * DOT, y + 17 * DOT, side, side, stroke=THERMAL, line_width=1.5 * DOT)
        for line in wrap(item, WIDTH - 30 * DOT, BODY):
            y += PITCH
            sheet.text(LEFT + 30 * DOT, y, line, BODY, color=THERMAL)
    return draw_tear(sheet, y + 30 * DOT)


def _draw_hints(sheet: Sheet, paper: SlipPaper, y: float) -> float:
    y += 12 * DOT
    for hint in paper.hints:
        for line in wrap(hint, WIDTH, BODY):
            y += PITCH
            sheet.text(LEFT, y, line, BODY, color=THERMAL)
    return _draw_codes(sheet, paper, y + 16 * DOT)


def _draw_codes(sheet: Sheet, paper: SlipPaper, y: float) -> float:
    """The ticket's code for the kiosk's scanner with the telephones beside it; the link's below."""
    x, start = (_BESIDE, y) if paper.scan else (LEFT, y)
    if paper.scan:
        draw_qr(sheet, LEFT, y + 10 * DOT, _CODE, paper.scan)
        y += 10 * DOT
        for words in ("在取号机上扫码，", "查看前面还有几人"):
            y += PITCH
            sheet.text(x, y, words, BODY, color=THERMAL)
    y += PITCH
    over = sheet.text(x, y, "服务 ", BODY, color=THERMAL)
    over = sheet.text(over, y, paper.hotlines.service, BODY, Weight.BOLD, THERMAL)
    if paper.scan:
        y, over = y + PITCH, x
    over = sheet.text(over, y, "监督 " if paper.scan else "　监督 ", BODY, color=THERMAL)
    sheet.text(over, y, paper.hotlines.supervision, BODY, Weight.BOLD, THERMAL)
    for line in wrap(f"值班主任 {paper.duty_manager}", RIGHT - x, BODY):
        y += PITCH
        sheet.text(x, y, line, BODY, color=THERMAL)
    if paper.scan:
        y = max(y, start + 10 * DOT + _CODE)
    return _draw_link(sheet, paper, y)


def _draw_link(sheet: Sheet, paper: SlipPaper, y: float) -> float:
    """The hall's other channel (S2-6): a code with its name, or the name alone."""
    if not paper.link:
        y += 10 * DOT if paper.scan and paper.link_words else 0
        for line in (
            wrap(f"也可用“{paper.link_words}”办理。", WIDTH, BODY) if paper.link_words else ()
        ):
            y += PITCH
            sheet.text(LEFT, y, line, BODY, color=THERMAL)
        return y
    top = draw_tear(sheet, y + 28 * DOT) + 24 * DOT
    draw_qr(sheet, LEFT, top, _CODE, paper.link)
    lines = wrap(f"扫码用“{paper.link_words or '手机'}”", RIGHT - _BESIDE, BODY, Weight.BOLD)
    y = top + _CODE / 2 - (len(lines) - 1) * PITCH
    for line in lines:
        sheet.text(_BESIDE, y, line, BODY, Weight.BOLD, THERMAL)
        y += PITCH
    sheet.text(_BESIDE, y, "交费、查询不用排队", BODY, color=THERMAL)
    return top + _CODE


def _draw_foot(sheet: Sheet, paper: SlipPaper, y: float) -> float:
    y += 34 * DOT
    for line in wrap(paper.hall.slogan, WIDTH, BODY, Weight.BOLD):
        y += PITCH
        sheet.center(MIDDLE, y, line, BODY, Weight.BOLD, THERMAL)
    words = joined(paper.issued_at, paper.hall.code, "当日有效")
    y = draw_footer(sheet, paper.hall, y)
    if paper.reprint:
        y += PITCH
        sheet.center(MIDDLE, y, f"补打 第{paper.reprint}次", BODY, Weight.BOLD, THERMAL)
    y += PITCH
    size = shrink(words, WIDTH, 21.5 * DOT, 16 * DOT)
    sheet.center(MIDDLE, y, words, size, color=THERMAL)
    return y + 40 * DOT
