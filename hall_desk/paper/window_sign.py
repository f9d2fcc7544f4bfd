"""The printed window sign (窗口受理标识, Art. 12(5)), A4 landscape, black on white."""

import unicodedata

from hall_desk.domain.papers import WindowSignPaper
from hall_desk.domain.windowsigns import lines_of

from .faults import PaperFault
from .fitting import fit_block, fit_lines, shrink
from .fonts import Weight, missing_characters, text_width
from .letterhead import draw_footer
from .mark import draw_mark
from .sheet import Sheet, one_at_a_time
from .tokens import A4_LANDSCAPE, INK, INK2, MM, THICK

_LEFT = 16 * MM
_RIGHT = A4_LANDSCAPE[0] - _LEFT
_WIDTH = _RIGHT - _LEFT
_BOTTOM = A4_LANDSCAPE[1] - 16 * MM
_NUMBER = 250.0


@one_at_a_time
def render_window_sign(paper: WindowSignPaper) -> bytes:
    """Draw the sign: the number first, then name and kinds in each language."""
    _check_third(paper)
    sheet = Sheet(A4_LANDSCAPE, f"窗口标识 {paper.number}号窗口", paper.hall.name)
    _draw_head(sheet, paper)
    left = _draw_number(sheet, paper)
    _draw_words(sheet, paper, left)
    _draw_foot(sheet, paper)
    return sheet.finish()


def _check_third(paper: WindowSignPaper) -> None:
    """Unshaped letters must not reach the paper: joined or reversed wrongly they say nothing."""
    if not paper.third or paper.outline is not None:
        return
    needs_shaping = any(
        unicodedata.bidirectional(letter) in ("R", "AL") or unicodedata.combining(letter)
        for letter in paper.third
    )
    if needs_shaping or missing_characters(paper.third):
        raise PaperFault("这台电脑没有第三语言的字体，标识没有打印；请在有这种字体的电脑上打印。")


def _draw_head(sheet: Sheet, paper: WindowSignPaper) -> None:
    wide = draw_mark(sheet, _LEFT, 14 * MM, 30, INK, hall=paper.hall) + 12
    draw_footer(sheet, paper.hall)
    size, lines = fit_lines(paper.hall.name, _WIDTH - wide - 18, 20, 13, Weight.SEMIBOLD)
    for n, line in enumerate(lines):
        sheet.text(_LEFT + wide, 14 * MM + 22 + n * size * 1.25, line, size, Weight.SEMIBOLD)
    sheet.line(_LEFT, 94, _RIGHT, 94, THICK, INK)


def _draw_number(sheet: Sheet, paper: WindowSignPaper) -> float:
    """The number as large as the page allows; return where the words begin."""
    text = str(paper.number)
    size = shrink(text, 210, _NUMBER, 120, Weight.BOLD)
    sheet.text(_LEFT - 6, 120 + size * 0.74, text, size, Weight.BOLD)
    end = _LEFT - 6 + text_width(text, size, Weight.BOLD)
    sheet.text(end + 8, 120 + size * 0.74, "号窗口", 34, Weight.SEMIBOLD)
    sheet.text(end + 10, 120 + size * 0.74 - 46, "Window", 22, color=INK2)
    return max(end + 8 + text_width("号窗口", 34, Weight.SEMIBOLD) + 34, _LEFT + 250)


def _draw_words(sheet: Sheet, paper: WindowSignPaper, left: float) -> None:
    width, y = _RIGHT - left, 128.0
    size, lines = _name_lines(paper.name, width)
    for line in lines:
        y += size
        sheet.text(left, y, line, size, Weight.BOLD)
        y += size * 0.28
    if paper.kinds:
        size, lines = fit_block(paper.kinds, width, 60, 26, 12)
        y += 6
        for line in lines:
            y += size
            sheet.text(left, y, line, size, color=INK2)
            y += size * 0.3
    size, lines = fit_block(paper.name_en, width, 90, 30, 12)
    y += 12
    for line in lines:
        y += size
        sheet.text(left, y, line, size)
        y += size * 0.3
    if paper.third:
        _draw_third(sheet, paper)


def _name_lines(name: str, width: float) -> tuple[float, list[str]]:
    """One or two lines, as large as they fit; a kind is never broken in two."""
    for size in range(60, 20, -1):
        lines = _broken_at(name, width, size)
        wide = max(text_width(line, size, Weight.BOLD) for line in lines)
        if wide <= width and len(lines) * size * 1.28 <= 160:
            return size, lines
    return 20, _broken_at(name, width, 20)


def _broken_at(name: str, width: float, size: float) -> list[str]:
    return lines_of(name, lambda line: text_width(line, size, Weight.BOLD) <= width)


def _draw_third(sheet: Sheet, paper: WindowSignPaper) -> None:
    """The third line over the whole width, from the side its script begins at."""
    top, high = 372.0, 84.0
    sheet.line(_LEFT, top - 14, _RIGHT, top - 14, THICK, INK)
    outline = paper.outline
    if outline is None:
        size = shrink(paper.third, _WIDTH, 48, 16, Weight.SEMIBOLD)
        draw = sheet.right if paper.rtl else sheet.text
        draw(_RIGHT if paper.rtl else _LEFT, top + high * 0.62, paper.third, size, Weight.SEMIBOLD)
        return
    size = min(high, _WIDTH * outline.height / max(outline.width, 1))
    wide = outline.width * size / outline.height
    sheet.outline(
        _RIGHT - wide if paper.rtl else _LEFT, top + (high - size) / 2, outline, size, INK
    )


def _draw_foot(sheet: Sheet, paper: WindowSignPaper) -> None:
    sheet.text(_LEFT, _BOTTOM, "请取号后等候叫号", 15, color=INK2)
    x = sheet.right(_RIGHT, _BOTTOM, paper.hotlines.supervision, 15, Weight.SEMIBOLD)
    x = sheet.right(x, _BOTTOM, " ・ 监督 ", 15, color=INK2)
    x = sheet.right(x, _BOTTOM, paper.hotlines.service, 15, Weight.SEMIBOLD)
    sheet.right(x, _BOTTOM, "服务 ", 15, color=INK2)
