"""The itemised sheet signed before work begins (有偿服务逐项确认单), A4, Art. 25."""

from hall_desk.domain.money import format_fen, format_yuan
from hall_desk.domain.papers import ConfirmationPaper, LineGroup
from hall_desk.domain.words import amount_words

from .differences import cut_difference, draw_difference_page
from .fitting import shrink, wrap
from .fonts import Weight
from .formats import page_of
from .heads import draw_cells, draw_head, draw_sign_place, draw_signature, joined
from .price_table import (
    HEAD,
    PriceColumns,
    draw_price_head,
    draw_price_rows,
    group_totals,
    paginate,
    plan_rows,
    price_basis,
)
from .sheet import Sheet, one_at_a_time
from .tokens import (
    A4,
    A4_MARGIN,
    HAIR,
    INK,
    INK2,
    RULE,
    TABLE,
    THICK,
    VOUCHER_BODY,
    VOUCHER_TOTAL,
)

_LEFT = A4_MARGIN
_RIGHT = A4[0] - A4_MARGIN
_WIDTH = _RIGHT - _LEFT
_FOOT = A4[1] - A4_MARGIN - 2
_COLUMNS = PriceColumns(
    name_width=220, unit=352, price=415, quantity=463, amount=_WIDTH - 5, width=_WIDTH
)
_STATEMENT = (
    "请在施工前逐项核对项目、单价、数量和金额。单价出自所列价目依据，人工与材料分列，不收表外费用。"
    "客户签字后方可施工和收款；收款后出具收费凭证，数电票另行开具。"
)
_SIGNING = 98.0  # the foot of the last page: statement, consent and signatures
_BLANK = 60.0  # a larger space above the signatures is declared blank


@one_at_a_time
def render_confirmation(paper: ConfirmationPaper) -> bytes:
    """Draw the sheet; many lines continue on further pages with the head repeated.

    What was done otherwise than signed follows on a page of its own, with its own signature.
    """
    rows = plan_rows(paper.lines, _COLUMNS)
    cells = _cells(paper)
    probe = Sheet(A4, "")
    first, others = (
        _FOOT - 24 - HEAD - _draw_page_head(probe, paper, shown) for shown in (cells, [])
    )
    closing = _summary_height(paper) + _SIGNING
    pages = paginate([row.height for row in rows], first, others, closing)
    sheet = Sheet(A4, f"{paper.title} {paper.number}", paper.hall.name)
    totals = group_totals(paper.lines)
    second = cut_difference(paper)
    total = len(pages) + len(second)
    for n, cut in enumerate(pages):
        if n:
            sheet.next_page()
        y = _draw_page_head(sheet, paper, cells if n == 0 else [])
        y = draw_price_head(sheet, _COLUMNS, _LEFT, y)
        y = draw_price_rows(sheet, _COLUMNS, rows[cut], rows[: cut.start], totals, _LEFT, y)
        if n == len(pages) - 1:
            _draw_closing(sheet, paper, totals, y)
        _draw_foot(sheet, paper, n + 1, total)
    for n, page in enumerate(second):
        sheet.next_page()
        draw_difference_page(sheet, paper, page, last=n == len(second) - 1)
        _draw_foot(sheet, paper, len(pages) + n + 1, total)
    return sheet.finish()


def _cells(paper: ConfirmationPaper) -> list[tuple[str, str]]:
    place = f"{paper.window}号　" if paper.window is not None else ""
    cells = [
        ("客户", f"{paper.customer}　{paper.customer_phone}".rstrip("　")),
        ("制单", paper.drawn_at),
        ("户号", paper.account),
        ("窗口", f"{place}工号 {paper.staff_no}"),
        ("地址", paper.address),
        ("事项", paper.service),
    ]
    return [(label, value) for label, value in cells if value]


def _ownership_lines(paper: ConfirmationPaper) -> list[str]:
    return wrap(f"产权分界点：{paper.boundary}", _WIDTH - 18, VOUCHER_BODY)


def _ownership_height(paper: ConfirmationPaper) -> float:
    return 26 + len(_ownership_lines(paper)) * 13.5


def _draw_page_head(sheet: Sheet, paper: ConfirmationPaper, cells: list[tuple[str, str]]) -> float:
    number = paper.number + (f" ・ 补打 第{paper.reprint}次" if paper.reprint else "")
    rule = draw_head(
        sheet, paper.hall, paper.title, number, left=_LEFT, right=_RIGHT, top=A4_MARGIN
    )
    if not cells:
        return rule + 8
    y = draw_cells(sheet, cells, left=_LEFT, right=_RIGHT, y=rule + 17.5, columns=2) - 8
    height = _ownership_height(paper) - 6
    sheet.box(_LEFT, y, _WIDTH, height, radius=3, stroke=INK, line_width=THICK)
    x = sheet.text(_LEFT + 9, y + 14.5, "产权归属 ", VOUCHER_BODY, color=INK2)
    sheet.text(x, y + 14.5, paper.ownership, VOUCHER_BODY, Weight.SEMIBOLD)
    for n, line in enumerate(_ownership_lines(paper)):
        sheet.text(_LEFT + 9, y + 28 + n * 13.5, line, VOUCHER_BODY)
    return y + height + 8


