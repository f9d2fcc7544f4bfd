"""The first-contact register (首问负责制登记簿), A4 landscape, on as many pages as it needs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hall_desk.domain.papers import RegisterPaper, RegisterRow

from .fitting import wrap
from .fonts import Weight
from .formats import NONE, page_of
from .heads import draw_head, draw_sign_place, joined
from .price_table import paginate
from .sheet import Sheet, one_at_a_time
from .tokens import A4_LANDSCAPE, A4_MARGIN, HAIR, INK, INK2, NOTE, RULE, TABLE, THICK, VOUCHER_BODY

_LEFT = A4_MARGIN
_RIGHT = A4_LANDSCAPE[0] - A4_MARGIN
_FOOT = A4_LANDSCAPE[1] - A4_MARGIN + 5
_PITCH = 9.0
_PAD = 2.0
_CLOSING = 52.0
_DATED = re.compile(r"([\d-]+ \d\d:\d\d) (.+)", re.DOTALL)

# What is stacked in each column, and its share of the width in millimetres.
_COLUMNS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("序号",), 14),
    (("日期时间", "来访方式"), 25),
    (("客户姓名或单位、联系电话", "户号", "住址"), 32),
    (("咨询或办理事项",), 33),
    (("首问责任人及工号", "是否本岗职责"), 25),
    (("处理方式", "所收材料名称及份数"), 27),
    (("承办部门、承办人", "电话、地址"), 31),
    (("移交时间与接收人", "承诺答复时间"), 30),
    (("处理情况及结果", "不能解决的原因"), 32),
    (("办结时间", "回访/满意度", "备注"), 27),
)
_SCALE = (_RIGHT - _LEFT) / sum(width for _, width in _COLUMNS)
_HEAD = 3 * _PITCH + 5


@dataclass(frozen=True, kw_only=True)
class _Strip:
    """A row as it stands on one page: the lines of each column."""

    cells: tuple[list[str], ...]
    whole: bool  # False: the row goes on below

    @property
    def height(self) -> float:
        """The height of the tallest cell."""
        return max(len(cell) for cell in self.cells) * _PITCH + 2 * _PAD


@one_at_a_time
def render_register(paper: RegisterPaper) -> bytes:
    """Draw the register; long texts wrap, a row longer than a page goes on on the next."""
    room = _FOOT - 16 - _draw_page_head(Sheet(A4_LANDSCAPE, ""), paper)
    most = int((room - _CLOSING - 2 * _PAD) // _PITCH)
    strips = [strip for row in paper.rows for strip in _strips(row, most)]
    pages = paginate([strip.height for strip in strips], room, room, _CLOSING)
    sheet = Sheet(A4_LANDSCAPE, f"首问负责制登记簿 {paper.period}", paper.hall.name)
    for n, cut in enumerate(pages):
        if n:
            sheet.next_page()
        y = _draw_page_head(sheet, paper)
        for strip in strips[cut]:
            y = _draw_strip(sheet, strip, y)
        if not paper.rows:
            sheet.text(_LEFT + 3, y + 12, "本期没有首问登记。", TABLE)
            y += 18
        if n == len(pages) - 1:
            _draw_closing(sheet, paper, y)
        _draw_foot(sheet, paper, n + 1, len(pages))
    return sheet.finish()


def _named(label: str, value: str) -> str:
    between = "" if label.endswith("：") else " "
    return f"{label}{between}{value}" if value else ""


def _dated(text: str) -> tuple[str, str]:
    """A time and what follows it, on two lines, so that no name is broken."""
    found = _DATED.fullmatch(text)
    return (found[1], found[2]) if found else (text, "")


def _stacks(row: RegisterRow) -> tuple[tuple[str, ...], ...]:
    """The texts of each column, in the order its title names them."""
    return (
        (row.number,),
        (row.at, row.channel),
        (
            f"{row.customer} {row.phone}".strip(),
            _named("户号", row.account),
            _named("住址", row.address),
        ),
        (row.matter,),
        (f"{row.first_contact} {row.staff_no}", "本岗职责" if row.own_duty else "非本岗职责"),
        (row.handling, _named("收", row.papers_taken)),
        (
            f"{row.department} {row.contact_person}".strip(),
            row.contact_phone,
            row.contact_address,
        ),
        (*_dated(row.handed_over), _named("承诺", row.promised)),
        (row.result, _named("未能解决：", row.unsolved_reason)),
        (row.closed_at, *_dated(row.feedback), _named("备注：", row.remark)),
    )


def _strips(row: RegisterRow, most: int) -> Iterator[_Strip]:
    """Wrap a row; cut it where it is longer than a page can hold."""
    cells: list[list[str]] = []
    for texts, (_, width) in zip(_stacks(row), _COLUMNS, strict=True):
        room = width * _SCALE - 5
        lines = [line for text in texts if text for line in wrap(text, room, NOTE)]
        cells.append(lines or [NONE])
    tallest = max(len(cell) for cell in cells)
    for start in range(0, tallest, most):
        part = tuple(cell[start : start + most] for cell in cells)
        yield _Strip(cells=part, whole=start + most >= tallest)


def _draw_page_head(sheet: Sheet, paper: RegisterPaper) -> float:
    rule = draw_head(
        sheet, paper.hall, "首问负责制登记簿", paper.period,
        left=_LEFT, right=_RIGHT, top=A4_MARGIN, prefix="",
    )  # fmt: skip
    return _draw_titles(sheet, rule + 6)


def _draw_titles(sheet: Sheet, y: float) -> float:
    x = _LEFT
    for titles, width in _COLUMNS:
        for n, title in enumerate(titles):
            sheet.text(x + 2.5, y + 8.5 + n * _PITCH, title, NOTE, Weight.SEMIBOLD, INK2)
        x += width * _SCALE
    y += _HEAD
    sheet.line(_LEFT, y, _RIGHT, y, THICK, INK)
    return y


def _draw_strip(sheet: Sheet, strip: _Strip, y: float) -> float:
    x = _LEFT
    for n, (lines, (_, width)) in enumerate(zip(strip.cells, _COLUMNS, strict=True)):
        for row, line in enumerate(lines):
            weight = Weight.SEMIBOLD if n == 0 else Weight.REGULAR
            sheet.text(x + 2.5, y + _PAD + 7 + row * _PITCH, line, NOTE, weight)
        x += width * _SCALE
    y += strip.height
    if strip.whole:
        sheet.line(_LEFT, y, _RIGHT, y, HAIR, RULE)
    return y


def _draw_closing(sheet: Sheet, paper: RegisterPaper, y: float) -> None:
    counts = joined(
        f"登记 {len(paper.rows)} 件",
        f"当场解决 {paper.solved_at_once} 件",
        f"转办 {paper.referred} 件",
        f"未结 {paper.still_open} 件",
    )
    sheet.text(_LEFT, y + 18, counts, VOUCHER_BODY, Weight.SEMIBOLD)
    draw_sign_place(sheet, "值班主任", _LEFT, y + 42, 170)
    draw_sign_place(sheet, "日期", _LEFT + 190, y + 42, 150)


def _draw_foot(sheet: Sheet, paper: RegisterPaper, page: int, pages: int) -> None:
    printed = f"打印 {paper.printed_at}", f"工号 {paper.printed_by}"
    left = joined(*printed, "姓名、电话、户号已隐去部分")
    sheet.text(_LEFT, _FOOT, left, TABLE, color=INK2)
    sheet.right(_RIGHT, _FOOT, page_of(page, pages), TABLE, color=INK2)
