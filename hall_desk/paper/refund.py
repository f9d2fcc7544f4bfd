"""The paper of a refund (退款凭证), A5 landscape: what came back of which voucher, and why."""

from hall_desk.domain.money import format_fen, format_yuan
from hall_desk.domain.papers import RefundedLine, RefundPaper
from hall_desk.domain.refunds import lines_words
from hall_desk.domain.words import amount_words

from .fitting import ellipsis, fit_lines, shrink, wrap
from .fonts import Weight, text_width
from .formats import hash_groups
from .heads import draw_cells, draw_head, draw_sign_place, joined
from .sheet import Sheet, one_at_a_time
from .tokens import (
    A5_LANDSCAPE,
    A5_MARGIN,
    HAIR,
    INK,
    INK2,
    RULE,
    TABLE,
    THICK,
    VOUCHER_BODY,
    VOUCHER_TOTAL,
)

_LEFT, _TOP = A5_MARGIN
_RIGHT = A5_LANDSCAPE[0] - _LEFT
_FOOT = 393.5
_BOX_TOP = 354.5
_BOX_HEIGHT = 24.5
_ROW, _CLOSE = 19.0, 15.2
"""How high a line of the sums is, and where there are five of them."""
_LEAST = 7.0
"""The smallest face of what is typed or long."""
_BELOW = 44 + 20 + 14
"""From the sums to below the signatures, with one line of the reason."""
_NAMED = "退的是"
TITLE = "退款凭证"
STATEMENT = "本凭证只证明退款，不是税务票据；原凭证号保留不变。"


@one_at_a_time
def render_refund(paper: RefundPaper) -> bytes:
    """Draw the paper of a refund; one page."""
    sheet = Sheet(A5_LANDSCAPE, f"{TITLE} {paper.number}", paper.hall.name)
    number = joined(paper.number, f"补打 第{paper.reprint}次" if paper.reprint else "")
    rule = draw_head(
        sheet, paper.hall, TITLE, number, left=_LEFT, right=_RIGHT, top=_TOP + 2
    )  # fmt: skip
    y = draw_cells(sheet, _cells(paper), left=_LEFT, right=_RIGHT, y=rule + 17.5)
    y = _draw_long(sheet, "事项", paper.subject, y)
    named = _named(paper, y)
    if named:
        y = _draw_long(sheet, _NAMED, named, y + 8)
    y = _draw_sums(sheet, paper, y + 6, rows=not named)
    _draw_total(sheet, paper, y + 26)
    base = _draw_reason(sheet, paper, y + 44) + 20
    x = sheet.text(_LEFT, base, "退款人", VOUCHER_BODY)
    x = sheet.text(x + 4, base, paper.staff_no, VOUCHER_BODY, Weight.SEMIBOLD)
    x = sheet.text(x + 15, base, "批准人", VOUCHER_BODY)
    x = sheet.text(x + 4, base, paper.approved_by, VOUCHER_BODY, Weight.SEMIBOLD)
    draw_sign_place(sheet, "客户签收", x + 15, base, 146)
    _draw_box(sheet, paper)
    _draw_foot(sheet, paper)
    return sheet.finish()


def _cells(paper: RefundPaper) -> list[tuple[str, str]]:
    place = f"{paper.window}号　" if paper.window is not None else ""
    cells = [
        ("客户", paper.customer),
        ("退款", paper.refunded_at),
        ("原凭证", paper.voucher_number),
        ("户号", paper.account),
        ("窗口", f"{place}工号 {paper.staff_no}"),
    ]
    return [(label, value) for label, value in cells if value]


def _draw_long(sheet: Sheet, label: str, words: str, y: float) -> float:
    """What it was paid for, or of it came back, over the whole width: it may be long."""
    x = sheet.text(_LEFT, y, label, VOUCHER_BODY, color=INK2) + 2.5
    size, lines = fit_lines(words, _RIGHT - x, VOUCHER_BODY, _LEAST)
    for n, line in enumerate(lines):
        sheet.text(x, y + n * size * 1.3, line, size)
    return y + (len(lines) - 1) * size * 1.3 + 8


def named_lines(paper: RefundPaper) -> list[tuple[str, str, int]]:
    """Place, name and fen of each named line; a part says of how much it is one.

    Where every line of the voucher came back whole, one line says so.
    """
    if paper.lines and sum(each.amount_fen for each in paper.lines) == paper.paid_fen:
        return [(f"全部 {paper.lines_paid} 项", "", paper.paid_fen)]
    return [(f"第 {each.line} 项", _name(each), each.amount_fen) for each in paper.lines]


def _name(line: RefundedLine) -> str:
    part = line.amount_fen != line.paid_fen
    return f"{line.name}（原 {format_fen(line.paid_fen)}）" if part else line.name


def _named(paper: RefundPaper, y: float) -> str:
    """The named lines above the sums where there is no room for one each: with their sums, or
    only their places on the voucher; empty where they have rows of their own.
    """
    lines, sums, room = named_lines(paper), len(sums_of(paper)), _room(paper, y)
    if not lines or (sums + len(lines)) * _CLOSE <= room:
        return ""
    said = "；".join(f"{at}　{name}　{format_fen(fen)}" for at, name, fen in lines)
    width = _RIGHT - _LEFT - text_width(_NAMED, VOUCHER_BODY) - 2.5
    high = (len(wrap(said, width, _LEAST)) - 1) * _LEAST * 1.3 + 16
    if high + sums * _ROW <= room:
        return said
    places = lines_words(each.line for each in paper.lines)
    return f"原凭证{places}，共 {len(paper.lines)} 项，户号和金额见原凭证"


