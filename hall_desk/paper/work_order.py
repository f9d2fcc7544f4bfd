"""The work order (派工单), A4: whom to meet, where, when and what to do (Art. 17(2), 25)."""

from hall_desk.domain.money import format_quantity
from hall_desk.domain.papers import WorkOrderLine, WorkOrderPaper

from .fitting import fit_lines, shrink
from .flow import Block, cut_pages, draw_pages, gap
from .fonts import Weight
from .formats import ordinal, page_of
from .heads import draw_cells, draw_head, draw_sign_place, joined
from .sections import LEFT, RIGHT, WIDTH, head_block, line_block
from .sheet import Sheet, one_at_a_time
from .tokens import A4, A4_MARGIN, HAIR, INK, INK2, OVER, RULE, SECTION, TABLE

_FOOT = A4[1] - A4_MARGIN - 2
_BODY = 10.0
_ROW = 22.0
_NAME, _NAME_WIDTH = 54.0, 236.0
_UNIT, _QUANTITY, _DONE = 318.0, 384.0, 404.0
_SIGNING = 96.0
_DUTY = (
    "请按约定时间到达，先出示证件、说明来意。只做客户已签字确认的项目；要增减或改做的，"
    "先告知客户会有差异，完工后由客户再次签字确认才收款。现场不收费、不另开单据。"
)


@one_at_a_time
def render_work_order(paper: WorkOrderPaper) -> bytes:
    """Draw the order; many items go on on further pages, signed at the foot of the last one."""
    sheet = Sheet(A4, f"{paper.title} {paper.number}", paper.hall.name)
    measure = Sheet(A4, "")
    room = _FOOT - 18
    first = room - _draw_page_head(measure, paper, _cells(paper))
    pages = cut_pages(_blocks(paper), first, room - _draw_page_head(measure, paper, []))
    draw_pages(
        sheet,
        pages,
        lambda n: _draw_page_head(sheet, paper, [] if n > 1 else _cells(paper)),
        lambda n: _draw_foot(sheet, paper, n, len(pages)),
    )
    return sheet.finish()


def _draw_foot(sheet: Sheet, paper: WorkOrderPaper, page: int, pages: int) -> None:
    if paper.cancelled:
        sheet.tilted_stamp(RIGHT - 74, 120, "已撤销", 26, 12, OVER)
    hotlines = f"服务 {paper.hotlines.service}", f"监督 {paper.hotlines.supervision}"
    foot = joined("本单不作收款凭据", "含客户信息，用后交回", *hotlines)
    sheet.text(LEFT, _FOOT, foot, shrink(foot, WIDTH - 60, TABLE, 6), color=INK2)
    sheet.right(RIGHT, _FOOT, page_of(page, pages), TABLE, color=INK2)


def _draw_page_head(sheet: Sheet, paper: WorkOrderPaper, cells: list[tuple[str, str]]) -> float:
    number = paper.number + (f" ・ 补打 第{paper.reprint}次" if paper.reprint else "")
    rule = draw_head(sheet, paper.hall, paper.title, number, left=LEFT, right=RIGHT, top=A4_MARGIN)
    if not cells:
        return rule + 6
    return draw_cells(sheet, cells, left=LEFT, right=RIGHT, y=rule + 19, columns=2, size=_BODY) - 6


def _cells(paper: WorkOrderPaper) -> list[tuple[str, str]]:
    return [
        ("班组", f"{paper.team}　{paper.team_phone}".rstrip("　")),
        ("约定时间", paper.appointed),
        ("客户", f"{paper.customer}　{paper.customer_phone}".rstrip("　")),
        ("确认单", paper.confirmation_number),
        ("作业地址", paper.address),
        ("派工", f"{paper.issued_at}　工号 {paper.issued_by}"),
    ]


def _blocks(paper: WorkOrderPaper) -> list[Block]:
    sections: list[tuple[str, list[Block]]] = [
        ("作业内容", [line_block(paper.content, size=_BODY)]),
        (
            "产权与边界",
            [line_block(f"{paper.ownership}。产权分界点：{paper.boundary}", size=_BODY)],
        ),
        (f"已确认项目（{len(paper.lines)} 项）", [_titles(), *map(_row, paper.lines), *_blanks()]),
    ]
    if paper.cancelled:
        sections.insert(0, ("已撤销", [line_block(paper.cancelled, size=_BODY)]))
    blocks: list[Block] = []
    for n, (title, body) in enumerate(sections, 1):
        blocks += [gap(3), head_block(f"{ordinal(n)}　{title}", SECTION + 1), *body]
    return [*blocks, gap(6), line_block(_DUTY, size=_BODY - 1), _sign_block()]


def _titles() -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        small = TABLE + 1
        sheet.text(LEFT, y + 12, "编号", small, color=INK2)
        sheet.text(LEFT + _NAME, y + 12, "项目", small, color=INK2)
        sheet.center(LEFT + _UNIT, y + 12, "单位", small, color=INK2)
        sheet.right(LEFT + _QUANTITY, y + 12, "确认数量", small, color=INK2)
        sheet.text(LEFT + _DONE, y + 12, "实际数量", small, color=INK2)
        sheet.line(LEFT, y + 17, RIGHT, y + 17, HAIR, INK)

    return Block(height=17, draw=draw, keep=True)


def _row(line: WorkOrderLine) -> Block:
    size, names = fit_lines(line.name, _NAME_WIDTH, _BODY, 8)
    height = _ROW + (len(names) - 1) * size * 1.3

    def draw(sheet: Sheet, y: float) -> None:
        base = y + 14.5
        sheet.text(LEFT, base, line.code, shrink(line.code, _NAME - 6, _BODY, 5), color=INK2)
        for n, name in enumerate(names):
            sheet.text(LEFT + _NAME, base + n * size * 1.3, name, size)
        sheet.center(LEFT + _UNIT, base, line.unit, shrink(line.unit, 40, _BODY, 5))
        quantity = format_quantity(line.quantity_thousandths)
        sheet.right(LEFT + _QUANTITY, base, quantity, _BODY, Weight.SEMIBOLD)
        sheet.line(LEFT + _DONE, base + 3, RIGHT, base + 3, HAIR, INK)
        sheet.line(LEFT, y + height, RIGHT, y + height, HAIR, RULE)

    return Block(height=height, draw=draw)


def _blanks() -> list[Block]:
    """Two empty rows for what turns out to be needed besides."""

    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(LEFT, y + 14.5, "另做", _BODY - 1, color=INK2)
        sheet.line(LEFT + _NAME, y + 17.5, LEFT + _QUANTITY, y + 17.5, HAIR, INK)
        sheet.line(LEFT + _DONE, y + 17.5, RIGHT, y + 17.5, HAIR, INK)

    return [Block(height=_ROW, draw=draw) for _ in range(2)]


def _sign_block() -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        y = _FOOT - 18 - _SIGNING
        sheet.line(LEFT, y, RIGHT, y, HAIR, RULE)
        half = WIDTH / 2
        for base, left, right in (
            (y + 30, "到达时间", "完工时间"),
            (y + 58, "作业人员签字", "客户签字（现场核对）"),
            (y + 86, "收单人签字", "收单时间"),
        ):
            draw_sign_place(sheet, left, LEFT, base, half - 18, _BODY)
            draw_sign_place(sheet, right, LEFT + half, base, half, _BODY)

    return Block(height=_SIGNING, draw=draw)
