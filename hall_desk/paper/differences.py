"""The page of the confirmation sheet that says what was done otherwise than signed (完工差异)."""

from hall_desk.domain.money import format_fen, format_quantity, format_yuan
from hall_desk.domain.papers import ConfirmationPaper, DifferenceLine, DifferencePaper
from hall_desk.domain.words import amount_words

from .fitting import fit_lines, shrink, wrap
from .flow import Block, cut_pages, draw_blocks
from .fonts import Weight
from .heads import draw_cells, draw_head, draw_sign_place, draw_signature
from .sections import LEFT, RIGHT, WIDTH
from .sheet import Sheet
from .tokens import A4, A4_MARGIN, HAIR, INK, INK2, RULE, TABLE, THICK, VOUCHER_BODY, VOUCHER_TOTAL

TITLE = "完工差异确认"
_FOOT = A4[1] - A4_MARGIN - 18
_HEAD = 132.0
_CLOSING = 156.0
_NAME, _NAME_WIDTH = 48.0, 196.0
_UNIT, _PRICE, _SIGNED, _ACTUAL, _LESS = 268.0, 336.0, 398.0, 460.0, WIDTH - 5
_STATEMENT = (
    "以上为完工后的实际数量，单价按确认单当日价目锁定；"
    "少做的不收费，多做或另做的须客户再次签字确认才收款。"
)


def cut_difference(paper: ConfirmationPaper) -> list[list[Block]]:
    """The rows page by page; the last page keeps room for sums and signatures."""
    if paper.difference is None:
        return []
    blocks = [_row(line) for line in paper.difference.lines]
    closing = Block(height=_CLOSING, draw=lambda sheet, y: None)
    room = _FOOT - A4_MARGIN - _HEAD
    return cut_pages([*blocks, closing], room, room)


def draw_difference_page(
    sheet: Sheet, paper: ConfirmationPaper, blocks: list[Block], *, last: bool
) -> None:
    """One page: head, rows, and on the last one the sums and the place to sign."""
    difference = paper.difference
    assert difference is not None
    rule = draw_head(sheet, paper.hall, TITLE, paper.number, left=LEFT, right=RIGHT, top=A4_MARGIN)
    cells = [
        ("派工单", difference.order_number),
        ("作业人员", difference.worker),
        ("客户", f"{paper.customer}　{paper.customer_phone}".rstrip("　")),
        ("完工", difference.done_at),
        ("地址", paper.address),
        ("说明", difference.note),
    ]
    shown = [(label, value) for label, value in cells if value]
    y = draw_cells(sheet, shown, left=LEFT, right=RIGHT, y=rule + 17.5, columns=2)
    y = draw_blocks(sheet, blocks, _draw_titles(sheet, y))
    if last:
        _draw_closing(sheet, difference, y - _CLOSING)


def _draw_titles(sheet: Sheet, y: float) -> float:
    sheet.text(LEFT + 5, y + 6, "编号", TABLE, color=INK2)
    sheet.text(LEFT + _NAME, y + 6, "项目", TABLE, color=INK2)
    sheet.center(LEFT + _UNIT, y + 6, "单位", TABLE, color=INK2)
    for at, title in (
        (_PRICE, "单价"),
        (_SIGNED, "确认数量"),
        (_ACTUAL, "实际数量"),
        (_LESS, "差额（元）"),
    ):
        sheet.right(LEFT + at, y + 6, title, TABLE, color=INK2)
    sheet.line(LEFT, y + 12, RIGHT, y + 12, THICK, INK)
    return y + 12


def _row(line: DifferenceLine) -> Block:
    size, names = fit_lines(line.name, _NAME_WIDTH, VOUCHER_BODY, 7.5)
    height = 18 + (len(names) - 1) * size * 1.3

    def draw(sheet: Sheet, y: float) -> None:
        base = y + 12
        code = shrink(line.code, _NAME - 8, VOUCHER_BODY, 5)
        sheet.text(LEFT + 5, base, line.code, code, color=INK2)
        for n, name in enumerate(names):
            sheet.text(LEFT + _NAME, base + n * size * 1.3, name, size)
        sheet.center(LEFT + _UNIT, base, line.unit, shrink(line.unit, 34, VOUCHER_BODY, 5))
        for at, text, weight in (
            (_PRICE, format_fen(line.unit_price_fen), Weight.REGULAR),
            (_SIGNED, _quantity(line.signed_thousandths, "未列"), Weight.REGULAR),
            (_ACTUAL, _quantity(line.actual_thousandths, "未做"), Weight.SEMIBOLD),
            (_LESS, signed_fen(line.actual_fen - line.signed_fen), Weight.SEMIBOLD),
        ):
            sheet.right(LEFT + at, base, text, shrink(text, 60, VOUCHER_BODY, 5, weight), weight)
        sheet.line(LEFT, y + height, RIGHT, y + height, HAIR, RULE)

    return Block(height=height, draw=draw)


def _quantity(thousandths: int, none: str) -> str:
    return format_quantity(thousandths) if thousandths else none


def signed_fen(fen: int) -> str:
    """+15.00 or −15.00."""
    return f"{'+' if fen > 0 else '−' if fen < 0 else ''}{format_fen(abs(fen))}"


def _draw_closing(sheet: Sheet, paper: DifferencePaper, y: float) -> None:
    base = y + 28
    start = sheet.right(RIGHT, base, format_yuan(paper.actual_fen), VOUCHER_TOTAL, Weight.BOLD)
    start = sheet.right(start - 8, base, "实际应收", VOUCHER_BODY, color=INK2)
    x = sheet.text(LEFT, base, "实际应收大写", VOUCHER_BODY, color=INK2) + 6.5
    words = amount_words(paper.actual_fen)
    size = shrink(words, start - x - 12, 11.5, 7.5, Weight.SEMIBOLD)
    sheet.text(x, base, words, size, Weight.SEMIBOLD)
    base += 18
    changed = signed_fen(paper.actual_fen - paper.signed_fen)
    sums = f"确认单合计 {format_fen(paper.signed_fen)}　差额合计 {changed}"
    sheet.text(LEFT, base, sums, VOUCHER_BODY)
    top = base + 12
    sheet.line(LEFT, top, RIGHT, top, HAIR, RULE)
    for n, line in enumerate(wrap(_STATEMENT, WIDTH, VOUCHER_BODY)):
        sheet.text(LEFT, top + 16 + n * 14, line, VOUCHER_BODY)
    top += 36
    agreed = "本人已核对并同意以上实际数量和应收金额。"
    sheet.text(LEFT, top + 18, agreed, VOUCHER_BODY, Weight.SEMIBOLD)
    if paper.agreed_at:
        text = f"客户再次签字已确认：{paper.agreed_at} {paper.agreed_how}"
        sheet.right(RIGHT, top + 18, text, VOUCHER_BODY, Weight.SEMIBOLD)
    base = top + 52
    half = WIDTH / 2
    draw_sign_place(sheet, "客户签字", LEFT, base, half - 24)
    draw_signature(sheet, paper.signature, LEFT + 44, base - 30, half - 72, 33)
    draw_sign_place(sheet, "日期", LEFT + half, base, half)
