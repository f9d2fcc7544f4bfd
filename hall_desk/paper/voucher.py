"""The voucher (收费凭证), A5 landscape: proof of payment, for bills and paid service alike."""

from hall_desk.domain.money import format_fen, format_yuan
from hall_desk.domain.papers import PaidPart, VoucherPaper
from hall_desk.domain.words import amount_words

from .fitting import fit_lines, shrink
from .fonts import Weight, text_width
from .formats import hash_groups, page_of
from .heads import draw_cells, draw_head, draw_sign_place, joined
from .price_table import (
    HEAD,
    PriceColumns,
    PriceRow,
    draw_price_head,
    draw_price_rows,
    group_totals,
    paginate,
    plan_rows,
)
from .sheet import Sheet, one_at_a_time
from .tokens import A5_LANDSCAPE, A5_MARGIN, INK, INK2, TABLE, THICK, VOUCHER_BODY, VOUCHER_TOTAL

_LEFT, _TOP = A5_MARGIN
_RIGHT = A5_LANDSCAPE[0] - _LEFT
_COLUMNS = PriceColumns(width=_RIGHT - _LEFT)
_FOOT = 393.5  # baseline of the last line
_BOX_TOP = 354.5
_BOX_HEIGHT = 24.5
_ROWS_END = _FOOT - 23  # where rows end on a page that another follows
# Totals, payment and signature under the table, then the box.
_CLOSING = 74.0 + _ROWS_END - _BOX_TOP + 8
STATEMENT = "本凭证只证明收款，不是税务票据，不能代替数电票。"


@one_at_a_time
def render_voucher(paper: VoucherPaper) -> bytes:
    """Draw the voucher; many lines continue on further pages with the head repeated."""
    rows = plan_rows(paper.lines, _COLUMNS)
    cells = _cells(paper)
    probe = Sheet(A5_LANDSCAPE, "")
    first, others = (
        _ROWS_END - HEAD - _draw_page_head(probe, paper, shown) for shown in (cells, [])
    )
    closing = _CLOSING + 11 * (len(_void_lines(paper)[1]) - 1) + _parts_height(paper)
    pages = paginate([row.height for row in rows], first, others, closing)
    sheet = Sheet(A5_LANDSCAPE, f"{paper.kind.value} {paper.number}", paper.hall.name)
    for n, cut in enumerate(pages):
        if n:
            sheet.next_page()
        y = _draw_page_head(sheet, paper, cells if n == 0 else [])
        y = draw_price_head(sheet, _COLUMNS, _LEFT, y)
        totals = group_totals(paper.lines)
        y = draw_price_rows(sheet, _COLUMNS, rows[cut], rows[: cut.start], totals, _LEFT, y)
        if n == len(pages) - 1:
            _draw_closing(sheet, paper, y)
        else:
            _draw_carried(sheet, rows[: cut.stop])
        _draw_foot(sheet, paper, n + 1, len(pages))
    return sheet.finish()


def _number(paper: VoucherPaper) -> str:
    """The number with what befell it, on every page."""
    return joined(
        paper.number,
        f"补打 第{paper.reprint}次" if paper.reprint else "",
        "作废" if paper.void else "",
    )


def _cells(paper: VoucherPaper) -> list[tuple[str, str]]:
    """What was paid, by whom, when and where; empty facts leave no gap."""
    place = f"{paper.window}号　" if paper.window is not None else ""
    signed = f"{paper.confirmation_number}（客户已签字）" if paper.confirmation_number else ""
    cells = [
        ("客户", f"{paper.customer}　{paper.customer_phone}".rstrip("　")),
        ("收款", paper.paid_at),
        ("确认单", signed),
        ("户号", paper.account),
        ("事项", paper.subject),
        ("窗口", f"{place}工号 {paper.staff_no}"),
        ("价目依据", paper.price_basis),
    ]
    return [(label, value) for label, value in cells if value]


def _draw_page_head(sheet: Sheet, paper: VoucherPaper, cells: list[tuple[str, str]]) -> float:
    rule = draw_head(
        sheet, paper.hall, paper.kind.value, _number(paper),
        left=_LEFT, right=_RIGHT, top=_TOP + 2,
    )  # fmt: skip
    if not cells:
        return rule + 8
    return draw_cells(sheet, cells, left=_LEFT, right=_RIGHT, y=rule + 17.5) - 2


def _draw_carried(sheet: Sheet, rows: list[PriceRow]) -> None:
    so_far = sum(row.line.amount_fen for row in rows)
    text = f"至本页累计 {format_fen(so_far)}，转下页"
    sheet.right(_RIGHT, _FOOT - 14, text, TABLE, color=INK2)


def _draw_closing(sheet: Sheet, paper: VoucherPaper, y: float) -> None:
    _draw_total(sheet, paper, y + 28.5)
    _draw_payment(sheet, paper, y + 46)
    base = y + 70 + _parts_height(paper)
    x = sheet.text(_LEFT, base, "收款人", VOUCHER_BODY)
    x = sheet.text(x + 4, base, paper.staff_no, VOUCHER_BODY, Weight.SEMIBOLD)
    draw_sign_place(sheet, "客户签收", x + 15, base, 146)
    if paper.void is not None:
        _draw_void(sheet, paper, y, base)
    sheet.box(
        _LEFT, _BOX_TOP, _RIGHT - _LEFT, _BOX_HEIGHT,
        radius=3, stroke=INK, line_width=THICK,
    )  # fmt: skip
    end = sheet.text(_LEFT + 9, _BOX_TOP + 15.7, STATEMENT, VOUCHER_BODY, Weight.SEMIBOLD)
    invoice = f"数电票：{paper.invoice_state}"
    size = shrink(invoice, _RIGHT - 9 - end - 12, VOUCHER_BODY, 6)
    sheet.right(_RIGHT - 9, _BOX_TOP + 15.7, invoice, size)


