"""The ticket slip (排队号票): on 80 mm or 58 mm rolls, black only, as long as it needs."""

from math import ceil

from hall_desk.domain.papers import SlipPaper

from .fitting import fit_lines, shrink, wrap
from .fonts import Weight, text_width
from .heads import joined
from .qrcode import draw_qr
from .roll import BODY, DOT, PITCH, WIDE, Roll, draw_footer, draw_hall, draw_tear, roll_of
from .sheet import Sheet, one_at_a_time
from .tokens import MM, THERMAL

_CODE = 212 * DOT
_GAP = 8 * DOT
_NO_LINE = "交费、查询不用排队"


@one_at_a_time
def render_slip(paper: SlipPaper, dots: int = WIDE.head) -> bytes:
    """Draw the slip for that many dots; a first drawing on a long strip finds the height."""
    roll = roll_of(dots)
    strip = Sheet((roll.paper, 4000 * MM), "")
    height = _draw(strip, paper, roll)
    height = ceil(height / DOT) * DOT
    sheet = Sheet((roll.paper, height), f"号票 {paper.ticket_number}", paper.hall.name)
    _draw(sheet, paper, roll)
    return sheet.finish()


def _draw(sheet: Sheet, paper: SlipPaper, roll: Roll) -> float:
    y = draw_hall(sheet, paper.hall, roll)
    y = _draw_number(sheet, paper, y, roll)
    y = _draw_waiting(sheet, paper, y, roll)
    y = _draw_list(sheet, paper, y, roll)
    y = _draw_hints(sheet, paper, y, roll)
    return _draw_foot(sheet, paper, y, roll)


def _draw_number(sheet: Sheet, paper: SlipPaper, y: float, roll: Roll) -> float:
    service = paper.service if paper.service != paper.kind else ""
    size, lines = fit_lines(joined(paper.kind, service), roll.width, 27 * DOT, 22 * DOT)
    y += 63 * DOT
    for line in lines:
        sheet.center(roll.middle, y, line, size, color=THERMAL)
        y += size * 1.35
    y -= size * 1.35
    if paper.priority:
        y = _draw_priority(sheet, paper.priority, y + 20 * DOT, roll)
    size = shrink(paper.ticket_number, roll.width, 184 * DOT, 60 * DOT, Weight.BOLD)
    y += 186 * DOT
    sheet.center(roll.middle, y, paper.ticket_number, size, Weight.BOLD, THERMAL)
    return y


def _draw_priority(sheet: Sheet, priority: str, y: float, roll: Roll) -> float:
    words = priority if "优先" in priority else f"优先 ・ {priority}"
    size = shrink(words, roll.width - 40 * DOT, 26 * DOT, 16 * DOT, Weight.BOLD)
    wide = text_width(words, size, Weight.BOLD) + 40 * DOT
    sheet.box(
        roll.middle - wide / 2,
        y,
        wide,
        44 * DOT,
        radius=8 * DOT,
        stroke=THERMAL,
        line_width=3 * DOT,
    )
    sheet.center(roll.middle, y + 31 * DOT, words, size, Weight.BOLD, THERMAL)
    return y + 34 * DOT


def _draw_waiting(sheet: Sheet, paper: SlipPaper, y: float, roll: Roll) -> float:
    top, high = y + 28 * DOT, (76 if roll.is_narrow else 110) * DOT
    facts = (("前面等候", f"{paper.people_ahead} 人"), ("预计等候", paper.estimate))
    if roll.is_narrow:
        return _draw_stacked(sheet, facts, top, high, roll)
    sheet.box(roll.left, top, roll.width, high, radius=8 * DOT, stroke=THERMAL, line_width=3 * DOT)
    sheet.line(roll.middle, top, roll.middle, top + high, 3 * DOT, THERMAL)
    for n, (label, value) in enumerate(facts):
        x = roll.left + roll.width * (1 + 2 * n) / 4
        sheet.center(x, top + 39 * DOT, label, BODY, color=THERMAL)
        size = shrink(value, roll.width / 2 - 20 * DOT, 44 * DOT, 24 * DOT, Weight.BOLD)
        sheet.center(x, top + 90 * DOT, value, size, Weight.BOLD, THERMAL)
    return draw_tear(sheet, top + high + 22 * DOT, roll)


def _draw_stacked(
    sheet: Sheet, facts: tuple[tuple[str, str], ...], top: float, high: float, roll: Roll
) -> float:
    """On a narrow roll one fact stands below the other, its value at the right."""
    whole = high * len(facts)
    sheet.box(roll.left, top, roll.width, whole, radius=8 * DOT, stroke=THERMAL, line_width=3 * DOT)
    for n, (label, value) in enumerate(facts):
        y = top + n * high
        if n:
            sheet.line(roll.left, y, roll.right, y, 3 * DOT, THERMAL)
        edge = sheet.text(roll.left + 16 * DOT, y + 48 * DOT, label, BODY, color=THERMAL)
        room = roll.right - 16 * DOT - edge - 12 * DOT
        size = shrink(value, room, 44 * DOT, 24 * DOT, Weight.BOLD)
        sheet.right(roll.right - 16 * DOT, y + 52 * DOT, value, size, Weight.BOLD, THERMAL)
    return draw_tear(sheet, top + whole + 22 * DOT, roll)


