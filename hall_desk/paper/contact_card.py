"""The contact card (联系卡), A6 landscape: whom the referred customer will meet, S2-4."""

from hall_desk.domain.papers import ContactCardPaper

from .fitting import fit_lines, shrink, wrap
from .fonts import Weight
from .heads import draw_head, joined
from .sheet import Sheet, one_at_a_time
from .tokens import HAIR, INK, INK2, MM, RULE, TABLE

_SIZE = (148 * MM, 105 * MM)
_LEFT = 9 * MM
_RIGHT = _SIZE[0] - _LEFT
_WIDTH = _RIGHT - _LEFT
_FOOT = _SIZE[1] - 8 * MM
_LEADING = 1.58
_LEAST = 4.5
_MOST = 11.0


@one_at_a_time
def render_contact_card(paper: ContactCardPaper) -> bytes:
    """Draw the card: name and telephone large, the supervising telephone beside them."""
    sheet = Sheet(_SIZE, f"联系卡 {paper.register_number}".strip(), paper.hall.name)
    number = paper.register_number or paper.issued_at[:10]
    rule = draw_head(sheet, paper.hall, "联系卡", number, left=_LEFT, right=_RIGHT, top=7 * MM)
    y = _draw_person(sheet, paper, rule + 20)
    _draw_facts(sheet, paper, y)
    _draw_foot(sheet, paper)
    return sheet.finish()


def _draw_person(sheet: Sheet, paper: ContactCardPaper, y: float) -> float:
    half = _LEFT + _WIDTH * 0.46
    sheet.text(_LEFT, y, "联系人", TABLE, color=INK2)
    sheet.text(half, y, "电话", TABLE, color=INK2)
    y += 22
    room = half - _LEFT - 10
    size, names = fit_lines(paper.name, room, 18, 12, Weight.BOLD)
    for n, name in enumerate(names):
        sheet.text(_LEFT, y + n * size * 1.2, name, size, Weight.BOLD)
    phone_size = shrink(paper.phone, _RIGHT - half, 18, 9, Weight.BOLD)
    sheet.text(half, y, paper.phone, phone_size, Weight.BOLD)
    y += (len(names) - 1) * size * 1.2 + 12
    sheet.line(_LEFT, y, _RIGHT, y, HAIR, RULE)
    return y + 14


def _draw_facts(sheet: Sheet, paper: ContactCardPaper, y: float) -> None:
    verified = f"{paper.verified_on} 核实" if paper.verified_on else "尚未核实"
    if paper.stale:
        late = "已逾 90 天，" if paper.verified_on else ""
        verified += f"（{late}拨打前请先向本厅核对）"
    facts = [
        ("部门", paper.department),
        ("地址", paper.address),
        ("时间", paper.hours),
        ("事项", paper.matter),
        ("监督电话", paper.supervising_phone),
        ("联系方式", verified),
        ("首问责任人", f"{paper.first_contact}（工号 {paper.first_contact_staff_no}）负责到底"),
    ]
    shown = [(label, value) for label, value in facts if value]
    size = _MOST
    while size > _LEAST and y + _facts_height(shown, size) > _FOOT - 14:
        size -= 0.5
    label_width = size * 5 + 8
    for label, value in shown:
        sheet.text(_LEFT, y, label, size, color=INK2)
        weight = Weight.SEMIBOLD if label == "监督电话" else Weight.REGULAR
        for line in wrap(value, _WIDTH - label_width, size, weight):
            sheet.text(_LEFT + label_width, y, line, size, weight)
            y += size * _LEADING


def _facts_height(facts: list[tuple[str, str]], size: float) -> float:
    room = _WIDTH - size * 5 - 8
    lines = sum(len(wrap(value, room, size, Weight.SEMIBOLD)) for _, value in facts)
    return lines * size * _LEADING


def _draw_foot(sheet: Sheet, paper: ContactCardPaper) -> None:
    sheet.line(_LEFT, _FOOT - 12, _RIGHT, _FOOT - 12, HAIR, INK)
    lines = f"服务 {paper.hotlines.service}", f"监督 {paper.hotlines.supervision}"
    sheet.text(_LEFT, _FOOT, "找不到人请回本厅，不必重新取号。", TABLE)
    sheet.right(_RIGHT, _FOOT, joined(*lines, paper.issued_at), TABLE, color=INK2)