def _draw_total(sheet: Sheet, paper: VoucherPaper, base: float) -> None:
    total = format_yuan(paper.total_fen)
    start = sheet.right(_RIGHT, base, total, VOUCHER_TOTAL, Weight.BOLD)
    start = sheet.right(start - 8, base, "合计", VOUCHER_BODY, color=INK2)
    x = sheet.text(_LEFT, base, "合计大写", VOUCHER_BODY, color=INK2) + 6.5
    words = amount_words(paper.total_fen)
    size = shrink(words, start - x - 12, 11.5, 7.5, Weight.SEMIBOLD)
    sheet.text(x, base, words, size, Weight.SEMIBOLD)


def _draw_payment(sheet: Sheet, paper: VoucherPaper, base: float) -> None:
    x = _LEFT
    if paper.parts:
        size, lines = _part_lines(paper)
        for line in lines:
            sheet.text(_LEFT, base, line, size)
            base += _PART
    else:
        for label, value in _pairs(paper):
            x = sheet.text(x, base, label, VOUCHER_BODY, color=INK2) + 2.5
            x = sheet.text(x, base, value, VOUCHER_BODY) + 15.5
    after_sales = f"售后与回访电话 {paper.after_sales_phone}" if paper.after_sales_phone else ""
    lines_of_hall = f"服务 {paper.hotlines.service}", f"监督 {paper.hotlines.supervision}"
    phones = joined(after_sales, *lines_of_hall)
    size = shrink(phones, _RIGHT - x, VOUCHER_BODY, 6.5)
    sheet.right(_RIGHT, base, phones, size, color=INK2)


def _pairs(paper: VoucherPaper) -> list[tuple[str, str]]:
    if paper.received_fen is None:
        return [("付款方式", paper.method)]
    received = (f"{paper.method}实收", format_fen(paper.received_fen))
    return [received, ("找零", format_fen(paper.change_fen or 0))]


_PART = 12.5
"""The height of a line of parts (收款方式), when there are several or slip numbers."""


def _part_lines(paper: VoucherPaper) -> tuple[float, list[str]]:
    """Each way of paying with its amount and the number on its own slip."""
    words = [_part_words(paper, part) for part in paper.parts]
    return fit_lines(f"付款方式　{'；　'.join(words)}", _RIGHT - _LEFT, VOUCHER_BODY, 7)


def _part_words(paper: VoucherPaper, part: PaidPart) -> str:
    words = f"{part.method} {format_fen(part.amount_fen)}"
    if part.slip_no:
        return f"{words}（单号 {part.slip_no}）"
    if paper.received_fen is not None and part.is_cash:
        received, change = format_fen(paper.received_fen), format_fen(paper.change_fen or 0)
        return f"{words}（实收 {received}，找零 {change}）"
    return words


def _parts_height(paper: VoucherPaper) -> float:
    return _PART * len(_part_lines(paper)[1]) if paper.parts else 0


_VOID_LEFT = _LEFT + 235
"""Where the words of a void begin, right of the signature."""


def _void_lines(paper: VoucherPaper) -> tuple[float, list[str]]:
    """Who spoiled the voucher, when and why; one empty line for a good one."""
    void = paper.void
    text = f"作废 {void.at}　工号 {void.staff_no}　原因：{void.reason}" if void else ""
    return fit_lines(text, _RIGHT - _VOID_LEFT, VOUCHER_BODY, 7, Weight.SEMIBOLD)


def _draw_void(sheet: Sheet, paper: VoucherPaper, y: float, base: float) -> None:
    size, lines = _void_lines(paper)
    _draw_stamp(sheet, paper, y, base + (len(lines) - 1) * size * 1.25)
    for n, line in enumerate(lines):
        sheet.text(_VOID_LEFT, base + n * size * 1.25, line, size, Weight.SEMIBOLD)


def _draw_stamp(sheet: Sheet, paper: VoucherPaper, y: float, base: float) -> None:
    """The stamp where nothing is written: below the signature, else beside the total."""
    middle = (_LEFT + _RIGHT) / 2
    space = _BOX_TOP - base - 14
    if space >= 46:
        sheet.tilted_stamp(middle, base + 8 + space / 2, "作废", min(46, space / 2.3), 14, INK)
        return
    words = text_width(amount_words(paper.total_fen), 11.5, Weight.SEMIBOLD) + 42
    total = text_width(format_yuan(paper.total_fen), VOUCHER_TOTAL, Weight.BOLD) + 26
    left, right = _LEFT + words, _RIGHT - total
    if right - left >= 62:
        sheet.tilted_stamp((left + right) / 2, y + 19, "作废", 19, 6, INK)


def _draw_foot(sheet: Sheet, paper: VoucherPaper, page: int, pages: int) -> None:
    state = f"补打 第{paper.reprint}次" if paper.reprint else "原件（补打会注明“补打 第n次”）"
    left = joined(paper.copy_name, state)
    sheet.text(_LEFT, _FOOT, left, TABLE, color=INK2)
    right = joined(
        f"校验 {hash_groups(paper.check_code, 8)}",
        f"记录第 {paper.journal_number:,} 条",
        page_of(page, pages) if pages > 1 else "",
    )
    room = _RIGHT - _LEFT - text_width(left, TABLE) - 12
    sheet.right(_RIGHT, _FOOT, right, shrink(right, room, TABLE, 6), color=INK2)
