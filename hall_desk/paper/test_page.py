"""The test page (打印测试页): whether all of the paper is reached, and every sign drawn."""

from dataclasses import dataclass
from math import ceil

from .fitting import wrap
from .fonts import Weight
from .qrcode import draw_qr
from .roll import BODY, DOT, PITCH, Roll, draw_tear, roll_of
from .sheet import Sheet, one_at_a_time
from .tokens import A4, A4_MARGIN, INK, INK2, MM, THERMAL

_SIGNS = "供电营业厅 𬭎龘㛃䶮 0123456789 ￥86.40"
_CODE = 180 * DOT


@dataclass(frozen=True, kw_only=True)
class TestPage:
    """What stands on the page: which printer, how it is reached, when."""

    __test__ = False

    printer: str
    device: str
    address: str
    printed_at: str


@one_at_a_time
def render_test_page(page: TestPage, dots: int = 0) -> bytes:
    """The page for a roll of that many dots, or A4."""
    if not dots:
        return _on_a4(page)
    roll = roll_of(dots)
    strip = Sheet((roll.paper, 1000 * MM), "")
    height = ceil(_on_roll(strip, page, roll) / DOT) * DOT
    sheet = Sheet((roll.paper, height), f"打印测试页 {page.printer}")
    _on_roll(sheet, page, roll)
    return sheet.finish()


def _on_roll(sheet: Sheet, page: TestPage, roll: Roll) -> float:
    edge = (roll.paper - roll.head * DOT) / 2
    y = 64 * DOT
    sheet.center(roll.middle, y, "打印测试页", 36 * DOT, Weight.BOLD, THERMAL)
    y += 12 * DOT
    for words in _facts(page):
        for line in wrap(words, roll.width, BODY):
            y += PITCH
            sheet.text(roll.left, y, line, BODY, color=THERMAL)
    y = draw_tear(sheet, y + 24 * DOT, roll) + 8 * DOT
    for line in wrap(_SIGNS, roll.width, BODY):
        y += PITCH
        sheet.text(roll.left, y, line, BODY, color=THERMAL)
    y += 24 * DOT
    # A ruler from edge to edge: a missing end is a wrong paper width.
    for n in range(roll.head // 8):
        tall = (24 if n % 8 == 0 else 12) * DOT
        if n % 2 == 0:
            sheet.box(edge + n * 8 * DOT, y, 8 * DOT, tall, fill=THERMAL)
    y += 40 * DOT
    draw_qr(sheet, roll.middle - _CODE / 2, y, _CODE, f"HD1:TEST:{roll.head}", DOT)
    y += _CODE
    for line in wrap(f"上面的标尺应从纸的一边到另一边，共 {roll.head} 点。", roll.width, BODY):
        y += PITCH
        sheet.text(roll.left, y, line, BODY, color=THERMAL)
    return y + 40 * DOT


def _on_a4(page: TestPage) -> bytes:
    wide, high = A4
    sheet = Sheet(A4, f"打印测试页 {page.printer}")
    sheet.box(A4_MARGIN, A4_MARGIN, wide - 2 * A4_MARGIN, high - 2 * A4_MARGIN, stroke=INK)
    x, y = A4_MARGIN + 8 * MM, A4_MARGIN + 16 * MM
    sheet.text(x, y, "打印测试页", 20, Weight.BOLD)
    for words in (*_facts(page), _SIGNS, "四边的线应完整，离纸边 12 毫米。"):
        for line in wrap(words, wide - 2 * x, 11):
            y += 8 * MM
            sheet.text(x, y, line, 11, color=INK2)
    draw_qr(sheet, x, y + 8 * MM, 40 * MM, "HD1:TEST:A4")
    return sheet.finish()


def _facts(page: TestPage) -> tuple[str, ...]:
    where = (f"地址 {page.address}",) if page.address else ()
    return (f"打印机 {page.printer}", f"类型 {page.device}", *where, f"时间 {page.printed_at}")
