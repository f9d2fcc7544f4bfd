"""The acceptance sheet (业务受理单), A4, a copy for the customer and one for the hall."""

from hall_desk.domain.papers import AcceptancePaper, AcceptedPaper, ApplicantCopy, PromiseLine

from .fitting import shrink, wrap
from .flow import Block, cut_pages, draw_pages, gap
from .fonts import Weight
from .formats import ordinal, page_of
from .heads import draw_cells, draw_head, draw_sign_place
from .sections import LEFT, RIGHT, WIDTH, draw_tick_box, head_block, line_block
from .sheet import Sheet, one_at_a_time
from .tokens import A4, A4_MARGIN, HAIR, INK, INK2, RULE, SECTION, TABLE

_FOOT = A4[1] - A4_MARGIN - 2
_BODY = 10.0
_ROW = 19.0
_COPIES, _SEEN = WIDTH - 132, WIDTH - 66
_LIMIT, _DUE, _BASIS = 196.0, 268.0, 412.0
_HEAD = SECTION + 1


@one_at_a_time
def render_acceptance(paper: AcceptancePaper) -> bytes:
    """Draw each copy on its own page; a long one goes on on further pages."""
    sheet = Sheet(A4, f"{paper.title} {paper.number}", paper.hall.name)
    blocks = _blocks(paper)
    for n, copy in enumerate(paper.copies):
        if n:
            sheet.next_page()
        _draw_copy(sheet, paper, copy, blocks)
    return sheet.finish()


def _draw_copy(
    sheet: Sheet, paper: AcceptancePaper, copy: ApplicantCopy, blocks: list[Block]
) -> None:
    cells = _cells(paper, copy)
    measure = Sheet(A4, "")
    room = _FOOT - 18
    first = room - _draw_page_head(measure, paper, cells)
    others = room - _draw_page_head(measure, paper, [])
    pages = cut_pages(blocks, first, others)

    def _foot(page: int) -> None:
        foot = f"{copy.name}。承诺依据：{paper.rule_version}。"
        sheet.text(LEFT, _FOOT, foot, shrink(foot, WIDTH - 60, TABLE, 6), color=INK2)
        sheet.right(RIGHT, _FOOT, page_of(page, len(pages)), TABLE, color=INK2)

    draw_pages(sheet, pages, lambda n: _draw_page_head(sheet, paper, [] if n > 1 else cells), _foot)


def _cells(paper: AcceptancePaper, copy: ApplicantCopy) -> list[tuple[str, str]]:
    place = f"{paper.window}号窗口　" if paper.window is not None else ""
    return [
        ("办理事项", paper.service),
        ("受理时间", paper.accepted_at),
        ("申请人", copy.applicant),
        ("号票", f"{place}{paper.ticket_number}"),
        (copy.id_kind, copy.id_no),
        ("联系电话", copy.phone),
        ("用电地址", copy.address),
        ("户号", copy.account or "（新户，未编户号）"),
    ]


def _draw_page_head(sheet: Sheet, paper: AcceptancePaper, cells: list[tuple[str, str]]) -> float:
    number = paper.number + (f" ・ 补打 第{paper.reprint}次" if paper.reprint else "")
    rule = draw_head(sheet, paper.hall, paper.title, number, left=LEFT, right=RIGHT, top=A4_MARGIN)
    if not cells:
        return rule + 6
    return draw_cells(sheet, cells, left=LEFT, right=RIGHT, y=rule + 19, columns=2, size=_BODY) - 6


def _blocks(paper: AcceptancePaper) -> list[Block]:
    steps = "　→　".join(f"{n}. {step}" for n, step in enumerate(paper.steps, 1))
    sections: list[tuple[str, list[Block]]] = [
        (f"所收资料（{len(paper.papers)} 项）", _paper_blocks(paper.papers)),
        ("承诺时限", _promise_blocks(paper)),
        ("办理流程", [line_block(steps, size=_BODY)]),
        ("收费标准", [line_block(paper.fees or "本项不收费。", size=_BODY)]),
        ("责任人与电话", _owner_blocks(paper)),
    ]
    if paper.free_choice:
        sections.append(("自主选择，不指定", [line_block(paper.free_choice, size=_BODY)]))
    blocks: list[Block] = []
    for n, (title, body) in enumerate(sections, 1):
        blocks += [gap(3), head_block(f"{ordinal(n)}　{title}", _HEAD), *body]
    return [*blocks, gap(4), _sign_block(paper)]


