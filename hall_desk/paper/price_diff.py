"""The difference of a price list (价目差异表, Art. 24): line by line, checked and signed by two."""

from hall_desk.domain.papers import PriceDiffPaper, PriceDiffRow

from .flow import Block, draw_blocks
from .formats import page_of
from .grid import Grid, GridColumn, Part, cut_parts
from .heads import draw_cells, draw_head, draw_sign_place
from .sheet import Sheet, one_at_a_time
from .tokens import A4, A4_MARGIN, INK, INK2, TABLE

_LEFT = A4_MARGIN
_RIGHT = A4[0] - A4_MARGIN
_WIDTH = _RIGHT - _LEFT
_FOOT = A4[1] - A4_MARGIN
_SIGN = 52.0
_TITLE = "价目差异表"
_GRID = Grid(
    left=_LEFT,
    columns=(
        GridColumn(title="变化", width=34, bold=True),
        GridColumn(title="行", width=26, right=True),
        GridColumn(title="编号", width=44, bold=True),
        GridColumn(title="项目", width=106),
        GridColumn(title="原单价", width=52, right=True),
        GridColumn(title="新单价", width=58, right=True, bold=True),
        GridColumn(title="其他变化", width=58),
        GridColumn(title="批准文号", width=82),
        GridColumn(title="有效期", width=_WIDTH - 460),
    ),
    size=8.0,
)


@one_at_a_time
def render_price_diff(paper: PriceDiffPaper) -> bytes:
    """Draw every line of the difference, the signatures below the last."""
    top = _draw_top(Sheet(A4, ""), paper)
    room = _FOOT - 16 - top
    parts = [Part(title="", rows=tuple(_row(row) for row in paper.rows))]
    pages = cut_parts(_GRID, parts, room, room)
    if sum(block.height for block in pages[-1]) + _SIGN > room:
        pages.append([])
    sheet = Sheet(A4, f"{_TITLE} {paper.begins}", paper.hall.name)
    for n, blocks in enumerate(pages):
        if n:
            sheet.next_page()
        y = draw_blocks(sheet, blocks, _draw_top(sheet, paper))
        if n == len(pages) - 1:
            draw_sign_place(sheet, "录入人签字", _LEFT, y + 40, 220)
            draw_sign_place(sheet, "核对人签字", _LEFT + 280, y + 40, 220)
        foot = f"打印 {paper.printed_at}"
        sheet.text(_LEFT, _FOOT - 4, foot, TABLE, color=INK2)
        sheet.right(_RIGHT, _FOOT - 4, page_of(n + 1, len(pages)), TABLE, color=INK2)
    return sheet.finish()


def _row(row: PriceDiffRow) -> Block:
    cells = (
        row.change, row.row, row.code, row.name, row.old, row.new,
        row.others, row.approval_doc, row.valid,
    )  # fmt: skip
    return _GRID.row(cells, INK2 if row.change == "不变" else INK)


def _draw_top(sheet: Sheet, paper: PriceDiffPaper) -> float:
    rule = draw_head(
        sheet, paper.hall, _TITLE, f"{paper.begins} 起用",
        left=_LEFT, right=_RIGHT, top=A4_MARGIN, prefix="",
    )  # fmt: skip
    cells = [("文件", paper.source), ("录入", paper.imported_by)]
    y = draw_cells(sheet, cells, left=_LEFT, right=_RIGHT, y=rule + 17, columns=2)
    return draw_cells(sheet, [("合计", paper.summary)], left=_LEFT, right=_RIGHT, y=y, columns=1)
