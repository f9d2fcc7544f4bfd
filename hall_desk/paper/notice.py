"""The one-time notice (一次性告知单), A4: what is missing, the steps, fees, telephones."""

from collections.abc import Callable, Sequence

from hall_desk.domain.papers import NoticeFee, NoticeItem, NoticePaper

from .fitting import wrap
from .flow import Block, cut_pages, draw_blocks, gap
from .fonts import Weight
from .formats import ordinal, page_of
from .heads import draw_cells, draw_head, draw_sign_place, joined
from .sheet import Sheet, one_at_a_time
from .tokens import A4, A4_MARGIN, HAIR, INK, INK2, RULE, SECTION, TABLE, THICK

_LEFT = A4_MARGIN
_RIGHT = A4[0] - A4_MARGIN
_WIDTH = _RIGHT - _LEFT
_FOOT = A4[1] - A4_MARGIN - 2
_BODY = 11.0  # read by customers of any age
_PITCH = 18.0
_TITLE = "一次性告知单"
_LOOSEST = 20.0


@one_at_a_time
def render_notice(paper: NoticePaper) -> bytes:
    """Draw the notice; the missing papers come first."""
    cells = _cells(paper)
    measure = Sheet(A4, "")
    first_top = _draw_page_head(measure, paper, cells)
    next_top = _draw_page_head(measure, paper, [])
    room = _FOOT - 18
    pages = cut_pages(_blocks(paper), room - first_top, room - next_top)
    if len(pages) == 1:
        pages = [_spread(pages[0], room - first_top)]
    sheet = Sheet(A4, f"{_TITLE} {paper.number}", paper.hall.name)
    for n, blocks in enumerate(pages):
        if n:
            sheet.next_page()
        draw_blocks(sheet, blocks, _draw_page_head(sheet, paper, [] if n else cells))
        _draw_foot(sheet, paper, n + 1, len(pages))
    return sheet.finish()


def _spread(blocks: list[Block], room: float) -> list[Block]:
    """A short notice fills its page: the spare height goes between the sections."""
    heads = sum(block.keep for block in blocks)
    spare = room - sum(block.height for block in blocks)
    each = min(_LOOSEST, spare / max(1, heads))
    loose: list[Block] = []
    for block in blocks:
        loose += [gap(each), block] if block.keep else [block]
    return loose


def _cells(paper: NoticePaper) -> list[tuple[str, str]]:
    place = f"{paper.window}号　" if paper.window is not None else ""
    cells = [
        ("办理事项", paper.service),
        ("告知时间", paper.told_at),
        ("客户", f"{paper.customer}　{paper.customer_phone}".rstrip("　")),
        ("窗口", f"{place}工号 {paper.staff_no}"),
        ("号票", paper.ticket_number),
        ("办结时限", paper.deadline),
    ]
    return [(label, value) for label, value in cells if value]


def _draw_page_head(sheet: Sheet, paper: NoticePaper, cells: list[tuple[str, str]]) -> float:
    number = paper.number + (f" ・ 补打 第{paper.reprint}次" if paper.reprint else "")
    rule = draw_head(sheet, paper.hall, _TITLE, number, left=_LEFT, right=_RIGHT, top=A4_MARGIN)
    if not cells:
        return rule + 6
    y = rule + 20
    return draw_cells(sheet, cells, left=_LEFT, right=_RIGHT, y=y, columns=2, size=_BODY) - 8


def _blocks(paper: NoticePaper) -> list[Block]:
    missing = [item for item in paper.papers if not item.present]
    present = [item for item in paper.papers if item.present]
    sections: list[tuple[str, list[Block]]] = [
        (f"请补齐以下资料（{len(missing)} 项）", _item_blocks(missing)),
        (f"已带齐的资料（{len(present)} 项）", _item_blocks(present)),
        ("办理流程", _step_blocks(paper.steps)),
        ("收费项目与标准", _fee_blocks(paper.fees)),
        ("咨询与投诉电话", _phone_blocks(paper)),
    ]
    if not missing:
        sections[0] = ("资料齐全", [_line_block("所需资料已全部带齐，无需补交。")])
    blocks: list[Block] = []
    shown = [(title, body) for title, body in sections if body]
    for n, (title, body) in enumerate(shown, 1):
        blocks += [_head_block(f"{ordinal(n)}　{title}"), *body]
    return [*blocks, gap(6), _sign_block(paper)]


