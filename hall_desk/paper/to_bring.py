"""The list of what to bring (需带材料), on the roll of the tickets: black only, 80 or 58 mm."""

from math import ceil

from hall_desk.domain.papers import ToBringPaper
from hall_desk.domain.papers.to_bring import PaperToBring

from .fitting import fit_lines, wrap
from .fonts import Weight, text_width
from .qrcode import draw_qr
from .roll import BODY, DOT, PITCH, WIDE, Roll, draw_footer, draw_hall, draw_tear, roll_of
from .sheet import Sheet, one_at_a_time
from .tokens import MM, THERMAL

_NOTE = 21.5 * DOT


@one_at_a_time
def render_to_bring(paper: ToBringPaper, dots: int = WIDE.head) -> bytes:
    """Draw the list for that many dots; a first drawing on a long strip finds the height."""
    roll = roll_of(dots)
    strip = Sheet((roll.paper, 4000 * MM), "")
    height = _draw(strip, paper, roll)
    height = ceil(height / DOT) * DOT
    sheet = Sheet((roll.paper, height), f"需带材料 {paper.service}", paper.hall.name)
    _draw(sheet, paper, roll)
    return sheet.finish()


def _draw(sheet: Sheet, paper: ToBringPaper, roll: Roll) -> float:
    y = draw_hall(sheet, paper.hall, roll) + 76 * DOT
    sheet.center(roll.middle, y, "需带材料", 40 * DOT, Weight.BOLD, THERMAL)
    size, lines = fit_lines(paper.service, roll.width, 30 * DOT, 24 * DOT, Weight.BOLD)
    y += 50 * DOT
    for line in lines:
        sheet.center(roll.middle, y, line, size, Weight.BOLD, THERMAL)
        y += size * 1.3
    y = draw_tear(sheet, y - size * 1.3 + 26 * DOT, roll) + 12 * DOT
    for each in paper.papers:
        y = _draw_paper(sheet, each, y, roll)
    if not paper.papers:
        y += PITCH
        sheet.text(roll.left, y, "不用带材料。", BODY, Weight.BOLD, THERMAL)
    y = draw_tear(sheet, y + 30 * DOT, roll) + 12 * DOT
    y = _draw_facts(sheet, paper, y, roll)
    return _draw_foot(sheet, paper, y, roll)


def _draw_paper(sheet: Sheet, paper: PaperToBring, y: float, roll: Roll) -> float:
    side, indent = 19 * DOT, 34 * DOT
    top = y + PITCH
    sheet.box(roll.left + 2 * DOT, top - 19 * DOT, side, side, stroke=THERMAL, line_width=1.5 * DOT)
    mark = text_width(paper.mark, BODY, Weight.BOLD)
    sheet.right(roll.right, top, paper.mark, BODY, Weight.BOLD, THERMAL)
    for line in wrap(paper.name, roll.width - indent - mark - 14 * DOT, BODY, Weight.BOLD):
        y += PITCH
        sheet.text(roll.left + indent, y, line, BODY, Weight.BOLD, THERMAL)
    for line in wrap(paper.note, roll.width - indent, _NOTE) if paper.note else ():
        y += 31 * DOT
        sheet.text(roll.left + indent, y, line, _NOTE, color=THERMAL)
    return y + 12 * DOT


def _draw_facts(sheet: Sheet, paper: ToBringPaper, y: float, roll: Roll) -> float:
    facts = (("收费", paper.fee), ("时限", paper.promise), ("营业", paper.hours))
    for label, words in facts:
        for n, line in enumerate(wrap(words, roll.width - 66 * DOT, BODY) if words else ()):
            y += PITCH
            if not n:
                sheet.text(roll.left, y, label, BODY, Weight.BOLD, THERMAL)
            sheet.text(roll.left + 66 * DOT, y, line, BODY, color=THERMAL)
    y += PITCH
    x = sheet.text(roll.left, y, "咨询 ", BODY, color=THERMAL)
    x = sheet.text(x, y, paper.hotlines.service, BODY, Weight.BOLD, THERMAL)
    x = sheet.text(x, y, "　监督 ", BODY, color=THERMAL)
    sheet.text(x, y, paper.hotlines.supervision, BODY, Weight.BOLD, THERMAL)
    return y


def _draw_foot(sheet: Sheet, paper: ToBringPaper, y: float, roll: Roll) -> float:
    if paper.link:
        side = 150 * DOT
        draw_qr(sheet, roll.left, y + 28 * DOT, side, paper.link, DOT)
        words = f"扫码到{paper.link_words or '网上'}查看和办理"
        middle = y + 28 * DOT + side / 2
        for n, line in enumerate(wrap(words, roll.width - side - 24 * DOT, BODY)):
            sheet.text(roll.left + side + 24 * DOT, middle + n * PITCH, line, BODY, color=THERMAL)
        y += 28 * DOT + side
    y += 24 * DOT
    for words in ("材料齐了再来取号，少跑一趟；", "不齐也可以先来，窗口给您清单。"):
        y += PITCH
        sheet.center(roll.middle, y, words, BODY, color=THERMAL)
    y = draw_footer(sheet, paper.hall, y, roll)
    y += PITCH
    sheet.center(roll.middle, y, f"{paper.printed_at}　不是号票", 21.5 * DOT, color=THERMAL)
    return y + 40 * DOT