def _paper_blocks(papers: tuple[AcceptedPaper, ...]) -> list[Block]:
    if not papers:
        return [line_block("本项不需要资料。", size=_BODY)]
    return [_titles(("资料名称", 0), ("份数", _COPIES), ("原件已核", _SEEN)), *map(_row, papers)]


def _row(paper: AcceptedPaper) -> Block:
    lines = wrap(paper.name, _COPIES - 16, _BODY)
    height = max(_ROW, len(lines) * 14 + 5)

    def draw(sheet: Sheet, y: float) -> None:
        for n, line in enumerate(lines):
            sheet.text(LEFT, y + 13.5 + n * 14, line, _BODY)
        sheet.text(LEFT + _COPIES, y + 13.5, f"{paper.copies} 份", _BODY, Weight.SEMIBOLD)
        draw_tick_box(sheet, LEFT + _SEEN + 12, y + 4.5, ticked=paper.original_seen)
        sheet.line(LEFT, y + height, RIGHT, y + height, HAIR, RULE)

    return Block(height=height, draw=draw)


def _promise_blocks(paper: AcceptancePaper) -> list[Block]:
    if not paper.promises:
        return [line_block("本项没有后台承诺时限，由责任人跟进到办结。", size=_BODY)]
    columns = (("环节", 0.0), ("时限", _LIMIT), ("最迟", _DUE), ("依据", _BASIS))
    rows = [_titles(*columns), *(_promise(each) for each in paper.promises)]
    return [*rows, *(line_block(f"注：{text}", size=_BODY - 1) for text in paper.warnings)]


def _promise(promise: PromiseLine) -> Block:
    due = wrap(promise.due, _BASIS - _DUE - 10, _BODY)
    basis = wrap(promise.basis, WIDTH - _BASIS, _BODY - 1)
    stage = wrap(promise.stage, _LIMIT - 10, _BODY)
    height = max(_ROW, max(len(due), len(basis), len(stage)) * 14 + 5)

    def draw(sheet: Sheet, y: float) -> None:
        for n, line in enumerate(stage):
            sheet.text(LEFT, y + 13.5 + n * 14, line, _BODY, Weight.SEMIBOLD)
        sheet.text(LEFT + _LIMIT, y + 13.5, promise.limit, _BODY)
        for n, line in enumerate(due):
            sheet.text(LEFT + _DUE, y + 13.5 + n * 14, line, _BODY, Weight.SEMIBOLD)
        for n, line in enumerate(basis):
            sheet.text(LEFT + _BASIS, y + 13.5 + n * 14, line, _BODY - 1)
        sheet.line(LEFT, y + height, RIGHT, y + height, HAIR, RULE)

    return Block(height=height, draw=draw)


def _titles(*columns: tuple[str, float]) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        for title, x in columns:
            sheet.text(LEFT + x, y + 12, title, TABLE + 1, color=INK2)
        sheet.line(LEFT, y + 17, RIGHT, y + 17, HAIR, INK)

    return Block(height=17, draw=draw, keep=True)


def _owner_blocks(paper: AcceptancePaper) -> list[Block]:
    lines = paper.hotlines
    return [
        line_block(f"受理和跟进责任人：{paper.owner}，本厅电话 {paper.hall.phone}。", size=_BODY),
        line_block(
            f"咨询、投诉：服务热线 {lines.service}；监督：{lines.supervision}。"
            "逾期未办结，责任人会向您说明原因。",
            size=_BODY,
        ),
    ]


def _sign_block(paper: AcceptancePaper) -> Block:
    lines = wrap(paper.statement, WIDTH, _BODY, Weight.SEMIBOLD)
    height = len(lines) * 16 + 46

    def draw(sheet: Sheet, y: float) -> None:
        y = _FOOT - 18 - height  # signed at the foot of the last page, wherever the text ends
        sheet.line(LEFT, y, RIGHT, y, HAIR, RULE)
        for n, line in enumerate(lines):
            sheet.text(LEFT, y + 17 + n * 16, line, _BODY, Weight.SEMIBOLD)
        base = y + 14 + len(lines) * 16 + 20
        third = WIDTH / 3
        draw_sign_place(sheet, "客户签字", LEFT, base, third - 18, _BODY)
        draw_sign_place(sheet, "日期", LEFT + third, base, third - 18, _BODY)
        draw_sign_place(sheet, f"受理人 {paper.owner}", LEFT + 2 * third, base, third, _BODY)

    return Block(height=height, draw=draw)
