"""The one-time notice (一次性告知单), A4: what is missing, the steps, fees, telephones."""

from collections.abc import Callable, Sequence

from hall_desk.domain.papers import NoticeFee, NoticeItem, NoticePaper

from .fitting import wrap
from .flow import Block, cut_pages, draw_pages, gap
from .fonts import Weight, text_width
from .formats import ordinal, page_of
from .heads import draw_cells, draw_head, draw_sign_place, joined
from .qrcode import draw_qr
from .sections import draw_tick_box, head_block, line_block
from .sheet import Sheet, one_at_a_time
from .tokens import A4, A4_MARGIN, HAIR, INK2, RULE, TABLE

_LEFT = A4_MARGIN
_RIGHT = A4[0] - A4_MARGIN
_WIDTH = _RIGHT - _LEFT
_FOOT = A4[1] - A4_MARGIN - 2
_BODY = 11.0  # read by customers of any age
_PITCH = 18.0
_TITLE = "一次性告知单"
_QR = 76.0
_STEP_INDENT = 22.0
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
    draw_pages(
        sheet,
        pages,
        lambda n: _draw_page_head(sheet, paper, [] if n > 1 else cells),
        lambda n: _draw_foot(sheet, paper, n, len(pages)),
    )
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
    if paper.return_payload:
        sections.insert(1, ("补齐后凭码回厅，不必重新排队", [_return_block(paper)]))
    if not missing:
        sections[0] = ("资料齐全", [line_block("所需资料已全部带齐，无需补交。")])
    blocks: list[Block] = []
    shown = [(title, body) for title, body in sections if body]
    for n, (title, body) in enumerate(shown, 1):
        blocks += [head_block(f"{ordinal(n)}　{title}"), *body]
    return [*blocks, gap(6), _sign_block(paper)]


def _item_blocks(items: Sequence[NoticeItem]) -> list[Block]:
    blocks = []
    for item in items:
        text = f"{item.name}（{item.note}）" if item.note else item.name
        words = line_block(text, indent=54)
        state = "已带" if item.present else "缺"
        blocks.append(Block(height=words.height, draw=_ticked(words, state, item.present)))
    return blocks


def _ticked(words: Block, state: str, present: bool) -> Callable[[Sheet, float], None]:
    def draw(sheet: Sheet, y: float) -> None:
        draw_tick_box(sheet, _LEFT + 1, y + 3.5, ticked=present)
        sheet.text(_LEFT + 18, y + 13, state, _BODY, Weight.SEMIBOLD)
        words.draw(sheet, y)

    return draw


def _step_blocks(steps: Sequence[str]) -> list[Block]:
    """The steps in two columns, read downwards; one column where a step is too long for that."""
    numbered = [(f"{n}.", step) for n, step in enumerate(steps, 1)]
    room = _WIDTH / 2 - _STEP_INDENT - 12
    if any(text_width(step, _BODY) > room for step in steps):
        return [line_block(step, indent=_STEP_INDENT, label=label) for label, step in numbered]
    half = -(-len(numbered) // 2)
    return [_step_row(numbered[n::half]) for n in range(half)]


def _step_row(steps: list[tuple[str, str]]) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        for column, (label, step) in enumerate(steps):
            x = _LEFT + column * _WIDTH / 2
            sheet.text(x, y + 13, label, _BODY, Weight.SEMIBOLD)
            sheet.text(x + _STEP_INDENT, y + 13, step, _BODY)

    return Block(height=_PITCH + 2, draw=draw)


def _fee_blocks(fees: Sequence[NoticeFee]) -> list[Block]:
    if not fees:
        return [line_block("本项不收费。")]
    return [line_block(joined(fee.name, fee.standard, fee.basis)) for fee in fees]


def _phone_blocks(paper: NoticePaper) -> list[Block]:
    lines = paper.hotlines
    ask = f"咨询：本厅 {paper.hall.phone}，服务热线 {lines.service}"
    complain = f"投诉：服务热线 {lines.service}，监督 {lines.supervision}"
    return [line_block(ask), line_block(complain)]


def _return_block(paper: NoticePaper) -> Block:
    """The code of the return pass, to be scanned or typed at the kiosk."""

    def draw(sheet: Sheet, y: float) -> None:
        draw_qr(sheet, _LEFT + 2, y + 5, _QR, paper.return_payload)
        x = _LEFT + _QR + 20
        sheet.text(x, y + 22, "回厅码", _BODY, color=INK2)
        sheet.text(x + 42, y + 24, paper.return_code, 18, Weight.BOLD)
        sheet.text(x, y + 46, "在取号机扫码或输入回厅码取优先号；只能用一次。", _BODY)
        sheet.text(x, y + 46 + _PITCH, f"有效期至 {paper.return_until}。", _BODY)

    return Block(height=_QR + 12, draw=draw)


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