def _draw_closing(
    sheet: Sheet, paper: ConfirmationPaper, totals: dict[LineGroup, int], y: float
) -> None:
    total_fen = sum(totals.values())
    base = y + 28.5
    start = sheet.right(_RIGHT, base, format_yuan(total_fen), VOUCHER_TOTAL, Weight.BOLD)
    start = sheet.right(start - 8, base, "合计", VOUCHER_BODY, color=INK2)
    x = sheet.text(_LEFT, base, "合计大写", VOUCHER_BODY, color=INK2) + 6.5
    words = amount_words(total_fen)
    sheet.text(x, base, words, shrink(words, start - x - 12, 11.5, 7.5, Weight.SEMIBOLD),
               Weight.SEMIBOLD)  # fmt: skip
    base += 18
    subtotals = "　".join(
        f"{group.value}小计 {format_fen(totals[group])}" for group in LineGroup if totals[group]
    )
    sheet.text(_LEFT, base, subtotals, VOUCHER_BODY)
    version = _version(paper)
    sheet.right(_RIGHT, base, version, shrink(version, _WIDTH / 2, VOUCHER_BODY, 6), color=INK2)
    base += 18
    for line in _basis_lines(paper):
        sheet.text(_LEFT, base, line, VOUCHER_BODY)
        base += 14
    top = _FOOT - 16 - _SIGNING
    if top - base > _BLANK:
        sheet.center((_LEFT + _RIGHT) / 2, base + 16, "（以下空白）", TABLE, color=INK2)
    _draw_signatures(sheet, paper, top)


def _version(paper: ConfirmationPaper) -> str:
    """The price list and since when; a list known only by its document is not said twice."""
    known = {line.approval_doc for line in paper.lines}
    named = set(paper.price_list_version.split("、")) - known - {""}
    since = f"{paper.price_list_from} 起执行" if paper.price_list_from else ""
    if not named:
        return since
    return f"价目表 {paper.price_list_version}" + (f"（{since}）" if since else "")


def _basis_lines(paper: ConfirmationPaper) -> list[str]:
    basis = price_basis(paper.lines)
    return wrap(f"价目依据 {basis}", _WIDTH, VOUCHER_BODY) if basis else []


def _summary_height(paper: ConfirmationPaper) -> float:
    """Totals and the prices' basis below the table."""
    return 68 + len(_basis_lines(paper)) * 14


def _draw_signatures(sheet: Sheet, paper: ConfirmationPaper, top: float) -> None:
    third = _WIDTH / 3
    sheet.line(_LEFT, top, _RIGHT, top, HAIR, RULE)
    for n, line in enumerate(wrap(_STATEMENT, _WIDTH, VOUCHER_BODY)):
        sheet.text(_LEFT, top + 16 + n * 14, line, VOUCHER_BODY)
    top += 36
    agreed = "本人已逐项核对并同意以上项目和价格。"
    sheet.text(_LEFT, top + 18, agreed, VOUCHER_BODY, Weight.SEMIBOLD)
    if paper.signed_at:
        text = f"客户签字已确认：{paper.signed_at}"
        sheet.right(_RIGHT, top + 18, text, VOUCHER_BODY, Weight.SEMIBOLD)
    base = top + 48
    draw_sign_place(sheet, "客户签字", _LEFT, base, third - 18)
    draw_signature(sheet, paper.signature, _LEFT + 44, base - 26, third - 66, 29)
    draw_sign_place(sheet, "日期", _LEFT + third, base, third - 18)
    x = sheet.text(_LEFT + 2 * third, base, "经办工号 ", VOUCHER_BODY)
    x = sheet.text(x, base, paper.staff_no, VOUCHER_BODY, Weight.SEMIBOLD)
    draw_sign_place(sheet, "签字", x + 10, base, _RIGHT - x - 10)


def _draw_foot(sheet: Sheet, paper: ConfirmationPaper, page: int, pages: int) -> None:
    after_sales = f"售后与回访电话 {paper.after_sales_phone}" if paper.after_sales_phone else ""
    lines = f"服务 {paper.hotlines.service}", f"监督 {paper.hotlines.supervision}"
    left = joined(after_sales, *lines, "本单不作收款凭据")
    sheet.text(_LEFT, _FOOT, left, shrink(left, _WIDTH - 90, TABLE, 6), color=INK2)
    sheet.right(_RIGHT, _FOOT, page_of(page, pages), TABLE, color=INK2)