def _head_block(title: str) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(_LEFT, y + 19, title, SECTION + 2, Weight.BOLD)
        sheet.line(_LEFT, y + 25, _RIGHT, y + 25, THICK, INK)

    return Block(height=29, draw=draw, keep=True)


def _line_block(text: str, indent: float = 0, label: str = "") -> Block:
    lines = wrap(text, _WIDTH - indent, _BODY)

    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(_LEFT, y + 13, label, _BODY, Weight.SEMIBOLD)
        for n, line in enumerate(lines):
            sheet.text(_LEFT + indent, y + 13 + n * _PITCH, line, _BODY)

    return Block(height=len(lines) * _PITCH + 2, draw=draw)


def _item_blocks(items: Sequence[NoticeItem]) -> list[Block]:
    blocks = []
    for item in items:
        text = f"{item.name}（{item.note}）" if item.note else item.name
        words = _line_block(text, indent=54)
        state = "已带" if item.present else "缺"
        blocks.append(Block(height=words.height, draw=_ticked(words, state, item.present)))
    return blocks


def _ticked(words: Block, state: str, present: bool) -> Callable[[Sheet, float], None]:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.box(_LEFT + 1, y + 3.5, 10, 10, stroke=INK, line_width=0.8)
        if present:
            tick = [(_LEFT + 3, y + 8.5), (_LEFT + 5.2, y + 11), (_LEFT + 9.2, y + 5.6)]
            sheet.polyline(tick, 1.2, INK)
        sheet.text(_LEFT + 18, y + 13, state, _BODY, Weight.SEMIBOLD)
        words.draw(sheet, y)

    return draw


def _step_blocks(steps: Sequence[str]) -> list[Block]:
    return [_line_block(step, indent=18, label=f"{n}.") for n, step in enumerate(steps, 1)]


def _fee_blocks(fees: Sequence[NoticeFee]) -> list[Block]:
    if not fees:
        return [_line_block("本项不收费。")]
    return [_line_block(joined(fee.name, fee.standard, fee.basis)) for fee in fees]


def _phone_blocks(paper: NoticePaper) -> list[Block]:
    lines = paper.hotlines
    ask = f"咨询：本厅 {paper.hall.phone}，服务热线 {lines.service}"
    complain = f"投诉：服务热线 {lines.service}，监督 {lines.supervision}"
    return [_line_block(ask), _line_block(complain)]


def _sign_block(paper: NoticePaper) -> Block:
    lines = wrap(paper.statement, _WIDTH, _BODY, Weight.SEMIBOLD)

    height = len(lines) * _PITCH + 48

    def draw(sheet: Sheet, y: float) -> None:
        y = _FOOT - 18 - height  # signed at the foot of the last page, wherever the text ends
        sheet.line(_LEFT, y, _RIGHT, y, HAIR, RULE)
        for n, line in enumerate(lines):
            sheet.text(_LEFT, y + 19 + n * _PITCH, line, _BODY, Weight.SEMIBOLD)
        base = y + 16 + len(lines) * _PITCH + 20
        third = _WIDTH / 3
        draw_sign_place(sheet, "客户签字", _LEFT, base, third - 18, _BODY)
        draw_sign_place(sheet, "日期", _LEFT + third, base, third - 18, _BODY)
        draw_sign_place(sheet, f"告知人 {paper.staff_no}", _LEFT + 2 * third, base, third, _BODY)

    return Block(height=height, draw=draw)


def _draw_foot(sheet: Sheet, paper: NoticePaper, page: int, pages: int) -> None:
    left = "客户留存一份，营业厅留存一份。"
    sheet.text(_LEFT, _FOOT, left, TABLE, color=INK2)
    sheet.right(_RIGHT, _FOOT, page_of(page, pages), TABLE, color=INK2)
