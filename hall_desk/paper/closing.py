"""The closing record (日结单, Z) on A4: vouchers, ways to pay, tills, and what seals the day."""

from collections.abc import Sequence

from reportlab.lib.colors import Color

from hall_desk.domain.closings import ClosedMethod, ClosedSeries, ClosedTill, ClosingContent
from hall_desk.domain.papers import ClosingPaper
from hall_desk.domain.tills import BagState, difference_words

from .fitting import fit_lines, wrap
from .flow import Block, cut_pages, draw_pages, gap
from .fonts import Weight
from .formats import NONE, hash_groups, money, page_of
from .heads import draw_cells, draw_head, draw_sign_place, joined
from .report_table import HEAD, ROW, Column, draw_row, draw_titles
from .sections import LEFT, RIGHT, WIDTH, head_block
from .sheet import Sheet, one_at_a_time
from .tokens import A4, A4_MARGIN, HAIR, INK, INK2, OVER, RULE, TABLE, THICK

_FOOT = A4[1] - A4_MARGIN
_SIGN = 64
_NOTE = 8.5
_STEP = TABLE * 1.3
_SERIES = (
    Column(title="凭证", at=0, right=False, bold=True, room=100),
    Column(title="首号", at=104, right=False, room=96),
    Column(title="末号", at=204, right=False, room=96),
    Column(title="张数", at=340),
    Column(title="开出金额", at=434, room=90),
    Column(title="作废金额", at=WIDTH, room=90),
)
_METHODS = (
    Column(title="收款方式", at=0, right=False, bold=True, room=140),
    Column(title="笔数", at=220),
    Column(title="收款", at=330, room=100),
    Column(title="退款", at=434, room=90),
    Column(title="净额", at=WIDTH, room=90),
)
_TILLS = (
    Column(title="工号", at=0, right=False, bold=True, room=96),
    Column(title="备用金", at=150, room=52),
    Column(title="现金收款", at=208, room=54),
    Column(title="退款", at=258, room=48),
    Column(title="解款", at=314, room=54),
    Column(title="交接", at=368, room=52),
    Column(title="应存", at=424, room=54),
    Column(title="实点", at=480, room=54),
    Column(title="差额", at=WIDTH, room=48),
)


@one_at_a_time
def render_closing(paper: ClosingPaper) -> bytes:
    """Draw the record; it is read top down: what came in, what is there, what proves it."""
    content = paper.content
    sheet = Sheet(A4, f"日结单 {content.code}", paper.hall.name)
    top = _draw_top(Sheet(A4, ""), paper)
    room = _FOOT - 24 - top
    pages = cut_pages(_blocks(paper), room, room)
    draw_pages(
        sheet,
        pages,
        lambda n: _draw_top(sheet, paper),
        lambda n: _draw_foot(sheet, paper, n, len(pages)),
    )
    return sheet.finish()


def _draw_top(sheet: Sheet, paper: ClosingPaper) -> float:
    rule = draw_head(
        sheet, paper.hall, "日结单", paper.content.code, left=LEFT, right=RIGHT, top=A4_MARGIN
    )
    if paper.reprint:
        sheet.right(RIGHT, rule + 14, f"补打 第{paper.reprint}次", 9.5, Weight.SEMIBOLD)
    return rule + 10


def _blocks(paper: ClosingPaper) -> list[Block]:
    content = paper.content
    blocks = [_cells(paper), _totals(content), gap(6)]
    blocks += [head_block("凭证"), *_series(content), gap(6)]
    blocks += [head_block("收款方式"), *_methods(content), gap(6)]
    blocks += [head_block("钱箱"), *_tills(content.tills), *_bags(content), gap(6)]
    blocks += [head_block("封存"), *_seal(paper)]
    blocks.append(_signs())
    return blocks


def _cells(paper: ClosingPaper) -> Block:
    content = paper.content
    cells = [
        ("营业日", content.business_date.isoformat()),
        ("开门", paper.opened),
        ("日结", paper.closed),
        ("日结人", f"{content.closed_by} {content.closed_by_name}"),
    ]

    def draw(sheet: Sheet, y: float) -> None:
        draw_cells(sheet, cells, left=LEFT, right=RIGHT, y=y + 10, columns=4)

    return Block(height=24, draw=draw)


def _totals(content: ClosingContent) -> Block:
    """The four figures a manager looks for, large."""
    figures = (
        ("收款", money(content.taken_fen)),
        ("退款", money(content.refunded_fen)),
        ("当日净额", money(content.net_fen)),
        ("累计总额", money(content.perpetual_fen)),
    )

    def draw(sheet: Sheet, y: float) -> None:
        width = WIDTH / len(figures)
        sheet.box(LEFT, y, WIDTH, 50, radius=4, stroke=RULE, line_width=HAIR)
        for n, (label, value) in enumerate(figures):
            x = LEFT + n * width
            if n:
                sheet.line(x, y + 9, x, y + 41)
            sheet.text(x + 12, y + 17, f"{label}（元）", TABLE, color=INK2)
            size, (line, *_) = fit_lines(value, width - 24, 16, 9, Weight.BOLD)
            sheet.text(x + 12, y + 38, line, size, Weight.BOLD)

    return Block(height=56, draw=draw)


