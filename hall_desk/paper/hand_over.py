"""The hand-over slip (交接单), A5 landscape: what goes to the department with a referral, S1-2."""

from hall_desk.domain.papers import HandOverPaper

from .fitting import shrink, wrap
from .fonts import Weight
from .heads import draw_cells, draw_head, draw_sign_place, joined
from .sheet import Sheet, one_at_a_time
from .tokens import A5_LANDSCAPE, A5_MARGIN, HAIR, INK, INK2, RULE, TABLE, VOUCHER_BODY

_LEFT = A5_MARGIN[0]
_RIGHT = A5_LANDSCAPE[0] - _LEFT
_WIDTH = _RIGHT - _LEFT
_FOOT = A5_LANDSCAPE[1] - A5_MARGIN[1]
_SIGNING = 66
_LEADING = 1.5
_DUTY = "转办不转责任：请在答复时限前办理，并把结果告知首问责任人，由其反馈客户。"


@one_at_a_time
def render_hand_over(paper: HandOverPaper) -> bytes:
    """Draw the slip: the matter first, then who handles it, then the places to sign."""
    size = VOUCHER_BODY
    while size > 5 and _draw_body(Sheet(A5_LANDSCAPE, ""), paper, size) > _FOOT - _SIGNING:
        size -= 0.5
    sheet = Sheet(A5_LANDSCAPE, f"交接单 {paper.register_number}", paper.hall.name)
    _draw_body(sheet, paper, size)
    _draw_signing(sheet, paper)
    _draw_foot(sheet, paper)
    return sheet.finish()


def _draw_body(sheet: Sheet, paper: HandOverPaper, size: float) -> float:
    """Head, customer, matter and department; return the end, so that a long one is set smaller."""
    rule = draw_head(
        sheet,
        paper.hall,
        "交接单",
        paper.register_number,
        left=_LEFT,
        right=_RIGHT,
        top=A5_MARGIN[1],
    )
    span = {"left": _LEFT, "right": _RIGHT}
    y = draw_cells(sheet, _customer(paper), **span, y=rule + 18, columns=2, size=size)
    y = _draw_matter(sheet, paper, y + 2, size + 2)
    end = draw_cells(sheet, _department(paper), **span, y=y + 16, columns=2, size=size)
    return end - size * 1.2


def _customer(paper: HandOverPaper) -> list[tuple[str, str]]:
    cells = [
        ("客户", f"{paper.customer}　{paper.customer_phone}".strip("　")),
        ("票号", paper.ticket_number),
        ("户号", paper.account),
        ("所收材料", paper.papers_taken or "无"),
        ("移交时间", paper.referred_at),
        ("答复时限", paper.promised),
    ]
    return [(label, value) for label, value in cells if value]


def _department(paper: HandOverPaper) -> list[tuple[str, str]]:
    cells = [
        ("承办部门", paper.department),
        ("承办人", f"{paper.person}　{paper.phone}"),
        ("地址", paper.address),
        ("代班人", paper.deputy),
        ("职责", paper.duty),
    ]
    return [(label, value) for label, value in cells if value]


def _draw_matter(sheet: Sheet, paper: HandOverPaper, y: float, most: float) -> float:
    """The matter in a frame; a long one is set smaller, never cut."""
    room = _FOOT - _SIGNING - 84 - y
    size = most
    while size > 5 and _matter_height(paper, size) > room:
        size -= 0.5
    height = _matter_height(paper, size)
    sheet.box(_LEFT, y, _WIDTH, height, radius=3, stroke=INK, line_width=HAIR)
    sheet.text(_LEFT + 9, y + 14, "转办事项", VOUCHER_BODY, color=INK2)
    base = y + 14 + size * _LEADING
    for line in _matter_lines(paper, size):
        sheet.text(_LEFT + 9, base, line, size, Weight.SEMIBOLD)
        base += size * _LEADING
    return y + height


def _matter_lines(paper: HandOverPaper, size: float) -> list[str]:
    return wrap(paper.matter, _WIDTH - 18, size, Weight.SEMIBOLD)


def _matter_height(paper: HandOverPaper, size: float) -> float:
    return 22 + len(_matter_lines(paper, size)) * size * _LEADING


def _draw_signing(sheet: Sheet, paper: HandOverPaper) -> None:
    top = _FOOT - _SIGNING
    sheet.line(_LEFT, top, _RIGHT, top, HAIR, RULE)
    sheet.text(_LEFT, top + 16, _DUTY, VOUCHER_BODY)
    base, half = top + 42, _WIDTH / 2
    who = f"首问责任人 {paper.first_contact}（工号 {paper.first_contact_staff_no}）"
    x = sheet.text(_LEFT, base, who, shrink(who, half - 100, VOUCHER_BODY, 4.5)) + 8
    draw_sign_place(sheet, "移交签字", x, base, _LEFT + half - 14 - x)
    if paper.received:
        sheet.text(_LEFT + half, base, f"接收人 {paper.received}", VOUCHER_BODY)
        return
    draw_sign_place(sheet, "接收人签字", _LEFT + half, base, half * 0.52)
    draw_sign_place(sheet, "时间", _LEFT + half * 1.55, base, half * 0.45)


def _draw_foot(sheet: Sheet, paper: HandOverPaper) -> None:
    lines = f"服务 {paper.hotlines.service}", f"监督 {paper.hotlines.supervision}"
    sheet.text(_LEFT, _FOOT, joined("一式两份，移交、接收各存一份", *lines), TABLE, color=INK2)
    sheet.right(_RIGHT, _FOOT, f"打印 {paper.printed_at}", TABLE, color=INK2)