def _room(paper: RefundPaper, y: float) -> float:
    """What is left for the sums between the subject and what stands below them."""
    x = text_width("退款原因", VOUCHER_BODY) + 2.5
    _, reason = fit_lines(paper.reason, _RIGHT - _LEFT - x, VOUCHER_BODY, _LEAST)
    return _BOX_TOP - y - 6 - _BELOW - (len(reason) - 1) * _LEAST * 1.3


def sums_of(paper: RefundPaper) -> list[tuple[str, int, bool]]:
    """Words, fen and whether it stands out; what there was none of is left out."""
    left = paper.paid_fen - paper.earlier_fen - paper.settled_fen - paper.amount_fen
    before = [("以前已退", paper.earlier_fen, False), ("已结算电费", paper.settled_fen, False)]
    return [
        (f"原收款（{paper.paid_method}，{paper.paid_at}）", paper.paid_fen, False),
        *(row for row in before if row[1]),
        ("本次退款", paper.amount_fen, True),
        ("退款后余额", left, False),
    ]


def _draw_sums(sheet: Sheet, paper: RefundPaper, y: float, *, rows: bool) -> float:
    """What was paid, what came back before, what comes back now and of what, what is left."""
    lines = [(f"　{at}　{name}", fen) for at, name, fen in named_lines(paper)] if rows else []
    sums: list[tuple[str, int, bool]] = []
    for row in sums_of(paper):
        sums += [row, *((*line, False) for line in lines if row[2])]
    pitch = _ROW if len(sums) < 5 else _CLOSE
    room = _RIGHT - _LEFT - 130
    sheet.line(_LEFT, y, _RIGHT, y, THICK, INK)
    for n, (label, fen, strong) in enumerate(sums):
        weight = Weight.SEMIBOLD if strong else Weight.REGULAR
        base = y + pitch - 6.5 + (_ROW - pitch) * 0.55
        size = shrink(label, room, VOUCHER_BODY, _LEAST, weight)
        # A name that is too long stands whole on the voucher.
        sheet.text(_LEFT + 5, base, ellipsis(label, room, size, weight), size, weight)
        sheet.right(_RIGHT - 5, base, format_fen(fen), VOUCHER_BODY, Weight.SEMIBOLD)
        y += pitch
        last = n == len(sums) - 1
        sheet.line(_LEFT, y, _RIGHT, y, THICK if last else HAIR, INK if last else RULE)
    return y


def _draw_total(sheet: Sheet, paper: RefundPaper, base: float) -> None:
    total = format_yuan(paper.amount_fen)
    start = sheet.right(_RIGHT, base, total, VOUCHER_TOTAL, Weight.BOLD)
    start = sheet.right(start - 8, base, "退款", VOUCHER_BODY, color=INK2)
    x = sheet.text(_LEFT, base, "退款大写", VOUCHER_BODY, color=INK2) + 6.5
    words = amount_words(paper.amount_fen)
    size = shrink(words, start - x - 12, 11.5, 7.5, Weight.SEMIBOLD)
    sheet.text(x, base, words, size, Weight.SEMIBOLD)


def _draw_reason(sheet: Sheet, paper: RefundPaper, base: float) -> float:
    """How it came back and why; the last baseline."""
    slip = f"（单号 {paper.slip_no}）" if paper.slip_no else ""
    x = sheet.text(_LEFT, base, "退款方式", VOUCHER_BODY, color=INK2) + 2.5
    sheet.text(x, base, f"{paper.method}{slip}", VOUCHER_BODY)
    phones = joined(
        f"电话 {paper.phone}" if paper.phone else "",
        f"服务 {paper.hotlines.service}",
        f"监督 {paper.hotlines.supervision}",
    )
    sheet.right(_RIGHT, base, phones, VOUCHER_BODY, color=INK2)
    base += 16
    x = sheet.text(_LEFT, base, "退款原因", VOUCHER_BODY, color=INK2) + 2.5
    size, lines = fit_lines(paper.reason, _RIGHT - x, VOUCHER_BODY, 7)
    for n, line in enumerate(lines):
        sheet.text(x, base + n * size * 1.3, line, size)
    return base + (len(lines) - 1) * size * 1.3


def _draw_box(sheet: Sheet, paper: RefundPaper) -> None:
    sheet.box(
        _LEFT, _BOX_TOP, _RIGHT - _LEFT, _BOX_HEIGHT,
        radius=3, stroke=INK, line_width=THICK,
    )  # fmt: skip
    end = sheet.text(_LEFT + 9, _BOX_TOP + 15.7, STATEMENT, VOUCHER_BODY, Weight.SEMIBOLD)
    if paper.red_invoice:
        size = shrink(paper.red_invoice, _RIGHT - 9 - end - 12, VOUCHER_BODY, 5)
        sheet.right(_RIGHT - 9, _BOX_TOP + 15.7, paper.red_invoice, size)


def _draw_foot(sheet: Sheet, paper: RefundPaper) -> None:
    state = f"补打 第{paper.reprint}次" if paper.reprint else "原件（补打会注明“补打 第n次”）"
    left = joined(paper.copy_name, state)
    sheet.text(_LEFT, _FOOT, left, TABLE, color=INK2)
    right = joined(
        f"校验 {hash_groups(paper.check_code, 8)}", f"记录第 {paper.journal_number:,} 条"
    )
    room = _RIGHT - _LEFT - text_width(left, TABLE) - 12
    sheet.right(_RIGHT, _FOOT, right, shrink(right, room, TABLE, 6), color=INK2)
