"""A public notice (公示) on A4: headings, tables and sentences, on as many pages as it needs."""

from collections.abc import Sequence

from hall_desk.domain.papers import PublicNoticePaper
from hall_desk.domain.publicnotices import cells_of, heading_of

from .fitting import wrap
from .flow import Block, cut_pages, draw_pages, gap
from .fonts import Weight, text_width
from .formats import page_of
from .heads import draw_head, joined
from .sheet import Sheet, one_at_a_time
from .tokens import A4, A4_MARGIN, HAIR, INK, INK2, OVER, RULE, TABLE, THICK

_LEFT = A4_MARGIN + 4
_RIGHT = A4[0] - A4_MARGIN - 4
_WIDTH = _RIGHT - _LEFT
_FOOT = A4[1] - A4_MARGIN
_BODY = 11.0
_CELL = 9.0
_PITCH = 1.5
_PAD = 10.0
_LEAST = 44.0
OVER_STAMP = "已过有效期"


@one_at_a_time
def render_public_notice(paper: PublicNoticePaper) -> bytes:
    """Draw the notice; an expired one says so across each page."""
    sheet = Sheet(A4, f"公示 {paper.title}", paper.hall.name)
    top = _draw_top(Sheet(A4, ""), paper)
    pages = cut_pages(_blocks(paper.lines), _FOOT - 34 - top, _FOOT - 34 - top)
    draw_pages(
        sheet,
        pages,
        lambda n: _draw_top(sheet, paper),
        lambda n: _draw_foot(sheet, paper, n, len(pages)),
    )
    return sheet.finish()


def _draw_top(sheet: Sheet, paper: PublicNoticePaper) -> float:
    under = joined(f"第 {paper.version} 版", paper.valid)
    y = draw_head(
        sheet, paper.hall, paper.title, under,
        left=_LEFT, right=_RIGHT, top=A4_MARGIN, prefix="",
    )  # fmt: skip
    if paper.approval_doc:
        for line in wrap(f"批准文号：{paper.approval_doc}", _WIDTH, _CELL):
            y += 14
            sheet.text(_LEFT, y, line, _CELL, color=INK2)
    return y + 12


def _draw_foot(sheet: Sheet, paper: PublicNoticePaper, page: int, pages: int) -> None:
    if paper.expired:
        sheet.tilted_stamp(A4[0] / 2, A4[1] / 2, OVER_STAMP, 34, 18, OVER)
    sheet.line(_LEFT, _FOOT - 16, _RIGHT, _FOOT - 16, HAIR, RULE)
    lines = paper.hotlines
    words = joined(
        f"服务热线 {lines.service}",
        f"监管热线 {lines.supervision}",
        paper.published,
        f"打印 {paper.printed_at}" if paper.printed_at else "",
    )
    sheet.text(_LEFT, _FOOT - 4, words, TABLE, color=INK2)
    sheet.right(_RIGHT, _FOOT - 4, page_of(page, pages), TABLE, color=INK2)


def _blocks(lines: Sequence[str]) -> list[Block]:
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and len(cells_of(lines[end])) > 1:
            end += 1
        if end > at:
            blocks += _table([cells_of(line) for line in lines[at:end]])
            at = end
            continue
        heading = heading_of(lines[at])
        blocks += _heading(heading) if heading else _sentence(lines[at])
        at += 1
    return blocks


def _heading(words: str) -> list[Block]:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(_LEFT, y + 20, words, _BODY + 1.5, Weight.BOLD)

    return [Block(height=28, draw=draw, keep=True)]


def _sentence(words: str) -> list[Block]:
    pitch = _BODY * _PITCH

    def one(line: str) -> Block:
        return Block(
            height=pitch, draw=lambda sheet, y: _ignore(sheet.text(_LEFT, y + _BODY, line, _BODY))
        )

    return [*(one(line) for line in wrap(words, _WIDTH, _BODY)), gap(3)]


def _ignore(_end: float) -> None:
    """A block draws and gives nothing back."""


def _table(rows: list[tuple[str, ...]]) -> list[Block]:
    """The first row names the columns; each column as wide as its words ask for, in fair shares."""
    count = max(len(row) for row in rows)
    rows = [row + ("",) * (count - len(row)) for row in rows]
    widths = _widths(rows, count)
    blocks = [_row(row, widths, head=not n) for n, row in enumerate(rows)]
    return [*blocks, gap(8)]


def _widths(rows: list[tuple[str, ...]], count: int) -> list[float]:
    wanted = [
        max(_LEAST, *(text_width(row[at], _CELL) + _PAD for row in rows)) for at in range(count)
    ]
    if sum(wanted) <= _WIDTH:
        wanted[wanted.index(max(wanted))] += _WIDTH - sum(wanted)
        return wanted
    # Narrow columns keep what they need; the wide ones share the rest.
    fair = _WIDTH / count
    narrow = [width if width <= fair else 0.0 for width in wanted]
    rest = _WIDTH - sum(narrow)
    wide = sum(width for width, kept in zip(wanted, narrow, strict=True) if not kept)
    return [kept or rest * width / wide for width, kept in zip(wanted, narrow, strict=True)]


def _row(cells: tuple[str, ...], widths: list[float], *, head: bool) -> Block:
    wrapped = [wrap(cell, width - _PAD, _CELL) for cell, width in zip(cells, widths, strict=True)]
    step = _CELL * 1.35
    height = max(len(lines) for lines in wrapped) * step + 7

    def draw(sheet: Sheet, y: float) -> None:
        x = _LEFT
        for lines, width in zip(wrapped, widths, strict=True):
            for n, line in enumerate(lines):
                weight = Weight.SEMIBOLD if head else Weight.REGULAR
                sheet.text(x + 2, y + 3 + _CELL + n * step, line, _CELL, weight)
            x += width
        rule, color = (THICK, INK) if head else (HAIR, RULE)
        sheet.line(_LEFT, y + height, _RIGHT, y + height, rule, color)

    return Block(height=height, draw=draw, keep=head)