def _series(content: ClosingContent) -> list[Block]:
    rows = [_series_row(each) for each in content.series]
    back = content.refunds
    rows.append(
        (
            "退款单",
            back.first or NONE,
            back.last or NONE,
            str(back.count),
            money(back.sum_fen),
            NONE,
        )
    )
    blocks = _table(_SERIES, rows)
    for each in content.series:
        if each.voids:
            blocks += _note(f"作废{each.words} {len(each.voids)} 张：{'、'.join(each.voids)}")
    return blocks


def _series_row(each: ClosedSeries) -> tuple[str, ...]:
    sums = (money(each.sum_fen), money(each.void_fen))
    return (each.words, each.first, each.last, str(each.count), *sums)


def _methods(content: ClosingContent) -> list[Block]:
    rows = [_method_row(each) for each in content.methods if each.count or each.refunded_fen]
    count = sum(each.count for each in content.methods)
    sums = (content.taken_fen, content.refunded_fen, content.net_fen)
    rows.append(("合计", str(count), *map(money, sums)))
    return _table(_METHODS, rows, total=True)


def _method_row(each: ClosedMethod) -> tuple[str, ...]:
    net = each.taken_fen - each.refunded_fen
    return (each.words, str(each.count), *map(money, (each.taken_fen, each.refunded_fen, net)))


def _tills(tills: Sequence[ClosedTill]) -> list[Block]:
    if not tills:
        return _note("今天没有动用钱箱。")
    blocks = _table(_TILLS, [_till_row(till) for till in tills])
    for till in tills:
        words = []
        if till.difference_fen:
            words.append(difference_words(till.difference_fen))
        if till.terminal_fen:
            words.append(f"终端单据差 {money(till.terminal_fen)} 元")
        if words:
            said = f"{till.reason}（值班主任 {till.approved_by} 签字）"
            blocks += _note(f"{till.staff_no} {till.name} {'，'.join(words)}：{said}", OVER)
        if till.counts > 1:
            blocks += _note(f"{till.staff_no} {till.name} 共清点 {till.counts} 次，以末次为准。")
    return blocks


def _till_row(till: ClosedTill) -> tuple[str, ...]:
    moved = (till.float_fen, till.cash_fen, till.refunded_fen, till.bagged_fen, till.moved_fen)
    ends = (till.expected_fen, till.counted_fen, till.difference_fen)
    return (f"{till.staff_no} {till.name}", *map(money, (*moved, *ends)))


def _bags(content: ClosingContent) -> list[Block]:
    words = {BagState.SAFE.value: "存保险柜", BagState.BANKED.value: "已送存"}
    told = [f"{code}　{money(fen)} 元，{words[state]}" for code, fen, state in content.bags]
    blocks = _note(f"解款：{'；'.join(told)}。") if told else []
    if content.in_safe_fen:
        blocks += _note(f"日结时保险柜里未送存的解款共 {money(content.in_safe_fen)} 元。")
    return blocks


def _seal(paper: ClosingPaper) -> list[Block]:
    content = paper.content
    lines = (
        f"日结前日志末条　第 {content.head_n} 条",
        f"日志校验值　{hash_groups(content.head_hash, 64)}",
        f"本单校验码　{paper.check_code}",
        "编号只增不减，累计总额不清零；日结以后的更正都是新的单据。收款不含已作废的凭证。",
    )
    return [block for line in lines for block in _note(line)]


def _signs() -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        base = y + _SIGN - 10
        draw_sign_place(sheet, "值班主任", LEFT, base, 165)
        draw_sign_place(sheet, "复核", LEFT + 190, base, 165)
        draw_sign_place(sheet, "日期", LEFT + 380, base, WIDTH - 380)

    return Block(height=_SIGN, draw=draw)


def _table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], *, total: bool = False
) -> list[Block]:
    def titles(sheet: Sheet, y: float) -> None:
        draw_titles(sheet, columns, LEFT, WIDTH, y)

    def row(texts: Sequence[str], *, last: bool) -> Block:
        # Names are typed and may be long: they wrap, figures never do.
        names = wrap(texts[0], columns[0].room, TABLE, Weight.SEMIBOLD)
        height = ROW + (len(names) - 1) * _STEP

        def draw(sheet: Sheet, y: float) -> None:
            draw_row(sheet, columns, ["", *texts[1:]], LEFT, WIDTH, y, total=last, pitch=height)
            base = y + ROW / 2 + 3.05
            for n, name in enumerate(names):
                sheet.text(LEFT + columns[0].at, base + n * _STEP, name, TABLE, Weight.SEMIBOLD)

        return Block(height=height, draw=draw)

    drawn = [row(texts, last=total and n == len(rows) - 1) for n, texts in enumerate(rows)]
    return [Block(height=HEAD, draw=titles, keep=True), *drawn]


def _note(words: str, color: Color = INK) -> list[Block]:
    return [_line(line, color) for line in wrap(words, WIDTH, _NOTE)]


def _line(words: str, color: Color) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(LEFT, y + _NOTE + 4, words, _NOTE, color=color)

    return Block(height=_NOTE * 1.7, draw=draw)


def _draw_foot(sheet: Sheet, paper: ClosingPaper, page: int, pages: int) -> None:
    sheet.line(LEFT, _FOOT - 16, RIGHT, _FOOT - 16, THICK, RULE)
    words = joined(f"打印 {paper.printed_at}", f"工号 {paper.printed_by}", "不含客户信息")
    sheet.text(LEFT, _FOOT - 4, words, TABLE, color=INK2)
    sheet.right(RIGHT, _FOOT - 4, page_of(page, pages), TABLE, color=INK2)
