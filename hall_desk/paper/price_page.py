"""The price list to hang up (价目表, Art. 5(1), 12(3)): A4, as many pages as it needs."""

from hall_desk.domain.money import format_fen
from hall_desk.domain.papers import PricePagePaper, PricePageRow

from .fitting import wrap
from .flow import Block, draw_blocks
from .fonts import Weight
from .formats import page_of
from .grid import Grid, GridColumn, Part, cut_parts
from .heads import draw_head, joined
from .sheet import Sheet, one_at_a_time
from .tokens import A4, A4_MARGIN, HAIR, INK, INK2, OVER, RULE, TABLE

_LEFT = A4_MARGIN + 4
_RIGHT = A4[0] - A4_MARGIN - 4
_WIDTH = _RIGHT - _LEFT
_FOOT = A4[1] - A4_MARGIN
_TITLE = "收费项目和标准"
OVER_WORD = "已过期"
_GRID = Grid(
    left=_LEFT,
    columns=(
        GridColumn(title="编号", width=44, bold=True),
        GridColumn(title="项目", width=154),
        GridColumn(title="单位", width=36),
        GridColumn(title="单价（元）", width=68, right=True, bold=True),
        GridColumn(title="批准文号", width=128),
        GridColumn(title="有效期", width=_WIDTH - 430),
    ),
)


@one_at_a_time
def render_price_page(paper: PricePagePaper) -> bytes:
    """Draw the list; a price that has run out is red and says so."""
    parts = [
        Part(title=group, rows=tuple(_row(row) for row in rows)) for group, rows in paper.groups
    ]
    top = _draw_top(Sheet(A4, ""), paper)
    room = _FOOT - 22 - top
    pages = cut_parts(_GRID, parts, room, room)
    sheet = Sheet(A4, f"{_TITLE} {paper.day}", paper.hall.name)
    for n, blocks in enumerate(pages):
        if n:
            sheet.next_page()
        draw_blocks(sheet, blocks, _draw_top(sheet, paper))
        _draw_foot(sheet, paper, n + 1, len(pages))
    return sheet.finish()


def _row(row: PricePageRow) -> Block:
    valid = f"{row.valid}\n{OVER_WORD}，不能收费" if row.expired else row.valid
    cells = (row.code, row.name, row.unit, format_fen(row.unit_price_fen), row.approval_doc, valid)
    return _GRID.row(cells, OVER if row.expired else INK)


def _draw_top(sheet: Sheet, paper: PricePagePaper) -> float:
    y = draw_head(
        sheet, paper.hall, _TITLE, joined(paper.version, paper.day),
        left=_LEFT, right=_RIGHT, top=A4_MARGIN, prefix="",
    )  # fmt: skip
    y += 4
    if paper.expired:
        words = f"{OVER_WORD} {paper.expired} 项（红字），须等新的批准文件，期间不能收费。"
        y += 15
        sheet.text(_LEFT, y, words, 10, Weight.BOLD, OVER)
    notes = "有偿服务只按下列项目和单价收费，逐项列明，您签字确认后才收款。"
    for line in wrap(joined(notes, paper.coming), _WIDTH, 9):
        y += 13
        sheet.text(_LEFT, y, line, 9, color=INK2)
    return y + 6


def _draw_foot(sheet: Sheet, paper: PricePagePaper, page: int, pages: int) -> None:
    sheet.line(_LEFT, _FOOT - 16, _RIGHT, _FOOT - 16, HAIR, RULE)
    lines = paper.hotlines
    words = joined(
        f"服务热线 {lines.service}", f"监管热线 {lines.supervision}", f"打印 {paper.printed_at}"
    )
    sheet.text(_LEFT, _FOOT - 4, words, TABLE, color=INK2)
    sheet.right(_RIGHT, _FOOT - 4, page_of(page, pages), TABLE, color=INK2)
