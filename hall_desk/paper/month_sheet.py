"""A clerk's month sheet (工号月度表) on A4: figures, ratings, what was seen and corrected."""

from hall_desk.domain.papers import MonthRemark, MonthSheetPaper

from .fitting import shrink, wrap
from .flow import Block, cut_pages, draw_pages, gap
from .fonts import Weight
from .formats import page_of
from .heads import draw_head, draw_sign_place, joined
from .sheet import Sheet, one_at_a_time
from .tokens import A4, A4_MARGIN, HAIR, INK, INK2, RULE, TABLE, THICK

_LEFT = A4_MARGIN
_RIGHT = A4[0] - A4_MARGIN
_WIDTH = _RIGHT - _LEFT
_FOOT = A4[1] - A4_MARGIN
_BODY = 9.5
_COLUMNS = 4


@one_at_a_time
def render_month_sheet(paper: MonthSheetPaper) -> bytes:
    """Draw the sheet; both columns, praise and shortcomings, stand side by side in words."""
    sheet = Sheet(A4, f"工号月度表 {paper.staff_no} {paper.month}", paper.hall.name)
    top = _draw_top(Sheet(A4, ""), paper)
    room = _FOOT - 60 - top
    pages = cut_pages(_blocks(paper), room, room)
    draw_pages(
        sheet,
        pages,
        lambda n: _draw_top(sheet, paper),
        lambda n: _draw_foot(sheet, paper, n, len(pages)),
    )
    return sheet.finish()


def _draw_top(sheet: Sheet, paper: MonthSheetPaper) -> float:
    rule = draw_head(
        sheet, paper.hall, "工号月度表", paper.month,
        left=_LEFT, right=_RIGHT, top=A4_MARGIN, prefix="",
    )  # fmt: skip
    who = f"工号 {paper.staff_no}　{paper.name}"
    sheet.text(_LEFT, rule + 20, who, shrink(who, _WIDTH, 12, 8, Weight.BOLD), Weight.BOLD)
    return rule + 32


def _blocks(paper: MonthSheetPaper) -> list[Block]:
    blocks = [_heading("办理")]
    blocks += _grid(paper.figures)
    blocks += [gap(6), _heading("评价")]
    blocks += _grid(paper.ratings)
    for title, remarks, none in (
        ("值班巡查", paper.findings, "本月没有巡查记录。"),
        ("差错更正", paper.corrections, "本月没有更正。"),
    ):
        blocks += [gap(6), _heading(title)]
        blocks += _remarks(remarks) if remarks else [_line(none)]
    blocks.append(gap(8))
    blocks += [_line(line, TABLE) for line in wrap(paper.definitions, _WIDTH, TABLE)]
    return blocks


def _heading(words: str) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(_LEFT, y + 14, words, 11, Weight.BOLD)
        sheet.line(_LEFT, y + 20, _RIGHT, y + 20, THICK, INK)

    return Block(height=24, draw=draw, keep=True)


def _grid(cells: tuple[tuple[str, str], ...]) -> list[Block]:
    width = _WIDTH / _COLUMNS
    rows = [cells[start : start + _COLUMNS] for start in range(0, len(cells), _COLUMNS)]

    def row(parts: tuple[tuple[str, str], ...]) -> Block:
        def draw(sheet: Sheet, y: float) -> None:
            for n, (label, value) in enumerate(parts):
                sheet.text(_LEFT + n * width, y + 10, label, TABLE, color=INK2)
                sheet.text(_LEFT + n * width, y + 25, value, 12, Weight.SEMIBOLD)

        return Block(height=34, draw=draw)

    return [row(parts) for parts in rows]


def _remarks(remarks: tuple[MonthRemark, ...]) -> list[Block]:
    return [_remark(each) for each in remarks]


def _remark(remark: MonthRemark) -> Block:
    lines = wrap(remark.words, _WIDTH - 116, _BODY)
    height = len(lines) * _BODY * 1.4 + 6

    def draw(sheet: Sheet, y: float) -> None:
        base = y + 3 + _BODY
        sheet.text(_LEFT, base, remark.day, _BODY, color=INK2)
        sheet.text(_LEFT + 64, base, "表扬" if remark.good else "不足", _BODY, Weight.SEMIBOLD)
        for n, line in enumerate(lines):
            sheet.text(_LEFT + 100, base + n * _BODY * 1.4, line, _BODY)
        sheet.line(_LEFT, y + height, _RIGHT, y + height, HAIR, RULE)

    return Block(height=height, draw=draw)


def _line(words: str, size: float = _BODY) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(_LEFT, y + size + 2, words, size, color=INK2)

    return Block(height=size * 1.5, draw=draw)


def _draw_foot(sheet: Sheet, paper: MonthSheetPaper, page: int, pages: int) -> None:
    if page == pages:
        draw_sign_place(sheet, "本人", _LEFT, _FOOT - 28, 150)
        draw_sign_place(sheet, "值班主任", _LEFT + 175, _FOOT - 28, 170)
        draw_sign_place(sheet, "日期", _LEFT + 370, _FOOT - 28, 150)
    words = joined(f"打印 {paper.printed_at}", f"工号 {paper.printed_by}", "不含客户信息")
    sheet.text(_LEFT, _FOOT - 4, words, TABLE, color=INK2)
    sheet.right(_RIGHT, _FOOT - 4, page_of(page, pages), TABLE, color=INK2)