def _draw_list(sheet: Sheet, paper: SlipPaper, y: float, roll: Roll) -> float:
    if not paper.papers_to_prepare:
        return y
    y += 48 * DOT
    sheet.text(roll.left, y, "请准备", BODY, Weight.BOLD, THERMAL)
    for item in paper.papers_to_prepare:
        side = 19 * DOT
        sheet.box(
            roll.left + 2 * DOT, y + 17 * DOT, side, side, stroke=THERMAL, line_width=1.5 * DOT
        )
        for line in wrap(item, roll.width - 30 * DOT, BODY):
            y += PITCH
            sheet.text(roll.left + 30 * DOT, y, line, BODY, color=THERMAL)
    return draw_tear(sheet, y + 30 * DOT, roll)


def _draw_hints(sheet: Sheet, paper: SlipPaper, y: float, roll: Roll) -> float:
    y += 12 * DOT
    for hint in paper.hints:
        for line in wrap(hint, roll.width, BODY):
            y += PITCH
            sheet.text(roll.left, y, line, BODY, color=THERMAL)
    return _draw_codes(sheet, paper, y + 16 * DOT, roll)


def _draw_codes(sheet: Sheet, paper: SlipPaper, y: float, roll: Roll) -> float:
    """The ticket's code for the kiosk's scanner with the telephones beside it; the link's below."""
    beside = bool(paper.scan) and not roll.is_narrow
    x, start = (roll.left + _CODE + _GAP, y) if beside else (roll.left, y)
    if paper.scan:
        middle = roll.left if beside else roll.middle - _CODE / 2
        draw_qr(sheet, middle, y + 10 * DOT, _CODE, paper.scan, DOT)
        y += 10 * DOT + (0 if beside else _CODE)
        for words in ("在取号机上扫码，", "查看前面还有几人"):
            y += PITCH
            if beside:
                sheet.text(x, y, words, BODY, color=THERMAL)
            else:
                sheet.center(roll.middle, y, words, BODY, color=THERMAL)
        y += 0 if beside else 8 * DOT
    y = _draw_phones(sheet, paper, x, y, beside)
    for line in wrap(f"值班主任 {paper.duty_manager}", roll.right - x, BODY):
        y += PITCH
        sheet.text(x, y, line, BODY, color=THERMAL)
    if beside:
        y = max(y, start + 10 * DOT + _CODE)
    return _draw_link(sheet, paper, y, roll)


def _draw_phones(sheet: Sheet, paper: SlipPaper, x: float, y: float, stacked: bool) -> float:
    y += PITCH
    over = sheet.text(x, y, "服务 ", BODY, color=THERMAL)
    over = sheet.text(over, y, paper.hotlines.service, BODY, Weight.BOLD, THERMAL)
    if stacked:
        y, over = y + PITCH, x
    over = sheet.text(over, y, "监督 " if stacked else "　监督 ", BODY, color=THERMAL)
    sheet.text(over, y, paper.hotlines.supervision, BODY, Weight.BOLD, THERMAL)
    return y


def _draw_link(sheet: Sheet, paper: SlipPaper, y: float, roll: Roll) -> float:
    """The hall's other channel (S2-6): a code with its name, or the name alone."""
    if not paper.link:
        y += 10 * DOT if paper.scan and paper.link_words else 0
        words = f"也可用“{paper.link_words}”办理。"
        for line in wrap(words, roll.width, BODY) if paper.link_words else ():
            y += PITCH
            sheet.text(roll.left, y, line, BODY, color=THERMAL)
        return y
    top = draw_tear(sheet, y + 28 * DOT, roll) + 24 * DOT
    name = f"扫码用“{paper.link_words or '手机'}”"
    if roll.is_narrow:
        return _draw_link_below(sheet, paper.link, name, top, roll)
    beside = roll.left + _CODE + _GAP
    draw_qr(sheet, roll.left, top, _CODE, paper.link, DOT)
    lines = wrap(name, roll.right - beside, BODY, Weight.BOLD)
    y = top + _CODE / 2 - (len(lines) - 1) * PITCH
    for line in lines:
        sheet.text(beside, y, line, BODY, Weight.BOLD, THERMAL)
        y += PITCH
    sheet.text(beside, y, _NO_LINE, BODY, color=THERMAL)
    return top + _CODE


def _draw_link_below(sheet: Sheet, link: str, name: str, top: float, roll: Roll) -> float:
    draw_qr(sheet, roll.middle - _CODE / 2, top, _CODE, link, DOT)
    y = top + _CODE
    for line in wrap(name, roll.width, BODY, Weight.BOLD):
        y += PITCH
        sheet.center(roll.middle, y, line, BODY, Weight.BOLD, THERMAL)
    y += PITCH
    sheet.center(roll.middle, y, _NO_LINE, BODY, color=THERMAL)
    return y


def _draw_foot(sheet: Sheet, paper: SlipPaper, y: float, roll: Roll) -> float:
    y += 34 * DOT
    for line in wrap(paper.hall.slogan, roll.width, BODY, Weight.BOLD):
        y += PITCH
        sheet.center(roll.middle, y, line, BODY, Weight.BOLD, THERMAL)
    words = joined(paper.issued_at, paper.hall.code, "当日有效")
    y = draw_footer(sheet, paper.hall, y, roll)
    if paper.reprint:
        y += PITCH
        sheet.center(roll.middle, y, f"补打 第{paper.reprint}次", BODY, Weight.BOLD, THERMAL)
    y += PITCH
    size = shrink(words, roll.width, 21.5 * DOT, 16 * DOT)
    sheet.center(roll.middle, y, words, size, color=THERMAL)
    return y + 40 * DOT
